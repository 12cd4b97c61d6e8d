//! Word 97–2003 files, and the WPS files that are the same: their text, from the published specification MS-DOC.
//!
//! Kept: the main text, then footnotes, endnotes and text boxes; a paragraph is a line, a row of a table a line with a
//! tab between cells; automatic numbers are written out. Dropped: deleted and hidden text, field codes (their results
//! stay), headers, footers, comments, pictures. Word 6 and 95 and encrypted files are refused.
//!
//! Time and memory stay within a small multiple of the file: no piece of text is read twice, no table entry leads to
//! another, and every offset is checked.

mod bytes;
mod fib;
mod formatting;
mod lists;
mod pieces;
mod sprm;
mod text;

use std::io::{Cursor, Read};

use fib::{Fib, FibFault, Pair};
use formatting::{Formatting, Runs, Styles};
use lists::Lists;
use pieces::Pieces;

use crate::error::{Advice, Fault};
use crate::limits::Budget;
use crate::note::Note;
use crate::{Content, Encoding};

/// Reads a Word 97–2003 file.
pub(crate) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Content, Fault> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged("the list of streams"))?;
    let mut stream = |name: &str| -> Result<Option<Vec<u8>>, Fault> {
        let Ok(stream) = file.open_stream(name) else { return Ok(None) };
        let mut content = Vec::new();
        // No stream is longer than the file: what claims to be runs in a circle.
        stream.take(bytes.len() as u64).read_to_end(&mut content).map_err(|_| damaged(name))?;
        budget.expand(content.len() as u64)?;
        Ok(Some(content))
    };
    let main = stream("WordDocument")?.ok_or_else(|| damaged("WordDocument"))?;
    let fib = Fib::read(&main).map_err(|fault| match fault {
        FibFault::Damaged => damaged("WordDocument"),
        FibFault::Encrypted => Fault::Encrypted,
        FibFault::Old => Fault::Foreign {
            en: "a document of Word 95 or older",
            zh: "Word 95 或更早版本的文档",
            advice: Advice::Office,
        },
    })?;
    let table = stream(fib.table_stream)?.ok_or_else(|| damaged(fib.table_stream))?;
    let data = stream("Data")?.unwrap_or_default();
    let pieces = Pieces::read(fib.part(&table, Pair::Pieces), &main, fib.east_asian);
    let pieces = pieces.ok_or_else(|| damaged("the table of pieces"))?;
    budget.step(pieces.characters.len() as u64)?;
    let formatting = Formatting {
        styles: Styles::read(fib.part(&table, Pair::StyleSheet), &data),
        characters: Runs::of_characters(fib.part(&table, Pair::CharacterBins), &main),
        paragraphs: Runs::of_paragraphs(fib.part(&table, Pair::ParagraphBins), &main),
        data: &data,
    };
    let mut lists = Lists::read(fib.from(&table, Pair::Lists), fib.part(&table, Pair::ListOverrides));
    let (text, revised) = text::assemble(&pieces, &formatting, &mut lists, fib.stories(), budget)?;
    Ok(Content {
        text,
        encoding: pieces.ansi.then_some(Encoding::Gb18030),
        notes: revised.then_some(Note::TrackedChanges).into_iter().collect(),
    })
}

fn damaged(part: &str) -> Fault {
    Fault::Damaged { part: part.to_owned() }
}
