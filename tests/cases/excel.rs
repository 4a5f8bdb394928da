//! A hồ sơ as one Excel workbook says the same as in YAML.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use time::{Date, Month};
use vanthu::dossier::Dossier;
use vanthu::draft::converted;
use vanthu::fault::{Faults, Place};
use vanthu::files::Memory;
use vanthu::font::Fonts;
use vanthu::form::{Entry, Key, Names, Node, Shape, Value, parse};
use vanthu::formbook::{Blanks, read, write};
use vanthu::render::{Output, Renderer};
use vanthu::shelf::{DOSSIER, Session};
use vanthu::table::Charset;

pub(crate) fn day() -> Date {
    Date::from_calendar_date(2026, Month::November, 1).unwrap()
}

/// The workbook of a text of YAML.
pub(crate) fn book(yaml: &str) -> Result<Vec<u8>, Faults> {
    let node = parse("ho-so.yaml", yaml).unwrap();
    write(&DOSSIER, &node, &Blanks::of(&Names::default()), day())
}

/// All values by their keys, without those that say nothing; numbers and days in one spelling.
fn values(node: &Node) -> BTreeMap<String, String> {
    let one = |text: String| {
        let day = vanthu::vn::date::parse(&text).map(|day| day.to_string());
        let count = vanthu::vn::number::parse_count(&text).ok();
        day.or(count.map(|count| count.to_string())).unwrap_or(text)
    };
    exact(node)
        .into_iter()
        .map(|(way, text)| (way, one(text)))
        .collect()
}

/// The same, letter for letter.
pub(crate) fn exact(node: &Node) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    leaves(node, String::new(), &mut all);
    all
}

fn leaves(node: &Node, way: String, all: &mut BTreeMap<String, String>) {
    match &node.value {
        Value::Blank => (),
        Value::Text(text) => drop(all.insert(way, text.clone())),
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

pub(crate) fn example(name: &str) -> String {
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
    assert!(said.contains("ho-so.xlsx!Phụ lục chi_tieu!D3"), "{said}");
    assert!(said.contains("ho-so.xlsx!Điểm từng nhóm!B2"), "{said}");
    fs::write(folder.path().join("ho-so.yaml"), &yaml).unwrap();
    let (code, said) = run(folder.path(), "render", ".");
    assert!(
        code == 2 && said.contains("cả ho-so.yaml và ho-so.xlsx"),
        "{said}"
    );
}

/// Notes of one's own on a sheet are no part of a hồ sơ; whoever converts it hears that they stay behind.
#[test]
fn what_a_conversion_does_not_read_is_told() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Văn bản").unwrap();
    for (row, line) in [["Nội dung", "Giá trị"], ["Kỳ [ky]", "2026-10"]]
        .iter()
        .enumerate()
    {
        let row = u32::try_from(row).unwrap();
        sheet.write(row, 0, line[0]).unwrap();
        sheet.write(row, 1, line[1]).unwrap();
    }
    let own = workbook.add_worksheet().set_name("Tính nháp").unwrap();
    own.write(0, 0, "cộng").unwrap();
    let folder = tempfile::tempdir().unwrap();
    workbook.save(folder.path().join("ho-so.xlsx")).unwrap();
    let (code, said) = run(folder.path(), "convert", "ho-so.xlsx");
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("Tính nháp") && said.contains("không đọc trang này"),
        "{said}"
    );
    let yaml = fs::read_to_string(folder.path().join("ho-so.yaml")).unwrap();
    assert_eq!(yaml, "ky: 2026-10\n");
}

