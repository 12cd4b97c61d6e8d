//! The whole JSON of every sample report, byte for byte.
//!
//! A difference is either a fault or a change that somebody has to read: `cargo run -p lawgov --example golden` writes the
//! files anew, and version control shows what changed. No test writes them.

#![allow(clippy::disallowed_methods, reason = "the samples are files")]

#[path = "support/golden.rs"]
mod support;

use std::fs;

#[test]
fn samples_come_out_as_before() {
    let mut changed = Vec::new();
    for (name, text) in support::samples() {
        let (now, before) = (support::golden(&text), fs::read_to_string(support::path(name)).unwrap_or_default());
        if now != before {
            let (line, old, new) = first_difference(&before, &now);
            changed.push(format!("{name}.json:{line}\n  - {old}\n  + {new}"));
        }
    }
    assert!(changed.is_empty(), "not as tests/golden has it, first differences:\n{}", changed.join("\n"));
}

#[test]
fn samples_are_read_back() {
    for (name, text) in support::samples() {
        let json = lawgov::parse(&text).to_json(lawgov::OffsetUnit::Char);
        let again = lawgov::Report::from_json(&json).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(again.to_json(lawgov::OffsetUnit::Char) == json, "{name}: not the same JSON again");
    }
}

fn first_difference<'a>(before: &'a str, now: &'a str) -> (usize, &'a str, &'a str) {
    let (mut old, mut new) = (before.lines(), now.lines());
    for line in 1.. {
        match (old.next(), new.next()) {
            (Some(a), Some(b)) if a == b => {}
            (a, b) => return (line, a.unwrap_or("(end)"), b.unwrap_or("(end)")),
        }
    }
    (0, "", "")
}
