//! What is read of the texts annotated by hand in `tests/gold`, held against the annotations: precision and recall of what is
//! found, and how often what is said of it is right. What the annotations call optional or as good is neither.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads files and stops at what is broken")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use lawgov::OffsetUnit;
use serde_json::Value;

/// The least that each kind of item and field must reach, in per cent: of what is found, the lower of precision and recall.
const FLOORS: [(&str, u32); 22] = [
    ("statistics", 98),
    ("statistics.value", 99),
    ("statistics.unit", 99),
    ("statistics.approx", 99),
    ("statistics.kind", 98),
    ("statistics.modality", 98),
    ("statistics.subject", 95),
    ("statistics.action", 95),
    ("statistics.change", 98),
    ("statistics.indicator", 98),
    ("sections", 99),
    ("sections.level", 99),
    ("sections.role", 99),
    ("measures", 99),
    ("measures.theme", 96),
    ("citations", 98),
    ("citations.kind", 99),
    ("people", 98),
    ("zeros", 94),
    ("metadata", 98),
    ("defects", 94),
    ("findings", 92),
];

#[test]
fn annotated_texts_are_read_as_well_as_they_were() {
    let mut scores = Scores::default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (folder, texts, count) in [("tests/gold/samples", "samples", 13), ("tests/gold/more", "tests/gold/more", 68)] {
        let read = score(&root.join(folder), &root.join(texts), &mut scores);
        assert_eq!(read, count, "{folder}: as many annotated texts");
    }
    let low: Vec<_> = FLOORS.iter().filter(|(kind, floor)| scores.percent(kind) < f64::from(*floor)).collect();
    assert!(low.is_empty(), "below the floor: {low:?}\n{}", scores.table());
    assert_eq!(scores.0.len(), FLOORS.len(), "every kind has a floor\n{}", scores.table());
}

/// How many of a kind were found and meant, found and not meant, meant and not found.
#[derive(Default)]
struct Scores(BTreeMap<&'static str, Score>);

#[derive(Default)]
struct Score {
    right: u32,
    beyond: u32,
    missed: u32,
    /// The first few that were not right.
    wrong: Vec<String>,
}

impl Scores {
    fn count(&mut self, kind: &'static str, right: bool, found: bool, say: impl FnOnce() -> String) {
        let score = self.0.entry(kind).or_default();
        match (right, found) {
            (true, _) => score.right += 1,
            (false, true) => score.beyond += 1,
            (false, false) => score.missed += 1,
        }
        if !right && score.wrong.len() < 12 {
            score.wrong.push(format!("{} {}", if found { "+" } else { "-" }, say()));
        }
    }

    fn percent(&self, kind: &str) -> f64 {
        let Some(score) = self.0.get(kind) else { return 0.0 };
        100.0 * f64::from(score.right) / f64::from(score.right + score.beyond.max(score.missed)).max(1.0)
    }

    fn table(&self) -> String {
        self.0.iter().fold(String::new(), |mut table, (kind, score)| {
            let Score { right, beyond, missed, wrong } = score;
            let _ =
                writeln!(table, "{kind}: {:.1} ({right} right, {beyond} beyond, {missed} missed)", self.percent(kind));
            wrong.iter().for_each(|one| table.push_str(&format!("    {one}\n")));
            table
        })
    }
}

/// Scores every annotated text of a folder; says how many there were.
fn score(annotations: &Path, texts: &Path, scores: &mut Scores) -> usize {
    let mut files: Vec<PathBuf> = fs::read_dir(annotations).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut read = 0;
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "json")) {
        let gold: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let name = gold["doc"].as_str().unwrap();
        let text = text(&texts.join(name));
        let report: Value = serde_json::from_str(&lawgov::parse(text).to_json(OffsetUnit::Char)).unwrap();
        let pair = Pair { name, gold: &gold, report: &report };
        pair.statistics(scores);
        pair.outline(scores);
        pair.names(scores);
        pair.faults(scores);
        read += 1;
    }
    read
}

