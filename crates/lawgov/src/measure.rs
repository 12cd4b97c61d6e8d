//! Enumerated measures: 一是…二是…, 首先…其次…, 一要…二要….
//!
//! In: the text and its outline. Out: items in order, each from its marker to where it ends. What an item is about is
//! not read here. The words are in `data/enumerators.tsv`.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::lexicon::{Table, Trie};
use crate::outline::numbering::han_ordinal;
use crate::outline::{LineKind, Outline};
use crate::text::{Class, Positions, Span, Text};
use crate::theme::Theme;

/// One enumerated item.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Measure {
    /// Index in [`crate::Report::measures`].
    pub id: u32,
    /// The innermost section it lies in.
    pub section: Option<u32>,
    /// The marker as written, `一是`.
    pub marker: Span,
    /// The number read from the marker, from 1.
    pub ordinal: u32,
    /// The lead clause after the marker, up to its first 。；：or ，.
    pub lead: Span,
    /// Themes by weight, the main one first.
    pub themes: Vec<Theme>,
    /// From the marker to the end of the item.
    pub span: Span,
}

/// Where a marker's partner must stand for it to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Partner {
    None,
    Near,
    Line,
}

/// One way to number items.
#[derive(Clone, Copy, Debug)]
struct Pattern {
    /// Index of the series that the pattern belongs to.
    series: usize,
    /// The number it stands for; `None` when the text writes it.
    ordinal: Option<u32>,
    /// Where a written number begins.
    number_at: usize,
    /// What follows the number as written.
    after: &'static str,
    partner: Partner,
}

/// The series of the table's words that only end like a marker.
const WORD: &str = "word";

/// Words that end in 一, as 统一.
static WORDS: Lazy<Trie<()>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("enumerators"));
    Trie::new(table.rows().filter(|r| r.get("series") == WORD).map(|r| (r.get("pattern"), ())))
});

/// Patterns by the characters they begin with; those that begin with a number under each character it may begin with.
static PATTERNS: Lazy<Trie<Vec<Pattern>>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("enumerators"));
    let mut names = Vec::new();
    let mut words: FxHashMap<&str, Vec<Pattern>> = FxHashMap::default();
    for row in table.rows().filter(|r| r.get("series") != WORD) {
        let name = row.get("series");
        let series = names.iter().position(|&n| n == name).unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        });
        let (before, after) = row.get("pattern").split_once('N').unwrap_or((row.get("pattern"), ""));
        let partner = match row.get("partner") {
            "near" => Partner::Near,
            "line" => Partner::Line,
            _ => Partner::None,
        };
        let number_at = before.chars().count();
        let pattern = Pattern { series, ordinal: row.get("ordinal").parse().ok(), number_at, after, partner };
        if before.is_empty() {
            for key in "一 二 三 四 五 六 七 八 九 十".split(' ') {
                words.entry(key).or_default().push(pattern);
            }
        } else {
            words.entry(before).or_default().push(pattern);
        }
    }
    Trie::new(words)
});

/// A marker in the text.
#[derive(Clone, Debug)]
struct Found {
    line: usize,
    section: Option<u32>,
    start: usize,
    end: usize,
    series: usize,
    ordinal: u32,
    partner: Partner,
    opens_line: bool,
}

/// Reads the measures, in order.
#[inline(never)]
pub(crate) fn read(text: &Text, outline: &Outline) -> Vec<Measure> {
    let found = keep_partnered(find(text, outline));
    let ends = ends(text, outline, &found);
    let measure = |(i, (f, end)): (usize, (&Found, usize))| Measure {
        id: i as u32,
        section: f.section,
        marker: text.span(f.start..f.end),
        ordinal: f.ordinal,
        lead: text.span(lead(text, f.end, end)),
        themes: Vec::new(),
        span: text.span(f.start..end.max(f.end)),
    };
    found.iter().zip(ends).enumerate().map(measure).collect()
}

/// What may stand before a marker.
const BEFORE: Class = Class::PAUSE.with(Class::SPACE).with(Class::NEWLINE).with(Class::CLOSE);

/// Every marker at the start of a line or clause.
fn find(text: &Text, outline: &Outline) -> Vec<Found> {
    let mut found = Vec::new();
    let starts: Vec<usize> = outline.sections.iter().map(|s| text.position(s.marker.end)).collect();
    let mut next_section = 0;
    for (i, line) in outline.lines.iter().enumerate().filter(|(_, l)| l.kind == LineKind::Body) {
        let mut look = |at: usize, begins: bool| {
            let Some((pattern, ordinal, end)) = pattern_at(text, at) else { return };
            while starts.get(next_section).is_some_and(|&s| s <= at) {
                next_section += 1;
            }
            found.push(Found {
                line: i,
                section: next_section.checked_sub(1).map(|s| s as u32),
                start: at,
                end,
                series: pattern.series,
                ordinal,
                partner: if begins { pattern.partner } else { Partner::Line },
                opens_line: at == line.range.start,
            });
        };
        // What stands behind the last boundary is looked at already.
        let mut behind = line.range.start;
        look(behind, true);
        for mark in text.marks(line.range.clone()) {
            let class = text.class(mark);
            // ① is part of no word.
            if mark > behind && class == Class::NONE {
                look(mark, true);
            } else if mark > behind && text.char(mark) == '一' && is_glued(text, mark) {
                look(mark, false);
            }
            if (class.any(BEFORE) || class == Class::NONE) && mark + 1 < line.range.end {
                behind = mark + 1;
                look(behind, true);
            }
        }
    }
    found
}

