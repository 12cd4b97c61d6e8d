//! Figures as rules reckon with them: the sentence they stand in, what they may truly be, and what they count.
//!
//! In: statistics and clauses. Out: sentences of figures, bounds in exact decimals, and the part a count plays in a rate
//! (`data/rates.tsv`). Nothing is averaged, and nothing is reckoned in floating point.

use once_cell::sync::Lazy;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::audit::facts::Facts;
use crate::clause::Clause;
use crate::lexicon::{Table, Trie};
use crate::quantity::{Approx, Kind};
use crate::statistic::{Modality, Statistic};
use crate::text::{Positions, Text};

/// Characters before a figure in which words bear on it.
const NEAR: usize = 40;

/// A sentence that holds figures.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    pub range: Positions,
    /// Indices of its figures.
    pub figures: Positions,
}

/// The sentences that hold figures, in order.
pub(super) fn sentences(text: &Text, clauses: &[Clause], statistics: &[Statistic]) -> Vec<Sentence> {
    let mut next = 0;
    let mut sentence = |clauses: &[Clause]| {
        let range = clauses.first()?.sentence..clauses.last()?.range.end;
        let (first, end) = (next, text.span(range.clone()).end);
        while statistics.get(next).is_some_and(|s| s.span.start < end) {
            next += 1;
        }
        (first < next).then_some(Sentence { range, figures: first..next })
    };
    clauses.chunk_by(|a, b| a.sentence == b.sentence).filter_map(&mut sentence).collect()
}

/// The least and the greatest that a figure may truly be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub low: Decimal,
    pub high: Decimal,
}

impl Bounds {
    const ZERO: Self = Self { low: Decimal::ZERO, high: Decimal::ZERO };

    /// What a figure may truly be: 近500 lies in 400–500, 3000余 in 3000–4000, 1.2万 within a thousand of 12000.
    pub fn of(figure: &Statistic) -> Option<Self> {
        let (low, high) = (figure.value, figure.upper.unwrap_or(figure.value));
        if low.is_sign_negative() {
            return None;
        }
        let counts = figure.kind == Kind::Count;
        let place = leading_place(high);
        let slack = if counts && figure.step <= Decimal::ONE { Decimal::ZERO } else { figure.step };
        let (below, above) = match figure.approx {
            Approx::Exact => (slack, slack),
            Approx::Over | Approx::AtLeast => (Decimal::ZERO, place),
            Approx::Under | Approx::AtMost => (place, Decimal::ZERO),
            Approx::About => (place, place),
        };
        Some(Self { low: low.checked_sub(below)?.max(Decimal::ZERO), high: high.checked_add(above)? })
    }

    /// The bounds of a sum.
    pub fn sum(parts: impl Iterator<Item = Self>) -> Option<Self> {
        parts.into_iter().try_fold(Self::ZERO, |sum, part| {
            Some(Self { low: sum.low.checked_add(part.low)?, high: sum.high.checked_add(part.high)? })
        })
    }

    /// Whether both may be the same number.
    pub fn meet(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// One in the first place of a number: 1000 for 3000, 10 for 47.
fn leading_place(value: Decimal) -> Decimal {
    let mut place = Decimal::ONE;
    while let Some(next) = place.checked_mul(Decimal::TEN).filter(|next| *next <= value) {
        place = next;
    }
    place
}

/// Whether two figures count in the same way, so that they can be added and compared.
pub(crate) fn are_kin(a: &Statistic, b: &Statistic) -> bool {
    const CASES: [&str; 5] = ["件", "起", "宗", "例", "桩"];
    const PEOPLE: [&str; 3] = ["人", "名", "位"];
    let (Some(x), Some(y)) = (a.unit, b.unit) else { return false };
    a.kind == b.kind && (x == y || [CASES.as_slice(), &PEOPLE].iter().any(|set| set.contains(&x) && set.contains(&y)))
}

/// A figure that reports a number of things, not a change or a plan.
pub(crate) fn is_count(figure: &Statistic) -> bool {
    matches!(figure.kind, Kind::Count | Kind::Money) && figure.change.is_none() && figure.modality != Modality::Target
}

/// Whether a character joins the members of a list.
fn is_joint(c: char) -> bool {
    matches!(c, '、' | '和' | '与' | '及')
}

/// A rate of `data/rates.tsv`, by its row.
pub(crate) type Rate = usize;

/// A rate as it is named at a place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NamedRate {
    pub row: Rate,
    pub name: &'static str,
    /// Where its name begins.
    pub at: usize,
}

/// Characters of the name of a rate, or of a word before it, at most.
const LONGEST_NAME: usize = 16;

/// What a count is to rates: bit n for the rate in row n.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Part {
    /// The part that was done.
    pub done: u64,
    /// The whole it was done of.
    pub base: u64,
    /// A whole that may reach further back.
    pub loose: u64,
    /// The part that was done, by a word too short to tell so without its rate: 成功48件.
    pub closing: u64,
}

