//! Any text as the content of a page of an OFD file: the container around it is whole.
#![no_main]

use std::io::{Cursor, Write};

use lawgov_read::{Limits, Reader};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fuzz_target!(|text: &str| {
    let page = format!("<Page><Content><Layer>{text}</Layer></Content></Page>");
    let parts = [
        ("OFD.xml", "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>"),
        ("Document.xml", "<Document><Pages><Page BaseLoc=\"a.xml\"/><Page BaseLoc=\"a.xml\"/></Pages></Document>"),
        ("a.xml", &page),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).expect("a part");
        zip.write_all(content.as_bytes()).expect("its bytes");
    }
    let bytes = zip.finish().expect("a zip").into_inner();
    let limits = Limits { expanded: 16 << 20, steps: 2_000_000, ..Limits::default() };
    let _ = Reader::new().limits(limits).read(&bytes, "fuzz.ofd");
});
