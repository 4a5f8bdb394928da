//! Faults planted by chance, with a fixed seed: how many are found, at the right place; and other
//! figures that agree with each other, which must give no error. Both stand in `docs/kiem-tra.md`, and
//! are told anew here as they stand there.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on should stop; the rates are printed"
)]

mod chance;
#[path = "../common/mod.rs"]
mod common;
mod dossiers;
mod grid;
mod marked;
mod offices;
mod tables;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chance::Chance;
use dossiers::{DOSSIERS, Others};
use marked::{KINDS, Marked, Mutation};
use offices::OFFICES;
use rust_decimal::Decimal;
use vanthu::audit::Severity;
use vanthu::dossier::Dossier;
use vanthu::render::Checker;
use vanthu::shelf::Session;
use vanthu::vn::number::{print, print_short, round};

const SEED: u64 = 20_240_229;
/// As many as the rates in the docs are of.
const ALL: usize = 2_000;
/// As many as every run of the tests can afford.
const FEW: usize = 120;
/// Of those of which `.ci/run` makes all.
const FEWER: usize = 60;

/// What is told about a hồ sơ: line, code and message, faults too; and whether it is an error.
type Told = Vec<(usize, String, bool)>;

fn told(desk: &Checker, folder: &Path, text: &str) -> Told {
    let file = folder.join("ho-so.yaml");
    fs::write(&file, text).unwrap();
    let checked = Dossier::read(&file, &Session::disk()).and_then(|dossier| desk.check(&dossier));
    match checked {
        Ok(report) => {
            let line = |finding: &vanthu::audit::Finding| {
                let words = format!("{}: {}", finding.code, finding.message);
                (
                    finding.place.line(),
                    words,
                    finding.severity == Severity::Error,
                )
            };
            report.findings.iter().map(line).collect()
        }
        Err(faults) => faults
            .iter()
            .map(|fault| (fault.place.line(), fault.found.clone(), true))
            .collect(),
    }
}

/// How many mutations of a kind were made, had to be found, and were found.
#[derive(Default)]
struct Tally {
    made: usize,
    due: usize,
    found: usize,
    placed: usize,
}

#[test]
fn planted_faults_are_found_where_they_were_planted() {
    let all = total(&plant(&DOSSIERS, FEWER));
    assert_eq!((all.found, all.placed), (all.due, all.due));
}

#[test]
fn those_in_rankings_indicators_and_the_form_too() {
    let all = total(&plant(&OFFICES, FEW));
    assert_eq!((all.found, all.placed), (all.due, all.due));
}

#[test]
#[ignore = "a minute; .ci/run runs it"]
fn two_thousand_planted_faults_are_found_as_the_guide_says() {
    told_in_the_guide(&KINDS, &plant(&DOSSIERS, ALL));
}

#[test]
#[ignore = "minutes; by hand"]
fn two_thousand_in_rankings_indicators_and_the_form_are_found_as_the_guide_says() {
    told_in_the_guide(&KINDS, &plant(&OFFICES, ALL));
}

#[test]
fn other_figures_that_agree_give_no_error() {
    vary(&DOSSIERS, FEWER);
    vary(&OFFICES, FEW);
    let words = format!(
        "{} biến thể đúng của ba loại ấy: 0 lỗi báo nhầm",
        count(FEW)
    );
    assert!(guide().contains(&words));
}

#[test]
#[ignore = "a minute; .ci/run runs it"]
fn two_thousand_others_that_agree_give_no_error() {
    vary(&DOSSIERS, ALL);
    vary(&OFFICES, ALL);
    assert!(guide().contains(&format!("{} biến thể đúng: 0 lỗi báo nhầm", count(ALL))));
}

#[test]
fn things_planted_in_tables_are_told_or_change_nothing() {
    let all = total(&tables::plant(FEWER, SEED));
    assert_eq!(all.placed, all.due);
}

#[test]
#[ignore = "a minute; .ci/run runs it"]
fn two_thousand_things_planted_in_tables_are_told_as_the_guide_says() {
    told_in_the_guide(&tables::KINDS, &tables::plant(ALL, SEED));
}

