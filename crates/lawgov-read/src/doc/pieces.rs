//! The piece table (MS-DOC 2.8.35): the characters of the document in their order, from wherever they lie in the stream.

use encoding_rs::{GBK, WINDOWS_1252};

use super::bytes::{Cursor, part, u16_at, u32_at};

/// A character with the place of its bytes, by which its properties are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Character {
    pub(super) char: char,
    /// Offset in the stream `WordDocument`.
    pub(super) at: u32,
    /// Modifiers of its piece, by index.
    pub(super) piece: u32,
}

/// The text of a document.
pub(super) struct Pieces<'a> {
    /// Characters by their position; a position without one (a second byte, the second half of a pair) has U+0000.
    pub(super) characters: Vec<Character>,
    /// The modifiers (`prm`) of each piece.
    prms: Vec<u16>,
    /// Lists of modifiers that pieces refer to.
    grpprls: Vec<&'a [u8]>,
    /// Whether text that is not Unicode was read as Chinese.
    pub(super) ansi: bool,
}

impl<'a> Pieces<'a> {
    /// Reads the table; `None` when there is none, or it speaks of more text than the stream can hold.
    pub(super) fn read(clx: &'a [u8], stream: &[u8], east_asian: bool) -> Option<Self> {
        let mut cursor = Cursor::new(clx);
        let mut grpprls = Vec::new();
        let table = loop {
            match cursor.u8()? {
                1 => {
                    let size = usize::from(cursor.u16()?);
                    grpprls.push(cursor.take(size)?);
                }
                2 => {
                    let size = cursor.u32()? as usize;
                    break cursor.take(size)?;
                }
                _ => return None,
            }
        };
        let count = table.len().checked_sub(4)? / 12;
        let mut pieces = Self { characters: Vec::new(), prms: Vec::with_capacity(count), grpprls, ansi: false };
        for index in 0..count {
            let start = u32_at(table, 4 * index)?;
            let end = u32_at(table, 4 * index + 4)?;
            let length = end.checked_sub(start)? as usize;
            // Every character takes a byte of the stream.
            if pieces.characters.len() + length > stream.len() {
                return None;
            }
            let descriptor = part(table, 4 * (count + 1) + 8 * index, 8);
            pieces.prms.push(u16_at(descriptor, 6)?);
            let place = u32_at(descriptor, 2)?;
            let (at, compressed) = (place & 0x3FFF_FFFF, place & 0x4000_0000 != 0);
            let piece = index as u32;
            if compressed {
                let at = at / 2;
                let bytes = part(stream, at as usize, length);
                pieces.push_bytes(bytes, at, piece, east_asian);
                (bytes.len() == length).then_some(())?;
            } else {
                let bytes = part(stream, at as usize, length.checked_mul(2)?);
                pieces.push_units(bytes, at, piece);
                (bytes.len() == length * 2).then_some(())?;
            }
        }
        Some(pieces)
    }

    /// The modifiers of a piece.
    pub(super) fn grpprl(&self, piece: u32, visit: impl FnOnce(&[u8])) {
        let prm = self.prms.get(piece as usize).copied().unwrap_or(0);
        if prm & 1 == 1 {
            visit(self.grpprls.get(usize::from(prm >> 1)).copied().unwrap_or_default());
        } else if let Some(grpprl) = super::sprm::of_short_prm(prm) {
            visit(&grpprl);
        }
    }

    fn push_units(&mut self, bytes: &[u8], at: u32, piece: u32) {
        let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        for (decoded, index) in char::decode_utf16(units).zip(UnitIndex::default().of(bytes)) {
            let char = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.characters.push(Character { char, at: at + 2 * index, piece });
            if char.len_utf16() == 2 {
                self.characters.push(Character { char: '\0', at: at + 2 * index + 2, piece });
            }
        }
    }

