//! People with their posts, and organisations with a name of their own.

use crate::text::{Span, Text};

/// A person named in the report.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Person {
    /// The name.
    pub span: Span,
    /// The post as written, `镇党委书记`.
    pub post: Option<Span>,
}

/// A body with a place or proper name of its own.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Organization {
    /// The name.
    pub span: Span,
}

/// Reads people and organisations, in order.
pub(crate) fn read(text: &Text) -> (Vec<Person>, Vec<Organization>) {
    let _ = text;
    (Vec::new(), Vec::new())
}
