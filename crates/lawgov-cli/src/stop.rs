//! What ends a run before its end.

use std::io;
use std::path::Path;

use lawgov::Lang;
use lawgov_corpus::{IoFault, shown};

use crate::message::pick;
use crate::output::STDOUT;

#[derive(Debug)]
pub enum Stop {
    /// The reader of standard output has gone: no failure.
    BrokenPipe,
    /// Ctrl-C.
    Interrupted,
    /// The paths given hold nothing to read.
    NoInput,
    /// Options or configuration that make no sense: the message says where and what to do.
    Configuration(String),
    /// Options or files that the library refuses.
    Refused(lawgov::Error),
    /// A table that a format has no room for.
    Export(lawgov_export::Error),
    /// Results could not be written.
    Write { to: String, fault: IoFault },
}

impl From<lawgov::Error> for Stop {
    fn from(error: lawgov::Error) -> Self {
        Self::Refused(error)
    }
}

impl From<lawgov_export::Error> for Stop {
    fn from(error: lawgov_export::Error) -> Self {
        Self::Export(error)
    }
}

impl Stop {
    /// The reason a write failed.
    pub fn writing(to: &Path, error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::BrokenPipe
        } else {
            Self::Write { to: shown(to), fault: IoFault::from(&error) }
        }
    }

    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::BrokenPipe | Self::Interrupted => String::new(),
            Self::Configuration(message) => message.clone(),
            Self::Refused(error) => error.message(lang),
            Self::Export(error) => error.message(lang),
            Self::NoInput => pick(
                lang,
                "没有找到可读取的文件；支持文本、网页、Word、PDF 和 OFD，文件夹中按扩展名选取",
                "nothing to read was found: text, web pages, Word, PDF and OFD are read, in folders by the end of the name",
            ),
            Self::Write { to, fault } => {
                let (what, hint) = (fault.message(lang), fault.hint(lang));
                let to = if to == STDOUT { pick(lang, "标准输出", "standard output") } else { to.clone() };
                pick(
                    lang,
                    format!("{to}：无法写入：{what}（{hint}）"),
                    format!("{to}: cannot be written: {what} ({hint})"),
                )
            }
        }
    }
}
