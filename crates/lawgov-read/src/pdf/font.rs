//! Fonts: from the bytes of a shown string to characters and widths.
//!
//! A character is looked for in this order: the font's own `ToUnicode`; the character collection that its CMap leads
//! to (Adobe-GB1 and its like); the glyph's name; the table of characters in the embedded font program.

use std::collections::HashMap;

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use lawgov::unradical;
use once_cell::sync::Lazy;

use super::stream::decode;
use crate::error::Fault;
use crate::format::rows;
use crate::limits::Budget;

static GLYPH_NAMES: Lazy<HashMap<&'static str, char>> = Lazy::new(|| {
    let table = include_str!("../../data/glyph_names.tsv");
    rows(table).filter_map(|row| Some((row[0], row.get(1)?.chars().next()?))).collect()
});

/// What a font makes of one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Char(char),
    Text(String),
    /// No way leads from the glyph to a character.
    Unknown,
}

/// A code in a string.
pub(super) struct Code {
    pub(super) shown: Shown,
    /// Width in ems.
    pub(super) width: f64,
    /// A single byte 32, to which word spacing applies.
    pub(super) is_space: bool,
}

pub(super) struct Font {
    kind: Kind,
    to_unicode: Option<CMap>,
    /// Characters by glyph, of the embedded font program.
    embedded: HashMap<u32, char>,
    widths: HashMap<u32, f64>,
    default_width: f64,
    pub(super) vertical: bool,
}

enum Kind {
    /// One byte a glyph, with the characters of its encoding.
    Simple { encoding: Box<[Option<char>; 256]> },
    /// Codes of one to four bytes.
    Composite(Box<Composite>),
}

struct Composite {
    codes: CMap,
    /// From numbers of a character collection to characters.
    collection: Option<CMap>,
    /// From those numbers to glyphs of the font program.
    glyphs: Option<Vec<u8>>,
}

