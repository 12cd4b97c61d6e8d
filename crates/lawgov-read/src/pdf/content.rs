//! Content streams: which glyphs are shown, and where.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};

use super::font::{Font, Shown};
use super::stream::decode;
use crate::error::Fault;
use crate::layout::Glyph;
use crate::limits::Budget;

/// An affine map: `x' = a x + c y + e`, `y' = b x + d y + f`.
type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `inner` first, then `outer`.
fn concat(inner: Matrix, outer: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = inner;
    let [oa, ob, oc, od, oe, of] = outer;
    [a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, e * oa + f * oc + oe, e * ob + f * od + of]
}

/// Forms within forms.
const DEEPEST_FORM: usize = 24;

/// A glyph with the direction its line runs.
#[derive(Clone, Copy)]
struct Placed {
    glyph: Glyph,
    /// 0 to the right, 1 down, 2 to the left, 3 up; none where it runs aslant.
    quarter: Option<u8>,
}

/// What a page shows.
#[derive(Default)]
pub(super) struct Shows {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) pictures: bool,
    /// Characters that run in another direction than the page's text.
    pub(super) aslant: usize,
    /// Glyphs that no character is known for.
    pub(super) unknown: usize,
}

/// Fonts already read, by where their dictionary lies.
#[derive(Default)]
pub(super) struct Fonts {
    fonts: HashMap<(usize, usize), Rc<Font>>,
}

/// Reads what a page shows.
pub(super) fn page(page: &Page<'_>, fonts: &mut Fonts, budget: &mut Budget) -> Result<Shows, Fault> {
    let mut content = Vec::new();
    let raw = page.raw();
    if let Some(stream) = raw.get::<Stream<'_>>(b"Contents") {
        content = decode(&stream, budget)?.unwrap_or_default();
    } else if let Some(streams) = raw.get::<Array<'_>>(b"Contents") {
        for stream in streams.iter::<Stream<'_>>() {
            content.extend(decode(&stream, budget)?.unwrap_or_default());
            content.push(b'\n');
        }
    }
    let (width, height) = page.render_dimensions();
    let mut reader = Reader { fonts, budget, placed: Vec::new(), shows: Shows::default(), marks: Vec::new() };
    let state = State { ctm: page.initial_transform(true).as_coeffs(), ..State::default() };
    reader.run(&content, page.resources(), state, 0)?;
    Ok(reader.finish(f64::from(width), f64::from(height)))
}

/// The graphics state, as far as text depends on it.
#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    char_space: f64,
    word_space: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            ctm: IDENTITY,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// What marked content says of the text inside it.
enum Mark {
    Plain,
    /// A header, a footer, a page number.
    Furniture,
    /// The text that its glyphs stand for, until it has been taken.
    Text(Option<String>),
}

struct Reader<'r> {
    fonts: &'r mut Fonts,
    budget: &'r mut Budget,
    placed: Vec<Placed>,
    shows: Shows,
    marks: Vec<Mark>,
}

