//! `lawgov parse`: reports as JSON.

use lawgov::Lang;

use crate::args::{JsonFormat, ParseArgs};
use crate::batch;
use crate::config::Parsers;
use crate::output::Rows;
use crate::stop::Stop;

pub fn run(args: &ParseArgs, lang: Lang) -> Result<usize, Stop> {
    let inputs = args.inputs.list(lang)?;
    let parsers = Parsers::new(&inputs, &args.config, None, lang)?;
    let mut rows = Rows::new(args.output.open()?, args.format, args.inputs.is_single());
    let failed = batch::run(
        &inputs,
        lang,
        |input, document| {
            let report = input.parse(document, parsers.of(input));
            match args.format {
                JsonFormat::Json => report.to_json_pretty(args.offsets),
                JsonFormat::Jsonl => report.to_json(args.offsets),
            }
        },
        |row| rows.push(&row.unwrap_or_else(|failure| failure.to_json())),
    )?;
    rows.finish()?;
    Ok(failed)
}
