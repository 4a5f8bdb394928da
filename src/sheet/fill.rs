//! From stated rows, or from the points of units, to a Biểu with all that follows from them:
//! computed columns, totals, ranks, bands, order.

use std::cmp::Ordering;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::filled::{Filled, FilledRow};
use super::plan::{Leaf, LeafKind, Plan, Sort, TotalRule};
use crate::fault::{Note, NoteKind};
use crate::framework::{Framework, Ties};
use crate::score::ranks;
use crate::vn::entry::Entry;
use crate::vn::number::roman;

/// What a Biểu is filled from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stated {
    /// The rows, in the order in which they were written.
    pub rows: Vec<FilledRow>,
    /// The total row, if one was written.
    pub total: Option<FilledRow>,
    /// What had to be guessed, for the user.
    pub notes: Vec<Note>,
}

impl Filled {
    /// Fills a Biểu: computes, ranks, sorts and adds up. Bands and ties go by the framework.
    pub fn of(plan: Arc<Plan>, stated: Stated, framework: Option<&Framework>) -> Self {
        let Stated {
            mut rows,
            total,
            mut notes,
        } = stated;
        for row in &mut rows {
            compute(&plan, row);
        }
        // Rows are ranked and sorted among those below one group's row.
        for rows in rows.split_mut(FilledRow::heads) {
            for (index, leaf) in plan.leaves.iter().enumerate() {
                match (leaf.kind, leaf.by) {
                    (LeafKind::Rank, Some(by)) => {
                        notes.extend(rank(&plan, rows, (index, by), framework));
                    }
                    (LeafKind::Band, Some(by)) => band(rows, index, by, framework),
                    _ => (),
                }
            }
            if let Some(sort) = plan.sort {
                rows.sort_by(|a, b| compare(a, b, sort));
            }
        }
        for (index, leaf) in plan.leaves.iter().enumerate() {
            if leaf.kind == LeafKind::Serial {
                number(&mut rows, index);
            }
        }
        let total = totals(&plan, &rows, total);
        Self {
            plan,
            rows,
            total,
            notes,
        }
    }
}

/// Numbers the rows from 1 below each group's row, and those by Roman numbers.
fn number(rows: &mut [FilledRow], column: usize) {
    let (mut groups, mut items) = (0, 0u32);
    for row in rows {
        let serial = if row.heads() {
            (groups, items) = (groups + 1, 0);
            Entry::Text(roman(groups))
        } else {
            items += 1;
            Entry::Number(Decimal::from(items))
        };
        row.state(column, serial, None);
    }
}

/// The cells that follow from others of their row.
fn compute(plan: &Plan, row: &mut FilledRow) {
    for index in plan.order() {
        let computed = plan
            .leaves
            .get(*index)
            .and_then(|leaf| leaf.compute(|column| row.number(column)));
        if let Some(cell) = row.cells.get_mut(*index) {
            cell.computed = computed;
        }
    }
}

/// Ranks the rows by a column; not where one of them has no number there, for a rank among some
/// is none among all, which is told.
fn rank(
    plan: &Plan,
    rows: &mut [FilledRow],
    (index, by): (usize, usize),
    framework: Option<&Framework>,
) -> Option<Note> {
    let points: Vec<Option<Decimal>> = rows.iter().map(|row| row.number(by)).collect();
    if points.contains(&None) {
        points.iter().flatten().next()?;
        let blank = rows.iter().filter(|row| row.number(by).is_none());
        let places = blank.filter_map(|row| row.place.as_ref());
        let places: Vec<String> = places.take(5).map(ToString::to_string).collect();
        let name = plan.leaves.get(by).map(Leaf::name).unwrap_or_default();
        let words = format!(
            "{}: không xếp hạng, có hàng không có số ở cột “{name}”: {}",
            plan.name,
            places.join(", ")
        );
        return Some(Note::of(NoteKind::Unranked, words));
    }
    let ties = framework.map_or(Ties::Gap, |framework| framework.ties);
    for (row, rank) in rows.iter_mut().zip(ranks(&points, ties)) {
        if let Some(cell) = row.cells.get_mut(index) {
            cell.computed = rank.map(Decimal::from);
        }
    }
    None
}

fn band(rows: &mut [FilledRow], index: usize, by: usize, framework: Option<&Framework>) {
    for row in rows {
        let band = row.number(by).and_then(|points| framework?.band(points));
        if let (Some(cell), Some(band)) = (row.cells.get_mut(index), band)
            && cell.entry == Entry::Blank
        {
            cell.entry = Entry::Text(band.name.clone());
        }
    }
}

