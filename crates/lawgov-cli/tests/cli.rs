//! The binary, from outside: what it prints, where, and with which exit code.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::{Command, Stdio};

use serde_json::Value;
use support::{code, folder_of_bytes as folder, lawgov, rows, run, run_with_input, stderr, stdout, write};

const REPORT: &str = "\
青石镇2023年法治政府建设年度报告

一、主要举措和成效
（一）加强法治宣传
一是开展普法宣传。全年发放宣传资料1200余份，𠮷祥村举办讲座3场。二是组织学法考试。
二、存在的不足
执法力量不足。
";

fn names(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["source"]["name"].as_str().expect("a name")).collect()
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

#[test]
fn a_report_is_one_object() {
    let folder = folder(&[("a.txt", REPORT.as_bytes())]);
    let output = run(&folder, &["parse", "a.txt"]);
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    let report: Value = serde_json::from_str(stdout(&output)).expect("JSON");
    assert_eq!(report["text"], REPORT);
    assert_eq!(report["source"]["name"], "a.txt");
    assert_eq!(report["source"]["encoding"], "utf-8");
    assert_eq!(report["sections"][0]["heading"], "主要举措和成效");
}

#[test]
fn several_reports_are_an_array_and_an_empty_one_is_a_report() {
    let folder = folder(&[("a.txt", REPORT.as_bytes()), ("b.txt", b"")]);
    let output = run(&folder, &["parse", "a.txt", "b.txt"]);
    assert_eq!(code(&output), 0);
    let reports: Value = serde_json::from_str(stdout(&output)).expect("JSON");
    assert_eq!(reports.as_array().map(Vec::len), Some(2));
    assert_eq!(reports[1]["text"], "");
    assert!(stderr(&output).contains("b.txt: the file holds no text"));
}

#[test]
fn offsets_are_in_the_unit_asked_for() {
    let text = format!("\u{feff}𠮷林{}", REPORT.replace('\n', "\r\n"));
    let folder = folder(&[("a.txt", text.as_bytes())]);
    for unit in ["char", "utf16", "byte"] {
        let output = run(&folder, &["parse", "--format", "jsonl", "--offsets", unit, "a.txt"]);
        let report = &rows(&output)[0];
        assert_eq!(report["offset_unit"], unit);
        assert_eq!(report["text"], text.as_str());
        let measure = &report["measures"][0];
        let (start, end) = (measure["start"].as_u64().unwrap() as usize, measure["end"].as_u64().unwrap() as usize);
        let slice = match unit {
            "char" => text.chars().skip(start).take(end - start).collect(),
            "byte" => text[start..end].to_owned(),
            _ => String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end]).unwrap(),
        };
        assert_eq!(measure["text"], slice.as_str(), "{unit}");
        assert!(slice.starts_with("一是开展普法宣传"), "{unit}: {slice}");
    }
}

#[test]
fn gb18030_gives_the_same_text_as_utf8() {
    let bytes = b"\xd2\xbb\xa1\xa2\xd6\xf7\xd2\xaa\xbe\xd9\xb4\xeb\n\x95\x34\xb2\x35\xd5\xf2";
    let folder = folder(&[("a.txt", bytes)]);
    let report = &rows(&run(&folder, &["parse", "--format", "jsonl", "a.txt"]))[0];
    assert_eq!(report["text"], "一、主要举措\n𠮷镇");
    assert_eq!(report["source"]["encoding"], "gb18030");
}

