//! Boxes → placed lines of text and strokes, page by page.
//!
//! Every block becomes a row of fragments: a line of a paragraph, a rule, a row of a table. A fragment
//! knows its height, the space it wants around itself, and whether the page may end below it.
//! Pages are then filled with fragments from the top.

mod border;
mod chart;
mod fragment;
mod page;
mod paragraph;
mod table;

use std::borrow::Cow;

use crate::font::Fonts;
use crate::length::Length;
use crate::page::{
    Block, Boxes, Chart, Colour, Geometry, Paragraph, RunFormat, Section, SignaturePlace,
};

use fragment::{Fragment, Keep};

/// A page with all that is drawn on it. Lengths count from its upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page<'a> {
    /// Its paper and margins.
    pub(crate) geometry: Geometry,
    /// Its number in its section, from 1, whether or not it is shown.
    pub(crate) number: u32,
    /// The lines of text in reading order, the page number first.
    pub(crate) lines: Vec<TextLine<'a>>,
    /// The lines that are drawn.
    pub(crate) strokes: Vec<Stroke>,
    /// The places for signatures.
    pub(crate) places: Vec<Placed<'a>>,
    /// The charts.
    pub(crate) charts: Vec<PlacedChart<'a>>,
}

/// A chart where it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PlacedChart<'a> {
    /// The chart.
    pub(crate) chart: &'a Chart,
    /// Which paragraph of the document is the first of its texts, from 0.
    pub(crate) paragraph: usize,
    /// Its left edge.
    pub(crate) left: Length,
    /// Its upper edge.
    pub(crate) top: Length,
}

/// A line of text where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextLine<'a> {
    /// The paragraph that it is a line of; none for a page number.
    pub(crate) source: Option<Source<'a>>,
    /// Whether it only repeats what stands on a page before (the header rows of a table).
    pub(crate) repeated: bool,
    /// Whether it is the last line of its paragraph.
    pub(crate) last: bool,
    /// The left edge of its text.
    pub(crate) x: Length,
    /// The upper edge of the line.
    pub(crate) top: Length,
    /// From the upper edge to the baseline.
    pub(crate) ascent: Length,
    /// From the upper edge to the lower edge of its type.
    pub(crate) height: Length,
    /// How wide it is without blanks at its end, before it is stretched.
    pub(crate) width: Length,
    /// How much is added to it, shared out over its gaps, to justify it.
    pub(crate) stretch: Length,
    /// How many blanks from its start are gaps.
    pub(crate) gaps: i64,
    /// Its text; with the blanks at its end, so that words do not run together.
    pub(crate) spans: Vec<Span<'a>>,
}

impl TextLine<'_> {
    /// The line on which the letters stand.
    pub(crate) fn baseline(&self) -> Length {
        self.top + self.ascent
    }

    /// The lower edge of its type.
    fn bottom(&self) -> Length {
        self.top + self.height
    }
}

/// The paragraph that a line is from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Source<'a> {
    /// Which paragraph of the document, in the order of the boxes, from 0.
    pub(crate) index: usize,
    /// The paragraph.
    pub(crate) paragraph: &'a Paragraph,
}

/// A place for a signature where it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Placed<'a> {
    /// The place.
    pub(crate) place: &'a SignaturePlace,
    /// Which paragraph of the document it belongs to, from 0.
    pub(crate) paragraph: usize,
    /// Its left edge.
    pub(crate) x: Length,
    /// Its lower edge.
    pub(crate) bottom: Length,
}

/// A stretch of text in one format.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span<'a> {
    /// Which of the paragraph's runs it is from, and where in that run's text it begins, in
    /// bytes: so that its sources are known.
    pub(crate) run: (usize, usize),
    /// Its text; never empty.
    pub(crate) text: Cow<'a, str>,
    /// Its format.
    pub(crate) format: RunFormat,
}

