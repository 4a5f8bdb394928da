//! A Biểu with its figures: what was stated, and what follows from the formulas. Both are kept;
//! a stated figure is never replaced.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::RowKind;
use super::plan::{Leaf, LeafKind, Plan};
use crate::fault::{Note, Place};
use crate::form::Sourced;
use crate::source::{Figure, Source, Words};
use crate::vn::entry::{Entry, Meant};
use crate::vn::number::{print, round};

/// A Biểu with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Its definition.
    pub plan: Arc<Plan>,
    /// Its rows, in the order of print.
    pub rows: Vec<FilledRow>,
    /// The totals: as they follow from the rows, and as a total row states them. They are
    /// printed if the definition asks for a total row.
    pub total: FilledRow,
    /// What had to be guessed of a file, for the user.
    pub notes: Vec<Note>,
}

/// A row with a cell for each leaf of the definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledRow {
    /// What it is among the others.
    pub kind: RowKind,
    /// Where it was written, if somebody wrote it.
    pub place: Option<Place>,
    /// Its cells.
    pub cells: Vec<FilledCell>,
}

/// A cell: what was stated, and what follows from the formula.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilledCell {
    /// What was stated.
    pub entry: Entry,
    /// Where it was stated, or left blank in a file; none for one that was not entered by hand.
    pub place: Option<Place>,
    /// How a number with decimals was typed; none for one that Excel keeps as a number.
    pub typed: Option<String>,
    /// What follows from the formula or is the sum of the column, unrounded.
    pub computed: Option<Decimal>,
}

impl FilledCell {
    /// The number that was stated, with its place.
    pub fn stated(&self) -> Option<Sourced<Decimal>> {
        Some(Sourced::new(self.entry.number()?, self.place.clone()?))
    }

    /// Where its number was stated.
    pub fn stated_at(&self) -> Option<&Place> {
        self.place.as_ref().filter(|_| self.entry != Entry::Blank)
    }

    /// The number to reckon with: the stated one, zero for a dash, or else the computed one,
    /// unrounded; none for a blank.
    pub fn number(&self) -> Option<Decimal> {
        match self.entry {
            Entry::Number(value) => Some(value),
            Entry::Dash => Some(Decimal::ZERO),
            Entry::Text(_) => None,
            Entry::Blank => self.computed,
        }
    }

    /// What is shown: the stated entry, or else the computed number, rounded as its column is.
    pub fn shown(&self, leaf: &Leaf) -> Entry {
        match (&self.entry, self.computed) {
            (Entry::Blank, Some(computed)) => {
                Entry::Number(round(computed, leaf.computed_decimals()))
            }
            (entry, _) => entry.clone(),
        }
    }

    /// What is printed; `figure` is which cell it is, if it was computed.
    pub fn printed(&self, leaf: &Leaf, figure: Figure) -> Words {
        let text = match self.shown(leaf) {
            Entry::Blank => leaf.blank.clone(),
            Entry::Dash => "-".to_owned(),
            Entry::Text(text) => text,
            Entry::Number(value) => print_padded(value, leaf),
        };
        Words::new(text, self.source(figure))
    }

    /// What made its figure.
    fn source(&self, figure: Figure) -> Source {
        match (&self.entry, self.computed, &self.place) {
            (Entry::Blank, None, None) => Source::Decree,
            (Entry::Blank, Some(_), _) | (_, _, None) => Source::Computed(figure),
            (_, _, Some(place)) => Source::Stated(place.clone()),
        }
    }
}

/// With the column's decimals; a stated number that has more keeps them.
fn print_padded(mut value: Decimal, leaf: &Leaf) -> String {
    if let Some(decimals) = leaf.decimals.filter(|decimals| *decimals > value.scale()) {
        value.rescale(decimals);
    }
    print(value)
}

impl Filled {
    /// The cell of a row in the column of a code.
    pub fn cell<'a>(&self, row: &'a FilledRow, code: &str) -> Option<&'a FilledCell> {
        row.cells.get(self.plan.position(code)?)
    }

    /// The leaves with the cells of a row.
    pub fn cells<'a>(
        &'a self,
        row: &'a FilledRow,
    ) -> impl Iterator<Item = (&'a Leaf, &'a FilledCell)> {
        self.plan.leaves.iter().zip(&row.cells)
    }

    /// The name of a row: the first words in it.
    pub fn name<'a>(&self, row: &'a FilledRow) -> Option<&'a str> {
        let cells = self.plan.leaves.iter().zip(&row.cells);
        let aside = |kind| matches!(kind, LeafKind::Serial | LeafKind::Day);
        let mut cells = cells.filter(|(leaf, _)| !aside(leaf.kind));
        cells.find_map(|(_, cell)| match &cell.entry {
            Entry::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether a total row was stated.
    pub fn states_total(&self) -> bool {
        self.total.place.is_some()
    }
}

impl FilledRow {
    /// A row of blank cells.
    pub fn blank(plan: &Plan, place: Option<Place>) -> Self {
        Self {
            kind: RowKind::Item,
            place,
            cells: vec![FilledCell::default(); plan.leaves.len()],
        }
    }

    /// States a cell.
    pub fn state(&mut self, index: usize, entry: Entry, place: Option<Place>) {
        if let Some(cell) = self.cells.get_mut(index) {
            cell.entry = entry;
            cell.place = place;
        }
    }

    /// States a cell with what was typed into it.
    pub fn enter(&mut self, index: usize, entry: Sourced<Entry>, typed: Option<&str>) {
        let decimals = entry.value.number().is_some_and(|value| value.scale() > 0);
        self.state(index, entry.value, Some(entry.place));
        if let Some(cell) = self.cells.get_mut(index) {
            cell.typed = typed.filter(|_| decimals).map(str::to_owned);
        }
    }

    /// Whether it names the group of the rows below it.
    pub fn heads(&self) -> bool {
        self.kind == RowKind::Group
    }

    /// The number of a column, to reckon with.
    pub fn number(&self, index: usize) -> Option<Decimal> {
        self.cells.get(index)?.number()
    }
}

impl LeafKind {
    /// What its cells hold.
    pub fn meant(self) -> Meant {
        match self {
            Self::Text | Self::Band => Meant::Words,
            Self::Count | Self::Money => Meant::Count,
            Self::Rate => Meant::Percent,
            Self::Day => Meant::Day,
            Self::Serial | Self::Points | Self::Rank | Self::Change => Meant::Number,
        }
    }

    /// Whether its cells hold words rather than numbers.
    pub fn is_words(self) -> bool {
        matches!(self.meant(), Meant::Words | Meant::Day)
    }
}
