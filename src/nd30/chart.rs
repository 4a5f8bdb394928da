//! A chart as boxes: its title, then the chart itself, in parts that fit on a page if its bars
//! are many. The decree has no rule for charts; they are set in the type of tables.

use std::ops::Range;

use rust_decimal::Decimal;

use super::decree::Element;
use super::setter::Setter;
use crate::document::{Chart, ChartFigure, ChartLook};
use crate::font::break_lines;
use crate::length::Length;
use crate::page::{
    self, Align, Block, ChartKind, ChartPoint, Colour, LineSpacing, Paragraph, Plot,
};

/// A line of a chart's type.
const LINE: Length = Length::pt(14);
/// A chart's type: smaller than a table's, so that names on neighbouring lines stand clear.
const TYPE: Length = Length::pt(10);
/// The most bars of a part: two parts and a title fit on a page.
const MOST_BARS: usize = 24;
/// Between names and bars, and beside figures.
const GAP: Length = Length::pt(6);
/// How high values reach in a line of months.
const RISE: Length = Length::pt(70);

/// The blocks of a chart: its title, and one or more charts below each other.
pub fn blocks(setter: &Setter, chart: &Chart, width: Length) -> Vec<Block> {
    let mut title = setter.paragraph(Element::TableHead, chart.title.clone());
    title.format.before = Length::pt(6);
    title.format.keep_with_next = true;
    let mut blocks = vec![Block::Paragraph(title)];
    let most = match chart.look {
        ChartLook::Bars => MOST_BARS,
        ChartLook::Line => chart.figures.len().max(1),
    };
    let measured = Measured::of(setter, chart, width);
    for part in parts(chart.figures.len(), most) {
        blocks.push(Block::Chart(measured.chart(setter, chart, part)));
    }
    blocks
}

/// Parts of about equally many figures.
fn parts(count: usize, most: usize) -> Vec<Range<usize>> {
    let parts = count.div_ceil(most).max(1);
    let edge = |part: usize| count * part / parts;
    (0..parts).map(|part| edge(part)..edge(part + 1)).collect()
}

/// What all parts of a chart share.
struct Measured {
    width: Length,
    /// The height of a row of a bar, or of the labels below a line.
    row: Length,
    left: Length,
    right: Length,
    scale: (Decimal, Decimal),
}

impl Measured {
    fn of(setter: &Setter, chart: &Chart, width: Length) -> Self {
        let widest = |text: &dyn Fn(&ChartFigure) -> Paragraph| {
            let texts = chart.figures.iter().map(text);
            let widths = texts.map(|text| natural(setter, &text));
            widths.max().unwrap_or_default()
        };
        let right = widest(&|figure| label(setter, figure.shown(), Align::Left)) + GAP;
        let names = widest(&|figure| label(setter, figure.name.clone(), Align::Right)) + GAP;
        // Bars have a third at least; longer names take more lines.
        let left = names.min((width - right).scaled(3, 5).max(width / 3));
        let column = match chart.look {
            ChartLook::Bars => left - Length::pt(3),
            ChartLook::Line => {
                width.scaled(1, i64::try_from(chart.figures.len()).unwrap_or(1).max(1))
            }
        };
        let lines = chart.figures.iter().map(|figure| {
            let text = label(setter, figure.name.clone(), Align::Right);
            break_lines(setter.fonts, &text.runs, column, column).len()
        });
        let lines = i64::try_from(lines.max().unwrap_or(1)).unwrap_or(1);
        Self {
            width,
            row: LINE * lines,
            left,
            right,
            scale: scale(chart),
        }
    }

