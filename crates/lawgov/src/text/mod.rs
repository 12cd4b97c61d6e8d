//! The text as it came, and a folded view of it for reading.
//!
//! Folding maps one character to one character (full-width digits and punctuation to half width, every kind of space to
//! a plain one, dashes to `-`), so that position `i` of the folded view is character `i` of the original and nothing has
//! to be aligned afterwards. What is stored and shown is always the original.

mod class;
mod index;
mod position;
mod span;

pub use class::unradical;
pub use position::{OffsetUnit, Sweep};
pub use span::Span;

pub(crate) use class::{Class, class_of, fold, read};
pub(crate) use index::Index;

/// A range of character positions in the folded view, half-open. Never shown to users: they get [`Span`]s.
pub(crate) type Positions = std::ops::Range<usize>;

/// One text with its folded view.
pub(crate) struct Text<'t> {
    original: &'t str,
    chars: Vec<char>,
    classes: Vec<Class>,
    /// Byte offset of each character, and the length of the text at the end.
    offsets: Vec<u32>,
    /// Positions of all characters that are not Han: what looks for punctuation, digits or line ends looks only here.
    marks: Vec<u32>,
    marks_index: Index,
    /// The position of the first character at or after each [`BLOCK`] bytes: a byte is found in a few steps.
    blocks: Vec<u32>,
}

/// Bytes between two known positions.
const BLOCK: usize = 256;

impl<'t> Text<'t> {
    /// Folds `original` in one pass. Text beyond 4 GiB is not read (offsets are `u32`).
    pub fn new(original: &'t str) -> Self {
        let original = &original[..original.floor_char_boundary(u32::MAX as usize)];
        let len = original.chars().count();
        let mut chars = vec!['\0'; len];
        let mut classes = vec![Class::NONE; len];
        let mut offsets = vec![0; len + 1];
        let mut marks = Vec::with_capacity(len / 4);
        let bytes = original.as_bytes();
        let mut byte = 0;
        let places = chars.iter_mut().zip(&mut classes).zip(&mut offsets).zip(0..);
        for (((folded, class), offset), at) in places {
            *offset = byte as u32;
            // Nearly every character is Han, of three bytes, and its own folded form.
            if let Some(han) = bytes.get(byte..).and_then(<[u8]>::first_chunk).and_then(class::read_han) {
                (*folded, *class) = han;
                byte += 3;
                continue;
            }
            let Some(c) = original.get(byte..).and_then(|rest| rest.chars().next()) else { break };
            (*folded, *class) = read(c);
            byte += c.len_utf8();
            if !class.any(Class::HAN) {
                marks.push(at);
            }
        }
        offsets[len] = bytes.len() as u32;
        // A `\r` before `\n` belongs to the line end; folded to a space it is trimmed with the rest.
        if original.as_bytes().contains(&b'\r') {
            for i in 0..chars.len() {
                if chars[i] == '\r' {
                    let lone = chars.get(i + 1) != Some(&'\n');
                    chars[i] = if lone { '\n' } else { ' ' };
                    classes[i] = if lone { Class::NEWLINE } else { Class::SPACE };
                }
            }
        }
        let blocks = blocks(&offsets);
        let marks_index = Index::new(marks.iter().map(|&at| at as usize));
        Self { original, chars, classes, offsets, marks, marks_index, blocks }
    }

    pub fn original(&self) -> &'t str {
        self.original
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The folded characters, all of them.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The folded character at `at`, or `\0` outside the text.
    #[inline]
    pub fn char(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\0')
    }

