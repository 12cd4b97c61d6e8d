//! Titles in 《》.
//!
//! Input: the text. Output: the range of each title with its marks, in order. Nested marks, wrong inner marks and a lost
//! closing mark are followed as far as the sentence goes. It does not ask what kind of text a title names, except to
//! decide where a title without its closing mark ends.

use crate::citation::kind;
use crate::text::{Class, Positions, Text};

/// The longest title believed; the longest official ones run to about 120 characters.
const LONGEST: usize = 200;
/// How far a title without its closing mark is believed.
const LONGEST_OPEN: usize = 40;

/// One title.
pub(super) struct Title {
    /// With its marks.
    pub range: Positions,
    /// Without them.
    pub inner: Positions,
}

/// Finds the titles in one pass.
pub(super) fn read(text: &Text) -> Vec<Title> {
    let mut reader = Reader { text, open: Vec::new(), nested: None, angles: 0, titles: Vec::new() };
    for at in text.marks(0..text.len()) {
        match text.char(at) {
            '《' => reader.open(at),
            '》' => reader.close(at),
            '〈' | '<' if !reader.open.is_empty() => reader.angles += 1,
            '〉' | '>' if !reader.open.is_empty() => reader.close_angle(at),
            '\n' if !reader.open.is_empty() && !reader.goes_on(at) => reader.abandon(at),
            '。' | ';' if !reader.open.is_empty() && text.char(at + 1) != '》' => reader.abandon(at),
            _ => {}
        }
    }
    reader.abandon(text.len());
    reader.titles
}

struct Reader<'a> {
    text: &'a Text<'a>,
    /// Positions of 《 not yet closed, the outermost first.
    open: Vec<usize>,
    /// A complete title inside the outermost open one.
    nested: Option<Positions>,
    /// Number of 〈 open inside.
    angles: usize,
    titles: Vec<Title>,
}

impl Reader<'_> {
    fn open(&mut self, at: usize) {
        if let Some(&outer) = self.open.last() {
            if self.ends_a_title(at) && at > outer + 2 {
                return self.close(at);
            }
            let mut before = at;
            while before > outer && self.text.class(before - 1).any(Class::SPACE) {
                before -= 1;
            }
            let listed = self.text.class(before.saturating_sub(1)).any(Class::LIST.with(Class::PAUSE));
            if listed && self.nested.is_none() || at - outer > LONGEST {
                self.abandon(before.saturating_sub(1));
            }
        }
        self.open.push(at);
    }

    /// Whether the mark at `at` closes a title though it is an opening one: nothing that begins a title follows it.
    fn ends_a_title(&self, at: usize) -> bool {
        let next = self.text.class(at + 1);
        next.any(Class::PAUSE.with(Class::LIST).with(Class::CLOSE)) || next.is_blank() || self.text.char(at + 1) == '等'
    }

    fn close(&mut self, at: usize) {
        let Some(start) = self.open.pop() else { return };
        if self.open.is_empty() {
            // 〈 closed by 》: the outer mark is the next one.
            if self.angles > 0 && self.closes_again(at) {
                self.angles -= 1;
                self.open.push(start);
                return;
            }
            self.emit(start, at);
            self.nested = None;
            self.angles = 0;
        } else {
            self.nested = Some(start..at + 1);
        }
    }

    fn close_angle(&mut self, at: usize) {
        if self.angles > 0 {
            self.angles -= 1;
        } else if self.open.len() == 1 && !self.closes_again(at) {
            self.close(at);
        }
    }

    /// Whether another 》 follows in the same title.
    fn closes_again(&self, at: usize) -> bool {
        let rest = self.text.chars().get(at + 1..).unwrap_or_default();
        let end = rest.iter().take(LONGEST_OPEN).find(|c| matches!(c, '《' | '》' | '。' | ',' | '、' | ';' | '\n'));
        end == Some(&'》')
    }

    /// Whether an open title goes on in the next line: it closes there before anything else ends it.
    fn goes_on(&self, at: usize) -> bool {
        self.open.len() == 1 && at - self.open[0] < LONGEST_OPEN && self.closes_again(at)
    }

    fn emit(&mut self, start: usize, close: usize) {
        let inner = self.text.trim(start + 1..close);
        if !inner.is_empty() && inner.len() <= LONGEST {
            self.titles.push(Title { range: start..close + 1, inner });
        }
    }

    /// Ends whatever is open at `end`: keeps what reads as a title, drops the rest.
    fn abandon(&mut self, end: usize) {
        let open = std::mem::take(&mut self.open);
        self.angles = 0;
        if let Some(nested) = self.nested.take() {
            // 《关于印发《…的通知》 has lost one of two closing marks: the title ends at the one it has.
            match open.first() {
                Some(&outer) if nested.start - outer <= LONGEST_OPEN && self.is_run(outer + 1..nested.start) => {
                    self.emit(outer, nested.end - 1);
                }
                _ => self.emit(nested.start, nested.end - 1),
            }
            return;
        }
        for (i, &start) in open.iter().enumerate() {
            let limit = open.get(i + 1).copied().unwrap_or(end).min(start + 1 + LONGEST_OPEN);
            let mut stop = start + 1;
            while stop < limit && !self.text.class(stop).any(Class::PAUSE.with(Class::LIST)) {
                stop += 1;
            }
            let inner = self.text.trim(start + 1..stop);
            if kind::is_title(self.text, inner.clone()) {
                self.titles.push(Title { range: start..inner.end, inner });
            }
        }
    }

    /// Whether nothing in `range` ends a clause or separates items.
    fn is_run(&self, range: Positions) -> bool {
        !range.is_empty() && range.into_iter().all(|i| !self.text.class(i).any(Class::PAUSE.with(Class::LIST)))
    }
}
