//! What several rows have alike: one value that each of them has, or one that is only said to be the same.

use rust_decimal::Decimal;

use super::clause::{Clause, Figure, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::token::Kind;
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::audit::claims::{agrees, share};
use crate::vn::number::{print, round};
use crate::vn::text::join;

/// The values of a column, or what follows from them, one a row.
type Values<'t> = (&'t Table, Vec<Option<Decimal>>);

impl Hold<'_, '_, '_> {
    /// “ba xã cùng có tỷ lệ trực tuyến 80% là A, B và C”, “A và B bằng điểm nhau (cùng 17,62 điểm)”.
    pub(super) fn alike(&self, clause: &Clause) -> Verdict {
        // “phường A và phường B xếp loại Tốt, điểm số hóa bằng nhau”
        let on = clause.names.is_empty() && clause.noun().is_none();
        let names: Vec<Subject> = match on {
            true => self.spoken.subjects.clone(),
            false => clause.names.iter().map(|(_, name)| *name).collect(),
        };
        let said = clause.at.iter().chain(&clause.aside);
        let mut said = said.filter(|at| self.read.stands(**at, Hint::Same));
        let (Some(same), false) = (said.next(), clause.inside || !on && !self.is_list(clause))
        else {
            return Verdict::Unread;
        };
        if names.len() < 2 {
            return Verdict::Unread;
        }
        let other = [Role::Versus, Role::Respectively, Role::Apart];
        let other = other.iter().any(|role| self.plays(clause, *role).is_some());
        let than = self.has(clause, Hint::More) || self.has(clause, Hint::Less);
        if other || than || self.denied(clause, *same) {
            return Verdict::Unread;
        }
        let aside = self.read.clause(clause.aside.clone());
        let read = match (clause.figures.as_slice(), aside.figures.as_slice()) {
            ([figure], _) | ([], [figure]) => self.each_has(clause, &names, figure),
            ([], []) if clause.at.contains(same) => self.all_same(clause, &names, *same),
            _ => Verdict::Unread,
        };
        match read {
            // Who is the first is still to be read.
            Verdict::Right if !clause.extremes.is_empty() => Verdict::Unread,
            read => read,
        }
    }

    /// Whether several names stand together, with nothing else between them.
    fn is_list(&self, clause: &Clause) -> bool {
        let [(first, _), .., (last, _)] = clause.names.as_slice() else {
            return false;
        };
        let between = [Role::And, Role::AxisNoun, Role::UnitNoun, Role::Own];
        (*first..*last).all(|at| {
            let comma = self.read.kind(at) == Some(Kind::Mark(','));
            let named = self.read.name(at).is_some() || self.read.kind(at) == Some(Kind::Own);
            let joins = comma || self.read.is_hint(at, Hint::Lists);
            joins || named || self.read.any(at, &between) || clause.aside.contains(&at)
        })
    }

    /// Whether each of some rows has a value, in some column that may be meant.
    fn each_has(&self, clause: &Clause, names: &[Subject], figure: &Figure) -> Verdict {
        let whole = figure.value == Decimal::ONE_HUNDRED;
        if figure.bound != Bound::Exact || figure.of == Of::Percent && whole {
            return Verdict::Unread;
        }
        let mut most = 0;
        for (table, values) in self.values_for(clause, names, figure) {
            let own = names.iter().map(|name| *values.get(table.row(*name)?)?);
            let Some(own) = own.collect::<Option<Vec<Decimal>>>() else {
                continue;
            };
            let fits = |value: &&Decimal| agrees(figure.value, value.abs());
            let right = own.iter().filter(fits).count();
            // “A và B cùng có 12 hồ sơ” may be what they have together.
            let joint = !matches!(figure.of, Of::Percent) && clause.way.is_none();
            let joint = joint && own.iter().sum::<Decimal>() == figure.value;
            if right == names.len() || joint {
                return Verdict::Right;
            }
            most = most.max(right);
        }
        // That of one of them at least, in no other column.
        if most == 0 {
            return Verdict::Unread;
        }
        let span = Self::span(clause);
        Verdict::of(false, span, || {
            format!(
                "bài ghi “{}”, theo số liệu không phải tất cả",
                self.quoted(span)
            )
        })
    }

    /// The values of which a figure may be.
    fn values_for(&self, clause: &Clause, names: &[Subject], figure: &Figure) -> Vec<Values<'_>> {
        let Some(rows) = names.first().map(|name| self.rows_of(*name)) else {
            return Vec::new();
        };
        let plain = |(table, column): (_, &Column)| (table, column.values.clone());
        let all = |measure| self.of(rows, measure).map(plain);
        let points = self.of(rows, Measure::Points);
        let parts = self.about(&self.words(clause), rows, Measure::Points);
        let told = figure.value.scale() > 0 || rows == Rows::Axes || !parts.is_empty();
        match figure.of {
            Of::Percent => {
                let of_points = [Role::Points, Role::Maximum];
                let of_points = of_points
                    .iter()
                    .any(|role| self.plays(clause, *role).is_some());
                let shares = points.filter(|_| of_points).map(|(table, column)| {
                    let pairs = column.values.iter().zip(&column.possible);
                    let share = pairs.map(|(value, possible)| share((*value)?, (*possible)?));
                    (table, share.collect())
                });
                let rates = all(Measure::Rate).filter(|_| rows != Rows::Axes);
                rates.chain(shares).collect()
            }
            Of::Points if clause.way.is_some() => all(Measure::Change).collect(),
            Of::Points if told => {
                let possible = points.map(|(table, column)| (table, column.possible.clone()));
                let own = all(Measure::Points).chain(all(Measure::Lacks));
                own.chain(possible).collect()
            }
            Of::Things(at) if clause.way.is_none() => {
                let counts = self.of(rows, Measure::Count);
                let counts = counts.filter(|(_, column)| self.is_in_head(at, column));
                counts.map(plain).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether some rows have the same in the column that is meant: “A và B có cùng số điểm”.
    fn all_same(&self, clause: &Clause, names: &[Subject], same: usize) -> Verdict {
        let measured = self.read.is_measured(same + 1) || self.read.is(same + 1, Role::Rank);
        let joins = self.read.is(same, Role::And) && !measured;
        let other = clause.way.is_some() || !clause.bands.is_empty();
        if joins || other || !clause.extremes.is_empty() || clause.noun().is_some() {
            return Verdict::Unread;
        }
        let plays = |role| self.plays(clause, role).is_some();
        let measure = match () {
            () if plays(Role::Rate) => Measure::Rate,
            () if plays(Role::Points) || plays(Role::Total) => Measure::Points,
            () if plays(Role::Rank) => Measure::Rank,
            () if plays(Role::Counted) => Measure::Count,
            () => return Verdict::Unread,
        };
        let Some(rows) = names.first().map(|name| self.rows_of(*name)) else {
            return Verdict::Unread;
        };
        // Of what nobody knows the column may be another.
        let word = |at: &usize| {
            let word = matches!(self.read.kind(*at), Some(Kind::Word(_)));
            word && !(same..same + 3).contains(at)
        };
        let about = self.about(&self.words(clause), rows, measure);
        if about.is_empty() && clause.at.iter().any(word) {
            return Verdict::Unread;
        }
        let columns = self.columns(clause, rows, measure).into_iter();
        let values = columns.filter_map(|(table, column)| {
            let own = names.iter().map(|name| column.value(table.row(*name)?));
            own.collect::<Option<Vec<Decimal>>>()
        });
        let values: Vec<Vec<Decimal>> = values.collect();
        let alike = |own: &Vec<Decimal>| own.windows(2).all(|two| two.first() == two.last());
        let Some(first) = values.first() else {
            return Verdict::Unread;
        };
        let span = Self::span(clause);
        Verdict::of(values.iter().any(alike), span, || {
            let first: Vec<String> = first.iter().map(|value| print(round(*value, 2))).collect();
            let first: Vec<&str> = first.iter().map(String::as_str).collect();
            let known = join(&first, "; ", " và ");
            format!("bài ghi “{}”, theo số liệu là {known}", self.quoted(span))
        })
    }
}