impl Reader<'_> {
    fn run(&mut self, content: &[u8], resources: &Resources<'_>, start: State, depth: usize) -> Result<(), Fault> {
        let mut state = start;
        let mut saved: Vec<State> = Vec::new();
        let (mut line, mut text) = (IDENTITY, IDENTITY);
        let mut operators = UntypedIter::new(content);
        while let Some(instruction) = operators.next() {
            let operands: Vec<&Object<'_>> = instruction.operands().collect();
            self.budget.step(1 + operands.len() as u64)?;
            let number = |index: usize| match operands.get(index) {
                Some(Object::Number(number)) => number.as_f64(),
                _ => 0.0,
            };
            let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
            let name = |index: usize| match operands.get(index) {
                Some(Object::Name(name)) => Some(name),
                _ => None,
            };
            let operator: &[u8] = instruction.operator.as_ref();
            match operator {
                b"q" => {
                    self.budget.depth(saved.len() / 64)?;
                    saved.push(state.clone());
                }
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => state.ctm = concat(matrix(), state.ctm),
                b"BT" => (line, text) = (IDENTITY, IDENTITY),
                b"Tf" => {
                    if let Some(name) = name(0) {
                        state.font = self.font(name, resources)?;
                    }
                    state.size = number(1);
                }
                b"Tc" => state.char_space = number(0),
                b"Tw" => state.word_space = number(0),
                b"Tz" => state.scale = number(0) / 100.0,
                b"TL" => state.leading = number(0),
                b"Ts" => state.rise = number(0),
                b"Td" | b"TD" => {
                    if operator == b"TD" {
                        state.leading = -number(1);
                    }
                    line = concat([1.0, 0.0, 0.0, 1.0, number(0), number(1)], line);
                    text = line;
                }
                b"Tm" => {
                    line = matrix();
                    text = line;
                }
                b"T*" | b"'" | b"\"" => {
                    line = concat([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    text = line;
                    if operator == b"\"" {
                        (state.word_space, state.char_space) = (number(0), number(1));
                    }
                    if operator != b"T*"
                        && let Some(Object::String(string)) = operands.last()
                    {
                        self.show(string, &state, &mut text)?;
                    }
                }
                b"Tj" => {
                    if let Some(Object::String(string)) = operands.first() {
                        self.show(string, &state, &mut text)?;
                    }
                }
                b"TJ" => {
                    if let Some(Object::Array(array)) = operands.first() {
                        self.show_all(array, &state, &mut text)?;
                    }
                }
                b"BMC" => self.mark(Mark::Plain)?,
                b"BDC" => self.mark(marked(name(0), operands.get(1).copied(), resources))?,
                b"EMC" => {
                    self.marks.pop();
                }
                b"BI" | b"EI" => self.shows.pictures = true,
                b"Do" => {
                    if let Some(name) = name(0) {
                        self.draw(name, resources, &state, depth)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn mark(&mut self, mark: Mark) -> Result<(), Fault> {
        self.budget.depth(self.marks.len() / 64)?;
        self.marks.push(mark);
        Ok(())
    }

    fn draw(&mut self, name: &Name<'_>, resources: &Resources<'_>, state: &State, depth: usize) -> Result<(), Fault> {
        self.budget.step(resources.x_objects.data().len() as u64 / 64)?;
        let Some(stream) = resources.get_x_object(name) else { return Ok(()) };
        let dict = stream.dict();
        match dict.get::<Name<'_>>(b"Subtype").as_ref().map(|name| name.as_ref()) {
            Some(b"Image") => self.shows.pictures = true,
            // A form that draws itself ends here.
            Some(b"Form") if depth < DEEPEST_FORM => {
                let Some(content) = decode(&stream, self.budget)? else { return Ok(()) };
                let own = dict.get::<Dict<'_>>(b"Resources").map(Resources::new);
                let matrix: Vec<f64> = dict
                    .get::<Array<'_>>(b"Matrix")
                    .map(|matrix| matrix.iter::<f64>().take(6).collect())
                    .unwrap_or_default();
                let matrix = Matrix::try_from(matrix).unwrap_or(IDENTITY);
                let state = State { ctm: concat(matrix, state.ctm), ..state.clone() };
                let open = self.marks.len();
                self.run(&content, own.as_ref().unwrap_or(resources), state, depth + 1)?;
                self.marks.truncate(open);
            }
            _ => {}
        }
        Ok(())
    }

    fn font(&mut self, name: &Name<'_>, resources: &Resources<'_>) -> Result<Option<Rc<Font>>, Fault> {
        self.budget.step(resources.fonts.data().len() as u64 / 64)?;
        let Some(dict) = resources.get_font(name) else { return Ok(None) };
        let place = (dict.data().as_ptr() as usize, dict.data().len());
        if let Some(font) = self.fonts.fonts.get(&place) {
            return Ok(Some(Rc::clone(font)));
        }
        let font = Rc::new(Font::read(&dict, self.budget)?);
        self.fonts.fonts.insert(place, Rc::clone(&font));
        Ok(Some(font))
    }

    fn show_all(&mut self, array: &Array<'_>, state: &State, text: &mut Matrix) -> Result<(), Fault> {
        for object in array.iter::<Object<'_>>() {
            match object {
                Object::String(string) => self.show(&string, state, text)?,
                Object::Number(number) => {
                    let back = -number.as_f64() / 1_000.0 * state.size;
                    let vertical = state.font.as_ref().is_some_and(|font| font.vertical);
                    let by = if vertical { [0.0, back] } else { [back * state.scale, 0.0] };
                    *text = concat([1.0, 0.0, 0.0, 1.0, by[0], by[1]], *text);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn show(&mut self, string: &PdfString<'_>, state: &State, text: &mut Matrix) -> Result<(), Fault> {
        let Some(font) = state.font.clone() else { return Ok(()) };
        self.budget.step(string.as_bytes().len() as u64)?;
        let hidden = self.marks.iter().any(|mark| matches!(mark, Mark::Furniture));
        font.codes(string.as_bytes(), |code| {
            let shape = [state.size * state.scale, 0.0, 0.0, state.size, 0.0, state.rise];
            let place = concat(concat(shape, *text), state.ctm);
            let spacing = state.char_space + if code.is_space { state.word_space } else { 0.0 };
            let by = if font.vertical {
                [0.0, -state.size + spacing]
            } else {
                [(code.width * state.size + spacing) * state.scale, 0.0]
            };
            *text = concat([1.0, 0.0, 0.0, 1.0, by[0], by[1]], *text);
            if !hidden {
                self.place(code.shown, place, code.width, font.vertical);
            }
        });
        Ok(())
    }

    /// Notes a glyph. Of a text that stands for several glyphs, the first takes all characters.
    fn place(&mut self, shown: Shown, place: Matrix, width: f64, vertical: bool) {
        let replaced = self.marks.iter_mut().rev().find_map(|mark| match mark {
            Mark::Text(text) => Some(text.take().unwrap_or_default()),
            _ => None,
        });
        let shown = replaced.map_or(shown, Shown::Text);
        let [a, b, c, d, e, f] = place;
        let (along, across) = (a.hypot(b), c.hypot(d));
        let (dx, dy) = if vertical { (-c, -d) } else { (a, b) };
        let straight = 0.06 * dx.hypot(dy);
        let quarter = match (dx.abs() < straight, dy.abs() < straight) {
            (false, true) => Some(if dx > 0.0 { 0 } else { 2 }),
            (true, false) => Some(if dy > 0.0 { 1 } else { 3 }),
            _ => None,
        };
        let glyph = Glyph {
            char: '\u{fffd}',
            x: e as f32,
            y: f as f32,
            width: if vertical { across } else { width * along } as f32,
            size: across as f32,
        };
        match shown {
            Shown::Char(char) => self.placed.push(Placed { glyph: Glyph { char, ..glyph }, quarter }),
            Shown::Text(text) => {
                for (index, char) in text.chars().enumerate() {
                    let part = Glyph { char, width: if index == 0 { glyph.width } else { 0.0 }, ..glyph };
                    // Later characters of a ligature stand behind the first.
                    let x = if index == 0 { glyph.x } else { glyph.x + glyph.width };
                    self.placed.push(Placed { glyph: Glyph { x, ..part }, quarter });
                }
            }
            Shown::Unknown => {
                self.shows.unknown += 1;
                self.placed.push(Placed { glyph, quarter });
            }
        }
    }

    /// Turns the page so that most of its text runs to the right, and leaves out what runs otherwise.
    fn finish(mut self, width: f64, height: f64) -> Shows {
        let (width, height) = (width as f32, height as f32);
        let on_page = |g: &Glyph| g.x > -width && g.x < 2.0 * width && g.y > -0.5 * height && g.y < 1.5 * height;
        self.placed.retain(|placed| on_page(&placed.glyph) && !placed.glyph.char.is_control());
        let mut counts = [0_usize; 4];
        for quarter in self.placed.iter().filter_map(|placed| placed.quarter) {
            counts[usize::from(quarter)] += 1;
        }
        // Of equal counts the first: to the right.
        let most = (0..4).rev().max_by_key(|quarter| counts[*quarter]).unwrap_or(0);
        for Placed { glyph, quarter } in self.placed {
            if quarter.map(usize::from) != Some(most) {
                self.shows.aslant += usize::from(!glyph.char.is_whitespace());
                continue;
            }
            let (x, y) = match most {
                1 => (glyph.y, width - glyph.x),
                2 => (width - glyph.x, height - glyph.y),
                3 => (height - glyph.y, glyph.x),
                _ => (glyph.x, glyph.y),
            };
            self.shows.glyphs.push(Glyph { x, y, ..glyph });
        }
        self.shows
    }
}

/// What begins with `BDC`.
fn marked(tag: Option<&Name<'_>>, properties: Option<&Object<'_>>, resources: &Resources<'_>) -> Mark {
    let dict = match properties {
        Some(Object::Dict(dict)) => Some(dict.clone()),
        Some(Object::Name(name)) => resources.properties.get::<Dict<'_>>(name.as_ref()),
        _ => None,
    };
    let Some(dict) = dict else { return Mark::Plain };
    if tag.is_some_and(|tag| tag.as_ref() == b"Artifact")
        && dict.get::<Name<'_>>(b"Type").is_some_and(|kind| kind.as_ref() == b"Pagination")
    {
        return Mark::Furniture;
    }
    match dict.get::<PdfString<'_>>(b"ActualText") {
        Some(text) => Mark::Text(Some(text_string(text.as_bytes()))),
        None => Mark::Plain,
    }
}

/// A text string: UTF-16 or UTF-8 with its mark, otherwise the document encoding, which is nearly Latin 1.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
