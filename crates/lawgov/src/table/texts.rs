//! The texts of a column in one piece: a table of a large corpus has millions, most of them short.

use std::ops::Range;

/// Texts, one a row; none where the report does not tell.
///
/// ```
/// let texts: lawgov::Texts = [Some("一"), Some(""), None].into_iter().collect();
/// assert_eq!(texts.get(0), Some("一"));
/// assert_eq!(texts.iter().collect::<Vec<_>>(), [Some("一"), Some(""), None]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// All of them, one after another.
    together: String,
    /// Where each ends in it.
    ends: Vec<usize>,
    /// Whether there is one.
    told: Vec<bool>,
}

impl Texts {
    /// No rows yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { together: String::new(), ends: Vec::new(), told: Vec::new() }
    }

    /// Adds a row.
    pub fn push(&mut self, text: Option<&str>) {
        self.together.push_str(text.unwrap_or_default());
        self.ends.push(self.together.len());
        self.told.push(text.is_some());
    }

    /// The number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a row; none beyond the last.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        let start = row.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        let end = *self.ends.get(row)?;
        self.told.get(row).filter(|told| **told).and_then(|_| self.together.get(start..end))
    }

    /// Each row.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<&str>> {
        self.rows(0..self.len())
    }

    /// Some rows; those beyond the last are none.
    pub fn rows(&self, rows: Range<usize>) -> impl ExactSizeIterator<Item = Option<&str>> {
        rows.map(|row| self.get(row))
    }

    pub(super) fn append(&mut self, other: &Self) {
        let before = self.together.len();
        self.together.push_str(&other.together);
        self.ends.extend(other.ends.iter().map(|end| before + end));
        self.told.extend(&other.told);
    }
}

impl<T: AsRef<str>> FromIterator<Option<T>> for Texts {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(rows: I) -> Self {
        let mut texts = Self::new();
        rows.into_iter().for_each(|text| texts.push(text.as_ref().map(AsRef::as_ref)));
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back() {
        let rows = [Some("𠮷"), None, Some(""), Some("b"), None];
        let mut texts: Texts = rows.into_iter().collect();
        assert_eq!(texts.iter().collect::<Vec<_>>(), rows);
        assert_eq!((texts.len(), texts.get(5), texts.get(usize::MAX)), (5, None, None));
        assert_eq!(texts.rows(2..4).collect::<Vec<_>>(), [Some(""), Some("b")]);
        texts.append(&texts.clone());
        assert_eq!(texts.iter().collect::<Vec<_>>(), [rows, rows].concat());
        assert!(Texts::new().is_empty());
    }
}
