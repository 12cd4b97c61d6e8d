//! Stata's format 118: UTF-8, read by Stata 14 and later, R's haven and pandas.
//!
//! Written after Stata's own description (`help dta`). Names become ASCII of at most 32 characters, labels are cut at 80
//! characters, decimals become doubles, dates `%td`, columns of few names labelled numbers; long text is strL.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::RangeInclusive;

use lawgov::{Cell, Column, ColumnType, Date, Lang, label};

use crate::{Error, Sheet, Style, double, fitting};

const VARIABLES: usize = 32_767;
const NAME: usize = 32;
const LABEL: usize = 80;
/// Longest text of a column of fixed width, in bytes.
const FIXED: usize = 2045;
/// A column of fixed width pays for its longest text in every row.
const WASTEFUL: usize = 8;

const STRL: u16 = 32768;
const DOUBLE: u16 = 65526;
const LONG: u16 = 65528;
const BYTE: u16 = 65530;

const NO_DOUBLE: u64 = 0x7fe0_0000_0000_0000;
const NO_LONG: i32 = 2_147_483_621;
const NO_BYTE: i8 = 101;
const LONGS: RangeInclusive<i64> = -2_147_483_647..=2_147_483_620;

/// Words that name no variable.
const RESERVED: &str = "_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip strL using with";

/// A Stata data set.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Dta {
    /// The file.
    pub bytes: Vec<u8>,
    /// The columns whose names had to be changed, with the new ones. The old name is the variable's label.
    pub renamed: Vec<(String, String)>,
    /// Characters U+0000, which Stata's text cannot hold: they are written as U+FFFD.
    pub zeros: usize,
}

/// The table as a Stata data set with labels in the style's language (Chinese unless asked).
///
/// ```
/// use lawgov::{Catalogue, Table, TableKind};
/// let panel = Table::new(TableKind::Panel, Catalogue::builtin());
/// let file = lawgov_export::dta((&panel).into(), Default::default())?;
/// assert!(file.bytes.starts_with(b"<stata_dta><header><release>118</release>"));
/// # Ok::<(), lawgov_export::Error>(())
/// ```
///
/// # Errors
/// When the table has more than 32,767 columns.
pub fn dta(sheet: Sheet<'_>, style: Style) -> Result<Dta, Error> {
    let columns = sheet.columns.len();
    if columns > VARIABLES {
        return Err(Error::TooManyColumns { format: "dta", most: VARIABLES, columns });
    }
    let lang = style.labels.unwrap_or(Lang::Zh);
    let mut renamed = Vec::new();
    let mut known = HashSet::new();
    let variables: Vec<Variable<'_>> = (1..)
        .zip(sheet.columns.iter().copied())
        .map(|(number, column)| {
            let name = unique(&ascii(&column.name, number), number, &mut known);
            if name != *column.name {
                renamed.push((column.name.to_string(), name.clone()));
            }
            Variable { name, number, storage: Storage::of(column), column }
        })
        .collect();
    let mut file = File::default();
    file.header(&sheet, &variables, lang);
    file.describe(&variables, lang);
    file.data(sheet.rows(), &variables);
    file.value_labels(&variables, lang);
    file.finish();
    Ok(Dta { bytes: file.out, renamed, zeros: file.zeros })
}

struct Variable<'a> {
    name: String,
    /// From 1.
    number: u32,
    storage: Storage,
    column: &'a Column,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Storage {
    Byte,
    Long,
    Double,
    Date,
    /// A labelled number for each of the column's names.
    Coded,
    Fixed(u16),
    Text,
}

impl Storage {
    fn of(column: &Column) -> Self {
        let rows = column.values.len();
        let cells = || (0..rows).map(|row| column.values.get(row));
        match column.kind {
            ColumnType::Bool => Self::Byte,
            ColumnType::Number => Self::Double,
            ColumnType::Integer => {
                let fits = |cell| !matches!(cell, Cell::Integer(n) if !LONGS.contains(&n));
                if cells().all(fits) { Self::Long } else { Self::Double }
            }
            ColumnType::Date if cells().all(|cell| !matches!(cell, Cell::Text(day) if days(day).is_none())) => {
                Self::Date
            }
            _ if column.levels.is_some_and(|levels| {
                cells().all(|cell| !matches!(cell, Cell::Text(name) if !levels.names.contains(&name)))
            }) =>
            {
                Self::Coded
            }
            _ => {
                // A zero is written as U+FFFD, of three bytes.
                let size = |text: &str| text.len() + 2 * text.bytes().filter(|&byte| byte == 0).count();
                let length = |cell| if let Cell::Text(text) = cell { size(text) } else { 0 };
                let (mut longest, mut all) = (0, 0);
                for cell in cells() {
                    longest = longest.max(length(cell));
                    all += length(cell);
                }
                let wasteful = longest > 64 && longest * rows > WASTEFUL * all;
                if longest > FIXED || wasteful { Self::Text } else { Self::Fixed(longest.max(1) as u16) }
            }
        }
    }

