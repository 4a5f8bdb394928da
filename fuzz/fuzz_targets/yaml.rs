//! A hồ sơ of any text is read, composed and checked, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanthu_fuzz::{check, sound};

fuzz_target!(|text: &str| {
    let mut files = sound();
    files.insert("ho-so.yaml", text.as_bytes());
    check(files);
});
