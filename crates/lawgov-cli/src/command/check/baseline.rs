//! The baseline: findings known and accepted, in a file beside the reports and not in them.
//!
//! A finding is known by the SHA-256 of the document's bytes, the rule and the text of its span. A document that was
//! edited is checked anew.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use lawgov::Lang;
use lawgov_corpus::{IoFault, shown};
use serde::{Deserialize, Serialize};

use super::row::{Checked, Row};
use crate::message::pick;
use crate::output::Sink;
use crate::stop::Stop;

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    /// By SHA-256.
    documents: BTreeMap<String, Document>,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Document {
    /// Where it was, for people.
    file: String,
    findings: Vec<Known>,
}

#[derive(Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
struct Known {
    rule: String,
    text: String,
}

impl Baseline {
    /// Reads a baseline; one that is to be written may be missing.
    pub fn read(path: &Path, may_be_missing: bool, lang: Lang) -> Result<Self, Stop> {
        let name = shown(path);
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if may_be_missing && error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => {
                let what = IoFault::from(&error).message(lang);
                return Err(Stop::Configuration(pick(
                    lang,
                    format!("{name}：无法读取：{what}；基线文件用 --write-baseline 生成"),
                    format!("{name}: cannot be read: {what}; --write-baseline makes one"),
                )));
            }
        };
        serde_json::from_str(&text).map_err(|error| {
            let line = error.line();
            Stop::Configuration(pick(
                lang,
                format!("{name}:{line}：不是基线文件，或者内容被改坏了；请删除，再用 --write-baseline 重新生成"),
                format!("{name}:{line}: no baseline: {error}; delete it and make it anew with --write-baseline"),
            ))
        })
    }

    pub fn knows(&self, sha256: &str, row: &Row) -> bool {
        let known = |known: &Known| known.rule == row.rule.code && known.text == row.at.text;
        self.documents.get(sha256).is_some_and(|document| document.findings.iter().any(known))
    }

    /// Takes what was found in a document for known; what was known of the same file before is forgotten.
    pub fn learn(&mut self, checked: &Checked) {
        self.documents.retain(|_, document| document.file != checked.name);
        let known = |row: &Row| Known { rule: row.rule.code.to_owned(), text: row.at.text.clone() };
        let mut findings: Vec<_> = checked.rows.iter().map(known).collect();
        findings.sort();
        findings.dedup();
        if !findings.is_empty() {
            let document = Document { file: checked.name.clone(), findings };
            self.documents.insert(checked.sha256.clone(), document);
        }
    }

    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.documents.values().map(|document| document.findings.len()).sum()
    }

    pub fn write(&mut self, path: &Path) -> Result<(), Stop> {
        self.version = 1;
        let text = serde_json::to_string_pretty(self).map_err(|error| Stop::writing(path, error.into()))?;
        let mut sink = Sink::to(path)?;
        sink.write(&text)?;
        sink.write("\n")?;
        sink.finish()
    }
}
