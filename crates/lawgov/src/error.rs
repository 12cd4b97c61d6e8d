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

    /// A selector that fits none of the rules, whose codes and names are known.
    pub(crate) fn unknown_rule<'n>(selector: &str, known: impl IntoIterator<Item = &'n str>) -> Self {
        let asked = did_you_mean(selector, known).map(|asked| (format!("。{}", asked.zh), format!("; {}", asked.en)));
        let (zh, en) = asked.unwrap_or_default();
        let message = Bilingual::new(
            format!(
                "没有编号、编号前缀或名称为“{selector}”的规则；lawgov rules 列出全部规则（如 LG302、LG3、late）{zh}"
            ),
            format!(
                "no rule has the code, prefix or name `{selector}`; `lawgov rules` lists them (LG302, LG3, late){en}"
            ),
        );
        Self { kind: ErrorKind::UnknownRule, place: None, message }
    }

    /// JSON that cannot be read back.
    pub(crate) fn saved(message: Bilingual) -> Self {
        Self { kind: ErrorKind::Saved, place: None, message }
    }

    /// An error in a configuration text, with the line of the byte at which it stands.
    pub(crate) fn configuration(file: &str, source: &str, at: Option<usize>, message: Bilingual) -> Self {
        let line = at.map(|at| line_of(source, at));
        Self { kind: ErrorKind::Configuration, place: Some(Place { file: file.to_owned(), line }), message }
    }
}

/// The line of a byte, from 1.
pub(crate) fn line_of(source: &str, at: usize) -> usize {
    1 + source.bytes().take(at).filter(|&b| b == b'\n').count()
}

/// The question whether one of the known names was meant by a wrong one; nothing where none is near.
///
/// Near are names that differ in a third of their characters at most; where there is none, those that the wrong one begins.
///
/// ```
/// let known = ["civil-code", "property-law"];
/// let question = lawgov::did_you_mean("civil-cod", known).unwrap();
/// assert_eq!((&*question.zh, &*question.en), ("是否想写“civil-code”？", "did you mean `civil-code`?"));
/// assert_eq!(lawgov::did_you_mean("traffic", known), None);
/// ```
#[must_use]
pub fn did_you_mean<'n>(wrong: &str, known: impl IntoIterator<Item = &'n str>) -> Option<Bilingual> {
    /// Names asked about at most.
    const MOST: usize = 3;
    let wrong = wrong.trim().to_lowercase();
    let length = wrong.chars().count();
    let mut all: Vec<_> = known.into_iter().collect();
    all.sort_unstable();
    all.dedup();
    let mut near: Vec<_> = all.iter().map(|name| (strsim::osa_distance(&wrong, &name.to_lowercase()), *name)).collect();
    near.retain(|(distance, name)| 3 * distance <= length.max(name.chars().count()));
    near.sort_unstable();
    // Two Han characters are a word; two letters are nothing yet.
    if near.is_empty() && length >= if wrong.is_ascii() { 3 } else { 2 } {
        near = all.iter().filter(|name| name.to_lowercase().starts_with(&wrong)).map(|name| (0, *name)).collect();
    }
    near.truncate(MOST);
    let names = |before, between, after| {
        let names: Vec<_> = near.iter().map(|(_, name)| format!("{before}{name}{after}")).collect();
        names.join(between)
    };
    let question = || {
        let (zh, en) = (names("“", "、", "”"), names("`", " or ", "`"));
        Bilingual::new(format!("是否想写{zh}？"), format!("did you mean {en}?"))
    };
    (!near.is_empty()).then(question)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_names_are_asked_about() {
        let known =
            ["leaflets", "litigation_cases", "发放宣传资料", "受理行政复议案件", "LG301", "LG302", "LG401", "a"];
        let asked = |wrong: &str| did_you_mean(wrong, known).map(|question| question.en);
        assert_eq!(asked("leaflet").as_deref(), Some("did you mean `leaflets`?"));
        assert_eq!(asked(" LEAFLETS").as_deref(), Some("did you mean `leaflets`?"));
        assert_eq!(asked("litigation").as_deref(), Some("did you mean `litigation_cases`?"));
        assert_eq!(asked("发放宣传材料").as_deref(), Some("did you mean `发放宣传资料`?"));
        assert_eq!(asked("lg3").as_deref(), Some("did you mean `LG301` or `LG302`?"));
        assert_eq!(asked("LG411").as_deref(), Some("did you mean `LG401`?"));
        for far in ["", "l", "li", "b", "天气", "LG999", "weather", "leaves", "宣传车", "行"] {
            assert_eq!(asked(far), None, "{far}");
        }
    }
}
