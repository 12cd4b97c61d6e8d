//! One figure a report for each indicator.
//!
//! In: the statistics of an indicator that report a result. Out: its figure, or the conflict between them. It does not
//! decide which indicator a statistic belongs to.

use rust_decimal::Decimal;

use super::catalogue::{Aggregate, Entry};
use super::matching::Match;
use super::{Capacity, Indicator, IndicatorStatus};
use crate::quantity::Approx;
use crate::statistic::Statistic;
use crate::text::{Span, Text};

/// Below this, two equal figures of one noun are as likely two occasions as one fact told twice.
const TOLD_TWICE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
/// The unit class of what goes through several hands: the same cases are received, taken and closed.
const CASES: &str = "case";
/// How many earlier figures a figure is compared with.
const COMPARED: usize = 64;

/// A statistic of an indicator.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub statistic: &'a Statistic,
    pub found: Match,
    /// Its unit class, by the preference of the entry.
    pub class: usize,
}

/// The figure of one indicator from its statistics, in the order of the text.
pub(super) fn aggregate(text: &Text, entry: &Entry, mut parts: Vec<Part>) -> Option<Indicator> {
    // 次 and 人次 are different things: the preferred class of units speaks.
    let class = parts.iter().map(|p| p.class).min()?;
    parts.retain(|p| p.class == class);
    let mut kept = without_repetitions(text, entry.aggregate, &parts);
    if entry.units.get(class).is_some_and(|unit| unit == CASES) {
        drop_earlier_stages(text, &mut kept);
    }
    let agree = match entry.aggregate {
        Aggregate::Flow => flow(text, &mut kept),
        Aggregate::Stock => stock(text, &mut kept),
        Aggregate::Rate => kept.len() == 1,
    };
    let sum = |value: fn(&Statistic) -> Decimal| {
        kept.iter().map(|p| value(p.statistic)).fold(Decimal::ZERO, |a, b| a.checked_add(b).unwrap_or(Decimal::MAX))
    };
    let ranged = kept.iter().any(|p| p.statistic.upper.is_some());
    Some(Indicator {
        code: entry.code.clone(),
        status: if agree { IndicatorStatus::Reported } else { IndicatorStatus::Conflict },
        value: agree.then(|| sum(|s| s.value)),
        upper: (agree && ranged).then(|| sum(|s| s.upper.unwrap_or(s.value))),
        approx: if agree { bound(&kept) } else { Approx::Exact },
        unit: kept.first().and_then(|p| p.statistic.unit),
        role: if entry.capacity { capacity(&kept) } else { None },
        statistics: kept.iter().map(|p| p.statistic.id).collect(),
        zero: None,
    })
}

/// A fact told twice counts once.
fn without_repetitions<'a>(text: &Text, aggregate: Aggregate, parts: &[Part<'a>]) -> Vec<Part<'a>> {
    let mut kept: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        let window = kept.len().saturating_sub(COMPARED);
        let told = kept.iter().skip(window).any(|k| {
            let (a, b) = (k.statistic, part.statistic);
            let same = a.value == b.value && a.upper == b.upper;
            same && match aggregate {
                Aggregate::Rate => true,
                Aggregate::Stock => same_thing(text, k, part),
                Aggregate::Flow => {
                    let whole = k.found.total || part.found.total || a.value >= TOLD_TWICE;
                    whole && k.found.sentence != part.found.sentence && same_thing(text, k, part)
                }
            }
        });
        if !told {
            kept.push(*part);
        }
    }
    kept
}

/// Leaves the figures that are added; false when two of them contradict each other.
fn flow(text: &Text, kept: &mut Vec<Part>) -> bool {
    drop_shares(kept);
    if keep_own_total(kept) {
        return true;
    }
    let wholes: Vec<Part> = kept.iter().filter(|p| p.found.total).copied().collect();
    for (i, a) in wholes.iter().enumerate().take(COMPARED) {
        if wholes.iter().take(i).any(|b| a.found.sentence != b.found.sentence && contradict(text, a, b)) {
            return false;
        }
    }
    let value =
        |parts: &mut dyn Iterator<Item = Decimal>| parts.fold(Decimal::ZERO, |a, b| a.checked_add(b).unwrap_or(a));
    let whole = value(&mut wholes.iter().map(|p| p.statistic.value));
    let rest = value(&mut kept.iter().filter(|p| !p.found.total).map(|p| p.statistic.value));
    if !wholes.is_empty() && rest <= whole {
        *kept = wholes;
    }
    true
}

