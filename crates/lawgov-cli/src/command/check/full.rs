//! A finding for the eye: its place, its line with the span underlined, and what belongs to it.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use lawgov::{Lang, Severity, label};
use unicode_width::UnicodeWidthStr;

use super::row::Row;
use crate::message::visible;
use crate::place::Place;

/// Code points of the span shown, and of the text of a related place.
const SPAN: usize = 60;
const RELATED: usize = 30;

/// The finding as lines of text; an empty one ends it.
pub fn draw(name: &str, row: &Row, lang: Lang, colour: bool) -> String {
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
    let mut out = String::new();
    let _ =
        writeln!(out, "{accent}{severity} {} {}{accent:#}: {}", row.rule.code, row.rule.name, visible(&row.message));
    let _ = writeln!(out, "{margin}{dim}-->{dim:#} {}:{line}:{column}", visible(name));
    let (before, span) = (visible(&row.before), shortened(&row.at.text, SPAN));
    // What follows is shown only where it follows in the same line.
    let after = if row.at.start.line == row.at.end.line { visible(&row.after) } else { String::new() };
    let _ = writeln!(out, "{dim}{line} |{dim:#} {before}{accent}{span}{accent:#}{after}");
    let indent = " ".repeat(before.width());
    let underline = "^".repeat(span.width().max(1));
    let _ = writeln!(out, "{margin} {dim}|{dim:#} {indent}{accent}{underline}{accent:#}");
    for (at, note) in &row.related {
        let Place { line, column, .. } = at.start;
        let _ =
            writeln!(out, "{margin} {dim}={dim:#} {line}:{column} {}: {}", shortened(&at.text, RELATED), visible(note));
    }
    out
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
