//! Finds every number of a text and says what it is.

use rust_decimal::Decimal;

use super::classify::Judge;
use super::figure::{self, Figure};
use super::number::{self, Form};
use super::{Approx, DateRange, Kind, Quantity, QuantityClass, date, name};
use crate::citation::Citation;
use crate::outline::Outline;
use crate::text::{Class, Positions, Text};

pub(super) fn read(text: &Text, outline: &Outline, citations: &[Citation]) -> Vec<Quantity> {
    let mut markers: Vec<Positions> = outline.sections.iter().map(|s| text.positions(s.marker)).collect();
    markers.sort_by_key(|m| m.start);
    let mut titles: Vec<Title> = citations.iter().map(|c| Title::new(text, c)).collect();
    titles.sort_by_key(|t| t.range.start);
    let mut reader = Reader {
        text,
        markers,
        titles,
        marker: 0,
        title: 0,
        floor: 0,
        bound_after: false,
        found: Vec::with_capacity(text.len() / 48),
    };
    reader.run();
    reader.found
}

/// Where a citation lies, and where its title ends.
struct Title {
    range: Positions,
    title_end: usize,
}

impl Title {
    fn new(text: &Text, citation: &Citation) -> Self {
        let range = text.positions(citation.span);
        let title_end = citation.title.map_or(range.start, |t| text.positions(t).end);
        Self { range, title_end }
    }
}

struct Reader<'r, 't> {
    text: &'r Text<'t>,
    markers: Vec<Positions>,
    titles: Vec<Title>,
    /// The first marker and title not yet passed.
    marker: usize,
    title: usize,
    /// Where the last item ended: nothing before it may be taken again.
    floor: usize,
    /// Whether the last figure has a bound after it.
    bound_after: bool,
    found: Vec<Quantity>,
}

impl Reader<'_, '_> {
    fn run(&mut self) {
        for at in self.text.marks(0..self.text.len()) {
            if at >= self.floor && self.text.class(at).any(Class::DIGIT.with(Class::NUMERAL)) {
                self.floor = self.item(at).max(at + 1);
            }
        }
    }

    /// Reads the item at `at`; its end.
    fn item(&mut self, at: usize) -> usize {
        if let Some(end) = self.cited(at).or_else(|| self.marked(at)) {
            return end;
        }
        if let Some(period) = date::read(self.text, at) {
            return self.push_date(at, period);
        }
        let word = name::word(self.text, self.floor, at);
        if let Some((end, false)) = word.filter(|_| !self.per_week(at)) {
            return self.push(QuantityClass::Name, at..end, at..end, None);
        }
        let ordinal = at > self.floor && self.text.char(at - 1) == '第';
        if let (Some((end, _)), false) = (word, ordinal) {
            let stronger = figure::read(self.text, self.floor, at).filter(|f| f.says_more_than(end));
            return match stronger {
                Some(figure) => self.push_figure(&figure),
                None => self.push(QuantityClass::Name, at..end, at..end, None),
            };
        }
        if ordinal {
            return self.ordinal(at);
        }
        if self.text.class(at).any(Class::DIGIT)
            && let Some((end, code)) = name::code(self.text, at)
        {
            let class = match code {
                name::Code::Name => QuantityClass::Name,
                name::Code::Phone => QuantityClass::Phone,
            };
            return self.push(class, at..end, at..end, None);
        }
        if let Some(end) = self.heading(at) {
            return end;
        }
        match figure::read(self.text, self.floor, at) {
            Some(figure) => self.push_figure(&figure),
            None => at + 1,
        }
    }

    /// 每周一次 is no Monday.
    fn per_week(&self, at: usize) -> bool {
        let text = self.text;
        let every = |i: usize| at.checked_sub(i).is_some_and(|i| matches!(text.char(i), '每' | '一'));
        let week = match text.char(at.saturating_sub(1)) {
            '周' => every(2),
            '期' | '拜' => every(3),
            _ => false,
        };
        week && figure::read(self.text, self.floor, at)
            .and_then(|f| f.unit)
            .is_some_and(|u| matches!(u.name, "次" | "场" | "期" | "课" | "例"))
    }

    fn push(&mut self, class: QuantityClass, span: Positions, number: Positions, value: Option<Decimal>) -> usize {
        let end = span.end;
        self.found.push(Quantity {
            span: self.text.span(span),
            number: self.text.span(number),
            class,
            value,
            upper: None,
            step: Decimal::ONE,
            approx: Approx::Exact,
            unit: None,
            kind: Kind::Other,
            dates: None,
        });
        end
    }

    fn push_date(&mut self, at: usize, period: date::Period) -> usize {
        let ordinal = at > self.floor && matches!(self.text.char(at - 1), '第' | '前');
        let start = at - usize::from(ordinal && self.text.char(period.end - 1) == '度');
        let end = self.push(QuantityClass::Date, start..period.end, at..period.end, None);
        self.set_dates(period.dates);
        end
    }

    fn set_dates(&mut self, dates: Option<DateRange>) {
        if let Some(last) = self.found.last_mut() {
            last.dates = dates;
        }
    }

    /// A number inside a citation.
    fn cited(&mut self, at: usize) -> Option<usize> {
        while self.titles.get(self.title).is_some_and(|t| t.range.end <= at) {
            self.title += 1;
        }
        let title = self.titles.get(self.title).filter(|t| t.range.start <= at)?;
        let (limit, class) = match at < title.title_end {
            true => (title.title_end, QuantityClass::Name),
            false => (title.range.end, QuantityClass::DocumentNumber),
        };
        let number = number::read(self.text, at);
        let end = number.map_or(at + 1, |n| n.end).min(limit);
        Some(self.push(class, at..end, at..end, number.and_then(|n| n.value)))
    }

