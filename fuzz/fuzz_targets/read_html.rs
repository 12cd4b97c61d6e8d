//! Any bytes as a web page.
#![no_main]

use lawgov_read::{Format, Limits, Reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { expanded: 16 << 20, steps: 2_000_000, ..Limits::default() };
    let page = [b"<html>", bytes].concat();
    if let Ok(document) = Reader::new().limits(limits).read(&page, "fuzz.html") {
        assert_eq!(document.format, Format::Html);
    }
});
