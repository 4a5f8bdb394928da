//! The plain text: a paragraph a line, a table's cells parted by tabs, as spreadsheets paste.

use crate::document::{Content, Document};
use crate::sheet::Sheet;

/// The news item as plain text.
pub fn text(document: &Document) -> String {
    let mut lines = vec![document.about.to_string(), String::new()];
    for content in &document.content {
        match content {
            Content::Passage(passage) => lines.push(passage.text().to_string()),
            Content::Sheet(sheet) => lines.extend(table(sheet)),
            Content::Chart(chart) => {
                lines.push(chart.title.to_string());
                let figures = chart.figures.iter();
                lines.extend(figures.map(|figure| format!("{}\t{}", figure.name, figure.shown())));
            }
        }
    }
    for appendix in &document.appendices {
        lines.extend([String::new(), appendix.title.to_string()]);
        lines.extend(table(&appendix.sheet));
    }
    lines.join("\n") + "\n"
}

/// The heads of the columns, each with those above it, then the rows.
fn table(sheet: &Sheet) -> Vec<String> {
    let leaves = sheet.leaves();
    let mut heads = vec![Vec::<String>::new(); leaves.len()];
    for cell in sheet.header().into_iter().flatten() {
        for head in heads.iter_mut().skip(cell.column).take(cell.columns) {
            head.push(cell.text.to_string());
        }
    }
    let heads: Vec<String> = heads.iter().map(|path| path.join(", ")).collect();
    let row = |row: &crate::sheet::Row| {
        let cells = row.cells.iter().flat_map(|cell| {
            let rest = std::iter::repeat_n("", cell.columns.saturating_sub(1));
            std::iter::once(cell.text.as_str()).chain(rest)
        });
        cells.collect::<Vec<_>>().join("\t")
    };
    std::iter::once(heads.join("\t"))
        .chain(sheet.rows.iter().map(row))
        .collect()
}
