//! The plain boxes that both writers understand, with every format resolved.
//!
//! Nothing here knows Vietnamese, the decree or scores. A writer may rely on these promises.
//! [`check()`] looks at all but the last, which [`crate::nd30::typeset`] keeps:
//!
//! * There is at least one section. Every section, header, footer and cell ends in a paragraph:
//!   Word keeps a section's properties in one.
//! * A table never directly follows a table, nor a rule a rule, nor a framed paragraph a framed
//!   one: Word would join the two.
//! * A table has a row and 1 to 63 columns, each at least a twip wide. The cells of a row,
//!   from left to right and with those that span down into it, fill all columns exactly, and
//!   none reaches past the last row.
//! * Header rows come first in their table, and their cells do not span below the last of them.
//! * Tables stand in the cells of tables, 16 deep at most.
//! * A chart stands between the blocks of a section, not in a header, footer or cell. It has a
//!   figure, its plot lies in it, and its scale begins below its end.
//! * Every [`StyleId`] names a style. The identifier of a style is of ASCII letters, digits and
//!   hyphens. Identifiers and names are not empty, each is there once, and none is that of a
//!   style that every Word file has (`Normal`, `TableNormal`; `Normal`, `Normal Table`).
//! * The names of places for signatures are of ASCII letters, and each is there once.
//! * Paper, margins, indents, spaces, lines, columns and whole tables are at most 22 inches
//!   long, and only indents may be negative. Margins leave room for text.
//! * Type is from 1 to 1638 pt, in whole half-points; rules and borders are from 0.25 to 12 pt
//!   thick; a frame stands up to 31 whole points from its text. The height of a rule includes its thickness and is at least a twip more.
//! * Text is in Unicode NFC and holds no control characters.
//!
//! `docs/bo-cuc.md` tells how these boxes become lines and pages.
//!
//! ```
//! use std::path::Path;
//! use vanthu::dossier::Dossier;
//! use vanthu::font::Fonts;
//! use vanthu::nd30::{Decree, Profile, typeset};
//! use vanthu::page::check;
//! use vanthu::shelf::Session;
//!
//! let dossier = Dossier::read(Path::new("examples/lam-vy-2024-02"), &Session::disk())?;
//! let document = dossier.templates[0].compose(&dossier.inputs)?;
//! let mut boxes = typeset(&document, Decree::nd30()?, &Profile::default(), &Fonts::embedded()?);
//! check(&boxes)?;
//! boxes.sections.clear();
//! assert!(check(&boxes).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod chart;
mod check;
mod error;
mod grid;
mod look;
mod place;

use time::Date;

use crate::length::Length;
use crate::source::Words;

pub use chart::{BAR, Chart, ChartKind, ChartPoint, ChartText, Plot, Segment};
pub use check::{Sound, check};
pub use error::{InvariantError, Place, Violation};
pub use grid::{Cover, edges_of_rows, grid};
pub use look::{Colour, Frame, RunFormat};
pub use place::SignaturePlace;

/// A whole document, ready for a writer.
#[derive(Debug, Clone, PartialEq)]
pub struct Boxes {
    /// What the file says of itself.
    pub properties: Properties,
    /// The named styles that paragraphs refer to, so that Word users can change them.
    pub styles: Vec<Style>,
    /// The sections, each of which starts on a new page.
    pub sections: Vec<Section>,
}

impl Boxes {
    /// A style; a plain one if there is none at this place, which [`check()`] rules out for
    /// all that boxes name.
    pub fn style(&self, id: StyleId) -> &Style {
        static PLAIN: Style = Style {
            id: String::new(),
            name: String::new(),
            paragraph: ParagraphFormat::PLAIN,
            run: RunFormat {
                size: Length::pt(14),
                bold: false,
                italic: false,
                colour: Colour::BLACK,
            },
            outline_level: None,
        };
        self.styles.get(id.0).unwrap_or(&PLAIN)
    }

    /// All paragraphs, those in tables too, in the order in which they are read.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        let blocks = self.sections.iter().flat_map(Section::blocks);
        blocks.flat_map(Block::paragraphs)
    }

    /// All charts, in the order in which they are read.
    pub fn charts(&self) -> impl Iterator<Item = &Chart> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
    }
}

