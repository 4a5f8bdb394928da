//! How tables are laid out.

use super::*;

#[test]
fn a_row_is_one_border_higher_than_its_highest_cell_and_the_table_one_more() {
    let high = cell(1, vec![plain("b"), plain("c")]);
    let first = Row {
        cells: vec![cell(0, vec![plain("a")]), high],
        ..row(&[])
    };
    let rows = table(2, vec![first, row(&["d", "e"])]);
    let tops = tops(vec![Block::Table(rows), plain("f")]);
    // a, b, c, d, e, f
    assert_eq!(tops, [10, 10, 332, 664, 664, 996]);
}

#[test]
fn a_row_needs_room_for_the_border_below_it() {
    let rows = || Block::Table(table(1, vec![row(&["r"]), row(&["s"])]));
    let gap = |twips| {
        with("", |p| {
            p.format.line = LineSpacing::Exact(Length::twips(twips))
        })
    };
    let left = 14_570 - 42 * LINE;
    assert_eq!(counts(then(fill(42), [gap(left - 674), rows()])), [44]);
    assert_eq!(counts(then(fill(42), [gap(left - 673), rows()])), [43, 1]);
}

#[test]
fn text_in_the_middle_of_a_cell_stands_in_the_middle() {
    let mut first = row(&["a", "b"]);
    first.cells[0].blocks.push(plain("c"));
    first.cells[1].vertical = Vertical::Middle;
    assert_eq!(
        tops(vec![Block::Table(table(2, vec![first]))]),
        [10, 332, 171]
    );
}

#[test]
fn a_cell_over_several_rows_makes_the_last_of_them_higher() {
    let span = Cell {
        rows: 2,
        ..cell(0, (0..4).map(|_| plain("s")).collect())
    };
    let first = Row {
        cells: vec![span, cell(1, vec![plain("a")])],
        ..row(&[])
    };
    let second = Row {
        cells: vec![cell(1, vec![plain("b")])],
        ..row(&[])
    };
    let rows = table(2, vec![first, second, row(&["c", "d"])]);
    let tops = tops(vec![Block::Table(rows)]);
    assert_eq!(tops[4..], [10, 342, 10 + 4 * LINE + 10, 10 + 4 * LINE + 10]);
}

#[test]
fn header_rows_are_repeated_on_every_page() {
    let header = Row {
        header: true,
        ..row(&["H"])
    };
    let rows = std::iter::once(header).chain((0..60).map(|n| row(&[&n.to_string()])));
    let boxes = boxes(vec![Block::Table(table(1, rows.collect()))]);
    let pages = layout(&boxes, &FONTS);
    assert_eq!(pages.len(), 2);
    for (page, repeated) in pages.iter().zip([false, true]) {
        let first = page
            .lines
            .iter()
            .find(|line| line.source.is_some())
            .unwrap();
        assert_eq!((text(first).as_str(), first.repeated), ("H", repeated));
    }
}

#[test]
fn a_row_higher_than_a_page_is_split_by_lines() {
    let high = Row {
        cells: vec![cell(0, fill(100)), cell(1, vec![plain("b")])],
        ..row(&[])
    };
    let pages = texts(vec![plain("x"), Block::Table(table(2, vec![high]))]);
    let sizes: Vec<usize> = pages.iter().map(Vec::len).collect();
    assert_eq!(sizes, [1, 46, 45, 10]);
}

/// Word processors begin it where it stands and go on below the upper edge as it began.
#[test]
fn a_row_that_may_split_begins_on_the_page_where_it_stands() {
    let rows = |keep_with_next| {
        let high = Row {
            cells: vec![cell(0, fill(100)), cell(1, vec![plain("b")])],
            splits: true,
            keep_with_next,
            ..row(&[])
        };
        vec![high, row(&["c", "d"])]
    };
    let sizes = |keep| {
        let pages = texts(vec![plain("x"), Block::Table(table(2, rows(keep)))]);
        pages.iter().map(Vec::len).collect::<Vec<_>>()
    };
    assert_eq!(sizes(false)[0], 46);
    assert_eq!(sizes(true)[0], 1);
}

#[test]
fn a_page_does_not_end_inside_a_cell_that_spans_rows_unless_it_is_higher() {
    let pages = |rows| texts(then(fill(42), [Block::Table(table(2, tied(rows)))]));
    assert_eq!(pages(6)[0].len(), 42);
    assert_eq!(pages(6)[1], ["s", "0", "1", "2", "3", "4", "5"]);
    let sizes: Vec<usize> = pages(60).iter().map(Vec::len).collect();
    assert_eq!(sizes, [42, 44, 17]);
}

/// Rows of which the first cells are one.
fn tied(count: usize) -> Vec<Row> {
    let span = Cell {
        rows: count,
        ..cell(0, vec![plain("s")])
    };
    let mut rows = vec![Row {
        cells: vec![span, cell(1, vec![plain("0")])],
        ..row(&[])
    }];
    rows.extend((1..count).map(|n| Row {
        cells: vec![cell(1, vec![plain(&n.to_string())])],
        ..row(&[])
    }));
    rows
}

#[test]
fn borders_are_drawn_once_around_all_cells() {
    let boxes = boxes(vec![Block::Table(table(
        2,
        vec![row(&["a", "b"]), row(&["c", "d"])],
    ))]);
    let strokes = &layout(&boxes, &FONTS)[0].strokes;
    let vertical = strokes
        .iter()
        .filter(|s| s.direction == Direction::Vertical);
    assert_eq!((strokes.len(), vertical.count()), (6, 3));
    let first = strokes[0];
    assert_eq!(first.at.in_twips(), TOP + 5);
    assert_eq!(
        (first.from.in_twips(), first.to.in_twips()),
        (LEFT - 5, LEFT + 4005)
    );
}

#[test]
fn no_border_crosses_a_cell_that_spans() {
    let wide = Cell {
        columns: 2,
        ..cell(0, vec![plain("a")])
    };
    let rows = vec![
        Row {
            cells: vec![wide],
            ..row(&[])
        },
        row(&["c", "d"]),
    ];
    let boxes = boxes(vec![Block::Table(table(2, rows))]);
    let strokes = &layout(&boxes, &FONTS)[0].strokes;
    let inner = strokes
        .iter()
        .find(|s| s.at.in_twips() == LEFT + 2000)
        .unwrap();
    assert_eq!(inner.from.in_twips(), TOP + 332);
}
