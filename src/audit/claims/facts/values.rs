//! The values of a row that a figure may be: its points, its rates, and what follows from them.

use rust_decimal::Decimal;

use super::Hold;
use super::tables::{Column, Measure, Rows, Table};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::Subject;
use crate::audit::claims::share;

impl Hold<'_, '_, '_> {
    /// All points that may be said of a row: its own, what lacks to them, how far they changed.
    pub(super) fn points(&self, rows: Rows, owner: Subject, apart: bool) -> Vec<Decimal> {
        let mut known = Vec::new();
        for (table, column) in self.of(rows, Measure::Points) {
            let Some(row) = table.row(owner) else {
                continue;
            };
            let possible = column.possible.get(row).copied().flatten();
            let value = column.value(row);
            known.extend(value);
            known.extend(possible);
            known.extend(
                possible
                    .zip(value)
                    .map(|(possible, value)| possible - value),
            );
            // How far other rows lie away.
            let others = column.values.iter().flatten().filter(|_| apart);
            known.extend(
                value
                    .into_iter()
                    .flat_map(|value| others.clone().map(move |other| (value - *other).abs())),
            );
        }
        let tables = self.tables.iter().filter(|table| table.rows == rows);
        for table in tables {
            let Some(row) = table.row(owner) else {
                continue;
            };
            let turned = |column: &&Column| column.measure == Measure::Change;
            for column in table.columns.iter().filter(turned) {
                let change = column.value(row);
                known.extend(change.map(|change| change.abs()));
                // What a group had before.
                let same =
                    |own: &&Column| own.measure == Measure::Points && own.label == column.label;
                let now = table
                    .columns
                    .iter()
                    .find(same)
                    .and_then(|own| own.value(row));
                known.extend(now.zip(change).map(|(now, change)| now - change));
            }
            known.extend(table.before(owner));
        }
        if let Some(own) = known.first().copied() {
            let cuts = self.claims.cuts().into_iter();
            known.extend(cuts.map(|cut| (cut - own).abs()));
        }
        known
    }

    pub(super) fn rates(&self, rows: Rows, owner: Subject) -> Vec<Decimal> {
        let own = |(table, column): &(&Table, &Column)| column.value(table.row(owner)?);
        let mut known: Vec<Decimal> = self
            .of(rows, Measure::Rate)
            .filter_map(|one| own(&one))
            .collect();
        let rest: Vec<Decimal> = known
            .iter()
            .map(|rate| Decimal::ONE_HUNDRED - *rate)
            .collect();
        known.extend(rest);
        for (table, column) in self.of(rows, Measure::Points) {
            let row = table.row(owner);
            let possible = row.and_then(|row| column.possible.get(row).copied().flatten());
            let value = row.and_then(|row| column.value(row));
            known.extend(
                value
                    .zip(possible)
                    .and_then(|(value, possible)| share(value, possible)),
            );
        }
        let counts: Vec<(&Table, &Column)> = self.of(rows, Measure::Count).collect();
        for one in &counts {
            let Some(part) = own(one) else {
                continue;
            };
            known.extend(one.1.total().and_then(|total| share(part, total)));
            let wholes = counts.iter().filter_map(own);
            known.extend(wholes.filter_map(|whole| share(part, whole)));
        }
        known
    }

    /// What parts of others the numbers of things are that a sentence tells, if they are those of a row.
    pub(super) fn shares_told(&self, rows: Rows, owner: Subject, at: usize) -> Vec<Decimal> {
        /// Only the numbers near a rate: each of hundreds against each takes long.
        const NEAR: usize = 24;
        let whole = |at: usize| self.read.number(at).filter(|value| value.scale() == 0);
        let near = at.saturating_sub(NEAR)..at + NEAR;
        let told: Vec<Decimal> = near.filter_map(whole).collect();
        let columns = self.of(rows, Measure::Count);
        let own = columns.filter_map(|(table, column)| column.value(table.row(owner)?));
        let own: Vec<Decimal> = own.collect();
        let parts = told.iter().filter(|part| own.contains(part));
        let shares = parts.flat_map(|part| told.iter().filter_map(|whole| share(*part, *whole)));
        shares.collect()
    }
}
