//! The sheets of a hồ sơ (`bieu`): their rows from files beside it, from
//! the hồ sơ itself, or from the units' points.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::Template;
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Fields, FromNode, Node, Sourced, Value};
use crate::framework::Framework;
use crate::score::Unit;
use crate::sheet::{Entry, Filled, FilledRow, Leaf, LeafKind, Plan, Stated};
use crate::shelf::{STATED, Shelf};
use crate::table::{CellValue, Columns, Record, TABLE, Wanted};
use crate::vn::number::{self, NumberError};
use crate::vn::text::clean;

/// The sheets of the templates that the hồ sơ has figures for, by the templates' names.
pub fn read(
    fields: &Fields,
    shelf: &Shelf,
    templates: &[Template],
    framework: Option<&Framework>,
    units: &[Unit],
    faults: &mut Faults,
) -> BTreeMap<String, Filled> {
    let plans: BTreeMap<&str, &Arc<Plan>> = templates.iter().flat_map(Template::sheets).collect();
    let mut sheets = BTreeMap::new();
    let mut put = |name: &str, plan: &Arc<Plan>, stated: Stated| {
        let filled = Filled::of(Arc::clone(plan), stated, framework);
        sheets.insert(name.to_owned(), filled);
    };
    for (name, plan) in plans.iter().filter(|(_, plan)| plan.takes_points()) {
        if let Some(framework) = framework.filter(|_| !units.is_empty()) {
            put(name, plan, Stated::of_units(plan, units, framework, faults));
        }
    }
    let Some(node) = fields.node("bieu").filter(|_| !templates.is_empty()) else {
        return sheets;
    };
    let entered = plans.iter().filter(|(_, plan)| !plan.takes_points());
    let known: Vec<&str> = entered.map(|(name, _)| *name).collect();
    let Some(fields) = Fields::named(node, "phần biểu", &known, faults) else {
        return sheets;
    };
    for name in known {
        if let (Some(node), Some(plan)) = (fields.node(name), plans.get(name))
            && let Some(stated) = stated(node, plan, shelf, faults)
        {
            put(name, plan, stated);
        }
    }
    sheets
}

/// The rows of a sheet: a file, a declared table, or rows in place.
fn stated(node: &Node, plan: &Plan, shelf: &Shelf, faults: &mut Faults) -> Option<Stated> {
    match &node.value {
        Value::Text(text) => from_file(&Columns::of_file(text, &node.place), plan, shelf, faults),
        Value::Map(entries) if entries.iter().any(|entry| entry.key == "tep") => {
            let fields = Fields::of(node, &TABLE, faults)?;
            from_file(&Columns::read_open(&fields, faults)?, plan, shelf, faults)
        }
        _ => in_place(node, plan, faults),
    }
}

fn from_file(columns: &Columns, plan: &Plan, shelf: &Shelf, faults: &mut Faults) -> Option<Stated> {
    match table(columns, plan, shelf) {
        Ok(table) => {
            let before = faults.count();
            let (table, mut notes) = table;
            let read = |record: &Record, faults: &mut Faults| of_record(record, plan, faults);
            let rows = table.records.iter().map(|record| read(record, faults));
            let rows = rows.collect();
            let total = table.totals.first().map(|record| read(record, faults));
            notes.extend(table.notes);
            (faults.count() == before).then_some(Stated { rows, total, notes })
        }
        Err(found) => {
            faults.extend(found);
            None
        }
    }
}

/// The table with the declared columns, or else with those that the heads mean.
fn table(
    columns: &Columns,
    plan: &Plan,
    shelf: &Shelf,
) -> Result<(crate::table::Table, Vec<String>), Faults> {
    let book = columns.book(&shelf.folder)?;
    if !columns.is_mapped() {
        let (columns, notes) = columns.matched(&book, &wanted(plan))?;
        return Ok((columns.table_of(&book)?, notes));
    }
    let known: Vec<String> = readable(plan).map(|leaf| leaf.code.clone()).collect();
    let mut faults = Faults::none();
    columns.allow("biểu", &known, &mut faults);
    faults.or(Some(()))?;
    Ok((columns.table_of(&book)?, Vec::new()))
}

