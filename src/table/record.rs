//! The rows of a table as records: named cells, read as what they are meant to be.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::grid::{Cell, CellKind, Grid};
use super::head::Head;
use super::rows::RecordKind;
use crate::fault::{Fault, Faults, Kind, Note, Place};
use crate::form::Sourced;
use crate::vn::entry::{Entry, Meant};
use crate::vn::number::ValueError;

/// A row of a table: its cells stand in the sheet, which all records share.
#[derive(Debug, Clone)]
pub struct Record {
    pub(super) place: Place,
    pub(super) kind: RecordKind,
    pub(super) frame: Arc<Frame>,
}

/// What the records of a table share.
#[derive(Debug)]
pub(super) struct Frame {
    /// Their cells.
    pub grid: Arc<Grid>,
    /// What their columns are called, and their numbers.
    pub columns: Vec<(String, usize)>,
    /// How many fields the head of a text table has.
    pub fields: Option<usize>,
}

/// A table read as a hồ sơ declares it.
#[derive(Debug)]
pub struct Table {
    /// Where it stands: the sheet.
    pub place: Place,
    /// Its header.
    pub head: Head,
    /// Its rows with data, in their order.
    pub records: Vec<Record>,
    /// Its rows with totals.
    pub totals: Vec<Record>,
    /// What was guessed, mended or passed over, for the user.
    pub notes: Vec<Note>,
}

impl Table {
    /// The fault of a table without rows.
    pub fn no_rows(&self) -> Fault {
        Fault::new(
            Kind::WrongValue,
            self.place.at(self.head.data(), 0),
            "dưới dòng tiêu đề không có dòng số liệu nào",
        )
        .expected("mỗi đơn vị một dòng")
        .remedy("xem lại tên trang; hoặc ghi dòng tiêu đề trong hồ sơ, ví dụ “dong_tieu_de: 5-7”")
    }
}

impl Table {
    /// Gives cells in the columns of these names other texts, where `mend` has one.
    pub(super) fn mend(
        &mut self,
        names: &[String],
        mend: impl Fn(Cell<'_>) -> Option<String>,
    ) -> Result<(), Fault> {
        let Some(first) = self.records.first() else {
            return Ok(());
        };
        let Frame {
            grid,
            columns,
            fields,
        } = &*first.frame;
        let named = columns.iter().filter(|(name, _)| names.contains(name));
        let named: Vec<usize> = named.map(|(_, column)| *column).collect();
        let frame = Arc::new(Frame {
            grid: Arc::new(grid.mended(&named, mend)?),
            columns: columns.clone(),
            fields: *fields,
        });
        for record in self.records.iter_mut().chain(&mut self.totals) {
            record.frame = Arc::clone(&frame);
        }
        Ok(())
    }
}

impl Record {
    /// The row.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What the row is.
    pub fn kind(&self) -> RecordKind {
        self.kind
    }

    /// The names of its cells.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.frame.columns.iter().map(|(name, _)| name.as_str())
    }

    /// A cell by its name, if it is not blank.
    pub fn cell(&self, name: &str) -> Option<Cell<'_>> {
        self.frame.grid.cell(self.place.line(), self.column(name)?)
    }

    /// Its named cells that are not blank.
    pub(super) fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        let row = self.frame.grid.row(self.place.line());
        let columns = self.frame.columns.iter();
        columns.filter_map(move |(_, column)| row?.cell(*column))
    }

    fn column(&self, name: &str) -> Option<usize> {
        let mut columns = self.frame.columns.iter();
        columns.find_map(|(known, column)| (known == name).then_some(*column))
    }

    /// The text that was typed into a cell; none if it is blank or no text, such as a number of
    /// Excel's.
    pub fn typed(&self, name: &str) -> Option<&str> {
        let cell = self.cell(name)?;
        (cell.kind == CellKind::Text).then_some(cell.text)
    }

    /// What a cell states; none if it is blank. Adds a fault if a number is meant and it is none.
    pub fn entry(&self, name: &str, meant: Meant, faults: &mut Faults) -> Option<Sourced<Entry>> {
        let cell = self.cell(name)?;
        // What is wrong with the cell itself was reported when the table was read.
        let reported = matches!(
            cell.kind,
            CellKind::Error | CellKind::Uncalculated | CellKind::TooLong | CellKind::LongName
        );
        if meant != Meant::Words && reported {
            return None;
        }
        match Entry::read(cell.text, meant) {
            Ok(value) => Some(Sourced::new(value, cell.place())),
            Err(error) => {
                faults.add(no_number(&cell, error));
                None
            }
        }
    }

    /// Where a named cell stands, blank or not.
    pub fn place_of(&self, name: &str) -> Option<Place> {
        Some(self.place.at(self.place.line(), self.column(name)?))
    }

    /// Where a named cell stands, or the row if it has none.
    pub fn place_at(&self, name: &str) -> Place {
        self.place_of(name).unwrap_or_else(|| self.place.clone())
    }

    /// A text; none if the cell is blank.
    pub fn text(&self, name: &str) -> Option<Sourced<String>> {
        self.cell(name)
            .map(|cell| Sourced::new(cell.text.to_owned(), cell.place()))
    }

    /// A number; none if the cell is blank or a dash. Adds a fault if it is something else.
    pub fn number(&self, name: &str, faults: &mut Faults) -> Option<Sourced<Decimal>> {
        self.entry(name, Meant::Number, faults)?.number()
    }
}

fn no_number(cell: &Cell, error: ValueError) -> Fault {
    let is_day = cell.text.contains('-') && !cell.text.starts_with('-');
    let date = (cell.kind == CellKind::Date).then_some(if is_day { "ngày" } else { "giờ" });
    let found = match date {
        Some(what) => format!("ô ghi {what} “{}”", cell.text),
        None => format!("ô ghi “{}”", cell.text),
    };
    let fault = Fault::new(Kind::WrongType, cell.place(), found).expected(error.expected());
    match date {
        _ if error == ValueError::NotADay => {
            fault.remedy("gõ lại ngày trong ô này; chưa có thì để trống")
        }
        Some(what) => fault.remedy(format!(
            "Excel đã đổi chữ gõ vào thành {what}: định dạng ô là Text hoặc Number rồi gõ lại"
        )),
        None => fault.remedy("gõ lại số trong ô này; chưa có số liệu thì để trống"),
    }
}
