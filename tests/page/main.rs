//! What the page calls: a desk of files in memory, a lô, sentences that are rewritten.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

#[path = "../common/mod.rs"]
mod common;

mod desk;
mod lot;
mod wording;

use std::fs;
use std::path::Path;

use common::repository;
use vanthu_page::Desk;

/// The names of the examples that are one hồ sơ.
fn dossiers() -> Vec<String> {
    let folders = fs::read_dir(repository("examples")).unwrap();
    let mut names: Vec<String> = folders
        .map(Result::unwrap)
        .filter(|folder| folder.path().join("ho-so.yaml").is_file())
        .map(|folder| folder.file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() > 7);
    names
}

/// A desk with all files of these examples.
fn desk_of<N: AsRef<str>>(names: &[N]) -> Desk {
    let mut desk = Desk::new().unwrap();
    for name in names.iter().map(AsRef::as_ref) {
        let folder = Path::new("examples").join(name);
        for file in fs::read_dir(repository(&folder.display().to_string())).unwrap() {
            let file = file.unwrap();
            // What was rendered lies there too.
            if file.path().is_file() {
                let path = format!("{name}/{}", file.file_name().to_str().unwrap());
                desk.put(&path, &fs::read(file.path()).unwrap());
            }
        }
    }
    desk
}
