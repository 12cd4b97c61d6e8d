//! Heading numbers: 一、 （一） 1. 1.1 （1）, with the brackets and marks that get lost on the way.
//!
//! In: the text and a position. Out: the number's form, its value, where it ends. What it heads is not decided here.

use crate::text::{Class, Text};

/// The shape of a heading number; the order is that of the levels it stands for by custom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// 第一部分
    Part,
    /// 一、
    Han,
    /// （一）
    HanBracket,
    /// 1.
    Arabic,
    /// 1.1: the parent's number goes before its own.
    Decimal,
    /// （1）
    ArabicBracket,
    /// No number: a line that names a part of the report, in a text without 一、.
    Plain,
}

impl Form {
    /// Number of forms.
    pub const COUNT: usize = 7;
}

/// A heading number as read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marker {
    pub form: Form,
    pub ordinal: u32,
    /// One past its last character.
    pub end: usize,
    /// Written whole. One that lost a bracket counts only where its number is the next one due.
    pub whole: bool,
}

/// The heading number at `at`, if one stands there.
pub(crate) fn read(text: &Text, at: usize) -> Option<Marker> {
    let class = text.class(at);
    if class.any(Class::NUMERAL) {
        han(text, at)
    } else if class.any(Class::DIGIT) {
        arabic(text, at)
    } else if class.any(Class::OPEN) {
        bracketed(text, at)
    } else if text.char(at) == '第' {
        part(text, at)
    } else {
        single(text, at)
    }
}

/// A Chinese number from 1 to 99 at `at`: its value and its end.
pub(crate) fn han_ordinal(text: &Text, at: usize) -> Option<(u32, usize)> {
    if !text.class(at).any(Class::NUMERAL) {
        return None;
    }
    let (tens, at) = match (han_digit(text.char(at)), text.char(at + 1)) {
        (Some(tens), '十') => (tens * 10, at + 2),
        (Some(units), _) => return Some((units, at + 1)),
        (None, _) if text.char(at) == '十' => (10, at + 1),
        _ => return None,
    };
    Some(han_digit(text.char(at)).map_or((tens, at), |units| (tens + units, at + 1)))
}

fn han_digit(c: char) -> Option<u32> {
    "一二三四五六七八九".chars().position(|d| d == c).map(|i| i as u32 + 1)
}

/// An Arabic number of one or two digits at `at`: its value and its end.
fn arabic_ordinal(text: &Text, at: usize) -> Option<(u32, usize)> {
    let digit = |i: usize| text.char(i).to_digit(10);
    let first = digit(at)?;
    let (value, end) = digit(at + 1).map_or((first, at + 1), |second| (first * 10 + second, at + 2));
    (digit(end).is_none() && value > 0).then_some((value, end))
}

fn skip_spaces(text: &Text, mut at: usize) -> usize {
    while text.class(at).any(Class::SPACE) {
        at += 1;
    }
    at
}

fn han(text: &Text, at: usize) -> Option<Marker> {
    let (ordinal, end) = han_ordinal(text, at)?;
    let mark = skip_spaces(text, end);
    match text.char(mark) {
        '、' if !is_list(text, mark + 1) => Some(Marker { form: Form::Han, ordinal, end: mark + 1, whole: true }),
        '.' | ',' => Some(Marker { form: Form::Han, ordinal, end: mark + 1, whole: text.char(mark) == '.' }),
        ')' => Some(Marker { form: Form::HanBracket, ordinal, end: past_mark(text, mark + 1), whole: false }),
        _ => None,
    }
}

/// Whether what follows 、 goes on a list of numbers: 一、二等奖; 三、四级; but not 一、二〇二三年….
fn is_list(text: &Text, at: usize) -> bool {
    han_ordinal(text, at).is_some_and(|(_, end)| matches!(text.char(end), '、' | '等' | '级' | '类' | '季'))
}

fn arabic(text: &Text, at: usize) -> Option<Marker> {
    let (ordinal, end) = arabic_ordinal(text, at)?;
    let next = text.class(end + 1);
    match text.char(end) {
        '.' | '、' if !next.any(Class::DIGIT) || is_year(text, end + 1) => {
            Some(Marker { form: Form::Arabic, ordinal, end: end + 1, whole: true })
        }
        ')' => Some(Marker { form: Form::ArabicBracket, ordinal, end: past_mark(text, end + 1), whole: false }),
        '.' => decimal(text, end + 1),
        _ => None,
    }
}

/// The second number of 1.1, at `at`, with words after it. It counts only where it is the next one due.
fn decimal(text: &Text, at: usize) -> Option<Marker> {
    let (ordinal, end) = arabic_ordinal(text, at)?;
    let mark = end + usize::from(matches!(text.char(end), '、' | '.'));
    let words = skip_spaces(text, mark);
    let heads = text.class(words).any(Class::HAN) && !text.class(end).any(Class::NUMERAL);
    heads.then_some(Marker { form: Form::Decimal, ordinal, end: mark, whole: false })
}

/// Whether a year such as 2023年 stands at `at`.
fn is_year(text: &Text, at: usize) -> bool {
    (at..at + 4).all(|i| text.class(i).any(Class::DIGIT)) && text.char(at + 4) == '年'
}

fn bracketed(text: &Text, at: usize) -> Option<Marker> {
    if !matches!(text.char(at), '(' | '〔' | '[' | '【') {
        return None;
    }
    let inside = skip_spaces(text, at + 1);
    let (form, (ordinal, end)) = han_ordinal(text, inside)
        .map(|n| (Form::HanBracket, n))
        .or_else(|| arabic_ordinal(text, inside).filter(|_| text.char(at) == '(').map(|n| (Form::ArabicBracket, n)))?;
    let close = skip_spaces(text, end);
    if text.class(close).any(Class::CLOSE) {
        return Some(Marker { form, ordinal, end: past_mark(text, close + 1), whole: true });
    }
    // （三加强…: the closing bracket is lost when none comes in the next few characters.
    let lost = form == Form::HanBracket
        && text.class(end).any(Class::HAN)
        && !(end..end + 12).any(|i| text.class(i).any(Class::CLOSE));
    lost.then_some(Marker { form, ordinal, end, whole: false })
}

