//! Looks whether boxes keep the promises of [`crate::page`], so that the writers need no errors
//! of their own. What is let through is small enough that none of their sums or products can
//! overflow.

use std::collections::BTreeSet;

use super::{
    Block, Boxes, Chart, Frame, Geometry, InvariantError, LineSpacing, Paragraph, ParagraphFormat,
    Place, Rule, RunFormat, Section, Style, StyleId, Table, Violation, grid,
};
use crate::length::Length;

const NONE: Length = Length::ZERO;
const LEAST: Length = Length::twips(1);
/// Word counts pages and indents up to 22 inches.
const MOST: Length = Length::twips(31_680);
const LEAST_TYPE: Length = Length::pt(1);
const MOST_TYPE: Length = Length::pt(1638);
const LEAST_LINE: Length = Length::twips(5);
const MOST_LINE: Length = Length::pt(12);
const MOST_PADDING: i64 = 31;
const MOST_COLUMNS: usize = 63;
/// Tables in cells of tables: writing them calls itself.
const DEPTH: usize = 16;
/// What stands in a header or footer stands as in a cell.
const IN_MARGIN: usize = 1;

/// Boxes that keep the promises, so that writers need not look again.
#[derive(Debug, Clone, Copy)]
pub struct Sound<'a>(&'a Boxes);

impl<'a> Sound<'a> {
    /// The boxes.
    pub fn boxes(self) -> &'a Boxes {
        self.0
    }
}

/// Looks at the whole document.
///
/// # Errors
/// The first promise that is broken.
pub fn check(boxes: &Boxes) -> Result<Sound<'_>, InvariantError> {
    if boxes.sections.is_empty() {
        return Err(Violation::NoSection.at(Place::Document));
    }
    let mut ids = BTreeSet::from(["Normal", "TableNormal"]);
    let mut names = BTreeSet::from(["Normal", "Normal Table"]);
    let mut places = BTreeSet::new();
    for place in boxes.paragraphs().flat_map(|p| &p.places) {
        let spelled = place.name.bytes().all(|b| b.is_ascii_alphabetic());
        if !spelled || !places.insert(&place.name) {
            let name = place.name.clone();
            return Err(Violation::PlaceName(name).at(Place::Document));
        }
    }
    for (number, style) in (1..).zip(&boxes.styles) {
        identity(style, &mut ids, &mut names)
            .and_then(|()| paragraph_format(&style.paragraph))
            .and_then(|()| run_format(&style.run))
            .map_err(|breach| breach.at(Place::Style(number)))?;
    }
    for (number, section) in (1..).zip(&boxes.sections) {
        around(boxes, section).map_err(|breach| breach.at(Place::Section(number)))?;
        for (index, (previous, block)) in (1..).zip(with_previous(&section.blocks)) {
            let place = Place::Block {
                section: number,
                block: index,
            };
            self::block(boxes, previous, block, 0).map_err(|breach| breach.at(place))?;
        }
    }
    Ok(Sound(boxes))
}

/// Whether a style can be told from all others.
fn identity<'a>(
    style: &'a Style,
    ids: &mut BTreeSet<&'a str>,
    names: &mut BTreeSet<&'a str>,
) -> Result<(), Violation> {
    let Style { id, name, .. } = style;
    let spelled = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if id.is_empty() || !id.bytes().all(spelled) || !ids.insert(id) {
        return Err(Violation::StyleIdentifier(id.clone()));
    }
    if name.is_empty() || !names.insert(name) {
        return Err(Violation::StyleName(name.clone()));
    }
    Ok(())
}

/// All of a section but the blocks of its text.
fn around(boxes: &Boxes, section: &Section) -> Result<(), Violation> {
    geometry(&section.geometry)?;
    style(boxes, section.numbering.style)?;
    run_format(&section.numbering.run)?;
    ends(&section.blocks, Violation::SectionEnd)?;
    for blocks in [&section.first_header, &section.first_footer] {
        if !blocks.is_empty() {
            ends(blocks, Violation::MarginEnd)?;
        }
        for (previous, block) in with_previous(blocks) {
            self::block(boxes, previous, block, IN_MARGIN)?;
        }
    }
    Ok(())
}

