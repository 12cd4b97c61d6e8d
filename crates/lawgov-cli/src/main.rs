//! The `lawgov` command.
use std::io::Write;

fn main() {
    let mut out = std::io::stdout().lock();
    for path in std::env::args().skip(1).filter(|a| !a.starts_with('-') && a != "parse" && a != "jsonl") {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let mut report = lawgov::parse(text);
        report.source.name = Some(path);
        let _ = writeln!(out, "{}", report.to_json(lawgov::OffsetUnit::Char));
    }
}