    const fn code(self) -> u16 {
        match self {
            Self::Byte | Self::Coded => BYTE,
            Self::Long | Self::Date => LONG,
            Self::Double => DOUBLE,
            Self::Fixed(width) => width,
            Self::Text => STRL,
        }
    }

    fn format(self) -> String {
        match self {
            Self::Byte | Self::Coded => "%8.0g".to_owned(),
            Self::Long => "%12.0g".to_owned(),
            Self::Double => "%10.0g".to_owned(),
            Self::Date => "%tdCCYY-NN-DD".to_owned(),
            Self::Fixed(width) => format!("%-{}s", width.min(40)),
            Self::Text => "%-40s".to_owned(),
        }
    }
}

#[derive(Default)]
struct File {
    out: Vec<u8>,
    /// Where the parts begin, in the order of the file's map.
    places: Vec<u64>,
    /// Where the map itself is filled in at the end.
    map: usize,
    strls: Vec<u8>,
    zeros: usize,
}

impl File {
    fn part(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        self.places.push(self.out.len() as u64);
        self.put(format!("<{name}>").as_bytes());
        write(self);
        self.put(format!("</{name}>").as_bytes());
    }

    fn put(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// Text in a field of fixed size, ended by at least one zero.
    fn field(&mut self, text: &str, size: usize) {
        self.put(text.as_bytes());
        self.out.resize(self.out.len() + size.saturating_sub(text.len()), 0);
    }

    fn header(&mut self, sheet: &Sheet<'_>, variables: &[Variable<'_>], lang: Lang) {
        self.places.push(0);
        self.put(b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>");
        self.put(&(variables.len() as u16).to_le_bytes());
        self.put(b"</K><N>");
        self.put(&(sheet.rows() as u64).to_le_bytes());
        self.put(b"</N><label>");
        let title = label("table", sheet.name, lang);
        let title = fitting(title, LABEL, |_| 1).unwrap_or(title.into());
        self.put(&(title.len() as u16).to_le_bytes());
        self.put(title.as_bytes());
        // No time: the same table gives the same bytes.
        self.put(b"</label><timestamp>\0</timestamp></header>");
        self.part("map", |file| {
            file.map = file.out.len();
            file.put(&[0; 14 * 8]);
        });
    }

    fn describe(&mut self, variables: &[Variable<'_>], lang: Lang) {
        self.part("variable_types", |file| {
            variables.iter().for_each(|v| file.put(&v.storage.code().to_le_bytes()));
        });
        self.part("varnames", |file| variables.iter().for_each(|v| file.field(&v.name, 129)));
        self.part("sortlist", |file| file.put(&vec![0; 2 * (variables.len() + 1)]));
        self.part("formats", |file| variables.iter().for_each(|v| file.field(&v.storage.format(), 57)));
        self.part("value_label_names", |file| {
            variables.iter().for_each(|v| file.field(labels_of(v).map_or("", |(name, _)| name), 129));
        });
        self.part("variable_labels", |file| {
            for variable in variables {
                let label = variable.column.label(lang);
                let label = if label.is_empty() { &variable.column.name } else { label };
                let label = fitting(label, LABEL, |_| 1).unwrap_or(label.into());
                file.field(&label.replace('\0', ""), 321);
            }
        });
        self.part("characteristics", |_| {});
    }

    fn data(&mut self, rows: usize, variables: &[Variable<'_>]) {
        self.part("data", |file| {
            for row in 0..rows {
                for variable in variables {
                    file.cell(row, variable);
                }
            }
        });
        let strls = std::mem::take(&mut self.strls);
        self.part("strls", |file| file.put(&strls));
    }

    fn cell(&mut self, row: usize, variable: &Variable<'_>) {
        let cell = variable.column.values.get(row);
        match variable.storage {
            Storage::Byte => {
                let value = if let Cell::Bool(yes) = cell { i8::from(yes) } else { NO_BYTE };
                self.put(&value.to_le_bytes());
            }
            Storage::Coded => {
                let names = variable.column.levels.map_or(&[][..], |levels| levels.names);
                let code =
                    |name| names.iter().position(|known| *known == name).and_then(|at| i8::try_from(at + 1).ok());
                let value = if let Cell::Text(name) = cell { code(name) } else { None };
                self.put(&value.unwrap_or(NO_BYTE).to_le_bytes());
            }
            Storage::Long => {
                let value = if let Cell::Integer(n) = cell { i32::try_from(n).unwrap_or(NO_LONG) } else { NO_LONG };
                self.put(&value.to_le_bytes());
            }
            Storage::Date => {
                let value = if let Cell::Text(day) = cell { days(day) } else { None };
                self.put(&value.unwrap_or(NO_LONG).to_le_bytes());
            }
            Storage::Double => {
                let value = match cell {
                    Cell::Integer(n) => Some(n as f64),
                    Cell::Number(n) => Some(double(n)),
                    _ => None,
                };
                self.put(&value.map_or(NO_DOUBLE, f64::to_bits).to_le_bytes());
            }
            Storage::Fixed(width) => {
                let text = self.text(cell);
                self.field(&text, width.into());
            }
            Storage::Text => {
                let text = self.text(cell);
                let (v, o) = if text.is_empty() { (0, 0) } else { (variable.number, row as u64 + 1) };
                self.put(&(v as u16).to_le_bytes());
                self.put(&o.to_le_bytes()[..6]);
                if v > 0 {
                    self.strls.extend_from_slice(b"GSO");
                    self.strls.extend_from_slice(&v.to_le_bytes());
                    self.strls.extend_from_slice(&o.to_le_bytes());
                    self.strls.push(130);
                    self.strls.extend_from_slice(&(text.len() as u32 + 1).to_le_bytes());
                    self.strls.extend_from_slice(text.as_bytes());
                    self.strls.push(0);
                }
            }
        }
    }

    fn text<'t>(&mut self, cell: Cell<'t>) -> Cow<'t, str> {
        let Cell::Text(text) = cell else { return "".into() };
        let zeros = text.matches('\0').count();
        self.zeros += zeros;
        if zeros > 0 { text.replace('\0', "\u{fffd}").into() } else { text.into() }
    }

    fn value_labels(&mut self, variables: &[Variable<'_>], lang: Lang) {
        let mut written = HashSet::new();
        self.part("value_labels", |file| {
            for (name, names) in variables.iter().filter_map(labels_of) {
                if written.insert(name) {
                    file.value_label(name, &names.iter().map(|n| (n.0, label(name, n.1, lang))).collect::<Vec<_>>());
                }
            }
        });
    }

    fn value_label(&mut self, name: &str, labels: &[(i32, &str)]) {
        let (mut text, mut starts) = (Vec::new(), Vec::new());
        for (_, label) in labels {
            starts.push(text.len() as u32);
            text.extend_from_slice(label.as_bytes());
            text.push(0);
        }
        self.put(b"<lbl>");
        self.put(&(8 + 8 * labels.len() as u32 + text.len() as u32).to_le_bytes());
        self.field(name, 129);
        self.put(&[0; 3]);
        self.put(&(labels.len() as u32).to_le_bytes());
        self.put(&(text.len() as u32).to_le_bytes());
        starts.iter().for_each(|start| self.put(&start.to_le_bytes()));
        labels.iter().for_each(|(value, _)| self.put(&value.to_le_bytes()));
        self.put(&text);
        self.put(b"</lbl>");
    }

    /// Ends the file and fills in the map.
    fn finish(&mut self) {
        self.places.push(self.out.len() as u64);
        self.put(b"</stata_dta>");
        self.places.push(self.out.len() as u64);
        for (i, place) in self.places.iter().enumerate() {
            self.out[self.map + 8 * i..][..8].copy_from_slice(&place.to_le_bytes());
        }
    }
}

/// The names behind the numbers of a labelled variable, and what the set of them is called.
fn labels_of<'a>(variable: &Variable<'a>) -> Option<(&'static str, Vec<(i32, &'a str)>)> {
    match variable.storage {
        Storage::Byte => Some(("yes_no", vec![(0, "no"), (1, "yes")])),
        Storage::Coded => {
            let levels = variable.column.levels?;
            Some((levels.group, (1..).zip(levels.names.iter().copied()).collect()))
        }
        _ => None,
    }
}

