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

/// One text in Chinese and in English.
///
/// ```
/// use lawgov::{Bilingual, Lang};
///
/// let title = Bilingual { zh: "总数与分项之和不符", en: "Parts differ from their total" };
/// assert_eq!(title.get(Lang::En), "Parts differ from their total");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bilingual<T = String> {
    /// In Chinese.
    pub zh: T,
    /// In English.
    pub en: T,
}

impl<T: AsRef<str>> Bilingual<T> {
    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => self.zh.as_ref(),
            Lang::En => self.en.as_ref(),
        }
    }
}

impl Bilingual {
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}
