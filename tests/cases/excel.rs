//! A hồ sơ as one Excel workbook says the same as in YAML.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use time::{Date, Month};
use vanthu::dossier::Dossier;
use vanthu::fault::Faults;
use vanthu::files::Memory;
use vanthu::font::Fonts;
use vanthu::form::{Names, Node, Value, parse};
use vanthu::formbook::{Blanks, read, write};
use vanthu::render::{Output, Renderer};
use vanthu::shelf::{DOSSIER, Session};

fn day() -> Date {
    Date::from_calendar_date(2026, Month::November, 1).unwrap()
}

/// The workbook of a text of YAML.
fn book(yaml: &str) -> Result<Vec<u8>, Faults> {
    let node = parse("ho-so.yaml", yaml).unwrap();
    write(&DOSSIER, &node, &Blanks::of(&Names::default()), day())
}

/// All values by their keys, without those that say nothing; numbers and days in one spelling.
fn values(node: &Node) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    leaves(node, String::new(), &mut all);
    all
}

fn leaves(node: &Node, way: String, all: &mut BTreeMap<String, String>) {
    match &node.value {
        Value::Blank => (),
        Value::Text(text) => {
            let day = vanthu::vn::date::parse(text).map(|day| day.to_string());
            let count = vanthu::vn::number::parse_count(text)
                .ok()
                .map(|n| n.to_string());
            all.insert(way, day.or(count).unwrap_or_else(|| text.clone()));
        }
        Value::List(items) => {
            for (number, item) in items.iter().enumerate() {
                leaves(item, format!("{way}[{number}]"), all);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                leaves(&entry.value, format!("{way}.{}", entry.key), all);
            }
        }
    }
}

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("ho-so.yaml").exists())
        .collect();
    found.sort();
    found
}

#[test]
fn each_example_comes_back_from_its_workbook_with_the_same_values() {
    for example in examples() {
        let yaml = fs::read_to_string(example.join("ho-so.yaml")).unwrap();
        let bytes = book(&yaml).unwrap();
        let (again, notes) = read("ho-so.xlsx", &bytes, &DOSSIER).unwrap_or_else(|f| panic!("{f}"));
        assert_eq!(notes, [], "{example:?}");
        let before = values(&parse("ho-so.yaml", &yaml).unwrap());
        assert_eq!(values(&again), before, "{example:?}");
    }
}

/// The examples in memory, the hồ sơ of each as YAML or as a workbook.
fn files(as_book: bool) -> Memory {
    let mut files = Memory::default();
    for example in examples() {
        let name = example.file_name().unwrap().to_str().unwrap().to_owned();
        for file in fs::read_dir(&example).unwrap() {
            let file = file.unwrap().path();
            if !file.is_file() {
                continue;
            }
            let bytes = fs::read(&file).unwrap();
            let file = file.file_name().unwrap().to_str().unwrap().to_owned();
            match as_book && file == "ho-so.yaml" {
                true => {
                    let text = String::from_utf8(bytes).unwrap();
                    files.insert(format!("{name}/ho-so.xlsx"), book(&text).unwrap());
                }
                false => files.insert(format!("{name}/{file}"), bytes),
            }
        }
    }
    files
}

#[test]
fn each_example_is_printed_from_its_workbook_with_the_same_bytes() {
    let fonts = Fonts::embedded().unwrap();
    let renderer = Renderer::new(&fonts).unwrap();
    let both = [false, true].map(|as_book| Session::new(files(as_book)));
    for example in examples() {
        let name = example.file_name().unwrap();
        let [yaml, xlsx] = both.clone().map(|session| {
            let dossier = Dossier::read(Path::new(name), &session);
            let dossier = dossier.unwrap_or_else(|faults| panic!("{name:?}\n{faults}"));
            let outputs = [Output::Docx, Output::Pdf];
            renderer.render(&dossier, &outputs, &[]).unwrap().files
        });
        assert!(!yaml.is_empty() && yaml == xlsx, "{name:?}");
    }
}

/// The folder of an example with its workbook in place of its YAML.
fn as_book(example: &str, yaml: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    super::copy(
        &super::common::repository("examples").join(example),
        folder.path(),
    );
    fs::remove_file(folder.path().join("ho-so.yaml")).unwrap();
    fs::write(folder.path().join("ho-so.xlsx"), book(yaml).unwrap()).unwrap();
    folder
}

fn example(name: &str) -> String {
    let file = super::common::repository("examples")
        .join(name)
        .join("ho-so.yaml");
    fs::read_to_string(file).unwrap()
}

/// Runs a command on what lies in a folder.
fn run(folder: &Path, command: &str, path: &str) -> (u8, String) {
    let path = folder.join(path);
    let arguments = [command, path.to_str().unwrap()];
    let (code, out, err) = super::common::run(folder, &arguments);
    (code, format!("{out}{err}"))
}

#[test]
fn commands_take_a_folder_or_the_workbook_and_faults_name_the_cell() {
    let yaml = example("lam-vy-2024-02");
    let folder = as_book("lam-vy-2024-02", &yaml);
    for path in [".", "ho-so.xlsx"] {
        for command in ["check", "score", "render"] {
            let (code, said) = run(folder.path(), command, path);
            assert_eq!(code, 0, "{command} {path}: {said}");
        }
    }
    let wrong = yaml
        .replace("so_lieu: 1731", "so_lieu: nhiều")
        .replace("dat: 15,5", "dat: mười");
    let folder = as_book("lam-vy-2024-02", &wrong);
    let (code, said) = run(folder.path(), "check", ".");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("ho-so.xlsx!Nhóm số liệu!D3"), "{said}");
    assert!(
        said.contains("ho-so.xlsx!Điểm công bố của từng nhóm!B2"),
        "{said}"
    );
    fs::write(folder.path().join("ho-so.yaml"), &yaml).unwrap();
    let (code, said) = run(folder.path(), "render", ".");
    assert!(
        code == 2 && said.contains("cả ho-so.yaml và ho-so.xlsx"),
        "{said}"
    );
}
