//! Sheets as tables: which columns say something of this period, and by which rows are graded.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::spelling::is_period;
use super::tables::{Column, Measure, Rows, Table};
use crate::audit::claims::Claims;
use crate::audit::claims::said::Subject;
use crate::audit::figures::Named;
use crate::audit::names::has_lead;
use crate::sheet::{FilledRow, Leaf, LeafKind};
use crate::vn::entry::Entry;
use crate::vn::text::lower;

impl Claims<'_, '_> {
    /// A sheet with its rows that have names, if it has several of them.
    pub(super) fn of_sheet(&self, named: &Named, rows: &BTreeMap<&str, usize>) -> Option<Table> {
        let sheet = named.sheet;
        let known: Vec<_> = sheet
            .rows
            .iter()
            .filter(|row| !row.heads())
            .filter_map(|row| Some((*rows.get(sheet.name(row)?)?, row)))
            .collect();
        if known.len() < 2 {
            return None;
        }
        let leaves = &sheet.plan.leaves;
        let head = leaves.iter().find(|leaf| leaf.kind == LeafKind::Text)?;
        let names: Vec<String> = known
            .iter()
            .filter_map(|(_, row)| Some(sheet.name(row)?.to_owned()))
            .collect();
        let cells: Vec<&FilledRow> = known.iter().map(|(_, row)| *row).collect();
        let (columns, graded) = self.columns_of(leaves, &cells);
        let periods = names.iter().all(|name| is_period(name));
        let units = names.iter().filter(|name| has_lead(name)).count() * 2 > names.len();
        let rows = match (periods, units) {
            (true, _) => Rows::Periods,
            (false, true) => Rows::Units,
            (false, false) => Rows::Lines,
        };
        Some(Table {
            rows,
            levels: Vec::new(),
            noun: lower(&head.name()),
            subjects: known.iter().map(|(row, _)| Subject::Unit(*row)).collect(),
            names,
            columns,
            graded,
        })
    }

    /// The columns of this period, and which of them has the points by which rows are graded. “Điểm tối đa” is what can
    /// be had in each row.
    fn columns_of(&self, leaves: &[Leaf], rows: &[&FilledRow]) -> (Vec<Column>, Option<usize>) {
        let (mut columns, mut graded) = (Vec::new(), None);
        let mut possible: Option<Vec<Option<Decimal>>> = None;
        let own = leaves.iter().enumerate();
        for (index, leaf) in own.filter(|(_, leaf)| !self.is_past(leaf)) {
            let values = rows.iter().map(|row| {
                let cell = row.cells.get(index)?;
                self.value(leaf, &cell.shown(leaf))
            });
            let measure = match leaf.kind {
                LeafKind::Points if self.says_most(leaf) => {
                    possible = Some(values.collect());
                    continue;
                }
                LeafKind::Points => Measure::Points,
                LeafKind::Rate => Measure::Rate,
                LeafKind::Count => Measure::Count,
                LeafKind::Change => Measure::Change,
                LeafKind::Rank => Measure::Rank,
                LeafKind::Band => Measure::Band,
                _ => continue,
            };
            // Ranks and bands go by the points that count.
            if let (Measure::Rank | Measure::Band, Some(by)) = (measure, leaf.by) {
                graded = graded.or(leaves.get(by).map(Leaf::name));
            }
            columns.push(self.made(&leaf.name(), measure, values.collect()));
        }
        let points = |column: &Column| column.measure == Measure::Points;
        if let Some(possible) = possible {
            for column in columns.iter_mut().filter(|column| points(column)) {
                column.possible.clone_from(&possible);
            }
        }
        let by = |column: &Column| graded.as_ref() == Some(&column.label);
        let graded = columns.iter().position(by);
        let graded = graded.or(columns.iter().position(points));
        (columns, graded)
    }

    /// What a cell says: a number, or the number of a band.
    fn value(&self, leaf: &Leaf, shown: &Entry) -> Option<Decimal> {
        match (leaf.kind, shown) {
            (LeafKind::Band, Entry::Text(text)) => {
                let set = self.context.inputs.framework.as_ref()?;
                let same = |name: &str| lower(name) == lower(text);
                let band = set.bands.iter().position(|band| same(&band.name))?;
                Some(Decimal::from(band))
            }
            (_, Entry::Number(value)) => Some(*value),
            (_, Entry::Dash) => Some(Decimal::ZERO),
            _ => None,
        }
    }
}
