//! Files of figures that are, byte for byte, those of the hồ sơ of the period before.

use crate::fault::{Faults, Place};
use crate::files::Files;
use crate::form::{Fields, Node, Value};
use crate::shelf::{FormFile, NamedTable, OF_MONTH, Shelf, TableFile, tables, tables_in};

/// The files of a hồ sơ that are those of the one of the period before, and where they are named.
pub fn copied(fields: &Fields, shelf: &Shelf) -> Vec<(Place, String)> {
    let before = fields.node("ky_truoc").map(|node| &node.value);
    let Some(Value::Text(before)) = before else {
        return Vec::new();
    };
    // What is wrong with it, the points tell.
    let Ok(form) = FormFile::read(&shelf.path(before), &shelf.session) else {
        return Vec::new();
    };
    let mut faults = Faults::none();
    let Some(others) = form.fields(&mut faults) else {
        return Vec::new();
    };
    let [now, before] = [fields, &others].map(|fields| tables(fields.entries(), &OF_MONTH));
    same((now, shelf), (before, &form.shelf))
}

/// The files that a table of figures and the one of the period before both are, byte for byte.
pub fn copied_table(now: (&Node, &Shelf), before: (&Node, &Shelf)) -> Vec<(Place, String)> {
    same((tables_in(now.0), now.1), (tables_in(before.0), before.1))
}

fn same(
    (tables, shelf): (Vec<TableFile>, &Shelf),
    (others, other_shelf): (Vec<TableFile>, &Shelf),
) -> Vec<(Place, String)> {
    let bytes = |shelf: &Shelf, file: &str| shelf.session.files().read(&shelf.path(file)).ok();
    let same = tables.into_iter().filter_map(|table| {
        let own = bytes(shelf, &table.file)?;
        let twins = |other: &&TableFile| bytes(other_shelf, &other.file).as_ref() == Some(&own);
        let twins: Vec<&NamedTable> = others.iter().filter(twins).flat_map(|t| &t.parts).collect();
        let is_there = |part: &NamedTable| twins.iter().any(|other| other.sheet == part.sheet);
        let place = table.parts.into_iter().find(is_there)?.place;
        Some((place, table.file))
    });
    same.collect()
}
