//! The audit: what a report leaves out, contradicts or miswrites.
//!
//! In: everything read from one text. Out: findings in the order of the text. Nothing is corrected, and nothing is
//! compared with other reports.

mod facts;
mod figures;
mod finding;
mod genre;
mod profile;
mod rule;
mod rules;
mod selection;

pub use finding::{Finding, Related};
pub use profile::Profile;
pub use rule::{Rule, Severity};

pub(crate) use facts::Facts;
pub(crate) use rules::words;
pub(crate) use selection::Selection;

use finding::Sink;
use rules::RULES;

/// Every rule, in code order.
///
/// ```
/// assert!(lawgov::rules().iter().any(|rule| rule.name == "doubled-punctuation"));
/// ```
#[must_use]
pub fn rules() -> &'static [&'static Rule] {
    RULES
}

/// The rule with this code or name.
///
/// ```
/// assert_eq!(lawgov::rule("LG502"), lawgov::rule("doubled-punctuation"));
/// ```
#[must_use]
pub fn rule(code_or_name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.code.eq_ignore_ascii_case(code_or_name) || r.name == code_or_name)
}

/// Runs the selected rules.
#[inline(never)]
pub(crate) fn run(facts: &Facts<'_>, selection: &Selection) -> Vec<Finding> {
    let mut rules = selection.rules().peekable();
    let Some(first) = rules.peek() else { return Vec::new() };
    let mut sink = Sink::new(facts.text, first);
    for rule in rules {
        sink.turn_to(rule);
        (rule.check)(facts, &mut sink);
    }
    sink.finish()
}
