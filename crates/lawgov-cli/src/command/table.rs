//! `lawgov table`: reports as tables, in files that a spreadsheet, a statistics package or a program reads.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use lawgov::{Catalogue, Lang, OffsetUnit, Table, TableKind, TableOptions};
use lawgov_corpus::shown;
use lawgov_export::{Style, csv, dta, failures_jsonl, jsonl, xlsx};

use crate::args::TableArgs;
use crate::batch;
use crate::config::Parsers;
use crate::message::{counted, pick, say};
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
                let path = shown(path);
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
    let targets = targets(args, lang)?;
    let inputs = args.inputs.list(lang)?;
    let parsers = Parsers::new(&inputs, &args.config, Some(&args.rules), lang)?;
    let catalogue = parsers.one_catalogue(lang)?;
    let mut kinds: Vec<TableKind> = targets.iter().flat_map(|target| target.kinds.iter().copied()).collect();
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
    let style = Style { labels: asked, byte_order_mark: !args.no_bom, ..Style::default() };
    for target in &targets {
        target.write(&tables, &failures, style, lang)?;
    }
    for table in &tables {
        let (name, rows) = (table.kind().as_str(), table.len());
        say(&pick(lang, format!("{name}：{rows} 行"), format!("{name}: {}", counted(rows, "row"))));
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
    let file = xlsx(&sheets, style)?;
    if file.cut > 0 {
        let cut = file.cut;
        say(&pick(
            lang,
            format!("{cut} 个单元格超过 32767 字，已截断并以 … 结尾"),
            format!("{} of more than 32767 characters cut, ending in …", counted(cut, "cell")),
        ));
    }
    Ok(file.bytes)
}

/// A file to write.
struct Target<'a> {
    path: &'a Path,
    format: Format,
    kinds: Vec<TableKind>,
}

impl Target<'_> {
    /// Writes its tables, and what could not be read where it can be told from them.
    ///
    /// Labels in `style` are those asked for: every format but Stata's, whose data sets always have labels, keeps the
    /// stable names for English.
    fn write(&self, tables: &[Table], failures: &Table, style: Style, lang: Lang) -> Result<(), Stop> {
        let path = self.path;
        let of = |kind: &TableKind| match kind {
            TableKind::Failures => Some(failures),
            kind => tables.iter().find(|table| table.kind() == *kind),
        };
        let wanted: Vec<&Table> = self.kinds.iter().filter_map(of).collect();
        let only_failures = self.kinds == [TableKind::Failures];
        let named = Style { labels: style.labels.filter(|&lang| lang == Lang::Zh), ..style };
        match self.format {
            Format::Xlsx => return write(path, &workbook(&wanted, failures, named, lang)?),
            Format::Jsonl => {
                let mut text = wanted.iter().map(|&table| jsonl(table.into())).collect::<String>();
                if !only_failures {
                    text.push_str(&failures_jsonl(failures.into()));
                }
                return write(path, text.as_bytes());
            }
            Format::Csv => wanted.iter().try_for_each(|&table| write(path, csv(table.into(), named).as_bytes()))?,
            Format::Dta => wanted.iter().try_for_each(|&table| write(path, &dta(table.into(), style)?.bytes))?,
        }
        let beside = failures_beside(path);
        // One of an earlier run is brought up to date.
        if !only_failures && (!failures.is_empty() || beside.exists()) {
            write(&beside, csv(failures.into(), named).as_bytes())?;
        }
        Ok(())
    }
}

/// Each file to write.
fn targets(args: &TableArgs, lang: Lang) -> Result<Vec<Target<'_>>, Stop> {
    let mut targets = Vec::with_capacity(args.output.len());
    for path in &args.output {
        let format = Format::of(path, lang)?;
        let kinds = match (args.table.as_slice(), format) {
            ([], Format::Xlsx) => WORKBOOK.to_vec(),
            ([], _) => vec![TableKind::Reports],
            (named, Format::Xlsx) => named.to_vec(),
            ([named], _) => vec![*named],
            _ => {
                let path = shown(path);
                return Err(Stop::Configuration(pick(
                    lang,
                    format!("{path}：一个文件只能放一张表；多张表请写入 .xlsx"),
                    format!("{path}: such a file holds one table; write several into an .xlsx"),
                )));
            }
        };
        Sink::probe(path)?;
        targets.push(Target { path, format, kinds });
    }
    Ok(targets)
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
