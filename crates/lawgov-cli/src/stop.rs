//! What ends a run before its end.

use std::io;
use std::path::{Path, PathBuf};

use lawgov::Lang;

use crate::message::pick;

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
    /// Results could not be written.
    Write { to: PathBuf, error: io::Error },
}

impl From<lawgov::Error> for Stop {
    fn from(error: lawgov::Error) -> Self {
        Self::Refused(error)
    }
}

impl From<lawgov_export::Error> for Stop {
    fn from(error: lawgov_export::Error) -> Self {
        Self::Configuration(error.to_string())
    }
}

impl Stop {
    /// The reason a write failed.
    pub fn writing(to: &Path, error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::BrokenPipe
        } else {
            Self::Write { to: to.to_owned(), error }
        }
    }

    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::BrokenPipe | Self::Interrupted => String::new(),
            Self::Configuration(message) => message.clone(),
            Self::Refused(error) => error.message(lang),
            Self::NoInput => pick(
                lang,
                "没有找到可读取的文件；支持文本、网页、Word、PDF 和 OFD，文件夹中按扩展名选取",
                "nothing to read was found: text, web pages, Word, PDF and OFD are read, in folders by the end of the name",
            ),
            Self::Write { to, error } => {
                let to = to.display();
                pick(lang, format!("无法写入 {to}：{error}"), format!("cannot write {to}: {error}"))
            }
        }
    }
}
