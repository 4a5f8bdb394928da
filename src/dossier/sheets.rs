//! The sheets of a hồ sơ (`bieu`): their rows from files beside it, from
//! the hồ sơ itself, or from the units' points.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::Template;
use crate::fault::{Faults, Note};
use crate::form::{Fields, Node, Value, cell};
use crate::framework::Framework;
use crate::roll::UNIT;
use crate::score::{History, IndicatorScore, Unit};
use crate::sheet::{Filled, FilledRow, Leaf, LeafKind, Plan, RowsOf, Stated, Topic};
use crate::shelf::{STATED, Shelf};
use crate::table::{Columns, Maxima, Record, RecordKind, Sought, TABLE, Table, Typed, judge_typed};
use crate::vn::entry::Entry;

/// The sheets of the templates that the hồ sơ has figures for, by the templates' names.
pub fn read(
    fields: &Fields,
    shelf: &Shelf,
    templates: &[Template],
    (framework, units, history): (Option<&Framework>, &[Unit], Option<&History>),
    faults: &mut Faults,
) -> BTreeMap<String, Filled> {
    let plans: BTreeMap<&str, &Arc<Plan>> = templates.iter().flat_map(Template::sheets).collect();
    let mut sheets = BTreeMap::new();
    let mut put = |name: &str, plan: &Arc<Plan>, stated: Stated| {
        let filled = Filled::of(Arc::clone(plan), stated, framework);
        sheets.insert(name.to_owned(), filled);
    };
    let points = framework.filter(|_| !units.is_empty());
    let derived = plans.iter().filter(|(_, plan)| plan.takes_points());
    for ((name, plan), framework) in derived.flat_map(|plan| points.map(|set| (plan, set))) {
        if plan.rows == RowsOf::Indicators {
            if let [unit] | [unit @ Unit { own: true, .. }, ..] = units {
                put(name, plan, Stated::of_indicators(plan, &unit.scores));
            }
        } else if plan.per_indicator {
            for subject in subjects(units) {
                let (name, plan) = (format!("{name}/{}", subject.id), plan.of_indicator(subject));
                let stated = Stated::of_units(&plan, units, framework, faults);
                if !stated.rows.is_empty() {
                    put(&name, &Arc::new(plan), stated);
                }
            }
        } else {
            let stated = Stated::of_units(plan, units, framework, faults);
            // There may be no unit of its level.
            if !stated.rows.is_empty() {
                put(name, plan, stated);
            }
        }
    }
    let of_periods = plans
        .iter()
        .filter(|(_, plan)| plan.rows == RowsOf::Periods);
    for (name, plan) in of_periods {
        if let Some(history) = history.filter(|history| !history.past.is_empty()) {
            put(name, plan, Stated::of_periods(plan, history));
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
            && (plan.rows != RowsOf::Periods || has_figures(plan, &stated))
        {
            put(name, plan, stated);
        }
    }
    sheets
}

/// Whether any figure is stated: those of former periods that are left blank are filled in.
fn has_figures(plan: &Plan, stated: &Stated) -> bool {
    let mut rows = stated.rows.iter();
    rows.any(|row| (0..plan.leaves.len()).any(|leaf| row.number(leaf).is_some()))
}

/// The indicators of which there may be a table each.
fn subjects(units: &[Unit]) -> Vec<Topic> {
    let first = units.first().into_iter();
    let groups = first.flat_map(|unit| &unit.scores.groups);
    let indicators = groups.flat_map(|group| &group.indicators).enumerate();
    let subject = |(number, indicator): (usize, &IndicatorScore)| Topic {
        id: Arc::clone(&indicator.id),
        name: Arc::clone(&indicator.name),
        number,
        maximum: indicator.maximum,
    };
    indicators.map(subject).collect()
}

/// The rows of a sheet: a file, a declared table, or rows in place.
fn stated(node: &Node, plan: &Plan, shelf: &Shelf, faults: &mut Faults) -> Option<Stated> {
    match &node.value {
        Value::Text(text) => from_file(Columns::of_file(text, &node.place), plan, shelf, faults),
        Value::Map(_) if node.entry("tep").is_some() => {
            let fields = Fields::of(node, &TABLE, faults)?;
            from_file(Columns::read_open(&fields, faults)?, plan, shelf, faults)
        }
        _ => in_place(node, plan, faults),
    }
}

fn from_file(columns: Columns, plan: &Plan, shelf: &Shelf, faults: &mut Faults) -> Option<Stated> {
    let table = faults.absorb(table(columns, plan, shelf))?;
    let before = faults.count();
    let read = |record: &Record, faults: &mut Faults| of_record(record, plan, faults);
    let rows = table.records.iter().map(|record| read(record, faults));
    let rows = rows.collect();
    let total = table.totals.first().map(|record| read(record, faults));
    (faults.count() == before).then_some(Stated {
        rows,
        total,
        notes: table.notes,
    })
}

/// The table with the declared columns, and the others that the heads mean.
fn table(columns: Columns, plan: &Plan, shelf: &Shelf) -> Result<Table, Faults> {
    let book = shelf.book(columns.file(), columns.charset())?;
    let known: Vec<&str> = readable(plan).map(|leaf| leaf.code.as_str()).collect();
    let mut faults = Faults::none();
    columns.allow("biểu", &known, &mut faults);
    faults.or(Some(()))?;
    // Who declares columns may know that others are not there.
    let needed = !columns.is_mapped();
    let sought = readable(plan).map(|leaf| sought(leaf, needed));
    let sought: Vec<Sought> = sought.collect::<Result<_, _>>()?;
    let named = readable(plan).find(|leaf| leaf.kind == LeafKind::Text);
    let named = named.map_or(UNIT, |leaf| leaf.code.as_str());
    columns.named_by(named).seeking(sought).table_of(&book)
}

/// The leaves whose cells a file or the hồ sơ may state.
fn readable(plan: &Plan) -> impl Iterator<Item = &Leaf> {
    let leaves = plan.leaves.iter();
    leaves.filter(|leaf| leaf.kind != LeafKind::Serial)
}

fn sought(leaf: &Leaf, needed: bool) -> Result<Sought, Faults> {
    let mut sought = Sought {
        name: leaf.code.clone(),
        heads: leaf.heads(),
        number: leaf.number.clone(),
        needed: needed && leaf.is_entered(),
    };
    if leaf.kind == LeafKind::Text && leaf.code == UNIT {
        sought.heads.extend(Sought::common(UNIT, needed)?.heads);
    }
    Ok(sought)
}

/// A row of a file. Blank, dash and number stay three things.
fn of_record(record: &Record, plan: &Plan, faults: &mut Faults) -> FilledRow {
    let mut row = FilledRow::blank(plan, Some(record.place().clone()));
    for (index, leaf) in plan.leaves.iter().enumerate() {
        if leaf.kind == LeafKind::Serial {
            continue;
        }
        match record.entry(&leaf.code, leaf.kind.meant(), faults) {
            Some(entry) => row.enter(index, entry, record.typed(&leaf.code)),
            None => row.state(index, Entry::Blank, record.place_of(&leaf.code)),
        }
    }
    row
}

/// Rows that the hồ sơ states itself.
fn in_place(node: &Node, plan: &Plan, faults: &mut Faults) -> Option<Stated> {
    let fields = Fields::of(node, &STATED, faults)?;
    let nodes: Vec<Node> = fields.get("dong", faults)?;
    let before = faults.count();
    let mut notes = Vec::new();
    let stated = fields.node("tong");
    let kinds = faults.absorb(judged(&nodes, stated, plan, &mut notes))?;
    let (mut rows, mut totals) = (Vec::new(), Vec::new());
    for (node, kind) in nodes.iter().zip(kinds) {
        match kind {
            Some(RecordKind::Data) => rows.extend(of_node(node, plan, faults)),
            Some(RecordKind::Total) => totals.extend(of_node(node, plan, faults)),
            Some(RecordKind::Words) | None => (),
        }
    }
    let total = match stated {
        Some(node) => of_node(node, plan, faults),
        None => totals.into_iter().next(),
    };
    (faults.count() == before).then_some(Stated { rows, total, notes })
}

/// What the rows are that the hồ sơ states, with the total if it states one.
fn judged(
    nodes: &[Node],
    total: Option<&Node>,
    plan: &Plan,
    notes: &mut Vec<Note>,
) -> Result<Vec<Option<RecordKind>>, Faults> {
    let Some(named) = readable(plan).find(|leaf| leaf.kind == LeafKind::Text) else {
        return Ok(vec![Some(RecordKind::Data); nodes.len()]);
    };
    let row = |kind: RecordKind, node: &Node| {
        let figures = node.entries().iter();
        let figures = figures.filter(|entry| entry.key != named.code);
        let cells = figures.filter_map(|entry| Some((entry.key.clone(), entry.value.text()?)));
        let name = node.get(&named.code).and_then(Node::text);
        Typed::new(kind, name.unwrap_or_default(), &node.place, cells)
    };
    let rows = nodes.iter().map(|node| row(RecordKind::Data, node));
    let total = total.map(|node| row(RecordKind::Total, node));
    let rows: Vec<Typed> = rows.chain(total).collect();
    judge_typed(&rows, &Maxima::new(), notes)
}

fn of_node(node: &Node, plan: &Plan, faults: &mut Faults) -> Option<FilledRow> {
    let known: Vec<&str> = readable(plan).map(|leaf| leaf.code.as_str()).collect();
    let fields = Fields::named(node, "dòng của biểu", &known, faults)?;
    let mut row = FilledRow::blank(plan, Some(node.place.clone()));
    for (index, leaf) in plan.leaves.iter().enumerate() {
        if let Some(node) = fields.node(&leaf.code)
            && let Some(entry) = cell(node, leaf.kind.meant(), faults)
        {
            let typed = match &node.value {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            };
            row.enter(index, entry, typed);
        }
    }
    Some(row)
}
