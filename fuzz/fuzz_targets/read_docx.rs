//! Any text as the XML of a Word document: the zip around it is whole, so that the fuzzer works on what is inside.
//! The parts are parted by zero characters: body, numbering, styles, footnotes.
#![no_main]

use std::io::{Cursor, Write};

use lawgov_read::{Limits, Reader};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fuzz_target!(|text: &str| {
    let mut parts = text.split('\0');
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut relations = String::new();
    for (name, root) in [("document", "body"), ("numbering", ""), ("styles", ""), ("footnotes", "")] {
        let Some(inner) = parts.next() else { break };
        let inner = if root.is_empty() { inner.to_owned() } else { format!("<w:{root}>{inner}</w:{root}>") };
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(format!("word/{name}.xml"), stored).expect("a part");
        write!(zip, "<w:{name} xmlns:w=\"{NAMESPACE}\">{inner}</w:{name}>").expect("its bytes");
        relations += &format!("<Relationship Id=\"{name}\" Type=\"{RELATION}/{name}\" Target=\"{name}.xml\"/>");
    }
    zip.start_file("word/_rels/document.xml.rels", SimpleFileOptions::default()).expect("a part");
    write!(zip, "<Relationships>{relations}</Relationships>").expect("its bytes");
    let bytes = zip.finish().expect("a zip").into_inner();
    let limits = Limits { expanded: 16 << 20, steps: 2_000_000, ..Limits::default() };
    let _ = Reader::new().limits(limits).read(&bytes, "fuzz.docx");
});
