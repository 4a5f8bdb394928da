//! The points of many units from a table beside the hồ sơ (`bang_diem`): a workbook or text
//! table with its columns declared, or the national portal's own export, which needs none.

use std::path::Path;

use rust_decimal::Decimal;

use crate::fault::{Fault, Faults, Kind};
use crate::form::{Fields, Form, Key, Node, Sourced};
use crate::framework::{Framework, Version};
use crate::score::{Entered, Input, Published};
use crate::table::{Book, CellValue, Columns, Record, TABLE, portal};

/// The column that holds the units' names.
pub const UNIT: &str = "don_vi";
/// The column that holds the published totals.
pub const TOTAL: &str = "tong";
/// What follows a group's name, or that of the total, for the points of the period before.
const BEFORE: &str = ".ky_truoc";

/// Units with what was entered for them, and what had to be guessed.
pub struct Listing {
    /// In the order of the table.
    pub units: Vec<(Sourced<String>, Entered)>,
    /// Vietnamese sentences for the user.
    pub notes: Vec<String>,
}

/// Reads the table that a hồ sơ declares.
pub fn read(
    node: &Node,
    folder: &Path,
    framework: &Framework,
    version: &Version,
    faults: &mut Faults,
) -> Option<Listing> {
    let declared = Fields::of(node, &TABLE, &mut Faults::none())
        .is_some_and(|fields| fields.node("cot").is_some());
    let listing = if declared {
        columns(node, folder, version, faults)
    } else {
        export(node, folder, version, faults)
    }?;
    let before = faults.count();
    for (_, entered) in &listing.units {
        entered.check(framework, version, faults);
    }
    (faults.count() == before).then_some(listing)
}

/// A table whose columns the hồ sơ declares.
fn columns(node: &Node, folder: &Path, version: &Version, faults: &mut Faults) -> Option<Listing> {
    let columns = Columns::read(node, faults)?;
    let before = faults.count();
    columns.require(&[UNIT], faults);
    columns.allow("bộ chỉ số", &known(version), faults);
    if faults.count() > before {
        return None;
    }
    let table = columns
        .table(folder)
        .map_err(|found| faults.extend(found))
        .ok()?;
    let before = faults.count();
    let mut units = Vec::with_capacity(table.records.len());
    for record in &table.records {
        match record.text(UNIT) {
            Some(name) => units.push((name, entered(record, version, faults))),
            None if record.names().any(|name| record.cell(name).is_some()) => {
                faults.add(unnamed(record));
            }
            // Only numbered, to be filled in.
            None => {}
        }
    }
    (faults.count() == before).then_some(Listing {
        units,
        notes: table.notes,
    })
}

fn unnamed(record: &Record) -> Fault {
    let place = record.place_of(UNIT);
    let place = place.unwrap_or_else(|| record.place().clone());
    Fault::new(
        Kind::WrongValue,
        place,
        "dòng có số liệu mà không có tên đơn vị",
    )
    .expected("tên đơn vị")
    .remedy("điền tên đơn vị, hoặc xóa dòng này")
}

/// All names that a column may bear.
pub fn known(version: &Version) -> Vec<String> {
    let published = || {
        let groups = version.groups.iter().map(|group| group.id.as_ref());
        groups.chain([TOTAL]).map(str::to_owned)
    };
    let indicators = version.indicators().into_iter();
    let indicators = indicators.map(|indicator| indicator.id.to_string());
    let figures = version.figures.iter().map(|figure| figure.id.to_string());
    std::iter::once(UNIT.to_owned())
        .chain(published())
        .chain(published().map(|name| name + BEFORE))
        .chain(indicators)
        .chain(figures)
        .collect()
}

/// What a row says of its unit. Blank, dash and number stay three things.
pub fn entered(record: &Record, version: &Version, faults: &mut Faults) -> Entered {
    let mut entered = Entered::default();
    for group in &version.groups {
        let published = published(record, &group.id, faults);
        if published != Published::default() {
            entered.set_group(group, published);
        }
    }
    for indicator in version.indicators() {
        let points = record.decimal(&indicator.id, faults);
        entered.set_indicator(indicator, input(record, &indicator.id, points));
    }
    for figure in &version.figures {
        let count = record.count(&figure.id, faults);
        entered.set_figure(figure, input(record, &figure.id, count));
    }
    entered.total = published(record, TOTAL, faults);
    entered
}

/// The published points of a group or of the total, of this period and of the one before.
fn published(record: &Record, name: &str, faults: &mut Faults) -> Published {
    Published {
        achieved: record.decimal(name, faults),
        previous: record.decimal(&format!("{name}{BEFORE}"), faults),
    }
}

fn input(record: &Record, name: &str, number: Option<Sourced<Decimal>>) -> Input {
    match (number, record.value(name)) {
        (Some(number), _) => Input::Number(number),
        (None, CellValue::Dash) => Input::Dash(
            record
                .place_of(name)
                .unwrap_or_else(|| record.place().clone()),
        ),
        (None, _) => Input::Blank,
    }
}

fn announced(points: Sourced<Decimal>) -> Published {
    Published {
        achieved: Some(points),
        previous: None,
    }
}

/// A table that the portal wrote needs no more than its name.
static EXPORT: Form = Form::new("bảng điểm").keys(&[Key::required::<Sourced<String>>(
    "tep",
    "Tên tệp xuất từ Cổng",
)]);

/// The portal's own export.
fn export(node: &Node, folder: &Path, version: &Version, faults: &mut Faults) -> Option<Listing> {
    let fields = Fields::of(node, &EXPORT, faults)?;
    let file: Sourced<String> = fields.get("tep", faults)?;
    let book = match Book::open(folder, &file.value, None) {
        Ok(book) => book,
        Err(mut fault) => {
            if fault.place.line() == 0 {
                fault.found = format!("{}: {}", file.value, fault.found);
                fault.place = file.place;
            }
            faults.add(fault);
            return None;
        }
    };
    let export = portal::read(&book)
        .map_err(|found| faults.extend(found))
        .ok()?;
    let units = export.units.into_iter();
    Some(Listing {
        units: units.map(|unit| exported(unit, version)).collect(),
        notes: export.notes,
    })
}

/// What a row of the portal's export says of its unit.
pub fn exported(unit: portal::Unit, version: &Version) -> (Sourced<String>, Entered) {
    let mut entered = Entered::default();
    for (axis, points) in unit.axes {
        if let Some(group) = version.groups.iter().find(|group| *group.id == *axis) {
            entered.set_group(group, announced(points));
        }
    }
    entered.total = announced(unit.total);
    (unit.name, entered)
}
