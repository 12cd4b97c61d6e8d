//! Who reports, to whom, on which year, and when.
//!
//! In: the text and its outline. Out: [`Metadata`]. Nothing is looked up: a region is what the report itself names.

use jiff::civil::Date;

use crate::outline::{Line, LineKind, Outline, body, chrome, date};
use crate::text::{Positions, Span, Text};
use place::Place;

mod furniture;
mod issuer;
mod place;

/// The rank of the reporting body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// All levels, from the centre down.
    pub const ALL: [Self; 6] =
        [Self::Central, Self::Province, Self::City, Self::County, Self::Township, Self::Department];

    /// The level of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.as_str() == name)
    }

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
    let mut metadata = Metadata::default();
    let fields = furniture::fields(text, outline);
    let title: Vec<Positions> = of_kind(outline, LineKind::Title).map(|l| plain(text, l.range.clone())).collect();
    if let (Some(first), Some(last)) = (title.first(), title.last()) {
        let lines: Vec<&str> = title.iter().map(|l| text.raw(l.clone())).collect();
        metadata.title = Some(lines.join(" "));
        metadata.title_span = Some(text.span(first.start..last.end));
    } else {
        metadata.title = fields.title.map(|r| text.raw(r).to_owned());
    }
    let signature: Vec<Positions> =
        of_kind(outline, LineKind::Signature).flat_map(|l| chrome::words_between_gaps(text, l.range.clone())).collect();
    let day = |r: &Positions| date::day_at(text, r.start + usize::from(text.char(r.start) == '('));
    if let Some((range, day)) = signature.iter().rev().find_map(|r| day(r).map(|d| (r, d))) {
        metadata.signed_on = day.date;
        metadata.signed_on_span = day.date.map(|_| text.span(range.start..day.end));
    }

    let subject = issuer::of_title(text, &title);
    let signed =
        || signature.iter().filter(|r| body::is_name(text, (*r).clone())).flat_map(|r| issuer::split(text, r.clone()));
    let issuers: Vec<Positions> = if subject.issuers.is_empty() { signed().collect() } else { subject.issuers };
    for name in issuers.iter().map(|r| text.raw(r.clone()).to_owned()) {
        if !metadata.issuers.contains(&name) {
            metadata.issuers.push(name);
        }
    }
    let named = issuers.first().cloned().or(subject.place).or_else(|| issuer::in_body(text, outline));
    let place = named.map(|r| Place::read(text, r)).unwrap_or_default();
    metadata.level = place.level.or_else(|| issuer::by_self_reference(text, outline));
    metadata.region = place.units.into_iter().map(|r| text.raw(r).to_owned()).collect();

    metadata.year = outline.year.or_else(|| metadata.signed_on.map(|d| d.year() - i16::from(d.month() <= 6)));
    metadata.recipients = of_kind(outline, LineKind::Recipients)
        .filter_map(|l| body::addressees(text, l.range.clone()))
        .flatten()
        .map(|r| text.raw(r).to_owned())
        .collect();
    metadata.published_on = fields.published;
    let number = of_kind(outline, LineKind::Number).map(|l| l.range.clone()).next().or(fields.number);
    metadata.document_number = number.map(|r| text.raw(r).to_owned());
    metadata
}

fn of_kind(outline: &Outline, kind: LineKind) -> impl Iterator<Item = &Line> {
    outline.lines.iter().filter(move |l| l.kind == kind)
}

/// A title line without emphasis marks.
fn plain(text: &Text, line: Positions) -> Positions {
    let mark = |at: usize| matches!(text.char(at), '#' | '*' | ' ');
    let end = (line.start..line.end).rev().find(|&i| !mark(i)).map_or(line.end, |i| i + 1);
    chrome::bare_title(text, line).start.min(end)..end
}
