//! One figure: a number with its sign, its measure word, its range and the words that bound it.
//!
//! In: the position of a number. Out: a [`Figure`]. What the figure is (a quantity, a name, an article) is not said here.

use rust_decimal::Decimal;

use super::number::{self, Form, Number};
use super::unit::{self, Unit};
use super::{Approx, Kind, bound};
use crate::text::{Class, Text};

/// A number with its unit, before it is known what it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    /// Start of the bound before, or of the number.
    pub start: usize,
    pub number_start: usize,
    pub number_end: usize,
    /// End of number and unit.
    pub core_end: usize,
    /// End with the bound after.
    pub end: usize,
    pub value: Option<Decimal>,
    pub upper: Option<Decimal>,
    pub step: Decimal,
    pub approx: Approx,
    /// A bound stands before or after it.
    pub bounded: bool,
    pub unit: Option<Unit>,
    pub kind: Kind,
    pub form: Form,
}

impl Figure {
    /// Whether this reading goes beyond that of a word which ends at `end`: 十分钟 beyond 十分, 近万人 beyond 万人.
    pub fn says_more_than(&self, end: usize) -> bool {
        let fraction = self.value.is_some_and(|v| !v.fract().is_zero());
        let digits = self.form == Form::Arabic && self.number_end > end;
        let longer = self.core_end > end && (self.unit.is_some() || fraction || digits);
        longer || self.core_end == end && self.bounded && self.unit.is_some()
    }
}

/// Reads the figure whose number begins at `at`; nothing before `floor` belongs to it.
pub(super) fn read(text: &Text, floor: usize, at: usize) -> Option<Figure> {
    Shape { text, floor }.figure(at)
}

/// Where a figure may lie.
struct Shape<'s, 't> {
    text: &'s Text<'t>,
    floor: usize,
}

impl Shape<'_, '_> {
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
        let long = slash && (part >= Decimal::ONE_THOUSAND || whole >= Decimal::ONE_THOUSAND);
        if whole.is_zero() || long || slash && (text.char(other.end) == '/' || !text.class(from).any(Class::DIGIT)) {
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
        if unit.name == "个"
            && matches!(text.char(end), '多' | '余' | '半')
            && let Some((after, whole)) = unit::of_each(text, end)
        {
            if text.char(end) == '半' {
                add_half(figure);
            } else {
                figure.approx = Approx::Over;
            }
            figure.unit = Some(whole);
            figure.kind = whole.kind;
            figure.core_end = after;
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
        if figure.unit.is_none()
            && number.scale.is_none()
            && let Some(scale) = second.scale.and_then(|s| low.checked_mul(s))
        {
            low = scale;
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
        let before = bound::before(text, self.floor, figure.start);
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
            '负' => before == '为' || !text.class(at.saturating_sub(1)).any(Class::HAN) || at == 0,
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
}

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
        figure.step = figure.step.checked_mul(Decimal::TEN).unwrap_or(figure.step);
        figure.unit = unit::named("%");
    }
}
