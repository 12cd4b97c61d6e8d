/// Where each character of a text begins, in bytes, and the way back.
///
/// Offsets are `u32`, so a text is shorter than 4 GiB: [`Text::new`](super::Text::new) reads no further. A reader of
/// files refuses such a file long before (`Limits` of `lawgov-read`).
///
/// A whole number for each character would take more memory than the text: each has one byte here, which is zero in most
/// texts nearly everywhere, and a group of them a common start.
pub(super) struct Offsets {
    /// Bytes of the text.
    bytes: usize,
    /// The offset of the first character of each group.
    starts: Vec<u32>,
    /// By how many bytes each character begins before where it would if all before it in its group had three; the end of
    /// the text is one of them.
    short: Vec<i8>,
    blocks: Vec<Block>,
}

/// Some bytes of the text, in one place of memory: it is asked about all over, and what lies elsewhere is far.
#[derive(Clone, Copy)]
struct Block {
    /// At which of its bytes a character begins, the first lowest.
    begins: u64,
    /// How many characters begin before it.
    before: u32,
}

/// Characters of a group: so few that what they are short of fits into a byte.
pub(super) const GROUP: usize = 64;
/// Bytes of a block.
const BLOCK: usize = 64;

impl Offsets {
    /// Of a text whose groups are not yet known: [`Self::begin`], [`Self::shift`] and [`Self::close`] tell them.
    pub fn new(original: &str) -> Self {
        let mut before = 0;
        let (whole, rest) = original.as_bytes().as_chunks::<BLOCK>();
        let mut blocks = Vec::with_capacity(whole.len() + 1);
        let mut add = |bytes: &[u8; BLOCK]| {
            let begins = begins(bytes);
            blocks.push(Block { begins, before });
            before += begins.count_ones();
        };
        whole.iter().for_each(&mut add);
        // The bytes after the end of the text are of no character.
        let mut last = [CONTINUES; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        add(&last);
        let short = vec![0; before as usize + 1];
        Self { bytes: original.len(), starts: Vec::with_capacity(short.len() / GROUP + 1), short, blocks }
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
            self.begin(self.bytes);
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
        let Some(block) = self.blocks.get(byte as usize / BLOCK) else { return self.len() };
        let earlier = block.begins & ((1 << (byte as usize % BLOCK)) - 1);
        (block.before + earlier.count_ones()) as usize
    }
}

/// A byte within a character.
const CONTINUES: u8 = 0x80;

/// At which bytes of a block a character begins.
#[inline]
fn begins(block: &[u8; BLOCK]) -> u64 {
    const HIGHEST: u64 = 0x8080_8080_8080_8080;
    let (eights, _) = block.as_chunks::<8>();
    let mut begins = 0;
    for (i, eight) in eights.iter().enumerate() {
        let bytes = u64::from_le_bytes(*eight);
        // All bytes within characters, and no others, begin with the bits 10.
        let first = !(bytes & !(bytes << 1)) & HIGHEST;
        // The highest bits of the eight, side by side.
        begins |= ((first >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i);
    }
    begins
}
