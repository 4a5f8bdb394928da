//! The house as built: a room uses only rooms to its left, and the cellars. The order is that
//! of `docs/architecture.md`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The cellars and then the rooms, from left to right.
const ORDER: &[&str] = &[
    "length",
    "compress",
    "lately",
    "vn",
    "fault",
    "bounds",
    "source",
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
    "formbook",
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
    let names = ["tests", "tests.rs"];
    file.components()
        .any(|part| names.iter().any(|name| part.as_os_str() == *name))
}

/// The code of a file, without comments and tests.
fn code(text: &str) -> String {
    let mut lines = text.lines().map(str::trim).peekable();
    let mut code = String::new();
    while let Some(line) = lines.next() {
        if line == "#[cfg(test)]" {
            match lines.peek() {
                Some(next) if next.ends_with(';') => _ = lines.next(),
                Some(next) if next.starts_with("mod ") => break,
                _ => {}
            }
        } else if !line.starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

/// The rooms that a file names as `crate::room`, tests left out.
fn named(text: &str) -> BTreeSet<String> {
    let paths = paths(&code(text), &["crate"]);
    paths
        .iter()
        .filter_map(|path| path.get(1).cloned())
        .collect()
}

/// The paths in code that begin with one of some names; groups in braces are told apart.
fn paths(code: &str, roots: &[&str]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("::") {
        let before = &code[..at];
        let start = before.rfind(|c| !is_letter(c)).map_or(0, |at| at + 1);
        let inner = before[..start].ends_with("::");
        if roots.contains(&&before[start..]) && !inner {
            follow(
                vec![before[start..].to_owned()],
                &code[at + 2..],
                &mut found,
            );
        }
    }
    found
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn follow(mut path: Vec<String>, rest: &str, found: &mut Vec<Vec<String>>) {
    let rest = rest.trim_start();
    if let Some(group) = rest.strip_prefix('{') {
        let (mut depth, mut start) = (0, 0);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                ',' | '}' if depth == 0 => {
                    follow(path.clone(), &group[start..at], found);
                    start = at + 1;
                    if c == '}' {
                        return;
                    }
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        return;
    }
    let end = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
    path.push(rest[..end].to_owned());
    match rest[end..].strip_prefix("::") {
        Some(rest) => follow(path, rest, found),
        None => found.push(path),
    }
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

/// The module that a file holds: `src/audit/names/lists.rs` → `audit::names::lists`.
fn module(file: &Path, src: &Path) -> Vec<String> {
    let path = file.strip_prefix(src).unwrap().with_extension("");
    let parts = path.iter().map(|part| part.to_str().unwrap().to_owned());
    parts.filter(|part| part != "mod").collect()
}

/// The other modules of the house that a module's code names, its parents left out: what they
/// declare is shared by all below them.
fn neighbours(own: &[String], code: &str, all: &BTreeSet<Vec<String>>) -> BTreeSet<Vec<String>> {
    let children: Vec<&str> = all
        .iter()
        .filter(|other| other.len() == own.len() + 1 && other.starts_with(own))
        .map(|child| child[own.len()].as_str())
        .collect();
    let roots = [&["crate", "super", "self"], children.as_slice()].concat();
    let whole = |path: Vec<String>| {
        let ups = path.iter().take_while(|part| *part == "super").count();
        let rest = path
            .iter()
            .filter(|part| *part != "super" && *part != "self");
        match path[0].as_str() {
            "crate" => path[1..].to_vec(),
            _ => own[..own.len() - ups].iter().chain(rest).cloned().collect(),
        }
    };
    let module = |path: Vec<String>| {
        let mut lengths = (1..=path.len()).rev();
        lengths.find_map(|length| all.get(&path[..length]).cloned())
    };
    paths(code, &roots)
        .into_iter()
        .filter_map(|path| module(whole(path)))
        .filter(|other| !own.starts_with(other))
        .collect()
}

#[test]
fn no_files_of_one_room_name_each_other_in_a_circle() {
    let src = common::repository("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    all.retain(|file| !is_test(file.strip_prefix(&src).unwrap()));
    let modules: BTreeSet<Vec<String>> = all.iter().map(|file| module(file, &src)).collect();
    let names: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = all
        .iter()
        .map(|file| {
            let own = module(file, &src);
            let code = code(&fs::read_to_string(file).unwrap());
            let mut others = neighbours(&own, &code, &modules);
            others.retain(|other| other[0] == own[0]);
            (own, others)
        })
        .collect();
    for own in &modules {
        let mut reached = BTreeSet::new();
        let mut next: Vec<_> = names[own].iter().collect();
        while let Some(other) = next.pop() {
            if reached.insert(other) {
                next.extend(&names[other]);
            }
        }
        let circle = reached.iter().filter(|other| names[**other].contains(own));
        let circle: Vec<String> = circle.map(|other| other.join("::")).collect();
        assert!(
            !reached.contains(own),
            "{} names files that name it again, by {}",
            own.join("::"),
            circle.join(", ")
        );
    }
}

/// Who may touch the disk, the clock or the environment: the one implementation of
/// `files::Files` over the disk, what writes, and the shell.
const OUTSIDE: [&str; 4] = ["files/disk.rs", "output/", "cli/", "main.rs"];

#[test]
fn nothing_else_touches_the_disk_the_clock_or_the_environment() {
    let src = common::repository("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    let touches = [
        "fs",
        "env",
        "File",
        "SystemTime",
        "Instant",
        "process",
        "net",
        "tempfile",
    ];
    let asks = [
        ".exists()",
        ".is_file()",
        ".is_dir()",
        ".canonicalize()",
        ".metadata()",
    ];
    for file in all {
        let path = file.strip_prefix(&src).unwrap();
        let named = path.iter().map(|part| part.to_str().unwrap());
        let named = named.collect::<Vec<_>>().join("/");
        if is_test(path) || OUTSIDE.iter().any(|outside| named.starts_with(outside)) {
            continue;
        }
        let code = code(&fs::read_to_string(&file).unwrap());
        let mut roots = paths(&code, &["std", "tempfile", "rustix"]).into_iter();
        let path = roots.find(|path| path.iter().any(|part| touches.contains(&part.as_str())));
        let ask = asks.iter().find(|ask| code.contains(**ask));
        assert!(path.is_none() && ask.is_none(), "{named}: {path:?} {ask:?}");
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

/// What to do must make sense in a page or a server too: the command line names its options
/// itself (`cli/offer.rs`).
#[test]
fn no_room_but_the_shell_names_options_or_commands() {
    let src = common::repository("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    let commands = ["new", "render", "score", "batch", "check", "templates"];
    let named = commands.map(|command| format!("vanthu {command}"));
    for file in all {
        if ["cli", "main"].contains(&room(&file, &src).as_str()) {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap().lines();
        for line in code.filter(|line| !line.trim_start().starts_with("//")) {
            let option = line.split("--").skip(1).find(|rest| {
                let letter = rest.chars().next();
                line.contains('"') && letter.is_some_and(|c| c.is_ascii_lowercase())
            });
            let command = named.iter().find(|name| line.contains(*name));
            assert!(
                option.is_none() && command.is_none(),
                "{}: {line}",
                file.display()
            );
        }
    }
}

/// A renamed type must be renamed in the glossary too.
#[test]
fn what_the_glossary_names_is_there() {
    let src = common::repository("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    let code: Vec<String> = all.iter().map(|f| fs::read_to_string(f).unwrap()).collect();
    let declared = |name: &str| {
        let forms = ["struct", "enum", "trait", "type"].map(|kind| format!("{kind} {name}"));
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        code.iter().any(|text| {
            let mut found = forms.iter().flat_map(|form| text.split(form).skip(1));
            found.any(ends)
        })
    };
    let glossary = fs::read_to_string(common::repository("docs/tu-vung.md")).unwrap();
    let rows = glossary
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2);
    let mut count = 0;
    for name in rows.flat_map(|row| row.split('`').skip(1).step_by(2)) {
        assert!(declared(name), "docs/tu-vung.md: src/ has no {name}");
        count += 1;
    }
    assert!(count > 30);
}
