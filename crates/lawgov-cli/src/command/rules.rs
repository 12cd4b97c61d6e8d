//! `lawgov rules`: the audit rules.

use std::fmt::Write;

use lawgov::{Lang, label};
use serde_json::Value;

use crate::args::{ListArgs, ListFormat};
use crate::output::Sink;
use crate::stop::Stop;

pub fn run(args: &ListArgs, lang: Lang) -> Result<usize, Stop> {
    let mut out = String::new();
    match args.format {
        ListFormat::Text => {
            for rule in lawgov::rules() {
                let severity = label("severity", rule.severity.as_str(), lang);
                let width = if lang == Lang::Zh { 2 } else { 7 };
                let _ = writeln!(out, "{}  {:<26}  {severity:<width$}  {}", rule.code, rule.name, rule.title.get(lang));
            }
        }
        ListFormat::Json => {
            let rows: Value = serde_json::from_str(&lawgov::rules_to_json()).unwrap_or_default();
            let _ = writeln!(out, "{rows:#}");
        }
    }
    let mut sink = Sink::stdout();
    sink.write(&out)?;
    sink.finish()?;
    Ok(0)
}
