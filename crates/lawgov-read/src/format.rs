//! Which format a file has: by its content. The end of its name only settles what the content leaves open.

use lawgov::Lang;
use once_cell::sync::Lazy;

use crate::error::{Advice, Fault};
use crate::note::Note;

/// A supported format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    Text,
    /// A web page, also one saved as .mht.
    Html,
    /// Word since 2007 (Office Open XML), also as WPS writes it.
    Docx,
    /// Word 97–2003, also as WPS writes it.
    Doc,
    /// PDF.
    Pdf,
    /// OFD (GB/T 33190).
    Ofd,
}

/// What the end of a name says: the format, or none for one that is not read.
static EXTENSIONS: Lazy<Vec<(&'static str, Option<Format>)>> =
    Lazy::new(|| rows(include_str!("../data/extensions.tsv")).map(|row| (row[0], Format::from_name(row[1]))).collect());

/// A file that is no report: where its mark stands, the mark (none is any byte), the fault.
struct Foreign {
    at: &'static str,
    mark: Vec<Option<u8>>,
    fault: Fault,
}

static FOREIGN: Lazy<Vec<Foreign>> = Lazy::new(|| {
    let read = |row: Vec<&'static str>| Foreign {
        at: row[0],
        mark: mark(row[1]),
        fault: Fault::Foreign { advice: Advice::from_name(row[2]), en: row[3], zh: row[4] },
    };
    rows(include_str!("../data/foreign.tsv")).map(read).collect()
});

/// Elements that a web page or a piece of one begins with.
static OPENINGS: Lazy<Vec<&'static str>> = Lazy::new(|| {
    let table = include_str!("../data/html_openings.txt");
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
});

/// The rows of a table under its header, cells between tabs.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|l| !l.is_empty() && !l.starts_with("# "));
    lines.skip(1).map(|line| line.split('\t').collect())
}

/// Reads `\xNN`, `\r`, `\n`, `\\` and `?`.
fn mark(written: &str) -> Vec<Option<u8>> {
    let mut mark = Vec::new();
    let mut bytes = written.bytes();
    while let Some(byte) = bytes.next() {
        mark.push(match byte {
            b'?' => None,
            b'\\' => match bytes.next() {
                Some(b'r') => Some(b'\r'),
                Some(b'n') => Some(b'\n'),
                Some(b'x') => {
                    let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16)).unwrap_or(0);
                    let (high, low) = (digit(bytes.next()), digit(bytes.next()));
                    u8::try_from(high * 16 + low).ok()
                }
                other => other,
            },
            other => Some(other),
        });
    }
    mark
}

fn fits(bytes: &[u8], mark: &[Option<u8>]) -> bool {
    bytes.len() >= mark.len() && mark.iter().zip(bytes).all(|(mark, byte)| mark.is_none_or(|mark| mark == *byte))
}