impl Font {
    pub(super) fn read(dict: &Dict<'_>, budget: &mut Budget) -> Result<Self, Fault> {
        let to_unicode = match dict.get::<Stream<'_>>(b"ToUnicode") {
            Some(stream) => decode(&stream, budget)?.and_then(|bytes| CMap::parse(&bytes, load_embedded)),
            None => None,
        };
        let subtype = dict.get::<Name<'_>>(b"Subtype");
        let font = match subtype.as_ref().map(|name| name.as_ref()) {
            Some(b"Type0") => Self::composite(dict, to_unicode, budget)?,
            _ => Self::simple(dict, to_unicode, budget)?,
        };
        budget.step(font.widths.len() as u64 + font.embedded.len() as u64)?;
        Ok(font)
    }

    fn composite(dict: &Dict<'_>, to_unicode: Option<CMap>, budget: &mut Budget) -> Result<Self, Fault> {
        let descendant = dict.get::<Array<'_>>(b"DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let descendant = descendant.unwrap_or_default();
        let codes = if let Some(name) = dict.get::<Name<'_>>(b"Encoding") {
            match CMapName::from_bytes(name.as_ref()) {
                CMapName::IdentityH => None,
                CMapName::IdentityV => Some(CMap::identity_v()),
                name => load_embedded(name).and_then(|bytes| CMap::parse(bytes, load_embedded)),
            }
        } else if let Some(stream) = dict.get::<Stream<'_>>(b"Encoding") {
            decode(&stream, budget)?.and_then(|bytes| CMap::parse(&bytes, load_embedded))
        } else {
            None
        };
        let codes = codes.unwrap_or_else(CMap::identity_h);
        let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo").unwrap_or_default();
        let text = |key: &[u8]| info.get::<PdfString<'_>>(key).map(|s| s.as_bytes().to_vec()).unwrap_or_default();
        let family = CidFamily::from_registry_ordering(&text(b"Registry"), &text(b"Ordering"));
        let collection = |family: &CidFamily| {
            family.ucs2_cmap().and_then(load_embedded).and_then(|bytes| CMap::parse(bytes, load_embedded))
        };
        let own = codes.metadata().character_collection.as_ref();
        let collection = collection(&family).or_else(|| own.and_then(|own| collection(&own.family)));
        let glyphs = match descendant.get::<Stream<'_>>(b"CIDToGIDMap") {
            Some(stream) => decode(&stream, budget)?,
            None => None,
        };
        let needs_program = to_unicode.is_none() && collection.is_none();
        let embedded = if needs_program { program(&descendant, budget)? } else { HashMap::new() };
        let vertical = codes.metadata().writing_mode == Some(WritingMode::Vertical);
        Ok(Self {
            kind: Kind::Composite(Box::new(Composite { codes, collection, glyphs })),
            to_unicode,
            embedded,
            widths: composite_widths(&descendant, budget)?,
            default_width: descendant.get::<f64>(b"DW").unwrap_or(1_000.0) / 1_000.0,
            vertical,
        })
    }

    fn simple(dict: &Dict<'_>, to_unicode: Option<CMap>, budget: &mut Budget) -> Result<Self, Fault> {
        let descriptor = dict.get::<Dict<'_>>(b"FontDescriptor").unwrap_or_default();
        let is_mac = |name: &Name<'_>| name.as_ref() == b"MacRomanEncoding";
        let mut mac = false;
        let mut has_encoding = false;
        let mut differences = None;
        if let Some(name) = dict.get::<Name<'_>>(b"Encoding") {
            mac = is_mac(&name);
            has_encoding = true;
        } else if let Some(encoding) = dict.get::<Dict<'_>>(b"Encoding") {
            if let Some(name) = encoding.get::<Name<'_>>(b"BaseEncoding") {
                mac = is_mac(&name);
            }
            has_encoding = true;
            differences = encoding.get::<Array<'_>>(b"Differences");
        }
        let mut encoding = Box::new([None; 256]);
        for (code, slot) in encoding.iter_mut().enumerate() {
            let byte = [code as u8];
            // Each encoding by its own name: a browser's build then holds the tables of these two alone.
            let (text, _) = if mac {
                MACINTOSH.decode_without_bom_handling(&byte)
            } else {
                WINDOWS_1252.decode_without_bom_handling(&byte)
            };
            *slot = text.chars().next().filter(|c| !c.is_control());
        }
        let mut code = 0;
        for object in differences.iter().flat_map(Array::iter::<Object<'_>>) {
            match object {
                Object::Number(number) => code = number.as_i64().clamp(0, 256) as usize,
                Object::Name(name) => {
                    if let Some(slot) = encoding.get_mut(code) {
                        *slot = of_glyph_name(name.as_str());
                    }
                    code += 1;
                }
                _ => {}
            }
        }
        // A symbolic font without an encoding has one of its own.
        let embedded = if to_unicode.is_none() && !has_encoding { program(dict, budget)? } else { HashMap::new() };
        let scale = match dict.get::<Name<'_>>(b"Subtype").as_ref().map(|name| name.as_ref()) {
            Some(b"Type3") => {
                let matrix = dict.get::<Array<'_>>(b"FontMatrix");
                matrix.and_then(|matrix| matrix.iter::<f64>().next()).unwrap_or(0.001)
            }
            _ => 0.001,
        };
        let first = dict.get::<i32>(b"FirstChar").unwrap_or(0).clamp(0, 255) as u32;
        let widths = dict.get::<Array<'_>>(b"Widths");
        let widths: HashMap<u32, f64> = widths
            .iter()
            .flat_map(Array::iter::<f64>)
            .take(256)
            .enumerate()
            .map(|(index, width)| (first + index as u32, width * scale))
            .collect();
        let missing = descriptor.get::<f64>(b"MissingWidth").map(|width| width / 1_000.0);
        let default_width = missing.unwrap_or(if widths.is_empty() { 0.5 } else { 0.0 });
        Ok(Self { kind: Kind::Simple { encoding }, to_unicode, embedded, widths, default_width, vertical: false })
    }

    /// The codes of a string.
    pub(super) fn codes(&self, mut bytes: &[u8], mut visit: impl FnMut(Code)) {
        while let [first, ..] = bytes {
            let (code, glyph, length) = match &self.kind {
                Kind::Simple { .. } => (u32::from(*first), u32::from(*first), 1),
                Kind::Composite(font) => next_code(&font.codes, bytes),
            };
            let width = self.widths.get(&glyph).copied().unwrap_or(self.default_width);
            visit(Code { shown: self.shown(code, glyph), width, is_space: length == 1 && *first == 32 });
            bytes = bytes.get(length..).unwrap_or_default();
        }
    }

    fn shown(&self, code: u32, cid: u32) -> Shown {
        let own = self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code));
        if let Some(shown) = own.and_then(meaningful) {
            return shown;
        }
        let found = match &self.kind {
            Kind::Simple { encoding } => {
                let embedded = || self.embedded.get(&code).copied();
                embedded().or_else(|| encoding.get(code as usize).copied().flatten()).map(Shown::Char)
            }
            Kind::Composite(font) => {
                let Composite { collection, glyphs, .. } = &**font;
                let of_collection = collection.as_ref().and_then(|map| map.lookup_bf_string(cid)).and_then(meaningful);
                let glyph = match glyphs {
                    Some(map) => {
                        map.chunks_exact(2).nth(cid as usize).map(|g| u32::from(u16::from_be_bytes([g[0], g[1]])))
                    }
                    None => Some(cid),
                };
                let of_program = || glyph.and_then(|glyph| self.embedded.get(&glyph)).map(|c| Shown::Char(*c));
                of_collection.or_else(of_program)
            }
        };
        match found {
            Some(Shown::Char(c)) => Shown::Char(unradical(c)),
            Some(shown) => shown,
            None => Shown::Unknown,
        }
    }
}

