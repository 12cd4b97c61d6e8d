/// A map from words to values, matched at a position of the folded text.
///
/// Its steps stand in one hash table, so that the whole of it stays in a near cache: a report is short, and some sixty of
/// these look at it in turn. Nearly every place of a text is passed over by one load; a word costs one more a step.
pub(crate) struct Trie<T> {
    nodes: Nodes,
    values: Vec<T>,
}

/// The steps of a trie. What the words stand for is kept apart: so the steps of all tries are compiled once.
pub(super) struct Nodes {
    /// Which second characters follow a first one: the row by the low bits of the first, the bit by those of the second,
    /// every bit for a word of one character.
    pairs: Box<[u64; ROWS]>,
    /// Whether there are words of one character.
    singles: bool,
    /// Each step as the place it starts from, its character, and the node it leads to with [`ENDS`] and [`GOES_ON`]. Zero
    /// is no step.
    steps: Box<[u64]>,
    /// The value of the word that ends at each node; 0 where none does.
    values: Vec<u32>,
}

/// Bits of a character, and of the place a step starts from: a first character, [`START`], or a node beyond it.
const CHAR_BITS: u32 = 21;
/// Bits of a node with its flags.
const NODE_BITS: u32 = 22;
/// The place where words of one character start. Longer ones start at their first character.
const START: u32 = char::MAX as u32 + 1;
/// Where a word ends, and where longer ones pass: known before the node is looked at.
const ENDS: u32 = 1 << (NODE_BITS - 1);
const GOES_ON: u32 = 1 << (NODE_BITS - 2);
const ROWS: usize = 1 << 10;
/// Characters whose places are looked for together.
pub(super) const BLOCK: usize = 1 << 10;

impl<T> Trie<T> {
    /// Builds a trie. Of two equal words the later value wins.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, T)>) -> Self {
        Self::build(words.into_iter().map(|(word, value)| (word.chars(), value)))
    }

    fn build<C: Iterator<Item = char>>(words: impl Iterator<Item = (C, T)>) -> Self {
        let (mut chars, mut ends, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for (word, value) in words {
            chars.extend(word.map(crate::text::fold));
            values.push(value);
            ends.push((chars.len(), values.len() as u32));
        }
        Self { nodes: Nodes::new(&chars, &ends), values }
    }

    /// The places of `chars` where a word may begin; at all others none does.
    #[inline]
    pub fn places<'a>(&'a self, chars: &'a [char]) -> impl Iterator<Item = usize> + use<'a, T> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = self.nodes.next_place(chars, from)?;
            from = at + 1;
            Some(at)
        })
    }

    /// Tells every word that begins at the start of `chars`, shortest first: its length in characters and its value.
    #[inline]
    pub fn each(&self, chars: &[char], mut tell: impl FnMut(usize, &T)) {
        self.nodes.each(
            |at| chars.get(at).copied(),
            |len, value| {
                if let Some(value) = self.values.get(value as usize - 1) {
                    tell(len, value);
                }
            },
        );
    }

    /// Whether a word may begin at the start of `chars`; a no is certain.
    #[inline]
    pub fn may_begin(&self, chars: &[char]) -> bool {
        chars.first().is_some_and(|&c| self.nodes.may_begin(c, chars.get(1).copied().unwrap_or('\0')))
    }

    /// The characters that words begin with.
    pub fn firsts(&self) -> impl Iterator<Item = char> {
        let starts = self.nodes.steps.iter().map(|step| (step >> (NODE_BITS + CHAR_BITS), step >> NODE_BITS));
        let firsts = starts.filter(|&(_, way)| way != 0).filter_map(|(from, way)| match from as u32 {
            START => char::from_u32(way as u32 & ((1 << CHAR_BITS) - 1)),
            from => char::from_u32(from),
        });
        let mut firsts: Vec<char> = firsts.collect();
        firsts.sort_unstable();
        firsts.dedup();
        firsts.into_iter()
    }

    /// Every word that begins at the start of `chars`, shortest first, as (length in characters, value).
    #[inline]
    pub fn matches<'a>(&'a self, chars: &[char]) -> impl Iterator<Item = (usize, &'a T)> + use<'a, T> {
        let mut found = Vec::new();
        if self.may_begin(chars) {
            self.nodes.each(|at| chars.get(at).copied(), |len, value| found.push((len, value)));
        }
        found.into_iter().filter_map(|found| self.valued(found))
    }

    /// The longest word that begins at the start of `chars`.
    #[inline]
    pub fn longest<'a>(&'a self, chars: &[char]) -> Option<(usize, &'a T)> {
        if !self.may_begin(chars) {
            return None;
        }
        self.valued(self.nodes.longest(chars))
    }

    /// A length and the value of a word found.
    #[inline]
    fn valued(&self, (len, value): (usize, u32)) -> Option<(usize, &T)> {
        Some((len, self.values.get(value.checked_sub(1)? as usize)?))
    }

    /// The value of exactly this word.
    pub fn get<'a>(&'a self, word: &'a [char]) -> Option<&'a T> {
        self.longest(word).filter(|&(len, _)| len == word.len()).map(|(_, value)| value)
    }
}

