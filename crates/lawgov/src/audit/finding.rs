//! What a rule reports.

use crate::audit::rule::Rule;
use crate::lang::Bilingual;
use crate::text::{Positions, Span, Text};

/// Findings one rule may report in one text; beyond that a text is not a report but a stress test.
const MOST: usize = 200;

/// A fault found.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// What is wrong here.
    pub message: Bilingual,
    /// Where; empty for a part that is missing from a text without a title.
    pub span: Span,
    /// Other places that belong to it: every figure of a computation, the first of two equal numbers.
    pub related: Vec<Related>,
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What it has to do with the finding.
    pub note: Bilingual,
}

impl Finding {
    /// Points at another place.
    pub(crate) fn relate(&mut self, span: Span, zh: impl Into<String>, en: impl Into<String>) -> &mut Self {
        self.related.push(Related { span, note: Bilingual::new(zh, en) });
        self
    }
}

/// Where rules put their findings.
pub(crate) struct Sink<'a> {
    text: &'a Text<'a>,
    findings: Vec<Finding>,
    rule: &'static Rule,
    /// Where the findings of this rule begin.
    first: usize,
}

impl<'a> Sink<'a> {
    pub fn new(text: &'a Text<'a>, rule: &'static Rule) -> Self {
        Self { text, findings: Vec::new(), rule, first: 0 }
    }

    /// Ends the findings of one rule and begins those of another.
    pub fn turn_to(&mut self, rule: &'static Rule) {
        self.findings.truncate(self.first + MOST);
        self.first = self.findings.len();
        self.rule = rule;
    }

    /// Reports a fault at a span.
    pub fn report(&mut self, span: Span, zh: impl Into<String>, en: impl Into<String>) -> &mut Finding {
        let message = Bilingual::new(zh, en);
        let at = self.findings.len();
        self.findings.push(Finding { rule: self.rule, message, span, related: Vec::new() });
        &mut self.findings[at]
    }

    /// Reports a fault at a range of positions.
    pub fn report_at(&mut self, range: Positions, zh: impl Into<String>, en: impl Into<String>) -> &mut Finding {
        self.report(self.text.span(range), zh, en)
    }

    /// The findings in the order of the text.
    pub fn finish(mut self) -> Vec<Finding> {
        self.findings.truncate(self.first + MOST);
        self.findings.sort_by_key(|f| (f.span.start, f.rule.code));
        self.findings
    }
}
