//! What a character is for, and how it is folded.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// A set of character classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class(u16);

impl Class {
    pub const NONE: Self = Self(0);
    /// Any blank that does not end a line.
    pub const SPACE: Self = Self(1);
    pub const NEWLINE: Self = Self(1 << 1);
    /// `0`–`9`.
    pub const DIGIT: Self = Self(1 << 2);
    /// A Chinese numeral of its own: 〇零一二两三…九十百千万亿半.
    pub const NUMERAL: Self = Self(1 << 3);
    /// Ends a sentence: 。!?
    pub const STOP: Self = Self(1 << 4);
    /// Ends a clause: ,;: and the sentence's end.
    pub const PAUSE: Self = Self(1 << 5);
    /// 、
    pub const LIST: Self = Self(1 << 6);
    pub const OPEN: Self = Self(1 << 7);
    pub const CLOSE: Self = Self(1 << 8);
    /// `A`–`Z`, `a`–`z`.
    pub const LATIN: Self = Self(1 << 9);
    /// A Han character (numerals included).
    pub const HAN: Self = Self(1 << 10);
    /// One of `,;:?!.()` that was half-width before folding.
    pub const HALF_WIDTH: Self = Self(1 << 11);

    /// Either set.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any class of `other` is in this set.
    #[inline]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// A space or a line end.
    #[inline]
    pub const fn is_blank(self) -> bool {
        self.any(Self::SPACE.with(Self::NEWLINE))
    }

    /// A boundary between clauses: pause, stop or line end.
    #[inline]
    pub const fn is_boundary(self) -> bool {
        self.any(Self::PAUSE.with(Self::NEWLINE))
    }
}

/// The half-width or plain form of a character; itself when it has none.
pub(crate) fn fold(c: char) -> char {
    if RADICAL.contains(&c) { unradical(c) } else { fold_beside_radicals(c) }
}

const fn fold_beside_radicals(c: char) -> char {
    match c {
        '\u{20}'..='\u{7e}' | '\n' | '\r' | '\u{4e00}'..='\u{9fff}' => c,
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - 0xfee0) {
            Some(half) => half,
            None => c,
        },
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => '\n',
        '\u{0}'..='\u{1f}'
        | '\u{7f}'
        | '\u{a0}'
        | '\u{ad}'
        | '\u{2000}'..='\u{200f}'
        | '\u{202a}'..='\u{202f}'
        | '\u{205f}'..='\u{2060}'
        | '\u{3000}'
        | '\u{feff}'
        | '\u{fffc}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{301c}' | '\u{223c}' | '\u{2053}' => '~',
        '\u{fe6a}' => '%',
        '\u{3007}' | '\u{25cb}' | '\u{25ef}' => '\u{3007}',
        '\u{3014}' | '\u{fe5d}' => '\u{3014}',
        '\u{3015}' | '\u{fe5e}' => '\u{3015}',
        '\u{ff61}' => '。',
        '\u{ff64}' => '、',
        _ => c,
    }
}

/// What radicals stand for, from U+2E80 to U+2FD5.
static RADICALS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut characters: Vec<char> = RADICAL.collect();
    for line in include_str!("../../data/radicals.tsv").lines() {
        let mut chars = line.chars();
        let (radical, tab, character) = (chars.next(), chars.next(), chars.next());
        let at = radical
            .filter(|c| RADICAL.contains(c) && tab == Some('\t'))
            .map(|c| c as usize - *RADICAL.start() as usize);
        if let (Some(at), Some(character)) = (at, character) {
            characters[at] = character;
        }
    }
    characters
});

const RADICAL: RangeInclusive<char> = '\u{2e80}'..='\u{2fd5}';

/// The character that a Kangxi or supplementary radical stands for (Unicode 2E80–2FD5); any other as it is.
///
/// Fonts draw both with one glyph, and some programs that write PDF name the radical.
///
/// ```
/// assert_eq!("⼀⺠镇".chars().map(lawgov::unradical).collect::<String>(), "一民镇");
/// ```
#[must_use]
pub fn unradical(c: char) -> char {
    if RADICAL.contains(&c) { RADICALS[c as usize - *RADICAL.start() as usize] } else { c }
}

/// The numerals of the main Han block, one bit a character.
const NUMERALS: [u64; (LAST_HAN - FIRST_HAN) / 64 + 1] = {
    let mut bits = [0; (LAST_HAN - FIRST_HAN) / 64 + 1];
    let numerals = [
        '零', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '半', '几',
        '数', '卅', '廿',
    ];
    let mut i = 0;
    while i < numerals.len() {
        let at = numerals[i] as usize - FIRST_HAN;
        bits[at / 64] |= 1 << (at % 64);
        i += 1;
    }
    bits
};

