//! `lawgov indicators`: the indicators of the catalogue in force.

use std::fmt::Write;

use lawgov::{Entry, Lang};
use serde_json::{Value, json};

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
            let rows: Vec<_> = catalogue.entries().iter().map(row).collect();
            let _ = writeln!(out, "{:#}", Value::from(rows));
        }
    }
    let mut sink = Sink::stdout();
    sink.write(&out)?;
    sink.finish()?;
    Ok(0)
}

fn row(entry: &Entry) -> Value {
    json!({
        "code": &*entry.code,
        "name_zh": entry.name_zh,
        "name_en": entry.name_en,
        "definition_zh": entry.definition_zh,
        "definition_en": entry.definition_en,
        "theme": entry.theme.as_str(),
        "units": entry.units,
        "aggregate": entry.aggregate.as_str(),
        "example": entry.example,
        "counter": entry.counter,
        "since": entry.since,
    })
}
