//! Which indicator a figure belongs to.
//!
//! In: the words of the catalogue in the text, its clauses, sections, measures and statistics. Out: the entry of each
//! statistic, if one fits better than all others. It adds nothing up.

use std::ops::Range;

use super::catalogue::{Catalogue, Mark, Posting, Slot, Wording, kin};
use super::hits::{Hit, Hits};
use crate::clause::Clause;
use crate::measure::Measure;
use crate::outline::Section;
use crate::quantity::Kind;
use crate::statistic::{Statistic, coordinates};
use crate::text::{Class, Positions, Span, Text};

/// How far back a sentence is read, in characters.
const REACH: usize = 160;
/// How many figures on either side may name what this one does not count.
const BESIDE: usize = 4;
/// Below this score nothing speaks for a candidate.
const LEAST: i32 = 95;
/// A second candidate within this score of the first makes a figure ambiguous.
const MARGIN: i32 = 12;
/// What a word besides the subject must weigh to speak for a wording rather than against it.
const PAR: i16 = 60;
/// Longest noun at the head of a list, and longest item under it.
const HEAD: usize = 8;
const ITEM: usize = 6;
/// How much of a heading or lead is read, in characters.
const HEADING: usize = 60;

/// The parts of a text that matching looks at.
pub(super) struct Scene<'a> {
    pub text: &'a Text<'a>,
    pub catalogue: &'a Catalogue,
    pub clauses: &'a [Clause],
    pub sections: &'a [Section],
    pub measures: &'a [Measure],
    pub statistics: &'a [Statistic],
    pub hits: &'a Hits<'a>,
}

/// What a figure was found to be.
#[derive(Clone, Copy, Debug, Default)]
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

/// What all figures of a text were found to be.
#[derive(Debug, Default)]
pub(super) struct Matches {
    /// By statistic.
    pub of: Vec<Option<Match>>,
    /// What else a rate of several nouns is: 参考率、合格率均达100% is two rates. The statistic, and the match.
    pub shared: Vec<(usize, Match)>,
}

/// The surroundings of one figure.
#[derive(Clone)]
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
    /// The verb stands before the figure, with no comma between.
    governs: bool,
    /// The subject stands at this figure and before it.
    leading: bool,
    /// The subject stands at this figure.
    has_noun: bool,
    /// What the figures beside it in the clause count.
    rivals: Vec<Positions>,
}

/// What a figure can be a figure of, by its unit.
#[derive(Clone, Copy)]
struct Units {
    /// Bits of the classes that its unit is of.
    classes: u64,
    /// It tells of a change.
    change: bool,
}

impl Units {
    #[inline]
    fn fit(self, wording: &Wording) -> bool {
        wording.units & self.classes != 0 && (wording.change || !self.change)
    }
}

/// Best weight of each slot of one wording, for one figure.
#[derive(Clone, Default)]
struct Filled {
    weight: [i16; 4],
    /// Where the word stands that has it.
    by: [Range<u32>; 4],
    rejected: bool,
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
    /// The figure each wording was last a candidate for: apart from the rest, since it is asked of every word around.
    stamps: Vec<u32>,
    filled: Vec<Filled>,
    touched: Vec<u16>,
    /// [`kin`] of those touched.
    kin: u64,
    /// Entries of which the words say that the case is against the reporting body.
    respondents: Vec<u16>,
}

