//! Documents of all sizes and with any of their parts absent: each is written, and no page
//! breaks a promise.

use proptest::prelude::*;

use super::pages::{Press, look_over};
use crate::builders::documents::{letter, report, wide};
use crate::document::{Appendix, Content, Document, Marks};
use crate::docx;
use crate::pdf;

/// What a document may have more or less of.
#[derive(Debug, Clone)]
struct Shape {
    rows: usize,
    columns: usize,
    name: usize,
    recipients: usize,
    addressees: usize,
    appendices: usize,
    absent: u16,
}

/// A name of so many letters, in words.
fn name(letters: usize) -> String {
    let words = "Ủy ban nhân dân xã Mường Khong và các đơn vị trực thuộc huyện Tuần Giáo ";
    words
        .chars()
        .cycle()
        .take(letters)
        .collect::<String>()
        .trim()
        .to_owned()
}

fn document(shape: &Shape, base: Document) -> Document {
    let has = |part: u16| shape.absent & (1 << part) == 0;
    let mut document = base;
    document.addressees = (0..shape.addressees)
        .map(|_| name(shape.name).into())
        .collect();
    document.recipients.list = (0..shape.recipients)
        .map(|_| name(shape.name).into())
        .collect();
    let mut sheet = wide(shape.rows, shape.columns);
    for row in &mut sheet.rows {
        if let Some(cell) = row.cells.get_mut(1) {
            cell.text = name(shape.name).into();
        }
    }
    if !has(0) {
        sheet.numbers.clear();
    }
    let appendix = Appendix {
        name: None,
        title: name(60).into(),
        note: has(1).then(|| "(Từ ngày 01 đến ngày 31)".into()),
        sheet,
    };
    document.appendices = vec![appendix; shape.appendices];
    if !has(2) {
        document
            .content
            .retain(|content| matches!(content, Content::Passage(_)));
    }
    if !has(3) {
        document.bases.clear();
    }
    if !has(4) {
        document.issued.marks = Marks::default();
    }
    if !has(5) {
        document.issuer.contact = None;
    }
    if !has(6) {
        document.recipients.drafter = None;
    }
    if !has(7) {
        document.issued.number = None;
    }
    if !has(8) {
        document.signatory.authority.clear();
    }
    document
}

fn press_it(press: &Press, document: &Document) {
    let boxes = press.boxes(document);
    look_over(press, &boxes, "Nguyễn Văn An");
    assert!(!docx::write(&boxes).unwrap().is_empty());
    assert!(
        pdf::write(&boxes, &press.fonts)
            .unwrap()
            .starts_with(b"%PDF")
    );
}

#[test]
fn tables_of_all_lengths_and_names_of_all_lengths() {
    let press = Press::new();
    for rows in [0, 1, 2, 19, 60, 200, 3000] {
        for letters in [3, 60] {
            let shape = Shape {
                rows,
                columns: 8,
                name: letters,
                recipients: 15,
                addressees: 1,
                appendices: 1,
                absent: 0,
            };
            press_it(&press, &document(&shape, report()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_part_may_be_absent(
        rows in 0_usize..40,
        columns in 2_usize..20,
        name in prop_oneof![Just(3_usize), Just(60)],
        recipients in prop_oneof![Just(0_usize), Just(1), Just(15)],
        addressees in prop_oneof![Just(0_usize), Just(1), Just(15)],
        appendices in prop_oneof![Just(0_usize), Just(1), Just(9)],
        absent in 0_u16..512,
        is_letter: bool,
        forms in prop_oneof![
            Just(""),
            Just("co_chu: 13\nco_chu_dau_trang: 12/13"),
            Just("ban: điện tử\nle: {tren: 25 mm, duoi: 25 mm, trai: 35 mm, phai: 20 mm}"),
        ],
    ) {
        let press = Press::with(forms);
        let shape = Shape { rows, columns, name, recipients, addressees, appendices, absent };
        press_it(&press, &document(&shape, if is_letter { letter() } else { report() }));
    }
}
