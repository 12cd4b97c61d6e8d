//! Headings in the text and the tree they make.
//!
//! In: lines. Out: sections with level, parent and span. A number counts where a heading may begin: at the start of a
//! line, after a gap, or, when the numbers run on one after another, after a sentence. A level is what a number means:
//! a second 一、二、三 inside a 三、 lies one level below it.

use once_cell::sync::Lazy;

use crate::lexicon::{Table, Trie};
use crate::outline::numbering::{self, Form, Marker};
use crate::outline::role::Named;
use crate::outline::{Line, LineKind, Role, Section};
use crate::text::{Class, Positions, Text};

/// How a number stands in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    LineStart,
    /// After several blanks, or an ideographic one.
    Gap,
    /// After 。 or ；.
    Sentence,
    /// After ：.
    Colon,
}

/// A number that may head a section.
#[derive(Clone, Debug)]
struct Candidate {
    line: usize,
    start: usize,
    marker: Marker,
    place: Place,
}

/// A heading before it has a place in the tree.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    pub line: usize,
    pub marker: Positions,
    pub form: Form,
    /// 0 for a heading without a number.
    pub ordinal: u32,
    pub text: Positions,
}

/// All headings, in order.
pub(super) fn headings(text: &Text, lines: &[Line]) -> Vec<Heading> {
    let candidates = accept(candidates(text, lines));
    let mut headings = Vec::with_capacity(candidates.len());
    for (i, c) in candidates.iter().enumerate() {
        let line_end = lines[c.line].range.end;
        let end = candidates.get(i + 1).filter(|n| n.line == c.line).map_or(line_end, |n| n.start);
        let body = text.trim(c.marker.end..end);
        let has_content = match candidates.get(i + 1) {
            Some(next) => next.line > c.line + 1,
            None => lines.get(c.line + 1).is_some_and(|l| l.kind == LineKind::Body),
        };
        let fits = match c.marker.form {
            _ if end == line_end && has_content => BLOCK,
            Form::Part | Form::Han | Form::HanBracket => RUN_IN,
            _ => ITEM,
        };
        headings.push(Heading {
            line: c.line,
            marker: c.start..c.marker.end,
            form: c.marker.form,
            ordinal: c.marker.ordinal,
            // What is empty lies at the marker, not behind the blanks.
            text: if body.is_empty() { c.marker.end..c.marker.end } else { heading_text(text, body, fits) },
        });
    }
    if !headings.iter().any(|h| matches!(h.form, Form::Part | Form::Han)) {
        add_plain(text, lines, &mut headings);
    }
    headings
}

/// Headings without a number, where a text has no 一、: at least two lines, each naming a part and nothing else.
fn add_plain(text: &Text, lines: &[Line], headings: &mut Vec<Heading>) {
    let is_plain = |line: &Line| {
        line.kind == LineKind::Body
            && (4..=40).contains(&line.range.len())
            && !text.classes().get(line.range.clone()).unwrap_or(&[]).iter().any(|c| c.any(Class::PAUSE))
            && numbering::read(text, past_debris(text, line.range.clone())).is_none()
            && Named::read(text, line.range.clone(), None).role(3).is_some()
    };
    let followed = |i: usize| lines.get(i + 1).is_some_and(|l| l.kind == LineKind::Body);
    let plain: Vec<Heading> = (0..lines.len())
        .filter(|&i| is_plain(&lines[i]) && followed(i))
        .map(|i| {
            let start = past_debris(text, lines[i].range.clone());
            let heading = without_emphasis(text, start..lines[i].range.end);
            Heading { line: i, marker: start..start, form: Form::Plain, ordinal: 0, text: heading }
        })
        .collect();
    if plain.len() > 1 {
        headings.extend(plain);
        headings.sort_by_key(|h| h.marker.start);
    }
}

fn candidates(text: &Text, lines: &[Line]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate().filter(|(_, l)| l.kind == LineKind::Body) {
        let start = past_debris(text, line.range.clone());
        if let Some(marker) = numbering::read(text, start) {
            found.push(Candidate { line: i, start, marker, place: Place::LineStart });
        }
        let mut at = start + 1;
        for mark in text.marks(start..line.range.end) {
            if mark + 1 < at || !text.class(mark).any(PAUSE_OR_SPACE) || text.char(mark) == ',' {
                continue;
            }
            at = mark + 1;
            let place = place_after(text, &mut at);
            let place = place.filter(|_| at < line.range.end);
            if let Some((place, marker)) = place.zip(numbering::read(text, at)).filter(|(p, m)| may_stand(m, *p)) {
                found.push(Candidate { line: i, start: at, marker, place });
            }
            at += 1;
        }
    }
    found
}

