//! Numerals that count nothing: words that hold one, slogans, hotlines, days named by their date.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::{Table, Trie};
use crate::text::{Class, Text};

/// Words that hold a number, found by their first numeral or digit.
struct Words {
    /// Words that begin with it.
    leading: Trie<()>,
    /// Others, by the character before it and itself.
    inner: FxHashMap<(char, char), Vec<Inner>>,
}

/// A word and the place of its first numeral.
type Inner = (usize, Vec<char>);

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let words = Table::new(crate::lexicon::tsv!("numeral_words"));
    let names = Table::new(crate::lexicon::tsv!("number_names"));
    let all = || words.rows().map(|row| row.get("word")).chain(names.rows().map(|row| row.get("name")));
    let mut inner: FxHashMap<_, Vec<_>> = FxHashMap::default();
    let mut leading = Vec::new();
    for word in all() {
        let chars: Vec<char> = word.chars().map(crate::text::fold).collect();
        let first = chars.iter().position(|&c| is_numeral(c));
        match first {
            None => {}
            Some(0) => leading.push((word, ())),
            Some(at) => inner.entry((chars[at - 1], chars[at])).or_default().push((at, chars)),
        }
    }
    Words { leading: Trie::new(leading), inner }
});

fn is_numeral(c: char) -> bool {
    let class = crate::text::class_of(c);
    class.any(Class::NUMERAL) || class.any(Class::DIGIT)
}

/// A word around the numeral at `at`, no part of which lies before `floor`: its end, and whether it begins there.
pub(super) fn word(text: &Text, floor: usize, at: usize) -> Option<(usize, bool)> {
    let chars = text.chars();
    let leading = chars.get(at..).and_then(|rest| WORDS.leading.longest(rest)).map(|(len, ())| (at + len, true));
    let inner = at.checked_sub(1).and_then(|before| {
        let words = WORDS.inner.get(&(text.char(before), text.char(at)))?;
        words
            .iter()
            .filter(|(offset, word)| {
                at.checked_sub(*offset)
                    .filter(|&start| start >= floor)
                    .and_then(|start| chars.get(start..start + word.len()))
                    .is_some_and(|there| there == word.as_slice())
            })
            .map(|(offset, word)| (at - offset + word.len(), false))
            .max()
    });
    // A digit right after the word means a longer number: 12345 in 1234567.
    let whole =
        |&(end, _): &(usize, bool)| !(text.class(end).any(Class::DIGIT) && text.class(end - 1).any(Class::DIGIT));
    inner.into_iter().chain(leading).filter(whole).max_by_key(|w| w.0)
}

/// What a run of digits and signs is when it is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    Name,
    Phone,
}

/// Longest run of digits and signs looked at.
const LONGEST: usize = 64;

/// 1+6+N, 12·4, 2-1-1-5-2, telephone numbers, numbers inside Latin words: the end and what it is.
pub(super) fn code(text: &Text, at: usize) -> Option<(usize, Code)> {
    let before = at.checked_sub(1).map_or('\n', |b| text.char(b));
    let mut end = at;
    while text.class(end).any(Class::DIGIT) {
        end += 1;
    }
    let digits = end - at;
    let next = text.char(end);
    if before == '+' && is_sign(text, at) {
        return None;
    }
    if before.is_ascii_alphabetic() || matches!(before, '+' | '_' | '=' | '·' | '&' | '×' | '%') {
        return Some((end, Code::Name));
    }
    let chained = matches!(next, '+' | '·' | '•' | '×' | '*' | '-' | 'N' | 'X')
        || next.is_ascii_alphabetic() && super::unit::at(text, end).is_none();
    if !chained {
        let mobile = digits == 11 && text.char(at) == '1';
        let landline = text.char(at) == '0' && digits >= 10 || digits == 10 && text.starts_with(at, "400");
        return ((mobile || landline) && super::unit::at(text, end).is_none()).then_some((end, Code::Phone));
    }
    let (mut plus, mut dots, mut dashes, mut total, mut first, mut latin) = (0, 0, 0, digits, digits, false);
    let mut solid = end;
    while end - at < LONGEST {
        match text.char(end) {
            '+' | '×' | '*' => plus += 1,
            '·' | '•' => dots += 1,
            '-' => {
                if dashes == 0 {
                    first = total;
                }
                dashes += 1;
            }
            '0'..='9' => {
                total += 1;
                solid = end + 1;
            }
            c if c.is_ascii_alphabetic() => {
                latin = true;
                solid = end + 1;
            }
            _ => break,
        }
        end += 1;
    }
    // 1+N is a name, and so is 1+三级: what follows the sign need not be a digit.
    if plus > 0 || dots > 0 || latin && dashes == 0 {
        return Some((solid, Code::Name));
    }
    if dashes == 1 && matches!(first, 3 | 4) && text.char(at) == '0' && total >= 10 {
        return Some((solid, Code::Phone));
    }
    if dashes >= 2 && solid > at + digits {
        return Some((solid, if total >= 10 { Code::Phone } else { Code::Name }));
    }
    None
}

/// Whether the + before the digits at `at` is the sign of a change (同比+8.5%), and does not chain (1+6+N).
fn is_sign(text: &Text, at: usize) -> bool {
    let written = |&i: &usize| text.class(i).any(Class::DIGIT) || matches!(text.char(i), '.' | ',');
    let end = at + (at..at + LONGEST).take_while(written).count();
    super::unit::at(text, end).is_some() && super::sign::lead(text, at - 1).is_some()
}

/// Whether `start..end` opens or fills a short quotation: “15分钟服务圈”, “885”, “四个不变”.
pub(super) fn in_short_quote(text: &Text, start: usize, end: usize) -> Option<Quoted> {
    let open = (1..=MAX_QUOTE).map_while(|back| start.checked_sub(back)).find(|&i| stops_quote(text.char(i)))?;
    if !matches!(text.char(open), '“' | '‘' | '"' | '「') {
        return None;
    }
    let close = (end..end + MAX_QUOTE).find(|&i| stops_quote(text.char(i)))?;
    matches!(text.char(close), '”' | '’' | '"' | '」').then_some(Quoted { whole: open + 1 == start && close == end })
}

/// How a figure stands in a short quotation.
pub(super) struct Quoted {
    /// The quotation holds nothing else.
    pub whole: bool,
}

const MAX_QUOTE: usize = 16;

fn stops_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '"' | '「' | '」' | ',' | '。' | ';' | ':' | '\n' | '、' | '《' | '》')
}

/// 12.4国家宪法日, 5.12防灾减灾周: a day's number and the name of the day.
pub(super) fn named_day(text: &Text, start: usize, end: usize) -> bool {
    let dot = (start..end).find(|&i| text.char(i) == '.');
    let Some(dot) = dot else { return false };
    let read = |range: std::ops::Range<usize>| {
        range.len().le(&2).then(|| range.filter_map(|i| text.char(i).to_digit(10)).fold(0, |v, d| v * 10 + d))
    };
    let dated = read(start..dot).is_some_and(|m| (1..=12).contains(&m))
        && read(dot + 1..end).is_some_and(|d| (1..=31).contains(&d));
    if !dated {
        return false;
    }
    let at = end + usize::from(matches!(text.char(end), '”' | '"'));
    (at..at + 14)
        .take_while(|&i| text.class(i).any(Class::HAN))
        .any(|i| matches!(text.char(i), '日' | '周' | '月' | '节' | '宣'))
}
