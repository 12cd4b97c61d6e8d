//! The characters of each story as lines.

use super::fib::Stories;
use super::formatting::Formatting;
use super::lists::Lists;
use super::pieces::{Character, Pieces};
use super::sprm::CharacterProps;
use crate::error::Fault;
use crate::limits::Budget;
use crate::numbering::labelled;
use crate::row;

const PICTURE_TO_COMMENT: std::ops::RangeInclusive<char> = '\u{1}'..='\u{6}';
const CELL: char = '\u{7}';
const DRAWING: char = '\u{8}';
const LINE_BREAK: char = '\u{b}';
const PAGE_BREAK: char = '\u{c}';
const PARAGRAPH: char = '\r';
const FIELD_BEGIN: char = '\u{13}';
const FIELD_SEPARATOR: char = '\u{14}';
const FIELD_END: char = '\u{15}';
const HYPHEN: char = '\u{1e}';
/// Stands where the character of a symbol font is drawn.
const SYMBOL: char = '(';

/// Text of the stories that are read, in their order, and whether a tracked deletion was left out.
pub(super) fn assemble(
    pieces: &Pieces<'_>,
    formatting: &Formatting<'_>,
    lists: &mut Lists,
    stories: Stories,
    budget: &mut Budget,
) -> Result<(String, bool), Fault> {
    let lengths = [
        (stories.main, true),
        (stories.footnotes, true),
        (stories.headers, false),
        (stories.macros, false),
        (stories.comments, false),
        (stories.endnotes, true),
        (stories.text_boxes, true),
    ];
    let mut text = String::new();
    let mut revised = false;
    let mut rest = pieces.characters.as_slice();
    for (length, read) in lengths {
        let (story, after) = rest.split_at(rest.len().min(length as usize));
        rest = after;
        if read {
            Story { pieces, formatting, lists: &mut *lists, budget: &mut *budget, revised: &mut revised }
                .write(story, &mut text)?;
        }
    }
    Ok((text, revised))
}

struct Story<'a> {
    pieces: &'a Pieces<'a>,
    formatting: &'a Formatting<'a>,
    lists: &'a mut Lists,
    budget: &'a mut Budget,
    revised: &'a mut bool,
}

impl Story<'_> {
    fn write(&mut self, story: &[Character], text: &mut String) -> Result<(), Fault> {
        let codes = field_codes(story);
        let mut codes = codes.iter().peekable();
        let mut paragraph = String::new();
        let mut row = Row::default();
        let mut start = 0;
        let mut properties = Properties { pieces: self.pieces, formatting: self.formatting, known: None };
        for (index, character) in story.iter().enumerate() {
            let props = properties.of(*character);
            let c = character.char;
            while codes.peek().is_some_and(|code| code.end <= index) {
                codes.next();
            }
            let in_code = codes.peek().is_some_and(|code| code.start <= index);
            *self.revised |= props.deleted;
            if props.deleted || props.hidden || props.data || in_code {
                continue;
            }
            match c {
                PARAGRAPH | PAGE_BREAK | CELL => {
                    self.end_paragraph(*character, &mut paragraph, &mut row, text)?;
                    start = index + 1;
                }
                LINE_BREAK => paragraph.push('\n'),
                HYPHEN => paragraph.push('-'),
                SYMBOL if props.special => paragraph.push(symbol(props.symbol)),
                DRAWING => {}
                _ if PICTURE_TO_COMMENT.contains(&c) => {}
                '\t' => paragraph.push('\t'),
                c if c < ' ' => {}
                c => paragraph.push(c),
            }
        }
        // What no mark ends.
        if start < story.len() && !paragraph.is_empty() {
            row.cell.push(paragraph);
        }
        row.end(text);
        Ok(())
    }

    fn end_paragraph(
        &mut self,
        mark: Character,
        paragraph: &mut String,
        row: &mut Row,
        text: &mut String,
    ) -> Result<(), Fault> {
        let mut props = self.formatting.paragraph(mark.at);
        self.pieces.grpprl(mark.piece, |grpprl| props.apply(grpprl, self.formatting.data));
        let row_end = props.row_end && mark.char == CELL;
        if let Some(list) = props.list.filter(|list| *list != 0 && !row_end) {
            let label = self.lists.label(list, props.level, self.formatting.paragraph_style(mark.at));
            *paragraph = labelled(&label, paragraph);
        }
        let line = std::mem::take(paragraph);
        self.budget.expand(line.len() as u64 + 1)?;
        if row_end {
            // The last cell's mark stands before the row's.
            row.end(text);
        } else if props.inner_row_end {
            // The cells of the inner row have been read.
        } else if mark.char == CELL || props.in_table || props.inner_cell_end {
            // A cell of a table inside a cell is a paragraph of that cell.
            row.cell.push(line);
            if mark.char == CELL {
                row.cells.push(std::mem::take(&mut row.cell));
            }
        } else {
            row.end(text);
            text.push_str(&line);
            text.push('\n');
        }
        Ok(())
    }
}

/// The row of a table as far as it has been read.
#[derive(Default)]
struct Row {
    cells: Vec<Vec<String>>,
    /// Paragraphs of the cell that is open.
    cell: Vec<String>,
}

impl Row {
    fn end(&mut self, text: &mut String) {
        if !self.cell.is_empty() {
            self.cells.push(std::mem::take(&mut self.cell));
        }
        if !self.cells.is_empty() {
            for line in row::lines(std::mem::take(&mut self.cells)) {
                text.push_str(&line);
                text.push('\n');
            }
        }
    }
}

/// Properties of characters, looked up once a run.
struct Properties<'a> {
    pieces: &'a Pieces<'a>,
    formatting: &'a Formatting<'a>,
    /// A piece, and a range of the stream in which these properties hold.
    known: Option<(u32, std::ops::Range<u32>, CharacterProps)>,
}

impl Properties<'_> {
    fn of(&mut self, character: Character) -> CharacterProps {
        let at = character.at;
        if let Some((piece, range, props)) = &self.known
            && *piece == character.piece
            && range.contains(&at)
        {
            return *props;
        }
        let style = self.formatting.paragraph_style(at);
        let props = self.formatting.character(at, style, |props| {
            let before = *props;
            self.pieces.grpprl(character.piece, |grpprl| props.apply(grpprl, before));
        });
        self.known = Some((character.piece, at..self.formatting.run_end(at), props));
        props
    }
}

/// The character of a symbol font; a white square where it has no meaning outside that font.
fn symbol(unit: Option<u16>) -> char {
    unit.and_then(|unit| char::from_u32(u32::from(unit)))
        .filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c) && *c >= ' ')
        .unwrap_or('□')
}

/// Ranges of characters that are codes of fields, from the begin mark to the separator, in order. A mark without its
/// other half hides nothing.
fn field_codes(story: &[Character]) -> Vec<std::ops::Range<usize>> {
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    let mut codes = Vec::new();
    for (index, character) in story.iter().enumerate() {
        match character.char {
            FIELD_BEGIN => open.push((index, None)),
            FIELD_SEPARATOR => {
                if let Some((_, separator @ None)) = open.last_mut() {
                    *separator = Some(index);
                }
            }
            FIELD_END => {
                if let Some((begin, separator)) = open.pop() {
                    codes.push(begin..separator.unwrap_or(index));
                }
            }
            _ => {}
        }
    }
    // Codes inside codes add nothing: keep the outermost.
    codes.sort_by_key(|code| (code.start, std::cmp::Reverse(code.end)));
    let mut reach = 0;
    codes.retain(|code| {
        let outer = code.end > reach;
        reach = reach.max(code.end);
        outer
    });
    codes
}
