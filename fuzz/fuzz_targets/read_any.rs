//! Any bytes, the format by their content.
#![no_main]

use lawgov_read::{Limits, Reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { expanded: 16 << 20, steps: 2_000_000, ..Limits::default() };
    let _ = Reader::new().limits(limits).read(bytes, "fuzz");
});
