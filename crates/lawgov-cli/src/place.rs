//! Lines and columns of a text, for people and editors: both from 1, columns in code points, a byte order mark not counted.

/// A place in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// Code points before it, a byte order mark included, as in the JSON of a report.
    pub offset: usize,
    /// Byte at which its line begins.
    pub line_start: usize,
}

/// The places of some offsets of one text, found in one pass over it.
pub struct Places {
    table: Vec<(u32, Place)>,
    /// Whether a byte order mark stands first.
    pub marked: bool,
}

impl Places {
    pub fn new(text: &str, mut offsets: Vec<u32>) -> Self {
        offsets.sort_unstable();
        offsets.dedup();
        let marked = text.starts_with('\u{feff}');
        let mut table = Vec::with_capacity(offsets.len());
        let mut at = Place { line: 1, column: usize::from(!marked), ..Place::default() };
        let mut characters = text.char_indices();
        let mut next = characters.next();
        for offset in offsets {
            while let Some((byte, c)) = next.filter(|&(byte, _)| byte < offset as usize) {
                at.offset += 1;
                at.column += 1;
                if c == '\n' {
                    at.line += 1;
                    at.column = 1;
                    at.line_start = byte + 1;
                }
                next = characters.next();
            }
            table.push((offset, Place { column: at.column.max(1), ..at }));
        }
        Self { table, marked }
    }

    /// The place of an offset given to [`Places::new`].
    pub fn get(&self, offset: u32) -> Place {
        let found = self.table.binary_search_by_key(&offset, |&(byte, _)| byte);
        found.ok().and_then(|i| self.table.get(i)).map_or_else(Place::default, |&(_, place)| place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points_and_no_byte_order_mark() {
        let text = "\u{feff}𠮷镇\r\n二𠮷";
        let end = text.len() as u32;
        let places = Places::new(text, vec![end, 0, 3, 7]);
        let seen = |offset| {
            let place = places.get(offset);
            (place.line, place.column, place.offset)
        };
        assert_eq!(seen(0), (1, 1, 0));
        assert_eq!(seen(3), (1, 1, 1));
        assert_eq!(seen(7), (1, 2, 2));
        assert_eq!(seen(end), (2, 3, 7));
    }
}
