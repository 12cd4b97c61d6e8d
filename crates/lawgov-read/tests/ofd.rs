//! OFD files, built by hand.
#![cfg(feature = "ofd")]

mod common;

use std::io::{Cursor, Write};

use lawgov_read::{Limits, Note, Reader, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A container of these parts.
fn zip(parts: &[(String, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("starts");
        writer.write_all(content.as_bytes()).expect("writes");
    }
    writer.finish().expect("finishes").into_inner()
}

const NAMESPACE: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";

/// A file of one document; the pages lie in it in the reverse of their order.
fn ofd(pages: &[String]) -> Vec<u8> {
    let list: String = (0..pages.len())
        .map(|page| format!("<ofd:Page ID=\"{page}\" BaseLoc=\"Pages/P_{page}/Content.xml\"/>"))
        .collect();
    let mut parts: Vec<(String, String)> = pages
        .iter()
        .enumerate()
        .map(|(page, objects)| {
            let content = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:Page {NAMESPACE}><ofd:Template TemplateID=\"9\"/>\
                 <ofd:Content><ofd:Layer Type=\"Body\">{objects}</ofd:Layer></ofd:Content></ofd:Page>"
            );
            (format!("Doc_0/Pages/P_{page}/Content.xml"), content)
        })
        .rev()
        .collect();
    parts.push((
        "Doc_0/Tpls/T.xml".to_owned(),
        format!(
            "<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content></ofd:Page>",
            line(30.0, 9.0, "模板")
        ),
    ));
    parts.push((
        "Doc_0/Document.xml".to_owned(),
        format!(
            "<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>\
             </ofd:PageArea><ofd:TemplatePage ID=\"9\" BaseLoc=\"Tpls/T.xml\"/></ofd:CommonData>\
             <ofd:Pages>{list}</ofd:Pages></ofd:Document>"
        ),
    ));
    parts.push((
        "OFD.xml".to_owned(),
        format!("<ofd:OFD {NAMESPACE} DocType=\"OFD\"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
    ));
    zip(&parts)
}

/// A line of characters of 5 mm, its base line at `y`.
fn line(x: f32, y: f32, text: &str) -> String {
    let count = text.chars().count().saturating_sub(1);
    format!(
        "<ofd:TextObject Boundary=\"{x} {} 150 5\" Font=\"1\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"4\" \
         DeltaX=\"g {count} 5\">{text}</ofd:TextCode></ofd:TextObject>",
        y - 4.0
    )
}

fn text(bytes: &[u8]) -> String {
    read(bytes, "a.ofd").expect("a text").text
}

#[test]
fn objects_become_lines_and_paragraphs() {
    let full = "推进依法行政".repeat(5);
    let first = [
        line(30.0, 120.0, &full),
        line(80.0, 60.0, "年度报告"),
        line(30.0, 110.0, &full),
        line(40.0, 100.0, &full[..28 * 3]),
        line(95.0, 285.0, "—1—"),
    ];
    let second = [line(30.0, 50.0, "结尾。"), line(40.0, 58.0, "一、下一段")];
    let expected = format!("年度报告\n{}{full}{full}结尾。\n一、下一段\n", &full[..28 * 3]);
    assert_eq!(text(&ofd(&[first.concat(), second.concat()])), expected);
}

#[test]
fn places_of_every_writing() {
    let scaled = "<ofd:TextObject CTM=\"0.5 0 0 0.5 0 0\" Boundary=\"30 100 90 9\" Size=\"10\"><ofd:TextCode X=\"0\" Y=\"8\" \
                  DeltaX=\"10 10\">甲乙丙</ofd:TextCode><ofd:TextCode X=\"30\" DeltaX=\"g 1 10\">丁&amp;</ofd:TextCode></ofd:TextObject>";
    let natural = "<ofd:PageBlock><ofd:TextObject Boundary=\"30 120 90 9\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"4\">2023年12次\
                   </ofd:TextCode></ofd:TextObject></ofd:PageBlock>";
    let hidden = "<ofd:TextObject Visible=\"false\" Boundary=\"30 140 9 9\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"4\">无\
                  </ofd:TextCode></ofd:TextObject>";
    assert_eq!(text(&ofd(&[[scaled, natural, hidden].concat()])), "甲乙丙丁&\n2023年12次\n");
}

#[test]
fn watermarks_and_pictures_are_noted() {
    let mark = "<ofd:TextObject CTM=\"0.7 0.7 -0.7 0.7 0 0\" Boundary=\"30 90 90 90\" Size=\"20\"><ofd:TextCode X=\"0\" Y=\"9\" \
                DeltaX=\"20\">内部</ofd:TextCode></ofd:TextObject>";
    let picture = "<ofd:ImageObject Boundary=\"0 0 210 297\" ResourceID=\"5\"/>";
    let document = read(&ofd(&[line(30.0, 100.0, "一、举措") + mark, picture.to_owned()]), "a.ofd").expect("a text");
    assert_eq!(document.text, "一、举措\n");
    assert_eq!(document.notes, [Note::PicturePages { count: 1 }, Note::AslantText { count: 2 }]);
    let error = read(&ofd(&[picture.to_owned()]), "a.ofd").expect_err("no text");
    assert_eq!(error.kind(), "no_text_layer");
}

#[test]
fn several_documents_and_versions() {
    let page = |words: &str| {
        format!(
            "<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content></ofd:Page>",
            line(30.0, 99.0, words)
        )
    };
    let document = |page: &str| {
        format!("<ofd:Document {NAMESPACE}><ofd:Pages><ofd:Page BaseLoc=\"{page}\"/></ofd:Pages></ofd:Document>")
    };
    let parts = [
        (
            "OFD.xml",
            format!(
                "<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>a/Document.xml</ofd:DocRoot><ofd:Versions>\
             <ofd:Version Current=\"false\" BaseLoc=\"a/v1.xml\"/><ofd:Version Current=\"true\" BaseLoc=\"/a/v2.xml\"/>\
             </ofd:Versions></ofd:DocBody><ofd:DocBody><ofd:DocRoot>/b/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
            ),
        ),
        ("a/v2.xml", format!("<ofd:DocVersion {NAMESPACE}><ofd:DocRoot>Second.xml</ofd:DocRoot></ofd:DocVersion>")),
        ("a/Document.xml", document("old.xml")),
        ("a/Second.xml", document("new.xml")),
        ("a/new.xml", page("新版")),
        ("a/old.xml", page("旧版")),
        ("b/Document.xml", document("p.xml")),
        ("b/p.xml", page("第二份")),
    ];
    let parts: Vec<(String, String)> = parts.into_iter().map(|(name, xml)| (name.to_owned(), xml)).collect();
    assert_eq!(text(&zip(&parts)), "新版\n第二份\n");
}

#[test]
fn what_cannot_be_read_says_why() {
    let sound = ofd(&[line(30.0, 100.0, "一、举措")]);
    let kind = |bytes: &[u8]| read(bytes, "a.ofd").expect_err("no text").kind();
    assert_eq!(kind(&sound[..sound.len() - 40]), "truncated_file");
    let locked = [("OFD.xml", "x"), ("Encryptions.xml", "x")].map(|(name, xml)| (name.to_owned(), xml.to_owned()));
    assert_eq!(kind(&zip(&locked)), "encrypted");
    let lost = ("OFD.xml".to_owned(), "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>".to_owned());
    assert_eq!(kind(&zip(&[lost])), "damaged_file");
}

#[test]
fn bombs_are_refused() {
    let limits = Limits { expanded: 1 << 20, ..Limits::default() };
    let kind = |bytes: &[u8]| Reader::new().limits(limits).read(bytes, "a.ofd").expect_err("a bomb").kind();
    assert_eq!(kind(&ofd(&[" ".repeat(20 << 20)])), "too_large");
    // One page, named over and over.
    let many = "<Page BaseLoc=\"p.xml\"/>".repeat(2_000);
    let parts = [
        ("OFD.xml", "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>".to_owned()),
        ("Document.xml", format!("<Document><Pages>{many}</Pages></Document>")),
        (
            "p.xml",
            format!(
                "<Page><Content><Layer>{}</Layer></Content></Page>",
                line(30.0, 90.0, &"字".repeat(500)).replace("ofd:", "")
            ),
        ),
    ];
    let parts: Vec<(String, String)> = parts.into_iter().map(|(name, xml)| (name.to_owned(), xml)).collect();
    assert_eq!(kind(&zip(&parts)), "too_large");
}

#[test]
fn damage_is_an_error_and_no_more() {
    common::damage(&ofd(&[line(30.0, 100.0, "一、举措"), line(30.0, 100.0, "全年12次")]), "a.ofd", 3_000);
}
