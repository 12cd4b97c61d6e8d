//! What stands around a report: title, salutation, signature, and the website's furniture.
//!
//! In: lines, all of them body. Out: the same lines with their kinds. What the furniture says is read by the metadata.
//! The words are in `data/chrome.tsv` and `data/report_titles.tsv`.

use once_cell::sync::Lazy;

use crate::lexicon::{Table, Trie};
use crate::outline::numbering::{self, Form};
use crate::outline::{Line, LineKind, body, date};
use crate::text::{Class, Positions, Text};

/// Longest words before a title on its line.
const BANNER: usize = 30;
/// Longest line that can be furniture by the word it begins with.
const SHORT: usize = 80;
/// A line that long with a full stop in it is prose.
const PROSE: usize = 40;
/// How many lines a page may show before its document begins.
const HEAD: usize = 120;

/// What the words at the start of a line say about it.
#[derive(Clone, Copy, Debug, Default)]
struct Words {
    /// Furniture when a colon follows.
    key: bool,
    /// Furniture above the report.
    start: bool,
    /// Furniture below the report, with all that follows.
    tail: bool,
    /// The report's own closing.
    closing: bool,
    /// What is attached to a report, below its signature.
    attachment: bool,
}

static STARTS: Lazy<Trie<Words>> = Lazy::new(|| {
    let mut words: Vec<(&'static str, Words)> = Vec::new();
    for row in Table::new(crate::lexicon::tsv!("chrome")).rows() {
        let word = row.get("word");
        let at = words.iter().position(|(w, _)| *w == word).unwrap_or_else(|| {
            words.push((word, Words::default()));
            words.len() - 1
        });
        let words = &mut words[at].1;
        match (row.get("place"), row.get("match")) {
            (_, "key") => words.key = true,
            ("any", "start") => words.start = true,
            ("tail", "start") => words.tail = true,
            ("closing", _) => words.closing = true,
            ("attachment", _) => words.attachment = true,
            _ => {}
        }
    }
    Trie::new(words)
});

static INSIDE: Lazy<Trie<()>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("chrome"));
    Trie::new(table.rows().filter(|r| r.get("match") == "contain").map(|r| (r.get("word"), ())))
});

/// Words of titles; whether a title ends with the word.
static TITLE_WORDS: Lazy<Trie<bool>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("report_titles"));
    Trie::new(table.rows().filter(|r| r.get("part") != "cut").map(|r| (r.get("word"), r.get("part") == "ending")))
});

/// Gives each line its kind. A signature at the end of the last paragraph becomes a line of its own.
pub(super) fn mark(text: &Text, lines: &mut Vec<Line>) {
    let head = head_end(text, lines);
    if let Some(head) = lines.get_mut(..head) {
        mark_head(text, head);
    }
    mark_tail(text, lines, head);
    mark_attachments(text, lines, head);
    mark_signature(text, lines, head);
}

fn is_heading(text: &Text, line: &Line) -> bool {
    let start = super::tree::past_debris(text, line.range.clone());
    numbering::read(text, start).is_some_and(|m| m.whole && m.form <= Form::Arabic)
}

fn is_prose(text: &Text, line: &Line) -> bool {
    let range = line.range.start..line.range.end.min(line.range.start + 400);
    range.len() >= PROSE && !is_furniture(text, line) && text.find(range, "。").is_some()
}

/// The first line that is neither title nor furniture nor salutation.
fn head_end(text: &Text, lines: &[Line]) -> usize {
    let head = &lines[..lines.len().min(HEAD)];
    let heading = head.iter().position(|l| is_heading(text, l)).unwrap_or(head.len());
    let prose = head[..heading].iter().position(|l| is_prose(text, l)).unwrap_or(heading);
    if last_title(text, &head[..prose]).is_some() {
        return prose;
    }
    // A page that shows prose of its own before the document.
    let late = head[prose..heading]
        .iter()
        .rposition(|l| is_title(text, l) && text.find(l.range.clone(), "法治政府").is_some());
    late.map_or(prose, |i| prose + i + 1)
}

