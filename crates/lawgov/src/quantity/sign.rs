//! The signs of changes: 同比-12.3%, 环比：+3%, 增长（+8.5%）.

use once_cell::sync::Lazy;

use crate::lexicon::{Table, Trie};
use crate::text::{Class, Positions, Text};

/// Words of comparison and change, which a sign follows.
static LEADS: Lazy<Trie<()>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("grammar"));
    let leads = |class: &str| matches!(class, "previous_year" | "previous_period" | "up" | "down");
    Trie::new(table.rows().filter(|row| row.list("class").any(leads)).map(|row| (row.get("word"), ())))
});

/// Longest word a sign follows, and most marks between the two, in characters.
const LONGEST_LEAD: usize = 8;
const MOST_MARKS: usize = 3;

/// The word of comparison or change that makes what stands at `at` the sign of a change: at once before it, or with
/// blanks, a colon or an open bracket between. At the upper end of a range the word before its lower end.
pub(crate) fn lead(text: &Text, at: usize) -> Option<Positions> {
    word_before(text, at).or_else(|| word_before(text, lower_sign(text, at)?))
}

/// The word that a sign at `at` follows.
fn word_before(text: &Text, at: usize) -> Option<Positions> {
    if !matches!(text.char(at), '+' | '-') {
        return None;
    }
    let end = before_marks(text, at);
    let mut words = (1..=LONGEST_LEAD.min(end)).rev().map(|len| end - len..end);
    words.find(|word| text.chars().get(word.clone()).is_some_and(|chars| LEADS.get(chars).is_some()))
}

fn before_marks(text: &Text, at: usize) -> usize {
    let mark = |&i: &usize| text.class(i).is_blank() || matches!(text.char(i), ':' | '(');
    (at.saturating_sub(MOST_MARKS)..at).rev().take_while(mark).last().unwrap_or(at)
}

/// The sign of the lower end of a range whose upper end has its sign at `at`: 同比-12.3%至-10.1%.
fn lower_sign(text: &Text, at: usize) -> Option<usize> {
    if !matches!(text.char(at), '+' | '-') {
        return None;
    }
    let to = at.checked_sub(1).filter(|&to| matches!(text.char(to), '至' | '到' | '~'))?;
    let written = |&i: &usize| text.class(i).any(Class::DIGIT) || matches!(text.char(i), '.' | '%');
    let low = (to.saturating_sub(LONGEST_LEAD)..to).rev().take_while(written).last()?;
    low.checked_sub(1)
}
