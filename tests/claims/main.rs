//! What is told of more than six thousand sentences, right ones and wrong ones, about the hồ sơ in
//! `ho-so/`: one of them at a time as the clerk's remark. `soan.yaml` was used to write the grammar
//! (`checks/cau.yaml`), `giu-lai.yaml` was written before it and kept aside until it was done,
//! `do-lai.yaml` and `lan-*.yaml` were written later, each before the grammar was looked at again;
//! `soan-ba.yaml` and `soan-tu.yaml` were written beside what was mended after the eighth and the
//! ninth of these, `soan-nam.yaml` when the appendix of the month before was read too,
//! `soan-sau.yaml` after the twelfth, `soan-bay.yaml` after the thirteenth; `chi-dung.yaml` has
//! right sentences only, full of figures; those of `lan-muoi-lam.yaml`,
//! `lan-muoi-sau.yaml` and `lan-muoi-bay.yaml` are the bodies of documents as offices
//! write them, with what is left wrong when last month's is copied; `lan-muoi-tam.yaml` and
//! `lan-muoi-chin.yaml` are so too, of hồ sơ that their writers made: other tables, other columns. The guide says what
//! the first measure of each was. The rates stand in `docs/kiem-tra.md`, and are told anew here as they stand there.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on should stop; what was missed is printed when asked for"
)]

#[path = "../common/mod.rs"]
mod common;

mod altered;
mod tried;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use std::thread;

use common::repository;
use vanthu::audit::{Finding, Severity};
use vanthu::dossier::Dossier;
use vanthu::files::Memory;
use vanthu::form::{self, Entry, Node, Value};
use vanthu::render::Checker;
use vanthu::shelf::Session;
use vanthu::vn::number::{print_short, round};

const FOLDER: &str = "tests/claims";
/// The parts, what they are called, and how many of a hundred wrong sentences are told at least:
/// 85 are asked for, and 3 of a hundred right ones at most; what was reached is held.
const PARTS: [(&str, &str, usize); 27] = [
    ("soan", "dùng khi soạn", 99),
    ("soan-hai", "dùng khi soạn cách đọc bảng", 100),
    ("giu-lai", "để dành", 100),
    ("do-lai", "viết sau cùng", 96),
    ("lan-hai", "viết lần hai", 100),
    ("lan-ba", "viết lần ba", 100),
    ("lan-bon", "viết lần bốn", 95),
    ("lan-nam", "viết lần năm", 90),
    ("lan-sau", "viết lần sáu", 79),
    ("lan-bay", "viết lần bảy", 92),
    ("lan-tam", "viết lần tám", 88),
    ("soan-ba", "dùng khi sửa sau lần tám", 97),
    ("lan-chin", "viết lần chín", 80),
    ("soan-tu", "dùng khi sửa sau lần chín", 95),
    ("soan-nam", "dùng khi đọc đến tháng trước", 95),
    ("lan-muoi", "viết lần mười", 66),
    ("lan-muoi-mot", "viết lần mười một", 76),
    ("lan-muoi-hai", "viết lần mười hai", 83),
    ("soan-sau", "dùng khi sửa sau lần mười hai", 95),
    ("lan-muoi-ba", "viết lần mười ba", 95),
    ("chi-dung", "chỉ có câu đúng", 0),
    ("soan-bay", "dùng khi sửa sau lần mười ba", 95),
    ("lan-muoi-lam", "viết lần mười lăm", 83),
    ("lan-muoi-sau", "viết lần mười sáu", 84),
    ("lan-muoi-bay", "viết lần mười bảy", 77),
    ("lan-muoi-tam", "viết lần mười tám", 87),
    ("lan-muoi-chin", "viết lần mười chín", 80),
];

/// The kinds of codes that say something of a sentence's claims, not of its form.
const CLAIMS: [&str; 9] = [
    "BAND", "CLAIM", "CONTRA", "COUNT", "DATE", "DELTA", "RATIO", "SUPER", "XREF",
];

/// The files of a hồ sơ, with one remark in place of `@`.
type Files = BTreeMap<String, String>;

