//! The tree of a page as the lines that a browser shows.

use std::collections::BTreeMap;
use std::mem::take;

use ego_tree::{NodeId, NodeRef};
use lawgov::begins_with_number;
use once_cell::sync::Lazy;
use scraper::node::Element;
use scraper::{Html, Node};

use crate::error::Fault;
use crate::format::rows;
use crate::limits::Budget;
use crate::numbering::{Style, labelled};
use crate::row;

/// A line of a page.
#[derive(Debug)]
pub(super) struct Line {
    pub text: String,
    /// How many of its characters are links.
    pub linked: usize,
    /// The block that it stands in.
    pub node: NodeId,
    /// Whether it is a heading of the page.
    pub is_heading: bool,
    /// Whether it belongs to the page's furniture.
    pub is_aside: bool,
}

/// What an element is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Inline,
    Block,
    Never,
    Furniture,
}

static ROLES: Lazy<Vec<(&'static str, Role)>> = Lazy::new(|| {
    let mut roles: Vec<_> = rows(include_str!("../../data/html_tags.tsv"))
        .map(|row| {
            let role = match row[1] {
                "block" => Role::Block,
                "never" => Role::Never,
                _ => Role::Furniture,
            };
            (row[0], role)
        })
        .collect();
    roles.sort_unstable_by_key(|(tag, _)| *tag);
    roles
});

/// Classes by which common style sheets hide an element.
const HIDING: [&str; 5] = ["hidden", "hide", "d-none", "sr-only", "visually-hidden"];

pub(super) fn role(element: &Element) -> Role {
    ROLES.binary_search_by_key(&element.name(), |(tag, _)| tag).map_or(Role::Inline, |at| ROLES[at].1)
}

/// The lines of a page; without what it hides, if asked.
pub(super) fn of(page: &Html, hide: bool, budget: &mut Budget) -> Result<Vec<Line>, Fault> {
    let root = page.tree.root();
    let mut writer = Writer {
        hide,
        budget,
        depth: 0,
        lines: Vec::new(),
        open: String::new(),
        linked: 0,
        gap: Gap::None,
        label: String::new(),
        lists: Vec::new(),
        tables: Vec::new(),
        place: Place { node: root.id(), is_link: false, is_heading: false, is_plain: false },
    };
    writer.node(root)?;
    writer.end_line();
    Ok(writer.lines)
}

/// Blanks that wait for the next character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    Blank,
    /// A line of the source ends: between Chinese characters no browser should show that (CSS Text 3, 4.1.3).
    Break,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    node: NodeId,
    is_link: bool,
    is_heading: bool,
    /// Blanks and line ends count, as in `<pre>`.
    is_plain: bool,
}

/// A numbered list: its next number and how it is written.
#[derive(Debug)]
struct List {
    next: i64,
    style: Option<&'static Style>,
}

/// Cells that reach into the next rows: by their column, for how many rows, how wide.
type Reaching = BTreeMap<usize, (usize, usize)>;

struct Writer<'b> {
    hide: bool,
    budget: &'b mut Budget,
    depth: usize,
    lines: Vec<Line>,
    open: String,
    linked: usize,
    gap: Gap,
    /// The number of a list that waits for its item's first line.
    label: String,
    lists: Vec<List>,
    tables: Vec<Reaching>,
    place: Place,
}

