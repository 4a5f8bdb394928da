//! A workbook with some cells changed: all else of it, parts, looks, formulas, stays byte for byte.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::super::edits::{Edit, Edits};
use super::package::{self, Parts, broken};
use super::sheet::corner;
use super::workbook::{self, Workbook};
use super::xml::{Damaged, attribute, local};
use crate::fault::{Fault, Place};

/// The workbook with the cells of these sheets changed, and sheets named anew.
///
/// # Errors
/// If it cannot be read.
pub fn edited(
    file: &Place,
    bytes: &[u8],
    changes: &BTreeMap<String, Edits>,
    names: &BTreeMap<&str, String>,
) -> Result<Vec<u8>, Fault> {
    let parts = package::unpacked(file, bytes)?;
    let list = workbook::list(&parts).map_err(|_| broken(file))?;
    let parts = changed(&parts, &list, changes, names).map_err(|_| broken(file))?;
    repacked(bytes, &parts).ok_or_else(|| broken(file))
}

/// The parts that are others than before, by their names in small letters.
fn changed(
    parts: &Parts,
    list: &Workbook,
    changes: &BTreeMap<String, Edits>,
    names: &BTreeMap<&str, String>,
) -> Result<BTreeMap<String, String>, Damaged> {
    let mut others = BTreeMap::new();
    for sheet in &list.sheets {
        if let Some(edits) = changes.get(&sheet.name) {
            let text = parts.text(&sheet.part)?.ok_or(Damaged)?;
            others.insert(sheet.part.clone(), with_cells(text, edits)?);
        }
    }
    // A name that a formula or a print area uses stays.
    let texts: Vec<&str> = parts.texts().collect();
    let used = |name: &str| {
        let quoted = format!("{}'!", escape(name));
        let plain = format!("{}!", escape(name));
        texts
            .iter()
            .any(|text| text.contains(&quoted) || text.contains(&plain))
    };
    let free = |(old, new): &(&&str, &String)| {
        !used(old) && list.sheets.iter().all(|sheet| sheet.name != **new)
    };
    let text = parts.text(&list.part)?.ok_or(Damaged)?;
    let mut renamed = text.to_owned();
    for (old, new) in names.iter().filter(free) {
        for quote in ['"', '\''] {
            let name = |name: &str| format!(" name={quote}{}{quote}", escape(name));
            renamed = renamed.replace(&name(old), &name(new));
        }
    }
    if renamed != text {
        others.insert(list.part.clone(), renamed);
    }
    Ok(others)
}

/// The package with these parts in place of its own.
fn repacked(bytes: &[u8], parts: &BTreeMap<String, String>) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).ok()?;
        let name = part.name().ok()?.into_owned();
        match parts.get(&package::plain(&name)) {
            None => writer.raw_copy_file(part).ok()?,
            Some(text) => {
                let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
                writer.start_file(name, options).ok()?;
                writer.write_all(text.as_bytes()).ok()?;
            }
        }
    }
    Some(writer.finish().ok()?.into_inner())
}

/// A sheet's part with some cells changed.
fn with_cells(text: &str, edits: &Edits) -> Result<String, Damaged> {
    let mut reader = Reader::from_str(text);
    let mut out = String::with_capacity(text.len());
    let (mut copied, mut row, mut column) = (0, 0_usize, 0_usize);
    loop {
        let from = position(&reader);
        match reader.read_event().map_err(|_| Damaged)? {
            Event::Eof => break,
            Event::Start(element) if local(&element) == "row" => {
                let number = attribute(&element, "r").map(|number| number.trim().parse());
                row = number.unwrap_or(Ok(row + 1)).map_err(|_| Damaged)?;
                column = 0;
            }
            Event::Empty(element) if local(&element) == "row" => row += 1,
            Event::Empty(element) if local(&element) == "c" => {
                (row, column) = at(&element, (row, column + 1))?;
            }
            Event::Start(element) if local(&element) == "c" => {
                (row, column) = at(&element, (row, column + 1))?;
                let formula = formula(&mut reader, text)?;
                if let Some(edit) = edits.get(&(row, column)) {
                    out.push_str(text.get(copied..from).ok_or(Damaged)?);
                    out.push_str(&cell(&element, edit, formula)?);
                    copied = position(&reader);
                }
            }
            _ => (),
        }
    }
    out.push_str(text.get(copied..).ok_or(Damaged)?);
    Ok(out)
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn at(element: &BytesStart<'_>, next: (usize, usize)) -> Result<(usize, usize), Damaged> {
    match attribute(element, "r") {
        Some(reference) => corner(&reference).ok_or(Damaged),
        None => Ok(next),
    }
}

/// Reads to the end of a cell; gives its formula as it is written, if it has one.
fn formula<'t>(reader: &mut Reader<&[u8]>, text: &'t str) -> Result<Option<&'t str>, Damaged> {
    let (mut depth, mut begun, mut formula) = (0_usize, 0, None);
    loop {
        let from = position(reader);
        match reader.read_event().map_err(|_| Damaged)? {
            Event::Eof => return Err(Damaged),
            Event::Start(element) => {
                depth += 1;
                if depth == 1 && local(&element) == "f" {
                    begun = from;
                    formula = Some("");
                }
            }
            Event::Empty(element) if depth == 0 && local(&element) == "f" => {
                formula = text.get(from..position(reader));
            }
            Event::End(_) if depth == 0 => return Ok(formula),
            Event::End(_) => {
                depth -= 1;
                if depth == 0 && formula == Some("") {
                    formula = text.get(begun..position(reader));
                }
            }
            _ => (),
        }
    }
}

/// A cell as it is written anew.
fn cell(element: &BytesStart<'_>, edit: &Edit, formula: Option<&str>) -> Result<String, Damaged> {
    let name = element.name().into_inner().to_owned();
    let prefix = name.strip_suffix('c').unwrap_or_default();
    let mut attributes = String::new();
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| Damaged)?;
        if attribute.key.local_name().into_inner() != "t" {
            let (key, value) = (attribute.key.into_inner(), &attribute.value);
            attributes.push_str(&format!(" {key}=\"{}\"", value.replace('"', "&quot;")));
        }
    }
    Ok(match (edit, formula) {
        (Edit::Blank, None) => format!("<{name}{attributes}/>"),
        (Edit::Blank, Some(formula)) => format!("<{name}{attributes}>{formula}</{name}>"),
        (Edit::Text(text), _) => format!(
            "<{name}{attributes} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}is></{name}>",
            escape(text)
        ),
    })
}
