//! Tables of the core for the Python half to arrange and write.

use std::sync::Arc;

use lawgov::{
    Catalogue, Cell, Column, ColumnType, Frame, FrameError, Lang, OffsetUnit, Table, TableFailure, TableKind,
    TableOptions,
};
use lawgov_export::{Sheet, Style};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyDict, PyList};

use crate::{LANGUAGE, NativeCatalogue, NativeFailure, NativeReport, named, raise};

/// Named, typed columns.
#[pyclass(frozen, module = "lawgov._lawgov")]
pub struct NativeTable(Frame);

/// The rows of a table that reports have.
#[pyfunction]
#[pyo3(signature = (kind, reports, *, catalogue=None, lang="zh", threads=None))]
pub fn tabulate(
    py: Python<'_>,
    kind: &str,
    reports: Vec<PyRef<'_, NativeReport>>,
    catalogue: Option<&NativeCatalogue>,
    lang: &str,
    threads: Option<usize>,
) -> PyResult<NativeTable> {
    let kind: TableKind = named(py, ["表", "table"], kind)?;
    let options = TableOptions { offsets: OffsetUnit::Char, lang: named(py, LANGUAGE, lang)? };
    let catalogue = catalogue.map_or_else(Catalogue::builtin, |catalogue| Arc::clone(&catalogue.0));
    let reports: Vec<_> = reports.iter().map(|report| Arc::clone(&report.report)).collect();
    let table = py.detach(|| lawgov_corpus::tabulate(kind, &catalogue, &reports, options, threads));
    Ok(NativeTable(table.into()))
}

impl NativeTable {
    fn sheet(&self) -> Sheet<'_> {
        Sheet::from(&self.0)
    }
}

/// The table, or the error that says why there is none.
fn arranged(py: Python<'_>, frame: Result<Frame, FrameError>) -> PyResult<NativeTable> {
    frame.map(NativeTable).map_err(|error| raise(py, "OptionError", |lang| error.message(lang)))
}

#[pymethods]
impl NativeTable {
    /// The files that could not be read, as a table.
    #[staticmethod]
    fn failures(failures: Vec<PyRef<'_, NativeFailure>>) -> Self {
        let mut table = Table::new(TableKind::Failures, Catalogue::builtin());
        for failure in &failures {
            let NativeFailure { name, kind, message, hint, offset, line } = &**failure;
            table.add_failure(name, &TableFailure { kind, message, hint, offset: *offset, line: *line });
        }
        Self(table.into())
    }

    #[staticmethod]
    fn empty(name: String) -> Self {
        Self(Frame::new(name))
    }

    #[getter]
    fn name(&self) -> &str {
        self.0.name()
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// Name, type, Chinese label, English label and note of each column.
    fn columns(&self) -> Vec<(String, &'static str, String, String, Option<String>)> {
        let one = |c: &Arc<Column>| {
            let [name, zh, en] = [&c.name, &c.label_zh, &c.label_en].map(ToString::to_string);
            (name, c.kind.as_str(), zh, en, c.note.as_ref().map(ToString::to_string))
        };
        self.0.columns().iter().map(one).collect()
    }

    /// The values of a column as Python objects: exact decimals, dates as ISO text.
    fn values<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        let column = self.0.column(name).map_err(|error| raise(py, "OptionError", |lang| error.message(lang)))?;
        let decimal = py.import("decimal")?.getattr("Decimal")?;
        let list = PyList::empty(py);
        for row in 0..column.values.len() {
            match column.values.get(row) {
                Cell::Text(text) => list.append(text)?,
                Cell::Bool(yes) => list.append(yes)?,
                Cell::Integer(number) => list.append(number)?,
                Cell::Number(number) => list.append(decimal.call1((number.to_string(),))?)?,
                _ => list.append(py.None())?,
            }
        }
        Ok(list)
    }

    /// These columns under that name.
    fn select(&self, py: Python<'_>, name: String, columns: Vec<String>) -> PyResult<Self> {
        arranged(py, self.0.select(name, columns.iter().map(String::as_str)))
    }

