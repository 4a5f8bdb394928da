//! A sound hồ sơ under a set of indicators of any text is scored and checked, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanthu_fuzz::{check, sound};

fuzz_target!(|text: &str| {
    let mut files = sound();
    files.insert("khung.yaml", text.as_bytes());
    check(files);
});
