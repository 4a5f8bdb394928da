//! The monthly table of scores as the national portal exports it (Cổng Dịch vụ công quốc gia),
//! known by its columns and read without any declaration.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::book::Book;
use super::grid::{Cell, CellKind, Grid, Row};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Fields, Form, Key, Node, Shape, Sourced, Value, parse};
use crate::vn::number::{self, NumberError};

/// Which columns mean what: data, because the portal may rename them.
const COLUMNS: &str = include_str!("cong-dvcqg.yaml");

/// How far down the row of column names is looked for.
const DEEPEST: usize = 20;

/// A unit's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its name as the portal writes it.
    pub name: Sourced<String>,
    /// Its points by the key of the axis, in the order of the keys' data.
    pub axes: Vec<(String, Sourced<Decimal>)>,
    /// Its total as published.
    pub total: Sourced<Decimal>,
    /// Its rank as published.
    pub rank: Sourced<Decimal>,
}

/// The units of an export, and notes for the user.
#[derive(Debug)]
pub struct Export {
    /// In the order of the file.
    pub units: Vec<Unit>,
    /// What was guessed or mended.
    pub notes: Vec<String>,
}

/// The names of the columns.
struct Names {
    unit: String,
    rank: String,
    total: String,
    axes: Vec<(String, String)>,
}

static EXPORT: Form = Form::new("bảng tên cột của Cổng").keys(&[
    Key::required::<String>("don_vi", "Cột tên đơn vị"),
    Key::required::<String>("xep_hang", "Cột xếp hạng"),
    Key::required::<String>("tong", "Cột tổng điểm"),
    Key::required::<Node>("truc", "Mã nhóm và cột điểm của nhóm")
        .shaped(|| Shape::map("truc", &[], Shape::Text)),
]);

impl Names {
    fn read() -> Result<Self, Faults> {
        let node = parse("cong-dvcqg.yaml", COLUMNS)?;
        let mut faults = Faults::none();
        let names = Self::of(&node, &mut faults);
        faults.or(names)
    }

    fn of(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, &EXPORT, faults)?;
        let axes: Node = fields.get("truc", faults)?;
        let Value::Map(entries) = axes.value else {
            return None;
        };
        let name = |value: Value| match value {
            Value::Text(name) => Some(name),
            _ => None,
        };
        Some(Self {
            unit: fields.get("don_vi", faults)?,
            rank: fields.get("xep_hang", faults)?,
            total: fields.get("tong", faults)?,
            axes: entries
                .into_iter()
                .filter_map(|entry| Some((entry.key, name(entry.value.value)?)))
                .collect(),
        })
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        let single = [&self.unit, &self.rank, &self.total];
        let axes = self.axes.iter().map(|(_, name)| name);
        single.into_iter().chain(axes).map(String::as_str)
    }

    /// Where the columns stand, if a row names them all.
    fn columns(&self, row: &Row) -> Option<BTreeMap<&str, usize>> {
        self.all()
            .map(|name| {
                let mut cells = row.cells();
                let (column, _) = cells.find(|(_, cell)| cell.text == name)?;
                Some((name, column))
            })
            .collect()
    }

    /// The row of names and their columns.
    fn find<'a>(&'a self, grid: &Grid) -> Option<(usize, BTreeMap<&'a str, usize>)> {
        grid.rows()
            .take(DEEPEST)
            .find_map(|(number, row)| Some((number, self.columns(row)?)))
    }
}

/// Whether a file is such an export.
pub fn is_export(book: &Book) -> bool {
    let Ok(names) = Names::read() else {
        return false;
    };
    let mut grids = book.sheets().iter().filter_map(|s| s.grid.as_ref().ok());
    grids.any(|grid| names.find(grid).is_some())
}

/// Reads an export.
///
/// # Errors
/// If it is none, or if a unit's row is not complete.
pub fn read(book: &Book) -> Result<Export, Faults> {
    let rows = rows(book)?;
    let mut faults = Faults::none();
    let mut units: Vec<Unit> = Vec::new();
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    for row in rows {
        let unit = match row {
            Ok(unit) => unit,
            Err(broken) => {
                faults.extend(broken.faults);
                continue;
            }
        };
        let first = seen.insert(unit.name.value.to_lowercase(), unit.name.place.clone());
        if let Some(first) = first {
            faults.add(repeated(&unit.name, &first));
        }
        units.push(unit);
    }
    let notes = book.notes().to_vec();
    faults.or(Some(Export { units, notes }))
}

/// A row that is not complete.
#[derive(Debug)]
pub struct Broken {
    /// The unit's name, if there is one.
    pub name: Option<Sourced<String>>,
    /// What is wrong with the row.
    pub faults: Faults,
}

