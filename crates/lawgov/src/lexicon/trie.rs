use std::ops::Range;

/// A map from words to values, matched at a position of the folded text.
///
/// A double array: a character has a small code in this trie, and the child of node `n` by code `c` is cell
/// `base[n] + c` when that cell names `n` as its parent. (Aoe, An efficient digital search algorithm by using a
/// double-array structure, 1989.) A scan over a text costs one load where no word can begin, and two more a step.
pub(crate) struct Trie<T> {
    nodes: Nodes,
    values: Vec<T>,
}

/// The array of a trie. What the words stand for is kept apart: so the steps of all tries are compiled once.
struct Nodes {
    /// Which second characters follow a first one: the row by the low bits of the first, the bit by those of the second,
    /// every bit for a word of one character. Nearly every place of a text is passed over by this alone, and it stays in
    /// the nearest cache.
    pairs: Box<[u64; ROWS]>,
    /// The nodes two steps from the root, each with the two characters that lead there: a hash table with room for twice
    /// as many. Of the words looked for, most are told apart by these.
    seconds: Box<[u64]>,
    /// Whether there are words of one character.
    singles: bool,
    /// Code of each character of the basic plane; 0 is none.
    codes: Box<[u16]>,
    /// Codes of the few characters beyond it.
    astral: Vec<(char, u16)>,
    cells: Vec<Cell>,
}

/// A node of the double array.
#[derive(Clone, Copy)]
struct Cell {
    parent: u32,
    /// What is added to a code to find the child; [`LEAF`] when there is none.
    base: u32,
    /// 1 + the index of the word that ends here, or 0.
    value: u32,
}

const PLANE: usize = 0x1_0000;
/// Bits of a node in a place of [`Nodes::seconds`]; the others are those of two characters.
const NODE_BITS: u32 = 22;
const ROWS: usize = 1 << 10;
const FREE: u32 = u32::MAX;
const ROOT: u32 = 0;
const LEAF: u32 = 0;

/// Nodes with more children than this are laid out at the end of the array.
const CROWDED: usize = 4;

/// The first free cell at or after `at`, remembering the way there.
fn next_free(free_from: &mut [u32], at: u32) -> u32 {
    let mut end = at;
    while let Some(&next) = free_from.get(end as usize).filter(|&&next| next != end) {
        end = next;
    }
    let mut at = at;
    while let Some(slot) = free_from.get_mut(at as usize).filter(|slot| **slot != end && at != end) {
        at = std::mem::replace(slot, end);
    }
    end
}

/// The words of a trie being built, as codes, in order.
struct Sorted {
    codes: Vec<u16>,
    words: Vec<Word>,
}

struct Word {
    /// Its first four codes: most words are in order by these.
    key: u64,
    /// Where it stands in the codes.
    range: Range<usize>,
    /// 1 + the index of its value.
    value: u32,
}

impl Sorted {
    /// Equal words stay in their order: the last of them wins. Apart from [`Trie::build`], which is compiled once for
    /// each kind of iterator: sixty copies of a sort make a tenth of a module for the browser.
    fn sort(&mut self) {
        let Self { codes, words } = self;
        words.sort_by(|a, b| a.key.cmp(&b.key).then_with(|| codes[a.range.clone()].cmp(&codes[b.range.clone()])));
    }

    fn word(&self, index: usize) -> Option<&[u16]> {
        self.codes.get(self.words.get(index)?.range.clone())
    }
}