    /// Text of one byte a character: windows-1252, or GBK where programs wrote it so against the specification.
    fn push_bytes(&mut self, bytes: &[u8], at: u32, piece: u32, east_asian: bool) {
        let double = east_asian && is_gb2312(bytes);
        self.ansi |= double;
        let mut index = 0;
        while index < bytes.len() {
            let size = if double && bytes[index] >= 0x80 { 2 } else { 1 };
            let one = part(bytes, index, size);
            // Each encoding by its own name: a browser's build then holds the tables of these two alone.
            let (text, _) = if double {
                GBK.decode_without_bom_handling(one)
            } else {
                WINDOWS_1252.decode_without_bom_handling(one)
            };
            let char = text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
            self.characters.push(Character { char, at: at + index as u32, piece });
            if size == 2 {
                self.characters.push(Character { char: '\0', at: at + index as u32 + 1, piece });
            }
            index += size;
        }
    }
}

/// Offsets, in units, of the characters of UTF-16 text.
#[derive(Default)]
struct UnitIndex(u32);

impl UnitIndex {
    fn of(self, bytes: &[u8]) -> impl Iterator<Item = u32> {
        let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        let mut at = self.0;
        char::decode_utf16(units).map(move |decoded| {
            let start = at;
            at += decoded.map_or(1, char::len_utf16) as u32;
            start
        })
    }
}

/// Whether all bytes above ASCII come in pairs of GB 2312. Western text in windows-1252 has no four such pairs without
/// a letter that stands alone.
fn is_gb2312(bytes: &[u8]) -> bool {
    let (mut index, mut pairs) = (0, 0);
    while index < bytes.len() {
        if bytes[index] < 0x80 {
            index += 1;
            continue;
        }
        let second = bytes.get(index + 1).copied().unwrap_or(0);
        if !(0xA1..=0xF7).contains(&bytes[index]) || !(0xA1..=0xFE).contains(&second) {
            return false;
        }
        pairs += 1;
        index += 2;
    }
    pairs >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clx(pieces: &[(u32, u32, u16)], end: u32) -> Vec<u8> {
        let mut table: Vec<u8> = pieces.iter().flat_map(|(cp, ..)| cp.to_le_bytes()).collect();
        table.extend(end.to_le_bytes());
        for (_, place, prm) in pieces {
            table.extend([0, 0]);
            table.extend(place.to_le_bytes());
            table.extend(prm.to_le_bytes());
        }
        let mut clx = vec![2];
        clx.extend((table.len() as u32).to_le_bytes());
        clx.extend(table);
        clx
    }

    fn text(pieces: &Pieces<'_>) -> String {
        pieces.characters.iter().map(|character| character.char).filter(|c| *c != '\0').collect()
    }

    #[test]
    fn pieces_of_both_kinds_in_their_own_order() {
        let mut stream = b"Word \x93x\x94".to_vec();
        stream.extend("镇𠮷".encode_utf16().flat_map(u16::to_le_bytes));
        let clx = clx(&[(0, 8, 0), (3, 0x4000_0000, 0)], 11);
        let pieces = Pieces::read(&clx, &stream, false).expect("a table");
        assert_eq!(text(&pieces), "镇𠮷Word “x”");
        assert_eq!(pieces.characters.len(), 11);
        assert_eq!(pieces.characters[1].at, 10);
    }

    #[test]
    fn chinese_bytes_against_the_specification() {
        let (stream, ..) = GBK.encode("开展普法宣传12次");
        let clx = clx(&[(0, 0x4000_0000, 0)], stream.len() as u32);
        assert_eq!(text(&Pieces::read(&clx, &stream, true).expect("a table")), "开展普法宣传12次");
        assert_ne!(text(&Pieces::read(&clx, &stream, false).expect("a table")), "开展普法宣传12次");
        assert!(!is_gb2312(b"caf\xe9 \xe0 la cr\xe8me"));
    }

    #[test]
    fn a_table_that_promises_too_much_is_none() {
        let clx = clx(&[(0, 0x4000_0000, 0), (8, 0x4000_0000, 0)], 16);
        assert!(Pieces::read(&clx, b"12345678", false).is_none());
        assert!(Pieces::read(&clx[..12], b"12345678", false).is_none());
    }
}
