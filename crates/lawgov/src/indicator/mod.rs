//! Indicators: the named figures that reports can be compared by.
//!
//! In: the statistics of a report and the words around them, and a [`Catalogue`]. Out: the code of each statistic, and
//! for every indicator that the report states or names its one figure. It extracts no figures of its own; a zero in words
//! (未发生行政复议案件) is the one figure without a statistic.

mod aggregate;
mod catalogue;
mod matching;

use std::sync::Arc;

use rust_decimal::Decimal;

pub use catalogue::{Aggregate, Catalogue, Entry};

use crate::clause::Clause;
use crate::measure::Measure;
use crate::metadata::Level;
use crate::outline::Section;
use crate::quantity::Approx;
use crate::statistic::{Modality, Statistic};
use crate::text::Text;
use aggregate::{Part, aggregate};
use matching::{Mentions, Scene};

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

/// Gives the statistics their codes and reads the indicators, in the order of the catalogue.
///
/// Listed are those reported, named without a number, or in conflict; what is not listed is not mentioned.
pub(crate) fn read(
    text: &Text,
    catalogue: &Catalogue,
    clauses: &[Clause],
    sections: &[Section],
    measures: &[Measure],
    level: Option<Level>,
    statistics: &mut [Statistic],
) -> Vec<Indicator> {
    let scene = Scene::new(text, catalogue, clauses, sections, measures, statistics);
    let matches = scene.matches();
    let mut mentions = scene.mentions();
    let mut parts: Vec<Vec<Part>> = Vec::new();
    parts.resize_with(catalogue.entries().len(), Vec::new);
    for (statistic, found) in statistics.iter().zip(&matches) {
        let Some(mut found) = *found else { continue };
        let Some((entry, parts)) = entry_and(catalogue, found.entry, &mut parts) else { continue };
        if let Some(named) = mentions.named.get_mut(found.entry as usize) {
            *named = true;
        }
        if statistic.modality != Modality::Achieved {
            continue;
        }
        // A township decides no cases: it can only be the respondent.
        found.respondent |= level == Some(Level::Township);
        let units = catalogue.units_of(statistic.unit);
        let class = entry.classes.iter().position(|bit| bit & units != 0).unwrap_or(usize::MAX);
        parts.push(Part { statistic, found, class });
    }
    let mut indicators = Vec::new();
    for (id, (entry, parts)) in catalogue.entries().iter().zip(parts).enumerate() {
        let figure = aggregate(text, entry, parts);
        indicators.extend(figure.or_else(|| without_figure(entry, id, &mentions)));
    }
    for (statistic, found) in statistics.iter_mut().zip(matches) {
        statistic.indicator = found.and_then(|f| catalogue.entries().get(f.entry as usize)).map(|e| e.code.clone());
    }
    indicators
}

fn entry_and<'c, T>(catalogue: &'c Catalogue, id: u16, all: &'c mut [T]) -> Option<(&'c Entry, &'c mut T)> {
    Some((catalogue.entries().get(id as usize)?, all.get_mut(id as usize)?))
}

/// An indicator that is only named, or whose noun is said to be absent.
fn without_figure(entry: &Entry, id: usize, mentions: &Mentions) -> Option<Indicator> {
    let zero = *mentions.zero.get(id)?;
    (zero || *mentions.named.get(id)?).then(|| Indicator {
        code: entry.code.clone(),
        status: if zero { IndicatorStatus::Reported } else { IndicatorStatus::MentionedWithoutNumber },
        value: zero.then_some(Decimal::ZERO),
        upper: None,
        approx: Approx::Exact,
        unit: None,
        role: None,
        statistics: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        let report = crate::parse(text);
        report.statistics.iter().filter_map(|s| s.indicator.as_deref().map(str::to_owned)).collect()
    }

    #[test]
    fn every_example_matches_and_every_counter_does_not() {
        let catalogue = Catalogue::builtin();
        assert!(catalogue.entries().len() > 100, "the built-in catalogue is not read");
        let mut wrong = Vec::new();
        for entry in catalogue.entries() {
            let code = entry.code.to_string();
            let (example, counter) = (codes(&entry.example), codes(&entry.counter));
            if !example.contains(&code) {
                wrong.push(format!("{code}: {} reads as {example:?}", entry.example));
            }
            if counter.contains(&code) {
                wrong.push(format!("{code}: {} must not match", entry.counter));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
