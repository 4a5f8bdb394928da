//! Documents of all kinds by number, for a comparison with LibreOffice's rendering of them.

use std::path::PathBuf;

use vanthu::docx;
use vanthu::font::Fonts;
use vanthu::page::Boxes;
use vanthu::pdf::Writer;

use crate::builders::chance;
use crate::{decreed, letter, pages, settle, tables};

/// One of the documents that are compared with LibreOffice's rendering of them.
fn generated(seed: u64) -> Boxes {
    let mut boxes = match seed % 5 {
        0 => chance(seed, 12),
        1 => letter::letter(seed),
        2 => tables::tables(seed),
        3 => pages::pages(seed),
        _ => decreed::decreed(seed),
    };
    settle::settle(&mut boxes);
    boxes
}

/// Writes documents as PDF and DOCX into the folder `VANTHU_GENERATED`, for
/// `tests/conformance/test_generated.py`.
#[test]
#[ignore = "writes files to compare"]
fn files_to_compare() {
    let folder = PathBuf::from(std::env::var("VANTHU_GENERATED").unwrap());
    let fonts = Fonts::embedded().unwrap();
    let writer = Writer::new(&fonts).unwrap();
    for seed in 1..=200 {
        let boxes = generated(seed);
        let write = |extension: &str, bytes: Vec<u8>| {
            std::fs::write(folder.join(format!("{seed:03}.{extension}")), bytes).unwrap();
        };
        write("pdf", writer.write(&boxes).unwrap());
        write("docx", docx::write(&boxes).unwrap());
    }
}
