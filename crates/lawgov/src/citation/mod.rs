//! Titles in 《》 with their document numbers, bare document numbers, and laws named without 《》.

use crate::text::{Span, Text};

/// What kind of text is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CitationKind {
    /// 宪法.
    Constitution,
    /// A law of the National People's Congress or its Standing Committee.
    Law,
    /// A regulation of the State Council.
    AdministrativeRegulation,
    /// A Party or joint Party and State regulation.
    PartyRegulation,
    /// A local regulation.
    LocalRegulation,
    /// A departmental or local government rule.
    Rule,
    /// 通知 意见 纲要 方案 要点 办法 and the like.
    NormativeDocument,
    /// A newspaper or book.
    Publication,
    /// Anything else.
    Other,
}

impl CitationKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Constitution,
        Self::Law,
        Self::AdministrativeRegulation,
        Self::PartyRegulation,
        Self::LocalRegulation,
        Self::Rule,
        Self::NormativeDocument,
        Self::Publication,
        Self::Other,
    ];

    /// The name used in JSON and in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Constitution => "constitution",
            Self::Law => "law",
            Self::AdministrativeRegulation => "administrative_regulation",
            Self::PartyRegulation => "party_regulation",
            Self::LocalRegulation => "local_regulation",
            Self::Rule => "rule",
            Self::NormativeDocument => "normative_document",
            Self::Publication => "publication",
            Self::Other => "other",
        }
    }
}

/// Whether a law was in force in the year reported on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LawStatus {
    /// In force.
    InForce,
    /// Repealed before that year.
    Repealed,
    /// Replaced by a later text without a formal repeal.
    Superseded,
    /// Not yet in force.
    NotYetInForce,
    /// Not in the registry, or the year is unknown.
    #[default]
    Unknown,
}

impl LawStatus {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Repealed => "repealed",
            Self::Superseded => "superseded",
            Self::NotYetInForce => "not_yet_in_force",
            Self::Unknown => "unknown",
        }
    }
}

/// A cited text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Citation {
    /// Index in [`crate::Report::citations`].
    pub id: u32,
    /// The innermost section it lies in.
    pub section: Option<u32>,
    /// The title with 《》 and the document number that belongs to it.
    pub span: Span,
    /// The title inside 《》; none for a bare document number.
    pub title: Option<Span>,
    /// The document number, without its brackets.
    pub document_number: Option<Span>,
    /// What kind of text is cited.
    pub kind: CitationKind,
    /// Key of the law registry.
    pub law: Option<&'static str>,
    /// Status in the year reported on.
    pub status: LawStatus,
}

/// A law named without 《》.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LawMention {
    /// The name as written.
    pub span: Span,
    /// Key of the law registry.
    pub law: Option<&'static str>,
    /// Status in the year reported on.
    pub status: LawStatus,
}

/// Reads citations and law mentions, in order. Sections and status are filled in by the parser.
pub(crate) fn read(text: &Text) -> (Vec<Citation>, Vec<LawMention>) {
    let _ = text;
    (Vec::new(), Vec::new())
}
