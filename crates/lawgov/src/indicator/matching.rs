//! Which indicator a figure belongs to, and which indicators a text names without a figure.
//!
//! In: the text, its clauses, sections, measures and statistics, and a catalogue. The words of the catalogue are found
//! in one pass over the text; a figure is then judged by the words around it. Out: entry of each statistic, mentions and
//! zeros. It adds nothing up.

use std::ops::Range;

use super::catalogue::{Aggregate, Catalogue, Mark, Posting, Slot};
use crate::clause::Clause;
use crate::measure::Measure;
use crate::outline::{Role, Section};
use crate::statistic::Statistic;
use crate::text::{Positions, Span, Text};
use crate::theme::Theme;

/// How far back a sentence is read, in characters.
const REACH: usize = 160;
/// Below this score nothing speaks for a candidate.
const LEAST: i32 = 95;
/// A second candidate within this score of the first makes a figure ambiguous.
const MARGIN: i32 = 12;
/// What a word besides the subject must weigh to speak for a wording rather than against it.
const PAR: i16 = 60;
/// What it weighs, in place of context words, that the passage is about the theme of the entry.
const THEME: i16 = 40;
/// How many characters may follow the noun of a zero: 件, 等情况, 、another noun.
const ZERO_TAIL: usize = 12;
/// How many characters may stand between a mark of absence and its noun.
const ZERO_REACH: usize = 20;

/// A word of the catalogue in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub start: u32,
    pub len: u16,
    word: u16,
    /// Inside a longer word of the catalogue that goes on after it: 调解 in 调解员.
    nested: bool,
}

impl Hit {
    fn end(self) -> usize {
        self.start as usize + self.len as usize
    }

    fn inside(self, range: &Positions) -> bool {
        range.start <= self.start as usize && self.end() <= range.end
    }
}

/// The parts of a text that matching looks at, with the catalogue's words in it.
pub(super) struct Scene<'a> {
    pub text: &'a Text<'a>,
    pub catalogue: &'a Catalogue,
    pub clauses: &'a [Clause],
    pub sections: &'a [Section],
    pub measures: &'a [Measure],
    pub statistics: &'a [Statistic],
    hits: Vec<Hit>,
}

/// What a figure was found to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    pub entry: u16,
    /// The sentence says 全年, 累计 … before the figure.
    pub total: bool,
    /// 其中 stands before the figure in its sentence.
    pub part: bool,
    /// The sentence says that the case is against the reporting body.
    pub respondent: bool,
    /// Where its sentence begins.
    pub sentence: u32,
}

/// Entries a text names: where no figure is needed.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    pub named: Vec<bool>,
    pub zero: Vec<bool>,
}

/// The surroundings of one figure.
struct Frame {
    number: Positions,
    /// From the figure before it (or the clause's start) to the number.
    own: Positions,
    /// From the number to the next figure or boundary.
    after: Positions,
    clause: Positions,
    /// What is read: from here in the sentence …
    window: usize,
    /// … to here in the clause.
    until: usize,
    subject: Option<Positions>,
    action: Option<Positions>,
    /// The subject stands at this figure and before it.
    leading: bool,
}

/// Best weight of each slot of one wording, for one figure.
#[derive(Clone, Default)]
struct Filled {
    stamp: u32,
    weight: [i16; 4],
    /// Where the word stands that has it.
    by: [Range<u32>; 4],
    excluded: bool,
}

impl Filled {
    /// Whether the word of a slot is part of the word of one before it, and says nothing more.
    fn told(&self, slot: usize) -> bool {
        let Some(own) = self.by.get(slot) else { return false };
        self.by.iter().take(slot.min(2)).any(|by| by.start <= own.start && own.end <= by.end && own.end > 0)
    }
}

/// Reused from figure to figure.
struct Scratch {
    stamp: u32,
    filled: Vec<Filled>,
    touched: Vec<u16>,
}

