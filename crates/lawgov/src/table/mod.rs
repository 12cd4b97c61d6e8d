//! Tables: facts of any number of reports as named, typed columns.
//!
//! In: reports and a catalogue. Out: plain vectors, for every writer and language to take over. Columns are declared once,
//! in `data/columns.tsv`; file formats are the caller's.

mod fill;
mod frame;
mod texts;

use std::borrow::Cow;
use std::str::FromStr;
use std::sync::Arc;

use once_cell::sync::Lazy;
use rust_decimal::Decimal;

use crate::day::{from_iso, iso};
use crate::indicator::{Catalogue, IndicatorStatus};
use crate::label::label;
use crate::lang::Lang;
use crate::lexicon;
use crate::report::Report;
use crate::text::OffsetUnit;
use crate::variables::variables;
use fill::Row;
pub use frame::{Frame, FrameError};
pub use texts::Texts;

static COLUMNS: Lazy<lexicon::Table> = Lazy::new(|| lexicon::Table::new(crate::lexicon::tsv!("columns")));

/// What a table has a row for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TableKind {
    /// Each report.
    Reports,
    /// Each section.
    Sections,
    /// Each measure.
    Measures,
    /// Each statistic.
    Statistics,
    /// Each citation.
    Citations,
    /// Each indicator that a report states or names.
    Indicators,
    /// Each finding of the audit.
    Findings,
    /// Each report, with a column an indicator: its value where it is reported, otherwise nothing.
    Panel,
    /// Each report, with a column an indicator: how the report stands to it.
    PanelStatus,
    /// Each report, with a column a variable.
    Variables,
    /// Each file that could not be read.
    Failures,
    /// Each column of other tables.
    Codebook,
}

impl TableKind {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Reports,
        Self::Sections,
        Self::Measures,
        Self::Statistics,
        Self::Citations,
        Self::Indicators,
        Self::Findings,
        Self::Panel,
        Self::PanelStatus,
        Self::Variables,
        Self::Failures,
        Self::Codebook,
    ];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::Sections => "sections",
            Self::Measures => "measures",
            Self::Statistics => "statistics",
            Self::Citations => "citations",
            Self::Indicators => "indicators",
            Self::Findings => "findings",
            Self::Panel => "panel",
            Self::PanelStatus => "panel_status",
            Self::Variables => "variables",
            Self::Failures => "failures",
            Self::Codebook => "codebook",
        }
    }
}

impl FromStr for TableKind {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or(())
    }
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ColumnType {
    /// Words or codes.
    Text,
    /// A day as `2024-01-31`.
    Date,
    /// Yes or no.
    Bool,
    /// A whole number.
    Integer,
    /// An exact decimal.
    Number,
}

impl ColumnType {
    /// The name used in data.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::Bool => "bool",
            Self::Integer => "integer",
            Self::Number => "number",
        }
    }

    fn named(name: &str) -> Self {
        name.parse().unwrap_or(Self::Text)
    }
}

impl FromStr for ColumnType {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let types = [Self::Text, Self::Date, Self::Bool, Self::Integer, Self::Number];
        types.into_iter().find(|kind| kind.as_str() == name).ok_or(())
    }
}

/// The values of a column, one a row; none where the report does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Values {
    /// Of text and dates.
    Text(Texts),
    /// Of yes and no.
    Bool(Vec<Option<bool>>),
    /// Of whole numbers.
    Integer(Vec<Option<i64>>),
    /// Of exact decimals.
    Number(Vec<Option<Decimal>>),
}

/// One value of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cell<'a> {
    /// The report does not tell.
    Empty,
    /// Words, a code or a date.
    Text(&'a str),
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// An exact decimal.
    Number(Decimal),
}

impl Values {
    fn new(kind: ColumnType) -> Self {
        match kind {
            ColumnType::Text | ColumnType::Date => Self::Text(Texts::new()),
            ColumnType::Bool => Self::Bool(Vec::new()),
            ColumnType::Integer => Self::Integer(Vec::new()),
            ColumnType::Number => Self::Number(Vec::new()),
        }
    }

