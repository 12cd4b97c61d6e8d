//! Years, dates, periods and times of day.
//!
//! In: a position. Out: how far the date reaches and, where it names a year, its days. Spans of time without a place in
//! the calendar (三年, 5个工作日) are figures, not dates.

use jiff::civil::Date;

use super::DateRange;
use super::number::digit;
use crate::text::{Class, Text};

/// A date or period that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
    pub end: usize,
    pub dates: Option<DateRange>,
}

/// A place in the calendar, as far as it is written.
#[derive(Clone, Copy, Debug, Default)]
struct Point {
    end: usize,
    year: Option<i16>,
    /// First and last month.
    months: Option<(u32, u32)>,
    day: Option<u32>,
}

impl Point {
    fn first(&self) -> Option<Date> {
        let month = self.months.map_or(1, |m| m.0);
        Date::new(self.year?, i8::try_from(month).ok()?, i8::try_from(self.day.unwrap_or(1)).ok()?).ok()
    }

    fn last(&self) -> Option<Date> {
        let month = i8::try_from(self.months.map_or(12, |m| m.1)).ok()?;
        match self.day {
            Some(day) => Date::new(self.year?, month, i8::try_from(day).ok()?).ok(),
            None => Some(Date::new(self.year?, month, 1).ok()?.last_of_month()),
        }
    }
}

/// A small number, Arabic or Chinese: its end, value and number of characters.
fn small(text: &Text, at: usize) -> Option<(usize, u32)> {
    let mut end = at;
    let mut value = 0;
    if text.class(at).any(Class::DIGIT) {
        while let Some(d) = text.char(end).to_digit(10) {
            value = value * 10 + d;
            end += 1;
            if end - at > 4 {
                return None;
            }
        }
        return Some((end, value));
    }
    let mut ten = false;
    while end - at < 4 {
        match text.char(end) {
            '十' if !ten => {
                value = value.max(1) * 10;
                ten = true;
            }
            '两' => return None,
            c => match digit(c) {
                Some(d) if ten => {
                    end += 1;
                    return Some((end, value + d));
                }
                Some(d) if end == at => value = d,
                Some(d) => value = value * 10 + d,
                None => break,
            },
        }
        end += 1;
    }
    (end > at).then_some((end, value))
}

const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

fn year(text: &Text, at: usize) -> Option<(usize, i16)> {
    let (end, value) = small(text, at)?;
    (end - at == 4 && YEARS.contains(&value)).then_some((end, value as i16))
}

fn skip_blank(text: &Text, at: usize) -> usize {
    if text.char(at) == ' ' { at + 1 } else { at }
}

fn is_range_sign(text: &Text, at: usize) -> bool {
    matches!(text.char(at), '-' | '~' | '至' | '到')
}

/// Steps over a range sign, which may be written twice (——).
fn range_sign(text: &Text, at: usize) -> Option<usize> {
    let at = skip_blank(text, at);
    if !is_range_sign(text, at) {
        return None;
    }
    let doubled = text.char(at) == '-' && text.char(at + 1) == '-';
    Some(skip_blank(text, at + 1 + usize::from(doubled)))
}

/// Reads the date or period that begins at `at`.
pub(super) fn read(text: &Text, at: usize) -> Option<Period> {
    let (after, value) = match small(text, at) {
        Some(small) => small,
        None => return run_together(text, at),
    };
    let next = text.char(skip_blank(text, after));
    let plausible = matches!(next, '年' | '月' | '季' | '世' | '时' | '点' | ':' | '.' | '-' | '/' | '至' | '到' | '~')
        || text.char(at) == '十'
        || YEARS.contains(&value);
    if !plausible {
        return None;
    }
    if let Some(plan) = five_year_plan(text, at) {
        return Some(plan);
    }
    let first = point(text, at, &Point::default())?;
    if let Some(second) = range_sign(text, first.end).and_then(|next| point(text, next, &first)) {
        let from = Point { year: first.year.or(second.year), ..first };
        let dates = from.first().zip(second.last()).filter(|(from, to)| from <= to);
        return Some(Period { end: second.end, dates: dates.map(|(from, to)| DateRange { from, to }) });
    }
    let dates = first.first().zip(first.last()).map(|(from, to)| DateRange { from, to });
    Some(Period { end: first.end, dates })
}

