//! The house as built: a room uses only rooms to its left, and the cellars. The order is that
//! of `docs/architecture.md`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The cellars and then the rooms, from left to right.
const ORDER: &[&str] = &[
    "length",
    "compress",
    "vn",
    "fault",
    "cancellation",
    "files",
    "output",
    "form",
    "table",
    "framework",
    "score",
    "sheet",
    "document",
    "bulletin",
    "compose",
    "page",
    "font",
    "nd30",
    "audit",
    "docx",
    "pdf",
    "workbook",
    "shelf",
    "roll",
    "dossier",
    "render",
    "draft",
    "batch",
    "cli",
    "main",
];

fn room(file: &Path, src: &Path) -> String {
    let path = file.strip_prefix(src).unwrap();
    let first = path.components().next().unwrap();
    let name = first.as_os_str().to_str().unwrap();
    name.trim_end_matches(".rs").to_owned()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Files that are compiled for tests only may look anywhere.
fn is_test(file: &Path) -> bool {
    let names = ["tests", "tests.rs", "sample", "sample.rs"];
    file.components()
        .any(|part| names.iter().any(|name| part.as_os_str() == *name))
}

/// The rooms that a file names as `crate::room`, tests left out.
fn named(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let code = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code: String = code.collect::<Vec<_>>().join("\n");
    code.split("crate::")
        .skip(1)
        .map(|rest| {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            rest[..end.unwrap_or(rest.len())].to_owned()
        })
        .collect()
}

#[test]
fn no_room_looks_to_its_right() {
    let src = common::repository("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    assert!(all.len() > 30);
    for file in all {
        let here = room(&file, &src);
        if here == "lib" || is_test(file.strip_prefix(&src).unwrap()) {
            continue;
        }
        let place = |name: &str| ORDER.iter().position(|room| *room == name);
        let own = place(&here).unwrap_or_else(|| panic!("{here} has no place in the house"));
        for other in named(&fs::read_to_string(&file).unwrap()) {
            let Some(theirs) = place(&other) else {
                panic!("{}: crate::{other} is no room", file.display())
            };
            assert!(
                theirs <= own,
                "{}: {here} looks right, at {other}",
                file.display()
            );
        }
    }
}

#[test]
fn the_two_writers_do_not_know_the_decree_or_each_other() {
    let src = common::repository("src");
    for (writer, other) in [("docx", "pdf"), ("pdf", "docx")] {
        let mut all = Vec::new();
        files(&src.join(writer), &mut all);
        for file in all
            .iter()
            .filter(|file| !is_test(file.strip_prefix(&src).unwrap()))
        {
            for room in named(&fs::read_to_string(file).unwrap()) {
                assert!(
                    !["nd30", "document", "audit", "vn", other].contains(&room.as_str()),
                    "{} knows {room}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn the_picture_of_the_house_names_every_room() {
    let picture = fs::read_to_string(common::repository("docs/architecture.md")).unwrap();
    for room in ORDER.iter().filter(|room| **room != "main") {
        assert!(
            picture.contains(&format!("`{room}")),
            "docs/architecture.md lacks {room}"
        );
    }
}
