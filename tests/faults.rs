//! Every message that a user can meet for a wrong input: a folder of bad hồ sơ, a folder of
//! snapshots. Adding a case is adding a file.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    common::repository("tests/ho-so-loi")
}

fn run(arguments: &[&str]) -> (u8, String, String) {
    common::run(&folder(), arguments)
}

#[test]
fn every_bad_dossier_gets_its_message_and_writes_nothing() {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect();
    files.sort();
    assert!(files.len() > 35);
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let target = tempfile::tempdir().unwrap();
        let out = target.path().join("ket-qua");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("thong-bao.docx"), "bản cũ").unwrap();
        let (code, said, wrong) = run(&[
            "render",
            file.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
        ]);
        assert_eq!(code, 2, "{name}: {said}{wrong}");
        assert_eq!(said, "", "{name}");
        assert_eq!(
            fs::read(out.join("thong-bao.docx")).unwrap(),
            "bản cũ".as_bytes(),
            "{name} changed a file"
        );
        assert_eq!(
            fs::read_dir(&out).unwrap().count(),
            1,
            "{name} wrote a file"
        );
        insta::assert_snapshot!(name.as_str(), wrong);
    }
}

#[test]
fn a_dossier_that_is_not_there() {
    let missing = folder().join("khong-co");
    let (code, _, wrong) = run(&["render", missing.to_str().unwrap()]);
    assert_eq!(code, 2);
    insta::assert_snapshot!("khong-co-ho-so", wrong);
    let empty = tempfile::tempdir().unwrap();
    let (code, _, wrong) = run(&["score", empty.path().to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(wrong.contains("ho-so.yaml"), "{wrong}");
}

#[test]
fn wrong_calls_are_explained_in_vietnamese() {
    let calls: [&[&str]; 6] = [
        &["rendr", "a"],
        &["render"],
        &["render", "a", "b"],
        &["render", "a", "--oout", "b"],
        &["render", "a", "--out"],
        &["score", "a", "--format", "xml"],
    ];
    let mut text = String::new();
    for call in calls {
        let (code, said, wrong) = run(call);
        assert_eq!((code, said.as_str()), (2, ""));
        text.push_str(&format!("$ vanthu {}\n{wrong}\n", call.join(" ")));
    }
    insta::assert_snapshot!("loi-goi-sai", text);
}
