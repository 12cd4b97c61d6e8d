//! Dates of the report itself: the year reported on, plans for a later one, the day signed.
//!
//! In: the text. Out: years and days. Periods of figures are not read here.

use jiff::civil::Date;

use crate::outline::{Line, LineKind};
use crate::text::{Class, Positions, Text};

/// A day with one past its last character.
pub(crate) struct Day {
    pub date: Option<Date>,
    /// Written with 年 and 月, as in a document; a website writes 2024-01-31.
    pub formal: bool,
    pub end: usize,
}

/// The first year (2023年, 二〇二三年) in `range` that no range of years ends with.
pub(crate) fn first_year(text: &Text, range: Positions) -> Option<i16> {
    let mut quoted = 0usize;
    for at in range {
        match text.char(at) {
            '《' => quoted += 1,
            '》' => quoted = quoted.saturating_sub(1),
            _ if quoted == 0 => {
                if let Some(year) = year_at(text, at) {
                    return Some(year);
                }
            }
            _ => {}
        }
    }
    None
}

/// The year written at `at`: four digits and 年.
pub(crate) fn year_at(text: &Text, at: usize) -> Option<i16> {
    let begins =
        text.class(at).any(Class::DIGIT.with(Class::NUMERAL)) && matches!(text.char(at), '1' | '2' | '二' | '一');
    if !begins || (at > 0 && (text.class(at - 1).any(Class::DIGIT) || matches!(text.char(at - 1), '-' | '~' | '至'))) {
        return None;
    }
    let (year, end) = four_digits(text, at)?;
    (text.char(skip_spaces(text, end)) == '年' && (1949..2100).contains(&year)).then_some(year)
}

fn four_digits(text: &Text, at: usize) -> Option<(i16, usize)> {
    if !text.class(at).any(Class::DIGIT.with(Class::NUMERAL).with(Class::LATIN)) {
        return None;
    }
    let mut year = 0;
    for i in at..at + 4 {
        year = year * 10 + i16::try_from(digit(text.char(i))?).ok()?;
    }
    Some((year, at + 4))
}

fn digit(c: char) -> Option<usize> {
    match c {
        '0'..='9' => c.to_digit(10).map(|d| d as usize),
        '零' | 'O' | 'o' => Some(0),
        _ => "〇一二三四五六七八九".chars().position(|d| d == c),
    }
}

fn skip_spaces(text: &Text, at: usize) -> usize {
    let mut at = at;
    while text.class(at).any(Class::SPACE) {
        at += 1;
    }
    at
}

/// The day written at `at`: 2024年1月31日, 二〇二四年一月三十一日, 2024-01-31, 2024.1.31.
pub(crate) fn day_at(text: &Text, at: usize) -> Option<Day> {
    if at > 0 && text.class(at - 1).any(Class::DIGIT) {
        return None;
    }
    let (year, end) = four_digits(text, at)?;
    let mark = skip_spaces(text, end);
    let formal = text.char(mark) == '年';
    if !formal && !matches!(text.char(mark), '-' | '.' | '/') {
        return None;
    }
    let (month, end) = small_number(text, skip_spaces(text, mark + 1))?;
    let mark = skip_spaces(text, end);
    if !(if formal { text.char(mark) == '月' } else { matches!(text.char(mark), '-' | '.' | '/') }) {
        return None;
    }
    let (day, end) = small_number(text, skip_spaces(text, mark + 1))?;
    let last = skip_spaces(text, end);
    let end = match (formal, text.char(last)) {
        (_, '日') => last + 1,
        (true, _) => return None,
        _ => end,
    };
    Some(Day { date: Date::new(year, month, day).ok(), formal, end })
}

/// A month or a day: 1, 01, 十二, 三十一.
fn small_number(text: &Text, at: usize) -> Option<(i8, usize)> {
    if text.class(at).any(Class::DIGIT) {
        let first = text.char(at).to_digit(10)?;
        let second = text.char(at + 1).to_digit(10);
        let value = second.map_or(first, |s| first * 10 + s);
        return Some((i8::try_from(value).ok()?, at + 1 + usize::from(second.is_some())));
    }
    let (value, end) = super::numbering::han_ordinal(text, at)?;
    Some((i8::try_from(value).ok()?, end))
}

/// Whether a passage plans: it names a year after `year`, or says 下一步.
pub(super) fn plans(text: &Text, range: Positions, year: Option<i16>) -> bool {
    let later = matches!((first_year(text, range.clone()), year), (Some(named), Some(year)) if named > year);
    later || text.find(range, "下一步").is_some()
}

/// The year reported on: that of the title; or the one that 现将…报告如下 names; or the first of the opening lines.
pub(super) fn reported_year(text: &Text, lines: &[Line]) -> Option<i16> {
    let title = lines.iter().filter(|l| l.kind == LineKind::Title).find_map(|l| first_year(text, l.range.clone()));
    let opening = || {
        let body = lines.iter().filter(|l| l.kind == LineKind::Body).take(6);
        body.map(|l| l.range.start..l.range.end.min(l.range.start + 800))
    };
    let announced = || {
        opening().find_map(|l| {
            let at = text.find(l.clone(), "现将")?;
            first_year(text, at..l.end.min(at + 40))
        })
    };
    title.or_else(announced).or_else(|| opening().find_map(|l| first_year(text, l)))
}
