//! A table of any bytes is read with its columns found, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanthu::fault::Place;
use vanthu::table::{Book, Columns};

const FILE: &str = "bang.xlsx";

fuzz_target!(|bytes: &[u8]| {
    if let Ok(book) = Book::read(FILE, bytes, None) {
        let columns = Columns::of_file(FILE, &Place::file(FILE));
        let _ = columns.outline_of(&book);
        let _ = columns.table_of(&book);
    }
});