/// The next code of a string, the glyph it chooses, and its bytes.
fn next_code(codes: &CMap, bytes: &[u8]) -> (u32, u32, usize) {
    let mut code = 0;
    for (index, byte) in bytes.iter().take(4).enumerate() {
        code = code << 8 | u32::from(*byte);
        if let Some(cid) = codes.lookup_cid_code(code, index as u8 + 1) {
            return (code, cid, index + 1);
        }
    }
    let length = bytes.len().min(2);
    (bytes[..length].iter().fold(0, |code, byte| code << 8 | u32::from(*byte)), 0, length)
}

/// What a map says, unless it says nothing.
fn meaningful(mapped: BfString) -> Option<Shown> {
    match mapped {
        BfString::Char('\0' | '\u{fffd}' | '\u{feff}') => None,
        BfString::Char(c) => Some(Shown::Char(unradical(c))),
        BfString::String(text) => Some(Shown::Text(text.chars().map(unradical).collect())),
    }
}

fn of_glyph_name(name: &str) -> Option<char> {
    let base = name.split('.').next().unwrap_or(name);
    if let Some(c) = GLYPH_NAMES.get(base) {
        return Some(*c);
    }
    let mut chars = base.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(c);
    }
    let digits = base.strip_prefix("uni").or_else(|| base.strip_prefix('u'))?;
    let is_code = (4..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if is_code { u32::from_str_radix(digits, 16).ok().and_then(char::from_u32) } else { None }
}

