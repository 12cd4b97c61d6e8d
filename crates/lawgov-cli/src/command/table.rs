//! `lawgov table`: reports as tables, in files that a spreadsheet, a statistics package or a program reads.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use lawgov::{Catalogue, Lang, OffsetUnit, Table, TableKind, TableOptions};
use lawgov_export::{Style, csv, dta, failures_jsonl, jsonl, xlsx};

use crate::args::TableArgs;
use crate::batch;
use crate::config::Parsers;
use crate::message::{pick, say};
use crate::output::Sink;
use crate::stop::Stop;

/// The tables of a workbook for which none are named.
const WORKBOOK: [TableKind; 4] = [TableKind::Reports, TableKind::Panel, TableKind::Indicators, TableKind::Statistics];

/// The kind of a file, by the end of its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Dta,
    Jsonl,
    Xlsx,
}

impl Format {
    fn of(path: &Path, lang: Lang) -> Result<Self, Stop> {
        let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
        match extension.to_str() {
            Some("csv") => Ok(Self::Csv),
            Some("dta") => Ok(Self::Dta),
            Some("jsonl") => Ok(Self::Jsonl),
            Some("xlsx") => Ok(Self::Xlsx),
            _ => {
                let path = path.display();
                Err(Stop::Configuration(pick(
                    lang,
                    format!("{path}：文件名应以 .xlsx、.csv、.dta 或 .jsonl 结尾"),
                    format!("{path}: the name must end in .xlsx, .csv, .dta or .jsonl"),
                )))
            }
        }
    }
}

pub fn run(args: &TableArgs, asked: Option<Lang>, lang: Lang) -> Result<usize, Stop> {
    let outputs = outputs(args, lang)?;
    let inputs = args.inputs.list(lang)?;
    let parsers = Parsers::new(&inputs, &args.config, &args.rules, lang)?;
    let catalogue = parsers.one_catalogue(lang)?;
    let mut kinds: Vec<TableKind> = outputs.iter().flat_map(|(_, _, kinds)| kinds.iter().copied()).collect();
    kinds.sort_by_key(|kind| kind.as_str());
    kinds.dedup();
    kinds.retain(|kind| *kind != TableKind::Failures);
    let empty = || kinds.iter().map(|&kind| Table::new(kind, catalogue.clone())).collect::<Vec<_>>();
    let mut tables = empty();
    let mut failures = Table::new(TableKind::Failures, catalogue.clone());
    let options = TableOptions { offsets: OffsetUnit::Char, lang };
    let failed = batch::run(
        &inputs,
        lang,
        |input, document| {
            let report = input.parse(document, parsers.of(input));
            let mut tables = empty();
            tables.iter_mut().for_each(|table| table.add(&report, options));
            tables
        },
        |found| {
            match found {
                Ok(found) => tables.iter_mut().zip(found).for_each(|(table, more)| table.append(more)),
                Err(failure) => failures.add_failure(&failure.name, &failure.row()),
            }
            Ok(())
        },
    )?;
    let style =
        Style { labels: asked.filter(|&lang| lang == Lang::Zh), byte_order_mark: !args.no_bom, ..Style::default() };
    for (path, format, kinds) in outputs {
        let of = |kind: &TableKind| match kind {
            TableKind::Failures => Some(&failures),
            kind => tables.iter().find(|table| table.kind() == *kind),
        };
        let wanted: Vec<&Table> = kinds.iter().filter_map(of).collect();
        match format {
            Format::Xlsx => write(path, &workbook(&wanted, &failures, style, lang)?)?,
            Format::Csv | Format::Dta => {
                for table in wanted {
                    if format == Format::Csv {
                        write(path, csv(table.into(), style).as_bytes())?;
                    } else {
                        write(path, &dta(table.into(), Style { labels: asked, ..style }).map_err(stop)?.bytes)?;
                    }
                }
                let beside = failures_beside(path);
                if kinds != [TableKind::Failures] && (failed > 0 || beside.exists()) {
                    write(&beside, csv((&failures).into(), style).as_bytes())?;
                }
            }
            Format::Jsonl => {
                let mut text = wanted.iter().map(|&table| jsonl(table.into())).collect::<String>();
                if kinds != [TableKind::Failures] {
                    text.push_str(&failures_jsonl((&failures).into()));
                }
                write(path, text.as_bytes())?;
            }
        }
    }
    for table in &tables {
        let (name, rows) = (table.kind().as_str(), table.len());
        say(&pick(lang, format!("{name}：{rows} 行"), format!("{name}: {rows} rows")));
    }
    Ok(failed)
}

/// The tables, then what their columns mean, then the files that could not be read.
fn workbook(tables: &[&Table], failures: &Table, style: Style, lang: Lang) -> Result<Vec<u8>, Stop> {
    let mut codebook = Table::new(TableKind::Codebook, Catalogue::builtin());
    tables.iter().for_each(|table| codebook.describe(table));
    let named = tables.iter().any(|table| table.kind() == TableKind::Failures);
    let last = (!failures.is_empty() && !named).then_some(failures);
    let sheets: Vec<_> = tables.iter().copied().chain([&codebook]).chain(last).map(Into::into).collect();
    let file = xlsx(&sheets, style).map_err(stop)?;
    if file.cut > 0 {
        let cut = file.cut;
        say(&pick(
            lang,
            format!("{cut} 个单元格超过 32767 字，已截断并以 … 结尾"),
            format!("{cut} cells of more than 32767 characters are cut and end in …"),
        ));
    }
    Ok(file.bytes)
}

fn stop(error: lawgov_export::Error) -> Stop {
    Stop::Configuration(error.to_string())
}

/// A file to write with its tables.
type Target<'a> = (&'a Path, Format, Vec<TableKind>);

/// Each file to write.
fn outputs(args: &TableArgs, lang: Lang) -> Result<Vec<Target<'_>>, Stop> {
    let mut outputs = Vec::with_capacity(args.output.len());
    for path in &args.output {
        let format = Format::of(path, lang)?;
        let kinds = match (args.table.as_slice(), format) {
            ([], Format::Xlsx) => WORKBOOK.to_vec(),
            ([], _) => vec![TableKind::Reports],
            (named, Format::Xlsx) => named.to_vec(),
            ([named], _) => vec![*named],
            _ => {
                let path = path.display();
                return Err(Stop::Configuration(pick(
                    lang,
                    format!("{path}：一个文件只能放一张表；多张表请写入 .xlsx"),
                    format!("{path}: such a file holds one table; write several into an .xlsx"),
                )));
            }
        };
        outputs.push((path.as_path(), format, kinds));
    }
    Ok(outputs)
}

/// `out.csv` → `out-failures.csv`.
fn failures_beside(path: &Path) -> PathBuf {
    let mut name = path.file_stem().map(OsString::from).unwrap_or_default();
    name.push("-failures.csv");
    path.with_file_name(name)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let mut sink = Sink::to(path)?;
    sink.write_bytes(bytes)?;
    sink.finish()
}
