//! From characters at places on pages to lines and paragraphs: what PDF and OFD have in common.
//!
//! Both formats say where each character stands and nothing of lines, columns or paragraphs. Characters on one height
//! are a line; a wide gap that runs down a page parts columns; lines that stand alike on several pages are headers and
//! footers, and numbers there are page numbers. A line ends a paragraph when the next word would still have fitted on
//! it, or the next line is indented, set apart or of another size.

use std::collections::HashMap;

use lawgov::begins_with_number;

use crate::error::Fault;
use crate::limits::Budget;

/// A character on a page. Lengths are in any unit, the same for the whole document; y grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    pub char: char,
    /// Left edge.
    pub x: f32,
    /// Base line.
    pub y: f32,
    /// Width it takes; may be zero.
    pub width: f32,
    /// Height of its font.
    pub size: f32,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<Glyph>,
}

/// A run of characters without a wide gap, later a whole line.
#[derive(Clone, Debug)]
struct Line {
    page: usize,
    column: usize,
    text: String,
    /// A space was shown behind its last word.
    spaced: bool,
    /// Left edge of the first character that is no space.
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
    /// Width of its first word, which moves to the next line as a whole.
    first_word: f32,
}

/// Left and right edges of a block of text.
#[derive(Clone, Copy, Debug)]
struct Edges {
    left: f32,
    right: f32,
    /// Paragraphs begin further in.
    indents: bool,
}

/// A gap this wide, in heights of the font, is a column of a table or of a page.
const WIDE_GAP: f32 = 1.5;
/// Headers and footers stand in this part of a page's height, above and below: outside the 2.54 cm that Word leaves.
const MARGIN: f32 = 0.095;
/// Page numbers stand in this part: by GB/T 9704 right below the text.
const NUMBER_MARGIN: f32 = 0.15;
/// Fewest lines by which a page is measured on its own.
const ENOUGH_LINES: usize = 8;

/// The text of pages: a line a paragraph, without headers, footers and page numbers.
pub(crate) fn text(pages: Vec<Page>, budget: &mut Budget) -> Result<String, Fault> {
    let heights: Vec<f32> = pages.iter().map(|page| page.height).collect();
    let width = pages.iter().map(|page| page.width).fold(0.0, f32::max);
    let mut lines = Vec::new();
    for (index, page) in pages.into_iter().enumerate() {
        budget.step(page.glyphs.len() as u64 + 1)?;
        lines.push(page_lines(page, index));
    }
    drop_furniture(&mut lines, &heights);
    let text = paragraphs(&lines, width);
    budget.expand(text.len() as u64)?;
    Ok(text)
}

// Lines of a page

fn page_lines(page: Page, index: usize) -> Vec<Line> {
    let mut glyphs = page.glyphs;
    glyphs.retain(|g| [g.x, g.y, g.width, g.size].iter().all(|v| v.is_finite()) && g.size > 0.0);
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if glyph.y - row[0].y <= 0.45 * row[0].size.max(glyph.size) => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    let mut segments: Vec<Vec<Line>> = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        drop_shadows(&mut row);
        let row = split(&row, index);
        if !row.is_empty() {
            segments.push(row);
        }
    }
    match gutter(&segments) {
        Some(x) => columns(segments, x),
        None => segments.into_iter().filter_map(join).collect(),
    }
}

/// Bold letters are sometimes drawn twice, a hair apart.
fn drop_shadows(row: &mut Vec<Glyph>) {
    let mut kept: Vec<Glyph> = Vec::with_capacity(row.len());
    for glyph in row.drain(..) {
        let twin = kept.iter().rev().take(3).any(|k| {
            k.char == glyph.char
                && !glyph.char.is_whitespace()
                && glyph.width > 0.0
                && (k.x - glyph.x).abs() < 0.12 * glyph.size
                && (k.y - glyph.y).abs() < 0.12 * glyph.size
        });
        if !twin {
            kept.push(glyph);
        }
    }
    *row = kept;
}

/// Parts a row at wide gaps.
fn split(row: &[Glyph], page: usize) -> Vec<Line> {
    let mut segments: Vec<Line> = Vec::new();
    let mut start = 0;
    let mut end = f32::NEG_INFINITY;
    for (index, glyph) in row.iter().enumerate() {
        if index > start && glyph.x - end > WIDE_GAP * glyph.size.max(row[index - 1].size) {
            segments.extend(segment(&row[start..index], page));
            start = index;
            end = f32::NEG_INFINITY;
        }
        end = end.max(glyph.x + glyph.width);
    }
    segments.extend(segment(&row[start..], page));
    segments
}

