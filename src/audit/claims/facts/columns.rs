//! Of which columns a clause speaks, and of which rows.

use super::Hold;
use super::clause::Clause;
use super::tables::{Column, Measure, Rows, Table};
use rust_decimal::Decimal;

use crate::audit::claims::asked::Tokens;
use crate::audit::claims::token::Kind;
use crate::audit::claims::turned::Turned;
use crate::audit::claims::units::level;
use crate::audit::claims::vocabulary::Role;
use crate::vn::name::Level;
use crate::vn::text::lower;

impl Hold<'_, '_, '_> {
    /// The columns of which a clause speaks: those of a measure that share most words with it, or
    /// with what was said before; or else the one by which rows are graded.
    pub(super) fn columns(
        &self,
        clause: &Clause,
        rows: Rows,
        measure: Measure,
    ) -> Vec<(&Table, &Column)> {
        if measure == Measure::Change
            && let Some(found) = self.changes(clause, rows)
        {
            return found;
        }
        let own = self.words(clause);
        let found = self.about(&own, rows, measure);
        if !found.is_empty() {
            return found;
        }
        let before = self.about(&self.spoken.topic, rows, measure);
        if !before.is_empty() {
            return before;
        }
        let tables = self.tables.iter().filter(|table| table.rows == rows);
        match measure {
            Measure::Points if rows != Rows::Axes => {
                let graded =
                    tables.filter_map(|table| Some((table, table.columns.get(table.graded?)?)));
                // “số hóa hồ sơ bình quân đạt 18,81 điểm, có 03 đơn vị trên 21 điểm” is of that still, or of
                // all points.
                let before = self.about(&self.spoken.about, rows, measure);
                graded.chain(before).collect()
            }
            Measure::Rate if rows != Rows::Axes => {
                let all: Vec<_> = self.of(rows, measure).collect();
                if all.len() == 1 { all } else { Vec::new() }
            }
            Measure::Count => Vec::new(),
            _ => self.of(rows, measure).collect(),
        }
    }

    /// The columns of the change of which a clause speaks, if it may be that of a group of points: “thanh toán
    /// trực tuyến: chỉ có 03 xã tăng điểm”.
    pub(super) fn changes(&self, clause: &Clause, rows: Rows) -> Option<Vec<(&Table, &Column)>> {
        let place = |at: usize| self.read.tokens.get(at);
        let (first, end) = Self::span(clause);
        let first = clause.way.map_or(first, |(at, _)| at);
        let (from, to) = (place(first)?.start, place(end.checked_sub(1)?)?.end);
        let of = self.claims.turned(self.read.tokens, (from, to));
        if rows != Rows::Units || of == [Turned::Total] {
            return None;
        }
        let tables = self.tables.iter().filter(|table| table.rows == rows);
        let parts = tables.flat_map(|table| {
            let parts = table.columns.iter().filter(|column| column.part.is_some());
            parts.map(move |column| (table, column))
        });
        let own =
            |(_, column): &(&Table, &Column)| column.part.is_some_and(|part| of.contains(&part));
        let mut meant: Vec<_> = parts.filter(own).collect();
        meant.extend(self.about(&self.words(clause), rows, Measure::Change));
        if of.contains(&Turned::Total) {
            meant.extend(self.of(rows, Measure::Change));
        }
        Some(meant)
    }

    pub(super) fn of(
        &self,
        rows: Rows,
        measure: Measure,
    ) -> impl Iterator<Item = (&Table, &Column)> {
        let tables = self.tables.iter().filter(move |table| table.rows == rows);
        let columns =
            tables.flat_map(|table| table.columns.iter().map(move |column| (table, column)));
        columns.filter(move |(_, column)| column.measure == measure && column.part.is_none())
    }

    /// The columns that words are about; none if they are about none.
    pub(super) fn about(
        &self,
        words: &str,
        rows: Rows,
        measure: Measure,
    ) -> Vec<(&Table, &Column)> {
        let said = self.claims.grammar.telling(words);
        let scored = self.of(rows, measure).filter_map(|(table, column)| {
            let common = column.telling.intersection(&said).count();
            let lacking = column.telling.len() - common;
            (common > 0).then_some(((common, usize::MAX - lacking), table, column))
        });
        let scored: Vec<_> = scored.collect();
        let best = scored.iter().map(|(score, ..)| *score).max();
        let best = scored
            .into_iter()
            .filter(|(score, ..)| Some(*score) == best);
        best.map(|(_, table, column)| (table, column)).collect()
    }

    /// Whether a row is a unit of a sort.
    pub(super) fn is_of(table: &Table, row: usize, sort: &str) -> bool {
        let name = table.names.get(row);
        name.is_some_and(|name| lower(level(name)) == sort)
    }

    /// How many units of each sort there are.
    pub(super) fn sorts(&self, table: &Table) -> Vec<usize> {
        let rows = 0..table.subjects.len();
        let of = |sort: &str| {
            rows.clone()
                .filter(|row| Self::is_of(table, *row, sort))
                .count()
        };
        Level::Commune.sorts().map(of).collect()
    }

    /// Which rows may be meant: all, or those of the sort that the clause names.
    pub(super) fn scopes(&self, table: &Table, clause: &Clause) -> Vec<Vec<usize>> {
        let all: Vec<usize> = (0..table.subjects.len()).collect();
        if let Some(range) = self.named_range(table) {
            return vec![range];
        }
        if table.rows != Rows::Units {
            return vec![all];
        }
        let part = self.plays(clause, Role::Part).is_some() || !self.spoken.within.is_empty();
        let mut scopes = self.of_named_sorts(table, clause);
        let ranks = table
            .first(Measure::Band)
            .filter(|_| !self.spoken.bands.is_empty());
        if let Some(ranks) = ranks {
            let within = |row: &usize| {
                let band = ranks.value(*row);
                let mut bands = self.spoken.bands.iter();
                bands.any(|own| band == Some(Decimal::from(*own)))
            };
            return vec![all.iter().copied().filter(within).collect()];
        }
        let said = Level::spoken_of(self.read.text);
        let mut levels: Vec<Level> = table.levels.clone();
        levels.sort();
        levels.dedup();
        // A table of communes says nothing of departments.
        if let [only] = levels.as_slice() {
            if !said.is_empty() && !said.contains(only) {
                return Vec::new();
            }
            levels.clear();
        }
        let named: Vec<Level> = levels
            .iter()
            .copied()
            .filter(|level| said.contains(level))
            .collect();
        for level in if named.len() == 1 { &named } else { &levels } {
            let of = |row: &usize| table.levels.get(*row) == Some(level);
            scopes.push(all.iter().copied().filter(of).collect());
        }
        if (scopes.is_empty() || !part) && named.len() != 1 {
            scopes.push(all);
        }
        scopes
    }

    /// “sáu tháng từ tháng 4 đến tháng 9, …”: the periods from one to another.
    fn named_range(&self, table: &Table) -> Option<Vec<usize>> {
        let row = |at: usize| match self.read.kind(at)? {
            Kind::When(when) => table.row(self.read.period(at, when)?),
            _ => None,
        };
        let mut from = (0..self.read.tokens.len()).filter(|at| self.read.is(*at, Role::From));
        from.find_map(|at| {
            let (first, last) = (row(at + 1)?, row(at + 3)?);
            let ranges = table.rows == Rows::Periods && self.read.is(at + 2, Role::To);
            (ranges && first < last).then(|| (first..=last).collect())
        })
    }

    /// The rows of each sort of units that a clause names, if they are not all.
    fn of_named_sorts(&self, table: &Table, clause: &Clause) -> Vec<Vec<usize>> {
        let own = clause.at.iter().copied();
        // “phường A, xã B” are names.
        let parts = own.filter(|at| self.read.is(*at, Role::Part));
        let nouns = clause.nouns.iter().map(|noun| noun.word);
        let said = nouns.chain(parts).chain(self.spoken.within.iter().copied());
        let said: Vec<(bool, String)> = said
            .map(|at| (self.read.is(at, Role::Part), self.read.words(at)))
            .collect();
        // “xã”, “khối xã”
        let names = |sort: &&str| {
            said.iter().any(|(part, words)| {
                let rest = words.strip_suffix(*sort);
                rest.is_some_and(|rest| rest.is_empty() || *part && rest.ends_with(' '))
            })
        };
        let all = table.subjects.len();
        let rows = |sort: &str| -> Vec<usize> {
            let of = |row: &usize| Self::is_of(table, *row, sort);
            (0..all).filter(of).collect()
        };
        let named = Level::Commune.sorts().filter(names).map(rows);
        named
            .filter(|rows| !rows.is_empty() && rows.len() < all)
            .collect()
    }
}
