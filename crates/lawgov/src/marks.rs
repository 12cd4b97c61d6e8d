//! Every item of a report as a mark on its text, and the text cut where marks begin and end.
//!
//! In: a report. Out: marks, and flat segments that together are the whole text. What a mark looks like is for the
//! caller: pages, terminals and notebooks draw the same segments.

use crate::report::Report;
use crate::text::Span;

/// What is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum MarkKind {
    /// Number and heading of a section.
    Section,
    /// Marker and lead clause of a measure.
    Measure,
    /// A statistic.
    Statistic,
    /// A cited text.
    Citation,
    /// A law named without 《》.
    LawMention,
    /// A person.
    Person,
    /// An organisation.
    Organization,
    /// A fault found by the audit.
    Finding,
}

impl MarkKind {
    /// All kinds, in the order of the report's JSON.
    pub const ALL: [Self; 8] = [
        Self::Section,
        Self::Measure,
        Self::Statistic,
        Self::Citation,
        Self::LawMention,
        Self::Person,
        Self::Organization,
        Self::Finding,
    ];

    /// The name: that of the item's list in JSON, in the singular.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Measure => "measure",
            Self::Statistic => "statistic",
            Self::Citation => "citation",
            Self::LawMention => "law_mention",
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Finding => "finding",
        }
    }

    /// One letter for use in ids.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Section => 'h',
            Self::Measure => 'm',
            Self::Statistic => 's',
            Self::Citation => 'c',
            Self::LawMention => 'l',
            Self::Person => 'p',
            Self::Organization => 'o',
            Self::Finding => 'f',
        }
    }

    /// The sign that stands for the kind where colour does not reach.
    #[must_use]
    pub const fn sign(self) -> char {
        match self {
            Self::Section => '=',
            Self::Measure => '>',
            Self::Statistic => '#',
            Self::Citation => '§',
            Self::LawMention => '~',
            Self::Person => '@',
            Self::Organization => '&',
            Self::Finding => '!',
        }
    }
}

/// One item's place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mark {
    /// The text marked.
    pub span: Span,
    /// What kind of item it is.
    pub kind: MarkKind,
    /// Its index in the report's list of that kind.
    pub index: u32,
}

impl Mark {
    /// A short id, unique in the report: `s12` for the thirteenth statistic.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}{}", self.kind.letter(), self.index)
    }
}

/// A piece of text under the same marks from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The piece.
    pub span: Span,
    /// The marks that cover it, the outer ones first.
    pub marks: Vec<Mark>,
}

impl Segment {
    /// The marks that begin with this piece.
    pub fn opening(&self) -> impl DoubleEndedIterator<Item = &Mark> {
        self.marks.iter().filter(|mark| mark.span.start == self.span.start)
    }

    /// The marks that end with this piece.
    pub fn closing(&self) -> impl DoubleEndedIterator<Item = &Mark> {
        self.marks.iter().filter(|mark| mark.span.end == self.span.end)
    }
}

impl Report {
    /// Every item as a mark, in the order of the text, the longer of two that begin together first.
    #[must_use]
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut add = |kind, spans: &mut dyn Iterator<Item = Span>| {
            marks.extend((0..).zip(spans).filter(|(_, span)| !span.is_empty()).map(|(index, span)| Mark {
                span,
                kind,
                index,
            }));
        };
        add(MarkKind::Section, &mut self.sections.iter().map(|s| lead(s.span, s.marker, s.heading)));
        add(MarkKind::Measure, &mut self.measures.iter().map(|m| lead(m.span, m.marker, m.lead)));
        add(MarkKind::Statistic, &mut self.statistics.iter().map(|s| s.span));
        add(MarkKind::Citation, &mut self.citations.iter().map(|c| c.span));
        add(MarkKind::LawMention, &mut self.law_mentions.iter().map(|m| m.span));
        add(MarkKind::Person, &mut self.people.iter().map(|p| p.span));
        add(MarkKind::Organization, &mut self.organizations.iter().map(|o| o.span));
        add(MarkKind::Finding, &mut self.findings.iter().map(|f| f.span));
        marks.sort_by_key(|mark| (mark.span.start, u32::MAX - mark.span.end, mark.kind, mark.index));
        marks
    }

    /// The whole text, cut wherever a mark begins or ends.
    #[must_use]
    pub fn segments(&self) -> Vec<Segment> {
        let marks = self.marks();
        let mut cuts: Vec<u32> = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
        cuts.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        cuts.sort_unstable();
        cuts.dedup();
        let mut segments = Vec::with_capacity(cuts.len());
        let mut coming = marks.into_iter().peekable();
        let mut open: Vec<Mark> = Vec::new();
        let mut start = 0;
        for cut in cuts {
            if cut > start {
                segments.push(Segment { span: Span::new(start, cut), marks: open.clone() });
            }
            open.retain(|mark| mark.span.end > cut);
            while let Some(mark) = coming.next_if(|mark| mark.span.start == cut) {
                open.push(mark);
            }
            start = cut;
        }
        segments
    }
}

/// From the marker to the end of the heading or lead, which may be empty, inside the item.
fn lead(item: Span, marker: Span, words: Span) -> Span {
    let end = if words.is_empty() { marker.end } else { words.end.max(marker.end) };
    Span::new(item.start, end.clamp(item.start, item.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::{Organization, Person};

    fn report() -> Report {
        let text = "甲乙丙丁戊己".to_owned();
        let people = vec![Person { span: Span::new(3, 9), post: None }];
        let organizations = vec![Organization { span: Span::new(6, 15) }, Organization { span: Span::new(0, 3) }];
        Report { text, people, organizations, ..Report::default() }
    }

    #[test]
    fn segments_are_the_text_cut_at_every_boundary() {
        let report = report();
        let drawn: Vec<_> = report
            .segments()
            .iter()
            .map(|s| (report.slice(s.span).to_owned(), s.marks.iter().map(|m| m.kind.sign()).collect::<String>()))
            .collect();
        let expected = [("甲", "&"), ("乙", "@"), ("丙", "@&"), ("丁戊", "&"), ("己", "")];
        assert_eq!(drawn, expected.map(|(text, signs)| (text.to_owned(), signs.to_owned())));
    }

    #[test]
    fn marks_open_and_close_once() {
        let segments = report().segments();
        assert_eq!(segments.iter().map(|s| s.opening().count()).sum::<usize>(), 3);
        assert_eq!(segments.iter().map(|s| s.closing().count()).sum::<usize>(), 3);
    }

    #[test]
    fn no_text_no_segments() {
        assert_eq!(Report::default().segments(), []);
    }
}
