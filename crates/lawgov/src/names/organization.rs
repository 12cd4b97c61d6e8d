//! Organisations with a place or proper name of their own.

use crate::names::Organization;
use crate::text::Text;

pub(super) fn read(_text: &Text) -> Vec<Organization> {
    Vec::new()
}
