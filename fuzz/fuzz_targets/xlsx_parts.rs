//! A workbook of any parts, well packed, is read with its columns found, or refused.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use vanthu_fuzz::{parts, table};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The parts of a package, in the order in which an input holds them.
const PARTS: [&str; 6] = [
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
];

fuzz_target!(|input: &[u8]| {
    let parts: [&[u8]; PARTS.len()] = parts(input);
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in PARTS.iter().zip(parts).filter(|(_, bytes)| !bytes.is_empty()) {
        package.start_file(*name, stored).expect("a part");
        package.write_all(bytes).expect("memory");
    }
    table("bang.xlsx", package.finish().expect("memory").get_ref());
});
