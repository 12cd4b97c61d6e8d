//! The reporting bodies: in the title, under the report, or only in its words.
//!
//! In: title lines and body. Out: where the names stand. What rank they have is read from the place they name.

use once_cell::sync::Lazy;

use crate::lexicon::{Table, Trie};
use crate::metadata::Level;
use crate::metadata::place::Place;
use crate::outline::body::{self, BodyKind};
use crate::outline::{LineKind, Outline, date};
use crate::text::{Class, Positions, Text};

/// How much of the body is read for the way the report speaks of itself.
const OPENING: usize = 6000;

/// A report that has no title names its issuer in its first words, if at all.
const FIRST_WORDS: usize = 300;

/// Words of a title that do not belong to its issuer.
static CUTS: Lazy<Trie<()>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("report_titles"));
    Trie::new(table.rows().filter(|r| r.get("part") != "ending").map(|r| (r.get("word"), ())))
});

static SELF: Lazy<Trie<(Level, u32)>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("self"));
    let row = |word, rank, weight: &str| Some((word, (Level::from_name(rank)?, weight.parse().ok()?)));
    Trie::new(table.rows().filter_map(|r| row(r.get("word"), r.get("rank"), r.get("weight"))))
});

/// Whose report a title says it is.
#[derive(Debug, Default)]
pub(super) struct Subject {
    pub issuers: Vec<Positions>,
    /// A place or body named where an issuer may stand.
    pub place: Option<Positions>,
}

pub(super) fn of_title(text: &Text, title: &[Positions]) -> Subject {
    let mut subject = Subject::default();
    for line in title {
        if body::is_name(text, line.clone()) {
            subject.issuers.extend(split(text, line.clone()));
            continue;
        }
        let Some(name) = before_cut(text, line.clone()).or_else(|| place_alone(text, line.clone())) else { continue };
        if body::is_name(text, name.clone()) {
            subject.issuers.extend(split(text, name));
        } else if subject.place.is_none() && !Place::read(text, name.clone()).units.is_empty() {
            subject.place = Some(name);
        }
    }
    subject
}

/// A line of a title that is a place and nothing else, but for a second name of it in brackets.
fn place_alone(text: &Text, line: Positions) -> Option<Positions> {
    let end = line.clone().find(|&i| text.char(i) == '(').unwrap_or(line.end);
    let name = text.trim(line.start..end);
    let place = Place::read(text, name.clone());
    (!place.units.is_empty() && place.end == name.end).then_some(name)
}

/// The first stretch of a title line that is no year and no word about the report.
fn before_cut(text: &Text, line: Positions) -> Option<Positions> {
    let mut at = line.start;
    let mut start = None;
    while at < line.end {
        let year = date::first_year(text, at..at + 1).map(|_| at + 5);
        let cut = year.or_else(|| CUTS.longest(&text.chars()[at..line.end]).map(|(len, ())| at + len));
        match (cut, start) {
            (Some(_), Some(start)) => return Some(text.trim(start..at)),
            (Some(end), None) => at = end,
            (None, None) if text.class(at).any(Class::HAN) && text.char(at) != '度' => {
                start = Some(at);
                at += 1;
            }
            (None, _) => at += 1,
        }
    }
    None
}

/// The names in a stretch that joint issuers may share: 中共柏岭镇委员会柏岭镇人民政府.
pub(super) fn split(text: &Text, range: Positions) -> Vec<Positions> {
    let mut names = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        let blank = text.class(at).any(Class::SPACE.with(Class::LIST));
        let joint = at > start
            && body::ending(text, start..at).is_some_and(|(kind, _)| kind == BodyKind::Party)
            && body::is_name(text, start..at)
            && names_place_of(text, at..range.end, start..at);
        if blank || joint {
            names.push(start..at);
            start = at + usize::from(blank);
        }
    }
    names.push(start..range.end);
    names.into_iter().map(|n| text.trim(n)).filter(|n| !n.is_empty()).collect()
}

/// Whether `name` begins with a place that `other` names too.
fn names_place_of(text: &Text, name: Positions, other: Positions) -> bool {
    let Some(first) = Place::read(text, name).units.into_iter().next() else { return false };
    let chars = text.chars();
    let key = chars.get(first.start..first.start + 2).unwrap_or(&[]);
    chars.get(other).unwrap_or(&[]).windows(2).any(|w| w == key)
}

/// A place that the opening names, with a department in its first words or with its government or Party committee, at
/// the start of a clause.
pub(super) fn in_body(text: &Text, outline: &Outline) -> Option<Positions> {
    let start = outline.lines.iter().find(|l| l.kind == LineKind::Body)?.range.start;
    for at in start..text.len().min(start + OPENING) {
        if at > 0 && !text.class(at - 1).is_boundary() {
            continue;
        }
        let place = Place::read(text, at..text.len().min(at + 30));
        let early = at < start + FIRST_WORDS && place.end > at;
        if let Some(end) = department_end(text, place.end).filter(|_| early) {
            return Some(at..end);
        }
        let governs = ["党委", "人民政府", "党工委", "政府"].iter().any(|w| text.starts_with(place.end, w));
        let proper = place.units.iter().all(|u| (3..=5).contains(&u.len()));
        if governs && proper && place.end > at {
            // A name that comes once may be a verb and a common noun: 组织区政府.
            let name = at..place.end;
            let later = place.end..text.len().min(start + 4 * OPENING);
            let again =
                text.chars().get(later).unwrap_or(&[]).windows(name.len()).any(|w| w == &text.chars()[name.clone()]);
            if again {
                return Some(name);
            }
        }
    }
    None
}

/// Where the department that is named right behind a place ends: 云阁县 + 农业农村局.
fn department_end(text: &Text, place_end: usize) -> Option<usize> {
    let name = place_end..text.len().min(place_end + 14);
    let stop = name.clone().find(|&i| !text.class(i).any(Class::HAN)).unwrap_or(name.end);
    (place_end + 2..=stop).find(|&end| {
        matches!(text.char(end - 1), '局' | '厅' | '会')
            && body::ending(text, place_end..end).is_some_and(|(kind, _)| kind != BodyKind::Organ)
    })
}

/// The rank that 我镇, 全县, 我局 give away, by how often they are said.
pub(super) fn by_self_reference(text: &Text, outline: &Outline) -> Option<Level> {
    let start = outline.lines.iter().find(|l| l.kind == LineKind::Body)?.range.start;
    let chars = text.chars().get(start..text.len().min(start + OPENING))?;
    let mut said = [0u32; Level::ALL.len()];
    for at in 0..chars.len() {
        if let Some((_, &(level, weight))) = SELF.longest(&chars[at..]) {
            said[level as usize] += weight;
        }
    }
    let most = *said.iter().max()?;
    Level::ALL.into_iter().rev().find(|&l| most > 0 && said[l as usize] == most)
}
