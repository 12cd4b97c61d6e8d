//! Speed of parsing and writing, on a sample report repeated to a megabyte and on hostile texts.
//!
//! `make bench`. Throughput is in bytes of UTF-8 text.

use divan::Bencher;
use divan::counter::BytesCount;
use lawgov::{HtmlOptions, OffsetUnit, Parser};

const REPORT: &str = include_str!("../../../samples/qingze-liuwan-2023.txt");
const MEGABYTE: usize = 1 << 20;

fn main() {
    divan::main();
}

fn repeated(unit: &str) -> String {
    unit.repeat(MEGABYTE / unit.len())
}

#[divan::bench]
fn parse_one_report(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(REPORT)).bench(|| lawgov::parse(divan::black_box(REPORT)));
}

#[divan::bench(sample_count = 20)]
fn parse_a_megabyte_of_reports(bencher: Bencher) {
    let text = repeated(REPORT);
    bencher.counter(BytesCount::of_str(&text)).bench(|| lawgov::parse(text.as_str()));
}

/// What callers can leave out: everything, without the audit, without all that follows from what is read, numbers alone.
#[divan::bench(sample_count = 20, args = ["everything", "no audit", "extraction", "quantities"])]
fn parse_parts_of_a_megabyte(bencher: Bencher, part: &str) {
    let text = repeated(REPORT);
    let rules = lawgov::rules().iter().map(|rule| rule.code);
    let parser = match part {
        "no audit" => Parser::builder().ignore(rules).unwrap_or_default(),
        part => Parser::builder().extraction_only(part == "extraction"),
    };
    let parser = parser.build();
    let bencher = bencher.counter(BytesCount::of_str(&text));
    if part == "quantities" {
        bencher.bench(|| lawgov::quantities(&text).len());
    } else {
        bencher.with_inputs(|| text.clone()).bench_values(|text| parser.parse(text));
    }
}

/// Texts on which a rescan or a quadratic step would show.
#[divan::bench(sample_count = 5, args = ["《", "一是", "7", "（一）", "（", "，", "百分之", "第一"])]
fn parse_a_megabyte_of(bencher: Bencher, unit: &str) {
    let text = repeated(unit);
    bencher.counter(BytesCount::of_str(&text)).bench(|| lawgov::parse(text.as_str()));
}

#[divan::bench(args = ["char", "utf16", "byte"])]
fn write_json(bencher: Bencher, unit: &str) {
    let unit: OffsetUnit = unit.parse().unwrap_or_default();
    let report = lawgov::parse(REPORT);
    bencher.counter(BytesCount::of_str(REPORT)).bench(|| report.to_json(unit));
}

#[divan::bench]
fn write_html(bencher: Bencher) {
    let report = lawgov::parse(REPORT);
    bencher.counter(BytesCount::of_str(REPORT)).bench(|| report.to_html(&HtmlOptions::default()));
}