/// What the words at the start of a line say; blanks inside the words do not matter.
fn words_at_start(text: &Text, line: &Line) -> (Words, char) {
    let mut squeezed = ['\0'; 24];
    let mut len = 0;
    for at in line.range.start..line.range.end.min(line.range.start + 64) {
        let c = text.char(at);
        if c != ' ' && !(len == 0 && !c.is_alphanumeric() && !matches!(c, '【' | '[' | '(' | '©')) {
            let Some(slot) = squeezed.get_mut(len) else { break };
            *slot = c;
            len += 1;
        }
    }
    match STARTS.longest(&squeezed) {
        Some((word, &words)) => (words, squeezed.get(word).copied().unwrap_or('\0')),
        None => (Words::default(), '\0'),
    }
}

/// Whether a line is furniture by its own words, wherever it stands.
fn is_furniture(text: &Text, line: &Line) -> bool {
    let chars = text.chars().get(line.range.clone()).unwrap_or(&[]);
    let count = |mark: char| chars.iter().take(400).filter(|&&c| c == mark).count();
    if text.char(line.range.start) == '|' || count('|') > 1 || count('>') > 1 {
        return true;
    }
    let (words, next) = words_at_start(text, line);
    if words.key && matches!(next, ':' | '|') {
        return true;
    }
    let sentence = chars.last() == Some(&'。');
    chars.len() <= SHORT && !sentence && (0..chars.len()).any(|i| INSIDE.longest(&chars[i..]).is_some())
}

/// What a line that may belong to a title is made of.
struct TitleWords {
    subject: bool,
    year: bool,
    /// Its last word ends a title.
    ends: bool,
}

fn title_words(text: &Text, line: &Line) -> Option<TitleWords> {
    let range = bare_title(text, line.range.clone());
    let chars = text.chars().get(range.clone())?;
    let plain = (4..=80).contains(&chars.len())
        && !is_furniture(text, line)
        && !text.classes()[range.clone()].iter().any(|c| c.any(Class::PAUSE));
    if !plain {
        return None;
    }
    let mut words = TitleWords { subject: false, year: date::first_year(text, range).is_some(), ends: false };
    let mut at = 0;
    while at < chars.len() {
        match TITLE_WORDS.longest(&chars[at..]) {
            Some((len, &ending)) => {
                words.subject |= !ending;
                words.ends = ending && at + len == chars.len();
                at += len;
            }
            None => at += 1,
        }
    }
    Some(words)
}

/// Whether a title ends with this line.
fn is_title(text: &Text, line: &Line) -> bool {
    title_words(text, line).is_some_and(|w| w.ends && (w.subject || w.year))
}

/// Whether a line reads as the title of a report, or as the line that ends one.
///
/// ```
/// assert!(lawgov::is_report_title("柏岭镇2023年法治政府建设年度报告"));
/// assert!(!lawgov::is_report_title("柏岭镇信息公开"));
/// ```
#[must_use]
pub fn is_report_title(line: &str) -> bool {
    let text = Text::new(line);
    let range = text.trim(0..text.len());
    is_title(&text, &Line { range, kind: LineKind::Body })
}

/// The last line of `lines` that ends a title: alone, or together with the line above it.
fn last_title(text: &Text, lines: &[Line]) -> Option<usize> {
    (0..lines.len()).rev().find(|&i| {
        let Some(words) = title_words(text, &lines[i]).filter(|w| w.ends) else { return false };
        let above = || i.checked_sub(1).and_then(|a| title_words(text, &lines[a]));
        words.subject || words.year || above().is_some_and(|a| !a.ends && a.subject && a.year)
    })
}

