//! Writes the pages that are made from the code: `cargo run -p xtask -- gen`, or `gen --check` to compare only.
//!
//! A page is a path and a function that gives its text. A test compares every page with its file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use lawgov::{Lang, Severity};

/// A page's path and what writes it.
type Page = (&'static str, fn() -> String);

/// Every generated page.
const PAGES: [Page; 2] = [("docs/rules.md", || rules(Lang::En)), ("docs/rules.zh-CN.md", || rules(Lang::Zh))];

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let outcome = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["gen"] => PAGES.iter().try_for_each(write).map(|()| true),
        ["gen", "--check"] => stale().map(|stale| {
            stale
                .iter()
                .for_each(|path| eprintln_line(&format!("{path} is out of date: run `cargo run -p xtask -- gen`")));
            stale.is_empty()
        }),
        _ => Err(io::Error::other("usage: xtask gen [--check]")),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln_line(&error.to_string());
            ExitCode::from(2)
        }
    }
}

#[allow(clippy::print_stderr)]
fn eprintln_line(line: &str) {
    eprintln!("{line}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn write((path, page): &Page) -> io::Result<()> {
    let file = root().join(path);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, page())
}

/// The pages whose files say something else.
fn stale() -> io::Result<Vec<&'static str>> {
    let mut stale = Vec::new();
    for (path, page) in &PAGES {
        match fs::read_to_string(root().join(path)) {
            Ok(text) if text.replace("\r\n", "\n") == page() => {}
            Ok(_) => stale.push(*path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => stale.push(*path),
            Err(error) => return Err(error),
        }
    }
    Ok(stale)
}

/// The page of the audit rules: a table, then a section a rule.
fn rules(lang: Lang) -> String {
    let (title, notice, columns) = match lang {
        Lang::Zh => (
            "审查规则",
            "本页由代码生成（`cargo run -p xtask -- gen`），请勿手工修改。没有错误的报告不应触发任何 error 或 warning。\
             规则可按代码（LG302）、前缀（LG3）或名称（late）选用和忽略。",
            ["代码", "名称", "级别", "内容"],
        ),
        Lang::En => (
            "Audit rules",
            "This page is made from the code (`cargo run -p xtask -- gen`); do not edit it. A report that is right sets off \
             no error and no warning. Rules are selected and ignored by code (LG302), prefix (LG3) or name (late).",
            ["Code", "Name", "Severity", "What it finds"],
        ),
    };
    let mut page = format!("# {title}\n\n{notice}\n\n| {} |\n|---|---|---|---|\n", columns.join(" | "));
    for rule in lawgov::rules() {
        let link = format!("[{0}](#{1}-{2})", rule.code, rule.code.to_lowercase(), rule.name);
        let what = rule.title.get(lang);
        page += &format!("| {link} | `{}` | {} | {what} |\n", rule.name, Severity::as_str(rule.severity));
    }
    for rule in lawgov::rules() {
        page += "\n";
        page += &rule.explain(lang);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_current() {
        assert!(stale().unwrap().is_empty(), "run `cargo run -p xtask -- gen`");
    }
}
