/// What single characters are the sign of, as bits: one load a character tells where there is anything to look for.
pub(crate) struct Signs(Box<[u8]>);

impl Signs {
    /// Asks for each character of the basic plane; those beyond it are no signs.
    pub fn new(sign: impl Fn(char) -> u8) -> Self {
        Self((0..=u32::from(u16::MAX)).map(|c| char::from_u32(c).map_or(0, &sign)).collect())
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
        let sign = |c: &char| self.0.get(*c as usize).copied().unwrap_or(0);
        chars.iter().map(sign).enumerate().find(|&(_, sign)| sign != 0)
    }
}