impl<'a> Scene<'a> {
    pub fn new(
        text: &'a Text<'a>,
        catalogue: &'a Catalogue,
        clauses: &'a [Clause],
        sections: &'a [Section],
        measures: &'a [Measure],
        statistics: &'a [Statistic],
    ) -> Self {
        let hits = scan(text, catalogue);
        Self { text, catalogue, clauses, sections, measures, statistics, hits }
    }

    /// The indicator of every statistic, in their order.
    pub fn matches(&self) -> Vec<Option<Match>> {
        let wordings = self.catalogue.matcher.wordings.len();
        let mut scratch = Scratch { stamp: 0, filled: vec![Filled::default(); wordings], touched: Vec::new() };
        let mut before: Option<Frame> = None;
        let mut matches = Vec::with_capacity(self.statistics.len());
        for (i, statistic) in self.statistics.iter().enumerate() {
            let next = self.statistics.get(i + 1).map(|s| self.text.position(s.span.start));
            let frame = self.frame(statistic, before.as_ref(), next);
            matches.push(self.judge(statistic, &frame, &mut scratch));
            before = Some(frame);
        }
        matches
    }

    fn frame(&self, statistic: &Statistic, before: Option<&Frame>, next: Option<usize>) -> Frame {
        let number = self.text.positions(statistic.span);
        let clause = self.clause_at(number.start);
        let (bounds, sentence) = match self.clauses.get(clause) {
            Some(c) => (c.range.clone(), c.sentence),
            None => (number.clone(), number.start),
        };
        let subject = statistic.subject.map(|s| self.text.positions(s));
        let action = statistic.action.map(|s| self.text.positions(s));
        let mut start = bounds.start;
        if let Some(before) = before.filter(|b| b.number.end > start) {
            start = before.number.end;
            if let Some(s) = before.subject.as_ref().filter(|s| s.start >= before.number.end && s.end <= number.start) {
                start = s.end;
            }
        }
        let own = start.min(number.start)..number.start;
        let stop = bounds.end.min(next.unwrap_or(usize::MAX)).max(number.end);
        let mut end = number.end;
        if self.text.char(end) != '(' {
            while end < stop && !matches!(self.text.char(end), '、' | '(') {
                end += 1;
            }
        }
        if let Some(s) = subject.as_ref().filter(|s| s.start >= number.end && s.end <= stop) {
            end = end.max(s.end);
        }
        let leading = subject.as_ref().is_some_and(|s| s.start >= own.start && s.end <= own.end);
        let window = sentence.max(number.start.saturating_sub(REACH));
        let until = bounds.end.min(end + REACH).max(end);
        Frame { until, own, after: number.end..end, number, clause: bounds, window, subject, action, leading }
    }

    fn clause_at(&self, position: usize) -> usize {
        self.clauses.partition_point(|c| c.range.start <= position).saturating_sub(1)
    }

    /// The hits that begin in `range`.
    fn hits_in(&self, range: Positions) -> &[Hit] {
        let from = self.hits.partition_point(|h| (h.start as usize) < range.start);
        let rest = self.hits.get(from..).unwrap_or(&[]);
        let count = rest.partition_point(|h| (h.start as usize) < range.end);
        rest.get(..count).unwrap_or(&[])
    }

    fn judge(&self, statistic: &Statistic, frame: &Frame, scratch: &mut Scratch) -> Option<Match> {
        let units = *self.catalogue.matcher.classes.get(statistic.unit?)?;
        scratch.stamp += 1;
        scratch.touched.clear();
        let mut found = Match { entry: 0, total: false, part: false, respondent: false, sentence: frame.window as u32 };
        let mut respondents = Vec::new();
        for &hit in self.hits_in(frame.window..frame.until) {
            let zone = frame.zone(hit);
            for posting in self.postings(hit) {
                match posting.slot {
                    Slot::Mark => {
                        found.total |= posting.id == Mark::Total as u16 && hit.end() <= frame.number.start;
                        found.part |= posting.id == Mark::Part as u16 && hit.end() <= frame.number.start;
                    }
                    Slot::Respondent => respondents.push(posting.id),
                    _ => scratch.fill(*posting, zone, hit, frame),
                }
            }
        }
        for range in [frame.subject.clone(), frame.action.clone()].into_iter().flatten() {
            if range.end <= frame.window || range.start >= frame.until {
                for &hit in self.hits_in(range) {
                    self.postings(hit).iter().for_each(|p| scratch.fill(*p, frame.zone(hit), hit, frame));
                }
            }
        }
        for (range, weight) in self.above(statistic) {
            for &hit in self.hits_in(range) {
                for posting in self.postings(hit).iter().filter(|p| p.slot == Slot::Context) {
                    scratch.raise(*posting, weight, 0..0);
                }
            }
        }
        let theme = self.theme_above(statistic);
        found.entry = self.best(statistic, units, theme, scratch)?;
        found.respondent = respondents.contains(&found.entry);
        Some(found)
    }

