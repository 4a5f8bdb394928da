use super::*;
use crate::builders::{
    BODY, RULE, boxes, cell, paragraph as words, plain, row, spanning, table, with,
};
use crate::page::{ChartKind, ChartPoint, Colour, Plot, Row};

/// What is said of a changed document of one paragraph.
fn complaint(change: impl FnOnce(&mut Boxes)) -> Option<String> {
    let mut boxes = boxes(vec![plain("a")]);
    change(&mut boxes);
    check(&boxes).err().map(|error| error.to_string())
}

/// What is said of a block before a paragraph.
fn block(block: Block) -> Option<String> {
    complaint(|boxes| boxes.sections[0].blocks.insert(0, block))
}

fn plain_table() -> Block {
    Block::Table(table(1, vec![row(&["a"])]))
}

fn header(row: Row) -> Row {
    Row {
        header: true,
        ..row
    }
}

const SAYS_MEASURE: &str = "is not one that Word can hold";

#[test]
fn proper_documents_pass() {
    assert_eq!(complaint(|_| ()), None);
    assert_eq!(block(plain_table()), None);
    assert_eq!(block(Block::Rule(RULE)), None);
}

#[test]
fn a_document_needs_a_section_that_ends_in_a_paragraph() {
    let none = complaint(|boxes| boxes.sections.clear());
    assert_eq!(none.as_deref(), Some("document: has no section"));
    for blocks in [vec![], vec![plain_table()], vec![Block::Rule(RULE)]] {
        let complaint = complaint(|boxes| boxes.sections[0].blocks = blocks);
        let expected = "section 1: does not end in a paragraph";
        assert_eq!(complaint.as_deref(), Some(expected));
    }
}

#[test]
fn tables_and_rules_do_not_touch() {
    let after = |first: Block, second: Block| {
        let of_section = complaint(|boxes| {
            boxes.sections[0].blocks = vec![first.clone(), second.clone(), plain(".")];
        });
        let blocks = vec![first, second, plain(".")];
        let row = Row {
            cells: vec![cell(0, blocks)],
            ..row(&[])
        };
        (of_section, block(Block::Table(table(1, vec![row]))))
    };
    let both = |place: &str, inner: &str, what: &str| {
        let say = |place: &str| Some(format!("section 1, block {place}: a {what}"));
        (say(place), say(inner))
    };
    assert_eq!(
        after(plain_table(), plain_table()),
        both("2", "1", "table follows a table without a paragraph")
    );
    assert_eq!(
        after(Block::Rule(RULE), Block::Rule(RULE)),
        both("2", "1", "rule follows a rule without a paragraph")
    );
    assert_eq!(after(Block::Rule(RULE), plain_table()), (None, None));
}

#[test]
fn cells_end_in_a_paragraph() {
    for blocks in [vec![], vec![plain_table()]] {
        let row = Row {
            cells: vec![cell(0, blocks)],
            ..row(&[])
        };
        let expected = "section 1, block 1: a cell does not end in a paragraph";
        assert_eq!(
            block(Block::Table(table(1, vec![row]))).as_deref(),
            Some(expected)
        );
    }
}

#[test]
fn every_style_that_is_named_exists() {
    let unknown = StyleId(9);
    let in_block = Some("section 1, block 1: there is no style at 9".to_owned());
    assert_eq!(block(with("", |p| p.style = unknown)), in_block);
    let rule = Rule {
        style: unknown,
        ..RULE
    };
    assert_eq!(block(Block::Rule(rule)), in_block);
    let number = complaint(|boxes| boxes.sections[0].numbering.style = unknown);
    let expected = "section 1: there is no style at 9";
    assert_eq!(number.as_deref(), Some(expected));
}

#[test]
fn styles_can_be_told_apart_by_identifier_and_by_name() {
    let second = |id: &str, name: &str| {
        complaint(|boxes| {
            let mut style = boxes.styles[BODY.0].clone();
            (style.id, style.name) = (id.to_owned(), name.to_owned());
            boxes.styles.push(style);
        })
    };
    assert_eq!(second("Body-2", "Nội dung"), None);
    for id in [
        "",
        "Thân bài",
        "Bài",
        "a_b",
        "Normal",
        "TableNormal",
        "Body",
    ] {
        let expected = format!("style 2: the identifier {id:?} cannot be used");
        assert_eq!(second(id, "Nội dung"), Some(expected));
    }
    for name in ["", "Normal", "Normal Table", "Body"] {
        let expected = format!("style 2: the name {name:?} cannot be used");
        assert_eq!(second("Body-2", name), Some(expected));
    }
}