impl Nodes {
    /// Of words that stand in `chars` one after the other, each with where it ends and its value, which is not 0.
    pub(super) fn new(chars: &[char], words: &[(usize, u32)]) -> Self {
        let count = words.len();
        let mut nodes = Self {
            pairs: Box::new([0; ROWS]),
            singles: false,
            steps: vec![0; (2 * count).next_power_of_two().max(2)].into_boxed_slice(),
            values: Vec::with_capacity(count),
        };
        // By node: whether longer words pass.
        let mut passed = Vec::with_capacity(count);
        let mut start = 0;
        for &(end, value) in words {
            nodes.add(&chars[start..end], value, &mut passed);
            start = end;
        }
        for step in nodes.steps.iter_mut().filter(|step| **step != 0) {
            let node = *step as usize & (GOES_ON as usize - 1);
            let ends = if nodes.values[node] != 0 { ENDS } else { 0 };
            *step |= u64::from(ends | if passed[node] { GOES_ON } else { 0 });
        }
        nodes
    }

    fn add(&mut self, word: &[char], value: u32, passed: &mut Vec<bool>) {
        let (node, row) = match *word {
            [] => return,
            [only] => {
                self.singles = true;
                (self.step_or_new(START, only), (only, u64::MAX))
            }
            [first, second, ref rest @ ..] => {
                let mut node = self.step_or_new(first as u32, second);
                for &c in rest {
                    passed.resize(self.values.len(), false);
                    passed[node as usize] = true;
                    node = self.step_or_new(after(node), c);
                }
                (node, (first, bit(second)))
            }
        };
        passed.resize(self.values.len(), false);
        self.values[node as usize] = value;
        self.pairs[row.0 as usize % ROWS] |= row.1;
    }

    fn step_or_new(&mut self, from: u32, c: char) -> u32 {
        if let Some(node) = self.step(from, c) {
            return node;
        }
        // As many steps as nodes.
        if 4 * (self.values.len() + 1) > self.steps.len() {
            let room = vec![0; 2 * self.steps.len()].into_boxed_slice();
            for step in std::mem::replace(&mut self.steps, room) {
                if step != 0 {
                    self.keep(step);
                }
            }
        }
        let node = self.values.len() as u32;
        debug_assert!(node < (1 << CHAR_BITS) - after(0), "too many words");
        self.values.push(0);
        self.keep(way(from, c) << NODE_BITS | u64::from(node));
        node
    }

    /// Puts a step where it is looked for.
    fn keep(&mut self, step: u64) {
        let mut at = home(step >> NODE_BITS, self.steps.len());
        while self.steps[at] != 0 {
            at = (at + 1) % self.steps.len();
        }
        self.steps[at] = step;
    }

    /// The node that a step leads to, with its flags once all words are there.
    #[inline]
    fn step(&self, from: u32, c: char) -> Option<u32> {
        let wanted = way(from, c);
        let mut at = home(wanted, self.steps.len());
        loop {
            match *self.steps.get(at)? {
                step if step >> NODE_BITS == wanted => return Some(step as u32 & ((1 << NODE_BITS) - 1)),
                0 => return None,
                _ => at = (at + 1) & (self.steps.len() - 1),
            }
        }
    }

    /// Whether a word may begin with these two characters; a no is certain.
    #[inline]
    fn may_begin(&self, first: char, second: char) -> bool {
        self.pairs[first as usize % ROWS] & bit(second) != 0
    }

    /// The first place at or after `from` where a word may begin. Apart from what is done there, so that the few
    /// variables of the scan stay in registers.
    #[inline(never)]
    pub(super) fn next_place(&self, chars: &[char], from: usize) -> Option<usize> {
        let rest = chars.get(from..)?;
        let found = rest.windows(2).position(|pair| self.may_begin(pair[0], pair[1]));
        let last = || rest.last().filter(|&&c| self.may_begin(c, '\0')).map(|_| rest.len() - 1);
        found.or_else(last).map(|at| from + at)
    }