impl<'a> Scene<'a> {
    /// The indicator of every statistic, in their order.
    pub fn matches(&self) -> Matches {
        let wordings = self.catalogue.matcher.wordings.len();
        let filled = vec![Filled::default(); wordings];
        let mut scratch = Scratch {
            stamp: 0,
            stamps: vec![0; wordings],
            filled,
            touched: Vec::new(),
            kin: 0,
            respondents: Vec::new(),
        };
        let mut before: Option<Frame> = None;
        let mut clause = 0;
        let mut matches = Matches { of: Vec::with_capacity(self.statistics.len()), shared: Vec::new() };
        for (i, statistic) in self.statistics.iter().enumerate() {
            let next = self.statistics.get(i + 1);
            let place = self.text.position(statistic.span.start);
            while self.clauses.get(clause + 1).is_some_and(|c| c.range.start <= place) {
                clause += 1;
            }
            let mut frame = self.frame(statistic, self.clauses.get(clause), before.as_ref(), next);
            frame.rivals = self.rivals(i, statistic.subject, &frame.clause);
            let mut found = self.judge(statistic, &frame, &mut scratch);
            if found.is_none()
                && let Some(head) = self.head_of_list(&frame)
            {
                found = self.judge(statistic, &frame.under(head), &mut scratch);
            }
            if let (Kind::Percent, Some(found), Some(subject)) = (statistic.kind, found, &frame.subject) {
                for part in coordinates(self.text, subject.clone()) {
                    let other = self.judge(statistic, &frame.of_part(part), &mut scratch);
                    matches.shared.extend(other.filter(|other| other.entry != found.entry).map(|other| (i, other)));
                }
            }
            matches.of.push(found);
            before = Some(frame);
        }
        matches
    }

    fn frame(
        &self,
        statistic: &Statistic,
        clause: Option<&Clause>,
        before: Option<&Frame>,
        next: Option<&Statistic>,
    ) -> Frame {
        let number = self.text.positions(statistic.span);
        let (bounds, sentence) = match clause {
            Some(c) => (c.range.clone(), c.sentence),
            None => (number.clone(), number.start),
        };
        let subject = statistic.subject.map(|s| self.text.positions(s));
        let action = statistic.action.map(|s| self.text.positions(s));
        let pause = |at| self.text.char(at) == ',';
        let governs = action.as_ref().is_some_and(|verb| {
            verb.start >= bounds.start && verb.end <= number.start && !(verb.end..number.start).any(pause)
        });
        let mut start = bounds.start;
        if let Some(before) = before.filter(|b| b.number.end > start) {
            start = before.number.end;
            if let Some(s) = before.subject.as_ref().filter(|s| s.start >= before.number.end && s.end <= number.start) {
                start = s.end;
            }
        }
        let own = start.min(number.start)..number.start;
        let next = next.map_or(usize::MAX, |s| self.text.position(s.span.start));
        let stop = bounds.end.min(next).max(number.end);
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
        let has_noun = leading || subject.as_ref().is_some_and(|s| s.start >= number.end && s.end <= end);
        let window = sentence.max(number.start.saturating_sub(REACH));
        let until = bounds.end.min(end + REACH).max(end);
        Frame {
            until,
            own,
            after: number.end..end,
            number,
            clause: bounds,
            window,
            subject,
            action,
            governs,
            leading,
            has_noun,
            rivals: Vec::new(),
        }
    }

    /// The noun of a list whose items only say whose or which ones they are: 预案 of 镇街12部 in 预案，区级1部、镇街12部.
    fn head_of_list(&self, frame: &Frame) -> Option<Positions> {
        let mark = |at: usize| matches!(self.text.char(at), ',' | ':' | ';' | '、');
        let own = frame.own.clone().find(|&at| !mark(at)).unwrap_or(frame.own.end)..frame.own.end;
        let words = self.hits.within(own.clone());
        let is_tier = |end: usize| words.iter().any(|h| h.end() == end && self.hits.is(*h, Mark::Tier));
        if own.is_empty() || own.len() > ITEM || !is_tier(own.end) {
            return None;
        }
        let start =
            (frame.window..own.start).rev().find(|&at| self.text.char(at) == ';').map_or(frame.window, |at| at + 1);
        let end = (start..own.start).find(|&at| mark(at))?;
        let named =
            |range: Positions| range.len() <= HEAD && !self.text.classes()[range].iter().any(|c| c.any(Class::DIGIT));
        (end > start && named(start..end) && matches!(self.text.char(end), ',' | ':')).then_some(start..end)
    }

