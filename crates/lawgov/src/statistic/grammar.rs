//! The words that hold a figure's sentence together, and their tokens in a stretch of text.

use once_cell::sync::Lazy;

use crate::lexicon::{Row, Table, Trie};
use crate::text::{Class, Positions, Text};

/// A set of word classes of `data/grammar.tsv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(u64);

macro_rules! classes {
    ($($name:ident = $bit:expr, $text:literal;)*) => {
        impl Words {
            $(pub const $name: Self = Self(1 << $bit);)*

            fn named(name: &str) -> Self {
                match name {
                    $($text => Self::$name,)*
                    _ => Self(0),
                }
            }
        }
    };
}

classes! {
    VERB = 0, "verb";
    ACT = 1, "act";
    DEED = 2, "deed";
    RELATIVE = 3, "relative";
    COMPLEMENT = 4, "complement";
    UP = 5, "up";
    DOWN = 6, "down";
    FLAT = 7, "flat";
    LEVEL = 8, "level";
    TOTAL = 9, "total";
    ADVERB = 10, "adverb";
    FRAME = 11, "frame";
    MODIFIER = 12, "modifier";
    ENDS = 13, "ends";
    RATE = 14, "rate";
    FUTURE = 15, "future";
    PAST = 16, "past";
    NORM = 17, "norm";
    CONTEXT = 18, "context";
    PREVIOUS_YEAR = 19, "previous_year";
    PREVIOUS_PERIOD = 20, "previous_period";
    WORD = 21, "word";
    DISCOURSE = 22, "discourse";
    THIS_YEAR = 23, "this_year";
    LAST_YEAR = 24, "last_year";
    DURING = 25, "during";
    EVENT = 26, "event";
    RANK = 27, "rank";
    HEAD = 28, "head";
    SUFFIX = 29, "suffix";
    ACTOR = 30, "actor";
    THAN = 31, "than";
    INTENT = 32, "intent";
    WEAK = 33, "weak";
    SCOPE = 34, "scope";
    COVERB = 35, "coverb";
    LIGHT = 36, "light";
    REACH = 37, "reach";
    BASE = 38, "base";
    PLACE = 39, "place";
    ORG = 40, "org";
    COMPARE = 41, "compare";
    TRANSFER = 42, "transfer";
    PERSON = 43, "person";
    INSTRUMENT = 44, "instrument";
    FLOOR = 45, "floor";
    STOCK = 46, "stock";
    TAKES = 47, "takes";
    ASPECT = 48, "aspect";
    ATTEND = 49, "attend";
    NEEDS = 50, "needs";
    NAMED = 51, "named";
    PASSING = 52, "passing";
    BEYOND = 53, "beyond";
    CLOSES = 54, "closes";
    OPENS = 55, "opens";
    LESS = 56, "less";
    MORE = 57, "more";
}

impl Words {
    pub const CHANGE: Self = Self(Self::UP.0 | Self::DOWN.0 | Self::FLAT.0);
    /// Any verb that can be a predicate.
    pub const PREDICATE: Self = Self(Self::VERB.0 | Self::ACT.0 | Self::DEED.0 | Self::CHANGE.0);

    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A table word found in the text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub range: Positions,
    pub words: Words,
}

static ROWS: Lazy<Vec<(&str, Words)>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("grammar"));
    table.rows().map(|row| (row.get("word"), classes_of(&row))).collect()
});

static GRAMMAR: Lazy<Trie<Words>> = Lazy::new(|| Trie::new(ROWS.iter().copied()));

fn classes_of(row: &Row) -> Words {
    row.list("class").fold(Words::default(), |set, name| set.or(Words::named(name)))
}

/// The longest table word at `at` that ends by `end`.
pub(super) fn word_at(text: &Text, at: usize, end: usize) -> Option<(usize, Words)> {
    let (len, words) = entry_at(text, at, end)?;
    // A verb with the suffix of a noun is a noun: 办结 acts, 办结率 does not.
    if words.any(Words::PREDICATE)
        && let Some((1, suffix)) = entry_at(text, at + len, end)
        && suffix.any(Words::SUFFIX)
    {
        return Some((len + 1, Words::WORD.or(Words(suffix.0 & Words::RATE.0))));
    }
    // 公开信 is a letter, but in 公开信息 the word is 公开.
    if len > 2
        && words.any(Words::WORD)
        && let Some((verb, acts)) = entry_at(text, at, at + len - 1)
        && verb + 1 == len
        && acts.any(Words::PREDICATE)
        && entry_at(text, at + verb, end).is_some_and(|(next, w)| next > 1 && w.any(Words::HEAD.or(Words::WORD)))
    {
        return Some((verb, acts));
    }
    Some(planned(text, at, end).unwrap_or((len, words)))
}

/// The 拟 at `at` where it plans what follows, though a longer word begins there: 拟制 drafts, but 拟制定 plans.
fn planned(text: &Text, at: usize, end: usize) -> Option<(usize, Words)> {
    let plan = entry_at(text, at, end.min(at + 1)).filter(|(_, words)| words.any(Words::PASSING))?;
    let next = entry_at(text, at + plan.0, end)?;
    (next.0 > 1 && next.1.any(Words::PREDICATE.or(Words::ADVERB))).then_some(plan)
}