#[test]
fn the_largest_paper_is_taken_and_one_twip_more_is_refused() {
    let sized = |twips| complaint(|boxes| boxes.sections[0].geometry.width = Length::twips(twips));
    assert_eq!(sized(31_680), None);
    let refused = format!("section 1: the width of the paper {SAYS_MEASURE}");
    assert_eq!(sized(31_681), Some(refused));
}

#[test]
fn margins_must_leave_room_for_text() {
    let complaint = complaint(|boxes| boxes.sections[0].geometry.left = Length::mm(250));
    let expected = format!("section 1: the width of the text {SAYS_MEASURE}");
    assert_eq!(complaint, Some(expected));
}

#[test]
fn type_is_in_whole_half_points() {
    let sized = |size| block(with("a", |p| p.runs[0].format.size = size));
    assert_eq!(sized(Length::half_points(27)), None);
    assert_eq!(sized(Length::pt(1638)), None);
    for size in [Length::pt(1639), Length::half_points(1), Length::twips(275)] {
        let expected = format!("section 1, block 1: the size of type {SAYS_MEASURE}");
        assert_eq!(sized(size), Some(expected));
    }
}

#[test]
fn a_rule_is_higher_than_it_is_thick() {
    let high = |height| block(Block::Rule(Rule { height, ..RULE }));
    assert_eq!(high(RULE.thickness + Length::twips(1)), None);
    let expected = format!("section 1, block 1: the height of a rule {SAYS_MEASURE}");
    assert_eq!(high(RULE.thickness), Some(expected));
}

#[test]
fn the_largest_numbers_there_are_do_no_harm() {
    for length in [Length::units(i64::MAX), Length::units(i64::MIN)] {
        assert!(complaint(|boxes| boxes.styles[0].run.size = length).is_some());
        assert!(complaint(|boxes| boxes.styles[0].paragraph.indent_first = length).is_some());
        assert!(complaint(|boxes| boxes.sections[0].geometry.top = length).is_some());
        assert!(complaint(|boxes| boxes.sections[0].numbering.run.size = length).is_some());
        assert!(block(with("a", |p| p.format.indent_left = length)).is_some());
        assert!(block(with("a", |p| p.format.line = LineSpacing::Exact(length))).is_some());
        for rule in [
            Rule { length, ..RULE },
            Rule {
                height: length,
                ..RULE
            },
        ] {
            assert!(block(Block::Rule(rule)).is_some());
        }
        let wide = Table {
            columns: vec![length],
            ..table(1, vec![row(&["a"])])
        };
        assert!(block(Block::Table(wide)).is_some());
    }
    let line = LineSpacing::Multiple(i64::MAX);
    assert!(complaint(|boxes| boxes.styles[0].paragraph.line = line).is_some());
}

#[test]
fn a_table_has_no_more_columns_than_word_has() {
    let columns = |count| {
        let texts = vec!["a"; count];
        let narrow = Table {
            columns: vec![Length::pt(10); count],
            ..table(count, vec![row(&texts)])
        };
        block(Block::Table(narrow))
    };
    assert_eq!(columns(63), None);
    assert!(columns(64).is_some_and(|text| text.contains("the number of columns")));
}

#[test]
fn cells_must_fill_the_grid() {
    let gap = table(2, vec![row(&["a", "b"]), row(&["c"])]);
    let expected = "section 1, block 1: the cells do not fit the grid at row 2, column 2";
    assert_eq!(block(Block::Table(gap)).as_deref(), Some(expected));
}

#[test]
fn header_rows_come_first_and_keep_to_themselves() {
    let rows = |rows| block(Block::Table(table(1, rows)));
    assert_eq!(rows(vec![header(row(&["a"])), row(&["b"])]), None);
    let late = "section 1, block 1: header row 2 follows another row";
    assert_eq!(
        rows(vec![row(&["a"]), header(row(&["b"]))]).as_deref(),
        Some(late)
    );
    let spanned = |second: Row| {
        let first = Row {
            cells: vec![spanning(0, 1, 2, vec![plain("a")])],
            ..header(row(&[]))
        };
        rows(vec![first, second, row(&["b"])])
    };
    assert_eq!(spanned(header(row(&[]))), None);
    let below = "section 1, block 1: a cell of header row 1 reaches below the header";
    assert_eq!(spanned(row(&[])).as_deref(), Some(below));
}

#[test]
fn tables_in_tables_have_an_end() {
    let nested = |depth: usize| {
        let mut inner = plain_table();
        for _ in 1..depth {
            let row = Row {
                cells: vec![cell(0, vec![inner, plain("")])],
                ..row(&[])
            };
            inner = Block::Table(table(1, vec![row]));
        }
        block(inner)
    };
    assert_eq!(nested(16), None);
    let expected = "section 1, block 1: tables stand in tables too many deep";
    assert_eq!(nested(17).as_deref(), Some(expected));
}