fn segment(glyphs: &[Glyph], page: usize) -> Option<Line> {
    let is_drawn = |g: &&Glyph| !g.char.is_whitespace();
    let first = glyphs.iter().find(is_drawn)?;
    let last = glyphs.iter().rfind(is_drawn)?;
    let size = glyphs.iter().filter(is_drawn).map(|g| g.size).fold(0.0, f32::max);
    let mut text = String::new();
    let mut previous: Option<&Glyph> = None;
    for glyph in glyphs {
        if let Some(before) = previous {
            let gap = glyph.x - (before.x + before.width);
            let words = is_word(before.char) && is_word(glyph.char);
            if words && gap > 0.15 * size {
                text.push(' ');
            }
        }
        text.push(glyph.char);
        previous = Some(glyph);
    }
    let spaced = text.ends_with(' ');
    text.truncate(text.trim_end().len());
    let from = glyphs.iter().position(|g| !g.char.is_whitespace()).unwrap_or(0);
    Some(Line {
        page,
        column: 0,
        text,
        spaced,
        x0: first.x,
        x1: last.x + last.width,
        // Small raised signs do not move a line.
        y: glyphs.iter().filter(|g| g.size >= 0.8 * size).map(|g| g.y).fold(f32::NEG_INFINITY, f32::max),
        size,
        first_word: first_word(&glyphs[from..]),
    })
}

/// Width of what cannot be parted at the beginning of a line: a number or a foreign word, or a Chinese character, with
/// the brackets before and the punctuation after it.
fn first_word(glyphs: &[Glyph]) -> f32 {
    let Some(first) = glyphs.first() else { return 0.0 };
    let mut index = 0;
    while glyphs.get(index).is_some_and(|g| OPENING.contains(g.char)) {
        index += 1;
    }
    let start = index;
    while glyphs.get(index).is_some_and(|g| g.char.is_ascii_graphic()) {
        index += 1;
    }
    if index == start {
        index += 1;
    }
    while glyphs.get(index).is_some_and(|g| CLOSING.contains(g.char)) {
        index += 1;
    }
    glyphs.get(index - 1).or(glyphs.last()).map_or(0.0, |last| last.x + last.width - first.x)
}

/// Signs that may not end a line.
const OPENING: &str = "（《〈“‘「『【〔［";
/// Signs that may not begin a line.
const CLOSING: &str = "，。、；：！？）》〉”’」』】〕］…—·%％℃";

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// The segments of a row as one line, a tab for each wide gap.
fn join(row: Vec<Line>) -> Option<Line> {
    let mut segments = row.into_iter();
    let mut line = segments.next()?;
    for segment in segments {
        line.text.push('\t');
        line.text.push_str(segment.text.trim_start());
        line.x1 = line.x1.max(segment.x1);
        line.y = line.y.max(segment.y);
        line.size = line.size.max(segment.size);
        line.spaced = segment.spaced;
    }
    Some(line)
}

/// Where a page is parted into two columns of running text.
fn gutter(rows: &[Vec<Line>]) -> Option<f32> {
    let left = rows.iter().flatten().map(|s| s.x0).fold(f32::INFINITY, f32::min);
    let right = rows.iter().flatten().map(|s| s.x1).fold(f32::NEG_INFINITY, f32::max);
    let width = right - left;
    // The gap after a segment and before the next one, when it lies about the middle.
    let mut gaps: Vec<(f32, f32)> = rows
        .iter()
        .flat_map(|row| row.windows(2).map(|pair| (pair[0].x1, pair[1].x0)))
        .filter(|(end, start)| (*end > left + 0.3 * width) && (*start < left + 0.7 * width))
        .collect();
    if gaps.len() < ENOUGH_LINES {
        return None;
    }
    gaps.sort_by(|a, b| a.1.total_cmp(&b.1));
    let start = gaps[gaps.len() / 2].1;
    let middle = |(end, begin): &(f32, f32)| (begin - start).abs() < 0.05 * width && *end < start;
    let fitting: Vec<f32> = gaps.iter().filter(|gap| middle(gap)).map(|gap| gap.0).collect();
    let size = rows.iter().flatten().map(|s| s.size).fold(0.0, f32::max);
    let edge = fitting.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    // Running text reaches the edge of its column on most lines; the cells of a table do not.
    let full = fitting.iter().filter(|end| edge - **end < 1.5 * size).count();
    let crossing = rows.iter().flatten().filter(|s| s.x0 < edge - 0.5 * size && s.x1 > start + 0.5 * size).count();
    (full * 2 > fitting.len() && fitting.len() * 2 > rows.len() && crossing * 3 < rows.len())
        .then_some((edge + start) / 2.0)
}

