//! What can go wrong before a text is read: options and files a user gives.

/// A bad option or configuration. Reading a text never fails.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}{message}")]
pub struct Error {
    kind: ErrorKind,
    place: String,
    message: String,
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

    pub(crate) fn unknown_rule(selector: &str) -> Self {
        let message =
            format!("no rule has the code, prefix or name `{selector}`; `lawgov rules` lists them (LG302, LG3, late)");
        Self { kind: ErrorKind::UnknownRule, place: String::new(), message }
    }

    /// JSON that cannot be read back.
    pub(crate) fn saved(message: String) -> Self {
        Self { kind: ErrorKind::Saved, place: String::new(), message }
    }

    /// An error in a configuration text, with the line where it stands.
    pub(crate) fn configuration(file: &str, source: &str, at: Option<usize>, message: &str) -> Self {
        let line = at.map(|at| 1 + source.bytes().take(at).filter(|&b| b == b'\n').count());
        let place = line.map_or_else(|| format!("{file}: "), |line| format!("{file}:{line}: "));
        Self { kind: ErrorKind::Configuration, place, message: message.trim_end().to_owned() }
    }
}
