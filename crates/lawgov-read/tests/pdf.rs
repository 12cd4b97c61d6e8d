//! PDF files: hand-built ones for what programs seldom write, and files of real programs.
#![cfg(feature = "pdf")]

mod common;

use std::io::Write;

use lawgov_read::{Limits, Note, Reader, read};

const RESTRICTED: &[u8] = include_bytes!("data/restricted.pdf");
const LOCKED: &[u8] = include_bytes!("data/locked.pdf");

/// A file of these objects, numbered from 1; the first is the catalog.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", index + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    bytes
}

fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<<{dict}/Length {}>>\nstream\n", content.len()).into_bytes();
    bytes.extend(content);
    bytes.extend(b"\nendstream");
    bytes
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A page a content, all with one Chinese font of that encoding and no `ToUnicode`.
fn pages(encoding: &str, contents: &[Vec<u8>]) -> Vec<u8> {
    let kids: String = (0..contents.len()).map(|page| format!("{} 0 R ", 5 + 2 * page)).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Count {}/Kids[{kids}]>>", contents.len()).into_bytes(),
        format!("<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/{encoding}/DescendantFonts[4 0 R]>>").into_bytes(),
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>\
          /DW 1000/W[1 95 500 814 939 500]>>"
            .to_vec(),
    ];
    for (index, content) in contents.iter().enumerate() {
        objects.push(
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>\
                 /XObject<</I {} 0 R>>>>>>",
                6 + 2 * index,
                6 + 2 * index
            )
            .into_bytes(),
        );
        objects.push(stream("/Subtype/Form", content));
    }
    pdf(&objects)
}

/// Shows a text, encoded, at a place.
fn show(x: u32, y: u32, bytes: &[u8]) -> Vec<u8> {
    format!("BT /F 10 Tf {x} {y} Td <{}> Tj ET\n", hex(bytes)).into_bytes()
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn text(bytes: &[u8]) -> String {
    read(bytes, "a.pdf").expect("a text").text
}

#[test]
fn predefined_maps_without_to_unicode() {
    let line = "2023年办结63件，办结率98.8%";
    for encoding in ["GB-EUC-H", "GBK-EUC-H", "GBKp-EUC-H", "GBK2K-H"] {
        assert_eq!(text(&pages(encoding, &[show(100, 500, &gbk(line))])), format!("{line}\n"), "{encoding}");
    }
    for encoding in ["UniGB-UCS2-H", "UniGB-UTF16-H"] {
        assert_eq!(text(&pages(encoding, &[show(100, 500, &utf16(line))])), format!("{line}\n"), "{encoding}");
    }
    // Adobe-GB1 by number: 一 is 4162.
    let cid = 4162_u16.to_be_bytes();
    assert_eq!(text(&pages("Identity-H", &[show(100, 500, &cid)])), "一\n");
}

#[test]
fn what_runs_aslant_is_left_out_with_a_note() {
    let mut content = show(100, 500, &gbk("全年开展普法宣传"));
    content.extend(format!("BT /F 40 Tf .7 .7 -.7 .7 200 200 Tm <{}> Tj ET\n", hex(&gbk("内部资料"))).bytes());
    let document = read(&pages("GBK-EUC-H", &[content]), "a.pdf").expect("a text");
    assert_eq!(document.text, "全年开展普法宣传\n");
    assert_eq!(document.notes, [Note::AslantText { count: 4 }]);
}

#[test]
fn a_page_that_lies_on_its_side() {
    let line =
        |x: u32, text: &str| format!("BT /F 10 Tf 0 1 -1 0 {x} 100 Tm <{}> Tj ET\n", hex(&gbk(text))).into_bytes();
    let content = [line(200, "第一行。"), line(220, "第二行。")].concat();
    assert_eq!(text(&pages("GBK-EUC-H", &[content])), "第一行。\n第二行。\n");
}

#[test]
fn marked_headers_and_replaced_text() {
    let header = show(100, 780, &gbk("页眉"));
    let content = [
        b"/Artifact <</Type/Pagination>> BDC\n".to_vec(),
        header,
        b"EMC /Span <</ActualText(\xFE\xFF\x4E\x00)>> BDC\n".to_vec(),
        show(100, 500, &gbk("甲乙")),
        b"EMC\n".to_vec(),
    ]
    .concat();
    assert_eq!(text(&pages("GBK-EUC-H", &[content])), "一\n");
}

#[test]
fn pages_of_pictures() {
    let picture = b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI\n".to_vec();
    let kind = |contents: &[Vec<u8>]| read(&pages("GBK-EUC-H", contents), "a.pdf").map_err(|error| error.kind());
    assert_eq!(kind(&[picture.clone(), picture.clone()]).err(), Some("no_text_layer"));
    let mixed = kind(&[show(100, 500, &gbk("一、")), picture]).expect("a text");
    assert_eq!((mixed.text.as_str(), mixed.notes), ("一、\n", vec![Note::PicturePages { count: 1 }]));
    assert_eq!(kind(&[Vec::new()]).expect("nothing").notes, [Note::Empty]);
}

#[test]
fn glyphs_without_characters_are_an_error() {
    let file = pages("Identity-H", &[show(100, 500, &[0xFF, 0xF0, 0xFF, 0xF1])]);
    assert_eq!(read(&file, "a.pdf").expect_err("no characters").kind(), "unknown_characters");
}

#[test]
fn passwords() {
    let expected = "清泽县甲镇2023年报告\n一、主要举措\n全年发放资料1200余份，调解纠纷86件，办结率98.8%。\n";
    assert_eq!(text(RESTRICTED), expected);
    assert_eq!(read(LOCKED, "a.pdf").expect_err("a password").kind(), "encrypted");
}

#[test]
fn cycles_end() {
    // A form that draws itself twice, pages that are their own parents and children.
    let content = [show(100, 500, &gbk("一、")), b"/I Do /I Do\n".to_vec()].concat();
    let limits = Limits { steps: 200_000, ..Limits::default() };
    let error = Reader::new().limits(limits).read(&pages("GBK-EUC-H", &[content]), "a.pdf").expect_err("endless");
    assert_eq!(error.kind(), "too_large");
    let tree = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[2 0 R 3 0 R 3 0 R]/Parent 3 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[2 0 R 3 0 R]/Parent 2 0 R/Resources 3 0 R>>".to_vec(),
    ]);
    let _ = read(&tree, "a.pdf");
    let own_length = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox 3 0 R/Contents 4 0 R/Resources 3 0 R>>".to_vec(),
        b"<</Length 4 0 R/Filter 4 0 R>>\nstream\nBT ET\nendstream".to_vec(),
    ]);
    let _ = read(&own_length, "a.pdf");
}

