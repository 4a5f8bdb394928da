//! XLSX: part by part, cell by cell, so that limits hold while reading, and so that all is seen
//! that a table must be asked for: formulas that nobody calculated, errors of every name, rows
//! and columns that are hidden.

mod dates;
mod edit;
mod numeral;
mod package;
mod sheet;
mod styles;
mod workbook;
mod xml;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::grid::Worksheet;
use super::text::Reading;
use crate::bounds::TABLE_SHEETS;
use crate::fault::{Fault, Place};
use package::broken;
use sheet::{Context, WorksheetPart};
use workbook::Listed;

pub use edit::edited;

/// The sheets of a workbook.
///
/// # Errors
/// If it cannot be read at all; a sheet that cannot be read is a fault of its own.
pub fn read(file: &Place, bytes: &[u8], reading: &mut Reading) -> Result<Vec<Worksheet>, Fault> {
    let parts = package::unpacked(file, bytes)?;
    let list = workbook::list(&parts).map_err(|_| broken(file))?;
    TABLE_SHEETS.hold(list.sheets.len(), file)?;
    let context = Context::read(&parts, &list).map_err(|_| broken(file))?;
    let mut read = BTreeSet::new();
    let sheets = list.sheets.iter().map(|listed| {
        let place = file.sheet(&listed.name);
        let part = parts.text(&listed.part).ok().flatten();
        // No program writes two sheets into one part.
        let part = part.filter(|_| read.insert(&listed.part));
        let part = part.ok_or_else(|| broken(&place))?;
        WorksheetPart::read(place, part, &context, reading)
    });
    let mut sheets: Vec<Result<WorksheetPart, Fault>> = sheets.collect();
    if list.stale {
        forget_zeros(&mut sheets, list.by_excel);
    }
    let both = list.sheets.into_iter().zip(sheets);
    Ok(both
        .map(|(listed, sheet)| worksheet(listed, sheet))
        .collect())
}

/// Programs that write formulas and cannot calculate store 0 as the result of each, and have
/// Excel calculate all when it opens the file. A true 0 cannot be told from such a one, unless
/// Excel itself wrote the file and calculated something in it.
fn forget_zeros(sheets: &mut [Result<WorksheetPart, Fault>], by_excel: bool) {
    let calculated = sheets.iter().flatten().any(WorksheetPart::has_results);
    if !(by_excel && calculated) {
        sheets
            .iter_mut()
            .flatten()
            .for_each(WorksheetPart::forget_zeros);
    }
}

fn worksheet(listed: Listed, sheet: Result<WorksheetPart, Fault>) -> Worksheet {
    Worksheet {
        name: listed.name,
        hidden: listed.hidden,
        grid: sheet.map(|sheet| Arc::new(sheet.into_grid())),
    }
}
