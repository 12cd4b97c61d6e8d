//! Numbers with their units, and what each of them is.
//!
//! In: the text, its headings and its citations. Out: every number in order, with its class; spans do not overlap.
//! Whether a quantity is a statistic, and what it counts, is not decided here.

mod bound;
mod date;
mod name;
mod number;
mod reader;
mod unit;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::citation::Citation;
use crate::outline::Outline;
use crate::text::{Span, Text};

/// How a written figure bounds the true one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Approx {
    /// As written.
    #[default]
    Exact,
    /// 余 多 以上 超 逾.
    Over,
    /// 近 不到 以下 以内.
    Under,
    /// 约 左右 上下.
    About,
    /// 不少于 不低于 至少.
    AtLeast,
    /// 不超过.
    AtMost,
}

impl Approx {
    /// All bounds.
    pub const ALL: [Self; 6] = [Self::Exact, Self::Over, Self::Under, Self::About, Self::AtLeast, Self::AtMost];

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Over => "over",
            Self::Under => "under",
            Self::About => "about",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
        }
    }
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Things or events counted.
    Count,
    /// Per cent and percentage points.
    Percent,
    /// Money.
    Money,
    /// Area.
    Area,
    /// Length.
    Length,
    /// A span of time.
    Duration,
    /// So many times in a span of time.
    Frequency,
    /// Points of a score.
    Score,
    /// Anything else: 倍, weights, a bare number.
    Other,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Count,
        Self::Percent,
        Self::Money,
        Self::Area,
        Self::Length,
        Self::Duration,
        Self::Frequency,
        Self::Score,
        Self::Other,
    ];

    /// The name used in JSON and in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Percent => "percent",
            Self::Money => "money",
            Self::Area => "area",
            Self::Length => "length",
            Self::Duration => "duration",
            Self::Frequency => "frequency",
            Self::Score => "score",
            Self::Other => "other",
        }
    }
}

/// What a number in the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QuantityClass {
    /// It quantifies something.
    Quantity,
    /// A date, a year, or a span of them.
    Date,
    /// A rank or a number in a series: 第三次, 第一责任人.
    Ordinal,
    /// Part of a document number.
    DocumentNumber,
    /// Part of a name, a slogan or a word: 三重一大, 12345, 12·4, 1+6+N.
    Name,
    /// The number of a heading or of an enumerated item.
    Heading,
    /// 一 and a measure word as an article: 一支队伍.
    Article,
    /// A telephone number.
    Phone,
}

impl QuantityClass {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Date => "date",
            Self::Ordinal => "ordinal",
            Self::DocumentNumber => "document_number",
            Self::Name => "name",
            Self::Heading => "heading",
            Self::Article => "article",
            Self::Phone => "phone",
        }
    }
}

/// A span of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateRange {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// A number with its qualifiers and unit, and what it is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Quantity {
    /// Qualifiers that touch the number, the number and its unit.
    pub span: Span,
    /// The digits or numerals alone.
    pub number: Span,
    /// What the number is.
    pub class: QuantityClass,
    /// The value in base units, exact; none where a number has no value of its own (a date, `1+6+N`).
    pub value: Option<Decimal>,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// The value of one step of the last place written: 0.01 for `96.92%`, 1000 for `1.2万`.
    pub step: Decimal,
    /// How the figure bounds the true one.
    pub approx: Approx,
    /// The measure word, with 万 and 亿 scaled into the value.
    pub unit: Option<&'static str>,
    /// What the unit measures.
    pub kind: Kind,
    /// The days a date or a period names, where it names a year.
    pub dates: Option<DateRange>,
}

/// Reads every number of the text, in order; spans do not overlap.
pub(crate) fn read(text: &Text, outline: &Outline, citations: &[Citation]) -> Vec<Quantity> {
    reader::read(text, outline, citations)
}
