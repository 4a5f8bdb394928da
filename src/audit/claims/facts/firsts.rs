//! The first or the last rows, so many of them: what each of them is, of which sorts they are, and who
//! led in the period before.

use rust_decimal::Decimal;

use super::clause::{Clause, Noun, Of};
use super::tables::{Column, Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::agrees;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::token::{Kind, When};
use crate::audit::claims::vocabulary::Role;
use crate::vn::number::print;

impl Hold<'_, '_, '_> {
    /// “năm đơn vị dẫn đầu đều xếp loại Xuất sắc”, “trong năm đơn vị dẫn đầu có hai phường”.
    pub(super) fn firsts(&self, clause: &Clause) -> Verdict {
        let (Some((at, many, lowest)), true) =
            (self.so_many_first(clause), clause.names.is_empty())
        else {
            return Verdict::Unread;
        };
        let sort = self.read.words(at.saturating_sub(1));
        let firsts = |table: &Table, rows: &[usize]| {
            // “ba phường dẫn đầu” are the first of those.
            let own = |row: &usize| Self::is_of(table, *row, &sort);
            let own: Vec<usize> = rows.iter().copied().filter(own).collect();
            let rows = if own.is_empty() { rows } else { own.as_slice() };
            let columns = self.led_by(clause, table).into_iter();
            let firsts =
                columns.filter_map(|column| Firsts::of(table, column, rows, (many, lowest)));
            firsts.collect::<Vec<_>>()
        };
        let sorts = clause.nouns.iter().filter(|other| other.word > at);
        let sorts = sorts.filter_map(|noun| Some((self.read.words(noun.word), noun.count?)));
        let sorts: Vec<(String, Decimal)> = sorts.collect();
        if !sorts.is_empty() {
            let tables = self.tables.iter().filter(|table| table.rows == Rows::Units);
            let read = tables.flat_map(|table| {
                let rows: Vec<usize> = table.all_rows().collect();
                let firsts = firsts(table, &rows).into_iter();
                firsts.map(move |firsts| (table, firsts))
            });
            return self.sorts_of(clause, read.collect(), &sorts);
        }
        let plain = !clause.bands.is_empty() || clause.way.is_some();
        let Some((common, tests)) = self.common(clause, Rows::Units).filter(|_| plain) else {
            return Verdict::Unread;
        };
        let span = Self::span(clause);
        self.under_any(clause, &common, &tests, span, |table, rows, of| {
            let read = firsts(table, rows);
            let all = |firsts: &Firsts| firsts.count(|row| of.contains(&row)).1 == many;
            (!read.is_empty()).then(|| read.iter().any(all))
        })
    }

    /// The superlative of a clause that is of so many units: “ba đơn vị dẫn đầu”.
    fn so_many_first(&self, clause: &Clause) -> Option<(usize, usize, bool)> {
        let [(at, lowest)] = clause.extremes.as_slice() else {
            return None;
        };
        let leads = |noun: &&Noun| noun.word + 1 == *at && noun.rows == Rows::Units;
        let many = clause.nouns.iter().find(leads)?.count?;
        let many = usize::try_from(many).ok().filter(|many| *many > 0)?;
        Some((*at, many, *lowest))
    }

    /// The columns of a table by which rows may lead in a clause: those of which it has words, or that by
    /// which they are graded.
    fn led_by<'t>(&'t self, clause: &Clause, table: &'t Table) -> Vec<&'t Column> {
        let words = self.words(clause);
        let measures = [Measure::Points, Measure::Rate, Measure::Count];
        let about = measures.map(|measure| self.about(&words, Rows::Units, measure));
        let about: Vec<&Column> = about
            .concat()
            .into_iter()
            .map(|(_, column)| column)
            .collect();
        let own = |column: &&Column| about.iter().any(|one| std::ptr::eq(*one, *column));
        match about.is_empty() {
            true => table.graded().into_iter().collect(),
            false => table.columns.iter().filter(own).collect(),
        }
    }

    /// Whether of the first rows so many are of each of some sorts.
    fn sorts_of(
        &self,
        clause: &Clause,
        read: Vec<(&Table, Firsts)>,
        sorts: &[(String, Decimal)],
    ) -> Verdict {
        let known =
            |table: &Table, sort: &str| table.all_rows().any(|row| Self::is_of(table, row, sort));
        let own = read
            .iter()
            .filter(|(table, _)| sorts.iter().all(|(sort, _)| known(table, sort)));
        let counts = own.map(|(table, firsts)| {
            let of = |sort: &String| firsts.count(|row| Self::is_of(table, row, sort));
            let counts = sorts.iter().map(|(sort, _)| of(sort));
            counts.collect::<Vec<(usize, usize)>>()
        });
        let counts: Vec<Vec<(usize, usize)>> = counts.collect();
        let fits = |(known, (_, stated)): (&(usize, usize), &(String, Decimal))| {
            Decimal::from(known.0) <= *stated && *stated <= Decimal::from(known.1)
        };
        let right = counts.iter().any(|known| known.iter().zip(sorts).all(fits));
        let Some(first) = counts.first() else {
            return Verdict::Unread;
        };
        let span = Self::span(clause);
        Verdict::of(right, span, || {
            let first: Vec<String> = first.iter().map(|(least, _)| least.to_string()).collect();
            format!(
                "bài ghi “{}”, theo số liệu có {}",
                self.quoted(span),
                first.join("; ")
            )
        })
    }

    /// “tháng trước A dẫn đầu với 92,10 điểm”: by the points of now less their change.
    pub(super) fn led_before(&self, clause: &Clause) -> Verdict {
        let when = |at: &usize| self.read.kind(*at) == Some(Kind::When(When::Before));
        let own = clause.at.iter().any(when) && self.plays(clause, Role::Versus).is_none();
        let other = [
            Role::Rate,
            Role::Counted,
            Role::Part,
            Role::Not,
            Role::Lacks,
        ];
        let other = other.iter().any(|role| self.plays(clause, *role).is_some());
        let names = match clause.names.as_slice() {
            [(_, name)] => *name,
            _ => return Verdict::Unread,
        };
        let ([(_, lowest)], Subject::Unit(_)) = (clause.extremes.as_slice(), names) else {
            return Verdict::Unread;
        };
        let plain = own && !other && clause.way.is_none() && !clause.inside;
        if !plain || clause.nouns.iter().any(|noun| noun.count.is_some()) {
            return Verdict::Unread;
        }
        let about = self.about(&self.words(clause), Rows::Units, Measure::Points);
        let known = self.tables.iter().find_map(|table| {
            let row = table.row(names)?;
            let points = table.columns.get(table.graded?)?;
            let change = table.first(Measure::Change)?;
            let now = points.values.iter().zip(&change.values);
            let before = now.map(|(now, change)| Some((*now)? - (*change)?));
            let before: Vec<Decimal> = before.collect::<Option<_>>()?;
            let whole = about
                .iter()
                .all(|(_, column)| std::ptr::eq(*column, points));
            let own = *before.get(row)?;
            let best = if *lowest {
                before.iter().min()
            } else {
                before.iter().max()
            };
            whole.then_some((own, *best?))
        });
        let Some((own, best)) = known else {
            return Verdict::Unread;
        };
        let exact = clause.figures.iter().find(|figure| {
            figure.of == Of::Points && figure.bound == Bound::Exact && figure.whole.is_none()
        });
        let told = exact.is_none_or(|figure| agrees(figure.value, own));
        let span = Self::span(clause);
        Verdict::of(own == best && told, span, || {
            let (own, best) = (print(own), print(best));
            format!(
                "kỳ ấy {} có {own}, đứng đầu có {best}, bài ghi “{}”",
                self.called(names),
                self.quoted(span)
            )
        })
    }
}