/// The leaves whose cells a file or the hồ sơ may state.
fn readable(plan: &Plan) -> impl Iterator<Item = &Leaf> {
    let leaves = plan.leaves.iter();
    leaves.filter(|leaf| leaf.kind != LeafKind::Serial)
}

fn wanted(plan: &Plan) -> Vec<Wanted> {
    let wanted = |leaf: &Leaf| Wanted {
        name: leaf.code.clone(),
        path: leaf.path.clone(),
        number: leaf.number.clone(),
        needed: leaf.is_entered(),
    };
    readable(plan).map(wanted).collect()
}

/// A row of a file. Blank, dash and number stay three things.
fn of_record(record: &Record, plan: &Plan, faults: &mut Faults) -> FilledRow {
    let mut row = FilledRow::blank(plan, Some(record.place().clone()));
    for (index, leaf) in plan.leaves.iter().enumerate() {
        let code = leaf.code.as_str();
        let number = match leaf.kind {
            LeafKind::Serial => continue,
            LeafKind::Text | LeafKind::Band => None,
            LeafKind::Count | LeafKind::Money => record.count(code, faults),
            LeafKind::Rate => record.percent(code, faults).map(|rate| Sourced {
                value: rate.value.0,
                place: rate.place,
            }),
            LeafKind::Points | LeafKind::Rank | LeafKind::Change => record.decimal(code, faults),
        };
        let entry = match (number, record.value(code)) {
            (Some(number), _) => Entry::Number(number.value),
            (None, CellValue::Dash) => Entry::Dash,
            (None, CellValue::Text(text)) if leaf.kind.is_words() => Entry::Text(text.to_owned()),
            (None, _) => continue,
        };
        row.state(index, entry, record.place_of(code));
    }
    row
}

/// Rows that the hồ sơ states itself.
fn in_place(node: &Node, plan: &Plan, faults: &mut Faults) -> Option<Stated> {
    let fields = Fields::of(node, &STATED, faults)?;
    let nodes: Vec<Node> = fields.get("dong", faults)?;
    let before = faults.count();
    let rows = nodes.iter().filter_map(|node| of_node(node, plan, faults));
    let rows = rows.collect();
    let total = fields
        .node("tong")
        .and_then(|node| of_node(node, plan, faults));
    (faults.count() == before).then_some(Stated {
        rows,
        total,
        notes: Vec::new(),
    })
}

fn of_node(node: &Node, plan: &Plan, faults: &mut Faults) -> Option<FilledRow> {
    let known: Vec<&str> = readable(plan).map(|leaf| leaf.code.as_str()).collect();
    let fields = Fields::named(node, "dòng của biểu", &known, faults)?;
    let mut row = FilledRow::blank(plan, Some(node.place.clone()));
    for (index, leaf) in plan.leaves.iter().enumerate() {
        if let Some(node) = fields.node(&leaf.code)
            && let Some(entry) = entry(node, leaf.kind, faults)
        {
            row.state(index, entry, Some(node.place.clone()));
        }
    }
    Some(row)
}

fn entry(node: &Node, kind: LeafKind, faults: &mut Faults) -> Option<Entry> {
    let text = clean(&String::from_node(node, faults)?);
    if matches!(text.as_str(), "-" | "–" | "—" | "−") {
        return Some(Entry::Dash);
    }
    let number = match kind {
        LeafKind::Serial | LeafKind::Text | LeafKind::Band => return Some(Entry::Text(text)),
        LeafKind::Count | LeafKind::Money => number::parse_count(&text),
        LeafKind::Rate => number::parse_percent(&text),
        LeafKind::Points | LeafKind::Rank | LeafKind::Change => number::parse(&text),
    };
    match number {
        Ok(number) => Some(Entry::Number(number)),
        Err(error) => {
            faults.add(no_number(node, &text, error));
            None
        }
    }
}

fn no_number(node: &Node, text: &str, error: NumberError) -> Fault {
    let found = format!("ô ghi “{text}”");
    Fault::new(Kind::WrongType, node.place.clone(), found)
        .expected(error.expected())
        .remedy("gõ lại số; chưa có số liệu thì để trống, không phát sinh thì ghi '-'")
}