    /// Values written as text, or the row and the text of the first that is none.
    fn read(kind: ColumnType, texts: Vec<Option<String>>) -> Result<Self, (usize, String)> {
        type Read<T> = Result<Vec<Option<T>>, (usize, String)>;
        fn all<T, E>(texts: Vec<Option<String>>, read: fn(&str) -> Result<T, E>) -> Read<T> {
            let one = |(row, text): (usize, Option<String>)| match text {
                Some(text) => read(&text).map(Some).map_err(|_| (row, text)),
                None => Ok(None),
            };
            texts.into_iter().enumerate().map(one).collect()
        }
        Ok(match kind {
            ColumnType::Text => Self::Text(texts.into_iter().collect()),
            ColumnType::Date => {
                let days = all(texts, |text| from_iso(text).map(iso).ok_or(()))?;
                Self::Text(days.into_iter().collect())
            }
            ColumnType::Bool => Self::Bool(all(texts, bool::from_str)?),
            ColumnType::Integer => Self::Integer(all(texts, i64::from_str)?),
            // The usual way to read a number rounds away digits it has no room for.
            ColumnType::Number => Self::Number(all(texts, Decimal::from_str_exact)?),
        })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Text(values) => values.len(),
            Self::Bool(values) => values.len(),
            Self::Integer(values) => values.len(),
            Self::Number(values) => values.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a row; empty beyond the last.
    #[must_use]
    pub fn get(&self, row: usize) -> Cell<'_> {
        let cell = match self {
            Self::Text(values) => values.get(row).map(Cell::Text),
            Self::Bool(values) => values.get(row).and_then(|v| v.map(Cell::Bool)),
            Self::Integer(values) => values.get(row).and_then(|v| v.map(Cell::Integer)),
            Self::Number(values) => values.get(row).and_then(|v| v.map(Cell::Number)),
        };
        cell.unwrap_or(Cell::Empty)
    }

    fn append(&mut self, other: Self) {
        match (self, other) {
            (Self::Text(values), Self::Text(more)) => values.append(&more),
            (Self::Bool(values), Self::Bool(more)) => values.extend(more),
            (Self::Integer(values), Self::Integer(more)) => values.extend(more),
            (Self::Number(values), Self::Number(more)) => values.extend(more),
            _ => {}
        }
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// The stable name, in ASCII.
    pub name: Arc<str>,
    /// What its values are.
    pub kind: ColumnType,
    /// Chinese label.
    pub label_zh: Arc<str>,
    /// English label.
    pub label_en: Arc<str>,
    /// What it holds, where the label does not say it all.
    pub note: Option<Arc<str>>,
    /// The group under which [`crate::label`] knows the names that are its values.
    pub labels: Option<&'static str>,
    /// The only values it can have, where they are few.
    pub levels: Option<Levels>,
    /// Its values, one a row.
    pub values: Values,
}

/// The values that a column of names can have, in an order that stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels {
    /// The group under which [`crate::label`] knows them.
    pub group: &'static str,
    /// The names.
    pub names: &'static [&'static str],
}

/// What separates several values in one cell, in data and in Chinese.
const SEPARATOR: &str = "; ";
const SEPARATOR_ZH: &str = "；";
/// What separates several values in one cell where they follow each other.
const SEQUENCE: &str = ">";

/// The ways a report stands to an indicator.
const STATUSES: Levels = Levels { group: "indicator", names: &IndicatorStatus::NAMES };

impl Column {
    /// A column of the caller's own, to be written beside those of a table.
    #[must_use]
    pub fn of(name: impl Into<Arc<str>>, kind: ColumnType, label: impl Into<Arc<str>>, values: Values) -> Self {
        let label = label.into();
        let (label_zh, label_en) = (Arc::clone(&label), label);
        Self { name: name.into(), kind, label_zh, label_en, note: None, labels: None, levels: None, values }
    }

    fn new(name: &str, kind: &str, zh: &str, en: &str) -> Self {
        let kind = ColumnType::named(kind);
        let (name, label_zh, label_en) = (name.into(), zh.into(), en.into());
        Self { name, kind, label_zh, label_en, note: None, labels: None, levels: None, values: Values::new(kind) }
    }

