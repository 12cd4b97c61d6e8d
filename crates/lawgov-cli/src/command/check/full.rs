//! A finding for the eye: its place, its line with the span underlined, and what belongs to it.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use lawgov::{Lang, Severity, label};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::row::Row;
use crate::message::{pick, visible};
use crate::place::Place;

/// Code points of the span shown, and of the text of a related place.
const SPAN: usize = 60;
const RELATED: usize = 30;
/// Related places shown; the other formats have all.
const PLACES: usize = 8;

/// The finding as lines of text; an empty one ends it.
///
/// In `columns`, the line of the place is cut to fit, so that what underlines it stays below it.
pub fn draw(name: &str, row: &Row, lang: Lang, colour: bool, columns: Option<usize>) -> String {
    let paint = |style: Style| if colour { style } else { Style::new() };
    let accent = paint(match row.rule.severity {
        Severity::Error => Style::new().bold().fg_color(Some(AnsiColor::Red.into())),
        Severity::Warning => Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())),
        Severity::Info => Style::new().bold().fg_color(Some(AnsiColor::Cyan.into())),
    });
    let dim = paint(Style::new().dimmed());
    let severity = label("severity", row.rule.severity.as_str(), lang);
    let Place { line, column, .. } = row.at.start;
    let margin = " ".repeat(line.to_string().len());
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    let mut out = String::new();
    let (code, rule, message) = (row.rule.code, row.rule.name, visible(&row.message));
    let _ = writeln!(out, "{accent}{severity} {code} {rule}{accent:#}{colon}{message}");
    let _ = writeln!(out, "{margin}{dim}-->{dim:#} {}:{line}:{column}", visible(name));
    let (mut before, mut span) = (visible(&row.before), shortened(&row.at.text, SPAN));
    // What follows is shown only where it follows in the same line.
    let mut after = if row.at.start.line == row.at.end.line { visible(&row.after) } else { String::new() };
    if let Some(columns) = columns {
        let room = columns.saturating_sub(margin.len() + 3);
        span = head(&span, room * 2 / 3);
        let rest = room - span.width().min(room);
        before = tail(&before, rest - after.width().min(rest / 2));
        after = head(&after, rest - before.width().min(rest));
    }
    let _ = writeln!(out, "{dim}{line} |{dim:#} {before}{accent}{span}{accent:#}{after}");
    let indent = " ".repeat(before.width());
    let underline = "^".repeat(span.width().max(1));
    let _ = writeln!(out, "{margin} {dim}|{dim:#} {indent}{accent}{underline}{accent:#}");
    for (at, note) in row.related.iter().take(PLACES) {
        let Place { line, column, .. } = at.start;
        let (text, note) = (shortened(&at.text, RELATED), visible(note));
        let _ = writeln!(out, "{margin} {dim}={dim:#} {line}:{column} {text}{colon}{note}");
    }
    let more = row.related.len().saturating_sub(PLACES);
    if more > 0 {
        let more = pick(lang, format!("另有 {more} 处"), format!("and {more} more"));
        let _ = writeln!(out, "{margin} {dim}={dim:#} … {more}");
    }
    out
}

/// The beginning of a text, in so many columns.
fn head(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut left = columns.saturating_sub(1);
    let fits = |c: &char| left.checked_sub(c.width().unwrap_or(0)).map(|rest| left = rest).is_some();
    text.chars().take_while(fits).chain(['…']).collect()
}

/// The end of a text, in so many columns.
fn tail(text: &str, columns: usize) -> String {
    let reversed = |text: &str| text.chars().rev().collect::<String>();
    reversed(&head(&reversed(text), columns))
}

/// The first line of a text, cut where it is long.
fn shortened(text: &str, most: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut shown: String = visible(&line.chars().take(most).collect::<String>());
    if shown.chars().count() < text.trim_end().chars().take(most + 1).count() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_to_columns() {
        assert_eq!((head("柳湾镇2023年", 9), tail("柳湾镇2023年", 8)), ("柳湾镇20…".to_owned(), "…2023年".to_owned()));
        assert_eq!((head("柳湾", 4), head("柳湾", 3), tail("柳湾", 0)), ("柳湾".into(), "柳…".into(), "…".into()));
    }
}
