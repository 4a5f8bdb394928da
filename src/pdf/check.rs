//! Looks at the boxes before anything is laid out, so that layout needs no errors: every
//! character has a glyph, every style exists, and every measure is small enough that no sum
//! can overflow.

use super::error::{Breach, PdfError, Place};
use crate::font::{Fonts, Variant};
use crate::length::Length;
use crate::page::{
    Block, Boxes, Geometry, LineSpacing, Paragraph, ParagraphFormat, Row, Rule, Run, RunFormat,
    Section, StyleId, Table,
};

const NONE: Length = Length::ZERO;
const LEAST: Length = Length::units(1);
/// The longest side of a PDF page.
const MOST: Length = Length::pt(14_400);
/// Tables in cells of tables: laying them out calls itself.
const DEPTH: usize = 16;
/// How much text around a missing character is told, in characters on each side.
const CONTEXT: usize = 20;

/// What is wrong with a block, before its place is known.
enum Complaint {
    Breach(Breach),
    Missing(char, Variant, String),
}

impl From<Breach> for Complaint {
    fn from(breach: Breach) -> Self {
        Self::Breach(breach)
    }
}

impl Complaint {
    fn at(self, place: Place) -> PdfError {
        match self {
            Self::Breach(breach) => PdfError::Contract { place, breach },
            Self::Missing(character, variant, context) => PdfError::MissingGlyph {
                place,
                character,
                variant,
                context,
            },
        }
    }
}

/// Looks at the whole document.
pub(super) fn check(boxes: &Boxes, fonts: &Fonts) -> Result<(), PdfError> {
    let checker = Checker { boxes, fonts };
    if boxes.sections.is_empty() {
        return Err(Complaint::from(Breach::NoSection).at(Place::Document));
    }
    for style in &boxes.styles {
        run_format(&style.run).map_err(|complaint| complaint.at(Place::Document))?;
        paragraph_format(&style.paragraph).map_err(|complaint| complaint.at(Place::Document))?;
    }
    for (index, section) in boxes.sections.iter().enumerate() {
        checker.section(index + 1, section)?;
    }
    Ok(())
}

struct Checker<'a> {
    boxes: &'a Boxes,
    fonts: &'a Fonts,
}

impl Checker<'_> {
    fn section(&self, number: usize, section: &Section) -> Result<(), PdfError> {
        let page_number = Run {
            text: String::from("0123456789"),
            format: section.numbering.run,
        };
        geometry(&section.geometry)
            .and_then(|()| self.style(section.numbering.style))
            .and_then(|()| self.run(&page_number))
            .map_err(|complaint| complaint.at(Place::Section(number)))?;
        for (index, block) in section.blocks.iter().enumerate() {
            let place = Place::Block {
                section: number,
                block: index + 1,
            };
            self.block(block, 0)
                .map_err(|complaint| complaint.at(place))?;
        }
        Ok(())
    }

    fn block(&self, block: &Block, depth: usize) -> Result<(), Complaint> {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Rule(rule) => self.rule(rule),
            Block::Table(_) if depth >= DEPTH => Err(Breach::Depth.into()),
            Block::Table(table) => self.table(table, depth),
        }
    }

    fn style(&self, style: StyleId) -> Result<(), Complaint> {
        match self.boxes.styles.get(style.0) {
            Some(_) => Ok(()),
            None => Err(Breach::UnknownStyle(style).into()),
        }
    }

    fn paragraph(&self, paragraph: &Paragraph) -> Result<(), Complaint> {
        self.style(paragraph.style)?;
        paragraph_format(&paragraph.format)?;
        paragraph.runs.iter().try_for_each(|run| self.run(run))
    }

    fn run(&self, run: &Run) -> Result<(), Complaint> {
        run_format(&run.format)?;
        let variant = Variant::of(&run.format);
        let face = self.fonts.face(variant);
        match run.text.chars().position(|c| face.glyph(c).is_none()) {
            None => Ok(()),
            Some(place) => {
                let character = run.text.chars().nth(place).unwrap_or_default();
                Err(Complaint::Missing(
                    character,
                    variant,
                    around(&run.text, place),
                ))
            }
        }
    }

    fn rule(&self, rule: &Rule) -> Result<(), Complaint> {
        self.style(rule.style)?;
        within("the length of a line", rule.length, NONE, MOST)?;
        within("the thickness of a line", rule.thickness, NONE, MOST)?;
        within("the space above a line", rule.before, NONE, MOST)?;
        within("the height of a line", rule.height, NONE, MOST)
    }

    fn table(&self, table: &Table, depth: usize) -> Result<(), Complaint> {
        for column in &table.columns {
            within("the width of a column", *column, NONE, MOST)?;
        }
        within("the padding of a table", table.padding, NONE, MOST)?;
        if let Some(thickness) = table.border {
            within("the thickness of a border", thickness, NONE, MOST)?;
        }
        grid(table)?;
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        cells
            .flat_map(|cell| &cell.blocks)
            .try_for_each(|block| self.block(block, depth + 1))
    }
}

