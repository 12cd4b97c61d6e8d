use super::trie::{BLOCK, Nodes};
use crate::text::{Positions, Text, fold};

/// A list of words that is looked for in the whole text, not only beside a figure or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// Words of themes.
    Theme,
    /// Set phrases and degree words.
    Style,
    /// Formulas of a period.
    Era,
    /// What bodies call themselves.
    SelfForm,
    /// Words of the catalogue of indicators.
    Indicator,
}

/// Characters of a report to one word of a list, about: lists are given their room at once.
const CATALOGUE: usize = 3;
const LISTS: [usize; 4] = [8, 8, 1 << 12, 1 << 12];

/// The words of several lists, found in one pass: they share most of their words, and the walk to each.
pub(crate) struct Vocabulary {
    /// The value of a word is 1 + the index of the first of its senses.
    nodes: Nodes,
    senses: Vec<Sense>,
}

/// The list that a word is of, and its place there.
#[derive(Clone, Copy)]
struct Sense {
    list: List,
    place: u16,
    /// Whether the word has another sense after this one.
    more: bool,
}

impl Vocabulary {
    /// Of lists of at most 65,535 words each. Of two equal words in a list the later place counts.
    pub fn new<'w>(lists: impl IntoIterator<Item = (List, Vec<&'w str>)>) -> Self {
        let mut words: Vec<(Vec<char>, Sense)> = Vec::new();
        for (list, spelt) in lists {
            let sense = |place| Sense { list, place, more: false };
            words.extend(spelt.into_iter().zip(0..).map(|(word, at)| (word.chars().map(fold).collect(), sense(at))));
        }
        words.sort_by(|(a, _), (b, _)| a.cmp(b));
        let (mut chars, mut values, mut senses) = (Vec::new(), Vec::new(), Vec::<Sense>::new());
        for equal in words.chunk_by(|(a, _), (b, _)| a == b) {
            let Some((word, _)) = equal.first() else { continue };
            chars.extend_from_slice(word);
            let first = senses.len();
            values.push((chars.len(), first as u32 + 1));
            for &(_, sense) in equal {
                match senses[first..].iter_mut().find(|known| known.list == sense.list) {
                    Some(known) => *known = sense,
                    None => senses.push(sense),
                }
            }
            if let Some((_, others)) = senses[first..].split_last_mut() {
                others.iter_mut().for_each(|sense| sense.more = true);
            }
        }
        Self { nodes: Nodes::new(&chars, &values), senses }
    }

    /// Finds the words of a text.
    #[inline(never)]
    pub fn read<'a>(&self, text: &'a Text<'a>) -> Words<'a> {
        let chars = text.chars();
        let mut words = Words {
            text,
            catalogue: Vec::with_capacity(chars.len() / CATALOGUE),
            lists: LISTS.map(|each| Vec::with_capacity(chars.len() / each)),
        };
        let (mut found, mut covered) = (Vec::with_capacity(BLOCK), 0);
        let mut places = [0; BLOCK];
        for from in (0..chars.len()).step_by(BLOCK) {
            let count = self.nodes.places(&chars[from..], &mut places);
            for &place in &places[..count] {
                let at = from + place as usize;
                let rest = &chars[at..];
                self.nodes.each(|i| rest.get(i).copied(), |len, value| found.push((at as u32, len as u16, value)));
            }
            covered = self.sort(&found, covered, &mut words);
            found.clear();
        }
        words
    }

    /// Sorts words found, each with its start, length and value, into their lists. Words of the catalogue reach to
    /// `covered` so far; and to where then. Apart from the walk, so that the variables of both stay in registers.
    #[inline(never)]
    fn sort(&self, found: &[(u32, u16, u32)], mut covered: u32, words: &mut Words<'_>) -> u32 {
        let Words { catalogue, lists, .. } = words;
        for &(start, len, value) in found {
            let mut first = value as usize - 1;
            while let Some(&Sense { list, place, more }) = self.senses.get(first) {
                let word = Word { start, len, place };
                match list {
                    List::Indicator => {
                        if let Some(shorter) = catalogue.last_mut().filter(|last| last.start == start) {
                            shorter.len |= NESTED;
                        }
                        let end = start + u32::from(len);
                        let nested = if end < covered { NESTED } else { 0 };
                        covered = covered.max(end);
                        catalogue.push(Word { len: len | nested, ..word });
                    }
                    list => keep(&mut lists[list as usize], word),
                }
                if !more {
                    break;
                }
                first += 1;
            }
        }
        covered
    }
}

/// Adds a word to those before it, of which the longest at each place from the left are kept.
#[inline]
fn keep(found: &mut Vec<Word>, word: Word) {
    match found.last_mut() {
        Some(shorter) if shorter.start == word.start => *shorter = word,
        Some(before) if before.end() > word.start() => {}
        _ => found.push(word),
    }
}

impl std::fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} words", self.senses.iter().filter(|sense| !sense.more).count())
    }
}

/// A word of a list, found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub start: u32,
    /// Its length, and in the highest bit whether it is nested: a text has a word of the catalogue at every fourth
    /// character.
    len: u16,
    /// Its place in the list.
    pub place: u16,
}

const NESTED: u16 = 1 << 15;

impl Word {
    pub fn len(self) -> usize {
        (self.len & !NESTED) as usize
    }

    /// Inside a longer word of the list that goes on after it: 调解 in 调解员. Told of words of the catalogue.
    pub fn nested(self) -> bool {
        self.len & NESTED != 0
    }

    pub fn start(self) -> usize {
        self.start as usize
    }

    pub fn end(self) -> usize {
        self.start() + self.len()
    }

    pub fn range(self) -> Positions {
        self.start()..self.end()
    }

    pub fn inside(self, range: &Positions) -> bool {
        range.start <= self.start() && self.end() <= range.end
    }
}

/// The words of a [`Vocabulary`] in one text.
pub(crate) struct Words<'a> {
    text: &'a Text<'a>,
    catalogue: Vec<Word>,
    lists: [Vec<Word>; LISTS.len()],
}

impl<'a> Words<'a> {
    pub fn text(&self) -> &'a Text<'a> {
        self.text
    }

    /// The words of a list in order: the longest at each place from the left. Of the catalogue's every word, since each
    /// is for something else, the shorter first at one place.
    pub fn of(&self, list: List) -> &[Word] {
        self.lists.get(list as usize).unwrap_or(&self.catalogue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_its_own_words() {
        let vocabulary = Vocabulary::new([
            (List::Theme, vec!["调解", "人民调解", "人民", "调解员"]),
            (List::Indicator, vec!["调解", "人民调解", "人民", "调解员"]),
            (List::Era, vec!["民调", "调解", "员"]),
        ]);
        let text = Text::new("人民调解员调解");
        let words = vocabulary.read(&text);
        let of = |list| words.of(list).iter().map(|word| (text.raw(word.range()), word.place)).collect::<Vec<_>>();
        assert_eq!(of(List::Theme), [("人民调解", 1), ("调解", 0)]);
        assert_eq!(of(List::Era), [("民调", 0), ("员", 2), ("调解", 1)]);
        assert!(of(List::Style).is_empty());
        assert_eq!(of(List::Indicator), [("人民", 2), ("人民调解", 1), ("调解", 0), ("调解员", 3), ("调解", 0)]);
        let nested: Vec<_> = words.of(List::Indicator).iter().map(|word| word.nested()).collect();
        assert_eq!(nested, [true, false, true, false, false]);
    }
}
