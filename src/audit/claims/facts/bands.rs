//! “xã A từ loại Tốt xuống loại Khá”: the bands that a row had and has, and which rows lie how far below one.

use rust_decimal::Decimal;

use super::clause::{Clause, Figure};
use super::tables::{Measure, Rows};
use super::{Hold, Verdict, fits};
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::print;

impl Hold<'_, '_, '_> {
    /// From which band a unit went to which.
    pub(super) fn banded(&self, clause: &Clause) -> Verdict {
        let [from, to] = clause.bands.as_slice() else {
            return Verdict::Unread;
        };
        let goes = [Role::Up, Role::Down, Role::Rises, Role::Falls];
        let goes = goes.iter().any(|role| self.plays(clause, *role).is_some());
        let named = match clause.names.as_slice() {
            [] => self.spoken.subjects.as_slice(),
            [(_, name)] => &[*name],
            _ => &[],
        };
        let [unit @ Subject::Unit(_)] = named else {
            return Verdict::Unread;
        };
        if !goes || self.plays(clause, Role::From).is_none() {
            return Verdict::Unread;
        }
        let Some(set) = &self.claims.context.inputs.framework else {
            return Verdict::Unread;
        };
        let name = |band: usize| Some(&*set.bands.get(band)?.name);
        let known = self.tables.iter().find_map(|table| {
            let now = table.first(Measure::Band)?.value(table.row(*unit)?)?;
            let before = &*set.band(table.before(*unit)?)?.name;
            Some((before, name(usize::try_from(now).ok()?)?))
        });
        let (Some(known), Some(told)) = (known, name(*from).zip(name(*to))) else {
            return Verdict::Unread;
        };
        let span = Self::span(clause);
        // What stands in brackets is read for itself: “từ Tốt (81,22 điểm) xuống Khá (78,20 điểm)”.
        if known == told && !clause.aside.is_empty() {
            return Verdict::Unread;
        }
        Verdict::of(known == told, span, || {
            let (before, now) = known;
            let name = self.called(*unit);
            format!(
                "{name} kỳ trước xếp loại {before}, kỳ này {now}, bài ghi “{}”",
                self.quoted(span)
            )
        })
    }

    /// “năm đơn vị A, B, C, D và E thiếu chưa đến 0,5 điểm nữa là vào nhóm xuất sắc”: each of those that are
    /// named, or as many as are counted.
    pub(super) fn all_short_of(
        &self,
        clause: &Clause,
        cut: Decimal,
        figure: Figure,
    ) -> Option<Verdict> {
        let bounds = [Bound::Below, Bound::AtMost, Bound::Above, Bound::AtLeast];
        let names: Vec<Subject> = match clause.names.is_empty() {
            true => self.spoken.subjects.clone(),
            false => clause.names.iter().map(|(_, name)| *name).collect(),
        };
        let count = clause.noun().and_then(|noun| noun.count);
        let count = count.filter(|_| clause.names.is_empty());
        let over = self.has(clause, Hint::More);
        if !bounds.contains(&figure.bound) || over || count.is_none() && names.len() < 2 {
            return None;
        }
        let mut tables = self.tables.iter().filter(|table| table.rows == Rows::Units);
        let (table, points) = tables.find_map(|table| Some((table, table.graded()?)))?;
        let short = |row: &usize| {
            let far = cut - points.value(*row)?;
            Some(far > Decimal::ZERO && fits(figure.bound, figure.value, far))
        };
        let span = Self::span(clause);
        if let Some(count) = count {
            let mut known = self.scopes(table, clause).into_iter().filter_map(|rows| {
                let short = rows.iter().map(short).collect::<Option<Vec<_>>>()?;
                Some(Decimal::from(short.iter().filter(|short| **short).count()))
            });
            let first = known.next()?;
            let right = first == count || known.any(|known| known == count);
            return Some(Verdict::of(right, span, || {
                let quoted = self.quoted(span);
                format!("bài ghi “{quoted}”, theo số liệu có {}", print(first))
            }));
        }
        let rows = names.iter().map(|name| table.row(*name));
        let rows: Vec<usize> = rows.collect::<Option<_>>()?;
        let known: Vec<bool> = rows.iter().map(short).collect::<Option<_>>()?;
        let wrong = rows.iter().zip(&known).find(|(_, short)| !**short);
        Some(match wrong {
            None => Verdict::Right,
            Some((row, _)) => Verdict::of(false, span, || {
                let name = table.names.get(*row).cloned().unwrap_or_default();
                let own = points.value(*row).map(print).unwrap_or_default();
                format!("{name} có {own}, bài ghi “{}”", self.quoted(span))
            }),
        })
    }
}
