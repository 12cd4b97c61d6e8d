//! Bytes in, text out.
//!
//! [`read`] turns the bytes of a file into a [`Document`]: its text, with the format, the encoding and a checksum. Of a
//! plain text nothing is changed; of every other format the text is what a person reading the file sees of the report.
//! Each format is a module and a cargo feature of its own. Nothing here opens files or reads the report itself, and
//! what a file may cost is bounded ([`Limits`]).
//!
//! ```
//! let document = lawgov_read::read("一、主要举措".as_bytes(), "a.txt")?;
//! assert_eq!(document.encoding.map(|e| e.as_str()), Some("utf-8"));
//! # Ok::<(), lawgov_read::Error>(())
//! ```
#![forbid(unsafe_code)]

#[cfg(any(feature = "docx", feature = "ofd"))]
mod container;
#[cfg(feature = "doc")]
mod doc;
#[cfg(feature = "docx")]
mod docx;
mod error;
mod format;
#[cfg(feature = "html")]
mod html;
#[cfg(any(feature = "pdf", feature = "ofd"))]
mod layout;
mod limits;
mod note;
#[cfg(any(feature = "html", feature = "docx", feature = "doc"))]
#[cfg_attr(
    not(all(feature = "docx", feature = "doc")),
    allow(dead_code, reason = "docx names formats of numbers, doc has codes for them, a page needs neither's levels")
)]
mod numbering;
#[cfg(feature = "ofd")]
mod ofd;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(any(feature = "html", feature = "docx", feature = "doc"))]
mod row;
mod text;
mod wire;
#[cfg(any(feature = "docx", feature = "ofd"))]
mod xml;

pub use error::{Advice, Error, Fault, Limit, Place};
pub use format::Format;
pub use limits::Limits;
pub use note::Note;
pub use text::{Encoding, decode};
pub use wire::{decode_to_json, read_to_json};

use limits::Budget;
use sha2::{Digest, Sha256};

/// A text with what is known of the file it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// The text. Of a text file nothing is changed: a byte order mark and `\r\n` stay.
    pub text: String,
    /// What kind of file it was.
    pub format: Format,
    /// The encoding of its bytes, for formats that have one.
    pub encoding: Option<Encoding>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What a reader of the text should know about how it was read.
    pub notes: Vec<Note>,
}

impl Document {
    /// A text that its owner has decoded already. Its checksum is that of its UTF-8 bytes.
    #[must_use]
    pub fn from_text(text: String) -> Self {
        let (sha256, notes) = (sha256(text.as_bytes()), note::of(&text));
        Self { text, format: Format::Text, encoding: None, sha256, notes }
    }

    /// The source to put into a report, under the name given.
    #[must_use]
    pub fn source(&self, name: impl Into<String>) -> lawgov::Source {
        lawgov::Source {
            name: Some(name.into()),
            format: Some(self.format.as_str().to_owned()),
            encoding: self.encoding.map(|e| e.as_str().to_owned()),
            sha256: Some(self.sha256.clone()),
        }
    }
}

/// What the reader of one format gives.
#[derive(Debug, Default)]
pub(crate) struct Content {
    pub text: String,
    pub encoding: Option<Encoding>,
    pub notes: Vec<Note>,
}

/// Reads files of any supported format, with limits on what one may cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader {
    limits: Limits,
}

impl Reader {
    /// A reader with the default [`Limits`].
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads within other limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Reads a file. `name` is for messages, and for its end where the content leaves the format open.
    ///
    /// # Errors
    /// When the file is of no supported format, cannot be read without loss, or costs more than the limits allow;
    /// [`Fault`] lists what can be wrong.
    pub fn read(&self, bytes: &[u8], name: &str) -> Result<Document, Error> {
        let error = |format, fault| Error { name: name.to_owned(), format, fault };
        let mut budget = Budget::new(self.limits, bytes.len()).map_err(|fault| error(None, fault))?;
        let (format, other) = Format::detect(bytes, name).map_err(|fault| error(None, fault))?;
        let content = content(bytes, format, &mut budget).map_err(|fault| error(Some(format), fault))?;
        let mut notes: Vec<Note> = other.into_iter().chain(content.notes).collect();
        notes.extend(note::of(&content.text));
        Ok(Document { text: content.text, format, encoding: content.encoding, sha256: sha256(bytes), notes })
    }
}

/// The one place that knows which module reads which format.
fn content(bytes: &[u8], format: Format, budget: &mut Budget) -> Result<Content, Fault> {
    match format {
        Format::Text => text::read(bytes),
        #[cfg(feature = "html")]
        Format::Html => html::read(bytes, budget),
        #[cfg(feature = "docx")]
        Format::Docx => docx::read(bytes, budget),
        #[cfg(feature = "doc")]
        Format::Doc => doc::read(bytes, budget),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes, budget),
        #[cfg(feature = "ofd")]
        Format::Ofd => ofd::read(bytes, budget),
        #[allow(unreachable_patterns, reason = "which formats are left depends on the features")]
        _ => {
            let _ = budget;
            Err(Fault::NotBuilt)
        }
    }
}

/// Reads a file of any supported format within the default [`Limits`]. `name` is for messages, and for its end where
/// the content leaves the format open.
///
/// # Errors
/// See [`Reader::read`].
pub fn read(bytes: &[u8], name: &str) -> Result<Document, Error> {
    Reader::new().read(bytes, name)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_knows_its_source() {
        let document = read(b"abc", "reports/a.txt").expect("plain text");
        let source = document.source("reports/a.txt");
        assert_eq!(source.name.as_deref(), Some("reports/a.txt"));
        assert_eq!(source.format.as_deref(), Some("text"));
        assert_eq!(source.sha256.as_deref(), Some("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    #[test]
    fn nothing_and_lost_characters_are_noted() {
        assert_eq!(read(b"", "a.txt").expect("empty text").notes, [Note::Empty]);
        assert_eq!(
            read("全\u{fffd}年\u{fffd}".as_bytes(), "a.txt").expect("text").notes,
            [Note::ReplacementCharacters { count: 2 }]
        );
    }
}
