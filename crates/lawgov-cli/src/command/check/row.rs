//! One finding with its places in the units people and programs read, apart from the report it came from.

use lawgov::{Lang, Report, Rule, Severity, Span, label};
use serde_json::{Value, json};

use crate::place::{Place, Places};

/// Code points of a line shown on each side of a finding.
const AROUND: usize = 30;

/// What was found in one report.
pub struct Checked {
    pub name: String,
    pub sha256: String,
    pub encoding: Option<String>,
    pub rows: Vec<Row>,
}

/// One finding.
pub struct Row {
    pub rule: &'static Rule,
    pub message: String,
    pub at: Stretch,
    /// What stands before it and after it in its line, shortened.
    pub before: String,
    pub after: String,
    pub related: Vec<(Stretch, String)>,
}

/// A span with its text.
pub struct Stretch {
    pub start: Place,
    pub end: Place,
    pub text: String,
    /// Code points that a byte order mark puts before every offset.
    pub mark: usize,
}

impl Checked {
    pub fn new(report: &Report, lang: Lang) -> Self {
        let spans = report.findings.iter().flat_map(|f| f.related.iter().map(|r| r.span).chain([f.span]));
        let places = Places::new(&report.text, spans.flat_map(|s| [s.start, s.end]).collect());
        let stretch = |span: Span| Stretch {
            start: places.get(span.start),
            end: places.get(span.end),
            text: report.slice(span).to_owned(),
            mark: usize::from(places.marked),
        };
        let rows = report.findings.iter().map(|finding| {
            let at = stretch(finding.span);
            Row {
                rule: finding.rule,
                message: finding.message.get(lang).to_owned(),
                before: before(&report.text, finding.span.start as usize, at.start.line_start),
                after: after(&report.text, finding.span.end as usize),
                related: finding.related.iter().map(|r| (stretch(r.span), r.note.get(lang).to_owned())).collect(),
                at,
            }
        });
        Self {
            name: report.source.name.clone().unwrap_or_default(),
            sha256: report.source.sha256.clone().unwrap_or_default(),
            encoding: report.source.encoding.clone(),
            rows: rows.collect(),
        }
    }
}

/// The end of the line before `at`.
fn before(text: &str, at: usize, line_start: usize) -> String {
    let line = text.get(line_start..at).unwrap_or_default();
    let cut = line.char_indices().rev().nth(AROUND - 1).map_or(0, |(byte, _)| byte);
    let shown = line.get(cut..).unwrap_or_default().trim_start_matches(['\u{feff}', '\u{3000}', ' ', '\t']);
    if cut == 0 { shown.to_owned() } else { format!("…{shown}") }
}

/// The beginning of what follows `at` in its line.
fn after(text: &str, at: usize) -> String {
    let mut rest = text.get(at..).unwrap_or_default().chars();
    let shown: String = rest.by_ref().take(AROUND).take_while(|&c| c != '\n' && c != '\r').collect();
    let cut = shown.chars().count() == AROUND && rest.next().is_some_and(|c| c != '\n' && c != '\r');
    if cut { shown + "…" } else { shown }
}

impl Stretch {
    pub fn to_json(&self) -> Value {
        json!({
            "line": self.start.line,
            "column": self.start.column,
            "end_line": self.end.line,
            "end_column": self.end.column,
            "start": self.start.offset,
            "end": self.end.offset,
            "text": self.text,
        })
    }
}

impl Row {
    /// A line for people.
    pub fn concise(&self, name: &str, lang: Lang) -> String {
        let Place { line, column, .. } = self.at.start;
        let severity = label("severity", self.rule.severity.as_str(), lang);
        let Rule { code, name: rule, .. } = self.rule;
        format!("{name}:{line}:{column}: {code} {rule} [{severity}] {}", self.message)
    }

    /// The finding with lines and columns from 1 and offsets in code points from 0.
    pub fn to_json(&self, name: &str) -> Value {
        let related = self.related.iter().map(|(at, note)| {
            let mut row = at.to_json();
            row["note"] = note.as_str().into();
            row
        });
        let mut row = self.at.to_json();
        row["file"] = name.into();
        row["rule"] = self.rule.code.into();
        row["name"] = self.rule.name.into();
        row["severity"] = self.rule.severity.as_str().into();
        row["message"] = self.message.as_str().into();
        row["related"] = related.collect();
        row
    }

    /// An annotation of GitHub Actions.
    pub fn github(&self, name: &str) -> String {
        let level = match self.rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let Stretch { start, end, .. } = &self.at;
        let place = format!(",line={},col={},endLine={},endColumn={}", start.line, start.column, end.line, end.column);
        let title = format!("{} {}", self.rule.code, self.rule.name);
        let mut message = self.message.clone();
        for (at, note) in &self.related {
            message.push_str(&format!("\n{}:{} {} {note}", at.start.line, at.start.column, at.text));
        }
        annotation(level, name, &place, &title, &message)
    }
}

/// A workflow command; what could end one of its parts is escaped.
pub fn annotation(level: &str, file: &str, place: &str, title: &str, message: &str) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    format!("::{level} file={}{place},title={}::{}", property(file), property(title), data(message))
}