/// A horizontal or vertical line that is drawn, by its middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stroke {
    /// Which way it runs.
    pub(crate) direction: Direction,
    /// How thick it is.
    pub(crate) thickness: Length,
    /// Its colour.
    pub(crate) colour: Colour,
    /// Where its middle lies: down the page if it is horizontal, else across it.
    pub(crate) at: Length,
    /// Where it begins.
    pub(crate) from: Length,
    /// Where it ends.
    pub(crate) to: Length,
}

/// Which way a stroke runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Direction {
    /// From left to right.
    Horizontal,
    /// From top to bottom.
    Vertical,
}

/// Lays out a document whose boxes have been checked.
pub(crate) fn layout<'a>(boxes: &'a Boxes, fonts: &Fonts) -> Vec<Page<'a>> {
    let mut composer = Composer {
        boxes,
        fonts,
        paragraphs: 0,
        tables: 0,
    };
    let mut pages = Vec::new();
    for section in &boxes.sections {
        pages.extend(composer.section(section));
    }
    pages
}

/// Where things stand on the first page of a section, from the upper edge of the paper.
#[derive(Debug, Clone, Copy)]
struct First {
    /// The upper edge of its header.
    header: Length,
    /// The upper edge of the text.
    top: Length,
    /// How high the text may be.
    height: Length,
    /// The upper edge of its footer.
    footer: Length,
}

impl First {
    /// Text gives way to a header, which stands `below` the number's line, and to a footer.
    fn of(geometry: &Geometry, below: Length, header: &Fragment, footer: &Fragment) -> Self {
        let header_top = geometry.header + below;
        let footer_top = geometry.height - geometry.header - footer.height;
        let mut top = geometry.top;
        let mut bottom = geometry.height - geometry.bottom;
        if header.height > Length::ZERO {
            top = top.max(header_top + header.height);
        }
        if footer.height > Length::ZERO {
            bottom = bottom.min(footer_top);
        }
        Self {
            header: header_top,
            top,
            height: (bottom - top).max(Length::ZERO),
            footer: footer_top,
        }
    }
}

/// Turns blocks into fragments.
struct Composer<'a, 'f> {
    boxes: &'a Boxes,
    fonts: &'f Fonts,
    /// How many paragraphs have been seen.
    paragraphs: usize,
    /// How many tables have been seen.
    tables: usize,
}

/// A column of text.
#[derive(Debug, Clone, Copy)]
struct Column {
    left: Length,
    width: Length,
}

impl<'a> Composer<'a, '_> {
    fn section(&mut self, section: &'a Section) -> Vec<Page<'a>> {
        let geometry = section.geometry;
        let column = Column {
            left: geometry.left,
            width: geometry.text_width(),
        };
        let below = match section.numbering.hide_on_first {
            true => Length::ZERO,
            false => self.page_number(section, 1).height,
        };
        let header = fragment::stacked(self.blocks(&section.first_header, column));
        let fragments = self.blocks(&section.blocks, column);
        let footer = fragment::stacked(self.blocks(&section.first_footer, column));
        let first = First::of(&geometry, below, &header, &footer);
        let mut pages = page::fill(fragments, geometry, first);
        if let Some(page) = pages.first_mut() {
            let header = header.lowered(first.header);
            let footer = footer.lowered(first.footer);
            page.lines.splice(0..0, header.lines);
            page.strokes.extend(header.strokes);
            page.lines.extend(footer.lines);
            page.strokes.extend(footer.strokes);
            page.places.extend(header.places);
            page.places.extend(footer.places);
        }
        for page in &mut pages {
            if page.number > 1 || !section.numbering.hide_on_first {
                page.lines.insert(0, self.page_number(section, page.number));
            }
            page.strokes = border::joined(std::mem::take(&mut page.strokes));
        }
        pages
    }

    fn blocks(&mut self, blocks: &'a [Block], column: Column) -> Vec<Fragment<'a>> {
        let mut fragments = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    fragments.extend(self.paragraph(paragraph, column));
                }
                Block::Rule(rule) => fragments.push(paragraph::rule(rule, column)),
                Block::Table(table) => fragments.extend(self.table(table, column)),
                Block::Chart(chart) => fragments.push(self.chart(chart, column)),
            }
        }
        fragments
    }
}

#[cfg(test)]
mod tests;
