//! A file that could not be read.

use std::io;

use lawgov::{Lang, Source, TableFailure};
use lawgov_read::Place;

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

    pub(crate) fn io(name: String, error: &io::Error, lang: Lang) -> Self {
        let (kind, zh, en) = match error.kind() {
            io::ErrorKind::NotFound => ("not_found", "请检查路径", "check the path"),
            io::ErrorKind::PermissionDenied => ("permission_denied", "请检查文件权限", "check the file's permissions"),
            _ => ("io", "请检查磁盘和文件", "check the disk and the file"),
        };
        let (message, hint) = match lang {
            Lang::Zh => (format!("{name}：无法读取：{error}"), zh),
            Lang::En => (format!("{name}: cannot be read: {error}"), en),
        };
        Self { name, kind, message, hint: hint.to_owned(), place: None }
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

    /// The row that stands for the file in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let source = Source { name: Some(self.name.clone()), ..Source::default() }.to_json();
        let row = serde_json::json!({
            "kind": self.kind,
            "message": self.message,
            "hint": self.hint,
            "offset": self.place.map(|p| p.offset),
            "line": self.place.map(|p| p.line),
        });
        format!(r#"{{"schema":1,"source":{source},"error":{row}}}"#)
    }
}