#[test]
fn deep_nesting_ends() {
    for (open, close) in [("[", "]"), ("<</A ", ">>"), ("(", ")")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000)).into_bytes();
        let file = pdf(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), deep.clone()]);
        let _ = read(&file, "a.pdf");
        let _ = read(&pages("GBK-EUC-H", &[deep]), "a.pdf");
    }
    let _ = read(&pages("GBK-EUC-H", &["q ".repeat(300_000).into_bytes()]), "a.pdf");
}

#[test]
fn bombs_are_refused() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b' '; 40 << 20]).expect("packs");
    let packed = packer.finish().expect("packs");
    let limits = Limits { expanded: 8 << 20, ..Limits::default() };
    for dict in
        ["/Type/ObjStm/N 1/First 4/Filter/FlateDecode", "/Filter/FlateDecode", "/Filter[/FlateDecode/FlateDecode]"]
    {
        let file = pdf(&[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[4 0 R 4 0 R]>>".to_vec(),
            stream(dict, &packed),
        ]);
        let error = Reader::new().limits(limits).read(&file, "a.pdf").expect_err("a bomb");
        assert_eq!(error.kind(), "too_large", "{dict}");
    }
}

#[test]
fn damage_is_an_error_and_no_more() {
    assert_eq!(read(&RESTRICTED[..RESTRICTED.len() / 3], "a.pdf").expect_err("half a file").kind(), "truncated_file");
    common::damage(RESTRICTED, "a.pdf", 400);
    let page = [show(100, 500, &gbk("一、")), show(100, 484, &gbk("全年12次"))].concat();
    common::damage(&pages("GBK-EUC-H", &[page.clone(), page]), "a.pdf", 4_000);
}
