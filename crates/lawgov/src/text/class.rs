//! What a character is for, and how it is folded.

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
pub(crate) const fn fold(c: char) -> char {
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

/// The classes of a folded character.
pub(crate) const fn class_of(c: char) -> Class {
    match c {
        '\u{4e00}'..='\u{9fff}' => match c {
            '零' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万'
            | '亿' | '半' | '几' | '数' | '卅' | '廿' => Class::HAN.with(Class::NUMERAL),
            _ => Class::HAN,
        },
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