    /// The candidate with the highest score, unless another comes too close.
    fn best(&self, statistic: &Statistic, units: u64, theme: Option<Theme>, scratch: &Scratch) -> Option<u16> {
        let mut first: Option<(i32, u16)> = None;
        let mut second: Option<(i32, u16)> = None;
        for &id in &scratch.touched {
            let Some((score, entry)) = self.score(id, statistic, units, theme, scratch) else { continue };
            match first {
                Some((_, best)) if best == entry => first = first.max(Some((score, entry))),
                Some((high, _)) if score <= high => second = second.max(Some((score, entry))),
                _ => {
                    second = second.max(first);
                    first = Some((score, entry));
                }
            }
        }
        let (high, best) = first?;
        match second {
            Some((score, other)) if high - score < MARGIN && other != best => {
                let prefers =
                    |a: u16, b: u16| self.catalogue.entries().get(a as usize).is_some_and(|e| e.over.contains(&b));
                match (prefers(best, other), prefers(other, best)) {
                    (true, _) => Some(best),
                    (_, true) => Some(other),
                    _ => None,
                }
            }
            _ => Some(best),
        }
    }

    fn score(
        &self,
        id: u16,
        statistic: &Statistic,
        units: u64,
        theme: Option<Theme>,
        scratch: &Scratch,
    ) -> Option<(i32, u16)> {
        let wording = self.catalogue.matcher.wordings.get(id as usize)?;
        let filled = scratch.filled.get(id as usize)?;
        let entry = self.catalogue.entries().get(wording.entry as usize)?;
        if filled.excluded || wording.units & units == 0 || (statistic.change.is_some() && !entry.change) {
            return None;
        }
        let mut score = 0;
        for (slot, &weight) in filled.weight.iter().enumerate() {
            let needed = wording.required & (1 << slot) != 0;
            let by_theme = slot == Slot::Context as usize && theme == Some(entry.theme);
            let weight = if weight == 0 && by_theme { THEME } else { weight };
            if needed && weight == 0 {
                return None;
            }
            if needed {
                let weight = i32::from(if filled.told(slot) { weight.min(PAR) } else { weight });
                score += if slot == Slot::Subject as usize { 2 * weight } else { weight - i32::from(PAR) };
            }
        }
        (score >= LEAST).then_some((score, wording.entry))
    }

    /// The leads and headings above a statistic, with the weight of what they say. The headings of the mandated parts
    /// say the same in every report, so a first level with children is left out.
    fn above(&self, statistic: &Statistic) -> impl Iterator<Item = (Positions, i16)> + use<'_, 'a> {
        let lead = statistic.measure.and_then(|id| self.measures.get(id as usize)).map(|m| (m.lead, 50));
        let innermost = statistic.section;
        let mut at = innermost;
        let headings = std::iter::from_fn(move || {
            let section = self.sections.get(at? as usize)?;
            let own = at == innermost;
            at = section.parent;
            (own || section.level > 1).then_some((section.heading, if own { 40 } else { 30 }))
        });
        lead.into_iter().chain(headings.take(4)).map(|(span, weight)| (self.text.positions(span), weight))
    }

