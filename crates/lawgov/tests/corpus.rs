//! Every span of every text that lies beside the project reads back, in each unit of offsets.

#![allow(clippy::disallowed_methods, clippy::print_stderr, reason = "the texts lie in files beside the project")]

use std::fs;
use std::path::Path;

use lawgov::OffsetUnit;
use serde_json::Value;

#[test]
fn spans_read_back_over_reports_and_corpus() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let (mut texts, mut items) = (0, 0);
    for folder in ["reports", "corpus/work-reports"] {
        let Ok(entries) = fs::read_dir(shared.join(folder)) else {
            eprintln!("skipped: {} is missing", shared.join(folder).display());
            return;
        };
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let report = lawgov::parse(text.as_str());
            assert_eq!(report.text, text, "{} is kept as it came", path.display());
            for unit in [OffsetUnit::Char, OffsetUnit::Utf16, OffsetUnit::Byte] {
                let sliced = Sliced::new(&text, unit);
                let json: Value = serde_json::from_str(&report.to_json(unit)).expect("JSON");
                items += sliced.check(&json, &path);
            }
            texts += 1;
        }
    }
    assert!(texts > 0 && items > texts, "{items} items in {texts} texts");
    eprintln!("{items} spans of {texts} texts read back");
}

/// The byte at which each unit of a text begins.
struct Sliced<'t> {
    text: &'t str,
    bytes: Vec<usize>,
}

impl<'t> Sliced<'t> {
    fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let mut bytes = Vec::new();
        for (at, c) in text.char_indices() {
            let units = match unit {
                OffsetUnit::Char => 1,
                OffsetUnit::Utf16 => c.len_utf16(),
                _ => c.len_utf8(),
            };
            bytes.extend(std::iter::repeat_n(at, units));
        }
        bytes.push(text.len());
        Self { text, bytes }
    }

    /// Checks every object with a place, however deep; how many there are.
    fn check(&self, value: &Value, path: &Path) -> usize {
        match value {
            Value::Array(list) => list.iter().map(|item| self.check(item, path)).sum(),
            Value::Object(map) => {
                let offset = |name: &str| map.get(name).and_then(Value::as_u64).map(|n| self.bytes[n as usize]);
                let own = match (offset("start"), offset("end"), map.get("text")) {
                    (Some(start), Some(end), Some(text)) => {
                        assert_eq!(text, &self.text[start..end], "{} at {start}", path.display());
                        1
                    }
                    _ => 0,
                };
                own + map.values().map(|item| self.check(item, path)).sum::<usize>()
            }
            _ => 0,
        }
    }
}
