/// What single characters are the sign of, as bits: one load a character tells where there is anything to look for.
pub(crate) struct Signs {
    /// By the character.
    signs: Box<[u8; PLANE]>,
    /// By its last bits, those of all characters that share them: this stays in the nearest cache.
    near: Box<[u8; NEAR]>,
}

const PLANE: usize = 0x1_0000;
const NEAR: usize = 0x1000;

/// Characters looked at together.
const TOGETHER: usize = 4;

impl Signs {
    /// Of characters with what they are the sign of; those beyond the basic plane are none.
    pub fn new(of: impl IntoIterator<Item = (char, u8)>) -> Self {
        let (mut signs, mut near) = (Box::new([0; PLANE]), Box::new([0; NEAR]));
        for (c, sign) in of {
            if let Some(slot) = signs.get_mut(c as usize) {
                *slot |= sign;
                near[c as usize % NEAR] |= sign;
            }
        }
        Self { signs, near }
    }

    /// The places of `chars` that are signs, with what of.
    #[inline]
    pub fn places(&self, chars: &[char]) -> impl Iterator<Item = (usize, u8)> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (skipped, sign) = self.next(chars.get(from..)?)?;
            from += skipped + 1;
            Some((from - 1, sign))
        })
    }

    /// The first sign. Apart from what is done there, so that the few variables of the scan stay in registers.
    #[inline(never)]
    fn next(&self, chars: &[char]) -> Option<(usize, u8)> {
        let exact = |(at, &c): (usize, &char)| {
            let sign = self.signs.get(c as usize).copied().filter(|&sign| sign != 0)?;
            Some((at, sign))
        };
        let (groups, rest) = chars.as_chunks::<TOGETHER>();
        for (i, group) in groups.iter().enumerate() {
            let near = group.iter().fold(0, |all, &c| all | self.near[c as usize % NEAR]);
            if near != 0
                && let Some((at, sign)) = group.iter().enumerate().find_map(exact)
            {
                return Some((i * TOGETHER + at, sign));
            }
        }
        let (at, sign) = rest.iter().enumerate().find_map(exact)?;
        Some((groups.len() * TOGETHER + at, sign))
    }
}
