//! Headings, their tree and their roles.
//!
//! In: the text. Out: lines, sections in order, and where the report itself begins and ends inside website chrome.

pub(crate) mod body;
pub(crate) mod chrome;
pub(crate) mod date;
mod line;
pub(crate) mod numbering;
mod role;
mod tree;

use crate::text::{Positions, Span, Text};
use crate::theme::Theme;

/// The part a section plays in the report, as the 2019 inspection rule orders them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// How the Party and government heads discharged the first-responsible-person duty.
    FirstResponsible,
    /// Main measures and results.
    Measures,
    /// Shortcomings.
    Problems,
    /// Causes, alone.
    Causes,
    /// Shortcomings together with their causes.
    ProblemsAndCauses,
    /// Rectification.
    Rectification,
    /// Arrangements for the next year.
    NextSteps,
    /// Anything else.
    Other,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 8] = [
        Self::FirstResponsible,
        Self::Measures,
        Self::Problems,
        Self::Causes,
        Self::ProblemsAndCauses,
        Self::Rectification,
        Self::NextSteps,
        Self::Other,
    ];

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FirstResponsible => "first_responsible",
            Self::Measures => "measures",
            Self::Problems => "problems",
            Self::Causes => "causes",
            Self::ProblemsAndCauses => "problems_and_causes",
            Self::Rectification => "rectification",
            Self::NextSteps => "next_steps",
            Self::Other => "other",
        }
    }
}

/// A numbered (or bold-lead) section.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Section {
    /// Index in [`crate::Report::sections`].
    pub id: u32,
    /// The section this one lies in.
    pub parent: Option<u32>,
    /// Depth by meaning, from 1.
    pub level: u8,
    /// The number as written, `（一）`.
    pub marker: Span,
    /// The number read, if the marker is one.
    pub ordinal: Option<u32>,
    /// The heading without marker and final stop; empty when the item begins with body text.
    pub heading: Span,
    /// What the section is for.
    pub role: Role,
    /// Themes by weight, the main one first.
    pub themes: Vec<Theme>,
    /// From the marker to the end of the content, children included.
    pub span: Span,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// Part of the title.
    Title,
    /// Website furniture: navigation, index tables, share bars.
    Chrome,
    /// The report's own document number, on a line of its own.
    Number,
    /// The addressee line.
    Recipients,
    /// Signature or date at the end.
    Signature,
    /// Anything of the report itself.
    Body,
}

/// A line without its blanks at either end; empty lines are left out.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub range: Positions,
    pub kind: LineKind,
}

/// The outline of one report.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub lines: Vec<Line>,
    pub sections: Vec<Section>,
    /// The year reported on.
    pub year: Option<i16>,
}

/// Reads lines and sections.
pub(crate) fn read(text: &Text) -> Outline {
    let mut lines = line::split(text);
    chrome::mark(text, &mut lines);
    let year = date::reported_year(text, &lines);
    let headings = tree::headings(text, &lines);
    let named: Vec<_> = headings.iter().map(|h| role::Named::read(text, h.text.clone(), year)).collect();
    let mut sections = tree::build(text, &lines, &headings, &named);
    role::assign(text, &mut sections, &named, year);
    Outline { lines, sections, year }
}
