//! Tests of whole packages.

use proptest::prelude::*;
use vanthu::docx::write;
use vanthu::length::Length;
use vanthu::page::{Block, Boxes, Cell, Role, Table};

use crate::builders::{report, word};

fn document_xml(boxes: &Boxes) -> String {
    word::unpack(&write(boxes).unwrap())
        .remove("word/document.xml")
        .unwrap()
}

/// The XML of a document that holds this table and a paragraph.
fn table_xml(table: Table) -> String {
    let blocks = vec![Block::Table(table), Block::Paragraph(word::body("."))];
    document_xml(&word::document(vec![word::section(blocks)]))
}

#[test]
fn the_same_boxes_give_the_same_bytes() {
    let bytes = write(&report()).unwrap();
    assert!(bytes == write(&report()).unwrap());
    assert!(bytes.len() < 15 * 1024, "{} bytes", bytes.len());
}

#[test]
fn the_package_holds_these_parts_and_no_others() {
    let files = word::unpack(&write(&report()).unwrap());
    let paths: Vec<_> = files.keys().map(String::as_str).collect();
    let expected = [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/header1.xml",
        "word/header2.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ];
    assert_eq!(paths, expected);
}

/// The text of all runs of a document.
fn texts_in(xml: &str) -> Vec<String> {
    let unescape = |text: &str| {
        let text = text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"");
        text.replace("&amp;", "&")
    };
    xml.split("<w:t xml:space=\"preserve\">")
        .skip(1)
        .filter_map(|rest| rest.split("</w:t>").next())
        .map(unescape)
        .collect()
}

#[test]
fn all_text_of_a_report_is_there_in_order() {
    let boxes = report();
    let runs = boxes.paragraphs().flat_map(|paragraph| &paragraph.runs);
    let expected: Vec<_> = runs.map(|run| run.text.to_string()).collect();
    assert!(texts_in(&document_xml(&boxes)) == expected);
}

proptest! {
    #[test]
    fn any_text_is_there_in_order(texts in prop::collection::vec("[ -~À-ỹ]{1,20}", 1..9)) {
        let blocks = texts.iter().map(|text| Block::Paragraph(word::body(text))).collect();
        let xml = document_xml(&word::document(vec![word::section(blocks)]));
        prop_assert_eq!(texts_in(&xml), texts);
    }
}

#[test]
fn the_last_section_is_described_after_its_last_paragraph_and_others_in_it() {
    let section = || word::section(vec![Block::Paragraph(word::body("a"))]);
    let xml = document_xml(&word::document(vec![section(), section()]));
    assert_eq!(xml.matches("<w:p>").count(), 2);
    assert_eq!(
        xml.matches(r#"<w:pStyle w:val="Body"/><w:sectPr>"#).count(),
        1
    );
    assert!(xml.ends_with("<w:titlePg/></w:sectPr></w:body></w:document>"));
}

#[test]
fn a_table_is_fixed_and_stands_flush_left() {
    let mut table = word::table(1, vec![vec![word::cell(0, 1, 1)]]);
    table.padding = Length::pt(5);
    let xml = table_xml(table);
    assert!(xml.contains(concat!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="1000" w:type="dxa"/><w:tblInd w:w="100" w:type="dxa"/>"#,
        r#"<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>"#,
        r#"<w:left w:w="100" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>"#,
        r#"<w:right w:w="100" w:type="dxa"/></w:tblCellMar>"#
    )));
    assert!(xml.contains(concat!(
        r#"</w:tblPr><w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>"#,
        r#"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>"#,
        r#"<w:vAlign w:val="center"/></w:tcPr><w:p>"#
    )));
}

#[test]
fn a_table_in_a_cell_is_not_indented() {
    let inner = word::table(1, vec![vec![word::cell(0, 1, 1)]]);
    let blocks = vec![Block::Table(inner), Block::Paragraph(word::body("."))];
    let mut outer = word::table(
        1,
        vec![vec![Cell {
            blocks,
            ..word::cell(0, 1, 1)
        }]],
    );
    outer.padding = Length::pt(5);
    assert_eq!(
        table_xml(outer)
            .matches(r#"<w:tblInd w:w="0" w:type="dxa"/>"#)
            .count(),
        1
    );
}

#[test]
fn a_cell_that_spans_down_is_continued_in_the_next_row() {
    let cells = vec![vec![word::cell(0, 2, 2)], Vec::new()];
    let xml = table_xml(word::table(2, cells));
    assert!(xml.contains(r#"<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>"#));
    assert!(xml.contains(concat!(
        r#"<w:gridSpan w:val="2"/><w:vMerge w:val="continue"/><w:vAlign w:val="center"/></w:tcPr>"#,
        r#"<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p></w:tc>"#
    )));
}

#[test]
fn header_rows_repeat_and_kept_rows_keep_their_paragraphs() {
    let mut table = word::table(1, vec![vec![word::cell(0, 1, 1)]; 2]);
    table.rows[0].header = true;
    table.rows[0].keep_with_next = true;
    let xml = table_xml(table);
    assert_eq!(
        xml.matches("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
            .count(),
        1
    );
    assert_eq!(
        xml.matches(r#"<w:pStyle w:val="Cell"/><w:keepNext/>"#)
            .count(),
        1
    );
}

#[test]
fn broken_promises_are_reported_with_their_place() {
    let error = write(&word::document(vec![word::section(Vec::new())])).unwrap_err();
    assert_eq!(error.to_string(), "section 1: does not end in a paragraph");
}

#[test]
fn headings_have_an_outline_level_that_word_knows() {
    let mut deep = word::body("a");
    deep.role = Role::Heading(200);
    let xml = document_xml(&word::document(vec![word::section(vec![
        Block::Paragraph(deep),
    ])]));
    assert!(xml.contains(r#"<w:outlineLvl w:val="8"/>"#));
}
