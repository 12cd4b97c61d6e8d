/// What single characters are the sign of, as bits: one load a character tells where there is anything to look for.
pub(crate) struct Signs(Box<[u8; PLANE]>);

const PLANE: usize = 0x1_0000;

/// Characters looked at together.
const TOGETHER: usize = 4;

impl Signs {
    /// Asks for each character of the basic plane; those beyond it are no signs.
    pub fn new(sign: impl Fn(char) -> u8) -> Self {
        let mut signs = Box::new([0; PLANE]);
        for (slot, c) in signs.iter_mut().zip(0..) {
            *slot = char::from_u32(c).map_or(0, &sign);
        }
        Self(signs)
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
        let (groups, _) = chars.as_chunks::<TOGETHER>();
        let blank = |group: &&[char; TOGETHER]| group.iter().fold(0, |all, &c| all | self.folded(c)) == 0;
        let from = TOGETHER * groups.iter().take_while(blank).count();
        let sign = |&c: &char| if (c as usize) < PLANE { self.folded(c) } else { 0 };
        let rest = chars[from..].iter().map(sign).enumerate();
        rest.filter(|&(_, sign)| sign != 0).map(|(at, sign)| (from + at, sign)).next()
    }

    /// The sign of a character, or for one beyond the basic plane that of some other.
    #[inline]
    fn folded(&self, c: char) -> u8 {
        self.0[c as usize % PLANE]
    }
}
