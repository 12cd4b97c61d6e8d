//! The form of every table in `data/`: a comment on top, then a header, then rows that the header describes, each once. What the rows
//! say is checked beside the code that reads them.

#![allow(clippy::disallowed_methods, reason = "the tables lie in files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn every_table_is_well_formed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let tables: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "tsv")).collect();
    assert!(!tables.is_empty());
    let read = |path: &Path| fs::read_to_string(path).expect("a text file");
    let faults: Vec<_> = tables
        .iter()
        .flat_map(|path| faults(&read(path)).into_iter().map(move |fault| format!("{}: {fault}", path.display())))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn faults(table: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !table.starts_with("# ") {
        faults.push("no comment says what it is".to_owned());
    }
    let mut lines = (1..).zip(table.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let columns = lines.next().map_or(0, |(_, header)| header.split('\t').count());
    let mut seen = BTreeSet::new();
    for (number, row) in lines {
        if row.split('\t').count() > columns {
            faults.push(format!("line {number} has more cells than the header"));
        }
        if !seen.insert(row) {
            faults.push(format!("line {number} stands there twice: {row}"));
        }
    }
    faults
}

#[test]
fn a_malformed_table_is_seen() {
    assert_eq!(faults("# Words.\nword\tkind\n将\tplan\n要\n"), Vec::<String>::new());
    assert_eq!(faults("word\n将\t1\n要\n要\n").len(), 3);
}
