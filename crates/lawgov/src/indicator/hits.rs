//! The words of a catalogue in a text.
//!
//! In: the words of the text and a catalogue. Out: where each word stands, and what it is for. It judges nothing.

use super::catalogue::{Mark, Posting, Words};
use crate::lexicon::{self, List};
use crate::text::{Index, Positions};

/// A word of the catalogue in the text.
pub(super) type Hit = lexicon::Word;

/// All hits of a text, in order; at one place the shorter word first.
pub(super) struct Hits<'a> {
    words: &'a Words,
    hits: &'a [Hit],
    index: Index,
}

impl<'a> Hits<'a> {
    pub fn new(text: &'a lexicon::Words<'_>, words: &'a Words) -> Self {
        let hits = text.of(List::Indicator);
        Self { words, hits, index: Index::new(hits.iter().map(|hit| hit.start())) }
    }

    /// The hits that begin in `range`.
    pub fn within(&self, range: Positions) -> &'a [Hit] {
        let count = |at| self.index.count_before(at, self.hits, |h| h.start());
        self.hits.get(count(range.start)..count(range.end)).unwrap_or_default()
    }

    /// The hits that overlap `range`, and a few before them.
    pub fn around(&self, range: Positions) -> &'a [Hit] {
        self.within(range.start.saturating_sub(self.words.longest())..range.end)
    }

    pub fn all(&self) -> &'a [Hit] {
        self.hits
    }

    /// The wordings of which the word is a subject.
    #[inline]
    pub fn subjects(&self, hit: Hit) -> &'a [Posting] {
        self.words.subjects(hit.place)
    }

    /// What else the word is for in wordings; none where no wording is of the kin asked for.
    #[inline]
    pub fn others(&self, hit: Hit, kin: u64) -> &'a [Posting] {
        self.words.others(hit.place, kin)
    }

    /// What the word is for in entries.
    #[inline]
    pub fn of_entries(&self, hit: Hit) -> &'a [Posting] {
        self.words.of_entries(hit.place)
    }

    /// Whether the word bears on wordings of a kin, on entries, or is a mark.
    #[inline]
    pub fn bears(&self, hit: Hit, kin: u64) -> bool {
        self.words.bears(hit.place, kin)
    }

    /// Whether the word is a mark of the language.
    #[inline]
    pub fn is(&self, hit: Hit, mark: Mark) -> bool {
        self.words.is(hit.place, mark)
    }
}
