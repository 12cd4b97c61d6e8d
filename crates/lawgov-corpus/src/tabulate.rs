//! Tables of many reports, on several threads.

use std::sync::Arc;
use std::thread;

use lawgov::{Catalogue, Report, Table, TableKind, TableOptions};

/// Reports fewer than these are not worth a thread.
const FEW: usize = 16;

/// A table with the rows of all reports, in their order.
#[must_use]
pub fn tabulate(
    kind: TableKind,
    catalogue: &Arc<Catalogue>,
    reports: &[Arc<Report>],
    options: TableOptions,
    threads: Option<usize>,
) -> Table {
    let machine = || thread::available_parallelism().map_or(1, usize::from);
    let each = reports.len().div_ceil(threads.unwrap_or_else(machine).max(1)).max(FEW);
    let part = |reports: &[Arc<Report>]| {
        let mut table = Table::new(kind, Arc::clone(catalogue));
        reports.iter().for_each(|report| table.add(report, options));
        table
    };
    thread::scope(|scope| {
        let parts: Vec<_> = reports.chunks(each).map(|reports| scope.spawn(move || part(reports))).collect();
        let mut table = Table::new(kind, Arc::clone(catalogue));
        // A part is lost only when adding a report to a table panics, which is the same on this thread.
        parts.into_iter().zip(reports.chunks(each)).for_each(|(done, reports)| {
            table.append(done.join().unwrap_or_else(|_| part(reports)));
        });
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_the_order_of_reports() {
        let reports: Vec<_> =
            (0..100).map(|n| Arc::new(lawgov::parse(format!("全年发放宣传资料{}份。", n + 1)))).collect();
        let of = |threads| {
            let table =
                tabulate(TableKind::Statistics, &Catalogue::builtin(), &reports, TableOptions::default(), threads);
            let value = table.columns().iter().find(|column| &*column.name == "value").expect("a column").clone();
            (table.len(), value)
        };
        assert_eq!(of(Some(4)), of(Some(1)));
        assert_eq!(of(Some(3)).0, 100);
    }
}