impl<T> Trie<T> {
    /// Builds a trie. Of two equal words the later value wins.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, T)>) -> Self {
        Self::build(words.into_iter().map(|(word, value)| (word.chars(), value)))
    }

    fn build<C: Iterator<Item = char>>(words: impl Iterator<Item = (C, T)>) -> Self {
        let mut nodes = Nodes {
            pairs: Box::new([0; ROWS]),
            seconds: Box::default(),
            singles: false,
            codes: vec![0; PLANE].into_boxed_slice(),
            astral: Vec::new(),
            cells: Vec::new(),
        };
        let mut values = Vec::new();
        let mut sorted = Sorted { codes: Vec::new(), words: Vec::new() };
        let mut last_code = 0;
        let mut seconds = Vec::new();
        for (word, value) in words {
            let start = sorted.codes.len();
            let mut first = None;
            for (i, c) in word.map(crate::text::fold).enumerate() {
                sorted.codes.push(nodes.code_or_new(c, &mut last_code));
                match first {
                    None => first = Some(c),
                    Some(first) if i == 1 => {
                        nodes.pairs[row(first)] |= bit(c);
                        seconds.push((first, c));
                    }
                    Some(_) => {}
                }
            }
            let Some(first) = first else { continue };
            if sorted.codes.len() == start + 1 {
                nodes.pairs[row(first)] = u64::MAX;
                nodes.singles = true;
            }
            values.push(value);
            let range = start..sorted.codes.len();
            let code = |at| sorted.codes.get(start + at).copied().map_or(0, u64::from);
            let key = (0..4).fold(0, |key, at| key << 16 | code(at));
            sorted.words.push(Word { key, range, value: values.len() as u32 });
        }
        sorted.sort();
        nodes.lay_out(&sorted);
        nodes.keep_seconds(&seconds);
        Self { nodes, values }
    }

    /// The places of `chars` where a word may begin; at all others none does.
    #[inline]
    pub fn places<'a>(&'a self, chars: &'a [char]) -> impl Iterator<Item = usize> + use<'a, T> {
        let mut first = chars.first().copied().unwrap_or('\0');
        let after_each = chars.get(1..).unwrap_or_default().iter().enumerate();
        let pairs = after_each.filter_map(move |(at, &second)| {
            let begins = self.nodes.may_begin(first, second);
            first = second;
            begins.then_some(at)
        });
        let last = chars.last().filter(|&&c| self.nodes.may_begin(c, '\0')).map(|_| chars.len() - 1);
        pairs.chain(last)
    }

    /// The words of `chars` from the left, the longest at each place, with where each stands.
    #[inline]
    pub fn words<'a>(&'a self, chars: &'a [char]) -> impl Iterator<Item = (Range<usize>, &'a T)> + use<'a, T> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (before, len, value) = self.nodes.find(chars.get(from..)?)?;
            let start = from + before;
            from = start + len;
            Some((start..from, self.values.get(value as usize - 1)?))
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

    /// The characters that words begin with, those beyond the basic plane left out.
    pub fn firsts(&self) -> impl Iterator<Item = char> {
        let coded = self.nodes.codes.iter().zip(0..).filter(|&(&code, _)| code != 0);
        coded.filter_map(|(_, c)| char::from_u32(c)).filter(|&c| self.begins_with(c))
    }

    /// Whether any word begins with this character.
    #[inline]
    pub fn begins_with(&self, c: char) -> bool {
        self.nodes.begins_with(c)
    }

    /// Every word that begins at the start of `chars`, shortest first, as (length in characters, value).
    #[inline]
    pub fn matches<'a>(&'a self, chars: &'a [char]) -> Matches<'a, T> {
        Matches { trie: self, rest: chars.iter(), len: 0, node: ROOT, base: self.nodes.root() }
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
        self.matches(word).last().filter(|&(len, _)| len == word.len()).map(|(_, v)| v)
    }
}

impl Nodes {
    fn code_or_new(&mut self, c: char, last: &mut u16) -> u16 {
        let code = self.code(c);
        if code != 0 {
            return code;
        }
        *last += 1;
        match self.codes.get_mut(c as usize) {
            Some(slot) => *slot = *last,
            None => self.astral.push((c, *last)),
        }
        *last
    }

