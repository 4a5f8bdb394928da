//! Ordinary files and habits that once gave a wrong document without a word. Each folder here is
//! one such input; each test says what happened and what is right.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a case uses what it needs; a test that cannot go on should stop"
)]

#[path = "../common/mod.rs"]
pub(crate) mod common;

mod again;
mod bounds;
mod claims;
mod clumsy;
mod counted;
mod excel;
mod files;
mod former;
mod formulas;
mod habits;
mod levels;
#[path = "../lots/mod.rs"]
pub(crate) mod lots;
mod months;
mod next;
mod offices;
mod own;
mod periods;
mod province;
mod reports;
mod scores;
mod several;
mod shared;
mod since;
mod stale;
mod tables;
mod today;
mod units;
mod words;

use std::path::{Path, PathBuf};

/// A copy of a case's folder that the test may write to.
struct Case(tempfile::TempDir);

impl Case {
    fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&common::repository("tests/cases").join(name), folder.path());
        Self(folder)
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    /// Runs the program in this process: `run("render", "ho-so", &["--format", "json"])`. Gives
    /// its exit code and all that it said, the case's own path left out.
    fn run(&self, command: &str, file: &str, options: &[&str]) -> (u8, String) {
        let path = self.path(file);
        let arguments = [&[command, path.to_str().unwrap()], options].concat();
        let (code, out, err) = common::run(self.0.path(), &arguments);
        (code, format!("{out}{err}"))
    }
}

pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}
