//! Automatic numbering: what a word processor counts and draws, as the characters a reader sees.
//!
//! A list has levels; each has a way of writing numbers and a text such as `（%1）` in which the numbers of its own and
//! of higher levels stand. Word 97–2003 and docx differ in how they store this, not in what it means, so both use this
//! module. The ways of writing are rows of `data/number_formats.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Levels of a list.
pub(crate) const LEVELS: usize = 9;

static TABLE: &str = include_str!("../data/number_formats.tsv");
static STYLES: LazyLock<Vec<Style>> = LazyLock::new(|| rows().map(|(style, _)| style).collect());

/// A way of writing a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    nfc: u16,
    name: &'static str,
    method: Method,
    symbols: Vec<char>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Method {
    Decimal { width: usize },
    Digits,
    Letters,
    Roman,
    List,
    Counting { drop_leading_one: bool, up_to: u32 },
    Dash,
    None,
}

fn rows() -> impl Iterator<Item = (Style, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let nfc = cells.next()?.parse().ok()?;
        let name = cells.next()?;
        let method = match cells.next()? {
            "decimal" => Method::Decimal { width: 1 },
            "decimal2" => Method::Decimal { width: 2 },
            "digits" => Method::Digits,
            "letters" => Method::Letters,
            "roman" => Method::Roman,
            "list" => Method::List,
            "counting" => Method::Counting { drop_leading_one: true, up_to: 9_999 },
            "counting99" => Method::Counting { drop_leading_one: true, up_to: 99 },
            "legal" => Method::Counting { drop_leading_one: false, up_to: 9_999 },
            "dash" => Method::Dash,
            "none" => Method::None,
            _ => return None,
        };
        Some((Style { nfc, name, method, symbols: cells.next()?.chars().collect() }, cells.next()?))
    })
}

impl Style {
    /// The style of a code in a Word 97–2003 file; plain digits when the code is unknown, as Word shows it.
    pub(crate) fn of_code(nfc: u16) -> &'static Self {
        STYLES.iter().find(|style| style.nfc == nfc).unwrap_or(&STYLES[0])
    }

    /// The style of a name in a docx file; plain digits when the name is unknown.
    pub(crate) fn of_name(name: &str) -> &'static Self {
        STYLES.iter().find(|style| style.name == name).unwrap_or(&STYLES[0])
    }

    /// Whether a level of this style counts nothing a reader sees.
    pub(crate) fn is_bullet(&self) -> bool {
        self.method == Method::None
    }

    /// A number as it is written.
    pub(crate) fn format(&self, number: u32) -> String {
        let symbol = |index: u32| self.symbols.get(index as usize).copied();
        match self.method {
            Method::None => String::new(),
            Method::Decimal { width } => format!("{number:0width$}"),
            Method::Dash => format!("- {number} -"),
            Method::Digits => self.digits(number),
            // Past 780 a letter would be repeated more than thirty times: no document means that.
            Method::Letters if (1..=780).contains(&number) => {
                let letter = symbol((number - 1) % 26).unwrap_or('?');
                std::iter::repeat_n(letter, (number as usize - 1) / 26 + 1).collect()
            }
            Method::Roman if (1..4_000).contains(&number) => self.roman(number),
            Method::List if number > 0 => {
                symbol(number - 1).map_or_else(|| number.to_string(), |symbol| symbol.to_string())
            }
            Method::Counting { drop_leading_one, up_to } if number <= up_to => self.count(number, drop_leading_one),
            Method::Counting { .. } => self.digits(number),
            Method::Letters | Method::Roman | Method::List => number.to_string(),
        }
    }

    fn digits(&self, number: u32) -> String {
        number.to_string().bytes().filter_map(|digit| self.symbols.get(usize::from(digit - b'0'))).collect()
    }

    fn roman(&self, mut number: u32) -> String {
        let mut text = String::new();
        for (index, value) in [(6, 1000), (4, 100), (2, 10), (0, 1)] {
            let one = self.symbols[index];
            let (five, ten) = (self.symbols.get(index + 1), self.symbols.get(index + 2));
            let digit = number / value;
            number %= value;
            match (digit, five, ten) {
                (9, _, Some(ten)) => text.extend([one, *ten]),
                (4, Some(five), _) => text.extend([one, *five]),
                (5..=8, Some(five), _) => {
                    text.push(*five);
                    text.extend(std::iter::repeat_n(one, digit as usize - 5));
                }
                _ => text.extend(std::iter::repeat_n(one, digit as usize)),
            }
        }
        text
    }

    fn count(&self, number: u32, drop_leading_one: bool) -> String {
        if number == 0 {
            return self.symbols[0].to_string();
        }
        let mut text = String::new();
        let mut gap = false;
        for (unit, value) in [(12, 1000), (11, 100), (10, 10), (0, 1)] {
            let digit = number / value % 10;
            if digit == 0 {
                gap = !text.is_empty();
                continue;
            }
            if gap {
                text.push(self.symbols[0]);
                gap = false;
            }
            if !(value == 10 && digit == 1 && drop_leading_one && text.is_empty()) {
                text.push(self.symbols[digit as usize]);
            }
            if value > 1 {
                text.push(self.symbols[unit]);
            }
        }
        text
    }
}

