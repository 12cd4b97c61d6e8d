//! The bytes of streams, and the guard against those that unpack to more than the budget.

use std::io::{Read, sink};

use flate2::bufread::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;

use crate::error::Fault;
use crate::limits::Budget;

/// The most that a byte can become, by the rules of each packing.
const FLATE: u64 = 1_032;
const LZW: u64 = 2_048;
const RUN_LENGTH: u64 = 64;

/// The content of a stream, unpacked; none when it is damaged or a picture.
pub(super) fn decode(stream: &Stream<'_>, budget: &mut Budget) -> Result<Option<Vec<u8>>, Fault> {
    let filters = stream.filters();
    let packed = stream.raw_data();
    budget.step(1 + packed.len() as u64 / 64)?;
    let size = match filters.as_slice() {
        [Filter::FlateDecode] => unpacked(&packed, budget.room()),
        filters => filters.iter().fold(packed.len() as u64, |size, filter| {
            size.saturating_mul(match filter {
                Filter::FlateDecode => FLATE,
                Filter::LzwDecode => LZW,
                Filter::RunLengthDecode => RUN_LENGTH,
                _ => 1,
            })
        }),
    };
    if size > budget.room() {
        budget.expand(size)?;
    }
    let content = stream.decoded_data().ok().map(std::borrow::Cow::into_owned);
    budget.expand(content.as_ref().map_or(0, Vec::len) as u64)?;
    Ok(content)
}

/// How much packed bytes unpack to, counted no further than over `room`. Nothing is kept.
fn unpacked(packed: &[u8], room: u64) -> u64 {
    let mut unpacked = CountingSink(0);
    // What comes before damage counts too.
    let _ = std::io::copy(&mut ZlibDecoder::new(packed).take(room.saturating_add(1)), &mut unpacked);
    unpacked.0
}

struct CountingSink(u64);

impl std::io::Write for CountingSink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        sink().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Refuses a file whose tables and streams of objects would unpack to more than the budget: the library unpacks those
/// itself and without a limit. Pictures are never unpacked and do not count.
pub(super) fn guard(bytes: &[u8], budget: &mut Budget) -> Result<(), Fault> {
    /// As far as a dictionary is looked for before its stream.
    const DICTIONARY: usize = 4_096;
    let encrypted = contains(bytes, b"/Encrypt");
    let mut at = 0;
    while let Some(found) = find(bytes.get(at..).unwrap_or_default(), b"stream") {
        let keyword = at + found;
        at = keyword + 6;
        if bytes[..keyword].ends_with(b"end") {
            continue;
        }
        let before = &bytes[keyword.saturating_sub(DICTIONARY)..keyword];
        let own = rfind(before, b" obj").map_or(before, |start| &before[start..]);
        let is_picture = contains(own, b"/Image") && !own.contains(&b'#') && !contains(before, b"/First");
        if is_picture {
            continue;
        }
        let data = bytes.get(at..).unwrap_or_default();
        let data = data.strip_prefix(b"\r\n").or(data.strip_prefix(b"\n")).or(data.strip_prefix(b"\r")).unwrap_or(data);
        budget.step(1)?;
        let is_table = contains(own, b"/ObjStm") || contains(own, b"/XRef") || own.contains(&b'#');
        let size = if is_table && (encrypted || !is_plain_flate(own)) {
            // Nothing can be counted beforehand: the most that is possible.
            find(data, b"endstream").unwrap_or(data.len()) as u64 * FLATE
        } else {
            unpacked(data, budget.room())
        };
        budget.expand(size)?;
    }
    Ok(())
}

/// Whether a dictionary names no other packing than Flate, and that at most once.
fn is_plain_flate(dictionary: &[u8]) -> bool {
    let others: [&[u8]; 4] = [b"/LZW", b"/ASCII", b"/RunLength", b"/Crypt"];
    let flates = dictionary.windows(6).filter(|window| *window == b"/Flate").count();
    flates <= 1 && others.iter().all(|other| !contains(dictionary, other))
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    find(bytes, needle).is_some()
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

fn rfind(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|window| window == needle)
}