    /// Gives every node its cell: the first place where all children of its parent fit.
    fn lay_out(&mut self, sorted: &Sorted) {
        let free = Cell { parent: FREE, base: LEAF, value: 0 };
        self.cells = vec![free];
        // For each cell, a cell at or after it that may be free.
        let mut free_from: Vec<u32> = vec![1];
        // Each node by its cell, the number of characters before it, and the words below it.
        let mut queue = std::collections::VecDeque::from([(ROOT, 0, 0..sorted.words.len())]);
        // The children of one node: their codes, and where their words end.
        let mut kids: Vec<(u16, usize)> = Vec::new();
        while let Some((cell, depth, mut words)) = queue.pop_front() {
            while sorted.word(words.start).is_some_and(|word| word.len() == depth) && words.start < words.end {
                self.cells[cell as usize].value = sorted.words[words.start].value;
                words.start += 1;
            }
            kids.clear();
            for i in words.clone() {
                let Some(&code) = sorted.word(i).and_then(|word| word.get(depth)) else { continue };
                match kids.last_mut() {
                    Some((last, end)) if *last == code => *end = i + 1,
                    _ => kids.push((code, i + 1)),
                }
            }
            let Some(&(lowest, _)) = kids.first() else { continue };
            let lowest = u32::from(lowest);
            // Crowded nodes would try long: they go to the end.
            let from = if kids.len() > CROWDED { self.cells.len() as u32 } else { 0 };
            let mut at = next_free(&mut free_from, from.max(lowest + LEAF + 1));
            let taken = |cells: &[Cell], at: u32| cells.get(at as usize).is_some_and(|c| c.parent != FREE);
            while kids.iter().any(|k| taken(&self.cells, at - lowest + u32::from(k.0))) {
                at = next_free(&mut free_from, at + 1);
            }
            let base = at - lowest;
            self.cells[cell as usize].base = base;
            let mut first = words.start;
            for &(code, end) in &kids {
                let at = (base + u32::from(code)) as usize;
                if self.cells.len() <= at {
                    self.cells.resize(at + 1, free);
                }
                self.cells[at] = Cell { parent: cell, base: LEAF, value: 0 };
                while free_from.len() <= at {
                    free_from.push(free_from.len() as u32);
                }
                free_from[at] = at as u32 + 1;
                queue.push_back((at as u32, depth + 1, first..end));
                first = end;
            }
        }
    }

    /// The code of a character; 0 when it has none.
    #[inline]
    fn code(&self, c: char) -> u16 {
        match self.codes.get(c as usize) {
            Some(&code) => code,
            None => self.astral.iter().find(|a| a.0 == c).map_or(0, |a| a.1),
        }
    }

    /// The child of the node with this cell by a character. No child has the code 0, so that it needs no test.
    #[inline]
    fn child(&self, node: u32, base: u32, c: char) -> Option<(u32, Cell)> {
        let next = base + u32::from(self.code(c));
        let cell = self.cells.get(next as usize)?;
        (cell.parent == node).then_some((next, *cell))
    }

    /// Whether a word may begin with these two characters; a no is certain.
    #[inline]
    fn may_begin(&self, first: char, second: char) -> bool {
        self.pairs[row(first)] & bit(second) != 0
    }

    #[inline]
    fn begins_with(&self, c: char) -> bool {
        self.pairs[row(c)] != 0 && self.child(ROOT, self.root(), c).is_some()
    }

    /// The base of the root; [`LEAF`] where there are no words.
    #[inline]
    fn root(&self) -> u32 {
        self.cells.first().map_or(LEAF, |root| root.base)
    }

    /// Fills in the table of the nodes two steps from the root.
    fn keep_seconds(&mut self, pairs: &[(char, char)]) {
        let mut seconds = vec![0; (2 * pairs.len()).next_power_of_two().max(2)].into_boxed_slice();
        for &(first, second) in pairs {
            let node =
                self.child(ROOT, self.root(), first).and_then(|(node, cell)| self.child(node, cell.base, second));
            let Some((node, _)) = node else { continue };
            let slot = pair(first, second) << NODE_BITS | u64::from(node);
            let mut at = home(pair(first, second), &seconds);
            while seconds[at] != 0 && seconds[at] != slot {
                at = (at + 1) % seconds.len();
            }
            seconds[at] = slot;
        }
        self.seconds = seconds;
    }

