//! Indicators that a text names without a figure, and those of which it says that there is none.
//!
//! In: the words of the catalogue in the text, its clauses and sections. Out: entries named, entries that are zero in
//! words. Parts that tell of shortcomings and plans name nothing.

use super::catalogue::{Catalogue, Mark, NamedBy, Posting, Slot, kin};
use super::hits::{Hit, Hits};
use crate::clause::Clause;
use crate::outline::{Role, Section};
use crate::text::{Positions, Span, Text};

/// How many characters may stand between a mark of absence and its noun …
const REACH: usize = 20;
/// … when the mark is one character: 无 and 零 begin other words.
const SHORT_REACH: usize = 3;
/// How many characters may follow the noun: 件, 的情况, 、another noun.
const TAIL: usize = 12;

/// How many characters may stand between a noun and 为零: 案件, 数.
const CLOSING_TAIL: usize = 3;

/// Entries a text names, by position in the catalogue.
pub(super) struct Mentions {
    pub named: Vec<bool>,
    /// Where the words stand that say that there is none.
    pub zero: Vec<Option<Span>>,
}

/// Reads the mentions of all entries but those in `known`.
pub(super) fn read(
    text: &Text,
    catalogue: &Catalogue,
    hits: &Hits,
    clauses: &[Clause],
    sections: &[Section],
    known: Vec<bool>,
) -> Mentions {
    let mut reader = Reader {
        text,
        catalogue,
        hits,
        filled: vec![Filled::default(); catalogue.matcher.wordings.len()],
        touched: Vec::new(),
        spent: vec![false; catalogue.matcher.words.len()],
        mentions: Mentions { zero: vec![None; known.len()], named: known },
    };
    let silent = silent(text, sections);
    let mut silent = silent.iter().peekable();
    let all = hits.all();
    let mut next = 0;
    for (i, clause) in clauses.iter().enumerate() {
        let begins = |from: usize, at: usize| from + all[from..].iter().take_while(|h| h.start() < at).count();
        let first = begins(next, clause.range.start);
        next = begins(first, clause.range.end);
        let here = &all[first..next];
        while silent.next_if(|part| part.end <= clause.range.start).is_some() {}
        if here.is_empty() || silent.peek().is_some_and(|part| part.start <= clause.range.start) {
            continue;
        }
        let absent = reader.absence(here).is_some();
        reader.name(here, i as u32 + 1);
        reader.keep();
        // 零复议、零诉讼: each mark has its noun.
        for mark in here.iter().filter(|h| absent && reader.hits.is(**h, Mark::Zero)).copied().collect::<Vec<_>>() {
            reader.zeros(mark, here, clause.range.end);
            reader.closing_zero(mark, here, clause.range.end);
        }
    }
    reader.mentions
}

/// Where the report does not tell what was done: shortcomings, causes, plans.
fn silent(text: &Text, sections: &[Section]) -> Vec<Positions> {
    let tells = |role| matches!(role, Role::Measures | Role::FirstResponsible | Role::Other);
    sections.iter().filter(|s| !tells(s.role)).map(|s| text.positions(s.span)).collect()
}

/// What a clause holds of one wording.
#[derive(Clone, Copy, Default)]
struct Filled {
    clause: u32,
    slots: u8,
}

struct Reader<'a> {
    text: &'a Text<'a>,
    catalogue: &'a Catalogue,
    hits: &'a Hits<'a>,
    filled: Vec<Filled>,
    /// Wordings whose subject stands in the clause.
    touched: Vec<u16>,
    /// Words that are subjects only of entries already named.
    spent: Vec<bool>,
    mentions: Mentions,
}

