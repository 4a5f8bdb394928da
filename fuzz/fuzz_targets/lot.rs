//! A lô of any text over a table of any bytes is made, and its report is written.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use vanthu::batch::{Lot, Options, run};
use vanthu::shelf::Session;
use vanthu_fuzz::{fonts, parts, sane, sound};

fuzz_target!(|input: &[u8]| {
    let [lot, table] = parts(input);
    let mut files = sound();
    files.insert("lo.yaml", lot);
    files.insert("diem.csv", table);
    let Ok(lot) = Lot::read(Path::new("lo.yaml"), &Session::new(files)) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let options = Options {
        out: folder.path().join("ket-qua"),
        jobs: Some(1),
        ..Options::default()
    };
    let report = run(&lot, fonts(), &options, &mut |_| ());
    if report.is_ok() {
        for name in ["bao-cao-lo.json", "bao-cao-lo.xlsx"] {
            assert!(options.out.join(name).is_file(), "{name}");
        }
    }
    sane(report.err());
});
