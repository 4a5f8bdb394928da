//! Pages → krilla.
#![expect(
    clippy::float_arithmetic,
    reason = "the edge of the house: krilla counts in floats"
)]

use std::num::NonZeroU32;

use krilla::Document;
use krilla::color::{luma, rgb};
use krilla::geom::{PathBuilder, Point};
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::paint::{Fill, Stroke as Paint};
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};

use super::Writer;
use super::layout::{Direction, Page, Span, Stroke, TextLine};
use crate::font::{Face, Glyph, Variant};
use crate::length::Length;
use crate::page::Colour;

/// Draws a page.
pub(super) fn page(document: &mut Document, writer: &Writer, page: &Page) {
    let (width, height) = (page.geometry.width, page.geometry.height);
    // The boxes were checked: paper has a size.
    let settings = PageSettings::from_wh(width.in_points(), height.in_points()).unwrap_or_default();
    let number = NonZeroU32::new(page.number);
    let label = PageLabel::new(Some(NumberingStyle::Arabic), None, number);
    let mut sheet = document.start_page_with(settings.with_page_label(label));
    let mut surface = sheet.surface();
    for stroke in &page.strokes {
        draw_stroke(&mut surface, stroke);
    }
    surface.set_stroke(None);
    for line in &page.lines {
        draw_line(&mut surface, writer, line);
    }
    surface.finish();
    sheet.finish();
}

/// Black is a grey, so that pages without marks need one colour space.
fn paint(colour: Colour) -> krilla::paint::Paint {
    match colour {
        Colour::BLACK => luma::Color::new(0).into(),
        Colour { red, green, blue } => rgb::Color::new(red, green, blue).into(),
    }
}

fn draw_stroke(surface: &mut Surface, stroke: &Stroke) {
    let [at, from, to] = [stroke.at, stroke.from, stroke.to].map(Length::in_points);
    let mut path = PathBuilder::new();
    match stroke.direction {
        Direction::Horizontal => {
            path.move_to(from, at);
            path.line_to(to, at);
        }
        Direction::Vertical => {
            path.move_to(at, from);
            path.line_to(at, to);
        }
    }
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Paint {
        width: stroke.thickness.in_points(),
        paint: paint(stroke.colour),
        ..Paint::default()
    }));
    surface.draw_path(&path);
}

fn draw_line(surface: &mut Surface, writer: &Writer, line: &TextLine) {
    let mut pen = Pen {
        x: line.x,
        stretch: line.stretch,
        gaps: line.gaps,
        passed: 0,
    };
    for (index, span) in line.spans.iter().enumerate() {
        let ends = line.last && index + 1 == line.spans.len();
        let text = drawn_text(span, ends);
        let start = Point::from_xy(pen.x.in_points(), line.baseline().in_points());
        surface.set_fill(Some(Fill {
            paint: paint(span.format.colour),
            ..Fill::default()
        }));
        let variant = Variant::of(&span.format);
        let face = writer.fonts.face(variant);
        let glyphs = pen.glyphs(face, &text, span.format.size);
        let font = writer.face(variant).clone();
        surface.draw_glyphs(
            start,
            &glyphs,
            font,
            &text,
            span.format.size.in_points(),
            false,
        );
    }
}

/// The text as a reader finds it again: a non-breaking space is a space, which has the same
/// glyph, and a paragraph ends in a space so that it does not run into the next.
fn drawn_text(span: &Span, ends: bool) -> String {
    let mut text = span.text.replace('\u{a0}', " ");
    if ends && !text.ends_with(' ') {
        text.push(' ');
    }
    text
}

/// Sets the letters of a line one after the other.
struct Pen {
    x: Length,
    /// What is shared out over the gaps.
    stretch: Length,
    gaps: i64,
    /// How many gaps have been passed.
    passed: i64,
}

impl Pen {
    /// Glyphs with their advances. Inside words the font's own are used, so that the file need
    /// not state them; each blank makes up for the difference to the rounded advances by which
    /// the line was broken.
    fn glyphs(&mut self, face: &Face, text: &str, size: Length) -> Vec<KrillaGlyph> {
        let per_em = f32::from(face.units_per_em());
        let start = self.x;
        // Where the font's own advances lead, in points.
        let mut natural = 0.0;
        let mut glyphs = Vec::with_capacity(text.len());
        for (at, character) in text.char_indices() {
            let glyph = face.glyph(character).unwrap_or(Glyph(0));
            self.x += face.advance(glyph, size);
            let mut advance = f32::from(face.natural_advance(glyph)) / per_em;
            if character == ' ' {
                let share = self.share();
                self.x += share;
                advance = ((self.x - start).in_points() - natural) / size.in_points();
            }
            natural += advance * size.in_points();
            let id = GlyphId::new(u32::from(glyph.0));
            let range = at..at + character.len_utf8();
            glyphs.push(KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, range, None));
        }
        glyphs
    }

    /// What the next gap gets, so that all gaps together get all, to the last unit.
    fn share(&mut self) -> Length {
        if self.passed >= self.gaps {
            return Length::ZERO;
        }
        let before = self.stretch.scaled(self.passed, self.gaps);
        self.passed += 1;
        self.stretch.scaled(self.passed, self.gaps) - before
    }
}
