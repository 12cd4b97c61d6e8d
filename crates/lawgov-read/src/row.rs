//! A row of a table as lines of text.

/// A cell longer than this holds part of the report and not a value.
const VALUE: usize = 300;
/// So does a cell of more paragraphs than this.
const PARAGRAPHS: usize = 6;

/// Whether a row only lays out the page, so that the lines of its cells follow each other.
pub(crate) fn is_layout<S: AsRef<str>>(cells: &[Vec<S>]) -> bool {
    let large = |cell: &Vec<S>| {
        cell.len() > PARAGRAPHS || cell.iter().map(|line| line.as_ref().chars().count()).sum::<usize>() > VALUE
    };
    cells.len() == 1 || cells.iter().any(large)
}

/// A row on one line, tabs between its cells and blanks between the paragraphs of a cell.
pub(crate) fn joined<S: AsRef<str>>(cells: &[Vec<S>]) -> String {
    let one = |cell: &Vec<S>| {
        let parts = cell.iter().flat_map(|line| line.as_ref().split(['\n', '\t'])).map(str::trim);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    cells.iter().map(one).collect::<Vec<_>>().join("\t").trim_end_matches('\t').to_owned()
}

/// The lines of a row.
#[cfg_attr(not(feature = "docx"), allow(dead_code, reason = "a page keeps more of its lines than their text"))]
pub(crate) fn lines(cells: Vec<Vec<String>>) -> Vec<String> {
    if is_layout(&cells) { cells.into_iter().flatten().collect() } else { vec![joined(&cells)] }
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