#[test]
fn paragraphs_are_visited_in_reading_order_tables_included() {
    let inner = Block::Table(table(1, vec![row(&["c"])]));
    let outer = Row {
        cells: vec![cell(0, vec![plain("b"), inner, plain("d")])],
        ..row(&[])
    };
    let outer = Block::Table(table(1, vec![outer]));
    let boxes = boxes(vec![plain("a"), outer, Block::Rule(RULE), plain("e")]);
    let text: String = boxes.paragraphs().map(Paragraph::text).collect();
    assert_eq!(text, "abcde");
}

fn framed() -> Block {
    with("a", |p| {
        p.frame = Some(Frame {
            thickness: Length::pt(1),
            padding: Length::pt(2),
            colour: crate::page::Colour::RED,
        });
    })
}

#[test]
fn frames_do_not_touch_and_keep_whole_points_from_their_text() {
    assert_eq!(block(framed()), None);
    let touching = complaint(|boxes| boxes.sections[0].blocks = vec![framed(), framed()]);
    let expected = "section 1, block 2: a framed paragraph follows a framed one";
    assert_eq!(touching.as_deref(), Some(expected));
    let Block::Paragraph(mut odd) = framed() else {
        panic!("framed")
    };
    odd.frame.as_mut().unwrap().padding = Length::twips(30);
    assert!(
        block(Block::Paragraph(odd))
            .unwrap()
            .ends_with(SAYS_MEASURE)
    );
}

#[test]
fn headers_and_footers_are_blocks_that_end_in_a_paragraph() {
    let header = complaint(|boxes| boxes.sections[0].first_header = vec![plain_table()]);
    let expected = "section 1: a header or footer does not end in a paragraph";
    assert_eq!(header.as_deref(), Some(expected));
    let footer = complaint(|boxes| {
        boxes.sections[0].first_footer = vec![Block::Rule(RULE), plain("a")];
    });
    assert_eq!(footer, None);
}

#[test]
fn places_for_signatures_have_names_of_their_own() {
    let place = |name: &str| crate::page::SignaturePlace {
        name: name.to_owned(),
        title: String::from("Chữ ký"),
        left: Length::ZERO,
        above: Length::ZERO,
        width: Length::pt(100),
        height: Length::pt(50),
    };
    let said = |names: &[&str]| {
        block(with("a", |p| {
            p.places = names.iter().map(|name| place(name)).collect();
        }))
    };
    assert_eq!(said(&["ChuKy", "ConDau"]), None);
    let taken = "document: the name \"ChuKy\" of a place cannot be used";
    assert_eq!(said(&["ChuKy", "ChuKy"]).as_deref(), Some(taken));
    assert!(said(&["Chữ ký"]).is_some());
}

fn chart(points: usize) -> Chart {
    let point = ChartPoint {
        label: words("xã A"),
        value: Some(90.into()),
        shown: words("90"),
        class: String::new(),
        shade: Colour::BLACK,
    };
    Chart {
        style: BODY,
        name: "a".into(),
        summary: "b".into(),
        kind: ChartKind::Bars,
        width: Length::mm(100),
        height: Length::mm(20),
        before: Length::ZERO,
        keep_with_next: false,
        plot: Plot {
            left: Length::mm(30),
            top: Length::ZERO,
            width: Length::mm(50),
            height: Length::mm(20),
        },
        scale: (0.into(), 100.into()),
        heads: vec!["Tên".into(), "Số liệu".into()],
        points: vec![point; points],
    }
}

#[test]
fn a_chart_has_figures_and_stands_between_the_blocks_of_a_section() {
    assert_eq!(block(Block::Chart(chart(2))), None);
    let empty = block(Block::Chart(chart(0))).unwrap();
    assert!(empty.contains("no figures"), "{empty}");
    let wide = Chart {
        width: Length::mm(40),
        ..chart(1)
    };
    assert!(block(Block::Chart(wide)).is_some());
    let cell = spanning(0, 1, 1, vec![Block::Chart(chart(1)), plain("a")]);
    let row = Row {
        cells: vec![cell],
        ..row(&[])
    };
    let inside = block(Block::Table(table(1, vec![row]))).unwrap();
    assert!(inside.contains("a cell"), "{inside}");
    let mut boxes = boxes(vec![plain("a")]);
    boxes.sections[0].first_header = vec![Block::Chart(chart(1)), plain("a")];
    assert_eq!(check(&boxes).unwrap_err().breach, Violation::ChartPlace);
}
