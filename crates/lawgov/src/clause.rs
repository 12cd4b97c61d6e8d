//! Sentences and clauses: the units in which a verb governs its figures.

use crate::text::{Class, Positions, Text};

/// A run of text between two clause boundaries (，；：。！？ or a line end).
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub range: Positions,
    /// Position where the sentence of this clause begins.
    pub sentence: usize,
}

/// Characters after which a clause or a sentence is cut though nothing closes it. No written one comes near: the cut keeps
/// what looks back to the beginning of its clause or sentence from taking quadratic time on text without punctuation.
const LONGEST_CLAUSE: usize = 500;
const LONGEST_SENTENCE: usize = 4_000;

/// Cuts the text into clauses, in order. Blank ones are left out; boundaries inside quotes and brackets do cut.
pub(crate) fn split(text: &Text) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let (mut start, mut sentence) = (0, 0);
    for at in 0..=text.len() {
        let class = text.class(at);
        if !class.is_boundary() {
            if at - start >= LONGEST_CLAUSE {
                let range = text.trim(start..at);
                if !range.is_empty() {
                    clauses.push(Clause { range, sentence });
                }
                start = at;
                sentence = if at - sentence >= LONGEST_SENTENCE { at } else { sentence };
            }
            continue;
        }
        // 3,000 and 1：30 are one figure, not two clauses.
        let between_digits = |c| {
            matches!(text.char(at), c2 if c2 == c)
                && at > 0
                && text.class(at - 1).any(Class::DIGIT)
                && text.class(at + 1).any(Class::DIGIT)
        };
        if between_digits(',') && is_thousands(text, at) {
            continue;
        }
        let range = text.trim(start..at);
        if !range.is_empty() {
            clauses.push(Clause { range, sentence });
        }
        start = at + 1;
        if class.any(Class::STOP) || class.any(Class::NEWLINE) || start - sentence >= LONGEST_SENTENCE {
            sentence = start;
        }
    }
    clauses
}

/// Whether the comma at `at` groups thousands: exactly three digits follow.
fn is_thousands(text: &Text, at: usize) -> bool {
    (1..=3).all(|i| text.class(at + i).any(Class::DIGIT)) && !text.class(at + 4).any(Class::DIGIT)
}
