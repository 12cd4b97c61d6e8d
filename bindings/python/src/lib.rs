//! The native half of the Python package: core results as Python values and Arrow streams.
//!
//! No logic of its own: what is read, tabulated and written is the libraries' work, what Python users touch is the pure
//! Python half in `python/lawgov`. The GIL is released around all of it.

mod batch;
mod table;

use std::io;
use std::str::FromStr;
use std::sync::Arc;

use lawgov::{Catalogue, HtmlOptions, Lang, LawRegistry, OffsetUnit, Profile};
use lawgov_corpus::{Failure, Input, IoFault};
use mimalloc::MiMalloc;
use pyo3::prelude::*;

/// Each report leaves its memory for the next, where the system's allocator hands pages back and fetches them again.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[pymodule(gil_used = false)]
mod _lawgov {
    #[pymodule_export]
    use super::batch::{BatchIterator, list_inputs};
    #[pymodule_export]
    use super::table::{NativeTable, tabulate, workbook};
    #[pymodule_export]
    use super::{
        NativeCatalogue, NativeFailure, NativeParser, NativeReport, decode, did_you_mean, explain, label, laws_json,
        quantities_json, rules_json, system_error,
    };
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}

/// An error of the class of that name in `lawgov._errors`, in the language that Python chose.
fn raise(py: Python<'_>, class: &str, message: impl FnOnce(Lang) -> String) -> PyErr {
    let language = || py.import("lawgov._lang")?.getattr("language")?.call0()?.extract::<String>();
    let lang = language().ok().and_then(|lang| lang.parse().ok()).unwrap_or(Lang::En);
    let made = py.import("lawgov._errors").and_then(|m| m.getattr(class)?.call1((message(lang),)));
    made.map_or_else(|error| error, PyErr::from_value)
}

/// One of the names that a type has; `what` it is called in Chinese and in English.
fn named<T: FromStr>(py: Python<'_>, what: [&str; 2], name: &str) -> PyResult<T> {
    let message = |lang| match lang {
        Lang::Zh => format!("没有{} `{name}`", what[0]),
        Lang::En => format!("there is no {} `{name}`", what[1]),
    };
    name.parse().map_err(|_| raise(py, "OptionError", message))
}

const LANGUAGE: [&str; 2] = ["语言", "language"];
const OFFSETS: [&str; 2] = ["偏移量单位", "unit of offsets"];

/// Indicators to read by.
#[pyclass(frozen, module = "lawgov._lawgov")]
struct NativeCatalogue(Arc<Catalogue>);

#[pymethods]
impl NativeCatalogue {
    #[staticmethod]
    fn builtin(py: Python<'_>) -> Self {
        Self(py.detach(Catalogue::builtin))
    }

    #[staticmethod]
    fn from_toml(py: Python<'_>, name: &str, text: &str) -> PyResult<Self> {
        let read = py.detach(|| Catalogue::from_toml(name, text));
        read.map(|catalogue| Self(Arc::new(catalogue)))
            .map_err(|error| raise(py, "CatalogueError", |lang| error.message(lang)))
    }

    fn to_json(&self) -> String {
        self.0.to_json()
    }
}

/// A parser with its options.
#[pyclass(frozen, module = "lawgov._lawgov")]
struct NativeParser {
    parser: Arc<lawgov::Parser>,
    lang: Lang,
}

