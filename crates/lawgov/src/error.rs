//! What can go wrong before a text is read: options and files a user gives.

use std::fmt;

use crate::lang::{Bilingual, Lang};

/// A bad option or configuration. Reading a text never fails.
///
/// ```
/// use lawgov::{Lang, Parser};
///
/// let error = Parser::builder().select(["LG999"]).unwrap_err();
/// assert!(error.to_string().starts_with("no rule has the code, prefix or name `LG999`"));
/// assert!(error.message(Lang::Zh).starts_with("没有编号、编号前缀或名称为“LG999”的规则"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct Error {
    kind: ErrorKind,
    place: Option<Place>,
    message: Bilingual,
}

/// A file that a user wrote, and the line where it is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    file: String,
    line: Option<usize>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No rule has this code, prefix or name.
    UnknownRule,
    /// A configuration file that cannot be read.
    Configuration,
    /// JSON that is no report of this version.
    Saved,
}

impl ErrorKind {
    /// A stable name, for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownRule => "unknown_rule",
            Self::Configuration => "configuration",
            Self::Saved => "saved",
        }
    }
}

impl Error {
    /// What kind of error it is.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What is wrong, where, and what to do, in `lang`.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let message = self.message.get(lang);
        match (&self.place, lang) {
            (None, _) => message.to_owned(),
            (Some(place), Lang::Zh) => format!("{place}：{message}"),
            (Some(place), Lang::En) => format!("{place}: {message}"),
        }
    }

    pub(crate) fn unknown_rule(selector: &str) -> Self {
        let message = Bilingual::new(
            format!("没有编号、编号前缀或名称为“{selector}”的规则；lawgov rules 列出全部规则（如 LG302、LG3、late）"),
            format!("no rule has the code, prefix or name `{selector}`; `lawgov rules` lists them (LG302, LG3, late)"),
        );
        Self { kind: ErrorKind::UnknownRule, place: None, message }
    }

    /// JSON that cannot be read back.
    pub(crate) fn saved(message: Bilingual) -> Self {
        Self { kind: ErrorKind::Saved, place: None, message }
    }

    /// An error in a configuration text, with the line of the byte at which it stands.
    pub(crate) fn configuration(file: &str, source: &str, at: Option<usize>, message: Bilingual) -> Self {
        let line = at.map(|at| 1 + source.bytes().take(at).filter(|&b| b == b'\n').count());
        Self { kind: ErrorKind::Configuration, place: Some(Place { file: file.to_owned(), line }), message }
    }
}

/// Of the known names the one that begins most like a wrong one.
pub(crate) fn nearest<'n>(wrong: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let shared = |name: &str| name.chars().zip(wrong.chars()).take_while(|(a, b)| a == b).count();
    known.max_by_key(|name| (shared(name), std::cmp::Reverse(name.len()))).filter(|name| shared(name) > 0)
}