/// What the file says of itself: document properties in Word, metadata in PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Properties {
    /// The document's title.
    pub title: String,
    /// The body that issues it.
    pub author: String,
    /// The language of the text, as BCP 47 (`vi-VN`).
    pub language: String,
    /// The family name of the type, the same in all sections.
    pub font_family: String,
    /// The day the document bears; none while it has not been given one.
    pub date: Option<Date>,
}

/// Which [`Style`] of [`Boxes::styles`], by its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StyleId(pub usize);

/// A named paragraph style. Paragraphs carry their own resolved format as well; a writer
/// that has styles writes only what differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// ASCII identifier, unique in the document.
    pub id: String,
    /// The name that a user sees.
    pub name: String,
    /// The paragraph's format.
    pub paragraph: ParagraphFormat,
    /// The type's format.
    pub run: RunFormat,
    /// Level in the document's outline, from 1; none for running text.
    pub outline_level: Option<u8>,
}

/// Pages of one size and numbering.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Paper and margins.
    pub geometry: Geometry,
    /// How the pages are numbered.
    pub numbering: PageNumbering,
    /// What stands above the text of the first page only, from [`Geometry::header`] down, below
    /// the page's number if it shows one. Text moves down if it must.
    pub first_header: Vec<Block>,
    /// What stands on the pages.
    pub blocks: Vec<Block>,
    /// What stands below the text of the first page only, as far from the lower edge of the
    /// paper as the page number is from the upper one. Text ends above it.
    pub first_footer: Vec<Block>,
}

impl Section {
    /// All blocks, in the order in which they are read.
    fn blocks(&self) -> impl Iterator<Item = &Block> {
        let header = self.first_header.iter();
        header.chain(&self.blocks).chain(&self.first_footer)
    }
}

/// Paper and margins of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Geometry {
    /// Width of the paper as it is turned.
    pub width: Length,
    /// Height of the paper as it is turned.
    pub height: Length,
    /// Margin above the text.
    pub top: Length,
    /// Margin below the text.
    pub bottom: Length,
    /// Margin to the left of the text.
    pub left: Length,
    /// Margin to the right of the text.
    pub right: Length,
    /// From the top of the paper to the top of the page number's line.
    pub header: Length,
}

impl Geometry {
    /// The width that text may take.
    pub fn text_width(&self) -> Length {
        self.width - self.left - self.right
    }

    /// The height that text may take.
    pub fn text_height(&self) -> Length {
        self.height - self.top - self.bottom
    }
}

/// Page numbers: Arabic, centred in the top margin, from 1 in every section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageNumbering {
    /// The style of the line that holds the number.
    pub style: StyleId,
    /// The number's type.
    pub run: RunFormat,
    /// Whether the section's first page shows no number.
    pub hide_on_first: bool,
}

/// A thing that stands in the column of text or in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Lines of text.
    Paragraph(Paragraph),
    /// A grid of cells.
    Table(Table),
    /// A horizontal line.
    Rule(Rule),
    /// A picture of figures.
    Chart(Chart),
}

impl Block {
    fn paragraphs(&self) -> Box<dyn Iterator<Item = &Paragraph> + '_> {
        match self {
            Self::Paragraph(paragraph) => Box::new(std::iter::once(paragraph)),
            Self::Table(table) => {
                let blocks = table.cells().flat_map(|cell| &cell.blocks);
                Box::new(blocks.flat_map(Self::paragraphs))
            }
            Self::Rule(_) => Box::new(std::iter::empty()),
            Self::Chart(chart) => Box::new(chart.paragraphs()),
        }
    }
}

/// Lines of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What the paragraph is, for tags and bookmarks.
    pub role: Role,
    /// The style it is written in.
    pub style: StyleId,
    /// Its format, resolved: the style's with what differs.
    pub format: ParagraphFormat,
    /// A box around all of its lines, which then stay whole on one page; seldom.
    pub frame: Option<Frame>,
    /// Places for signatures above it; seldom.
    pub places: Vec<SignaturePlace>,
    /// Its text. No runs: an empty line of the style's height.
    pub runs: Vec<Run>,
}

impl Paragraph {
    /// The text of all runs, joined.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A heading of this level, from 1. It becomes a bookmark.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list; its mark is part of its text.
    ListItem,
    /// Not content: kept from readers and search.
    Artifact,
}

