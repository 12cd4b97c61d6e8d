//! Indicators: the named figures that reports can be compared by.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::quantity::Approx;

/// How a report stands to an indicator. An indicator that is not listed is not mentioned; it is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IndicatorStatus {
    /// A figure is given, or a zero in words about the indicator's own noun.
    Reported,
    /// Named, without a figure that reports a result.
    MentionedWithoutNumber,
    /// Two different figures for one thing.
    Conflict,
}

impl IndicatorStatus {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::MentionedWithoutNumber => "mentioned_without_number",
            Self::Conflict => "conflict",
        }
    }
}

/// In which capacity the reporting body appears in a case: it decides it, or it answers for what it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Capacity {
    /// It handles the case.
    Organ,
    /// The case is against it.
    Respondent,
}

impl Capacity {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Organ => "organ",
            Self::Respondent => "respondent",
        }
    }
}

/// What one report states about one indicator.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Indicator {
    /// Its code in the catalogue.
    pub code: Arc<str>,
    /// Whether it is reported.
    pub status: IndicatorStatus,
    /// The figure for the year: parts added, repeated totals once, targets and background left out.
    pub value: Option<Decimal>,
    /// The upper end, where the figure is a range.
    pub upper: Option<Decimal>,
    /// How the figure bounds the true one.
    pub approx: Approx,
    /// The measure word of the figure.
    pub unit: Option<&'static str>,
    /// For cases: whether the reporting body decided them or answered for them.
    pub role: Option<Capacity>,
    /// The statistics that the figure is made of, or that are in conflict.
    pub statistics: Vec<u32>,
}
