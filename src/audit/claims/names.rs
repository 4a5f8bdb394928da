//! What rows and units are called: one of them may have two spellings in two tables.

use std::collections::{BTreeMap, BTreeSet};

use super::Claims;
use crate::audit::figures::Named;
use crate::compose::Inputs;
use crate::score::Unit;
use crate::sheet::FilledRow;
use crate::vn::identity::Identity;

/// For each name the first that means the same: “UBND phường A” and “Phường A” are one.
pub fn called<'a>(names: &[&'a str]) -> BTreeMap<&'a str, &'a str> {
    let mut first: BTreeMap<Identity, &str> = BTreeMap::new();
    let mut called = BTreeMap::new();
    for name in names {
        called.insert(*name, *first.entry(Identity::of(name)).or_insert(name));
    }
    called
}

/// What is known of a unit, or of what else a row is called.
#[derive(Default)]
pub struct OfName<'a> {
    /// Its row in each sheet that has one.
    pub rows: Vec<(&'a Named<'a>, &'a FilledRow)>,
    /// Its points.
    pub scored: Option<&'a Unit>,
}

impl<'a> OfName<'a> {
    /// Its row in a sheet.
    pub fn row_in(&self, sheet: &Named) -> Option<&'a FilledRow> {
        let own = |(named, _): &&(&Named, &FilledRow)| std::ptr::eq(*named, sheet);
        self.rows.iter().find(own).map(|(_, row)| *row)
    }
}

/// What is known of all that has a name.
pub fn known<'a>(
    inputs: &'a Inputs,
    sheets: &'a [Named<'a>],
    called: &BTreeMap<&'a str, &'a str>,
) -> BTreeMap<&'a str, OfName<'a>> {
    let own = |name: &'a str| called.get(name).copied().unwrap_or(name);
    let mut known: BTreeMap<&str, OfName> = BTreeMap::new();
    for named in sheets {
        let mut met: BTreeSet<&str> = BTreeSet::new();
        for row in &named.sheet.rows {
            if let Some(name) = named.sheet.name(row).filter(|name| met.insert(name)) {
                known.entry(own(name)).or_default().rows.push((named, row));
            }
        }
    }
    for unit in &inputs.units {
        let of_name = known.entry(own(&unit.scores.name)).or_default();
        of_name.scored.get_or_insert(unit);
    }
    known
}

impl<'a> Claims<'a, '_> {
    /// What is known of a unit, by any of its names.
    pub(super) fn of_name(&self, name: &str) -> Option<&OfName<'a>> {
        self.known
            .get(self.called.get(name).copied().unwrap_or(name))
    }
}
