//! The units that a hồ sơ lists itself (`don_vi`).

use super::Named;
use super::table::{Reader, maxima};
use crate::fault::{Fault, Faults, Kind, Note, NoteKind};
use crate::form::{Fields, FromNode, Node, Sourced};
use crate::score::{self, Entered};
use crate::table::{Maxima, RecordKind, Repeated, Typed, judge_typed};

impl Reader<'_> {
    /// The units of a list that could be read; no two of one name.
    pub(super) fn listed(
        &self,
        node: &Node,
        notes: &mut Vec<Note>,
        faults: &mut Faults,
    ) -> Option<Vec<Named>> {
        let Self {
            framework,
            version,
            exempt,
            ..
        } = *self;
        let nodes: Vec<Node> = Vec::from_node(node, faults)?;
        let nodes = faults.absorb(units_of(nodes, &maxima(framework, version), notes))?;
        let mut names = Vec::with_capacity(nodes.len());
        let mut rows = Vec::with_capacity(nodes.len());
        for node in &nodes {
            let Some(fields) = Fields::of(node, &score::UNIT, faults) else {
                continue;
            };
            let name: Option<Sourced<String>> = fields.get("ten", faults);
            let entered = Entered::read(&fields, framework, version, faults);
            let Some(name) = name else { continue };
            names.push(name.clone());
            rows.extend(entered.map(|mut entered| {
                score::exempt(exempt, &name.value, version, &mut entered, faults);
                (name, entered)
            }));
        }
        let units: Vec<&str> = names.iter().map(|name| name.value.as_str()).collect();
        score::check_units(exempt, &units, faults);
        Repeated::names(&names, faults);
        if nodes.is_empty() {
            let found = "danh sách đơn vị trống";
            let fault = Fault::new(Kind::MissingKey, node.place.clone(), found);
            faults.add(
                fault
                    .expected("ít nhất một đơn vị")
                    .remedy("thêm các đơn vị vào “don_vi”"),
            );
        }
        Some(rows)
    }
}

/// The entries of a list that are units, judged as the rows of a table are.
fn units_of(nodes: Vec<Node>, maxima: &Maxima, notes: &mut Vec<Note>) -> Result<Vec<Node>, Faults> {
    let typed: Vec<Typed> = nodes.iter().map(typed).collect();
    let kinds = judge_typed(&typed, maxima, notes)?;
    let rows = nodes.into_iter().zip(kinds).zip(&typed);
    let unit = |((node, kind), row): ((Node, Option<RecordKind>), &Typed)| {
        if kind == Some(RecordKind::Total) {
            let words = format!("“{}” là dòng tổng, không tính là đơn vị", row.name);
            notes.push(Note::at(NoteKind::Aside, &row.place, words));
        }
        (kind == Some(RecordKind::Data)).then_some(node)
    };
    Ok(rows.filter_map(unit).collect())
}

/// An entry of a list of units as a row.
fn typed(node: &Node) -> Typed {
    let name = node.get("ten").and_then(Node::text);
    let groups = ["diem", "chi_so", "so_dem"].map(|key| node.get(key));
    let entered = groups.into_iter().flatten().flat_map(Node::entries);
    let cells = entered.filter_map(|entry| {
        let value = entry.value.get("dat").unwrap_or(&entry.value);
        Some((entry.key.clone(), value.text()?))
    });
    Typed::new(
        RecordKind::Data,
        name.unwrap_or_default(),
        &node.place,
        cells,
    )
}
