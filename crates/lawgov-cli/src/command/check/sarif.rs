//! Findings as SARIF 2.1.0.

use std::fmt::Write;
use std::path::Path;

use lawgov::{Lang, Rule, Severity};
use lawgov_corpus::Failure;
use serde_json::{Value, json};

use super::row::{Checked, Row, Stretch};
use crate::message::with_hint;

/// A log being filled.
#[derive(Default)]
pub struct Log {
    artifacts: Vec<Value>,
    results: Vec<Value>,
    notifications: Vec<Value>,
}

impl Log {
    pub fn add(&mut self, checked: &Checked) {
        let mut artifact = json!({
            "location": {"uri": uri(&checked.name)},
            "hashes": {"sha-256": checked.sha256},
        });
        if let Some(encoding) = &checked.encoding {
            artifact["encoding"] = encoding.to_uppercase().into();
        }
        let index = self.artifacts.len();
        self.artifacts.push(artifact);
        self.results.extend(checked.rows.iter().map(|row| result(row, &checked.name, index)));
    }

    pub fn fail(&mut self, failure: &Failure, lang: Lang) {
        self.notifications.push(json!({
            "level": "error",
            "descriptor": {"id": failure.kind},
            "message": {"text": with_hint(failure, lang)},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(&failure.name)}}}],
        }));
    }

    pub fn to_json(&self, lang: Lang) -> String {
        let rules: Vec<_> = lawgov::rules().iter().map(|rule| descriptor(rule, lang)).collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {"name": "lawgov", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
                "language": match lang { Lang::Zh => "zh-CN", Lang::En => "en-US" },
                "columnKind": "unicodeCodePoints",
                "invocations": [{
                    "executionSuccessful": self.notifications.is_empty(),
                    "toolExecutionNotifications": self.notifications,
                }],
                "artifacts": self.artifacts,
                "results": self.results,
            }],
        });
        format!("{log:#}\n")
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn descriptor(rule: &Rule, lang: Lang) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title.get(lang)},
        "fullDescription": {"text": rule.why.get(lang)},
        "help": {"text": rule.why.get(lang), "markdown": rule.explain(lang)},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn result(row: &Row, name: &str, artifact: usize) -> Value {
    let related = row.related.iter().zip(1..).map(|((at, note), id): (_, usize)| {
        json!({"id": id, "message": {"text": note}, "physicalLocation": physical(at, name, artifact)})
    });
    json!({
        "ruleId": row.rule.code,
        "ruleIndex": lawgov::rules().iter().position(|rule| *rule == row.rule),
        "level": level(row.rule.severity),
        "message": {"text": row.message},
        "locations": [{"physicalLocation": physical(&row.at, name, artifact)}],
        "relatedLocations": related.collect::<Vec<_>>(),
    })
}

fn physical(at: &Stretch, name: &str, artifact: usize) -> Value {
    json!({
        "artifactLocation": {"uri": uri(name), "index": artifact},
        "region": {
            "startLine": at.start.line,
            "startColumn": at.start.column,
            "endLine": at.end.line,
            "endColumn": at.end.column,
            // A byte order mark is no part of the content.
            "charOffset": at.start.offset.saturating_sub(at.mark),
            "charLength": at.end.offset - at.start.offset.max(at.mark).min(at.end.offset),
            "snippet": {"text": at.text},
        },
    })
}

/// A path as a reference: relative stays relative, what is not plain is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = if Path::new(path).is_absolute() { "file://".to_owned() } else { String::new() };
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    if !uri.is_empty() && !path.starts_with('/') {
        uri.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => uri.push(byte as char),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
