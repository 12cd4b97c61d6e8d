//! A workbook: a sheet a table, then what the columns mean, then the files that could not be read.

use lawgov::{Catalogue, Cell, ColumnType, Lang, Table, TableKind, label};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::Style;
use crate::message::{pick, say};
use crate::stop::Stop;

/// What a sheet and a cell can hold.
const ROWS: usize = 1_048_575;
const CHARACTERS: usize = 32_767;
/// A number of more digits would be rounded: it is written as text.
const DIGITS: i128 = 1_000_000_000_000_000;

pub fn workbook(tables: &[&Table], failures: &Table, style: Style, lang: Lang) -> Result<Vec<u8>, Stop> {
    let mut codebook = Table::new(TableKind::Codebook, Catalogue::builtin());
    tables.iter().for_each(|table| codebook.describe(table));
    let named = tables.iter().any(|table| table.kind() == TableKind::Failures);
    let last = (!failures.is_empty() && !named).then_some(failures);
    let mut cut = 0;
    let bytes = build(tables.iter().copied().chain([&codebook]).chain(last), style, &mut cut)
        .map_err(|error| Stop::Configuration(error.to_string()))?;
    if cut > 0 {
        say(&pick(
            lang,
            format!("{cut} 个单元格超过 {CHARACTERS} 字，已截断并以 … 结尾"),
            format!("{cut} cells of more than {CHARACTERS} characters are cut and end in …"),
        ));
    }
    Ok(bytes)
}

fn build<'t>(tables: impl Iterator<Item = &'t Table>, style: Style, cut: &mut usize) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same reports give the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for table in tables {
        let name = table.kind().as_str();
        let name = style.labels.map_or(name, |lang| label("table", name, lang));
        for (part, first) in (0..table.len().max(1)).step_by(ROWS).enumerate() {
            let sheet = workbook.add_worksheet();
            sheet.set_name(if part == 0 { name.to_owned() } else { format!("{name}-{}", part + 1) })?;
            fill(sheet, table, first..table.len().min(first + ROWS), style, cut)?;
        }
    }
    workbook.save_to_buffer()
}

fn fill(
    sheet: &mut Worksheet,
    table: &Table,
    rows: std::ops::Range<usize>,
    style: Style,
    cut: &mut usize,
) -> Result<(), XlsxError> {
    let header = Format::new().set_bold();
    let words = Format::new().set_num_format("@");
    let mut last = 0;
    for (at, column) in (0u16..).zip(table.columns()) {
        last = at;
        let title = style.labels.map_or(&*column.name, |lang| column.label(lang));
        sheet.write_string_with_format(0, at, title, &header)?;
        let width = match column.kind {
            ColumnType::Text if matches!(&*column.name, "text" | "sentence" | "message" | "note") => 48,
            ColumnType::Text => 18,
            _ => 12,
        };
        sheet.set_column_width(at, width)?;
        for (line, row) in (1u32..).zip(rows.clone()) {
            match column.values.get(row) {
                Cell::Text(text) => sheet.write_string_with_format(line, at, fitting(text, cut), &words)?,
                Cell::Bool(yes) => sheet.write_number(line, at, u8::from(yes))?,
                Cell::Integer(number) => sheet.write_number(line, at, number as f64)?,
                Cell::Number(number) if number.mantissa().abs() < DIGITS => {
                    sheet.write_number(line, at, f64::try_from(number).unwrap_or_default())?
                }
                Cell::Number(number) => sheet.write_string_with_format(line, at, number.to_string(), &words)?,
                _ => continue,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, rows.len().min(ROWS) as u32, last)?;
    Ok(())
}

/// The text as far as a cell holds it.
fn fitting(text: &str, cut: &mut usize) -> String {
    // Excel counts UTF-16 code units.
    if text.len() <= CHARACTERS || text.encode_utf16().count() <= CHARACTERS {
        return text.to_owned();
    }
    *cut += 1;
    let mut left = CHARACTERS - 1;
    let fits = |c: &char| match left.checked_sub(c.len_utf16()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let mut shown: String = text.chars().take_while(fits).collect();
    shown.push('…');
    shown
}