/// A piece of a level's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Characters drawn as they are.
    Text(String),
    /// The number of a level, from 0.
    Number(usize),
}

/// A level of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Level {
    /// The first number.
    pub(crate) start: u32,
    /// How its own number is written.
    pub(crate) style: &'static Style,
    /// What is drawn.
    pub(crate) text: Vec<Part>,
    /// After which level it starts again: the levels below this index. `None` is every higher level, 0 is never.
    pub(crate) restart: Option<usize>,
    /// Numbers of higher levels are written in plain digits.
    pub(crate) legal: bool,
}

impl Level {
    /// The parts of a docx level text, where `%1` … `%9` stand for numbers.
    pub(crate) fn parts(text: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let level = chars.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| c == '%' && *digit > 0);
            if let Some(level) = level {
                chars.next();
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                parts.push(Part::Number(level as usize - 1));
            } else {
                plain.push(c);
            }
        }
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        parts
    }
}

/// The numbers lists have reached, by list.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    reached: HashMap<u32, [Option<i64>; LEVELS]>,
}

impl Counters {
    /// Sets a level of a list so that its next number is `start`: a restart asked for by the file.
    pub(crate) fn restart(&mut self, list: u32, level: usize, start: u32) {
        let reached = self.reached.entry(list).or_default();
        if let Some(number) = reached.get_mut(level) {
            *number = Some(i64::from(start) - 1);
        }
        for deeper in reached.iter_mut().skip(level + 1) {
            *deeper = None;
        }
    }

    /// Counts a paragraph at a level of a list and gives its label, such as `（二）`. `levels` are the list's.
    pub(crate) fn label(&mut self, list: u32, level: usize, levels: &[Level]) -> String {
        let Some(own) = levels.get(level) else { return String::new() };
        let reached = self.reached.entry(list).or_default();
        let Some(number) = reached.get_mut(level) else { return String::new() };
        *number = Some(number.map_or(i64::from(own.start), |number| number + 1));
        for (index, deeper) in levels.iter().enumerate().skip(level + 1).take(LEVELS) {
            if deeper.restart.is_none_or(|limit| level < limit.min(index))
                && let Some(number) = reached.get_mut(index)
            {
                *number = None;
            }
        }
        let mut label = String::new();
        for part in &own.text {
            match part {
                Part::Text(text) => label.push_str(text),
                Part::Number(index) => {
                    let Some(of) = levels.get(*index) else { continue };
                    let number = reached.get(*index).copied().flatten();
                    let number = number.and_then(|number| u32::try_from(number).ok()).unwrap_or(of.start);
                    let plain = own.legal && *index != level && !of.style.is_bullet();
                    label += &if plain { number.to_string() } else { of.style.format(number) };
                }
            }
        }
        bullet(&label)
    }
}