    /// What the measure or section of a statistic is mainly about.
    fn theme_above(&self, statistic: &Statistic) -> Option<Theme> {
        let measure = statistic.measure.and_then(|id| self.measures.get(id as usize)?.themes.first());
        let section = || statistic.section.and_then(|id| self.sections.get(id as usize)?.themes.first());
        measure.or_else(section).copied()
    }

    fn postings(&self, hit: Hit) -> &[Posting] {
        self.catalogue.matcher.words.postings.get(hit.word as usize).map_or(&[], Vec::as_slice)
    }

    /// What the text names without need of a figure, and what it says is none.
    pub fn mentions(&self) -> Mentions {
        let entries = self.catalogue.entries().len();
        let wordings = &self.catalogue.matcher.wordings;
        let mut mentions = Mentions { named: vec![false; entries], zero: vec![false; entries] };
        let mut state = vec![Named::default(); wordings.len()];
        let mut touched = Vec::new();
        let mut hits = self.hits.as_slice();
        for (i, clause) in self.clauses.iter().enumerate() {
            let from = hits.partition_point(|h| (h.start as usize) < clause.range.start);
            hits = hits.get(from..).unwrap_or(&[]);
            let count = hits.partition_point(|h| (h.start as usize) < clause.range.end);
            let (here, rest) = hits.split_at(count);
            hits = rest;
            if here.is_empty() {
                continue;
            }
            touched.clear();
            let (mut zero, mut plan) = (None, false);
            for &hit in here {
                for posting in self.postings(hit) {
                    match posting.slot {
                        Slot::Mark if posting.id == Mark::Zero as u16 => zero = zero.or(Some(hit)),
                        Slot::Mark => plan |= posting.id == Mark::Plan as u16,
                        Slot::Zero | Slot::Respondent => {}
                        slot => {
                            if slot == Slot::Subject && !self.names(hit, posting.id) {
                                continue;
                            }
                            if let Some(named) = state.get_mut(posting.id as usize) {
                                named.note(slot, i as u32 + 1);
                                touched.push(posting.id);
                            }
                        }
                    }
                }
            }
            let mut reported: Option<(bool, Option<&Section>)> = None;
            let mut is_reported = || {
                reported
                    .get_or_insert_with(|| {
                        let section = self.section_at(self.text.span(clause.range.clone()));
                        (section.is_none_or(|s| reports(s.role)), section)
                    })
                    .0
            };
            for id in &touched {
                let (Some(named), Some(wording)) = (state.get(*id as usize), wordings.get(*id as usize)) else {
                    continue;
                };
                let Some(done) = mentions.named.get_mut(wording.entry as usize) else { continue };
                if !*done && named.satisfies(wording.required) {
                    *done = is_reported();
                }
            }
            if let Some(mark) = zero.filter(|_| !plan && is_reported()) {
                self.zeros(mark, here, &clause.range, &mut mentions.zero);
            }
        }
        mentions
    }

    /// Whether a word names the indicator of a wording without a figure: a rate by its name (…率, …度), anything else by
    /// a noun of some length, or a short one that needs no more or has its verb.
    fn names(&self, hit: Hit, wording: u16) -> bool {
        let Some(wording) = self.catalogue.matcher.wordings.get(wording as usize) else { return false };
        let Some(entry) = self.catalogue.entries().get(wording.entry as usize) else { return false };
        let alone = wording.required == 1 << Slot::Subject as u8;
        let verb = wording.required & (1 << Slot::Action as u8) != 0;
        match entry.aggregate {
            Aggregate::Rate => matches!(self.text.char(hit.end().saturating_sub(1)), '率' | '度' | '重'),
            _ => !hit.nested && (hit.len > 2 || alone || verb && !entry.counts_people),
        }
    }

