//! A sound hồ sơ with a template of any text is composed and checked, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanthu_fuzz::{check, sound};

fuzz_target!(|text: &str| {
    let mut files = sound();
    files.insert("mau.md", text.as_bytes());
    check(files);
});
