//! A report in the terminal: its text with every item marked by colour and sign, and a legend.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use lawgov::{Lang, Mark, MarkKind, Report, Segment, label};

/// The report as text for a terminal. Without colour, brackets show where items begin and end.
pub fn draw(report: &Report, lang: Lang, colour: bool) -> String {
    let mut out = String::with_capacity(2 * report.text.len());
    heading(report, lang, colour, &mut out);
    for segment in report.segments() {
        let text = report.slice(segment.span);
        if colour { coloured(&segment, text, &mut out) } else { bracketed(&segment, text, &mut out) }
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

fn heading(report: &Report, lang: Lang, colour: bool, out: &mut String) {
    let name = report.source.name.as_deref().unwrap_or_default();
    let year = report.metadata.year.map(|year| format!("  {year}")).unwrap_or_default();
    let _ = writeln!(out, "{name}{year}");
    for kind in MarkKind::ALL {
        let style = if colour { style(kind) } else { Style::new() };
        let _ = write!(out, "{style}{} {}{style:#}  ", kind.sign(), label("mark", kind.as_str(), lang));
    }
    out.push_str("\n\n");
}

fn style(kind: MarkKind) -> Style {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    match kind {
        MarkKind::Section => Style::new().bold(),
        MarkKind::Measure => colour(AnsiColor::Magenta).bold(),
        MarkKind::Statistic => colour(AnsiColor::Yellow).bold(),
        MarkKind::Citation => colour(AnsiColor::Cyan).underline(),
        MarkKind::LawMention => colour(AnsiColor::Cyan),
        MarkKind::Person => colour(AnsiColor::Red),
        MarkKind::Organization => colour(AnsiColor::Green),
        MarkKind::Finding => colour(AnsiColor::Red).underline(),
        _ => Style::new(),
    }
}

/// The signs of what begins here, then the text in the style of the innermost mark.
fn coloured(segment: &Segment, text: &str, out: &mut String) {
    let dim = Style::new().dimmed();
    for mark in segment.opening().filter(has_sign) {
        let _ = write!(out, "{dim}{}{dim:#}", mark.kind.sign());
    }
    let style = segment.marks.last().map_or(Style::new(), |mark| style(mark.kind));
    let _ = write!(out, "{style}{text}{style:#}");
}

fn bracketed(segment: &Segment, text: &str, out: &mut String) {
    for mark in segment.opening().filter(has_sign) {
        let _ = write!(out, "[{}", mark.kind.sign());
    }
    out.push_str(text);
    out.extend(segment.closing().filter(has_sign).map(|_| ']'));
}

/// Headings have their numbers to show them.
fn has_sign(mark: &&Mark) -> bool {
    mark.kind != MarkKind::Section
}
