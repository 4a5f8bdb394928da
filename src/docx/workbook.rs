//! The workbook in a chart's part, which Word opens for “Edit data”: one sheet of names, values
//! and classes, as far as a chart needs it.

use super::archive::Archive;
use super::package::relationships;
use super::xml::Xml;
use crate::page::{Chart, ChartPoint};

/// The name of its sheet, to which the chart refers.
pub(super) const SHEET: &str = "Sheet1";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"#,
    r#"<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#,
    "</Types>"
);

/// The bytes of the workbook.
pub(super) fn write(chart: &Chart) -> Vec<u8> {
    let of_package = link("officeDocument", "xl/workbook.xml");
    let of_book = link("worksheet", "worksheets/sheet1.xml");
    let mut archive = Archive::default();
    for (path, content) in [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", of_package),
        ("xl/workbook.xml", book()),
        ("xl/_rels/workbook.xml.rels", of_book),
        ("xl/worksheets/sheet1.xml", sheet(chart)),
    ] {
        archive.add(path, content.as_bytes());
    }
    archive.finish()
}

fn link(kind: &str, target: &str) -> String {
    let kind = format!("{RELATIONSHIPS}/{kind}");
    relationships([("rId1", kind.as_str(), target)].into_iter())
}

fn book() -> String {
    let spaces: &[(&str, &dyn std::fmt::Display)] =
        &[("xmlns", &MAIN), ("xmlns:r", &RELATIONSHIPS)];
    Xml::part("workbook", spaces, |xml| {
        xml.element("sheets", &[], |xml| {
            let sheet: &[(&str, &dyn std::fmt::Display)] =
                &[("name", &SHEET), ("sheetId", &1), ("r:id", &"rId1")];
            xml.leaf("sheet", sheet);
        });
    })
}

fn sheet(chart: &Chart) -> String {
    Xml::part("worksheet", &[("xmlns", &MAIN)], |xml| {
        xml.element("sheetData", &[], |xml| {
            xml.element("row", &[("r", &1)], |xml| {
                for (column, head) in COLUMNS.iter().zip(&chart.heads) {
                    text(xml, &format!("{column}1"), head);
                }
            });
            for (number, point) in (2..).zip(&chart.points) {
                xml.element("row", &[("r", &number)], |xml| row(xml, number, point));
            }
        });
    })
}

const COLUMNS: [&str; 3] = ["A", "B", "C"];

fn row(xml: &mut Xml, number: usize, point: &ChartPoint) {
    text(xml, &format!("A{number}"), &point.label.text());
    if let Some(value) = point.value {
        let cell = format!("B{number}");
        xml.element("c", &[("r", &cell)], |xml| {
            xml.text_element("v", &[], &value.to_string());
        });
    }
    if !point.class.is_empty() {
        text(xml, &format!("C{number}"), &point.class);
    }
}

fn text(xml: &mut Xml, cell: &str, words: &str) {
    xml.element("c", &[("r", &cell), ("t", &"inlineStr")], |xml| {
        xml.element("is", &[], |xml| xml.text_element("t", &[], words));
    });
}
