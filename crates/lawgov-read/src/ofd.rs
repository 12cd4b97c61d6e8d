//! OFD (GB/T 33190): the text of its pages in reading order.
//!
//! A container of XML parts: `OFD.xml` names documents, a document its pages, a page its objects. A text object says
//! where each of its characters stands, in millimetres; `layout` makes lines and paragraphs of them, as for PDF. Left
//! out: templates (what all pages share), annotations, seals, invisible objects, text that runs aslant.

use crate::Content;
use crate::container::{Container, resolve};
use crate::error::Fault;
use crate::layout::{self, Glyph, Page};
use crate::limits::Budget;
use crate::note::Note;
use crate::xml::{self, Element, Node};

const ROOT: &str = "OFD.xml";
/// Width and height of a page that does not say (A4), in millimetres.
const A4: (f32, f32) = (210.0, 297.0);

pub(crate) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Content, Fault> {
    let mut file = Container::open(bytes, budget)?;
    if file.holds("Encryptions.xml") || file.holds("EncryptInfo.xml") {
        return Err(Fault::Encrypted);
    }
    let root = parsed(&mut file, ROOT, budget)?;
    let mut reader = Reader { file, budget, pages: Vec::new(), pictures: 0, aslant: 0 };
    for body in root.all("DocBody") {
        let (part, document) = reader.document(body)?;
        reader.pages_of(&part, &document)?;
    }
    let Reader { budget, pages, pictures, aslant, .. } = reader;
    if pictures > 0 && pictures == pages.len() {
        return Err(Fault::NoTextLayer);
    }
    let mut notes = Vec::new();
    if pictures > 0 {
        notes.push(Note::PicturePages { count: pictures });
    }
    if aslant > 0 {
        notes.push(Note::AslantText { count: aslant });
    }
    Ok(Content { text: layout::text(pages, budget)?, notes, ..Content::default() })
}

fn parsed(file: &mut Container<'_>, part: &str, budget: &mut Budget) -> Result<Element, Fault> {
    let bytes = file.part(part, budget)?.ok_or_else(|| Fault::Damaged { part: part.to_owned() })?;
    xml::parse(&bytes, part, budget)
}

struct Reader<'f, 'b> {
    file: Container<'f>,
    budget: &'b mut Budget,
    pages: Vec<Page>,
    /// Pages of pictures alone.
    pictures: usize,
    /// Characters left out.
    aslant: usize,
}

/// What the objects of a page show.
#[derive(Default)]
struct Shows {
    glyphs: Vec<Glyph>,
    picture: bool,
}

impl Reader<'_, '_> {
    /// The document of a body, in the version that counts, with the name of its part.
    fn document(&mut self, body: &Element) -> Result<(String, Element), Fault> {
        let versions = body.child("Versions").into_iter().flat_map(|versions| versions.all("Version"));
        let current = versions.filter(|version| version.attribute("Current") == Some("true")).last();
        let named = match current.and_then(|version| version.attribute("BaseLoc")) {
            Some(version) => {
                let part = resolve(ROOT, version);
                let root = parsed(&mut self.file, &part, self.budget)?;
                root.child("DocRoot").map(|root| resolve(&part, &text(root)))
            }
            None => None,
        };
        let named = named.or_else(|| body.child("DocRoot").map(|root| resolve(ROOT, &text(root))));
        let part = named.ok_or_else(|| Fault::Damaged { part: ROOT.to_owned() })?;
        let document = parsed(&mut self.file, &part, self.budget)?;
        Ok((part, document))
    }

    fn pages_of(&mut self, part: &str, document: &Element) -> Result<(), Fault> {
        let common = document.at(&["CommonData", "PageArea"]).and_then(area);
        let pages = document.child("Pages").into_iter().flat_map(|pages| pages.all("Page"));
        for place in pages.filter_map(|page| page.attribute("BaseLoc")) {
            self.budget.entries(self.pages.len())?;
            let page = parsed(&mut self.file, &resolve(part, place), self.budget)?;
            let (width, height) = page.child("Area").and_then(area).or(common).unwrap_or(A4);
            let mut shows = Shows::default();
            for layer in page.child("Content").into_iter().flat_map(|content| content.all("Layer")) {
                self.objects(layer, &mut shows)?;
            }
            let has_text = shows.glyphs.iter().any(|glyph| !glyph.char.is_whitespace());
            self.pictures += usize::from(shows.picture && !has_text);
            self.pages.push(Page { width, height, glyphs: shows.glyphs });
        }
        Ok(())
    }