#[test]
fn formats_are_told_by_content() {
    let prose = "全镇围绕群众关心的征地补偿、邻里纠纷、劳动报酬等事项，把法律服务送到田间地头，让群众遇到难处时找得到人、说得上话、办得成事，依法维护自身的合法权益。";
    let report = format!("{REPORT}{prose}");
    let lines = report.replace('\n', "<p>");
    let page = format!("<!doctype html><title>页</title><div class=nav><a href=#>首页</a></div><p>{lines}");
    let folder = folder(&[
        ("in/1.html", page.as_bytes()),
        ("in/2.doc", page.as_bytes()),
        ("in/3.pdf", b""),
        ("4.rar", b"Rar!\x1a\x07\0"),
    ]);
    let output = run(&folder, &["parse", "--format", "jsonl", "in", "4.rar"]);
    let rows = rows(&output);
    assert_eq!(names(&rows), ["in/1.html", "in/2.doc", "in/3.pdf", "4.rar"]);
    for row in &rows[..2] {
        assert_eq!(
            (row["source"]["format"].as_str(), row["source"]["encoding"].as_str()),
            (Some("html"), Some("utf-8"))
        );
        assert_eq!(row["sections"].as_array().map(Vec::len), Some(lawgov::parse(report.as_str()).sections.len()));
        assert!(!row["text"].as_str().expect("a text").contains("首页"));
    }
    assert_eq!(
        (&rows[2]["error"]["kind"], &rows[3]["error"]["kind"]),
        (&"empty_file".into(), &"unsupported_format".into())
    );
    assert!(stderr(&output).contains("in/2.doc: the name ends in .doc, but the file is a web page"));
}

#[test]
fn standard_input_is_a_file() {
    let output = run_with_input(&["parse", "-", "--format", "jsonl"], REPORT.as_bytes());
    assert_eq!(code(&output), 0);
    assert_eq!(rows(&output)[0]["source"]["name"], "-");
}

#[test]
fn folders_are_read_in_sorted_order() {
    let text = REPORT.as_bytes();
    let folder = folder(&[
        ("in/乙.txt", text),
        ("in/a.TXT", text),
        ("in/sub/1.md", text),
        ("in/.hidden/x.txt", text),
        ("in/.x.txt", text),
        ("in/README.md", text),
        ("in/table.xlsx", text),
    ]);
    let output = run(&folder, &["parse", "--format", "jsonl", "in"]);
    assert_eq!(names(&rows(&output)), ["in/a.TXT", "in/sub/1.md", "in/乙.txt"]);
    assert!(stderr(&output).contains("1 file of other types"));
}

