//! Parses the sample reports, joined, as often as the argument says: what `benches/instructions.sh` counts.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "reads the samples")]

use std::fs;
use std::hint::black_box;
use std::path::Path;

fn main() {
    let times = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_usize);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let entries = fs::read_dir(folder).expect("the samples").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = entries.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    let text: String = paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
    for _ in 0..times {
        black_box(lawgov::parse(black_box(text.as_str())));
    }
    println!("{}", text.len());
}
