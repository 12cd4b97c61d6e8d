//! What a page says about its document: 索引号：… 发布日期：…, in a line, a table or a `<meta>`.
//!
//! The keys are the core's, which reads the same lines in a plain text.

use lawgov::page_key;
use once_cell::sync::Lazy;
use scraper::{Html, Node};

use crate::format::rows;

/// Longest value that is kept.
const LONGEST: usize = 80;

/// A key and the mark behind it stand in so many characters.
const REACH: usize = 20;

/// A key of a page and its value, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// What it is, as the core calls it; empty for what nobody asks for.
    pub name: &'static str,
    pub key: String,
    pub value: String,
}

static META: Lazy<Vec<[&'static str; 3]>> =
    Lazy::new(|| rows(include_str!("../../data/page_meta.tsv")).map(|row| [row[0], row[1], row[2]]).collect());

/// Whether a line is made of keys and values.
pub(super) fn is_fields(line: &str) -> bool {
    let start = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '【' | '[' | '（' | '('));
    of_key(start).is_some()
}

/// The keys and values of a line. In a row of a table, a value is the next cell.
pub(super) fn of_line(line: &str) -> Vec<Field> {
    let mut keys: Vec<(usize, usize, String, &'static str)> = Vec::new();
    let mut fresh = true;
    for (at, c) in line.char_indices() {
        if fresh
            && keys.last().is_none_or(|(_, value, ..)| *value <= at)
            && let Some((key, value, name)) = of_key(&line[at..])
        {
            keys.push((at, at + value, key, name));
        }
        fresh = c.is_whitespace() || matches!(c, '|' | '【' | '[' | '（' | '(' | '】' | ']');
    }
    let ends = keys.iter().skip(1).map(|(at, ..)| *at).chain([line.len()]);
    let fields = keys.iter().zip(ends).map(|((_, from, key, name), end)| {
        let value = line.get(*from..end).unwrap_or_default();
        let value = value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '】' | ']' | '【' | '['));
        // A value ends at a wide gap or at the next cell.
        let value = value.split(['\t', '\u{3000}', '【', '|']).next().unwrap_or_default().trim();
        Field { name, key: key.clone(), value: value.chars().take(LONGEST).collect() }
    });
    fields.filter(|field| !field.value.is_empty()).collect()
}

/// The field of a line that is nothing but its key; the value is the line below.
pub(super) fn of_lines(line: &str, below: &str) -> Option<Field> {
    let (key, from, name) = of_key(line).or_else(|| of_key(&format!("{line}\t")))?;
    let alone = line.get(from..).is_none_or(|rest| rest.trim().is_empty());
    let value = below.trim();
    let holds = alone && !value.is_empty() && value.chars().count() <= LONGEST && !is_fields(value);
    holds.then(|| Field { name, key, value: value.to_owned() })
}

/// The key that a text begins with, where its value begins, and its name. A colon or the end of a cell must follow.
/// Keys are often spread over their cell: 文　　号.
fn of_key(text: &str) -> Option<(String, usize, &'static str)> {
    let is_blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{3000}');
    let tight: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !is_blank(*c)).take(REACH).collect();
    let squeezed: String = tight.iter().map(|(_, c)| c).collect();
    let (length, name) = page_key(&squeezed)?;
    let key = squeezed.get(..length)?;
    let (at, mark) = *tight.get(key.chars().count())?;
    matches!(mark, ':' | '：' | '\t').then(|| (key.to_owned(), at + mark.len_utf8(), name))
}

/// The fields of the page's `<meta>`s.
pub(super) fn of_meta(page: &Html) -> Vec<Field> {
    let elements = page.tree.values().filter_map(Node::as_element).filter(|e| e.name() == "meta");
    let read = |element: &scraper::node::Element| {
        let name = element.attr("name").or_else(|| element.attr("property"))?.to_ascii_lowercase();
        let [_, field, key] = *META.iter().find(|[known, ..]| *known == name)?;
        let value = element.attr("content")?.trim();
        let value: String = value.chars().take(2 * LONGEST).collect();
        (!value.is_empty()).then(|| Field { name: field, key: key.to_owned(), value })
    };
    elements.filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<(&'static str, String)> {
        of_line(line).into_iter().map(|field| (field.name, field.value)).collect()
    }

    #[test]
    fn lines_and_rows() {
        let line = "来源：甲镇　　发布时间：2024-01-29 09:17 浏览次数：312 【字体：大 中 小】";
        let published = ("published", "2024-01-29 09:17".to_owned());
        assert!(read(line).contains(&published), "{:?}", read(line));
        let row = "索引号\tJ01/2024-0001\t发布机构\t甲镇人民政府";
        assert_eq!(read(row), [("index", "J01/2024-0001".to_owned()), ("publisher", "甲镇人民政府".to_owned())]);
        assert!(is_fields("【发布日期：2024-01-31】") && !is_fields("发布日期不详") && !is_fields("一、举措：甲"));
    }
}
