//! What is read of Word documents, each made of the XML that shows it.

#![cfg(feature = "docx")]

mod support;

use lawgov::Lang;
use lawgov_read::{Document, Error, Fault, Format, Limits, Note, Reader, read};
use support::zip;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn root(name: &str, namespace: &str, inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:{name} xmlns:w=\"{namespace}\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" xmlns:v=\"urn:schemas-microsoft-com:vml\" \
         xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\">{inner}</w:{name}>"
    )
}

fn package(namespace: &str, body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let mut relations = String::new();
    let mut parts = Vec::new();
    for (name, inner) in others {
        relations += &format!("<Relationship Id=\"{name}\" Type=\"{RELATIONS}/{name}\" Target=\"{name}.xml\"/>");
        parts.push((format!("word/{name}.xml"), root(name, namespace, inner)));
    }
    parts.push(("word/document.xml".to_owned(), root("document", namespace, &format!("<w:body>{body}</w:body>"))));
    parts.push(("word/_rels/document.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")));
    let top = format!(
        "<Relationships><Relationship Id=\"r\" Type=\"{RELATIONS}/officeDocument\" Target=\"/word/document.xml\"/>\
         </Relationships>"
    );
    parts.push(("_rels/.rels".to_owned(), top));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    zip(&parts)
}

fn document(body: &str, others: &[(&str, &str)]) -> Document {
    read(&package(WORD, body, others), "a.docx").expect("reads")
}

fn text(body: &str) -> String {
    document(body, &[]).text
}

fn error(bytes: &[u8], limits: Limits) -> Error {
    Reader::new().limits(limits).read(bytes, "a.docx").expect_err("does not read")
}

fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A paragraph of a list.
fn item(num: u32, level: u32, text: &str) -> String {
    p(&format!("<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{num}\"/></w:numPr></w:pPr>{}", r(text)))
}

fn level(at: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn numbering(levels: &[String], nums: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"7\">{}</w:abstractNum>{nums}", levels.concat())
}

const NUM: &str = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>";

#[test]
fn paragraphs_runs_and_breaks() {
    let body = p(&(r("　　一、主要") + "<w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/>" + &r("举措")))
        + &p(
            "<w:r><w:t> 甲 </w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>丁\n戊</w:t></w:r>",
        )
        + "<w:p/>"
        + &p("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:sym w:font=\"宋体\" w:char=\"4E00\"/></w:r>")
        + &p(
            "<w:r><w:ruby><w:rt><w:r><w:t>zhen</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>镇</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        )
        + &p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")
        + "<w:sectPr/>";
    assert_eq!(text(&body), "　　一、主要举措\n甲\t乙\n丙\u{2011}丁 戊\n\n•一\n镇\nx=1\n");
}

#[test]
fn numbers_are_counted_as_word_does() {
    let levels = [
        level(0, "chineseCounting", "%1、", ""),
        level(1, "chineseCountingThousand", "（%2）", ""),
        level(2, "decimal", "%3.", ""),
        level(3, "decimal", "%1.%2.%4", "<w:isLgl/>"),
        level(4, "bullet", "", ""),
    ];
    let restarting = "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/>\
        <w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>\
        <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num>";
    let lists = numbering(&levels, &format!("{NUM}{restarting}"));
    let body = [
        item(1, 0, "举措"),
        item(1, 1, "学习"),
        item(1, 1, "决策"),
        item(1, 2, "2023年"),
        item(1, 3, "条"),
        item(1, 4, "点"),
        item(0, 0, "无号"),
        item(3, 0, "问题"),
        item(1, 1, "认识"),
        item(2, 0, "附录"),
        item(2, 0, "说明"),
    ];
    let expected =
        "一、举措\n（一）学习\n（二）决策\n1. 2023年\n1.2.1条\n点\n无号\n二、问题\n（一）认识\n一、附录\n二、说明\n";
    assert_eq!(document(&body.concat(), &[("numbering", &lists)]).text, expected);
}

#[test]
fn styles_carry_lists_and_hidden_text() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:basedOn w:val=\"H1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Loop\"><w:basedOn w:val=\"Loop\"/></w:style>\
        <w:style w:type=\"character\" w:styleId=\"Gone\"><w:rPr><w:vanish/></w:rPr></w:style>";
    let levels = [
        level(0, "ideographTraditional", "%1、", "<w:pStyle w:val=\"H1\"/>"),
        level(1, "decimalEnclosedCircle", "%2", "<w:pStyle w:val=\"H2\"/>"),
    ];
    let styled = |style: &str, inner: &str| p(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inner}"));
    let body = styled("H1", &r("举措"))
        + &styled("H2", &r("学习"))
        + &styled("H2", &r("宣传"))
        + &styled("Loop", &r("循环"))
        + &p(
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>现</w:t></w:r>",
        )
        + &p("<w:r><w:rPr><w:rStyle w:val=\"Gone\"/></w:rPr><w:t>藏</w:t></w:r>");
    let read = document(&body, &[("styles", styles), ("numbering", &numbering(&levels, NUM))]);
    assert_eq!(read.text, "甲、举措\n①学习\n②宣传\n循环\n现\n");
}

