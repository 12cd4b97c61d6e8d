//! `lawgov check`, `rules`, `indicators` and `explain`, from outside.

mod support;

use serde_json::Value;
use support::*;

/// One doubled mark after a character outside the BMP, on the third line; one bracket without its pair.
const REPORT: &str = "\
青石镇2023年法治政府建设年度报告
一、主要举措和成效
𠮷祥村举办讲座3场，。
全年发放资料（含手册200份。
";
const RULES: [&str; 2] = ["--select", "doubled-punctuation,LG504"];

fn check(files: &[(&str, &str)], args: &[&str]) -> std::process::Output {
    run(&folder(files), &[&["check", "a.txt"], &RULES[..], args].concat())
}

#[test]
fn the_full_format_underlines_the_place() {
    let output = check(&[("a.txt", REPORT)], &[]);
    assert_eq!(code(&output), 1);
    let text = stdout(&output);
    assert!(text.contains("Warning LG502 doubled-punctuation: "), "{text}");
    assert!(text.contains(" --> a.txt:3:10\n3 | 𠮷祥村举办讲座3场，。\n"), "{text}");
    assert!(text.contains(&format!("\n  | {}^^^^\n", " ".repeat(17))), "{text}");
    assert_eq!(stderr(&output), "lawgov: 1 report: 0 errors, 2 warnings, 0 info\n");
    let chinese = check(&[("a.txt", REPORT)], &["--lang", "zh"]);
    assert!(stdout(&chinese).contains("警告 LG502"));
    assert!(stderr(&chinese).contains("1 份报告：错误 0，警告 2，提示 0"));
}

#[test]
fn a_report_cannot_write_to_the_terminal() {
    let output = check(&[("a.txt", &REPORT.replace('𠮷', "\u{1b}[31m\u{202e}"))], &[]);
    assert!(!stdout(&output).contains(['\u{1b}', '\u{202e}']));
    let coloured = check(&[("a.txt", REPORT)], &["--color", "always"]);
    assert!(stdout(&coloured).contains("\u{1b}[1m"));
}

#[test]
fn machine_formats_agree_on_the_place() {
    let files = [("a.txt", REPORT)];
    let concise = check(&files, &["--format", "concise"]);
    assert!(stdout(&concise).starts_with("a.txt:3:10: LG502 doubled-punctuation [Warning] "), "{}", stdout(&concise));
    let lines = rows(&check(&files, &["--format", "jsonl"]));
    let array: Value = serde_json::from_str(stdout(&check(&files, &["--format", "json"]))).expect("JSON");
    assert_eq!(array, Value::from(lines.clone()));
    let first = &lines[0];
    assert_eq!((&first["line"], &first["column"], &first["end_column"]), (&3.into(), &10.into(), &12.into()));
    let (start, end) = (first["start"].as_u64().unwrap() as usize, first["end"].as_u64().unwrap() as usize);
    let slice: String = REPORT.chars().skip(start).take(end - start).collect();
    assert_eq!(first["text"], slice.as_str());
    assert_eq!(slice, "，。");
    let github = check(&files, &["--format", "github"]);
    let start = "::warning file=a.txt,line=3,col=10,endLine=3,endColumn=12,title=LG502 doubled-punctuation::";
    assert!(stdout(&github).starts_with(start), "{}", stdout(&github));
    assert_eq!(stdout(&github).lines().count(), 2);
}

