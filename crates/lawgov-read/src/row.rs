//! A row of a table as lines of text.

/// A cell longer than this holds part of the report and not a value.
const VALUE: usize = 300;
/// So does a cell of more paragraphs than this.
const PARAGRAPHS: usize = 6;

/// The lines of a row whose cells hold these lines: one with tabs between the cells; or, where the table only lays out
/// the page, the lines of one cell after the other.
pub(crate) fn lines(cells: Vec<Vec<String>>) -> Vec<String> {
    let lays_out = |cell: &Vec<String>| {
        cell.len() > PARAGRAPHS || cell.iter().map(|line| line.chars().count()).sum::<usize>() > VALUE
    };
    if cells.len() == 1 || cells.iter().any(lays_out) {
        return cells.into_iter().flatten().collect();
    }
    let cells: Vec<String> = cells.iter().map(|cell| one(cell)).collect();
    vec![cells.join("\t").trim_end_matches('\t').to_owned()]
}

/// The paragraphs of a cell on one line.
fn one(cell: &[String]) -> String {
    let parts = cell.iter().flat_map(|line| line.split(['\n', '\t'])).map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|&line| line.to_owned()).collect()
    }

    #[test]
    fn values_stand_between_tabs_and_layouts_fall_apart() {
        let row = vec![cell(&["案件", "（件）"]), cell(&[]), cell(&["12"]), cell(&[""])];
        assert_eq!(lines(row), ["案件 （件）\t\t12"]);
        assert_eq!(lines(vec![cell(&["一、", "二、"])]), ["一、", "二、"]);
        let long = "字".repeat(301);
        assert_eq!(lines(vec![cell(&[&long]), cell(&["栏目"])]), [&long, "栏目"]);
    }
}