/// Lines of a page of two columns: down the left, down the right, and so again after each line over both.
fn columns(rows: Vec<Vec<Line>>, gutter: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in rows {
        let crosses = row.iter().any(|s| s.x0 < gutter && s.x1 > gutter);
        if crosses {
            lines.append(&mut left);
            lines.append(&mut right);
            lines.extend(join(row));
            continue;
        }
        let (before, after) = row.into_iter().partition(|s| s.x1 <= gutter);
        left.extend(join(before).map(|line| Line { column: 1, ..line }));
        right.extend(join(after).map(|line| Line { column: 2, ..line }));
    }
    lines.append(&mut left);
    lines.append(&mut right);
    lines
}

// Headers, footers, page numbers

fn drop_furniture(pages: &mut [Vec<Line>], heights: &[f32]) {
    let count = pages.len();
    let mut seen: HashMap<(String, i32), usize> = HashMap::new();
    for (lines, height) in pages.iter().zip(heights) {
        for line in lines.iter().filter(|line| in_margin(line, *height, MARGIN)) {
            *seen.entry(place(line)).or_default() += 1;
        }
    }
    for (lines, height) in pages.iter_mut().zip(heights) {
        let is_repeated = |line: &Line| seen.get(&place(line)).is_some_and(|times| *times >= 2 && *times * 3 >= count);
        let mut inwards: Vec<usize> = (0..lines.len()).collect();
        inwards.sort_by(|a, b| lines[*a].y.total_cmp(&lines[*b].y));
        let sorted: Vec<&Line> = inwards.iter().map(|index| &lines[*index]).collect();
        let pitch = pitch(&sorted);
        let mut drop = vec![false; lines.len()];
        for _ in ["from the top", "from the bottom"] {
            let outermost = inwards.first().map_or(0.0, |index| lines[*index].y);
            let is_number = |line: &Line| (line.y - outermost).abs() < 0.5 * line.size && is_page_number(&line.text);
            let is_furniture = |line: &Line| {
                (in_margin(line, *height, MARGIN) && is_repeated(line))
                    || (in_margin(line, *height, NUMBER_MARGIN) && is_number(line))
            };
            let found = inwards.iter().take_while(|index| is_furniture(&lines[**index])).count();
            // A header stands off the text. A line that does not is the text's own, such as a signature at the height
            // where another page has the title.
            let stands_off = match (found.checked_sub(1).map(|last| &lines[inwards[last]]), inwards.get(found)) {
                (Some(last), Some(next)) => (lines[*next].y - last.y).abs() > 1.3 * pitch.min(2.0 * last.size),
                _ => true,
            };
            for index in &inwards[..found] {
                drop[*index] |= stands_off || is_number(&lines[*index]);
            }
            inwards.reverse();
        }
        let mut dropped = drop.into_iter();
        lines.retain(|_| !dropped.next().unwrap_or(false));
    }
}

fn in_margin(line: &Line, height: f32, part: f32) -> bool {
    line.y < part * height || line.y > (1.0 - part) * height
}

/// Its text without numbers, and its height on the page.
fn place(line: &Line) -> (String, i32) {
    let text = line.text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect();
    (text, (line.y / (0.3 * line.size)).round() as i32)
}

/// `3`, `- 3 -`, `— 3 —`, `3/12`, `第3页`, `第 3 页 共 12 页`, and a web page's address with `3/12`.
fn is_page_number(text: &str) -> bool {
    let is_address = text.contains("://") && text.ends_with(|c: char| c.is_ascii_digit());
    let rest: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = rest.chars().filter(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).count();
    let others = rest.chars().filter(|c| !c.is_numeric()).all(|c| "-–—－·/／第页共，,".contains(c));
    is_address || ((1..=8).contains(&digits) && others)
}

// Paragraphs

