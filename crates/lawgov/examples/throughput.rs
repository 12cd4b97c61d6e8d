//! Megabytes of text parsed in a second, on one core: `cargo run --release --example throughput -- FILE…`
//!
//! The files are joined and repeated to texts of several sizes. The best of several runs is printed, since other work on
//! the machine only ever makes a run slower.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program, not the library")]

use std::time::Instant;

use lawgov::{OffsetUnit, Parser};
use mimalloc::MiMalloc;

/// That of the command and of the Python package.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() {
    let all: String = std::env::args().skip(1).filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    if all.is_empty() {
        eprintln!("usage: throughput FILE…");
        std::process::exit(2);
    }
    let (extraction, whole) = (Parser::builder().extraction_only(true).build(), Parser::default());
    println!("extraction alone");
    measure(&all, |text| extraction.parse(text));
    println!("with indicators, variables and audit");
    measure(&all, |text| whole.parse(text));
    println!("and to JSON");
    measure(&all, |text| whole.parse(text).to_json(OffsetUnit::Utf16));
}

fn measure<T>(all: &str, run: impl Fn(String) -> T) {
    let _ = run(all.to_owned());
    for size in [5_000, 50_000, 500_000, 5_000_000, 20_000_000, 50_000_000] {
        let text: String = all
            .chars()
            .cycle()
            .scan(0, |bytes, c| {
                *bytes += c.len_utf8();
                (*bytes <= size).then_some(c)
            })
            .collect();
        let repeat = (20_000_000 / text.len()).max(1);
        let best = (0..5)
            .map(|_| {
                // A text is handed over, as a caller does who has just read it.
                let texts = vec![text.clone(); repeat];
                let start = Instant::now();
                for text in texts {
                    std::hint::black_box(run(std::hint::black_box(text)));
                }
                start.elapsed()
            })
            .min()
            .unwrap_or_default();
        let megabytes = (text.len() * repeat) as f64 / 1e6;
        println!("{size:>9} bytes: {:6.1} MB/s", megabytes / best.as_secs_f64());
    }
}
