//! Places: 云阁县柏岭镇 is a county and a town, and the town's rank is the rank of its government.
//!
//! In: the name of a body or place. Out: its units from the largest to the smallest, and its rank. The endings are in
//! `data/places.tsv`, the prefecture-level cities in `data/regions.tsv`.

use once_cell::sync::Lazy;

use crate::lexicon::{Table, Trie};
use crate::metadata::Level;
use crate::outline::body::{self, BodyKind};
use crate::text::{Class, Positions, Text};

/// Longest name of one unit, ending aside (自治县 have long ones).
const LONGEST: usize = 14;

/// Endings of place names; `None` for words that end like one.
static ENDINGS: Lazy<Trie<Option<Level>>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("places"));
    Trie::new(table.rows().map(|r| (r.get("word"), Level::from_name(r.get("rank")))))
});

/// Prefecture-level cities. A 市 that is not among them, nor a municipality, has the rank of a county.
static PREFECTURES: Lazy<Trie<()>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("regions"));
    let names = table.rows().filter(|r| r.get("kind") == "city").map(|r| r.get("name"));
    Trie::new(names.filter(|name| name.ends_with('市')).map(|name| (name, ())))
});

/// The units of a name and its rank.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub units: Vec<Positions>,
    pub level: Option<Level>,
    /// Where the units end.
    pub end: usize,
}

impl Place {
    /// Reads the units at the start of `name`.
    pub fn read(text: &Text, name: Positions) -> Self {
        let mut at = name.start;
        let party = text.starts_with(at, "中共");
        at += 2 * usize::from(party);
        let mut units: Vec<(Positions, Level)> = Vec::new();
        while let Some((unit, rank)) = unit_at(text, at..name.end) {
            let above = units.last().map(|&(_, rank)| rank);
            let rank = rank_within(text, &unit, rank, above);
            // What holds a county or a district is a prefecture, known or not.
            if rank == Level::County
                && let Some((city, level)) = units.last_mut().filter(|u| u.1 == Level::County)
                && text.ends_with(city.end, "市")
                && !text.ends_with(unit.end, "市")
            {
                *level = Level::City;
            }
            let above = units.last().map(|&(_, rank)| rank);
            if above.is_some_and(|above| above >= rank) {
                break;
            }
            at = unit.end;
            units.push((unit, rank));
        }
        let rank = units.last().map(|&(_, rank)| rank);
        let level = level(text, at..name.end, party, rank);
        Self { units: units.into_iter().map(|(u, _)| u).collect(), level, end: at }
    }
}

/// The rank of a body: that of its place, unless it is a department.
fn level(text: &Text, rest: Positions, party: bool, rank: Option<Level>) -> Option<Level> {
    if rest.is_empty() {
        return rank;
    }
    if party && text.starts_with(rest.start, "委") && rest.len() == 1 {
        return rank;
    }
    let whole = body::ending(text, rest.clone());
    match whole {
        Some((BodyKind::Government, len)) if len == rest.len() || rank.is_some() => rank.or(Some(Level::Central)),
        Some((BodyKind::Party, len)) if party || len == rest.len() => rank,
        Some((BodyKind::Department | BodyKind::Party, _)) if rank.is_some() => Some(Level::Department),
        Some((BodyKind::Department, 1)) if text.ends_with(rest.end, "部") || text.starts_with(rest.start, "国家") => {
            Some(Level::Central)
        }
        Some((BodyKind::Department, _)) => Some(Level::Department),
        _ => rank,
    }
}

/// The unit at the start of `range`, with the rank that its ending gives.
fn unit_at(text: &Text, range: Positions) -> Option<(Positions, Level)> {
    let chars = text.chars().get(range.clone())?;
    let mut at = 0;
    while at < chars.len().min(LONGEST) {
        if !text.class(range.start + at).any(Class::HAN)
            || (at == 0 && matches!(chars[at], '我' | '全' | '本' | '各' | '该'))
        {
            return None;
        }
        let Some((len, &rank)) = ENDINGS.longest(&chars[at..]) else {
            at += 1;
            continue;
        };
        let Some(rank) = rank else {
            at += len;
            continue;
        };
        if at == 0 && len == 1 {
            at += 1;
            continue;
        }
        // 沙市区, 新乡市, 景德镇市: the name of the unit ends like another unit.
        let end = at + len;
        let more = ENDINGS.longest(&chars[end..]).and_then(|(len, &rank)| rank.filter(|_| len == 1));
        match more {
            Some(outer) if at == 1 || (chars[end] == '市' && matches!(chars[at], '镇' | '乡' | '州' | '旗')) => {
                return Some((range.start..range.start + end + 1, outer));
            }
            _ => return Some((range.start..range.start + end, rank)),
        }
    }
    None
}

/// A 市 inside a prefecture, or one that is no prefecture, has the rank of a county.
fn rank_within(text: &Text, unit: &Positions, rank: Level, above: Option<Level>) -> Level {
    let chars = text.chars().get(unit.clone()).unwrap_or(&[]);
    let prefecture = || chars.last() != Some(&'市') || PREFECTURES.get(chars).is_some();
    if rank == Level::City && (above == Some(Level::City) || !prefecture()) { Level::County } else { rank }
}
