//! The text as it came, and a folded view of it for reading.
//!
//! Folding maps one character to one character (full-width digits and punctuation to half width, every kind of space to
//! a plain one, dashes to `-`), so that position `i` of the folded view is character `i` of the original and nothing has
//! to be aligned afterwards. What is stored and shown is always the original.

mod class;
mod index;
mod offsets;
mod position;
mod span;

pub use class::unradical;
pub use position::{OffsetUnit, Sweep};
pub use span::Span;

pub(crate) use class::{Class, class_of, fold, of_han, read};
pub(crate) use index::Index;
use offsets::{GROUP, Offsets};

/// A range of character positions in the folded view, half-open. Never shown to users: they get [`Span`]s.
pub(crate) type Positions = std::ops::Range<usize>;

/// One text with its folded view.
pub(crate) struct Text<'t> {
    original: &'t str,
    chars: Vec<char>,
    classes: Vec<Class>,
    offsets: Offsets,
    /// Positions of all characters but plain Han ones: what looks for punctuation, numbers or line ends looks only here.
    marks: Vec<u32>,
    marks_index: Index,
}

impl<'t> Text<'t> {
    /// Folds `original` in one pass. Text beyond 4 GiB is not read (offsets are `u32`).
    #[inline(never)]
    pub fn new(original: &'t str) -> Self {
        let original = &original[..original.floor_char_boundary(u32::MAX as usize)];
        let mut offsets = Offsets::new(original);
        let len = offsets.len();
        let mut chars = vec!['\0'; len];
        let mut classes = vec![Class::HAN; len];
        let mut marks = Vec::with_capacity(len / 4);
        let mut byte = 0;
        let bytes = original.as_bytes();
        for (group, chars) in chars.chunks_mut(GROUP).enumerate() {
            offsets.begin(byte);
            let mut at = 0;
            loop {
                // Nearly every character is Han, of three bytes, and its own folded form.
                let run = class::read_plain_han(bytes.get(byte..).unwrap_or_default(), &mut chars[at..]);
                at += run;
                byte += 3 * run;
                let (Some(slot), Some(c)) = (chars.get_mut(at), original.get(byte..).and_then(|s| s.chars().next()))
                else {
                    break;
                };
                let position = group * GROUP + at;
                let (folded, class) = read(c);
                *slot = folded;
                if class != Class::HAN {
                    classes[position] = class;
                    marks.push(position as u32);
                }
                offsets.shift(position, c.len_utf8());
                byte += c.len_utf8();
                at += 1;
            }
        }
        offsets.close();
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
        let marks_index = Index::new(marks.iter().map(|&at| at as usize));
        Self { original, chars, classes, offsets, marks, marks_index }
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

    /// The positions in `range` of all characters but plain Han ones, in order.
    pub fn marks(&self, range: Positions) -> impl Iterator<Item = usize> + Clone + '_ {
        let first = self.marks_index.count_before(range.start, &self.marks, |&at| at as usize);
        let marks = self.marks[first..].iter().map(|&at| at as usize);
        marks.take_while(move |&at| at < range.end)
    }

    /// The span of a range of positions.
    #[inline]
    pub fn span(&self, range: Positions) -> Span {
        Span::new(self.offsets.at(range.start), self.offsets.at(range.end))
    }

    /// The position of a byte offset that lies on a character boundary.
    #[inline]
    pub fn position(&self, byte: u32) -> usize {
        self.offsets.position(byte)
    }

    /// The positions of a span.
    pub fn positions(&self, span: Span) -> Positions {
        self.position(span.start)..self.position(span.end)
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
        for times in [0, 1, 63, 64, 200] {
            for unit in ["a", "法", "\u{20bb7}", "a法\u{20bb7}é，"] {
                let original = unit.repeat(times);
                let text = Text::new(&original);
                let ends = original.char_indices().map(|(byte, _)| byte).chain([original.len()]);
                for (position, byte) in ends.enumerate() {
                    assert_eq!(text.position(byte as u32), position);
                    assert_eq!(text.span(position..position).start as usize, byte);
                }
            }
        }
    }
}
