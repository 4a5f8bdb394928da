//! Pages → content streams, with each stretch of text marked as a part of its paragraph or as
//! no content.
//!
//! One unit of a stream is one of [`Length`], so that all its coordinates are whole numbers.

use std::io::Write;

use super::file::{decimal, digits};
use super::layout::{Direction, Page, PlacedChart, Span, Stroke, TextLine};
use super::tags::{self, Leaf, ParagraphPart};
use super::typeface::PARTS;
use super::typefaces::Subsets;
use crate::font::{Fonts, Glyph, Variant};
use crate::length::{Length, divide_rounding};
use crate::page::{Colour, Role};

/// How far letters may be from their places before a blank puts them right.
const SLACK: Length = Length::twips(1);

/// What stands in a stretch of a page.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Leaf(Leaf),
    /// A page's number.
    Number,
    /// Something that stands on a page before, or is no content.
    Artifact,
}

/// Draws pages one after the other.
pub(super) struct Painter<'w> {
    fonts: &'w Fonts,
    subsets: &'w Subsets,
    /// How many paragraphs have begun.
    begun: usize,
}

/// A page's stream.
pub(super) struct Drawn {
    /// The stream.
    pub(super) content: Vec<u8>,
    /// What each of its marked stretches is a part of.
    pub(super) leaves: Vec<Leaf>,
}

impl<'w> Painter<'w> {
    pub(super) fn new(fonts: &'w Fonts, subsets: &'w Subsets) -> Self {
        Self {
            fonts,
            subsets,
            begun: 0,
        }
    }

    /// Draws a page.
    pub(super) fn page(&mut self, page: &Page) -> Drawn {
        let mut stream = Stream {
            out: Vec::with_capacity(16 * 1024),
            height: page.geometry.height,
            leaves: Vec::new(),
            mark: None,
            font: None,
            colour: Colour::BLACK,
            at: (0, 0),
        };
        // 1/120 of a point.
        stream.out.extend(b".00833333333 0 0 .00833333333 0 0 cm\n");
        stream.strokes(&page.strokes);
        page.charts.iter().for_each(|chart| stream.chart(chart));
        for line in &page.lines {
            self.line(&mut stream, line);
        }
        stream.mark(None);
        Drawn {
            content: stream.out,
            leaves: stream.leaves,
        }
    }

    fn line(&mut self, stream: &mut Stream, line: &TextLine) {
        let mut pen = Pen {
            x: line.x,
            stretch: line.stretch,
            gaps: line.gaps,
            passed: 0,
        };
        let mut spans = line.spans.iter();
        let label = self.label(line);
        if let (Some((leaf, length)), Some(first)) = (label, spans.clone().next()) {
            spans.next();
            let all = first.text.as_ref();
            let (mark, rest) = all.split_at_checked(length).unwrap_or((all, ""));
            stream.mark(Some(Mark::Leaf(leaf)));
            self.span(stream, &mut pen, line, first, mark);
            stream.mark(Some(mark_of(line)));
            self.span(stream, &mut pen, line, first, rest);
        } else {
            stream.mark(Some(mark_of(line)));
        }
        for span in spans {
            self.span(stream, &mut pen, line, span, &span.text);
        }
    }

    /// The label with which a line begins, if it is the first of an item of a list, and how
    /// long it is.
    fn label(&mut self, line: &TextLine) -> Option<(Leaf, usize)> {
        let source = line.source.filter(|_| !line.repeated)?;
        if source.index < self.begun {
            return None;
        }
        self.begun = source.index + 1;
        let leaf = Leaf {
            paragraph: source.index,
            part: ParagraphPart::Label,
        };
        let length = tags::label(source.paragraph).len();
        let whole = line
            .spans
            .first()
            .is_some_and(|first| first.text.len() > length);
        (length > 0 && whole).then_some((leaf, length))
    }

    fn span(&self, stream: &mut Stream, pen: &mut Pen, line: &TextLine, span: &Span, text: &str) {
        let (variant, size) = (Variant::of(&span.format), span.format.size);
        let Some(subset) = self.subsets.of(variant) else {
            return;
        };
        let face = self.fonts.face(variant);
        stream.look(variant, size, span.format.colour);
        stream.go(pen.x, line.baseline());
        let (start, slack) = (pen.x, parts(SLACK, size));
        // Where the subset's own advances lead, in its parts.
        let mut natural = 0;
        let begun = stream.out.len();
        stream.out.extend(b"(");
        let mut corrected = false;
        for letter in text.chars() {
            let code = subset.code(letter).unwrap_or(0);
            stream.code(code);
            pen.x += face.advance(face.glyph(letter).unwrap_or(Glyph(0)), size);
            natural += subset.width(code);
            if letter == ' ' {
                let share = pen.share();
                pen.x += share;
                let wanted = parts(pen.x - start, size);
                let off = wanted - natural;
                if share > Length::ZERO || off.abs() > slack {
                    // Parts are hundredths of what the operator counts in.
                    let off = decimal(-off * 1000 / PARTS);
                    stream.out.extend(b")");
                    stream.out.extend(off.bytes());
                    stream.out.extend(b"(");
                    natural = wanted;
                    corrected = true;
                }
            }
        }
        match corrected {
            true => {
                stream.out.insert(begun, b'[');
                stream.out.extend(b")]TJ\n");
            }
            false => stream.out.extend(b")Tj\n"),
        }
    }
}

/// A length in parts of a size of type.
fn parts(length: Length, size: Length) -> i64 {
    divide_rounding(length.in_units() * 1000 * PARTS, size.in_units().max(1))
}

