//! Any bytes as a PDF, and the same bytes as the content of a page and as the map of its font in a file that is whole.
#![no_main]

use lawgov_read::{Limits, Reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { expanded: 16 << 20, steps: 2_000_000, ..Limits::default() };
    let reader = Reader::new().limits(limits);
    let _ = reader.read(&[b"%PDF-1.7\n", bytes].concat(), "fuzz.pdf");

    let mut file = b"%PDF-1.7\n\
        1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
        2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n\
        3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>\
        /XObject<</I 4 0 R>>>>>> endobj\n\
        5 0 obj <</Type/Font/Subtype/Type0/Encoding/GBK-EUC-H/ToUnicode 4 0 R/DescendantFonts[<</Subtype/CIDFontType0\
        /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)>>>>]>> endobj\n"
        .to_vec();
    file.extend(format!("4 0 obj <</Subtype/Form/Length {}>> stream\n", bytes.len()).bytes());
    file.extend(bytes);
    file.extend(b"\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF");
    let _ = reader.read(&file, "fuzz.pdf");
});
