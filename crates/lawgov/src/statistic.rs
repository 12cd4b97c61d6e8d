//! Statistics: the quantities that report something, with what is counted, by which act, how firmly, and when.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::clause::Clause;
use crate::measure::Measure;
use crate::outline::Outline;
use crate::quantity::{Approx, DateRange, Kind, Quantity};
use crate::text::{Span, Text};

/// How firmly a figure is stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Modality {
    /// Reported as done or found.
    #[default]
    Achieved,
    /// Planned or required of the future.
    Target,
    /// A rule's figure: 每季度不少于1次.
    Norm,
    /// Background: population, number of villages, the earlier level.
    Context,
}

impl Modality {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Achieved => "achieved",
            Self::Target => "target",
            Self::Norm => "norm",
            Self::Context => "context",
        }
    }
}

/// Which way an amount of change points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Growth.
    Up,
    /// Decline.
    Down,
    /// No change.
    Flat,
}

impl Direction {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Flat => "flat",
        }
    }
}

/// An amount of change against an earlier period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which way.
    pub direction: Direction,
    /// `previous_year`, `previous_period` or `base_year`; none when the text names no base.
    pub against: Option<&'static str>,
}

/// The period a figure covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The words that name it.
    pub span: Span,
    /// Its days.
    pub dates: DateRange,
}

/// A figure that reports something.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Statistic {
    /// Index in [`crate::Report::statistics`].
    pub id: u32,
    /// The innermost section it lies in.
    pub section: Option<u32>,
    /// The innermost measure it lies in.
    pub measure: Option<u32>,
    /// Qualifiers, number and unit.
    pub span: Span,
    /// The value in base units, exact.
    pub value: Decimal,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// The value of one step of the last place written.
    pub step: Decimal,
    /// How the figure bounds the true one.
    pub approx: Approx,
    /// The measure word.
    pub unit: Option<&'static str>,
    /// What the unit measures.
    pub kind: Kind,
    /// The noun counted.
    pub subject: Option<Span>,
    /// The verb that governs the figure.
    pub action: Option<Span>,
    /// How firmly it is stated.
    pub modality: Modality,
    /// The period it covers, where the text names one.
    pub period: Option<Period>,
    /// Set when the figure is an amount of change.
    pub change: Option<Change>,
    /// Code of the indicator it measures; none when no indicator fits or several fit alike.
    pub indicator: Option<Arc<str>>,
}

/// Selects the statistics among the quantities and reads what stands around them.
pub(crate) fn read(
    text: &Text,
    outline: &Outline,
    clauses: &[Clause],
    measures: &[Measure],
    quantities: &[Quantity],
) -> Vec<Statistic> {
    let _ = (text, outline, clauses, measures, quantities);
    Vec::new()
}
