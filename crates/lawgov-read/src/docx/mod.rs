//! Word documents since 2007 (ECMA-376, ISO/IEC 29500, transitional and strict), also .docm, .dotx, .dotm.
//!
//! The text is what a reader of the document sees: paragraphs in order with the numbers that Word counts, rows of
//! tables with tabs between cells, text boxes and notes behind the paragraph they belong to, tracked changes as
//! accepted. Left out: headers and footers, tables of contents, instructions of fields, hidden text, comments, bullets.

mod body;
mod lists;
mod styles;

use body::Body;
use lists::Lists;
use styles::Styles;

use crate::Content;
use crate::container::{Container, resolve};
use crate::error::Fault;
use crate::limits::Budget;
use crate::note::Note;
use crate::xml::{self, Element};

/// The main part, where no relation names another.
const MAIN: &str = "word/document.xml";

pub(crate) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Content, Fault> {
    let mut file = Container::open(bytes, budget)?;
    let main = related(&mut file, "", "/officeDocument", budget)?.filter(|part| file.holds(part));
    let main = main.unwrap_or_else(|| MAIN.to_owned());
    let document = parsed(&mut file, &main, budget)?.ok_or_else(|| Fault::Damaged { part: MAIN.to_owned() })?;
    let mut beside = |kind: &str, budget: &mut Budget| match related(&mut file, &main, kind, budget)? {
        Some(part) => parsed(&mut file, &part, budget),
        None => Ok(None),
    };
    let styles = beside("/styles", budget)?.as_ref().map(Styles::read).unwrap_or_default();
    let lists = beside("/numbering", budget)?.map(|root| Lists::read(&root, &styles)).unwrap_or_default();
    let footnotes = beside("/footnotes", budget)?;
    let endnotes = beside("/endnotes", budget)?;
    let mut body = Body::new(&styles, lists, footnotes.as_ref(), endnotes.as_ref(), budget);
    let lines = body.read(document.child("body").unwrap_or(&document))?;
    let notes = if body.was_revised { vec![Note::TrackedChanges] } else { Vec::new() };
    let mut text = lines.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    Ok(Content { text, notes, ..Content::default() })
}

fn parsed(file: &mut Container, part: &str, budget: &mut Budget) -> Result<Option<Element>, Fault> {
    let Some(bytes) = file.part(part, budget)? else { return Ok(None) };
    xml::parse(&bytes, part, budget).map(Some)
}

/// The part that `part` is related to in a way whose name ends with `kind`; of the whole file when `part` is empty.
fn related(file: &mut Container, part: &str, kind: &str, budget: &mut Budget) -> Result<Option<String>, Fault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let Some(relations) = parsed(file, &format!("{folder}/_rels/{name}.rels"), budget)? else { return Ok(None) };
    let is_kind = |r: &&Element| r.attribute("Type").is_some_and(|t| t.ends_with(kind));
    Ok(relations.elements().find(is_kind).and_then(|r| r.attribute("Target")).map(|target| resolve(part, target)))
}