/// Whether the 一 at `at` begins 一是 behind a word, its punctuation lost.
fn is_glued(text: &Text, at: usize) -> bool {
    let word = |at: usize| WORDS.longest(text.chars().get(at..).unwrap_or(&[])).is_some();
    text.char(at + 1) == '是' && at > 0 && !word(at - 1)
}

fn pattern_at(text: &Text, at: usize) -> Option<(Pattern, u32, usize)> {
    let chars = text.chars().get(at..)?;
    PATTERNS.matches(chars).find_map(|(len, patterns)| {
        patterns.iter().find_map(|&p| match p.ordinal {
            Some(ordinal) => Some((p, ordinal, at + len)),
            None => {
                let (ordinal, end) = han_ordinal(text, at + p.number_at)?;
                // 第一，: the mark is needed, but no part of the marker.
                let word = p.after.chars().filter(|c| c.is_alphabetic()).count();
                text.starts_with(end, p.after).then_some((p, ordinal, end + word))
            }
        })
    })
}

/// Leaves out the words that only number something in company, where they have none.
fn keep_partnered(found: Vec<Found>) -> Vec<Found> {
    let mut keep: Vec<bool> = found.iter().map(|f| f.partner == Partner::None).collect();
    let mut last: FxHashMap<usize, usize> = FxHashMap::default();
    for (i, f) in found.iter().enumerate() {
        let Some(before) = last.insert(f.series, i) else { continue };
        let b = &found[before];
        let by_line = f.partner == Partner::Line || b.partner == Partner::Line;
        let near = b.section == f.section && b.ordinal < f.ordinal && (keep[before] || b.ordinal == 1);
        let close = match by_line {
            true => b.line == f.line || (b.opens_line && f.opens_line),
            false => f.ordinal == b.ordinal + 1,
        };
        if near && close {
            keep[before] = true;
            keep[i] = true;
        }
    }
    found.into_iter().zip(keep).filter_map(|(f, keep)| keep.then_some(f)).collect()
}

/// Where each item ends.
fn ends(text: &Text, outline: &Outline, found: &[Found]) -> Vec<usize> {
    let headings: Vec<usize> = outline.sections.iter().map(|s| text.position(s.marker.start)).collect();
    let mut ends = vec![0; found.len()];
    let mut open: Vec<usize> = Vec::new();
    for (i, f) in found.iter().enumerate() {
        let same_block = open.last().is_some_and(|&o| found[o].line == f.line && found[o].section == f.section);
        if same_block {
            if let Some(depth) = open.iter().position(|&o| found[o].series == f.series) {
                let end = if f.ordinal == 1 { sentence_start(text, found[open[depth]].end, f.start) } else { f.start };
                open.drain(depth..).for_each(|o| ends[o] = text.trim(found[o].start..end.max(found[o].end)).end);
            }
        } else {
            open.drain(..).for_each(|o| ends[o] = paragraph_end(text, outline, found, &headings, o));
        }
        open.push(i);
    }
    open.drain(..).for_each(|o| ends[o] = paragraph_end(text, outline, found, &headings, o));
    continue_over_lines(outline, found, &headings, &mut ends);
    ends
}

/// The start of the sentence that leads over to a new run of items at `at`.
fn sentence_start(text: &Text, from: usize, at: usize) -> usize {
    (from..at).rev().find(|&i| text.class(i).any(Class::STOP)).map_or(at, |i| i + 1)
}

fn paragraph_end(text: &Text, outline: &Outline, found: &[Found], headings: &[usize], item: usize) -> usize {
    let item = &found[item];
    let end = outline.lines.get(item.line).map_or(item.end, |l| l.range.end);
    let next = headings.get(headings.partition_point(|&h| h < item.start)).copied().unwrap_or(end);
    text.trim(item.start..end.min(next).max(item.end)).end
}

