//! `lawgov quantities`: every number of a text.

use lawgov::{Lang, quantities, quantities_to_json};

use crate::args::QuantitiesArgs;
use crate::batch;
use crate::output::Rows;
use crate::stop::Stop;

pub fn run(args: &QuantitiesArgs, lang: Lang) -> Result<usize, Stop> {
    let inputs = args.inputs.list(lang)?;
    let mut rows = Rows::new(args.output.open()?, args.format, args.inputs.is_single());
    let unit = args.offsets;
    let failed = batch::run(
        &inputs,
        lang,
        |input, document| {
            let source = document.source(input.name()).to_json();
            let found = quantities_to_json(&document.text, &quantities(&document.text), unit);
            let unit = unit.as_str();
            format!(r#"{{"schema":1,"offset_unit":"{unit}","source":{source},"quantities":{found}}}"#)
        },
        |row| rows.push(&row.unwrap_or_else(|failure| failure.to_json())),
    )?;
    rows.finish()?;
    Ok(failed)
}
