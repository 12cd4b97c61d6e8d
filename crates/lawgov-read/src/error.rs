//! Why a file could not be read, where, and what to do about it.

use lawgov::Lang;

use crate::Encoding;

/// A place in the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes before it.
    pub offset: usize,
    /// Its line, from 1.
    pub line: usize,
    /// The byte that stands there; none at the end of the file.
    pub byte: Option<u8>,
}

/// A file that could not be read.
///
/// `Display` is the English message; [`Error::message`] has both languages.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A byte that the file's encoding does not allow.
    #[error("{}", self.message(Lang::En))]
    Malformed {
        /// The file.
        name: String,
        /// The encoding that fits the rest best.
        encoding: Encoding,
        /// The first bad byte.
        place: Place,
    },
    /// The file ends in the middle of a character.
    #[error("{}", self.message(Lang::En))]
    Truncated {
        /// The file.
        name: String,
        /// The encoding that fits the rest best.
        encoding: Encoding,
        /// The first byte of the incomplete character.
        place: Place,
    },
    /// A file of another kind that looks like no text at all.
    #[error("{}", self.message(Lang::En))]
    NotText {
        /// The file.
        name: String,
        /// Its first zero byte.
        place: Place,
    },
    /// A known format that is not supported.
    #[error("{}", self.message(Lang::En))]
    UnsupportedFormat {
        /// The file.
        name: String,
        /// What it seems to be.
        format: &'static str,
    },
}

impl Error {
    /// A stable name of the kind of error.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "malformed_encoding",
            Self::Truncated { .. } => "truncated_encoding",
            Self::NotText { .. } => "not_text",
            Self::UnsupportedFormat { .. } => "unsupported_format",
        }
    }

    /// The name of the file.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Malformed { name, .. }
            | Self::Truncated { name, .. }
            | Self::NotText { name, .. }
            | Self::UnsupportedFormat { name, .. } => name,
        }
    }

    /// Where in the file, if it is at one place.
    #[must_use]
    pub const fn place(&self) -> Option<Place> {
        match self {
            Self::Malformed { place, .. } | Self::Truncated { place, .. } | Self::NotText { place, .. } => Some(*place),
            Self::UnsupportedFormat { .. } => None,
        }
    }

    /// What is wrong, with the file's name.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let name = self.name();
        let (offset, line) = self.place().map_or((0, 0), |place| (place.offset, place.line));
        let byte = self.place().and_then(|place| place.byte).unwrap_or_default();
        match (self, lang) {
            (Self::Malformed { encoding, .. }, Lang::En) => {
                format!("{name}: byte 0x{byte:02X} at offset {offset} (line {line}) is not {encoding}")
            }
            (Self::Malformed { encoding, .. }, Lang::Zh) => {
                format!("{name}：第 {line} 行、偏移 {offset} 处的字节 0x{byte:02X} 不是 {encoding}")
            }
            (Self::Truncated { encoding, .. }, Lang::En) => {
                format!(
                    "{name}: ends in the middle of a {encoding} character \
                     (byte 0x{byte:02X} at offset {offset}, line {line})"
                )
            }
            (Self::Truncated { encoding, .. }, Lang::Zh) => {
                format!("{name}：结尾的 {encoding} 字符不完整（第 {line} 行，偏移 {offset}，字节 0x{byte:02X}）")
            }
            (Self::NotText { .. }, Lang::En) => {
                format!("{name}: is not a text file (byte 0x{byte:02X} at offset {offset}, line {line})")
            }
            (Self::NotText { .. }, Lang::Zh) => {
                format!("{name}：不是文本文件（第 {line} 行，偏移 {offset}，字节 0x{byte:02X}）")
            }
            (Self::UnsupportedFormat { format, .. }, Lang::En) => {
                format!("{name}: {format} files are not supported")
            }
            (Self::UnsupportedFormat { format, .. }, Lang::Zh) => {
                format!("{name}：不支持 {format} 文件")
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn hint(&self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Malformed { .. }, Lang::En) => {
                "the file is damaged there or in another encoding: open it in an editor, mend it and save it as UTF-8"
            }
            (Self::Malformed { .. }, Lang::Zh) => {
                "文件此处已损坏，或者使用了别的编码：请用编辑器打开、改正后另存为 UTF-8"
            }
            (Self::Truncated { .. }, Lang::En) => "the file was cut off: fetch it again",
            (Self::Truncated { .. }, Lang::Zh) => "文件被截断：请重新获取",
            (Self::NotText { .. } | Self::UnsupportedFormat { .. }, Lang::En) => {
                "open the file in its own program and save it as plain text (.txt, UTF-8)"
            }
            (Self::NotText { .. } | Self::UnsupportedFormat { .. }, Lang::Zh) => {
                "请用原来的软件打开，另存为纯文本（.txt，UTF-8）"
            }
        }
    }
}
