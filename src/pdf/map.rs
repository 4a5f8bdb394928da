//! Where the words of a document stand on its pages, and what made those that stand somewhere.

use crate::fault::Place;
use crate::font::{Fonts, Variant};
use crate::length::Length;
use crate::page::{Boxes, RunFormat};
use crate::source::Source;

use super::layout::{self, Page, TextLine};

/// The pages of a document as a map of its words: what stands at a point, and where on the pages
/// the words of a source stand. Pages are laid out once, as the PDF's are.
///
/// ```
/// use vanthu::font::Fonts;
/// use vanthu::length::Length;
/// use vanthu::pdf::PageMap;
/// use vanthu::source::Source;
///
/// # use vanthu::fault::{Origin, Place};
/// # use vanthu::page::*;
/// # let origin = Origin { file: "ho-so.yaml".into(), text: "diem: 15,5".into() };
/// # let field = Place::new(std::sync::Arc::new(origin), 1, 7);
/// # let format = RunFormat { size: Length::pt(14), bold: false, italic: false, colour: Colour::BLACK };
/// # let stated = vanthu::source::Words::new("15,5", Source::Stated(field.clone()));
/// # let style = Style { id: "A".into(), name: "A".into(), paragraph: ParagraphFormat::PLAIN,
/// #     run: format, outline_level: None };
/// # let paragraph = Paragraph { role: Role::Paragraph, style: StyleId(0), format: ParagraphFormat::PLAIN,
/// #     frame: None, places: vec![], runs: vec![Run {
/// #         text: ["Đạt ".into(), stated, " điểm".into()].into_iter().collect(), format }] };
/// # let boxes = Boxes { properties: Properties { title: "A".into(), author: "A".into(),
/// #     language: "vi-VN".into(), font_family: "Times New Roman".into(), date: None },
/// #     styles: vec![style], sections: vec![Section {
/// #     geometry: Geometry { width: Length::mm(210), height: Length::mm(297), top: Length::mm(20),
/// #         bottom: Length::mm(20), left: Length::mm(30), right: Length::mm(20), header: Length::mm(10) },
/// #     numbering: PageNumbering { style: StyleId(0), run: format, hide_on_first: true },
/// #     first_header: vec![], first_footer: vec![], blocks: vec![Block::Paragraph(paragraph)] }] };
/// // The boxes say “Đạt 15,5 điểm”, of which the figure is a field of the hồ sơ.
/// let fonts = Fonts::embedded()?;
/// let map = PageMap::of(&boxes, &fonts);
/// let area = map.areas(|source| source.is_of(&field))[0];
/// assert_eq!(area.page, 1);
/// let hit = map.at(1, area.left + Length::pt(2), area.top + Length::pt(2)).unwrap();
/// assert_eq!((hit.text.as_str(), hit.source), ("15,5", &Source::Stated(field)));
/// # Ok::<(), vanthu::font::FontError>(())
/// ```
pub struct PageMap<'a> {
    pages: Vec<Page<'a>>,
    fonts: &'a Fonts,
}

/// A rectangle on a page, its lengths from the page's upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Which page of the document, from 1.
    pub page: usize,
    /// Its left edge.
    pub left: Length,
    /// Its upper edge.
    pub top: Length,
    /// How wide it is.
    pub width: Length,
    /// How high it is.
    pub height: Length,
}

/// The words of one source that stand at a point of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The words, as far as they stand on one line.
    pub text: String,
    /// What made them.
    pub source: &'a Source,
    /// Where in a file the letter at the point is written; none for words of no file.
    pub place: Option<Place>,
    /// Where the words stand.
    pub area: Area,
}

/// The words of one source on a line.
pub(super) struct Stretch<'a> {
    pub(super) text: &'a str,
    pub(super) source: &'a Source,
    pub(super) format: RunFormat,
    pub(super) left: Length,
    /// Where each of its letters ends.
    pub(super) ends: Vec<Length>,
    /// The place of each of its letters is asked of these words, from this byte on.
    words: (&'a crate::source::Words, usize),
}