fn extension(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or("", |(_, extension)| extension)
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 6] = [Self::Text, Self::Html, Self::Docx, Self::Doc, Self::Pdf, Self::Ofd];

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Pdf => "pdf",
            Self::Ofd => "ofd",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }

    /// The name used in messages, to follow "a" in English.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Text, Lang::En) => "text file",
            (Self::Text, Lang::Zh) => "纯文本",
            (Self::Html, Lang::En) => "web page",
            (Self::Html, Lang::Zh) => "网页",
            (Self::Docx, Lang::En) => "Word document (.docx)",
            (Self::Docx, Lang::Zh) => "Word 文档（.docx）",
            (Self::Doc, Lang::En) => "Word 97 document (.doc, .wps)",
            (Self::Doc, Lang::Zh) => "Word 97 文档（.doc、.wps）",
            (Self::Pdf, Lang::En) => "PDF",
            (Self::Pdf, Lang::Zh) => "PDF 文件",
            (Self::Ofd, Lang::En) => "document in OFD",
            (Self::Ofd, Lang::Zh) => "OFD 文件",
        }
    }

    /// Whether this build has a reader for it.
    #[must_use]
    pub const fn is_built(self) -> bool {
        match self {
            Self::Text => true,
            Self::Html => cfg!(feature = "html"),
            Self::Docx => cfg!(feature = "docx"),
            Self::Doc => cfg!(feature = "doc"),
            Self::Pdf => cfg!(feature = "pdf"),
            Self::Ofd => cfg!(feature = "ofd"),
        }
    }

    /// Whether a file of this name is picked up when a folder is read.
    #[must_use]
    pub fn is_supported(name: &str) -> bool {
        Self::of_name(name).flatten().is_some_and(Self::is_built)
    }

    /// What the end of a name says; `Some(None)` is a known format that is not read.
    fn of_name(name: &str) -> Option<Option<Self>> {
        let extension = extension(name);
        EXTENSIONS.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known)).map(|(_, format)| *format)
    }

    /// The format by the content, with a note when the name says another one.
    pub(crate) fn detect(bytes: &[u8], name: &str) -> Result<(Self, Option<Note>), Fault> {
        let named = Self::of_name(name);
        if bytes.is_empty() && !matches!(named, None | Some(Some(Self::Text))) {
            return Err(Fault::Empty);
        }
        let format = Self::of_content(bytes, named.flatten())?;
        let other = named.is_some_and(|named| named != Some(format));
        let note = other.then(|| Note::OtherExtension { extension: extension(name).to_owned(), format });
        Ok((format, note))
    }

    fn of_content(bytes: &[u8], named: Option<Self>) -> Result<Self, Fault> {
        if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return compound(bytes);
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return zipped(bytes);
        }
        let start = bytes.get(..1024).unwrap_or(bytes);
        if start.windows(5).any(|w| w == b"%PDF-") {
            return Ok(Self::Pdf);
        }
        if let Some(foreign) = FOREIGN.iter().find(|f| f.at == "start" && fits(bytes, &f.mark)) {
            return Err(foreign.fault.clone());
        }
        let readable: String = start.iter().filter(|&&b| b != 0).map(|&b| char::from(b.to_ascii_lowercase())).collect();
        let readable = readable.trim_start_matches(|c: char| !c.is_ascii_graphic());
        let is_page = OPENINGS.iter().any(|opening| readable.starts_with(opening))
            || (named == Some(Self::Html) && bytes.contains(&b'<'));
        Ok(if is_page { Self::Html } else { Self::Text })
    }
}

/// Whether the directory of a compound file, or the table of its sectors, begins behind the end of the file.
fn is_cut_off(bytes: &[u8]) -> bool {
    let number = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let size = if bytes.get(0x1E) == Some(&12) { 4096 } else { 512 };
    let is_outside = |sector: u32| (u64::from(sector) + 1) * size >= bytes.len() as u64;
    let tables = number(0x2C).unwrap_or(0).min(109) as usize;
    let sectors = (0..tables).map(|index| number(0x4C + 4 * index)).chain([number(0x30)]);
    sectors.into_iter().any(|sector| sector.is_none_or(is_outside))
}

/// A compound file by the streams of its directory.
fn compound(bytes: &[u8]) -> Result<Format, Fault> {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        // Entries of the directory lie at multiples of their own size.
        bytes.chunks_exact(128).any(|entry| entry.starts_with(&name))
    };
    if is_cut_off(bytes) {
        return Err(Fault::CutOff);
    }
    if holds("EncryptedPackage") {
        return Err(Fault::Encrypted);
    }
    if holds("WordDocument") {
        return Ok(Format::Doc);
    }
    let named =
        |f: &&Foreign| f.at == "cfb" && holds(&f.mark.iter().flatten().map(|&b| char::from(b)).collect::<String>());
    let foreign = FOREIGN.iter().filter(|f| !f.mark.is_empty()).find(named);
    let foreign = foreign.or_else(|| FOREIGN.iter().find(|f| f.at == "cfb" && f.mark.is_empty()));
    Err(foreign.map_or(Fault::CutOff, |f| f.fault.clone()))
}

