//! Why a file could not be read, where, and what to do about it.

use lawgov::Lang;

use crate::{Encoding, Format};

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
#[error("{}", self.message(Lang::En))]
pub struct Error {
    pub(crate) name: String,
    pub(crate) format: Option<Format>,
    pub(crate) fault: Fault,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// A byte that the file's encoding does not allow.
    Malformed {
        /// The encoding that fits the rest best.
        encoding: Encoding,
        /// The first bad byte.
        place: Place,
    },
    /// A text that ends in the middle of a character.
    Truncated {
        /// The encoding that fits the rest best.
        encoding: Encoding,
        /// The first byte of the incomplete character.
        place: Place,
    },
    /// A file of another kind that looks like no text at all.
    NotText {
        /// Its first zero byte.
        place: Place,
    },
    /// A file of a known kind that is not read.
    Foreign {
        /// What it is, in English.
        en: &'static str,
        /// What it is, in Chinese.
        zh: &'static str,
        /// What can be done.
        advice: Advice,
    },
    /// A format whose reader was left out when this program was built.
    NotBuilt,
    /// A file without a single byte.
    Empty,
    /// A file locked with a password.
    Encrypted,
    /// A file that ends too early.
    CutOff,
    /// A file that breaks the rules of its format.
    Damaged {
        /// Where: a part of a container, an object.
        part: String,
    },
    /// A file that costs more than the [`Limits`](crate::Limits) allow.
    TooLarge {
        /// Which limit.
        limit: Limit,
        /// Its value.
        allowed: u64,
    },
    /// Pages that are pictures.
    NoTextLayer,
    /// A font that does not say which characters its signs are.
    UnknownCharacters,
    /// A page that only shows another one.
    Elsewhere {
        /// The address of the other, as written.
        address: String,
    },
}

/// What can be done with a file that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Advice {
    /// A picture: recognise its characters.
    Picture,
    /// An archive: unpack it.
    Archive,
    /// A document: save it in a format that is read.
    Office,
    /// Something else: leave it out.
    Program,
}

impl Advice {
    pub(crate) fn from_name(name: &str) -> Self {
        match name {
            "picture" => Self::Picture,
            "archive" => Self::Archive,
            "office" => Self::Office,
            _ => Self::Program,
        }
    }
}

/// A limit on what reading a file may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// Bytes of the file.
    Bytes,
    /// Bytes after unpacking.
    Expanded,
    /// Parts.
    Entries,
    /// Levels.
    Depth,
    /// Units of work.
    Steps,
}