    /// The column with some of its rows, in the order given; one beyond the last is empty.
    #[must_use]
    pub fn rows(&self, rows: &[usize]) -> Self {
        fn pick<T: Clone>(values: &[Option<T>], rows: &[usize]) -> Vec<Option<T>> {
            rows.iter().map(|&row| values.get(row).cloned().flatten()).collect()
        }
        let values = match &self.values {
            Values::Text(values) => Values::Text(rows.iter().map(|&row| values.get(row)).collect()),
            Values::Bool(values) => Values::Bool(pick(values, rows)),
            Values::Integer(values) => Values::Integer(pick(values, rows)),
            Values::Number(values) => Values::Number(pick(values, rows)),
        };
        let (name, label_zh, label_en) = (self.name.clone(), self.label_zh.clone(), self.label_en.clone());
        let (labels, levels) = (self.labels, self.levels);
        Self { name, kind: self.kind, label_zh, label_en, note: self.note.clone(), labels, levels, values }
    }

    /// What a value is called in `lang`: names of data (`next_steps`) have Chinese terms, everything else is as it is.
    ///
    /// ```
    /// use lawgov::{Catalogue, Lang, Table, TableKind};
    /// let sections = Table::new(TableKind::Sections, Catalogue::builtin());
    /// let role = sections.columns().iter().find(|column| &*column.name == "role").unwrap();
    /// assert_eq!(role.term("next_steps", Lang::Zh), "下一步安排");
    /// assert_eq!(role.term("next_steps", Lang::En), "next_steps");
    /// ```
    #[must_use]
    pub fn term<'v>(&self, value: &'v str, lang: Lang) -> Cow<'v, str> {
        let (Some(group), Lang::Zh) = (self.labels, lang) else { return Cow::Borrowed(value) };
        let joined = |by: &str, with: &str| {
            let terms: Vec<_> = value.split(by).map(|name| label(group, name, lang)).collect();
            Cow::Owned(terms.join(with))
        };
        match value {
            several if several.contains(SEPARATOR) => joined(SEPARATOR, SEPARATOR_ZH),
            several if several.contains(SEQUENCE) => joined(SEQUENCE, SEQUENCE),
            one => Cow::Borrowed(label(group, one, lang)),
        }
    }

    /// The label in `lang`.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.label_zh,
            Lang::En => &self.label_en,
        }
    }
}

/// How rows are made.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableOptions {
    /// What `start` and `end` count.
    pub offsets: OffsetUnit,
    /// The language of messages.
    pub lang: Lang,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    kind: TableKind,
    catalogue: Arc<Catalogue>,
    columns: Vec<Column>,
    rows: usize,
}

impl Table {
    /// A table without rows. The catalogue gives the panel its columns and indicators their names.
    ///
    /// ```
    /// use lawgov::{Catalogue, Cell, Table, TableKind, TableOptions};
    ///
    /// let mut table = Table::new(TableKind::Statistics, Catalogue::builtin());
    /// table.add(&lawgov::parse("全年发放宣传资料1000余份。"), TableOptions::default());
    /// let value = table.columns().iter().find(|column| &*column.name == "value").unwrap();
    /// assert_eq!(value.values.get(0), Cell::Number(1000.into()));
    /// ```
    #[must_use]
    pub fn new(kind: TableKind, catalogue: Arc<Catalogue>) -> Self {
        let name = kind.as_str();
        let declared = COLUMNS.rows().filter(|row| {
            row.list("tables").any(|table| table == name || table == "all" && kind != TableKind::Codebook)
        });
        let declared = declared.map(|row| Column {
            labels: Some(row.get("labels")).filter(|group| !group.is_empty()),
            ..Column::new(row.get("name"), row.get("type"), row.get("zh"), row.get("en"))
        });
        let mut columns: Vec<_> = declared.collect();
        if kind == TableKind::Panel {
            columns.extend(catalogue.entries().iter().map(|entry| Column {
                note: Some(entry.definition_zh.as_str().into()),
                ..Column::new(&entry.code, "number", &entry.name_zh, &entry.name_en)
            }));
        }
        if kind == TableKind::PanelStatus {
            columns.extend(catalogue.entries().iter().map(|entry| {
                let name = format!("{}_status", entry.code);
                let (zh, en) = (format!("{}（情况）", entry.name_zh), format!("{} (status)", entry.name_en));
                let labels = Some(STATUSES.group);
                Column { labels, levels: Some(STATUSES), ..Column::new(&name, "text", &zh, &en) }
            }));
        }
        if kind == TableKind::Indicators {
            let status = columns.iter_mut().find(|column| &*column.name == "status");
            status.into_iter().for_each(|column| column.levels = Some(STATUSES));
        }
        if kind == TableKind::Variables {
            columns.extend(variables().iter().map(|variable| Column {
                note: Some(variable.formula_zh.into()),
                labels: variable.labels,
                ..Column::new(variable.name, variable.kind, variable.label_zh, variable.label_en)
            }));
        }
        Self { kind, catalogue, columns, rows: 0 }
    }

