//! What a period before had.

use rust_decimal::Decimal;

use super::clause::{Clause, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::token::{Kind, When};
use crate::audit::claims::vocabulary::Role;

impl Hold<'_, '_, '_> {
    /// “so với tháng 9 (92,62 điểm, hạng 27)”: what the period before had.
    pub(super) fn before(&self, clause: &Clause) -> Verdict {
        let first = clause.at.first().copied().unwrap_or(0);
        let opened = first.checked_sub(2).filter(|_| clause.inside);
        let period = opened.and_then(|at| match self.read.kind(at)? {
            Kind::When(when) if when != When::Now => Some((at, when)),
            _ => None,
        });
        let Some((at, when)) = period.filter(|_| !self.foreign_words(clause)) else {
            return self.unit_before(clause);
        };
        // “giảm so với tháng liền trước (giảm 0,54 điểm)” tells of the change.
        if clause.way.is_some() && when == When::Before || self.follows_mean(first) {
            return Verdict::Unread;
        }
        let mut points = Vec::new();
        let mut ranks = Vec::new();
        let owner = self
            .spoken
            .subjects
            .last()
            .copied()
            .filter(|_| when == When::Before);
        let unit = |owner: &Subject| {
            matches!(owner, Subject::Unit(_)) && self.rows_of(*owner) != Rows::Periods
        };
        if let Some(owner) = owner.filter(unit) {
            points.extend(self.points_before(owner));
        } else if let Some(row) = self.read.period(at, when) {
            let known = self
                .tables
                .iter()
                .filter(|table| table.rows == Rows::Periods);
            points.extend(known.filter_map(|table| {
                let column = match clause.way {
                    Some(_) => table.first(Measure::Change)?,
                    None => table.columns.get(table.graded?)?,
                };
                column.value(table.row(row)?).map(|value| value.abs())
            }));
        } else if let (When::Before, Some(scores)) = (when, self.claims.lone) {
            points.extend(scores.previous_total());
            let groups = scores.groups.iter();
            points.extend(groups.filter_map(|group| Some(group.printed()? - group.change()?)));
            let units = &self.claims.context.inputs.units;
            let rank = units.first().and_then(|unit| unit.previous_rank);
            ranks.extend(rank.map(Decimal::from));
        }
        for figure in &clause.figures {
            let decimal = figure.value.scale() > 0 && figure.whole.is_none();
            let known = match figure.of {
                Of::Points if decimal => &points,
                Of::Rank => &ranks,
                _ => continue,
            };
            if let wrong @ Verdict::Wrong(..) = self.one_of(*figure, known, "số của kỳ ấy")
            {
                return wrong;
            }
        }
        Verdict::Unread
    }

    /// “điểm bình quân của các xã thuộc A, B, C là 84,47 điểm, tăng 0,72 điểm so với tháng 8 (83,75 điểm)”: what is
    /// told before is a mean.
    fn follows_mean(&self, first: usize) -> bool {
        let parts = |at: &usize| self.read.kind(*at) == Some(Kind::Mark(';'));
        let mut told = (0..first).rev().take_while(|at| !parts(at));
        told.any(|at| self.is_mean(at))
    }

    /// “tháng 7/2024, xã A đạt 82,22 điểm”.
    fn unit_before(&self, clause: &Clause) -> Verdict {
        let when = |at: &usize| self.read.kind(*at) == Some(Kind::When(When::Before));
        let own = clause.at.iter().any(when) && self.plays(clause, Role::Versus).is_none();
        let told = own || self.spoken.elsewhen && self.spoken.past;
        let [figure] = clause.figures.as_slice() else {
            return Verdict::Unread;
        };
        let exact =
            figure.of == Of::Points && figure.bound == Bound::Exact && figure.value.scale() > 0;
        let foreign = clause.inside || clause.way.is_some() || self.foreign_words(clause);
        let [(_, owner @ Subject::Unit(_))] = clause.names.as_slice() else {
            return Verdict::Unread;
        };
        let period = self.rows_of(*owner) == Rows::Periods;
        if !told || !exact || foreign || period || self.is_apart(clause) {
            return Verdict::Unread;
        }
        self.one_of(*figure, &self.points_before(*owner), "số của kỳ ấy")
    }

    /// The rank of a row in the period before, if the points of all are known of then.
    pub(super) fn ranks_before(&self, owner: Subject) -> Vec<Decimal> {
        let ranks = self.tables.iter().filter_map(|table| {
            let own = table.before(owner)?;
            let all = table.subjects.iter().map(|row| table.before(*row));
            let all: Vec<Decimal> = all.collect::<Option<_>>()?;
            let better = all.iter().filter(|then| **then > own).count();
            Some(Decimal::from(better + 1))
        });
        ranks.collect()
    }

    /// “xã A tháng trước đứng thứ nhất”
    pub(super) fn ranked_before(&self, clause: &Clause) -> Verdict {
        let when = |at: &usize| self.read.kind(*at) == Some(Kind::When(When::Before));
        let own = clause.at.iter().any(when) && self.plays(clause, Role::Versus).is_none();
        let ([figure], [(_, owner @ Subject::Unit(_))]) =
            (clause.figures.as_slice(), clause.names.as_slice())
        else {
            return Verdict::Unread;
        };
        let units = self.rows_of(*owner) == Rows::Units && figure.of == Of::Rank;
        if !own || !units || clause.inside {
            return Verdict::Unread;
        }
        let about = self.about(&self.words(clause), Rows::Units, Measure::Points);
        let total = |(table, column): &(&Table, &Column)| table.is_graded(column);
        match about.iter().all(total) {
            true => self.one_of(*figure, &self.ranks_before(*owner), "thứ hạng kỳ trước"),
            false => Verdict::Unread,
        }
    }

    /// The points of a row in the period before, by its points and its change.
    fn points_before(&self, owner: Subject) -> Vec<Decimal> {
        let rows = self.rows_of(owner);
        let tables = self.tables.iter().filter(|table| table.rows == rows);
        tables.filter_map(|table| table.before(owner)).collect()
    }
}