impl Error {
    /// A stable name of the kind of error.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.fault {
            Fault::Malformed { .. } => "malformed_encoding",
            Fault::Truncated { .. } => "truncated_encoding",
            Fault::NotText { .. } => "not_text",
            Fault::Foreign { .. } => "unsupported_format",
            Fault::NotBuilt => "format_not_built",
            Fault::Empty => "empty_file",
            Fault::Encrypted => "encrypted",
            Fault::CutOff => "truncated_file",
            Fault::Damaged { .. } => "damaged_file",
            Fault::TooLarge { .. } => "too_large",
            Fault::NoTextLayer => "no_text_layer",
            Fault::UnknownCharacters => "unknown_characters",
            Fault::Elsewhere { .. } => "content_elsewhere",
        }
    }

    /// The name of the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The format it seems to have, if that is known.
    #[must_use]
    pub const fn format(&self) -> Option<Format> {
        self.format
    }

    /// What is wrong.
    #[must_use]
    pub const fn fault(&self) -> &Fault {
        &self.fault
    }

    /// Where in the file, if it is at one place.
    #[must_use]
    pub const fn place(&self) -> Option<Place> {
        match self.fault {
            Fault::Malformed { place, .. } | Fault::Truncated { place, .. } | Fault::NotText { place } => Some(place),
            _ => None,
        }
    }

    /// What is wrong, with the file's name.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let name = self.name();
        match lang {
            Lang::En => format!("{name}: {}", self.english()),
            Lang::Zh => format!("{name}：{}", self.chinese()),
        }
    }

    fn english(&self) -> String {
        let kind = self.format.map_or("file", |format| format.label(Lang::En));
        let (offset, line) = self.place().map_or((0, 0), |place| (place.offset, place.line));
        let byte = self.place().and_then(|place| place.byte).unwrap_or_default();
        match &self.fault {
            Fault::Malformed { encoding, .. } => {
                format!("byte 0x{byte:02X} at offset {offset} (line {line}) is not {encoding}")
            }
            Fault::Truncated { encoding, .. } => format!(
                "ends in the middle of a {encoding} character (byte 0x{byte:02X} at offset {offset}, line {line})"
            ),
            Fault::NotText { .. } => {
                format!("is not a text file (byte 0x{byte:02X} at offset {offset}, line {line})")
            }
            Fault::Foreign { en, .. } => format!("is {en}, not a report that can be read"),
            Fault::NotBuilt => format!("this build has no reader for a {kind}"),
            Fault::Empty => "is empty (0 bytes)".to_owned(),
            Fault::Encrypted => format!("is a {kind} locked with a password"),
            Fault::CutOff => format!("is a {kind} that ends too early"),
            Fault::Damaged { part } => format!("is a damaged {kind} (in {part})"),
            Fault::TooLarge { limit, allowed } => match limit {
                Limit::Bytes => format!("is larger than {allowed} bytes"),
                Limit::Expanded => format!("unpacks to more than {allowed} bytes"),
                Limit::Entries => format!("has more than {allowed} parts"),
                Limit::Depth => format!("nests deeper than {allowed} levels"),
                Limit::Steps => format!("takes more than {allowed} steps to read"),
            },
            Fault::NoTextLayer => format!("is a {kind} without text: its pages are pictures"),
            Fault::UnknownCharacters => {
                format!("is a {kind} whose fonts do not say which characters their signs are")
            }
            Fault::Elsewhere { address } => format!("is a page that only shows another one: {address}"),
        }
    }

    fn chinese(&self) -> String {
        let kind = self.format.map_or("文件", |format| format.label(Lang::Zh));
        let (offset, line) = self.place().map_or((0, 0), |place| (place.offset, place.line));
        let byte = self.place().and_then(|place| place.byte).unwrap_or_default();
        match &self.fault {
            Fault::Malformed { encoding, .. } => {
                format!("第 {line} 行、偏移 {offset} 处的字节 0x{byte:02X} 不是 {encoding}")
            }
            Fault::Truncated { encoding, .. } => {
                format!("结尾的 {encoding} 字符不完整（第 {line} 行，偏移 {offset}，字节 0x{byte:02X}）")
            }
            Fault::NotText { .. } => format!("不是文本文件（第 {line} 行，偏移 {offset}，字节 0x{byte:02X}）"),
            Fault::Foreign { zh, .. } => {
                let gap = if zh.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
                format!("这是{gap}{zh}，不是可以读取的报告")
            }
            Fault::NotBuilt => format!("本程序构建时未包含{kind}的读取功能"),
            Fault::Empty => "文件为空（0 字节）".to_owned(),
            Fault::Encrypted => format!("这是设有密码的{kind}"),
            Fault::CutOff => format!("{kind}不完整，提前结束"),
            Fault::Damaged { part } => format!("{kind}已损坏（{part}）"),
            Fault::TooLarge { limit, allowed } => match limit {
                Limit::Bytes => format!("文件超过 {allowed} 字节"),
                Limit::Expanded => format!("解压后超过 {allowed} 字节"),
                Limit::Entries => format!("所含部件超过 {allowed} 个"),
                Limit::Depth => format!("嵌套超过 {allowed} 层"),
                Limit::Steps => format!("读取超过 {allowed} 步"),
            },
            Fault::NoTextLayer => format!("{kind}没有文字层，页面都是图片"),
            Fault::UnknownCharacters => format!("{kind}的字体没有给出字形对应的文字"),
            Fault::Elsewhere { address } => format!("此页只是嵌入了另一个页面：{address}"),
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn hint(&self, lang: Lang) -> &'static str {
        let (zh, en) = match self.fault {
            Fault::Malformed { .. } => (
                "文件此处已损坏，或者使用了别的编码：请用编辑器打开、改正后另存为 UTF-8",
                "the file is damaged there or in another encoding: open it in an editor, mend it and save it as UTF-8",
            ),
            Fault::Truncated { .. } | Fault::CutOff => {
                ("文件被截断：请重新获取", "the file was cut off: fetch it again")
            }
            Fault::NotText { .. } => (
                "请用原来的软件打开，另存为纯文本（.txt，UTF-8）",
                "open the file in its own program and save it as plain text (.txt, UTF-8)",
            ),
            Fault::Foreign { advice: Advice::Picture, .. } | Fault::NoTextLayer | Fault::UnknownCharacters => (
                "请先做文字识别（OCR），再读取识别得到的文本",
                "recognise its characters first (OCR), then read the text that gives",
            ),
            Fault::Foreign { advice: Advice::Archive, .. } => {
                ("请先解压，再读取其中的报告", "unpack it and read the reports in it")
            }
            Fault::Foreign { advice: Advice::Office, .. } => (
                "请用原来的软件打开，另存为 .docx 或纯文本（.txt，UTF-8）",
                "open it in its own program and save it as .docx or plain text (.txt, UTF-8)",
            ),
            Fault::Foreign { advice: Advice::Program, .. } => ("请把它移出报告文件夹", "leave it out of the reports"),
            Fault::NotBuilt => (
                "请使用包含该格式的构建，或者另存为纯文本（.txt，UTF-8）",
                "use a build with this format, or save the file as plain text (.txt, UTF-8)",
            ),
            Fault::Empty => ("下载可能没有成功：请重新获取", "a download may have failed: fetch it again"),
            Fault::Encrypted => (
                "请用原来的软件打开，取消密码后再保存",
                "open it in its own program, take the password off and save it again",
            ),
            Fault::Damaged { .. } => (
                "请重新获取；仍然不行时，用原来的软件打开后另存一份",
                "fetch it again; if that does not help, open it in its own program and save a copy",
            ),
            Fault::TooLarge { .. } => (
                "正常的报告不会这么大：请确认来源；确属报告时，可在 Limits 中放宽限制",
                "no report is that large: check where it came from; if it is one, raise the limit in Limits",
            ),
            Fault::Elsewhere { .. } => ("请获取被嵌入的那个页面", "fetch the page that it shows"),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_for_people() {
        let place = Place { offset: 0, line: 1, byte: Some(0) };
        let faults = [
            Fault::Malformed { encoding: Encoding::Utf8, place },
            Fault::Truncated { encoding: Encoding::Utf8, place },
            Fault::NotText { place },
            Fault::Foreign { en: "a picture", zh: "图片", advice: Advice::Picture },
            Fault::NotBuilt,
            Fault::Empty,
            Fault::Encrypted,
            Fault::CutOff,
            Fault::Damaged { part: String::new() },
            Fault::TooLarge { limit: Limit::Bytes, allowed: 1 },
            Fault::NoTextLayer,
            Fault::UnknownCharacters,
            Fault::Elsewhere { address: String::new() },
        ];
        for fault in faults {
            let error = Error { name: "a".to_owned(), format: None, fault };
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(lawgov::label("failure", error.kind(), lang), error.kind());
            }
        }
    }
}
