//! Organisations with a place or proper name of their own: 青石县松林乡人民政府, 重庆某某律师事务所.
//!
//! Input: the text. Output: their names, in order. A name begins with a place: one known to all, one that a line of the
//! report begins with (its title, its signature), or one set off by the words before it; it ends with the word for a
//! body. Bodies known by that word alone (县政府, 司法所) and those inside 《》 are left out.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::lexicon::{
    Signs, SuffixTrie, Table, Trie, ends_place, is_region, place, place_end_firsts, region_firsts, units,
};
use crate::names::Organization;
use crate::text::{Class, Positions, Text};

/// The longest stretch between the place and the end of a name.
const LONGEST_MIDDLE: usize = 18;
/// The longest name of a place before the word that ends it.
const LONGEST_PLACE: usize = 6;
/// The longest proper name of a firm without a place, and the longest such firm.
const LONGEST_PROPER: usize = 6;
const LONGEST_FIRM: usize = LONGEST_PROPER + 6;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Right after its place.
    Direct,
    /// After its place with words between.
    Department,
    /// No ending of a name.
    Not,
}

struct Words {
    endings: SuffixTrie<Ending>,
    /// Endings that carry a proper name without a place.
    free: SuffixTrie<()>,
    /// Words that show that no name ends where they begin, or one character later.
    after: Trie<()>,
    leads: SuffixTrie<()>,
    /// The same words, forwards.
    leading: Trie<()>,
    breaks: Trie<bool>,
    /// Verbs and adverbs, of which no place is made: 加快区.
    verbs: Trie<()>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let table = Table::new(crate::lexicon::tsv!("organizations"));
    let leads = Table::new(crate::lexicon::tsv!("organization_leads"));
    let breaks = Table::new(crate::lexicon::tsv!("organization_breaks"));
    let grammar = Table::new(crate::lexicon::tsv!("grammar"));
    let verbs = grammar
        .rows()
        .filter(|r| r.get("word").chars().count() > 1)
        .filter(|r| r.list("class").any(|c| matches!(c, "verb" | "act" | "deed" | "adverb")));
    let of = |kind: &'static str| table.rows().filter(move |r| r.get("kind") == kind).map(|r| r.get("ending"));
    Words {
        endings: SuffixTrie::new(
            of("not")
                .map(|w| (w, Ending::Not))
                .chain(of("free").chain(of("department")).map(|w| (w, Ending::Department)))
                .chain(of("direct").map(|w| (w, Ending::Direct))),
        ),
        free: SuffixTrie::new(of("free").map(|w| (w, ()))),
        after: Trie::new(of("after").map(|w| (w, ()))),
        leads: SuffixTrie::new(leads.rows().map(|r| (r.get("word"), ()))),
        leading: Trie::new(leads.rows().map(|r| (r.get("word"), ()))),
        verbs: Trie::new(verbs.map(|r| (r.get("word"), ()))),
        breaks: Trie::new(breaks.rows().map(|r| (r.get("word"), r.get("breaks") == "yes"))),
    }
});

/// What a character can be the sign of: the end of a place, a known region, the end of a firm, a mark of titles.
const PLACE: u8 = 1;
const REGION: u8 = 1 << 1;
const FIRM: u8 = 1 << 2;
const TITLE: u8 = 1 << 3;

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let places = place_end_firsts().map(|c| (c, PLACE));
    let regions = region_firsts().map(|c| (c, REGION));
    let firms = WORDS.free.lasts().map(|c| (c, FIRM));
    let titles = ['《', '》', '。', '\n'].map(|c| (c, TITLE));
    Signs::new(places.chain(regions).chain(firms).chain(titles))
});

/// Finds the organisations in one pass: a name is looked for only around the end of a place or of a firm.
pub(super) fn read(text: &Text) -> Vec<Organization> {
    let words = &*WORDS;
    let mut reader = Reader { text, words, own: Own::default() };
    reader.own = reader.places_of_lines();
    let mut organizations = Vec::new();
    let chars = text.chars();
    let (mut taken, mut titled) = (0, false);
    // Up to where places and firms have been looked for.
    let (mut placed, mut firmed) = (0, 0);
    for (at, sign) in SIGNS.places(chars) {
        if at < taken {
            continue;
        }
        if sign & TITLE != 0 {
            titled = chars[at] == '《';
            continue;
        }
        if titled {
            continue;
        }
        let firm = sign & FIRM != 0 && words.free.longest(&chars[taken..=at]).is_some();
        let from = if firm {
            let from = at.saturating_sub(LONGEST_FIRM).max(firmed);
            firmed = at;
            from
        } else if sign & PLACE != 0 && ends_place(chars, at) {
            let from = at.saturating_sub(LONGEST_PLACE + 2).max(placed);
            placed = at;
            from
        } else if sign & REGION != 0 && reader.is_region(at) {
            at
        } else {
            continue;
        };
        let Some(name) = (from.max(taken)..=at).find_map(|start| reader.name_at(start, firm)) else { continue };
        taken = name.end;
        organizations.push(Organization { span: text.span(name) });
    }
    organizations
}

