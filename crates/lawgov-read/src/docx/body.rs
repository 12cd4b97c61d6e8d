//! `document.xml`: blocks as lines, runs as text.

use std::collections::HashMap;
use std::mem::take;

use super::lists::{Lists, value};
use super::styles::{Styles, is_on};
use crate::error::Fault;
use crate::limits::Budget;
use crate::numbering::labelled;
use crate::row;
use crate::xml::{Element, Node, Space};

/// Stands for a character of a symbol font, which no other font draws.
const SYMBOL: char = '•';

/// A field that has begun and not ended: its instruction, then its result.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    in_result: bool,
}

impl Field {
    /// A table of contents says everything a second time.
    fn is_contents(&self) -> bool {
        self.instruction.trim_start().starts_with("TOC")
    }
}

/// A paragraph while it is read.
#[derive(Debug, Default)]
struct Line<'d> {
    text: String,
    /// Whether something in it was left out.
    cut: bool,
    boxes: Vec<&'d Element>,
}

/// Reads the body of a document.
#[derive(Debug)]
pub(super) struct Body<'d> {
    styles: &'d Styles,
    lists: Lists,
    footnotes: HashMap<&'d str, &'d Element>,
    endnotes: HashMap<&'d str, &'d Element>,
    budget: &'d mut Budget,
    /// Fields may begin in one paragraph and end in another.
    fields: Vec<Field>,
    /// The text of paragraphs whose ends are deleted or hidden: the next one goes on with it.
    carried: String,
    /// Notes called since the last block at the top.
    called: Vec<(usize, &'d Element)>,
    calls: usize,
    /// Whether there were tracked changes.
    pub was_revised: bool,
}