/// A bullet of a symbol font has a character of the private use area, which no other font draws.
fn bullet(label: &str) -> String {
    label.chars().map(|c| if ('\u{e000}'..='\u{f8ff}').contains(&c) { '•' } else { c }).collect()
}

/// A label and the paragraph it stands before. A space parts them where they would read as one word or number.
pub(crate) fn labelled(label: &str, paragraph: &str) -> String {
    let ends_open = label.chars().next_back().is_some_and(|c| c.is_ascii() || c == '•');
    let goes_on = paragraph.starts_with(|c: char| c.is_ascii_alphanumeric());
    let bullet = label.ends_with('•');
    let gap = if bullet || (ends_open && goes_on && !label.ends_with(' ')) { " " } else { "" };
    format!("{label}{gap}{paragraph}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_writes_its_example() {
        let mut seen = 0;
        for (style, example) in rows() {
            let (number, written) = example.split_once('=').expect("a number and how it is written");
            assert_eq!(style.format(number.parse().expect("a number")), written, "{}", style.name);
            seen += 1;
        }
        assert_eq!(seen, TABLE.lines().filter(|line| !line.starts_with('#')).count() - 1);
    }

    #[test]
    fn numbers_outside_a_style_are_plain() {
        assert_eq!(Style::of_name("decimalEnclosedCircle").format(51), "51");
        assert_eq!(Style::of_name("decimalEnclosedCircle").format(0), "0");
        assert_eq!(Style::of_name("chineseCounting").format(105), "一〇五");
        assert_eq!(Style::of_name("upperRoman").format(4_294_967_295), "4294967295");
        assert_eq!(Style::of_name("lowerLetter").format(4_294_967_295), "4294967295");
        assert_eq!(Style::of_name("unheard-of").format(3), "3");
        assert_eq!(Style::of_code(39).format(2_005), "二千零五");
        assert_eq!(Style::of_code(39).format(0), "零");
    }

    fn level(name: &str, text: &str) -> Level {
        Level { start: 1, style: Style::of_name(name), text: Level::parts(text), restart: None, legal: false }
    }

    #[test]
    fn levels_count_and_restart() {
        let levels =
            [level("chineseCounting", "%1、"), level("chineseCounting", "（%2）"), level("decimal", "%1.%2.%3")];
        let mut counters = Counters::default();
        let labels: Vec<String> =
            [0, 1, 1, 2, 2, 0, 1, 2].iter().map(|level| counters.label(7, *level, &levels)).collect();
        assert_eq!(labels, ["一、", "（一）", "（二）", "一.二.1", "一.二.2", "二、", "（一）", "二.一.1"]);
        counters.restart(7, 1, 0);
        assert_eq!(counters.label(7, 1, &levels), "（〇）");
        counters.restart(7, 0, 5);
        assert_eq!(counters.label(7, 0, &levels), "五、");
        assert_eq!(counters.label(8, 0, &levels), "一、");
    }

    #[test]
    fn a_level_may_go_on_counting_or_write_digits() {
        let mut levels = [level("chineseCounting", "第%1章"), level("chineseCounting", "第%2条")];
        levels[1].restart = Some(0);
        let mut counters = Counters::default();
        let labels: Vec<String> = [0, 1, 1, 0, 1].iter().map(|level| counters.label(1, *level, &levels)).collect();
        assert_eq!(labels, ["第一章", "第一条", "第二条", "第二章", "第三条"]);
        levels[1] = Level { legal: true, ..level("decimal", "%1.%2") };
        assert_eq!(counters.label(1, 1, &levels), "2.4");
    }

    #[test]
    fn a_label_does_not_run_into_a_number() {
        assert_eq!(labelled("（一）", "2023年"), "（一）2023年");
        assert_eq!(labelled("1.", "2023年"), "1. 2023年");
        assert_eq!(labelled("1.", "工作"), "1.工作");
        assert_eq!(labelled("\u{2022}", "工作"), "• 工作");
    }
}