/// As [`flow`], for what there is: a wider noun contains a narrower one.
fn stock(text: &Text, kept: &mut Vec<Part>) -> bool {
    drop_shares(kept);
    if kept.len() < 2 || keep_own_total(kept) {
        return true;
    }
    let most = kept.iter().map(|p| p.statistic.value).max();
    let widest = kept.iter().find(|p| {
        Some(p.statistic.value) == most
            && kept.iter().take(COMPARED).all(|other| narrower(text, other.statistic.subject, p.statistic.subject))
    });
    if let Some(&widest) = widest
        .filter(|w| kept.iter().all(|p| p.statistic.subject != w.statistic.subject || p.statistic.id == w.statistic.id))
    {
        *kept = vec![widest];
        return true;
    }
    let first = kept.first().map(|p| p.found.sentence);
    kept.iter().all(|p| Some(p.found.sentence) == first)
        || !kept.iter().enumerate().take(COMPARED).any(|(i, a)| kept.iter().take(i).any(|b| contradict(text, a, b)))
}

/// Drops what the next figure tells of the same cases: 收到申请234件，受理221件 are 221 cases taken, not 455.
fn drop_earlier_stages(text: &Text, kept: &mut Vec<Part>) {
    let act = |p: &Part| p.statistic.action.map(|span| text.slice(span));
    let goes_on = |a: &Part, b: &Part| {
        a.found.sentence == b.found.sentence
            && a.statistic.subject.is_some()
            && a.statistic.subject == b.statistic.subject
            && act(a) != act(b)
            && b.statistic.value <= a.statistic.value
    };
    let stages: Vec<bool> = kept.windows(2).map(|pair| goes_on(&pair[0], &pair[1])).chain([false]).collect();
    let mut earlier = stages.into_iter();
    kept.retain(|_| !earlier.next().unwrap_or_default());
}

/// Drops the figures that 其中 names as shares of one before them in the sentence.
fn drop_shares(kept: &mut Vec<Part>) {
    let mut whole = None;
    kept.retain(|part| {
        let share = part.found.part && whole == Some(part.found.sentence);
        if !share {
            whole = Some(part.found.sentence);
        }
        !share
    });
}

/// When one figure is the sum of all the others, leaves that one.
fn keep_own_total(kept: &mut Vec<Part>) -> bool {
    if kept.len() < 3 {
        return false;
    }
    let sum = kept.iter().try_fold(Decimal::ZERO, |sum, p| sum.checked_add(p.statistic.value));
    let total = kept.iter().find(|p| p.statistic.value.checked_add(p.statistic.value) == sum).copied();
    total.is_some_and(|total| {
        *kept = vec![total];
        true
    })
}

/// Whether two figures are of the same thing and cannot both be right.
fn contradict(text: &Text, a: &Part, b: &Part) -> bool {
    let exact = |p: &Part| p.statistic.approx == Approx::Exact && p.statistic.upper.is_none();
    same_thing(text, a, b) && a.statistic.value != b.statistic.value && exact(a) && exact(b)
}

/// Whether two figures name the same thing: one noun ends with the other (各类矛盾纠纷, 矛盾纠纷).
fn same_thing(text: &Text, a: &Part, b: &Part) -> bool {
    let (a, b) = (a.statistic.subject, b.statistic.subject);
    narrower(text, a, b) || narrower(text, b, a)
}

fn narrower(text: &Text, narrow: Option<Span>, wide: Option<Span>) -> bool {
    match (narrow, wide) {
        (Some(narrow), Some(wide)) => text.slice(narrow).ends_with(text.slice(wide)),
        _ => false,
    }
}

/// The bound of a sum: that of its parts where they agree.
fn bound(parts: &[Part]) -> Approx {
    let mut bounds = parts.iter().map(|p| p.statistic.approx).filter(|&a| a != Approx::Exact);
    let Some(first) = bounds.next() else { return Approx::Exact };
    if bounds.all(|b| b == first) { first } else { Approx::About }
}

/// The capacity in which the body appears in all of the cases.
fn capacity(parts: &[Part]) -> Option<Capacity> {
    let respondent = parts.first()?.found.respondent;
    let same = parts.iter().all(|p| p.found.respondent == respondent);
    same.then_some(if respondent { Capacity::Respondent } else { Capacity::Organ })
}
