//! What pages are filled with: pieces that stay whole.

use super::{Placed, PlacedChart, Stroke, TextLine};
use crate::length::Length;
use crate::page::Colour;

/// A piece of a page that stays whole: a line of text, a rule, a row of a table. Lengths
/// inside count from its upper edge.
#[derive(Debug, Clone, Default)]
pub(super) struct Fragment<'a> {
    /// Space above; between two fragments the larger of the two spaces holds.
    pub(super) before: Length,
    /// Space below.
    pub(super) after: Length,
    /// From its upper edge to the upper edge of what follows without space.
    pub(super) height: Length,
    /// How much room it needs on a page: the space between lines may stand in the margin, and
    /// a table needs its lower border wherever it ends.
    pub(super) room: Length,
    /// Whether the page may end below it.
    pub(super) hold: Keep,
    /// The table it is a part of.
    pub(super) row: Option<RowOf>,
    /// Its text.
    pub(super) lines: Vec<TextLine<'a>>,
    /// Its lines.
    pub(super) strokes: Vec<Stroke>,
    /// Its places for signatures.
    pub(super) places: Vec<Placed<'a>>,
    /// Its charts.
    pub(super) charts: Vec<PlacedChart<'a>>,
}

/// Whether a page may end below a fragment. The smaller is broken first when nothing else helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Keep {
    /// It may.
    #[default]
    Free,
    /// It should not: the next block or row is to stay with it.
    Next,
    /// It must not: it is inside a paragraph or among header rows.
    Tight,
}

/// What a fragment is to its table.
#[derive(Debug, Clone)]
pub(super) struct RowOf {
    /// Which table of the document.
    pub(super) table: usize,
    /// Whether it is repeated on every page that the table reaches.
    pub(super) header: bool,
    /// The thickness of the border, which the lower edge needs.
    pub(super) border: Length,
    /// Where one row ends and the next begins, if cells span several: a page may end there.
    pub(super) seams: Vec<Length>,
    /// Whether it is a row that no page can hold: it begins where it stands.
    pub(super) splits: bool,
}

/// Slabs that stand one below the other and count as one. The space above the first and below
/// the last counts.
pub(super) fn stacked(fragments: Vec<Fragment<'_>>) -> Fragment<'_> {
    let mut stack = Fragment::default();
    let mut after = Length::ZERO;
    for fragment in fragments {
        stack.height += fragment.before.max(after);
        after = fragment.after;
        let height = fragment.height;
        let fragment = fragment.lowered(stack.height);
        put(fragment.lines, &mut stack.lines);
        put(fragment.strokes, &mut stack.strokes);
        put(fragment.places, &mut stack.places);
        stack.height += height;
    }
    stack.height += after;
    stack
}

/// Adds some to others; the first are not copied.
pub(super) fn put<T>(mut some: Vec<T>, to: &mut Vec<T>) {
    match to.is_empty() {
        true => *to = some,
        false => to.append(&mut some),
    }
}

impl<'a> Fragment<'a> {
    /// The same, lower by so much.
    pub(super) fn lowered(mut self, by: Length) -> Self {
        for line in &mut self.lines {
            line.top += by;
        }
        for stroke in &mut self.strokes {
            stroke.lower(by);
        }
        for place in &mut self.places {
            place.bottom += by;
        }
        for chart in &mut self.charts {
            chart.top += by;
        }
        self
    }

    /// The lowest seam at which the part above fits.
    pub(super) fn seam_within(&self, room: Length) -> Option<Length> {
        let row = self.row.as_ref()?;
        let fits = |seam: &&Length| **seam + row.border <= room;
        row.seams.iter().rev().find(fits).copied()
    }

    /// Splits rows of a table at a height. Lines of text that straddle it move below. None if
    /// that would bring nothing: no line fits above, and no row ends there.
    pub(super) fn split(&self, cut: Length) -> Option<(Self, Self)> {
        let row = self.row.as_ref()?;
        let (upper, lower): (Vec<_>, Vec<_>) = self
            .lines
            .iter()
            .cloned()
            .partition(|line| line.bottom() <= cut);
        if upper.is_empty() && !row.seams.contains(&cut) {
            return None;
        }
        let (above, below): (Vec<_>, Vec<_>) =
            self.places.iter().partition(|placed| placed.bottom <= cut);
        // What goes on stands as far below the edge as what began, as word processors have it.
        let inset = self.lines.iter().map(|line| line.top).min();
        let first = lower.iter().map(|line| line.top).min();
        let shift = first.zip(inset).map_or(cut, |(first, inset)| {
            (first - inset).clamp(Length::ZERO, cut)
        });
        let seams = row
            .seams
            .iter()
            .filter(|seam| **seam > cut)
            .map(|seam| *seam - shift);
        let head = Fragment {
            before: self.before,
            height: cut,
            room: cut + row.border,
            row: Some(RowOf {
                seams: Vec::new(),
                ..row.clone()
            }),
            lines: upper,
            places: above,
            strokes: self.strokes_between(Length::ZERO, cut, row.border),
            ..Fragment::default()
        };
        let tail = Fragment {
            lines: lower,
            places: below,
            strokes: self.strokes_between(shift, self.room - row.border, row.border),
            ..Fragment::default()
        };
        let tail = Fragment {
            after: self.after,
            height: self.height - shift,
            room: self.room - shift,
            hold: self.hold,
            row: Some(RowOf {
                seams: seams.collect(),
                ..row.clone()
            }),
            ..tail.lowered(-shift)
        };
        Some((head, tail))
    }

    /// The strokes between two heights, closed by a border at both.
    fn strokes_between(&self, top: Length, bottom: Length, border: Length) -> Vec<Stroke> {
        let clipped = self
            .strokes
            .iter()
            .filter_map(|stroke| stroke.clipped(top, bottom + border));
        let mut strokes: Vec<Stroke> = clipped.collect();
        let across = self.strokes.iter().filter(|stroke| stroke.is_horizontal());
        let from = across.clone().map(|stroke| stroke.from).min();
        let to = across.map(|stroke| stroke.to).max();
        if let (Some(from), Some(to), true) = (from, to, border > Length::ZERO) {
            let edges = [top, bottom].map(|edge| edge + border / 2);
            let black = Colour::BLACK;
            strokes.extend(edges.map(|at| Stroke::horizontal(border, black, at, from, to)));
        }
        strokes
    }
}
