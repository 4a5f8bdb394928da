//! What pages are filled with: pieces that stay whole.

use std::collections::VecDeque;
use std::mem::take;

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
    /// Its text in place of lines, if it is what goes on of one that was split.
    pub(super) rest: Option<Rest<'a>>,
}

/// The lines of a row that goes on over pages. Of a long one only those near a page's end are looked
/// at to split it there; the others stay as they are, and are lowered when their page comes.
#[derive(Debug, Clone)]
pub(super) struct Rest<'a> {
    /// Lines of which none stands higher than the one before it: those of a cell, or of cells
    /// that follow each other.
    runs: Vec<VecDeque<TextLine<'a>>>,
    /// How much lower than they say they stand.
    lowered: Length,
}

impl<'a> Rest<'a> {
    fn of(lines: Vec<TextLine<'a>>) -> Self {
        let mut runs: Vec<VecDeque<TextLine>> = Vec::new();
        for line in lines {
            let fits =
                |run: &&mut VecDeque<TextLine>| run.back().is_some_and(|last| last.top <= line.top);
            match runs.last_mut().filter(fits) {
                Some(run) => run.push_back(line),
                None => runs.push(VecDeque::from([line])),
            }
        }
        Self {
            runs,
            lowered: Length::ZERO,
        }
    }

    /// The upper edge of the highest line.
    fn top(&self) -> Option<Length> {
        let first = self.runs.iter().filter_map(VecDeque::front);
        first.map(|line| line.top + self.lowered).min()
    }

    /// Takes the lines that end above a height.
    fn cut(&mut self, cut: Length) -> Vec<TextLine<'a>> {
        let cut = cut - self.lowered;
        let mut upper = Vec::new();
        for run in &mut self.runs {
            let near = run.iter().take_while(|line| line.top <= cut).count();
            let near: Vec<TextLine> = run.drain(..near).collect();
            let (above, below): (Vec<_>, Vec<_>) =
                near.into_iter().partition(|line| line.bottom() <= cut);
            below
                .into_iter()
                .rev()
                .for_each(|line| run.push_front(line));
            upper.extend(above);
        }
        for line in &mut upper {
            line.top += self.lowered;
        }
        upper
    }

    /// All that is left.
    fn into_lines(self) -> Vec<TextLine<'a>> {
        let lines = self.runs.into_iter().flatten();
        let lowered = |line: TextLine<'a>| TextLine {
            top: line.top + self.lowered,
            ..line
        };
        lines.map(lowered).collect()
    }
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
        if let Some(rest) = &mut self.rest {
            rest.lowered += by;
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

    /// Its lines, whether it was split or not.
    pub(super) fn take_lines(&mut self) -> Vec<TextLine<'a>> {
        match self.rest.take() {
            Some(rest) => rest.into_lines(),
            None => take(&mut self.lines),
        }
    }

    /// The lowest seam at which the part above fits.
    pub(super) fn seam_within(&self, room: Length) -> Option<Length> {
        let row = self.row.as_ref()?;
        let fits = |seam: &&Length| **seam + row.border <= room;
        row.seams.iter().rev().find(fits).copied()
    }

    /// Splits rows of a table at a height, and keeps what goes on. Lines of text that straddle it
    /// move below. None, and nothing changed, if that would bring nothing: no line fits above, and
    /// no row ends there.
    pub(super) fn split(&mut self, cut: Length) -> Option<Self> {
        let row = self.row.as_mut()?;
        let lines = &mut self.lines;
        let rest = self.rest.get_or_insert_with(|| Rest::of(take(lines)));
        // What goes on stands as far below the edge as what began, as word processors have it.
        let inset = rest.top();
        let upper = rest.cut(cut);
        if upper.is_empty() && !row.seams.contains(&cut) {
            return None;
        }
        let shift = rest.top().zip(inset).map_or(cut, |(first, inset)| {
            (first - inset).clamp(Length::ZERO, cut)
        });
        let seams = take(&mut row.seams).into_iter();
        let seams = seams.filter(|seam| *seam > cut).map(|seam| seam - shift);
        let (of_head, border) = (row.clone(), row.border);
        row.seams = seams.collect();
        let (above, below) = take(&mut self.places)
            .into_iter()
            .partition(|placed| placed.bottom <= cut);
        let head = Fragment {
            before: self.before,
            height: cut,
            room: cut + border,
            row: Some(of_head),
            lines: upper,
            places: above,
            strokes: self.strokes_between(Length::ZERO, cut, border),
            ..Fragment::default()
        };
        let tail = Fragment {
            places: below,
            strokes: self.strokes_between(shift, self.room - border, border),
            rest: self.rest.take(),
            ..Fragment::default()
        };
        *self = Fragment {
            after: self.after,
            height: self.height - shift,
            room: self.room - shift,
            hold: self.hold,
            row: self.row.take(),
            ..tail.lowered(-shift)
        };
        Some(head)
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
