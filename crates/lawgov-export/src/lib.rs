//! Tables as files: for spreadsheets, statistics packages and programs.
//!
//! In: columns of [`lawgov::Table`]. Out: bytes; where they go is the caller's. The same table gives the same bytes.
//!
//! ```
//! use lawgov::{Catalogue, Table, TableKind, TableOptions};
//! use lawgov_export::{Sheet, Style};
//!
//! let mut table = Table::new(TableKind::Statistics, Catalogue::builtin());
//! table.add(&lawgov::parse("全年发放宣传资料1000余份。"), TableOptions::default());
//! let text = lawgov_export::csv(Sheet::from(&table), Style::default());
//! assert!(text.contains("1000余份"));
//! ```
#![forbid(unsafe_code)]

#[cfg(feature = "arrow")]
mod arrow;
mod csv;
mod dta;
mod jsonl;
#[cfg(feature = "xlsx")]
mod xlsx;

#[cfg(feature = "arrow")]
pub use arrow::arrow;
pub use csv::csv;
pub use dta::{Dta, dta};
pub use jsonl::{failures_jsonl, jsonl};
#[cfg(feature = "xlsx")]
pub use xlsx::{Xlsx, xlsx};

use std::borrow::Cow;

#[cfg(feature = "xlsx")]
use lawgov::label;
use lawgov::{Column, Decimal, Frame, Lang, Table};

/// Named columns to write.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// The name of the table: of a sheet, where a file has several.
    pub name: &'a str,
    /// The columns, all of the same length.
    pub columns: Vec<&'a Column>,
}

impl<'a> From<&'a Table> for Sheet<'a> {
    fn from(table: &'a Table) -> Self {
        Self::new(table.kind().as_str(), table.columns())
    }
}

impl<'a> From<&'a Frame> for Sheet<'a> {
    fn from(frame: &'a Frame) -> Self {
        Self { name: frame.name(), columns: frame.columns().iter().map(|column| &**column).collect() }
    }
}

impl<'a> Sheet<'a> {
    /// Columns of the same length under a name.
    #[must_use]
    pub fn new(name: &'a str, columns: &'a [Column]) -> Self {
        Self { name, columns: columns.iter().collect() }
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }

    /// The name, or what the table of that name is called in a language.
    #[cfg(feature = "xlsx")]
    fn title(&self, style: Style) -> &'a str {
        style.labels.map_or(self.name, |lang| label("table", self.name, lang))
    }
}

/// How values are written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Headers and sheets: the labels of a language instead of the stable names. With Chinese ones, CSV and workbooks have the
    /// Chinese terms in the cells of columns of names, too (下一步安排 for `next_steps`).
    pub labels: Option<Lang>,
    /// Whether text begins with the mark by which Excel knows UTF-8.
    pub byte_order_mark: bool,
    /// Whether an apostrophe is put before text that a spreadsheet could take for a formula (CSV only).
    pub guard_formulas: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { labels: None, byte_order_mark: true, guard_formulas: true }
    }
}

impl Style {
    fn header<'c>(&self, column: &'c Column) -> &'c str {
        self.labels.map_or(&column.name, |lang| column.label(lang))
    }

    /// The text of a cell.
    fn term<'t>(&self, column: &Column, text: &'t str) -> Cow<'t, str> {
        self.labels.map_or(Cow::Borrowed(text), |lang| column.term(text, lang))
    }
}

/// A table that a format has no room for.
///
/// `Display` is the English message; [`Error::message`] has both languages.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
#[non_exhaustive]
pub enum Error {
    /// More columns than the format has.
    TooManyColumns {
        /// The format.
        format: &'static str,
        /// Its columns.
        most: usize,
        /// The table's.
        columns: usize,
    },
    /// A number with more digits than an Arrow decimal holds.
    Digits {
        /// The number.
        number: String,
        /// The places of its column.
        places: usize,
    },
    /// A text in a column of dates that is none.
    Date {
        /// The text.
        text: String,
    },
    /// Arrow says so.
    Arrow(String),
    /// The writer of workbooks says so.
    Workbook(String),
}

impl Error {
    /// The message in `lang`.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::TooManyColumns { format, most, columns }, Lang::Zh) => {
                format!("{columns} 列超出 {format} 的上限（{most} 列）：请少选几列")
            }
            (Self::TooManyColumns { format, most, columns }, Lang::En) => {
                format!("{columns} columns do not fit into {format}, which has {most}: choose fewer")
            }
            (Self::Digits { number, places }, Lang::Zh) => {
                format!("{number} 取 {places} 位小数后超过 38 位：请导出为浮点数")
            }
            (Self::Digits { number, places }, Lang::En) => {
                format!("{number} with {places} places has more than 38 digits: write doubles instead")
            }
            (Self::Date { text }, Lang::Zh) => format!("`{text}` 不是日期（2024-01-31）"),
            (Self::Date { text }, Lang::En) => format!("`{text}` is no date (2024-01-31)"),
            (Self::Arrow(message) | Self::Workbook(message), _) => message.clone(),
        }
    }
}

/// The beginning of a text that has at most `most` units, each character counted by `size`.
fn fitting(text: &str, most: usize, size: impl Fn(char) -> usize) -> Option<Cow<'_, str>> {
    // No character is longer in another unit than its bytes.
    if text.len() <= most || text.chars().map(&size).sum::<usize>() <= most {
        return None;
    }
    let mut left = most.saturating_sub(size('…'));
    let fits = |c: &char| left.checked_sub(size(*c)).map(|rest| left = rest).is_some();
    let mut shown: String = text.chars().take_while(fits).collect();
    shown.push('…');
    Some(Cow::Owned(shown))
}

/// The double next to an exact number.
fn double(number: Decimal) -> f64 {
    /// Whole numbers up to here are doubles.
    const WHOLE: u128 = 1 << f64::MANTISSA_DIGITS;
    /// So are powers of ten up to this one.
    const POWER: u32 = 22;
    let divided = number.mantissa() as f64 / 10_f64.powi(number.scale() as i32);
    if number.mantissa().unsigned_abs() <= WHOLE && number.scale() <= POWER {
        // Both are exact, so the quotient is rounded once.
        return divided;
    }
    number.to_string().parse().unwrap_or(divided)
}

#[cfg(test)]
mod tests {
    use super::double;

    #[test]
    fn doubles_are_the_nearest() {
        let texts =
            ["0", "-0.1", "1.25", "93.75", "12345.678", "12345678901234567.89", "0.0000000000000000000000000001"];
        for text in texts.into_iter().chain(["79228162514264337593543950335", "9007199254740993", "-1.005"]) {
            assert_eq!(Ok(double(text.parse().expect("a number"))), text.parse::<f64>(), "{text}");
        }
    }
}