    /// What the figures near the figure with this index count, where that stands in its clause and is not its own noun.
    fn rivals(&self, index: usize, own: Option<Span>, clause: &Positions) -> Vec<Positions> {
        if own.is_none() {
            return Vec::new();
        }
        let near = &self.statistics[index.saturating_sub(BESIDE)..self.statistics.len().min(index + BESIDE + 1)];
        let other = near.iter().filter_map(|s| s.subject).filter(|&subject| Some(subject) != own);
        let range = other.map(|subject| self.text.positions(subject));
        range.filter(|r| clause.start <= r.start && r.end <= clause.end).collect()
    }

    fn judge(&self, statistic: &Statistic, frame: &Frame, scratch: &mut Scratch) -> Option<Match> {
        let units = *self.catalogue.matcher.classes.get(statistic.unit?)?;
        scratch.stamp += 1;
        scratch.touched.clear();
        scratch.respondents.clear();
        scratch.kin = 0;
        let near = self.hits.within(frame.window..frame.until);
        let taken_over = |range: &&Positions| range.end <= frame.window || range.start >= frame.until;
        let words_of = |range: &Option<Positions>| {
            range.as_ref().filter(taken_over).map_or(&[][..], |range| self.hits.within(range.clone()))
        };
        let around = [words_of(&frame.subject), words_of(&frame.action), near];

        let units = Units { classes: units, change: statistic.change.is_some() };
        for hits in [around[0], around[1], self.nouns(frame)] {
            self.raise(hits, units, frame, scratch);
        }
        if scratch.touched.is_empty() {
            return None;
        }
        let mut found = Match { sentence: frame.window as u32, ..Match::default() };
        for hits in around {
            self.fill(hits, frame, scratch, &mut found);
        }
        for (range, weight) in self.above(statistic) {
            for &hit in self.hits.within(range) {
                for posting in self.hits.others(hit, scratch.kin).iter().filter(|p| p.slot == Slot::Context) {
                    scratch.add(*posting, weight, hit);
                }
            }
        }
        found.entry = self.best(scratch)?;
        found.respondent = scratch.respondents.contains(&found.entry);
        Some(found)
    }

    /// The words that may be what a figure counts. A figure with a subject counts nothing that stands away from both.
    fn nouns(&self, frame: &Frame) -> &[Hit] {
        let read = frame.window..frame.until;
        let Some(subject) = &frame.subject else { return self.hits.within(read) };
        let inside = subject.end > read.start && subject.start < read.end;
        let from = if inside { frame.own.start.min(subject.start) } else { frame.own.start };
        let to = if inside { frame.after.end.max(subject.end) } else { frame.after.end };
        let hits = self.hits.around(from..to.min(read.end));
        let before = hits.iter().take_while(|hit| hit.start() < read.start).count();
        &hits[before..]
    }

    /// Makes candidates of the wordings that have their subject among these words.
    fn raise(&self, hits: &[Hit], units: Units, frame: &Frame, scratch: &mut Scratch) {
        for &hit in hits {
            let subjects = self.hits.subjects(hit);
            if subjects.is_empty() {
                continue;
            }
            let zone = frame.zone(hit);
            let weight = weight(Slot::Subject, zone, hit, frame);
            // 办结率、满意率分别为: each counts its own.
            if weight == 0 || frame.is_of_rival(hit) {
                continue;
            }
            let elided = !frame.has_noun || zone == Zone::Subject;
            for &posting in subjects {
                let wording = self.catalogue.matcher.wordings.get(posting.id as usize);
                if wording.is_some_and(|w| units.fit(w) && (elided || !w.elided)) {
                    scratch.raise(posting, weight, hit);
                }
            }
        }
    }

