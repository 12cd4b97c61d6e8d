//! Finds every number of a text and says what it is.

use rust_decimal::Decimal;

use super::number::{self, Form, Number};
use super::unit::{self, Habit, Unit};
use super::{Approx, DateRange, Kind, Quantity, QuantityClass, bound, date, name};
use crate::citation::Citation;
use crate::outline::Outline;
use crate::text::{Class, Positions, Text};

pub(super) fn read(text: &Text, outline: &Outline, citations: &[Citation]) -> Vec<Quantity> {
    let mut markers: Vec<Positions> = outline.sections.iter().map(|s| text.positions(s.marker)).collect();
    markers.sort_by_key(|m| m.start);
    let mut titles: Vec<Title> = citations.iter().map(|c| Title::new(text, c)).collect();
    titles.sort_by_key(|t| t.range.start);
    let mut reader =
        Reader { text, markers, titles, marker: 0, title: 0, floor: 0, bound_after: false, found: Vec::new() };
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

/// A number with its unit, before it is known what it is.
#[derive(Clone, Copy, Debug)]
struct Figure {
    start: usize,
    number_start: usize,
    number_end: usize,
    /// End of number and unit.
    core_end: usize,
    end: usize,
    value: Option<Decimal>,
    upper: Option<Decimal>,
    step: Decimal,
    approx: Approx,
    /// A bound stands before it.
    bounded: bool,
    unit: Option<Unit>,
    kind: Kind,
    form: Form,
}

impl Figure {
    /// Whether this reading goes beyond that of a word which ends at `end`: 十分钟 beyond 十分, 近万人 beyond 万人.
    fn says_more_than(&self, end: usize) -> bool {
        let fraction = self.value.is_some_and(|v| !v.fract().is_zero());
        let longer = self.core_end > end && (self.unit.is_some() || fraction);
        longer || self.core_end == end && self.bounded && self.unit.is_some()
    }
}

impl Reader<'_, '_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(rest) = self.text.classes().get(at..) {
            let Some(next) = rest.iter().position(|c| c.any(Class::DIGIT) || c.any(Class::NUMERAL)) else { break };
            at += next;
            let end = self.item(at).max(at + 1);
            self.floor = end;
            at = end;
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
            let stronger = self.figure(at).filter(|f| f.says_more_than(end));
            return match stronger {
                Some(figure) => self.push_figure(&figure),
                None => self.push(QuantityClass::Name, at..end, at..end, None),
            };
        }
        if ordinal {
            return self.ordinal(at);
        }
        if self.text.class(at).any(Class::DIGIT) {
            if let Some((end, code)) = name::code(self.text, at) {
                let class = match code {
                    name::Code::Name => QuantityClass::Name,
                    name::Code::Phone => QuantityClass::Phone,
                };
                return self.push(class, at..end, at..end, None);
            }
        }
        if let Some(end) = self.heading(at) {
            return end;
        }
        match self.figure(at) {
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
        week && self.figure(at).and_then(|f| f.unit).is_some_and(|u| matches!(u.name, "次" | "场" | "期" | "课" | "例"))
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
        let numbered = matches!(self.text.char(end), '号' | '條');
        let class = if numbered { QuantityClass::DocumentNumber } else { QuantityClass::Ordinal };
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

    /// The number at `at` with its unit and bounds.
    fn figure(&self, at: usize) -> Option<Figure> {
        let text = self.text;
        if text.char(at) == '半' {
            return self.half(at);
        }
        let number = number::read(text, at)?;
        let mut figure = Figure {
            start: at,
            number_start: at,
            number_end: number.end,
            core_end: number.end,
            end: number.end,
            value: number.value,
            upper: number.upper,
            step: number.step,
            approx: number.vague,
            bounded: false,
            unit: None,
            kind: Kind::Other,
            form: number.form,
        };
        self.leading_point(&mut figure);
        if !self.mixed(&mut figure, &number) && !self.fraction(&mut figure, &number) {
            self.measure(&mut figure);
            self.range(&mut figure, &number);
        }
        self.bounds(&mut figure);
        Some(figure)
    }

    /// .5: a point with nothing before it.
    fn leading_point(&self, figure: &mut Figure) {
        let text = self.text;
        let at = figure.start;
        if at <= self.floor || text.char(at - 1) != '.' || figure.form != Form::Arabic {
            return;
        }
        let before = at.checked_sub(2).map_or('\n', |b| text.char(b));
        if !matches!(before, '\n' | ' ' | '-' | '(') {
            return;
        }
        let digits = (figure.number_end - at) as u32;
        let whole = figure.value.filter(|v| v.fract().is_zero());
        if let Some(value) = whole.and_then(|v| v.checked_mul(Decimal::try_new(1, digits).ok()?)) {
            figure.value = Some(value);
            figure.step = Decimal::new(1, digits.min(28));
            figure.start = at - 1;
            figure.number_start = at - 1;
        }
    }

    /// 半年, 半个月; none for any other word with 半.
    fn half(&self, at: usize) -> Option<Figure> {
        if self.text.char(at + 1) == '百' {
            return self.half_hundred(at);
        }
        let from = at + 1 + usize::from(self.text.char(at + 1) == '个' && unit::at(self.text, at + 2).is_some());
        let (end, unit) = unit::at(self.text, from).or_else(|| unit::at(self.text, at + 1))?;
        if unit.kind != Kind::Duration && !matches!(unit.name, "成" | "倍") {
            return None;
        }
        let unit = if from > at + 1 { unit::of_each(self.text, at + 1).map_or(unit, |(_, u)| u) } else { unit };
        let mut figure = Figure {
            start: at,
            number_start: at,
            number_end: at + 1,
            core_end: end,
            end,
            value: Some(Decimal::new(5, 1)),
            upper: None,
            step: Decimal::new(1, 1),
            approx: Approx::Exact,
            bounded: false,
            unit: Some(unit),
            kind: unit.kind,
            form: Form::Single,
        };
        tenths(&mut figure);
        self.bounds(&mut figure);
        Some(figure)
    }

    /// 半百.
    fn half_hundred(&self, at: usize) -> Option<Figure> {
        let hundred = self.figure(at + 1)?;
        let value = hundred.value.and_then(|v| v.checked_div(Decimal::TWO));
        Some(Figure { start: at, number_start: at, value, form: Form::Chinese, ..hundred })
    }

    /// 百分之九十五, 三分之一, 1/4.
    fn fraction(&self, figure: &mut Figure, number: &Number) -> bool {
        let text = self.text;
        let slash = text.char(number.end) == '/' && number.form == Form::Arabic;
        let from = match slash {
            true => number.end + 1,
            false if text.starts_with(number.end, "分之") => number.end + 2,
            false => return false,
        };
        let Some(other) = number::read(text, from) else { return false };
        let Some((a, b)) = number.value.zip(other.value) else { return false };
        let (part, whole) = if slash { (a, b) } else { (b, a) };
        if whole.is_zero() || slash && (text.char(other.end) == '/' || !text.class(from).any(Class::DIGIT)) {
            return false;
        }
        let sign = match whole.normalize() {
            _ if slash => None,
            w if w == Decimal::ONE_HUNDRED && number.form == Form::Place => unit::named("%"),
            w if w == Decimal::ONE_THOUSAND && number.form == Form::Place => unit::named("‰"),
            _ => None,
        };
        figure.value = if sign.is_some() { Some(part) } else { part.checked_div(whole) };
        figure.step = other.step;
        figure.approx = other.vague;
        if sign.is_some() {
            figure.number_start = from;
        }
        figure.number_end = other.end;
        figure.core_end = other.end;
        figure.end = other.end;
        figure.unit = sign;
        figure.kind = sign.map_or(Kind::Other, |u| u.kind);
        figure.form = Form::Chinese;
        true
    }

    /// 十一又十四分之一.
    fn mixed(&self, figure: &mut Figure, number: &Number) -> bool {
        if self.text.char(number.end) != '又' {
            return false;
        }
        let Some(part) = number::read(self.text, number.end + 1) else { return false };
        let mut fraction = *figure;
        if !self.fraction(&mut fraction, &part) || fraction.unit.is_some() {
            return false;
        }
        let whole = figure.value;
        *figure = fraction;
        figure.value = whole.zip(fraction.value).and_then(|(a, b)| a.checked_add(b));
        true
    }

    /// Adds the measure word after the number.
    fn measure(&self, figure: &mut Figure) {
        let text = self.text;
        let blank = usize::from(text.char(figure.core_end) == ' ');
        let Some((end, unit)) = unit::at(text, figure.core_end).or_else(|| unit::at(text, figure.core_end + blank))
        else {
            let whole = figure.value.is_some_and(|v| v.fract().is_zero());
            figure.kind = if whole { Kind::Count } else { Kind::Other };
            return;
        };
        figure.unit = Some(unit);
        figure.kind = unit.kind;
        figure.core_end = end;
        // 两个多月, 一个半小时
        if unit.name == "个" && matches!(text.char(end), '多' | '余' | '半') {
            if let Some((after, whole)) = unit::of_each(text, end) {
                if text.char(end) == '半' {
                    add_half(figure);
                } else {
                    figure.approx = Approx::Over;
                }
                figure.unit = Some(whole);
                figure.kind = whole.kind;
                figure.core_end = after;
            }
        }
        let halves =
            matches!(unit.kind, Kind::Duration | Kind::Length) || matches!(unit.name, "成" | "倍" | "斤" | "公斤");
        if halves && text.char(figure.core_end) == '半' && unit::at(text, figure.core_end + 1).is_none() {
            add_half(figure);
            figure.core_end += 1;
        }
        tenths(figure);
        // 七成六 is 76 %.
        if unit.name == "成" {
            let blank = usize::from(text.char(figure.core_end) == ' ');
            let digit = number::digit(text.char(figure.core_end + blank)).filter(|&d| d > 0);
            let alone = !text.class(figure.core_end + blank + 1).any(Class::HAN);
            if let (Some(digit), true) = (digit, alone) {
                figure.value = figure.value.and_then(|v| v.checked_add(Decimal::from(digit)));
                figure.core_end += blank + 1;
            }
        }
        figure.end = figure.core_end;
    }

    /// Adds the upper end of `3至5次`, `10%-15%`.
    fn range(&self, figure: &mut Figure, number: &Number) {
        let text = self.text;
        let at = figure.core_end;
        let sign = text.char(at);
        if !matches!(sign, '-' | '~' | '至' | '到' | '与' | '和') || figure.upper.is_some() {
            return;
        }
        let Some(second) = number::read(text, at + 1) else { return };
        if matches!(sign, '与' | '和') {
            return self.between(figure, &second);
        }
        let mut other = Figure { core_end: second.end, value: second.value, unit: None, form: second.form, ..*figure };
        self.measure(&mut other);
        let same_unit = match (figure.unit, other.unit) {
            (None, Some(_)) => true,
            (Some(a), Some(b)) => a.name == b.name,
            (None, None) => number.form == Form::Arabic && second.form == Form::Arabic,
            (Some(_), None) => false,
        };
        let Some((mut low, high)) = figure.value.zip(other.value) else { return };
        // 3至5万人: the place belongs to both.
        if figure.unit.is_none() && number.scale.is_none() {
            if let Some(scale) = second.scale.and_then(|s| low.checked_mul(s)) {
                low = scale;
            }
        }
        if figure.unit.is_none() && other.unit.is_some_and(|u| u.name == "%") && text.class(at + 1).any(Class::NUMERAL)
        {
            return;
        }
        if !same_unit || low >= high {
            return;
        }
        figure.value = Some(low);
        figure.upper = other.value;
        figure.step = second.step;
        figure.number_end = second.end;
        figure.unit = other.unit;
        figure.kind = other.kind;
        figure.core_end = other.core_end;
        figure.end = other.core_end;
        if second.vague != Approx::Exact {
            figure.approx = second.vague;
        }
    }

    /// Adds the upper end of 10%与20%之间.
    fn between(&self, figure: &mut Figure, second: &Number) {
        let text = self.text;
        let mut other = Figure { core_end: second.end, value: second.value, unit: None, form: second.form, ..*figure };
        if !text.starts_with(second.end, "间") {
            self.measure(&mut other);
        }
        let closing = ["之间", "间"].into_iter().find(|word| text.starts_with(other.core_end, word));
        let same_unit = figure.unit.map(|u| u.name) == other.unit.map(|u| u.name);
        let (Some(word), true, true) = (closing, same_unit, figure.value < other.value) else { return };
        figure.upper = other.value;
        figure.number_end = second.end;
        figure.core_end = other.core_end + word.chars().count();
        figure.end = figure.core_end;
    }

    /// Adds the sign and the bounds before and after.
    fn bounds(&self, figure: &mut Figure) {
        let text = self.text;
        if self.negative(figure) {
            if figure.number_start == figure.start {
                figure.number_start -= 1;
            }
            figure.start -= 1;
            figure.value = figure.value.map(|v| -v);
        }
        let big = matches!(text.char(figure.number_start), '百' | '千' | '万' | '亿');
        let mut before = bound::before(text, self.floor, figure.start);
        // 上百, 上千; 线上百场 is another matter.
        if before.is_none() && big && figure.start > self.floor && text.char(figure.start - 1) == '上' {
            let apart = figure.start.checked_sub(2).map_or('\n', |i| text.char(i));
            if !matches!(apart, '线' | '网' | '会' | '以' | '之' | '路' | '晚' | '早' | '台' | '村' | '身') {
                before = Some((figure.start - 1, Approx::Over));
            }
        }
        let after = bound::after(text, figure.core_end, figure.unit.map(|u| u.kind));
        figure.bounded = before.is_some() || after.is_some();
        if let Some((start, _)) = before {
            figure.start = start;
        }
        figure.end = after.map_or(figure.core_end, |a| a.0);
        figure.approx = bound::combine(before.map(|b| b.1), figure.approx, after.map(|a| a.1));
    }

    /// Whether a minus sign, not a dash, stands before the figure.
    fn negative(&self, figure: &Figure) -> bool {
        let text = self.text;
        if figure.start <= self.floor {
            return false;
        }
        let at = figure.start - 1;
        let before = at.checked_sub(1).map_or('\n', |b| text.char(b));
        match text.char(at) {
            '负' => !matches!(before, '担' | '肩' | '胜' | '欺' | '自' | '抱' | '辜'),
            '-' => {
                let percent = figure.kind == Kind::Percent;
                let written = text.raw(at..at + 1);
                matches!(written, "-" | "－" | "−")
                    && !before.is_ascii_alphanumeric()
                    && !matches!(before, '-' | ')' | '.' | '年' | '月' | '日')
                    && (percent || !text.class(at - usize::from(at > 0)).any(Class::HAN))
            }
            _ => false,
        }
    }

    fn push_figure(&mut self, figure: &Figure) -> usize {
        let class = self.classify(figure);
        if class == QuantityClass::Quantity && self.closes_interval(figure) {
            return figure.end;
        }
        let kind = match class {
            QuantityClass::Quantity if figure.kind == Kind::Count && figure.unit.is_some() && self.is_rate(figure) => {
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

    fn classify(&self, figure: &Figure) -> QuantityClass {
        let text = self.text;
        let before = figure.start.checked_sub(1).map_or('\n', |b| text.char(b));
        let after = text.char(figure.core_end);
        if figure.value.is_none() {
            return QuantityClass::Name;
        }
        if before == '每' {
            return QuantityClass::Name;
        }
        if after == '号' && figure.unit.is_none() {
            let numbered = matches!(before, '〕' | ']' | ')' | '年' | '令' | '第' | '〔' | '[');
            return if numbered { QuantityClass::DocumentNumber } else { QuantityClass::Name };
        }
        if figure.unit.is_none() && matches!(before, '〔' | '[') && matches!(after, '〕' | ']') {
            // [3] is a footnote.
            let year = figure.number_end - figure.number_start >= 4;
            return if year { QuantityClass::DocumentNumber } else { QuantityClass::Name };
        }
        if before == '前' && figure.unit.is_none_or(|u| matches!(u.name, "名" | "位" | "强")) {
            return QuantityClass::Ordinal;
        }
        if name::named_day(text, figure.number_start, figure.number_end) && figure.unit.is_none_or(|u| u.name == "日")
        {
            return QuantityClass::Name;
        }
        if let Some(quoted) = name::in_short_quote(text, figure.start, figure.end) {
            let percent = figure.kind == Kind::Percent;
            if quoted.whole || !percent {
                return QuantityClass::Name;
            }
        }
        match figure.unit {
            Some(unit) => self.classify_measured(figure, unit),
            None => self.classify_bare(figure, before, after),
        }
    }

    fn classify_measured(&self, figure: &Figure, unit: Unit) -> QuantityClass {
        let text = self.text;
        let chinese = figure.form != Form::Arabic;
        let loose = figure.bounded || figure.approx != Approx::Exact || figure.upper.is_some();
        let one = text.char(figure.number_start) == '一' && figure.value == Some(Decimal::ONE);
        if one
            && matches!(figure.kind, Kind::Count | Kind::Duration | Kind::Score | Kind::Money | Kind::Area)
            && !loose
            && !self.is_rate(figure)
        {
            return QuantityClass::Article;
        }
        if figure.form == Form::Place && !loose && figure.kind != Kind::Count && figure.kind != Kind::Percent {
            return QuantityClass::Name;
        }
        match unit.habit {
            Habit::Ordinal if text.char(figure.start.saturating_sub(1)) != '续' => return QuantityClass::Ordinal,
            Habit::Name => return QuantityClass::Name,
            Habit::Noun if chinese && !loose => return QuantityClass::Name,
            _ => {}
        }
        if chinese && unit.name == "次" && self.in_session(figure) {
            return QuantityClass::Ordinal;
        }
        if unit.name == "日" && figure.start >= 2 && text.char(figure.start - 1) == '月' {
            return QuantityClass::Date;
        }
        // 四个“零发生”, 三个“必须”: the count belongs to the slogan.
        if chinese && unit.name == "个" && text.char(figure.core_end) == '“' && !loose {
            let first = text.char(figure.core_end + 1);
            let slogan =
                text.class(figure.core_end + 1).any(Class::NUMERAL) || matches!(first, '不' | '更' | '必' | '1');
            if slogan {
                return QuantityClass::Name;
            }
        }
        QuantityClass::Quantity
    }

    /// 六届四次全会, 人大二次会议: which session it is, not how many.
    fn in_session(&self, figure: &Figure) -> bool {
        let text = self.text;
        let meets = matches!(text.char(figure.core_end), '全' | '会' | '党' | '常');
        let after_body = figure.start > 0 && matches!(text.char(figure.start - 1), '届' | '大' | '协' | '会' | '委');
        meets && (after_body || text.char(figure.number_start) == '二')
    }

    fn classify_bare(&self, figure: &Figure, before: char, after: char) -> QuantityClass {
        let text = self.text;
        let loose = figure.bounded || figure.approx != Approx::Exact || figure.upper.is_some();
        let followed = text.class(figure.core_end).any(Class::HAN);
        let quantity = match figure.form {
            // 2.0 is a version.
            Form::Arabic => loose || after != '.' && after != '_' && !text.ends_with(figure.core_end, ".0"),
            Form::Run => false,
            Form::Place => loose,
            Form::Single => {
                let led = !text.class(figure.start.saturating_sub(1)).any(Class::HAN)
                    || figure.start == 0
                    || matches!(before, '是' | '为' | '于' | '到' | '至' | '第' | '前');
                let apart = !followed || matches!(after, '那' | '不' | '却' | '而' | '的') && before == '是';
                apart && led || figure.bounded
            }
            Form::Chinese => {
                let wide = figure.value.is_some_and(|v| v >= Decimal::ONE_HUNDRED)
                    || figure.value.is_some_and(|v| v < Decimal::ONE);
                loose || wide || !followed || text.class(figure.core_end).any(Class::NUMERAL)
            }
        };
        if quantity { QuantityClass::Quantity } else { QuantityClass::Name }
    }

    /// Whether the figure is so many per period or per head: 每季度…1次, 每千人5批次.
    fn is_rate(&self, figure: &Figure) -> bool {
        let text = self.text;
        let from = figure.start.saturating_sub(PER_REACH).max(self.floor.saturating_sub(4));
        let start = (from..figure.start).rev().find(|&i| text.class(i).is_boundary()).map_or(from, |i| i + 1);
        let clause = start..figure.start;
        let per = clause.clone().rev().find(|&i| text.char(i) == '每');
        if let Some(per) = per {
            return per + 1 < figure.start && text.char(per + 1) != '一' && text.char(per + 1) != '个';
        }
        let minimum = matches!(figure.approx, Approx::AtLeast | Approx::AtMost);
        minimum && text.find(clause, "全年").is_some()
    }
}

/// Longest word between two bounds of one figure, with blanks.
const LONGEST_LINK: usize = 5;

/// How far back 每 is looked for.
const PER_REACH: usize = 14;

/// Adds half of one: 两年半.
fn add_half(figure: &mut Figure) {
    let half = Decimal::new(5, 1);
    figure.value = figure.value.and_then(|v| v.checked_add(half));
    figure.step = Decimal::new(1, 1);
}

/// 四成 is 40 %.
fn tenths(figure: &mut Figure) {
    if figure.unit.is_some_and(|u| u.name == "成") {
        figure.value = figure.value.and_then(|v| v.checked_mul(Decimal::TEN));
        figure.step *= Decimal::TEN;
        figure.unit = unit::named("%");
    }
}