/// The rows of an export, each by itself, in the order of the file; units may repeat.
///
/// # Errors
/// If it is none, or has no rows.
pub fn rows(book: &Book) -> Result<Vec<Result<Unit, Broken>>, Faults> {
    let names = Names::read()?;
    let grids = book.sheets().iter().filter_map(|s| s.grid.as_ref().ok());
    let mut tables = grids.filter_map(|grid| Some((grid, names.find(grid)?)));
    let Some((grid, (head, columns))) = tables.next() else {
        return Err(no_export(book.place().clone(), &names).into());
    };
    let below = grid.rows().filter(|(number, _)| *number > head);
    let rows: Vec<_> = below
        .map(|(number, row)| {
            let reader = Reader {
                grid,
                columns: &columns,
                number,
                row,
            };
            reader.whole(&names)
        })
        .collect();
    if rows.is_empty() {
        return Err(no_units(grid.place().at(head, 0)).into());
    }
    Ok(rows)
}

/// One row of an export.
struct Reader<'a> {
    grid: &'a Grid,
    columns: &'a BTreeMap<&'a str, usize>,
    number: usize,
    row: &'a Row,
}

impl Reader<'_> {
    fn whole(&self, names: &Names) -> Result<Unit, Broken> {
        let mut faults = Faults::none();
        let unit = self.unit(names, &mut faults);
        faults.or(unit).map_err(|faults| {
            let cell = self.columns.get(names.unit.as_str());
            let cell = cell.and_then(|column| self.row.cell(*column));
            Broken {
                name: cell.map(|cell| Sourced {
                    value: cell.text.clone(),
                    place: cell.place.clone(),
                }),
                faults,
            }
        })
    }

    fn unit(&self, names: &Names, faults: &mut Faults) -> Option<Unit> {
        let name = self.cell(&names.unit, faults);
        let rank = self.number(&names.rank, faults);
        let total = self.number(&names.total, faults);
        let axes: Vec<_> = names
            .axes
            .iter()
            .filter_map(|(key, name)| Some((key.clone(), self.number(name, faults)?)))
            .collect();
        let name = name?;
        Some(Unit {
            name: Sourced {
                value: name.text.clone(),
                place: name.place.clone(),
            },
            axes: (axes.len() == names.axes.len()).then_some(axes)?,
            total: total?,
            rank: rank?,
        })
    }

    fn cell(&self, name: &str, faults: &mut Faults) -> Option<&Cell> {
        let column = *self.columns.get(name)?;
        let cell = self.row.cell(column);
        if cell.is_none() {
            let place = self.grid.place().at(self.number, column);
            faults.add(
                Fault::new(Kind::WrongValue, place, format!("cột {name} để trống"))
                    .expected("giá trị mà Cổng công bố")
                    .remedy("xuất lại tệp từ Cổng"),
            );
        }
        cell
    }

    fn number(&self, name: &str, faults: &mut Faults) -> Option<Sourced<Decimal>> {
        let cell = self.cell(name, faults)?;
        match published(cell) {
            Ok(value) => Some(Sourced {
                value,
                place: cell.place.clone(),
            }),
            Err(error) => {
                let found = format!("cột {name} ghi “{}”", cell.text);
                faults.add(
                    Fault::new(Kind::WrongType, cell.place.clone(), found)
                        .expected(error)
                        .remedy("xuất lại tệp từ Cổng"),
                );
                None
            }
        }
    }
}

/// The portal's figures have a dot before their decimals and none between thousands, so that
/// `17.250` is no riddle here.
fn published(cell: &Cell) -> Result<Decimal, &'static str> {
    let plain = cell.kind == CellKind::Text && !cell.text.contains(',');
    let read = if plain {
        number::parse(&cell.text.replacen('.', ",", 1))
    } else {
        number::parse(&cell.text)
    };
    let value = read.map_err(NumberError::expected)?;
    if value.is_sign_negative() {
        return Err("một số từ 0 trở lên");
    }
    Ok(value)
}

fn no_export(place: Place, names: &Names) -> Fault {
    let columns: Vec<&str> = names.all().collect();
    Fault::new(
        Kind::WrongValue,
        place,
        "tệp không phải là bảng điểm xuất từ Cổng Dịch vụ công quốc gia",
    )
    .expected(format!("một dòng có đủ các cột {}", columns.join(", ")))
    .remedy("bảng khác thì khai báo các cột trong hồ sơ (tep, trang, cot)")
}

fn no_units(place: Place) -> Fault {
    Fault::new(
        Kind::WrongValue,
        place,
        "dưới tên các cột không có đơn vị nào",
    )
    .expected("mỗi đơn vị một dòng")
    .remedy("xuất lại tệp từ Cổng")
}

fn repeated(name: &Sourced<String>, first: &Place) -> Fault {
    let found = format!("đơn vị “{}” có hai dòng", name.value);
    Fault::new(Kind::RepeatedKey, name.place.clone(), found)
        .expected(format!("mỗi đơn vị một dòng; dòng trước ở {first}"))
        .remedy("xuất lại tệp từ Cổng")
}
