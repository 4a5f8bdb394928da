//! A sound hồ sơ with a template of any text is composed and checked, or refused.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use vanthu::dossier::Dossier;
use vanthu::files::Memory;
use vanthu::render::Checker;
use vanthu::shelf::Session;

const SOUND: &str = include_str!("../../tests/kiem-tra/nen/xa/ho-so.yaml");
const FRAMEWORK: &str = include_str!("../../tests/kiem-tra/nen/xa/khung.yaml");

fuzz_target!(|text: &str| {
    let files = [("ho-so.yaml", SOUND), ("khung.yaml", FRAMEWORK), ("mau.md", text)];
    let session = Session::new(Memory::from(files));
    if let Ok(dossier) = Dossier::read(Path::new("ho-so.yaml"), &session) {
        let _ = Checker::new(None).map(|checker| checker.check(&dossier));
    }
});
