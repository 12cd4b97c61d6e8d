//! XML as a tree, within the budget. Entities of a document's own are never expanded, so none can explode.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::error::Fault;
use crate::limits::Budget;

/// Which vocabulary a name belongs to, in the old namespaces as in those of strict files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// Word's own.
    Word,
    /// Alternatives for older programs.
    Compatibility,
    /// Formulas.
    Math,
    /// Any other.
    Other,
}

/// An element.
#[derive(Debug)]
pub(crate) struct Element {
    pub space: Space,
    /// Without prefix.
    pub name: Box<str>,
    /// By their names without prefix.
    attributes: Vec<(Box<str>, Box<str>)>,
    pub nodes: Vec<Node>,
}

/// What an element holds.
#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value)
    }

    /// The elements it holds.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Self> {
        self.elements().filter(move |element| *element.name == *name)
    }

    /// The first element of a name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| *element.name == *name)
    }

    /// The first element at the end of a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }
}

fn space(resolved: &ResolveResult) -> Space {
    let ResolveResult::Bound(namespace) = resolved else { return Space::Other };
    let name = namespace.as_ref();
    if name.contains("wordprocessingml") && name.ends_with("/main") {
        Space::Word
    } else if name.contains("markup-compatibility") {
        Space::Compatibility
    } else if name.ends_with("/math") {
        Space::Math
    } else {
        Space::Other
    }
}

/// Reads a part of a container; gives its root element.
pub(crate) fn parse(bytes: &[u8], part: &str, budget: &mut Budget) -> Result<Element, Fault> {
    let damaged = || Fault::Damaged { part: part.to_owned() };
    let (text, _) = crate::text::decoded(bytes).map_err(|_| damaged())?;
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open: Vec<Element> = Vec::new();
    loop {
        budget.step(1)?;
        let (resolved, event) = reader.read_resolved_event().map_err(|_| damaged())?;
        match event {
            Event::Start(tag) => {
                open.push(element(space(&resolved), &tag, budget).ok_or_else(damaged)??);
                budget.depth(open.len())?;
            }
            Event::Empty(tag) => {
                let element = element(space(&resolved), &tag, budget).ok_or_else(damaged)??;
                match open.last_mut() {
                    Some(parent) => parent.nodes.push(Node::Element(element)),
                    None => return Ok(element),
                }
            }
            Event::End(_) => {
                let element = open.pop().ok_or_else(damaged)?;
                match open.last_mut() {
                    Some(parent) => parent.nodes.push(Node::Element(element)),
                    None => return Ok(element),
                }
            }
            Event::Text(text) => add(&mut open, &text.xml10_content(), budget)?,
            Event::CData(text) => add(&mut open, &text.xml10_content(), budget)?,
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten();
                let named = || quick_xml::escape::resolve_xml_entity(&reference.xml10_content()).map(str::to_owned);
                if let Some(meant) = character.map(String::from).or_else(named) {
                    add(&mut open, &meant, budget)?;
                }
            }
            Event::Eof => return Err(damaged()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// An element without what it holds; none when its attributes are broken.
fn element(space: Space, tag: &BytesStart, budget: &mut Budget) -> Option<Result<Element, Fault>> {
    let mut attributes = Vec::new();
    let mut size = size_of::<Element>();
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.ok()?;
        // An entity that nobody knows stays as it is written.
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.unwrap_or_else(|_| attribute.value.clone());
        size += 32 + value.len();
        attributes.push((attribute.key.local_name().as_ref().into(), value.into()));
    }
    let name = tag.local_name().as_ref().into();
    Some(budget.expand(size as u64).map(|()| Element { space, name, attributes, nodes: Vec::new() }))
}

fn add(open: &mut [Element], text: &str, budget: &mut Budget) -> Result<(), Fault> {
    budget.expand(text.len() as u64)?;
    // Between the declaration and the root there is none.
    if let Some(Element { nodes, .. }) = open.last_mut() {
        match nodes.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => nodes.push(Node::Text(text.to_owned())),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    fn read(xml: &str, limits: Limits) -> Result<Element, Fault> {
        parse(xml.as_bytes(), "a.xml", &mut Budget::new(limits, 0)?)
    }

    #[test]
    fn names_texts_and_references() {
        let xml = "<?xml version='1.0'?><w:p xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main' w:a='&lt;甲'>\
                   1&#x4E00;&amp;<![CDATA[<2>]]><w:t/></w:p>";
        let root = read(xml, Limits::default()).expect("well-formed");
        assert_eq!((&*root.name, root.space, root.attribute("a")), ("p", Space::Word, Some("<甲")));
        assert!(matches!(&root.nodes[..], [Node::Text(text), Node::Element(_)] if text == "1一&<2>"));
    }

    #[test]
    fn entity_bombs_stay_small_and_depth_is_bounded() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;'>]><a x='&c;'>&c;</a>";
        let root = read(bomb, Limits::default()).expect("well-formed");
        assert!(root.nodes.is_empty());
        let deep = "<a>".repeat(1000);
        assert!(matches!(read(&deep, Limits::default()), Err(Fault::TooLarge { .. })));
        assert!(matches!(read("<a><b></a>", Limits::default()), Err(Fault::Damaged { .. })));
        let wide = format!("<a>{}</a>", "<b/>".repeat(1000));
        let little = Limits { expanded: 10_000, ..Limits::default() };
        assert!(matches!(read(&wide, little), Err(Fault::TooLarge { .. })));
    }
}
