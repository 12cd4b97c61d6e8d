//! Names of bodies by how they end: 人民政府, 委员会, 局.
//!
//! In: a range of the text. Out: what kind of body its last characters name. Where a name begins is not decided here.

use once_cell::sync::Lazy;

use crate::lexicon::{Table, Trie};
use crate::text::{Class, Positions, Text};

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyKind {
    Government,
    Party,
    Department,
    /// Receives reports and writes none.
    Organ,
}

/// Endings, written backwards.
static ENDINGS: Lazy<Trie<BodyKind>> = Lazy::new(|| {
    let rows: Vec<_> = Table::new(crate::lexicon::tsv!("bodies"))
        .rows()
        .map(|row| {
            let kind = match row.get("kind") {
                "government" => BodyKind::Government,
                "party" => BodyKind::Party,
                "department" => BodyKind::Department,
                _ => BodyKind::Organ,
            };
            (row.get("suffix").chars().rev().collect::<String>(), kind)
        })
        .collect();
    Trie::new(rows.iter().map(|(word, kind)| (word.as_str(), *kind)))
});

/// The kind of body that `range` ends with, and how long its ending is.
pub(crate) fn ending(text: &Text, range: Positions) -> Option<(BodyKind, usize)> {
    let from = range.end.saturating_sub(16).max(range.start);
    let backwards: Vec<char> = text.chars().get(from..range.end)?.iter().rev().copied().collect();
    ENDINGS.longest(&backwards).map(|(len, &kind)| (kind, len))
}

/// Whether `range` is one name: an ending, something before it (unless it stands alone, as 国务院 does), no mark inside.
pub(crate) fn is_name(text: &Text, range: Positions) -> bool {
    const MARK: Class = Class::PAUSE.with(Class::LIST).with(Class::OPEN).with(Class::DIGIT);
    (3..=40).contains(&range.len())
        && !text.classes().get(range.clone()).unwrap_or(&[]).iter().any(|c| c.any(MARK))
        && ending(text, range).is_some()
}

/// The bodies that a salutation names, if the line is one: 县委、县政府：
pub(crate) fn addressees(text: &Text, line: Positions) -> Option<Vec<Positions>> {
    if line.len() > 80 {
        return None;
    }
    let colon = line.end > line.start && text.char(line.end - 1) == ':';
    let line = text.trim(line.start..line.end - usize::from(colon));
    let mut parts = Vec::new();
    let mut start = line.start;
    for at in line.start..=line.end {
        let cut = at == line.end || matches!(text.char(at), '、' | ',' | ' ' | ';');
        if cut {
            let part = text.trim(start..at);
            if !part.is_empty() {
                parts.push(part);
            }
            start = at + 1;
        }
    }
    let mut short = false;
    for part in &parts {
        let (kind, len) = ending(text, part.clone()).filter(|_| (2..=30).contains(&part.len()))?;
        short |= kind == BodyKind::Organ || (kind == BodyKind::Party && part.len() - len < 2);
    }
    (!parts.is_empty() && (colon || short)).then_some(parts)
}
