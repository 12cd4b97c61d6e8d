//! Which lines of a page are the document that it carries.
//!
//! Prose decides: the smallest part of the page that holds nearly all of it. Prose said twice counts once, so that of
//! two copies of a text one is taken. What is named like furniture and holds little prose is none of it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use ego_tree::{NodeId, NodeRef};
use lawgov::{begins_with_number, is_report_title};
use once_cell::sync::Lazy;
use scraper::{Html, Node};

use super::fields::{self, Field};
use super::lines::{Line, Role, role};
use crate::error::Fault;
use crate::format::rows;
use crate::limits::Budget;

/// A line of fewer characters is no prose.
const PROSE: usize = 20;
/// A page with less prose carries no document.
const DOCUMENT: usize = 60;
/// Furniture holds less than this part of a page's prose, in percent.
const FURNITURE: usize = 30;
/// A part with this much of the prose holds the document, in percent.
const NEARLY_ALL: usize = 90;
/// So does one with this much, if the rest does not go on with the document.
const MOST: usize = 50;
/// How many lines behind the document may be its signature.
const SIGNATURE: usize = 3;
/// A signature's line has no more characters.
const SIGNED: usize = 40;
/// A title has at least this many characters; a line of it may have less.
const TITLE: usize = 8;

/// Words of furniture's classes and ids; whether they must be whole.
static NAMES: Lazy<Vec<(&'static str, bool)>> =
    Lazy::new(|| rows(include_str!("../../data/page_names.tsv")).map(|row| (row[0], row[1] == "is")).collect());

/// Finds the lines of the document; marks which lines are furniture.
pub(super) fn find(page: &Html, lines: &mut [Line], budget: &mut Budget) -> Result<Option<Range<usize>>, Fault> {
    let said = prose(lines);
    let raw = weigh(page, lines, &said, budget)?;
    let total = raw.get(&page.tree.root().id()).copied().unwrap_or(0);
    if total < DOCUMENT {
        return Ok(None);
    }
    let mut furniture: HashMap<NodeId, bool> = HashMap::new();
    for line in lines.iter_mut() {
        let mut at = page.tree.get(line.node);
        while let Some(node) = at {
            budget.step(1)?;
            let is_furniture = *furniture.entry(node.id()).or_insert_with(|| {
                let weight = raw.get(&node.id()).copied().unwrap_or(0);
                weight * 100 < total * FURNITURE && is_named_furniture(node)
            });
            line.is_aside |= is_furniture;
            at = node.parent();
        }
    }
    let said: Vec<usize> = said.iter().zip(lines.iter()).map(|(w, line)| if line.is_aside { 0 } else { *w }).collect();
    let weights = weigh(page, lines, &said, budget)?;
    let holder = descend(page, lines, &weights, budget)?;
    let first = lines.iter().position(|line| is_in(page, line, holder));
    let last = lines.iter().rposition(|line| is_in(page, line, holder));
    budget.step(lines.len() as u64)?;
    Ok(first.zip(last).map(|(first, last)| first..signed(lines, last + 1)))
}

/// The characters of prose in each line; none where the same was said before.
fn prose(lines: &[Line]) -> Vec<usize> {
    let mut known = HashSet::new();
    let weight = |line: &Line| {
        let length = line.text.chars().filter(|c| !c.is_whitespace()).count();
        let is_prose = length >= PROSE && line.linked * 2 < length && line.text.contains(['。', '，', '；', '、']);
        if is_prose && known.insert(squeezed(&line.text)) { length } else { 0 }
    };
    lines.iter().map(weight).collect()
}

/// The prose that each part of a page holds.
fn weigh(page: &Html, lines: &[Line], said: &[usize], budget: &mut Budget) -> Result<HashMap<NodeId, usize>, Fault> {
    let mut weights = HashMap::new();
    for (line, weight) in lines.iter().zip(said).filter(|(_, weight)| **weight > 0) {
        let mut at = page.tree.get(line.node);
        while let Some(node) = at {
            budget.step(1)?;
            *weights.entry(node.id()).or_default() += weight;
            at = node.parent();
        }
    }
    Ok(weights)
}

/// The smallest part that holds nearly all prose.
fn descend(
    page: &Html,
    lines: &[Line],
    weights: &HashMap<NodeId, usize>,
    budget: &mut Budget,
) -> Result<NodeId, Fault> {
    let weight = |node: NodeId| weights.get(&node).copied().unwrap_or(0);
    let mut at = page.tree.root();
    loop {
        budget.step(at.children().count() as u64)?;
        let Some(best) = at.children().filter(|c| c.value().is_element()).max_by_key(|c| weight(c.id())) else { break };
        let (whole, part) = (weight(at.id()), weight(best.id()));
        let nearly_all = part * 100 >= whole * NEARLY_ALL;
        if !nearly_all {
            let most = part * 100 >= whole * MOST;
            budget.step(lines.len() as u64)?;
            if !most || goes_on(page, lines, at.id(), best.id()) {
                break;
            }
        }
        // A paragraph is no part of a page, nor a row of values; a row that lays out the page is.
        let is_line = best.value().as_element().is_some_and(|e| matches!(e.name(), "p" | "li" | "tr"));
        if part == 0 || (is_line && lines.iter().filter(|line| is_in(page, line, best.id())).count() < 2) {
            break;
        }
        at = best;
    }
    Ok(at.id())
}

/// Whether what stands in `whole` and not in `part` goes on with the document: it has numbered lines of its own.
fn goes_on(page: &Html, lines: &[Line], whole: NodeId, part: NodeId) -> bool {
    let known: HashSet<String> = lines.iter().filter(|l| is_in(page, l, part)).map(|l| squeezed(&l.text)).collect();
    lines.iter().any(|line| {
        let counts = !line.is_aside && line.linked == 0 && begins_with_number(&line.text);
        counts && is_in(page, line, whole) && !is_in(page, line, part) && !known.contains(&squeezed(&line.text))
    })
}

/// Whether a line stands in a part of the page.
fn is_in(page: &Html, line: &Line, part: NodeId) -> bool {
    let mut ancestors = page.tree.get(line.node).into_iter().flat_map(|node| node.ancestors());
    line.node == part || ancestors.any(|node| node.id() == part)
}

/// The end of the document with the signature that follows it: a few short lines, the last of them a date.
fn signed(lines: &[Line], end: usize) -> usize {
    let below = lines.get(end..).unwrap_or_default().iter().take(SIGNATURE);
    let short = below.take_while(|line| !line.is_aside && line.linked == 0 && line.text.chars().count() <= SIGNED);
    let dated = |line: &Line| {
        let text = squeezed(&line.text);
        text.ends_with('日') && text.contains('年') && text.contains('月') && !fields::is_fields(&line.text)
    };
    short.enumerate().filter(|(_, line)| dated(line)).map(|(i, _)| end + i + 1).last().unwrap_or(end)
}

fn is_named_furniture(node: NodeRef<Node>) -> bool {
    let Some(element) = node.value().as_element() else { return false };
    if role(element) == Role::Furniture {
        return true;
    }
    let names = [element.attr("class"), element.attr("id")];
    names.into_iter().flatten().flat_map(|names| names.split(|c: char| !c.is_alphanumeric())).any(|name| {
        let name = name.to_ascii_lowercase();
        NAMES.iter().any(|(known, whole)| if *whole { name == *known } else { name.starts_with(known) })
    })
}

/// The document as text: what the page says about it, its title, its lines.
pub(super) fn text(page: &Html, lines: &[Line], article: Range<usize>) -> String {
    let said = prose(lines);
    let body = article.clone().find(|&i| said[i] > 0 || begins_with_number(&lines[i].text)).unwrap_or(article.start);
    let last = article.clone().rfind(|&i| said[i] > 0).map_or(article.end, |i| i + 1);
    let is_field = |i: usize| fields::is_fields(&lines[i].text);
    let is_link = |i: usize| lines[i].linked * 10 >= lines[i].text.chars().count() * 6;
    let kept: Vec<usize> = article
        .clone()
        .filter(|&i| !lines[i].is_aside)
        .filter(|&i| (body..last).contains(&i) || !is_link(i))
        .filter(|&i| i >= body || !is_field(i))
        .collect();
    let mut out: Vec<String> = Vec::new();
    let beside = (0..lines.len()).filter(|i| *i < body || !article.contains(i));
    let below = |i: usize| lines.get(i + 1).map_or("", |line| line.text.as_str());
    let found = beside.flat_map(|i| {
        let pair = fields::of_lines(&lines[i].text, below(i));
        pair.map_or_else(|| fields::of_line(&lines[i].text), |pair| vec![pair])
    });
    let found = found.chain(fields::of_meta(page));
    let mut known: Vec<&str> = Vec::new();
    let found: Vec<Field> = found.collect();
    for field in &found {
        let wanted = matches!(field.name, "index" | "publisher" | "number" | "published");
        let says = field.name != "published" || field.value.contains(|c: char| c.is_ascii_digit());
        if wanted && says && !known.contains(&field.name) {
            known.push(field.name);
            out.push(format!("{}：{}", field.key, field.value));
        }
    }
    let head: Vec<usize> = kept.iter().copied().filter(|&i| i < body).collect();
    out.extend(title(page, lines, &found, &head, article.start));
    out.extend(kept.iter().map(|&i| lines[i].text.clone()));
    out.join("\n")
}

/// The lines of the title where the document itself, which begins with the lines of `head`, does not have it.
fn title(page: &Html, lines: &[Line], found: &[Field], head: &[usize], start: usize) -> Vec<String> {
    if head.iter().any(|&i| is_report_title(&lines[i].text)) {
        return Vec::new();
    }
    let head: String = head.iter().map(|&i| squeezed(&lines[i].text)).collect();
    let named = found.iter().find(|field| field.name == "title").map(|field| field.value.clone());
    let shown = page.tree.root().descendants().find(|n| n.value().as_element().is_some_and(|e| e.name() == "title"));
    let shown: String =
        shown.map(|n| n.descendants().filter_map(|t| t.value().as_text().map(|t| &**t)).collect()).unwrap_or_default();
    let known = [named.as_deref().unwrap_or_default(), &shown].map(squeezed);
    let above: Vec<&Line> = lines[..start].iter().filter(|line| !line.is_aside).collect();
    let is_of_title = |line: &&Line| {
        let text = squeezed(&line.text);
        text.chars().count() >= 4 && known.iter().any(|known| known.contains(&text))
    };
    let has = |candidate: &str| {
        let candidate = squeezed(candidate);
        head.contains(&candidate)
    };
    // The last lines above the document that the page's own title repeats.
    let end = above.iter().rposition(is_of_title).map_or(0, |i| i + 1);
    let first = above[..end].iter().rposition(|line| !is_of_title(line)).map_or(0, |i| i + 1);
    let group: Vec<String> = above[first..end].iter().map(|line| line.text.clone()).collect();
    let heading = above.iter().rev().find(|line| line.is_heading).map(|line| line.text.clone());
    let piece = shown.split(['_', '|', '-', '—', '–']).next().unwrap_or_default().trim().to_owned();
    let report = above.iter().rev().find(|line| is_report_title(&line.text)).map(|line| line.text.clone());
    let is_report = |lines: &Vec<String>| lines.iter().any(|line| is_report_title(line));
    let (group, repeated) = if is_report(&group) { (group, Vec::new()) } else { (Vec::new(), group) };
    let one = |line: Option<String>| line.into_iter().collect();
    let candidates: [Vec<String>; 6] = [group, one(report), repeated, one(heading), one(named), vec![piece]];
    let long = |c: &Vec<String>| c.iter().any(|line| line.chars().count() >= TITLE);
    if candidates.iter().filter(|c| long(c)).any(|c| c.iter().any(|line| has(line))) {
        return Vec::new();
    }
    candidates.into_iter().find(long).unwrap_or_default()
}

/// A text without its blanks.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