/// The format of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ParagraphFormat {
    /// How lines stand in the column.
    pub align: Align,
    /// Indent of all lines from the left.
    pub indent_left: Length,
    /// Indent of all lines from the right.
    pub indent_right: Length,
    /// More indent for the first line; negative for a hanging one.
    pub indent_first: Length,
    /// Space above. Between two blocks the larger of the two spaces holds, not their sum. It is
    /// dropped at the top of a page that the text has run on to, but not at a section's start.
    pub before: Length,
    /// Space below. In a cell the spaces above the first and below the last block count.
    pub after: Length,
    /// Distance of lines.
    pub line: LineSpacing,
    /// Stay on one page with the block that follows, and stay whole, as LibreOffice has it.
    pub keep_with_next: bool,
    /// Stay whole on one page. Else at least two lines stay together at each page end.
    pub keep_lines: bool,
}

impl ParagraphFormat {
    /// Flush left, single-spaced, without indents or space around: what no style has touched.
    pub const PLAIN: Self = Self {
        align: Align::Left,
        indent_left: Length::ZERO,
        indent_right: Length::ZERO,
        indent_first: Length::ZERO,
        before: Length::ZERO,
        after: Length::ZERO,
        line: LineSpacing::Multiple(240),
        keep_with_next: false,
        keep_lines: false,
    };
}

/// How lines stand in the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// Flush left.
    Left,
    /// Centred.
    Centre,
    /// Flush right.
    Right,
    /// Flush on both sides, but for the last line.
    Justify,
}

/// Distance of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineSpacing {
    /// A multiple of the font's own line height, in 240ths (240 is single).
    Multiple(i64),
    /// Exactly so much.
    Exact(Length),
}

/// A stretch of text in one format.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Run {
    /// The text, in NFC, of which every stretch knows what made it.
    pub text: Words,
    /// Its format.
    pub format: RunFormat,
}

/// A horizontal line, centred in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The style of the empty paragraph that carries the line in Word.
    pub style: StyleId,
    /// How long it is.
    pub length: Length,
    /// How thick it is.
    pub thickness: Length,
    /// Space above it.
    pub before: Length,
    /// Height that it takes in all, its thickness included; it is drawn at its upper edge.
    pub height: Length,
    /// Stay on one page with the block that follows.
    pub keep_with_next: bool,
}

/// A grid of cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Whether it only places things or holds data.
    pub role: TableRole,
    /// The widths of its columns. It stands flush left in its column of text.
    pub columns: Vec<Length>,
    /// Lines around all cells, of this thickness; none for no lines.
    pub border: Option<Length>,
    /// Space between the left and right edge of a cell and its text.
    pub padding: Length,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// The cells of all rows.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flat_map(|row| &row.cells)
    }
}

/// Whether a table only places things or holds data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableRole {
    /// It only places things side by side: readers see its cells one after the other.
    Layout,
    /// It holds data, and this is what it is about.
    Data {
        /// What a reader is told before the table.
        summary: String,
    },
}

/// A row of a table. It never splits over two pages, unless it is higher than one.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// A header row: repeated at the top of every page that the table reaches.
    pub header: bool,
    /// Stay on one page with the row, or the block after the table, that follows.
    pub keep_with_next: bool,
    /// A height that Word keeps to at least, zero for none: LibreOffice cuts what a cell over
    /// several rows of a repeated head holds unless each of them says how high it is.
    pub least: Length,
    /// Whether it is too high for a page, so that one must end in it: LibreOffice loses words of
    /// such a row that is to stay whole.
    pub splits: bool,
    /// The cells that begin in this row, from left to right.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The column in which it begins, from 0.
    pub column: usize,
    /// How many columns it takes, from 1.
    pub columns: usize,
    /// How many rows it takes, from 1.
    pub rows: usize,
    /// Where its text stands between top and bottom.
    pub vertical: Vertical,
    /// Whether it heads the columns below it.
    pub heads: bool,
    /// What it holds, at least one block; the last is a paragraph.
    pub blocks: Vec<Block>,
}

/// Where text stands between the top and the bottom of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vertical {
    /// At the top.
    Top,
    /// In the middle.
    Middle,
}
