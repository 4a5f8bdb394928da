//! Tables of points, one unit a row: a workbook or text table with its columns declared or known
//! by their heads, or the national portal's own export. A hồ sơ (`bang_diem`) and a lô
//! (`so_lieu`) read them here; each row by itself, so that what is wrong with one stops no other.

use super::columns::{BEFORE, CODE, PointColumn, TOTAL, UNIT, known, point_columns};
use crate::fault::{Fault, Faults, Kind};
use crate::form::Sourced;
use crate::framework::{Framework, Version};
use crate::score::{Entered, Published};
use crate::shelf::Shelf;
use crate::table::{Columns, Record, RowKind, Sought, Table, portal};
use crate::vn::entry::Meant;

/// The rows of a table, and what had to be guessed.
pub struct PointTable {
    /// In the order of the table.
    pub rows: Vec<Row>,
    /// Vietnamese sentences for the user.
    pub notes: Vec<String>,
}

/// A unit's row.
pub struct Row {
    /// The unit's name.
    pub name: Option<Sourced<String>>,
    /// Its cells.
    pub record: Record,
    /// What was entered for it, or what is wrong with it.
    pub entered: Result<Entered, Faults>,
}

/// By what a table of points is read.
pub struct Reader<'a> {
    /// Where its file is looked for.
    pub shelf: &'a Shelf,
    /// The set of indicators.
    pub framework: &'a Framework,
    /// What of it holds.
    pub version: &'a Version,
    /// Whether a row must have points in each group that is only published as a whole.
    pub complete: bool,
}

impl Reader<'_> {
    /// Reads a table, with columns of words beside those of points.
    pub fn read(
        &self,
        columns: Columns,
        words: Vec<(String, Sourced<String>)>,
        faults: &mut Faults,
    ) -> Option<PointTable> {
        // Who declares the units' column declares all; others have the rest found by the heads.
        let (before, declared) = (faults.count(), columns.declares(UNIT));
        columns.allow("bộ chỉ số", &known(self.version), faults);
        if faults.count() > before {
            return None;
        }
        let table = self.table(columns.also(words), declared);
        let (table, exported) = table.map_err(|found| faults.extend(found)).ok()?;
        if table.records.is_empty() {
            faults.add(table.no_rows());
            return None;
        }
        let rows = table.records.into_iter();
        // Rows that are only numbered are to be filled in.
        let rows = rows.filter(|record| record.names().any(|name| record.cell(name).is_some()));
        Some(PointTable {
            rows: rows.map(|record| self.row(record, exported)).collect(),
            notes: table.notes,
        })
    }

    /// The table, and whether it is the portal's own.
    fn table(&self, columns: Columns, declared: bool) -> Result<(Table, bool), Faults> {
        let book = self.shelf.book(columns.file(), columns.charset())?;
        if declared {
            return Ok((columns.unchecked(&book, is_unit)?, false));
        }
        if let Some(table) = portal::table(&book, &columns)? {
            return Ok((table, true));
        }
        let sought = point_columns(self.framework, self.version, &[]);
        let sought = sought.iter().map(PointColumn::sought);
        let sought: Vec<Sought> = sought.collect::<Result<_, _>>()?;
        let table = columns.seeking(sought).unchecked(&book, is_unit)?;
        let known = known(self.version);
        let points = |name: &str| name != UNIT && known.iter().any(|known| known == name);
        match table.records.first() {
            Some(record) if !record.names().any(points) => {
                Err(portal::no_export(book.place().clone())?.into())
            }
            _ => Ok((table, false)),
        }
    }

    fn row(&self, record: Record, exported: bool) -> Row {
        let mut faults = Faults::none();
        record.faults().for_each(|fault| faults.add(fault));
        let entered = entered(&record, self.version, &mut faults);
        entered.check(self.framework, self.version, &mut faults);
        if self.complete || exported {
            self.check_groups(&entered, &record, &mut faults);
        }
        let name = record.text(UNIT);
        if name.is_none() {
            faults.add(unnamed(&record));
        }
        if exported {
            let told = std::mem::replace(&mut faults, Faults::none());
            let again = |fault: &Fault| fault.clone().remedy("xuất lại tệp từ Cổng");
            told.iter().for_each(|fault| faults.add(again(fault)));
        }
        Row {
            name,
            record,
            entered: faults.or(Some(entered)),
        }
    }

    /// Groups that are only published as a whole have points.
    fn check_groups(&self, entered: &Entered, record: &Record, faults: &mut Faults) {
        let groups = self.version.groups.iter();
        let whole = groups.filter(|group| group.indicators.is_empty());
        for group in whole.filter(|group| entered.group(group).achieved.is_none()) {
            let place = record.place_of(&group.id);
            let place = place.unwrap_or_else(|| record.place().clone());
            // What could not be read was told already.
            if faults.iter().all(|fault| fault.place != place) {
                let found = format!("{} không có điểm", group.name);
                let fault = Fault::new(Kind::MissingKey, place, found);
                faults.add(fault.expected("điểm mà Cổng công bố").remedy("điền ô này"));
            }
        }
    }
}

/// A row of figures, or one whose figures are all unreadable but whose code says that it is one.
fn is_unit(record: &Record) -> bool {
    let coded = || record.cell(UNIT).is_some() && record.cell(CODE).is_some();
    match record.kind() {
        RowKind::Data => true,
        RowKind::Words => coded(),
        RowKind::Total => false,
    }
}

fn unnamed(record: &Record) -> Fault {
    let place = record.place_of(UNIT);
    let place = place.unwrap_or_else(|| record.place().clone());
    let found = "dòng có số liệu mà không có tên đơn vị";
    Fault::new(Kind::WrongValue, place, found)
        .expected("tên đơn vị")
        .remedy("điền tên đơn vị, hoặc xóa dòng này")
}

/// What a row says of its unit. Blank, dash and number stay three things.
fn entered(record: &Record, version: &Version, faults: &mut Faults) -> Entered {
    let mut entered = Entered::default();
    for group in &version.groups {
        let published = published(record, &group.id, faults);
        if published != Published::default() {
            entered.set_group(group, published);
        }
    }
    for indicator in version.indicators() {
        let points = record.entry(&indicator.id, Meant::Number, faults);
        entered.set_indicator(indicator, points);
    }
    for figure in &version.figures {
        entered.set_figure(figure, record.entry(&figure.id, Meant::Count, faults));
    }
    entered.total = published(record, TOTAL, faults);
    entered
}

/// The published points of a group or of the total, of this period and of the one before.
fn published(record: &Record, name: &str, faults: &mut Faults) -> Published {
    Published {
        achieved: record.number(name, faults),
        previous: record.number(&format!("{name}{BEFORE}"), faults),
    }
}
