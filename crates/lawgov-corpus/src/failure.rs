//! A file that could not be read.

use lawgov::{Lang, Source, TableFailure};
use lawgov_read::Place;

use crate::IoFault;

/// Why a file could not be read, with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// The file, as given.
    pub name: String,
    /// A stable name of what went wrong.
    pub kind: &'static str,
    /// The whole message, with the file's name.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// Where in the file, if it is at one place.
    pub place: Option<Place>,
}

impl Failure {
    /// What the reader says.
    #[must_use]
    pub fn read(name: String, error: &lawgov_read::Error, lang: Lang) -> Self {
        let (message, hint) = (error.message(lang), error.hint(lang).to_owned());
        Self { name, kind: error.kind(), message, hint, place: error.place() }
    }

    pub(crate) fn io(name: String, fault: &IoFault, lang: Lang) -> Self {
        let what = fault.message(lang);
        let message = match lang {
            Lang::Zh => format!("{name}：无法读取：{what}"),
            Lang::En => format!("{name}: cannot be read: {what}"),
        };
        Self { name, kind: fault.kind(), message, hint: fault.hint(lang).to_owned(), place: None }
    }

    /// A text on which the parser itself failed.
    pub(crate) fn internal(name: String, lang: Lang) -> Self {
        let (message, hint) = match lang {
            Lang::Zh => (format!("{name}：解析时发生内部错误"), "这是程序的缺陷，请报告"),
            Lang::En => {
                (format!("{name}: internal error while parsing"), "this is a fault of the program: please report it")
            }
        };
        Self { name, kind: "internal", message, hint: hint.to_owned(), place: None }
    }

    /// Its cells in a table of failures.
    #[must_use]
    pub fn row(&self) -> TableFailure<'_> {
        TableFailure {
            kind: self.kind,
            message: &self.message,
            hint: &self.hint,
            offset: self.place.map(|place| place.offset),
            line: self.place.map(|place| place.line),
        }
    }

    /// What went wrong, in JSON: `kind`, `message`, `hint`, and `offset` and `line` where it is at one place.
    #[must_use]
    pub fn error_to_json(&self) -> String {
        serde_json::json!({
            "kind": self.kind,
            "message": self.message,
            "hint": self.hint,
            "offset": self.place.map(|p| p.offset),
            "line": self.place.map(|p| p.line),
        })
        .to_string()
    }

    /// The row that stands for the file in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let source = Source { name: Some(self.name.clone()), ..Source::default() }.to_json();
        format!(r#"{{"schema":1,"source":{source},"error":{}}}"#, self.error_to_json())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, ErrorKind};

    use super::*;

    #[test]
    fn every_kind_has_a_name_for_people() {
        let io = [ErrorKind::NotFound, ErrorKind::PermissionDenied, ErrorKind::StorageFull];
        let failures = io.map(|kind| Failure::io("a".to_owned(), &IoFault::from(&io::Error::from(kind)), Lang::Zh));
        for failure in failures.iter().chain([&Failure::internal("a".to_owned(), Lang::Zh)]) {
            assert_ne!(lawgov::label("failure", failure.kind, Lang::Zh), failure.kind);
        }
    }
}