    /// Notes the nouns that a mark of absence is about: those at the end of what follows it.
    fn zeros(&self, mark: Hit, hits: &[Hit], clause: &Positions, zero: &mut [bool]) {
        // 无 and 零 begin other words; only a noun that follows at once is absent.
        let reach = mark.end() + if mark.len == 1 { 3 } else { ZERO_REACH };
        let marked = |at: usize, mark: Mark| {
            let here = hits.iter().filter(|h| h.start as usize == at);
            here.flat_map(|h| self.postings(*h)).any(|p| p.slot == Slot::Mark && p.id == mark as u16)
        };
        let plain_tail = |from: usize| {
            (from..clause.end)
                .all(|at| !matches!(self.text.char(at), '的' | '引' | '因' | '而') || marked(at, Mark::Plain))
        };
        let nouns = hits.iter().filter(|h| (mark.end()..reach).contains(&(h.start as usize)));
        for &noun in nouns.filter(|h| clause.end - h.end() <= ZERO_TAIL && plain_tail(h.end())) {
            for posting in self.postings(noun).iter().filter(|p| p.slot == Slot::Zero) {
                if let Some(slot) = zero.get_mut(posting.id as usize) {
                    *slot = true;
                }
            }
        }
    }

    fn section_at(&self, span: Span) -> Option<&Section> {
        let after = self.sections.partition_point(|s| s.span.start <= span.start);
        let mut section = self.sections.get(after.checked_sub(1)?)?;
        while section.span.end < span.end {
            section = self.sections.get(section.parent? as usize)?;
        }
        Some(section)
    }
}

/// Whether a part of a report tells what was done.
fn reports(role: Role) -> bool {
    matches!(role, Role::Measures | Role::FirstResponsible | Role::Other)
}

/// Finds the words of the catalogue, in one pass.
fn scan(text: &Text, catalogue: &Catalogue) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::with_capacity(text.len() / 8);
    let Some(trie) = &catalogue.matcher.words.trie else { return hits };
    let chars = text.chars();
    let mut covered = 0;
    for at in 0..chars.len() {
        let first = hits.len();
        for (len, &word) in trie.matches(&chars[at..]) {
            hits.push(Hit { start: at as u32, len: len as u16, word, nested: false });
        }
        let new = &mut hits[first..];
        let Some(longest) = new.last().map(|h| h.end()) else { continue };
        for hit in new {
            hit.nested = hit.end() < longest || hit.end() < covered;
        }
        covered = covered.max(longest);
    }
    hits
}

/// Where a word stands, seen from a figure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Zone {
    /// In the subject, where that stands at the figure.
    Subject,
    /// In a subject taken over from earlier in the sentence.
    Inherited,
    /// In the verb, where that stands at the figure.
    Action,
    /// At the figure, so many characters before it.
    Own(usize),
    After,
    /// In the clause, after the next figure or pause.
    Later,
    Clause,
    Sentence,
}

impl Frame {
    fn zone(&self, hit: Hit) -> Zone {
        let within = |range: &Option<Positions>| range.as_ref().is_some_and(|r| hit.inside(r));
        let start = hit.start as usize;
        let at_figure = start >= self.own.start && start < self.after.end;
        match () {
            () if within(&self.subject) => {
                if at_figure {
                    Zone::Subject
                } else {
                    Zone::Inherited
                }
            }
            () if at_figure && within(&self.action) => Zone::Action,
            () if hit.inside(&self.own) => Zone::Own(self.own.end - hit.end()),
            () if start >= self.after.end => Zone::Later,
            () if start >= self.number.end => Zone::After,
            () if start >= self.clause.start => Zone::Clause,
            () if within(&self.action) => Zone::Clause,
            () => Zone::Sentence,
        }
    }
}

impl Scratch {
    fn slot(&mut self, id: u16) -> Option<&mut Filled> {
        let filled = self.filled.get_mut(id as usize)?;
        if filled.stamp != self.stamp {
            *filled = Filled { stamp: self.stamp, ..Filled::default() };
            self.touched.push(id);
        }
        Some(filled)
    }