/// Days since 1960 of an ISO date.
fn days(day: &str) -> Option<i32> {
    let day: Date = day.parse().ok()?;
    let since = day.since(Date::constant(1960, 1, 1)).ok()?;
    Some(since.get_days())
}

/// A name of ASCII letters, digits and underscores that does not begin with a digit.
fn ascii(name: &str, number: u32) -> String {
    let mut out: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).take(NAME).collect();
    if out.chars().all(|c| c == '_') {
        return format!("v{number}");
    }
    let is_fixed_width =
        out.strip_prefix("str").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    if out.starts_with(|c: char| c.is_ascii_digit()) || is_fixed_width || RESERVED.split(' ').any(|word| word == out) {
        out.insert_str(0, "v_");
        out.truncate(NAME);
    }
    out
}

/// The name, with the column's number where another has it already.
fn unique(name: &str, number: u32, known: &mut HashSet<String>) -> String {
    let mut name = name.to_owned();
    if known.contains(&name) {
        let suffix = format!("_{number}");
        name.truncate(NAME - suffix.len());
        name += &suffix;
    }
    known.insert(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use lawgov::{Catalogue, Decimal, Table, TableKind, TableOptions, Values};

    use super::*;

    fn names(columns: &[&str]) -> Vec<String> {
        let mut known = HashSet::new();
        (1..).zip(columns).map(|(number, name)| unique(&ascii(name, number), number, &mut known)).collect()
    }

    #[test]
    fn names_are_what_stata_takes() {
        let long = "a".repeat(40);
        let given = ["year", "省份", "1st", "if", "str12", "a b", "a-b", &long, &long];
        let cut = "a".repeat(32);
        let second = format!("{}_9", "a".repeat(30));
        assert_eq!(names(&given), ["year", "v2", "v_1st", "v_if", "v_str12", "a_b", "a_b_7", &cut, &second]);
    }

    /// A part of the file, found by its place in the map.
    fn part(file: &[u8], number: usize) -> &[u8] {
        let map = file.windows(5).position(|w| w == b"<map>").expect("a map") + 5;
        let at = |i: usize| {
            let place = file[map + 8 * i..][..8].try_into().expect("eight bytes");
            u64::from_le_bytes(place) as usize
        };
        assert_eq!(at(13), file.len());
        &file[at(number)..at(number + 1)]
    }

    #[test]
    fn the_map_names_every_part() {
        let mut panel = Table::new(TableKind::Panel, Catalogue::builtin());
        panel.add(&lawgov::parse("全年发放宣传资料1000余份。"), TableOptions::default());
        let file = dta((&panel).into(), Style::default()).expect("a data set").bytes;
        let tags = ["map", "variable_types", "varnames", "sortlist", "formats", "value_label_names", "variable_labels"];
        for (i, tag) in (1..).zip(tags) {
            assert!(part(&file, i).starts_with(format!("<{tag}>").as_bytes()), "{tag}");
            assert!(part(&file, i).ends_with(format!("</{tag}>").as_bytes()), "{tag}");
        }
        assert_eq!(part(&file, 12), b"</stata_dta>");
        let labels = String::from_utf8_lossy(part(&file, 7));
        assert!(labels.contains("报告年度") && !labels.contains('\u{fffd}'));
    }

    #[test]
    fn missing_values_dates_and_long_texts() {
        let long = "法".repeat(700);
        let columns = [
            Column::of("n", ColumnType::Number, "数", Values::Number(vec![Some(Decimal::new(125, 2)), None])),
            Column::of("d", ColumnType::Date, "日", Values::Text([Some("1960-01-31"), None].into_iter().collect())),
            Column::of(
                "t",
                ColumnType::Text,
                "文",
                Values::Text([Some(format!("{long}\0")), None].into_iter().collect()),
            ),
        ];
        let file = dta(Sheet::new("x", &columns), Style::default()).expect("a data set");
        let (data, strls) = (part(&file.bytes, 9), part(&file.bytes, 10));
        let mut row = 1.25_f64.to_le_bytes().to_vec();
        row.extend(30_i32.to_le_bytes());
        row.extend([3, 0, 1, 0, 0, 0, 0, 0]);
        assert_eq!(&data[6..][..20], row);
        let mut row = NO_DOUBLE.to_le_bytes().to_vec();
        row.extend(NO_LONG.to_le_bytes());
        row.extend([0; 8]);
        assert_eq!(&data[26..][..20], row);
        assert_eq!(strls.len(), "<strls></strls>".len() + 3 + 4 + 8 + 1 + 4 + 2100 + 3 + 1);
        assert_eq!(file.zeros, 1);
    }
}