struct Reader<'a> {
    text: &'a Text<'a>,
    words: &'a Words,
    own: Own,
}

/// The places that lines of one text begin with: few, and a trie for them would take more room than most texts.
#[derive(Default)]
struct Own {
    names: FxHashSet<Box<[char]>>,
    /// Their first characters, a bit for each by its last ten.
    firsts: [u64; FIRSTS / 64],
    longest: usize,
}

const FIRSTS: usize = 1 << 10;

impl Own {
    fn add(&mut self, name: &[char]) {
        let Some(&first) = name.first() else { return };
        if !self.names.contains(name) {
            self.names.insert(name.into());
            self.firsts[first as usize % FIRSTS / 64] |= 1 << (first as u32 % 64);
            self.longest = self.longest.max(name.len());
        }
    }

    /// Whether a place may begin with this character; a no is certain.
    #[inline]
    fn may_begin(&self, c: char) -> bool {
        self.firsts[c as usize % FIRSTS / 64] >> (c as u32 % 64) & 1 == 1
    }

    /// The length of the longest place at the start of `chars`; 0 for none.
    fn longest(&self, chars: &[char]) -> usize {
        if !chars.first().is_some_and(|&c| self.may_begin(c)) {
            return 0;
        }
        let lengths = (1..=self.longest.min(chars.len())).rev();
        lengths.into_iter().find(|&len| self.names.contains(&chars[..len])).unwrap_or(0)
    }
}

impl Reader<'_> {
    /// The places that lines begin with, before a body or the subject of a title.
    fn places_of_lines(&self) -> Own {
        let chars = self.text.chars();
        let mut own = Own::default();
        let ends = self.text.marks(0..self.text.len()).filter(|&at| self.text.class(at).any(Class::NEWLINE));
        for line in std::iter::once(0).chain(ends.map(|end| end + 1)) {
            let spaces = (line..).take_while(|&at| self.text.class(at).any(Class::SPACE)).count();
            let from = line + spaces + self.party(line + spaces);
            let rest = chars.get(from..).unwrap_or_default();
            let end = self.plain_place(from);
            if end > 0 && self.body(from + end).is_some() {
                let ends: Vec<usize> = units(rest).collect();
                let starts = std::iter::once(0).chain(ends.iter().copied());
                starts.zip(&ends).for_each(|(start, &end)| own.add(&rest[start..end]));
            }
        }
        own
    }

    /// The length of 中共 before the name of a committee.
    fn party(&self, at: usize) -> usize {
        2 * usize::from(self.text.starts_with(at, "中共"))
    }

    /// The length of the places at `at`, as far as none holds a word that names no place: 围绕县, 和镇.
    fn plain_place(&self, at: usize) -> usize {
        let rest = self.text.chars().get(at..).unwrap_or_default();
        let mut end = 0;
        for next in units(rest) {
            let unit = &rest[end..next];
            let plain = unit.len() > 2
                && !begins_with_suffix(unit)
                && (0..unit.len()).all(|i| {
                    let rest = &unit[i..];
                    let other = self.words.leading.longest(rest).or_else(|| self.words.verbs.longest(rest));
                    other.is_none() && !self.breaks(rest)
                });
            if !plain && !is_region(unit) {
                break;
            }
            end = next;
        }
        end
    }

    fn breaks(&self, chars: &[char]) -> bool {
        self.words.breaks.longest(chars).is_some_and(|(_, &breaks)| breaks)
    }

    /// The name that begins at `at`; with `firm`, the end of a firm is near.
    fn name_at(&self, at: usize, firm: bool) -> Option<Positions> {
        if !self.text.class(at).any(Class::HAN) {
            return None;
        }
        let set_off = self.begins_name(at);
        let begins = set_off || self.own.may_begin(self.text.char(at)) || self.is_region(at);
        if begins { self.name_from(at, firm && set_off) } else { None }
    }

    fn is_region(&self, at: usize) -> bool {
        self.text.chars().get(at..).is_some_and(is_region)
    }

    /// The name that begins at `at`, with a place of this text, a known one, or one set off there.
    fn name_from(&self, at: usize, firm: bool) -> Option<Positions> {
        let rest = self.text.chars().get(at..)?;
        if !self.text.class(at).any(Class::HAN) {
            return None;
        }
        let party = self.party(at);
        let own = self.own.longest(rest.get(party..)?);
        if own == 0 && !is_region(rest) && !self.begins_name(at) {
            return None;
        }
        let place = if own > 0 { own + self.plain_place(at + party + own) } else { self.plain_place(at + party) };
        let end = if place > 0 {
            self.body(at + party + place)
        } else if firm && party == 0 {
            self.firm(at)
        } else {
            None
        };
        end.map(|end| at..end)
    }

    /// Whether a name may begin at `at`: at a mark or after a word that leads to one.
    fn begins_name(&self, at: usize) -> bool {
        at == 0
            || !self.text.class(at - 1).any(Class::HAN.with(Class::LATIN).with(Class::DIGIT))
            || self.words.leads.longest(&self.text.chars()[..at]).is_some()
    }

    /// The end of the body whose place ends at `from`: the first ending, and what goes on from it.
    fn body(&self, from: usize) -> Option<usize> {
        let chars = self.text.chars();
        let mut end = None;
        for at in from..from + LONGEST_MIDDLE {
            let rest = chars.get(at..)?;
            let quoted = matches!(self.text.char(at), '“' | '”');
            if !quoted && !self.text.class(at).any(Class::HAN) || self.breaks(rest) {
                break;
            }
            let Some((len, &ending)) = self.words.endings.longest(&chars[from..=at]) else { continue };
            let whole = at + 1 - from;
            let fits = match ending {
                Ending::Direct => len == whole || end == Some(at + 1 - len),
                Ending::Department => true,
                Ending::Not => false,
            };
            if fits && !self.goes_on(at) {
                // 青石县司法局 and not on to the next body of the sentence, unless it follows at once.
                if end.is_some_and(|end| at + 1 - len > end) {
                    break;
                }
                end = Some(at + 1);
            }
        }
        end
    }

    /// Whether the character at `at` belongs to a word that goes on: 办 of 办理.
    fn goes_on(&self, at: usize) -> bool {
        let chars = self.text.chars();
        (0..4).any(|back| {
            let Some(start) = at.checked_sub(back) else { return false };
            chars.get(start..).and_then(|rest| self.words.after.longest(rest)).is_some_and(|(len, ())| len > back + 1)
        })
    }

    /// The end of a firm with a proper name and no place.
    fn firm(&self, from: usize) -> Option<usize> {
        let chars = self.text.chars();
        if chars.get(from..).is_none_or(|rest| self.words.leading.longest(rest).is_some()) {
            return None;
        }
        for at in from..from + LONGEST_FIRM {
            let rest = chars.get(at..)?;
            if !self.text.class(at).any(Class::HAN) || self.breaks(rest) {
                return None;
            }
            let Some((len, ())) = self.words.free.longest(&chars[from..=at]) else { continue };
            let proper = at + 1 - from - len;
            let counted = chars[from..at].iter().take(2).any(|&c| matches!(c, '家' | '个' | '所'));
            return ((2..=LONGEST_PROPER).contains(&proper) && !counted && !self.goes_on(at)).then_some(at + 1);
        }
        None
    }
}

