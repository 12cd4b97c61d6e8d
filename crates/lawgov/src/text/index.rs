/// Finds a place in an ascending list in a few steps, however long the list: a search by halves through the lists of a
/// book would miss the cache at every step.
#[derive(Default)]
pub(crate) struct Index {
    /// For each [`STRIDE`] positions, how many places of the list are before them.
    before: Vec<u32>,
    len: usize,
}

const STRIDE: usize = 32;

impl Index {
    /// Of a list by its places, in order.
    pub fn new(places: impl Iterator<Item = usize>) -> Self {
        let (mut before, mut len, mut end) = (Vec::new(), 0, 0);
        for place in places {
            while end <= place {
                before.push(len as u32);
                end += STRIDE;
            }
            len += 1;
        }
        Self { before, len }
    }

    /// How many items of the list are before `at`, by the place of each.
    #[inline]
    pub fn count_before<T>(&self, at: usize, list: &[T], place: impl Fn(&T) -> usize) -> usize {
        let from = self.before.get(at / STRIDE).map_or(self.len, |&from| from as usize);
        from + list.get(from..).unwrap_or_default().iter().take_while(|item| place(item) < at).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_counts_as_a_search_does() {
        for list in [vec![], vec![0], vec![3, 3, 127, 128, 129, 700, 701], (0..1000).step_by(7).collect()] {
            let index = Index::new(list.iter().copied());
            for at in 0..1200 {
                let expected = list.partition_point(|&place| place < at);
                assert_eq!(index.count_before(at, &list, |&place| place), expected);
            }
        }
    }
}
