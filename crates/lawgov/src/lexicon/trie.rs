use rustc_hash::FxHashMap;

/// A map from words to values, matched at a position of the folded text.
///
/// The first character is looked up in a flat table, so that a scan over a text costs one load for most characters.
pub(crate) struct Trie<T> {
    /// For each character of the basic plane: 1 + its index in `roots`, or 0.
    first: Box<[u16]>,
    roots: Vec<u32>,
    next: FxHashMap<(u32, char), u32>,
    /// For each node: whether any word goes on from it.
    goes_on: Vec<bool>,
    /// For each node: 1 + the index of its value, or 0.
    ends: Vec<u32>,
    values: Vec<T>,
}

impl<T> Trie<T> {
    /// Builds a trie. Of two equal words the later value wins.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, T)>) -> Self {
        let mut trie = Self {
            first: vec![0; 0x1_0000].into_boxed_slice(),
            roots: Vec::new(),
            next: FxHashMap::default(),
            goes_on: vec![true],
            ends: vec![0],
            values: Vec::new(),
        };
        for (word, value) in words {
            trie.insert(word, value);
        }
        trie
    }

    fn insert(&mut self, word: &str, value: T) {
        let mut node = 0;
        for c in word.chars().map(crate::text::fold) {
            node = self.step(node, c).unwrap_or_else(|| {
                let new = self.ends.len() as u32;
                self.ends.push(0);
                self.goes_on.push(false);
                self.goes_on[node as usize] = true;
                match self.first.get_mut(c as usize) {
                    Some(slot) if node == 0 => {
                        self.roots.push(new);
                        *slot = self.roots.len() as u16;
                    }
                    _ => {
                        self.next.insert((node, c), new);
                    }
                }
                new
            });
        }
        if node != 0 {
            self.values.push(value);
            self.ends[node as usize] = self.values.len() as u32;
        }
    }

    #[inline]
    fn step(&self, node: u32, c: char) -> Option<u32> {
        match self.first.get(c as usize) {
            Some(&slot) if node == 0 => usize::from(slot).checked_sub(1).map(|root| self.roots[root]),
            _ if self.goes_on[node as usize] => self.next.get(&(node, c)).copied(),
            _ => None,
        }
    }

    /// Whether some word begins with `c`: one load, for a scan over a text.
    #[inline]
    pub fn begins_with(&self, c: char) -> bool {
        self.first.get(c as usize).is_none_or(|&slot| slot != 0)
    }

    /// Every word that begins at the start of `chars`, shortest first, as (length in characters, value).
    #[inline]
    pub fn matches<'a>(&'a self, chars: &'a [char]) -> impl Iterator<Item = (usize, &'a T)> {
        self.walk(chars.iter())
    }

    #[inline]
    fn walk<'a>(&'a self, chars: impl Iterator<Item = &'a char>) -> impl Iterator<Item = (usize, &'a T)> {
        let mut node = 0;
        chars
            .enumerate()
            .map_while(move |(i, &c)| {
                node = self.step(node, c)?;
                Some((i + 1, self.ends[node as usize]))
            })
            .filter_map(|(len, end)| end.checked_sub(1).map(|v| (len, &self.values[v as usize])))
    }

    /// The longest word that begins at the start of `chars`.
    #[inline]
    pub fn longest<'a>(&'a self, chars: &'a [char]) -> Option<(usize, &'a T)> {
        if chars.first().is_some_and(|&c| self.begins_with(c)) { self.matches(chars).last() } else { None }
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
        let mut trie = Trie::new([]);
        for (word, value) in words {
            trie.insert(&word.chars().rev().collect::<String>(), value);
        }
        Self(trie)
    }

    /// Every word that ends at the end of `chars`, shortest first, as (length in characters, value).
    #[inline]
    pub fn matches<'a>(&'a self, chars: &'a [char]) -> impl Iterator<Item = (usize, &'a T)> {
        self.0.walk(chars.iter().rev())
    }

    /// The longest word that ends at the end of `chars`.
    #[inline]
    pub fn longest<'a>(&'a self, chars: &'a [char]) -> Option<(usize, &'a T)> {
        if chars.last().is_some_and(|&c| self.0.begins_with(c)) { self.matches(chars).last() } else { None }
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
        assert_eq!(trie.matches(&chars("管理办法")).count(), 2);
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
