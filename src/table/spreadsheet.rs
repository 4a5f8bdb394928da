//! XLSX: cell by cell, so that limits hold while reading.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};

use super::grid::{CellKind, Grid, Merge, Worksheet};
use super::numeral::{self, Format};
use super::package;
use super::text::Reading;
use crate::fault::{Fault, Kind, Place};

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// The sheets of a workbook.
///
/// # Errors
/// If it cannot be read at all; a sheet that cannot be read is a fault of its own.
pub fn read(file: &Place, bytes: &[u8], reading: &mut Reading) -> Result<Vec<Worksheet>, Fault> {
    let package = package::unpacked(file, bytes)?;
    // What is known to overflow in the reader does not come this far; a server must live on even
    // if there is more.
    catch_unwind(AssertUnwindSafe(|| sheets(file, &package, reading)))
        .unwrap_or_else(|_| Err(package::broken(file)))
}

fn sheets(file: &Place, bytes: &[u8], reading: &mut Reading) -> Result<Vec<Worksheet>, Fault> {
    let mut workbook: Workbook =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(file, &error))?;
    let listed = workbook.sheets_metadata().to_vec();
    let tables = listed
        .into_iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet);
    Ok(tables
        .map(|sheet| Worksheet {
            grid: grid(
                &file.sheet(&sheet.name),
                &mut workbook,
                &sheet.name,
                reading,
            ),
            hidden: sheet.visible != SheetVisible::Visible,
            name: sheet.name,
        })
        .collect())
}

fn broken(place: &Place, error: &calamine::XlsxError) -> Fault {
    let mut fault = package::broken(place);
    fault.found = format!("{} ({error})", fault.found);
    fault
}

fn grid(
    place: &Place,
    workbook: &mut Workbook,
    name: &str,
    reading: &mut Reading,
) -> Result<Grid, Fault> {
    let mut grid = Grid::new(place.clone());
    let merges = workbook.merge_cells_by_sheet_name(name);
    let merges = merges.map_err(|error| broken(place, &error))?;
    grid.set_merges(merges.iter().map(merge).collect())?;
    let cells = workbook.worksheet_cells_reader(name);
    let mut cells = cells.map_err(|error| broken(place, &error))?;
    let formats: Vec<Format> = cells.styles().iter().map(format).collect();
    while let Some((cell, style)) = cells
        .next_cell_with_style_id()
        .map_err(|error| broken(place, &error))?
    {
        let (row, column) = cell.get_position();
        let at = (from_one(row), from_one(column));
        let format = formats.get(style).copied().unwrap_or_default();
        put(&mut grid, at, cell.get_value(), format, reading)?;
    }
    Ok(grid)
}

fn from_one(index: u32) -> usize {
    usize::try_from(index).map_or(usize::MAX, |index| index.saturating_add(1))
}

fn merge(range: &calamine::Dimensions) -> Merge {
    Merge {
        top: from_one(range.start.0),
        left: from_one(range.start.1),
        bottom: from_one(range.end.0),
        right: from_one(range.end.1),
    }
}

fn format(style: &calamine::Style) -> Format {
    let code = style.number_format.as_ref();
    code.map_or_else(Format::default, |format| {
        Format::of_code(&format.format_code)
    })
}

fn put(
    grid: &mut Grid,
    at: (usize, usize),
    value: &DataRef,
    format: Format,
    reading: &mut Reading,
) -> Result<(), Fault> {
    let (text, kind) = match value {
        DataRef::Empty => return Ok(()),
        DataRef::String(text) => return reading.put_text(grid, at, text),
        DataRef::SharedString(text) => return reading.put_text(grid, at, text),
        DataRef::Int(number) => (number.to_string(), CellKind::Number(format.decimals)),
        DataRef::Float(number) => (
            finite(*number, format.percent, grid, at)?,
            CellKind::Number(format.decimals),
        ),
        DataRef::Bool(true) => ("TRUE".to_owned(), CellKind::Truth),
        DataRef::Bool(false) => ("FALSE".to_owned(), CellKind::Truth),
        DataRef::DateTime(date) if date.is_duration() => (
            finite(date.as_f64(), false, grid, at)?,
            CellKind::Number(None),
        ),
        DataRef::DateTime(date) => (day(*date), CellKind::Date),
        DataRef::DateTimeIso(text) => (iso_day(text), CellKind::Date),
        DataRef::DurationIso(text) => (text.clone(), CellKind::Text),
        DataRef::Error(error) => (error.to_string(), CellKind::Error),
    };
    reading.put(grid, at, text, kind)
}

fn finite(number: f64, percent: bool, grid: &Grid, at: (usize, usize)) -> Result<String, Fault> {
    numeral::print(number, percent).ok_or_else(|| {
        Fault::new(
            Kind::WrongValue,
            grid.place().at(at.0, at.1),
            "ô ghi một số vô hạn",
        )
        .expected("một số")
        .remedy("gõ lại số trong ô này")
    })
}

fn day(date: ExcelDateTime) -> String {
    numeral::print_date(date.to_ymd_hms_milli(), date.as_f64() >= 1.0)
}

/// `2024-03-11T00:00:00` as the other dates are written.
fn iso_day(text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) if time.starts_with("00:00:00") => day.to_owned(),
        Some((day, time)) => format!("{day} {time}"),
        None => text.to_owned(),
    }
}