impl Stretch<'_> {
    pub(super) fn right(&self) -> Length {
        self.ends.last().copied().unwrap_or(self.left)
    }
}

impl<'a> PageMap<'a> {
    /// The map of a document set in these faces, whose boxes were checked.
    pub fn of(boxes: &'a Boxes, fonts: &'a Fonts) -> Self {
        Self {
            pages: layout::layout(boxes, fonts),
            fonts,
        }
    }

    /// The pages with what is placed on them.
    pub(super) fn laid_out(&self) -> &[Page<'a>] {
        &self.pages
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// What stands at a point of a page: the page from 1, and how far right of its left edge and
    /// below its upper edge the point lies. None where no words stand.
    pub fn at(&self, page: usize, x: Length, y: Length) -> Option<Hit<'a>> {
        let lines = &self.pages.get(page.checked_sub(1)?)?.lines;
        let at_height = |line: &&TextLine| line.top <= y && y < line.top + line.height;
        lines.iter().filter(at_height).find_map(|line| {
            let mut stretches = self.stretches(line).into_iter();
            let found = stretches.find(|stretch| stretch.left <= x && x < stretch.right())?;
            let letter = found.ends.iter().take_while(|end| **end <= x).count();
            let (byte, _) = found.text.char_indices().nth(letter)?;
            Some(Hit {
                text: found.text.to_owned(),
                source: found.source,
                place: found.words.0.place_at(found.words.1 + byte),
                area: area(page, line, &found),
            })
        })
    }

    /// Where the words of some sources stand, line by line in reading order. Those of a field or
    /// a cell: `map.areas(|source| source.is_of(&place))`.
    pub fn areas(&self, wanted: impl Fn(&Source) -> bool) -> Vec<Area> {
        let mut areas = Vec::new();
        for (number, page) in (1..).zip(&self.pages) {
            for line in &page.lines {
                let stretches = self.stretches(line);
                let found = stretches.iter().filter(|stretch| wanted(stretch.source));
                areas.extend(found.map(|stretch| area(number, line, stretch)));
            }
        }
        areas
    }

    /// The stretches of a line, each of one source.
    pub(super) fn stretches(&self, line: &TextLine<'a>) -> Vec<Stretch<'a>> {
        let mut stretches = Vec::new();
        let Some(source) = line.source else {
            return stretches;
        };
        let mut pen = line.x;
        let mut passed = 0;
        for span in &line.spans {
            let (run, start) = span.run;
            let Some(run) = source.paragraph.runs.get(run) else {
                continue;
            };
            let (face, words) = (self.fonts.face(Variant::of(&span.format)), &run.text);
            let end = start + span.text.len();
            let mut starts = words.pieces_from(start, end).peekable();
            while let Some(from) = starts.next() {
                let to = starts.peek().copied().unwrap_or(end);
                let text = words.as_str().get(from..to).unwrap_or_default();
                let left = pen;
                let mut ends = Vec::with_capacity(text.len());
                for letter in text.chars() {
                    if let Some(glyph) = face.glyph(letter) {
                        pen += face.advance(glyph, span.format.size);
                    }
                    if letter == ' ' && passed < line.gaps {
                        let before = line.stretch.scaled(passed, line.gaps);
                        passed += 1;
                        pen += line.stretch.scaled(passed, line.gaps) - before;
                    }
                    ends.push(pen);
                }
                stretches.push(Stretch {
                    text,
                    source: words.source_at(from),
                    format: span.format,
                    left,
                    ends,
                    words: (words, from),
                });
            }
        }
        stretches
    }
}

fn area(page: usize, line: &TextLine, stretch: &Stretch) -> Area {
    Area {
        page,
        left: stretch.left,
        top: line.top,
        width: stretch.right() - stretch.left,
        height: line.height,
    }
}