    /// What it has a row for.
    #[must_use]
    pub const fn kind(&self) -> TableKind {
        self.kind
    }

    /// The columns, all of the same length.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// Whether it has no rows.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Adds the rows of a report. A table of failures or columns has none.
    pub fn add(&mut self, report: &Report, options: TableOptions) {
        fill::add(self, report, options);
    }

    /// Adds the rows of a table of the same kind and catalogue.
    pub fn append(&mut self, other: Self) {
        if self.kind == other.kind && self.columns.len() == other.columns.len() {
            for (column, more) in self.columns.iter_mut().zip(other.columns) {
                column.values.append(more.values);
            }
            self.rows += other.rows;
        }
    }

    /// Adds a file that could not be read to a table of failures.
    pub fn add_failure(&mut self, document: &str, failure: &TableFailure<'_>) {
        if self.kind == TableKind::Failures {
            let mut row = self.row();
            row.text("document", document);
            row.text("kind", failure.kind);
            row.text("message", failure.message);
            row.text("hint", failure.hint);
            row.integer("offset", failure.offset);
            row.integer("line", failure.line);
        }
    }

    /// Adds the columns of another table to a codebook.
    pub fn describe(&mut self, other: &Self) {
        self.describe_columns(other.kind.as_str(), &other.columns);
    }

    /// Adds the columns of a frame to a codebook.
    pub fn describe_frame(&mut self, frame: &Frame) {
        self.describe_columns(frame.name(), frame.columns().iter().map(|column| &**column));
    }

    fn describe_columns<'c>(&mut self, table: &str, columns: impl IntoIterator<Item = &'c Column>) {
        if self.kind == TableKind::Codebook {
            for column in columns {
                let mut row = self.row();
                row.text("table", table);
                row.text("column", &*column.name);
                row.text("type", column.kind.as_str());
                row.text("label_zh", &*column.label_zh);
                row.text("label_en", &*column.label_en);
                row.text("note", column.note.as_deref());
            }
        }
    }

    fn row(&mut self) -> Row<'_> {
        self.rows += 1;
        Row::new(&mut self.columns)
    }
}

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableFailure<'a> {
    /// A stable name.
    pub kind: &'a str,
    /// The message.
    pub message: &'a str,
    /// What to do.
    pub hint: &'a str,
    /// The first bad byte.
    pub offset: Option<usize>,
    /// Its line, from 1.
    pub line: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