    /// These rows.
    fn rows(&self, py: Python<'_>, rows: Vec<usize>) -> Self {
        Self(py.detach(|| self.0.rows(&rows)))
    }

    /// The columns of another table of as many rows beside these; one of the same name takes the old one's place.
    fn beside(&self, py: Python<'_>, other: &Self) -> PyResult<Self> {
        arranged(py, self.0.beside(&other.0))
    }

    /// A table of one column of the caller's own, its values written as text.
    #[staticmethod]
    fn column_of(py: Python<'_>, name: &str, kind: &str, label: &str, values: Vec<Option<String>>) -> PyResult<Self> {
        let kind: ColumnType = named(py, ["列类型", "type of columns"], kind)?;
        let column = Column::read(name, kind, label, values);
        arranged(py, column.and_then(|column| Frame::new(name).with(column)))
    }

    /// What the columns of tables mean, as a table.
    #[staticmethod]
    fn codebook(tables: Vec<PyRef<'_, Self>>) -> Self {
        let mut table = Table::new(TableKind::Codebook, Catalogue::builtin());
        tables.iter().for_each(|described| table.describe_frame(&described.0));
        Self(table.into())
    }

    /// A fresh Arrow stream. Numbers are doubles, or decimals when exact ones are asked for.
    #[pyo3(signature = (*, exact=false))]
    fn arrow_stream<'py>(&self, py: Python<'py>, exact: bool) -> PyResult<Bound<'py, PyCapsule>> {
        let stream = py
            .detach(|| lawgov_export::arrow(self.sheet(), exact))
            .map_err(|e| raise(py, "ExportError", |lang| e.message(lang)))?;
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    #[pyo3(signature = (*, lang=None, bom=true, guard=true))]
    fn to_csv(&self, py: Python<'_>, lang: Option<&str>, bom: bool, guard: bool) -> PyResult<String> {
        let style = Style { labels: language(py, lang)?, byte_order_mark: bom, guard_formulas: guard };
        Ok(py.detach(|| lawgov_export::csv(self.sheet(), style)))
    }

    fn to_jsonl(&self, py: Python<'_>) -> String {
        py.detach(|| lawgov_export::jsonl(self.sheet()))
    }

    /// A Stata data set, and what had to be said about it.
    #[pyo3(signature = (*, lang=None))]
    fn to_stata<'py>(
        &self,
        py: Python<'py>,
        lang: Option<&str>,
    ) -> PyResult<(Bound<'py, PyBytes>, Bound<'py, PyDict>)> {
        let style = Style { labels: language(py, lang)?, ..Style::default() };
        let file = py
            .detach(|| lawgov_export::dta(self.sheet(), style))
            .map_err(|e| raise(py, "ExportError", |lang| e.message(lang)))?;
        let about = PyDict::new(py);
        about.set_item("renamed", file.renamed)?;
        about.set_item("zeros", file.zeros)?;
        Ok((PyBytes::new(py, &file.bytes), about))
    }
}

/// A workbook with each table as a sheet of the name given, and how many cells were cut.
#[pyfunction]
#[pyo3(signature = (sheets, *, lang=None))]
pub fn workbook<'py>(
    py: Python<'py>,
    sheets: Vec<(String, PyRef<'py, NativeTable>)>,
    lang: Option<&str>,
) -> PyResult<(Bound<'py, PyBytes>, usize)> {
    let style = Style { labels: language(py, lang)?, ..Style::default() };
    let sheet = |(name, table): &'_ (String, PyRef<'py, NativeTable>)| (name.clone(), table.0.clone());
    let sheets: Vec<_> = sheets.iter().map(sheet).collect();
    let file = py.detach(|| {
        let sheets: Vec<_> = sheets.iter().map(|(name, frame)| Sheet { name, ..Sheet::from(frame) }).collect();
        lawgov_export::xlsx(&sheets, style)
    });
    let file = file.map_err(|e| raise(py, "ExportError", |lang| e.message(lang)))?;
    Ok((PyBytes::new(py, &file.bytes), file.cut))
}

fn language(py: Python<'_>, lang: Option<&str>) -> PyResult<Option<Lang>> {
    lang.map(|lang| named(py, LANGUAGE, lang)).transpose()
}
