//! What several test files need: the program run in this process.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its own part; a test that cannot go on should stop"
)]

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A path in the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs the program; gives its exit code and what it said to stdout and stderr, with the
/// leading folder's own path left out.
pub fn run(folder: &Path, arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = std::iter::once("vanthu").chain(arguments.iter().copied());
    let code = vanthu::cli::run(arguments.map(OsString::from), &mut out, &mut err);
    let separator = std::path::MAIN_SEPARATOR;
    let root = folder.display().to_string();
    let root = format!("{}{separator}", root.trim_end_matches(separator));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&root, "");
    (code, text(out), text(err))
}