    fn chart(&self, setter: &Setter, chart: &Chart, part: Range<usize>) -> page::Chart {
        let figures = chart.figures.get(part.clone()).unwrap_or_default();
        let count = i64::try_from(figures.len()).unwrap_or(1);
        let (kind, height, plot) = match chart.look {
            ChartLook::Bars => {
                let height = self.row * count;
                let plot = Plot {
                    left: self.left,
                    top: Length::ZERO,
                    width: self.width - self.left - self.right,
                    height,
                };
                (ChartKind::Bars, height, plot)
            }
            ChartLook::Line => {
                let plot = Plot {
                    left: Length::ZERO,
                    top: LINE + GAP,
                    width: self.width,
                    height: RISE,
                };
                (ChartKind::Line, plot.top + RISE + GAP + self.row, plot)
            }
        };
        let aligns = match chart.look {
            ChartLook::Bars => [Align::Right, Align::Left],
            ChartLook::Line => [Align::Centre, Align::Centre],
        };
        let point = |figure: &ChartFigure| ChartPoint {
            label: label(setter, figure.name.clone(), aligns[0]),
            value: figure.value,
            shown: label(setter, figure.shown(), aligns[1]),
            class: figure.class.to_string(),
            shade: shade(chart, figure),
        };
        page::Chart {
            style: setter.style(Element::SectionEnd),
            name: chart.title.to_string(),
            summary: chart.summary(part),
            kind,
            width: self.width,
            height,
            before: Length::pt(2),
            keep_with_next: false,
            plot,
            scale: self.scale,
            heads: heads(chart),
            points: figures.iter().map(point).collect(),
        }
    }
}

/// A text in a chart: small, on lines of one height.
fn label(setter: &Setter, text: crate::source::Words, align: Align) -> Paragraph {
    let mut run = setter.run(Element::TableText, text);
    run.format.size = TYPE;
    let mut label = setter.paragraph_of(Element::TableText, vec![run]);
    label.format.align = align;
    label.format.before = Length::ZERO;
    label.format.after = Length::ZERO;
    label.format.line = LineSpacing::Exact(LINE);
    label
}

fn natural(setter: &Setter, text: &Paragraph) -> Length {
    let widths = text
        .runs
        .iter()
        .map(|run| setter.fonts.width(&run.text, &run.format));
    widths.sum()
}

/// Bars begin at zero and the longest takes all of the plot; a line takes all from its lowest to
/// its highest point.
fn scale(chart: &Chart) -> (Decimal, Decimal) {
    let values = || chart.figures.iter().filter_map(|figure| figure.value);
    let highest = values().max().unwrap_or(Decimal::ONE);
    let lowest = match chart.look {
        ChartLook::Bars => Decimal::ZERO,
        ChartLook::Line => values().min().unwrap_or(Decimal::ZERO),
    };
    match chart.look {
        _ if lowest < highest => (lowest, highest),
        ChartLook::Bars => (lowest, lowest + Decimal::ONE),
        ChartLook::Line => (lowest - Decimal::ONE, lowest + Decimal::ONE),
    }
}

/// The darker, the better the class; every shade can be told from the others in print.
fn shade(chart: &Chart, figure: &ChartFigure) -> Colour {
    const DARKEST: usize = 0x40;
    const LIGHTEST: usize = 0xF0;
    let last = chart.classes.len().saturating_sub(1);
    let class = chart
        .classes
        .iter()
        .position(|class| **class == *figure.class);
    let grey = match (chart.look, class) {
        (ChartLook::Line, _) => 0,
        (_, None) => 0xA0,
        (_, Some(_)) if last == 0 => 0xA0,
        (_, Some(class)) => DARKEST + (LIGHTEST - DARKEST) * class / last,
    };
    let grey = u8::try_from(grey).unwrap_or(u8::MAX);
    Colour {
        red: grey,
        green: grey,
        blue: grey,
    }
}

/// The heads of the data that Word keeps.
fn heads(chart: &Chart) -> Vec<String> {
    let unit = match chart.unit.is_empty() {
        true => "Số liệu".to_owned(),
        false => crate::vn::text::capitalise(&chart.unit),
    };
    let mut heads = vec!["Tên".to_owned(), unit];
    if !chart.classes.is_empty() {
        heads.push("Mức".to_owned());
    }
    heads
}