fn within(
    what: &'static str,
    length: Length,
    least: Length,
    most: Length,
) -> Result<(), Complaint> {
    if (least..=most).contains(&length) {
        Ok(())
    } else {
        Err(Breach::OutOfRange { what }.into())
    }
}

fn geometry(geometry: &Geometry) -> Result<(), Complaint> {
    within("the width of the paper", geometry.width, LEAST, MOST)?;
    within("the height of the paper", geometry.height, LEAST, MOST)?;
    for margin in [
        geometry.top,
        geometry.bottom,
        geometry.left,
        geometry.right,
        geometry.header,
    ] {
        within("a margin", margin, NONE, MOST)?;
    }
    within("the width of the text", geometry.text_width(), LEAST, MOST)?;
    within(
        "the height of the text",
        geometry.text_height(),
        LEAST,
        MOST,
    )
}

fn paragraph_format(format: &ParagraphFormat) -> Result<(), Complaint> {
    for indent in [format.indent_left, format.indent_right, format.indent_first] {
        within("an indent", indent, -MOST, MOST)?;
    }
    within("the space above a paragraph", format.before, NONE, MOST)?;
    within("the space below a paragraph", format.after, NONE, MOST)?;
    match format.line {
        LineSpacing::Multiple(of_240) if (1..=240 * 1000).contains(&of_240) => Ok(()),
        LineSpacing::Multiple(_) => Err(Breach::OutOfRange {
            what: "the distance of lines",
        }
        .into()),
        LineSpacing::Exact(height) | LineSpacing::AtLeast(height) => {
            within("the distance of lines", height, LEAST, MOST)
        }
    }
}

fn run_format(format: &RunFormat) -> Result<(), Complaint> {
    within("the size of type", format.size, LEAST, MOST)
}

/// The text around a character.
fn around(text: &str, place: usize) -> String {
    let start = place.saturating_sub(CONTEXT);
    text.chars()
        .skip(start)
        .take(place - start + CONTEXT + 1)
        .collect()
}

/// Whether the cells, with those that reach down from rows above, fill each row exactly.
fn grid(table: &Table) -> Result<(), Complaint> {
    // For each column, how many rows from here on are taken.
    let mut taken = vec![0; table.columns.len()];
    for (index, row) in table.rows.iter().enumerate() {
        let left = table.rows.len() - index;
        fill(row, left, &mut taken).map_err(|column| Breach::Grid {
            row: index + 1,
            column: column.saturating_add(1),
        })?;
    }
    Ok(())
}

/// Takes the places of a row's cells, or tells the column at which they do not fit.
fn fill(row: &Row, rows_left: usize, taken: &mut [usize]) -> Result<(), usize> {
    for cell in &row.cells {
        let end = cell.column.saturating_add(cell.columns);
        let places = taken.get_mut(cell.column..end).ok_or(cell.column)?;
        let fits = (1..=rows_left).contains(&cell.rows) && cell.columns > 0;
        if !fits || places.iter().any(|rows| *rows > 0) {
            return Err(cell.column);
        }
        places.fill(cell.rows);
    }
    if let Some(hole) = taken.iter().position(|rows| *rows == 0) {
        return Err(hole);
    }
    taken.iter_mut().for_each(|rows| *rows -= 1);
    Ok(())
}

#[cfg(test)]
mod tests;
