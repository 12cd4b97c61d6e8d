//! `styles.xml`: what a paragraph or a run inherits: its list, whether it is hidden.

use std::collections::HashMap;

use super::lists::value;
use crate::xml::Element;

/// How many styles one may be based on, each on the next.
const CHAIN: usize = 32;

#[derive(Debug, Default)]
struct Style {
    base: Option<String>,
    num: Option<String>,
    level: Option<usize>,
    hidden: Option<bool>,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The paragraph style that holds where none is named.
    default: Option<String>,
}

impl Styles {
    pub fn read(root: &Element) -> Self {
        let mut all = Self::default();
        for style in root.all("style") {
            let Some(id) = style.attribute("styleId") else { continue };
            let numbering = style.at(&["pPr", "numPr"]);
            let read = Style {
                base: value(style, "basedOn").map(str::to_owned),
                num: numbering.and_then(|n| value(n, "numId")).map(str::to_owned),
                level: numbering.and_then(|n| value(n, "ilvl")).and_then(|level| level.parse().ok()),
                hidden: style.child("rPr").and_then(|r| is_on(r.child("vanish"))),
            };
            if style.attribute("type") == Some("paragraph") && is_true(style.attribute("default")) {
                all.default = Some(id.to_owned());
            }
            all.styles.insert(id.to_owned(), read);
        }
        all
    }

    /// The style of a paragraph.
    pub fn of<'s>(&'s self, properties: Option<&'s Element>) -> Option<&'s str> {
        properties.and_then(|p| value(p, "pStyle")).or(self.default.as_deref())
    }

    /// The list that a style belongs to.
    pub fn num_of(&self, style: &str) -> Option<&str> {
        self.first(style, |style| style.num.as_deref())
    }

    /// The level of its list that a style stands for.
    pub fn level_of(&self, style: &str) -> Option<usize> {
        self.first(style, |style| style.level)
    }

    /// Whether a style hides its text; none when it says nothing about that.
    pub fn hides(&self, style: &str) -> Option<bool> {
        self.first(style, |style| style.hidden)
    }

    /// What a style, or the nearest it is based on, says.
    fn first<'s, T>(&'s self, style: &str, says: impl Fn(&'s Style) -> Option<T>) -> Option<T> {
        let mut at = self.styles.get(style);
        for _ in 0..CHAIN {
            let style = at?;
            if let Some(said) = says(style) {
                return Some(said);
            }
            at = self.styles.get(style.base.as_deref()?);
        }
        None
    }
}

/// Whether a property that is on or off is on; none when it is not there.
pub(super) fn is_on(property: Option<&Element>) -> Option<bool> {
    property.map(|property| property.attribute("val").is_none_or(|val| is_true(Some(val))))
}

fn is_true(value: Option<&str>) -> bool {
    value.is_some_and(|value| !matches!(value, "0" | "false" | "off"))
}
