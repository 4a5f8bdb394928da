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

/// The level of each: that which its name says, or that which most units of its group say.
pub fn own_levels<G: Ord>(units: &[Candidate<G>]) -> Vec<Option<Level>> {
    let groups = grouped(units);
    let most = |unit: &Candidate<G>| groups.get(&unit.group).and_then(Group::most);
    let own = |unit: &Candidate<G>| unit.level.or_else(|| most(unit));
    units.iter().map(own).collect()
}

/// The level among whose units each is ranked; none where all of a group are ranked together:
/// those of one level, and those whose published ranks go on through all levels. A unit that does
/// not say its level is of the one that most units of its group say; no department is.
pub fn levels<G: Ord>(units: &[Candidate<G>]) -> Vec<Option<Level>> {
    let usual: BTreeMap<&G, Option<Level>> = grouped(units)
        .into_iter()
        .map(|(group, members)| (group, members.usual()))
        .collect();
    let level = |unit: &Candidate<G>| {
        let usual = usual.get(&unit.group).copied().flatten();
        usual.map(|usual| unit.level.unwrap_or(usual))
    };
    units.iter().map(level).collect()
}

fn grouped<G: Ord>(units: &[Candidate<G>]) -> BTreeMap<&G, Group> {
    let mut groups: BTreeMap<&G, Group> = BTreeMap::new();
    for unit in units {
        groups.entry(&unit.group).or_default().add(unit);
    }
    groups
}

/// The units of a group by level.
#[derive(Default)]
struct Group(BTreeMap<Option<Level>, Units>);

/// The units of one level.
#[derive(Default, Clone, Copy)]
struct Units {
    count: usize,
    /// The last published rank.
    last: usize,
    /// Whether one is published as the first.
    first: bool,
}

impl Units {
    fn with(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            last: self.last.max(other.last),
            first: self.first || other.first,
        }
    }
}

impl Group {
    fn add<G>(&mut self, unit: &Candidate<G>) {
        let units = self.0.entry(unit.level).or_default();
        *units = units.with(Units {
            count: 1,
            last: unit.position.unwrap_or_default(),
            first: unit.position == Some(1),
        });
    }

    /// The level that most units say; no department's.
    fn most(&self) -> Option<Level> {
        let of_units = self.0.iter().filter_map(|(level, units)| {
            let level = (*level).filter(|level| *level != Level::Body)?;
            Some((level, units.count))
        });
        // Of equals the lowest.
        let most = of_units.max_by_key(|(level, count)| (*count, *level));
        most.map(|(level, _)| level)
    }

    /// The level of units that do not say theirs; none if all are ranked together.
    fn usual(&self) -> Option<Level> {
        let usual = self.most()?;
        let mut sizes: BTreeMap<Level, Units> = BTreeMap::new();
        for (level, units) in &self.0 {
            let size = sizes.entry(level.unwrap_or(usual)).or_default();
            *size = size.with(*units);
        }
        let all: usize = sizes.values().map(|units| units.count).sum();
        // The rank of a lone row may be that of a larger table: a province's among all provinces.
        let beyond = sizes
            .values()
            .any(|units| units.count > 1 && units.last > units.count);
        let firsts = sizes.values().filter(|units| units.first).count();
        let within = sizes.values().all(|units| units.last <= all);
        let through = beyond && within && firsts < 2;
        (sizes.len() > 1 && !through).then_some(usual)
    }
}
