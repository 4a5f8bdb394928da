//! Tables as files: a workbook written cell by cell, so that it may hold what Excel and other
//! programs leave in it, and a CSV.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use rust_decimal::Decimal;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Blank,
    Text(String),
    /// With a decimal point.
    Number(String),
    /// A formula, with the result that the file holds.
    Formula(&'static str, Option<String>),
    /// An error of Excel.
    Error(&'static str),
    /// Days, shown as `[h]:mm`.
    Elapsed(String),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number that is one.
    pub fn number(&self) -> Decimal {
        match self {
            Self::Number(number) => Decimal::from_str_exact(number).unwrap(),
            other => panic!("{other:?} is no number"),
        }
    }

    /// As a field of a CSV.
    pub fn csv(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.replace('.', ","),
            other => panic!("a CSV holds no {other:?}"),
        }
    }
}

/// A row, which may be hidden.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub hidden: bool,
}

/// A table, from its first row.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    pub rows: Vec<Row>,
}

impl Grid {
    /// Fields separated by `delimiter`, quoted where they hold it; decimals with a comma.
    pub fn csv(&self, delimiter: char) -> String {
        let field = |cell: &Cell| {
            let text = cell.csv();
            if text.contains([delimiter, '"']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text
            }
        };
        let line = |row: &Row| {
            let fields: Vec<String> = row.cells.iter().map(field).collect();
            fields.join(&delimiter.to_string()) + "\r\n"
        };
        self.rows.iter().map(line).collect()
    }

    /// A workbook of one sheet.
    pub fn xlsx(&self) -> Vec<u8> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006";
        let types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        let parts = [
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"{package}/content-types\">\
                     <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                     <Override PartName=\"/xl/workbook.xml\" ContentType=\"{types}.sheet.main+xml\"/>\
                     <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{types}.worksheet+xml\"/>\
                     <Override PartName=\"/xl/styles.xml\" ContentType=\"{types}.styles+xml\"/></Types>"
                ),
            ),
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{package}/relationships\">\
                     <Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets>\
                     <sheet name=\"Diem\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{package}/relationships\">\
                     <Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                     <Relationship Id=\"r2\" Type=\"{relations}/styles\" Target=\"styles.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/styles.xml",
                format!(
                    "<styleSheet xmlns=\"{main}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills>\
                     <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
                     <cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"46\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!(
                    "<worksheet xmlns=\"{main}\"><sheetData>{}</sheetData></worksheet>",
                    self.sheet()
                ),
            ),
        ];
        zipped(&parts)
    }

    fn sheet(&self) -> String {
        let mut text = String::new();
        for (row, i) in self.rows.iter().zip(1..) {
            let hidden = if row.hidden { " hidden=\"1\"" } else { "" };
            write!(text, "<row r=\"{i}\"{hidden}>").unwrap();
            for (cell, column) in row.cells.iter().zip('A'..) {
                let place = format!("r=\"{column}{i}\"");
                let xml = match cell {
                    Cell::Blank => continue,
                    Cell::Text(text) => {
                        format!("<c {place} t=\"inlineStr\"><is><t>{text}</t></is></c>")
                    }
                    Cell::Number(number) => format!("<c {place}><v>{number}</v></c>"),
                    Cell::Formula(formula, Some(result)) => {
                        format!("<c {place}><f>{formula}</f><v>{result}</v></c>")
                    }
                    Cell::Formula(formula, None) => format!("<c {place}><f>{formula}</f></c>"),
                    Cell::Error(error) => format!("<c {place} t=\"e\"><v>{error}</v></c>"),
                    Cell::Elapsed(days) => format!("<c {place} s=\"1\"><v>{days}</v></c>"),
                };
                text.push_str(&xml);
            }
            text.push_str("</row>");
        }
        text
    }
}

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
