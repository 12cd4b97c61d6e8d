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
#[inline(never)]
pub(crate) fn split(text: &Text) -> Vec<Clause> {
    // Room for all: a list that grows is copied, and the memory it leaves has to be fetched again.
    let mut clauses = Vec::with_capacity(text.len() / 12);
    let (mut start, mut sentence) = (0, 0);
    let boundaries = text.marks(0..text.len()).filter(|&at| text.class(at).is_boundary() && !is_thousands(text, at));
    for at in boundaries.chain([text.len()]) {
        while at - start >= LONGEST_CLAUSE {
            let cut = start + LONGEST_CLAUSE;
            clauses.extend(clause(text, start..cut, sentence));
            start = cut;
            sentence = if cut - sentence >= LONGEST_SENTENCE { cut } else { sentence };
        }
        clauses.extend(clause(text, start..at, sentence));
        start = at + 1;
        if text.class(at).any(Class::STOP.with(Class::NEWLINE)) || start - sentence >= LONGEST_SENTENCE {
            sentence = start;
        }
    }
    clauses
}

/// The clause of a range, unless it is blank.
fn clause(text: &Text, range: Positions, sentence: usize) -> Option<Clause> {
    let range = text.trim(range);
    (!range.is_empty()).then_some(Clause { range, sentence })
}

/// Whether the comma at `at` groups thousands, as in 3,000: a digit before it and exactly three after it.
fn is_thousands(text: &Text, at: usize) -> bool {
    let digit = |at: usize| text.class(at).any(Class::DIGIT);
    text.char(at) == ',' && at > 0 && digit(at - 1) && (1..=3).all(|i| digit(at + i)) && !digit(at + 4)
}
