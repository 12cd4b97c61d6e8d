//! What a reader of the text should know about how it was read. Notes never stop anything.

use lawgov::Lang;

use crate::Format;

/// A remark on a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// The file holds no text.
    Empty,
    /// The text holds U+FFFD: characters were lost before the file came here.
    ReplacementCharacters {
        /// How many.
        count: usize,
    },
    /// The end of the file's name says another format than its content.
    OtherExtension {
        /// The end of the name.
        extension: String,
        /// What the content is.
        format: Format,
    },
    /// The document has tracked changes; they were read as accepted.
    TrackedChanges,
    /// A page that carries no document, such as a list of links: all its text was given.
    NoArticle,
    /// Some pages are pictures: what they show is missing.
    PicturePages {
        /// How many.
        count: usize,
    },
    /// Text that runs aslant or upright was left out: a watermark, a stamp.
    AslantText {
        /// How many characters.
        count: usize,
    },
}

impl Note {
    /// The remark in words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Empty, Lang::En) => "the file holds no text".to_owned(),
            (Self::Empty, Lang::Zh) => "文件中没有文字".to_owned(),
            (Self::ReplacementCharacters { count }, Lang::En) => {
                format!("{count} characters were lost in an earlier conversion (U+FFFD)")
            }
            (Self::ReplacementCharacters { count }, Lang::Zh) => {
                format!("有 {count} 个字符在此前的转换中丢失（U+FFFD）")
            }
            (Self::OtherExtension { extension, format }, Lang::En) => {
                format!("the name ends in .{extension}, but the file is a {}", format.label(lang))
            }
            (Self::OtherExtension { extension, format }, Lang::Zh) => {
                format!("扩展名是 .{extension}，内容却是{}", format.label(lang))
            }
            (Self::NoArticle, Lang::En) => "the page carries no document: all its text is read".to_owned(),
            (Self::NoArticle, Lang::Zh) => "网页中没有正文，已读取全部文字".to_owned(),
            (Self::TrackedChanges, Lang::En) => "has tracked changes, read as accepted".to_owned(),
            (Self::TrackedChanges, Lang::Zh) => "含有修订，已按接受修订后的内容读取".to_owned(),
            (Self::PicturePages { count }, Lang::En) => {
                format!("{count} pages are pictures without text: what they show is missing")
            }
            (Self::PicturePages { count }, Lang::Zh) => format!("有 {count} 页是没有文字的图片，其内容未能读取"),
            (Self::AslantText { count }, Lang::En) => {
                format!("{count} characters that run aslant were left out, such as a watermark")
            }
            (Self::AslantText { count }, Lang::Zh) => format!("略去了 {count} 个斜排或竖排的字符，例如水印"),
        }
    }
}

pub(crate) fn of(text: &str) -> Vec<Note> {
    let mut notes = Vec::new();
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        notes.push(Note::Empty);
    }
    let count = text.matches('\u{fffd}').count();
    if count > 0 {
        notes.push(Note::ReplacementCharacters { count });
    }
    notes
}