impl Words {
    const CUES: Self = Self(
        Self::FUTURE.0
            | Self::INTENT.0
            | Self::FLOOR.0
            | Self::PAST.0
            | Self::CONTEXT.0
            | Self::THIS_YEAR.0
            | Self::LAST_YEAR.0,
    );
}

/// The cues of mood and time alone, with the words that only look like one: whole lines are read for them.
static CUES: Lazy<Trie<Words>> = Lazy::new(|| {
    let cues = Trie::new(ROWS.iter().filter(|(_, words)| words.any(Words::CUES)).map(|&(word, _)| (word, ())));
    let holds_cue = |word: &str| {
        let chars: Vec<char> = word.chars().map(crate::text::fold).collect();
        cues.places(&chars).any(|at| cues.longest(&chars[at..]).is_some())
    };
    Trie::new(ROWS.iter().copied().filter(|(word, _)| holds_cue(word)))
});

/// The longest cue, or word that holds one, at `at` that ends by `end`.
pub(super) fn cue_at(text: &Text, at: usize, end: usize) -> Option<(usize, Words)> {
    let (len, words) = CUES.longest(text.chars().get(at..end)?)?;
    Some(planned(text, at, end).unwrap_or((len, *words)))
}

/// The first place in `at..end`, or its end, where a cue may begin or a character is not plain Han.
pub(super) fn next_cue_or_mark(text: &Text, at: usize, end: usize) -> usize {
    let (Some(chars), Some(classes)) = (text.chars().get(at..end), text.classes().get(at..end)) else { return at };
    let mark = |i: usize| classes.get(i).is_some_and(|&class| class != Class::HAN);
    let cues = &*CUES;
    at + (0..chars.len()).find(|&i| mark(i) || cues.may_begin(&chars[i..])).unwrap_or(chars.len())
}

fn entry_at(text: &Text, at: usize, end: usize) -> Option<(usize, Words)> {
    let (len, words) = GRAMMAR.longest(text.chars().get(at..end)?)?;
    Some((len, *words))
}

/// Appends the table words of `range` to `tokens`, from the left, the longest at each place. What stands in quotes is a
/// name and is passed over whole.
pub(super) fn tokens(text: &Text, range: Positions, tokens: &mut Vec<Token>) {
    tokens.clear();
    let mut at = range.start;
    while at < range.end {
        if let Some(close) = quoted(text, at, range.end) {
            at = close;
        } else if let Some((len, words)) = word_at(text, at, range.end) {
            tokens.push(Token { range: at..at + len, words });
            at += len;
        } else {
            at += 1;
        }
    }
}

/// Where the quotation that opens at `at` ends, when it closes before `end`.
pub(super) fn quoted(text: &Text, at: usize, end: usize) -> Option<usize> {
    let close = match text.char(at) {
        '“' => '”',
        '《' => '》',
        '「' => '」',
        _ => return None,
    };
    (at + 1..end.min(at + LONGEST_QUOTE)).find(|&i| text.char(i) == close).map(|i| i + 1)
}

/// What a name or a title in quotes reaches at most, so that a quote never closed costs little.
const LONGEST_QUOTE: usize = 80;

fn unit_words(unit: &str) -> Words {
    let mut folded = ['\0'; 8];
    let mut len = 0;
    for (slot, c) in folded.iter_mut().zip(unit.chars()) {
        *slot = crate::text::fold(c);
        len += 1;
    }
    GRAMMAR.get(&folded[..len]).copied().unwrap_or_default()
}

/// Whether a measure word counts events (次, 场).
pub(super) fn is_event(unit: &str) -> bool {
    unit_words(unit).any(Words::EVENT)
}

/// Whether a measure word counts people (人次, 名).
pub(super) fn is_person(unit: &str) -> bool {
    unit_words(unit).any(Words::PERSON)
}

/// Whether a character counts the base of a rate: 每千人, 每两个月.
pub(super) fn is_base(c: char) -> bool {
    GRAMMAR.get(&[c]).is_some_and(|w| w.any(Words::BASE))
}

/// Whether a measure word ranks rather than counts (级, 届).
pub(super) fn is_rank(unit: &str) -> bool {
    unit_words(unit).any(Words::RANK)
}

/// Whether a list mark or a conjunction stands at `at`; its length.
pub(super) fn conjunction(text: &Text, at: usize) -> usize {
    match text.char(at) {
        '、' | '和' | '与' | '及' => 1,
        '以' if text.char(at + 1) == '及' => 2,
        _ => 0,
    }
}

pub(super) fn is_list(text: &Text, at: usize) -> bool {
    text.class(at).any(Class::LIST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_named_in_the_table_is_known() {
        let table = Table::new(include_str!("../../data/grammar.tsv"));
        for row in table.rows() {
            for name in row.list("class") {
                assert!(Words::named(name) != Words::default(), "{}: unknown class {name}", row.get("word"));
            }
        }
    }

    #[test]
    fn words_that_hold_others_are_one_token() {
        let text = Text::new("公共服务和“将心比心”共办结");
        let mut found = Vec::new();
        tokens(&text, 0..text.len(), &mut found);
        let words: Vec<_> = found.iter().map(|t| text.raw(t.range.clone())).collect();
        assert_eq!(words, ["公共服务", "共", "办结"]);
    }
}
