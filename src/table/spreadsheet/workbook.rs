//! The workbook: its sheets, and what holds for all of them.

use super::package::{Parts, Relation};
use super::xml::{BytesStart, Damaged, Xml, attribute, local, says_yes};

/// The first release of Excel that always calculates before it saves, and says so.
const EXCEL_2010: u32 = 14;

/// What a workbook lists.
#[derive(Debug, Default)]
pub struct Workbook {
    /// Its own part.
    pub part: String,
    /// Its sheets of cells, in their order.
    pub sheets: Vec<Listed>,
    /// The part of its texts.
    pub strings: Option<String>,
    /// The part of its formats.
    pub styles: Option<String>,
    /// Whether days are counted from 1904 on.
    pub since_1904: bool,
    /// Whether results of formulas are to be calculated anew whenever it is opened. Excel says
    /// so of no file that it saved; programs that do not calculate say so of each.
    pub stale: bool,
    /// Whether Excel (2010 or later) says to have saved it.
    pub by_excel: bool,
}

/// A sheet of a workbook.
#[derive(Debug)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its part.
    pub part: String,
}

/// What the workbook lists.
///
/// # Errors
/// If it is damaged, or there is none.
pub fn list(parts: &Parts) -> Result<Workbook, Damaged> {
    let package = parts.relations("")?;
    let part = package.iter().find(|one| one.kind == "officeDocument");
    let part = part.map_or("xl/workbook.xml", |one| one.part.as_str());
    let relations = parts.relations(part)?;
    let of_kind = |kind: &str| {
        let found = relations.iter().find(|one| one.kind == kind);
        found.map(|one| one.part.clone())
    };
    let mut list = Workbook {
        part: part.to_owned(),
        strings: of_kind("sharedStrings"),
        styles: of_kind("styles"),
        by_excel: is_by_excel(parts),
        ..Workbook::default()
    };
    let mut xml = Xml::new(parts.text(part)?.ok_or(Damaged)?);
    while let Some(element) = xml.element()? {
        match local(&element) {
            "workbookPr" => list.since_1904 = says_yes(&element, "date1904"),
            "calcPr" => list.stale = says_yes(&element, "fullCalcOnLoad"),
            "sheet" => list.sheets.extend(listed(&element, &relations)),
            _ => (),
        }
    }
    Ok(list)
}

/// A sheet, if it is one of cells and none of a chart.
fn listed(element: &BytesStart<'_>, relations: &[Relation]) -> Option<Listed> {
    let id = attribute(element, "id")?;
    let relation = relations.iter().find(|one| one.id == id)?;
    let state = attribute(element, "state");
    (relation.kind == "worksheet").then_some(Listed {
        name: attribute(element, "name")?,
        hidden: state.is_some_and(|state| state != "visible"),
        part: relation.part.clone(),
    })
}

/// What the properties say. Programs that take Excel's name give the version of 2007.
fn is_by_excel(parts: &Parts) -> bool {
    let Ok(Some(text)) = parts.text("docprops/app.xml") else {
        return false;
    };
    let (mut excel, mut version) = (false, 0);
    let mut xml = Xml::new(text);
    while let Ok(Some(element)) = xml.element() {
        match local(&element) {
            "Application" => excel = xml.text().is_ok_and(|name| name == "Microsoft Excel"),
            "AppVersion" => {
                let text = xml.text().unwrap_or_default();
                let major = text.split('.').next().unwrap_or_default();
                version = major.parse().unwrap_or(0);
            }
            _ => (),
        }
    }
    excel && version >= EXCEL_2010
}
