//! A sound hồ sơ with a Biểu of any definition is composed and checked, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanthu_fuzz::{check, sound};

fuzz_target!(|text: &str| {
    let mut files = sound();
    files.insert("so-hoa.yaml", text.as_bytes());
    check(files);
});
