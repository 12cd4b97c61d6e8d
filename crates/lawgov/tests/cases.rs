//! Runs the cases of `tests/cases`, whose README describes their form.

#![allow(clippy::disallowed_methods, clippy::print_stderr, reason = "the cases are files")]

use std::fs;
use std::path::Path;

use lawgov::OffsetUnit;
use serde_json::Value;

#[test]
fn cases_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let mut paths: Vec<_> = fs::read_dir(folder).expect("the cases").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    let (mut facts, mut failures) = (0, Vec::new());
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "md") && !p.ends_with("README.md")) {
        let name = path.file_name().expect("a name").to_string_lossy();
        for case in cases(&fs::read_to_string(path).expect("a case file")) {
            let parsed = Parsed::new(&case.text);
            facts += case.facts.len();
            for (line, fact) in &case.facts {
                if let Err(why) = parsed.check(fact) {
                    failures.push(format!("{name}:{line} {}\n    {fact}\n    {why}", case.title));
                }
            }
        }
    }
    assert!(facts > 0, "no facts");
    assert!(failures.is_empty(), "{} of {facts} facts fail:\n{}", failures.len(), failures.join("\n"));
}

/// One case of a file.
#[derive(Default)]
struct Case {
    title: String,
    text: String,
    /// Lines of facts with their numbers in the file.
    facts: Vec<(usize, String)>,
}

fn cases(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut block: Option<Vec<&str>> = None;
    for (number, line) in (1..).zip(file.lines()) {
        let Some(case) = cases.last_mut().filter(|_| !line.starts_with("## ")) else {
            cases.extend(line.strip_prefix("## ").map(|title| Case { title: title.to_owned(), ..Case::default() }));
            continue;
        };
        match (&mut block, line) {
            (None, "```text") => block = Some(Vec::new()),
            (Some(lines), "```") => {
                case.text = unescaped(&lines.join("\n"));
                block = None;
            }
            (Some(lines), _) => lines.push(line),
            (None, _) => case.facts.extend(line.strip_prefix("- ").map(|fact| (number, fact.to_owned()))),
        }
    }
    cases
}

/// A text with all that was read from it, offsets in code points.
struct Parsed {
    text: Vec<char>,
    report: Value,
    quantities: Value,
}

impl Parsed {
    fn new(text: &str) -> Self {
        let json = |json: String| serde_json::from_str(&json).expect("JSON");
        Self {
            text: text.chars().collect(),
            report: json(lawgov::parse(text).to_json(OffsetUnit::Char)),
            quantities: json(lawgov::quantities_to_json(text, &lawgov::quantities(text), OffsetUnit::Char)),
        }
    }