    fn fill(&mut self, posting: Posting, zone: Zone, hit: Hit, frame: &Frame) {
        if matches!(posting.slot, Slot::Zero | Slot::Respondent | Slot::Mark) {
            return;
        }
        if posting.slot == Slot::Unless {
            if let Some(filled) = self.slot(posting.id) {
                filled.excluded = true;
            }
            return;
        }
        if posting.slot == Slot::Exclude {
            let rejects = match zone {
                Zone::Subject | Zone::Inherited | Zone::Action | Zone::Own(_) => true,
                Zone::After => !frame.leading,
                Zone::Later | Zone::Clause | Zone::Sentence => false,
            };
            if let Some(filled) = self.slot(posting.id).filter(|_| rejects) {
                filled.excluded = true;
            }
            return;
        }
        let mut weight = weight(posting.slot, zone, hit, frame);
        if weight > 0 {
            if hit.nested {
                weight = weight * 7 / 10;
            }
            let each = match (posting.slot, zone) {
                (Slot::Subject, Zone::Clause | Zone::Sentence) => 1,
                (Slot::Subject, _) => 6,
                _ => 3,
            };
            weight += each * (hit.len as i16).min(8);
            self.raise(posting, weight, hit.start..hit.end() as u32);
        }
    }

    fn raise(&mut self, posting: Posting, weight: i16, place: Range<u32>) {
        let slot = posting.slot as usize;
        let Some(filled) = self.slot(posting.id) else { return };
        if let (Some(best), Some(by)) = (filled.weight.get_mut(slot), filled.by.get_mut(slot))
            && *best < weight
        {
            *best = weight;
            *by = place;
        }
    }
}

/// How much a word counts in a slot, by where it stands; 0 where it does not count.
fn weight(slot: Slot, zone: Zone, hit: Hit, frame: &Frame) -> i16 {
    let near = |d: usize, step: i16, most: i16| 100 - (step * d.min(200) as i16).min(most);
    match (slot, zone) {
        (Slot::Subject, Zone::Subject) => {
            let tail = frame.subject.as_ref().map_or(0, |s| s.end - hit.end());
            near(tail, 4, 40)
        }
        // Beside a subject of its own the figure counts nothing else.
        (Slot::Subject, Zone::Own(d)) => near(d, 4, 50) - if frame.leading { 30 } else { 0 },
        (Slot::Subject, Zone::Action) => 80,
        (Slot::Subject, Zone::Inherited) => 75,
        (Slot::Subject, Zone::After) => {
            if frame.leading {
                55
            } else {
                85
            }
        }
        (Slot::Subject, Zone::Clause) if frame.subject.is_none() => 55,
        (Slot::Subject, Zone::Sentence) if frame.subject.is_none() => 45,
        (Slot::Subject, _) => 0,
        (Slot::Action, Zone::Action) => 100,
        (Slot::Action, Zone::Own(d)) => near(d, 2, 30),
        (Slot::Action, Zone::Subject) => 90,
        (Slot::Action, Zone::After) => 80,
        (Slot::Action, Zone::Clause) => 65,
        (Slot::Action, Zone::Inherited) => 30,
        (Slot::Action, Zone::Later) => 45,
        (Slot::Action, _) => 0,
        // What follows a figure with its noun before it tells of something else.
        (_, Zone::After) if frame.leading => 40,
        (_, Zone::Subject | Zone::Action | Zone::After) => 100,
        (_, Zone::Later) => near((hit.start as usize).saturating_sub(frame.number.end), 2, 80),
        (_, Zone::Sentence) => near(frame.number.start.saturating_sub(hit.end()), 2, 60) - 30,
        _ => near(frame.number.start.saturating_sub(hit.end()), 2, 80),
    }
}

/// What a clause holds of one wording.
#[derive(Clone, Copy, Default)]
struct Named {
    clause: u32,
    slots: u8,
}

impl Named {
    fn note(&mut self, slot: Slot, clause: u32) {
        if self.clause != clause {
            *self = Self { clause, slots: 0 };
        }
        self.slots |= 1 << slot as u8;
    }

    fn satisfies(self, required: u8) -> bool {
        let rejected = 1 << Slot::Exclude as u8 | 1 << Slot::Unless as u8;
        self.slots & rejected == 0 && self.slots & required == required
    }
}