#[test]
fn sarif_follows_its_schema_and_points_at_the_text() {
    let text = format!("\u{feff}{}", REPORT.replace('\n', "\r\n"));
    let folder = folder(&[("报告 1.txt", &text)]);
    write(&folder, "b.txt", b"\xff\xff");
    let output = run(&folder, &["check", "报告 1.txt", "b.txt", "--format", "sarif"]);
    assert_eq!(code(&output), 1);
    let log: Value = serde_json::from_str(stdout(&output)).expect("JSON");
    let schema: Value = serde_json::from_str(include_str!("sarif.schema.json")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<_> = validator.iter_errors(&log).map(|e| format!("{e} at {}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert!(results.iter().any(|result| result["ruleId"] == "LG502"));
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split('\n').collect();
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().expect("an index") as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        let related = result["relatedLocations"].as_array().expect("locations");
        for location in related.iter().chain([&result["locations"][0]]) {
            let physical = &location["physicalLocation"];
            assert_eq!(physical["artifactLocation"]["uri"], "%E6%8A%A5%E5%91%8A%201.txt");
            let region = &physical["region"];
            let number = |name: &str| region[name].as_u64().expect("a number") as usize;
            let by_offset: String = text.chars().skip(1 + number("charOffset")).take(number("charLength")).collect();
            assert_eq!(region["snippet"]["text"], by_offset.as_str());
            if number("startLine") == number("endLine") {
                let line = lines[number("startLine") - 1].chars();
                let by_column: String =
                    line.skip(number("startColumn") - 1).take(number("endColumn") - number("startColumn")).collect();
                assert_eq!(by_column, by_offset);
            }
        }
    }
}

#[test]
fn exit_codes_tell_findings_from_faults() {
    let clean = "全年举办讲座3场。\n";
    assert_eq!(code(&check(&[("a.txt", clean)], &[])), 0);
    assert_eq!(code(&check(&[("a.txt", REPORT)], &["--exit-zero"])), 0);
    assert_eq!(code(&check(&[], &["--exit-zero"])), 1, "a file that cannot be read");
    assert_eq!(code(&check(&[("a.txt", REPORT)], &["--ignore", "LG999"])), 2);
    assert_eq!(code(&check(&[("a.txt", REPORT)], &["--statistics", "--format", "sarif"])), 2);
    let rows = rows(&check(&[], &["--format", "jsonl"]));
    assert_eq!((&rows[0]["file"], &rows[0]["error"]["kind"]), (&"a.txt".into(), &"not_found".into()));
}

#[test]
fn statistics_count_by_rule() {
    let output = check(&[("a.txt", &REPORT.replace('3', "，，"))], &["--statistics"]);
    assert!(stdout(&output).starts_with("     2  LG502  doubled-punctuation"), "{}", stdout(&output));
    let rows = rows(&check(&[("a.txt", REPORT)], &["--statistics", "--format", "jsonl"]));
    assert_eq!((&rows[0]["rule"], &rows[0]["count"]), (&"LG502".into(), &1.into()));
}

#[test]
fn configuration_is_found_upwards_and_by_file() {
    let folder = folder(&[
        ("lawgov.toml", "select = ['LG502', 'LG504']\n[per-file.'old/**']\nignore = ['LG504']\n"),
        ("old/2021/a.txt", REPORT),
        ("new/a.txt", REPORT),
        ("own/lawgov.toml", "select = ['LG504']"),
        ("own/deep/a.txt", REPORT),
    ]);
    let found = |args: &[&str]| {
        let output = run(&folder, &[&["check", "--format", "jsonl", "old", "new", "own"], args].concat());
        let row = |row: &Value| format!("{} {}", row["file"].as_str().unwrap(), row["rule"].as_str().unwrap());
        rows(&output).iter().map(row).collect::<Vec<_>>()
    };
    let mut expected = vec!["old/2021/a.txt LG502", "new/a.txt LG502", "new/a.txt LG504", "own/deep/a.txt LG504"];
    assert_eq!(found(&[]), expected);
    assert_eq!(found(&["--ignore", "LG504"]), expected[..2]);
    assert_eq!(found(&["--isolated"]).len(), 6);
    assert_eq!(found(&["--config", "own/lawgov.toml"]).len(), 3);
    expected.retain(|row| row.ends_with("LG502"));
    assert_eq!(found(&["--select", "LG502"]).len(), 3, "the command line has the last word");
}

#[test]
fn profiles_and_catalogues_come_from_configuration() {
    let folder = folder(&[
        ("lawgov.toml", "profile = 'ours.toml'\ncatalogue = 'lamps.toml'\nselect = ['LG1']"),
        ("ours.toml", "name = 'ours'\nmandated = ['measures']"),
        (
            "lamps.toml",
            "[[indicator]]\ncode = 'lamps'\nname_zh = '路灯数'\ntheme = 'functions'\nunits = ['盏']\nwordings = [{ subject = ['路灯'] }]\n",
        ),
        ("a.txt", lawgov::rule("missing-next-steps").expect("a rule").fires),
    ]);
    let output = run(&folder, &["check", "a.txt", "--format", "concise"]);
    assert_eq!((code(&output), stdout(&output)), (0, ""));
    assert!(stdout(&run(&folder, &["check", "a.txt", "--isolated"])).contains("missing-next-steps"));
    assert!(stdout(&run(&folder, &["indicators"])).contains("lamps"));
    assert!(!stdout(&run(&folder, &["indicators", "--isolated"])).contains("lamps"));
    assert!(stdout(&run(&folder, &["explain", "lamps", "--lang", "zh"])).starts_with("## lamps 路灯数"));
}

#[test]
fn laws_of_ones_own_come_from_configuration() {
    let laws = "[[law]]\nkey = 'heating'\nname = '清河市供热条例'\nkind = 'local_regulation'\nto = 2022-05-01\n\
                confirmed = true\nsource = '公告'\n";
    let folder = folder(&[
        ("lawgov.toml", "laws = 'laws.toml'\nselect = ['LG401']"),
        ("laws.toml", laws),
        ("a.txt", "清河市2023年法治政府建设情况报告\n2023年，宣传《清河市供热条例》。"),
    ]);
    let found =
        |more: &[&str]| stdout(&run(&folder, &[&["check", "a.txt", "--format", "concise"], more].concat())).to_owned();
    assert!(found(&[]).contains("LG401 repealed-law"), "{}", found(&[]));
    assert!(!found(&["--isolated"]).contains("LG401"));
}

#[test]
fn a_bad_configuration_names_file_line_and_what_to_do() {
    let cases = [
        ("select = ['LG502']\nignored = []", "lawgov.toml:2: unknown field `ignored`; known are"),
        ("select = 3", "lawgov.toml:1: invalid type: integer `3`, expected a sequence; known are"),
        ("\nselect = ['LG999']", "lawgov.toml:2: no rule has the code"),
        ("\n\nprofile = 'none.toml'", "lawgov.toml:3: no file none.toml; paths are relative to this file"),
        ("[per-file.'[']\nignore = ['LG5']", "lawgov.toml:1: error parsing glob"),
        ("select = []\nselect = []", "lawgov.toml:2: duplicate key"),
        ("select = ['doubled-punctation']", "lawgov.toml:1: no rule has the code, prefix or name `doubled-punctation`"),
        ("select = ", "lawgov.toml:1: "),
        ("catalogue = 'bad.toml'", "bad.toml:2: "),
        ("laws = 'bad.toml'", "bad.toml:2: "),
    ];
    for (config, message) in cases {
        let folder = folder(&[("lawgov.toml", config), ("bad.toml", "\nindicators = 1"), ("a.txt", REPORT)]);
        let output = run(&folder, &["check", "a.txt"]);
        assert_eq!((code(&output), stdout(&output)), (2, ""), "{config}");
        assert!(stderr(&output).starts_with(&format!("lawgov: {message}")), "{}", stderr(&output));
    }
}

#[test]
fn a_bad_configuration_is_told_in_chinese() {
    let law = "[[law]]\nkey = 'a'\nname = '清河市供热条例'\nkind = 'rule'\n";
    let cases = [
        ("\nselect = ['LG999']", "lawgov.toml:2：没有编号、编号前缀或名称为“LG999”的规则"),
        ("select = ['LG5']\nignored = []", "lawgov.toml:2：没有字段 ignored；可用的字段：select、ignore"),
        ("select = 3", "lawgov.toml:1：这一项的值类型不对；可用的字段：select、ignore（列表，"),
        ("select = ", "lawgov.toml:1：“select =”从第 "),
        ("select = []\nselect = []", "lawgov.toml:2：同一张表里“select”写了两次"),
        ("[per-file.'[']\nignore = ['LG5']", "lawgov.toml:1：通配符“[”写得不对；通配符用"),
        ("\n\nprofile = 'none.toml'", "lawgov.toml:3：没有文件 none.toml；路径相对于本配置文件"),
        ("laws = 'bad.toml'", "bad.toml:6：key“a”在第 2 行已经写过"),
        ("catalogue = 'bad.toml'", "bad.toml:1：没有字段 `law`；可用的有"),
    ];
    for (config, message) in cases {
        let bad = law.repeat(2);
        let folder = folder(&[("lawgov.toml", config), ("bad.toml", &bad), ("a.txt", REPORT)]);
        let output = run(&folder, &["check", "a.txt", "--lang", "zh"]);
        assert_eq!((code(&output), stdout(&output)), (2, ""), "{config}");
        let told = stderr(&output);
        assert!(told.starts_with(&format!("lawgov: {message}")), "{told}");
        for english in ["expected", "invalid", "error", "unknown", "duplicate"] {
            assert!(!told.contains(english), "{told}");
        }
    }
    let folder = folder(&[("known.json", "{\n3}"), ("a.txt", REPORT)]);
    let output = run(&folder, &["check", "a.txt", "--baseline", "known.json", "--lang", "zh"]);
    assert_eq!(
        stderr(&output),
        "lawgov: known.json:2：不是基线文件，或者内容被改坏了；请删除，再用 --write-baseline 重新生成\n"
    );
}

#[test]
fn the_registry_of_laws_is_listed() {
    let own = "[[law]]\nkey = 'qinghe-heating'\nname = '清河市供热条例'\nkind = 'local_regulation'\nto = 2020-01-01\n";
    let folder = folder(&[("lawgov.toml", "laws = 'laws.toml'"), ("laws.toml", own)]);
    let all = run(&folder, &["laws"]);
    assert_eq!(code(&all), 0);
    assert!(stdout(&all).lines().count() > 100);
    let found = |args: &[&str]| stdout(&run(&folder, &[&["laws"], args].concat())).to_owned();
    let property = found(&["property-law"]);
    let lines: Vec<_> = property.lines().collect();
    assert_eq!(lines[0].split_whitespace().collect::<Vec<_>>(), ["Key", "Kind", "From", "To", "Name"]);
    assert_eq!(lines[1], "property-law  Law   2007-10-01  2021-01-01  物权法  Repealed  → civil-code");
    assert_eq!(
        found(&["供热", "--lang", "zh"]),
        "代码            种类        施行  失效        名称\n\
         qinghe-heating  地方性法规        2020-01-01  清河市供热条例  已废止  未核实\n"
    );
    for query in ["中华人民共和国民法典", "《民法典》", "civil-code"] {
        assert!(found(&[query]).contains("\ncivil-code "), "{query}");
    }
    for kind in ["地方性法规", "local_regulation", "Local regulation"] {
        assert!(found(&[kind]).contains("\nqinghe-heating "), "{kind}");
    }
    let rows: Value = serde_json::from_str(&found(&["供热", "--format", "json"])).expect("JSON");
    assert_eq!((&rows[0]["key"], &rows[0]["confirmed"]), (&"qinghe-heating".into(), &false.into()));
    let own = "[[law]]\nkey = 'qinghe-lift'\nname = '清河市KTV管理办法'\nkind = 'rule'\n";
    write(&folder, "laws.toml", own.as_bytes());
    assert!(found(&["ktv"]).contains("\nqinghe-lift "), "{}", found(&["ktv"]));
    assert!(found(&["QINGHE"]).contains("\nqinghe-lift "), "{}", found(&["QINGHE"]));
    let none = run(&folder, &["laws", "没有这部法", "--isolated"]);
    assert_eq!((code(&none), stdout(&none)), (0, ""));
    assert!(stderr(&none).contains("no law has `没有这部法`"));
}

#[test]
fn a_doubtful_catalogue_is_told() {
    let entry = "\n[[indicator]]\ncode = 'lamps'\nname_zh = '路灯数'\ntheme = 'functions'\nunits = ['盏']\nwordings = [{ subject = ['路灯'] }]\n";
    let told = |catalogue: &str| {
        let folder = folder(&[("lawgov.toml", "catalogue = 'own.toml'"), ("own.toml", catalogue), ("a.txt", REPORT)]);
        let output = run(&folder, &["check", "a.txt"]);
        (code(&output), stderr(&output).to_owned())
    };
    let (status, lines) = told(&format!("{entry}example = '种植行道树30棵。'\ncounter = '安装路灯30盏。'"));
    assert_eq!(status, 1);
    assert!(lines.contains("own.toml:3: the example of `lamps` does not match it; look at units"), "{lines}");
    assert!(lines.contains("own.toml:3: the counter-example of `lamps` matches it"), "{lines}");
    let (_, lines) = told(&format!("{entry}example = '安装路灯30盏。'"));
    assert!(!lines.contains("own.toml"), "{lines}");
    let (_, lines) = told("\n\n[[indicator]]\ncode = 'leaflets'\nextend = true\nexample = '种植行道树30棵。'\n");
    assert!(lines.contains("own.toml:4: the example of `leaflets` does not match it"), "{lines}");
    let (status, lines) = told(&entry.replace("lamps", "路灯"));
    assert_eq!(status, 2);
    assert!(lines.starts_with("lawgov: own.toml:3: the code `路灯` names no column; a code has letters"), "{lines}");
}

#[test]
fn files_left_out_are_named() {
    let folder = folder(&[("r/a.txt", REPORT), ("r/photo.jpg", "x"), ("r/b/clip.mp4", "x")]);
    let output = run(&folder, &["check", "r", "--select", "LG502"]);
    assert!(
        stderr(&output).contains("r: 2 files of other types left out: b/clip.mp4, photo.jpg"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_baseline_hides_what_is_known_until_the_document_changes() {
    let folder = folder(&[("a.txt", REPORT)]);
    let check = |args: &[&str]| run(&folder, &[&["check", "a.txt", "--baseline", "known.json"], args].concat());
    let missing = check(&[]);
    assert_eq!(code(&missing), 2);
    assert!(stderr(&missing).contains("--write-baseline makes one"));
    let written = check(&["--write-baseline", "--select", "LG502"]);
    assert_eq!((code(&written), stdout(&written)), (0, ""));
    let known: Value = serde_json::from_str(&read(&folder, "known.json")).expect("JSON");
    let document = known["documents"].as_object().expect("documents").values().next().expect("a document");
    assert_eq!(document["findings"][0]["rule"], "LG502");
    let rest = check(&[RULES[0], RULES[1], "--format", "concise"]);
    assert_eq!(stdout(&rest).lines().count(), 1);
    assert!(stdout(&rest).contains("LG504"));
    write(&folder, "a.txt", format!("{REPORT}\n").as_bytes());
    assert_eq!(stdout(&check(&[RULES[0], RULES[1], "--format", "concise"])).lines().count(), 2);
    write(&folder, "known.json", b"{\n\"version\": 1,\n\"documents\": 3}");
    assert!(stderr(&check(&[])).starts_with("lawgov: known.json:3: no baseline"));
}

#[test]
fn rules_and_indicators_are_listed_and_explained() {
    let folder = folder(&[]);
    let text = run(&folder, &["rules"]);
    let json = run(&folder, &["rules", "--format", "json"]);
    let json: Value = serde_json::from_str(stdout(&json)).expect("JSON");
    assert_eq!(stdout(&text).lines().count(), json.as_array().expect("rules").len());
    assert_eq!(json[0]["code"], "LG101");
    let indicators = run(&folder, &["indicators", "--format", "json", "--isolated"]);
    let indicators: Value = serde_json::from_str(stdout(&indicators)).expect("JSON");
    assert!(indicators.as_array().expect("indicators").len() > 100);
    for name in ["LG302", "lg302", "parts-differ-from-total"] {
        let page = run(&folder, &["explain", name]);
        assert!(stdout(&page).starts_with("## LG302 parts-differ-from-total"), "{name}");
    }
    let code_of_first = indicators[0]["code"].as_str().expect("a code");
    let page = run(&folder, &["explain", code_of_first, "--lang", "zh"]);
    assert!(stdout(&page).contains(indicators[0]["name_zh"].as_str().expect("a name")));
    let page = run(&folder, &["explain", "leaflets", "--lang", "zh"]);
    assert!(stdout(&page).contains("- 单位：印刷品（份 册 本"), "{}", stdout(&page));
    let unknown = run(&folder, &["explain", "LG999"]);
    assert_eq!((code(&unknown), stdout(&unknown)), (2, ""));
    assert_eq!(
        stderr(&unknown),
        "lawgov: no rule or indicator is called LG999; lawgov rules and lawgov indicators list them\n"
    );
    let asked = |name: &str| stderr(&run(&folder, &["explain", name, "--lang", "zh"])).to_owned();
    assert!(asked("leaflet").contains("没有名为“leaflet”的规则或指标；是否想写“leaflets”？"), "{}", asked("leaflet"));
    assert!(asked("doubled-punctation").contains("是否想写“doubled-punctuation”？"), "{}", asked("doubled-punctation"));
    for far in ["天气", "weather", "x"] {
        assert!(!asked(far).contains("是否想写"), "{}", asked(far));
    }
}
