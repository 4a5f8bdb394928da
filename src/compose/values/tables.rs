//! What a template can name of tables and Biểu: their rows, each cell as it prints.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Of, add, insert, object};
use crate::sheet::{Filled, FilledCell, FilledRow, Indicators, Leaf, Line, RowKind};
use crate::source::{Figure, Source, Words};
use crate::vn::date;
use crate::vn::entry::Entry;
use crate::vn::number::print_short;

impl Of<'_> {
    /// The figures of the tables' groups that bear the code of a group of points: what each
    /// counts, and its figure as prose writes it, `537 (36,09%)`.
    pub(super) fn details(&self, group: &str) -> Value {
        let tables = self.inputs.tables.values().enumerate();
        let lines = tables.flat_map(|(index, table)| {
            let lines = table.of_group(group);
            lines.map(move |(number, line)| (index, number, line))
        });
        let detail = |(table, number, line): (usize, usize, &Line)| {
            let [_, _, written] = self.figures((table, number), line);
            written.map(|written| json!({ "ten": self.marks.words(&line.label), "viet": written }))
        };
        lines.filter_map(detail).collect()
    }

    /// The count of a line of a table, its rate, and both as prose writes them; none for blanks.
    fn figures(&self, (table, number): (usize, usize), line: &Line) -> [Option<String>; 3] {
        let words = |words: Words| Some(self.marks.words(&words)).filter(|words| !words.is_empty());
        let figure = Figure::Rate {
            table,
            line: number,
        };
        let (count, rate) = (
            words(line.printed_count()),
            words(line.printed_rate(figure)),
        );
        let written = match (&count, &rate) {
            (None, None) => None,
            (None, Some(rate)) => Some(format!("{rate}%")),
            (Some(count), None) => Some(count.clone()),
            (Some(count), Some(rate)) => Some(format!("{count} ({rate}%)")),
        };
        [count, rate, written]
    }

    /// The lines of a table that bear figures, each with the group and the line it belongs to.
    fn lines(&self, index: usize, table: &Indicators) -> Value {
        let (mut group, mut within) = (None, None);
        let mut lines = Vec::new();
        for (number, line) in table.lines.iter().enumerate() {
            match line.kind {
                RowKind::Group => (group, within) = (Some(line), None),
                RowKind::Item => within = None,
                _ => {}
            }
            if line.kind != RowKind::Group {
                let [count, rate, written] = self.figures((index, number), line);
                let label = |line: &Line| self.marks.words(&line.label);
                lines.push(json!({
                    "tt": line.number,
                    "ten": label(line),
                    "nhom": group.map(label),
                    "trong": within.map(label),
                    "so_lieu": count,
                    "ty_le": rate,
                    "viet": written,
                }));
            }
            if line.kind == RowKind::Item {
                within = Some(line);
            }
        }
        lines.into()
    }

    pub(super) fn tables(&self) -> Value {
        let mut tables = Map::new();
        for (index, (name, table)) in self.inputs.tables.iter().enumerate() {
            let mut values = json!({});
            let as_of = table.as_of.as_ref().map(|day| {
                let source = Source::Stated(day.place.clone());
                self.marks.mark(&date::short(day.value), source)
            });
            insert(&mut values, "ngay_chot", as_of);
            // An object without keys would count as no table.
            let lines = match (self.asked)("dong") {
                true => self.lines(index, table),
                false => Value::Null,
            };
            add(&mut values, "dong", lines);
            tables.insert(name.clone(), values);
        }
        Value::Object(tables)
    }

    pub(super) fn sheets(&self) -> Value {
        let mut sheets = Map::new();
        // A Biểu that is a table for each indicator is a list of tables.
        let mut each: BTreeMap<String, Vec<(usize, Value)>> = BTreeMap::new();
        for (index, (name, filled)) in self.inputs.sheets.iter().enumerate() {
            let rows = filled.rows.iter().enumerate();
            let rows: Value = rows
                .map(|(number, row)| self.row(filled, row, (index, Some(number))))
                .collect();
            let total = self.row(filled, &filled.total, (index, None));
            let mut values = object([("dong", rows), ("tong", total)]);
            let Some(subject) = &filled.plan.subject else {
                sheets.insert(key(name), values);
                continue;
            };
            add(&mut values, "ma", subject.id.to_string().into());
            add(&mut values, "ten", subject.name.to_string().into());
            add(&mut values, "toi_da", print_short(subject.maximum).into());
            let (of_all, _) = name.split_once('/').unwrap_or((name, ""));
            let tables = each.entry(key(of_all)).or_default();
            tables.push((subject.number, values));
        }
        for (name, mut tables) in each {
            tables.sort_by_key(|(number, _)| *number);
            let tables = tables.into_iter().map(|(_, table)| table);
            sheets.insert(name, tables.collect());
        }
        Value::Object(sheets)
    }

    /// The cells of a row by the codes of their columns, each as it prints; a blank is `none`.
    fn row(&self, filled: &Filled, row: &FilledRow, at: (usize, Option<usize>)) -> Value {
        let cells = filled.cells(row).enumerate();
        let cell = |(column, (leaf, cell)): (usize, (&Leaf, &FilledCell))| {
            let value = match cell.shown(leaf) {
                Entry::Blank => Value::Null,
                _ => Value::String(self.marks.words(&cell.printed(
                    leaf,
                    Figure::Cell {
                        sheet: at.0,
                        row: at.1,
                        column,
                    },
                ))),
            };
            (leaf.code.clone(), value)
        };
        Value::Object(cells.map(cell).collect())
    }
}

/// The name by which templates speak of a Biểu: `so-hoa` → `so_hoa`, `ket-qua/cap-xa` →
/// `ket_qua_cap_xa`.
fn key(name: &str) -> String {
    name.trim_end_matches(".yaml").replace(['-', '/'], "_")
}
