//! `lawgov overlap`, from outside: pairs, passages, places, exit codes.

#![allow(clippy::disallowed_methods, reason = "the command is tested on files")]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const ONE: &str = "\u{feff}青石县松林乡2022年法治政府建设情况报告\r\n一、主要举措\r\n松林乡乡长周明远牵头，推行支部领办、网格承办、群众评办，巡查发现的问题当天录入台账，全年办结32件。\r\n";
const TWO: &str = "柳湾镇2023年法治政府建设情况报告\n一、工作成效\n一年来，柳湾镇镇长吴晓牵头，推行支部领办，网格承办，群众评办，巡查发现的问题当天录入台账，全年办结1,032件。\n";
const OTHER: &str = "甲溪镇2023年法治政府建设情况报告\n一、工作成效\n请老支书坐堂说理，把调解室搬进集市。\n";

fn folder() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (name, text) in [("a.txt", ONE), ("b.txt", TWO), ("c.txt", OTHER)] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn run(folder: &TempDir, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lawgov"));
    command.current_dir(folder.path()).env_clear().env("LANG", "C.UTF-8").arg("overlap").args(args);
    let Output { status, stdout, stderr } = command.output().expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code().expect("an exit code"), text(stdout), text(stderr))
}

#[test]
fn two_reports_that_share_a_passage() {
    let folder = folder();
    let (code, shown, _) = run(&folder, &["."]);
    assert_eq!(code, 0);
    assert!(shown.contains("a.txt:3:1 ↔ ") && shown.contains("b.txt:3:5"), "{shown}");
    assert!(shown.contains("swapped 松林乡乡→柳湾镇镇 周明远→吴晓; figures: 0 the same, 1 changed"), "{shown}");
    assert!(shown.ends_with("3 reports compared: 1 pair shares passages\n"), "{shown}");
    let (_, shown, _) = run(&folder, &["a.txt", "b.txt", "--lang", "zh"]);
    assert!(shown.contains("换词 松林乡乡→柳湾镇镇"), "{shown}");
    let (_, shown, _) = run(&folder, &["a.txt", "b.txt", "--min-run", "100"]);
    assert!(shown.contains("0 pairs"), "{shown}");
}

#[test]
fn lines_of_json_read_back() {
    let folder = folder();
    let (code, lines, _) = run(&folder, &["a.txt", "b.txt", "--format", "jsonl"]);
    assert_eq!(code, 0);
    let pair: Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
    assert_eq!(pair["type"], "pair");
    assert_eq!(pair["a"]["name"], "a.txt");
    let passage = &pair["passages"][0];
    for (side, text) in [("a", ONE), ("b", TWO)] {
        let at = |field: &str| passage[side][field].as_u64().expect("an offset") as usize;
        let sliced: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
        assert_eq!(passage[side]["text"], sliced.as_str());
    }
    let (code, _, _) = run(&folder, &["a.txt", "b.txt", "--format", "jsonl", "-o", "out.jsonl"]);
    assert_eq!(code, 0);
    assert_eq!(fs::read_to_string(folder.path().join("out.jsonl")).expect("the file written"), lines);
}

#[test]
fn failures_and_wrong_usage() {
    let folder = folder();
    fs::write(folder.path().join("bad.txt"), [0x81, 0xff, 0xff]).expect("a file");
    let (code, shown, said) = run(&folder, &["a.txt", "b.txt", "bad.txt"]);
    assert_eq!(code, 1);
    assert!(said.contains("bad.txt") && shown.contains("2 reports compared"), "{said}{shown}");
    assert_eq!(run(&folder, &["a.txt", "--min-run", "2"]).0, 2);
    assert_eq!(run(&folder, &[]).0, 2);
}
