//! No text takes long: time grows with the length of a text, whatever it repeats.

use std::time::{Duration, Instant};

/// Long enough that a quadratic step takes minutes, short enough that an honest one takes moments.
const LENGTH: usize = 300_000;

/// Many times what the slowest of these takes on a slow machine without optimisation.
const LIMIT: Duration = Duration::from_secs(20);

fn check(unit: &str) {
    let text = unit.repeat(LENGTH / unit.len());
    let start = Instant::now();
    let report = lawgov::parse(text);
    let json = report.to_json(lawgov::OffsetUnit::Char);
    let elapsed = start.elapsed();
    assert!(elapsed < LIMIT, "{unit:?} repeated to {LENGTH} bytes took {elapsed:?}");
    assert!(json.ends_with('}'));
}

macro_rules! repeated {
    ($($name:ident: $unit:literal,)*) => {
        $(#[test]
        fn $name() {
            check($unit);
        })*
    };
}

repeated! {
    digits: "7",
    grouped_digits: "1,234,",
    numerals: "一",
    large_numerals: "万亿",
    percentages: "百分之",
    opening_titles: "《",
    nested_titles: "《甲》（",
    document_numbers: "〔2023〕1号",
    opening_brackets: "（",
    quotes: "“",
    items: "一是",
    items_with_figures: "一是开展3次，",
    sections: "（一）",
    sections_on_lines: "（一）甲\n",
    top_sections_on_lines: "一、甲\n",
    numbered_lines: "1.甲\n",
    commas: "，",
    stops: "。",
    blanks: "\u{3000}",
    lines: "\r\n",
    ordinals: "第一",
    figures: "3次",
    figures_in_one_clause: "开展3次",
    figures_in_clauses: "开展普法宣传3次，",
    plans: "将开展宣传3次，",
    norms: "不少于3次",
    shares: "其中3件",
    changes: "同比增长3%",
    years: "2023年",
    periods: "2023年1月至12月",
    laws: "行政复议法",
    people: "书记张三",
    debris: "[bookmark: _GoBack]",
    doubled_punctuation: "，。",
    half_width: "甲,",
    phones: "13800138000 ",
    one_report: "一、主要举措和成效\n一是开展宣传3次，发放资料200余份。\n",
}
