/// Where each character of a text begins, in bytes, and the way back.
///
/// Offsets are `u32`, so a text is shorter than 4 GiB: [`Text::new`](super::Text::new) reads no further. A reader of
/// files refuses such a file long before (`Limits` of `lawgov-read`).
///
/// A whole number for each character would take more memory than the text: each has one byte here, which is zero in most
/// texts nearly everywhere, and a group of them a common start.
pub(super) struct Offsets<'t> {
    bytes: &'t [u8],
    /// The offset of the first character of each group.
    starts: Vec<u32>,
    /// By how many bytes each character begins before where it would if all before it in its group had three; the end of
    /// the text is one of them.
    short: Vec<i8>,
    /// How many characters begin before each block.
    before: Vec<u32>,
}

/// Characters of a group: so few that what they are short of fits into a byte.
pub(super) const GROUP: usize = 64;
/// Bytes of a block.
const BLOCK: usize = 64;

impl<'t> Offsets<'t> {
    /// Of a text whose groups are not yet known: [`Self::begin`], [`Self::shift`] and [`Self::close`] tell them.
    pub fn new(original: &'t str) -> Self {
        let bytes = original.as_bytes();
        let mut count = 0;
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let mut before = Vec::with_capacity(blocks.len() + 1);
        for block in blocks {
            before.push(count);
            count += begun(block);
        }
        before.push(count);
        count += begun(rest);
        let short = vec![0; count as usize + 1];
        Self { bytes, starts: Vec::with_capacity(short.len() / GROUP + 1), short, before }
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.short.len() - 1
    }

    /// Tells where the next group begins.
    #[inline]
    pub fn begin(&mut self, byte: usize) {
        self.starts.push(byte as u32);
    }

    /// Tells how many bytes a character has, unless it has three.
    #[inline]
    pub fn shift(&mut self, position: usize, bytes: usize) {
        if bytes != 3 {
            let end = self.len().min(position / GROUP * GROUP + GROUP - 1);
            let later = &mut self.short[position + 1..=end];
            later.iter_mut().for_each(|short| *short += 3 - bytes as i8);
        }
    }

    /// Adds the end of the text as the place after its last character.
    pub fn close(&mut self) {
        if self.len().is_multiple_of(GROUP) {
            self.begin(self.bytes.len());
        }
    }

    /// The offset of the character at a position.
    #[inline]
    pub fn at(&self, position: usize) -> u32 {
        let three = self.starts[position / GROUP] + 3 * (position % GROUP) as u32;
        three.wrapping_add_signed(-i32::from(self.short[position]))
    }

    /// The position of a byte offset that lies on a character boundary.
    #[inline]
    pub fn position(&self, byte: u32) -> usize {
        let (block, byte) = (byte as usize / BLOCK, byte as usize);
        let before = self.before.get(block).map_or(self.len() as u32, |&before| before);
        (before + begun(self.bytes.get(block * BLOCK..byte).unwrap_or_default())) as usize
    }
}

/// How many characters begin in a block.
#[inline]
fn begun(block: &[u8]) -> u32 {
    // At most 64 fit into a byte: so the compiler counts sixteen at a time.
    u32::from(block.iter().map(|&byte| u8::from(byte as i8 >= -0x40)).sum::<u8>())
}
