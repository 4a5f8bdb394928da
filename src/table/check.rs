//! What must be true of the cells that are used: no error of Excel, no old charset, no unit twice.

use std::collections::BTreeMap;

use super::charset::Charset;
use super::csv::legacy;
use super::grid::{CellKind, Grid};
use super::head::Head;
use super::record::Record;
use super::rows::RowKind;
use crate::fault::{Fault, Faults, Kind, Place};

/// The name of the column whose texts tell the rows apart.
const UNIT: &str = "don_vi";

/// A header in an old charset says nothing that can be looked for.
pub fn head(grid: &Grid, head: &Head) -> Result<(), Fault> {
    for column in &head.columns {
        let cell = head.rows.clone().find_map(|r| grid.cell(r, column.number));
        if let Some((cell, charset)) = cell.and_then(|cell| Some((cell, old(cell.kind)?))) {
            return Err(legacy(cell.place.clone(), charset));
        }
    }
    Ok(())
}

fn old(kind: CellKind) -> Option<Charset> {
    match kind {
        CellKind::Legacy(charset) => Some(charset),
        _ => None,
    }
}

impl Record {
    /// Errors of Excel and old charsets in its cells.
    pub fn faults(&self) -> impl Iterator<Item = Fault> {
        let cells = self.cells.iter().flatten();
        cells.filter_map(|cell| match cell.kind {
            CellKind::Error => Some(excel_error(&cell.text, cell.place.clone())),
            kind => Some(legacy(cell.place.clone(), old(kind)?)),
        })
    }
}

/// Errors of Excel, old charsets and repeated units among the cells that will be used.
pub fn records(records: &[Record], faults: &mut Faults) {
    const MOST: usize = 20;
    let wrong = records.iter().flat_map(Record::faults);
    // One forgotten charset is a fault in every cell: the first ones are enough.
    for fault in wrong.take(MOST) {
        faults.add(fault);
    }
    let mut seen: BTreeMap<String, &Place> = BTreeMap::new();
    let data = records.iter().filter(|record| record.kind == RowKind::Data);
    let units = data.filter_map(|record| record.cell(UNIT));
    for cell in units {
        match seen.get(cell.text.to_lowercase().as_str()) {
            Some(first) => faults.add(repeated(&cell.text, &cell.place, first)),
            None => drop(seen.insert(cell.text.to_lowercase(), &cell.place)),
        }
    }
}

fn excel_error(text: &str, place: Place) -> Fault {
    Fault::new(
        Kind::WrongValue,
        place,
        format!("ô báo lỗi của Excel: {text}"),
    )
    .expected("một giá trị")
    .remedy("mở tệp bằng Excel, sửa công thức trong ô này rồi lưu lại")
}

fn repeated(name: &str, place: &Place, first: &Place) -> Fault {
    Fault::new(
        Kind::RepeatedKey,
        place.clone(),
        format!("đơn vị “{name}” có hai dòng"),
    )
    .expected(format!("mỗi đơn vị một dòng; dòng trước ở {first}"))
    .remedy("sửa tên, hoặc xóa một dòng")
}
