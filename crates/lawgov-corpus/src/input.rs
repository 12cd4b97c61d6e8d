//! What to read: files, folders in sorted order, standard input, bytes and texts that the caller has.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use lawgov::{Lang, Parser, Report};
use lawgov_read::{Document, Format};
use walkdir::{DirEntry, WalkDir};

use crate::{Failure, IoFault, shown};

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// The bytes of a file, under a name.
    Bytes(String, Vec<u8>),
    /// A text that is decoded already, under a name.
    Text(String, String),
    /// A folder, or a part of one, that could not be listed, and why.
    Unlisted(PathBuf, IoFault),
}

/// What paths stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listing {
    /// Every file, in order.
    pub inputs: Vec<Input>,
    /// Folders with files of other types, and the files left out.
    pub ignored: Vec<(PathBuf, Vec<PathBuf>)>,
}

impl Listing {
    /// What to say of the files left out: a line a folder, with the first few of their names.
    #[must_use]
    pub fn left_out(&self, lang: Lang) -> Vec<String> {
        /// Names in one line.
        const MOST: usize = 5;
        let line = |(folder, files): &(PathBuf, Vec<PathBuf>)| {
            let below = |file: &PathBuf| shown(file.strip_prefix(folder).unwrap_or(file));
            let names: Vec<String> = files.iter().take(MOST).map(below).collect();
            let (folder, count, more) = (shown(folder), files.len(), files.len() > MOST);
            match lang {
                Lang::Zh => {
                    format!(
                        "{folder}：略过 {count} 个其他类型的文件：{}{}",
                        names.join("、"),
                        if more { " 等" } else { "" }
                    )
                }
                Lang::En => {
                    let noun = if count == 1 { "file" } else { "files" };
                    let rest = if more { ", …" } else { "" };
                    format!("{folder}: {count} {noun} of other types left out: {}{rest}", names.join(", "))
                }
            }
        };
        self.ignored.iter().map(line).collect()
    }
}

/// Every file of the paths: a path `-` is standard input, folders are walked in sorted order. Hidden files and a folder's
/// own description (`README`) are no reports.
#[must_use]
pub fn list(paths: &[PathBuf]) -> Listing {
    let mut listing = Listing::default();
    for path in paths {
        if path.as_os_str() == "-" {
            listing.inputs.push(Input::Stdin);
        } else if path.is_dir() {
            let ignored = walk(path, &mut listing.inputs);
            if !ignored.is_empty() {
                listing.ignored.push((path.clone(), ignored));
            }
        } else {
            listing.inputs.push(Input::File(path.clone()));
        }
    }
    listing
}

/// Adds the supported files of a folder; returns the others.
fn walk(folder: &Path, inputs: &mut Vec<Input>) -> Vec<PathBuf> {
    let mut ignored = Vec::new();
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() || is_readme(&entry) => {}
            Ok(entry) if Format::is_supported(&entry.file_name().to_string_lossy()) => {
                inputs.push(Input::File(entry.into_path()));
            }
            Ok(entry) => ignored.push(entry.into_path()),
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let fault = match error.io_error() {
                    Some(fault) if error.loop_ancestor().is_none() => IoFault::from(fault),
                    _ => IoFault::link_loop(error.to_string()),
                };
                inputs.push(Input::Unlisted(path, fault));
            }
        }
    }
    ignored
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

fn is_readme(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
    name.split('.').next() == Some("readme")
}

impl Input {
    /// A text under a name.
    #[must_use]
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Text(name.into(), text.into())
    }

    /// The name as given; what is not Unicode in it as [`shown`].
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) | Self::Unlisted(path, _) => shown(path),
            Self::Bytes(name, _) | Self::Text(name, _) => name.clone(),
        }
    }

    /// Its path, for a file.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Unlisted(path, _) => Some(path),
            _ => None,
        }
    }

    /// Reads and decodes it.
    ///
    /// # Errors
    /// When there is no such file, or its bytes cannot be read as a report.
    pub fn load(&self, lang: Lang) -> Result<Document, Failure> {
        let bytes: io::Result<Cow<'_, [u8]>> = match self {
            Self::Text(_, text) => return Ok(Document::from_text(text.clone())),
            Self::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes.into())
            }
            Self::File(path) => fs::read(path).map(Cow::Owned),
            Self::Bytes(_, bytes) => Ok(bytes.into()),
            Self::Unlisted(_, fault) => return Err(Failure::io(self.name(), fault, lang)),
        };
        let name = self.name();
        match bytes {
            Ok(bytes) => lawgov_read::read(&bytes, &name).map_err(|error| Failure::read(name, &error, lang)),
            Err(error) => Err(Failure::io(name, &IoFault::from(&error), lang)),
        }
    }

    /// Parses what was read of it.
    #[must_use]
    pub fn parse(&self, document: Document, parser: &Parser) -> Report {
        let source = document.source(self.name());
        let mut report = parser.parse(document.text);
        report.source = source;
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order_and_other_files_named() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("b")).expect("a folder");
        for name in ["b/2.txt", "b/10.txt", "c.TXT", "a.txt", ".hidden.txt", "README.md", "photo.jpg"] {
            fs::write(folder.path().join(name), "x").expect("a file");
        }
        let listing = list(&[folder.path().to_owned(), "-".into(), folder.path().join("none.txt")]);
        let names: Vec<_> = listing.inputs.iter().map(Input::name).collect();
        let below = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let expected = [below("a.txt"), below("b/10.txt"), below("b/2.txt"), below("c.TXT"), "-".to_owned()];
        assert_eq!(names[..5], expected);
        assert_eq!(listing.ignored, [(folder.path().to_owned(), vec![folder.path().join("photo.jpg")])]);
        let told = |lang| listing.left_out(lang).concat();
        assert!(told(Lang::En).ends_with(": 1 file of other types left out: photo.jpg"));
        assert!(told(Lang::Zh).ends_with("：略过 1 个其他类型的文件：photo.jpg"));
        assert_eq!(listing.inputs[5].load(Lang::En).expect_err("no file").kind, "not_found");
    }

    #[test]
    fn texts_and_bytes_are_read_alike() {
        let text = Input::text("a", "\u{feff}%PDF-1.7 𠮷\r\n");
        let document = text.load(Lang::En).expect("a text");
        assert_eq!((document.text.as_str(), document.encoding), ("\u{feff}%PDF-1.7 𠮷\r\n", None));
        let bytes = Input::Bytes("a.txt".to_owned(), b"\xff\xff".to_vec());
        assert_eq!(bytes.load(Lang::En).expect_err("no text").kind, "malformed_encoding");
    }
}