#[test]
fn many_files_keep_their_order() {
    let files: Vec<(String, String)> =
        (0..300).map(|i| (format!("in/{i:03}.txt"), REPORT.repeat(1 + (i * 7) % 11))).collect();
    let given: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = folder(&given);
    let output = run(&folder, &["parse", "--format", "jsonl", "in"]);
    assert_eq!(names(&rows(&output)), files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
}

#[test]
fn a_bad_file_is_a_row_and_a_line_and_the_run_goes_on() {
    let mut broken = REPORT.as_bytes().to_vec();
    let at = REPORT.find("（一）").expect("a heading");
    broken[at] = 0xff;
    let folder = folder(&[("1.txt", &broken), ("2.txt", REPORT.as_bytes())]);
    let output = run(&folder, &["parse", "--format", "jsonl", "1.txt", "2.txt", "3.txt"]);
    assert_eq!(code(&output), 1);
    let rows = rows(&output);
    assert_eq!(names(&rows), ["1.txt", "2.txt", "3.txt"]);
    assert_eq!(rows[0]["error"]["kind"], "malformed_encoding");
    assert_eq!(rows[0]["error"]["offset"], at);
    assert_eq!(rows[0]["error"]["line"], 4);
    assert_eq!(rows[1]["text"], REPORT);
    assert_eq!(rows[2]["error"]["kind"], "not_found");
    let place = format!("1.txt: byte 0xFF at offset {at} (line 4) is not UTF-8");
    assert!(stderr(&output).contains(&place), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 2);
}

#[test]
fn messages_follow_the_language() {
    let folder = folder(&[("a.doc", b"{\\rtf1 }")]);
    let english = run(&folder, &["parse", "a.doc"]);
    assert!(stderr(&english).contains("a.doc: is an RTF document, not a report that can be read"));
    let asked = run(&folder, &["parse", "a.doc", "--lang", "zh"]);
    assert!(stderr(&asked).contains("a.doc：这是 RTF 文档，不是可以读取的报告"));
    let environment =
        lawgov(folder.path()).args(["parse", "a.doc"]).env("LANG", "zh_CN.UTF-8").output().expect("the binary runs");
    assert_eq!(stderr(&environment), stderr(&asked));
}

#[test]
fn wrong_usage_and_nothing_to_read_are_two() {
    let folder = folder(&[("empty/.keep", b"")]);
    for args in [&["parse"][..], &["nonsense"], &["parse", "--format", "xml", "a.txt"], &["parse", "empty"]] {
        let output = run(&folder, args);
        assert_eq!((code(&output), stdout(&output)), (2, ""), "{args:?}");
        assert!(!stderr(&output).is_empty(), "{args:?}");
    }
}

#[test]
fn output_appears_whole_or_not_at_all() {
    let folder = folder(&[("a.txt", REPORT.as_bytes()), ("out.jsonl", b"before")]);
    let output = run(&folder, &["parse", "--format", "jsonl", "a.txt", "-o", "out.jsonl"]);
    assert_eq!((code(&output), stdout(&output)), (0, ""));
    let written = fs::read_to_string(folder.path().join("out.jsonl")).expect("the output");
    assert_eq!(written.lines().count(), 1);
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").filter_map(Result::ok).collect();
    assert_eq!(left.len(), 2, "{left:?}");

    let output = run(&folder, &["parse", "a.txt", "-o", "missing/out.json"]);
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    assert!(stderr(&output).contains("missing/out.json: cannot be written: no such file or folder (check the path)"));
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing_half_written() {
    let folder = folder(&[("out.json", b"before")]);
    let mut child = lawgov(folder.path())
        .args(["parse", "-", "-o", "out.json"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let temporary = || {
        let names = fs::read_dir(folder.path()).expect("a folder").filter_map(Result::ok).map(|e| e.file_name());
        names.filter(|name| name.to_string_lossy().starts_with(".lawgov-")).count()
    };
    let _kept_open = child.stdin.take();
    let started = std::time::Instant::now();
    while temporary() == 0 {
        assert!(started.elapsed().as_secs() < 60, "no output is begun");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(interrupted.success());
    assert_eq!(child.wait().expect("ends").code(), Some(130));
    assert_eq!(temporary(), 0);
    assert_eq!(fs::read_to_string(folder.path().join("out.json")).expect("the old file"), "before");
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_failure() {
    let many = REPORT.repeat(2000);
    let folder = folder(&[("a.txt", many.as_bytes())]);
    let mut child = lawgov(folder.path())
        .args(["parse", "a.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!((code(&output), stderr(&output)), (0, ""));
}

#[test]
fn quantities_have_a_row_a_file() {
    let folder = folder(&[("a.txt", REPORT.as_bytes())]);
    let rows = rows(&run(&folder, &["quantities", "--format", "jsonl", "a.txt", "b.txt"]));
    assert_eq!(names(&rows), ["a.txt", "b.txt"]);
    assert!(rows[0]["quantities"].is_array());
    assert_eq!(rows[1]["error"]["kind"], "not_found");
}

#[test]
fn a_page_shows_markup_in_a_report_as_text() {
    let text = format!("{REPORT}<script>alert(1)</script>&amp;\" onload='x'");
    let folder = folder(&[("a.txt", text.as_bytes())]);
    let output = run(&folder, &["show", "a.txt", "--html", "a.html"]);
    assert_eq!((code(&output), stdout(&output), stderr(&output)), (0, "", ""));
    let page = fs::read_to_string(folder.path().join("a.html")).expect("a page");
    assert!(!page.contains("<script"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;&quot; onload=&#39;x&#39;"));
    assert!(!page.contains("http://") && !page.contains("https://"));
}

#[test]
fn a_page_marks_every_item_whole() {
    let report = lawgov::parse(REPORT);
    let page = report.to_html(&lawgov::HtmlOptions::default());
    assert!(!report.marks().is_empty());
    for mark in report.marks() {
        let id = mark.id();
        let mut marked = String::new();
        for piece in page.split("<mark ").skip(1) {
            let (attributes, rest) = piece.split_once('>').expect("a tag");
            let ids =
                attributes.split("data-ids=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            if ids.split(' ').any(|other| other == id) {
                let content = rest.split("</mark>").next().expect("an end");
                marked.push_str(content.rsplit("</a>").next().expect("text"));
            }
        }
        assert_eq!(marked, report.slice(mark.span), "{id}");
        assert_eq!(page.matches(&format!("-{id}\" href=")).count(), 1, "{id} is linked to its row");
    }
}

#[test]
fn a_folder_becomes_a_folder_of_pages() {
    let folder = folder(&[("in/a.txt", REPORT.as_bytes()), ("in/a.md", REPORT.as_bytes()), ("in/b.txt", b"\xff")]);
    let output = run(&folder, &["show", "in", "--html", "out"]);
    assert_eq!(code(&output), 1);
    let mut pages: Vec<_> = fs::read_dir(folder.path().join("out"))
        .expect("a folder")
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .collect();
    pages.sort();
    assert_eq!(pages, ["a-2.html", "a.html", "index.html"]);
    let index = fs::read_to_string(folder.path().join("out/index.html")).expect("a page");
    assert!(index.contains("<a href=\"./a.html\">") && index.contains("<a href=\"./a-2.html\">"), "{index}");
    let told = stderr(&output).lines().find_map(|line| line.strip_prefix("lawgov: in/b.txt: ")).expect("told");
    assert!(index.contains("<h2>Files that could not be read</h2>"), "{index}");
    assert!(index.contains(&format!("<li>in/b.txt: {told}\n")), "{index}");
    let output = run(&folder, &["show", "in/a.txt", "in/a.md", "none<i>.txt", "--html", "out", "--lang", "zh"]);
    assert_eq!(code(&output), 1);
    let index = fs::read_to_string(folder.path().join("out/index.html")).expect("a page");
    assert!(index.contains("<h2>未能读取的文件</h2>\n<ul>\n<li>none&lt;i>.txt：无法读取：没有这个文件"), "{index}");
    run(&folder, &["show", "in/a.txt", "in/a.md", "--html", "out"]);
    let index = fs::read_to_string(folder.path().join("out/index.html")).expect("a page");
    assert!(!index.contains("<h2>"), "{index}");
}

#[test]
fn the_terminal_view_has_colours_only_where_wanted() {
    let folder = folder(&[("a.txt", REPORT.as_bytes())]);
    let plain = run(&folder, &["show", "a.txt"]);
    assert!(!stdout(&plain).contains('\u{1b}'));
    assert!(stdout(&plain).contains("[>一是开展普法宣传]"), "{}", stdout(&plain));
    let coloured = run(&folder, &["show", "a.txt", "--color", "always"]);
    assert!(stdout(&coloured).contains("\u{1b}[1m一、主要举措和成效\u{1b}[0m"));
    let refused = lawgov(folder.path()).args(["show", "a.txt"]).env("NO_COLOR", "1").output().expect("the binary runs");
    assert!(!stdout(&refused).contains('\u{1b}'));
}

#[test]
fn a_summary_counts() {
    let folder = folder(&[("a.txt", REPORT.as_bytes()), ("b.txt", REPORT.as_bytes())]);
    let output = run(&folder, &["summary", "a.txt", "b.txt", "c.txt", "--lang", "zh"]);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).contains("章节 3  举措 2"), "{}", stdout(&output));
    assert!(stdout(&output).contains("共 2 份报告，1 个文件读取失败\n  章节 6  举措 4"), "{}", stdout(&output));
}

#[test]
fn every_row_follows_the_schema() {
    let folder = folder(&[("a.txt", REPORT.as_bytes()), ("b.txt", b"\xff\xff")]);
    let schema = run(&folder, &["schema"]);
    let schema: Value = serde_json::from_str(stdout(&schema)).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let samples = samples();
    let output = run(&folder, &["parse", "--format", "jsonl", "a.txt", "b.txt", &samples.to_string_lossy()]);
    let rows = rows(&output);
    assert!(rows.len() > 2, "the samples are read");
    for row in rows {
        let errors: Vec<_> = validator.iter_errors(&row).map(|e| format!("{} at {}", e, e.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", row["source"]["name"]);
    }
}

#[test]
fn every_command_that_reads_reports_has_the_same_configuration() {
    let lamps = "[[indicator]]\ncode = 'lamps'\nname_zh = '路灯数'\ntheme = 'functions'\nunits = ['盏']\n\
                 wordings = [{ subject = ['路灯'] }]\n";
    let folder = folder(&[
        ("lawgov.toml", b"catalogue = 'lamps.toml'\nignore = ['LG5']\n"),
        ("lamps.toml", lamps.as_bytes()),
        ("a.txt", "清河市2023年法治政府建设情况报告\n一、工作\n全年安装路灯20盏。。".as_bytes()),
    ]);
    let seen = |more: &[&str]| {
        let row = &rows(&run(&folder, &[&["parse", "--format", "jsonl", "a.txt"], more].concat()))[0];
        let codes = |list: &str, field: &str| -> Vec<String> {
            let list = row[list].as_array().expect("a list").iter();
            list.map(|item| item[field].as_str().expect("a code").to_owned()).collect()
        };
        (codes("indicators", "code"), codes("findings", "rule"))
    };
    assert_eq!(seen(&[]), (vec!["lamps".to_owned()], vec![]));
    assert_eq!(seen(&["--isolated"]), (vec![], vec!["LG502".to_owned()]));
    let text = |args: &[&str]| stdout(&run(&folder, args)).to_owned();
    assert!(text(&["summary", "a.txt"]).contains("findings 0\n"));
    assert!(text(&["summary", "a.txt", "--isolated"]).contains("findings 1 (warning 1)\n"));
    assert!(!text(&["show", "a.txt"]).contains("[!"));
    assert!(text(&["show", "a.txt", "--isolated"]).contains("[!。。]"));
    write(&folder, "lawgov.toml", b"catalog = 'lamps.toml'");
    for command in ["parse", "summary", "show", "check"] {
        let output = run(&folder, &[command, "a.txt"]);
        assert_eq!((code(&output), stdout(&output)), (2, ""), "{command}");
        assert!(stderr(&output).starts_with("lawgov: lawgov.toml:1: "), "{command}: {}", stderr(&output));
    }
}

#[cfg(unix)]
#[test]
fn what_the_system_says_is_said_in_the_language_asked_for() {
    let folder = folder(&[("a.txt", REPORT.as_bytes()), ("bad.toml", b"\xff")]);
    let long = "长".repeat(200) + ".txt";
    let cases: [(&[&str], &str); 6] = [
        (&["parse", "none.txt"], "none.txt：无法读取：没有这个文件或文件夹（请检查路径）"),
        (&["parse", "a.txt/b.txt"], "a.txt/b.txt：无法读取：路径中间的一段是文件，不是文件夹（请检查路径）"),
        (&["parse", &long], "：无法读取：文件名过长或含有系统不允许的字符（请改用较短的名称）"),
        (&["parse", "a.txt", "-o", "/dev/full"], "/dev/full：无法写入：磁盘已满（请清理磁盘或换一个位置）"),
        (&["check", "a.txt", "--config", "bad.toml"], "bad.toml：无法读取：内容不是 UTF-8 文本（请另存为 UTF-8）"),
        (&["check", "a.txt", "--baseline", "."], ".：无法读取：这是文件夹，不是文件；基线文件用 --write-baseline 生成"),
    ];
    for (args, message) in cases {
        let said = run(&folder, &[args, &["--lang", "zh"]].concat());
        assert!(stderr(&said).trim_end().ends_with(message), "{}", stderr(&said));
        let english = run(&folder, args);
        assert!(stderr(&english).is_ascii() || args.contains(&&*long), "{}", stderr(&english));
        assert!(!stderr(&english).contains("os error"), "{}", stderr(&english));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_unicode_are_read_and_stay_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = folder(&[]);
    for name in [&b"\xc4\xea.txt"[..], b"\xb1\xa8.txt"] {
        fs::write(folder.path().join(OsStr::from_bytes(name)), REPORT).expect("a file");
    }
    let output = run(&folder, &["parse", "--format", "jsonl", "."]);
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    assert_eq!(names(&rows(&output)), ["./\\xB1\\xA8.txt", "./\\xC4\\xEA.txt"]);
    let output = run(&folder, &["show", ".", "--html", "pages"]);
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    assert!(folder.path().join(OsStr::from_bytes(b"pages/\xc4\xea.html")).is_file());
    let gone = lawgov(folder.path()).arg("parse").arg(OsStr::from_bytes(b"\xff.txt")).output().expect("it runs");
    assert_eq!(code(&gone), 1);
    assert!(stderr(&gone).contains("\\xFF.txt: cannot be read: no such file or folder"), "{}", stderr(&gone));
}

#[test]
fn help_speaks_chinese_when_asked_to() {
    let folder = folder(&[]);
    let zh = run(&folder, &["check", "--help", "--lang", "zh"]);
    assert_eq!((code(&zh), stderr(&zh)), (0, ""));
    for text in ["用法：lawgov check [选项] <路径>...\n", "\n参数：\n", "\n选项：\n", "--baseline <文件>", "逐条列出"]
    {
        assert!(stdout(&zh).contains(text), "{text}");
    }
    for english in ["Usage", "Options", "default", "possible values", "Print"] {
        assert!(!stdout(&zh).contains(english), "{english}");
    }
    for args in [&["--lang=zh", "check", "-h"][..], &["--lang", "zh", "help", "check"]] {
        assert_eq!(stdout(&run(&folder, args)), stdout(&zh), "{args:?}");
    }
    let environment =
        lawgov(folder.path()).args(["check", "--help"]).env("LC_ALL", "zh_CN.UTF-8").output().expect("runs");
    assert_eq!(stdout(&environment), stdout(&zh));
    let asked = lawgov(folder.path()).args(["--help", "--lang", "en"]).env("LC_ALL", "zh_CN").output().expect("runs");
    assert!(stdout(&asked).contains("Usage: lawgov"));
    let bare = run(&folder, &["--lang", "zh"]);
    assert_eq!((code(&bare), stdout(&bare)), (2, ""));
    let version = run(&folder, &["--version", "--lang", "zh"]);
    assert_eq!((code(&version), stdout(&version)), (0, concat!("lawgov ", env!("CARGO_PKG_VERSION"), "\n")));
}

#[test]
fn wrong_arguments_are_named_in_chinese() {
    let folder = folder(&[("a.txt", REPORT.as_bytes())]);
    let cases: [(&[&str], &str); 13] = [
        (&["chek"], "错误：没有“chek”这个命令\n\n  是不是要写 check"),
        (&["check"], "错误：缺少必需的参数：<路径>...\n\n用法：lawgov check [选项] <路径>..."),
        (&["check", "a.txt", "--formt", "json"], "错误：没有“--formt”这个选项\n\n  是不是要写 --format？"),
        (
            &["check", "a.txt", "--format", "jso"],
            "错误：“jso”不能用作 --format <格式> 的值\n  可选：full、concise、json",
        ),
        (&["parse", "a.txt", "--offsets", "bytes"], "的值\n  可选：char、utf16、byte\n\n  是不是要写 byte？"),
        (&["table", "a.txt", "-o", "x.csv", "--table", "panels"], "是不是要写 panel"),
        (&["parse", "a.txt", "--offsets"], "错误：“--offsets <单位>”后面缺少值\n"),
        (&["overlap", "a.txt", "--min-run", "3"], "错误：“3”不能用作 --min-run <数> 的值\n  --min-run <数>：至少连续"),
        (&["check", "a.txt", "--write-baseline"], "错误：缺少必需的参数：--baseline <文件>"),
        (&["check", "a.txt", "--isolated", "--config", "x"], "同时使用"),
        (&["check", "a.txt", "--baseline", "x", "--baseline", "y"], "错误：“--baseline <文件>”只能写一次"),
        (&["check", "a.txt", "--statistics=1"], "错误：“--statistics”后面多出了“1”"),
        (&["rules", "a.txt"], "错误：多出了“a.txt”\n\n用法：lawgov rules [选项]\n\n详细用法见 lawgov rules --help\n"),
    ];
    for (args, message) in cases {
        let output = run(&folder, &[&["--lang", "zh"], args].concat());
        assert_eq!((code(&output), stdout(&output)), (2, ""), "{args:?}");
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
}

#[test]
fn far_arguments_are_not_guessed_at() {
    let folder = folder(&[("a.txt", REPORT.as_bytes())]);
    for args in
        [&["x"][..], &["check", "a.txt", "--colour-of-it", "x"], &["table", "a.txt", "-o", "x.csv", "--table", "s"]]
    {
        for lang in ["zh", "en"] {
            let output = run(&folder, &[&["--lang", lang], args].concat());
            assert_eq!(code(&output), 2);
            let told = stderr(&output);
            assert!(!told.contains("是不是要写") && !told.contains("similar"), "{told}");
        }
    }
    let told = run(&folder, &["chek", "--lang", "en"]);
    assert!(stderr(&told).contains("a similar subcommand exists: 'check'"), "{}", stderr(&told));
}
