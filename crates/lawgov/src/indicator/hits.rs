//! The words of a catalogue in a text, found in one pass.
//!
//! In: a text and a catalogue. Out: where each word stands, and what it is for. It judges nothing.

use super::catalogue::{Mark, Posting, Words};
use crate::lexicon::Trie;
use crate::text::{Index, Positions, Text};

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
    pub fn new(text: &Text, words: &'a Words) -> Self {
        let chars = text.chars();
        let mut hits: Vec<Hit> = Vec::with_capacity(chars.len() / 3);
        let mut covered = 0;
        let Some(trie) = words.trie() else { return Self { words, hits, index: Index::default() } };
        for at in trie.places(chars) {
            let first = hits.len();
            push(trie, chars, at, &mut hits);
            let Some(longest) = hits[first..].last_mut() else { continue };
            if longest.end() >= covered {
                longest.len = longest.len();
            }
            covered = covered.max(longest.end());
        }
        let index = Index::new(hits.iter().map(|h| h.start()));
        Self { words, hits, index }
    }

    /// The hits that begin in `range`.
    pub fn within(&self, range: Positions) -> &[Hit] {
        let count = |at| self.index.count_before(at, &self.hits, |h| h.start());
        self.hits.get(count(range.start)..count(range.end)).unwrap_or_default()
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

    /// Whether the word is a mark of the language.
    #[inline]
    pub fn is(&self, hit: Hit, mark: Mark) -> bool {
        self.words.is(hit.word, mark)
    }
}

/// Adds the words at a place. All but the longest go on at once. Apart from the loop over the places, so that its few
/// variables stay in registers.
#[inline(never)]
fn push(trie: &Trie<u16>, chars: &[char], at: usize, hits: &mut Vec<Hit>) {
    trie.each(&chars[at..], |len, &word| {
        hits.push(Hit { start: at as u32, len: len as u16 | NESTED, word });
    });
}
