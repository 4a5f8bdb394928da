//! Boxes in the styles of a Word document; [`super::report`] puts all of them together.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use time::{Date, Month};

use super::boxes::{A4, NO_SPACE};
use vanthu::length::Length;
use vanthu::page::{
    Align, Block, Boxes, Cell, Colour, LineSpacing, PageNumbering, Paragraph, ParagraphFormat,
    Properties, Role, Row, Rule, Run, RunFormat, Section, Style, StyleId, Table, TableRole,
    Vertical,
};

const BODY: StyleId = StyleId(0);
const TITLE: StyleId = StyleId(1);
const HEADING: StyleId = StyleId(2);
const CELL: StyleId = StyleId(3);

pub(crate) fn properties() -> Properties {
    Properties {
        title: "Báo cáo".to_owned(),
        author: "UBND xã".to_owned(),
        language: "vi-VN".to_owned(),
        font_family: "Times New Roman".to_owned(),
        date: Date::from_calendar_date(2026, Month::March, 5).ok(),
    }
}

pub(crate) fn run_format(points: i64) -> RunFormat {
    RunFormat {
        size: Length::pt(points),
        bold: false,
        italic: false,
        colour: Colour::BLACK,
    }
}

pub(crate) fn body_format() -> ParagraphFormat {
    ParagraphFormat {
        align: Align::Justify,
        indent_first: Length::twips(567),
        before: Length::pt(6),
        line: LineSpacing::Multiple(264),
        ..NO_SPACE
    }
}

fn centred() -> ParagraphFormat {
    ParagraphFormat {
        align: Align::Centre,
        ..NO_SPACE
    }
}

pub(crate) fn styles() -> Vec<Style> {
    let style = |id: &str, name: &str, paragraph, run, outline_level| Style {
        id: id.to_owned(),
        name: name.to_owned(),
        paragraph,
        run,
        outline_level,
    };
    let title = ParagraphFormat {
        before: Length::pt(12),
        keep_with_next: true,
        ..centred()
    };
    let bold = RunFormat {
        bold: true,
        ..run_format(14)
    };
    vec![
        style("Body", "Nội dung", body_format(), run_format(14), None),
        style("Title1", "Tên loại", title, bold, Some(1)),
        style("Heading", "Tiêu đề", centred(), run_format(13), None),
        style("Cell", "Ô bảng", centred(), run_format(11), None),
    ]
}

fn paragraph(style: StyleId, role: Role, text: &str) -> Paragraph {
    let styles = styles();
    let Style { paragraph, run, .. } = styles[style.0].clone();
    let runs = vec![Run {
        text: text.into(),
        format: run,
    }];
    let runs = if text.is_empty() { Vec::new() } else { runs };
    Paragraph {
        role,
        style,
        format: paragraph,
        frame: None,
        places: Vec::new(),
        runs,
    }
}

pub(crate) fn body(text: &str) -> Paragraph {
    paragraph(BODY, Role::Paragraph, text)
}

pub(crate) fn title(text: &str) -> Paragraph {
    paragraph(TITLE, Role::Heading(1), text)
}

pub(crate) fn heading(text: &str) -> Block {
    Block::Paragraph(paragraph(HEADING, Role::Paragraph, text))
}

pub(crate) fn bold_heading(text: &str) -> Block {
    let mut bold = paragraph(HEADING, Role::Paragraph, text);
    bold.runs.iter_mut().for_each(|run| run.format.bold = true);
    Block::Paragraph(bold)
}

pub(crate) fn rule(length: Length) -> Rule {
    Rule {
        style: HEADING,
        length,
        thickness: Length::twips(15),
        before: Length::pt(1),
        height: Length::pt(3),
        keep_with_next: false,
    }
}

/// A cell with one small paragraph.
pub(crate) fn cell(column: usize, columns: usize, rows: usize) -> Cell {
    text_cell(column, columns, rows, "x")
}

pub(crate) fn text_cell(column: usize, columns: usize, rows: usize, text: &str) -> Cell {
    Cell {
        column,
        columns,
        rows,
        vertical: Vertical::Middle,
        heads: false,
        blocks: vec![Block::Paragraph(paragraph(CELL, Role::Paragraph, text))],
    }
}

/// A plain table with columns of 50 pt.
pub(crate) fn table(columns: usize, cells: Vec<Vec<Cell>>) -> Table {
    let row = |cells| Row {
        header: false,
        least: Length::ZERO,
        splits: false,
        keep_with_next: false,
        cells,
    };
    Table {
        role: TableRole::Layout,
        columns: vec![Length::pt(50); columns],
        border: None,
        padding: Length::ZERO,
        rows: cells.into_iter().map(row).collect(),
    }
}

pub(crate) fn section(blocks: Vec<Block>) -> Section {
    Section {
        geometry: A4,
        numbering: PageNumbering {
            style: HEADING,
            run: run_format(13),
            hide_on_first: true,
        },
        first_header: Vec::new(),
        blocks,
        first_footer: Vec::new(),
    }
}

pub(crate) fn document(sections: Vec<Section>) -> Boxes {
    Boxes {
        properties: properties(),
        styles: styles(),
        sections,
    }
}

/// The files of a package by path.
pub(crate) fn unpack(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}
