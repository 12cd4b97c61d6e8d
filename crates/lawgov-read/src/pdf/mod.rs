//! PDF: the text of its pages in reading order.
//!
//! The syntax (objects, cross references, encryption, filters) is `hayro-syntax`, the predefined CMaps of Chinese fonts
//! are `hayro-cmap`; which glyphs are shown where is read here, and `layout` makes lines and paragraphs of them.
//!
//! Left out: headers, footers, page numbers, annotations, and text that runs aslant (watermarks; a note says so).
//! Pages without a single character are named in a note; a file of pictures alone is an error. Nothing is recognised
//! from pictures.

mod content;
mod font;
mod stream;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::Content;
use crate::error::Fault;
use crate::layout::{self, Page};
use crate::limits::Budget;
use crate::note::Note;

/// Reads a PDF. An empty user password is tried on its own.
pub(crate) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Content, Fault> {
    stream::guard(bytes, budget)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::InvalidEncryption) => damaged("Encrypt"),
        LoadPdfError::Decryption(_) => Fault::Encrypted,
        LoadPdfError::Invalid if is_cut_off(bytes) => Fault::CutOff,
        LoadPdfError::Invalid => damaged("Catalog, Pages"),
    })?;
    budget.entries(pdf.len())?;
    budget.entries(pdf.pages().len())?;
    let mut fonts = content::Fonts::default();
    let mut pages = Vec::new();
    let (mut pictures, mut aslant, mut unknown, mut shown) = (0, 0, 0, 0);
    for page in pdf.pages().iter() {
        let shows = content::page(page, &mut fonts, budget)?;
        let (width, height) = page.render_dimensions();
        let has_text = shows.glyphs.iter().any(|glyph| !glyph.char.is_whitespace());
        pictures += usize::from(shows.pictures && !has_text);
        aslant += shows.aslant;
        unknown += shows.unknown;
        shown += shows.glyphs.len();
        pages.push(Page { width, height, glyphs: shows.glyphs });
    }
    if pictures > 0 && pictures == pages.len() {
        return Err(Fault::NoTextLayer);
    }
    // A few odd signs are noted; when the characters of a whole font are not known the text is worth nothing.
    if unknown * 20 > shown {
        return Err(Fault::UnknownCharacters);
    }
    let mut notes = Vec::new();
    if pictures > 0 {
        notes.push(Note::PicturePages { count: pictures });
    }
    if aslant > 0 {
        notes.push(Note::AslantText { count: aslant });
    }
    let text = layout::text(pages, budget)?;
    Ok(Content { text, encoding: None, notes })
}

fn damaged(part: &str) -> Fault {
    Fault::Damaged { part: part.to_owned() }
}

/// Whether the end of the file is missing.
fn is_cut_off(bytes: &[u8]) -> bool {
    let end = &bytes[bytes.len().saturating_sub(2_048)..];
    !end.windows(5).any(|window| window == b"%%EOF")
}
