//! A workbook: a sheet a table, numbers as numbers, words and codes as text.

use std::ops::Range;

use lawgov::{Cell, ColumnType};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::{Error, Sheet, Style, double, fitting};

/// What a sheet and a cell can hold.
const ROWS: usize = 1_048_575;
const COLUMNS: usize = 16_384;
const CHARACTERS: usize = 32_767;
/// A number of more digits would be rounded: it is written as text.
const DIGITS: i128 = 1_000_000_000_000_000;

/// A workbook.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Xlsx {
    /// The file.
    pub bytes: Vec<u8>,
    /// Cells with more than 32,767 characters, which a workbook cannot hold: they are cut and end in `…`.
    pub cut: usize,
}

/// Each table as a sheet with a frozen header and filters; one of more rows than a sheet holds goes on in further sheets.
///
/// # Errors
/// When a table has more columns than a sheet.
pub fn xlsx(sheets: &[Sheet<'_>], style: Style) -> Result<Xlsx, Error> {
    for sheet in sheets {
        let columns = sheet.columns.len();
        if columns > COLUMNS {
            return Err(Error::TooManyColumns { format: "xlsx", most: COLUMNS, columns });
        }
    }
    let mut cut = 0;
    let bytes = build(sheets, style, &mut cut).map_err(|error| Error::Workbook(error.to_string()))?;
    Ok(Xlsx { bytes, cut })
}

fn build(sheets: &[Sheet<'_>], style: Style, cut: &mut usize) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same reports give the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for sheet in sheets {
        let (name, rows) = (sheet.title(style), sheet.rows());
        for (part, first) in (0..rows.max(1)).step_by(ROWS).enumerate() {
            let page = workbook.add_worksheet();
            page.set_name(if part == 0 { name.to_owned() } else { format!("{name}-{}", part + 1) })?;
            fill(page, sheet, first..rows.min(first + ROWS), style, cut)?;
        }
    }
    workbook.save_to_buffer()
}

fn fill(
    page: &mut Worksheet,
    sheet: &Sheet<'_>,
    rows: Range<usize>,
    style: Style,
    cut: &mut usize,
) -> Result<(), XlsxError> {
    let header = Format::new().set_bold();
    let words = Format::new().set_num_format("@");
    let mut last = 0;
    for (at, column) in (0u16..).zip(&sheet.columns) {
        last = at;
        page.write_string_with_format(0, at, style.header(column), &header)?;
        let width = match column.kind {
            ColumnType::Text if matches!(&*column.name, "text" | "sentence" | "message" | "note") => 48,
            ColumnType::Text => 18,
            _ => 12,
        };
        page.set_column_width(at, width)?;
        for (line, row) in (1u32..).zip(rows.clone()) {
            match column.values.get(row) {
                Cell::Text(text) => {
                    // Excel counts UTF-16 code units.
                    let text = style.term(column, text);
                    let shorter = fitting(&text, CHARACTERS, char::len_utf16);
                    *cut += usize::from(shorter.is_some());
                    page.write_string_with_format(line, at, shorter.as_deref().unwrap_or(&text), &words)?
                }
                Cell::Bool(yes) => page.write_number(line, at, u8::from(yes))?,
                Cell::Integer(number) if i128::from(number).abs() < DIGITS => {
                    page.write_number(line, at, number as f64)?
                }
                Cell::Integer(number) => page.write_string_with_format(line, at, number.to_string(), &words)?,
                Cell::Number(number) if number.mantissa().abs() < DIGITS => {
                    page.write_number(line, at, double(number))?
                }
                Cell::Number(number) => page.write_string_with_format(line, at, number.to_string(), &words)?,
                _ => continue,
            };
        }
    }
    page.set_freeze_panes(1, 0)?;
    if !sheet.columns.is_empty() {
        page.autofilter(0, 0, rows.len() as u32, last)?;
    }
    Ok(())
}
