//! How units stand among each other, and what has changed since the period before: of the units
//! of a hồ sơ and of those of a lô.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::fault::Place;
use crate::form::Sourced;
use crate::framework::Ties;
use crate::score::{Before, Published, Ranked, Scores, Unit, possible, ranks};
use crate::vn::identity::{ByUnit, Changes, Identity};

/// The rank of each unit by its converted points, unrounded, in its group (those of a level, of a
/// province), and among how many there; none for a unit without points.
pub fn standings<G: Ord>(units: &[(G, Option<Decimal>)], ties: Ties) -> Vec<Option<Ranked>> {
    let mut groups: BTreeMap<&G, Vec<usize>> = BTreeMap::new();
    for (index, (group, _)) in units
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.1.is_some())
    {
        groups.entry(group).or_default().push(index);
    }
    let mut standings = vec![None; units.len()];
    for members in groups.values() {
        let points = members.iter().map(|index| units.get(*index)?.1);
        let points: Vec<Option<Decimal>> = points.collect();
        let ranks = ranks(&points, ties).into_iter();
        for (index, found) in members.iter().zip(ranks.zip(possible(&points, ties))) {
            if let (Some(standing), (Some(rank), Some(possible))) =
                (standings.get_mut(*index), found)
            {
                *standing = Some(Ranked {
                    rank,
                    of: members.len(),
                    possible,
                });
            }
        }
    }
    standings
}

/// A unit of the period before, and why its total stands although its groups do not add up to it.
type Standing = (Unit, Option<Sourced<String>>);

/// The units of the period before.
pub struct Earlier {
    units: ByUnit<Option<Standing>>,
    place: Place,
    met: BTreeSet<Identity>,
}

impl Earlier {
    /// These units; of two that are one neither can be trusted. `place` is where the period was
    /// named, `known` what became of units besides what the catalogue knows.
    pub fn new(
        units: impl Iterator<Item = (Identity, Option<Standing>)>,
        place: Place,
        known: Changes,
    ) -> Self {
        Self {
            units: ByUnit::from_iter(units).knowing(known),
            place,
            met: BTreeSet::new(),
        }
    }

    /// Fills in what the period before says of a unit, where its points do not say it
    /// themselves. Gives that unit of the period before, if there is one.
    pub fn compare(&mut self, unit: &Identity, scores: &mut Scores) -> Option<&Unit> {
        let found = self.units.find(unit);
        let identities = found.iter().map(|(identity, _)| identity.clone());
        self.met.extend(identities);
        let [(_, Some((before, standing)))] = found.as_slice() else {
            return None;
        };
        compare(scores, &before.scores, standing.as_ref(), &self.place);
        Some(before)
    }

    /// Whether no unit has been compared with this one of the period before.
    pub fn is_gone(&self, unit: &Identity) -> bool {
        !self.met.contains(unit)
    }
}

/// Fills in what the period before says of a unit, where its points do not say it themselves.
/// `standing` is why its total of then stands, if that was looked at; `place` is where the period
/// was named.
pub fn compare(
    scores: &mut Scores,
    before: &Scores,
    standing: Option<&Sourced<String>>,
    place: &Place,
) {
    fill_in(scores, before, place, |published| {
        (&mut published.previous, &mut published.origins.previous)
    });
    let total = scores.published.previous.as_ref();
    let same = total.is_some_and(|total| total.value == before.printed_total());
    scores.before = Some(Before {
        standing: standing.filter(|_| same).cloned(),
    });
}

/// The same for the points of the same period of the year before.
pub fn compare_in_year(scores: &mut Scores, before: &Scores, place: &Place) {
    fill_in(scores, before, place, |published| {
        (
            &mut published.year_before,
            &mut published.origins.year_before,
        )
    });
}

/// Fills in earlier points where they are not stated.
fn fill_in(
    scores: &mut Scores,
    before: &Scores,
    place: &Place,
    part: impl Fn(&mut Published) -> (&mut Option<Sourced<Decimal>>, &mut Option<Place>),
) {
    let fill = |now: &mut Published, then: &Published, points: Option<Decimal>| {
        let (stated, origin) = part(now);
        if let Some(value) = points.filter(|_| stated.is_none()) {
            let place = place.clone();
            *stated = Some(Sourced { value, place });
            *origin = then.achieved.as_ref().map(|points| points.place.clone());
        }
    };
    let total = Some(before.printed_total());
    fill(&mut scores.published, &before.published, total);
    for group in &mut scores.groups {
        let same = before.groups.iter().find(|other| other.id == group.id);
        if let Some(then) = same {
            fill(&mut group.published, &then.published, then.printed());
        }
    }
}
