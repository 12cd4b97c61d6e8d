//! The core for JavaScript: strings and bytes in, JSON in UTF-16 offsets out.
//!
//! One string of JSON crosses the border instead of an object a field: `JSON.parse` is several times faster than building
//! objects from here. The package's TypeScript turns it into plain objects and errors into `LawgovError`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;
use std::thread::LocalKey;

use lawgov::{
    Catalogue, HtmlOptions, Lang, LawRegistry, OffsetUnit, Parser, Profile, Quotes, Report, Table, TableFailure,
    TableOptions,
};
use lawgov_export::Style;
use serde::Deserialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// An error as JSON; the package throws it as `LawgovError`.
type Outcome = Result<String, JsValue>;

/// Options of every call, by the names used in JavaScript.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    select: Option<Vec<String>>,
    ignore: Vec<String>,
    profile: Option<String>,
    catalogue: Option<String>,
    laws: Option<String>,
    extraction_only: bool,
    source: Source,
    lang: Option<String>,
    offset_unit: Option<String>,
    pretty: bool,
    texts: Option<QuotesName>,
    fragment: bool,
    id: Option<String>,
    tables: Vec<String>,
    labels: bool,
    byte_order_mark: Option<bool>,
}

/// What crosses the border of a report's texts: the package puts back what does not.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum QuotesName {
    Report,
    None,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Source {
    name: Option<String>,
    format: Option<String>,
    encoding: Option<String>,
    sha256: Option<String>,
}

