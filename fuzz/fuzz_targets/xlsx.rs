//! A table of any bytes is read with its columns found, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanthu_fuzz::table;

fuzz_target!(|bytes: &[u8]| table("bang.xlsx", bytes));
