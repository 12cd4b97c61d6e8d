//! Comma-separated values that Excel opens: a byte order mark, `\r\n`, and no cell that could be taken for a formula.

use std::fmt::Write;

use lawgov::{Cell, Column, Table};

use super::Style;

/// Beginnings that a spreadsheet may take for a formula, full-width forms included.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

pub fn text(table: &Table, style: Style) -> String {
    let mut out = String::new();
    if style.byte_order_mark {
        out.push('\u{feff}');
    }
    let header = |column: &Column, out: &mut String| {
        quoted(style.labels.map_or(&column.name, |lang| column.label(lang)), out);
    };
    line(table, &mut out, header);
    for row in 0..table.len() {
        line(table, &mut out, |column, out| cell(column.values.get(row), out));
    }
    out
}

fn line(table: &Table, out: &mut String, write: impl Fn(&Column, &mut String)) {
    for (i, column) in table.columns().iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write(column, out);
    }
    out.push_str("\r\n");
}

fn cell(cell: Cell<'_>, out: &mut String) {
    let _ = match cell {
        Cell::Text(text) if text.starts_with(FORMULA) => {
            quoted(&format!("'{text}"), out);
            Ok(())
        }
        Cell::Text(text) => {
            quoted(text, out);
            Ok(())
        }
        Cell::Bool(yes) => write!(out, "{}", u8::from(yes)),
        Cell::Integer(number) => write!(out, "{number}"),
        Cell::Number(number) => write!(out, "{number}"),
        _ => Ok(()),
    };
}

fn quoted(text: &str, out: &mut String) {
    if text.contains([',', '"', '\n', '\r']) {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}
