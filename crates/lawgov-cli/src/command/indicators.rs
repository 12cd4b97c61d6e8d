//! `lawgov indicators`: the indicators of the catalogue in force.

use std::fmt::Write;

use lawgov::Lang;
use serde_json::Value;

use crate::args::{IndicatorsArgs, ListFormat};
use crate::config;
use crate::output::Sink;
use crate::stop::Stop;

pub fn run(args: &IndicatorsArgs, lang: Lang) -> Result<usize, Stop> {
    let catalogue = config::catalogue(&args.config, lang)?;
    let mut out = String::new();
    match args.list.format {
        ListFormat::Text => {
            for entry in catalogue.entries() {
                let name = if lang == Lang::Zh { &entry.name_zh } else { &entry.name_en };
                let _ = writeln!(out, "{:<32}  {:<12}  {name}", entry.code, entry.theme.as_str());
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