#[test]
fn tables_of_other_provinces_give_no_error() {
    let wrong = tables::vary(FEWER, SEED);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
#[ignore = "a minute; .ci/run runs it"]
fn two_thousand_tables_of_other_provinces_give_no_error() {
    let wrong = tables::vary(ALL, SEED);
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(guide().contains(&format!("{} bảng đúng: 0 lỗi báo nhầm", count(ALL))));
}

fn guide() -> String {
    fs::read_to_string(common::repository("docs/kiem-tra.md")).unwrap()
}

/// What was planted and found, by kind.
fn plant(dossiers: &[fn(Others) -> String], mutations: usize) -> BTreeMap<usize, Tally> {
    let desk = Checker::new(None).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let clean: Vec<Marked> = dossiers
        .iter()
        .map(|write| Marked::read(&write(None)))
        .collect();
    let before: Vec<Told> = clean
        .iter()
        .map(|marked| told(&desk, folder.path(), &marked.text()))
        .collect();
    for told in &before {
        assert!(told.iter().all(|(_, _, error)| !error), "{told:#?}");
    }
    let mut chance = Chance::new(SEED);
    let mut tallies: BTreeMap<usize, Tally> = BTreeMap::new();
    for _ in 0..mutations {
        let kind = chance.below(KINDS.len());
        let (marked, mutation, which) = loop {
            let which = chance.below(clean.len());
            if let Some(mutation) = clean[which].mutate(kind, &mut chance) {
                break (&clean[which], mutation, which);
            }
        };
        let Mutation { text, due, regions } = mutation;
        let now = told(&desk, folder.path(), &text);
        let new: Vec<_> = now
            .iter()
            .filter(|(_, words, _)| !before[which].iter().any(|(_, old, _)| old == words))
            .collect();
        let tally = tallies.entry(kind).or_default();
        tally.made += 1;
        tally.due += usize::from(due);
        tally.found += usize::from(due && !new.is_empty());
        let lines = marked.lines_of(&regions);
        let placed = new.iter().any(|(line, _, _)| lines.contains(line));
        tally.placed += usize::from(due && placed);
        if due && !placed && std::env::var_os("SHOW_MISSED").is_some() {
            println!(
                "{} in {which}, lines {lines:?}: {new:?}\n{}",
                KINDS[kind],
                marked.difference(&text)
            );
        }
    }
    tallies
}

fn total(tallies: &BTreeMap<usize, Tally>) -> Tally {
    let sum = |of: fn(&Tally) -> usize| tallies.values().map(of).sum();
    Tally {
        made: sum(|tally| tally.made),
        due: sum(|tally| tally.due),
        found: sum(|tally| tally.found),
        placed: sum(|tally| tally.placed),
    }
}

/// The guide has these rates in a table.
fn told_in_the_guide(kinds: &[&str], tallies: &BTreeMap<usize, Tally>) {
    let row = |name: &str, tally: &Tally, note: &str| {
        let counts = [tally.made, tally.due, tally.found, tally.placed].map(count);
        format!("| {name} | {}{note} |\n", counts.join(" | "))
    };
    let head = "| lỗi gài | số lần | phải thấy | thấy | thấy đúng chỗ |\n|---|---|---|---|---|\n";
    let rows = tallies
        .iter()
        .map(|(kind, tally)| row(kinds[*kind], tally, ""));
    let all = total(tallies);
    let rate = Decimal::from(all.placed * 100) / Decimal::from(all.due);
    let note = format!(" ({}%)", print_short(round(rate, 1)));
    let table = head.to_owned() + &rows.collect::<String>() + &row("**cộng**", &all, &note);
    println!("{table}");
    assert!(guide().contains(&table), "docs/kiem-tra.md has other rates");
}

/// A count as it is printed: `2.000`.
fn count(count: usize) -> String {
    print(Decimal::from(count))
}

fn vary(dossiers: &[fn(Others) -> String], variations: usize) {
    let desk = Checker::new(None).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut chance = Chance::new(SEED);
    let mut wrong = Vec::new();
    for i in 0..variations {
        let text = Marked::read(&dossiers[i % dossiers.len()](Some(&mut chance))).text();
        let errors = told(&desk, folder.path(), &text)
            .into_iter()
            .filter(|(_, _, error)| *error);
        wrong.extend(errors.map(|error| (i, error)));
    }
    println!(
        "| biến thể đúng | {variations} | lỗi báo nhầm | {} |",
        wrong.len()
    );
    wrong.truncate(5);
    assert!(wrong.is_empty(), "{wrong:#?}");
}
