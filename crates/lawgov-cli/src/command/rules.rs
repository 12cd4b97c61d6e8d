//! `lawgov rules`: the audit rules.

use std::fmt::Write;

use lawgov::{Lang, Rule, label};
use serde_json::{Value, json};

use crate::args::{ListArgs, ListFormat};
use crate::output::Sink;
use crate::stop::Stop;

pub fn run(args: &ListArgs, lang: Lang) -> Result<usize, Stop> {
    let mut out = String::new();
    match args.format {
        ListFormat::Text => {
            for rule in lawgov::rules() {
                let severity = label("severity", rule.severity.as_str(), lang);
                let _ = writeln!(out, "{}  {:<26}  {severity:<8}{}", rule.code, rule.name, rule.title.get(lang));
            }
        }
        ListFormat::Json => {
            let rows: Vec<_> = lawgov::rules().iter().map(|rule| row(rule)).collect();
            let _ = writeln!(out, "{:#}", Value::from(rows));
        }
    }
    let mut sink = Sink::stdout();
    sink.write(&out)?;
    sink.finish()?;
    Ok(0)
}

fn row(rule: &Rule) -> Value {
    json!({
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.as_str(),
        "since": rule.since,
        "title_zh": rule.title.zh,
        "title_en": rule.title.en,
        "why_zh": rule.why.zh,
        "why_en": rule.why.en,
        "source": rule.source,
        "fires": rule.fires,
        "quiet": rule.quiet,
    })
}
