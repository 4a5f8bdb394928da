//! The column that a hồ sơ means by a header, a column number or letters.

use std::collections::BTreeMap;

use super::grid::Grid;
use super::head::{Column, Head};
use super::words::fold;
use crate::bounds::TABLE_COLUMNS;
use crate::fault::{Fault, Kind, column_letters, nearest};
use crate::form::Sourced;

/// Why no one column is meant.
pub enum Wrong {
    Unknown,
    Ambiguous(Vec<String>),
    TooFar,
}

/// The column that is meant: its whole header, its column number, its lower levels, or letters.
pub fn find(head: &Head, written: &str) -> Result<Column, Wrong> {
    if written.len() == 1
        && let Some(number) = number_of_letters(written)
    {
        return Ok(of_letters(head, number));
    }
    let folded = fold(written);
    let tests: [&dyn Fn(&Column) -> bool; 5] = [
        &|column| column.name() == written,
        &|column| column.mark.as_deref() == Some(written),
        &|column| ends(column).any(|end| end == written),
        &|column| fold(&column.name()) == folded,
        &|column| ends(column).any(|end| fold(&end) == folded),
    ];
    for test in tests {
        let found: Vec<&Column> = head.columns.iter().filter(|c| test(c)).collect();
        match found.as_slice() {
            [] => (),
            [column] => return Ok((*column).clone()),
            several => {
                let several = several.iter().map(|column| described(column));
                return Err(Wrong::Ambiguous(several.collect()));
            }
        }
    }
    match number_of_letters(written) {
        Some(number) if number <= TABLE_COLUMNS.most => Ok(of_letters(head, number)),
        Some(_) if written.len() == 2 => Err(Wrong::TooFar),
        _ => Err(Wrong::Unknown),
    }
}

impl Head {
    /// How a hồ sơ names a column: by its whole header if that means only this one, else by its
    /// letters.
    pub fn key(&self, column: &Column) -> String {
        let name = column.name();
        match find(self, &name) {
            Ok(found) if found.number == column.number => name,
            _ => column.letters(),
        }
    }
}

/// The column of a number, which need not have a head.
fn of_letters(head: &Head, number: usize) -> Column {
    let known = head.columns.iter().find(|column| column.number == number);
    known.cloned().unwrap_or_else(|| Column {
        number,
        path: Vec::new(),
        mark: None,
    })
}

/// A header without its upper levels: `Nhóm / Chỉ số 1` and `Chỉ số 1` of `Điểm / Nhóm / Chỉ số 1`.
fn ends(column: &Column) -> impl Iterator<Item = String> {
    let path = &column.path;
    (1..path.len()).filter_map(|from| Some(path.get(from..)?.join(" / ")))
}

/// `B` → 2, `AA` → 27; none if it is not up to three capital letters.
fn number_of_letters(text: &str) -> Option<usize> {
    let letters = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
    letters.then(|| {
        text.bytes()
            .fold(0, |sum, byte| sum * 26 + usize::from(byte - b'A') + 1)
    })
}

fn described(column: &Column) -> String {
    format!("{} ({})", column.name(), column.letters())
}

impl Wrong {
    /// What to tell.
    pub fn fault(self, grid: &Grid, head: &Head, written: &Sourced<String>) -> Fault {
        let fault = |found: String| Fault::new(Kind::UnknownName, written.place.clone(), found);
        let (value, place) = (&written.value, grid.place());
        match self {
            Self::Unknown => {
                let fault =
                    fault(format!("bảng “{place}” không có cột “{value}”")).expected(format!(
                        "chữ của cột (A, B, …) hoặc một trong các tên: {}",
                        names(head)
                    ));
                match near(head, value) {
                    Some(column) => {
                        fault.remedy(format!("có phải ý bạn là “{}”?", described(column)))
                    }
                    None => fault.remedy("chép đúng tên cột trong tệp, hoặc ghi chữ của cột"),
                }
            }
            Self::Ambiguous(columns) => fault(format!(
                "bảng “{place}” có {} cột tên “{value}”",
                columns.len()
            ))
            .expected(format!("một trong: {}", columns.join("; ")))
            .remedy("ghi đủ cả tên nhóm “Nhóm / Tên cột”, hoặc ghi chữ của cột"),
            Self::TooFar => fault(format!("cột “{value}” ở quá xa"))
                .expected(format!(
                    "cột từ A đến {}",
                    column_letters(TABLE_COLUMNS.most)
                ))
                .remedy("ghi đúng chữ của cột"),
        }
    }
}

fn names(head: &Head) -> String {
    const SHOWN: usize = 40;
    let mut names: Vec<String> = head.columns.iter().take(SHOWN).map(described).collect();
    if head.columns.len() > SHOWN {
        names.push("…".to_owned());
    }
    names.join("; ")
}

/// The column whose header is nearest to what was written.
fn near<'a>(head: &'a Head, written: &str) -> Option<&'a Column> {
    let mut keys: BTreeMap<String, &Column> = BTreeMap::new();
    for column in &head.columns {
        for name in std::iter::once(column.name()).chain(ends(column)) {
            keys.entry(fold(&name)).or_insert(column);
        }
    }
    let nearest = nearest(&fold(written), keys.keys().map(String::as_str))?;
    keys.get(nearest).copied()
}
