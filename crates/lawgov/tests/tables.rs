//! The form of every table in `data/`: a comment on top, then a header, then rows that the header describes, each once. What the rows
//! say is checked beside the code that reads them.

#![allow(clippy::disallowed_methods, reason = "the tables lie in files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lawgov::{Approx, CitationKind, Kind, Role, Theme};

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

/// The cells that code knows by name: table, column, values. An unknown one would be taken for the commonest.
fn known_values() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let roles = Role::ALL.map(Role::as_str).to_vec();
    let kinds = CitationKind::ALL.map(CitationKind::as_str).to_vec();
    let approx = [&Approx::ALL.map(Approx::as_str)[..], &["none"]].concat();
    let measured = [&Kind::ALL.map(Kind::as_str)[..], &["none"]].concat();
    vec![
        ("bodies", "kind", vec!["department", "government", "organ", "party"]),
        ("chrome", "place", vec!["any", "attachment", "closing", "tail"]),
        ("chrome", "match", vec!["contain", "key", "start"]),
        ("chrome", "field", vec!["", "index", "number", "published", "publisher", "title"]),
        ("citation_kinds", "state", kinds.clone()),
        ("citation_kinds", "place", kinds.clone()),
        ("citation_kinds", "party", kinds.clone()),
        ("columns", "type", vec!["date", "integer", "number", "text"]),
        ("exclusive_parts", "behind", vec!["", "colon"]),
        (
            "genre",
            "sense",
            vec!["subject", "form", "heading", "opening", "kin", "other", "own", "speech", "ending", "plan", "press"],
        ),
        ("laws", "kind", kinds),
        ("laws", "end", vec!["", "repealed", "superseded"]),
        ("name_followers", "clear", vec!["no", "yes"]),
        ("not_names", "kind", vec!["begins", "never"]),
        ("not_places", "place", vec!["begins", "ends"]),
        ("organization_breaks", "breaks", vec!["no", "yes"]),
        ("organizations", "kind", vec!["after", "department", "direct", "free", "not"]),
        ("part_cues", "role", roles.clone()),
        ("placeholders", "fits", vec!["no", "yes"]),
        ("places", "rank", vec!["city", "county", "none", "province", "township"]),
        ("plan_words", "sense", vec!["back", "plan"]),
        ("posts", "part", vec!["post", "unit"]),
        ("posts", "before", vec!["", "full", "no", "yes"]),
        ("qualifiers", "side", vec!["after", "after_measure", "before", "before_place"]),
        ("qualifiers", "approx", approx),
        ("list_words", "part", vec!["measure", "other", "tie"]),
        ("noun_ends", "sense", vec!["event", "study"]),
        ("rate_words", "sense", vec!["denial", "share", "narrower"]),
        ("regions", "kind", vec!["city", "prefecture", "province"]),
        ("report_titles", "part", vec!["cut", "ending", "subject"]),
        ("roles", "role", roles),
        ("self", "rank", vec!["city", "county", "department", "province", "township"]),
        ("self_forms", "rank", vec!["city", "county", "department", "province", "township"]),
        ("self_forms", "place", vec!["any", "never", "opens"]),
        ("surnames", "common", vec!["no", "yes"]),
        ("themes", "theme", Theme::ALL.map(Theme::as_str).to_vec()),
        ("units", "kind", measured),
        ("units", "habit", vec!["", "last", "name", "noun", "ordinal"]),
        ("variables", "type", vec!["bool", "integer", "number", "text"]),
    ]
}

#[test]
fn every_cell_known_by_name_is_known() {
    let mut faults = Vec::new();
    for (table, column, known) in known_values() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/{table}.tsv"));
        let text = fs::read_to_string(&path).expect("a text file");
        let mut rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let at = rows.next().and_then(|header| header.split('\t').position(|name| name == column));
        let at = at.unwrap_or_else(|| panic!("{table} has no column {column}"));
        let cells = rows.map(|row| (row, row.split('\t').nth(at).unwrap_or_default()));
        let unknown = cells.filter(|(_, cell)| !known.contains(cell));
        faults.extend(unknown.map(|(row, cell)| format!("{table}.{column}: `{cell}` in {row}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_malformed_table_is_seen() {
    assert_eq!(faults("# Words.\nword\tkind\n将\tplan\n要\n"), Vec::<String>::new());
    assert_eq!(faults("word\n将\t1\n要\n要\n").len(), 3);
}