struct Rates {
    names: Trie<(Rate, &'static str)>,
    words: Trie<Part>,
}

static RATES: Lazy<Rates> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("rates"));
    let mut words: FxHashMap<&str, Part> = FxHashMap::default();
    let mut names = Vec::new();
    for (i, row) in table.rows().enumerate() {
        names.push((row.get("rate"), (i, row.get("rate"))));
        row.list("done").for_each(|w| words.entry(w).or_default().done |= 1 << i);
        row.list("base").for_each(|w| words.entry(w).or_default().base |= 1 << i);
        row.list("loose").for_each(|w| words.entry(w).or_default().loose |= 1 << i);
        row.list("closing").for_each(|w| words.entry(w).or_default().closing |= 1 << i);
    }
    Rates { names: Trie::new(names), words: Trie::new(words) }
});

/// What decides the part of a figure in a rate, by the words beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// The act was not done.
    Denial,
    /// The figure is a share.
    Share,
    /// The rate is of a part of its counts.
    Narrower,
}

static BESIDE: Lazy<Trie<Beside>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("rate_words"));
    let sense = |name: &str| match name {
        "share" => Beside::Share,
        "narrower" => Beside::Narrower,
        _ => Beside::Denial,
    };
    Trie::new(table.rows().map(|row| (row.get("word"), sense(row.get("sense")))))
});

/// Whether these are the words between a part and its share of the whole.
pub(crate) fn is_share(words: &[char]) -> bool {
    BESIDE.get(words) == Some(&Beside::Share)
}

/// A figure as it stands in its sentence.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub place: Positions,
    /// The words before it: from the figure before it or the start of its clause.
    pub lead: Positions,
    /// What it is to rates.
    pub part: Part,
}

/// Every statistic as a figure, in order.
pub(super) fn figures(text: &Text, clauses: &[Clause], statistics: &[Statistic]) -> Vec<Figure> {
    let (mut next, mut before) = (0, 0);
    let mut figure = |statistic: &Statistic| {
        let place = text.positions(statistic.span);
        while clauses.get(next + 1).is_some_and(|c| c.range.start <= place.start) {
            next += 1;
        }
        let mut clause = clauses.get(next).map_or(place.start, |c| c.range.start);
        // 查出的隐患：57处: what the figure is stands before the colon.
        if clause == place.start && clause > 0 && text.char(clause - 1) == ':' {
            clause = next.checked_sub(1).and_then(|i| clauses.get(i)).map_or(clause, |c| c.range.start);
        }
        let lead = clause.max(before).min(place.start)..place.start;
        before = place.end;
        let part = if is_count(statistic) { part(text, &lead, statistic) } else { Part::default() };
        Figure { place, lead, part }
    };
    statistics.iter().map(&mut figure).collect()
}

/// What a count is to rates, by the words before it and by a verb or noun after it.
fn part(text: &Text, lead: &Positions, figure: &Statistic) -> Part {
    let mut part = Part::default();
    let mut read = |range: Positions| {
        for at in range.clone() {
            let Some((len, words)) = RATES.words.longest(&text.chars()[at..range.end]) else { continue };
            let denies = |before: char| BESIDE.get(&[before]) == Some(&Beside::Denial);
            let denied = at > 0 && denies(text.char(at - 1)) || text.char(at + len) == '率';
            if !denied {
                part.done |= words.done;
                part.base |= words.base;
                part.loose |= words.loose;
                if at + len == lead.end {
                    part.closing |= words.closing;
                }
            }
        }
    };
    read(lead.start.max(lead.end.saturating_sub(NEAR))..lead.end);
    let after = [figure.action, figure.subject].into_iter().flatten().filter(|s| s.start >= figure.span.end);
    after.for_each(|span| read(text.positions(span)));
    part.base &= !(part.done | part.closing);
    part.loose &= !(part.done | part.closing);
    part
}

