//! Plain text: which encoding the bytes have, and their text without loss.
//!
//! A byte order mark decides; then strict UTF-8; then strict GB18030. Encodings are never guessed from the words, and
//! nothing is replaced, trimmed or normalised.

use std::fmt;

#[cfg(feature = "gb18030")]
use encoding_rs::{DecoderResult, GB18030};

use crate::Content;
use crate::error::{Error, Fault, Place};
use crate::format::Format;

/// An encoding of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB18030, and with it GBK and GB 2312.
    Gb18030,
}

impl Encoding {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Gb18030 => "GB18030",
        })
    }
}

/// Decodes the bytes of a text file. `name` is for messages.
///
/// A byte order mark stays in the text as U+FEFF, so that offsets agree with those of other programs.
///
/// # Errors
/// When neither UTF-8 nor GB18030 (nor the encoding of the byte order mark) fits every byte.
pub fn decode(bytes: &[u8], name: &str) -> Result<(String, Encoding), Error> {
    decoded(bytes).map_err(|fault| Error { name: name.to_owned(), format: Some(Format::Text), fault })
}

pub(crate) fn read(bytes: &[u8]) -> Result<Content, Fault> {
    let (text, encoding) = decoded(bytes)?;
    Ok(Content { text, encoding: Some(encoding), ..Content::default() })
}

/// [`decode`], without a name.
pub(crate) fn decoded(bytes: &[u8]) -> Result<(String, Encoding), Fault> {
    if bytes.starts_with(b"\xff\xfe") {
        return utf16(bytes, Encoding::Utf16Le, u16::from_le_bytes);
    }
    if bytes.starts_with(b"\xfe\xff") {
        return utf16(bytes, Encoding::Utf16Be, u16::from_be_bytes);
    }
    let utf8 = match str::from_utf8(bytes) {
        Ok(text) => return Ok((text.to_owned(), Encoding::Utf8)),
        Err(error) => error,
    };
    if bytes.starts_with(b"\xef\xbb\xbf") || is_mostly_utf8(bytes) {
        let place = place(bytes, utf8.valid_up_to(), Encoding::Utf8);
        return Err(fault(Encoding::Utf8, place, utf8.error_len().is_none()));
    }
    if let Some(zero) = bytes.iter().position(|&byte| byte == 0) {
        return Err(Fault::NotText { place: place(bytes, zero, Encoding::Gb18030) });
    }
    gb18030(bytes)
}

/// Whether bytes that are not UTF-8 are still more of it than of anything else.
///
/// Strict GB18030 accepts much damaged UTF-8 as other characters. In real GB18030 a run of three bytes that is valid
/// UTF-8 is rare among the many that are not.
pub(crate) fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| c.len_utf8() > 2).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

fn utf16(bytes: &[u8], encoding: Encoding, unit: fn([u8; 2]) -> u16) -> Result<(String, Encoding), Fault> {
    let (pairs, rest) = bytes.as_chunks();
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut at = 0;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let Ok(c) = decoded else {
            return Err(fault(encoding, place(bytes, at, encoding), at + 2 + rest.len() >= bytes.len()));
        };
        text.push(c);
        at += 2 * c.len_utf16();
    }
    if !rest.is_empty() {
        return Err(fault(encoding, place(bytes, at, encoding), true));
    }
    text.shrink_to_fit();
    Ok((text, encoding))
}

#[cfg(feature = "gb18030")]
fn gb18030(bytes: &[u8]) -> Result<(String, Encoding), Fault> {
    let encoding = Encoding::Gb18030;
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    if let DecoderResult::Malformed(bad, after) = result {
        let at = read.saturating_sub(usize::from(bad) + usize::from(after));
        let truncated = at + usize::from(bad) >= bytes.len();
        return Err(fault(encoding, place(bytes, at, encoding), truncated));
    }
    text.shrink_to_fit();
    Ok((text, encoding))
}

#[cfg(not(feature = "gb18030"))]
fn gb18030(_: &[u8]) -> Result<(String, Encoding), Fault> {
    Err(Fault::NotBuilt)
}

fn fault(encoding: Encoding, place: Place, truncated: bool) -> Fault {
    if truncated { Fault::Truncated { encoding, place } } else { Fault::Malformed { encoding, place } }
}

fn place(bytes: &[u8], offset: usize, encoding: Encoding) -> Place {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line_ends = match encoding {
        Encoding::Utf8 | Encoding::Gb18030 => before.iter().filter(|&&byte| byte == b'\n').count(),
        Encoding::Utf16Le => before.chunks_exact(2).filter(|unit| *unit == b"\n\0").count(),
        Encoding::Utf16Be => before.chunks_exact(2).filter(|unit| *unit == b"\0\n").count(),
    };
    Place { offset, line: 1 + line_ends, byte: bytes.get(offset).copied() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(bytes: &[u8]) -> (String, &'static str) {
        let (text, encoding) = decode(bytes, "a.txt").expect("decodes");
        (text, encoding.as_str())
    }

    fn err(bytes: &[u8]) -> (&'static str, usize, usize, u8) {
        let error = decode(bytes, "a.txt").expect_err("does not decode");
        let place = error.place().expect("at one place");
        (error.kind(), place.offset, place.line, place.byte.expect("a byte"))
    }

    #[test]
    fn utf8_stays_as_it_came() {
        let text = "\u{feff}一、甲镇\r\n２０次，𠮷";
        assert_eq!(ok(text.as_bytes()), (text.to_owned(), "utf-8"));
    }

    #[test]
    fn utf16_with_a_mark() {
        let text = "\u{feff}甲镇𠮷\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(ok(&little), (text.to_owned(), "utf-16le"));
        assert_eq!(ok(&big), (text.to_owned(), "utf-16be"));
        assert_eq!(err(&little[..little.len() - 1]).0, "truncated_encoding");
        assert_eq!(err(b"\xff\xfe\x2d\x4e\x00\xdc\x2d\x4e"), ("malformed_encoding", 4, 1, 0));
        assert_eq!(err(b"\xff\xfe\x0a\x00\x42\xd8\x2d\x4e"), ("malformed_encoding", 4, 2, 0x42));
        assert_eq!(err(b"\xff\xfe\x2d\x4e\x42\xd8"), ("truncated_encoding", 4, 1, 0x42));
        assert_eq!(err(b"\xff\xfe\x2d\x4e\x42\xd8\xb7"), ("truncated_encoding", 4, 1, 0x42));
    }

    #[test]
    fn gb18030_of_two_and_four_bytes() {
        assert_eq!(ok(b"\xd2\xbb\xca\xc7\n"), ("一是\n".to_owned(), "gb18030"));
        assert_eq!(ok(b"\x81\x39\xee\x39\x95\x34\xb2\x35\xd5\xf2"), ("㐀𠮷镇".to_owned(), "gb18030"));
    }

    #[test]
    fn bad_bytes_are_placed() {
        let mut utf8 = "全年开展普法宣传。\n第二行".as_bytes().to_vec();
        utf8[4] = b'x';
        assert_eq!(err(&utf8), ("malformed_encoding", 3, 1, 0xe5));
        assert_eq!(err(&"第一行\n第二行".as_bytes()[..18]), ("truncated_encoding", 16, 2, 0xe8));
        assert_eq!(err(b"\xd2\xbb\n\xca\xc7\xff\xd2\xbb"), ("malformed_encoding", 5, 2, 0xff));
        assert_eq!(err(b"\xd2\xbb\n\xca"), ("truncated_encoding", 3, 2, 0xca));
        assert_eq!(err(b"\xd2\xbb\x00\x01\xff"), ("not_text", 2, 1, 0));
    }
}
