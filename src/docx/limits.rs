//! Refuses measures that Word cannot hold, before anything is written.
//!
//! Word counts pages and indents up to 22 inches. What is let through is small enough that
//! no sum or product of the writer can overflow.

use super::error::{Breach, DocxError, Place};
use crate::length::Length;
use crate::page::{Block, Boxes, Geometry, LineSpacing, ParagraphFormat, Rule, RunFormat, Table};

const NONE: Length = Length::ZERO;
const LEAST: Length = Length::twips(1);
const MOST: Length = Length::twips(31_680);
const LEAST_TYPE: Length = Length::pt(1);
const MOST_TYPE: Length = Length::pt(1638);
const LEAST_LINE: Length = Length::twips(5);
const MOST_LINE: Length = Length::pt(12);
const MOST_COLUMNS: usize = 63;

/// Looks at every measure of the document.
pub(super) fn check(boxes: &Boxes) -> Result<(), DocxError> {
    for (index, style) in boxes.styles.iter().enumerate() {
        let at = |breach| DocxError::at(Place::Style(index + 1), breach);
        paragraph(&style.paragraph)
            .and_then(|()| run(&style.run))
            .map_err(at)?;
    }
    for (index, section) in boxes.sections.iter().enumerate() {
        let number = index + 1;
        let at = |breach| DocxError::at(Place::Section(number), breach);
        geometry(&section.geometry)
            .and_then(|()| run(&section.numbering.run))
            .map_err(at)?;
        for (index, one) in section.blocks.iter().enumerate() {
            let place = Place::Block {
                section: number,
                block: index + 1,
            };
            block(one).map_err(|breach| DocxError::at(place, breach))?;
        }
    }
    Ok(())
}

fn within(what: &'static str, length: Length, least: Length, most: Length) -> Result<(), Breach> {
    if (least..=most).contains(&length) {
        Ok(())
    } else {
        Err(Breach::OutOfRange { what })
    }
}

fn geometry(geometry: &Geometry) -> Result<(), Breach> {
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

fn block(block: &Block) -> Result<(), Breach> {
    match block {
        Block::Paragraph(text) => {
            paragraph(&text.format)?;
            text.runs.iter().try_for_each(|one| run(&one.format))
        }
        Block::Table(grid) => table(grid),
        Block::Rule(line) => rule(line),
    }
}

fn paragraph(format: &ParagraphFormat) -> Result<(), Breach> {
    for indent in [format.indent_left, format.indent_right, format.indent_first] {
        within("an indent", indent, -MOST, MOST)?;
    }
    within("the space above a paragraph", format.before, NONE, MOST)?;
    within("the space below a paragraph", format.after, NONE, MOST)?;
    let most = MOST.in_twips();
    match format.line {
        LineSpacing::Multiple(of_240) if (1..=most).contains(&of_240) => Ok(()),
        LineSpacing::Multiple(_) => Err(Breach::OutOfRange {
            what: "the distance of lines",
        }),
        LineSpacing::Exact(height) | LineSpacing::AtLeast(height) => {
            within("the height of a line", height, LEAST, MOST)
        }
    }
}

fn run(format: &RunFormat) -> Result<(), Breach> {
    within("the size of type", format.size, LEAST_TYPE, MOST_TYPE)
}

fn rule(rule: &Rule) -> Result<(), Breach> {
    within("the length of a line", rule.length, LEAST, MOST)?;
    within(
        "the thickness of a line",
        rule.thickness,
        LEAST_LINE,
        MOST_LINE,
    )?;
    within("the space above a line", rule.before, NONE, MOST)?;
    within("the height of a line", rule.height, NONE, MOST)
}

fn table(table: &Table) -> Result<(), Breach> {
    if table.columns.len() > MOST_COLUMNS {
        return Err(Breach::OutOfRange {
            what: "the number of columns",
        });
    }
    for column in &table.columns {
        within("the width of a column", *column, LEAST, MOST)?;
    }
    within(
        "the width of a table",
        table.columns.iter().copied().sum(),
        NONE,
        MOST,
    )?;
    within("the padding of a table", table.padding, NONE, MOST)?;
    if let Some(thickness) = table.border {
        within(
            "the thickness of a border",
            thickness,
            LEAST_LINE,
            MOST_LINE,
        )?;
    }
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells.flat_map(|cell| &cell.blocks).try_for_each(block)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::sample;

    fn complaint(change: impl FnOnce(&mut Boxes)) -> Option<String> {
        let mut boxes = sample::report();
        change(&mut boxes);
        check(&boxes).err().map(|error| error.to_string())
    }

    #[test]
    fn the_largest_paper_is_taken_and_one_twip_more_is_refused() {
        let sized =
            |twips| complaint(|boxes| boxes.sections[0].geometry.width = Length::twips(twips));
        assert_eq!(sized(31_680), None);
        let refused = "section 1: the width of the paper is more or less than Word can hold";
        assert_eq!(sized(31_681).as_deref(), Some(refused));
    }

    #[test]
    fn margins_must_leave_room_for_text() {
        let complaint = complaint(|boxes| boxes.sections[1].geometry.left = Length::mm(250));
        assert!(complaint.is_some_and(|text| text.starts_with("section 2: the width of the text")));
    }

    #[test]
    fn the_largest_numbers_there_are_do_no_harm() {
        let huge = Length::units(i64::MAX);
        for length in [huge, Length::units(i64::MIN)] {
            assert!(complaint(|boxes| boxes.styles[0].run.size = length).is_some());
            assert!(complaint(|boxes| boxes.styles[0].paragraph.indent_first = length).is_some());
            assert!(complaint(|boxes| boxes.sections[0].geometry.top = length).is_some());
            assert!(
                complaint(|boxes| boxes.sections[0].blocks[0] = Block::Rule(sample::rule(length)))
                    .is_some()
            );
        }
        let line = LineSpacing::Multiple(i64::MAX);
        assert!(complaint(|boxes| boxes.styles[0].paragraph.line = line).is_some());
    }
}