/// Values as a file of YAML may hold them, in all shapes that the form declares.
fn tree(shape: &Shape, deep: u8) -> BoxedStrategy<Value> {
    let texts = |all: &'static [&'static str]| {
        prop::sample::select(all)
            .prop_map(|text| Value::Text(text.to_owned()))
            .boxed()
    };
    // A form may stand in itself.
    let shallow = |key: &&'static Key| {
        deep < 4 || !matches!(key.shape(), Shape::List(of) if matches!(*of, Shape::Form(_)))
    };
    match shape {
        Shape::Number => texts(&["0", "17,80", "-3,08", "20,00", "1.229.100", "mười"]),
        Shape::Percent => texts(&["92,58", "100", "92,58%"]),
        Shape::Count | Shape::Whole(..) => texts(&["0", "1246", "05", "12,5", "chưa có"]),
        Shape::Date => texts(&["5/3/2024", "31/12/2026", "32/1/2024"]),
        Shape::IssueDate | Shape::Period => texts(&["2024-02", "05/11/2026", "12/2026"]),
        Shape::YesNo => texts(&["có", "không", "yes"]),
        Shape::OneOf(names) => {
            let names: Vec<String> = names.iter().map(|(name, _)| (*name).to_owned()).collect();
            prop::sample::select(names).prop_map(Value::Text).boxed()
        }
        Shape::Filled(of) => tree(of, deep),
        Shape::List(of) => prop::collection::vec(tree(of, deep), 1..4)
            .prop_map(|items| Value::List(items.into_iter().map(node).collect()))
            .boxed(),
        Shape::Either(options) => {
            let options: Vec<_> = options.iter().map(|option| tree(option, deep)).collect();
            proptest::strategy::Union::new(options).boxed()
        }
        Shape::Form(form) => {
            let keys = form
                .iter()
                .filter(shallow)
                .map(|key| (key.key.to_owned(), tree(&key.shape(), deep + 1)));
            some_of(keys.collect())
        }
        Shape::Map(map) => {
            let keys = ["so-hoa", "xã \"A\" [1].*", "x", "tong"];
            some_of(
                keys.iter()
                    .map(|key| ((*key).to_owned(), tree(&map.of, deep)))
                    .collect(),
            )
        }
        Shape::Text | Shape::Any => words(),
    }
}

/// A text as YAML gives it.
fn clean(text: &str) -> String {
    let node = parse("ho-so.yaml", &serde_json::Value::from(text).to_string()).unwrap();
    node.text().unwrap_or_default().to_owned()
}

fn words() -> BoxedStrategy<Value> {
    let odd = [
        "=1+1",
        "+84",
        "-",
        "@x",
        "'05",
        "012",
        "1.246",
        "17,80",
        "1e3",
        "TRUE",
        "null",
        "~",
        "#1",
        "“nháy”",
        "[co_quan.ten]",
        "a: b",
        "- c",
        "2024-02",
        "15:30",
        "50%",
        "_x0041_",
        "<b>&amp;",
        "dòng một\ndòng hai",
        "12345678901234567890",
    ];
    let any = "[a-zA-Z0-9À-ỹ=+@#\"' ,.:;%/\\[\\]*?{}|<>&_-]{1,24}".prop_map(|text| clean(&text));
    let any = any.prop_filter("nothing, a charset of old, an error of Excel", |text| {
        !text.is_empty() && !text.starts_with('#') && Charset::detect(text).is_none()
    });
    prop_oneof![
        prop::sample::select(odd.to_vec()).prop_map(str::to_owned),
        any
    ]
    .prop_map(Value::Text)
    .boxed()
}

