//! Paragraphs and rules → fragments.

use std::borrow::Cow;

use super::{Column, Composer, Fragment, Keep, Placed, Source, Span, Stroke, TextLine, fragment};
use crate::font::{Fonts, Line, Variant, break_lines};
use crate::length::Length;
use crate::page::{
    Align, Colour, Frame, LineSpacing, Paragraph, ParagraphFormat, Rule, RunFormat, Section,
};

/// How a line stands between its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct LineBox {
    /// From its top to its baseline.
    ascent: Length,
    /// From its top to the lower edge of its type, which must be on the page.
    room: Length,
    /// From its top to the top of the next line.
    height: Length,
}

impl<'a> Composer<'a, '_> {
    /// The lines of a paragraph, each a fragment; in a frame all of them are one.
    pub(super) fn paragraph(
        &mut self,
        paragraph: &'a Paragraph,
        column: Column,
    ) -> Vec<Fragment<'a>> {
        let fragments = self.lines(paragraph, column);
        match &paragraph.frame {
            Some(frame) => vec![framed(fragments, frame, paragraph, column)],
            None => fragments,
        }
    }

    fn lines(&mut self, paragraph: &'a Paragraph, column: Column) -> Vec<Fragment<'a>> {
        let source = Source {
            index: self.paragraphs,
            paragraph,
        };
        self.paragraphs += 1;
        let places = paragraph.places.iter().map(|place| Placed {
            place,
            paragraph: source.index,
            x: column.left + place.left,
            bottom: -place.above,
        });
        let format = &paragraph.format;
        let left = column.left + format.indent_left;
        let width = column.width - format.indent_left - format.indent_right;
        let first = width - format.indent_first;
        let lines = break_lines(self.fonts, &paragraph.runs, first, width);
        let count = lines.len();
        let mut fragments = Vec::with_capacity(count);
        for (index, line) in lines.into_iter().enumerate() {
            let (x, room) = match index {
                0 => (left + format.indent_first, first),
                _ => (left, width),
            };
            let last = index + 1 == count;
            let line_box = self.line_box(paragraph, &line);
            let placed = placed(source, line, line_box, x, room, last);
            fragments.push(Fragment {
                before: if index == 0 {
                    format.before
                } else {
                    Length::ZERO
                },
                after: if last { format.after } else { Length::ZERO },
                height: line_box.height,
                room: line_box.room,
                hold: hold(format, index, count),
                lines: placed.into_iter().collect(),
                ..Fragment::default()
            });
        }
        if let Some(first) = fragments.first_mut() {
            first.places = places.collect();
        }
        fragments
    }

    fn line_box(&self, paragraph: &Paragraph, line: &Line) -> LineBox {
        let format_of = |run: usize| paragraph.runs.get(run).map(|run| run.format);
        let solid = line
            .pieces
            .iter()
            .filter(|piece| !piece.text.trim_end_matches(' ').is_empty());
        let mut formats: Vec<RunFormat> = solid.filter_map(|piece| format_of(piece.run)).collect();
        if formats.is_empty() {
            let blank = line.pieces.first().map_or(0, |piece| piece.run);
            let style = || self.boxes.style(paragraph.style).run;
            formats.push(format_of(blank).unwrap_or_else(style));
        }
        line_box(self.fonts, &formats, paragraph.format.line)
    }

    /// The line that shows a page's number.
    pub(super) fn page_number(&self, section: &Section, number: u32) -> TextLine<'a> {
        let format = section.numbering.run;
        let style = self.boxes.style(section.numbering.style);
        let line_box = line_box(self.fonts, &[format], style.paragraph.line);
        let text = number.to_string();
        let width = self.fonts.width(&text, &format);
        let geometry = section.geometry;
        TextLine {
            source: None,
            repeated: false,
            last: true,
            x: geometry.left + (geometry.text_width() - width) / 2,
            top: geometry.header,
            ascent: line_box.ascent,
            height: line_box.room,
            width,
            stretch: Length::ZERO,
            gaps: 0,
            spans: vec![Span {
                run: (0, 0),
                text: Cow::Owned(text),
                format,
            }],
        }
    }
}

