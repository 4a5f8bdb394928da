//! `w:tbl`: a grid of cells.

use super::body::{self, Flow};
use super::error::Breach;
use super::format;
use super::grid::{self, Slot};
use super::xml::Xml;
use crate::length::Length;
use crate::page::{Block, Paragraph, Role, Row, Table, TableRole, Vertical};

/// Writes a table. All widths are absolute: office programs agree on nothing else.
pub(super) fn write(xml: &mut Xml, flow: &Flow, table: &Table) -> Result<(), Breach> {
    check_headers(table)?;
    let rows = grid::rows(table)?;
    xml.element("w:tbl", &[], |xml| {
        properties(xml, flow, table);
        xml.element("w:tblGrid", &[], |xml| {
            for column in &table.columns {
                xml.leaf("w:gridCol", &[("w:w", &column.in_twips())]);
            }
        });
        for (row, slots) in table.rows.iter().zip(&rows) {
            write_row(xml, flow, table, row, slots)?;
        }
        Ok(())
    })
}

/// Word repeats header rows only from the top of the table on.
fn check_headers(table: &Table) -> Result<(), Breach> {
    let first_other = table
        .rows
        .iter()
        .position(|row| !row.header)
        .unwrap_or(table.rows.len());
    match table.rows.iter().rposition(|row| row.header) {
        Some(last_header) if last_header > first_other => Err(Breach::LateHeader {
            row: last_header + 1,
        }),
        _ => Ok(()),
    }
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

fn write_row(
    xml: &mut Xml,
    flow: &Flow,
    table: &Table,
    row: &Row,
    slots: &[Slot],
) -> Result<(), Breach> {
    // Word keeps a row with the next when its paragraphs are kept with theirs.
    let keep_with_next = row.keep_with_next || flow.keep_with_next;
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            xml.leaf("w:cantSplit", &[]);
            if row.header {
                xml.leaf("w:tblHeader", &[]);
            }
        });
        slots.iter().try_for_each(|slot| {
            let columns = table
                .columns
                .iter()
                .skip(slot.cell.column)
                .take(slot.cell.columns);
            let width: Length = columns.copied().sum();
            xml.element("w:tc", &[], |xml| {
                cell_properties(xml, slot, width);
                let width = width - table.padding * 2;
                let flow = Flow {
                    styles: flow.styles,
                    width,
                    nested: true,
                    keep_with_next,
                };
                cell_blocks(xml, &flow, slot)
            })
        })
    })
}

fn cell_properties(xml: &mut Xml, slot: &Slot, width: Length) {
    xml.element("w:tcPr", &[], |xml| {
        measure(xml, "w:tcW", width);
        if slot.cell.columns > 1 {
            xml.value("w:gridSpan", slot.cell.columns);
        }
        if slot.cell.rows > 1 {
            xml.value(
                "w:vMerge",
                if slot.continued {
                    "continue"
                } else {
                    "restart"
                },
            );
        }
        match slot.cell.vertical {
            Vertical::Top => xml.value("w:vAlign", "top"),
            Vertical::Middle => xml.value("w:vAlign", "center"),
        }
    });
}

fn cell_blocks(xml: &mut Xml, flow: &Flow, slot: &Slot) -> Result<(), Breach> {
    let Some(Block::Paragraph(last)) = slot.cell.blocks.last() else {
        return Err(Breach::CellEnd);
    };
    if slot.continued {
        body::block(xml, flow, &Block::Paragraph(placeholder(last)))
    } else {
        body::blocks(xml, flow, &slot.cell.blocks)
    }
}

/// The paragraph that a continued cell must hold. It is not seen until a user splits the
/// cell again, and then has the format of the cell's text.
fn placeholder(like: &Paragraph) -> Paragraph {
    let Paragraph { style, format, .. } = *like;
    Paragraph {
        role: Role::Artifact,
        style,
        format,
        runs: Vec::new(),
    }
}