/// Whether `chars` begin with a character that ends places: 县司法局审查县.
fn begins_with_suffix(chars: &[char]) -> bool {
    chars.first().is_some_and(|&c| place(&['青', '石', c]) == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organizations(s: &str) -> Vec<&str> {
        let text = Text::new(s);
        read(&text).iter().map(|o| text.slice(o.span)).collect()
    }

    #[test]
    fn bodies_with_their_places() {
        assert_eq!(
            organizations("中共青石县松林乡委员会\n青石县松林乡人民政府"),
            ["中共青石县松林乡委员会", "青石县松林乡人民政府"]
        );
        assert_eq!(
            organizations("成立松林乡法治政府建设领导小组，由松林乡党委政府牵头"),
            ["松林乡法治政府建设领导小组", "松林乡党委政府"]
        );
        assert_eq!(
            organizations("青石县人民政府办公室印发，青石县司法局召开会议"),
            ["青石县人民政府办公室", "青石县司法局"]
        );
        assert_eq!(
            organizations("与重庆启衡律师事务所签订合同，聘请启衡律师事务所律师"),
            ["重庆启衡律师事务所", "启衡律师事务所"]
        );
        assert_eq!(organizations("在青石县委、青石县政府领导下"), ["青石县委", "青石县政府"]);
    }

    #[test]
    fn bodies_without_a_name() {
        for s in [
            "县政府",
            "各乡镇人民政府",
            "全县司法所",
            "镇综合执法队",
            "聘请两家律师事务所",
            "建设法治政府",
            "我县司法局",
            "松林乡办理案件",
            "青石县法治政府建设",
            "《青石县人民政府工作规则》",
            "城市管理局",
            "社区居委会",
        ] {
            assert!(organizations(s).is_empty(), "{s}: {:?}", organizations(s));
        }
    }

    #[test]
    fn examples_of_the_table() {
        let table = Table::new(include_str!("../../data/organizations.tsv"));
        for row in table.rows().filter(|r| !r.get("example").is_empty()) {
            assert!(
                organizations(row.get("example")).iter().any(|o| o.ends_with(row.get("ending"))),
                "{}",
                row.get("example")
            );
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test of time needs a clock")]
    fn hostile_texts_take_linear_time() {
        for unit in ["县", "青石县", "重庆", "局", "由", "律师事务所", "《"] {
            let started = std::time::Instant::now();
            let _ = read(&Text::new(&unit.repeat(200_000)));
            assert!(started.elapsed().as_secs() < 5, "{unit}");
        }
    }
}