/// Rows without a number stand last, whichever way the others are sorted.
fn compare(a: &FilledRow, b: &FilledRow, sort: Sort) -> Ordering {
    match (a.number(sort.by), b.number(sort.by)) {
        (Some(a), Some(b)) if sort.falling => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// The totals as they follow from the rows, beside what a total row states.
fn totals(plan: &Plan, rows: &[FilledRow], stated: Option<FilledRow>) -> FilledRow {
    let mut sums: Vec<Option<Decimal>> = (plan.leaves.iter().enumerate())
        .map(|(index, leaf)| match leaf.total {
            TotalRule::Sum => sum(rows, index),
            TotalRule::Formula | TotalRule::Blank => None,
        })
        .collect();
    for index in plan.order() {
        let Some(leaf) = plan.leaves.get(*index) else {
            continue;
        };
        if leaf.total == TotalRule::Formula {
            // A formula may need a column that the total row does not show.
            let known = |column: usize| {
                let total = sums.get(column).copied().flatten();
                total.or_else(|| sum(rows, column))
            };
            let total = leaf.compute(known);
            if let Some(place) = sums.get_mut(*index) {
                *place = total;
            }
        }
    }
    let mut total = stated.unwrap_or_else(|| FilledRow::blank(plan, None));
    for (cell, sum) in total.cells.iter_mut().zip(sums) {
        cell.computed = sum;
    }
    total
}

/// The sum of a column; none if all of it is blank, or if it is too large to be one.
fn sum(rows: &[FilledRow], index: usize) -> Option<Decimal> {
    let mut numbers = rows.iter().filter_map(|row| row.number(index));
    let first = numbers.next()?;
    numbers.try_fold(first, |sum, more| sum.checked_add(more))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Place;

    const COLUMNS: &str = "
tieu_de: T
dong_tong: Tổng số
sap_xep: {theo: nhan}
cot:
  - {ma: tt, ten: TT, loai: tt}
  - {ma: xa, ten: Xã, loai: chu}
  - {ma: nhan, ten: Nhận, loai: so_dem, so: 1}
  - {ma: tra, ten: Trả, loai: so_dem, so: 2}
  - {ma: ty_le, ten: Tỷ lệ, loai: ty_le, so: 3, tinh: (2)/(1), le: 2}
  - {ma: hang, ten: Hạng, loai: xep_hang, theo: ty_le}
";

    /// Rows of unit, received, returned, rate: `-` a dash, empty a blank.
    fn fill(rows: &[[&str; 4]], total: Option<[&str; 4]>) -> Filled {
        let plan = Arc::new(Plan::parse("b.yaml", "b", COLUMNS).unwrap());
        let row = |texts: &[&str; 4]| {
            let mut row = FilledRow::blank(&plan, Some(Place::file("a")));
            for (index, text) in (1..).zip(texts) {
                let entry = match (index, *text) {
                    (_, "") => continue,
                    (1, text) => Entry::Text(text.to_owned()),
                    (_, "-") => Entry::Dash,
                    (_, text) => Entry::Number(text.parse().unwrap()),
                };
                row.state(index, entry, Some(Place::file("a")));
            }
            row
        };
        let stated = Stated {
            rows: rows.iter().map(row).collect(),
            total: total.as_ref().map(row),
            notes: Vec::new(),
        };
        Filled::of(Arc::clone(&plan), stated, None)
    }

    fn printed(filled: &Filled) -> Vec<String> {
        let rows = filled.printed_rows(0, Some(&"Tổng số".into()));
        let row = |row: &crate::sheet::Row| {
            let cells = row.cells.iter().map(|cell| cell.text.as_str());
            cells.collect::<Vec<_>>().join("|")
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn rates_ranks_order_and_totals_follow_from_the_rows() {
        let filled = fill(&[["A", "3", "1", ""], ["B", "1200", "1200", ""]], None);
        assert_eq!(
            printed(&filled),
            [
                "1|B|1.200|1.200|100,00|1",
                "2|A|3|1|33,33|2",
                "Tổng số|1.203|1.201|99,83|"
            ]
        );
    }

    #[test]
    fn blank_dash_and_zero_stay_apart() {
        let rows = [["A", "0", "0", ""], ["B", "-", "-", ""], ["C", "", "5", ""]];
        assert_eq!(
            printed(&fill(&rows, None)),
            ["1|A|0|0||", "2|B|-|-||", "3|C||5||", "Tổng số|0|5||"]
        );
        assert_eq!(printed(&fill(&[["A", "", "", ""]], None))[1], "Tổng số||||");
    }

    #[test]
    fn what_was_stated_is_printed_and_the_computed_kept_beside_it() {
        let filled = fill(&[["A", "4", "1", "26"]], Some(["", "5", "1", "20"]));
        assert_eq!(printed(&filled), ["1|A|4|1|26,00|1", "Tổng số|5|1|20,00|"]);
        let rate = filled.cell(&filled.rows[0], "ty_le").unwrap();
        assert_eq!(rate.stated().unwrap().value, Decimal::from(26));
        assert_eq!(rate.computed, Some(Decimal::from(25)));
        assert_eq!(filled.total.cells[2].computed, Some(Decimal::from(4)));
        assert!(filled.states_total());
    }
}
