//! By which version of a set the published points were scored, where the figures themselves tell it.

use std::sync::Arc;

use super::{Roll, whole_set};
use crate::fault::{Faults, Note, NoteKind, Place};
use crate::form::Fields;
use crate::framework::{Compared, Framework, Rescaled, Version};
use crate::score::{Fit, Scores};
use crate::shelf::Shelf;
use crate::vn::period::Period;

/// What tells the version of figures.
pub struct Evidence<'a> {
    /// The hồ sơ or lô.
    pub fields: &'a Fields<'a>,
    /// Where its set is found.
    pub shelf: &'a Shelf,
    /// The version by which the figures were scored first.
    pub version: &'a Version,
    /// The period.
    pub period: Period,
}

/// What the figures tell.
pub struct Told<T> {
    /// What was read by the version that they tell.
    pub read: T,
    /// If the hồ sơ states another one: that it does.
    pub against: Option<Rescaled>,
    /// If it states none: what was chosen.
    pub note: Note,
}

impl Evidence<'_> {
    /// The one other version whose formulas give all published points, where those of the first
    /// do not give all of `first`. `read` reads the figures by a set of one version.
    pub fn told<T>(
        &self,
        first: Fit,
        read: impl Fn(&Framework) -> Option<T>,
        scores: impl Fn(&T) -> Fit,
    ) -> Option<Told<T>> {
        /// One may be a chance.
        const FEWEST: usize = 2;
        if first.differs == 0 {
            return None;
        }
        let whole = whole_set(self.fields, self.shelf, &mut Faults::none())?;
        let ids = whole.versions.iter().map(|version| version.id.as_deref());
        let own = self.version.id.as_deref();
        let ids = ids.flatten().filter(|id| Some(*id) != own);
        let mut told = ids.filter_map(|id| {
            let read = read(&whole.only(id)?)?;
            let fit = scores(&read);
            let all = fit.differs == 0 && fit.fits >= FEWEST.max(first.fits + 1);
            all.then_some((id, read))
        });
        // Two that would do tell nothing.
        let (Some((id, read)), None) = (told.next(), told.next()) else {
            return None;
        };
        let own = own.unwrap_or("theo kỳ");
        let stated = self.fields.node("phien_ban").map(|node| node.place.clone());
        let against = stated.map(|place| Rescaled {
            compared: Compared::Figures,
            period: self.period,
            place,
            then: Arc::from(id),
            now: Arc::from(own),
        });
        Some(Told {
            read,
            against,
            note: chosen(&self.fields.place_of("ky"), id, own),
        })
    }
}

fn chosen(place: &Place, id: &str, own: &str) -> Note {
    let words = format!(
        "điểm công bố khớp cách tính của phiên bản “{id}”, không khớp “{own}” của kỳ này: tính theo “{id}”; \
         ghi “phien_ban: {id}” để nói rõ"
    );
    Note::at(NoteKind::Guessed, place, words)
}

/// How the points of a roll fit the formulas.
pub fn fit(roll: &Roll) -> Fit {
    Fit::of(roll.units.iter().map(|unit| &unit.scores))
}

/// How some points do.
pub fn fit_of(scores: &[Scores]) -> Fit {
    Fit::of(scores.iter())
}