    /// The node that these two characters lead to.
    #[inline]
    fn second(&self, first: char, second: char) -> Option<u32> {
        let wanted = pair(first, second);
        let mut at = home(wanted, &self.seconds);
        loop {
            match *self.seconds.get(at)? {
                0 => return None,
                slot if slot >> NODE_BITS == wanted => return Some(slot as u32 & ((1 << NODE_BITS) - 1)),
                _ => at = (at + 1) & (self.seconds.len() - 1),
            }
        }
    }

    /// The first word of `chars`, the longest at its place: the place, the length, and 1 + the index of its value.
    #[inline(never)]
    fn find(&self, chars: &[char]) -> Option<(usize, usize, u32)> {
        let word = |at: usize| {
            let (len, value) = self.longest(&chars[at..]);
            (value != 0).then_some((at, len, value))
        };
        let (&first, rest) = chars.split_first()?;
        let mut first = first;
        for (at, &second) in rest.iter().enumerate() {
            if self.may_begin(first, second)
                && let Some(found) = word(at)
            {
                return Some(found);
            }
            first = second;
        }
        if self.singles { word(chars.len() - 1) } else { None }
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
    fn each(&self, char_at: impl Fn(usize) -> Option<char>, mut tell: impl FnMut(usize, u32)) {
        let (Some(first), second) = (char_at(0), char_at(1)) else { return };
        // A whole row of pairs is that of a word of one character, or of two that share it.
        if self.singles
            && self.pairs[row(first)] == u64::MAX
            && let Some((_, Cell { value: value @ 1.., .. })) = self.child(ROOT, self.root(), first)
        {
            tell(1, value);
        }
        let Some(mut node) = second.and_then(|second| self.second(first, second)) else { return };
        let Some(mut cell) = self.cells.get(node as usize).copied() else { return };
        for len in 2.. {
            if cell.value != 0 {
                tell(len, cell.value);
            }
            if cell.base == LEAF {
                return;
            }
            let Some(next) = char_at(len).and_then(|c| self.child(node, cell.base, c)) else { return };
            (node, cell) = next;
        }
    }
}

/// Two characters as one number of 42 bits.
#[inline]
fn pair(first: char, second: char) -> u64 {
    u64::from(first) << 21 | u64::from(second)
}

/// Where a pair is looked for first in a table whose length is a power of two.
#[inline]
fn home(pair: u64, table: &[u64]) -> usize {
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & table.len().wrapping_sub(1)
}

/// The row of a first character.
#[inline]
fn row(c: char) -> usize {
    c as usize % ROWS
}

/// The bit of a second character.
#[inline]
fn bit(c: char) -> u64 {
    1 << (c as u32 % u64::BITS)
}

/// The words at one place: see [`Trie::matches`].
pub(crate) struct Matches<'a, T> {
    trie: &'a Trie<T>,
    rest: std::slice::Iter<'a, char>,
    len: usize,
    node: u32,
    base: u32,
}

impl<'a, T> Iterator for Matches<'a, T> {
    type Item = (usize, &'a T);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        while self.base != LEAF {
            let (next, cell) = self.trie.nodes.child(self.node, self.base, *self.rest.next()?)?;
            (self.node, self.base) = (next, cell.base);
            self.len += 1;
            if cell.value != 0 {
                return Some((self.len, self.trie.values.get(cell.value as usize - 1)?));
            }
        }
        None
    }
}

/// A [`Trie`] of word endings: matched backwards from a position.
pub(crate) struct SuffixTrie<T>(Trie<T>);

impl<T> SuffixTrie<T> {
    /// Builds a trie. Of two equal words the later value wins.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, T)>) -> Self {
        Self(Trie::build(words.into_iter().map(|(word, value)| (word.chars().rev(), value))))
    }

    /// The characters that words end with, those beyond the basic plane left out.
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
