//! A row a line, values by the stable names of their columns.

use std::fmt::Write;

use lawgov::Cell;
use serde_json::{Value, json};

use crate::Sheet;

/// The table as JSON lines. Decimals are written as they are: exact.
#[must_use]
pub fn jsonl(sheet: Sheet<'_>) -> String {
    let mut out = String::new();
    for row in 0..sheet.rows() {
        out.push('{');
        for (i, column) in sheet.columns.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            let _ = write!(out, "{}:", Value::from(&*column.name));
            let _ = match column.values.get(row) {
                Cell::Text(text) => write!(out, "{}", Value::from(text)),
                Cell::Bool(yes) => write!(out, "{yes}"),
                Cell::Integer(number) => write!(out, "{number}"),
                Cell::Number(number) => write!(out, "{number}"),
                _ => write!(out, "null"),
            };
        }
        out.push_str("}\n");
    }
    out
}

/// Files that could not be read: what went wrong under `error`.
#[must_use]
pub fn failures_jsonl(sheet: Sheet<'_>) -> String {
    let mut out = String::new();
    for row in 0..sheet.rows() {
        let mut error = json!({});
        for column in &sheet.columns {
            error[&*column.name] = match column.values.get(row) {
                Cell::Text(text) => text.into(),
                Cell::Integer(number) => number.into(),
                _ => Value::Null,
            };
        }
        let document = error["document"].take();
        if let Some(error) = error.as_object_mut() {
            error.remove("document");
        }
        let _ = writeln!(out, "{}", json!({"document": document, "error": error}));
    }
    out
}
