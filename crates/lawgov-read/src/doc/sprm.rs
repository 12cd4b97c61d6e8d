//! Property modifiers (`Sprm`, MS-DOC 2.2.5.1) and the few properties the text depends on.

use super::bytes::{Cursor, u16_at, u32_at};

/// What decides whether a character is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CharacterProps {
    /// Struck out while changes were tracked.
    pub(super) deleted: bool,
    /// Hidden.
    pub(super) hidden: bool,
    /// Stands for something else: a mark of a field, a picture, a footnote.
    pub(super) special: bool,
    /// Belongs to the binary data of a field.
    pub(super) data: bool,
    /// The character of a symbol font drawn instead.
    pub(super) symbol: Option<u16>,
    /// The character style.
    pub(super) style: Option<u16>,
}

/// What decides how a paragraph becomes a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ParagraphProps {
    /// One-based index of the list override; `None` where nothing is said, `Some(0)` where it is none.
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
    /// In a table.
    pub(super) in_table: bool,
    /// The end of a table's row.
    pub(super) row_end: bool,
    /// The end of a cell of a table inside a cell.
    pub(super) inner_cell_end: bool,
    /// The end of a row of a table inside a cell.
    pub(super) inner_row_end: bool,
}

const C_F_RMARK_DEL: u16 = 0x0800;
const C_F_FLD_VANISH: u16 = 0x0802;
const C_F_DATA: u16 = 0x0806;
const C_F_VANISH: u16 = 0x083C;
const C_F_SPEC: u16 = 0x0855;
const C_SYMBOL: u16 = 0x6A09;
const C_ISTD: u16 = 0x4A30;
const P_ILVL: u16 = 0x260A;
const P_ILFO: u16 = 0x460B;
const P_F_IN_TABLE: u16 = 0x2416;
const P_F_TTP: u16 = 0x2417;
const P_F_INNER_TABLE_CELL: u16 = 0x244B;
const P_F_INNER_TTP: u16 = 0x244C;
const P_HUGE_PAPX: u16 = 0x6646;
const P_CHG_TABS: u16 = 0xC615;
const T_DEF_TABLE: u16 = 0xD608;

/// Modifiers looked at in one list. Real lists have dozens; many places may name the same long one.
const MOST: usize = 1_024;

/// Goes through a list of modifiers; ends where it is damaged.
pub(super) fn each<'a>(grpprl: &'a [u8], mut visit: impl FnMut(u16, &'a [u8])) {
    let mut cursor = Cursor::new(grpprl);
    for _ in 0..MOST {
        let Some(sprm) = cursor.u16() else { return };
        let size = match sprm >> 13 {
            0 | 1 => Some(1),
            2 | 4 | 5 => Some(2),
            3 => Some(4),
            7 => Some(3),
            _ => match sprm {
                T_DEF_TABLE => cursor.u16().map(|size| usize::from(size).saturating_sub(1)),
                _ => cursor.u8().map(|size| match (sprm, size) {
                    (P_CHG_TABS, 255) => changed_tabs(cursor),
                    _ => usize::from(size),
                }),
            },
        };
        let Some(operand) = size.and_then(|size| cursor.take(size)) else { return };
        visit(sprm, operand);
    }
}

/// The length of `sprmPChgTabs` when it does not fit in one byte.
fn changed_tabs(mut cursor: Cursor<'_>) -> usize {
    let deleted = usize::from(cursor.u8().unwrap_or(0));
    cursor.take(4 * deleted);
    2 + 4 * deleted + 3 * usize::from(cursor.u8().unwrap_or(0))
}

impl CharacterProps {
    /// Applies modifiers. `style` holds the properties that a value may refer back to.
    pub(super) fn apply(&mut self, grpprl: &[u8], style: Self) {
        each(grpprl, |sprm, operand| {
            let byte = operand.first().copied().unwrap_or(0);
            let toggled = |of_style: bool| match byte {
                0x80 => of_style,
                0x81 => !of_style,
                byte => byte != 0,
            };
            match sprm {
                C_F_RMARK_DEL => self.deleted = toggled(style.deleted),
                C_F_VANISH => self.hidden = toggled(style.hidden),
                C_F_FLD_VANISH => self.hidden |= byte == 1,
                C_F_SPEC => self.special = byte != 0,
                C_F_DATA => self.data = byte != 0,
                C_SYMBOL => self.symbol = u16_at(operand, 2),
                C_ISTD => self.style = u16_at(operand, 0),
                _ => {}
            }
        });
    }
}

impl ParagraphProps {
    /// Applies modifiers. `data` is the stream that holds those too long to stand in the text's own stream.
    pub(super) fn apply(&mut self, grpprl: &[u8], data: &[u8]) {
        self.apply_once(grpprl);
        each(grpprl, |sprm, operand| {
            if let (P_HUGE_PAPX, Some(at)) = (sprm, u32_at(operand, 0)) {
                let at = at as usize;
                let size = usize::from(u16_at(data, at).unwrap_or(0));
                self.apply_once(super::bytes::part(data, at + 2, size));
            }
        });
    }

    fn apply_once(&mut self, grpprl: &[u8]) {
        each(grpprl, |sprm, operand| {
            let byte = operand.first().copied().unwrap_or(0);
            match sprm {
                P_ILVL => self.level = Some(byte),
                P_ILFO => self.list = u16_at(operand, 0),
                P_F_IN_TABLE => self.in_table = byte != 0,
                P_F_TTP => self.row_end = byte != 0,
                P_F_INNER_TABLE_CELL => self.inner_cell_end = byte != 0,
                P_F_INNER_TTP => self.inner_row_end = byte != 0,
                _ => {}
            }
        });
    }
}

/// The modifier a piece carries in itself (`Prm0`, MS-DOC 2.9.213), spelled out; only those that matter here.
pub(super) fn of_short_prm(prm: u16) -> Option<[u8; 3]> {
    let sprm = match prm >> 1 & 0x7F {
        0x0C => P_ILVL,
        0x18 => P_F_IN_TABLE,
        0x19 => P_F_TTP,
        0x41 => C_F_RMARK_DEL,
        0x5C => C_F_VANISH,
        _ => return None,
    };
    let [low, high] = sprm.to_le_bytes();
    Some([low, high, (prm >> 8) as u8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_of_every_size_are_stepped_over() {
        let mut grpprl = Vec::new();
        grpprl.extend([0x15, 0xC6, 255, 1, 0, 0, 0, 0, 1, 0, 0, 0]); // tabs too many for one byte
        grpprl.extend([0x08, 0xD6, 3, 0, 9, 9]); // a table's definition
        grpprl.extend([0x00, 0xE0, 1, 2, 3]); // three bytes
        grpprl.extend([0x3C, 0x08, 1]);
        let mut seen = Vec::new();
        each(&grpprl, |sprm, operand| seen.push((sprm, operand.len())));
        assert_eq!(seen, [(0xC615, 9), (0xD608, 2), (0xE000, 3), (0x083C, 1)]);
    }

    #[test]
    fn a_toggle_refers_to_the_style() {
        let hidden = CharacterProps { hidden: true, ..CharacterProps::default() };
        for (operand, expected) in [(0, false), (1, true), (0x80, true), (0x81, false)] {
            let mut props = hidden;
            props.apply(&[0x3C, 0x08, operand], hidden);
            assert_eq!(props.hidden, expected, "{operand:#x}");
        }
    }
}
