//! What rules see: a borrowed view of everything read, and the questions several rules ask of it.

use crate::audit::profile::Profile;
use crate::citation::{Citation, LawMention};
use crate::clause::Clause;
use crate::measure::Measure;
use crate::metadata::Metadata;
use crate::outline::{Line, LineKind, Section};
use crate::quantity::Quantity;
use crate::report::Report;
use crate::statistic::Statistic;
use crate::text::{Class, Positions, Text};

/// Everything read from one text.
pub(crate) struct Facts<'a> {
    pub text: &'a Text<'a>,
    pub profile: &'a Profile,
    pub lines: &'a [Line],
    pub clauses: &'a [Clause],
    pub quantities: &'a [Quantity],
    pub metadata: &'a Metadata,
    pub sections: &'a [Section],
    pub measures: &'a [Measure],
    pub statistics: &'a [Statistic],
    pub citations: &'a [Citation],
    pub law_mentions: &'a [LawMention],
    /// Positions of all that is neither Han, digit nor space, line ends included; website furniture left out.
    pub marks: Vec<u32>,
    /// Runs of digits, website furniture left out.
    pub digits: Vec<Positions>,
}

impl<'a> Facts<'a> {
    pub fn new(
        text: &'a Text<'a>,
        lines: &'a [Line],
        clauses: &'a [Clause],
        quantities: &'a [Quantity],
        report: &'a Report,
        profile: &'a Profile,
    ) -> Self {
        let mut facts = Self {
            text,
            profile,
            lines,
            clauses,
            quantities,
            metadata: &report.metadata,
            sections: &report.sections,
            measures: &report.measures,
            statistics: &report.statistics,
            citations: &report.citations,
            law_mentions: &report.law_mentions,
            marks: Vec::with_capacity(text.len() / 8),
            digits: Vec::new(),
        };
        let mut at = 0;
        for chrome in lines.iter().filter(|l| l.kind == LineKind::Chrome) {
            facts.scan(at..chrome.range.start);
            at = chrome.range.end;
        }
        facts.scan(at..text.len());
        facts
    }

    /// One pass over the characters for all rules that look at single marks and digits.
    fn scan(&mut self, range: Positions) {
        let mut run = None;
        for at in range.clone() {
            let class = self.text.class(at);
            if class.any(Class::HAN) {
                if let Some(start) = run.take() {
                    self.digits.push(start..at);
                }
                continue;
            }
            if class.any(Class::DIGIT) {
                run.get_or_insert(at);
                continue;
            }
            if let Some(start) = run.take() {
                self.digits.push(start..at);
            }
            if !class.any(Class::SPACE) {
                self.marks.push(at as u32);
            }
        }
        if let Some(start) = run {
            self.digits.push(start..range.end);
        }
    }

    /// The marks with what they are, in order.
    pub fn marks(&self) -> impl Iterator<Item = (usize, char)> {
        self.marks.iter().map(|&at| (at as usize, self.text.char(at as usize)))
    }

    /// Whether the character at `at` is Han.
    #[inline]
    pub fn han(&self, at: usize) -> bool {
        self.text.class(at).any(Class::HAN)
    }

    /// Whether the character before `at` is Han.
    #[inline]
    pub fn han_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|at| self.han(at))
    }

    /// The character before `at`, or `\0` at the start of the text.
    #[inline]
    pub fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\0', |at| self.text.char(at))
    }
}