/// Whether a number may head something where no line begins.
fn may_stand(marker: &Marker, place: Place) -> bool {
    marker.whole
        && (marker.form < Form::ArabicBracket || (marker.form == Form::ArabicBracket && place == Place::Sentence))
}

const PAUSE_OR_SPACE: Class = Class::PAUSE.with(Class::SPACE);

/// What stands before `at`, which is moved past the blanks there.
fn place_after(text: &Text, at: &mut usize) -> Option<Place> {
    let mark = text.char(*at - 1);
    let mut blanks = usize::from(mark == ' ');
    while text.class(*at).any(Class::SPACE) {
        blanks += 1;
        *at += 1;
    }
    if text.class(*at - 1 - blanks.min(*at - 1)).any(Class::STOP) || matches!(mark, '。' | '!' | '?') {
        return Some(Place::Sentence);
    }
    match mark {
        ':' => Some(Place::Colon),
        ' ' if blanks > 1 || text.raw(*at - 1..*at) == "\u{3000}" => Some(Place::Gap),
        _ => None,
    }
}

/// Past what stands before a number without belonging to it: field codes, list and emphasis marks.
pub(super) fn past_debris(text: &Text, line: Positions) -> usize {
    let mut at = line.start;
    loop {
        if text.char(at) == '[' && text.class(at + 1).any(Class::LATIN) {
            match (at + 1..line.end.min(at + 60)).find(|&i| text.char(i) == ']') {
                Some(close) => at = close + 1,
                None => return at,
            }
        } else if at < line.end && (text.class(at).any(Class::SPACE) || matches!(text.char(at), '#' | '*' | '>' | '-'))
        {
            at += 1;
        } else {
            return at;
        }
    }
}

/// Keeps the numbers that head something.
fn accept(candidates: Vec<Candidate>) -> Vec<Candidate> {
    // Whether the next number of the same form is the second one, seen from each candidate.
    let mut next = [0; Form::COUNT];
    let mut goes_on = vec![false; candidates.len()];
    for (i, c) in candidates.iter().enumerate().rev() {
        let form = c.marker.form as usize;
        goes_on[i] = next[form] == c.marker.ordinal + 1;
        next[form] = c.marker.ordinal;
    }
    let mut last = [0; Form::COUNT];
    let mut kept = Vec::with_capacity(candidates.len());
    for (c, goes_on) in candidates.into_iter().zip(goes_on) {
        let (ordinal, form) = (c.marker.ordinal, c.marker.form as usize);
        let due = ordinal == last[form] + 1 || (ordinal == 1 && goes_on);
        let accepted = match c.place {
            Place::LineStart => c.marker.whole || due,
            Place::Gap => due || ordinal == 1,
            Place::Sentence => (ordinal > 1 && due) || (ordinal == 1 && goes_on),
            Place::Colon => ordinal == 1 && goes_on,
        };
        if accepted {
            last[form] = ordinal;
            kept.push(c);
        }
    }
    kept
}

/// Longest heading on a line of its own, with body below it.
const BLOCK: usize = 80;
/// Longest heading of a part that runs into its body.
const RUN_IN: usize = 56;
/// Longest heading of a lesser item that runs into its body.
const ITEM: usize = 48;

static OPENERS: Lazy<Trie<()>> = Lazy::new(|| {
    let table = Table::new(crate::lexicon::tsv!("body_openers"));
    Trie::new(table.rows().map(|r| (r.get("word"), ())))
});

/// The heading at the start of `body`, at most `fits` long; empty when a sentence of body text stands there.
fn heading_text(text: &Text, body: Positions, fits: usize) -> Positions {
    let empty = body.start..body.start;
    if numbering::is_item(text, body.start) {
        return empty;
    }
    // The bound keeps this linear for a line of millions of characters.
    let limit = body.end.min(body.start + 2 * BLOCK);
    let Some(end) = heading_end(text, body.start..limit).or((limit == body.end).then_some(limit)) else { return empty };
    let heading = without_emphasis(text, text.trim(body.start..end));
    // A line that is one sentence, with nothing below it, is held to be that sentence.
    let runs_in = text.trim(end..body.end).len() > 1;
    let fits = if runs_in { fits.min(RUN_IN) } else { fits };
    let alone = !runs_in && end == body.end;
    if heading.len() > fits || (!alone && fits < BLOCK && is_sentence(text, heading.clone())) {
        return repeated(text, body).unwrap_or(empty);
    }
    heading
}