fn geometry(geometry: &Geometry) -> Result<(), Violation> {
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
    let (width, height) = (geometry.text_width(), geometry.text_height());
    within("the width of the text", width, LEAST, MOST)?;
    within("the height of the text", height, LEAST, MOST)
}

fn ends(blocks: &[Block], breach: Violation) -> Result<(), Violation> {
    match blocks.last() {
        Some(Block::Paragraph(_)) => Ok(()),
        _ => Err(breach),
    }
}

/// Each block with the one before it.
fn with_previous(blocks: &[Block]) -> impl Iterator<Item = (Option<&Block>, &Block)> {
    let previous = std::iter::once(None).chain(blocks.iter().map(Some));
    previous.zip(blocks)
}

fn block(
    boxes: &Boxes,
    previous: Option<&Block>,
    block: &Block,
    depth: usize,
) -> Result<(), Violation> {
    match (previous, block) {
        (Some(Block::Table(_)), Block::Table(_)) => Err(Violation::TablesTouch),
        (Some(Block::Rule(_)), Block::Rule(_)) => Err(Violation::RulesTouch),
        (Some(Block::Paragraph(one)), Block::Paragraph(next))
            if one.frame.is_some() && next.frame.is_some() =>
        {
            Err(Violation::FramesTouch)
        }
        (_, Block::Table(_)) if depth >= DEPTH => Err(Violation::Depth),
        (_, Block::Table(table)) => self::table(boxes, table, depth),
        (_, Block::Rule(rule)) => self::rule(boxes, rule),
        (_, Block::Chart(_)) if depth > 0 => Err(Violation::ChartPlace),
        (_, Block::Chart(chart)) => self::chart(boxes, chart),
        (_, Block::Paragraph(paragraph)) => self::paragraph(boxes, paragraph),
    }
}

fn style(boxes: &Boxes, style: StyleId) -> Result<(), Violation> {
    match boxes.styles.get(style.0) {
        Some(_) => Ok(()),
        None => Err(Violation::UnknownStyle(style)),
    }
}

fn paragraph(boxes: &Boxes, paragraph: &Paragraph) -> Result<(), Violation> {
    style(boxes, paragraph.style)?;
    paragraph_format(&paragraph.format)?;
    paragraph.frame.as_ref().map_or(Ok(()), frame)?;
    for place in &paragraph.places {
        for side in [place.width, place.height] {
            within("a side of a place for a signature", side, LEAST, MOST)?;
        }
        for distance in [place.left, place.above] {
            within("where a place for a signature is", distance, -MOST, MOST)?;
        }
    }
    let mut runs = paragraph.runs.iter();
    runs.try_for_each(|run| run_format(&run.format))
}

fn paragraph_format(format: &ParagraphFormat) -> Result<(), Violation> {
    for indent in [format.indent_left, format.indent_right, format.indent_first] {
        within("an indent", indent, -MOST, MOST)?;
    }
    within("the space above a paragraph", format.before, NONE, MOST)?;
    within("the space below a paragraph", format.after, NONE, MOST)?;
    let what = "the distance of lines";
    match format.line {
        LineSpacing::Multiple(of_240) if (1..=MOST.in_twips()).contains(&of_240) => Ok(()),
        LineSpacing::Multiple(_) => Err(Violation::Measure { what }),
        LineSpacing::Exact(height) => within(what, height, LEAST, MOST),
    }
}

fn frame(frame: &Frame) -> Result<(), Violation> {
    within(
        "the thickness of a frame",
        frame.thickness,
        LEAST_LINE,
        MOST_LINE,
    )?;
    let what = "the padding of a frame";
    match (0..=MOST_PADDING).any(|points| Length::pt(points) == frame.padding) {
        true => Ok(()),
        false => Err(Violation::Measure { what }),
    }
}

