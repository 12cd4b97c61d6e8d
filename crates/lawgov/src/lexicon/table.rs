use rustc_hash::FxHashMap;

/// A tab-separated table compiled into the library: a header line, then one row a line; `#` begins a comment line.
///
/// Columns are looked up by name, so that a column can be added without touching code that does not need it.
pub(crate) struct Table {
    columns: FxHashMap<&'static str, usize>,
    rows: Vec<Vec<&'static str>>,
}

impl Table {
    pub fn new(source: &'static str) -> Self {
        let mut lines = source.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
        let columns = lines.next().unwrap_or("").split('\t').enumerate().map(|(i, name)| (name, i)).collect();
        let rows = lines.map(|l| l.split('\t').collect()).collect();
        Self { columns, rows }
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }
}

/// One row of a [`Table`].
pub(crate) struct Row<'a> {
    table: &'a Table,
    cells: &'a [&'static str],
}

impl Row<'_> {
    /// The cell of a column; empty when the row or the table has none.
    pub fn get(&self, column: &str) -> &'static str {
        self.table.columns.get(column).and_then(|&i| self.cells.get(i)).copied().unwrap_or("")
    }

    /// The cell's parts separated by `|`, without empty ones.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'static str> + use<> {
        self.get(column).split('|').filter(|s| !s.is_empty())
    }
}
