//! Which format a file has: by its first bytes, then by its name.

use crate::Error;

/// A supported format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    Text,
}

/// First bytes of formats that are no text.
const SIGNATURES: [(&[u8], &str); 5] = [
    (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97 or WPS"),
    (b"PK\x03\x04", "docx, ofd or another zip"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
];

impl Format {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
        }
    }

    /// Whether a file of this name is picked up when a folder is read.
    #[must_use]
    pub fn is_supported(name: &str) -> bool {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        ["txt", "md"].iter().any(|e| extension.eq_ignore_ascii_case(e))
    }

    pub(crate) fn detect(bytes: &[u8], name: &str) -> Result<Self, Error> {
        match SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
            Some(&(_, format)) => Err(Error::UnsupportedFormat { name: name.to_owned(), format }),
            None => Ok(Self::Text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_texts() {
        assert!(Format::is_supported("某镇2023.TXT"));
        assert!(Format::is_supported("a.b.md"));
        assert!(!Format::is_supported("a.txt.bak"));
        assert!(!Format::is_supported("txt"));
    }

    #[test]
    fn other_formats_are_named() {
        let error = Format::detect(b"%PDF-1.7", "a.txt").expect_err("a PDF");
        assert_eq!(error.kind(), "unsupported_format");
        assert!(error.to_string().contains("PDF"));
    }
}
