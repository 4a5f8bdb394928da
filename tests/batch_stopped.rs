//! A run that is killed, or whose figures change under it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;
mod lots;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use lots::{Lot, documents, report, tree};

/// How often a run is killed.
const MOMENTS: u64 = 50;
/// After so many kills a run is left to its end.
const LEFT_ALONE: u64 = 10;

/// The program, as a process of its own.
fn start(lot: &Lot, more: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanthu"));
    command.args(lot.arguments()).args(more);
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Whether a run that is left alone ends well.
fn ends(lot: &Lot) -> bool {
    let output = start(lot, &[]).wait_with_output().unwrap();
    output.status.success()
}

/// Moments that differ widely and are the same at every test.
fn moment(number: u64, longest: Duration) -> Duration {
    let spread = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54;
    longest * u32::try_from(spread).unwrap() / 1024
}

#[test]
#[ignore = "two minutes; .ci/run has it as a part of its own"]
fn a_run_that_is_killed_leaves_nothing_half_written_and_is_completed_by_the_next() {
    let (whole, killed) = (Lot::of(66), Lot::of(66));
    let begun = Instant::now();
    assert!(ends(&whole));
    let longest = begun.elapsed();
    let expected = documents(whole.out());
    for number in 1..=MOMENTS {
        let mut process = start(&killed, &[]);
        sleep(moment(number, longest));
        process.kill().unwrap();
        let mut finished = process.wait().unwrap().success();
        let found = documents(killed.out());
        for (path, bytes) in &found {
            assert!(expected[path] == *bytes, "{path} after {number} kills");
        }
        // How far the kills let a run come depends on the machine; that it ends when left alone does not.
        if !finished && number.is_multiple_of(LEFT_ALONE) {
            finished = ends(&killed);
            assert!(finished, "after {number} kills");
        }
        if finished {
            assert_eq!(tree(killed.out()), tree(whole.out()));
            fs::remove_dir_all(killed.out()).unwrap();
        }
    }
}

/// Ctrl-C once ended the program without a word: no report told what had been made.
#[cfg(unix)]
#[test]
#[ignore = "half a minute; .ci/run has it as a part of its own"]
fn a_run_that_is_asked_to_stop_ends_with_its_report() {
    let whole = Lot::of(120);
    whole.run(&[]);
    let whole = documents(whole.out());
    for signal in ["-INT", "-TERM"] {
        let lot = Lot::of(120);
        let mut process = start(&lot, &["--format", "json", "--jobs", "1"]);
        let mut said = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let mut kill = Command::new("kill");
        kill.args([signal, &process.id().to_string()]);
        assert!(kill.status().unwrap().success());
        said.read_to_string(&mut line).unwrap();
        assert_eq!(process.wait().unwrap().code(), Some(2), "{line}");
        let found = documents(lot.out());
        assert!(!found.is_empty() && found.len() < whole.len());
        assert!(found.iter().all(|(path, bytes)| whole[path] == *bytes));
        let report = report(lot.out());
        let units = report["units"].as_array().unwrap();
        let made = |unit: &&serde_json::Value| !unit["files"].as_array().unwrap().is_empty();
        assert_eq!(units.len(), 120);
        assert_eq!(units.iter().filter(made).count() * 2, found.len());
        assert!(report.to_string().contains("DUNG-01"), "{signal}");
        assert_eq!(lot.run(&[]).0, 0);
        assert_eq!(documents(lot.out()), whole);
    }
}

#[test]
fn figures_that_are_replaced_during_the_run_change_no_document_of_it() {
    let (whole, lot) = (Lot::of(100), Lot::of(100));
    whole.run(&[]);
    let mut process = start(&lot, &["--format", "json", "--jobs", "1"]);
    let mut said = BufReader::new(process.stdout.take().unwrap());
    let mut first = String::new();
    said.read_line(&mut first).unwrap();
    lot.replace("Xã Số 100;Tỉnh 1;12", "Xã Số 100;Tỉnh 1;1");
    said.read_to_string(&mut first).unwrap();
    assert!(process.wait().unwrap().success());
    assert_eq!(documents(lot.out()), documents(whole.out()));
    let notes = report(lot.out())["notes"].to_string();
    assert!(notes.contains("tệp đã thay đổi trong khi chạy"), "{notes}");
    assert_eq!(lot.run(&[]).0, 0);
    let differ = |a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>| {
        a.iter().filter(|(path, bytes)| b[*path] != **bytes).count()
    };
    assert_eq!(differ(&documents(lot.out()), &documents(whole.out())), 2);
}
