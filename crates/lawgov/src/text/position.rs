use std::str::FromStr;

/// The unit in which offsets are counted for a caller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OffsetUnit {
    /// UTF-8 bytes, as Rust slices.
    Byte,
    /// Unicode code points, as Python slices.
    #[default]
    Char,
    /// UTF-16 code units, as JavaScript slices.
    Utf16,
}

impl OffsetUnit {
    /// The name used in JSON and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Byte => "byte",
            Self::Char => "char",
            Self::Utf16 => "utf16",
        }
    }
}

impl FromStr for OffsetUnit {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        [Self::Byte, Self::Char, Self::Utf16].into_iter().find(|u| u.as_str() == name).ok_or(())
    }
}

/// Converts byte offsets of one text into another unit, in one forward pass.
///
/// All offsets of a result are given first; they are sorted, and the text is walked once.
pub struct Sweep {
    unit: OffsetUnit,
    table: Vec<(u32, u32)>,
}

impl Sweep {
    /// Converts `offsets` (any order, each on a character boundary of `text`).
    pub fn new(text: &str, mut offsets: Vec<u32>, unit: OffsetUnit) -> Self {
        let mut table = Vec::new();
        if unit != OffsetUnit::Byte {
            offsets.sort_unstable();
            offsets.dedup();
            table.reserve(offsets.len());
            let (mut byte, mut count) = (0usize, 0u32);
            for offset in offsets {
                let part = &text[byte..offset as usize];
                count += match unit {
                    OffsetUnit::Char => part.chars().count() as u32,
                    _ => part.encode_utf16().count() as u32,
                };
                byte = offset as usize;
                table.push((offset, count));
            }
        }
        Self { unit, table }
    }

    /// The converted offset. A byte offset not given to [`Sweep::new`] gets the one before it.
    pub fn get(&self, byte: u32) -> u32 {
        if self.unit == OffsetUnit::Byte {
            return byte;
        }
        let after = self.table.partition_point(|&(b, _)| b <= byte);
        after.checked_sub(1).map_or(0, |i| self.table[i].1)
    }
}
