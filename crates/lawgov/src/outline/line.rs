//! Lines: paragraphs without the blanks at either end.

use crate::outline::{Line, LineKind};
use crate::text::{Class, Text};

/// All lines that are not blank, as body.
pub(super) fn split(text: &Text) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for at in text.marks(0..text.len()).filter(|&at| text.class(at).any(Class::NEWLINE)) {
        push(text, start..at, &mut lines);
        start = at + 1;
    }
    push(text, start..text.len(), &mut lines);
    lines
}

fn push(text: &Text, range: std::ops::Range<usize>, lines: &mut Vec<Line>) {
    let range = text.trim(range);
    if !range.is_empty() {
        lines.push(Line { range, kind: LineKind::Body });
    }
}
