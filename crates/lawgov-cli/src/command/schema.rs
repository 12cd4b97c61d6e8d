//! `lawgov schema`: the JSON Schema of a report.

use crate::output::Sink;
use crate::stop::Stop;

const SCHEMA: &str = include_str!("../../../../schema/lawgov.schema.json");

pub fn run() -> Result<usize, Stop> {
    let mut sink = Sink::stdout();
    sink.write(SCHEMA)?;
    sink.finish()?;
    Ok(0)
}
