//! Columns under a name: picked from, joined and extended before they are written.

use std::sync::Arc;

use crate::lang::Lang;
use crate::table::{Column, ColumnType, Table, Values};

/// Columns of one length under a name. What is picked or joined shares its columns with where they came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    name: Arc<str>,
    columns: Vec<Arc<Column>>,
}

/// Why columns cannot be arranged or read so.
///
/// `Display` is the English message; [`FrameError::message`] has both languages.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
#[non_exhaustive]
pub enum FrameError {
    /// There is no column of that name.
    NoColumn {
        /// The name of the table.
        table: String,
        /// The name asked for.
        column: String,
    },
    /// Tables of different numbers of rows do not stand beside each other.
    Rows {
        /// Of the one and of the other.
        rows: [usize; 2],
    },
    /// A text that is no value of the column's type.
    Value {
        /// The name of the column.
        column: String,
        /// What its values are.
        kind: ColumnType,
        /// The row, from 0.
        row: usize,
        /// The text.
        text: String,
    },
}

impl FrameError {
    /// The message in `lang`.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NoColumn { table, column }, Lang::Zh) => format!("表 {table} 没有列 `{column}`"),
            (Self::NoColumn { table, column }, Lang::En) => format!("the table {table} has no column `{column}`"),
            (Self::Rows { rows: [one, other] }, Lang::Zh) => {
                format!("两张表的行数不同（{one} 行和 {other} 行），不能并列")
            }
            (Self::Rows { rows: [one, other] }, Lang::En) => {
                format!("tables of {one} and of {other} rows do not stand beside each other")
            }
            (Self::Value { column, kind, row, text }, Lang::Zh) => {
                let kind = match kind {
                    ColumnType::Text => "文本",
                    ColumnType::Date => "日期（2024-01-31）",
                    ColumnType::Bool => "真假值（true、false）",
                    ColumnType::Integer => "整数",
                    ColumnType::Number => "28 位以内的十进制数",
                };
                format!("列 {column} 第 {} 行的值 `{text}` 不是{kind}", row + 1)
            }
            (Self::Value { column, kind, row, text }, Lang::En) => {
                let kind = match kind {
                    ColumnType::Text => "text",
                    ColumnType::Date => "date (2024-01-31)",
                    ColumnType::Bool => "true or false",
                    ColumnType::Integer => "whole number",
                    ColumnType::Number => "decimal of at most 28 digits",
                };
                format!("row {} of the column {column} holds `{text}`, which is no {kind}", row + 1)
            }
        }
    }
}

impl From<Table> for Frame {
    fn from(table: Table) -> Self {
        Self { name: table.kind.as_str().into(), columns: table.columns.into_iter().map(Arc::new).collect() }
    }
}

impl Frame {
    /// No columns yet.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), columns: Vec::new() }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The columns, all of the same length.
    #[must_use]
    pub fn columns(&self) -> &[Arc<Column>] {
        &self.columns
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }

    /// Whether it has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The column of a name.
    ///
    /// # Errors
    /// When there is none.
    pub fn column(&self, name: &str) -> Result<&Arc<Column>, FrameError> {
        let found = self.columns.iter().find(|column| &*column.name == name);
        found.ok_or_else(|| FrameError::NoColumn { table: self.name.to_string(), column: name.to_owned() })
    }

    /// These columns, in this order, under a name.
    ///
    /// ```
    /// use lawgov::{Catalogue, Frame, Table, TableKind, TableOptions};
    ///
    /// let mut table = Table::new(TableKind::Statistics, Catalogue::builtin());
    /// table.add(&lawgov::parse("全年发放宣传资料1000余份。"), TableOptions::default());
    /// let short = Frame::from(table).select("short", ["text", "value"])?;
    /// assert_eq!((short.columns().len(), short.len()), (2, 1));
    /// # Ok::<(), lawgov::FrameError>(())
    /// ```
    ///
    /// # Errors
    /// When one of them is not there.
    pub fn select<'n>(
        &self,
        name: impl Into<Arc<str>>,
        columns: impl IntoIterator<Item = &'n str>,
    ) -> Result<Self, FrameError> {
        let columns = columns.into_iter().map(|name| self.column(name).cloned()).collect::<Result<_, _>>()?;
        Ok(Self { name: name.into(), columns })
    }

    /// These rows, in this order; one beyond the last is empty.
    #[must_use]
    pub fn rows(&self, rows: &[usize]) -> Self {
        let columns = self.columns.iter().map(|column| Arc::new(column.rows(rows))).collect();
        Self { name: Arc::clone(&self.name), columns }
    }

    /// The columns of another frame of as many rows after these; one of the same name takes the old one's place.
    ///
    /// # Errors
    /// When the numbers of rows differ.
    pub fn beside(&self, other: &Self) -> Result<Self, FrameError> {
        other.columns.iter().try_fold(self.clone(), |frame, column| frame.with(Arc::clone(column)))
    }

    /// With one more column, or with another one of the same name, whose names of data mean what they meant.
    ///
    /// # Errors
    /// When it has another number of rows.
    pub fn with(mut self, column: impl Into<Arc<Column>>) -> Result<Self, FrameError> {
        let mut column = column.into();
        let rows = [self.len(), column.values.len()];
        if !self.columns.is_empty() && rows[0] != rows[1] {
            return Err(FrameError::Rows { rows });
        }
        match self.columns.iter_mut().find(|known| known.name == column.name) {
            Some(known) => {
                if column.labels.is_none() && known.labels.is_some() {
                    Arc::make_mut(&mut column).labels = known.labels;
                }
                *known = column;
            }
            None => self.columns.push(column),
        }
        Ok(self)
    }
}

