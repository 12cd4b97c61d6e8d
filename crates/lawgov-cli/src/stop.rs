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
    /// Results could not be written.
    Write { to: PathBuf, error: io::Error },
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
            Self::NoInput => pick(
                lang,
                "没有找到可读取的文件（文件夹中读取 .txt 和 .md）",
                "nothing to read was found (of folders, .txt and .md files are read)",
            ),
            Self::Write { to, error } => {
                let to = to.display();
                pick(lang, format!("无法写入 {to}：{error}"), format!("cannot write {to}: {error}"))
            }
        }
    }
}
