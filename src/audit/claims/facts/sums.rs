//! What several rows have together: their points, what they lack, by how much they changed.

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Of};
use super::tables::{Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::grammar::{Hint, Role};
use crate::audit::claims::said::{Bound, Subject};

impl Hold<'_, '_, '_> {
    /// “hai nhóm A và B cộng lại tăng 1,42 điểm”, “sáu nhóm cộng lại còn thiếu 7,46 điểm”.
    pub(super) fn together(&self, clause: &Clause) -> Verdict {
        let summed = self.has(clause, Hint::Together);
        let exact = |figure: &&Figure| {
            figure.of == Of::Points && figure.bound == Bound::Exact && figure.whole.is_none()
        };
        let mut figures = clause.figures.iter().filter(exact);
        let (Some(figure), None, true) = (figures.next(), figures.next(), summed) else {
            return Verdict::Unread;
        };
        let names: Vec<Subject> = clause.names.iter().map(|(_, name)| *name).collect();
        let named = names.first().map(|name| self.rows_of(*name));
        let counted = clause
            .noun()
            .and_then(|noun| Some((noun.rows, noun.count?)));
        let Some(rows) = named.or(counted.map(|(rows, _)| rows)) else {
            return Verdict::Unread;
        };
        let measure = match () {
            () if self.plays(clause, Role::Lacks).is_some() => Measure::Lacks,
            () if clause.way.is_some() => Measure::Change,
            () => Measure::Points,
        };
        let columns = self.columns(clause, rows, measure);
        let sums = columns.iter().map(|(table, column)| {
            let of = |row: usize| column.value(row);
            let all = self
                .spoken
                .named
                .iter()
                .map(|(_, name)| *name)
                .chain(names.iter().copied());
            let all: Vec<Subject> = all.collect();
            let sum = |names: &[Subject]| {
                let rows = self.summed_rows(table, names, counted, rows)?;
                let values: Vec<Decimal> = rows.into_iter().map(of).collect::<Option<_>>()?;
                Some(values.iter().sum::<Decimal>().abs())
            };
            [sum(&names), sum(&all)]
        });
        let sums: Vec<Decimal> = sums.flatten().flatten().collect();
        self.one_of(*figure, &sums, "tổng")
    }

    /// The rows that are added up: those that are named, or all.
    fn summed_rows(
        &self,
        table: &Table,
        names: &[Subject],
        counted: Option<(Rows, Decimal)>,
        rows: Rows,
    ) -> Option<Vec<usize>> {
        if names.len() > 1 {
            return names.iter().map(|name| table.row(*name)).collect();
        }
        let all = Decimal::from(table.subjects.len());
        let every = names.is_empty() && counted == Some((rows, all));
        every.then(|| (0..table.subjects.len()).collect())
    }
}