fn run_format(format: &RunFormat) -> Result<(), Violation> {
    let what = "the size of type";
    within(what, format.size, LEAST_TYPE, MOST_TYPE)?;
    if format.size == Length::half_points(format.size.in_half_points()) {
        Ok(())
    } else {
        Err(Violation::Measure { what })
    }
}

fn rule(boxes: &Boxes, rule: &Rule) -> Result<(), Violation> {
    style(boxes, rule.style)?;
    within("the length of a rule", rule.length, LEAST, MOST)?;
    let thickness = rule.thickness;
    within("the thickness of a rule", thickness, LEAST_LINE, MOST_LINE)?;
    within("the space above a rule", rule.before, NONE, MOST)?;
    within("the height of a rule", rule.height, thickness + LEAST, MOST)
}

fn chart(boxes: &Boxes, chart: &Chart) -> Result<(), Violation> {
    style(boxes, chart.style)?;
    let plot = chart.plot;
    let (right, bottom) = (plot.left + plot.width, plot.top + plot.height);
    within("the width of a chart", chart.width, LEAST, MOST)?;
    within("the height of a chart", chart.height, LEAST, MOST)?;
    within("the space above a chart", chart.before, NONE, MOST)?;
    within("the left of a plot", plot.left, NONE, MOST)?;
    within("the top of a plot", plot.top, NONE, MOST)?;
    within("the width of a plot", plot.width, LEAST, MOST)?;
    within("the height of a plot", plot.height, LEAST, MOST)?;
    within("the right of a plot", right, NONE, chart.width)?;
    within("the bottom of a plot", bottom, NONE, chart.height)?;
    if chart.points.is_empty() || chart.scale.0 >= chart.scale.1 || chart.heads.len() < 2 {
        return Err(Violation::EmptyChart);
    }
    chart
        .paragraphs()
        .try_for_each(|text| self::paragraph(boxes, text))
}

fn table(boxes: &Boxes, table: &Table, depth: usize) -> Result<(), Violation> {
    if table.columns.len() > MOST_COLUMNS {
        let what = "the number of columns";
        return Err(Violation::Measure { what });
    }
    for column in &table.columns {
        within("the width of a column", *column, LEAST, MOST)?;
    }
    let width = table.columns.iter().copied().sum();
    within("the width of a table", width, NONE, MOST)?;
    within("the padding of a table", table.padding, NONE, MOST)?;
    if let Some(border) = table.border {
        within("the thickness of a border", border, LEAST_LINE, MOST_LINE)?;
    }
    grid::check(table)?;
    header(table)?;
    for cell in table.cells() {
        ends(&cell.blocks, Violation::CellEnd)?;
        for (previous, block) in with_previous(&cell.blocks) {
            self::block(boxes, previous, block, depth + 1)?;
        }
    }
    Ok(())
}

/// Word and LibreOffice repeat header rows only from the top of the table on, and not those
/// that are tied to rows below them.
fn header(table: &Table) -> Result<(), Violation> {
    let count = table.rows.iter().take_while(|row| row.header).count();
    for (index, row) in table.rows.iter().enumerate() {
        let below = row.cells.iter().any(|cell| index + cell.rows > count);
        match (row.header, index < count) {
            (true, false) => return Err(Violation::LateHeader { row: index + 1 }),
            (true, true) if below => return Err(Violation::HeaderSpan { row: index + 1 }),
            _ => {}
        }
    }
    Ok(())
}

fn within(
    what: &'static str,
    length: Length,
    least: Length,
    most: Length,
) -> Result<(), Violation> {
    if (least..=most).contains(&length) {
        Ok(())
    } else {
        Err(Violation::Measure { what })
    }
}

#[cfg(test)]
mod tests;