/// Past the mark that some write after a bracketed number: （一）、
fn past_mark(text: &Text, at: usize) -> usize {
    at + usize::from(matches!(text.char(at), '、' | '.'))
}

fn part(text: &Text, at: usize) -> Option<Marker> {
    let (ordinal, end) = han_ordinal(text, at + 1)?;
    if !text.starts_with(end, "部分") {
        return None;
    }
    let end = end + 2;
    let mark = matches!(text.char(end), '、' | ':' | '.' | ',');
    Some(Marker { form: Form::Part, ordinal, end: end + usize::from(mark), whole: true })
}

/// Numbers that are one character.
fn single(text: &Text, at: usize) -> Option<Marker> {
    let c = text.char(at) as u32;
    let (form, ordinal) = match c {
        0x2474..=0x2487 => (Form::ArabicBracket, c - 0x2474 + 1),
        0x2488..=0x249b => (Form::Arabic, c - 0x2488 + 1),
        0x3220..=0x3229 => (Form::HanBracket, c - 0x3220 + 1),
        _ => return None,
    };
    Some(Marker { form, ordinal, end: past_mark(text, at + 1), whole: true })
}

/// Whether an enumerated item (一是, 二要) begins at `at`.
pub(crate) fn is_item(text: &Text, at: usize) -> bool {
    text.class(at).any(Class::NUMERAL)
        && han_ordinal(text, at).is_some_and(|(_, end)| matches!(text.char(end), '是' | '要'))
}

/// Whether a line begins with the number of a heading or an item: 一、 （二） 3. ④ 第三章 一是.
///
/// Programs break lines and count items in their own ways; a line with a number of its own begins something.
///
/// ```
/// assert!(["一、主要成效", "（二）存在问题", " 3.强化保障", "④普法", "第三章 罚则", "二是健全制度"].into_iter().all(lawgov::begins_with_number));
/// assert!(["3.5万元", "一份", "2023年"].into_iter().all(|line| !lawgov::begins_with_number(line)));
/// ```
#[must_use]
pub fn begins_with_number(line: &str) -> bool {
    let text = Text::new(line);
    let at = skip_spaces(&text, 0);
    read(&text, at).is_some() || is_item(&text, at) || is_circled(text.char(at)) || is_chapter(&text, at)
}

/// ① and its like.
fn is_circled(c: char) -> bool {
    ('①'..='⒛').contains(&c) || ('❶'..='➓').contains(&c)
}

/// Whether a part of a law begins at `at`: 第三章, 第十二条, 第5条.
fn is_chapter(text: &Text, at: usize) -> bool {
    law_part(text, at).is_some_and(|part| matches!(part, '章' | '节' | '条' | '部' | '编'))
}

/// Whether an article of a law begins at `at`: 第十二条.
pub(crate) fn is_article(text: &Text, at: usize) -> bool {
    law_part(text, at) == Some('条')
}

/// What is numbered at `at`: 条 of 第十二条.
fn law_part(text: &Text, at: usize) -> Option<char> {
    let number = || han_ordinal(text, at + 1).or_else(|| arabic_ordinal(text, at + 1));
    let (_, end) = (text.char(at) == '第').then(number).flatten()?;
    Some(text.char(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_start(text: &str) -> Option<(Form, u32, usize)> {
        read(&Text::new(text), 0).map(|m| (m.form, m.ordinal, m.end))
    }

    #[test]
    fn numbers_in_all_their_shapes() {
        assert_eq!(at_start("一、甲"), Some((Form::Han, 1, 2)));
        assert_eq!(at_start("十二、甲"), Some((Form::Han, 12, 3)));
        assert_eq!(at_start("二 、甲"), Some((Form::Han, 2, 3)));
        assert_eq!(at_start("（三）甲"), Some((Form::HanBracket, 3, 3)));
        assert_eq!(at_start("(三）、甲"), Some((Form::HanBracket, 3, 4)));
        assert_eq!(at_start("三）甲"), Some((Form::HanBracket, 3, 2)));
        assert_eq!(at_start("（三加强村规民约建设"), Some((Form::HanBracket, 3, 2)));
        assert_eq!(at_start("1．甲"), Some((Form::Arabic, 1, 2)));
        assert_eq!(at_start("10、甲"), Some((Form::Arabic, 10, 3)));
        assert_eq!(at_start("（2）甲"), Some((Form::ArabicBracket, 2, 3)));
        assert_eq!(at_start("2.3甲"), Some((Form::Decimal, 3, 3)));
        assert_eq!(at_start("2.3 甲"), Some((Form::Decimal, 3, 3)));
        assert_eq!(at_start("⑵甲"), Some((Form::ArabicBracket, 2, 1)));
        assert_eq!(at_start("第一部分 甲"), Some((Form::Part, 1, 4)));
        assert_eq!(at_start("一、二〇二三年工作"), Some((Form::Han, 1, 2)));
        assert_eq!(at_start("1.2023年工作"), Some((Form::Arabic, 1, 2)));
    }

    #[test]
    fn numbers_that_head_nothing() {
        for text in
            ["1.5万元", "1.2亿元", "12.4%", "③甲", "一、二、三等奖", "2023.", "一是", "（三季度）", "第一责任人"]
        {
            assert_eq!(at_start(text), None, "{text}");
        }
    }
}
