//! What the golden files hold: shared by the test that compares them and the example that writes them.

use std::fs;
use std::path::{Path, PathBuf};

use lawgov::OffsetUnit;

/// The samples compared: as unlike each other as they come, and few, since a golden file is ten times its text.
const SAMPLES: [&str; 5] = [
    "bom-jipu-2025",
    "faulty-qingdian-2023",
    "oneparagraph-lanting-health-2022",
    "qingze-county-2024",
    "web-luting-2023",
];

/// Where the golden file of a sample lies.
pub fn path(name: &str) -> PathBuf {
    root().join("tests/golden").join(name).with_extension("json")
}

/// Names and texts of the sample reports.
pub fn samples() -> impl Iterator<Item = (&'static str, String)> {
    let read = |name| fs::read_to_string(root().join("samples").join(name).with_extension("txt")).expect("a sample");
    SAMPLES.into_iter().map(move |name| (name, read(name)))
}

/// A report as its golden file shows it: indented JSON with code-point offsets, without the line of the version.
pub fn golden(text: &str) -> String {
    let json = lawgov::parse(text).to_json_pretty(OffsetUnit::Char);
    let lines = json.lines().filter(|line| !line.starts_with("  \"lawgov_version\""));
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
