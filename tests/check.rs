//! `vanthu check` as a user calls it: what it says in which format, what an office changes, and
//! what `render` refuses.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{repository, run};
use serde_json::Value;

const ISSUED: &str = "tests/seeds-as-issued/000-lam-vy";

/// An issued hồ sơ in a folder of its own, with the office's file beside it.
fn office(settings: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(
        repository(ISSUED).join("ho-so.yaml"),
        folder.path().join("ho-so.yaml"),
    )
    .unwrap();
    if !settings.is_empty() {
        fs::write(folder.path().join("kiem-tra.yaml"), settings).unwrap();
    }
    let path = folder.path().to_owned();
    (folder, path)
}

fn json(folder: &Path, more: &[&str]) -> (u8, Value) {
    let arguments = [
        &["check", folder.to_str().unwrap(), "--format", "json"],
        more,
    ]
    .concat();
    let (code, said, wrong) = run(folder, &arguments);
    assert_eq!(wrong, "");
    (code, serde_json::from_str(&said).unwrap())
}

fn codes(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect()
}

#[test]
fn an_issued_notice_is_told_errors_first() {
    let (code, said, wrong) = run(&repository(""), &["check", ISSUED]);
    assert_eq!((code, wrong.as_str()), (1, ""));
    insta::assert_snapshot!(said);
}

#[test]
fn a_clean_month_ends_well_and_one_error_in_it_does_not() {
    let clean = ["examples/ninh-son-2024-02", "examples/lam-vy-2024-02"].map(repository);
    let clean = clean.each_ref().map(|path| path.to_str().unwrap());
    let (code, said, _) = run(&repository(""), &["check", clean[0], clean[1]]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Đã kiểm tra 2 hồ sơ"), "{said}");
    let (code, ..) = run(&repository(""), &["check", clean[0], ISSUED, clean[1]]);
    assert_eq!(code, 1);
}

#[test]
fn a_hồ_sơ_that_cannot_be_read_does_not_hide_the_others() {
    let (code, said, wrong) = run(
        &repository(""),
        &["check", ISSUED, "tests/ho-so-loi/diem-am.yaml"],
    );
    assert_eq!(code, 2);
    assert!(
        said.contains("SUM-01") && wrong.contains("diem-am.yaml"),
        "{said}{wrong}"
    );
}

#[test]
fn programs_read_numbers_as_text_and_lines_as_numbers() {
    let (_folder, path) = office("");
    let (code, report) = json(&path, &[]);
    assert_eq!(code, 1);
    let first = &report["findings"][0];
    let folder = format!("{}{}", path.display(), std::path::MAIN_SEPARATOR);
    insta::assert_snapshot!(format!("{first:#}").replace(&folder, ""));
    for finding in report["findings"].as_array().unwrap() {
        for key in ["code", "severity", "place", "file", "message"] {
            assert!(
                finding[key].as_str().is_some_and(|text| !text.is_empty()),
                "{key}: {finding}"
            );
        }
        assert!(finding["line"].is_u64(), "{finding}");
    }
}

#[test]
fn editors_get_the_place_of_each_finding() {
    let (code, said, _) = run(&repository(""), &["check", ISSUED, "--format", "sarif"]);
    assert_eq!(code, 1);
    let log: Value = serde_json::from_str(&said).unwrap();
    let run = &log["runs"][0];
    assert_eq!(log["version"], "2.1.0");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "SUM-01");
    assert_eq!(result["level"], "error");
    assert!(rules.iter().any(|rule| rule["id"] == "SUM-01"));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        format!("{ISSUED}/ho-so.yaml")
    );
    assert!(place["region"]["startLine"].as_u64().is_some());
}