#[pymethods]
impl NativeParser {
    #[new]
    #[pyo3(signature = (*, select=None, ignore=None, profile=None, catalogue=None, laws=None, lang="zh", extraction_only=false))]
    #[expect(clippy::too_many_arguments, reason = "they are keywords in Python")]
    fn new(
        py: Python<'_>,
        select: Option<Vec<String>>,
        ignore: Option<Vec<String>>,
        profile: Option<(String, String)>,
        catalogue: Option<&NativeCatalogue>,
        laws: Option<(String, String)>,
        lang: &str,
        extraction_only: bool,
    ) -> PyResult<Self> {
        let error = |error: lawgov::Error| raise(py, "OptionError", |lang| error.message(lang));
        let mut builder = lawgov::Parser::builder().extraction_only(extraction_only);
        if let Some(select) = &select {
            builder = builder.select(select.iter().map(String::as_str)).map_err(error)?;
        }
        builder = builder.ignore(ignore.iter().flatten().map(String::as_str)).map_err(error)?;
        if let Some((name, text)) = &profile {
            builder = builder.profile(Profile::from_toml(name, text).map_err(error)?);
        }
        if let Some((name, text)) = &laws {
            builder = builder.laws(LawRegistry::from_toml(name, text).map_err(error)?);
        }
        if let Some(catalogue) = catalogue {
            builder = builder.catalogue(Arc::clone(&catalogue.0));
        }
        Ok(Self { parser: Arc::new(builder.build()), lang: named(py, LANGUAGE, lang)? })
    }

    fn parse(&self, py: Python<'_>, text: String) -> NativeReport {
        let report = py.detach(|| self.parser.parse(text));
        NativeReport { report: Arc::new(report), lang: self.lang }
    }

    /// Reads the bytes of a file; a failure is returned, not raised, its message in `lang`.
    #[pyo3(signature = (bytes, name, *, lang="zh"))]
    fn read(&self, py: Python<'_>, bytes: Vec<u8>, name: String, lang: &str) -> PyResult<Outcome> {
        let lang = named(py, LANGUAGE, lang)?;
        let input = Input::Bytes(name, bytes);
        let read = py.detach(|| input.load(lang).map(|document| input.parse(document, &self.parser)));
        Ok(Outcome::of(read, self.lang))
    }
}

/// A parsed report.
#[pyclass(frozen, module = "lawgov._lawgov")]
struct NativeReport {
    report: Arc<lawgov::Report>,
    lang: Lang,
}

#[pymethods]
impl NativeReport {
    #[staticmethod]
    #[pyo3(signature = (json, *, name=None))]
    fn from_json(py: Python<'_>, json: &str, name: Option<String>) -> PyResult<Self> {
        let read = py
            .detach(|| lawgov::Report::from_json(json))
            .map_err(|error| raise(py, "SchemaError", |lang| error.message(lang)));
        let mut read = read?;
        read.source.name = name.or(read.source.name);
        Ok(Self { report: Arc::new(read), lang: Lang::default() })
    }

    #[pyo3(signature = (*, pretty=false, offsets="char"))]
    fn to_json(&self, py: Python<'_>, pretty: bool, offsets: &str) -> PyResult<String> {
        let unit: OffsetUnit = named(py, OFFSETS, offsets)?;
        Ok(py.detach(|| match pretty {
            true => self.report.to_json_pretty_in(unit, self.lang),
            false => self.report.to_json_in(unit, self.lang),
        }))
    }

    #[pyo3(signature = (*, fragment=false, id=None, lang=None))]
    fn to_html(&self, py: Python<'_>, fragment: bool, id: Option<String>, lang: Option<&str>) -> PyResult<String> {
        let lang = lang.map_or(Ok(self.lang), |lang| named(py, LANGUAGE, lang))?;
        Ok(py.detach(|| self.report.to_html(&HtmlOptions { lang, fragment, id })))
    }

    #[getter]
    fn name(&self) -> Option<&str> {
        self.report.source.name.as_deref()
    }

    #[getter]
    fn text(&self) -> &str {
        &self.report.text
    }
}