fn paragraphs(pages: &[Vec<Line>], width: f32) -> String {
    let all: Vec<&Line> = pages.iter().flatten().collect();
    let mut whole: HashMap<usize, Edges> = HashMap::new();
    for column in 0..3 {
        let of_column: Vec<&Line> = all.iter().filter(|line| line.column == column).copied().collect();
        if let Some(edges) = edges(&of_column, width) {
            whole.insert(column, edges);
        }
    }
    let mut measured: HashMap<(usize, usize), (Edges, f32)> = HashMap::new();
    for (page, lines) in pages.iter().enumerate() {
        for column in 0..3 {
            let of_column: Vec<&Line> = lines.iter().filter(|line| line.column == column).collect();
            let own = if of_column.len() >= ENOUGH_LINES { edges(&of_column, width) } else { None };
            if let Some(edges) = own.or(whole.get(&column).copied()) {
                measured.insert((page, column), (edges, pitch(&of_column)));
            }
        }
    }
    let mut text = String::new();
    let mut previous: Option<&Line> = None;
    for line in all {
        if let Some(before) = previous {
            let of = |line: &Line| measured.get(&(line.page, line.column)).copied();
            if of(before).zip(of(line)).is_some_and(|(a, b)| continues(before, a, line, b)) {
                let parted = before.text.ends_with(|c: char| c.is_ascii_alphabetic())
                    && line.text.starts_with(|c: char| c.is_ascii_alphabetic());
                if parted || before.spaced {
                    text.push(' ');
                }
                text.push_str(line.text.trim_start());
                previous = Some(line);
                continue;
            }
            text.push('\n');
        }
        text.push_str(&line.text);
        previous = Some(line);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The edges that several lines share; a single line that sticks out counts only when there is no other.
fn edges(lines: &[&Line], width: f32) -> Option<Edges> {
    let need = (lines.len() / 20).max(if lines.len() < 4 { 0 } else { 2 });
    let shared = |mut values: Vec<f32>, size: f32| {
        values.sort_by(f32::total_cmp);
        let is_shared = |v: &&f32| values.iter().filter(|w| **w - **v >= 0.0 && **w - **v < 1.2 * size).count() > need;
        values.iter().find(is_shared).or(values.first()).copied()
    };
    let mut sizes: Vec<f32> = lines.iter().map(|line| line.size).collect();
    sizes.sort_by(f32::total_cmp);
    let size = *sizes.get(sizes.len() / 2)?;
    let left = shared(lines.iter().map(|line| line.x0).collect(), size)?;
    // Punctuation may hang over the edge.
    let inside: Vec<f32> =
        lines.iter().filter(|line| !line.text.ends_with(|c| CLOSING.contains(c))).map(|line| -line.x1).collect();
    let ends = if inside.len() < 3 { lines.iter().map(|line| -line.x1).collect() } else { inside };
    let mut right = -shared(ends, size)?;
    // Lines that all end early, as in a list, do not show where the page's edge is: it mirrors the left one.
    let mirrored = width - left;
    let reaching = lines.iter().filter(|line| (line.x1 - right).abs() < 1.2 * size).count();
    let is_page = lines.iter().all(|line| line.column == 0);
    if is_page && right < mirrored - 6.0 * size && (reaching < 4 || reaching * 10 < lines.len() * 3) {
        right = mirrored;
    }
    let further_in = lines.iter().filter(|line| (1.2 * size..2.8 * size).contains(&(line.x0 - left))).count();
    Some(Edges { left, right, indents: further_in * 10 > lines.len() })
}

/// The usual distance of lines.
fn pitch(lines: &[&Line]) -> f32 {
    let mut distances: Vec<f32> = lines.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|d| *d > 0.0).collect();
    distances.sort_by(f32::total_cmp);
    // Paragraphs of one line are often set apart: the narrower distances are those inside paragraphs.
    distances.get(distances.len() / 4).copied().unwrap_or(f32::INFINITY)
}

fn continues(line: &Line, (edges, pitch): (Edges, f32), next: &Line, (next_edges, _): (Edges, f32)) -> bool {
    let size = line.size;
    let same_block = line.page == next.page && line.column == next.column;
    let other_width = line.page == next.page && (line.column == 0) != (next.column == 0);
    let apart = same_block && next.y - line.y > 1.35 * pitch.max(size);
    let other_size = (line.size - next.size).abs() > 0.12 * size;
    let ended = line.text.ends_with(|c| "。！？；：…”）.!?;:".contains(c));
    // What may not be parted is longer than a word by the rules of some programs; a line in the middle of a sentence
    // gets the benefit of the doubt.
    let slack = if ended || (!next_edges.indents && begins_with_number(&next.text)) { 0.3 } else { 3.0 };
    let would_fit = edges.right - line.x1 > next.first_word + slack * size;
    let indented = next.x0 - next_edges.left > 1.2 * size;
    let is_table = line.text.contains('\t') || next.text.contains('\t');
    !(apart
        || other_width
        || other_size
        || would_fit
        || indented
        || is_table
        || (ended && !next_edges.indents && begins_with_number(&next.text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    /// Puts lines on a page of 40 characters of 10 units, one line every 16.
    fn page(lines: &[(f32, f32, &str)]) -> Page {
        let mut page = Page { width: 600.0, height: 800.0, glyphs: Vec::new() };
        for (x, y, line) in lines {
            let mut x = *x;
            for char in line.chars() {
                let width = if char.is_ascii() { 5.0 } else { 10.0 };
                page.glyphs.push(Glyph { char, x, y: *y, width, size: 10.0 });
                x += width;
            }
        }
        page
    }

    fn read(pages: Vec<Page>) -> String {
        text(pages, &mut Budget::new(Limits::default(), 0).expect("a budget")).expect("text")
    }

    /// So many Chinese characters.
    fn filler(count: usize) -> String {
        "工作".chars().cycle().take(count).collect()
    }

    #[test]
    fn lines_become_paragraphs() {
        let (long, short) = (filler(38), filler(40));
        let text = read(vec![page(&[
            (200.0, 200.0, "年度报告"),
            (120.0, 216.0, &long),
            (100.0, 232.0, "二行。"),
            (120.0, 248.0, &long),
            (100.0, 264.0, &short),
            (100.0, 280.0, "三行"),
            (120.0, 296.0, "一、举措"),
        ])]);
        assert_eq!(text, format!("年度报告\n{long}二行。\n{long}{short}三行\n一、举措\n"));
    }

    #[test]
    fn a_number_that_did_not_fit_moves_as_a_whole() {
        let most = filler(37);
        let text = read(vec![page(&[
            (100.0, 200.0, &filler(40)),
            (100.0, 216.0, &filler(40)),
            (100.0, 232.0, &most),
            (100.0, 248.0, "1,234.56万元。"),
        ])]);
        assert_eq!(text, format!("{}{}{most}1,234.56万元。\n", filler(40), filler(40)));
    }

    #[test]
    fn headers_footers_and_page_numbers_are_left_out() {
        let body = filler(40);
        let pages = (1..=3)
            .map(|number| {
                let footer = format!("— {number} —");
                page(&[
                    (100.0, 40.0, "清泽县政府文件"),
                    (100.0, 200.0, &body),
                    (100.0, 216.0, &body),
                    (300.0, 770.0, &footer),
                ])
            })
            .collect();
        assert_eq!(read(pages), format!("{}\n", body.repeat(6)));
        assert!(is_page_number("第 3 页 共 12 页") && is_page_number("3/12") && is_page_number("- 3 -"));
        assert!(!is_page_number("2024年1月3日") && !is_page_number("2.") && !is_page_number("—"));
    }

    #[test]
    fn two_columns_are_read_one_after_the_other() {
        let mut lines = vec![(100.0, 150.0, filler(40))];
        for row in 0..10 {
            let y = 200.0 + 16.0 * row as f32;
            lines.push((100.0, y, "左".repeat(18)));
            lines.push((320.0, y, "右".repeat(18)));
        }
        let lines: Vec<(f32, f32, &str)> = lines.iter().map(|(x, y, line)| (*x, *y, line.as_str())).collect();
        let text = read(vec![page(&lines)]);
        assert_eq!(text, format!("{}\n{}{}\n", filler(40), "左".repeat(180), "右".repeat(180)));
    }

    #[test]
    fn cells_of_a_table_stay_in_their_rows() {
        let lines: Vec<(f32, f32, &str)> = (0..10)
            .flat_map(|row| {
                let y = 200.0 + 16.0 * row as f32;
                [(100.0, y, "普法讲座"), (300.0, y, "12场次")]
            })
            .collect();
        assert_eq!(read(vec![page(&lines)]), "普法讲座\t12场次\n".repeat(10));
    }

    #[test]
    fn words_keep_their_spaces_and_bold_is_read_once() {
        let mut page = page(&[(100.0, 200.0, "AB"), (114.0, 200.0, "CD"), (124.0, 200.0, "镇")]);
        let mut bold = page.glyphs.clone();
        for glyph in &mut bold {
            glyph.x += 0.3;
        }
        page.glyphs.extend(bold);
        assert_eq!(read(vec![page]), "AB CD镇\n");
    }

    #[test]
    fn nonsense_is_left_out() {
        let glyph = |x, size| Glyph { char: '甲', x, y: 1.0, width: 1.0, size };
        let glyphs = vec![glyph(f32::NAN, 1.0), glyph(f32::INFINITY, 1.0), glyph(1.0, 0.0), glyph(1.0, -3.0)];
        assert_eq!(read(vec![Page { width: 1.0, height: 1.0, glyphs }]), "");
        assert_eq!(read(Vec::new()), "");
    }
}