/// A few keys with their values.
fn some_of(keys: Vec<(String, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let most = keys.len().min(6);
    let some = prop::sample::subsequence(keys, 1..=most);
    let both = some.prop_flat_map(|some| {
        some.into_iter()
            .map(|(key, value)| value.prop_map(move |value| (key.clone(), value)))
            .collect::<Vec<_>>()
    });
    both.prop_map(|both| {
        let entry = |(key, value)| Entry {
            key,
            place: Place::file("ho-so.yaml"),
            value: node(value),
        };
        Value::Map(both.into_iter().map(entry).collect())
    })
    .boxed()
}

fn node(value: Value) -> Node {
    Node {
        place: Place::file("ho-so.yaml"),
        value,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever a hồ sơ says, right or wrong, comes back letter for letter: from YAML to Excel and
    /// from Excel to YAML.
    #[test]
    fn no_value_is_lost_or_changed(value in tree(&Shape::Form(&DOSSIER), 0)) {
        let before = node(value);
        let bytes = write(&DOSSIER, &before, &Blanks::of(&Names::default()), day()).unwrap();
        let (again, _) = read("ho-so.xlsx", &bytes, &DOSSIER).unwrap_or_else(|f| panic!("{f}"));
        prop_assert_eq!(exact(&again), exact(&before));
        let session = Session::new(Memory::from([("ho-so.xlsx", bytes)]));
        let made = converted(Path::new("ho-so.xlsx"), &session).unwrap();
        let yaml = String::from_utf8(made.bytes).unwrap();
        let again = parse("ho-so.yaml", &yaml).unwrap_or_else(|f| panic!("{f}\n{yaml}"));
        prop_assert_eq!(exact(&again), exact(&before), "{}", yaml);
    }
}

#[test]
fn a_new_workbook_asks_for_all_that_its_template_needs_and_the_next_month_keeps_what_stays() {
    let folder = tempfile::tempdir().unwrap();
    let new = |template: &str, more: &[&str]| {
        let out = folder.path().join(template);
        let fixed = [
            "new",
            template,
            "--ky",
            "2026-10",
            "--excel",
            "--out",
            out.to_str().unwrap(),
        ];
        let arguments = [&fixed[..], more].concat();
        let (code, said, wrong) = super::common::run(folder.path(), &arguments);
        assert_eq!(code, 0, "{said}{wrong}");
        let bytes = fs::read(out.join("ho-so.xlsx")).unwrap();
        vanthu::table::Book::of_form("ho-so.xlsx", &bytes).unwrap()
    };
    let says = |book: &vanthu::table::Book, words: &str| {
        let grids = book
            .sheets()
            .iter()
            .map(|sheet| sheet.grid.as_ref().unwrap());
        grids
            .flat_map(|grid| grid.cells().collect::<Vec<_>>())
            .any(|cell| cell.text.ends_with(words))
    };
    let notice = new("thong-bao-xa", &[]);
    for key in [
        "[co_quan.ten]",
        "[nguoi_ky.quyen_han.*]",
        "[the_thuc.ban]",
        "[tien_do]",
        "[diem.?]",
        "[kinh_gui.*]",
    ] {
        assert!(says(&notice, key), "{key}");
    }
    assert!(!says(&notice, "[bang_diem.tep]"));
    let report = new("bao-cao-huyen", &["--bo-chi-so", "dien-bien-459"]);
    assert!(says(&report, "[bieu.so-hoa.dong.*]") && says(&report, "[tiep_nhan]"));
}

#[test]
fn the_next_month_of_a_workbook_is_a_workbook_with_the_same_rules() {
    let yaml = example("my-duc-2026-10");
    let home = tempfile::tempdir().unwrap();
    let (one, two) = (home.path().join("a-2026-10"), home.path().join("b-2026-10"));
    for folder in [&one, &two] {
        fs::create_dir(folder).unwrap();
    }
    fs::write(one.join("ho-so.yaml"), &yaml).unwrap();
    fs::write(two.join("ho-so.xlsx"), book(&yaml).unwrap()).unwrap();
    for folder in ["a-2026-10", "b-2026-10"] {
        let (code, said) = run(home.path(), "next", folder);
        assert_eq!(code, 0, "{said}");
    }
    let next = fs::read_to_string(home.path().join("a-2026-11/ho-so.yaml")).unwrap();
    let bytes = fs::read(home.path().join("b-2026-11/ho-so.xlsx")).unwrap();
    let (again, _) = read("ho-so.xlsx", &bytes, &DOSSIER).unwrap();
    let mut before = exact(&parse("ho-so.yaml", &next).unwrap());
    before.insert(".ky_truoc".to_owned(), "../b-2026-10".to_owned());
    assert_eq!(exact(&again), before);
}
