//! Words to people, on standard error.

use std::env;
use std::io::{self, Write};

use lawgov::Lang;
use lawgov_corpus::Failure;
use unicode_width::UnicodeWidthChar;

/// The language asked for, or that of the environment.
pub fn language(asked: Option<Lang>) -> Lang {
    asked.unwrap_or_else(|| {
        let set =
            ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env::var(name).ok().filter(|v| !v.is_empty()));
        if set.is_some_and(|value| value.to_ascii_lowercase().starts_with("zh")) { Lang::Zh } else { Lang::En }
    })
}

/// Writes one line to standard error. Nothing is done when that fails: there is nobody left to tell.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "lawgov: {}", visible(line));
}

/// The text without characters that move the cursor: the name or the words of a report must not write to the terminal.
pub fn visible(text: &str) -> String {
    let visible = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        c if c.width().is_none_or(|w| w == 0) => '\u{fffd}',
        c => c,
    };
    text.chars().map(visible).collect()
}

/// What is wrong with a file, and what to do about it.
pub fn with_hint(failure: &Failure, lang: Lang) -> String {
    let Failure { message, hint, .. } = failure;
    pick(lang, format!("{message}（{hint}）"), format!("{message} ({hint})"))
}

/// A number with its noun in English: 1 report, 2 reports.
pub fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// What is said of files that could not be read, after a sum; nothing when there are none.
pub fn failures(failed: usize, lang: Lang) -> String {
    match failed {
        0 => String::new(),
        _ => {
            pick(lang, format!("，{failed} 个文件读取失败"), format!(", {} could not be read", counted(failed, "file")))
        }
    }
}

/// One of two texts.
pub fn pick(lang: Lang, zh: impl Into<String>, en: impl Into<String>) -> String {
    match lang {
        Lang::Zh => zh.into(),
        Lang::En => en.into(),
    }
}
