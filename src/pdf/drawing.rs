//! Pages as a screen draws them: the same words at the same places as in the PDF.

use crate::font::Variant;
use crate::length::Length;
use crate::page::Colour;
use crate::source::Source;

use super::layout::{Direction, Page, TextLine};
use super::map::{PageMap, Stretch};

/// A page with all that is drawn on it. Lengths count from its upper left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing<'a> {
    /// How wide the paper is.
    pub width: Length,
    /// How high it is.
    pub height: Length,
    /// The words, line by line in reading order, the page number first.
    pub words: Vec<DrawnWords<'a>>,
    /// The lines of rules, tables and charts.
    pub strokes: Vec<DrawnStroke>,
}

/// Words of one source and one format on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnWords<'a> {
    /// Which face they are set in.
    pub variant: Variant,
    /// The size of their type.
    pub size: Length,
    /// Their colour.
    pub colour: Colour,
    /// The line on which their letters stand.
    pub baseline: Length,
    /// The upper edge of their line.
    pub top: Length,
    /// How high their line is.
    pub line_height: Length,
    /// Where they begin.
    pub left: Length,
    /// Where they end.
    pub right: Length,
    /// Word by word: where it begins, and the word with the blanks behind it.
    pub parts: Vec<(Length, &'a str)>,
    /// What made them; none for a page's number.
    pub source: Option<&'a Source>,
}

/// A line that is drawn, by its middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawnStroke {
    /// Where it begins: right of the left edge, below the upper edge.
    pub from: (Length, Length),
    /// Where it ends.
    pub to: (Length, Length),
    /// How thick it is.
    pub thickness: Length,
    /// Its colour.
    pub colour: Colour,
}

impl<'a> PageMap<'a> {
    /// All pages as they are drawn.
    pub fn drawings(&self) -> Vec<Drawing<'_>> {
        let pages = self.laid_out();
        pages.iter().map(|page| self.drawing(page)).collect()
    }

    fn drawing<'m>(&'m self, page: &'m Page<'a>) -> Drawing<'m> {
        let strokes = page.strokes.iter().map(|stroke| {
            let (from, to) = match stroke.direction {
                Direction::Horizontal => ((stroke.from, stroke.at), (stroke.to, stroke.at)),
                Direction::Vertical => ((stroke.at, stroke.from), (stroke.at, stroke.to)),
            };
            let (thickness, colour) = (stroke.thickness, stroke.colour);
            DrawnStroke {
                from,
                to,
                thickness,
                colour,
            }
        });
        let charts = page.charts.iter().flat_map(|placed| {
            let at = |(x, y): (Length, Length)| (placed.left + x, placed.top + y);
            let segments = placed.chart.segments().into_iter();
            segments.map(move |segment| DrawnStroke {
                from: at(segment.from),
                to: at(segment.to),
                thickness: segment.thickness,
                colour: segment.colour,
            })
        });
        Drawing {
            width: page.geometry.width,
            height: page.geometry.height,
            words: page
                .lines
                .iter()
                .flat_map(|line| self.words(line))
                .collect(),
            strokes: strokes.chain(charts).collect(),
        }
    }

    /// The words of a line; those of a page's number have no source.
    fn words<'m>(&'m self, line: &'m TextLine<'a>) -> Vec<DrawnWords<'m>> {
        if line.source.is_some() {
            let stretches = self.stretches(line).into_iter();
            return stretches.map(|stretch| drawn(line, stretch)).collect();
        }
        let number = line.spans.iter().map(|span| DrawnWords {
            variant: Variant::of(&span.format),
            size: span.format.size,
            colour: span.format.colour,
            baseline: line.baseline(),
            top: line.top,
            line_height: line.height,
            left: line.x,
            right: line.x + line.width,
            parts: vec![(line.x, span.text.as_ref())],
            source: None,
        });
        number.collect()
    }
}

fn drawn<'m>(line: &TextLine, stretch: Stretch<'m>) -> DrawnWords<'m> {
    let mut parts = Vec::new();
    let (mut start, mut letters) = (stretch.left, 0_usize);
    for word in stretch.text.split_inclusive(' ') {
        parts.push((start, word));
        letters += word.chars().count();
        let last = letters.checked_sub(1);
        let end = last.and_then(|last| stretch.ends.get(last));
        start = end.copied().unwrap_or(start);
    }
    DrawnWords {
        variant: Variant::of(&stretch.format),
        size: stretch.format.size,
        colour: stretch.format.colour,
        baseline: line.baseline(),
        top: line.top,
        line_height: line.height,
        left: stretch.left,
        right: stretch.right(),
        parts,
        source: Some(stretch.source),
    }
}

#[cfg(test)]
mod tests {
    use crate::dossier::Dossier;
    use crate::font::Fonts;
    use crate::pdf::PageMap;
    use crate::render::Renderer;
    use crate::shelf::Session;

    /// The words of the drawing are those of the map, where the map says they are.
    #[test]
    fn what_is_drawn_stands_where_the_pdf_has_it() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let dossier = folder.join("examples/my-duc-2026-10");
        let dossier = Dossier::read(&dossier, &Session::disk()).unwrap();
        let fonts = Fonts::embedded().unwrap();
        let renderer = Renderer::new(&fonts).unwrap();
        let (documents, _) = renderer.compose(&dossier).unwrap();
        let profile = renderer.profile(&dossier).unwrap();
        let boxes = renderer.typeset(&documents[0], &profile, &dossier.place);
        let boxes = boxes.unwrap();
        let map = PageMap::of(&boxes, &fonts);
        let drawings = map.drawings();
        assert_eq!(drawings.len(), map.pages());
        let last = drawings.last().unwrap();
        assert!(!last.strokes.is_empty(), "the appendix is a table");
        let mut seen = 0;
        for (page, drawing) in (1..).zip(&drawings) {
            for words in &drawing.words {
                let text: String = words.parts.iter().map(|(_, word)| *word).collect();
                let Some(source) = words.source else {
                    assert_eq!(text, "2");
                    continue;
                };
                if words.left < words.right {
                    let hit = map.at(page, words.left, words.top).unwrap();
                    assert_eq!((hit.text, hit.source), (text, source));
                    seen += 1;
                }
            }
        }
        assert!(seen > 200, "{seen}");
    }
}
