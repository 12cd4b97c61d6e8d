use rustc_hash::FxHashMap;

/// A map from words to values, matched at a position of the folded text.
///
/// A double array: a character has a small code in this trie, and the child of node `n` by code `c` is cell
/// `base[n] + c` when that cell names `n` as its parent. A scan over a text costs one load for a character that begins
/// no word, and two more a step. (Aoe, An efficient digital search algorithm by using a double-array structure, 1989.)
pub(crate) struct Trie<T> {
    /// One bit for each character of the basic plane that begins a word: a scan reads no more than these for most
    /// characters, and they stay in the nearest cache.
    first: Box<[u64; PLANE / 64]>,
    /// Code of each character of the basic plane; 0 is none.
    codes: Box<[u16]>,
    /// Codes of the few characters beyond it.
    astral: Vec<(char, u16)>,
    cells: Vec<Cell>,
    values: Vec<T>,
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

impl<T> Trie<T> {
    /// Builds a trie. Of two equal words the later value wins.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, T)>) -> Self {
        Self::build(words.into_iter().map(|(word, value)| (word.chars().map(crate::text::fold).collect(), value)))
    }

    fn build(words: impl Iterator<Item = (Vec<char>, T)>) -> Self {
        let mut trie = Self {
            first: Box::new([0; PLANE / 64]),
            codes: vec![0; PLANE].into_boxed_slice(),
            astral: Vec::new(),
            cells: Vec::new(),
            values: Vec::new(),
        };
        // A plain trie first: children by code, and the value of each node.
        let mut children: Vec<Vec<(u16, u32)>> = vec![Vec::new()];
        let mut ends = vec![0];
        let mut edges: FxHashMap<(u32, u16), u32> = FxHashMap::default();
        let mut last_code = 0;
        for (word, value) in words {
            let mut node = 0;
            for c in &word {
                let code = trie.code_or_new(*c, &mut last_code);
                node = *edges.entry((node, code)).or_insert_with(|| {
                    let new = ends.len() as u32;
                    ends.push(0);
                    children.push(Vec::new());
                    children[node as usize].push((code, new));
                    new
                });
            }
            if let Some(&first) = word.first() {
                if let Some(bits) = trie.first.get_mut(first as usize / 64) {
                    *bits |= 1 << (first as usize % 64);
                }
                trie.values.push(value);
                ends[node as usize] = trie.values.len() as u32;
            }
        }
        trie.lay_out(&children, &ends);
        trie
    }