impl Column {
    /// A column of the caller's own, its values written as text: days as `2024-01-31`, yes and no as `true` and `false`.
    ///
    /// # Errors
    /// The first text that is no such value, or a number with more digits than are kept.
    pub fn read(
        name: impl Into<Arc<str>>,
        kind: ColumnType,
        label: impl Into<Arc<str>>,
        texts: Vec<Option<String>>,
    ) -> Result<Self, FrameError> {
        let name = name.into();
        let bad = |(row, text)| FrameError::Value { column: name.to_string(), kind, row, text };
        let values = Values::read(kind, texts).map_err(bad)?;
        Ok(Self::of(name, kind, label, values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Cell;

    fn column(name: &str, values: &[&str]) -> Column {
        let texts = values.iter().map(|value| Some((*value).to_owned())).collect();
        Column::read(name, ColumnType::Integer, name, texts).unwrap()
    }

    fn cells(frame: &Frame, name: &str) -> Vec<String> {
        let column = frame.column(name).unwrap();
        (0..frame.len()).map(|row| format!("{:?}", column.values.get(row))).collect()
    }

    #[test]
    fn columns_are_joined_and_picked() {
        let one = Frame::new("t").with(column("a", &["1", "2"])).unwrap();
        let two = Frame::new("u").with(column("b", &["3", "4"])).unwrap().with(column("a", &["5", "6"])).unwrap();
        let both = one.beside(&two).unwrap();
        assert_eq!((both.name(), both.columns().len(), both.len()), ("t", 2, 2));
        assert_eq!(cells(&both, "a"), ["Integer(5)", "Integer(6)"]);
        assert_eq!(cells(&both.rows(&[1, 7, 1]), "b"), ["Integer(4)", "Empty", "Integer(4)"]);
        let picked = both.select("v", ["b"]).unwrap();
        assert_eq!((picked.name(), picked.columns().len()), ("v", 1));
        assert!(Arc::ptr_eq(picked.column("b").unwrap(), two.column("b").unwrap()), "columns are shared");
        assert_eq!(Frame::new("none").len(), 0);
    }

    #[test]
    fn what_cannot_be_is_told_in_two_languages() {
        let frame = Frame::new("t").with(column("a", &["1", "2"])).unwrap();
        let missing = frame.select("v", ["a", "z"]).unwrap_err();
        assert_eq!(missing.to_string(), "the table t has no column `z`");
        assert_eq!(missing.message(Lang::Zh), "表 t 没有列 `z`");
        let rows = frame.beside(&Frame::new("u").with(column("b", &["1"])).unwrap()).unwrap_err();
        assert_eq!(rows, FrameError::Rows { rows: [2, 1] });
        let texts = vec![None, Some("x".to_owned())];
        let value = Column::read("n", ColumnType::Number, "n", texts).unwrap_err();
        assert_eq!(value.to_string(), "row 2 of the column n holds `x`, which is no decimal of at most 28 digits");
        assert!(value.message(Lang::Zh).starts_with("列 n 第 2 行的值 `x`"));
    }

    #[test]
    fn digits_are_never_lost() {
        for text in ["0.12345678901234567890123456789", "123456789012345678901234567890", "NaN", "1e400"] {
            let read = Column::read("n", ColumnType::Number, "n", vec![Some(text.to_owned())]);
            assert!(read.is_err(), "{text}");
        }
        let exact = Column::read("n", ColumnType::Number, "n", vec![Some("1.50".to_owned())]).unwrap();
        assert!(matches!(exact.values.get(0), Cell::Number(n) if n.to_string() == "1.50"));
    }
}
