//! Where pages end, and how they are numbered.

use super::*;

#[test]
fn the_space_between_lines_may_stand_in_the_margin() {
    let double = with("a", |p| p.format.line = LineSpacing::Multiple(480));
    assert_eq!(counts(then(fill(44), [double, plain("b")])), [45, 1]);
}

#[test]
fn at_least_two_lines_stay_together_on_both_sides_of_a_page_end() {
    let split = |above, lines| counts(then(fill(above), [tall(lines, |_| ())]));
    assert_eq!(split(44, 5), [44, 5], "an orphan");
    assert_eq!(split(41, 5), [44, 2], "a widow");
    assert_eq!(split(43, 5), [45, 3]);
    assert_eq!(split(43, 3), [43, 3], "three lines never split");
}

#[test]
fn a_paragraph_that_keeps_its_lines_moves_as_a_whole() {
    let kept = tall(6, |p| p.format.keep_lines = true);
    assert_eq!(counts(then(fill(42), [kept])), [42, 6]);
}

#[test]
fn a_paragraph_that_keeps_its_lines_still_splits_when_no_page_can_hold_it() {
    let kept = tall(100, |p| p.format.keep_lines = true);
    assert_eq!(counts(vec![kept]), [45, 45, 10]);
}

#[test]
fn headings_move_with_what_follows() {
    let heading = || with("h", |p| p.format.keep_with_next = true);
    assert_eq!(counts(then(fill(44), [heading(), plain("b")])), [44, 2]);
    assert_eq!(
        counts(then(fill(43), [heading(), heading(), plain("b")])),
        [43, 3]
    );
    assert_eq!(
        counts(then(fill(43), [heading(), tall(4, |_| ())])),
        [43, 5]
    );
    let rows = Block::Table(table(1, vec![row(&["r"]), row(&["s"])]));
    assert_eq!(counts(then(fill(44), [heading(), rows])), [44, 3]);
}

#[test]
fn a_chain_longer_than_a_page_breaks_between_its_paragraphs() {
    let chain: Vec<Block> = (0..60)
        .map(|_| with("h", |p| p.format.keep_with_next = true))
        .collect();
    assert_eq!(counts(chain), [45, 15]);
}

#[test]
fn rows_are_kept_with_rows_and_with_what_follows_the_table() {
    let kept = |text| Row {
        keep_with_next: true,
        ..row(&[text])
    };
    let rows = Table {
        border: None,
        ..table(1, vec![row(&["r"]), kept("s"), kept("t")])
    };
    assert_eq!(
        counts(then(fill(43), [Block::Table(rows), plain("b")])),
        [44, 3]
    );
}

#[test]
fn pages_are_numbered_from_one_in_each_section() {
    let mut boxes = boxes(fill(100));
    boxes.sections.push(boxes.sections[0].clone());
    boxes.sections[1].numbering.hide_on_first = false;
    let pages = layout(&boxes, &FONTS);
    let shown: Vec<Option<String>> = pages
        .iter()
        .map(|page| {
            page.lines
                .iter()
                .find(|line| line.source.is_none())
                .map(text)
        })
        .collect();
    let number = |n: &str| Some(n.to_owned());
    assert_eq!(
        shown,
        [
            None,
            number("2"),
            number("3"),
            number("1"),
            number("2"),
            number("3")
        ]
    );
    let line = &pages[1].lines[0];
    assert_eq!(line.top, boxes.sections[0].geometry.header);
    let middle = line.x + line.width / 2;
    assert!(
        (middle - Length::twips(LEFT + TEXT_WIDTH / 2))
            .in_units()
            .abs()
            <= 6
    );
}
