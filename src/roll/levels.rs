//! Which units are ranked with each other: those of one level.

use std::collections::BTreeMap;

use crate::vn::name::Level;

/// What is known of a unit before it is ranked.
pub struct Candidate<G> {
    /// The province, or whatever else units are ranked within.
    pub group: G,
    /// Its level, if its name says it.
    pub level: Option<Level>,
    /// Its published rank.
    pub position: Option<usize>,
}

/// The level among whose units each is ranked; none where all of a group are ranked together:
/// those of one level, and those whose published ranks go on through all levels. A unit that does
/// not say its level is of the one that most units of its group say; no department is.
pub fn levels<G: Ord>(units: &[Candidate<G>]) -> Vec<Option<Level>> {
    let mut groups: BTreeMap<&G, Group> = BTreeMap::new();
    for unit in units {
        groups.entry(&unit.group).or_default().add(unit);
    }
    let usual: BTreeMap<&G, Option<Level>> = groups
        .iter()
        .map(|(group, members)| (*group, members.usual()))
        .collect();
    let level = |unit: &Candidate<G>| {
        let usual = usual.get(&unit.group).copied().flatten();
        usual.map(|usual| unit.level.unwrap_or(usual))
    };
    units.iter().map(level).collect()
}

/// The units of a group by level: how many, and the last published rank.
#[derive(Default)]
struct Group(BTreeMap<Option<Level>, (usize, usize)>);

impl Group {
    fn add<G>(&mut self, unit: &Candidate<G>) {
        let (count, last) = self.0.entry(unit.level).or_default();
        *count += 1;
        *last = unit.position.unwrap_or_default().max(*last);
    }

    /// The level of units that do not say theirs; none if all are ranked together.
    fn usual(&self) -> Option<Level> {
        let of_units = self.0.iter().filter_map(|(level, (count, _))| {
            let level = (*level).filter(|level| *level != Level::Body)?;
            Some((level, *count))
        });
        // Of equals the lowest.
        let (usual, _) = of_units.max_by_key(|(level, count)| (*count, *level))?;
        let mut sizes: BTreeMap<Level, (usize, usize)> = BTreeMap::new();
        for (level, (count, last)) in &self.0 {
            let size = sizes.entry(level.unwrap_or(usual)).or_default();
            *size = (size.0 + count, size.1.max(*last));
        }
        let all: usize = sizes.values().map(|(count, _)| count).sum();
        let beyond = sizes.values().any(|(count, last)| last > count);
        let through = beyond && sizes.values().all(|(_, last)| *last <= all);
        (sizes.len() > 1 && !through).then_some(usual)
    }
}