    /// The objects of a layer or a block. Blocks nest no deeper than the budget let the XML nest.
    fn objects(&mut self, block: &Element, shows: &mut Shows) -> Result<(), Fault> {
        for object in block.elements() {
            self.budget.step(1)?;
            match &*object.name {
                _ if object.attribute("Visible") == Some("false") => {}
                "TextObject" => self.text_object(object, shows)?,
                "PageBlock" => self.objects(object, shows)?,
                "ImageObject" => shows.picture = true,
                _ => {}
            }
        }
        Ok(())
    }

    fn text_object(&mut self, object: &Element, shows: &mut Shows) -> Result<(), Fault> {
        let boundary = numbers(object.attribute("Boundary"));
        let (left, top) = (at(&boundary, 0, 0.0), at(&boundary, 1, 0.0));
        let ctm = numbers(object.attribute("CTM"));
        let ctm = <[f32; 6]>::try_from(ctm).unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        let [a, b, c, d, e, f] = ctm;
        let size = at(&numbers(object.attribute("Size")), 0, 0.0);
        let stretch = at(&numbers(object.attribute("HScale")), 0, 1.0);
        let straight = a > 0.0 && b.abs() < 0.06 * a;
        let (mut x, mut y) = (0.0, 0.0);
        for code in object.all("TextCode") {
            x = at(&numbers(code.attribute("X")), 0, x);
            y = at(&numbers(code.attribute("Y")), 0, y);
            let text = text(code);
            self.budget.step(text.len() as u64 + 1)?;
            let count = text.chars().count();
            let right = deltas(code.attribute("DeltaX"), count);
            let down = deltas(code.attribute("DeltaY"), count);
            for (index, char) in text.chars().enumerate() {
                let natural = size * stretch * if char.is_ascii() { 0.5 } else { 1.0 };
                // Without a single distance a program means the width of the character.
                let step = right.get(index).copied();
                let advance = step.unwrap_or(if right.is_empty() && down.is_empty() { natural } else { 0.0 });
                if !straight {
                    self.aslant += usize::from(!char.is_whitespace());
                } else if !char.is_control() {
                    let width = step.filter(|step| *step > 0.0).map_or(natural, |step| step.min(1.2 * natural));
                    shows.glyphs.push(Glyph {
                        char,
                        x: left + a * x + c * y + e,
                        y: top + b * x + d * y + f,
                        width: width * a,
                        size: size * c.hypot(d),
                    });
                }
                x += advance;
                y += down.get(index).copied().unwrap_or(0.0);
            }
        }
        Ok(())
    }
}

/// The size of a page.
fn area(area: &Element) -> Option<(f32, f32)> {
    let sides = numbers(area.child("PhysicalBox").map(text).as_deref());
    sides.get(2).copied().zip(sides.get(3).copied()).filter(|(width, height)| *width > 0.0 && *height > 0.0)
}

fn text(element: &Element) -> String {
    let parts = element.nodes.iter().filter_map(|node| match node {
        Node::Text(text) => Some(text.as_str()),
        Node::Element(_) => None,
    });
    let text: String = parts.collect();
    // Only what stands between the tags on one line is text: some programs indent.
    text.trim_matches(['\r', '\n', '\t']).to_owned()
}

fn numbers(list: Option<&str>) -> Vec<f32> {
    list.unwrap_or_default().split_whitespace().map_while(|number| number.parse().ok()).collect()
}

fn at(list: &[f32], index: usize, otherwise: f32) -> f32 {
    list.get(index).copied().filter(|number| number.is_finite()).unwrap_or(otherwise)
}

/// Distances between characters; `g 3 2.5` is three times 2.5. No more of them than characters.
fn deltas(list: Option<&str>, most: usize) -> Vec<f32> {
    let mut deltas = Vec::new();
    let mut words = list.unwrap_or_default().split_whitespace();
    while let Some(word) = words.next() {
        let (count, distance) = if word == "g" {
            (words.next().and_then(|count| count.parse().ok()).unwrap_or(0), words.next())
        } else {
            (1, Some(word))
        };
        let Some(distance) = distance.and_then(|distance| distance.parse::<f32>().ok()) else { break };
        deltas.extend(std::iter::repeat_n(distance, count.min(most - deltas.len().min(most))));
    }
    deltas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_written_short() {
        assert_eq!(deltas(Some("1 g 2 2.5 3"), 9), [1.0, 2.5, 2.5, 3.0]);
        assert_eq!(deltas(Some("g 4000000000 1"), 2), [1.0, 1.0]);
        assert_eq!(deltas(Some("g"), 2), [] as [f32; 0]);
        assert_eq!(deltas(None, 2), [] as [f32; 0]);
    }
}
