//! What kind of text it is: a report on building a law-based government, a part of one, or something else.
//!
//! In: title, first lines, headings. The words that tell are in `data/genre.tsv`.

use once_cell::sync::Lazy;

use crate::audit::facts::Facts;
use crate::lexicon::{SuffixTrie, Table, Trie};
use crate::outline::{Line, Role, numbering};
use crate::text::{self, Positions};
use crate::theme;

/// Lines in which a report says what it is, and characters of each.
const OPENING: (usize, usize) = (4, 600);

/// Characters that make a line prose, and that a title has at most.
const PROSE: usize = 40;

/// Lines that begin as articles (第二条) by which a text is a law.
const ARTICLES: usize = 3;

/// What a word tells.
#[derive(Clone, Copy, Default)]
struct Senses(u16);

impl Senses {
    const SUBJECT: Self = Self(1);
    const FORM: Self = Self(1 << 1);
    const HEADING: Self = Self(1 << 2);
    const OPENING: Self = Self(1 << 3);
    const KIN: Self = Self(1 << 4);
    const OTHER: Self = Self(1 << 5);
    const OWN: Self = Self(1 << 6);
    const SPEECH: Self = Self(1 << 7);
    const ENDING: Self = Self(1 << 8);
    const PLAN: Self = Self(1 << 9);
    const PRESS: Self = Self(1 << 10);

