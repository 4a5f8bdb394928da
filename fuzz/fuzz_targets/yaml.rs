//! A hồ sơ of any text is read, composed and checked, or refused.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use vanthu::dossier::Dossier;
use vanthu::files::Memory;
use vanthu::render::Checker;
use vanthu::shelf::Session;

fuzz_target!(|text: &str| {
    let session = Session::new(Memory::from([("ho-so.yaml", text)]));
    if let Ok(dossier) = Dossier::read(Path::new("ho-so.yaml"), &session) {
        let _ = Checker::new(None).map(|checker| checker.check(&dossier));
    }
});