    fn check(&self, fact: &str) -> Result<(), String> {
        let words = words(fact);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["no", kind] => self.expect_count(kind, 0),
            ["count", kind, n] => self.expect_count(kind, n.parse().map_err(|_| format!("{n} is no number"))?),
            ["no", kind, place] => {
                let (start, end) = self.place(place)?;
                let touches = |item: &&Value| {
                    let (a, b) = self.extent(kind, item);
                    a < end && start < b
                };
                self.items(kind)?.iter().find(touches).map_or(Ok(()), |item| Err(format!("there is {item}")))
            }
            ["metadata", fields @ ..] => self.expect("metadata", &self.report["metadata"], fields),
            [kind, place, fields @ ..] => {
                let wanted = self.place(place)?;
                let items = self.items(kind)?;
                let item = items.iter().find(|item| self.extent(kind, item) == wanted).ok_or_else(|| {
                    let all: Vec<_> = items.iter().map(|item| self.slice(self.extent(kind, item))).collect();
                    format!("not there, but {all:?}")
                })?;
                self.expect(kind, item, fields)
            }
            _ => Err("not a fact".to_owned()),
        }
    }

    fn expect_count(&self, kind: &str, n: usize) -> Result<(), String> {
        let items = self.items(kind)?;
        let all: Vec<_> = items.iter().map(|item| self.slice(self.extent(kind, item))).collect();
        if items.len() == n { Ok(()) } else { Err(format!("there are {}: {all:?}", items.len())) }
    }

    fn expect(&self, kind: &str, item: &Value, fields: &[&str]) -> Result<(), String> {
        let mut wrong = Vec::new();
        for field in fields {
            let (name, wanted) = field.split_once('=').ok_or_else(|| format!("{field} is no field"))?;
            let found = match (kind, name) {
                (_, "ends") => {
                    let text = self.slice(place_of(item));
                    if text.ends_with(wanted) { wanted.to_owned() } else { text }
                }
                (_, "section" | "parent") => self.named("section", &item[name]),
                (_, "measure") => self.named("measure", &item[name]),
                _ => shown(item.pointer(&format!("/{}", name.replace('.', "/"))).unwrap_or(&Value::Null)),
            };
            if found != wanted {
                wrong.push(format!("{name}={found}"));
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(format!("found {}", wrong.join(" "))) }
    }

    fn items(&self, kind: &str) -> Result<&[Value], String> {
        let list = match kind {
            "quantity" => &self.quantities,
            "law" => &self.report["law_mentions"],
            "person" => &self.report["people"],
            _ => &self.report[format!("{kind}s")],
        };
        list.as_array().map(Vec::as_slice).ok_or_else(|| format!("no kind {kind}"))
    }

    /// The slice by which an item is named.
    fn extent(&self, kind: &str, item: &Value) -> (usize, usize) {
        let (start, end) = place_of(item);
        let length = |field: &str| item[field].as_str().unwrap_or_default().chars().count();
        match kind {
            "section" if length("marker") == 0 => (start, start + length("heading")),
            "section" | "measure" => (start, start + length("marker")),
            _ => (start, end),
        }
    }

    fn named(&self, kind: &str, id: &Value) -> String {
        let item = id.as_u64().and_then(|id| self.items(kind).ok()?.get(id as usize));
        item.map_or_else(|| "null".to_owned(), |item| self.slice(self.extent(kind, item)))
    }

    /// Where a quoted slice stands, `"…"` or `"…"#2`.
    fn place(&self, written: &str) -> Result<(usize, usize), String> {
        let (slice, nth) = match written.rsplit_once("\"#") {
            Some((slice, nth)) => (slice, nth.parse().map_err(|_| format!("{nth} is no number"))?),
            None => (written.trim_end_matches('"'), 1_usize),
        };
        let slice: Vec<char> = slice.trim_start_matches('"').chars().collect();
        let mut starts = Vec::new();
        let mut at = 0;
        while !slice.is_empty() && at + slice.len() <= self.text.len() {
            let here = self.text[at..].starts_with(&slice);
            starts.extend(here.then_some(at));
            at += if here { slice.len() } else { 1 };
        }
        let start =
            nth.checked_sub(1).and_then(|n| starts.get(n)).ok_or_else(|| format!("{written} is not in the text"))?;
        Ok((*start, start + slice.len()))
    }

    fn slice(&self, (start, end): (usize, usize)) -> String {
        self.text[start..end].iter().collect()
    }
}

fn place_of(item: &Value) -> (usize, usize) {
    let at = |field: &str| item[field].as_u64().unwrap_or_default() as usize;
    (at("start"), at("end"))
}

/// A value as a fact writes it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    }
}

/// The words of a fact. A place keeps its quotes, so that it may hold anything; a field's value loses them.
fn words(fact: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted, mut field) = (Vec::new(), String::new(), false, false);
    let mut chars = fact.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                word.push(c);
                word.extend(chars.next());
            }
            '"' => {
                quoted = !quoted;
                if !field {
                    word.push(c);
                }
            }
            ' ' if !quoted => {
                words.push(std::mem::take(&mut word));
                field = false;
            }
            _ => {
                field |= c == '=' && !quoted;
                word.push(c);
            }
        }
    }
    words.push(word);
    words.iter().filter(|word| !word.is_empty()).map(|word| unescaped(word)).collect()
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('u') => {
                let code: String = chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
                out.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
            }
            other => out.extend(other),
        }
    }
    out
}
