//! Measure words.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::Kind;
use crate::lexicon::{Row, Table, Trie};
use crate::text::{Class, Text};

/// A measure word of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub name: &'static str,
    /// The name with brackets of full width, if it has any.
    wide: &'static str,
    pub kind: Kind,
    pub habit: Habit,
}

/// What a number before a measure word usually is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    /// A figure, however it is written.
    Counts,
    /// A figure in Arabic digits; 四村, 六区 are names.
    Noun,
    /// A place in a series: 十四届.
    Ordinal,
    /// Part of a name: 百强, 3.0版.
    Name,
    /// A figure when no Han character follows: 三十两.
    Last,
}

/// Each word with the length of its measure word, which is shorter where the next word is named too (项|目标).
/// None for a word that begins like a measure word and is none (部门, 条例).
static UNITS: LazyLock<Trie<(usize, Option<Unit>)>> = LazyLock::new(|| {
    let table = Table::new(crate::lexicon::tsv!("units"));
    let rows: Vec<_> = table
        .rows()
        .map(|row| {
            let written = row.get("unit");
            let name = written.split('|').next().unwrap_or(written);
            let habit = match row.get("habit") {
                "noun" => Habit::Noun,
                "ordinal" => Habit::Ordinal,
                "name" => Habit::Name,
                "last" => Habit::Last,
                _ => Habit::Counts,
            };
            let unit = kind(row.get("kind")).map(|kind| Unit { name, wide: row.get("wide"), kind, habit });
            (written.replace('|', ""), (name.chars().count(), unit))
        })
        .collect();
    Trie::new(rows.iter().map(|(word, unit)| (word.as_str(), *unit)))
});

fn kind(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|k| k.as_str() == name)
}

/// The longest measure word at `at`, with its end.
pub(super) fn at(text: &Text, at: usize) -> Option<(usize, Unit)> {
    let chars = text.chars().get(at..)?;
    let (_, &(len, unit)) = UNITS.longest(chars)?;
    let end = at + len;
    let mut unit = unit.filter(|u| u.habit != Habit::Last || !text.class(end).any(Class::HAN))?;
    if !unit.wide.is_empty() && text.raw(at..end).contains('（') {
        unit.name = unit.wide;
    }
    Some((end, unit))
}

/// Whether a measure word that itself begins with 千 or 百 stands at `at`: 千米, 千克, 百分点.
pub(super) fn begins_with_place(text: &Text, at: usize) -> bool {
    matches!(text.char(at), '千' | '百') && self::at(text, at).is_some()
}

/// The measure word of this name.
pub(super) fn named(name: &str) -> Option<Unit> {
    let chars: Vec<char> = name.chars().collect();
    UNITS.get(&chars).and_then(|(_, unit)| *unit)
}

/// All names, as the library writes them.
static NAMES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let table = Table::new(crate::lexicon::tsv!("units"));
    let written = |row: Row<'_>| [row.get("unit").split('|').next().unwrap_or(""), row.get("wide")];
    table.rows().flat_map(written).filter(|name| !name.is_empty()).collect()
});

/// The name of a measure word, if it is one of the table.
pub(crate) fn known(name: &str) -> Option<&'static str> {
    NAMES.get(name).copied()
}

/// The measure word that 个 and the word after `at` make, with its end: 月 after 两个多 is 个月.
pub(super) fn of_each(text: &Text, at: usize) -> Option<(usize, Unit)> {
    let (end, bare) = self::at(text, at + 1)?;
    let whole = named(&format!("个{}", bare.name))?;
    Some((end, whole))
}
