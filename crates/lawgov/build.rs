//! Leaves out of the tables what only tests read: comments, examples and counter-examples. Compressed, as a browser
//! loads them, the tables are a sixth smaller for it.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a build script, not the library")]

use std::path::Path;
use std::{env, fs, io};

/// Columns that only tests read.
const TESTED: [&str; 2] = ["example", "counter"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=data");
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    for entry in fs::read_dir("data")? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path.extension().is_some_and(|end| end == "tsv")) {
            fs::write(Path::new(&folder).join(name), plain(&fs::read_to_string(&path)?))?;
        }
    }
    Ok(())
}

/// The rows of a table with the columns that the library reads.
fn plain(table: &str) -> String {
    let mut lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).peekable();
    let kept: Vec<bool> =
        lines.peek().map(|header| header.split('\t').map(|name| !TESTED.contains(&name)).collect()).unwrap_or_default();
    let mut plain = String::with_capacity(table.len());
    for line in lines {
        let cells: Vec<&str> = line.split('\t').zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell).collect();
        plain.push_str(cells.join("\t").trim_end_matches('\t'));
        plain.push('\n');
    }
    plain
}