impl<'d> Body<'d> {
    pub fn new(
        styles: &'d Styles,
        lists: Lists,
        footnotes: Option<&'d Element>,
        endnotes: Option<&'d Element>,
        budget: &'d mut Budget,
    ) -> Self {
        let by_id = |root: Option<&'d Element>| {
            let notes = root.into_iter().flat_map(Element::elements);
            notes.filter_map(|note| Some((note.attribute("id")?, note))).collect()
        };
        Self {
            styles,
            lists,
            footnotes: by_id(footnotes),
            endnotes: by_id(endnotes),
            budget,
            fields: Vec::new(),
            carried: String::new(),
            called: Vec::new(),
            calls: 0,
            was_revised: false,
        }
    }

    /// The lines of the body.
    pub fn read(&mut self, body: &'d Element) -> Result<Vec<String>, Fault> {
        let mut lines = Vec::new();
        for block in body.elements() {
            self.block(block, &mut lines)?;
            self.notes(&mut lines)?;
        }
        self.flush(&mut lines);
        Ok(lines)
    }

    /// The notes called in the last block.
    fn notes(&mut self, lines: &mut Vec<String>) -> Result<(), Fault> {
        for (number, note) in take(&mut self.called) {
            let text = self.inside(note)?;
            let text: Vec<&str> = text.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
            lines.push(format!("[{number}] {}", text.join(" ")));
        }
        // A note that calls a note is no note.
        self.called.clear();
        Ok(())
    }

    /// The lines of something that holds blocks: a cell, a text box, a note.
    fn inside(&mut self, holder: &'d Element) -> Result<Vec<String>, Fault> {
        let carried = take(&mut self.carried);
        let mut lines = Vec::new();
        for block in holder.elements() {
            self.block(block, &mut lines)?;
        }
        self.flush(&mut lines);
        self.carried = carried;
        Ok(lines)
    }

    fn flush(&mut self, lines: &mut Vec<String>) {
        if !self.carried.is_empty() {
            lines.push(take(&mut self.carried));
        }
    }

    fn block(&mut self, block: &'d Element, lines: &mut Vec<String>) -> Result<(), Fault> {
        self.budget.step(1)?;
        match (block.space, &*block.name) {
            (Space::Word, "p") => self.paragraph(block, lines),
            (Space::Word, "tbl") => self.table(block, lines),
            _ => match self.content(block) {
                Some(content) => content.elements().try_for_each(|inner| self.block(inner, lines)),
                None => Ok(()),
            },
        }
    }

    /// Where the content of a wrapper stands; none when it shows nothing.
    fn content(&mut self, wrapper: &'d Element) -> Option<&'d Element> {
        match (wrapper.space, &*wrapper.name) {
            (Space::Compatibility, "AlternateContent") => wrapper.child("Choice").or_else(|| wrapper.child("Fallback")),
            (Space::Word, "sdt") => {
                let properties = wrapper.child("sdtPr");
                let gallery = properties.and_then(|p| value(p.child("docPartObj")?, "docPartGallery"));
                let empty = properties.is_some_and(|p| is_on(p.child("showingPlcHdr")) == Some(true));
                let shown = !empty && gallery != Some("Table of Contents");
                wrapper.child("sdtContent").filter(|_| shown)
            }
            (Space::Word, "ins" | "moveTo") => {
                self.was_revised = true;
                Some(wrapper)
            }
            (Space::Word, "del" | "moveFrom") => {
                self.was_revised = true;
                None
            }
            (Space::Word, "customXml" | "smartTag" | "hyperlink" | "dir" | "bdo" | "fldSimple" | "rubyBase") => {
                Some(wrapper)
            }
            (Space::Word, "ruby") => wrapper.child("rubyBase"),
            _ => None,
        }
    }

    fn paragraph(&mut self, paragraph: &'d Element, lines: &mut Vec<String>) -> Result<(), Fault> {
        let properties = paragraph.child("pPr");
        let style = self.styles.of(properties);
        let hidden = style.and_then(|style| self.styles.hides(style)).unwrap_or(false);
        let mut line = Line::default();
        for inline in paragraph.elements() {
            self.inline(inline, hidden, &mut line)?;
        }
        let text = take(&mut self.carried) + &line.text;
        let end = properties.and_then(|p| p.child("rPr"));
        let has = |name| end.is_some_and(|end| end.child(name).is_some());
        self.was_revised |= has("ins") || has("del");
        let is_gone = line.cut && text.is_empty();
        if has("del") || has("moveFrom") {
            self.carried = text;
        } else if end.and_then(|end| is_on(end.child("vanish"))) == Some(true) {
            self.carried = if text.is_empty() { text } else { self.label(properties, style, &text) };
        } else if !is_gone {
            lines.push(self.label(properties, style, &text));
        }
        for text_box in line.boxes {
            lines.extend(self.inside(text_box)?);
        }
        Ok(())
    }

    fn label(&mut self, properties: Option<&'d Element>, style: Option<&str>, text: &str) -> String {
        let label = self.lists.label(properties, style, self.styles);
        if label.is_empty() { text.to_owned() } else { labelled(&label, text) }
    }

    fn inline(&mut self, inline: &'d Element, hidden: bool, line: &mut Line<'d>) -> Result<(), Fault> {
        self.budget.step(1)?;
        if inline.space == Space::Math {
            self.formula(inline, line);
            return Ok(());
        }
        match (inline.space, &*inline.name) {
            (Space::Word, "r") => self.run(inline, hidden, line),
            (Space::Word, "fldSimple") if inline.attribute("instr").is_some_and(|i| i.trim().starts_with("TOC")) => {
                line.cut = true;
                Ok(())
            }
            _ => match self.content(inline) {
                Some(content) => content.elements().try_for_each(|inner| self.inline(inner, hidden, line)),
                None => {
                    line.cut |= matches!(&*inline.name, "del" | "moveFrom" | "sdt");
                    Ok(())
                }
            },
        }
    }

    /// The characters of a formula, in the order of the file.
    fn formula(&mut self, formula: &'d Element, line: &mut Line<'d>) {
        if &*formula.name == "t" {
            self.say(&written(formula), line);
        }
        for inner in formula.elements().filter(|e| e.space == Space::Math) {
            self.formula(inner, line);
        }
    }

    fn run(&mut self, run: &'d Element, hidden: bool, line: &mut Line<'d>) -> Result<(), Fault> {
        let properties = run.child("rPr");
        let style = properties.and_then(|p| value(p, "rStyle")).and_then(|style| self.styles.hides(style));
        let own = properties.and_then(|p| is_on(p.child("vanish")));
        let hidden = own.or(style).unwrap_or(hidden);
        for piece in run.elements() {
            self.piece(piece, hidden, line)?;
        }
        Ok(())
    }

    fn piece(&mut self, piece: &'d Element, hidden: bool, line: &mut Line<'d>) -> Result<(), Fault> {
        self.budget.step(1)?;
        if (piece.space, &*piece.name) == (Space::Word, "fldChar") {
            self.field(piece);
            return Ok(());
        }
        if (piece.space, &*piece.name) == (Space::Word, "instrText") {
            if let Some(field) = self.fields.last_mut().filter(|field| !field.in_result) {
                field.instruction.push_str(&written(piece));
            }
            line.cut = true;
            return Ok(());
        }
        if hidden {
            line.cut = true;
            return Ok(());
        }
        match (piece.space, &*piece.name) {
            (Space::Word, "t") => self.say(&written(piece), line),
            (Space::Word, "tab" | "ptab") => self.say("\t", line),
            (Space::Word, "br") if piece.attribute("type").is_none_or(|kind| kind == "textWrapping") => {
                self.say("\n", line);
            }
            (Space::Word, "cr") => self.say("\n", line),
            // What follows the break stands on a line of its own.
            (Space::Word, "br") if !line.text.is_empty() => self.say("\n", line),
            (Space::Word, "noBreakHyphen") => self.say("\u{2011}", line),
            (Space::Word, "sym") => {
                let code = piece.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let is_private = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
                let symbol = code.and_then(char::from_u32).filter(|c| !is_private(*c)).unwrap_or(SYMBOL);
                self.say(symbol.encode_utf8(&mut [0; 4]), line);
            }
            (Space::Word, "footnoteReference") => self.call(piece, true, line),
            (Space::Word, "endnoteReference") => self.call(piece, false, line),
            (Space::Word, "ruby") => {
                if let Some(base) = piece.child("rubyBase") {
                    base.elements().try_for_each(|inner| self.inline(inner, hidden, line))?;
                }
            }
            (Space::Word, "drawing" | "pict" | "object") => self.boxes(piece, line)?,
            (Space::Compatibility, "AlternateContent") => {
                let before = (line.boxes.len(), line.text.len());
                for choice in piece.all("Choice").chain(piece.all("Fallback")) {
                    choice.elements().try_for_each(|inner| self.piece(inner, hidden, line))?;
                    if before != (line.boxes.len(), line.text.len()) {
                        break;
                    }
                }
            }
            (Space::Word, "delText") => line.cut = true,
            _ => {}
        }
        Ok(())
    }

    /// The text boxes of a drawing, each once.
    fn boxes(&mut self, drawing: &'d Element, line: &mut Line<'d>) -> Result<(), Fault> {
        self.budget.step(1)?;
        if (drawing.space, &*drawing.name) == (Space::Word, "txbxContent") {
            if self.is_shown() {
                line.boxes.push(drawing);
            }
            return Ok(());
        }
        if drawing.space == Space::Compatibility && &*drawing.name == "AlternateContent" {
            let before = line.boxes.len();
            for choice in drawing.all("Choice").chain(drawing.all("Fallback")) {
                self.boxes(choice, line)?;
                if line.boxes.len() > before {
                    break;
                }
            }
            return Ok(());
        }
        drawing.elements().try_for_each(|inner| self.boxes(inner, line))
    }

    /// A call of a note: its number in brackets, so that it does not run into a figure.
    fn call(&mut self, piece: &'d Element, foot: bool, line: &mut Line<'d>) {
        let notes = if foot { &self.footnotes } else { &self.endnotes };
        let Some(&note) = piece.attribute("id").and_then(|id| notes.get(id)) else { return };
        if !self.is_shown() {
            return;
        }
        self.calls += 1;
        let number = self.calls;
        self.called.push((number, note));
        self.say(&format!("[{number}]"), line);
    }

    fn field(&mut self, piece: &Element) {
        match piece.attribute("fldCharType") {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                }
            }
            _ => {
                self.fields.pop();
            }
        }
    }

    fn is_shown(&self) -> bool {
        self.fields.iter().all(|field| field.in_result && !field.is_contents())
    }

    fn say(&self, text: &str, line: &mut Line<'d>) {
        if self.is_shown() {
            line.text.push_str(text);
        } else {
            line.cut = true;
        }
    }

    fn table(&mut self, table: &'d Element, lines: &mut Vec<String>) -> Result<(), Fault> {
        for part in table.elements() {
            self.budget.step(1)?;
            if (part.space, &*part.name) != (Space::Word, "tr") {
                if let Some(content) = self.content(part) {
                    self.table(content, lines)?;
                }
                continue;
            }
            let properties = part.child("trPr");
            let has = |name| properties.is_some_and(|p| p.child(name).is_some());
            self.was_revised |= has("del") || has("ins");
            if !has("del") && properties.and_then(|p| is_on(p.child("hidden"))) != Some(true) {
                let mut cells = Vec::new();
                self.row(part, &mut cells)?;
                lines.extend(row::lines(cells));
            }
        }
        Ok(())
    }

    fn row(&mut self, row: &'d Element, cells: &mut Vec<Vec<String>>) -> Result<(), Fault> {
        for part in row.elements() {
            self.budget.step(1)?;
            if (part.space, &*part.name) != (Space::Word, "tc") {
                if let Some(content) = self.content(part) {
                    self.row(content, cells)?;
                }
                continue;
            }
            let properties = part.child("tcPr");
            let goes_on = |name| {
                let merge = properties.and_then(|p| p.child(name));
                merge.is_some_and(|m| m.attribute("val").is_none_or(|val| val == "continue"))
            };
            if properties.is_some_and(|p| p.child("cellDel").is_some()) || goes_on("hMerge") {
                continue;
            }
            // A merged cell says its words once, in its first row.
            cells.push(if goes_on("vMerge") { Vec::new() } else { self.inside(part)? });
        }
        Ok(())
    }
}

/// The characters of `w:t`: blanks at its ends count only where the file says so, a line break is a blank.
fn written(piece: &Element) -> String {
    let text: String = piece
        .nodes
        .iter()
        .filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        })
        .collect();
    let text = text.replace(['\r', '\n'], " ");
    let kept = piece.attribute("space") == Some("preserve");
    if kept { text } else { text.trim_matches([' ', '\t']).to_owned() }
}
