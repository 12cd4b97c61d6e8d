use once_cell::sync::Lazy;

use super::{Table, Trie};
use crate::text::{Class, Positions, Text};

/// What a conversion leaves, with the mark that ends it.
static DEBRIS: Lazy<Trie<&'static str>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("debris"));
    Trie::new(table.rows().map(|row| (row.get("start"), row.get("end"))))
});

/// Whether something that a conversion left may begin at `at`; a no is certain.
pub(crate) fn may_be_debris(text: &Text, at: usize) -> bool {
    text.chars().get(at..).is_some_and(|rest| DEBRIS.may_begin(rest))
}

/// How far the end of a field code may lie.
const REACH: usize = 200;

/// The bookmark, field code or markup that begins at `at`, left there by a conversion from another format.
pub(crate) fn debris(text: &Text, at: usize) -> Option<Positions> {
    let (len, end) = DEBRIS.longest(text.chars().get(at..)?)?;
    let is_word = |at: usize| text.class(at).any(Class::LATIN.with(Class::DIGIT)) || text.char(at) == '_';
    if is_word(at) && at > 0 && text.char(at - 1).is_ascii_alphanumeric() {
        return None;
    }
    let mut close = at + len;
    if let Some(end) = end.chars().next() {
        let line = (close..text.len().min(close + REACH)).take_while(|&i| !text.class(i).any(Class::NEWLINE));
        close = line.into_iter().find(|&i| text.char(i) == end).map_or(close, |i| i + 1);
    } else if is_word(close - 1) {
        close += (close..).take_while(|&i| is_word(i)).count();
    }
    Some(at..close)
}
