//! “xã A từ loại Tốt xuống loại Khá”: the bands that a row had and has.

use super::clause::Clause;
use super::tables::Measure;
use super::{Hold, Verdict};
use crate::audit::claims::said::Subject;
use crate::audit::claims::vocabulary::Role;

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
}
