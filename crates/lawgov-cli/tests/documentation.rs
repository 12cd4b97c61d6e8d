//! What the READMEs say is so: links lead somewhere, commands exist, the example's output is what comes out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use lawgov::OffsetUnit;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn documents() -> Vec<(String, String)> {
    let names =
        fs::read_dir(root()).expect("the project").filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let names = names.filter(|name| name.ends_with(".md"));
    names.map(|name| (name.clone(), fs::read_to_string(root().join(&name)).expect("a document"))).collect()
}

#[test]
fn links_lead_somewhere() {
    for (name, text) in documents() {
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap_or_default();
            if !target.contains("://") && !path.is_empty() {
                assert!(root().join(path).exists(), "{name}: {target}");
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
