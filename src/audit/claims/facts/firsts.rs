//! The first or the last rows, so many of them: what each of them is, of which sorts they are, and who
//! led in the period before.

use rust_decimal::Decimal;

use super::clause::{Clause, Noun, Of};
use super::tables::{Measure, Rows, Table};
use super::{Hold, Verdict};
use crate::audit::claims::agrees;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::grammar::Role;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::tokens::{Kind, When};
use crate::vn::number::print;

impl Hold<'_, '_, '_> {
    /// “năm đơn vị dẫn đầu đều xếp loại Xuất sắc”, “trong năm đơn vị dẫn đầu có hai phường”.
    pub(super) fn firsts(&self, clause: &Clause) -> Verdict {
        let [(at, lowest)] = clause.extremes.as_slice() else {
            return Verdict::Unread;
        };
        let leads = |noun: &&Noun| noun.word + 1 == *at && noun.rows == Rows::Units;
        let Some(noun) = clause.nouns.iter().find(leads) else {
            return Verdict::Unread;
        };
        let many = noun.count.and_then(|count| usize::try_from(count).ok());
        let (Some(many), true) = (many.filter(|many| *many > 0), clause.names.is_empty()) else {
            return Verdict::Unread;
        };
        let tables = self.tables.iter().filter(|table| table.rows == Rows::Units);
        let first = |table: &'_ Table| first_rows(table, many, *lowest);
        let sorts = clause.nouns.iter().filter(|other| other.word > *at);
        let sort = sorts
            .filter_map(|noun| Some((self.read.words(noun.word), noun.count?)))
            .next();
        let span = Self::span(clause);
        if let Some((sort, count)) = sort {
            let known = tables.filter_map(|table| {
                let of = first(table)?
                    .into_iter()
                    .filter(|row| Self::is_of(table, *row, &sort));
                let any = (0..table.subjects.len()).any(|row| Self::is_of(table, row, &sort));
                any.then_some(Decimal::from(of.count()))
            });
            let known: Vec<Decimal> = known.collect();
            let right = known.contains(&count);
            return match known.first() {
                Some(known) => Verdict::of(right, span, || {
                    format!(
                        "bài ghi “{}”, theo số liệu có {}",
                        self.quoted(span),
                        print(*known)
                    )
                }),
                None => Verdict::Unread,
            };
        }
        let plain = !clause.bands.is_empty() || clause.way.is_some();
        let Some((common, tests)) = self.common(clause, Rows::Units).filter(|_| plain) else {
            return Verdict::Unread;
        };
        self.under_any(clause, &common, &tests, span, |table, _, of| {
            Some(
                first_rows(table, many, *lowest)?
                    .iter()
                    .all(|row| of.contains(row)),
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

/// So many first or last rows by the points that count, if none beyond has as many.
fn first_rows(table: &Table, many: usize, lowest: bool) -> Option<Vec<usize>> {
    let column = table.columns.get(table.graded?)?;
    let mut rows: Vec<(Decimal, usize)> = (0..table.subjects.len())
        .map(|row| Some((column.value(row)?, row)))
        .collect::<Option<_>>()?;
    rows.sort_by_key(|(value, _)| if lowest { *value } else { -*value });
    let rows: Vec<usize> = rows.into_iter().map(|(_, row)| row).collect();
    Some(rows.get(..many)?.to_vec())
}
