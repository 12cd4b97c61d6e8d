use super::trie::Nodes;
use crate::text::{Positions, Text, fold};

/// A list of words that is looked for in the whole text, not only beside a figure or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// Words of themes.
    Theme,
    /// Words of the catalogue of indicators.
    Indicator,
    /// Set phrases and degree words.
    Style,
    /// Formulas of a period.
    Era,
    /// What bodies call themselves.
    SelfForm,
}

/// For each list, about how many characters of a report there are to one of its words: lists are given their room at once.
const CHARACTERS: [usize; 5] = [8, 3, 8, 1 << 12, 1 << 12];

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
        let mut lists = CHARACTERS.map(|each| Vec::with_capacity(chars.len() / each));
        let mut from = 0;
        while let Some(at) = self.nodes.next_place(chars, from) {
            from = at + 1;
            let rest = &chars[at..];
            self.nodes.each(
                |i| rest.get(i).copied(),
                |len, value| {
                    let mut first = value as usize - 1;
                    while let Some(&Sense { list, place, more }) = self.senses.get(first) {
                        lists[list as usize].push(Word { start: at as u32, len: len as u16, place });
                        if !more {
                            break;
                        }
                        first += 1;
                    }
                },
            );
        }
        Words { text, lists }
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
    pub len: u16,
    /// Its place in the list.
    pub place: u16,
}

impl Word {
    pub fn range(self) -> Positions {
        self.start as usize..self.start as usize + self.len as usize
    }
}

/// The words of a [`Vocabulary`] in one text.
pub(crate) struct Words<'a> {
    text: &'a Text<'a>,
    lists: [Vec<Word>; CHARACTERS.len()],
}

impl<'a> Words<'a> {
    pub fn text(&self) -> &'a Text<'a> {
        self.text
    }

    /// Every word of a list in order, those inside others included; at one place the shorter first.
    pub fn each(&self, list: List) -> &[Word] {
        &self.lists[list as usize]
    }

    /// The words of a list from the left, the longest at each place.
    #[inline]
    pub fn longest(&self, list: List) -> impl Iterator<Item = Word> {
        let mut words = self.each(list).iter().copied().peekable();
        let mut end = 0;
        std::iter::from_fn(move || {
            let mut found = words.find(|word| word.start >= end)?;
            while let Some(longer) = words.next_if(|word| word.start == found.start) {
                found = longer;
            }
            end = found.start + u32::from(found.len);
            Some(found)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_its_own_words() {
        let vocabulary = Vocabulary::new([
            (List::Theme, vec!["调解", "人民调解", "调解员"]),
            (List::Era, vec!["民调", "调解", "员"]),
        ]);
        let text = Text::new("人民调解员调解");
        let words = vocabulary.read(&text);
        let longest = |list| words.longest(list).map(|word| (text.raw(word.range()), word.place)).collect::<Vec<_>>();
        assert_eq!(longest(List::Theme), [("人民调解", 1), ("调解", 0)]);
        assert_eq!(longest(List::Era), [("民调", 0), ("员", 2), ("调解", 1)]);
        assert!(longest(List::Style).is_empty());
        let each = words.each(List::Theme).iter().map(|word| (text.raw(word.range()), word.place)).collect::<Vec<_>>();
        assert_eq!(each, [("人民调解", 1), ("调解", 0), ("调解员", 2), ("调解", 0)]);
    }
}