/// A title line without emphasis marks and without a bracketed remark at its end.
pub(crate) fn bare_title(text: &Text, range: Positions) -> Positions {
    // 一年成绩单来了！…年度报告: what calls for attention is no part of a title.
    let called = range.clone().take(BANNER).rfind(|&i| matches!(text.char(i), '!' | '|'));
    let range = called.map_or(range.start, |i| i + 1)..range.end;
    let start = super::tree::past_debris(text, range.clone()).min(range.end);
    let mut end = range.end;
    while end > start && matches!(text.char(end - 1), '*' | '#' | ' ') {
        end -= 1;
    }
    let bracket = (end > start && text.char(end - 1) == ')').then(|| (start..end).rev().find(|&i| text.char(i) == '('));
    bracket.flatten().map_or(start..end, |open| text.trim(start..open))
}

fn mark_head(text: &Text, head: &mut [Line]) {
    let last = last_title(text, head);
    let first = last.map(|last| title_start(text, head, last));
    let mut key_alone = false;
    for (i, line) in head.iter_mut().enumerate() {
        let (words, next) = words_at_start(text, line);
        // In a list of keys and values the value may have a line of its own.
        let is_value =
            std::mem::replace(&mut key_alone, words.key && next == ':' && text.ends_with(line.range.end, ":"));
        let before_title = first.is_some_and(|f| i < f);
        let in_title = matches!((first, last), (Some(f), Some(l)) if (f..=l).contains(&i));
        line.kind = if in_title {
            LineKind::Title
        } else if own_number(text, line.range.clone()).is_some() {
            LineKind::Number
        } else if is_furniture(text, line) || ((words.start || is_value) && line.range.len() <= SHORT) {
            LineKind::Chrome
        } else if let Some(formal) = only_date(text, line.range.clone()) {
            if formal && !before_title { LineKind::Signature } else { LineKind::Chrome }
        } else if before_title {
            LineKind::Chrome
        } else if body::addressees(text, line.range.clone()).is_some() {
            LineKind::Recipients
        } else if last.is_some() && body::is_name(text, line.range.clone()) {
            LineKind::Signature
        } else {
            LineKind::Body
        };
    }
}

/// The first line of a title that ends at `last`: the lines above it that name its issuers or begin it.
fn title_start(text: &Text, head: &[Line], last: usize) -> usize {
    let mut first = last;
    while let Some(above) = first.checked_sub(1) {
        let range = head[above].range.clone();
        let plain = range.len() <= 50
            && !is_furniture(text, &head[above])
            && !text.classes()[range.clone()].iter().any(|c| c.any(Class::PAUSE))
            && only_date(text, range.clone()).is_none()
            && !is_number(text, range.clone());
        let named = without_bracket(text, range.clone());
        let names =
            body::is_name(text, named.clone()) || crate::lexicon::place(&text.chars()[named.clone()]) == named.len();
        let unfinished = !is_title(text, &head[above]) && begins_midway(text, &head[first..=last]);
        if !plain || !(names || unfinished) || words_at_start(text, &head[above]).0.start {
            break;
        }
        first = above;
    }
    first
}

/// A name without what stands in brackets at its end: 沙枣镇（一九八团）.
fn without_bracket(text: &Text, range: Positions) -> Positions {
    let open = (text.char(range.end - 1) == ')').then(|| range.clone().rev().find(|&i| text.char(i) == '(')).flatten();
    open.map_or(range.clone(), |open| text.trim(range.start..open))
}

/// Whether a title so far lacks its subject or its issuer: 建设年度报告; 关于2023年…的报告 begins where an issuer should stand.
fn begins_midway(text: &Text, title: &[Line]) -> bool {
    let Some(range) = title.first().map(|l| l.range.clone()) else { return false };
    let has = |word| title.iter().any(|l| text.find(l.range.clone(), word).is_some());
    text.starts_with(range.start, "关于") || !(has("法治") || has("依法")) || date::first_year(text, range).is_none()
}

/// Whether a line is a date and nothing else; if so, whether it is written as in a document.
fn only_date(text: &Text, range: Positions) -> Option<bool> {
    if range.len() > 24 {
        return None;
    }
    let open = usize::from(text.char(range.start) == '(');
    let day = date::day_at(text, range.start + open)?;
    (day.end + open >= range.end || only_clock(text, day.end..range.end)).then_some(day.formal)
}

