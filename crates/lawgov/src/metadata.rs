//! Who reports, to whom, on which year, and when.

use jiff::civil::Date;

use crate::outline::Outline;
use crate::text::{Span, Text};

/// The rank of the reporting body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Level {
    /// The centre.
    Central,
    /// A province, region or municipality.
    Province,
    /// A prefecture-level city.
    City,
    /// A county, district or county-level city.
    County,
    /// A township, town or subdistrict.
    Township,
    /// A department of a government of any level.
    Department,
}

impl Level {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Central => "central",
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Township => "township",
            Self::Department => "department",
        }
    }
}

/// What the report says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Metadata {
    /// The title on one line: its lines joined by one space.
    pub title: Option<String>,
    /// Where the title stands.
    pub title_span: Option<Span>,
    /// The reporting bodies, as written, in order.
    pub issuers: Vec<String>,
    /// The rank of the reporting body.
    pub level: Option<Level>,
    /// Its region, from the largest unit named to the smallest.
    pub region: Vec<String>,
    /// The year reported on (not the year signed).
    pub year: Option<i16>,
    /// Addressees, as written.
    pub recipients: Vec<String>,
    /// The date under the signature.
    pub signed_on: Option<Date>,
    /// Where the date under the signature stands.
    pub signed_on_span: Option<Span>,
    /// The date of publication, from website chrome.
    pub published_on: Option<Date>,
    /// The report's own document number.
    pub document_number: Option<String>,
}

/// Reads the metadata.
pub(crate) fn read(text: &Text, outline: &Outline) -> Metadata {
    let _ = (text, outline);
    Metadata::default()
}
