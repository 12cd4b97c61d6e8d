//! Years: which one is reported on, and whether a passage plans for a later one.

use crate::outline::{Line, LineKind};
use crate::text::{Class, Positions, Text};

/// The first year (2023年, 二〇二三年, 2023—) in `range`.
pub(crate) fn first(text: &Text, range: Positions) -> Option<i16> {
    range.clone().find_map(|at| at_position(text, at))
}

/// The year that begins at `at`: four digits and 年.
pub(crate) fn at_position(text: &Text, at: usize) -> Option<i16> {
    let class = text.class(at);
    if at > 0 && text.class(at - 1).any(Class::DIGIT) {
        return None;
    }
    if class.any(Class::DIGIT) {
        let mut year = 0;
        for i in at..at + 4 {
            year = year * 10 + text.char(i).to_digit(10)? as i16;
        }
        let after = (at + 4..at + 6).find(|&i| !text.class(i).any(Class::SPACE))?;
        return (text.char(after) == '年' && (1949..2100).contains(&year)).then_some(year);
    }
    if text.char(at) != '二' || text.char(at + 4) != '年' {
        return None;
    }
    let mut year = 0;
    for i in at..at + 4 {
        year = year * 10 + "〇一二三四五六七八九".chars().position(|d| d == zero(text.char(i)))? as i16;
    }
    Some(year)
}

fn zero(c: char) -> char {
    if matches!(c, '零' | 'O' | '0' | 'o') { '〇' } else { c }
}

/// Whether a passage plans: it names a year after `year`, or says 将 or 下一步 in its first clauses.
pub(super) fn plans(text: &Text, range: Positions, year: Option<i16>) -> bool {
    let named = first(text, range.clone());
    if let (Some(named), Some(year)) = (named, year) {
        if named > year {
            return true;
        }
    }
    text.find(range, "下一步").is_some()
}

/// The year reported on: that of the title, or the first one that the opening lines name.
pub(super) fn reported(text: &Text, lines: &[Line]) -> Option<i16> {
    let title = lines.iter().filter(|l| l.kind == LineKind::Title).find_map(|l| first(text, l.range.clone()));
    let body = || lines.iter().filter(|l| l.kind == LineKind::Body).take(6);
    title.or_else(|| body().find_map(|l| first(text, l.range.start..l.range.end.min(l.range.start + 600))))
}