    fn named(name: &str) -> Self {
        match name {
            "subject" => Self::SUBJECT,
            "form" => Self::FORM,
            "heading" => Self::HEADING,
            "opening" => Self::OPENING,
            "kin" => Self::KIN,
            "other" => Self::OTHER,
            "own" => Self::OWN,
            "speech" => Self::SPEECH,
            "ending" => Self::ENDING,
            "plan" => Self::PLAN,
            "press" => Self::PRESS,
            _ => Self::default(),
        }
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a title ends in.
const ENDS: Senses = Senses::ENDING.with(Senses::PLAN);

static WORDS: Lazy<Trie<Senses>> = Lazy::new(|| Trie::new(rows().filter(|(_, sense)| !sense.has(ENDS))));

static ENDINGS: Lazy<SuffixTrie<Senses>> = Lazy::new(|| SuffixTrie::new(rows().filter(|(_, sense)| sense.has(ENDS))));

fn rows() -> impl Iterator<Item = (&'static str, Senses)> {
    let table = Table::new(crate::lexicon::tsv!("genre"));
    let rows: Vec<_> = table.rows().map(|row| (row.get("word"), Senses::named(row.get("sense")))).collect();
    rows.into_iter()
}

/// What the words of a passage tell, those inside one another included.
fn senses(chars: &[char]) -> Senses {
    let words = WORDS.places(chars).flat_map(|at| WORDS.matches(&chars[at..]));
    words.fold(Senses::default(), |all, (_, &sense)| all.with(sense))
}

/// Whether the text is a report on building a law-based government, by its title, opening or headings.
pub(super) fn is_report(facts: &Facts<'_>) -> bool {
    let title = title(facts);
    if title.has(Senses::OTHER) || opening(facts).any(|line| line.has(Senses::OWN)) || is_kindred(facts) {
        return false;
    }
    // A menu of a website may be taken for a title: prose on the same subject must follow.
    let prose = |line: Positions| line.len() >= PROSE && read(facts, line).has(Senses::SUBJECT);
    let dated = || facts.metadata.year.is_some() || facts.body_lines().any(|line| prose(line.range.clone()));
    if title.has(Senses::SUBJECT) && title.has(Senses::FORM) && dated() {
        return true;
    }
    let parts = facts.sections.iter().filter(|section| section.parent.is_none());
    let headings = parts.map(|section| read(facts, facts.text.positions(section.heading)));
    headings.filter(|heading| heading.has(Senses::SUBJECT.with(Senses::HEADING))).count() >= 2
        || opening(facts).any(|line| line.has(Senses::SUBJECT) && line.has(Senses::OPENING))
}

/// Whether the text is neither such a report nor may be a part of one, or of something near to it.
pub(super) fn is_foreign(facts: &Facts<'_>) -> bool {
    if facts.is_report {
        return false;
    }
    let near = Senses::SUBJECT.with(Senses::KIN);
    if is_kindred(facts) {
        return true;
    }
    if facts.metadata.title.is_some() {
        return !title(facts).has(near);
    }
    is_titled_otherwise(facts) || opening(facts).any(|line| line.has(Senses::SPEECH)) || {
        let part = |facts: &Facts<'_>| facts.sections.iter().any(|section| section.role != Role::Other);
        let known = |facts: &Facts<'_>| facts.statistics.iter().any(|figure| figure.indicator.is_some());
        let says = |facts: &Facts<'_>| theme::is_named(facts.words) || read(facts, 0..facts.text.len()).has(near);
        !(part(facts) || known(facts) || !facts.measures.is_empty() || says(facts))
    }
}

/// Whether the text is on the same subject and yet of another kind: a plan by its title, a law by its articles, news by how
/// it opens.
fn is_kindred(facts: &Facts<'_>) -> bool {
    let is_plan = || {
        let title = folded_title(facts);
        // A part of a report may be headed so; a plan says first whose it is.
        let has_owner = !(facts.metadata.region.is_empty() && facts.metadata.issuers.is_empty());
        if !has_owner || title.first().is_none_or(char::is_ascii_digit) {
            return false;
        }
        // （试行） and （征求意见稿） come after the kind of text.
        let note = (title.last() == Some(&')')).then(|| title.iter().rposition(|&c| c == '(')).flatten();
        ENDINGS.longest(&title[..note.unwrap_or(title.len())]).is_some_and(|(_, sense)| sense.has(Senses::PLAN))
            && !senses(&title).has(Senses::FORM)
    };
    is_plan() || opening(facts).any(|line| line.has(Senses::PRESS)) || {
        let is_article = |line: &&Line| numbering::is_article(facts.text, facts.text.trim(line.range.clone()).start);
        facts.body_lines().filter(is_article).nth(ARTICLES - 1).is_some()
    }
}

/// Whether the first line is the title of another kind of document: 关于…的通知. A heading or an item of a part of a report
/// may end in the same words, and so may a single line of prose (征求意见).
fn is_titled_otherwise(facts: &Facts<'_>) -> bool {
    let mut lines = facts.body_lines().map(|line| facts.text.trim(line.range.clone()));
    let (Some(line), Some(_)) = (lines.next(), lines.next()) else { return false };
    let ends = |line: Positions| ENDINGS.longest(facts.text.chars().get(line).unwrap_or_default()).is_some();
    let heads = || facts.sections.first().is_some_and(|section| facts.text.positions(section.heading).start < line.end);
    line.len() < PROSE
        && ends(line.clone())
        && !heads()
        && !numbering::begins_with_number(facts.text.raw(line.clone()))
        && !read(facts, line).has(Senses::SUBJECT)
}

fn title(facts: &Facts<'_>) -> Senses {
    senses(&folded_title(facts))
}

fn folded_title(facts: &Facts<'_>) -> Vec<char> {
    facts.metadata.title.iter().flat_map(|title| title.chars()).map(text::fold).collect()
}

fn opening<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = Senses> + use<'a> {
    let (lines, most) = OPENING;
    facts
        .body_lines()
        .take(lines)
        .map(move |line| read(facts, line.range.start..line.range.end.min(line.range.start + most)))
}

fn read(facts: &Facts<'_>, range: Positions) -> Senses {
    senses(facts.text.chars().get(range).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_sense() {
        for (word, sense) in rows() {
            assert!(sense.has(Senses(u16::MAX)), "{word}");
        }
    }
}
