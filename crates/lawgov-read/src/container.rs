//! The zip container of docx and ofd: its parts by name, unpacked within the budget. Nothing is written anywhere, so a
//! name that climbs out of its folder (`../`) is only a name that nobody asks for.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::Fault;
use crate::limits::Budget;

/// An opened container.
pub(crate) struct Container<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Part names as [`plain`] writes them. Of two parts of one name the first counts, as it does in Word.
    parts: HashMap<String, usize>,
}

impl<'b> Container<'b> {
    /// Reads the list of parts.
    pub fn open(bytes: &'b [u8], budget: &mut Budget) -> Result<Self, Fault> {
        // The list stands at the end: a file without it was cut off.
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::CutOff)?;
        budget.entries(archive.len())?;
        budget.step(archive.len() as u64)?;
        let mut parts = HashMap::with_capacity(archive.len());
        for at in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(at) {
                parts.entry(plain(&name)).or_insert(at);
            }
        }
        Ok(Self { archive, parts })
    }

    /// Whether there is a part of that name.
    pub fn holds(&self, name: &str) -> bool {
        self.parts.contains_key(&plain(name))
    }

    /// The bytes of a part; none when there is no such part.
    pub fn part(&mut self, name: &str, budget: &mut Budget) -> Result<Option<Vec<u8>>, Fault> {
        let Some(&at) = self.parts.get(&plain(name)) else { return Ok(None) };
        let damaged = || Fault::Damaged { part: name.to_owned() };
        let entry = self.archive.by_index(at).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::Encrypted,
            _ => damaged(),
        })?;
        // The size that is written may lie: what comes out is counted.
        let room = budget.room();
        let mut bytes = Vec::new();
        let read = entry.take(room.saturating_add(1)).read_to_end(&mut bytes);
        budget.expand(bytes.len() as u64)?;
        read.map_err(|_| damaged())?;
        Ok(Some(bytes))
    }
}

/// A part's name in one writing: `/` between folders, none in front, small letters, `.` and `..` resolved.
pub(crate) fn plain(name: &str) -> String {
    let mut folders: Vec<&str> = Vec::new();
    for folder in name.split(['/', '\\']) {
        match folder {
            "" | "." => {}
            ".." => {
                folders.pop();
            }
            folder => folders.push(folder),
        }
    }
    folders.join("/").to_ascii_lowercase()
}

/// The part that `target` means when `base` mentions it.
pub(crate) fn resolve(base: &str, target: &str) -> String {
    if target.starts_with(['/', '\\']) {
        return plain(target);
    }
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    plain(&format!("{folder}/{target}"))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::error::Limit;
    use crate::limits::Limits;

    fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).expect("starts");
            writer.write_all(bytes).expect("writes");
        }
        writer.finish().expect("finishes").into_inner()
    }

    fn budget(limits: Limits) -> Budget {
        Budget::new(limits, 0).expect("a budget")
    }

    #[test]
    fn parts_are_found_in_any_writing() {
        let bytes = zip(&[("Word\\Document.xml", "甲".as_bytes()), ("../../etc/passwd", b"x")]);
        let mut budget = budget(Limits::default());
        let mut container = Container::open(&bytes, &mut budget).expect("opens");
        assert_eq!(container.part("/word/document.xml", &mut budget), Ok(Some("甲".as_bytes().to_vec())));
        assert_eq!(container.part("word/none.xml", &mut budget), Ok(None));
        assert!(container.holds("etc/passwd"));
        assert_eq!(resolve("word/document.xml", "../media/a.png"), "media/a.png");
        assert_eq!(resolve("word/document.xml", "/word/styles.xml"), "word/styles.xml");
    }

    #[test]
    fn bombs_are_refused() {
        let bytes = zip(&[("a", &[0; 300_000]), ("b", &[0; 300_000])]);
        assert!(bytes.len() < 2000);
        let mut little = budget(Limits { expanded: 400_000, ..Limits::default() });
        let mut container = Container::open(&bytes, &mut little).expect("opens");
        assert!(container.part("a", &mut little).is_ok());
        let bomb = Fault::TooLarge { limit: Limit::Expanded, allowed: 400_000 };
        assert_eq!(container.part("b", &mut little), Err(bomb));
        let few = Limits { entries: 1, ..Limits::default() };
        let fault = Container::open(&bytes, &mut budget(few)).err();
        assert_eq!(fault, Some(Fault::TooLarge { limit: Limit::Entries, allowed: 1 }));
    }

    #[test]
    fn cut_off_and_damaged() {
        let mut bytes = zip(&[("a", "法治政府建设".repeat(99).as_bytes())]);
        let fault = Container::open(&bytes[..bytes.len() - 30], &mut budget(Limits::default())).err();
        assert_eq!(fault, Some(Fault::CutOff));
        bytes[40] ^= 0xff;
        let mut budget = budget(Limits::default());
        let mut container = Container::open(&bytes, &mut budget).expect("opens");
        assert_eq!(container.part("a", &mut budget), Err(Fault::Damaged { part: "a".to_owned() }));
    }
}
