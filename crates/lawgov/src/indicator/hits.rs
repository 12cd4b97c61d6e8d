//! The words of a catalogue in a text.
//!
//! In: the words of the text and a catalogue. Out: where each word stands, and what it is for. It judges nothing.

use super::catalogue::{Mark, Posting, Words};
use crate::lexicon::{self, List};
use crate::text::{Index, Positions};

/// A word of the catalogue in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub start: u32,
    /// Its length, and in the highest bit whether it is nested: a text has a hit for every fourth character.
    len: u16,
    pub word: u16,
}

const NESTED: u16 = 1 << 15;

impl Hit {
    pub fn len(self) -> u16 {
        self.len & !NESTED
    }

    /// Inside a longer word of the catalogue that goes on after it: 调解 in 调解员.
    pub fn nested(self) -> bool {
        self.len & NESTED != 0
    }

    pub fn start(self) -> usize {
        self.start as usize
    }

    pub fn end(self) -> usize {
        self.start as usize + self.len() as usize
    }

    pub fn inside(self, range: &Positions) -> bool {
        range.start <= self.start() && self.end() <= range.end
    }
}

/// All hits of a text, in order; at one place the shorter word first.
pub(super) struct Hits<'a> {
    words: &'a Words,
    hits: Vec<Hit>,
    index: Index,
}

impl<'a> Hits<'a> {
    pub fn new(text: &lexicon::Words<'_>, words: &'a Words) -> Self {
        let found = text.each(List::Indicator);
        let mut hits: Vec<Hit> = Vec::with_capacity(found.len());
        let mut covered = 0;
        // Of the words at a place all but the longest go on at once.
        let mut close = |longest: Option<&mut Hit>| {
            let Some(longest) = longest else { return };
            if longest.end() >= covered {
                longest.len = longest.len();
            }
            covered = covered.max(longest.end());
        };
        for &lexicon::Word { start, len, place } in found {
            if hits.last().is_some_and(|last| last.start < start) {
                close(hits.last_mut());
            }
            hits.push(Hit { start, len: len | NESTED, word: place });
        }
        close(hits.last_mut());
        let index = Index::new(hits.iter().map(|h| h.start()));
        Self { words, hits, index }
    }

    /// The hits that begin in `range`.
    pub fn within(&self, range: Positions) -> &[Hit] {
        let count = |at| self.index.count_before(at, &self.hits, |h| h.start());
        self.hits.get(count(range.start)..count(range.end)).unwrap_or_default()
    }

    /// The hits that overlap `range`, and a few before them.
    pub fn around(&self, range: Positions) -> &[Hit] {
        self.within(range.start.saturating_sub(self.words.longest())..range.end)
    }

    pub fn all(&self) -> &[Hit] {
        &self.hits
    }

    /// The wordings of which the word is a subject.
    #[inline]
    pub fn subjects(&self, hit: Hit) -> &'a [Posting] {
        self.words.subjects(hit.word)
    }

    /// What else the word is for in wordings; none where no wording is of the kin asked for.
    #[inline]
    pub fn others(&self, hit: Hit, kin: u64) -> &'a [Posting] {
        self.words.others(hit.word, kin)
    }

    /// What the word is for in entries.
    #[inline]
    pub fn of_entries(&self, hit: Hit) -> &'a [Posting] {
        self.words.of_entries(hit.word)
    }

    /// Whether the word bears on wordings of a kin, on entries, or is a mark.
    #[inline]
    pub fn bears(&self, hit: Hit, kin: u64) -> bool {
        self.words.bears(hit.word, kin)
    }

    /// Whether the word is a mark of the language.
    #[inline]
    pub fn is(&self, hit: Hit, mark: Mark) -> bool {
        self.words.is(hit.word, mark)
    }
}
