//! The workbook in a chart's part, which Word opens for “Edit data”: one sheet of names, values
//! and classes, as far as a chart needs it.

use super::archive::Archive;
use super::package::{OFFICE, relationships};
use super::xml::{Value, Xml};
use crate::page::{Chart, ChartPoint};

/// The name of its sheet, to which the chart refers.
pub(super) const SHEET: &str = "Sheet1";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"#,
    r#"<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#,
    r#"<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>"#,
    r#"<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>"#,
    r#"<Override PartName="/xl/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>"#,
    "</Types>"
);

/// The least styles that Excel does not mend.
const STYLES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
    r#"<fonts count="1"><font><sz val="11"/><name val="Times New Roman"/></font></fonts>"#,
    r#"<fills count="2"><fill><patternFill patternType="none"/></fill>"#,
    r#"<fill><patternFill patternType="gray125"/></fill></fills>"#,
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>",
    r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
    r#"<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>"#,
    r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#,
    "</styleSheet>"
);

/// The bytes of the workbook; its theme is the document's.
pub(super) fn write(chart: &Chart, theme: &str) -> Vec<u8> {
    let mut texts = Texts::default();
    let sheet = sheet(chart, &mut texts);
    let mut archive = Archive::default();
    for (path, content) in [
        ("[Content_Types].xml", TYPES.to_owned()),
        (
            "_rels/.rels",
            links(&[("officeDocument", "xl/workbook.xml")]),
        ),
        ("xl/workbook.xml", book()),
        (
            "xl/_rels/workbook.xml.rels",
            links(&[
                ("worksheet", "worksheets/sheet1.xml"),
                ("theme", "theme/theme1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ]),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/theme/theme1.xml", theme.to_owned()),
        ("xl/styles.xml", STYLES.to_owned()),
        ("xl/sharedStrings.xml", texts.part()),
    ] {
        archive.add(path, content.as_bytes());
    }
    archive.finish()
}

fn links(targets: &[(&str, &str)]) -> String {
    let links = (1..).zip(targets).map(|(number, (kind, target))| {
        let kind = format!("{OFFICE}/{kind}");
        (format!("rId{number}"), kind, *target)
    });
    let links: Vec<(String, String, &str)> = links.collect();
    let links = links.iter();
    relationships(links.map(|(id, kind, target)| (id.as_str(), kind.as_str(), *target)))
}

/// The texts of the cells, which stand in a part of their own.
#[derive(Default)]
struct Texts(Vec<String>);

impl Texts {
    /// Writes a cell with a text.
    fn cell(&mut self, xml: &mut Xml, cell: &str, words: &str) {
        let number = self.0.len();
        self.0.push(words.to_owned());
        xml.element("c", &[("r", &cell), ("t", &"s")], |xml| {
            xml.text_element("v", &[], &number.to_string());
        });
    }

    fn part(&self) -> String {
        let count = self.0.len();
        let attributes: &[(&str, &dyn Value)] =
            &[("xmlns", &MAIN), ("count", &count), ("uniqueCount", &count)];
        Xml::part("sst", attributes, |xml| {
            for words in &self.0 {
                xml.element("si", &[], |xml| xml.text_element("t", &[], words));
            }
        })
    }
}

fn book() -> String {
    let spaces: &[(&str, &dyn Value)] = &[("xmlns", &MAIN), ("xmlns:r", &OFFICE)];
    Xml::part("workbook", spaces, |xml| {
        xml.element("sheets", &[], |xml| {
            let sheet: &[(&str, &dyn Value)] =
                &[("name", &SHEET), ("sheetId", &1), ("r:id", &"rId1")];
            xml.leaf("sheet", sheet);
        });
    })
}

fn sheet(chart: &Chart, texts: &mut Texts) -> String {
    Xml::part("worksheet", &[("xmlns", &MAIN)], |xml| {
        xml.element("sheetData", &[], |xml| {
            xml.element("row", &[("r", &1)], |xml| {
                for (column, head) in COLUMNS.iter().zip(&chart.heads) {
                    texts.cell(xml, &format!("{column}1"), head);
                }
            });
            for (number, point) in (2..).zip(&chart.points) {
                xml.element("row", &[("r", &number)], |xml| {
                    row(xml, texts, number, point);
                });
            }
        });
    })
}

const COLUMNS: [&str; 3] = ["A", "B", "C"];

fn row(xml: &mut Xml, texts: &mut Texts, number: usize, point: &ChartPoint) {
    texts.cell(xml, &format!("A{number}"), &point.label.text());
    if let Some(value) = point.value {
        let cell = format!("B{number}");
        xml.element("c", &[("r", &cell)], |xml| {
            xml.text_element("v", &[], &value.to_string());
        });
    }
    if !point.class.is_empty() {
        texts.cell(xml, &format!("C{number}"), &point.class);
    }
}