    /// The class of the character at `at`; that of a newline outside the text.
    #[inline]
    pub fn class(&self, at: usize) -> Class {
        self.classes.get(at).copied().unwrap_or(Class::NEWLINE)
    }

    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The positions in `range` of all characters that are not Han, in order.
    pub fn marks(&self, range: Positions) -> impl Iterator<Item = usize> + Clone + '_ {
        let first = self.marks_index.count_before(range.start, &self.marks, |&at| at as usize);
        let marks = self.marks[first..].iter().map(|&at| at as usize);
        marks.take_while(move |&at| at < range.end)
    }

    /// The span of a range of positions.
    #[inline]
    pub fn span(&self, range: Positions) -> Span {
        Span::new(self.offsets[range.start], self.offsets[range.end])
    }

    /// The position of a byte offset that lies on a character boundary.
    pub fn position(&self, byte: u32) -> usize {
        let block = byte as usize / BLOCK;
        let first = self.blocks.get(block).map_or(self.offsets.len(), |&p| p as usize);
        let last = self.blocks.get(block + 1).map_or(self.offsets.len(), |&p| p as usize + 1);
        first + self.offsets[first..last.min(self.offsets.len())].partition_point(|&o| o < byte)
    }

    /// The positions of a span.
    pub fn positions(&self, span: Span) -> Positions {
        let start = self.position(span.start);
        // A character has one byte at least.
        let last = self.offsets.len().min(start + span.len() as usize + 1);
        let len = self.offsets[start..last].partition_point(|&o| o < span.end);
        start..start + len
    }

    /// The original text of a span.
    pub fn slice(&self, span: Span) -> &'t str {
        &self.original[span.range()]
    }

    /// The original text of a range of positions.
    pub fn raw(&self, range: Positions) -> &'t str {
        self.slice(self.span(range))
    }

    /// The range without the spaces and line ends at either end.
    pub fn trim(&self, range: Positions) -> Positions {
        let (mut start, mut end) = (range.start, range.end);
        while start < end && self.classes[start].is_blank() {
            start += 1;
        }
        while end > start && self.classes[end - 1].is_blank() {
            end -= 1;
        }
        start..end
    }

    /// Whether the folded text reads `word` at `at`.
    #[inline]
    pub fn starts_with(&self, at: usize, word: &str) -> bool {
        word.chars().zip(at..).all(|(c, at)| self.char(at) == c)
    }

    /// Whether the folded text reads `word` just before `end`.
    pub fn ends_with(&self, end: usize, word: &str) -> bool {
        let mut at = end;
        for c in word.chars().rev() {
            if at == 0 || self.char(at - 1) != c {
                return false;
            }
            at -= 1;
        }
        true
    }

    /// The first position of `word` inside `range`.
    pub fn find(&self, range: Positions, word: &str) -> Option<usize> {
        let first = word.chars().next()?;
        let len = word.chars().count();
        if range.len() < len {
            return None;
        }
        (range.start..=range.end - len).find(|&i| self.chars[i] == first && self.starts_with(i, word))
    }
}

/// The position of the first offset at or after each multiple of [`BLOCK`].
fn blocks(offsets: &[u32]) -> Vec<u32> {
    let end = offsets.last().copied().unwrap_or(0) as usize;
    let mut at = 0;
    (0..=end / BLOCK)
        .map(|block| {
            // A character has one to four bytes.
            let last = offsets.len().min(at + BLOCK + 1);
            at += offsets[at..last].partition_point(|&o| (o as usize) < block * BLOCK);
            at as u32
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_positions_and_the_original() {
        let text = Text::new("Ａ１，\u{3000}𠮷\r\n乙");
        assert_eq!(text.chars().iter().collect::<String>(), "A1, 𠮷 \n乙");
        assert_eq!(text.raw(1..2), "１");
        assert_eq!(text.raw(4..5), "𠮷");
        assert_eq!(text.positions(text.span(4..8)), 4..8);
    }

    #[test]
    fn every_byte_is_found() {
        let original = "a法\u{20bb7}é，".repeat(200);
        let text = Text::new(&original);
        for (position, (byte, _)) in original.char_indices().enumerate() {
            assert_eq!(text.position(byte as u32), position);
        }
        assert_eq!(text.position(original.len() as u32), text.len());
    }
}
