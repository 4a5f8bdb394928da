//! A picture of figures: bars below each other, or a line over columns. Where its parts stand
//! follows from its measures here, once for all who draw it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Colour, Paragraph, StyleId};
use crate::length::Length;

/// The thickness of the lines around bars and under them.
const THIN: Length = Length::half_points(1);
/// The thickness of a line over columns.
const THICK: Length = Length::half_points(3);
/// The side of the mark at a point of such a line.
const MARK: Length = Length::pt(5);
/// The share of a row that its bar takes, in hundredths.
pub const BAR: i64 = 70;
/// Between a bar or a point and its figure.
const GAP: Length = Length::pt(3);

/// A picture of figures. It stands flush left in its column of text and never splits.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The style of the low paragraph that carries it in Word.
    pub style: StyleId,
    /// What it shows, in a few words.
    pub name: String,
    /// What a reader is told who cannot see it.
    pub summary: String,
    /// How figures are drawn.
    pub kind: ChartKind,
    /// How wide it is.
    pub width: Length,
    /// How high it is.
    pub height: Length,
    /// Space above it.
    pub before: Length,
    /// Stay on one page with the block that follows.
    pub keep_with_next: bool,
    /// Where values are drawn in it.
    pub plot: Plot,
    /// The values at the two ends of the plot: left and right for bars, below and above for a
    /// line.
    pub scale: (Decimal, Decimal),
    /// The heads of its data: names, values and, if they have any, classes.
    pub heads: Vec<String>,
    /// Its figures, at least one.
    pub points: Vec<ChartPoint>,
}

/// How figures are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// A bar to the right for each, one below the other, in rows of one height.
    Bars,
    /// A line from point to point, in columns of one width.
    Line,
}

/// The part of a chart in which values are drawn, from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plot {
    /// Its left edge.
    pub left: Length,
    /// Its upper edge.
    pub top: Length,
    /// How wide it is.
    pub width: Length,
    /// How high it is.
    pub height: Length,
}

/// A figure of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartPoint {
    /// What it is of.
    pub label: Paragraph,
    /// Its value; none if there is none.
    pub value: Option<Decimal>,
    /// Its value as it is printed, with its class.
    pub shown: Paragraph,
    /// The class it lies in; empty for none.
    pub class: String,
    /// How its bar or mark is filled.
    pub shade: Colour,
}

/// A straight stretch that is drawn, by its middle; its ends are cut off square. A wide one is a
/// bar. Lengths count from the chart's upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Where it begins: to the right, and down.
    pub from: (Length, Length),
    /// Where it ends.
    pub to: (Length, Length),
    /// How thick it is.
    pub thickness: Length,
    /// Its colour.
    pub colour: Colour,
}

/// A text of a chart and the rectangle in whose middle, from top to bottom, its lines stand.
#[derive(Debug, Clone, Copy)]
pub struct ChartText<'a> {
    /// The text.
    pub paragraph: &'a Paragraph,
    /// The left edge.
    pub left: Length,
    /// The upper edge.
    pub top: Length,
    /// How wide it is.
    pub width: Length,
    /// How high it is.
    pub height: Length,
}

