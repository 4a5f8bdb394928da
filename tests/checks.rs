//! Every code of the checks has a folder in `tests/kiem-tra`: a change of a sound hồ sơ that has
//! to be told, all of it and at its place, and one that comes near and has to stay untold.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use common::repository;
use vanthu::audit::{Code, Finding};
use vanthu::dossier::Dossier;
use vanthu::fault::Faults;
use vanthu::files::Memory;
use vanthu::render::Checker;
use vanthu::shelf::Session;

/// Where the cases are; each code has its folder, and the sound hồ sơ are in `nen`.
const CASES: &str = "tests/kiem-tra";
const BASES: &str = "nen";

/// A sound hồ sơ: its files by name.
type Base = BTreeMap<String, String>;

/// Lines of a sound hồ sơ and what stands there instead.
#[derive(Default)]
struct Edit {
    from: String,
    to: String,
}

/// A change of a sound hồ sơ and what has to be told about it.
struct Change {
    /// The sound hồ sơ: a folder of `nen`.
    base: String,
    edits: Vec<Edit>,
    /// `SUM-01 ho-so.yaml:20:9`.
    expected: Vec<String>,
}

/// The cases of a code.
struct Case {
    code: String,
    told: Vec<Change>,
    untold: Vec<Change>,
}

impl Case {
    /// Its changes, and whether the code has to be told.
    fn changes(&self) -> impl Iterator<Item = (&Change, bool)> {
        let told = self.told.iter().map(|change| (change, true));
        told.chain(self.untold.iter().map(|change| (change, false)))
    }
}

/// The folders in `tests/kiem-tra`, without that of the sound hồ sơ.
fn folders() -> BTreeSet<String> {
    let entries = fs::read_dir(repository(CASES)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != BASES).collect()
}

fn cases() -> Vec<Case> {
    folders().into_iter().map(|code| case(&code)).collect()
}

/// Reads `vi-du.diff`: `nen:` names the sound hồ sơ; after each `bao:`, with the places, and after
/// each `im:` come the lines that are taken out of it (`-`) and put in their place (`+`).
fn case(code: &str) -> Case {
    let file = format!("{CASES}/{code}/vi-du.diff");
    let text = fs::read_to_string(repository(&file));
    let text = text.unwrap_or_else(|error| panic!("{file}: {error}"));
    let (mut told, mut untold) = (Vec::new(), Vec::new());
    let mut base = "";
    for block in text.trim_end().split("\n\n") {
        if let Some(name) = block.strip_prefix("nen: ") {
            base = name;
        } else if let Some(block) = block.strip_prefix("bao:") {
            told.push(change(block, code, base));
        } else if let Some(block) = block.strip_prefix("im:") {
            untold.push(change(block, code, base));
        } else {
            panic!("{file}: {block}");
        }
    }
    Case {
        code: code.to_owned(),
        told,
        untold,
    }
}

fn change(text: &str, code: &str, base: &str) -> Change {
    let (expected, lines) = text.split_once('\n').unwrap_or((text, ""));
    let expected = expected.split("; ").map(str::trim);
    let expected = expected.filter(|place| !place.is_empty());
    let place = |place: &str| match place.split_once(' ') {
        Some((other, _)) if Code::all().any(|code| code.as_str() == other) => place.to_owned(),
        _ => format!("{code} {place}"),
    };
    let mut edits: Vec<Edit> = Vec::new();
    let mut taken = false;
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let (sign, line) = line.split_at(1);
        let takes = sign == "-";
        assert!(takes || sign == "+", "{code}: {sign}{line}");
        if takes && !taken {
            edits.push(Edit::default());
        }
        taken = takes;
        let edit = edits
            .last_mut()
            .unwrap_or_else(|| panic!("{code}: {line} for nothing"));
        let side = if takes { &mut edit.from } else { &mut edit.to };
        side.push_str(line);
        side.push('\n');
    }
    Change {
        base: base.to_owned(),
        edits,
        expected: expected.map(place).collect(),
    }
}

fn base(name: &str) -> Base {
    let folder = repository(CASES).join(BASES).join(name);
    let files = fs::read_dir(folder).unwrap();
    let file = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    files.map(file).collect()
}

fn changed(change: &Change, code: &str) -> Base {
    let mut files = base(&change.base);
    for Edit { from, to } in &change.edits {
        let (whole, wanted) = (|text: &str| format!("\n{text}"), format!("\n{from}"));
        let times = |text: &String| whole(text).matches(&wanted).count();
        let found: Vec<&str> = (files.iter())
            .flat_map(|(file, text)| std::iter::repeat_n(file.as_str(), times(text)))
            .collect();
        let [file] = found[..] else {
            panic!("{code}: these lines stand in {found:?}, not once:\n{from}");
        };
        let file = file.to_owned();
        let text = whole(&files[&file]).replacen(&wanted, &format!("\n{to}"), 1);
        files.insert(file, text[1..].to_owned());
    }
    files
}

/// What is told about a hồ sơ.
fn findings(files: &Base, desk: &Checker) -> Result<Vec<Finding>, Faults> {
    let session = Session::new(files.iter().collect::<Memory>());
    let dossier = Dossier::read(Path::new("ho-so.yaml"), &session)?;
    Ok(desk.check(&dossier)?.findings)
}