/// A zip by the names of its parts, which are written plainly before each of them.
fn zipped(bytes: &[u8]) -> Result<Format, Fault> {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.windows(4).position(|w| w == b"PK\x03\x04")) {
        let header = at + found;
        let length = bytes.get(header + 26..header + 28).map_or(0, |l| usize::from(u16::from_le_bytes([l[0], l[1]])));
        names.extend(bytes.get(header + 30..header + 30 + length));
        at = header + 4;
        if names.len() > 10_000 {
            break;
        }
    }
    let holds =
        |start: &[u8]| names.iter().any(|name| name.get(..start.len()).is_some_and(|n| n.eq_ignore_ascii_case(start)));
    if holds(b"word/") {
        return Ok(Format::Docx);
    }
    if holds(b"OFD.xml") {
        return Ok(Format::Ofd);
    }
    if !names.is_empty() && names.iter().all(|name| *name == b"[Content_Types].xml") {
        return Err(Fault::CutOff);
    }
    let named = |f: &&Foreign| f.at == "zip" && holds(&f.mark.iter().copied().flatten().collect::<Vec<u8>>());
    Err(FOREIGN.iter().find(named).map_or(Fault::CutOff, |f| f.fault.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8], name: &str) -> Result<Format, Fault> {
        Format::detect(bytes, name).map(|(format, _)| format)
    }

    #[test]
    fn names_of_reports() {
        assert!(Format::is_supported("某镇2023.TXT"));
        assert!(Format::is_supported("a.b.md"));
        assert_eq!(Format::is_supported("某镇.docm"), cfg!(feature = "docx"));
        assert!(!Format::is_supported("a.txt.bak"));
        assert!(!Format::is_supported("a.xlsx"));
        assert!(!Format::is_supported("txt"));
    }

    #[test]
    fn content_decides_and_the_name_is_noted() {
        let (format, note) = Format::detect(b"\r\n<!DOCTYPE html><p>", "a.doc").expect("a page");
        assert_eq!(format, Format::Html);
        let note = note.expect("another name");
        assert_eq!(note.message(Lang::En), "the name ends in .doc, but the file is a web page");
        assert_eq!(of(b"%PDF-1.7", "a.txt"), Ok(Format::Pdf));
        assert_eq!(Format::detect("一、<主要>举措".as_bytes(), "a"), Ok((Format::Text, None)));
        assert_eq!(of("甲<br>乙".as_bytes(), "a.html"), Ok(Format::Html));
        assert_eq!(of("\u{feff}<HTML>".as_bytes(), "-"), Ok(Format::Html));
        assert_eq!(
            of(b"PK\x03\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x11\0\0\0word/document.xml", ""),
            Ok(Format::Docx)
        );
    }

    #[test]
    fn other_files_are_named() {
        for (bytes, name) in [
            (&b"\xff\xd8\xff\xe0"[..], "JPEG"),
            (b"Rar!\x1a\x07\x00", "RAR"),
            (b"{\\rtf1", "RTF"),
            (b"PK\x03\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0f\0\0\0xl/workbook.xml", "Excel"),
            (b"PK\x03\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0a", "zip"),
        ] {
            let Err(Fault::Foreign { en, zh, .. }) = of(bytes, "a.docx") else { panic!("{name}") };
            assert!(en.contains(name) && zh.contains(name), "{en} {zh}");
        }
        assert_eq!(of(b"PK\x03\x04\0\0", "a.docx"), Err(Fault::CutOff));
        assert_eq!(of(b"", "a.docx"), Err(Fault::Empty));
        assert_eq!(of(b"", "a.txt"), Ok(Format::Text));
    }

    #[test]
    fn every_row_is_whole() {
        for row in rows(include_str!("../data/foreign.tsv")) {
            assert_eq!(row.len(), 5, "{row:?}");
            assert!(["start", "zip", "cfb"].contains(&row[0]), "{row:?}");
        }
        for row in rows(include_str!("../data/extensions.tsv")) {
            assert!(row[1] == "-" || Format::from_name(row[1]).is_some(), "{row:?}");
        }
    }
}