impl Writer<'_> {
    fn node(&mut self, node: NodeRef<Node>) -> Result<(), Fault> {
        self.budget.step(1)?;
        self.depth += 1;
        self.budget.depth(self.depth)?;
        match node.value() {
            Node::Text(text) => self.say(text),
            Node::Element(element) => self.element(node, element)?,
            Node::Document | Node::Fragment => self.inside(node)?,
            _ => {}
        }
        self.depth -= 1;
        Ok(())
    }

    fn inside(&mut self, node: NodeRef<Node>) -> Result<(), Fault> {
        node.children().try_for_each(|child| self.node(child))
    }

    fn element(&mut self, node: NodeRef<Node>, element: &Element) -> Result<(), Fault> {
        let role = role(element);
        let style = element.attr("style").unwrap_or_default();
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        if role == Role::Never || (self.hide && is_hidden(element, &style)) {
            return Ok(());
        }
        if element.name() == "br" {
            self.end_line();
            return Ok(());
        }
        if style.contains("mso-list:ignore") {
            // The number that Word wrote before a paragraph, and the blanks that it drew as a tab.
            let number: String = node.descendants().filter_map(|n| n.value().as_text().map(|t| &**t)).collect();
            self.say(number.trim());
            return Ok(());
        }
        let before = self.place;
        self.place.is_link |= element.name() == "a" && element.attr("href").is_some();
        self.place.is_plain |= element.name() == "pre" || style.contains("white-space:pre");
        if matches!(element.name(), "h1" | "h2" | "h3" | "h4") {
            self.place.is_heading = true;
        }
        if role == Role::Inline {
            self.inside(node)?;
        } else {
            self.end_line();
            self.place.node = node.id();
            self.block(node, element, &style)?;
            self.end_line();
        }
        self.place = before;
        Ok(())
    }

    fn block(&mut self, node: NodeRef<Node>, element: &Element, style: &str) -> Result<(), Fault> {
        match element.name() {
            "ol" | "ul" => {
                self.lists.push(List::of(element, style));
                self.inside(node)?;
                self.lists.pop();
            }
            "li" => {
                self.label = self.lists.last_mut().map(|list| list.count(element)).unwrap_or_default();
                self.inside(node)?;
                self.end_line();
                self.label.clear();
            }
            "table" => {
                self.tables.push(Reaching::new());
                self.inside(node)?;
                self.end_line();
                self.tables.pop();
            }
            "tr" => self.row(node)?,
            _ => self.inside(node)?,
        }
        Ok(())
    }

    fn row(&mut self, row: NodeRef<Node>) -> Result<(), Fault> {
        let above = take(&mut self.lines);
        let mut reaching = self.tables.last_mut().map(take).unwrap_or_default();
        let mut next = Reaching::new();
        let mut cells: Vec<Vec<Line>> = Vec::new();
        let mut column = 0;
        for child in row.children() {
            while let Some((rows, width)) = reaching.remove(&column) {
                cells.push(Vec::new());
                if rows > 1 {
                    next.insert(column, (rows - 1, width));
                }
                column += width;
            }
            let Some(cell) = child.value().as_element().filter(|e| matches!(e.name(), "td" | "th")) else { continue };
            let span = |name| cell.attr(name).and_then(|n| n.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, 1000);
            self.node(child)?;
            self.end_line();
            cells.push(take(&mut self.lines));
            if span("rowspan") > 1 {
                next.insert(column, (span("rowspan") - 1, span("colspan")));
            }
            column += span("colspan");
        }
        if let Some(table) = self.tables.last_mut() {
            *table = next;
        }
        self.lines = above;
        let texts: Vec<Vec<&str>> = cells.iter().map(|c| c.iter().map(|line| line.text.as_str()).collect()).collect();
        if row::is_layout(&texts) {
            self.lines.extend(cells.into_iter().flatten());
            return Ok(());
        }
        let text = row::joined(&texts);
        let linked = cells.iter().flatten().map(|line| line.linked).sum();
        if !text.trim().is_empty() {
            self.lines.push(Line { text, linked, node: row.id(), is_heading: false, is_aside: false });
        }
        Ok(())
    }

    fn say(&mut self, text: &str) {
        for c in text.chars() {
            if self.place.is_plain {
                match c {
                    '\n' => self.end_line(),
                    '\r' => {}
                    c => self.open.push(c),
                }
                continue;
            }
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.gap = if c == '\n' || self.gap == Gap::Break { Gap::Break } else { Gap::Blank };
                continue;
            }
            if let Some(last) = self.open.chars().next_back()
                && (self.gap == Gap::Blank || (self.gap == Gap::Break && !(is_wide(last) && is_wide(c))))
            {
                self.open.push(' ');
            }
            self.gap = Gap::None;
            self.open.push(c);
            self.linked += usize::from(self.place.is_link);
        }
    }

    fn end_line(&mut self) {
        self.gap = Gap::None;
        let linked = take(&mut self.linked);
        let text = take(&mut self.open);
        let text = text.trim_end_matches([' ', '\t']);
        if text.chars().all(char::is_whitespace) {
            return;
        }
        let label = take(&mut self.label);
        let text = if label.is_empty() || begins_with_number(text) { text.to_owned() } else { labelled(&label, text) };
        let Place { node, is_heading, .. } = self.place;
        self.lines.push(Line { text, linked, node, is_heading, is_aside: false });
    }
}

impl List {
    fn of(element: &Element, style: &str) -> Self {
        let start = element.attr("start").and_then(|n| n.trim().parse().ok()).unwrap_or(1);
        let named = match element.attr("type") {
            Some("a") => "lowerLetter",
            Some("A") => "upperLetter",
            Some("i") => "lowerRoman",
            Some("I") => "upperRoman",
            _ if style.contains("cjk") || style.contains("chinese") => "chineseCountingThousand",
            _ => "decimal",
        };
        let counts =
            element.name() == "ol" && !style.contains("list-style:none") && !style.contains("list-style-type:none");
        Self { next: start, style: counts.then(|| Style::of_name(named)) }
    }

    /// Counts an item and gives its number.
    fn count(&mut self, item: &Element) -> String {
        if let Some(value) = item.attr("value").and_then(|n| n.trim().parse().ok()) {
            self.next = value;
        }
        let number = self.next;
        self.next = self.next.saturating_add(1);
        let written = |style: &'static Style| Some((style, style.format(u32::try_from(number).ok()?)));
        match self.style.and_then(written) {
            Some((style, written)) if *style == *Style::of_name("chineseCountingThousand") => written + "、",
            Some((_, written)) => written + ".",
            None => String::new(),
        }
    }
}

fn is_hidden(element: &Element, style: &str) -> bool {
    let styled = ["display:none", "visibility:hidden", "mso-hide:all", "mso-element:comment"];
    element.attr("hidden").is_some()
        || styled.iter().any(|hiding| style.contains(hiding))
        || element.classes().any(|class| HIDING.contains(&class))
        // A deletion that Word tracked.
        || (element.name() == "del" && (element.attr("cite").is_some() || element.attr("datetime").is_some()))
}

/// Whether a character is Chinese, or punctuation as wide as one.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}
