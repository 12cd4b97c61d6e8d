//! Lists and their overrides (MS-DOC 2.9.131 and 2.9.192), as levels that number paragraphs.

use std::collections::{HashMap, HashSet};

use super::bytes::Cursor;
use crate::numbering::{Counters, LEVELS, Level, Part, Style};

/// Overrides a file may have (MS-DOC 2.6.2, `sprmPIlfo`).
const MOST_OVERRIDES: u32 = 0x07FE;
/// Characters of a level's text that are drawn; Word allows fewer.
const LONGEST_TEXT: usize = 64;

/// A list override that paragraphs refer to.
struct Override {
    list: u32,
    levels: Vec<Level>,
    /// Levels that it starts again, with their first number.
    starts: Vec<(usize, u32)>,
}

/// The lists of a document and how far each has been counted.
#[derive(Default)]
pub(super) struct Lists {
    overrides: Vec<Override>,
    /// Level of each list that a paragraph style is tied to.
    tied: HashMap<(u32, u16), usize>,
    counters: Counters,
    started: HashSet<usize>,
}

impl Lists {
    /// Reads both tables; what is damaged is left out.
    pub(super) fn read(lists: &[u8], overrides: &[u8]) -> Self {
        let mut read = Self::default();
        let mut levels = HashMap::new();
        let _ = read.lists(&mut Cursor::new(lists), &mut levels);
        let _ = read.overrides(&mut Cursor::new(overrides), &levels);
        read
    }

    fn lists(&mut self, cursor: &mut Cursor<'_>, levels: &mut HashMap<u32, Vec<Level>>) -> Option<()> {
        let mut heads = Vec::new();
        for _ in 0..cursor.u16()? {
            let list = cursor.u32()?;
            cursor.u32()?;
            for level in 0..LEVELS {
                let style = cursor.u16()?;
                if style != 0x0FFF {
                    self.tied.insert((list, style), level);
                }
            }
            let simple = cursor.u8()? & 1 == 1;
            cursor.u8()?;
            heads.push((list, if simple { 1 } else { LEVELS }));
        }
        for (list, count) in heads {
            let read = (0..count).map(|_| level(cursor)).collect::<Option<Vec<_>>>()?;
            levels.insert(list, read);
        }
        Some(())
    }

    fn overrides(&mut self, cursor: &mut Cursor<'_>, lists: &HashMap<u32, Vec<Level>>) -> Option<()> {
        let mut heads = Vec::new();
        for _ in 0..cursor.u32()?.min(MOST_OVERRIDES) {
            let list = cursor.u32()?;
            cursor.take(8)?;
            let count = cursor.u8()?;
            cursor.take(3)?;
            heads.push((list, count));
        }
        for &(list, _) in &heads {
            let levels = lists.get(&list).cloned().unwrap_or_default();
            self.overrides.push(Override { list, levels, starts: Vec::new() });
        }
        for ((_, count), own) in heads.iter().zip(&mut self.overrides) {
            cursor.u32()?;
            for _ in 0..*count {
                let start = cursor.u32()?;
                let flags = cursor.u32()?;
                let index = (flags & 0x0F) as usize;
                let level = if flags & 0x20 != 0 { Some(level(cursor)?) } else { None };
                if flags & 0x10 != 0 {
                    let start = level.as_ref().map_or(start, |level| level.start);
                    own.starts.push((index, start));
                    if let Some(level) = own.levels.get_mut(index) {
                        level.start = start;
                    }
                }
                if let (Some(level), Some(slot)) = (level, own.levels.get_mut(index)) {
                    let start = slot.start;
                    *slot = level;
                    if flags & 0x10 == 0 {
                        slot.start = start;
                    }
                }
            }
        }
        Some(())
    }

    /// Counts a paragraph and gives its label. `list` is the one-based index of its override.
    pub(super) fn label(&mut self, list: u16, level: Option<u8>, style: u16) -> String {
        let index = usize::from(list).wrapping_sub(1);
        let Some(own) = self.overrides.get(index) else { return String::new() };
        let tied = || self.tied.get(&(own.list, style)).copied();
        let level = level.map(usize::from).or_else(tied).unwrap_or(0);
        if self.started.insert(index) {
            for &(level, start) in &own.starts {
                self.counters.restart(own.list, level, start);
            }
        }
        let label = self.counters.label(own.list, level, &own.levels);
        // Bullets count nothing.
        if own.levels.get(level).is_some_and(|level| level.style.is_bullet()) { String::new() } else { label }
    }
}

/// A level (`LVL`, MS-DOC 2.9.150).
fn level(cursor: &mut Cursor<'_>) -> Option<Level> {
    let start = cursor.u32()?;
    let style = cursor.u8()?;
    let flags = cursor.u8()?;
    let places = cursor.take(LEVELS)?;
    cursor.take(9)?;
    let (characters, paragraph) = (cursor.u8()?, cursor.u8()?);
    let limit = cursor.u8()?;
    cursor.u8()?;
    cursor.take(usize::from(characters) + usize::from(paragraph))?;
    let length = usize::from(cursor.u16()?);
    let units = cursor.take(2 * length)?.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    let mut parts = Vec::new();
    let mut plain = Vec::new();
    for (index, unit) in units.enumerate().take(LONGEST_TEXT) {
        if usize::from(unit) < LEVELS && places.iter().any(|place| usize::from(*place) == index + 1) {
            push(&mut parts, &mut plain);
            parts.push(Part::Number(usize::from(unit)));
        } else {
            plain.push(unit);
        }
    }
    push(&mut parts, &mut plain);
    Some(Level {
        start,
        style: Style::of_code(u16::from(style)),
        text: parts,
        restart: (flags & 0x08 != 0).then_some(usize::from(limit)),
        legal: flags & 0x04 != 0,
    })
}

fn push(parts: &mut Vec<Part>, plain: &mut Vec<u16>) {
    if !plain.is_empty() {
        parts.push(Part::Text(String::from_utf16_lossy(plain)));
        plain.clear();
    }
}
