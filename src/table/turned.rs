//! Tables that lie the other way: what is looked for as heads of columns stands below each other, in
//! the points of one unit or where units stand side by side.

use std::collections::BTreeSet;

use super::grid::{Cell, Grid};
use super::head::{Column, Head};
use super::words::fold;
use crate::fault::{Fault, Kind};

/// How many heads below each other in one column make a table that is turned.
const LISTED: usize = 3;

/// What is told of a table in which heads that are sought stand below each other in one column.
pub fn turned<'s>(
    grid: &Grid,
    head: &Head,
    sought: impl Iterator<Item = &'s String>,
) -> Option<Fault> {
    let heads: BTreeSet<String> = sought.map(|head| fold(head)).collect();
    let below = |column: &Column| -> Vec<Cell> {
        let cells = grid.rows().filter_map(|(_, row)| row.cell(column.number));
        cells
            .filter(|cell| heads.contains(&fold(cell.text)))
            .collect()
    };
    let columns = head.columns.iter().map(|column| (column, below(column)));
    // A column of the weakest groups has the same ones again and again.
    let distinct = |cells: &[Cell]| {
        let texts: BTreeSet<String> = cells.iter().map(|cell| fold(cell.text)).collect();
        texts.len() == cells.len()
    };
    let listed = columns.filter(|(_, cells)| cells.len() >= LISTED && distinct(cells));
    let (column, cells) = listed.max_by_key(|(_, cells)| cells.len())?;
    let found = format!(
        "{} tiêu đề cần tìm đứng dưới nhau trong cột {} “{}”: bảng này ghi mỗi nhóm điểm một dòng",
        cells.len(),
        column.letters(),
        column.name()
    );
    let fault = Fault::new(Kind::WrongValue, cells.first()?.place(), found);
    let fault = fault.expected("bảng có mỗi đơn vị một dòng, mỗi nhóm điểm một cột");
    Some(fault.remedy(
        "bảng của một đơn vị thì không dùng làm bảng điểm: chép hoặc dán cột điểm của tháng vào điểm từng nhóm của hồ \
         sơ; bảng của nhiều đơn vị thì xoay trong Excel (sao chép, Dán đặc biệt, Hoán đổi)",
    ))
}