/// So many first or last rows of a column. Of those that have as much as the last of them some stand
/// beyond.
struct Firsts {
    /// Those that are among them.
    sure: Vec<usize>,
    /// Those with as much as the last.
    tied: Vec<usize>,
    /// How many of the tied are among them.
    places: usize,
}

impl Firsts {
    fn of(
        table: &Table,
        column: &Column,
        rows: &[usize],
        (many, lowest): (usize, bool),
    ) -> Option<Self> {
        let order = table.order(column, rows.iter().copied(), lowest);
        let last = order.get(many.checked_sub(1)?)?.1;
        if order.len() < rows.len() {
            return None;
        }
        let tied = |(_, value): &(usize, Decimal)| *value == last;
        let sure = order
            .iter()
            .take_while(|row| !tied(row))
            .map(|(row, _)| *row);
        let sure: Vec<usize> = sure.collect();
        let tied = order.iter().filter(|row| tied(row)).map(|(row, _)| *row);
        Some(Self {
            places: many - sure.len(),
            sure,
            tied: tied.collect(),
        })
    }

    /// How many of them are of a kind, at least and at most.
    fn count(&self, is: impl Fn(usize) -> bool) -> (usize, usize) {
        let of = |rows: &[usize]| rows.iter().filter(|row| is(**row)).count();
        let (sure, tied) = (of(&self.sure), of(&self.tied));
        let others = self.tied.len() - tied;
        (
            sure + self.places.saturating_sub(others),
            sure + tied.min(self.places),
        )
    }
}