/// How many sentences of each kind there are, right and wrong, and of how many something was told.
type Half = BTreeMap<String, [Tally; 2]>;

/// How many sentences there are, and of how many something was told: as an error, as a warning.
#[derive(Default, Clone, Copy)]
struct Tally {
    sentences: usize,
    errors: usize,
    warnings: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.sentences += other.sentences;
        self.errors += other.errors;
        self.warnings += other.warnings;
    }

    fn told(self) -> usize {
        self.errors + self.warnings
    }
}

fn files(name: &str) -> Files {
    let mut files = Files::new();
    let folder = repository(FOLDER).join("ho-so").join(name);
    for sub in ["", "truoc"] {
        let Ok(entries) = fs::read_dir(folder.join(sub)) else {
            continue;
        };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_file() {
                let below = path.strip_prefix(&folder).unwrap().to_str().unwrap();
                files.insert(below.to_owned(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

/// What is told about claims when the clerk remarks this.
fn told(desk: &Checker, files: &Files, sentence: &str) -> Vec<Finding> {
    let mut files = files.clone();
    let dossier = files.get_mut("ho-so.yaml").unwrap();
    *dossier = dossier.replace("\"@\"", &format!("{sentence:?}"));
    let session = Session::new(files.iter().collect::<Memory>());
    let dossier = Dossier::read(Path::new("ho-so.yaml"), &session).unwrap();
    let findings = desk.check(&dossier).unwrap().findings;
    let told = |finding: &Finding| {
        let claims = CLAIMS.contains(&finding.code.kind());
        claims && finding.severity != Severity::Info
    };
    findings.into_iter().filter(told).collect()
}

fn tally(found: &[Finding]) -> Tally {
    let error = found.iter().any(|one| one.severity == Severity::Error);
    Tally {
        sentences: 1,
        errors: usize::from(error),
        warnings: usize::from(!error && !found.is_empty()),
    }
}

/// What is told of the right and of the wrong sentences of a part, by kind. `SHOW_MISSED=soan,lan-ba`
/// prints those of these parts where that is not as it should be. Only one of so many is tried.
fn half(name: &str, every: usize) -> Half {
    let desk = Checker::new(None).unwrap();
    let file = repository(FOLDER).join(format!("{name}.yaml"));
    let text = fs::read_to_string(file).unwrap();
    let shown = std::env::var("SHOW_MISSED").unwrap_or_default();
    let show = shown.split(',').any(|shown| shown == name);
    let mut tallies = Half::new();
    let mut number = 0;
    for dossier in entries(&form::parse(name, &text).unwrap()) {
        let files = files(&dossier.key);
        let usual = told(&desk, &files, "Các bộ phận tiếp tục rà soát.");
        assert!(usual.is_empty(), "{}: {usual:#?}", dossier.key);
        for kind in entries(&dossier.value) {
            for (wrong, sentence) in sentences(&kind.value) {
                number += 1;
                if number % every != 0 {
                    continue;
                }
                let found = told(&desk, &files, sentence);
                if show && wrong == found.is_empty() {
                    let why = found
                        .iter()
                        .map(|one| format!("\n  {} {}", one.code, one.message));
                    println!("{wrong}: {sentence}{}", why.collect::<String>());
                }
                let kind = tallies.entry(kind.key.clone()).or_default();
                kind[usize::from(wrong)].add(tally(&found));
            }
        }
    }
    tallies
}

/// The same of each of the parts.
fn each_half(every: usize) -> Vec<Half> {
    thread::scope(|scope| {
        let parts = PARTS.map(|(file, ..)| scope.spawn(move || half(file, every)));
        parts.into_iter().map(|part| part.join().unwrap()).collect()
    })
}

/// All of them, worked out once for all tests.
fn halves() -> &'static [Half] {
    static HALVES: OnceLock<Vec<Half>> = OnceLock::new();
    HALVES.get_or_init(|| each_half(1))
}

fn total(half: &Half) -> [Tally; 2] {
    let mut all = [Tally::default(); 2];
    for kind in half.values() {
        all.iter_mut()
            .zip(kind)
            .for_each(|(all, one)| all.add(*one));
    }
    all
}

/// The table of the guide.
fn table() -> String {
    let head = "| câu về | đúng | báo lỗi nhầm | cảnh báo nhầm | sai | thấy |\n|---|---|---|---|---|---|\n";
    let mut table = String::new();
    for ((file, name, _), half) in PARTS.iter().zip(halves()) {
        let row = |name: &str, [right, wrong]: [Tally; 2], rate: &str| {
            format!(
                "| {name} | {} | {} | {} | {} | {}{rate} |\n",
                right.sentences,
                right.errors,
                right.warnings,
                wrong.sentences,
                wrong.told()
            )
        };
        table += &format!("Phần {name} (`{FOLDER}/{file}.yaml`):\n\n{head}");
        for (kind, tallies) in half {
            table += &row(kind, *tallies, "");
        }
        let all = total(half);
        let percent = rust_decimal::Decimal::from(all[1].told() * 100)
            .checked_div(rust_decimal::Decimal::from(all[1].sentences));
        // One part has no wrong sentences.
        let rate = percent.map(|percent| format!(" ({}%)", print_short(round(percent, 1))));
        let rate = rate.unwrap_or_default();
        table += &row("**cộng**", all, &rate);
        table.push('\n');
    }
    table
}

const BEGIN: &str = "<!-- câu đúng, câu sai -->\n";
const END: &str = "<!-- hết -->\n";

/// `VANTHU_WRITE=1` writes the table anew.
#[test]
#[ignore = "a minute; .ci/run runs it"]
fn the_guide_says_how_many_sentences_are_told() {
    let file = repository("docs/kiem-tra.md");
    let guide = fs::read_to_string(&file).unwrap();
    let from = guide.find(BEGIN).unwrap() + BEGIN.len();
    let until = from + guide[from..].find(END).unwrap();
    let mut wanted = guide.clone();
    wanted.replace_range(from..until, &table());
    if std::env::var_os("VANTHU_WRITE").is_some() {
        fs::write(&file, &wanted).unwrap();
    } else {
        assert!(
            guide == wanted,
            "docs/kiem-tra.md: other rates; VANTHU_WRITE=1"
        );
    }
}

/// Of each sixth sentence, for every run of the tests.
#[test]
fn few_of_the_right_sentences_are_told_and_most_of_the_wrong_ones() {
    let mut all = [Tally::default(); 2];
    for half in each_half(6) {
        let half = total(&half);
        all.iter_mut().zip(half).for_each(|(all, one)| all.add(one));
    }
    let [right, wrong] = all;
    assert_eq!(right.errors, 0);
    assert!(
        right.warnings * 100 <= right.sentences,
        "{}",
        right.warnings
    );
    assert!(
        wrong.told() * 100 >= wrong.sentences * 88,
        "{}",
        wrong.told()
    );
}

/// A right sentence is not refused, and seldom asked about; most wrong ones are told.
#[test]
#[ignore = "a minute; .ci/run runs it"]
fn right_sentences_pass_and_wrong_ones_are_told() {
    for ((file, _, least), half) in PARTS.iter().zip(halves()) {
        let [right, wrong] = total(half);
        let (told, all) = (wrong.told(), wrong.sentences);
        println!("{file}: {told}/{all}, {}+{}", right.errors, right.warnings);
        assert_eq!(right.errors, 0, "{file}");
        assert!(right.told() * 100 <= right.sentences * 3, "{file}");
        assert!(wrong.told() * 100 >= wrong.sentences * least, "{file}");
    }
}

/// The entries of a map of the corpus.
fn entries(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Map(entries) => entries,
        _ => panic!("{}: no map", node.place),
    }
}

/// Whether a sentence is wrong, and its words.
fn sentences(kind: &Node) -> Vec<(bool, &str)> {
    let Value::List(pairs) = &kind.value else {
        panic!("{}: no list", kind.place);
    };
    let sides = pairs.iter().flat_map(entries);
    let mut sentences = Vec::new();
    for side in sides {
        let Value::Text(text) = &side.value.value else {
            panic!("{}: no sentence", side.place);
        };
        sentences.push((side.key == "sai", text.as_str()));
    }
    sentences
}
