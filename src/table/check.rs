//! What must be true of the cells that are used: no error of Excel, no formula without a result, no
//! old charset, no unit twice.

use std::collections::BTreeMap;

use super::charset::Charset;
use super::csv::legacy;
use super::grid::{Cell, CellKind, Grid};
use super::head::Head;
use super::record::Record;
use super::rows::RowKind;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::Sourced;
use crate::vn::name;

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

/// What is wrong with the columns, and the heads that nobody calculated: they may be why.
pub fn with_heads(grid: &Grid, head: &Head, mut faults: Faults) -> Faults {
    let rows = head.rows.clone().filter_map(|row| grid.row(row));
    let cells = rows.flat_map(|row| row.cells().map(|(_, cell)| cell));
    for cell in cells.filter(|cell| cell.kind == CellKind::Uncalculated) {
        faults.add(uncalculated(cell));
    }
    faults
}

fn old(kind: CellKind) -> Option<Charset> {
    match kind {
        CellKind::Legacy(charset) => Some(charset),
        _ => None,
    }
}

impl Record {
    /// Errors of Excel, formulas without results and old charsets in its cells.
    pub fn faults(&self) -> impl Iterator<Item = Fault> {
        let cells = self.cells.iter().flatten();
        cells.filter_map(|cell| match cell.kind {
            CellKind::Error => Some(excel_error(&cell.text, cell.place.clone())),
            CellKind::Uncalculated => Some(uncalculated(cell)),
            kind => Some(legacy(cell.place.clone(), old(kind)?)),
        })
    }
}

/// Errors of Excel, formulas without results, old charsets and repeated units among the cells that will be used.
pub fn records(records: &[Record], faults: &mut Faults) {
    const MOST: usize = 20;
    let wrong = records.iter().flat_map(Record::faults);
    // One forgotten charset is a fault in every cell: the first ones are enough.
    for fault in wrong.take(MOST) {
        faults.add(fault);
    }
    let data = records.iter().filter(|record| record.kind == RowKind::Data);
    let units = data.filter_map(|record| record.text(UNIT));
    Repeated::names(&units.collect::<Vec<_>>(), faults);
}

/// The places of each unit that stands in several: of two rows of one unit neither can be
/// trusted.
#[derive(Debug)]
pub struct Repeated(BTreeMap<String, Vec<Place>>);

impl Repeated {
    /// Among units, each with what tells it from all others, and its place.
    pub fn among(units: impl Iterator<Item = (String, Place)>) -> Self {
        let mut places: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        for (identity, place) in units {
            places.entry(identity).or_default().push(place);
        }
        places.retain(|_, places| places.len() > 1);
        Self(places)
    }

    /// Adds a fault for each of these units but the first that bears the name of another,
    /// whatever the case.
    pub fn names(units: &[Sourced<String>], faults: &mut Faults) {
        let identity = |unit: &Sourced<String>| name::identity(&unit.value);
        let each = units
            .iter()
            .map(|unit| (identity(unit), unit.place.clone()));
        let repeated = Self::among(each);
        for unit in units {
            let found = repeated.fault(&identity(unit), &unit.value, &unit.place);
            let first = repeated
                .0
                .get(&identity(unit))
                .and_then(|places| places.first());
            if let Some(fault) = found.filter(|_| first != Some(&unit.place)) {
                faults.add(fault);
            }
        }
    }

    /// The fault of a unit, if it stands elsewhere too.
    pub fn fault(&self, identity: &str, name: &str, place: &Place) -> Option<Fault> {
        let places = self.0.get(identity)?;
        let others = places.iter().filter(|other| *other != place);
        let others: Vec<String> = others.map(ToString::to_string).collect();
        let found = format!("đơn vị “{name}” có {} dòng", places.len());
        let fault = Fault::new(Kind::RepeatedKey, place.clone(), found);
        Some(
            fault
                .expected(format!(
                    "mỗi đơn vị một dòng; dòng khác ở {}",
                    others.join(", ")
                ))
                .remedy("sửa tên, hoặc xóa một dòng"),
        )
    }
}

/// A fault for a formula that a program wrote and none calculated.
fn uncalculated(cell: &Cell) -> Fault {
    let text = &cell.text;
    let found = match text.starts_with('=') {
        true => format!("công thức chưa có kết quả: “{text}”"),
        false => format!("công thức chưa có kết quả, tệp chỉ ghi tạm “{text}”"),
    };
    Fault::new(Kind::WrongValue, cell.place.clone(), found)
        .expected("một giá trị, hoặc công thức mà Excel đã tính")
        .remedy("mở bằng Excel rồi lưu lại")
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
