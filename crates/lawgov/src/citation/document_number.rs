//! Numbers of official documents: 青府办发〔2023〕37号, 国务院令第825号, 公告2024年第5号.
//!
//! Input: the text. Output: the range of each number with the issuer's code, in order. Brackets of any style are read,
//! and a lost one. It does not judge whether a number is well formed, nor which title it belongs to.

use std::sync::LazyLock;

use crate::lexicon::{SuffixTrie, Table, Trie};
use crate::text::{Class, Positions, Text};

/// The longest issuer's code believed, in characters.
const LONGEST_CODE: usize = 24;
/// Spaces that may stand between two parts of a number.
const MOST_SPACES: usize = 2;

static LEAD_INS: LazyLock<Trie<()>> = LazyLock::new(|| {
    Trie::new(Table::new(crate::lexicon::tsv!("number_lead_ins")).rows().map(|r| (r.get("word"), ())))
});

/// What carries a serial number of its own, without a year in brackets; 责令 does not.
static SERIES: LazyLock<SuffixTrie<bool>> =
    LazyLock::new(|| SuffixTrie::new([("令", true), ("公告", true), ("通告", true), ("责令", false), ("指令", false)]));

/// Finds the numbers in one pass: each ends with a digit or numeral and 号.
pub(crate) fn read(text: &Text) -> Vec<Positions> {
    let mut numbers: Vec<Positions> = Vec::new();
    for last in text.marks(0..text.len()).filter(|&at| text.class(at).any(Class::DIGIT.with(Class::NUMERAL))) {
        let blanks = (last + 1..).take(MOST_SPACES).take_while(|&at| text.class(at).any(Class::SPACE)).count();
        let at = last + 1 + blanks;
        if text.char(at) != '号' {
            continue;
        }
        let floor = numbers.last().map_or(0, |last| last.end);
        let cursor = Cursor { text, at, floor };
        if let Some(start) = cursor.clone().bracketed_year().or_else(|| cursor.serial()) {
            numbers.push(start..at + 1);
        }
    }
    numbers
}

/// Reads backwards from a position, never before `floor`.
#[derive(Clone)]
struct Cursor<'a> {
    text: &'a Text<'a>,
    at: usize,
    floor: usize,
}

impl Cursor<'_> {
    /// The character before the cursor.
    fn last(&self) -> char {
        if self.at > self.floor { self.text.char(self.at - 1) } else { '\0' }
    }

    fn skip_spaces(&mut self) {
        for _ in 0..MOST_SPACES {
            if self.at > self.floor && self.text.class(self.at - 1).any(Class::SPACE) {
                self.at -= 1;
            }
        }
    }

    fn skip(&mut self, accept: impl Fn(char) -> bool) -> bool {
        let found = accept(self.last());
        self.at -= usize::from(found);
        found
    }

    /// Goes before a run of at most `most` digits; its length.
    fn digits(&mut self, most: usize) -> usize {
        let end = self.at;
        while end - self.at < most && self.last().is_ascii_digit() {
            self.at -= 1;
        }
        end - self.at
    }

    fn is_year(&self) -> bool {
        let (century, decade) = (self.text.char(self.at), self.text.char(self.at + 1));
        (century, decade) == ('1', '9') || century == '2' && decade == '0'
    }

    /// `…〔2023〕37`: the start of the code.
    fn bracketed_year(mut self) -> Option<usize> {
        self.skip_spaces();
        let digits = self.digits(9);
        if digits == 0 {
            return None;
        }
        if self.skip(|c| c == '第') {
            self.skip_spaces();
        }
        self.skip_spaces();
        let closed = self.skip(|c| matches!(c, '〕' | ')' | ']' | '】' | '〉' | '>' | '}' | '〗'));
        if closed {
            self.skip_spaces();
            if self.digits(4) != 4 {
                return None;
            }
        } else if digits < 5 {
            return None;
        }
        if !self.is_year() {
            return None;
        }
        self.skip_spaces();
        let opened = self.skip(|c| matches!(c, '〔' | '(' | '[' | '【' | '〈' | '<' | '{' | '〖'));
        if !opened && !closed {
            return None;
        }
        self.skip_spaces();
        self.code()
    }

    /// `…令第825`, `…公告2024年第5`: the start of the issuer's name.
    fn serial(mut self) -> Option<usize> {
        self.skip_spaces();
        let end = self.at;
        while end - self.at < 6 && (self.last().is_ascii_digit() || self.is_numeral()) {
            self.at -= 1;
        }
        if end == self.at {
            return None;
        }
        self.skip_spaces();
        let counted = self.skip(|c| c == '第');
        self.skip_spaces();
        let closed = self.skip(|c| matches!(c, ')' | '〕'));
        let dated = self.skip(|c| c == '年') | closed;
        if dated && self.digits(4) != 4 || !dated && !counted {
            return None;
        }
        if closed {
            self.skip(|c| matches!(c, '(' | '〔'));
        }
        self.skip_spaces();
        let before = self.text.chars().get(self.floor..self.at)?;
        let (len, _) = SERIES.longest(before).filter(|(_, numbered)| **numbered)?;
        let word = self.at - len;
        let start = self.code()?;
        (start < word).then_some(start)
    }

    fn is_numeral(&self) -> bool {
        self.at > self.floor && self.text.class(self.at - 1).any(Class::NUMERAL)
    }

    /// The start of the Han run before the cursor, without the words that lead in to it.
    fn code(&self) -> Option<usize> {
        let end = self.at;
        let floor = self.floor.max(end.saturating_sub(LONGEST_CODE));
        let mut start = end;
        // A code may be masked: ×府办发.
        while start > floor
            && (self.text.class(start - 1).any(Class::HAN.with(Class::LATIN)) || self.text.char(start - 1) == '×')
        {
            start -= 1;
        }
        let chars = self.text.chars();
        let led = (start..end).filter_map(|at| LEAD_INS.longest(&chars[at..end]).map(|(len, ())| at + len)).max();
        let mut start = led.unwrap_or(start);
        if matches!(chars.get(start), Some('和' | '与' | '及'))
            && start > 0
            && !self.text.class(start - 1).any(Class::HAN)
        {
            start += 1;
        }
        (end >= start + 2).then_some(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(s: &str) -> Vec<&str> {
        let text = Text::new(s);
        read(&text).into_iter().map(|r| text.raw(r)).collect()
    }

    #[test]
    fn brackets_of_any_style() {
        for number in [
            "青府办发〔2023〕37号",
            "青府办发[2023]37号",
            "青府办发（2023）37号",
            "青府办发［２０２３］37号",
            "青府办发﹝2023﹞37号",
            "青府办发【2023】第37号",
            "青府办发〔 2023 〕 37 号",
            "青府办发〔202337号",
            "青府办发2023〕37号",
        ] {
            assert_eq!(numbers(&format!("根据{number}要求")), [number]);
        }
    }

    #[test]
    fn serial_numbers() {
        assert_eq!(numbers("（国务院令第825号）"), ["国务院令第825号"]);
        assert_eq!(numbers("中华人民共和国主席令第四十八号公布"), ["中华人民共和国主席令第四十八号"]);
        assert_eq!(numbers("青石省人民政府公告2024年第5号"), ["青石省人民政府公告2024年第5号"]);
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for s in [
            "（2023）青0235民初123号",
            "和平路37号",
            "2024年第5号台风",
            "12号楼",
            "1号令",
            "责令第3号",
            "号",
            "〔2023〕37号",
        ] {
            assert!(numbers(s).is_empty(), "{s}: {:?}", numbers(s));
        }
    }
}
