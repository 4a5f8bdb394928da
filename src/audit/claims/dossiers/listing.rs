//! A list of single dossiers as a sheet has it: codes, words, days, and numbers of days.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::audit::claims::Claims;
use crate::audit::claims::vocabulary::Hint;
use crate::audit::figures::Named;
use crate::audit::names::has_lead;
use crate::sheet::{LeafKind, RowsOf};
use crate::vn::entry::Entry;
use crate::vn::text::lower;

/// Which rows are meant.
pub type Mask = Vec<bool>;

/// What one column has of each row.
pub enum Cells {
    /// Words.
    Words(Vec<Option<String>>),
    /// Days, as they are printed.
    Days(Vec<Option<String>>),
    /// Numbers of days.
    Numbers(Vec<Option<Decimal>>),
}

/// A column.
pub struct Column {
    /// Its head, in small letters.
    pub head: String,
    /// The words by which its head is known.
    pub telling: Arc<BTreeSet<String>>,
    /// Those of what stands in it, if some rows have nothing there: whether it was done.
    pub done: Option<Arc<BTreeSet<String>>>,
    /// Whether its head speaks of being late.
    pub late: bool,
    /// Whether its head speaks of being due.
    pub due: bool,
    /// Whether several rows have the same words there: an office, a field.
    pub shared: bool,
    /// What it holds.
    pub cells: Cells,
}

/// A list.
pub struct Listing {
    /// How many dossiers there are.
    pub rows: usize,
    /// Its columns.
    pub columns: Vec<Column>,
}

impl Claims<'_, '_> {
    /// The lists of single dossiers among the sheets.
    pub(super) fn listings(&self) -> Vec<Listing> {
        let listed = |named: &&Named| named.sheet.plan.rows != RowsOf::Indicators;
        let sheets = self.sheets.iter().filter(listed);
        sheets.filter_map(|named| self.listing(named)).collect()
    }

    fn listing(&self, named: &Named) -> Option<Listing> {
        let sheet = named.sheet;
        let leaves = &sheet.plan.leaves;
        let kind = |kind| leaves.iter().filter(move |leaf| leaf.kind == kind).count();
        let late = leaves.iter().any(|leaf| {
            let days = || self.grammar.has(&lower(&leaf.name()), Hint::Days);
            leaf.kind == LeafKind::Count && days()
        });
        let rows = sheet.rows.iter().filter(|row| !row.heads());
        let rows: Vec<_> = rows.collect();
        let names: Vec<&str> = rows.iter().filter_map(|row| sheet.name(row)).collect();
        let single: BTreeSet<&str> = names.iter().copied().collect();
        let units = names.iter().any(|name| has_lead(name));
        if !late || kind(LeafKind::Text) < 2 || units || single.len() != rows.len() {
            return None;
        }
        let columns = leaves.iter().enumerate().filter_map(|(at, leaf)| {
            let entries = rows.iter().map(|row| row.cells.get(at));
            let text = |entry: &Entry| match entry {
                Entry::Text(text) => Some(text.clone()),
                _ => None,
            };
            let cells = match leaf.kind {
                LeafKind::Text => Cells::Words(entries.map(|cell| text(&cell?.entry)).collect()),
                LeafKind::Day => Cells::Days(entries.map(|cell| text(&cell?.entry)).collect()),
                LeafKind::Count => Cells::Numbers(entries.map(|cell| cell?.number()).collect()),
                _ => return None,
            };
            let head = crate::vn::text::lower(&leaf.name());
            let says = |hint| self.grammar.has(&head, hint);
            Some(Column {
                late: says(Hint::Late),
                due: says(Hint::Due),
                telling: self.grammar.telling(&leaf.name()),
                head: head.clone(),
                done: self.done(&cells),
                shared: is_shared(&cells),
                cells,
            })
        });
        Some(Listing {
            rows: rows.len(),
            columns: columns.collect(),
        })
    }

    /// The words of a column that says only of some rows that something was done.
    fn done(&self, cells: &Cells) -> Option<Arc<BTreeSet<String>>> {
        let Cells::Words(values) = cells else {
            return None;
        };
        let known: BTreeSet<&str> = values.iter().flatten().map(String::as_str).collect();
        let some = values.iter().any(Option::is_none);
        match (some, known.into_iter().collect::<Vec<_>>().as_slice()) {
            (true, [done]) => Some(self.grammar.telling(done)),
            _ => None,
        }
    }
}

/// Whether some words stand in several rows.
fn is_shared(cells: &Cells) -> bool {
    let Cells::Words(values) = cells else {
        return false;
    };
    let filled: Vec<&String> = values.iter().flatten().collect();
    filled.iter().collect::<BTreeSet<_>>().len() < filled.len()
}

/// The only column of a kind, or the one that is meant.
fn one_of<'c, T>(
    columns: impl Iterator<Item = (&'c Column, T)>,
    is_meant: impl Fn(&Column) -> bool,
) -> Option<T> {
    let mut all: Vec<(&Column, T)> = columns.collect();
    let meant = all.iter().position(|(column, _)| is_meant(column));
    match (meant, all.len()) {
        (Some(at), _) => Some(all.swap_remove(at).1),
        (None, 1) => all.pop().map(|(_, cells)| cells),
        _ => None,
    }
}

impl Listing {
    /// The days by which each is late: of several columns of numbers that whose head says so.
    pub fn days(&self) -> Option<&Vec<Option<Decimal>>> {
        let numbers = self
            .columns
            .iter()
            .filter_map(|column| match &column.cells {
                Cells::Numbers(numbers) => Some((column, numbers)),
                _ => None,
            });
        one_of(numbers, |column| column.late)
    }

    /// The days on which each is due, in the same way.
    pub fn due(&self) -> Option<&Vec<Option<String>>> {
        let days = self
            .columns
            .iter()
            .filter_map(|column| match &column.cells {
                Cells::Days(days) => Some((column, days)),
                _ => None,
            });
        one_of(days, |column| column.due)
    }

    /// Those of some rows that are late the longest, or the shortest.
    pub fn extremes(&self, rows: &Mask, lowest: bool) -> Option<Mask> {
        let days = self.days()?;
        let own = days.iter().zip(rows).filter(|(_, is)| **is);
        let own = own.filter_map(|(days, _)| *days);
        let most = if lowest { own.min() } else { own.max() }?;
        let is = |(days, row): (&Option<Decimal>, &bool)| *row && *days == Some(most);
        Some(days.iter().zip(rows).map(is).collect())
    }

    /// Those of each office: of each name that several rows have.
    pub fn offices(&self) -> Vec<Mask> {
        let mut offices = Vec::new();
        let shared = |column: &&Column| column.shared && column.done.is_none();
        for column in self.columns.iter().filter(shared) {
            let Cells::Words(values) = &column.cells else {
                continue;
            };
            let known: BTreeSet<&String> = values.iter().flatten().collect();
            let of = |name: &String| {
                let own = values.iter().map(|own| own.as_ref() == Some(name));
                own.collect()
            };
            offices.extend(known.into_iter().map(of));
        }
        offices
    }

    /// The codes of some rows.
    pub fn codes(&self, rows: &Mask) -> String {
        let first = self.columns.iter().find_map(|column| match &column.cells {
            Cells::Words(words) => Some(words),
            _ => None,
        });
        let codes = first.into_iter().flatten().zip(rows);
        let codes = codes
            .filter(|(_, is)| **is)
            .filter_map(|(code, _)| code.as_deref());
        let codes: Vec<&str> = codes.take(9).collect();
        crate::vn::text::join(&codes, ", ", " và ")
    }
}