/// 20212025年, 202112月: the sign or the 年 was lost.
fn run_together(text: &Text, at: usize) -> Option<Period> {
    let mut end = at;
    while text.class(end).any(Class::DIGIT) && end - at <= 8 {
        end += 1;
    }
    if !matches!(end - at, 5..=8) || !matches!(text.char(end), '年' | '月') {
        return None;
    }
    let (_, value) = (at..at + 4).try_fold((0, 0), |(_, v), i| Some((i, v * 10 + text.char(i).to_digit(10)?)))?;
    YEARS.contains(&value).then_some(Period { end: end + 1, dates: None })
}

/// 十四五: the five years of a plan.
fn five_year_plan(text: &Text, at: usize) -> Option<Period> {
    let number = digit(text.char(at + 1)).filter(|&d| d > 0)?;
    if text.char(at) != '十' || text.char(at + 2) != '五' || super::unit::at(text, at + 3).is_some() {
        return None;
    }
    let start = 2001 + 5 * number as i16;
    let dates = Date::new(start, 1, 1).ok().zip(Date::new(start + 4, 12, 31).ok());
    Some(Period { end: at + 3, dates: dates.map(|(from, to)| DateRange { from, to }) })
}

/// Reads one place in the calendar; `before` is the start of the range it ends, if any.
fn point(text: &Text, at: usize, before: &Point) -> Option<Point> {
    let mut point = Point { end: at, year: before.year, ..Point::default() };
    if let Some((end, value)) = year(text, at) {
        point.year = Some(value);
        let sign = skip_blank(text, end);
        if text.char(sign) == '年' && text.char(sign + 1) != '代' {
            point.end = sign + 1 + usize::from(text.char(sign + 1) == '度');
            return Some(after_year(text, point));
        }
        if let Some(dotted) = dotted(text, end, value) {
            return Some(dotted);
        }
        if let Some(next) = range_sign(text, end)
            && let Some((after, last)) = year(text, next)
        {
            let closed = text.char(skip_blank(text, after)) == '年' || text.class(after).any(Class::CLOSE);
            if last > value && (closed || super::unit::at(text, after).is_none()) {
                point.end = end;
                return Some(point);
            }
        }
        if before.year.is_some() {
            point.end = end;
            return Some(point);
        }
        return None;
    }
    let (end, value) = small(text, at)?;
    let sign = skip_blank(text, end);
    match text.char(sign) {
        '年' if text.char(sign + 1) == '代' => Some(Point { end: sign + 2, year: None, ..point }),
        '世' if text.char(sign + 1) == '纪' => Some(Point { end: sign + 2, year: None, ..point }),
        '月' if end - at <= 2 || value <= 12 => Some(month(text, point, sign, value)),
        '季' if text.char(sign + 1) == '度' => Some(quarter(point, sign, value)),
        '日' | '号' if before.day.is_some() => {
            Some(Point { end: sign + 1, day: Some(value), months: before.months, ..point })
        }
        // 1-12月, 一至三季度
        _ if before.end == 0 && is_range_sign(text, sign) => {
            let next = range_sign(text, sign)?;
            let (after, last) = small(text, next)?;
            let unit = skip_blank(text, after);
            match text.char(unit) {
                '月' if last <= 12 && value < last => Some(Point {
                    end: unit + 1 + usize::from(text.char(unit + 1) == '份'),
                    months: Some((value, last)),
                    ..point
                }),
                '季' if text.char(unit + 1) == '度' && last <= 4 => {
                    Some(Point { end: unit + 2, months: Some((value * 3 - 2, last * 3)), ..point })
                }
                _ => None,
            }
        }
        '时' | '点' | ':' if before.end == 0 => time(text, point, sign, value),
        _ => None,
    }
}

