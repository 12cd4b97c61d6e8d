//! The audit over the sample reports: every annotated fault is found, and nothing beyond is accused.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads files and stops at what is broken")]

use std::fs;
use std::path::{Path, PathBuf};

use lawgov::OffsetUnit;
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every sample with its annotation and the findings of the audit, offsets in code points.
fn samples() -> Vec<(String, Value, Vec<Value>)> {
    let mut samples = Vec::new();
    for entry in fs::read_dir(root().join("tests/gold/samples")).unwrap() {
        let gold: Value = serde_json::from_str(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        let name = gold["doc"].as_str().unwrap().to_owned();
        // Other encodings are the readers' business.
        let Ok(text) = fs::read_to_string(root().join("samples").join(&name)) else { continue };
        let report: Value = serde_json::from_str(&lawgov::parse(text).to_json(OffsetUnit::Char)).unwrap();
        samples.push((name, gold, report["findings"].as_array().unwrap().clone()));
    }
    assert!(samples.len() >= 10, "samples are missing");
    samples
}

/// Whether a finding, or a place it points at, is a fault that the annotation gives. A missing part has no place.
fn is(finding: &Value, fault: &Value) -> bool {
    let places = std::iter::once(finding).chain(finding["related"].as_array().into_iter().flatten());
    let bound = |item: &Value, side: &str| item[side].as_u64().unwrap();
    let touches =
        |place: &Value| bound(place, "start") < bound(fault, "end") && bound(fault, "start") < bound(place, "end");
    let rule = fault["code"].as_str().is_none_or(|code| finding["rule"] == code);
    rule && (fault["rule"] == "missing_part" || places.into_iter().any(touches))
}

#[test]
fn annotated_faults_are_found() {
    for (name, gold, findings) in samples() {
        for fault in gold["defects"].as_array().into_iter().flatten() {
            assert!(findings.iter().any(|f| is(f, fault)), "{name}: {fault}");
        }
    }
}

#[test]
fn what_is_right_stays_quiet() {
    for (name, gold, findings) in samples() {
        let known: Vec<&Value> = [&gold["defects"], &gold["accept"]["defects"]]
            .into_iter()
            .flat_map(|faults| faults.as_array().into_iter().flatten())
            .collect();
        for finding in findings.iter().filter(|f| f["severity"] != "info") {
            assert!(known.iter().any(|fault| is(finding, fault)), "{name}: {finding}");
        }
    }
}

#[test]
fn messages_come_in_both_languages() {
    let report = lawgov::parse("接到工单48件，办结45件，办结率95.75%。");
    let message = |lang| {
        let report: Value = serde_json::from_str(&report.to_json_in(OffsetUnit::Char, lang)).unwrap();
        report["findings"][0]["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(message(lawgov::Lang::Zh), "办结率写作95.75%，按45件÷48件应为93.75%");
    assert_eq!(message(lawgov::Lang::En), "the rate is written 95.75%, but 45件 of 48件 is 93.75%");
}

#[test]
fn rules_are_selected_and_ignored() {
    let text = "学法用法，。加强领导,提高能力。";
    let codes = |parser: lawgov::Parser| parser.parse(text).findings.iter().map(|f| f.rule.code).collect::<Vec<_>>();
    let builder = lawgov::Parser::builder;
    assert_eq!(codes(builder().build()), ["LG502", "LG503"]);
    assert_eq!(codes(builder().select(["doubled-punctuation"]).unwrap().build()), ["LG502"]);
    assert_eq!(codes(builder().ignore(["LG50"]).unwrap().build()), [""; 0]);
    let error = builder().select(["LG999"]).unwrap_err();
    assert_eq!(error.kind(), lawgov::ErrorKind::UnknownRule);
}

#[test]
fn missing_parts_are_looked_for_in_whole_reports_alone() {
    let missing = |text: &str| -> Vec<&'static str> {
        let report = lawgov::parse(text);
        report.findings.iter().map(|f| f.rule.code).filter(|code| ("LG101".."LG106").contains(code)).collect()
    };
    let title = "清河镇2023年法治政府建设情况报告\n";
    let part = format!("{title}一、主要举措和成效\n开展普法宣传12场，发放资料300份。\n");
    let two = format!("{part}二、其他工作\n报送信息5条。\n");
    let long = format!("{part}{}", "推进依法行政，严格规范公正文明执法。\n".repeat(70));
    for excerpt in [title, &part] {
        assert_eq!(missing(excerpt), Vec::<&str>::new(), "{excerpt}");
    }
    for whole in [&two, &long] {
        for code in ["LG102", "LG103", "LG104"] {
            assert!(missing(whole).contains(&code), "{code} in {whole}");
        }
    }
    // The pages say so.
    for code in ["LG101", "LG102", "LG103", "LG104", "LG105"] {
        let rule = lawgov::rule(code).unwrap();
        assert!(rule.why.zh.contains("不少于1200字") && rule.why.en.contains("1,200 characters"), "{code}");
    }
}
