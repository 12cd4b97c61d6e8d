//! `lawgov table`, from outside.

mod support;

use std::collections::BTreeMap;
use std::fs;

use support::*;

const REPORT: &str = "\
青石镇2023年法治政府建设年度报告
一、主要举措和成效
一是开展普法宣传。𠮷祥村发放宣传资料1200余份，办理行政复议0件，投入资金1.25万元。
";

/// The lines of a CSV text as cells.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut table, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                table.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    table
}

/// The rows of a CSV text by the names of its columns.
fn by_name(text: &str) -> Vec<BTreeMap<String, String>> {
    let table = cells(text.trim_start_matches('\u{feff}'));
    let (header, rows) = table.split_first().expect("a header");
    rows.iter().map(|row| header.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

#[test]
fn csv_is_what_excel_opens() {
    let folder = folder(&[("a.txt", REPORT), ("=1+1.txt", REPORT)]);
    let output = run(&folder, &["table", "a.txt", "./=1+1.txt", "=1+1.txt", "-o", "out.csv", "--table", "statistics"]);
    assert_eq!((code(&output), stdout(&output)), (0, ""));
    let text = read(&folder, "out.csv");
    assert!(text.starts_with("\u{feff}document,id,section,"), "{text}");
    assert!(text.ends_with("\r\n"));
    let rows = by_name(&text);
    let documents: Vec<_> = rows.iter().map(|row| row["document"].as_str()).collect();
    assert_eq!(documents[0], "a.txt");
    assert_eq!(documents[documents.len() - 1], "'=1+1.txt", "no cell is a formula");
    let value = |text: &str| rows.iter().find(|row| row["text"] == text).map(|row| row["value"].as_str());
    assert_eq!((value("1200余份"), value("0件"), value("1.25万元")), (Some("1200"), Some("0"), Some("12500")));
    assert!(rows[0]["sentence"].contains("宣传资料1200余份"));

    run(&folder, &["table", "a.txt", "-o", "out.csv", "--no-bom", "--lang", "zh"]);
    let text = read(&folder, "out.csv");
    assert!(text.starts_with("文档,标题,报告单位,报告主体,"));
    assert!(text.contains(",乡级,"), "names in cells are Chinese: {text}");
}

#[test]
fn the_panel_has_a_row_a_report_and_no_invented_zero() {
    let folder = folder(&[("a.txt", REPORT), ("b.txt", "白石镇2022年法治政府建设年度报告\n")]);
    run(&folder, &["table", "a.txt", "b.txt", "-o", "out.csv", "-o", "out.jsonl", "--table", "panel"]);
    let rows = by_name(&read(&folder, "out.csv"));
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0]["year"].as_str(), rows[1]["year"].as_str()), ("2023", "2022"));
    let figures = |row: &BTreeMap<String, String>| {
        let fixed = ["document", "issuers", "body", "region", "level", "year"];
        row.iter().filter(|(name, value)| !fixed.contains(&name.as_str()) && !value.is_empty()).count()
    };
    assert!(figures(&rows[0]) >= 1);
    assert_eq!(figures(&rows[1]), 0, "what is not reported stays empty");
    let line = read(&folder, "out.jsonl").lines().next().expect("a row").to_owned();
    let line: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(line.as_object().expect("an object").len(), rows[0].len());
    assert_eq!(line["year"], 2023);
}

#[test]
fn every_table_can_be_written() {
    let folder = folder(&[("a.txt", REPORT)]);
    let names = [
        "reports",
        "sections",
        "measures",
        "statistics",
        "citations",
        "indicators",
        "findings",
        "panel",
        "panel_status",
        "variables",
    ];
    for name in names {
        let output = run(&folder, &["table", "a.txt", "-o", "out.jsonl", "--table", name]);
        assert_eq!(code(&output), 0, "{name}: {}", stderr(&output));
        for line in read(&folder, "out.jsonl").lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
            assert_eq!(row["document"], "a.txt");
        }
    }
}

#[test]
fn failures_are_rows() {
    let folder = folder(&[("a.txt", REPORT)]);
    write(&folder, "b.txt", b"\xff\xff");
    let output = run(&folder, &["table", "a.txt", "b.txt", "-o", "out.csv", "-o", "out.jsonl", "-o", "out.xlsx"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("b.txt: byte 0xFF"));
    let failures = by_name(&read(&folder, "out-failures.csv"));
    assert_eq!((failures[0]["document"].as_str(), failures[0]["kind"].as_str()), ("b.txt", "malformed_encoding"));
    run(&folder, &["table", "a.txt", "b.txt", "--table", "failures", "-o", "f.csv", "--lang", "zh"]);
    let csv = fs::read_to_string(folder.path().join("f.csv")).expect("a table");
    assert!(csv.contains("文档,错误类别,说明") && csv.contains("\r\nb.txt,编码有误,"), "{csv}");
    let last = read(&folder, "out.jsonl").lines().last().expect("a row").to_owned();
    assert!(last.starts_with(r#"{"document":"b.txt","error":{"#), "{last}");
    assert_eq!(code(&run(&folder, &["table", "b.txt", "-o", "f.csv", "--table", "failures"])), 1);
    assert_eq!(by_name(&read(&folder, "f.csv")).len(), 1);
    // A later run without failures leaves no old ones behind.
    run(&folder, &["table", "a.txt", "-o", "out.csv"]);
    assert!(by_name(&read(&folder, "out-failures.csv")).is_empty());
}

#[test]
fn a_workbook_is_whole_and_the_same_each_time() {
    let long = format!("{REPORT}二是{}。\n", "加强执法监督，".repeat(6000));
    let folder = folder(&[("a.txt", &long)]);
    let bytes = |args: &[&str]| {
        let output = run(&folder, &[&["table", "a.txt", "-o", "out.xlsx"], args].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        (fs::read(folder.path().join("out.xlsx")).expect("a workbook"), stderr(&output).to_owned())
    };
    let (first, _) = bytes(&["--lang", "zh"]);
    assert!(first.starts_with(b"PK"));
    assert_eq!(first, bytes(&["--lang", "zh"]).0);
    let (_, told) = bytes(&["--table", "measures,panel"]);
    assert!(told.contains("1 cell of more than 32767 characters"), "{told}");
    let left = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 2, "nothing half-written stays");
}

#[test]
fn wrong_outputs_are_told_before_reading() {
    let folder = folder(&[("a.txt", REPORT)]);
    for args in [
        &["-o", "out.pdf"][..],
        &["-o", "a.csv", "--table", "panel,reports"],
        &["-o", "x.csv", "--table", "codebook"],
        &[],
    ] {
        let output = run(&folder, &[&["table", "a.txt"], args].concat());
        assert_eq!((code(&output), stdout(&output)), (2, ""), "{args:?}");
        assert!(!stderr(&output).is_empty());
    }
}
