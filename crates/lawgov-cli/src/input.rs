//! What to read: files, folders in sorted order, standard input; and files that cannot be read, as rows.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use lawgov::{Lang, Parser, Report, Source};
use lawgov_read::{Document, Format, Place};
use walkdir::{DirEntry, WalkDir};

use crate::args::Inputs;
use crate::message::{pick, say};
use crate::stop::Stop;

/// One thing to read.
#[derive(Clone, Debug)]
pub enum Input {
    Stdin,
    File(PathBuf),
    /// A folder, or a part of one, that could not be listed.
    Unlisted(PathBuf, String),
}

/// A file that could not be read.
#[derive(Clone, Debug)]
pub struct Failure {
    pub name: String,
    pub kind: &'static str,
    /// The whole message, with the file's name.
    pub message: String,
    pub hint: String,
    pub place: Option<Place>,
}

impl Inputs {
    /// Every file of the paths, folders walked in sorted order.
    pub fn list(&self, lang: Lang) -> Result<Vec<Input>, Stop> {
        let mut inputs = Vec::new();
        for path in &self.paths {
            if path.as_os_str() == "-" {
                inputs.push(Input::Stdin);
            } else if path.is_dir() {
                let ignored = walk(path, &mut inputs);
                if ignored > 0 {
                    let path = path.display();
                    say(&pick(
                        lang,
                        format!("{path}：略过 {ignored} 个其他类型的文件"),
                        format!("{path}: {ignored} files of other types left out"),
                    ));
                }
            } else {
                inputs.push(Input::File(path.clone()));
            }
        }
        if inputs.is_empty() { Err(Stop::NoInput) } else { Ok(inputs) }
    }

    /// Whether exactly one text is asked for, so that one object answers.
    pub fn is_single(&self) -> bool {
        matches!(self.paths.as_slice(), [path] if !path.is_dir())
    }
}

/// Adds the supported files of a folder; returns how many others there were.
fn walk(folder: &Path, inputs: &mut Vec<Input>) -> usize {
    let mut ignored = 0;
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() || is_readme(&entry) => {}
            Ok(entry) if Format::is_supported(&entry.file_name().to_string_lossy()) => {
                inputs.push(Input::File(entry.into_path()));
            }
            Ok(_) => ignored += 1,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                inputs.push(Input::Unlisted(path, error.to_string()));
            }
        }
    }
    ignored
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

/// A folder's own description is no report.
fn is_readme(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
    name.split('.').next() == Some("readme")
}

impl Input {
    /// The name as given.
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) | Self::Unlisted(path, _) => path.to_string_lossy().into_owned(),
        }
    }

    /// Its path; none for standard input.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::File(path) | Self::Unlisted(path, _) => Some(path),
        }
    }

    /// Reads and decodes it.
    pub fn load(&self, lang: Lang) -> Result<Document, Failure> {
        let bytes = match self {
            Self::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            Self::File(path) => fs::read(path),
            Self::Unlisted(_, error) => Err(io::Error::other(error.clone())),
        };
        let name = self.name();
        match bytes {
            Ok(bytes) => lawgov_read::read(&bytes, &name).map_err(|error| Failure {
                kind: error.kind(),
                message: error.message(lang),
                hint: error.hint(lang).to_owned(),
                place: error.place(),
                name,
            }),
            Err(error) => Err(Failure::io(name, &error, lang)),
        }
    }

    /// Parses what was read of it.
    pub fn parse(&self, document: Document, parser: &Parser) -> Report {
        let source = document.source(self.name());
        let mut report = parser.parse(document.text);
        report.source = source;
        report
    }
}

impl Failure {
    fn io(name: String, error: &io::Error, lang: Lang) -> Self {
        let (kind, zh, en) = match error.kind() {
            io::ErrorKind::NotFound => ("not_found", "请检查路径", "check the path"),
            io::ErrorKind::PermissionDenied => ("permission_denied", "请检查文件权限", "check the file's permissions"),
            _ => ("io", "请检查磁盘和文件", "check the disk and the file"),
        };
        let message = pick(lang, format!("{name}：无法读取：{error}"), format!("{name}: cannot be read: {error}"));
        Self { name, kind, message, hint: pick(lang, zh, en), place: None }
    }

    /// A text on which the parser itself failed.
    pub fn internal(name: String, lang: Lang) -> Self {
        let message =
            pick(lang, format!("{name}：解析时发生内部错误"), format!("{name}: internal error while parsing"));
        let hint = pick(lang, "这是程序的缺陷，请报告", "this is a fault of the program: please report it");
        Self { name, kind: "internal", message, hint, place: None }
    }

    /// The row that stands for the file in JSON.
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
