//! What the READMEs say is so: links lead somewhere, commands exist, the example's output is what comes out.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use lawgov::OffsetUnit;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The pages at the root and of `docs`, by their paths.
fn documents() -> Vec<(String, String)> {
    let names = ["", "docs/"].into_iter().flat_map(|folder| {
        let files = fs::read_dir(root().join(folder)).expect("a folder");
        files.filter_map(move |entry| Some(format!("{folder}{}", entry.ok()?.file_name().into_string().ok()?)))
    });
    let names = names.filter(|name| name.ends_with(".md"));
    names.map(|name| (name.clone(), fs::read_to_string(root().join(&name)).expect("a document"))).collect()
}

/// The fenced blocks of a page: what stands after the fence, and the text.
fn blocks(text: &str) -> Vec<(&str, String)> {
    let mut blocks: Vec<(&str, String)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(info) => {
                inside = true;
                blocks.push((info, String::new()));
            }
            None if inside => blocks.last_mut().expect("a block").1.extend([line, "\n"]),
            None => {}
        }
    }
    blocks
}

#[test]
fn links_lead_somewhere() {
    for (name, text) in documents() {
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap_or_default();
            if !target.contains("://") && !path.is_empty() {
                let folder = root().join(&name);
                assert!(folder.parent().expect("a folder").join(path).exists(), "{name}: {target}");
            }
        }
    }
}

#[test]
fn commands_exist() {
    let help = Command::new(env!("CARGO_BIN_EXE_lawgov")).arg("--help").output().expect("the binary runs");
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    for (name, text) in documents() {
        for command in text.split("$ lawgov ").skip(1).filter_map(|rest| rest.split_whitespace().next()) {
            assert!(help.contains(&format!("  {command} ")), "{name}: lawgov {command}");
        }
    }
}

#[test]
fn the_example_comes_out_as_shown() {
    let report = lawgov::parse("一、主要举措\n一是加强普法宣传。全年发放宣传资料1000余份。\n");
    let json = report.to_json(OffsetUnit::Char);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let statistic = &json["statistics"][0];
    let shown = ["text", "value", "approx", "unit", "kind", "subject", "action", "modality", "start", "end"];
    for (name, text) in documents().into_iter().filter(|(name, _)| name.starts_with("README")) {
        for field in shown {
            let line = format!("\"{field}\": {}", statistic[field]);
            assert!(text.contains(&line), "{name} does not show {line}");
        }
        for (list, field) in
            [("sections", "heading"), ("sections", "role"), ("measures", "lead"), ("measures", "themes")]
        {
            let line = format!("\"{field}\": {}", json[list][0][field]);
            assert!(text.contains(&line), "{name} does not show {line}");
        }
    }
}

#[test]
fn the_example_of_a_configuration_works_as_shown() {
    for (name, text) in documents().into_iter().filter(|(name, _)| name.starts_with("docs/configuration")) {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut files, mut runs) = (0, 0);
        for (info, text) in blocks(&text) {
            match info.split_once(' ') {
                Some((_, file)) => {
                    files += 1;
                    let path = folder.path().join(file);
                    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                    fs::write(path, text).expect("a file");
                }
                None => {
                    runs += 1;
                    let (command, shown) = text.split_once('\n').expect("a command and what it prints");
                    let args = command.strip_prefix("$ lawgov ").expect("a command").split(' ');
                    let output = support::lawgov(folder.path()).args(args).output().expect("the binary runs");
                    assert_eq!(support::stdout(&output), shown, "{name}: {command}");
                }
            }
        }
        assert_eq!((files, runs), (5, 1), "{name}");
        let output = support::run_in(folder.path(), &["parse", "--format", "jsonl", "2023"]);
        let rows = support::rows(&output);
        let value = |code: &str| {
            let found = rows[0]["indicators"].as_array().expect("indicators").iter().find(|row| row["code"] == code);
            found.map(|row| row["value"].clone())
        };
        assert_eq!((value("street_lamps"), value("law_lectures")), (Some(20.into()), Some(3.into())), "{name}");
    }
}