/// Where a heading at the start of `range` ends: at 。 or ：, at a gap, before an item.
fn heading_end(text: &Text, range: Positions) -> Option<usize> {
    range.clone().find(|&at| {
        text.class(at).any(Class::STOP)
            || matches!(text.char(at), ';' | ':')
            || is_wide_gap(text, at)
            || (text.char(at) == ',' && numbering::is_item(text, at + 1))
    })
}

/// Whether what may be a heading is plainly a sentence: it begins like one, it counts something, it goes on and on.
fn is_sentence(text: &Text, range: Positions) -> bool {
    let chars = text.chars().get(range.clone()).unwrap_or(&[]);
    if OPENERS.longest(chars).is_some() && Named::read(text, range.clone(), None).role(3).is_none() {
        return true;
    }
    let (mut clauses, mut quoted) = (1, 0usize);
    for at in range.clone() {
        let class = text.class(at);
        if class.any(Class::OPEN) {
            quoted += 1;
        } else if class.any(Class::CLOSE) {
            quoted = quoted.saturating_sub(1);
        } else if text.char(at) == ',' {
            clauses += 1;
        } else if quoted == 0 && class.any(Class::DIGIT) && counts(text, at) {
            return true;
        }
    }
    clauses > 4 || (clauses > 2 && chars.len() > ITEM)
}

/// Whether the digit at `at` is the last of a figure, and not of a year: 12次, 96.5%.
fn counts(text: &Text, at: usize) -> bool {
    let next = at + 1 + usize::from(text.class(at + 1).any(Class::SPACE));
    !text.class(at + 1).any(Class::DIGIT)
        && (text.class(next).any(Class::HAN) || text.char(next) == '%')
        && !matches!(text.char(next), '年' | '月' | '日' | '度' | '号')
}

fn without_emphasis(text: &Text, heading: Positions) -> Positions {
    let mut end = heading.end;
    while end > heading.start && text.char(end - 1) == '*' {
        end -= 1;
    }
    text.trim(heading.start..end)
}

/// A run of blanks wide enough to part a heading from its body.
fn is_wide_gap(text: &Text, at: usize) -> bool {
    text.class(at).any(Class::SPACE) && (text.class(at + 1).any(Class::SPACE) || text.raw(at..at + 1) == "\u{3000}")
}

/// A heading that runs into a body which begins with the heading's own words.
fn repeated(text: &Text, body: Positions) -> Option<Positions> {
    const KEY: usize = 4;
    let chars = text.chars();
    let key = chars.get(body.start..body.start + KEY)?;
    let limit = body.end.min(body.start + 40);
    (body.start + KEY..limit).find(|&i| chars.get(i..i + KEY) == Some(key)).map(|i| body.start..i)
}

/// A part numbered like its own children: （三） where 三、 is due, naming another part, with （一） right below it.
fn promote(headings: &mut [Heading], named: &[Named]) {
    let mut part: Option<usize> = None;
    for i in 0..headings.len() {
        let (h, below) = (&headings[i], headings.get(i + 1));
        if h.form == Form::HanBracket {
            let due = part.is_some_and(|p| headings[p].ordinal + 1 == h.ordinal);
            let opens = below.is_some_and(|b| b.form == Form::HanBracket && b.ordinal == 1 && b.line == h.line + 1);
            let own = named[i].role(3);
            let other_part = own.is_some() && part.is_some_and(|p| named[p].role(1) != own);
            if due && opens && other_part {
                headings[i].form = Form::Han;
            }
        }
        if headings[i].form == Form::Han {
            part = Some(i);
        }
    }
}

