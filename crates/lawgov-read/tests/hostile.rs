//! Files cut off, damaged and made up: every reader gives a text or an error, never a panic, within its limits.

#![cfg(all(feature = "html", feature = "docx"))]
#![allow(clippy::disallowed_methods, reason = "the pages lie in files")]

mod support;

use lawgov_read::{Limits, Reader};
use proptest::prelude::*;
use support::zip;

/// Little enough that a reader that does not count would be noticed.
const LIMITS: Limits = Limits { bytes: 4 << 20, expanded: 8 << 20, entries: 1000, depth: 256, steps: 1_000_000 };

/// A Word document with something of everything.
fn document() -> Vec<u8> {
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let item = |n: usize| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:fldChar \
             w:fldCharType=\"begin\"/><w:instrText>DATE</w:instrText><w:fldChar w:fldCharType=\"separate\"/>\
             <w:t>第{n}项，调解纠纷{n}件。</w:t><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲{n}</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
            n % 9
        )
    };
    let body: String = (0..200).map(item).collect();
    let level = |n: usize| {
        format!(
            "<w:lvl w:ilvl=\"{n}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%{}、\"/></w:lvl>",
            n + 1
        )
    };
    let levels: String = (0..9).map(level).collect();
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering";
    zip(&[
        ("word/document.xml", &format!("<w:document {word}><w:body>{body}</w:body></w:document>")),
        (
            "word/numbering.xml",
            &format!(
                "<w:numbering {word}><w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>\
                <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            &format!(
                "<Relationships><Relationship Id=\"r\" Type=\"{relation}\" Target=\"numbering.xml\"/></Relationships>"
            ),
        ),
    ])
}

fn page() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages/cms-editor.html");
    std::fs::read(path).expect("a page").repeat(4)
}

/// Reads; what comes out is text or an error that says something.
fn survives(bytes: &[u8], name: &str) {
    match Reader::new().limits(LIMITS).read(bytes, name) {
        Ok(document) => assert!(document.text.len() <= 16 << 20),
        Err(error) => assert!(error.to_string().starts_with(name)),
    }
}

#[test]
fn files_cut_off_anywhere() {
    for (file, name) in [(document(), "a.docx"), (page(), "a.html")] {
        assert!(Reader::new().read(&file, name).is_ok(), "{name}");
        for end in (0..file.len()).step_by(512) {
            survives(&file[..end], name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn damaged_documents(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut file = document();
        for (at, byte) in &places {
            let at = at.index(file.len());
            file[at] ^= byte;
        }
        survives(&file, "a.docx");
    }

    #[test]
    fn damaged_pages(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut file = page();
        for (at, byte) in &places {
            let at = at.index(file.len());
            file[at] = *byte;
        }
        survives(&file, "a.html");
    }

    #[test]
    fn made_up_markup(tags in prop::collection::vec("(</?(w:)?(p|r|t|tbl|tr|tc|table|td|div|ol|li|a|pre|del|ins|frameset|iframe|svg|select|template)( (w:)?(id|val|rowspan|style)='[0-9a-z:]{0,6}')?/?>|[甲 \n一、。，0-9]{0,4})", 0..200)) {
        let markup = tags.concat();
        survives(format!("<html>{markup}").as_bytes(), "a.html");
        let word = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
        let document = format!("<w:document {word}><w:body>{markup}</w:body></w:document>");
        survives(&zip(&[("word/document.xml", &document)]), "a.docx");
    }

    #[test]
    fn anything_under_any_name(bytes in prop::collection::vec(any::<u8>(), 0..600), start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.4\n", b"MIME-Version: 1.0\n\n", b"<html>"]), name in "[a-z.]{0,6}(docx|html|mht|pdf|ofd|doc|txt)?") {
        survives(&[start, &bytes].concat(), &name);
    }
}