fn only_clock(text: &Text, range: Positions) -> bool {
    text.classes()[range].iter().all(|c| c.any(Class::DIGIT.with(Class::SPACE).with(Class::PAUSE)))
}

/// Whether a line is a document number and nothing else: 柏府发〔2024〕3号.
pub(crate) fn is_number(text: &Text, range: Positions) -> bool {
    range.len() <= 30
        && text.ends_with(range.end, "号")
        && !text.classes()[range.clone()].iter().any(|c| c.any(Class::PAUSE))
        && range.clone().any(|i| {
            matches!(text.char(i), '〔' | '[' | '(' | '【')
                && (i + 1..i + 5).all(|d| text.class(d).any(Class::DIGIT))
                && text.class(i + 5).any(Class::CLOSE)
        })
}

/// The document number that fills a line, or stands before 签发人 in it.
pub(crate) fn own_number(text: &Text, line: Positions) -> Option<Positions> {
    if is_number(text, line.clone()) {
        return Some(line);
    }
    if line.len() > SIGNED_NUMBER {
        return None;
    }
    let words = words_between_gaps(text, line);
    let (first, rest) = words.split_first()?;
    let signed = rest.first().is_some_and(|r| text.starts_with(r.start, "签发"));
    (signed && is_number(text, first.clone())).then(|| first.clone())
}

/// Longest line of a document number and who signed it out.
const SIGNED_NUMBER: usize = 60;

/// Furniture below the report: from the first line that only a website writes, when no heading follows it.
fn mark_tail(text: &Text, lines: &mut [Line], head: usize) {
    let is_part = |l: &Line| {
        let start = super::tree::past_debris(text, l.range.clone());
        numbering::read(text, start).is_some_and(|m| m.whole && m.form <= Form::HanBracket)
    };
    let last_part = lines.iter().rposition(|l| l.kind == LineKind::Body && is_part(l));
    let from = last_part.map_or(head, |i| i + 1).max(head);
    let Some(below) = lines.get_mut(from..) else { return };
    let tail = below.iter().position(|l| {
        let (words, next) = words_at_start(text, l);
        l.range.len() <= SHORT && words.tail && (!words.key || matches!(next, ':' | '|'))
    });
    for (i, line) in below.iter_mut().enumerate() {
        if tail.is_some_and(|t| i >= t) || is_furniture(text, line) {
            line.kind = LineKind::Chrome;
        }
    }
}

/// Lists and tables below the signature, from the first line that announces one.
fn mark_attachments(text: &Text, lines: &mut [Line], head: usize) {
    mark_list_of_attachments(text, lines, head);
    let signed = |above: &[Line]| {
        let last = above.iter().rev().find(|l| l.kind != LineKind::Chrome);
        last.is_some_and(|line| signs(text, line.range.clone()))
    };
    let from = (head..lines.len()).find(|&i| {
        let line = &lines[i];
        let short = line.kind == LineKind::Body && line.range.len() <= SHORT;
        short && words_at_start(text, line).0.attachment && signed(&lines[head..i])
    });
    let Some(below) = from.and_then(|from| lines.get_mut(from..)) else { return };
    below.iter_mut().filter(|l| l.kind == LineKind::Body).for_each(|l| l.kind = LineKind::Attachment);
}

/// The list that names the attachments, above the signature: 附件：1.统计表, 2.目录.
fn mark_list_of_attachments(text: &Text, lines: &mut [Line], head: usize) {
    let body = |l: &Line| l.kind == LineKind::Body && l.range.len() <= SHORT;
    let Some(first) = (head..lines.len()).rev().find(|&i| {
        let (words, next) = words_at_start(text, &lines[i]);
        words.attachment && next == ':' && body(&lines[i])
    }) else {
        return;
    };
    let whole = |l: &Line| text.char(l.range.end - 1) == '。';
    let numbered = |l: &Line| text.class(l.range.start).any(Class::DIGIT) && body(l) && !whole(l);
    let more = lines[first + 1..].iter().take_while(|l| numbered(l)).count();
    lines[first..=first + more].iter_mut().for_each(|l| l.kind = LineKind::Attachment);
}

