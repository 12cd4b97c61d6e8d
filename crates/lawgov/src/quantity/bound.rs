//! Words that bound a figure: 近 约 超 不少于 before it, 以上 以内 左右 after it.

use std::sync::LazyLock;

use super::{Approx, Kind};
use crate::lexicon::{Table, Trie};
use crate::text::Text;

/// Words before a figure, written backwards; none for a word that only ends like a bound (附近, 节约).
/// The flag tells those that stand only before 百, 千, 万 and 亿 (上百).
static BEFORE: LazyLock<Trie<(Option<Approx>, bool)>> = LazyLock::new(|| {
    let table = Table::new(QUALIFIERS);
    let rows: Vec<_> = table
        .rows()
        .filter(|row| row.get("side").starts_with("before"))
        .map(|row| {
            let word: String = row.get("word").chars().rev().collect();
            (word, (approx(row.get("approx")), row.get("side") == "before_place"))
        })
        .collect();
    Trie::new(rows.iter().map(|(word, bound)| (word.as_str(), *bound)))
});

/// Words after a figure; the flag tells those that bound measures only, not counts (内, 多).
static AFTER: LazyLock<Trie<(Option<Approx>, bool)>> = LazyLock::new(|| {
    let table = Table::new(QUALIFIERS);
    Trie::new(
        table
            .rows()
            .filter(|row| row.get("side").starts_with("after"))
            .map(|row| (row.get("word"), (approx(row.get("approx")), row.get("side") == "after_measure"))),
    )
});

const QUALIFIERS: &str = include_str!("../../data/qualifiers.tsv");

/// The longest qualifier looked for before a figure.
const LONGEST: usize = 7;

fn approx(name: &str) -> Option<Approx> {
    Approx::ALL.into_iter().find(|a| a.as_str() == name)
}

/// The qualifier that ends at `at`, not before `floor`, with its start.
pub(super) fn before(text: &Text, floor: usize, at: usize) -> Option<(usize, Approx)> {
    let mut back = ['\0'; LONGEST];
    let mut len = 0;
    for slot in &mut back {
        if at - len <= floor {
            break;
        }
        *slot = text.char(at - len - 1);
        len += 1;
    }
    let (len, &(approx, places_only)) = BEFORE.longest(back.get(..len)?)?;
    let place = matches!(text.char(at), '百' | '千' | '万' | '亿');
    approx.filter(|_| place || !places_only).map(|approx| (at - len, approx))
}

/// The qualifier that begins at `at`, with its end.
pub(super) fn after(text: &Text, at: usize, kind: Option<Kind>) -> Option<(usize, Approx)> {
    let (len, &(approx, measures_only)) = AFTER.longest(text.chars().get(at..)?)?;
    let measure = matches!(kind, Some(Kind::Duration | Kind::Length | Kind::Percent | Kind::Other | Kind::Area));
    approx.filter(|_| measure || !measures_only).map(|approx| (at + len, approx))
}

/// One bound from what stands before, inside and after a figure: the firmer says more.
pub(super) fn combine(before: Option<Approx>, inside: Approx, after: Option<Approx>) -> Approx {
    let firm = |a: &Approx| matches!(a, Approx::AtLeast | Approx::AtMost);
    before.filter(firm).or(after.filter(firm)).or(before).or(after).unwrap_or(inside)
}
