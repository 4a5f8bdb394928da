//! Boxes, piece by piece.

use time::{Date, Month};

use vanthu::length::Length;
use vanthu::page::{
    Block, Boxes, Cell, Colour, Geometry, PageNumbering, Paragraph, ParagraphFormat, Properties,
    Role, Row, Rule, Run, RunFormat, Section, Style, StyleId, Table, TableRole, Vertical,
};

pub(crate) const BODY: StyleId = StyleId(0);

/// Flush left, without space.
pub(crate) const NO_SPACE: ParagraphFormat = ParagraphFormat::PLAIN;

pub(crate) const TYPE: RunFormat = RunFormat {
    size: Length::pt(14),
    bold: false,
    italic: false,
    colour: Colour::BLACK,
};

pub(crate) const A4: Geometry = Geometry {
    width: Length::mm(210),
    height: Length::mm(297),
    top: Length::mm(20),
    bottom: Length::mm(20),
    left: Length::mm(30),
    right: Length::mm(15),
    header: Length::mm(10),
};

/// A paragraph of one run, flush left, without space around it.
pub(crate) fn paragraph(text: &str) -> Paragraph {
    Paragraph {
        role: Role::Paragraph,
        style: BODY,
        format: NO_SPACE,
        frame: None,
        places: Vec::new(),
        runs: vec![Run {
            text: text.into(),
            format: TYPE,
        }],
    }
}

/// The same with its format changed.
pub(crate) fn with(text: &str, change: impl FnOnce(&mut Paragraph)) -> Block {
    let mut paragraph = paragraph(text);
    change(&mut paragraph);
    Block::Paragraph(paragraph)
}

/// A paragraph as a block.
pub(crate) fn plain(text: &str) -> Block {
    with(text, |_| ())
}

/// A cell of one column and row.
pub(crate) fn cell(column: usize, blocks: Vec<Block>) -> Cell {
    spanning(column, 1, 1, blocks)
}

/// A cell of several columns and rows.
pub(crate) fn spanning(column: usize, columns: usize, rows: usize, blocks: Vec<Block>) -> Cell {
    Cell {
        column,
        columns,
        rows,
        vertical: Vertical::Top,
        heads: false,
        blocks,
    }
}

/// A row of cells that each hold one paragraph.
pub(crate) fn row(texts: &[&str]) -> Row {
    let cells = texts.iter().enumerate();
    Row {
        header: false,
        least: Length::ZERO,
        splits: false,
        keep_with_next: false,
        cells: cells
            .map(|(column, text)| cell(column, vec![plain(text)]))
            .collect(),
    }
}

/// A table of columns 100 pt wide with borders of half a point.
pub(crate) fn table(columns: usize, rows: Vec<Row>) -> Table {
    Table {
        role: TableRole::Data {
            summary: String::from("Bảng"),
        },
        columns: vec![Length::pt(100); columns],
        border: Some(Length::half_points(1)),
        padding: Length::twips(57),
        rows,
    }
}

/// A rule of 50 pt.
pub(crate) const RULE: Rule = Rule {
    style: BODY,
    length: Length::pt(50),
    thickness: Length::twips(15),
    before: Length::twips(20),
    height: Length::twips(75),
    keep_with_next: false,
};

/// A document of one section of A4 that holds these blocks.
pub(crate) fn boxes(blocks: Vec<Block>) -> Boxes {
    Boxes {
        properties: Properties {
            title: String::from("Thông báo"),
            author: String::from("UBND xã Lam Vỹ"),
            language: String::from("vi-VN"),
            font_family: String::from("Times New Roman"),
            date: Date::from_calendar_date(2024, Month::March, 11).ok(),
        },
        styles: vec![Style {
            id: String::from("Body"),
            name: String::from("Body"),
            paragraph: NO_SPACE,
            run: TYPE,
            outline_level: None,
        }],
        sections: vec![section(A4, blocks)],
    }
}

/// A section of such pages that holds these blocks.
pub(crate) fn section(geometry: Geometry, blocks: Vec<Block>) -> Section {
    Section {
        geometry,
        numbering: PageNumbering {
            style: BODY,
            run: TYPE,
            hide_on_first: true,
        },
        first_header: Vec::new(),
        blocks,
        first_footer: Vec::new(),
    }
}