    /// Fills the other slots of the candidates with these words.
    fn fill(&self, hits: &[Hit], frame: &Frame, scratch: &mut Scratch, found: &mut Match) {
        let kin = scratch.kin;
        // Most words bear on no candidate.
        for &hit in hits.iter().filter(|hit| self.hits.bears(**hit, kin)) {
            let before = hit.end() <= frame.number.start;
            found.total |= before && self.hits.is(hit, Mark::Total);
            found.part |= before && self.hits.is(hit, Mark::Part);
            let of_entries = self.hits.of_entries(hit).iter();
            scratch.respondents.extend(of_entries.filter(|p| p.slot == Slot::Respondent).map(|p| p.id));
            let mut zone = None;
            for &posting in self.hits.others(hit, scratch.kin) {
                if !scratch.is_candidate(posting) {
                    continue;
                }
                // 热线办结率、满意率: what qualifies a rate goes for the bare one beside it, not for one with its own.
                if frame.is_of_rival(hit) && (posting.slot == Slot::Exclude || !scratch.is_whole(posting, frame)) {
                    continue;
                }
                let zone = *zone.get_or_insert_with(|| frame.zone(hit));
                match posting.slot {
                    Slot::Unless => scratch.reject(posting),
                    // 清理执法主体5家、执法人员266名: the verb governs the whole list.
                    Slot::Exclude if frame.is_governed_by(hit) => scratch.reject(posting),
                    Slot::Exclude => scratch.exclude(posting, zone, frame),
                    slot => scratch.add(posting, weight(slot, zone, hit, frame), hit),
                }
            }
        }
    }