fn mark_of(line: &TextLine) -> Mark {
    match line.source {
        None => Mark::Number,
        Some(source) if line.repeated || source.paragraph.role == Role::Artifact => Mark::Artifact,
        Some(source) => Mark::Leaf(Leaf {
            paragraph: source.index,
            part: ParagraphPart::Body,
        }),
    }
}

/// A content stream that grows.
struct Stream {
    out: Vec<u8>,
    height: Length,
    leaves: Vec<Leaf>,
    mark: Option<Mark>,
    font: Option<(Variant, Length)>,
    colour: Colour,
    /// Where the last letters of the stretch began.
    at: (i64, i64),
}

impl Stream {
    fn strokes(&mut self, strokes: &[Stroke]) {
        if strokes.is_empty() {
            return;
        }
        self.out.extend(b"/Artifact <</Type/Layout>> BDC\n");
        let mut look = None;
        for stroke in strokes {
            if look.replace((stroke.thickness, stroke.colour)) != look {
                self.numbers([stroke.thickness.in_units()]);
                self.out.extend(b"w\n");
                self.paint(stroke.colour, "G", "RG");
            }
            let y = |down: Length| (self.height - down).in_units();
            let [at, from, to] = [stroke.at, stroke.from, stroke.to];
            let [x1, y1, x2, y2] = match stroke.direction {
                Direction::Horizontal => [from.in_units(), y(at), to.in_units(), y(at)],
                Direction::Vertical => [at.in_units(), y(from), at.in_units(), y(to)],
            };
            self.numbers([x1, y1]);
            self.out.extend(b"m ");
            self.numbers([x2, y2]);
            self.out.extend(b"l S\n");
        }
        self.out.extend(b"EMC\n");
    }

    /// What a chart draws: a part of it, as its first text is.
    fn chart(&mut self, placed: &PlacedChart) {
        let _ = writeln!(self.out, "/Figure <</MCID {}>> BDC", self.leaves.len());
        self.leaves.push(Leaf {
            paragraph: placed.paragraph,
            part: ParagraphPart::Body,
        });
        let mut look = None;
        for segment in placed.chart.segments() {
            if look.replace((segment.thickness, segment.colour)) != look {
                let _ = writeln!(self.out, "{} w", segment.thickness.in_units());
                self.paint(segment.colour, "G", "RG");
            }
            let point = |(x, y): (Length, Length)| {
                let y = self.height - placed.top - y;
                format!("{} {}", (placed.left + x).in_units(), y.in_units())
            };
            let [from, to] = [segment.from, segment.to].map(point);
            let _ = writeln!(self.out, "{from} m {to} l S");
        }
        self.out.extend(b"EMC\n");
    }

    /// Ends the stretch that is open and begins another, unless it goes on.
    fn mark(&mut self, mark: Option<Mark>) {
        if mark == self.mark {
            return;
        }
        if self.mark.is_some() {
            self.out.extend(b"ET EMC\n");
        }
        self.mark = mark;
        match mark {
            None => return,
            Some(Mark::Leaf(leaf)) => {
                let number = i64::try_from(self.leaves.len()).unwrap_or(i64::MAX);
                self.out.extend(b"/P <</MCID ");
                digits(number, &mut |digit| self.out.push(digit));
                self.out.extend(b">> BDC");
                self.leaves.push(leaf);
            }
            Some(Mark::Number) => self
                .out
                .extend(b"/Artifact <</Type/Pagination/Subtype/Header/Attached[/Top]>> BDC"),
            Some(Mark::Artifact) => self.out.extend(b"/Artifact BMC"),
        }
        self.out.extend(b" BT\n");
        self.at = (0, 0);
    }

    fn look(&mut self, variant: Variant, size: Length, colour: Colour) {
        if self.font.replace((variant, size)) != Some((variant, size)) {
            let _ = writeln!(self.out, "/{} {} Tf", name(variant), size.in_units());
        }
        if self.colour != colour {
            self.colour = colour;
            self.paint(colour, "g", "rg");
        }
    }

    /// Black is a grey, as nearly everything is.
    fn paint(&mut self, colour: Colour, grey: &str, rgb: &str) {
        let part = |part: u8| decimal(divide_rounding(i64::from(part) * 1000, 255));
        let _ = match colour {
            Colour::BLACK => writeln!(self.out, "0 {grey}"),
            Colour { red, green, blue } => {
                let [red, green, blue] = [red, green, blue].map(part);
                writeln!(self.out, "{red} {green} {blue} {rgb}")
            }
        };
    }

    /// Goes to where letters are to stand, from where those before them in the same stretch began.
    fn go(&mut self, x: Length, down: Length) {
        let to = (x.in_units(), (self.height - down).in_units());
        let (x, y) = std::mem::replace(&mut self.at, to);
        self.numbers([to.0 - x, to.1 - y]);
        self.out.extend(b"Td");
    }

    /// Numbers, with a blank after each.
    fn numbers<const N: usize>(&mut self, numbers: [i64; N]) {
        for number in numbers {
            digits(number, &mut |digit| self.out.push(digit));
            self.out.push(b' ');
        }
    }

    /// A code inside a string, in which some bytes mean something else.
    fn code(&mut self, code: u16) {
        for byte in code.to_be_bytes() {
            match byte {
                b'(' | b')' | b'\\' => self.out.extend([b'\\', byte]),
                b'\r' => self.out.extend(b"\\r"),
                _ => self.out.push(byte),
            }
        }
    }
}

/// What pages call a face.
pub(super) fn name(variant: Variant) -> &'static str {
    match variant {
        Variant::Regular => "R",
        Variant::Bold => "B",
        Variant::Italic => "I",
        Variant::BoldItalic => "BI",
    }
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
