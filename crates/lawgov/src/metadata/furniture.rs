//! What website furniture says about the report: 发布日期：2024-01-31, a row of an index table.
//!
//! In: the lines that are furniture. Out: a few fields. The keys are in `data/chrome.tsv`.

use jiff::civil::Date;
use once_cell::sync::Lazy;

use crate::lexicon::{Table, Trie};
use crate::outline::{LineKind, Outline, body, chrome, date};
use crate::text::{Class, Positions, Text};

/// What a page says about the document it carries.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub title: Option<Positions>,
    pub published: Option<Date>,
    pub number: Option<Positions>,
    pub publisher: Option<Positions>,
}

/// No key has more characters.
const LONGEST_KEY: usize = 16;

static KEYS: Lazy<Trie<&'static str>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("chrome"));
    Trie::new(table.rows().filter(|r| r.get("match") == "key").map(|r| (r.get("word"), r.get("field"))))
});

/// The key of website furniture that a text begins with, as a reader of web pages needs it: how many bytes it takes, and
/// what the value behind it is: `published`, `number`, `publisher`, `title`, `index`, or empty for what nobody asks for.
/// The longest key counts. Whether it is one, the colon behind it or its table cell must tell.
///
/// ```
/// assert_eq!(lawgov::page_key("发布日期：2024-01-31"), Some(("发布日期".len(), "published")));
/// assert_eq!(lawgov::page_key("一、主要举措"), None);
/// ```
#[must_use]
pub fn page_key(text: &str) -> Option<(usize, &'static str)> {
    let start: Vec<char> = text.chars().take(LONGEST_KEY).collect();
    let (length, &field) = KEYS.longest(&start)?;
    Some((start[..length].iter().map(|c| c.len_utf8()).sum(), field))
}

/// Reads the fields; of two that say the same, the first one counts.
pub(super) fn fields(text: &Text, outline: &Outline) -> Fields {
    let mut fields = Fields::default();
    let furniture: Vec<Positions> =
        outline.lines.iter().filter(|l| l.kind == LineKind::Chrome).map(|l| l.range.clone()).collect();
    for (i, line) in furniture.iter().enumerate() {
        let mut at = line.start;
        while at < line.end {
            let spread = || spread_key(text, at..line.end).filter(|_| at == line.start);
            let Some((len, field)) =
                KEYS.longest(&text.chars()[at..line.end]).map(|(len, &f)| (len, f)).or_else(spread)
            else {
                at += 1;
                continue;
            };
            at = past_mark(text, at + len, line.end);
            // In a list of keys and values the value has a line of its own.
            let value = if at < line.end { at..line.end } else { furniture.get(i + 1).cloned().unwrap_or(at..at) };
            let value = upto_next(text, value);
            match field {
                "published" if fields.published.is_none() => {
                    fields.published = date::day_at(text, value.start).and_then(|d| d.date);
                }
                "number" if fields.number.is_none() && chrome::is_number(text, value.clone()) => {
                    fields.number = Some(value);
                }
                "publisher" if fields.publisher.is_none() && body::is_name(text, value.clone()) => {
                    fields.publisher = Some(value);
                }
                "title" if fields.title.is_none() && value.len() > 8 => fields.title = Some(value),
                _ => {}
            }
        }
    }
    fields
}

/// A key written with blanks between its characters: 文　　号.
fn spread_key(text: &Text, range: Positions) -> Option<(usize, &'static str)> {
    let mut places = range.clone().take(4 * LONGEST_KEY).filter(|&i| !text.class(i).any(Class::SPACE));
    let (mut squeezed, mut ends) = (Vec::new(), Vec::new());
    while let Some(at) = places.next().filter(|_| squeezed.len() < LONGEST_KEY) {
        squeezed.push(text.char(at));
        ends.push(at + 1 - range.start);
    }
    let (len, &field) = KEYS.longest(&squeezed)?;
    (squeezed.get(len) == Some(&':')).then(|| Some((*ends.get(len - 1)?, field)))?
}

fn past_mark(text: &Text, at: usize, end: usize) -> usize {
    (at..end)
        .find(|&i| !text.class(i).any(Class::SPACE) && !matches!(text.char(i), ':' | '|' | ']' | '】'))
        .unwrap_or(end)
}

/// A value ends at a table bar, at a gap, or where the line does; none is longer than a title.
fn upto_next(text: &Text, range: Positions) -> Positions {
    let range = range.start..range.end.min(range.start + 120);
    let gap = |i: usize| text.class(i).any(Class::SPACE) && !text.class(i + 1).any(Class::DIGIT);
    let end = range.clone().find(|&i| text.char(i) == '|' || gap(i)).unwrap_or(range.end);
    text.trim(range.start..end)
}