impl<'a> Facts<'a> {
    /// The figures of a sentence.
    pub fn figures(&self, sentence: &Sentence) -> &'a [Statistic] {
        self.statistics.get(sentence.figures.clone()).unwrap_or_default()
    }

    fn figure(&self, statistic: &Statistic) -> Option<&Figure> {
        self.figures.get(statistic.id as usize)
    }

    /// Where a figure stands.
    pub fn place(&self, figure: &Statistic) -> Positions {
        self.figure(figure).map_or(0..0, |f| f.place.clone())
    }

    /// The words before a figure: from the figure before it or the start of its clause.
    pub fn lead(&self, figure: &Statistic) -> Positions {
        self.figure(figure).map_or(0..0, |f| f.lead.clone())
    }

    /// What a count is to rates.
    pub fn part(&self, figure: &Statistic) -> Part {
        self.figure(figure).map_or(Part::default(), |f| f.part)
    }

    /// The rate a percentage is of: the one its subject ends in, or else the last one named before it in its clause.
    pub fn rate(&self, percent: &Statistic) -> Option<NamedRate> {
        let lead = self.lead(percent);
        let near = lead.start.max(lead.end.saturating_sub(LONGEST_NAME))..lead.end;
        let nearest = || (near.start..near.end).rev().find_map(|last| self.rate_ending(near.start, last + 1));
        let is_listed = || self.text.chars()[lead.clone()].iter().all(|c| is_joint(*c) || c.is_whitespace());
        // 办结率、满意率分别为100%、98%: the nearest rate is not the first one's, and before the second stands a mark alone.
        let subject = percent.subject.map(|subject| self.text.positions(subject).end);
        if let Some(end) = subject.filter(|end| end.checked_sub(1).is_some_and(|at| self.text.char(at) == '率')) {
            return (is_listed() || nearest().is_some()).then(|| self.rate_ending(0, end)).flatten();
        }
        nearest()
    }

    /// All rates a percentage is of: those its subject lists (办结率、答复率均为100%), the last one last.
    pub fn rates(&self, percent: &Statistic) -> Vec<NamedRate> {
        let Some(last) = self.rate(percent) else { return Vec::new() };
        let listed = percent.subject.map_or(0..0, |subject| self.text.positions(subject));
        let before = listed
            .clone()
            .filter(|&at| is_joint(self.text.char(at)))
            .filter_map(|at| self.rate_ending(listed.start, at));
        before.filter(|rate| rate.at < last.at).chain([last]).collect()
    }

    /// The longest name of a rate that ends at `end`.
    fn rate_ending(&self, from: usize, end: usize) -> Option<NamedRate> {
        (from.max(end.saturating_sub(LONGEST_NAME))..end).find_map(|at| {
            let &(row, name) = RATES.names.get(self.text.chars().get(at..end)?)?;
            Some(NamedRate { row, name, at })
        })
    }

    /// Whether a rate is named as one of a part of its counts: 按期办结率.
    pub fn is_narrower(&self, rate: NamedRate) -> bool {
        let before = |at: usize| self.text.chars().get(at..rate.at).and_then(|word| BESIDE.get(word));
        (rate.at.saturating_sub(LONGEST_NAME)..rate.at).any(|at| before(at) == Some(&Beside::Narrower))
    }

    /// The verb that governs a figure.
    pub fn action(&self, figure: &Statistic) -> Option<&'a str> {
        figure.action.map(|a| self.text.slice(a))
    }

    /// The text of a figure.
    pub fn shown(&self, figure: &Statistic) -> &'a str {
        self.text.slice(figure.span)
    }

    /// Whether a word of a table stands in a range.
    pub fn has_word<T>(&self, range: Positions, words: &Trie<T>) -> bool {
        range.clone().any(|at| words.longest(&self.text.chars()[at..range.end]).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_honour_the_qualifier_and_the_precision() {
        let bounds = |text: &str| {
            let report = crate::parse(format!("全年发放资料{text}。"));
            let bounds = Bounds::of(&report.statistics[0]).unwrap();
            (bounds.low.normalize().to_string(), bounds.high.normalize().to_string())
        };
        let range = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(bounds("394份"), range("394", "394"));
        assert_eq!(bounds("3000余份"), range("3000", "4000"));
        assert_eq!(bounds("近500份"), range("400", "500"));
        assert_eq!(bounds("1.2万份"), range("11000", "13000"));
    }

    #[test]
    fn the_table_fits_its_bits() {
        assert!(Table::new(include_str!("../../data/rates.tsv")).rows().count() <= 64);
    }
}
