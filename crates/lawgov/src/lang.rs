//! The languages in which labels and messages are given.

use std::str::FromStr;

/// A language of labels and messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language's tag, `zh` or `en`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }
}

impl FromStr for Lang {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        [Self::Zh, Self::En].into_iter().find(|l| l.as_str() == name).ok_or(())
    }
}
