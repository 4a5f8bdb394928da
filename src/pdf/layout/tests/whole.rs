//! What holds for all documents.

use super::*;

#[test]
fn absurd_boxes_are_laid_out_without_harm() {
    let mut no_width = table(2, vec![row(&["ab cd", "e"])]);
    no_width.columns = vec![Length::ZERO; 2];
    let no_rows = table(3, vec![]);
    let no_columns = table(0, vec![row(&[])]);
    let huge = with("abc", |p| p.runs[0].format.size = Length::pt(5000));
    let pushed = with("abc", |p| p.format.indent_left = Length::pt(5000));
    let empty_cell = table(
        1,
        vec![Row {
            cells: vec![cell(0, vec![])],
            ..row(&[])
        }],
    );
    let tables = [no_width, no_rows, no_columns, empty_cell].map(Block::Table);
    let pages = texts(then(tables.to_vec(), [huge, pushed]));
    assert_eq!(pages.concat().concat(), "ab cdeabcabc");
}

#[test]
fn three_thousand_rows_are_all_there() {
    let rows: Vec<Row> = (0..3000).map(|n| row(&[&n.to_string(), "b"])).collect();
    let lines: usize = counts(vec![Block::Table(table(2, rows))]).iter().sum();
    assert_eq!(lines, 6000);
}

proptest::proptest! {
    #[test]
    fn no_text_is_lost_reordered_or_outside_the_margins(seed in 0u64..10_000) {
        let boxes = builders::chance(seed, 60);
        let pages = layout(&boxes, &FONTS);
        let mut lines: Vec<&TextLine> = Vec::new();
        for page in &pages {
            let margins = page.geometry;
            for line in page.lines.iter().filter(|line| line.source.is_some()) {
                assert!(line.top >= margins.top && line.bottom() <= margins.height - margins.bottom);
                assert!(line.x >= margins.left - Length::mm(5));
                // Runs are as long as whole twips, which may be a little less than their letters.
                let right = line.x + line.width + line.stretch - Length::twips(2);
                assert!(right <= margins.width - margins.right);
            }
            lines.extend(page.lines.iter().filter(|line| line.source.is_some() && !line.repeated));
        }
        // Where a page ends inside rows, their cells take turns: paragraphs are whole by number.
        lines.sort_by_key(|line| line.source.map(|source| source.index));
        let laid_out: String = lines.into_iter().map(text).collect();
        let all: String = boxes.paragraphs().map(Paragraph::text).collect();
        assert_eq!(laid_out, all);
    }
}
