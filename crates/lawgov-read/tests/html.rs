//! What is read of web pages. `pages/` has pages in the manner of different government websites, all of the report of
//! one invented town, each with the text that it should give.

#![cfg(feature = "html")]
#![allow(clippy::disallowed_methods, reason = "the pages lie in files")]

use encoding_rs::GB18030;
use lawgov_read::{Document, Encoding, Fault, Limits, Note, Reader, read};

const PAGES: [&str; 9] = [
    "cms-editor",
    "gbk-tables",
    "two-copies",
    "span-soup",
    "word-saved",
    "split-lists",
    "shown-by-script",
    "pre-wrap",
    "search-results",
];

fn file(name: &str) -> String {
    let path = format!("{}/tests/pages/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The page of a file, in the encoding that it names.
fn page(name: &str) -> Document {
    let source = file(&format!("{name}.html"));
    let bytes =
        if source.contains("charset=gb2312") { GB18030.encode(&source).0.into_owned() } else { source.into_bytes() };
    read(&bytes, name).expect("a page")
}

fn text(html: &str) -> String {
    read(format!("<html>{html}").as_bytes(), "a.html").expect("a page").text
}

#[test]
fn pages_give_their_document() {
    for name in PAGES {
        assert_eq!(page(name).text, file(&format!("{name}.txt")), "{name}");
    }
}

#[test]
fn a_page_gives_what_its_plain_text_gives() {
    let plain = lawgov::parse(file("report.txt"));
    let words = |report: &lawgov::Report| {
        let sections = report
            .sections
            .iter()
            .map(|s| (report.slice(s.marker).to_owned(), report.slice(s.heading).to_owned(), s.role));
        let statistics = report.statistics.iter().map(|s| (report.slice(s.span).to_owned(), s.value));
        (sections.collect::<Vec<_>>(), statistics.collect::<Vec<_>>())
    };
    for name in PAGES.iter().filter(|name| !["split-lists", "search-results"].contains(name)) {
        let report = lawgov::parse(page(name).text);
        assert_eq!(words(&report), words(&plain), "{name}");
        assert_eq!(report.metadata.signed_on, plain.metadata.signed_on, "{name}");
        assert_eq!(report.metadata.year, plain.metadata.year, "{name}");
        assert!(report.metadata.title.is_some_and(|title| title.contains("2023年法治政府建设年度报告")), "{name}");
    }
    let tables = lawgov::parse(page("gbk-tables").text).metadata;
    assert_eq!(tables.published_on.map(|day| day.to_string()).as_deref(), Some("2024-01-22"));
    assert_eq!(tables.document_number.as_deref(), Some("岚府〔2024〕3号"));
}

#[test]
fn encodings() {
    assert_eq!(page("gbk-tables").encoding, Some(Encoding::Gb18030));
    assert_eq!(page("cms-editor").encoding, Some(Encoding::Utf8));
    // A page that names one encoding and has another, and one with a broken character.
    assert_eq!(text("<meta charset=gb2312><p>岚桥镇"), "岚桥镇\n");
    let broken = [b"<meta charset=gbk><p>".as_slice(), b"\xd2\xbb\xca\xc7\xff\xd2\xbb"].concat();
    let page = read(&broken, "a.html").expect("a page");
    assert_eq!((page.text.as_str(), page.encoding), ("一是\u{fffd}一\n", Some(Encoding::Gb18030)));
    assert!(page.notes.contains(&Note::ReplacementCharacters { count: 1 }));
}

#[test]
fn lines_as_a_browser_shows_them() {
    assert_eq!(text("<p>甲&nbsp;乙　丙&#x20BB7;</p> <p>  一 二\n三\n A\tb </p>"), "甲\u{a0}乙　丙𠮷\n一 二三 A b\n");
    assert_eq!(
        text("<div>甲<div>乙</div>丙<br>丁<br><br></div><pre>戊\n 己\t庚</pre>"),
        "甲\n乙\n丙\n丁\n戊\n 己\t庚\n"
    );
    let list = "<ol start=3><li>甲<li value=7>乙<li>（一）丙</ol><ol style='list-style: none'><li>丁</ol><ol type=A><li>戊</ol><ul><li>己</ul>";
    assert_eq!(text(list), "3.甲\n7.乙\n（一）丙\n丁\nA.戊\n己\n");
    let spans = "<table><tr><td rowspan=3>甲<td>1<tr><td>2<tr><td colspan=2>3<td>4</table>";
    assert_eq!(text(spans), "甲\t1\n\t2\n\t3\t4\n");
}

#[test]
fn pages_without_a_document_say_so() {
    assert_eq!(page("search-results").notes, [Note::NoArticle]);
}

#[test]
fn frames_name_their_address() {
    let error = read(file("frame-only.html").as_bytes(), "a.html").expect_err("no text");
    assert_eq!(error.fault(), &Fault::Elsewhere { address: "/xxgk/2024/report.html".to_owned() });
    let set = "<html><frameset cols='20%,80%'><frame src='main.htm'></frameset></html>";
    assert_eq!(read(set.as_bytes(), "a.html").expect_err("no text").kind(), "content_elsewhere");
}

#[test]
fn pages_in_one_file() {
    let page = file("two-copies.html");
    let quoted: String = page
        .bytes()
        .map(|b| if b < 128 && b != b'=' { char::from(b).to_string() } else { format!("={b:02X}") })
        .collect();
    let mht = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"--=_x\"\r\n\r\n----=_x\r\n\
         Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n----=_x--\r\n"
    );
    let document = read(mht.as_bytes(), "a.mht").expect("a page");
    assert_eq!(document.text, file("two-copies.txt"));
    assert!(document.notes.is_empty());
}

#[test]
fn hostile_pages_are_bounded() {
    let limits = Limits { steps: 2_000_000, ..Limits::default() };
    let read = |page: String| Reader::new().limits(limits).read(format!("<html>{page}").as_bytes(), "a.html");
    for deep in ["<div>".repeat(100_000), "<ul><li>甲".repeat(50_000)] {
        assert_eq!(read(deep).expect_err("too deep").kind(), "too_large");
    }
    let formats: String = (0..20_000).map(|i| format!("<b a={i}><p>甲")).collect();
    assert_eq!(read(formats).expect_err("too deep").kind(), "too_large");
    assert!(read("<a><table>".repeat(50_000)).is_ok());
    let wide = "<td rowspan=99999999 colspan=99999999>1".repeat(5_000);
    assert!(read(format!("<table><tr>{wide}")).is_ok());
    let entities = "&lt;&#x4e00;&nosuch;&#99999999;".repeat(10_000);
    assert!(read(entities).is_ok());
}
