//! People with their posts, and organisations with a name of their own.
//!
//! Input: the text. Output: [`Person`]s and [`Organization`]s in the order of the text. Leaders of the nation are no
//! people of a report, and 县政府 is no name: what has no name of its own is left out.

mod organization;
mod person;

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
#[inline(never)]
pub(crate) fn read(text: &Text) -> (Vec<Person>, Vec<Organization>) {
    (person::read(text), organization::read(text))
}