    /// The candidate with the highest score, unless another comes too close.
    fn best(&self, scratch: &Scratch) -> Option<u16> {
        let mut first: Option<(i32, u16)> = None;
        let mut second: Option<(i32, u16)> = None;
        for &id in &scratch.touched {
            let Some((score, entry)) = self.score(id, scratch) else { continue };
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

    fn score(&self, id: u16, scratch: &Scratch) -> Option<(i32, u16)> {
        let wording = self.catalogue.matcher.wordings.get(id as usize)?;
        let filled = scratch.filled.get(id as usize)?;
        if filled.rejected {
            return None;
        }
        let mut score = 0;
        for (slot, &weight) in filled.weight.iter().enumerate() {
            let needed = wording.required & (1 << slot) != 0;
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
        let range = |span| {
            let Range { start, end } = self.text.positions(span);
            start..end.min(start + HEADING)
        };
        lead.into_iter().chain(headings.take(4)).map(move |(span, weight)| (range(span), weight))
    }
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
    /// Whether a word tells what another figure counts. A word of both is of the other: it holds more than the own noun.
    fn is_of_rival(&self, hit: Hit) -> bool {
        let beside = |range: &Positions| hit.start() < range.end && range.start < hit.end();
        self.rivals.iter().any(beside) && !self.subject.as_ref().is_some_and(|own| hit.inside(own))
    }

    /// Whether a word is the verb of the list that the figure is in.
    fn is_governed_by(&self, hit: Hit) -> bool {
        self.governs && self.action.as_ref().is_some_and(|action| hit.inside(action))
    }

    /// The surroundings of an item for the noun that heads its list.
    fn under(&self, head: Positions) -> Self {
        Self { leading: false, has_noun: false, subject: Some(head), ..self.clone() }
    }

    /// The surroundings of a figure for one of the nouns before it.
    fn of_part(&self, part: Positions) -> Self {
        Self { own: part.clone(), leading: true, has_noun: true, subject: Some(part), ..self.clone() }
    }

    fn zone(&self, hit: Hit) -> Zone {
        let within = |range: &Option<Positions>| range.as_ref().is_some_and(|r| hit.inside(r));
        let start = hit.start as usize;
        let at_figure = start >= self.own.start && start < self.after.end;
        match () {
            () if self.subject.as_ref().is_some_and(|s| hit.start() < s.end && s.start < hit.end()) => {
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
    /// Whether the subject of a candidate is all that the figure counts.
    fn is_whole(&self, posting: Posting, frame: &Frame) -> bool {
        let filled = self.filled.get(posting.id as usize);
        let by = filled.and_then(|filled| filled.by.first()).map(|by| by.start as usize..by.end as usize);
        by.is_some() && by == frame.subject
    }

    /// Makes a wording a candidate by its subject.
    fn raise(&mut self, posting: Posting, weight: i16, hit: Hit) {
        if let (Some(stamp), Some(filled)) =
            (self.stamps.get_mut(posting.id as usize), self.filled.get_mut(posting.id as usize))
            && *stamp != self.stamp
        {
            *stamp = self.stamp;
            *filled = Filled::default();
            self.touched.push(posting.id);
            self.kin |= kin(posting.id);
        }
        self.add(posting, weight, hit);
    }

    /// Fills another slot of a candidate, if the word weighs more than the one that fills it.
    fn add(&mut self, posting: Posting, weight: i16, hit: Hit) {
        let slot = posting.slot as usize;
        if let Some(filled) = self.candidate(posting)
            && let (Some(best), Some(by)) = (filled.weight.get_mut(slot), filled.by.get_mut(slot))
            && *best < weight
        {
            *best = weight;
            *by = hit.start..hit.end() as u32;
        }
    }

    /// Rejects a candidate when an excluded word at the figure tells that it counts something else. What follows a
    /// figure does so only where the noun follows too.
    fn exclude(&mut self, posting: Posting, zone: Zone, frame: &Frame) {
        let Some(filled) = self.candidate(posting) else { return };
        let [subject, ..] = &filled.by;
        filled.rejected |= match zone {
            Zone::Subject | Zone::Inherited | Zone::Action | Zone::Own(_) => true,
            Zone::After => !frame.leading || subject.start as usize >= frame.number.end,
            Zone::Later | Zone::Clause | Zone::Sentence => false,
        };
    }

    fn reject(&mut self, posting: Posting) {
        if let Some(filled) = self.candidate(posting) {
            filled.rejected = true;
        }
    }

    fn candidate(&mut self, posting: Posting) -> Option<&mut Filled> {
        if self.is_candidate(posting) { self.filled.get_mut(posting.id as usize) } else { None }
    }

    #[inline]
    fn is_candidate(&self, posting: Posting) -> bool {
        self.stamps.get(posting.id as usize) == Some(&self.stamp)
    }
}

/// How much a word counts in a slot: more the nearer and the longer it is; 0 where it does not count.
fn weight(slot: Slot, zone: Zone, hit: Hit, frame: &Frame) -> i16 {
    let nearness = nearness(slot, zone, hit, frame);
    if nearness == 0 {
        return 0;
    }
    let each = match (slot, zone) {
        (Slot::Subject, Zone::Clause | Zone::Sentence) => 1,
        (Slot::Subject, _) => 6,
        _ => 3,
    };
    let whole = if hit.nested() { nearness * 7 / 10 } else { nearness };
    whole + each * (hit.len() as i16).min(8)
}

fn nearness(slot: Slot, zone: Zone, hit: Hit, frame: &Frame) -> i16 {
    let near = |d: usize, step: i16, most: i16| 100 - (step * d.min(200) as i16).min(most);
    match (slot, zone) {
        (Slot::Subject, Zone::Subject) => {
            let tail = frame.subject.as_ref().map_or(0, |s| s.end.saturating_sub(hit.end()));
            near(tail, 4, 40)
        }
        // Beside a subject of its own the figure counts nothing else.
        (Slot::Subject, Zone::Own(d)) => near(d, 4, 50) - if frame.leading { 30 } else { 0 },
        (Slot::Subject, Zone::Action) => 80,
        (Slot::Subject, Zone::Inherited) => 75,
        (Slot::Subject, Zone::After) if frame.leading => 55,
        (Slot::Subject, Zone::After) if !frame.has_noun => 85,
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
