/// Where each character of a text begins, in bytes, and the way back.
///
/// A whole number for each character would take more memory than the text: each has one byte here, and a group of them a
/// common start.
pub(super) struct Offsets<'t> {
    bytes: &'t [u8],
    /// The offset of the first character of each group.
    starts: Vec<u32>,
    /// What lies between the start of its group and each character; the end of the text is one of them.
    within: Vec<u8>,
    /// How many characters begin before each block.
    before: Vec<u32>,
}

/// Characters of a group: the last begins 252 bytes after the first at most.
pub(super) const GROUP: usize = 64;
/// Bytes of a block.
const BLOCK: usize = 64;

impl<'t> Offsets<'t> {
    /// Of a text whose groups are not yet known: [`Self::close`] takes them.
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
        let within = vec![0; count as usize + 1];
        Self { bytes, starts: Vec::with_capacity(within.len() / GROUP + 1), within, before }
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.within.len() - 1
    }

    /// The groups to fill in, and where the start of each goes.
    pub fn groups(&mut self) -> (impl Iterator<Item = &mut [u8]>, &mut Vec<u32>) {
        (self.within.chunks_mut(GROUP), &mut self.starts)
    }

    /// Adds the end of the text as the place after its last character.
    pub fn close(&mut self) {
        let (end, last) = (self.bytes.len(), self.len());
        if last.is_multiple_of(GROUP) {
            self.starts.push(end as u32);
        }
        self.within[last] = (end - self.starts[last / GROUP] as usize) as u8;
    }

    /// The offset of the character at a position.
    #[inline]
    pub fn at(&self, position: usize) -> u32 {
        self.starts[position / GROUP] + u32::from(self.within[position])
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