#[test]
fn changes_are_read_as_accepted() {
    let marked = |mark: &str, inner: &str| p(&format!("<w:pPr><w:rPr><w:{mark} w:id=\"9\"/></w:rPr></w:pPr>{inner}"));
    let gone = "<w:del w:id=\"1\"><w:r><w:delText>删</w:delText></w:r></w:del>";
    let body = p(&(r("受理") + gone + "<w:ins w:id=\"2\">" + &r("12") + "</w:ins>" + &r("件")))
        + &marked("del", gone)
        + &marked("del", &r("前半"))
        + &p(&r("后半"))
        + &p(
            "<w:moveFrom w:id=\"3\"><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:moveTo w:id=\"4\"><w:r><w:t>新处</w:t></w:r></w:moveTo>",
        )
        + "<w:tbl><w:tr><w:trPr><w:del w:id=\"5\"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    let read = document(&body, &[]);
    assert_eq!(read.text, "受理12件\n前半后半\n新处\n");
    assert_eq!(read.notes, [Note::TrackedChanges]);
}

#[test]
fn fields_show_their_results_and_contents_nothing() {
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
    let then = "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let code = |code: &str| format!("<w:r><w:instrText>{code}</w:instrText></w:r>");
    let body = p(&[begin, &code(" DATE "), begin, &code("X"), then, &r("藏"), end, then, &r("2024年"), end].concat())
        + &p(&[begin, &code(" TOC \\o"), then, &r("一、举措 1")].concat())
        + &p(&(r("二、问题 3") + end))
        + "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr>\
           <w:sdtContent><w:p><w:r><w:t>目录</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        + "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        + &p(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击输入</w:t></w:r></w:sdtContent></w:sdt>",
        )
        + &p(&(begin.to_owned() + &code(" PAGE ") + end + &r("完")));
    assert_eq!(text(&body), "2024年\n控件\n完\n");
}

#[test]
fn tables_boxes_and_notes() {
    let cell = |properties: &str, inner: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>");
    let nested = format!("<w:tbl><w:tr>{}</w:tr></w:tbl><w:p/>", cell("", &p(&r("内"))));
    let table = format!(
        "<w:tbl><w:tblPr/><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val=\"restart\"/>", &p(&r("案件"))),
        cell("<w:gridSpan w:val=\"2\"/>", &(p(&r("办结")) + &p(&r("（件）")))),
        cell("<w:vMerge/>", "<w:p/>"),
        cell("", &p(&r("12"))),
        cell("", &nested),
        cell("", &(p(&r("独")) + &p(&r("行")))),
    );
    let text_box = |said: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(&r(said)));
    let drawing = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        text_box("框中"),
        text_box("框中")
    );
    let body = table
        + &p(&(r("正文") + &drawing))
        + &p(&(r("罚款20") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" + &r("万元")))
        + &p(&r("下一段"));
    let notes = format!(
        "<w:footnote w:id=\"2\">{}</w:footnote>",
        p(&("<w:r><w:footnoteRef/></w:r>".to_owned() + &r(" 含滞纳金")))
    );
    let expected = "案件\t办结 （件）\n\t12\t内\n独\n行\n正文\n框中\n罚款20[1]万元\n[1] 含滞纳金\n下一段\n";
    assert_eq!(document(&body, &[("footnotes", &notes)]).text, expected);
}

#[test]
fn strict_files_and_other_names() {
    let bytes = package(STRICT, &p(&r("甲")), &[]);
    let document = read(&bytes, "a.doc").expect("reads");
    assert_eq!((document.text.as_str(), document.format, document.encoding), ("甲\n", Format::Docx, None));
    assert_eq!(document.source("a.doc").format.as_deref(), Some("docx"));
    assert_eq!(document.notes.len(), 1);
    assert!(document.notes[0].message(Lang::Zh).contains(".doc"));
}

#[test]
fn what_cannot_be_read_says_why() {
    let whole = package(WORD, &p(&r("甲")), &[]);
    assert_eq!(error(&whole[..whole.len() / 2], Limits::default()).kind(), "truncated_file");
    assert_eq!(error(b"", Limits::default()).kind(), "empty_file");
    let broken = zip(&[("word/document.xml", "<w:document><w:body>")]);
    let fault = error(&broken, Limits::default());
    assert_eq!(fault.fault(), &Fault::Damaged { part: "word/document.xml".to_owned() });
    let bomb = package(WORD, &p(&r(&"零".repeat(1_000_000))), &[]);
    assert!(bomb.len() < 20_000);
    assert_eq!(error(&bomb, Limits { expanded: 1 << 20, ..Limits::default() }).kind(), "too_large");
    let deep = package(WORD, &("<w:tbl><w:tr><w:tc>".repeat(400) + &"</w:tc></w:tr></w:tbl>".repeat(400)), &[]);
    assert_eq!(error(&deep, Limits::default()).kind(), "too_large");
    for lang in [Lang::En, Lang::Zh] {
        assert!(!fault.message(lang).is_empty() && !fault.hint(lang).is_empty());
    }
}