/// Paragraphs between an item and the next one of its run belong to it; so does the one after a last item that is, like
/// the one before it, a line of its own.
fn continue_over_lines(outline: &Outline, found: &[Found], headings: &[usize], ends: &mut [usize]) {
    let body = |line: usize| outline.lines.get(line).filter(|l| l.kind == LineKind::Body).map(|l| l.range.clone());
    let mut continued: FxHashMap<usize, u32> = FxHashMap::default();
    let next_of_series = next_of_series(found);
    for i in 0..found.len() {
        let f = &found[i];
        if body(f.line).is_none_or(|l| l.end != ends[i]) {
            continue;
        }
        let next = next_of_series[i].map(|n| &found[n]).filter(|n| n.section == f.section && n.ordinal > 1);
        if let Some(next) = next {
            if next.opens_line && next.ordinal == f.ordinal + 1 && next.line > f.line + 1 {
                ends[i] = body(next.line - 1).map_or(ends[i], |l| l.end);
                continued.insert(f.series, f.ordinal);
            }
            continue;
        }
        let Some(below) = body(f.line + 1).filter(|_| f.opens_line) else { continue };
        let alone = ends[i] - f.start <= LEAD_LINE && continued.get(&f.series) == Some(&(f.ordinal - 1));
        let heading = headings.get(headings.partition_point(|&h| h < below.start)).is_some_and(|&h| h < below.end);
        let item = found.get(i + 1).is_some_and(|n| n.start < below.end);
        if alone && !heading && !item {
            ends[i] = below.end;
        }
    }
}

/// For each marker, the next one of its series.
fn next_of_series(found: &[Found]) -> Vec<Option<usize>> {
    let mut after: FxHashMap<usize, usize> = FxHashMap::default();
    let mut next = vec![None; found.len()];
    for (i, f) in found.iter().enumerate().rev() {
        next[i] = after.insert(f.series, i);
    }
    next
}

/// Longest item that is a line of its own above its text.
const LEAD_LINE: usize = 50;

/// The first clause after a marker.
fn lead(text: &Text, marker_end: usize, end: usize) -> Positions {
    let skip = |i: &usize| text.class(*i).is_blank() || matches!(text.char(*i), ',' | ':' | '、');
    let start = (marker_end..end).find(|i| !skip(i)).unwrap_or(marker_end);
    let stop = (start..end).find(|&i| text.class(i).any(Class::PAUSE)).unwrap_or(end.max(start));
    text.trim(start..stop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline;

    fn items(original: &str) -> Vec<&str> {
        let text = Text::new(original);
        read(&text, &outline::read(&text)).iter().map(|m| text.slice(m.span)).collect()
    }

    #[test]
    fn items_of_a_paragraph_end_where_the_next_begins() {
        let text = "（一）强化保障。一是健全制度。出台办法2个；二是配强力量：配备专干5名。\n三是严格考核，纳入年终评价。  \n（二）其他。";
        assert_eq!(
            items(text),
            ["一是健全制度。出台办法2个；", "二是配强力量：配备专干5名。", "三是严格考核，纳入年终评价。"]
        );
    }

    #[test]
    fn an_enumeration_inside_an_item() {
        let text = "一是抓学习。首先制定计划。其次严格考勤。二是抓落实。";
        assert_eq!(
            items(text),
            ["一是抓学习。首先制定计划。其次严格考勤。", "首先制定计划。", "其次严格考勤。", "二是抓落实。"]
        );
        let text = "首先，抓学习。一是定计划。二是严考勤。其次，抓落实。一是建台账。";
        assert_eq!(
            items(text),
            [
                "首先，抓学习。一是定计划。二是严考勤。",
                "一是定计划。",
                "二是严考勤。",
                "其次，抓落实。一是建台账。",
                "一是建台账。"
            ]
        );
    }

    #[test]
    fn a_second_run_begins_behind_the_sentence_that_opens_it() {
        let text = "存在不足：一是力量薄弱。二是机制不全。究其原因：一是重视不够。二是培训不足。";
        assert_eq!(items(text), ["一是力量薄弱。", "二是机制不全。", "一是重视不够。", "二是培训不足。"]);
    }

    #[test]
    fn an_item_goes_on_over_paragraphs() {
        let text = "一是健全组织体系。\n成立专班。\n二是完善制度。\n出台办法。\n下一阶段继续努力。";
        assert_eq!(items(text), ["一是健全组织体系。\n成立专班。", "二是完善制度。\n出台办法。"]);
    }

    #[test]
    fn words_that_only_look_like_markers() {
        for text in [
            "我镇的做法之一是健全制度。",
            "标准统一是关键。",
            "依法行政首先要健全制度。",
            "首先，健全制度。",
            "我镇再次获评先进，最后形成报告。",
            "一要素保障到位。",
            "位居全县第一，成绩突出。",
            "一方面健全制度。",
        ] {
            assert_eq!(items(text), [""; 0], "{text}");
        }
        assert_eq!(items("我镇有两条：一是健全制度。"), ["一是健全制度。"]);
        assert_eq!(items("问题有一是力量弱，二是经费少。"), ["一是力量弱，", "二是经费少。"]);
        assert_eq!(items("一方面健全制度，另一方面配强力量。"), ["一方面健全制度，", "另一方面配强力量。"]);
    }

    #[test]
    fn the_table_of_markers_keeps_its_promises() {
        for row in Table::new(include_str!("../data/enumerators.tsv")).rows() {
            let (example, counter) = (row.get("example"), row.get("counter"));
            assert!(example.is_empty() || !items(example).is_empty(), "{example}");
            assert_eq!(items(counter), [""; 0], "{counter}");
        }
    }
}