/// The signature: names, dates and closings at the end of the body.
fn mark_signature(text: &Text, lines: &mut Vec<Line>, head: usize) {
    let Some(mut at) = lines.iter().rposition(|l| l.kind == LineKind::Body) else { return };
    while at >= head && lines[at].kind == LineKind::Body {
        let line = &lines[at];
        let (words, _) = words_at_start(text, line);
        let closing = words.closing && line.range.len() <= SHORT;
        if !(closing || signs(text, line.range.clone())) || is_heading(text, line) {
            break;
        }
        lines[at].kind = LineKind::Signature;
        let Some(above) = lines[..at].iter().rposition(|l| l.kind != LineKind::Chrome) else { return };
        at = above;
    }
    split_signature(text, lines, at);
}

/// Whether a line is made of names and dates, blanks between them.
fn signs(text: &Text, range: Positions) -> bool {
    if range.len() > 100 {
        return false;
    }
    let mut any = false;
    for part in words_between_gaps(text, range) {
        if only_date(text, part.clone()).is_none() && !body::is_name(text, part) {
            return false;
        }
        any = true;
    }
    any
}

/// The parts of a line between blanks; a date may have blanks inside.
pub(crate) fn words_between_gaps(text: &Text, range: Positions) -> Vec<Positions> {
    let mut parts = Vec::new();
    let mut at = range.start;
    while at < range.end {
        if text.class(at).any(Class::SPACE) {
            at += 1;
            continue;
        }
        let end = match date::day_at(text, at) {
            Some(day) => day.end,
            None => (at..range.end)
                .find(|&i| text.class(i).any(Class::SPACE) || (i > at && date::day_at(text, i).is_some()))
                .unwrap_or(range.end),
        };
        parts.push(at..end);
        at = end.max(at + 1);
    }
    parts
}

/// Cuts a signature off the end of the last paragraph.
fn split_signature(text: &Text, lines: &mut Vec<Line>, at: usize) {
    let Some(line) = lines.get(at).filter(|l| l.kind == LineKind::Body) else { return };
    let range = line.range.clone();
    let from = range.end.saturating_sub(100).max(range.start);
    let Some(stop) = (from..range.end).rev().find(|&i| text.class(i).any(Class::STOP)) else { return };
    let sign = text.trim(stop + 1..range.end);
    if !sign.is_empty() && signs(text, sign.clone()) {
        lines[at].range.end = stop + 1;
        lines.insert(at + 1, Line { range: sign, kind: LineKind::Signature });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &Text) -> Line {
        Line { range: 0..text.len(), kind: LineKind::Body }
    }

    #[test]
    fn every_word_of_the_table_marks_its_line_and_no_sentence() {
        for row in Table::new(include_str!("../../data/chrome.tsv")).rows() {
            let word = row.get("word");
            let lone = Text::new(word);
            let (words, _) = words_at_start(&lone, &line(&lone));
            let marked = match (row.get("place"), row.get("match")) {
                (_, "contain") => is_furniture(&lone, &line(&lone)),
                (_, "key") => words.key,
                ("tail", _) => words.tail,
                ("closing", _) => words.closing,
                ("attachment", _) => words.attachment,
                _ => words.start,
            };
            assert!(marked, "{word}");
            if row.get("match") == "key" {
                let (pair, sentence) = (format!("{word}：甲"), format!("{word}工作扎实推进。"));
                assert!(is_furniture(&Text::new(&pair), &line(&Text::new(&pair))), "{pair}");
                assert!(!is_furniture(&Text::new(&sentence), &line(&Text::new(&sentence))), "{sentence}");
            }
        }
    }
}
