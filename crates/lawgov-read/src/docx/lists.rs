//! `numbering.xml`: which list a paragraph belongs to and the number it shows.
//!
//! A paragraph names a `num`, itself or by its style. A `num` uses an `abstractNum` and may override levels and starts.
//! All `num`s of one `abstractNum` count together, until one of them restarts it.

use std::collections::{HashMap, HashSet};

use super::styles::{Styles, is_on};
use crate::numbering::{Counters, LEVELS, Level, Style};
use crate::xml::{Element, Space};

/// A level with what only docx knows of it.
#[derive(Clone, Debug)]
struct Rung {
    level: Level,
    /// Shows nothing: a bullet, which says nothing, or a hidden number.
    silent: bool,
    /// The paragraph style that stands for this level.
    style: Option<String>,
}

#[derive(Debug, Default)]
struct Num {
    /// Which list it counts in.
    list: u32,
    rungs: Vec<Rung>,
    starts: HashMap<usize, u32>,
}

/// All lists of a document, and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    nums: HashMap<String, Num>,
    counters: Counters,
    restarted: HashSet<(String, usize)>,
}

impl Lists {
    pub fn read(root: &Element, styles: &Styles) -> Self {
        let abstracts: HashMap<&str, (u32, &Element)> = root
            .all("abstractNum")
            .zip(0..)
            .filter_map(|(list, number)| Some((list.attribute("abstractNumId")?, (number, list))))
            .collect();
        let named: HashMap<&str, &Element> =
            root.all("num").filter_map(|num| Some((num.attribute("numId")?, num))).collect();
        // An abstract list may only point to the one that a list style uses.
        let list_of = |num: &Element| {
            let list = *abstracts.get(value(num, "abstractNumId")?)?;
            let linked = value(list.1, "numStyleLink").and_then(|style| styles.num_of(style));
            let linked = linked.and_then(|id| abstracts.get(value(named.get(id)?, "abstractNumId")?));
            Some(*linked.unwrap_or(&list))
        };
        let mut nums = HashMap::new();
        for (id, num) in &named {
            let Some((list, levels)) = list_of(num) else { continue };
            let mut own = Num { list, ..Num::default() };
            own.rungs = (0..LEVELS).map(|_| Rung::plain()).collect();
            levels.all("lvl").for_each(|lvl| own.set(lvl));
            for over in num.all("lvlOverride") {
                over.all("lvl").for_each(|lvl| own.set(lvl));
                let level = over.attribute("ilvl").and_then(|level| level.parse::<usize>().ok());
                let start = value(over, "startOverride").and_then(|start| start.parse().ok());
                own.starts.extend(level.zip(start));
            }
            nums.insert((*id).to_owned(), own);
        }
        Self { nums, ..Self::default() }
    }

    /// Counts a paragraph and gives the number it shows; empty when it has none.
    pub fn label(&mut self, properties: Option<&Element>, style: Option<&str>, styles: &Styles) -> String {
        let direct = properties.and_then(|p| p.child("numPr"));
        let own = direct.and_then(|n| value(n, "numId"));
        let Some(id) = own.or_else(|| style.and_then(|style| styles.num_of(style))) else { return String::new() };
        let Some(num) = self.nums.get(id) else { return String::new() };
        let by_style = || {
            let style = style?;
            let stands = num.rungs.iter().position(|rung| rung.style.as_deref() == Some(style));
            stands.or_else(|| styles.level_of(style))
        };
        let asked = direct.and_then(|n| value(n, "ilvl")).and_then(|level| level.parse().ok());
        let level = asked.or_else(by_style).unwrap_or(0).min(LEVELS - 1);
        if let Some(&start) = num.starts.get(&level)
            && self.restarted.insert((id.to_owned(), level))
        {
            self.counters.restart(num.list, level, start);
        }
        let levels: Vec<Level> = num.rungs.iter().map(|rung| rung.level.clone()).collect();
        let label = self.counters.label(num.list, level, &levels);
        if num.rungs.get(level).is_some_and(|rung| rung.silent) { String::new() } else { label }
    }
}

impl Num {
    fn set(&mut self, lvl: &Element) {
        let at = lvl.attribute("ilvl").and_then(|level| level.parse::<usize>().ok());
        if let Some(slot) = at.and_then(|at| self.rungs.get_mut(at)) {
            *slot = Rung::read(lvl);
        }
    }
}

impl Rung {
    fn plain() -> Self {
        let level = Level { start: 1, style: Style::of_name("decimal"), text: Vec::new(), restart: None, legal: false };
        Self { level, silent: true, style: None }
    }

    fn read(lvl: &Element) -> Self {
        // A format newer than Word 2007 comes with one that older programs know.
        let older = || {
            let choice = lvl.elements().find(|e| e.space == Space::Compatibility)?;
            choice.at(&["Fallback", "numFmt"])?.attribute("val")
        };
        let format = value(lvl, "numFmt").or_else(older).unwrap_or("decimal");
        let text = value(lvl, "lvlText").unwrap_or_default();
        let level = Level {
            start: value(lvl, "start").and_then(|start| start.parse().ok()).unwrap_or(0),
            style: Style::of_name(format),
            text: Level::parts(text),
            restart: value(lvl, "lvlRestart").and_then(|level| level.parse().ok()),
            legal: is_on(lvl.child("isLgl")).unwrap_or(false),
        };
        let hidden = lvl.child("rPr").and_then(|properties| is_on(properties.child("vanish"))).unwrap_or(false);
        Self { level, silent: format == "bullet" || hidden, style: value(lvl, "pStyle").map(str::to_owned) }
    }
}

/// The `val` of a child.
pub(super) fn value<'e>(element: &'e Element, child: &str) -> Option<&'e str> {
    element.child(child)?.attribute("val")
}
