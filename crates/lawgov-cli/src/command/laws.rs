//! `lawgov laws`: the laws of the registry in force.

use std::fmt::Write;

use lawgov::{Lang, Law, label};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::args::{LawsArgs, ListFormat};
use crate::config;
use crate::message::{pick, say};
use crate::output::Sink;
use crate::stop::Stop;

pub fn run(args: &LawsArgs, lang: Lang) -> Result<usize, Stop> {
    let registry = config::laws(&args.config, lang)?;
    let query = args.query.as_deref().unwrap_or_default().trim().to_lowercase();
    let has = |name: &str| name.to_lowercase().contains(&query);
    let is_meant = |law: &&Law| has(&law.key) || has(&law.name) || law.short.iter().any(|name| has(name));
    let found: Vec<&Law> = registry.laws().iter().filter(is_meant).collect();
    if found.is_empty() {
        say(&pick(
            lang,
            format!("没有代码或名称含“{query}”的条目"),
            format!("no law has `{query}` in its key or names"),
        ));
    }
    let mut out = String::new();
    match args.list.format {
        ListFormat::Text => text(&found, lang, &mut out),
        ListFormat::Json => {
            let all: Vec<Value> = serde_json::from_str(&registry.to_json()).unwrap_or_default();
            let is_found = |row: &Value| found.iter().any(|law| row["key"] == *law.key);
            let rows: Value = all.into_iter().filter(is_found).collect();
            let _ = writeln!(out, "{rows:#}");
        }
    }
    let mut sink = Sink::stdout();
    sink.write(&out)?;
    sink.finish()?;
    Ok(0)
}

fn text(laws: &[&Law], lang: Lang, out: &mut String) {
    let keys = laws.iter().map(|law| law.key.width()).max().unwrap_or_default();
    let kind = |law: &Law| label("document", law.kind.as_str(), lang);
    let kinds = laws.iter().map(|law| kind(law).width()).max().unwrap_or_default();
    for law in laws {
        let gap = kinds - kind(law).width();
        let _ = write!(out, "{:<keys$}  {}{:gap$}  {}", law.key, kind(law), "", law.name);
        let day = |day: Option<String>| day.unwrap_or_else(|| "…".to_owned());
        let (from, to) = (law.versions.first().map(ToString::to_string), law.until.map(|day| day.to_string()));
        if from.is_some() || to.is_some() {
            let _ = write!(out, "  {} – {}", day(from), day(to));
        }
        if law.until.is_some() {
            let _ = write!(out, "  {}", label("status", law.end.as_str(), lang));
        }
        if let Some(next) = &law.replaced_by {
            let _ = write!(out, "  → {next}");
        }
        if !law.confirmed {
            let _ = write!(out, "  {}", pick(lang, "未核实", "not confirmed"));
        }
        out.push('\n');
    }
}
