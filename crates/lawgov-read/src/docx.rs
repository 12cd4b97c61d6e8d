//! Word documents since 2007.
use crate::{Content, container::Container, error::Fault, limits::Budget};
pub(crate) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Content, Fault> {
    Container::open(bytes, budget)?.part(&crate::container::resolve("", "word/document.xml"), budget)?;
    Err(Fault::NotBuilt)
}
