//! Enumerated measures: 一是…二是…, 首先…其次…, 一要…二要….

use crate::outline::Outline;
use crate::text::{Span, Text};
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

/// Reads the measures, in order.
pub(crate) fn read(text: &Text, outline: &Outline) -> Vec<Measure> {
    let _ = (text, outline);
    Vec::new()
}
