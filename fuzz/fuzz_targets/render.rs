//! A whole hồ sơ (its text, its table, its template) becomes DOCX and PDF, or is refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanthu_fuzz::{parts, render, sound};

fuzz_target!(|input: &[u8]| {
    let [dossier, table, template] = parts(input);
    let mut files = sound();
    files.insert("ho-so.yaml", dossier);
    files.insert("so-hoa.csv", table);
    if !template.is_empty() {
        files.insert("mau.md", template);
    }
    render(files);
});