#[test]
fn programs_read_what_is_wrong_in_the_same_shape() {
    let call = ["check", "khong-co", "--format"];
    let read = |format| {
        let (code, said, _) = run(&repository(""), &[&call[..], &[format]].concat());
        assert_eq!(code, 2);
        serde_json::from_str::<Value>(&said).unwrap()
    };
    let fault = &read("json")["faults"][0];
    assert_eq!(
        (&fault["code"], &fault["severity"]),
        (&"TEP-01".into(), &"error".into())
    );
    let result = &read("sarif")["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "TEP-01");
}

#[test]
fn an_office_changes_weights_and_is_told_what_is_off() {
    let (_folder, path) = office("muc:\n  SUM: canh_bao\n  DELTA-01: tat\n");
    let (_, report) = json(&path, &[]);
    let of = |code: &str| {
        let findings = report["findings"].as_array().unwrap();
        findings
            .iter()
            .find(|finding| finding["code"] == code)
            .map(|finding| finding["severity"].clone())
    };
    assert_eq!(of("SUM-01").unwrap(), "warning");
    assert_eq!(of("SUM-02").unwrap(), "warning");
    assert_eq!(of("DELTA-01"), None);
    assert_eq!(report["off"][0]["code"], "DELTA-01");
    let (_, said, _) = run(&path, &["check", path.to_str().unwrap()]);
    assert!(said.contains("Đã tắt DELTA-01"), "{said}");
}

#[test]
fn an_office_brings_words_and_units_of_its_own() {
    let own = "tu_dien:\n  - {sai: [Các xóm], dung: Các thôn}\ndon_vi: [xã Lam Vỹ]\n";
    let (_folder, path) = office(own);
    let (_, report) = json(&path, &[]);
    let told = report["findings"].to_string();
    assert!(told.contains("Các thôn"), "{told}");
}

#[test]
fn the_office_s_file_is_checked_too() {
    let (_folder, path) = office("muc: {SUM-1: tat}\n");
    let (code, _, wrong) = run(&path, &["check", path.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(wrong.contains("có phải ý bạn là “SUM-01”?"), "{wrong}");
}

#[test]
fn a_file_named_for_the_run_wins_over_the_one_beside() {
    let (_folder, path) = office("muc: {DELTA-01: tat}\n");
    let other = path.join("khac.yaml");
    fs::write(&other, "muc: {SUM-01: tat}\n").unwrap();
    let (_, report) = json(&path, &["--config", other.to_str().unwrap()]);
    let codes = codes(&report);
    assert!(
        codes.contains(&"DELTA-01") && !codes.contains(&"SUM-01"),
        "{codes:?}"
    );
}

#[test]
fn render_refuses_to_print_past_an_error_unless_told() {
    let (_folder, path) = office("");
    let dossier = path.to_str().unwrap();
    let (code, said, _) = run(&path, &["render", dossier]);
    assert_eq!(code, 1);
    assert!(
        said.contains("--allow SUM-01") && !path.join("ket-qua").exists(),
        "{said}"
    );
    let (_, report) = json(&path, &[]);
    let mut arguments = vec!["render", dossier, "--docx"];
    let mut errors = codes(&report);
    errors.dedup();
    for code in &errors {
        arguments.extend(["--allow", code]);
    }
    let (code, said, wrong) = run(&path, &arguments);
    assert_eq!((code, wrong.as_str()), (0, ""), "{said}");
    assert!(path.join("ket-qua/thong-bao.docx").is_file());
}

#[test]
fn a_code_that_is_no_code_is_refused() {
    for arguments in [
        ["check", "--explain", "SUM-1"],
        ["render", ISSUED, "--allow=SUM-1"],
    ] {
        let (code, _, wrong) = run(&repository(""), &arguments);
        assert_eq!(code, 2);
        assert!(wrong.contains("SUM-01"), "{wrong}");
    }
}

#[test]
fn a_code_is_explained_by_its_page() {
    let (code, said, _) = run(&repository(""), &["check", "--explain", "SUM-01"]);
    assert_eq!(code, 0);
    assert!(said.starts_with("## SUM-01: "), "{said}");
}

#[test]
fn colours_are_only_for_those_who_see_them() {
    let arguments = || ["vanthu", "check", ISSUED].map(std::ffi::OsString::from);
    for (colour, escapes) in [(true, true), (false, false)] {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        vanthu::cli::run(colour, arguments(), &mut out, &mut err, &|_| ());
        let said = String::from_utf8(out).unwrap();
        assert_eq!(said.contains("\u{1b}[1;31mlỗi SUM-01"), escapes);
    }
}

#[test]
fn a_dossier_that_cannot_be_read_is_not_counted_as_checked() {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (
        repository("tests/ho-so-tot/muong-ang.yaml"),
        folder.path().join("ho-so.yaml"),
    );
    fs::write(&bad, "mau: thong-bao-xa\n").unwrap();
    let (good, bad) = (good.to_str().unwrap(), bad.to_str().unwrap());
    let (code, said, wrong) = run(folder.path(), &["check", good, bad]);
    assert_eq!(code, 2);
    assert!(said.contains("Đã kiểm tra 1 hồ sơ"), "{said}");
    assert!(said.contains("1 hồ sơ chưa kiểm tra được"), "{said}");
    assert!(wrong.contains("KHOA-03"), "{wrong}");
    let (_, said, _) = run(folder.path(), &["check", bad]);
    assert_eq!(said, "");
}
