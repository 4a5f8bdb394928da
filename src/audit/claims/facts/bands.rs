//! “xã A từ loại Tốt xuống loại Khá”: the bands that a row had and has.

use rust_decimal::Decimal;

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
        let known = self.tables.iter().find_map(|table| {
            let now = table.first(Measure::Band)?.value(table.row(*unit)?)?;
            Some((self.band_of(table.before(*unit)?)?, now))
        });
        let Some(known) = known else {
            return Verdict::Unread;
        };
        let told = (Decimal::from(*from), Decimal::from(*to));
        let span = Self::span(clause);
        Verdict::of(known == told, span, || {
            let [before, now] = [known.0, known.1].map(|band| self.band_name(band));
            let name = self.called(*unit);
            format!(
                "{name} kỳ trước xếp loại {before}, kỳ này {now}, bài ghi “{}”",
                self.quoted(span)
            )
        })
    }

    /// The number of the band of points of a hundred.
    fn band_of(&self, points: Decimal) -> Option<Decimal> {
        let set = self.claims.context.inputs.framework.as_ref()?;
        let band = set.bands.iter().position(|band| points >= band.from)?;
        Some(Decimal::from(band))
    }

    fn band_name(&self, band: Decimal) -> String {
        let set = self.claims.context.inputs.framework.as_ref();
        let index = usize::try_from(band).ok();
        let band = set.and_then(|set| set.bands.get(index?));
        band.map_or(String::new(), |band| band.name.to_string())
    }
}