/// A line of text at the top of its fragment; none for an empty one.
fn placed<'a>(
    source: Source<'a>,
    line: Line<'a>,
    line_box: LineBox,
    left: Length,
    room: Length,
    last: bool,
) -> Option<TextLine<'a>> {
    let spare = (room - line.width).max(Length::ZERO);
    let (shift, stretch) = match source.paragraph.format.align {
        Align::Centre => (spare / 2, Length::ZERO),
        Align::Right => (spare, Length::ZERO),
        Align::Justify if !last && line.gaps > 0 => (Length::ZERO, spare),
        Align::Left | Align::Justify => (Length::ZERO, Length::ZERO),
    };
    let span = |piece: crate::font::Piece<'a>| {
        let run = source.paragraph.runs.get(piece.run)?;
        Some(Span {
            run: (piece.run, piece.at),
            text: Cow::Borrowed(piece.text),
            format: run.format,
        })
    };
    let spans: Vec<Span> = line.pieces.into_iter().filter_map(span).collect();
    (!spans.is_empty()).then_some(TextLine {
        source: Some(source),
        repeated: false,
        last,
        x: left + shift,
        top: Length::ZERO,
        ascent: line_box.ascent,
        height: line_box.room,
        width: line.width,
        stretch,
        gaps: line.gaps,
        spans,
    })
}

/// Whether a page may end below a line. At least two lines stay together at either end, and a
/// paragraph that stays with the next stays whole, as LibreOffice has it.
fn hold(format: &ParagraphFormat, index: usize, count: usize) -> Keep {
    let (above, below) = (index + 1, count - index - 1);
    if below == 0 {
        if format.keep_with_next {
            Keep::Next
        } else {
            Keep::Free
        }
    } else if format.keep_lines || format.keep_with_next || above < 2 || below < 2 {
        Keep::Tight
    } else {
        Keep::Free
    }
}

/// The box of a line that holds type of these formats.
fn line_box(fonts: &Fonts, formats: &[RunFormat], spacing: LineSpacing) -> LineBox {
    let (mut ascent, mut descent) = (Length::ZERO, Length::ZERO);
    for format in formats {
        let metrics = fonts.face(Variant::of(format)).line_metrics(format.size);
        ascent = ascent.max(metrics.ascent);
        descent = descent.max(metrics.height - metrics.ascent);
    }
    let natural = ascent + descent;
    let whole_twips = |units: i64| Length::units(units.div_euclid(6) * 6);
    let four_fifths = |height: Length| whole_twips(height.in_units() * 4 / 5);
    match spacing {
        LineSpacing::Multiple(of_240) => {
            let height = whole_twips(natural.in_units() * of_240 / 240);
            let ascent = if height < natural {
                four_fifths(height)
            } else {
                ascent
            };
            LineBox {
                ascent,
                room: natural.min(height),
                height,
            }
        }
        LineSpacing::Exact(height) => LineBox {
            ascent: four_fifths(height),
            room: height,
            height,
        },
    }
}

/// Lines in a frame, which stands outside the paragraph's indents.
fn framed<'a>(
    fragments: Vec<Fragment<'a>>,
    frame: &Frame,
    paragraph: &Paragraph,
    column: Column,
) -> Fragment<'a> {
    let format = &paragraph.format;
    let count = fragments.len();
    let inside = fragments.into_iter().map(|fragment| Fragment {
        before: Length::ZERO,
        after: Length::ZERO,
        ..fragment
    });
    let inside = fragment::stacked(inside.collect());
    let gap = frame.thickness + frame.padding;
    let half = frame.thickness / 2;
    let height = inside.height + gap * 2;
    let left = column.left + format.indent_left - gap + half;
    let right = column.left + column.width - format.indent_right + gap - half;
    let (top, bottom) = (half, height - half);
    let horizontal = |at| Stroke::horizontal(frame.thickness, frame.colour, at, left, right);
    let vertical = |at| Stroke::vertical(frame.thickness, frame.colour, at, top, bottom);
    let mut fragment = Fragment {
        before: format.before,
        after: format.after,
        height,
        room: height,
        hold: hold(format, count.saturating_sub(1), count),
        ..inside.lowered(gap)
    };
    fragment.strokes.extend([
        horizontal(top),
        horizontal(bottom),
        vertical(left),
        vertical(right),
    ]);
    fragment
}

/// A rule, whose thickness is a part of its height.
pub(super) fn rule<'a>(rule: &Rule, column: Column) -> Fragment<'a> {
    let from = column.left + (column.width - rule.length) / 2;
    let to = from + rule.length;
    Fragment {
        before: rule.before,
        height: rule.height,
        room: rule.height,
        hold: if rule.keep_with_next {
            Keep::Next
        } else {
            Keep::Free
        },
        strokes: vec![Stroke::horizontal(
            rule.thickness,
            Colour::BLACK,
            rule.thickness / 2,
            from,
            to,
        )],
        ..Fragment::default()
    }
}