/// What follows 2023年.
fn after_year(text: &Text, point: Point) -> Point {
    let at = skip_blank(text, point.end);
    if text.starts_with(at, "上半年") {
        return Point { end: at + 3, months: Some((1, 6)), ..point };
    }
    if text.starts_with(at, "下半年") {
        return Point { end: at + 3, months: Some((7, 12)), ..point };
    }
    let from = at + usize::from(matches!(text.char(at), '第' | '前'));
    let Some((end, value)) = small(text, from) else { return point };
    let sign = skip_blank(text, end);
    match text.char(sign) {
        '月' if from == at && end - from <= 2 => month(text, point, sign, value),
        '季' if text.char(sign + 1) == '度' && (1..=4).contains(&value) => {
            let first = if text.char(at) == '前' { 1 } else { value * 3 - 2 };
            Point { end: sign + 2, months: Some((first, value * 3)), ..point }
        }
        _ if from == at && is_range_sign(text, sign) => {
            let next = range_sign(text, sign).and_then(|next| small(text, next));
            match next {
                Some((after, last)) if text.char(after) == '月' && value < last => {
                    Point { end: after + 1, months: Some((value, last)), ..point }
                }
                _ => point,
            }
        }
        _ => point,
    }
}

fn quarter(point: Point, sign: usize, value: u32) -> Point {
    let months = (1..=4).contains(&value).then(|| (value * 3 - 2, value * 3));
    Point { end: sign + 2, months, ..point }
}

/// What follows a month's number; `sign` is the place of 月.
fn month(text: &Text, point: Point, sign: usize, value: u32) -> Point {
    let end = sign + 1 + usize::from(text.char(sign + 1) == '份');
    let point = Point { end, months: Some((value, value)), ..point };
    let at = skip_blank(text, end);
    let Some((after, day)) = small(text, at) else { return point };
    let unit = skip_blank(text, after);
    match text.char(unit) {
        '日' | '号' if after - at <= 3 => Point { end: unit + 1, day: Some(day), ..point },
        // 3月3-5日
        '-' | '至' | '~' => match range_sign(text, unit).and_then(|next| small(text, next)) {
            Some((last, _)) if matches!(text.char(last), '日' | '号') => {
                Point { end: last + 1, day: Some(day), ..point }
            }
            _ => point,
        },
        _ => point,
    }
}

/// 2023.3.5, 2023-03-05, 2023/3/5, 2023.3.
fn dotted(text: &Text, at: usize, year: i16) -> Option<Point> {
    let mark = text.char(at);
    if !matches!(mark, '.' | '-' | '/') || !text.class(at + 1).any(Class::DIGIT) {
        return None;
    }
    let (after, month) = small(text, at + 1)?;
    if after - at > 3 || !(1..=12).contains(&month) {
        return None;
    }
    let point = Point { end: after, year: Some(year), months: Some((month, month)), day: None };
    if text.char(after) == mark && text.class(after + 1).any(Class::DIGIT) {
        let (end, day) = small(text, after + 1)?;
        return (1..=31).contains(&day).then_some(Point { end, day: Some(day), ..point });
    }
    let alone = super::unit::at(text, after).is_none() && !text.class(after).any(Class::NUMERAL);
    (alone && mark != '/' && !matches!(text.char(after), '-' | '月')).then_some(point)
}

/// 9时30分, 9:30, 9点30分.
fn time(text: &Text, point: Point, sign: usize, hour: u32) -> Option<Point> {
    if hour > 24 || !text.class(sign.saturating_sub(1)).any(Class::DIGIT) && text.char(sign) != '点' {
        return None;
    }
    let minutes = small(text, sign + 1).filter(|&(end, m)| m < 60 && end - sign <= 4);
    match (text.char(sign), minutes) {
        (':', Some((end, _))) if end == sign + 3 => Some(Point { end, ..point }),
        (':', _) => None,
        (_, Some((end, _))) if text.char(end) == '分' => Some(Point { end: end + 1, ..point }),
        ('时', _) if !matches!(text.char(sign + 1), '段' | '间' | '期' | '代' | '效') => {
            Some(Point { end: sign + 1, ..point })
        }
        ('点', _) if matches!(text.char(sign + 1), '半' | '整' | '钟') => Some(Point { end: sign + 2, ..point }),
        _ => None,
    }
}