    /// The places of a block of `chars` where a word may begin, in order; how many they are. Nothing branches on a place:
    /// which they are cannot be foreseen.
    #[inline(never)]
    pub(super) fn places(&self, chars: &[char], places: &mut [u16; BLOCK]) -> usize {
        let block = chars.get(..=BLOCK).unwrap_or(chars);
        let mut count = 0;
        for (at, pair) in block.windows(2).enumerate() {
            places[count % BLOCK] = at as u16;
            count += usize::from(self.may_begin(pair[0], pair[1]));
        }
        if let (Some(&last), true) = (block.last(), block.len() <= BLOCK) {
            places[count % BLOCK] = block.len() as u16 - 1;
            count += usize::from(self.may_begin(last, '\0'));
        }
        count
    }

    /// The longest word at the start of `chars`: its length, and 1 + the index of its value; zeros for none.
    #[inline(never)]
    fn longest(&self, chars: &[char]) -> (usize, u32) {
        let mut longest = (0, 0);
        self.each(|at| chars.get(at).copied(), |len, value| longest = (len, value));
        longest
    }

    /// The longest word of those written backwards that `chars` end with.
    #[inline(never)]
    fn longest_before(&self, chars: &[char]) -> (usize, u32) {
        let mut longest = (0, 0);
        let char_at = |at: usize| chars.get(chars.len().wrapping_sub(at + 1)).copied();
        self.each(char_at, |len, value| longest = (len, value));
        longest
    }

    /// Tells every word that these characters begin with, the shortest first: its length, and 1 + the index of its value.
    #[inline]
    pub(super) fn each(&self, char_at: impl Fn(usize) -> Option<char>, mut tell: impl FnMut(usize, u32)) {
        let Some(first) = char_at(0) else { return };
        let mut found = |len: usize, node: u32| {
            if let Some(&value) = self.values.get((node & (GOES_ON - 1)) as usize) {
                tell(len, value);
            }
        };
        // A whole row of pairs is that of a word of one character, or of two that share it.
        if self.singles
            && self.pairs[first as usize % ROWS] == u64::MAX
            && let Some(node) = self.step(START, first)
        {
            found(1, node);
        }
        let mut from = first as u32;
        for at in 1.. {
            let Some(node) = char_at(at).and_then(|c| self.step(from, c)) else { return };
            if node & ENDS != 0 {
                found(at + 1, node);
            }
            if node & GOES_ON == 0 {
                return;
            }
            from = after(node & (GOES_ON - 1));
        }
    }
}

/// The place where the steps from a node start.
#[inline]
fn after(node: u32) -> u32 {
    START + 1 + node
}

/// A place and a character as one number.
#[inline]
fn way(from: u32, c: char) -> u64 {
    u64::from(from) << CHAR_BITS | u64::from(c)
}

/// Where a step is looked for first in a table whose length is a power of two.
#[inline]
fn home(way: u64, len: usize) -> usize {
    (way.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & len.wrapping_sub(1)
}

/// The bit of a second character.
#[inline]
fn bit(c: char) -> u64 {
    1 << (c as u32 % u64::BITS)
}

/// A [`Trie`] of word endings: matched backwards from a position.
pub(crate) struct SuffixTrie<T>(Trie<T>);

impl<T> SuffixTrie<T> {
    /// Builds a trie. Of two equal words the later value wins.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, T)>) -> Self {
        Self(Trie::build(words.into_iter().map(|(word, value)| (word.chars().rev(), value))))
    }

    /// The characters that words end with.
    pub fn lasts(&self) -> impl Iterator<Item = char> {
        self.0.firsts()
    }

    /// The longest word that ends at the end of `chars`.
    #[inline]
    pub fn longest<'a>(&'a self, chars: &[char]) -> Option<(usize, &'a T)> {
        let (&last, before) = chars.split_last()?;
        if !self.0.nodes.may_begin(last, before.last().copied().unwrap_or('\0')) {
            return None;
        }
        self.0.valued(self.0.nodes.longest_before(chars))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes_are_matched_backwards() {
        let trie = SuffixTrie::new([("法", 1), ("办法", 2)]);
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        assert_eq!(trie.longest(&chars("管理办法")), Some((2, &2)));
        assert_eq!(trie.longest(&chars("办法规")), None);
    }

    #[test]
    fn longest_and_all_matches() {
        let trie = Trie::new([("人", 1), ("人次", 2), ("𠮷", 3), ("人(次)", 4)]);
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        assert_eq!(trie.longest(&chars("人次数")), Some((2, &2)));
        assert_eq!(trie.matches(&chars("人次")).count(), 2);
        assert_eq!(trie.longest(&chars("𠮷林")), Some((1, &3)));
        assert_eq!(trie.longest(&chars("次")), None);
        assert_eq!(trie.get(&chars("人(次)")), Some(&4));
    }
}