青石镇2023年法治政府建设情况报告
一、主要举措和成效
一是开展普法宣传。𠮷祥村全年开展行政复议0件，发放宣传资料1200余份，。根据《中华人民共和国民法典》办理。
";

    fn table(kind: TableKind) -> Table {
        let mut table = Table::new(kind, Catalogue::builtin());
        table.add(&crate::parse(TEXT), TableOptions::default());
        table
    }

    fn cells<'t>(table: &'t Table, name: &str) -> Vec<Cell<'t>> {
        let column = table.columns().iter().find(|c| &*c.name == name).unwrap();
        (0..table.len()).map(|row| column.values.get(row)).collect()
    }

    #[test]
    fn every_column_has_a_value_a_row() {
        for kind in TableKind::ALL {
            let table = table(kind);
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert!(table.columns().iter().all(|c| c.values.len() == table.len()), "{kind:?}");
            let labelled = |c: &Column| c.name.is_ascii() && !c.label_zh.is_empty();
            assert!(table.columns().iter().all(labelled), "{kind:?}");
            let read = !matches!(kind, TableKind::Failures | TableKind::Codebook);
            assert_eq!(!table.is_empty(), read, "{kind:?}");
        }
    }

    #[test]
    fn names_are_unique_in_a_table() {
        for kind in TableKind::ALL {
            let table = Table::new(kind, Catalogue::builtin());
            let mut names: Vec<_> = table.columns().iter().map(|c| c.name.clone()).collect();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), table.columns().len(), "{kind:?}");
        }
    }

    #[test]
    fn values_are_read_from_text() {
        let read = |kind: &str, text: &str| Values::read(kind.parse().unwrap(), vec![Some(text.to_owned()), None]);
        assert_eq!(read("integer", "12"), Ok(Values::Integer(vec![Some(12), None])));
        assert_eq!(read("number", "1.50"), Ok(Values::Number(vec![Some(Decimal::new(150, 2)), None])));
        assert_eq!(read("bool", "true"), Ok(Values::Bool(vec![Some(true), None])));
        assert_eq!(read("date", "2024-02-29"), Ok(Values::Text([Some("2024-02-29"), None].into_iter().collect())));
        for (kind, text) in [("integer", "1.5"), ("number", "x"), ("bool", "1"), ("date", "2023-02-29")] {
            assert_eq!(read(kind, text), Err((0, text.to_owned())));
        }
        assert_eq!("colour".parse::<ColumnType>(), Err(()));
    }

    #[test]
    fn zero_is_a_value_and_what_is_not_reported_is_none() {
        let panel = table(TableKind::Panel);
        let values: Vec<_> = panel.columns().iter().map(|c| c.values.get(0)).collect();
        assert!(values.contains(&Cell::Empty));
        let report = crate::parse(TEXT);
        for indicator in &report.indicators {
            let expected = match indicator.value {
                Some(value) if indicator.status == IndicatorStatus::Reported => Cell::Number(value),
                _ => Cell::Empty,
            };
            assert_eq!(cells(&panel, &indicator.code), [expected]);
        }
        assert!(values.contains(&Cell::Number(1200.into())));
    }

    #[test]
    fn texts_are_slices() {
        let table = table(TableKind::Statistics);
        let (starts, ends, texts) = (cells(&table, "start"), cells(&table, "end"), cells(&table, "text"));
        for ((start, end), text) in starts.into_iter().zip(ends).zip(texts) {
            let (Cell::Integer(start), Cell::Integer(end)) = (start, end) else { panic!("offsets") };
            let slice: String = TEXT.chars().skip(start as usize).take((end - start) as usize).collect();
            assert_eq!(text, Cell::Text(&slice));
        }
        assert!(cells(&table, "sentence").iter().all(|cell| matches!(cell, Cell::Text(s) if s.ends_with('。'))));
    }

    #[test]
    fn tables_of_one_kind_are_joined() {
        let mut all = table(TableKind::Measures);
        all.append(table(TableKind::Measures));
        assert_eq!((all.len(), cells(&all, "lead").len()), (2, 2));
        all.append(table(TableKind::Statistics));
        assert_eq!(all.len(), 2);
        let mut codebook = Table::new(TableKind::Codebook, Catalogue::builtin());
        codebook.describe(&all);
        assert_eq!(codebook.len(), all.columns().len());
        let mut failures = Table::new(TableKind::Failures, Catalogue::builtin());
        failures.add_failure("a.txt", &TableFailure { kind: "io", ..TableFailure::default() });
        assert_eq!(cells(&failures, "document"), [Cell::Text("a.txt")]);
    }
}
