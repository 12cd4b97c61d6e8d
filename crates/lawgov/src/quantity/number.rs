//! Reads one written number: Arabic, Chinese or mixed.
//!
//! In: the text and the position of its first digit or numeral. Out: its exact value, the value of its last place and
//! what is vague about it. Ranges with a sign between two numbers are not read here; 三四十 is.

use rust_decimal::Decimal;

use super::Approx;
use crate::text::{Class, Text};

/// A number as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub end: usize,
    /// None when it is too long to hold, or a run of numerals that is no number (八五).
    pub value: Option<Decimal>,
    /// The upper end of 三四十, 七八.
    pub upper: Option<Decimal>,
    /// The value of one step of the last place.
    pub step: Decimal,
    /// What 余, 多, 几, 数, 来 inside it say.
    pub vague: Approx,
    /// 百, 千, 万 or 亿 at its end.
    pub scale: Option<Decimal>,
    pub form: Form,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Begins with Arabic digits.
    Arabic,
    /// One Chinese digit, or 十.
    Single,
    /// 百, 千, 万 or 亿 alone.
    Place,
    /// 二〇二四: digits one by one.
    Run,
    /// Anything longer.
    Chinese,
}

/// The value of a Chinese digit.
pub(super) const fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The power of ten of a place word.
const fn place(c: char) -> Option<u32> {
    Some(match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

const fn power(exponent: u32) -> Decimal {
    Decimal::from_parts(10u64.pow(exponent) as u32, (10u64.pow(exponent) >> 32) as u32, 0, false, 0)
}

/// Reads Arabic digits with thousands commas and decimals; the value is none when it does not fit 28 digits.
pub(super) fn literal(text: &Text, start: usize) -> (usize, Option<Decimal>, u32) {
    let is_digit = |at: usize| text.class(at).any(Class::DIGIT);
    let run = |mut at: usize| {
        while is_digit(at) {
            at += 1;
        }
        at
    };
    let mut end = run(start);
    if end - start <= 3 {
        // Typeset thousands may stand apart by a thin or fixed blank.
        let groups = |at: usize| text.char(at) == ',' || text.char(at) == ' ' && text.raw(at..at + 1) != " ";
        while end < text.len() && groups(end) && run(end + 1) == end + 4 {
            end += 4;
        }
    }
    let mut scale = 0;
    let dotted = start >= 2 && text.char(start - 1) == '.' && is_digit(start - 2);
    if text.char(end) == '.' && is_digit(end + 1) {
        let fraction = run(end + 1);
        // 1.2.3 is a number of a section or a version, not a decimal.
        let goes_on = text.char(fraction) == '.' && is_digit(fraction + 1);
        if !dotted && !goes_on {
            scale = (fraction - end - 1) as u32;
            end = fraction;
        }
    }
    let mut mantissa: i128 = 0;
    for at in start..end {
        if let Some(d) = text.char(at).to_digit(10) {
            mantissa = mantissa.saturating_mul(10).saturating_add(i128::from(d));
        }
    }
    (end, Decimal::try_from_i128_with_scale(mantissa, scale).ok(), scale)
}

/// Reads the number that begins at `start`.
pub(super) fn read(text: &Text, start: usize) -> Option<Number> {
    if text.class(start).any(Class::DIGIT) {
        let (end, value, scale) = literal(text, start);
        // 40来起
        let odd = text.char(end) == '来'
            && value.is_some_and(|v| (v % Decimal::TEN).is_zero())
            && super::unit::at(text, end + 1).is_some();
        let plain = !text.class(end).any(Class::NUMERAL) && !matches!(text.char(end), '余' | '多' | ' ') && !odd;
        if plain || value.is_none() || super::unit::begins_with_place(text, end) {
            let step = Decimal::new(1, scale.min(28));
            return Some(Number {
                end,
                value,
                upper: None,
                step,
                vague: Approx::Exact,
                scale: None,
                form: Form::Arabic,
            });
        }
    } else if let Some(run) = digit_run(text, start) {
        return Some(run);
    }
    Accumulator::new(start).read(text)
}

/// Numerals read digit by digit at most: a longer run is read in pieces.
const LONGEST_RUN: usize = 16;

/// 二〇二四, 一二三: numerals read digit by digit.
fn digit_run(text: &Text, start: usize) -> Option<Number> {
    let mut end = start;
    let mut value = Some(Decimal::ZERO);
    let mut zero = false;
    while let Some(d) = digit(text.char(end)).filter(|_| text.char(end) != '两' && end - start < LONGEST_RUN) {
        value = value.and_then(|v| v.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(d)));
        zero |= d == 0;
        end += 1;
    }
    let len = end - start;
    let positional = len >= 3 || len == 2 && zero && text.char(start) != '零';
    if !positional || place(text.char(end)).is_some() || text.char(end) == '点' {
        return None;
    }
    let value = value.filter(|_| zero || len >= 4);
    Some(Number { end, value, upper: None, step: Decimal::ONE, vague: Approx::Exact, scale: None, form: Form::Run })
}

/// Adds up places from left to right.
struct Accumulator {
    start: usize,
    at: usize,
    /// Complete 亿, complete 万, and places below 万 of the section in hand.
    high: Decimal,
    mid: Decimal,
    low: Decimal,
    /// The digit that waits for its place, and whether it was written in Arabic.
    digit: Option<Decimal>,
    arabic: bool,
    /// What to add for the upper end.
    spread: Decimal,
    step: Decimal,
    /// Places still allowed in this section are below this power of ten.
    cap: u32,
    /// Power of ten of the place just read, if nothing came after it.
    last: Option<u32>,
    zero: bool,
    vague: Approx,
}

impl Accumulator {
    fn new(start: usize) -> Self {
        Self {
            start,
            at: start,
            high: Decimal::ZERO,
            mid: Decimal::ZERO,
            low: Decimal::ZERO,
            digit: None,
            arabic: false,
            spread: Decimal::ZERO,
            step: Decimal::ONE,
            cap: 4,
            last: None,
            zero: false,
            vague: Approx::Exact,
        }
    }

    fn read(mut self, text: &Text) -> Option<Number> {
        while self.take(text).is_some() {}
        self.finish(text)
    }

    /// Takes one more piece, or none when the number ends here.
    fn take(&mut self, text: &Text) -> Option<()> {
        let c = text.char(self.at);
        let started = self.at > self.start;
        match c {
            '0'..='9' if self.digit.is_none() && (!started || self.last.is_some() || self.zero) => {
                let (end, value, scale) = literal(text, self.at);
                self.digit = Some(value?);
                self.arabic = true;
                self.step = Decimal::new(1, scale.min(28));
                self.at = end;
            }
            '零' | '〇' if started => {
                let next = text.char(self.at + 1);
                if self.digit.is_some()
                    || self.last.is_none()
                    || !(digit(next).is_some() || next.is_ascii_digit() || matches!(next, '十' | '百' | '几'))
                {
                    return None;
                }
                self.zero = true;
                self.at += 1;
            }
            // 十几件
            '几' if self.last == Some(1) && self.digit.is_none() && super::unit::at(text, self.at + 1).is_some() => {
                self.vague = Approx::Over;
                self.at += 1;
                return None;
            }
            '几' | '数' => {
                let next = place(text.char(self.at + 1))?;
                if self.digit.is_some() || started && !(self.last.is_some() && c == '几') {
                    return None;
                }
                if started && next < 4 {
                    return None;
                }
                if started {
                    self.last = None;
                } else {
                    self.digit = Some(Decimal::ONE);
                }
                self.vague = Approx::Over;
                self.at += 1;
            }
            '点' => {
                let mut end = self.at + 1;
                let mut fraction = Decimal::ZERO;
                while let Some(d) = digit(text.char(end)).filter(|_| text.char(end) != '两') {
                    if end - self.at > 20 {
                        break;
                    }
                    fraction = fraction.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(d))?;
                    end += 1;
                }
                let scale = (end - self.at - 1) as u32;
                if !started || self.arabic && self.digit.is_some() || scale == 0 {
                    return None;
                }
                fraction.set_scale(scale).ok()?;
                self.place_trailing()?;
                self.digit = Some(self.digit.unwrap_or_default().checked_add(fraction)?);
                self.arabic = true;
                self.last = None;
                self.step = Decimal::new(1, scale);
                self.at = end;
            }
            ' ' if started => {
                // Blanks that a conversion left inside: 十 余 万.
                let next = text.char(self.at + 1);
                let inside = place(next).is_some() && super::unit::at(text, self.at + 1).is_none()
                    || matches!(next, '余' | '多') && !text.class(self.at + 2).is_boundary();
                if !inside {
                    return None;
                }
                self.at += 1;
            }
            '余' | '多' | '来' if started => {
                let whole = self.last.is_some() || self.arabic;
                if c == '来' && !(whole && super::unit::at(text, self.at + 1).is_some()) {
                    return None;
                }
                self.vague = if c == '来' { Approx::About } else { Approx::Over };
                self.at += 1;
                let blank = usize::from(text.char(self.at) == ' ');
                match place(text.char(self.at + blank)) {
                    Some(4 | 8) => self.at += blank,
                    _ => return None,
                }
            }
            // 三十两个 is no thirty-two.
            '两' if started && place(text.char(self.at + 1)).is_none() => return None,
            _ => {
                if let Some(d) = digit(c) {
                    return self.take_digit(text, Decimal::from(d));
                }
                self.take_place(text, place(c)?)?;
            }
        }
        Some(())
    }

    fn take_digit(&mut self, text: &Text, d: Decimal) -> Option<()> {
        match self.digit {
            None => {
                let started = self.at > self.start;
                if started && self.last.is_none() && !self.zero {
                    return None;
                }
                self.digit = Some(d);
                self.arabic = false;
                self.step = Decimal::ONE;
            }
            // 三四十, 七八个: two neighbours are a range.
            Some(first) => {
                if self.arabic || d != first + Decimal::ONE || !self.spread.is_zero() || text.char(self.at) == '零' {
                    return None;
                }
                self.spread = Decimal::ONE;
            }
        }
        self.at += 1;
        Some(())
    }

    fn take_place(&mut self, text: &Text, exponent: u32) -> Option<()> {
        let started = self.at > self.start;
        if self.arabic && self.digit.is_some() && super::unit::begins_with_place(text, self.at) {
            return None;
        }
        if exponent < 4 {
            if exponent >= self.cap || self.digit.is_none() && started && !(exponent == 1 && self.zero) {
                return None;
            }
            let digit = self.digit.take().filter(|d| !d.is_zero()).unwrap_or(Decimal::ONE);
            let p = power(exponent);
            self.low = self.low.checked_add(digit.checked_mul(p)?)?;
            self.spread = self.spread.checked_mul(p)?;
            self.step = if self.arabic { self.step.checked_mul(p)? } else { p };
            self.cap = exponent;
        } else {
            let p = power(exponent);
            let section = self.low.checked_add(self.digit.take().unwrap_or_default())?;
            let whole = if exponent == 4 {
                if section.is_zero() && started && (self.mid.is_zero() || self.last != Some(4)) {
                    return None;
                }
                if section.is_zero() && started {
                    std::mem::take(&mut self.mid)
                } else if !self.mid.is_zero() {
                    return None;
                } else {
                    section
                }
            } else {
                if !self.high.is_zero() {
                    return None;
                }
                std::mem::take(&mut self.mid).checked_add(section)?
            };
            let whole = if whole.is_zero() {
                if started {
                    return None;
                }
                Decimal::ONE
            } else {
                whole
            };
            let scaled = whole.checked_mul(p)?;
            if exponent == 4 {
                self.mid = scaled;
            } else {
                self.high = scaled;
            }
            self.low = Decimal::ZERO;
            self.spread = self.spread.checked_mul(p)?;
            self.step = self.step.checked_mul(p)?;
            self.cap = 4;
        }
        self.last = Some(exponent);
        self.zero = false;
        self.at += 1;
        Some(())
    }

    /// Gives a trailing digit its place: the five of 两千五 are hundreds.
    fn place_trailing(&mut self) -> Option<()> {
        let exact = self.arabic || self.zero || !self.spread.is_zero();
        if let (Some(d), Some(last @ 2..), false) = (self.digit, self.last, exact) {
            let p = power(last - 1);
            self.digit = Some(d.checked_mul(p)?);
            self.step = p;
        }
        Some(())
    }

    fn finish(mut self, text: &Text) -> Option<Number> {
        let len = self.at - self.start;
        if len == 0 {
            return None;
        }
        self.place_trailing()?;
        let first = text.char(self.start);
        let form = match len {
            _ if first.is_ascii_digit() => Form::Arabic,
            1 if matches!(first, '百' | '千' | '万' | '亿') => Form::Place,
            1 => Form::Single,
            _ => Form::Chinese,
        };
        let value = self
            .high
            .checked_add(self.mid)
            .and_then(|v| v.checked_add(self.low)?.checked_add(self.digit.unwrap_or_default()))
            .map(|v| v.normalize());
        let upper = value.filter(|_| !self.spread.is_zero()).and_then(|v| v.checked_add(self.spread));
        let scale = self.last.filter(|_| self.digit.is_none()).map(power);
        Some(Number { end: self.at, value, upper, step: self.step.normalize(), vague: self.vague, scale, form })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(written: &str) -> Option<Decimal> {
        let text = Text::new(written);
        read(&text, 0).filter(|n| n.end == text.len()).and_then(|n| n.value)
    }

    /// Writes an integer below 10^12 in Chinese numerals.
    fn written(n: u64) -> String {
        const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        let below = |mut n: u64, lead: bool| {
            let (mut out, mut gap) = (String::new(), lead);
            for (power, place) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
                let d = n / power;
                n %= power;
                if d > 0 {
                    if gap && (lead || !out.is_empty()) {
                        out += "零";
                    }
                    out += DIGITS[d as usize];
                    out += place;
                }
                gap = d == 0 && (lead || !out.is_empty());
            }
            out
        };
        let (mut out, mut gap) = (String::new(), false);
        for (power, place) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
            let section = n / power % 10_000;
            if section > 0 {
                let lead = !out.is_empty() && (gap || section < 1000);
                let part = below(section, false);
                if lead {
                    out += "零";
                }
                out += &part;
                out += place;
            }
            gap = section == 0 && !out.is_empty();
        }
        if out.is_empty() { "零".to_owned() } else { out }
    }

    #[test]
    fn integers_survive_writing_and_reading() {
        let some = (0..3000).chain((0..4000).map(|i| i * 7_919 + 3)).chain((1..4000).map(|i| i * 249_999_991));
        for n in some {
            assert_eq!(value(&written(n)), Some(Decimal::from(n)), "{}", written(n));
            assert_eq!(value(&n.to_string()), Some(Decimal::from(n)));
        }
    }

    #[test]
    fn short_and_mixed_forms() {
        for (written, wanted) in [
            ("两百三", "230"),
            ("两千四百五", "2450"),
            ("一万五千亿", "1500000000000"),
            ("3万4000", "34000"),
            ("1千零1", "1001"),
            ("25万6千", "256000"),
            ("4.78万亿", "4780000000000"),
            ("十几万", "100000"),
            ("二点五", "2.5"),
            ("二〇二四", "2024"),
        ] {
            assert_eq!(value(written).map(|v| v.to_string()), Some(wanted.to_owned()), "{written}");
        }
        assert_eq!(value(&"9".repeat(60)), None);
    }
}
