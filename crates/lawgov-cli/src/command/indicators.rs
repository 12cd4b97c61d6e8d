//! `lawgov indicators`: the indicators of the catalogue in force.

use std::fmt::Write;

use lawgov::{Entry, Lang, label};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::args::{IndicatorsArgs, ListFormat};
use crate::config;
use crate::output::Sink;
use crate::stop::Stop;

pub fn run(args: &IndicatorsArgs, lang: Lang) -> Result<usize, Stop> {
    let catalogue = config::catalogue(&args.config, lang)?;
    let mut out = String::new();
    match args.list.format {
        ListFormat::Text => {
            let entries = catalogue.entries();
            let codes = entries.iter().map(|entry| entry.code.width()).max().unwrap_or_default();
            let theme = |entry: &Entry| label("theme", entry.theme.as_str(), lang).width();
            let themes = entries.iter().map(theme).max().unwrap_or_default();
            for entry in entries {
                let name = if lang == Lang::Zh { &entry.name_zh } else { &entry.name_en };
                let theme = label("theme", entry.theme.as_str(), lang);
                let gap = themes - theme.width();
                let _ = writeln!(out, "{:<codes$}  {theme}{:gap$}  {name}", entry.code, "");
            }
        }
        ListFormat::Json => {
            let rows: Value = serde_json::from_str(&catalogue.to_json()).unwrap_or_default();
            let _ = writeln!(out, "{rows:#}");
        }
    }
    let mut sink = Sink::stdout();
    sink.write(&out)?;
    sink.finish()?;
    Ok(0)
}