/// A report to read again, or a file that could not be read: what tables are made of.
#[derive(Deserialize)]
struct Input {
    #[serde(default)]
    source: Source,
    text: Option<String>,
    error: Option<Failure>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Failure {
    kind: String,
    message: String,
    hint: String,
    offset: Option<usize>,
    line: Option<usize>,
}

/// What the options say, ready for use.
struct Settings {
    parser: Parser,
    catalogue: Arc<Catalogue>,
    laws: Arc<LawRegistry>,
    lang: Lang,
    unit: OffsetUnit,
}

thread_local! {
    /// The last catalogue in use with its text: most programs have one.
    static CATALOGUE: Last<Arc<Catalogue>> = const { RefCell::new(None) };
    /// The last registry of laws.
    static LAWS: Last<Arc<LawRegistry>> = const { RefCell::new(None) };
}

type Last<T> = RefCell<Option<(String, T)>>;

fn error(kind: &str, zh: &str, en: &str) -> JsValue {
    let texts = [("kind", kind), ("message_zh", zh), ("message_en", en)];
    serde_json::to_string(&BTreeMap::from(texts)).unwrap_or_default().into()
}

fn core_error(e: lawgov::Error) -> JsValue {
    error(e.kind().as_str(), &e.message(Lang::Zh), &e.message(Lang::En))
}

fn read_error(e: lawgov_read::Error) -> JsValue {
    e.to_json().into()
}

fn named<T: FromStr>(option: &str, value: &str) -> Result<T, JsValue> {
    value.parse().map_err(|_| {
        let (zh, en) = (format!("{option}：没有“{value}”"), format!("{option}: `{value}` is not known"));
        error("options", &zh, &en)
    })
}

fn options(text: &str) -> Result<(Options, Settings), JsValue> {
    let options: Options = from_json(text)?;
    let mut builder = Parser::builder().extraction_only(options.extraction_only);
    if let Some(select) = &options.select {
        builder = builder.select(select.iter().map(String::as_str)).map_err(core_error)?;
    }
    builder = builder.ignore(options.ignore.iter().map(String::as_str)).map_err(core_error)?;
    if let Some(toml) = &options.profile {
        builder = builder.profile(Profile::from_toml("profile", toml).map_err(core_error)?);
    }
    let mut catalogue = Catalogue::builtin();
    if let Some(toml) = &options.catalogue {
        catalogue = kept(&CATALOGUE, toml, || Catalogue::from_toml("catalogue", toml).map(Arc::new))?;
        builder = builder.catalogue(Arc::clone(&catalogue));
    }
    let mut laws = LawRegistry::builtin();
    if let Some(toml) = &options.laws {
        laws = kept(&LAWS, toml, || LawRegistry::from_toml("laws", toml).map(Arc::new))?;
        builder = builder.laws(Arc::clone(&laws));
    }
    let lang = options.lang.as_deref().map_or(Ok(Lang::default()), |lang| named("lang", lang))?;
    let unit = options.offset_unit.as_deref().map_or(Ok(OffsetUnit::Utf16), |unit| named("offset_unit", unit))?;
    Ok((options, Settings { parser: builder.build(), catalogue, laws, lang, unit }))
}

/// What a text was read as, where it is the last that was read; or else what it is read as now.
fn kept<T: Clone>(
    last: &'static LocalKey<Last<T>>,
    text: &str,
    read: impl FnOnce() -> Result<T, lawgov::Error>,
) -> Result<T, JsValue> {
    let known = last.with_borrow(|last| last.as_ref().filter(|(known, _)| known == text).map(|(_, it)| it.clone()));
    if let Some(it) = known {
        return Ok(it);
    }
    let it = read().map_err(core_error)?;
    last.set(Some((text.to_owned(), it.clone())));
    Ok(it)
}

fn from_json<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, JsValue> {
    serde_json::from_str(text).map_err(|e| {
        let told = lawgov::json_fault(&e);
        error("options", &format!("选项有误：{}", told.zh), &format!("options: {}", told.en))
    })
}

fn source(s: Source) -> lawgov::Source {
    lawgov::Source { name: s.name, format: s.format, encoding: s.encoding, sha256: s.sha256 }
}

fn report_of(text: String, from: lawgov::Source, settings: &Settings) -> Report {
    let mut report = settings.parser.parse(text);
    report.source = from;
    report
}

fn report_json(report: &Report, settings: &Settings, pretty: bool, texts: Option<QuotesName>) -> String {
    // In other units, the package has no way to cut the texts of items.
    let quotes = match texts.filter(|_| settings.unit == OffsetUnit::Utf16) {
        None => Quotes::All,
        Some(QuotesName::Report) => Quotes::Report,
        Some(QuotesName::None) => Quotes::None,
    };
    if pretty {
        report.to_json_pretty_in(settings.unit, settings.lang)
    } else {
        report.to_json_of(settings.unit, settings.lang, quotes)
    }
}

/// Reads a text.
#[wasm_bindgen]
pub fn parse(text: String, opts: &str) -> Outcome {
    let (options, settings) = options(opts)?;
    let report = report_of(text, source(options.source), &settings);
    Ok(report_json(&report, &settings, options.pretty, options.texts))
}

/// Reads a text and tells how many statistics it has: what reading alone takes, for benchmarks.
#[wasm_bindgen]
#[must_use]
pub fn measure(text: String) -> usize {
    Parser::default().parse(text).statistics.len()
}

/// Reads the bytes of a file.
#[wasm_bindgen]
pub fn read(bytes: &[u8], name: &str, opts: &str) -> Outcome {
    let (options, settings) = options(opts)?;
    let document = lawgov_read::read(bytes, name).map_err(read_error)?;
    let from = document.source(name);
    Ok(report_json(&report_of(document.text, from, &settings), &settings, options.pretty, options.texts))
}

/// The text of a file, with where it came from and what a reader should know of it.
#[wasm_bindgen]
pub fn open(bytes: &[u8], name: &str) -> Outcome {
    lawgov_read::read(bytes, name).map(|document| document.to_json(name)).map_err(read_error)
}

/// Every number of a text.
#[wasm_bindgen]
pub fn quantities(text: &str, opts: &str) -> Outcome {
    let (_, settings) = options(opts)?;
    Ok(lawgov::quantities_to_json(text, &lawgov::quantities(text), settings.unit))
}

/// The text of a report cut where marks begin and end.
#[wasm_bindgen]
pub fn segments(text: String, opts: &str) -> Outcome {
    let (_, settings) = options(opts)?;
    Ok(settings.parser.parse(text).segments_to_json(settings.unit))
}

/// The report as a page.
#[wasm_bindgen]
pub fn to_html(text: String, opts: &str) -> Outcome {
    let (options, settings) = options(opts)?;
    let report = report_of(text, source(options.source), &settings);
    Ok(report.to_html(&HtmlOptions { lang: settings.lang, fragment: options.fragment, id: options.id }))
}

/// A table of reports and failures; of `codebook`, of the columns of the tables in the option `tables`.
#[wasm_bindgen]
pub fn table(kind: &str, inputs: &str, opts: &str) -> Outcome {
    Ok(filled(kind, inputs, opts)?.0.to_json())
}

/// A table as comma-separated values for Excel, under labels or stable names.
#[wasm_bindgen]
pub fn csv(kind: &str, inputs: &str, opts: &str) -> Outcome {
    let (table, options, settings) = filled(kind, inputs, opts)?;
    let labels = options.labels.then_some(settings.lang);
    let byte_order_mark = options.byte_order_mark.unwrap_or(true);
    Ok(lawgov_export::csv((&table).into(), Style { labels, byte_order_mark, ..Style::default() }))
}

fn filled(kind: &str, inputs: &str, opts: &str) -> Result<(Table, Options, Settings), JsValue> {
    let (options, settings) = options(opts)?;
    let empty = |name: &str| named("kind", name).map(|kind| Table::new(kind, Arc::clone(&settings.catalogue)));
    let mut table = empty(kind)?;
    for input in from_json::<Vec<Input>>(inputs)? {
        let options = TableOptions { offsets: settings.unit, lang: settings.lang };
        let name = input.source.name.clone().unwrap_or_default();
        if let Some(Failure { kind, message, hint, offset, line }) = &input.error {
            let (offset, line) = (*offset, *line);
            table.add_failure(&name, &TableFailure { kind, message, hint, offset, line });
        } else if let Some(text) = input.text {
            table.add(&report_of(text, source(input.source), &settings), options);
        }
    }
    for name in &options.tables {
        table.describe(&empty(name)?);
    }
    Ok((table, options, settings))
}

/// The audit rules.
#[wasm_bindgen]
#[must_use]
pub fn rules() -> String {
    lawgov::rules_to_json()
}

/// The indicators of the catalogue.
#[wasm_bindgen]
pub fn indicators(opts: &str) -> Outcome {
    Ok(options(opts)?.1.catalogue.to_json())
}

/// The laws of the registry that a query finds.
#[wasm_bindgen]
pub fn laws(query: &str, opts: &str) -> Outcome {
    Ok(options(opts)?.1.laws.search_to_json(query))
}

/// The text of a text file, and its encoding.
#[wasm_bindgen]
pub fn decode(bytes: &[u8], name: &str) -> Outcome {
    lawgov_read::decode_to_json(bytes, name).map_err(read_error)
}
