//! The lists of units that a document holds: one for each sheet, and one of those with points.

use crate::audit::context::Context;
use crate::audit::texts::appendix_name;
use crate::document::Content;
use crate::fault::Place;
use crate::score::Unit;
use crate::sheet::{Filled, LeafKind, RowsOf};
use crate::vn::entry::Entry;
use crate::vn::name::{self, Level};

/// A list of units.
pub struct List {
    /// What the document calls it: `Biểu số 02`.
    pub name: String,
    /// The units, as written, with the row's place.
    pub units: Vec<(String, Place)>,
    /// Of which levels it has units; none: of all.
    pub levels: Option<Vec<Level>>,
}

impl List {
    /// Whether a unit of this name would be in the list.
    pub fn may_have(&self, unit: &str) -> bool {
        let Some((levels, level)) = self.levels.as_ref().zip(name::level(unit)) else {
            return true;
        };
        levels.contains(&level)
    }
}

/// All lists of a hồ sơ.
pub fn lists(context: &Context) -> Vec<List> {
    let mut lists = Vec::new();
    for (key, sheet) in &context.inputs.sheets {
        // Some of the units that have points, or no units.
        let units = sheet.plan.rows == RowsOf::Units;
        if !units || sheet.plan.takes_points() && !sheet.plan.lists_units() {
            continue;
        }
        let units = rows(sheet, &context.file);
        if units.len() > 1 {
            lists.push(List {
                name: sheet_name(context, key),
                units,
                levels: sheet.plan.levels.clone(),
            });
        }
    }
    let mut sheets = context.inputs.sheets.values();
    if context.inputs.lists_several() && !sheets.any(|sheet| sheet.plan.lists_units()) {
        let unit = |unit: &Unit| (unit.scores.name.clone(), unit.place.clone());
        lists.push(List {
            name: "bảng điểm".to_owned(),
            units: context.inputs.listed().map(unit).collect(),
            levels: None,
        });
    }
    lists.sort_by(|a, b| a.name.cmp(&b.name));
    lists
}

/// The units of a sheet's rows.
fn rows(sheet: &Filled, file: &Place) -> Vec<(String, Place)> {
    let mut leaves = sheet.plan.leaves.iter();
    let Some(column) = leaves.position(|leaf| leaf.kind == LeafKind::Text) else {
        return Vec::new();
    };
    let named = sheet.rows.iter().filter_map(|row| {
        let cell = row.cells.get(column)?;
        let Entry::Text(name) = &cell.entry else {
            return None;
        };
        let place = cell.place.as_ref().or(row.place.as_ref()).unwrap_or(file);
        Some((name.clone(), place.clone()))
    });
    named.collect()
}

/// What the document calls a sheet: the appendix that shows it, or else its key.
pub fn sheet_name(context: &Context, key: &str) -> String {
    let document = context.document;
    let mut appendices = document.appendices.iter();
    if let Some(shows) = appendices.position(|appendix| *appendix.sheet.name == *key) {
        return appendix_name(document, shows);
    }
    let in_text = document.content.iter().any(|content| match content {
        Content::Sheet(shown) => *shown.name == *key,
        Content::Passage(_) | Content::Chart(_) => false,
    });
    let sheet = context.inputs.sheets.get(key);
    if let Some(subject) = sheet.and_then(|sheet| sheet.plan.subject.as_ref()) {
        format!("bảng “{}”", subject.name)
    } else if in_text {
        "bảng trong nội dung".to_owned()
    } else {
        format!("biểu {key}")
    }
}
