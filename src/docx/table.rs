//! `w:tbl`: a grid of cells.

use super::flow::Flow;
use super::format;
use super::{paragraph, xml::Xml};
use crate::length::Length;
use crate::page::{Block, Cell, Cover, Paragraph, Role, Row, Table, TableRole, Vertical, grid};

/// What writes the blocks of a cell, which may be tables again.
type Blocks = fn(&mut Xml, &Flow, &[Block]);

/// Writes a table. All widths are absolute: office programs agree on nothing else.
pub(super) fn write(xml: &mut Xml, flow: &Flow, table: &Table, blocks: Blocks) {
    xml.element("w:tbl", &[], |xml| {
        properties(xml, flow, table);
        xml.element("w:tblGrid", &[], |xml| {
            for column in &table.columns {
                xml.leaf("w:gridCol", &[("w:w", &column.in_twips())]);
            }
        });
        for (index, (row, places)) in table.rows.iter().zip(grid(table)).enumerate() {
            write_row(xml, flow, table, (index, row), &places, blocks);
        }
    });
}

fn properties(xml: &mut Xml, flow: &Flow, table: &Table) {
    let width: Length = table.columns.iter().copied().sum();
    xml.element("w:tblPr", &[], |xml| {
        measure(xml, "w:tblW", width);
        measure(xml, "w:tblInd", indent(flow, table));
        if let Some(thickness) = table.border {
            xml.element("w:tblBorders", &[], |xml| {
                for edge in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                    format::border(xml, &format!("w:{edge}"), thickness);
                }
            });
        }
        xml.leaf("w:tblLayout", &[("w:type", &"fixed")]);
        xml.element("w:tblCellMar", &[], |xml| {
            measure(xml, "w:top", Length::ZERO);
            measure(xml, "w:left", table.padding);
            measure(xml, "w:bottom", Length::ZERO);
            measure(xml, "w:right", table.padding);
        });
        look(xml);
        if let TableRole::Data { summary } = &table.role {
            xml.value("w:tblDescription", summary);
        }
    });
}

/// Up to mode 14 the indent of a table is that of the text in its first cell, so the grid
/// would stick out by the padding; in a cell it is that of the grid.
fn indent(flow: &Flow, table: &Table) -> Length {
    if flow.nested {
        Length::ZERO
    } else {
        table.padding
    }
}

/// No part of the table takes anything from the table's style.
fn look(xml: &mut Xml) {
    xml.leaf(
        "w:tblLook",
        &[
            ("w:val", &"0000"),
            ("w:firstRow", &0),
            ("w:lastRow", &0),
            ("w:firstColumn", &0),
            ("w:lastColumn", &0),
            ("w:noHBand", &0),
            ("w:noVBand", &0),
        ],
    );
}

fn measure(xml: &mut Xml, name: &str, length: Length) {
    xml.leaf(name, &[("w:w", &length.in_twips()), ("w:type", &"dxa")]);
}

/// Writes a row. Word wants the rows below a cell that spans downwards to name it again.
fn write_row(
    xml: &mut Xml,
    flow: &Flow,
    table: &Table,
    (index, row): (usize, &Row),
    places: &[Option<Cover>],
    blocks: Blocks,
) {
    // Word and LibreOffice lay out a cell in two parts otherwise, where a page ends in it.
    let tied = places
        .iter()
        .flatten()
        .any(|cover| cover.row + cover.cell.rows > index + 1);
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            if !row.splits {
                xml.leaf("w:cantSplit", &[]);
            }
            if row.least > Length::ZERO {
                let height = row.least.in_twips();
                xml.leaf("w:trHeight", &[("w:val", &height), ("w:hRule", &"atLeast")]);
            }
            if row.header {
                xml.leaf("w:tblHeader", &[]);
            }
        });
        for (column, cover) in places.iter().flatten().enumerate() {
            let cell = cover.cell;
            if cell.column != column {
                continue;
            }
            let columns = table.columns.iter().skip(column).take(cell.columns);
            let width: Length = columns.copied().sum();
            let continued = cover.row < index;
            let flow = Flow {
                width: width - table.padding * 2,
                nested: true,
                // Word keeps a row with the next when its paragraphs are kept with theirs.
                keep_with_next: row.keep_with_next || tied || flow.keep_with_next,
                ..*flow
            };
            xml.element("w:tc", &[], |xml| {
                cell_properties(xml, cell, continued, width);
                match cell.blocks.last() {
                    Some(Block::Paragraph(last)) if continued => {
                        let empty = placeholder(last);
                        paragraph::write(xml, &flow, &empty, None);
                    }
                    _ => blocks(xml, &flow, &cell.blocks),
                }
            });
        }
    });
}

fn cell_properties(xml: &mut Xml, cell: &Cell, continued: bool, width: Length) {
    xml.element("w:tcPr", &[], |xml| {
        measure(xml, "w:tcW", width);
        if cell.columns > 1 {
            xml.value("w:gridSpan", cell.columns);
        }
        if cell.rows > 1 {
            xml.value("w:vMerge", if continued { "continue" } else { "restart" });
        }
        match cell.vertical {
            Vertical::Top => xml.value("w:vAlign", "top"),
            Vertical::Middle => xml.value("w:vAlign", "center"),
        }
    });
}

/// The paragraph that a continued cell must hold. It is not seen until a user splits the
/// cell again, and then has the format of the cell's text.
fn placeholder(like: &Paragraph) -> Paragraph {
    let Paragraph { style, format, .. } = *like;
    Paragraph {
        role: Role::Artifact,
        style,
        format,
        frame: None,
        places: Vec::new(),
        runs: Vec::new(),
    }
}