const FIRST_HAN: usize = 0x4e00;
const LAST_HAN: usize = 0x9fff;

/// The folded form and the classes of a character.
#[inline]
pub(crate) fn read(c: char) -> (char, Class) {
    of_han(c).map_or_else(|| read_beside_han(c), |class| (c, class))
}

/// The classes of a folded character.
pub(crate) fn class_of(c: char) -> Class {
    of_han(c).unwrap_or_else(|| class_beside_han(c))
}

/// The classes of a character of the main Han block, which is its own folded form.
#[inline]
pub(crate) fn of_han(c: char) -> Option<Class> {
    let at = (c as usize).wrapping_sub(FIRST_HAN);
    if at > LAST_HAN - FIRST_HAN {
        return None;
    }
    let numeral = NUMERALS[at / 64] >> (at % 64) & 1 == 1;
    Some(if numeral { Class::HAN.with(Class::NUMERAL) } else { Class::HAN })
}

/// Reads plain Han characters of the main block, of three bytes each, until another character comes or `chars` is full;
/// how many they are.
pub(crate) fn read_plain_han(bytes: &[u8], chars: &mut [char]) -> usize {
    /// The block's first character with the first byte whole: one test is enough for its form and for its range.
    const FIRST: u32 = FIRST_HAN as u32 + (0xe0 << 12);
    let mut count = 0;
    for (&[first, second, third], slot) in bytes.as_chunks().0.iter().zip(chars) {
        let code = u32::from(first) << 12 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
        let at = code.wrapping_sub(FIRST);
        if at > (LAST_HAN - FIRST_HAN) as u32 || NUMERALS[at as usize / 64] >> (at % 64) & 1 == 1 {
            break;
        }
        // Written so, the compiler sees that it is a character.
        let Some(c) = char::from_u32(code & 0xffff) else { break };
        *slot = c;
        count += 1;
    }
    count
}

/// The folded form and the classes of a character outside the main Han block.
#[inline]
pub(crate) fn read_beside_han(c: char) -> (char, Class) {
    let page = match c as u32 >> 8 {
        0xff => 0,
        0x30 => 1,
        0 => 2,
        0x20 => 3,
        _ => return (fold(c), class_of(fold(c))),
    };
    COMMON[page][c as usize & 0xff]
}

/// The pages of 256 characters with full-width, CJK, Latin and general punctuation, in the order above: what is not Han
/// is of these.
const PAGES: [u32; 4] = [0xff, 0x30, 0, 0x20];

static COMMON: [[(char, Class); 256]; PAGES.len()] = {
    let mut common = [[('\0', Class::NONE); 256]; PAGES.len()];
    let mut i = 0;
    while i < 256 * PAGES.len() {
        if let Some(c) = char::from_u32(PAGES[i / 256] << 8 | i as u32 & 0xff) {
            let class = class_beside_han(fold_beside_radicals(c));
            let half = matches!(c, ',' | ';' | ':' | '?' | '!' | '.' | '(' | ')');
            let class = if half { class.with(Class::HALF_WIDTH) } else { class };
            common[i / 256][i % 256] = (fold_beside_radicals(c), class);
        }
        i += 1;
    }
    common
};

/// The classes of a folded character outside the main Han block.
const fn class_beside_han(c: char) -> Class {
    match c {
        '0'..='9' => Class::DIGIT,
        ' ' | '\t' => Class::SPACE,
        '\n' | '\r' => Class::NEWLINE,
        '。' | '!' | '?' => Class::STOP.with(Class::PAUSE),
        ',' | ';' | ':' => Class::PAUSE,
        '、' => Class::LIST,
        '(' | '[' | '{' | '《' | '〈' | '“' | '‘' | '【' | '〔' | '「' | '『' => Class::OPEN,
        ')' | ']' | '}' | '》' | '〉' | '”' | '’' | '】' | '〕' | '」' | '』' => Class::CLOSE,
        'A'..='Z' | 'a'..='z' => Class::LATIN,
        '〇' => Class::HAN.with(Class::NUMERAL),
        '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' => Class::HAN,
        _ => Class::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_of_pdf_fonts_are_read_as_characters() {
        let folded: String = "⼀、⼯作⼒量⻓期不⾜".chars().map(fold).collect();
        assert_eq!(folded, "一、工作力量长期不足");
    }
}
