//! Bytes in, text out.
//!
//! [`read`] turns the bytes of a file into a [`Document`]: its text exactly as it came, with the format, the encoding
//! and a checksum. Each format is a file of its own. Nothing here opens files or reads the report itself.
//!
//! ```
//! let document = lawgov_read::read("一、主要举措".as_bytes(), "a.txt")?;
//! assert_eq!(document.encoding.map(|e| e.as_str()), Some("utf-8"));
//! # Ok::<(), lawgov_read::Error>(())
//! ```
#![forbid(unsafe_code)]

mod error;
mod format;
mod note;
#[allow(dead_code)]
mod numbering;
mod text;

pub use error::{Error, Place};
pub use format::Format;
pub use note::Note;
pub use text::{Encoding, decode};

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

/// Reads a file of any supported format. `name` is for its extension and for messages.
///
/// # Errors
/// When the format is not supported or the bytes cannot be decoded without loss.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, Error> {
    let format = Format::detect(bytes, name)?;
    let (text, encoding) = match format {
        Format::Text => decode(bytes, name)?,
    };
    let notes = note::of(&text);
    Ok(Document { text, format, encoding: Some(encoding), sha256: sha256(bytes), notes })
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
