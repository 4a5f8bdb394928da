//! A table that a hồ sơ may take points from, looked at before it does: its sheets, what its
//! columns are and why, the units that it names.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::mapping::{self, Mapping, sought};
use super::{Options, fit, names};
use crate::fault::{Faults, Note};
use crate::form::{self, Choice, Form, Names, Sourced};
use crate::framework::{Framework, Version};
use crate::roll::{self, PointColumn, table_columns};
use crate::shelf::{self, DOSSIER, Session, Shelf};
use crate::table::{Charset, Found, Head, Wanted, portal, search};

/// What is found in a file of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// The file as a hồ sơ beside it names it.
    pub file: String,
    /// The names of its sheets.
    pub sheets: Vec<String>,
    /// The sheet that was looked at, if the file has several.
    pub sheet: Option<String>,
    /// Whether it is the export of the national portal, which needs no mapping.
    pub is_portal: bool,
    /// From which row to which its head stands; from 1.
    pub head: Option<(usize, usize)>,
    /// The columns that were found.
    pub columns: Vec<Seen>,
    /// All columns under its head: their numbers, from 1, and how `cot` names them.
    pub heads: Vec<(usize, String)>,
    /// The name of its charset, if that is an old one.
    pub charset: Option<&'static str>,
    /// The units that it names.
    pub units: Vec<String>,
    /// What had to be guessed, for the user.
    pub notes: Vec<Note>,
}

/// A column of a table, and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its name in `cot`.
    pub name: String,
    /// What the name stands for.
    pub what: String,
    /// How `cot` names the column; none if it was not found.
    pub written: Option<String>,
    /// Which column it is, from 1; 0 if it was not found.
    pub number: usize,
    /// By what it was found.
    pub reason: &'static str,
}

/// Looks at the table that is asked for. What `declared` says of its columns (names of `cot`, and
/// the columns as they are written there) goes before what is found; `units` names those of the table once it can be read.
///
/// # Errors
/// If the file is no table, or has several sheets and none is asked for. What is wrong with its
/// columns or rows is in the faults beside what was found.
pub fn look(
    options: &Options,
    declared: &[(String, Sourced<String>)],
    session: &Session,
) -> Result<(Look, Faults), Faults> {
    let (_, framework, version) = named(options, session)?;
    let file = options.table.as_deref().unwrap_or(Path::new(""));
    let mut look = Look::default();
    let (book, charset) = mapping::open(file, session, &mut look.notes)?;
    look.file = book.place().file_name().to_owned();
    let sheets = book.sheets().iter();
    look.sheets = sheets.map(|sheet| sheet.name.clone()).collect();
    let mut mapping = Mapping {
        file: look.file.clone(),
        charset,
        ..Mapping::default()
    };
    let sheet = options.sheet.as_ref();
    let mut faults = Faults::none();
    let exported = portal::sheet(&book, sheet)?;
    let grid = if let Some((name, row)) = exported {
        look.is_portal = true;
        look.head = Some((row, row));
        let place = book.place().clone();
        let value = name.to_owned();
        Arc::clone(book.named(&Sourced { value, place })?)
    } else {
        // Whoever looks can name the sheet that is meant, or see that it has no head.
        let columns = table_columns(&framework, &version);
        let sought = sought(&columns)?;
        let wanted = Wanted {
            declared,
            sought: &sought,
        };
        let (grid, head) = match mapping::table(&book, sheet, &wanted, &mut look.notes) {
            Ok(found) => found,
            Err(found) => {
                look.sheet = sheet.map(|sheet| sheet.value.clone());
                return Ok((look, found));
            }
        };
        let found = search(&grid, &head, declared, &sought);
        let found = found.unwrap_or_else(|found| {
            faults.extend(found);
            Vec::new()
        });
        mapping.columns = (found.iter().map(|found| {
            let column = &found.column;
            (found.name.clone(), head.key(column), column.name())
        }))
        .collect();
        look.show(&columns, &found, &head);
        grid
    };
    let name = grid.place().sheet_name().unwrap_or_default().to_owned();
    mapping.sheet = Some(name).filter(|name| !name.is_empty());
    look.sheet.clone_from(&mapping.sheet);
    if faults.count() == 0 {
        let units = fit::read_back(file, session, &mapping, (&framework, &version));
        look.units = faults.absorb(units).unwrap_or_default();
    }
    look.charset = charset.map(Charset::key);
    Ok((look, faults))
}

impl Look {
    /// Keeps what was found below a head.
    fn show(&mut self, columns: &[PointColumn], found: &[Found], head: &Head) {
        self.head = Some((*head.rows.start(), *head.rows.end()));
        self.columns = (columns.iter())
            .map(|column| seen(column, found, head))
            .collect();
        self.heads = (head.columns.iter())
            .map(|column| (column.number, head.key(column)))
            .collect();
    }
}

fn seen(column: &PointColumn, found: &[Found], head: &Head) -> Seen {
    let found = found.iter().find(|found| found.name == column.name);
    Seen {
        name: column.name.clone(),
        what: column.column.path.join(" / "),
        written: found.map(|found| head.key(&found.column)),
        number: found.map_or(0, |found| found.column.number),
        reason: found.map_or("", |found| found.evidence.reason()),
    }
}

/// The keys of a hồ sơ with those that its template and its set of indicators name, as data
/// ([`form::outline`]).
///
/// # Errors
/// If there is no such template or set.
pub fn declared(options: &Options, session: &Session) -> Result<serde_json::Value, Faults> {
    declared_in(&DOSSIER, options, session)
}

/// The same of another form that names what a template and a set do, as a lô.
///
/// # Errors
/// If there is no such template or set.
pub fn declared_in(
    form: &'static Form,
    options: &Options,
    session: &Session,
) -> Result<serde_json::Value, Faults> {
    let (names, ..) = named(options, session)?;
    Ok(form::outline(form, &names))
}

fn named(options: &Options, session: &Session) -> Result<(Names, Framework, Version), Faults> {
    let shelf = Shelf {
        folder: PathBuf::new(),
        session: session.clone(),
    };
    let template = shelf::template(&options.template, &shelf)?;
    let framework = shelf::framework(&options.framework, &shelf)?;
    let period = super::period(&options.period)?;
    let version = roll::version(&framework, &period)?.clone();
    Ok((names::of(&version, &template), framework, version))
}
