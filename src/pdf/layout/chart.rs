//! Charts → fragments: one each, for a chart never splits.

use super::{Column, Composer, Fragment, Keep, PlacedChart, fragment};
use crate::font::Variant;
use crate::length::Length;
use crate::page::Chart;

impl<'a> Composer<'a, '_> {
    /// A chart: its texts where it says, and a place for what it draws.
    pub(super) fn chart(&mut self, chart: &'a Chart, column: Column) -> Fragment<'a> {
        let placed = PlacedChart {
            chart,
            paragraph: self.paragraphs,
            left: column.left,
            top: Length::ZERO,
        };
        // The low line of text on which Word stands it.
        let run = self.boxes.style(chart.style).run;
        let metrics = self.fonts.face(Variant::of(&run)).line_metrics(run.size);
        let height = chart.height + (metrics.height - metrics.ascent);
        let mut all = Fragment {
            before: chart.before,
            height,
            room: height,
            hold: match chart.keep_with_next {
                true => Keep::Next,
                false => Keep::Free,
            },
            charts: vec![placed],
            ..Fragment::default()
        };
        for text in chart.texts() {
            let column = Column {
                left: column.left + text.left,
                width: text.width,
            };
            let lines = fragment::stacked(self.paragraph(text.paragraph, column));
            let top = text.top + (text.height - lines.height) / 2;
            all.lines.extend(lines.lowered(top).lines);
        }
        all
    }
}