/// Levels and parents; `named` tells which headings name a part of the report.
pub(super) fn build(text: &Text, lines: &[Line], headings: &mut [Heading], named: &[Named]) -> Vec<Section> {
    promote(headings, named);
    let nested = nested(headings, named);
    let parts = headings.iter().any(|h| h.form == Form::Part);
    // （一） right below 第一部分 is what it is anywhere; between them 一、 takes the second level.
    let heads = headings.iter().any(|h| h.form == Form::Han);
    let mut sections: Vec<Section> = Vec::with_capacity(headings.len());
    let mut open: Vec<(u8, usize)> = Vec::new();
    let ends = Ends { text, lines };
    for (i, heading) in headings.iter().enumerate() {
        let own = rank(heading.form) + u8::from(nested[i]);
        while let Some(&(_, section)) = open.last().filter(|o| o.0 >= own) {
            sections[section].span.end = ends.before(heading);
            open.pop();
        }
        let inside = open.iter().any(|&(r, _)| r == rank(Form::Han) + 1);
        let below_parts = heading.form != Form::Part && (heads || heading.form == Form::Decimal);
        let deeper = u8::from(parts && below_parts) + u8::from(nested[i] || inside);
        let parent = open.last().map(|&(_, section)| section);
        let above = parent.map_or(0, |p| sections[p].level);
        sections.push(Section {
            id: i as u32,
            parent: parent.map(|p| p as u32),
            // Four by custom; what lies in a fourth is deeper all the same.
            level: (level(heading.form) + deeper).min(4).max(above + 1),
            marker: text.span(heading.marker.clone()),
            ordinal: Some(heading.ordinal).filter(|&n| n > 0),
            heading: text.span(heading.text.clone()),
            role: Role::Other,
            themes: Vec::new(),
            span: text.span(heading.marker.clone()),
        });
        open.push((own, i));
    }
    let end = ends.last(headings.last().map_or(0, |h| h.line));
    for (_, section) in open {
        let section = &mut sections[section];
        section.span.end = end.max(section.heading.end).max(section.marker.end);
    }
    sections
}

/// What opens closes all of its rank or above; the odd ranks are those of runs inside a part.
fn rank(form: Form) -> u8 {
    2 * if form == Form::Plain { Form::Han as u8 } else { form as u8 }
}

fn level(form: Form) -> u8 {
    match form {
        // 1.1 lies right below what it goes on from, whatever that is.
        Form::Part | Form::Han | Form::Plain | Form::Decimal => 1,
        Form::HanBracket => 2,
        Form::Arabic => 3,
        Form::ArabicBracket => 4,
    }
}

/// Where content ends.
struct Ends<'a, 't> {
    text: &'a Text<'t>,
    lines: &'a [Line],
}

impl Ends<'_, '_> {
    /// The end of what comes before a heading.
    fn before(&self, heading: &Heading) -> u32 {
        let line = &self.lines[heading.line];
        let inside = self.text.trim(line.range.start..heading.marker.start);
        let end = if inside.is_empty() || past_debris(self.text, line.range.clone()) == heading.marker.start {
            self.lines[..heading.line].iter().rev().find(|l| l.kind == LineKind::Body).map_or(0, |l| l.range.end)
        } else {
            inside.end
        };
        self.text.span(end..end).start
    }

    /// The end of the report's body.
    fn last(&self, from: usize) -> u32 {
        let body = self.lines.iter().rev().take(self.lines.len() - from).find(|l| l.kind == LineKind::Body);
        let end = body.map_or(0, |l| l.range.end);
        self.text.span(end..end).start
    }
}

/// Which 一、 lie inside another 一、.
fn nested(headings: &[Heading], named: &[Named]) -> Vec<bool> {
    let mut nested = vec![false; headings.len()];
    let han: Vec<usize> = (0..headings.len()).filter(|&i| headings[i].form == Form::Han).collect();
    // The open heading of the outer run, and the number of the inner run's last one.
    let mut outer: Option<usize> = None;
    let mut inner: Option<u32> = None;
    for (k, &i) in han.iter().enumerate() {
        let n = headings[i].ordinal;
        let goes_on = han.get(k + 1).is_some_and(|&j| headings[j].ordinal == n + 1);
        let Some(o) = outer else {
            outer = Some(i);
            continue;
        };
        let m = headings[o].ordinal;
        let own = named[i].role(3);
        let other_part = own.is_some() && own != named[o].role(1);
        let inside = match inner {
            None if n == 1 && m > 1 => own != Some(Role::Measures),
            None => n == 1 && !other_part && goes_on,
            Some(k) if n == k + 1 && n == m + 1 => !other_part,
            Some(k) if n == k + 1 => true,
            Some(_) if n == m + 1 => false,
            Some(k) => !other_part && (n == 1 || n == k || n <= m),
        };
        nested[i] = inside;
        if inside {
            inner = Some(n);
        } else {
            (outer, inner) = (Some(i), None);
        }
    }
    nested
}