/// What is wrong with what is told about a changed hồ sơ; nothing if it is exactly the expected.
fn astray(case: &Case, change: &Change, desk: &Checker) -> Option<String> {
    let files = changed(change, &case.code);
    let found = match findings(&files, desk) {
        Ok(found) => found,
        Err(faults) => return Some(format!("{}: {faults}", case.code)),
    };
    let mut told: Vec<String> = (found.iter())
        .map(|finding| format!("{} {}", finding.code, finding.place).replace("./", ""))
        .collect();
    let mut expected = change.expected.clone();
    told.sort();
    expected.sort();
    (told != expected).then(|| {
        let messages: Vec<String> = found.iter().map(ToString::to_string).collect();
        format!(
            "{}: expected {expected:?}, told {told:?}\n{}",
            case.code,
            messages.join("\n")
        )
    })
}

#[test]
fn every_code_has_its_folder_and_every_folder_its_code() {
    let codes: BTreeSet<String> = Code::all().map(|code| code.to_string()).collect();
    assert_eq!(folders(), codes);
}

#[test]
fn the_sound_dossiers_have_nothing_to_tell() {
    let desk = Checker::new(None).unwrap();
    for name in fs::read_dir(repository(CASES).join(BASES)).unwrap() {
        let name = name.unwrap().file_name().into_string().unwrap();
        let told: Vec<String> = (findings(&base(&name), &desk).unwrap().iter())
            .map(ToString::to_string)
            .collect();
        assert!(told.is_empty(), "{name}: {}", told.join("\n"));
    }
}

#[test]
fn each_code_is_told_at_its_place_and_stays_untold_beside_it() {
    let desk = Checker::new(None).unwrap();
    let mut wrong = Vec::new();
    for case in cases() {
        let own = |expected: &String| expected.split(' ').next() == Some(case.code.as_str());
        if case.told.is_empty() || case.untold.is_empty() {
            wrong.push(format!("{}: one case tells, one is silent", case.code));
        }
        for (change, tells) in case.changes() {
            if change.edits.is_empty() || change.expected.iter().any(own) != tells {
                wrong.push(format!("{}: a case shows nothing of it", case.code));
            }
            wrong.extend(astray(&case, change, &desk));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The first finding of a code is the example of its page in the guide, between these words.
const EXAMPLE: &str = "Ví dụ:";
const ADVICE: &str = "\nNên làm:";

/// `VANTHU_WRITE=1` writes the examples anew.
#[test]
fn the_guide_shows_what_the_cases_tell() {
    let file = repository("docs/kiem-tra.md");
    let guide = fs::read_to_string(&file).unwrap();
    let desk = Checker::new(None).unwrap();
    let mut wanted = guide.clone();
    for case in cases() {
        let heading = format!("\n## {}: ", case.code);
        let page = wanted.find(&heading).unwrap_or_else(|| panic!("{heading}"));
        let from = page + wanted[page..].find(EXAMPLE).unwrap() + EXAMPLE.len();
        let until = from + wanted[from..].find(ADVICE).unwrap();
        wanted.replace_range(from..until, &example(&case, &desk));
    }
    if std::env::var_os("VANTHU_WRITE").is_some() {
        fs::write(&file, &wanted).unwrap();
    } else {
        let same = guide == wanted;
        assert!(same, "docs/kiem-tra.md: other examples; VANTHU_WRITE=1");
    }
}

/// What the further cases of a code tell stands beside them; `VANTHU_WRITE=1` writes it anew.
#[test]
fn further_cases_tell_what_is_written_beside_them() {
    let desk = Checker::new(None).unwrap();
    let mut other = Vec::new();
    for case in cases() {
        let file = repository(CASES).join(&case.code).join("bao.txt");
        let wanted = fs::read_to_string(&file).unwrap_or_default();
        let further = case.told.iter().skip(1);
        let told: String = further
            .map(|change| told(&case, change, &desk) + "\n\n")
            .collect();
        if wanted == told {
            continue;
        }
        if std::env::var_os("VANTHU_WRITE").is_some() {
            fs::write(&file, told).unwrap();
        } else {
            other.push(format!("{}:\n{told}", case.code));
        }
    }
    assert!(other.is_empty(), "VANTHU_WRITE=1\n{}", other.join("\n"));
}

/// What is told of a code about a change; its rule is that of the code.
fn told(case: &Case, change: &Change, desk: &Checker) -> String {
    let found = findings(&changed(change, &case.code), desk).unwrap();
    let own = (found.iter()).find(|finding| finding.code.as_str() == case.code);
    let told = own.unwrap().to_string().replace("./", "");
    let told = told.lines().filter(|line| !line.starts_with("  căn cứ: "));
    told.collect::<Vec<_>>().join("\n")
}

/// The lines that a case changes, and what is told about them.
fn example(case: &Case, desk: &Checker) -> String {
    let change = &case.told[0];
    let signed = |text: &str, sign| -> String {
        let lines = text.lines().map(|line| format!("{sign}{line}\n"));
        lines.collect()
    };
    let sides = change
        .edits
        .iter()
        .map(|Edit { from, to }| signed(from, '-') + &signed(to, '+'));
    let lines: String = sides.collect();
    format!(
        " dòng đúng (-) sửa thành dòng sai (+) thì báo:\n\n```diff\n{lines}```\n\n```text\n{}\n```\n",
        told(case, change, desk)
    )
}
