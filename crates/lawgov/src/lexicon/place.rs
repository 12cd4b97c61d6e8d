use std::sync::LazyLock;

use crate::lexicon::{SuffixTrie, Table, Trie};

/// The longest name before a suffix, and before 自治县 and the like: 双江拉祜族佤族布朗族傣族.
const LONGEST_NAME: usize = 6;
const LONGEST_AUTONOMOUS: usize = 12;

struct Places {
    known: Trie<u8>,
    suffixes: Trie<u8>,
    not_ending: SuffixTrie<()>,
    not_beginning: Trie<()>,
}

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let known = Table::new(crate::lexicon::tsv!("regions"));
    let suffixes = Table::new(crate::lexicon::tsv!("place_suffixes"));
    let not = Table::new(crate::lexicon::tsv!("not_places"));
    let words = |place: &'static str| not.rows().filter(move |r| r.get("place") == place).map(|r| (r.get("word"), ()));
    Places {
        known: Trie::new(known.rows().map(|r| (r.get("name"), if r.get("kind") == "province" { 1 } else { 2 }))),
        suffixes: Trie::new(suffixes.rows().map(|r| (r.get("suffix"), r.get("rank").parse().unwrap_or(9)))),
        not_ending: SuffixTrie::new(words("ends")),
        not_beginning: Trie::new(words("begins")),
    }
});

/// The length of the place name that begins `chars`, 0 when none does: 青石县松林乡 in 青石县松林乡人民政府.
///
/// A place is a known province or prefecture, or a name of a few characters with a suffix that is not part of another
/// word. The places of a chain go from large to small.
pub(crate) fn place(chars: &[char]) -> usize {
    units(chars).last().unwrap_or(0)
}

/// Where each unit of the chain of places that begins `chars` ends.
pub(crate) fn units(chars: &[char]) -> impl Iterator<Item = usize> {
    let (mut end, mut rank) = (0, 0);
    std::iter::from_fn(move || {
        let (len, next) = single(chars.get(end..)?)?;
        if next <= rank {
            return None;
        }
        (end, rank) = (end + len, next);
        Some(end)
    })
}

/// One place at the start of `chars`: its length and rank.
fn single(chars: &[char]) -> Option<(usize, u8)> {
    if let Some((known, &own)) = PLACES.known.longest(chars) {
        let rest = chars.get(known..).unwrap_or_default();
        let suffix = PLACES.suffixes.longest(rest).filter(|_| PLACES.not_beginning.longest(rest).is_none());
        return Some(suffix.filter(|&(_, &rank)| rank <= 2).map_or((known, own), |(len, &rank)| (known + len, rank)));
    }
    for at in 1..=LONGEST_AUTONOMOUS {
        if !chars.get(at - 1).is_some_and(|&c| is_name_character(c)) {
            break;
        }
        let rest = chars.get(at..)?;
        let Some((len, &rank)) = PLACES.suffixes.longest(rest) else { continue };
        if at > LONGEST_NAME && rest.first() != Some(&'自') {
            break;
        }
        let ends = PLACES.not_ending.longest(chars.get(..at + len)?).map_or(0, |(n, ())| n);
        if ends > len || ends == at + len || PLACES.not_beginning.longest(rest).is_some() {
            break;
        }
        // 石市镇 is one name, not a city and what follows it.
        let next = chars.get(at + len..).and_then(|rest| PLACES.suffixes.longest(rest));
        if at == 1 && rest.first() == Some(&'市') && next.is_some_and(|(_, &next)| next > rank) {
            continue;
        }
        return Some((at + len, rank));
    }
    None
}

/// Whether a word that ends the names of places begins at `at`, and is no part of another word there (全镇, 社区).
#[inline]
pub(crate) fn ends_place(chars: &[char], at: usize) -> bool {
    let Some((len, _)) = chars.get(at..).and_then(|rest| PLACES.suffixes.longest(rest)) else { return false };
    PLACES.not_ending.longest(&chars[..at + len]).is_none_or(|(word, ())| word <= len)
}

/// The rank of places whose names end with this character, the highest being 1 (镇 4); none when no place's does.
pub(crate) fn place_rank(end: char) -> Option<u8> {
    PLACES.suffixes.get(&[end]).copied()
}

/// Whether `chars` begin with a province or prefecture known by name.
#[inline]
pub(crate) fn is_region(chars: &[char]) -> bool {
    PLACES.known.longest(chars).is_some()
}

/// The first characters of words that end places.
pub(crate) fn place_end_firsts() -> impl Iterator<Item = char> {
    PLACES.suffixes.firsts()
}

/// The first characters of known provinces and prefectures.
pub(crate) fn region_firsts() -> impl Iterator<Item = char> {
    PLACES.known.firsts()
}

fn is_name_character(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        chars[..place(&chars)].iter().collect()
    }

    #[test]
    fn chains_of_places() {
        assert_eq!(read("青石县松林乡人民政府"), "青石县松林乡");
        assert_eq!(read("重庆市青石县人民政府"), "重庆市青石县");
        assert_eq!(read("吉林省吉林市青石区人民政府"), "吉林省吉林市青石区");
        assert_eq!(read("重庆明理律师事务所"), "重庆");
        assert_eq!(read("临溪市江东区和平街道办事处"), "临溪市江东区和平街道");
        assert_eq!(read("石市镇人民政府"), "石市镇");
        assert_eq!(read("城市绿化条例"), "");
        assert_eq!(read("社区矫正法"), "");
        assert_eq!(read("全县法治工作要点"), "");
        assert_eq!(read("市场主体登记管理条例"), "");
    }

    #[test]
    fn examples_of_the_table() {
        for row in Table::new(include_str!("../../data/place_suffixes.tsv")).rows() {
            assert_eq!(read(row.get("example")), row.get("example"));
            assert_eq!(read(row.get("counter")), "", "{}", row.get("counter"));
        }
    }
}
