//! Comma-separated values that Excel opens: a byte order mark, `\r\n`, and no cell that could be taken for a formula.

use std::fmt::Write;

use lawgov::{Cell, Column};

use crate::{Sheet, Style};

/// Beginnings that a spreadsheet may take for a formula, full-width forms included.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The table as comma-separated values.
#[must_use]
pub fn csv(sheet: Sheet<'_>, style: Style) -> String {
    let mut out = String::new();
    if style.byte_order_mark {
        out.push('\u{feff}');
    }
    let line = |out: &mut String, write: &mut dyn FnMut(usize, &mut String)| {
        for at in 0..sheet.columns.len() {
            if at > 0 {
                out.push(',');
            }
            write(at, out);
        }
        out.push_str("\r\n");
    };
    line(&mut out, &mut |at, out| quoted(style.header(sheet.columns[at]), out));
    for row in 0..sheet.rows() {
        line(&mut out, &mut |at, out| cell(sheet.columns[at], row, style, out));
    }
    out
}

fn cell(column: &Column, row: usize, style: Style, out: &mut String) {
    let _ = match column.values.get(row) {
        Cell::Text(text) => {
            let text = &*style.term(column, text);
            if style.guard_formulas && text.starts_with(FORMULA) {
                quoted(&format!("'{text}"), out);
            } else {
                quoted(text, out);
            }
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

#[cfg(test)]
mod tests {
    use lawgov::{Catalogue, ColumnType, Lang, Table, TableKind, TableOptions, Values};

    use super::*;

    #[test]
    fn formulas_are_guarded_and_cells_quoted() {
        let values = ["=1+1", "－5", "a,b", "说\"是\"", "平常"].map(Some);
        let columns = [Column::of("t", ColumnType::Text, "文", Values::Text(values.into_iter().collect()))];
        let sheet = Sheet::new("x", &columns);
        let text = csv(sheet.clone(), Style::default());
        assert_eq!(text, "\u{feff}t\r\n'=1+1\r\n'－5\r\n\"a,b\"\r\n\"说\"\"是\"\"\"\r\n平常\r\n");
        let plain = Style { byte_order_mark: false, guard_formulas: false, ..Style::default() };
        assert!(csv(sheet, plain).starts_with("t\r\n=1+1\r\n"));
    }

    #[test]
    fn names_in_cells_follow_the_language() {
        let mut table = Table::new(TableKind::Sections, Catalogue::builtin());
        table.add(&lawgov::parse("一、主要举措\n宣传12场。\n二、下一步打算\n继续宣传。"), TableOptions::default());
        let written = |labels| csv((&table).into(), Style { labels, ..Style::default() });
        assert!(written(Some(Lang::Zh)).contains(",举措和成效,") && written(Some(Lang::Zh)).contains(",下一步安排,"));
        for plain in [written(Some(Lang::En)), written(None)] {
            assert!(plain.contains(",measures,") && plain.contains(",next_steps,"), "{plain}");
        }
    }
}
