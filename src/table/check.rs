//! What must be true of the cells that are used: no error of Excel, no formula without a result, no
//! old charset, no unit twice.

use super::charset::Charset;
use super::csv::legacy;
use super::grid::{Cell, CellKind, Grid};
use super::head::Head;
use super::hidden::ranges;
use super::record::{Frame, Record};
use super::rows::RecordKind;
use super::units::figure;
use crate::bounds::{CELL_LETTERS, UNIT_NAME};
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, Place};
use crate::form::Sourced;
use crate::vn::identity::{ByUnit, Identity};

/// The name of the column whose texts tell the rows apart.
pub const UNIT: &str = "don_vi";

/// A header in an old charset says nothing that can be looked for.
pub fn head(grid: &Grid, head: &Head) -> Result<(), Fault> {
    for column in &head.columns {
        let cell = head.rows.clone().find_map(|r| grid.cell(r, column.number));
        if let Some((cell, charset)) = cell.and_then(|cell| Some((cell, old(cell.kind)?))) {
            return Err(legacy(cell.place(), charset));
        }
    }
    Ok(())
}

/// What is wrong with the columns, and the heads that nobody calculated: they may be why.
pub fn with_heads(grid: &Grid, head: &Head, mut faults: Faults) -> Faults {
    let rows = head.rows.clone().filter_map(|row| grid.row(row));
    let cells = rows.flat_map(|row| row.cells().map(|(_, cell)| cell));
    for cell in cells.filter(|cell| cell.kind == CellKind::Uncalculated) {
        faults.add(uncalculated(&cell));
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
    /// Errors of Excel, formulas without results, old charsets and texts that are too long in its
    /// cells; more fields than the head has.
    pub fn faults(&self) -> impl Iterator<Item = Fault> {
        let surplus = surplus(&self.frame, self.place.line()).into_iter();
        surplus.chain(self.cells().filter_map(|cell| cell.fault()))
    }
}

impl Cell<'_> {
    /// What is wrong with it, whatever it is used for: an error of Excel, a formula without a
    /// result, an old charset.
    pub fn fault(&self) -> Option<Fault> {
        match self.kind {
            CellKind::Error => Some(excel_error(self.text, self.place())),
            CellKind::Uncalculated => Some(uncalculated(self)),
            CellKind::TooLong => Some(CELL_LETTERS.passed(None, &self.place())),
            CellKind::LongName => Some(UNIT_NAME.passed(None, &self.place())),
            kind => Some(legacy(self.place(), old(kind)?)),
        }
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
    let data = records
        .iter()
        .filter(|record| record.kind == RecordKind::Data);
    let units = data.filter_map(|record| record.text(UNIT));
    Repeated::names(&units.collect::<Vec<_>>(), faults);
}

/// The places of units, which must each stand in one row: of two rows of one unit neither can
/// be trusted.
#[derive(Debug)]
pub struct Repeated(ByUnit<Place>);

impl Repeated {
    /// Among units, each with its place.
    pub fn among(units: impl Iterator<Item = (Identity, Place)>) -> Self {
        Self(units.collect())
    }

    /// Adds a fault for each of these units but the first that bears the name of another, in
    /// whatever spelling.
    pub fn names(units: &[Sourced<String>], faults: &mut Faults) {
        let identity = |unit: &Sourced<String>| Identity::of(&unit.value);
        let repeated = Self::among(
            units
                .iter()
                .map(|unit| (identity(unit), unit.place.clone())),
        );
        for unit in units {
            let identity = identity(unit);
            let first = repeated.0.alike(&identity).next();
            if first.is_none_or(|(_, place)| *place != unit.place)
                && let Some(fault) = repeated.fault(&identity, &unit.value, &unit.place)
            {
                faults.add(fault);
            }
        }
    }

    /// The fault of a unit, if it stands elsewhere too. Of many places the first are named: a
    /// column that was pulled down bears one name thousands of times.
    pub fn fault(&self, identity: &Identity, name: &str, place: &Place) -> Option<Fault> {
        const MOST: usize = 10;
        let others = self.0.alike(identity).filter(|(_, other)| other != place);
        let others = others.take(MOST + 1);
        let mut others: Vec<String> = others.map(|(_, other)| other.to_string()).collect();
        let (rows, more) = match others.len() {
            0 => return None,
            few if few <= MOST => ((few + 1).to_string(), ""),
            _ => (format!("hơn {MOST}"), ", …"),
        };
        others.truncate(MOST);
        let found = format!("đơn vị “{name}” có {rows} dòng");
        let fault = Fault::new(Kind::RepeatedKey, place.clone(), found);
        Some(
            fault
                .expected(format!(
                    "mỗi đơn vị một dòng; dòng khác ở {}{more}",
                    others.join(", ")
                ))
                .remedy("sửa tên, hoặc xóa một dòng"),
        )
    }
}

/// The fault of a row of a text table with more fields than its head: where they belong, nobody
/// knows. Blank ones at its end say nothing.
fn surplus(frame: &Frame, row: usize) -> Option<Fault> {
    let (grid, most) = (&frame.grid, frame.fields?);
    let (last, _) = grid.row(row)?.cells().last()?;
    let found = format!("dòng có {last} ô, tiêu đề chỉ có {most} ô");
    let fault = Fault::new(Kind::Syntax, grid.place().at(row, 0), found)
        .expected("mỗi dòng nhiều nhất bằng số ô của tiêu đề")
        .remedy(
            "dấu ngăn cột cũng là dấu phẩy thập phân hoặc có trong chữ: đặt ô đó trong dấu nháy kép \
             (\"19,5\"), hoặc lưu lại tệp bằng Excel (.xlsx)",
        );
    (last > most).then_some(fault)
}

/// Rows of a text table all of whose figures stand in one field, because other signs part them than
/// those of the head: nobody would miss them.
pub fn unparted(grid: &Grid, head: &Head, rows: &[(usize, RecordKind)]) -> Result<(), Faults> {
    let Some(most) = head.fields(grid).filter(|most| *most > 2) else {
        return Ok(());
    };
    let figure =
        |word: &&str| word.contains(|c: char| c.is_ascii_digit()) && figure(word).is_some();
    let parted = |text: &str, signs: &[char]| {
        let words = text
            .split(signs)
            .map(str::trim)
            .filter(|word| !word.is_empty());
        let words: Vec<&str> = words.collect();
        // “ngày 05 tháng 11 năm 2026” has figures too, but words between them.
        let last = words.iter().rev().take_while(|word| figure(word)).count();
        last >= (most - 2).max(2)
    };
    let mut faults = Faults::none();
    for (number, _) in rows.iter().filter(|(_, kind)| *kind == RecordKind::Words) {
        let mut cells = grid.row(*number).into_iter().flat_map(|row| row.cells());
        let (Some((_, cell)), None) = (cells.next(), cells.next()) else {
            continue;
        };
        let mut signs = [[' ', ';', '|', '\t'], [' ', ',', '|', '\t']].into_iter();
        if signs.any(|signs| parted(cell.text, &signs)) {
            let found = format!("cả dòng nằm trong một ô, tiêu đề có {most} ô");
            let fault = Fault::new(Kind::Syntax, grid.place().at(*number, 0), found);
            let fault = fault.expected("các ô ngăn cách bằng cùng một dấu ở mọi dòng");
            faults.add(fault.remedy(
                "sửa dấu ngăn cột của dòng này cho giống các dòng khác, hoặc lưu lại tệp bằng Excel (.xlsx)",
            ));
        }
    }
    faults.or(Some(()))
}

/// A note of the rows with fewer fields than the head; what they lack is blank.
pub fn short(grid: &Grid, head: &Head, records: &[Record]) -> Option<Note> {
    let most = head.fields(grid)?;
    let rows = records.iter().map(|record| record.place.line());
    let rows = rows.filter(|row| grid.fields(*row).is_some_and(|fields| fields < most));
    let rows = ranges(rows.collect(), &|row| row.to_string());
    let place = grid.place();
    let words =
        format!("dòng {rows} có ít ô hơn tiêu đề ({most} ô), ô thiếu ở cuối dòng coi là trống");
    (!rows.is_empty()).then(|| Note::at(NoteKind::Lacking, place, words))
}

/// A fault for a formula that a program wrote and none calculated.
fn uncalculated(cell: &Cell) -> Fault {
    let text = cell.text;
    let found = match text.starts_with('=') {
        true => format!("công thức chưa có kết quả: “{text}”"),
        false => format!("công thức chưa có kết quả, tệp chỉ ghi tạm “{text}”"),
    };
    Fault::new(Kind::WrongValue, cell.place(), found)
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
