//! `lawgov laws`: the laws of the registry in force.

use std::fmt::Write;

use lawgov::{Date, Lang, Law, label};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::args::{LawsArgs, ListFormat};
use crate::config;
use crate::message::{pick, say};
use crate::output::Sink;
use crate::stop::Stop;

pub fn run(args: &LawsArgs, lang: Lang) -> Result<usize, Stop> {
    let registry = config::laws(&args.config, lang)?;
    let query = args.query.as_deref().unwrap_or_default().trim();
    let found = registry.search(query);
    if found.is_empty() {
        say(&pick(
            lang,
            format!("没有代码、名称或种类与“{query}”相符的条目"),
            format!("no law has `{query}` in its key or names, or as its kind"),
        ));
    }
    let mut out = String::new();
    match args.list.format {
        ListFormat::Text => text(&found, lang, &mut out),
        ListFormat::Json => {
            let rows: Value = serde_json::from_str(&registry.search_to_json(query)).unwrap_or_default();
            let _ = writeln!(out, "{rows:#}");
        }
    }
    let mut sink = Sink::stdout();
    sink.write(&out)?;
    sink.finish()?;
    Ok(0)
}

/// A line a law under a line that says what stands where.
fn text(laws: &[&Law], lang: Lang, out: &mut String) {
    let heads = match lang {
        Lang::Zh => ["代码", "种类", "施行", "失效", "名称"],
        Lang::En => ["Key", "Kind", "From", "To", "Name"],
    };
    let day = |day: Option<&Date>| day.map(ToString::to_string).unwrap_or_default();
    let row = |law: &&Law| {
        let kind = label("document", law.kind.as_str(), lang).to_owned();
        [law.key.to_string(), kind, day(law.versions.first()), day(law.until.as_ref()), named(law, lang)]
    };
    let rows: Vec<_> = laws.iter().map(row).collect();
    if rows.is_empty() {
        return;
    }
    let all = || std::iter::once(heads).chain(rows.iter().map(|row| row.each_ref().map(String::as_str)));
    let widths: [usize; 4] = std::array::from_fn(|i| all().map(|row| row[i].width()).max().unwrap_or_default());
    for row in all() {
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(out, "{cell}{:gap$}  ", "", gap = width - cell.width());
        }
        let _ = writeln!(out, "{}", row[4]);
    }
}

/// The name, with what became of the law.
fn named(law: &Law, lang: Lang) -> String {
    let mut name = law.name.to_string();
    if law.until.is_some() {
        let _ = write!(name, "  {}", label("status", law.end.as_str(), lang));
    }
    if let Some(next) = &law.replaced_by {
        let _ = write!(name, "  → {next}");
    }
    if !law.confirmed {
        let _ = write!(name, "  {}", pick(lang, "未核实", "not confirmed"));
    }
    name
}
