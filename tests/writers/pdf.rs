//! Tests of whole PDF files.

use std::sync::LazyLock;

use vanthu::font::Fonts;
use vanthu::length::Length;
use vanthu::pdf::{Writer, write};

use crate::builders::{boxes, plain, with};
use crate::notice::notice;

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::embedded().unwrap());

#[test]
fn the_same_boxes_give_the_same_bytes() {
    let boxes = notice();
    let writer = Writer::new(&FONTS).unwrap();
    let first = writer.write(&boxes).unwrap();
    assert!(first.starts_with(b"%PDF-1.7"));
    assert!(first == writer.write(&boxes).unwrap());
    assert!(first == write(&boxes, &FONTS).unwrap());
}

#[test]
fn a_writer_can_serve_several_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Writer>();
}

/// Whether a file that bears a date states its creation like this.
fn states(date: Option<time::Date>, creation: &str) -> bool {
    let mut boxes = boxes(vec![plain("a")]);
    boxes.properties.date = date;
    let file = write(&boxes, &FONTS).unwrap();
    let creation = format!("<xmp:CreateDate>{creation}</xmp:CreateDate>");
    file.windows(creation.len())
        .any(|part| part == creation.as_bytes())
}

#[test]
fn a_date_is_midnight_in_vietnam() {
    let date = time::Date::from_ordinal_date(2024, 71).unwrap();
    assert!(states(Some(date), "2024-03-11T00:00:00+07:00"));
}

#[test]
fn a_document_without_a_date_asks_no_clock() {
    assert!(states(None, "1970-01-01T00:00:00+07:00"));
    assert!(states(Some(time::Date::MIN), "1970-01-01T00:00:00+07:00"));
}

#[test]
fn documents_that_say_different_things_have_different_ids() {
    let id = |text: &str| {
        let file = write(&boxes(vec![plain(text)]), &FONTS).unwrap();
        let file = String::from_utf8_lossy(&file).into_owned();
        let start = file.find("xmpMM:DocumentID>").unwrap();
        file[start..].chars().take(50).collect::<String>()
    };
    assert_eq!(id("một"), id("một"));
    assert_ne!(id("một"), id("hai"));
}

#[test]
fn absurd_boxes_do_no_harm() {
    let huge = with("ab\u{a0}c", |p| p.runs[0].format.size = Length::pt(1638));
    let pushed = with("a b", |p| p.format.indent_left = -Length::pt(1584));
    let empty = with("", |p| p.runs.clear());
    assert!(write(&boxes(vec![huge, pushed]), &FONTS).is_ok());
    assert!(write(&boxes(vec![empty]), &FONTS).is_ok());
    let mut nameless = boxes(vec![plain("a")]);
    nameless.properties.title.clear();
    nameless.properties.author.clear();
    nameless.properties.language.clear();
    assert!(write(&nameless, &FONTS).is_ok());
}

#[test]
fn boxes_that_cannot_be_printed_are_refused() {
    let said = |blocks| write(&boxes(blocks), &FONTS).unwrap_err().to_string();
    assert_eq!(said(vec![]), "section 1: does not end in a paragraph");
    let missing = "the Regular face has no '漢' (U+6F22) in \"xã 漢\"";
    assert_eq!(said(vec![plain("xã 漢")]), missing);
}
