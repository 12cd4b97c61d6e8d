//! What kind of text a title names.
//!
//! Input: a title, and the document number that goes with it. Output: its [`CitationKind`]. A title of the registry is
//! what the registry says; any other is judged by its ending and by who issues it. It does not look at the sentence
//! around the title.

use std::sync::LazyLock;

use crate::citation::{CitationKind, LawRegistry};
use crate::lexicon::{SuffixTrie, Table, Trie, place};
use crate::text::{Class, Positions, Text};

/// Kinds of one ending, by who issues the text.
struct Ending {
    state: CitationKind,
    place: CitationKind,
    party: CitationKind,
}

static ENDINGS: LazyLock<SuffixTrie<Ending>> = LazyLock::new(|| {
    let table = Table::new(crate::lexicon::tsv!("citation_kinds"));
    let kind = |name| CitationKind::from_name(name).unwrap_or(CitationKind::Other);
    SuffixTrie::new(table.rows().map(|r| {
        (
            r.get("ending"),
            Ending { state: kind(r.get("state")), place: kind(r.get("place")), party: kind(r.get("party")) },
        )
    }))
});

static PARTY: LazyLock<Trie<()>> =
    LazyLock::new(|| Trie::new(Table::new(crate::lexicon::tsv!("party_words")).rows().map(|r| (r.get("word"), ()))));

/// The kind of the text called `title`, issued under `number` if one is given.
pub(super) fn of_title(text: &Text, title: Positions, number: Option<Positions>, laws: &LawRegistry) -> CitationKind {
    if let Some(law) = laws.resolve(text.raw(title.clone())) {
        return law.kind;
    }
    let chars = &text.chars()[name(text, title)];
    if number.clone().is_some_and(|n| is_order(text, n)) {
        return if place(chars) > 0 || !chars.ends_with(&['条', '例']) {
            CitationKind::Rule
        } else {
            CitationKind::AdministrativeRegulation
        };
    }
    let Some((len, ending)) = ENDINGS.longest(chars) else { return by_beginning(chars, number.is_some()) };
    // 实施〈某法〉办法 of a province or a city is a local regulation.
    let carries_out = ending.state == CitationKind::NormativeDocument
        && chars.get(chars.len().saturating_sub(len + 2)).is_some_and(|&c| c == '法')
        && chars.contains(&'实');
    if place(chars) > 0 {
        if carries_out { CitationKind::LocalRegulation } else { ending.place }
    } else if (0..chars.len()).any(|i| PARTY.longest(&chars[i..]).is_some()) {
        ending.party
    } else {
        ending.state
    }
}

/// The kind of a text known by its number alone.
pub(super) fn of_number(text: &Text, number: Positions) -> CitationKind {
    if !is_order(text, number.clone()) {
        return CitationKind::NormativeDocument;
    }
    if text.find(number.clone(), "主席令").is_some() {
        CitationKind::Law
    } else if text.find(number, "国务院令").is_some() {
        CitationKind::AdministrativeRegulation
    } else {
        CitationKind::Rule
    }
}

/// Whether the words in `range` read as a title: some ending of the table ends them.
pub(super) fn is_title(text: &Text, range: Positions) -> bool {
    let name = name(text, range);
    let (len, chars) = (name.len(), &text.chars()[name]);
    len >= 2 && ENDINGS.longest(chars).is_some_and(|(ending, e)| ending < len || e.state == CitationKind::Constitution)
}

/// The title without a closing bracket （试行）, quotes, blanks and a closing year.
fn name(text: &Text, title: Positions) -> Positions {
    let mut range = text.trim(title);
    while range.len() > 1 {
        let last = text.char(range.end - 1);
        if last == ')' || last == '〕' || last == ']' {
            let Some(open) = range.clone().rev().find(|&i| matches!(text.char(i), '(' | '〔' | '[')) else { break };
            if open == range.start {
                break;
            }
            range.end = open;
        } else if text.class(range.end - 1).any(Class::CLOSE.with(Class::DIGIT)) || text.class(range.end - 1).is_blank()
        {
            range.end -= 1;
        } else {
            break;
        }
    }
    range
}

/// Whether a number is that of an order: 第12号 of a 令.
fn is_order(text: &Text, number: Positions) -> bool {
    text.find(number, "令").is_some()
}

/// The kind of a title with no ending of the table: 论… is a book, what bears a number an official document.
fn by_beginning(chars: &[char], numbered: bool) -> CitationKind {
    match chars.first() {
        _ if numbered => CitationKind::NormativeDocument,
        Some('论') => CitationKind::Publication,
        _ => CitationKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(title: &str) -> CitationKind {
        let text = Text::new(title);
        of_title(&text, 0..text.len(), None, &LawRegistry::builtin())
    }

    #[test]
    fn examples_of_the_table() {
        for row in Table::new(include_str!("../../data/citation_kinds.tsv")).rows() {
            let example = row.get("example");
            assert!(example.ends_with(row.get("ending")), "{example}");
            let text = Text::new(example);
            let (_, ending) = ENDINGS.longest(text.chars()).unwrap();
            assert_eq!(ending.state.as_str(), row.get("state"), "{example}");
            assert!(!row.get("counter").ends_with(row.get("ending")), "{}", row.get("counter"));
        }
        for row in Table::new(include_str!("../../data/party_words.tsv")).rows() {
            let finds = |s: &str| {
                let chars: Vec<char> = s.chars().collect();
                (0..chars.len()).any(|i| PARTY.longest(&chars[i..]).is_some())
            };
            assert!(finds(row.get("example")) && !finds(row.get("counter")), "{}", row.get("word"));
        }
    }

    #[test]
    fn kinds_by_ending_and_issuer() {
        for (title, want) in [
            ("中华人民共和国宪法", CitationKind::Constitution),
            ("河道疏浚法（修订草案）", CitationKind::Law),
            ("河道采砂管理条例", CitationKind::AdministrativeRegulation),
            ("城市绿化条例", CitationKind::AdministrativeRegulation),
            ("临溪市河道采砂管理条例", CitationKind::LocalRegulation),
            ("江苏省实施〈渔业法〉办法", CitationKind::LocalRegulation),
            ("中国共产党巡察试行条例", CitationKind::PartyRegulation),
            ("党政机关公务用车规定", CitationKind::PartyRegulation),
            ("松林乡党委会议事规则", CitationKind::NormativeDocument),
            ("青石县法治建设工作要点（试行）", CitationKind::NormativeDocument),
            ("青石日报", CitationKind::Publication),
            ("论坚持依法治水", CitationKind::Publication),
            ("青石县人民政府工作报告", CitationKind::Other),
            ("小城故事", CitationKind::Other),
        ] {
            assert_eq!(kind(title), want, "{title}");
        }
    }
}
