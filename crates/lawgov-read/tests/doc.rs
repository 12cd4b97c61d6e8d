//! Word 97–2003 files.
#![cfg(feature = "doc")]

mod common;

use std::io::Write;

use lawgov_read::{Encoding, Format, Note, read};

const NUMBERED: &[u8] = include_bytes!("data/numbered.doc");

#[test]
fn what_a_reader_of_the_file_sees() {
    let document = read(NUMBERED, "a.doc").expect("a Word file");
    assert_eq!(document.format, Format::Doc);
    assert_eq!(document.notes, [Note::TrackedChanges]);
    let lines: Vec<&str> = document.text.lines().collect();
    assert_eq!(
        lines,
        [
            "清泽县甲镇报告",
            "一、主要举措",
            "（一）抓学习",
            "1.全年开展",
            "2.再开展",
            "①细目",
            "②细目二",
            "（二）抓执法",
            "1.又",
            "二、存在问题",
            "（一）问题",
            "五、另起",
            "可见又可见𠮷㐀",
            "保留插入的",
            "格00\t格01\t格02",
            "格10\t格11 第二段\t格12",
            "域：1页",
            "软回车后\t制表后",
        ]
    );
}

#[test]
fn a_wrong_name_is_noted() {
    let document = read(NUMBERED, "a.txt").expect("a Word file");
    assert_eq!(document.notes.len(), 2);
}

/// A compound file with a stream `WordDocument`, and a table that places `text`, one byte a character, at 0x400.
fn word(version: u16, flags: u16, text: &[u8]) -> Vec<u8> {
    let mut main = vec![0; 0x400];
    main[..2].copy_from_slice(&0xA5EC_u16.to_le_bytes());
    main[2..4].copy_from_slice(&version.to_le_bytes());
    main[6..8].copy_from_slice(&0x0804_u16.to_le_bytes());
    main[0x0A..0x0C].copy_from_slice(&flags.to_le_bytes());
    let length = text.len() as u32;
    main[0x4C..0x50].copy_from_slice(&length.to_le_bytes());
    main[0x1A6..0x1AA].copy_from_slice(&21_u32.to_le_bytes());
    main.extend(text);
    let mut table = vec![2, 16, 0, 0, 0, 0, 0, 0, 0];
    table.extend(length.to_le_bytes());
    table.extend([0, 0]);
    table.extend((0x4000_0000 | 0x800_u32).to_le_bytes());
    table.extend([0, 0]);
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("creates");
    for (name, bytes) in [("/WordDocument", main), ("/0Table", table)] {
        file.create_stream(name).and_then(|mut stream| stream.write_all(&bytes)).expect("writes");
    }
    file.flush().expect("writes");
    file.into_inner().into_inner()
}

#[test]
fn the_smallest_file() {
    let document = read(&word(0xC1, 0, b"Plain \x93text\x94\rmore"), "a.doc").expect("a Word file");
    assert_eq!(document.text, "Plain “text”\nmore\n");
    let (gbk, ..) = encoding_rs::GBK.encode("全年开展普法宣传12次\r");
    let document = read(&word(0xC1, 0, &gbk), "a.wps").expect("a Word file");
    assert_eq!((document.text.as_str(), document.encoding), ("全年开展普法宣传12次\n", Some(Encoding::Gb18030)));
}

#[test]
fn fields_without_their_other_half_hide_nothing() {
    let document = read(&word(0xC1, 0, b"a\x13b\x14c\x15d\x15\x14f\r"), "a.doc").expect("a Word file");
    assert_eq!(document.text, "acdf\n");
    let document = read(&word(0xC1, 0, b"a\x13b\x14c\r"), "a.doc").expect("a Word file");
    assert_eq!(document.text, "abc\n");
}

#[test]
fn what_cannot_be_read_says_why() {
    let kind = |bytes: &[u8]| read(bytes, "a.doc").expect_err("no text").kind();
    assert_eq!(kind(&word(0x68, 0, b"")), "unsupported_format");
    assert_eq!(kind(&word(0xC1, 0x0100, b"")), "encrypted");
    assert_eq!(kind(&NUMBERED[..NUMBERED.len() / 2]), "truncated_file");
}

#[test]
fn damage_is_an_error_and_no_more() {
    common::damage(NUMBERED, "a.doc", 3_000);
}
