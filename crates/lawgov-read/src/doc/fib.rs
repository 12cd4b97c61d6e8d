//! The file information block (MS-DOC 2.5) and where it says everything else is.

use super::bytes::{part, u16_at, u32_at};

/// First two bytes of the stream `WordDocument`.
const WORD: u16 = 0xA5EC;
/// The first version whose layout is this one.
const WORD_97: u16 = 0x00C0;

/// What the file information block says.
pub(super) struct Fib<'a> {
    stream: &'a [u8],
    /// Language of the installation, for text that was never Unicode.
    pub(super) east_asian: bool,
    pub(super) table_stream: &'static str,
}

/// Why there is none to work with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FibFault {
    Damaged,
    Old,
    Encrypted,
}

/// Index of a pair (offset, length) in `FibRgFcLcb97`.
#[derive(Clone, Copy)]
pub(super) enum Pair {
    StyleSheet = 1,
    CharacterBins = 12,
    ParagraphBins = 13,
    Pieces = 33,
    Lists = 73,
    ListOverrides = 74,
}

/// Lengths of the stories, in characters, in their order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stories {
    pub(super) main: u32,
    pub(super) footnotes: u32,
    pub(super) headers: u32,
    pub(super) macros: u32,
    pub(super) comments: u32,
    pub(super) endnotes: u32,
    pub(super) text_boxes: u32,
}

impl<'a> Fib<'a> {
    pub(super) fn read(stream: &'a [u8]) -> Result<Self, FibFault> {
        let ident = u16_at(stream, 0).ok_or(FibFault::Damaged)?;
        let version = u16_at(stream, 2).ok_or(FibFault::Damaged)?;
        if ident != WORD {
            // 0xA5DC and neighbours are Word 6 and 95, and Word 2 for Windows before them.
            return Err(if ident & 0xFF00 == 0xA500 { FibFault::Old } else { FibFault::Damaged });
        }
        if version < WORD_97 {
            return Err(FibFault::Old);
        }
        let flags = u16_at(stream, 0x0A).ok_or(FibFault::Damaged)?;
        if flags & 0x0100 != 0 {
            return Err(FibFault::Encrypted);
        }
        if stream.len() < 0x9A + 8 * 75 {
            return Err(FibFault::Damaged);
        }
        let languages = [u16_at(stream, 0x06), u16_at(stream, 0x3C)];
        Ok(Self {
            stream,
            east_asian: languages.iter().flatten().any(|language| language & 0x3FF == 0x04),
            table_stream: if flags & 0x0200 == 0 { "0Table" } else { "1Table" },
        })
    }

    /// A part of the table stream.
    pub(super) fn part<'t>(&self, table: &'t [u8], pair: Pair) -> &'t [u8] {
        let (at, size) = self.place(pair);
        part(table, at, size)
    }

    /// A part of the table stream and everything after it.
    pub(super) fn from<'t>(&self, table: &'t [u8], pair: Pair) -> &'t [u8] {
        match self.place(pair) {
            (_, 0) => &[],
            (at, _) => part(table, at, usize::MAX),
        }
    }

    fn place(&self, pair: Pair) -> (usize, usize) {
        let at = 0x9A + 8 * pair as usize;
        let number = |at| u32_at(self.stream, at).unwrap_or(0) as usize;
        (number(at), number(at + 4))
    }

    pub(super) fn stories(&self) -> Stories {
        // A negative length is none.
        let count = |at| u32_at(self.stream, at).filter(|count| *count < 0x8000_0000).unwrap_or(0);
        Stories {
            main: count(0x4C),
            footnotes: count(0x50),
            headers: count(0x54),
            macros: count(0x58),
            comments: count(0x5C),
            endnotes: count(0x60),
            text_boxes: count(0x64),
        }
    }
}
