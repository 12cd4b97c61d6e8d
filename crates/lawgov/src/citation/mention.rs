//! Laws named without 《》.
//!
//! Input: the text and its citations. Output: the names of the registry that stand in running text. A word that merely
//! ends in 法 and is not in the registry is not guessed at.

use std::sync::LazyLock;

use crate::citation::{Citation, CitationKind, LawMention, LawRegistry, LawStatus};
use crate::lexicon::{Signs, SuffixTrie, Table, Trie, place_rank};
use crate::text::Text;

/// The longest name looked for, in characters.
const LONGEST: usize = 32;
const STATE: &str = "中华人民共和国";

/// Names of laws and regulations; of policies only what ends like a law.
pub(super) struct Names(SuffixTrie<CitationKind>);

impl Names {
    pub fn new<'n>(names: impl Iterator<Item = (&'n str, CitationKind)>) -> Self {
        Self(SuffixTrie::new(names.filter(|(name, _)| name.ends_with(ENDS))))
    }
}

static GUARDS: LazyLock<Trie<()>> =
    LazyLock::new(|| Trie::new(Table::new(crate::lexicon::tsv!("mention_guards")).rows().map(|r| (r.get("word"), ()))));

/// The last characters of names: 法, 民法典, 条例, 准则.
const ENDS: [char; 4] = ['法', '典', '例', '则'];

static LAST: LazyLock<Signs> = LazyLock::new(|| Signs::new(ENDS.map(|c| (c, 1))));

/// Finds the mentions in one pass.
pub(super) fn read(text: &Text, citations: &[Citation], laws: &LawRegistry) -> Vec<LawMention> {
    let Names(names) = laws.in_text();
    let chars = text.chars();
    let mut mentions: Vec<LawMention> = Vec::new();
    let mut cited = citations.iter().map(|c| c.span).peekable();
    for (at, _) in LAST.places(chars) {
        let before = chars.get((at + 1).saturating_sub(LONGEST)..at + 1).unwrap_or_default();
        let Some((len, &kind)) = names.longest(before) else { continue };
        if GUARDS.longest(chars.get(at + 1..).unwrap_or_default()).is_some() {
            continue;
        }
        let mut start = at + 1 - len;
        if text.ends_with(start, STATE) {
            start -= STATE.chars().count();
        } else if kind != CitationKind::Law && is_local(text, start) {
            continue;
        }
        let span = text.span(start..at + 1);
        while cited.next_if(|c| c.end <= span.start).is_some() {}
        if cited.peek().is_some_and(|c| c.overlaps(span)) {
            continue;
        }
        // 土地管理法 and then 土地管理法实施条例: the longer name holds.
        mentions.pop_if(|last| last.span.start >= span.start);
        mentions.push(LawMention { span, law: None, status: LawStatus::Unknown });
    }
    mentions
}

/// Whether a place or 实施 stands just before a regulation's name: 青石市优化营商环境条例 is another text.
fn is_local(text: &Text, start: usize) -> bool {
    /// Villages pass no regulations.
    const LOWEST: u8 = 4;
    start > 0 && place_rank(text.char(start - 1)).is_some_and(|rank| rank <= LOWEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(s: &str) -> Vec<&str> {
        let text = Text::new(s);
        let laws = LawRegistry::builtin();
        let (citations, _) = crate::citation::read(&text, &laws);
        read(&text, &citations, &laws).iter().map(|m| text.slice(m.span)).collect()
    }

    #[test]
    fn names_without_marks() {
        assert_eq!(mentions("发放物权法、劳动合同法等资料"), ["物权法", "劳动合同法"]);
        assert_eq!(mentions("学习中华人民共和国行政处罚法"), ["中华人民共和国行政处罚法"]);
        assert_eq!(mentions("土地管理法实施条例与民法典"), ["土地管理法实施条例", "民法典"]);
        assert_eq!(mentions("宣传促进就业法"), ["促进就业法"]);
    }

    #[test]
    fn other_words_are_no_mentions() {
        for s in
            ["《物权法》", "宪法宣传周", "12·4宪法日", "劳动法律法规", "工作方法", "临溪市优化营商环境条例", "《民法典"]
        {
            assert!(mentions(s).is_empty(), "{s}: {:?}", mentions(s));
        }
    }

    #[test]
    fn examples_of_the_table() {
        for row in Table::new(include_str!("../../data/mention_guards.tsv")).rows() {
            assert!(mentions(row.get("example")).is_empty(), "{}", row.get("example"));
            assert!(
                !mentions(row.get("counter")).is_empty()
                    || LawRegistry::builtin()
                        .in_text()
                        .0
                        .longest(&row.get("counter").chars().collect::<Vec<_>>())
                        .is_some(),
                "{}",
                row.get("counter")
            );
        }
    }
}