    fn code_or_new(&mut self, c: char, last: &mut u16) -> u16 {
        if let Some(code) = self.code(c) {
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
    fn lay_out(&mut self, children: &[Vec<(u16, u32)>], ends: &[u32]) {
        let free = Cell { parent: FREE, base: LEAF, value: 0 };
        self.cells = vec![Cell { parent: FREE, base: LEAF, value: 0 }];
        let mut queue = std::collections::VecDeque::from([(0, ROOT)]);
        // For each cell, a cell at or after it that may be free.
        let mut free_from: Vec<u32> = vec![1];
        while let Some((node, cell)) = queue.pop_front() {
            let kids = &children[node as usize];
            let Some(lowest) = kids.iter().map(|k| u32::from(k.0)).min() else { continue };
            // Crowded nodes would try long: they go to the end.
            let from = if kids.len() > CROWDED { self.cells.len() as u32 } else { 0 };
            let mut at = next_free(&mut free_from, from.max(lowest + LEAF + 1));
            let taken = |cells: &[Cell], at: u32| cells.get(at as usize).is_some_and(|c| c.parent != FREE);
            while kids.iter().any(|k| taken(&self.cells, at - lowest + u32::from(k.0))) {
                at = next_free(&mut free_from, at + 1);
            }
            let base = at - lowest;
            self.cells[cell as usize].base = base;
            for &(code, child) in kids {
                let at = (base + u32::from(code)) as usize;
                if self.cells.len() <= at {
                    self.cells.resize(at + 1, free);
                }
                self.cells[at] = Cell { parent: cell, base: LEAF, value: ends[child as usize] };
                while free_from.len() <= at {
                    free_from.push(free_from.len() as u32);
                }
                free_from[at] = at as u32 + 1;
                queue.push_back((child, at as u32));
            }
        }
    }

    #[inline]
    fn code(&self, c: char) -> Option<u16> {
        match self.codes.get(c as usize) {
            Some(&code) => (code != 0).then_some(code),
            None => self.astral.iter().find(|a| a.0 == c).map(|a| a.1),
        }
    }

    #[inline]
    fn step(&self, node: u32, c: char) -> Option<u32> {
        let base = self.cells.get(node as usize)?.base;
        let next = base + u32::from(self.code(c)?);
        self.cells.get(next as usize).filter(|cell| cell.parent == node).map(|_| next)
    }

    #[inline]
    fn value(&self, node: u32) -> Option<&T> {
        let index = self.cells.get(node as usize)?.value.checked_sub(1)?;
        self.values.get(index as usize)
    }

    /// Whether any word begins with this character.
    #[inline]
    pub fn begins_with(&self, c: char) -> bool {
        match self.first.get(c as usize / 64) {
            Some(bits) => bits >> (c as usize % 64) & 1 != 0,
            None => self.step(ROOT, c).is_some(),
        }
    }

    /// Every word that begins at the start of `chars`, shortest first, as (length in characters, value).
    #[inline]
    pub fn matches<'a>(&'a self, chars: &'a [char]) -> impl Iterator<Item = (usize, &'a T)> {
        let mut node = ROOT;
        let steps = chars.iter().map_while(move |&c| {
            node = self.step(node, c)?;
            Some(node)
        });
        (1..).zip(steps).filter_map(|(len, node)| self.value(node).map(|value| (len, value)))
    }

    #[inline]
    fn walk_to_longest<'a>(&'a self, chars: impl Iterator<Item = &'a char>) -> Option<(usize, &'a T)> {
        let (mut node, mut base, mut longest) = (ROOT, self.cells.first()?.base, None);
        for (len, &c) in (1..).zip(chars) {
            let Some(code) = self.code(c) else { break };
            let next = base + u32::from(code);
            let Some(cell) = self.cells.get(next as usize).filter(|cell| cell.parent == node) else { break };
            if cell.value != 0 {
                longest = Some((len, cell.value));
            }
            if cell.base == LEAF {
                break;
            }
            (node, base) = (next, cell.base);
        }
        let (len, value) = longest?;
        Some((len, self.values.get(value as usize - 1)?))
    }

    /// The longest word that begins at the start of `chars`.
    #[inline]
    pub fn longest<'a>(&'a self, chars: &'a [char]) -> Option<(usize, &'a T)> {
        chars.first().filter(|&&c| self.begins_with(c))?;
        self.walk_to_longest(chars.iter())
    }

    /// The value of exactly this word.
    pub fn get<'a>(&'a self, word: &'a [char]) -> Option<&'a T> {
        self.matches(word).last().filter(|&(len, _)| len == word.len()).map(|(_, v)| v)
    }
}

/// A [`Trie`] of word endings: matched backwards from a position.
pub(crate) struct SuffixTrie<T>(Trie<T>);

impl<T> SuffixTrie<T> {
    /// Builds a trie. Of two equal words the later value wins.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, T)>) -> Self {
        let reversed = |(word, value): (&str, T)| (word.chars().rev().map(crate::text::fold).collect(), value);
        Self(Trie::build(words.into_iter().map(reversed)))
    }

    /// Whether any word ends with this character.
    #[inline]
    pub fn ends_with(&self, c: char) -> bool {
        self.0.begins_with(c)
    }

    /// The longest word that ends at the end of `chars`.
    #[inline]
    pub fn longest<'a>(&'a self, chars: &'a [char]) -> Option<(usize, &'a T)> {
        chars.last().filter(|&&c| self.ends_with(c))?;
        self.0.walk_to_longest(chars.iter().rev())
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
