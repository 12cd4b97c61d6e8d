/// The text of a table of `data/` for a [`Table`], without what only tests read (`build.rs`).
macro_rules! tsv {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name, ".tsv"))
    };
}
pub(crate) use tsv;

/// A tab-separated table compiled into the library: a header line, then one row a line; `#` begins a comment line.
///
/// Columns are looked up by name, so that a column can be added without touching code that does not need it.
pub(crate) struct Table {
    columns: Vec<&'static str>,
    /// The cells of all rows, each row as long as the header.
    cells: Vec<&'static str>,
}

impl Table {
    pub fn new(source: &'static str) -> Self {
        let mut lines = source.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
        let columns: Vec<_> = lines.next().unwrap_or("").split('\t').collect();
        let mut cells = Vec::with_capacity(source.len() / 16);
        for line in lines {
            let end = cells.len() + columns.len();
            let mut from = 0;
            // Cells are short: a plain loop is faster than a search for each tab.
            for (at, _) in line.bytes().enumerate().filter(|&(_, byte)| byte == b'\t') {
                cells.push(&line[from..at]);
                from = at + 1;
            }
            cells.push(&line[from..]);
            cells.resize(end, "");
        }
        Self { columns, cells }
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.cells.chunks_exact(self.columns.len()).map(|cells| Row { table: self, cells })
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
        let at = self.table.columns.iter().position(|&name| name == column);
        at.and_then(|at| self.cells.get(at)).copied().unwrap_or("")
    }

    /// The cell's parts separated by `|`, without empty ones.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'static str> + use<> {
        self.get(column).split('|').filter(|s| !s.is_empty())
    }
}