impl Reader<'_> {
    /// Collects the wordings whose subject a clause names, and what else it holds of them.
    fn name(&mut self, hits: &[Hit], clause: u32) {
        self.touched.clear();
        for &hit in hits {
            if self.spent.get(hit.place as usize) != Some(&false) {
                continue;
            }
            let subjects = self.hits.subjects(hit);
            self.spent[hit.place as usize] = !subjects.iter().any(|posting| self.is_open(*posting));
            for posting in subjects {
                if self.names(hit, *posting) {
                    self.touched.push(posting.id);
                    if let Some(filled) = self.filled.get_mut(posting.id as usize) {
                        *filled = Filled { clause, slots: 1 << Slot::Subject as u8 };
                    }
                }
            }
        }
        if self.touched.is_empty() {
            return;
        }
        let kin = self.touched.iter().fold(0, |all, &wording| all | kin(wording));
        for &hit in hits {
            for posting in self.hits.others(hit, kin) {
                if let Some(filled) = self.filled.get_mut(posting.id as usize).filter(|f| f.clause == clause) {
                    filled.slots |= 1 << posting.slot as u8;
                }
            }
        }
    }

    /// Whether the entry of a wording is not yet named.
    fn is_open(&self, posting: Posting) -> bool {
        let wording = self.catalogue.matcher.wordings.get(posting.id as usize);
        wording.is_some_and(|w| self.mentions.named.get(w.entry as usize) == Some(&false))
    }

    /// Whether a word names the entry of a wording without a figure.
    fn names(&self, hit: Hit, posting: Posting) -> bool {
        let Some(wording) = self.catalogue.matcher.wordings.get(posting.id as usize) else { return false };
        if self.mentions.named.get(wording.entry as usize) != Some(&false) {
            return false;
        }
        match wording.named_by {
            NamedBy::Rate => matches!(self.text.char(hit.end().saturating_sub(1)), '率' | '度' | '重'),
            NamedBy::LongNoun => !hit.nested() && hit.len() > 2,
            NamedBy::AnyNoun => !hit.nested(),
        }
    }

    /// Keeps the entries of which the clause holds a whole wording.
    fn keep(&mut self) {
        const REJECTED: u8 = 1 << Slot::Exclude as u8 | 1 << Slot::Unless as u8;
        for &id in &self.touched {
            let (Some(wording), Some(filled)) =
                (self.catalogue.matcher.wordings.get(id as usize), self.filled.get(id as usize))
            else {
                continue;
            };
            let whole = filled.slots & wording.required == wording.required && filled.slots & REJECTED == 0;
            if let Some(named) = self.mentions.named.get_mut(wording.entry as usize).filter(|_| whole) {
                *named = true;
            }
        }
    }

    /// The mark of absence in a clause that plans nothing.
    fn absence(&self, hits: &[Hit]) -> Option<Hit> {
        let mark = hits.iter().find(|h| self.hits.is(**h, Mark::Zero))?;
        (!hits.iter().any(|h| self.hits.is(*h, Mark::Plan))).then_some(*mark)
    }

    /// Notes the nouns that a mark of absence is about: those at the end of what follows it.
    fn zeros(&mut self, mark: Hit, hits: &[Hit], end: usize) {
        let reach = mark.end() + if mark.len() == 1 { SHORT_REACH } else { REACH };
        let nouns = hits.iter().filter(|h| h.start() >= mark.end()).take_while(|h| h.start() < reach);
        let nouns: Vec<Hit> =
            nouns.filter(|h| end.saturating_sub(h.end()) <= TAIL && self.is_plain(h.end()..end)).copied().collect();
        for noun in nouns {
            // Another noun behind one of these is absent for itself.
            let tail =
                (noun.end()..end).take_while(|&at| !matches!(self.text.char(at), '、' | '和' | '及' | '与' | '或'));
            let tail = noun.end()..noun.end() + tail.count();
            self.note_zero(noun, tail, mark.start()..end);
        }
    }

    /// Notes the entries of which the word is the noun, and the words that say so, but those that exclude what follows it:
    /// 行政诉讼 is not absent in 未发生行政诉讼败诉案件.
    fn note_zero(&mut self, noun: Hit, tail: Positions, words: Positions) {
        let (hits, words) = (self.hits, self.text.span(self.text.trim(words)));
        let postings = hits.within(tail).iter().flat_map(|hit| hits.others(*hit, u64::MAX));
        let excluded = postings.filter(|p| matches!(p.slot, Slot::Exclude)).map(|p| p.id);
        let wordings = &self.catalogue.matcher.wordings;
        let excluded: Vec<u16> = excluded.filter_map(|id| wordings.get(id as usize).map(|w| w.entry)).collect();
        for posting in hits.of_entries(noun).iter().filter(|p| p.slot == Slot::Zero && !excluded.contains(&p.id)) {
            if let Some(zero) = self.mentions.zero.get_mut(posting.id as usize) {
                // The first time it is said.
                zero.get_or_insert(words);
            }
        }
    }

    /// Notes the noun before 为零 at the end of a clause: 行政复议案件为零.
    fn closing_zero(&mut self, mark: Hit, hits: &[Hit], end: usize) {
        let Some(at) = mark.start().checked_sub(1).filter(|&at| mark.end() == end && self.text.char(at) == '为')
        else {
            return;
        };
        for noun in hits.iter().filter(|h| h.end() <= at && at - h.end() <= CLOSING_TAIL) {
            self.note_zero(*noun, 0..0, noun.start()..end);
        }
    }

    /// Whether what follows a noun leaves it the thing that is absent: in 信访引发的案件 it is not 信访.
    fn is_plain(&self, tail: Positions) -> bool {
        let plain = |at: usize| self.hits.within(at..at + 1).iter().any(|h| self.hits.is(*h, Mark::Plain));
        tail.into_iter().all(|at| !matches!(self.text.char(at), '的' | '引' | '因' | '而') || plain(at))
    }
}
