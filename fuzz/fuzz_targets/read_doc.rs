//! Any bytes as the streams of a Word 97–2003 file: the compound file around them is whole. The first two bytes say
//! where the stream of text ends and the stream of tables begins.
#![no_main]

use std::io::{Cursor, Write};

use lawgov_read::{Limits, Reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(([low, high], rest)) = bytes.split_first_chunk() else { return };
    let (text, tables) = rest.split_at(usize::from(u16::from_le_bytes([*low, *high])).min(rest.len()));
    // The mark of Word 97, so that not every input ends at the first number.
    let mut main = b"\xEC\xA5\xC1\x00".to_vec();
    main.extend(text);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
    for (name, content) in [("/WordDocument", main.as_slice()), ("/0Table", tables), ("/1Table", tables), ("/Data", tables)] {
        file.create_stream(name).and_then(|mut stream| stream.write_all(content)).expect("a stream");
    }
    file.flush().expect("its bytes");
    let limits = Limits { expanded: 16 << 20, steps: 2_000_000, ..Limits::default() };
    let _ = Reader::new().limits(limits).read(&file.into_inner().into_inner(), "fuzz.doc");
});