/// What becomes of a file: failures are returned, for the Python half to raise or to collect.
#[derive(IntoPyObject)]
enum Outcome {
    Report(NativeReport),
    Text((String, &'static str)),
    Failure(NativeFailure),
}

impl Outcome {
    fn of(result: Result<lawgov::Report, Failure>, lang: Lang) -> Self {
        match result {
            Ok(report) => Self::Report(NativeReport { report: Arc::new(report), lang }),
            Err(failure) => Self::Failure(failure.into()),
        }
    }
}

/// A file that could not be read.
#[pyclass(frozen, get_all, module = "lawgov._lawgov")]
struct NativeFailure {
    name: String,
    kind: &'static str,
    message: String,
    hint: String,
    offset: Option<usize>,
    line: Option<usize>,
}

impl From<Failure> for NativeFailure {
    fn from(failure: Failure) -> Self {
        let (offset, line) = failure.place.map(|place| (place.offset, place.line)).unzip();
        Self { name: failure.name, kind: failure.kind, message: failure.message, hint: failure.hint, offset, line }
    }
}

/// The numbers of a text as JSON.
#[pyfunction]
#[pyo3(signature = (text, *, offsets="char"))]
fn quantities_json(py: Python<'_>, text: &str, offsets: &str) -> PyResult<String> {
    let unit = named(py, OFFSETS, offsets)?;
    Ok(py.detach(|| lawgov::quantities_to_json(text, &lawgov::quantities(text), unit)))
}

/// The text of a file and its encoding; a failure is returned, not raised.
#[pyfunction]
#[pyo3(signature = (bytes, name, *, lang="zh"))]
fn decode(py: Python<'_>, bytes: Vec<u8>, name: &str, lang: &str) -> PyResult<Outcome> {
    let lang: Lang = named(py, LANGUAGE, lang)?;
    Ok(match py.detach(|| lawgov_read::decode(&bytes, name)) {
        Ok((text, encoding)) => Outcome::Text((text, encoding.as_str())),
        Err(error) => Outcome::Failure(Failure::read(name.to_owned(), &error, lang).into()),
    })
}

/// The audit rules as JSON.
#[pyfunction]
fn rules_json() -> String {
    lawgov::rules_to_json()
}

/// The laws of the registry that a query finds, as JSON; `own` are the name and the text of a file of laws.
#[pyfunction]
#[pyo3(signature = (query, own=None))]
fn laws_json(py: Python<'_>, query: &str, own: Option<(String, String)>) -> PyResult<String> {
    let found = py.detach(|| match &own {
        Some((name, text)) => LawRegistry::from_toml(name, text).map(|laws| laws.search_to_json(query)),
        None => Ok(LawRegistry::builtin().search_to_json(query)),
    });
    found.map_err(|error| raise(py, "OptionError", |lang| error.message(lang)))
}

/// The question whether one of these names was meant by a wrong one; none where none is near.
#[pyfunction]
fn did_you_mean(py: Python<'_>, wrong: &str, known: Vec<String>, lang: &str) -> PyResult<Option<String>> {
    let lang = named(py, LANGUAGE, lang)?;
    Ok(lawgov::did_you_mean(wrong, known.iter().map(String::as_str)).map(|asked| asked.get(lang).to_owned()))
}

/// The page of a rule, in Markdown; none for a code or name that no rule has.
#[pyfunction]
fn explain(py: Python<'_>, rule: &str, lang: &str) -> PyResult<Option<String>> {
    let lang = named(py, LANGUAGE, lang)?;
    Ok(lawgov::rule(rule).map(|rule| rule.explain(lang)))
}

/// What the system's error of this number says, and what to do about it.
#[pyfunction]
fn system_error(py: Python<'_>, number: i32, lang: &str) -> PyResult<(String, &'static str)> {
    let (fault, lang) = (IoFault::from(&io::Error::from_raw_os_error(number)), named(py, LANGUAGE, lang)?);
    Ok((fault.message(lang), fault.hint(lang)))
}

/// What a name is called in print.
#[pyfunction]
fn label(py: Python<'_>, group: &str, name: &str, lang: &str) -> PyResult<String> {
    Ok(lawgov::label(group, name, named(py, LANGUAGE, lang)?).to_owned())
}