/// Widths of glyphs: `c [w w w]` and `first last w`.
fn composite_widths(dict: &Dict<'_>, budget: &mut Budget) -> Result<HashMap<u32, f64>, Fault> {
    let mut widths = HashMap::new();
    let Some(array) = dict.get::<Array<'_>>(b"W") else { return Ok(widths) };
    let mut pending: Vec<u32> = Vec::new();
    for object in array.iter::<Object<'_>>() {
        match (object, pending.as_slice()) {
            (Object::Array(list), &[first]) => {
                for (index, width) in list.iter::<f64>().enumerate() {
                    budget.step(1)?;
                    widths.insert(first.saturating_add(index as u32), width / 1_000.0);
                }
                pending.clear();
            }
            (Object::Number(width), &[first, last]) => {
                for glyph in first..=last.min(0xFFFF) {
                    budget.step(1)?;
                    widths.insert(glyph, width.as_f64() / 1_000.0);
                }
                pending.clear();
            }
            (Object::Number(number), _) => pending.push(number.as_i64().clamp(0, 0xFFFF) as u32),
            _ => pending.clear(),
        }
    }
    Ok(widths)
}

/// Characters by glyph in the font program of a font; for a symbolic one, by code.
fn program(dict: &Dict<'_>, budget: &mut Budget) -> Result<HashMap<u32, char>, Fault> {
    let mut characters = HashMap::new();
    let descriptor = dict.get::<Dict<'_>>(b"FontDescriptor").unwrap_or_default();
    let stream = [&b"FontFile2"[..], b"FontFile3"].into_iter().find_map(|key| descriptor.get::<Stream<'_>>(key));
    let Some(bytes) = stream.map(|stream| decode(&stream, budget)).transpose()?.flatten() else {
        return Ok(characters);
    };
    if let Ok(face) = ttf_parser::Face::parse(&bytes, 0) {
        for table in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
            if !table.is_unicode() {
                continue;
            }
            let mut steps = 0;
            table.codepoints(|code| {
                steps += 1;
                if let (Some(glyph), Some(c)) = (table.glyph_index(code), char::from_u32(code)) {
                    // Of several characters with one glyph, the first that is no radical.
                    let slot = characters.entry(u32::from(glyph.0)).or_insert(c);
                    if unradical(*slot) != *slot {
                        *slot = c;
                    }
                }
            });
            budget.step(steps)?;
        }
    } else if let Some(table) = ttf_parser::cff::Table::parse(&bytes) {
        for glyph in 0..table.number_of_glyphs() {
            if let Some(c) = table.glyph_name(ttf_parser::GlyphId(glyph)).and_then(of_glyph_name) {
                characters.insert(u32::from(glyph), c);
            }
        }
    }
    Ok(characters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs() {
        assert_eq!(of_glyph_name("A"), Some('A'));
        assert_eq!(of_glyph_name("seven"), Some('7'));
        assert_eq!(of_glyph_name("uni4E00.vert"), Some('一'));
        assert_eq!(of_glyph_name("u20BB7"), Some('𠮷'));
        assert_eq!(of_glyph_name("g17"), None);
        assert_eq!(of_glyph_name("uniXYZW"), None);
    }

    #[test]
    fn codes_of_predefined_maps() {
        for name in ["GB-EUC-H", "GBK-EUC-H", "GBKp-EUC-H", "GBK2K-H"] {
            let map = load_embedded(CMapName::from_bytes(name.as_bytes())).expect("a map");
            let map = CMap::parse(map, load_embedded).expect("a map");
            let ucs2 = load_embedded(CMapName::AdobeGb1Ucs2).expect("a map");
            let ucs2 = CMap::parse(ucs2, load_embedded).expect("a map");
            let (bytes, ..) = encoding_rs::GBK.encode("镇12次，3%A");
            let mut rest = &*bytes;
            let mut text = String::new();
            while !rest.is_empty() {
                let (_, cid, length) = next_code(&map, rest);
                match ucs2.lookup_bf_string(cid).and_then(meaningful) {
                    Some(Shown::Char(c)) => text.push(c),
                    other => panic!("{name}: {other:?} for {rest:?}"),
                }
                rest = &rest[length..];
            }
            assert_eq!(text, "镇12次，3%A", "{name}");
        }
    }
}