impl Chart {
    /// Its texts in the order in which they are read.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        let points = self.points.iter();
        points.flat_map(|point| [&point.label, &point.shown])
    }

    /// Its texts where they stand, in the same order.
    pub fn texts(&self) -> Vec<ChartText<'_>> {
        let points = self.points.iter().enumerate();
        match self.kind {
            ChartKind::Bars => points.flat_map(|at| self.texts_of_bar(at)).collect(),
            ChartKind::Line => points.flat_map(|at| self.texts_of_mark(at)).collect(),
        }
    }

    /// What is drawn, the lower things first.
    pub fn segments(&self) -> Vec<Segment> {
        match self.kind {
            ChartKind::Bars => self.bars(),
            ChartKind::Line => self.line(),
        }
    }

    fn count(&self) -> i64 {
        i64::try_from(self.points.len()).unwrap_or(1).max(1)
    }

    /// The edge before the row or column of a point.
    fn edge(&self, index: usize) -> Length {
        let index = i64::try_from(index).unwrap_or(0);
        match self.kind {
            ChartKind::Bars => self.plot.top + self.plot.height.scaled(index, self.count()),
            ChartKind::Line => self.plot.left + self.plot.width.scaled(index, self.count()),
        }
    }

    /// How far a value is from the beginning of the scale, of so much for all of it.
    fn along(&self, value: Decimal, whole: Length) -> Length {
        let (from, to) = self.scale;
        let share = (value - from).checked_div(to - from).unwrap_or_default();
        let share = share.clamp(Decimal::ZERO, Decimal::ONE);
        let units = (share * Decimal::from(whole.in_units())).round();
        Length::units(units.to_i64().unwrap_or(0))
    }

    fn texts_of_bar<'a>(&self, (index, point): (usize, &'a ChartPoint)) -> [ChartText<'a>; 2] {
        let (top, height) = (self.edge(index), self.edge(index + 1) - self.edge(index));
        let end = point.value.map(|value| self.along(value, self.plot.width));
        let left = self.plot.left + end.unwrap_or_default() + GAP;
        let text = |paragraph, left, width| ChartText {
            paragraph,
            left,
            top,
            width,
            height,
        };
        [
            text(&point.label, Length::ZERO, self.plot.left - GAP),
            text(&point.shown, left, self.width - left),
        ]
    }

    fn bars(&self) -> Vec<Segment> {
        let mut segments = Vec::new();
        let left = self.plot.left;
        for (index, point) in self.points.iter().enumerate() {
            let (top, height) = (self.edge(index), self.edge(index + 1) - self.edge(index));
            let Some(value) = point.value else { continue };
            let right = left + self.along(value, self.plot.width);
            let (middle, half) = (top + height / 2, height.scaled(BAR, 200));
            segments.push(Segment {
                from: (left, middle),
                to: (right, middle),
                thickness: half * 2,
                colour: point.shade,
            });
            let corners = [
                (left, middle - half),
                (right, middle - half),
                (right, middle + half),
                (left, middle + half),
            ];
            segments.extend(outline(&corners));
        }
        let bottom = self.plot.top + self.plot.height;
        segments.push(thin((left, self.plot.top), (left, bottom)));
        segments
    }

    /// The middle of a column and the height of its value.
    fn point(&self, index: usize, value: Decimal) -> (Length, Length) {
        let x = (self.edge(index) + self.edge(index + 1)) / 2;
        let bottom = self.plot.top + self.plot.height;
        (x, bottom - self.along(value, self.plot.height))
    }

    fn texts_of_mark<'a>(&self, (index, point): (usize, &'a ChartPoint)) -> [ChartText<'a>; 2] {
        let (left, width) = (self.edge(index), self.edge(index + 1) - self.edge(index));
        let bottom = self.plot.top + self.plot.height;
        let y = point
            .value
            .map_or(bottom, |value| self.point(index, value).1);
        let text = |paragraph, top, height| ChartText {
            paragraph,
            left,
            top,
            width,
            height,
        };
        [
            text(&point.label, bottom + GAP, self.height - bottom - GAP),
            text(&point.shown, y - self.plot.top, self.plot.top - GAP),
        ]
    }

    fn line(&self) -> Vec<Segment> {
        let bottom = self.plot.top + self.plot.height;
        let right = self.plot.left + self.plot.width;
        let mut segments = vec![thin((self.plot.left, bottom), (right, bottom))];
        let points = self.points.iter().enumerate();
        let points: Vec<_> = points
            .map(|(index, point)| Some((self.point(index, point.value?), point.shade)))
            .collect();
        // Where there is no value, the line stops.
        for pair in points.windows(2) {
            if let [Some((from, _)), Some((to, _))] = pair {
                segments.push(Segment {
                    from: *from,
                    to: *to,
                    thickness: THICK,
                    colour: Colour::BLACK,
                });
            }
        }
        for ((x, y), colour) in points.into_iter().flatten() {
            segments.push(Segment {
                from: (x - MARK / 2, y),
                to: (x + MARK / 2, y),
                thickness: MARK,
                colour,
            });
        }
        segments
    }
}

fn thin(from: (Length, Length), to: (Length, Length)) -> Segment {
    Segment {
        from,
        to,
        thickness: THIN,
        colour: Colour::BLACK,
    }
}

fn outline(corners: &[(Length, Length)]) -> Vec<Segment> {
    let next = corners.iter().cycle().skip(1);
    let sides = corners.iter().zip(next);
    sides.map(|(from, to)| thin(*from, *to)).collect()
}