/// A text in UTF-8, or in GB 18030 where its name says so.
fn text(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    if !path.file_name().unwrap().to_string_lossy().starts_with("gb18030-") {
        return String::from_utf8(bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(&bytes);
    text.unwrap_or_else(|| panic!("{}: not in GB 18030", path.display())).into_owned()
}

fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

fn place(item: &Value) -> (u64, u64) {
    let start = item["start"].as_u64().unwrap_or_default();
    (start, item["end"].as_u64().unwrap_or(start))
}

fn touch(a: &Value, b: &Value) -> bool {
    let ((a, b), (c, d)) = (place(a), place(b));
    a < d && c < b
}

/// Whether two texts name one thing: one holds the other.
fn alike(a: &Value, b: &Value) -> bool {
    match (a.as_str(), b.as_str()) {
        (Some(a), Some(b)) => a.contains(b) || b.contains(a),
        _ => a == b,
    }
}

/// Whether an annotation of what is as good accepts a value of a field: `also` begins with it, or with `any`.
fn accepts(one: &Value, field: &str, value: &Value) -> bool {
    let also = one["also"].as_str().and_then(|also| also.split_whitespace().next());
    let named = one["field"].as_str().is_some_and(|name| name.rsplit(['.', ' ']).next() == Some(field));
    named && also.is_some_and(|also| also == "any" || *value == also)
}

/// A value of the metadata without its blanks: a title stands on several lines.
fn squeezed(value: &Value) -> Value {
    value.as_str().map_or_else(|| value.clone(), |text| text.split_whitespace().collect::<String>().into())
}

/// An annotation with what was read.
struct Pair<'v> {
    name: &'v str,
    gold: &'v Value,
    report: &'v Value,
}

impl Pair<'_> {
    /// Items of one kind by a key; returns the pairs that agree.
    fn match_up<'a, K: PartialEq>(
        &self,
        scores: &mut Scores,
        kind: &'static str,
        [wanted, found]: [&'a [Value]; 2],
        key: impl Fn(&Value) -> K,
        optional: impl Fn(&Value) -> bool,
    ) -> Vec<(&'a Value, &'a Value)> {
        let mut pairs = Vec::new();
        for want in wanted {
            let same = found.iter().find(|found| key(found) == key(want));
            scores.count(kind, same.is_some(), false, || format!("{}: {want}", self.name));
            pairs.extend(same.map(|same| (want, same)));
        }
        for extra in found.iter().filter(|found| !wanted.iter().any(|want| key(want) == key(found))) {
            if !optional(extra) {
                scores.count(kind, false, true, || format!("{}: {extra}", self.name));
            }
        }
        pairs
    }

    fn statistics(&self, scores: &mut Scores) {
        let optional = list(self.gold, "optional");
        let is_optional = |found: &Value| optional.iter().any(|one| touch(one, found));
        let both = [list(self.gold, "statistics"), list(self.report, "statistics")];
        let accepted = &self.gold["accept"]["statistics"];
        for (want, found) in self.match_up(scores, "statistics", both, place, is_optional) {
            let also = |field: &str| {
                let of_it = |one: &&Value| place(one) == place(want) && one["field"] == field;
                let also = accepted.as_array().into_iter().flatten().filter(of_it);
                also.flat_map(|one| list(one, "also").to_vec()).collect::<Vec<_>>()
            };
            let mut field = |kind: &'static str, name: &str, want: Value, also: Vec<Value>| {
                // What the annotation leaves open is not judged.
                let words = matches!(name, "subject" | "action");
                if words && want.is_null() {
                    return;
                }
                let right = std::iter::once(&want).chain(&also).any(|good| match words {
                    true => alike(good, &found[name]),
                    false => *good == found[name],
                });
                scores.count(kind, right, false, || {
                    format!("{}: {} {name} {} for {want}", self.name, found["text"], found[name])
                });
            };
            let exact = want["value"].as_str().and_then(|value| serde_json::from_str(value).ok());
            field("statistics.value", "value", exact.unwrap_or_default(), also("value"));
            let fields = [
                ("statistics.unit", "unit"),
                ("statistics.approx", "approx"),
                ("statistics.kind", "kind"),
                ("statistics.modality", "modality"),
                ("statistics.subject", "subject"),
                ("statistics.action", "action"),
                ("statistics.change", "change"),
            ];
            for (kind, name) in fields {
                field(kind, name, want[name].clone(), also(name));
            }
            field(
                "statistics.indicator",
                "indicator",
                want["indicator"].clone(),
                list(want, "indicator_accept").to_vec(),
            );
        }
        // A zero in figures is a statistic, and judged as one; those in words are asked for.
        let figures = list(self.report, "statistics");
        let is_figure = |found: &Value| {
            let mut of_it =
                list(found, "statistics").iter().filter_map(|id| figures.get(id.as_u64()? as usize)).peekable();
            of_it.peek().is_some() && of_it.all(|one| both[0].iter().chain(optional).any(|wanted| touch(wanted, one)))
        };
        let is_zero = |found: &&Value| found["status"] == "reported" && found["value"] == 0;
        let found: Vec<Value> = list(self.report, "indicators").iter().filter(is_zero).cloned().collect();
        let code = |one: &Value| one["code"].clone();
        let accepted = list(&self.gold["accept"], "zeros");
        self.match_up(scores, "zeros", [list(self.gold, "zeros"), &found], code, |found| {
            is_figure(found) || accepted.iter().any(|one| one["code"] == found["code"])
        });
    }

    fn outline(&self, scores: &mut Scores) {
        let start = |item: &Value| item["start"].clone();
        let other = list(&self.gold["accept"], "other");
        let both = |field| [list(self.gold, field), list(self.report, field)];
        for (want, found) in self.match_up(scores, "sections", both("sections"), start, |_| false) {
            for (kind, name) in [("sections.level", "level"), ("sections.role", "role")] {
                let mut here = other.iter().filter(|one| place(one).0 == place(want).0);
                let right = found[name] == want[name] || here.any(|one| accepts(one, name, &found[name]));
                scores.count(kind, right, false, || format!("{}: {want} {}", self.name, found[name]));
            }
        }
        for (want, found) in self.match_up(scores, "measures", both("measures"), start, |_| false) {
            if want["theme"].is_null() {
                continue;
            }
            let first = &found["themes"][0];
            let right = *first == want["theme"] || list(want, "theme_accept").contains(first);
            scores.count("measures.theme", right, false, || format!("{}: {want} {first}", self.name));
        }
    }

    fn names(&self, scores: &mut Scores) {
        let other = list(&self.gold["accept"], "other");
        let optional = |found: &Value| other.iter().any(|one| one["field"] == "citation" && touch(one, found));
        let both = |field| [list(self.gold, field), list(self.report, field)];
        for (want, found) in self.match_up(scores, "citations", both("citations"), place, optional) {
            let also = || other.iter().any(|one| touch(one, found) && accepts(one, "kind", &found["kind"]));
            scores.count("citations.kind", found["kind"] == want["kind"] || also(), false, || {
                format!("{}: {want} {}", self.name, found["kind"])
            });
        }
        self.match_up(scores, "people", both("people"), |one| (one["name"].clone(), place(one)), |_| false);
        let (want, found) = (&self.gold["metadata"], &self.report["metadata"]);
        for (field, want) in want.as_object().unwrap() {
            let also = list(&self.gold["accept"]["metadata"], field);
            let read = squeezed(&found[field]);
            let right = std::iter::once(want).chain(also).any(|good| squeezed(good) == read);
            scores.count("metadata", right, false, || format!("{}: {field} {} for {want}", self.name, found[field]));
        }
    }

    /// Annotated faults are found; of errors and warnings none is beyond them.
    fn faults(&self, scores: &mut Scores) {
        let findings = list(self.report, "findings");
        let defects = list(self.gold, "defects");
        let accepted = list(&self.gold["accept"], "defects");
        let is = |finding: &Value, fault: &Value| {
            let mut places = std::iter::once(finding).chain(list(finding, "related"));
            let rule = fault["code"].as_str().is_none_or(|code| finding["rule"] == code);
            rule && (fault["rule"] == "missing_part" || places.any(|place| touch(place, fault)))
        };
        for fault in defects {
            let found = findings.iter().any(|finding| is(finding, fault));
            scores.count("defects", found, false, || format!("{}: {fault}", self.name));
        }
        for finding in findings.iter().filter(|finding| finding["severity"] != "info") {
            let meant = defects.iter().chain(accepted).any(|fault| is(finding, fault));
            scores.count("findings", meant, true, || format!("{}: {finding}", self.name));
        }
    }
}