    /// The number of a heading that the outline found.
    fn marked(&mut self, at: usize) -> Option<usize> {
        while self.markers.get(self.marker).is_some_and(|m| m.end <= at) {
            self.marker += 1;
        }
        let limit = self.markers.get(self.marker).filter(|m| m.start <= at)?.end;
        let number = number::read(self.text, at);
        let end = number.map_or(at + 1, |n| n.end).min(limit);
        Some(self.push(QuantityClass::Heading, at..end, at..end, number.and_then(|n| n.value)))
    }

    /// 第 and a number.
    fn ordinal(&mut self, at: usize) -> usize {
        let number = number::read(self.text, at);
        let end = number.map_or(at + 1, |n| n.end);
        let class = if self.text.char(end) == '号' { QuantityClass::DocumentNumber } else { QuantityClass::Ordinal };
        self.push(class, at - 1..end, at..end, number.and_then(|n| n.value))
    }

    /// 一是, (一), `1.` at the start of a line or item.
    fn heading(&mut self, at: usize) -> Option<usize> {
        let text = self.text;
        let number = number::read(text, at)?;
        let (before, after) = (at.checked_sub(1).map_or('\n', |b| text.char(b)), text.char(number.end));
        let small = number.value.is_some_and(|v| v < Decimal::ONE_THOUSAND);
        let fresh = at == 0 || text.class(at - 1).is_boundary() || text.class(at - 1).is_blank();
        let is_heading = small
            && match after {
                '是' => number.form != Form::Arabic && !matches!(before, '不' | '也' | '者' | '间'),
                '要' => number.form != Form::Arabic && fresh,
                ')' => before == '(' || fresh,
                '、' => fresh && before != ',' && self.line_start(at),
                '.' => fresh && self.line_start(at) && !text.class(number.end + 1).any(Class::DIGIT),
                ' ' | '\n' | '\0' => {
                    let alone = after != ' ' || text.class(number.end + 1).is_blank();
                    number.form == Form::Arabic && alone && at > 0 && text.class(at - 1).any(Class::NEWLINE)
                }
                _ => false,
            };
        is_heading.then(|| self.push(QuantityClass::Heading, at..number.end, at..number.end, number.value))
    }

    /// Whether only blanks stand between `at` and the start of its line or sentence.
    fn line_start(&self, at: usize) -> bool {
        let before = (self.floor..at).rev().find(|&i| self.text.char(i) != ' ');
        before.is_none_or(|i| {
            let class = self.text.class(i);
            class.any(Class::STOP) || class.any(Class::NEWLINE) || matches!(self.text.char(i), ';' | ':')
        })
    }

    fn push_figure(&mut self, figure: &Figure) -> usize {
        let judge = Judge { text: self.text, floor: self.floor };
        let class = judge.classify(figure);
        if class == QuantityClass::Quantity && self.closes_interval(figure) {
            return figure.end;
        }
        let kind = match class {
            QuantityClass::Quantity if figure.kind == Kind::Count && figure.unit.is_some() && judge.is_rate(figure) => {
                Kind::Frequency
            }
            _ => figure.kind,
        };
        let whole = class == QuantityClass::Quantity || class == QuantityClass::Article;
        let span = match whole {
            true => figure.start..figure.end,
            false => figure.number_start..figure.core_end,
        };
        let value = figure.value.filter(|_| class != QuantityClass::Date);
        let end = self.push(class, span, figure.number_start..figure.number_end, value);
        self.bound_after = figure.end > figure.core_end;
        if let Some(last) = self.found.last_mut().filter(|_| whole) {
            last.upper = figure.upper;
            last.step = figure.step;
            last.approx = figure.approx;
            last.unit = figure.unit.map(|u| u.name);
            last.kind = kind;
        }
        end
    }

    /// 大于10小于20, 10%以上、20%以下: two bounds of one figure become its two ends.
    fn closes_interval(&mut self, figure: &Figure) -> bool {
        let text = self.text;
        let between = self.floor..figure.start;
        let Some(last) = self.found.last_mut() else { return false };
        if last.class != QuantityClass::Quantity || last.upper.is_some() || between.len() > LONGEST_LINK {
            return false;
        }
        let (lower, upper) = match (last.approx, figure.approx) {
            (Approx::Over | Approx::AtLeast, Approx::Under | Approx::AtMost) => (last.value, figure.value),
            (Approx::Under | Approx::AtMost, Approx::Over | Approx::AtLeast) => (figure.value, last.value),
            _ => return false,
        };
        let own = text.positions(last.span);
        let before = own.start < text.position(last.number.start) && figure.start < figure.number_start;
        let after = self.bound_after && figure.end > figure.core_end && figure.start == figure.number_start;
        let link: String = between.map(|i| text.char(i)).filter(|&c| c != ' ').collect();
        let linked = match link.as_str() {
            "" | "的同时" | "并" | "且" | "并且" => before,
            "," | "、" => after,
            _ => false,
        };
        if !linked || lower >= upper || last.unit != figure.unit.map(|u| u.name) {
            return false;
        }
        last.value = lower;
        last.upper = upper;
        last.approx = Approx::Exact;
        last.step = figure.step;
        last.span = text.span(own.start..figure.end);
        last.number = text.span(text.position(last.number.start)..figure.number_end);
        true
    }
}

/// Longest word between two bounds of one figure, with blanks.
const LONGEST_LINK: usize = 5;
