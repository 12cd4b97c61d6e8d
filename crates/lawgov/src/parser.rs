//! Runs the stages in order.

use crate::outline::Section;
use crate::quantity::Quantity;
use crate::report::Report;
use crate::text::{Span, Text};
use crate::{citation, clause, measure, metadata, names, outline, quantity, statistic};

/// A parser with its options. Built once, used for any number of texts and from any thread.
#[derive(Clone, Debug, Default)]
pub struct Parser {}

/// Options of a [`Parser`].
#[derive(Clone, Debug, Default)]
pub struct ParserBuilder {}

impl ParserBuilder {
    /// The parser.
    #[must_use]
    pub fn build(self) -> Parser {
        Parser {}
    }
}

impl Parser {
    /// Options to build a parser with.
    #[must_use]
    pub fn builder() -> ParserBuilder {
        ParserBuilder::default()
    }

    /// Reads a report. Any text is read; what is not a report gives few items.
    #[must_use]
    pub fn parse(&self, text: impl Into<String>) -> Report {
        let original = text.into();
        let mut report = read(&original);
        report.text = original;
        report
    }
}

fn read(original: &str) -> Report {
    let text = Text::new(original);
    let outline = outline::read(&text);
    let clauses = clause::split(&text);
    let (mut citations, law_mentions) = citation::read(&text);
    let quantities = quantity::read(&text, &outline, &citations);
    let (people, organizations) = names::read(&text);
    let metadata = metadata::read(&text, &outline);
    let measures = measure::read(&text, &outline);
    let statistics = statistic::read(&text, &outline, &clauses, &measures, &quantities);
    for citation in &mut citations {
        citation.section = innermost(&outline.sections, citation.span);
    }
    Report {
        metadata,
        sections: outline.sections,
        measures,
        statistics,
        citations,
        law_mentions,
        people,
        organizations,
        ..Report::default()
    }
}

/// The innermost section that holds a span.
fn innermost(sections: &[Section], span: Span) -> Option<u32> {
    let after = sections.partition_point(|s| s.span.start <= span.start);
    let mut at = sections[..after].last();
    while let Some(section) = at {
        if section.span.end >= span.end {
            return Some(section.id);
        }
        at = section.parent.map(|p| &sections[p as usize]);
    }
    None
}

/// Reads a report with the default options.
///
/// ```
/// let report = lawgov::parse("2023年，全镇开展普法宣传24场次。");
/// assert_eq!(report.statistics.len(), 1);
/// ```
#[must_use]
pub fn parse(text: impl Into<String>) -> Report {
    Parser::default().parse(text)
}

/// Reads every number of a text with its unit, whether it is a statistic or not.
#[must_use]
pub fn quantities(text: &str) -> Vec<Quantity> {
    let text = Text::new(text);
    let outline = outline::read(&text);
    let (citations, _) = citation::read(&text);
    quantity::read(&text, &outline, &citations)
}
