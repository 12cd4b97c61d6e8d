//! Web pages, also those that Word saved and those kept as .mht.
//!
//! The text is the document that a page carries: first what the page says about it (发布日期：…, one line each, in words
//! that the core reads), then its title, then its lines. Left out: navigation, other copies of the same text, side
//! columns, what nobody sees. Where a page has no document, all its text is given, with a note.

mod article;
mod fields;
mod lines;
mod mht;

use encoding_rs::{GB18030, UTF_8};
use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::TendrilSink;
use scraper::{Html, HtmlTreeSink, Node};

use crate::Content;
use crate::error::Fault;
use crate::limits::Budget;
use crate::note::Note;
use crate::text::{Encoding, decoded};

/// Bytes given to the parser before what it has built is measured.
const PIECE: usize = 4096;
/// Bytes in which a page names its encoding.
const SNIFFED: usize = 4096;
/// A page of fewer characters that shows a frame has its text in the frame.
const SCANT: usize = 50;

pub(crate) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Content, Fault> {
    if let Some(page) = mht::page(bytes, budget)? {
        return whole(&page.bytes, page.charset.as_deref(), budget);
    }
    whole(bytes, None, budget)
}

fn whole(bytes: &[u8], charset: Option<&str>, budget: &mut Budget) -> Result<Content, Fault> {
    let (source, encoding) = decode(bytes, charset);
    let page = parse(source.trim_start_matches('\u{feff}'), budget)?;
    let mut lines = lines::of(&page, true, budget)?;
    let mut article = article::find(&page, &mut lines, budget)?;
    if article.is_none() {
        // Some pages hide their text until a script shows it.
        let mut all = lines::of(&page, false, budget)?;
        article = article::find(&page, &mut all, budget)?;
        if article.is_some() {
            lines = all;
        }
    }
    let mut notes = Vec::new();
    let mut text = match article {
        Some(article) => article::text(&page, &lines, article),
        None => {
            let length: usize = lines.iter().map(|line| line.text.chars().count()).sum();
            if let Some(address) = frame(&page).filter(|_| length < SCANT) {
                return Err(Fault::Elsewhere { address });
            }
            if !lines.is_empty() {
                notes.push(Note::NoArticle);
            }
            lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
        }
    };
    if !text.is_empty() {
        text.push('\n');
    }
    Ok(Content { text, encoding: Some(encoding), notes })
}

/// The text of a page. What its encoding does not allow becomes U+FFFD, as in a browser.
fn decode(bytes: &[u8], charset: Option<&str>) -> (String, Encoding) {
    if let Ok(strict) = decoded(bytes) {
        return strict;
    }
    let start = String::from_utf8_lossy(bytes.get(..SNIFFED).unwrap_or(bytes)).to_ascii_lowercase();
    let named = charset.map(str::to_ascii_lowercase).or_else(|| {
        let value = start.split("charset").nth(1)?.trim_start_matches([' ', '=', '"', '\'']);
        Some(value.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect())
    });
    let is_utf8 = match named.as_deref().and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes())) {
        Some(encoding) => encoding == UTF_8,
        None => crate::text::is_mostly_utf8(bytes),
    };
    if is_utf8 {
        (UTF_8.decode(bytes).0.into_owned(), Encoding::Utf8)
    } else {
        (GB18030.decode(bytes).0.into_owned(), Encoding::Gb18030)
    }
}

/// Parses in pieces and measures between them: a tree that grows deep or wide costs more with every tag.
fn parse(source: &str, budget: &mut Budget) -> Result<Html, Fault> {
    let mut parser = parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let mut rest = source;
    let mut nodes = 0;
    while !rest.is_empty() {
        let mut end = PIECE.min(rest.len());
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, after) = rest.split_at(end);
        parser.process(piece.into());
        rest = after;
        let page = parser.tokenizer.sink.sink.0.borrow();
        let now = page.tree.values().len();
        // Of the newest element: a tree grows deep where it grows.
        let depth = page.tree.nodes().next_back().map_or(0, |node| node.ancestors().count());
        budget.step((now - nodes) as u64)?;
        budget.expand((now - nodes) as u64 * 100 + piece.len() as u64)?;
        budget.depth(depth)?;
        nodes = now;
    }
    Ok(parser.finish())
}

/// The address of the first frame of a page.
fn frame(page: &Html) -> Option<String> {
    let elements = page.tree.values().filter_map(Node::as_element);
    let mut frames = elements.filter(|e| matches!(e.name(), "iframe" | "frame")).filter_map(|e| e.attr("src"));
    frames
        .find(|src| !src.trim().is_empty() && !src.starts_with("about:") && !src.starts_with("javascript:"))
        .map(str::to_owned)
}
