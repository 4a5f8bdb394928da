//! What stands where a file should: pipes, devices, links, journals that someone else wrote.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::lots::{Lot, UNITS, documents, report, tree};
use super::{common, copy};

fn pipe(path: &Path) {
    let _ = fs::remove_file(path);
    let mode = Mode::from_raw_mode(0o644);
    mknodat(CWD, path, FileType::Fifo, mode, 0).unwrap();
}

/// Runs the program, which must come to an end.
fn run(folder: &Path, arguments: &[String]) -> (u8, String) {
    let (give, take) = channel();
    let (folder, arguments) = (folder.to_owned(), arguments.to_vec());
    std::thread::spawn(move || {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (code, out, err) = common::run(&folder, &arguments);
        give.send((code, out + &err)).unwrap();
    });
    let ended = take.recv_timeout(Duration::from_secs(60));
    ended.unwrap_or_else(|_| panic!("the program waits for ever"))
}

/// A folder with an example in it, and the arguments of a call: `/` begins a path in the folder.
fn example(arguments: &[&str]) -> (tempfile::TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["tuan-giao-2023-09", "toan-quoc"] {
        let target = folder.path().join(name);
        fs::create_dir(&target).unwrap();
        copy(&common::repository("examples").join(name), &target);
    }
    let root = folder.path().to_str().unwrap();
    let path = |argument: &&str| match argument.strip_prefix('/') {
        Some(path) => format!("{root}/{path}"),
        None => (*argument).to_owned(),
    };
    let arguments = arguments.iter().map(path).collect();
    (folder, arguments)
}

const DOSSIER: &str = "/tuan-giao-2023-09";

/// Where files are named, and the call that reads them.
const PLACES: &[(&str, &[&str])] = &[
    ("tuan-giao-2023-09/ho-so.yaml", &["check", DOSSIER]),
    ("tuan-giao-2023-09/ho-so.yaml", &["next", DOSSIER]),
    ("tuan-giao-2023-09/so-lieu.xlsx", &["render", DOSSIER]),
    ("tuan-giao-2023-09/so-lieu.xlsx", &["score", DOSSIER]),
    (
        "mau/bao-cao-huyen.md",
        &["check", DOSSIER, "--template-dir", "/mau"],
    ),
    (
        "mau/phi-le-phi.yaml",
        &["check", DOSSIER, "--template-dir", "/mau"],
    ),
    ("mau/a.yaml", &["templates", "--template-dir", "/mau"]),
    (
        "mau/dien-bien-459.yaml",
        &["check", DOSSIER, "--framework-dir", "/mau"],
    ),
    (
        "mau/kiem-tra.yaml",
        &["check", DOSSIER, "--config", "/mau/kiem-tra.yaml"],
    ),
    (
        "mau/bang.csv",
        &[
            "new",
            "thong-bao-xa",
            "--ky",
            "2025-09",
            "--tu",
            "/mau/bang.csv",
            "--out",
            "/moi",
        ],
    ),
    ("mau/a.ttf", &["render", DOSSIER, "--font-dir", "/mau"]),
    ("mau/lo.yaml", &["batch", "/mau/lo.yaml", "--out", "/ra"]),
    (
        "mau/bao-cao-lo-1-2.json",
        &["batch", "--merge", "/mau", "--out", "/ra"],
    ),
];

#[test]
fn a_pipe_or_a_device_in_place_of_a_file_is_named_and_nothing_waits_for_it() {
    for (place, arguments) in PLACES {
        for device in [false, true] {
            let (folder, arguments) = example(arguments);
            let file = folder.path().join(place);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            let _ = fs::remove_file(&file);
            match device {
                true => symlink("/dev/zero", &file).unwrap(),
                false => pipe(&file),
            }
            let (code, told) = run(folder.path(), &arguments);
            let name = file.file_stem().unwrap().to_str().unwrap();
            assert_eq!(code, 2, "{arguments:?}: {told}");
            assert!(told.contains(name), "{arguments:?}: {told}");
            assert!(
                told.contains("không phải tệp thường"),
                "{arguments:?}: {told}"
            );
            if place.starts_with("mau/bao-cao-lo") {
                // Not one more for the part that lacks then.
                assert!(told.contains("Có 1 lỗi"), "{told}");
            }
            assert!(!folder.path().join("moi").exists() && !folder.path().join("ra").exists());
        }
    }
}

/// Their entries say that they are empty.
#[test]
fn a_file_of_the_system_is_read_whatever_its_entry_says_of_its_size() {
    use vanthu::files::{Disk, Files, Unreadable};
    let read = Disk.read(Path::new("/proc/self/status"));
    if cfg!(target_os = "linux") {
        assert!(!read.unwrap().is_empty());
    }
    let folder = tempfile::tempdir().unwrap();
    let large = fs::File::create(folder.path().join("a")).unwrap();
    large.set_len(1 << 40).unwrap();
    assert_eq!(
        Disk.read(&folder.path().join("a")),
        Err(Unreadable::TooLarge)
    );
    assert_eq!(Disk.read(Path::new("/dev/null")), Err(Unreadable::Special));
}

/// A lô that was made once, a file beside its results, and its journal.
fn made() -> (Lot, PathBuf, PathBuf) {
    let lot = Lot::new(UNITS);
    assert_eq!(lot.run(&[]).0, 0);
    let victim = lot.folder().join("cua-nguoi-khac.docx");
    fs::write(&victim, "x").unwrap();
    let own = fs::read_dir(lot.out().join(".vanthu")).unwrap();
    let journal = own.map(|entry| entry.unwrap().path());
    let journal = journal.collect::<Vec<_>>();
    assert_eq!(journal.len(), 1, "{journal:?}");
    (lot, victim, journal[0].clone())
}

/// A line of a journal made a run delete a file outside its folder, or name it for ever.
#[test]
fn a_journal_that_someone_else_wrote_makes_no_file_elsewhere_go_or_be_named() {
    let (lot, victim, journal) = made();
    let expected = tree(lot.out());
    let text = fs::read_to_string(&journal).unwrap();
    let digest = vanthu::files::digest(b"x");
    let absolute = victim.to_str().unwrap();
    let paths = [
        "../cua-nguoi-khac.docx",
        absolute,
        "2025-10/../../cua-nguoi-khac.docx",
    ];
    for path in paths {
        let file = format!(r#"{{"path":"{path}","sha256":"{digest}","bytes":1}}"#);
        let line = format!(r#"{{"unit":"khac","key":"0","files":[{file}]}}"#);
        fs::write(&journal, format!("{line}\n{text}")).unwrap();
        assert_eq!(lot.run(&[]).0, 0);
        assert_eq!(fs::read(&victim).unwrap(), b"x", "{path}");
        assert!(!report(lot.out()).to_string().contains("cua-nguoi-khac"));
        assert_eq!(tree(lot.out()), expected, "{path}");
    }
    // What lies there and is no document is not the program's to take away.
    let own = lot.out().join("so-lieu.xlsx");
    fs::write(&own, "x").unwrap();
    let file = format!(r#"{{"path":"so-lieu.xlsx","sha256":"{digest}","bytes":1}}"#);
    let line = format!(r#"{{"unit":"khac","key":"0","files":[{file}]}}"#);
    fs::write(&journal, format!("{line}\n{text}")).unwrap();
    assert_eq!(lot.run(&[]).0, 0);
    assert_eq!(fs::read(&own).unwrap(), b"x");
    fs::remove_file(&own).unwrap();
    // Lines whose files, keys or both stand at other units.
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let swaps = [
        &["files"][..],
        &["key"],
        &["from"],
        &["files", "key"],
        &["files", "key", "from"],
    ];
    for keys in swaps {
        let mut swapped = lines.clone();
        for key in keys {
            for (at, line) in swapped.iter_mut().enumerate() {
                line[*key] = lines[(at + 1) % lines.len()][*key].clone();
            }
        }
        let swapped: Vec<String> = swapped.iter().map(ToString::to_string).collect();
        fs::write(&journal, swapped.join("\n")).unwrap();
        assert_eq!(lot.run(&[]).0, 0);
        assert_eq!(tree(lot.out()), expected, "{keys:?}");
    }
    let none = text.replace(r#""files":["#, r#""files":[],"old":["#);
    fs::write(&journal, none).unwrap();
    assert_eq!(lot.run(&[]).0, 0);
    assert_eq!(tree(lot.out()), expected);
}

#[test]
fn links_in_the_place_of_journal_lock_and_documents_are_never_written_through() {
    let (lot, victim, journal) = made();
    let expected = tree(lot.out());
    let document = lot.out().join(documents(lot.out()).keys().next().unwrap());
    let names = [
        journal.clone(),
        journal.with_extension("moi"),
        journal.with_extension("khoa"),
        journal.with_extension("tam"),
        document,
        lot.out().join("bao-cao-lo.json"),
        lot.out().join("bao-cao-lo.xlsx"),
    ];
    for name in names {
        for hard in [false, true] {
            let _ = fs::remove_file(&name);
            match hard {
                true => fs::hard_link(&victim, &name).unwrap(),
                false => symlink(&victim, &name).unwrap(),
            }
            let (code, out, err) = lot.run(&[]);
            assert_eq!(code, 0, "{}: {out}{err}", name.display());
            assert_eq!(fs::read(&victim).unwrap(), b"x", "{}", name.display());
            assert_eq!(tree(lot.out()), expected, "{}", name.display());
            assert!(
                !fs::symlink_metadata(lot.out().join("bao-cao-lo.json"))
                    .unwrap()
                    .is_symlink()
            );
        }
    }
}

#[test]
fn a_folder_of_the_results_that_is_a_link_is_refused_and_nothing_behind_it_changes() {
    let (lot, _, journal) = made();
    let behind = lot.folder().join("noi-khac");
    let text = fs::read(&journal).unwrap();
    for name in ["2025-10", ".vanthu"] {
        let place = lot.out().join(name);
        fs::rename(&place, &behind).unwrap();
        symlink(&behind, &place).unwrap();
        let before = tree(&behind);
        // All documents would be others.
        lot.edit("Nguyễn Văn A", "Nguyễn Văn B");
        let (code, out, err) = lot.run(&[]);
        assert_ne!(code, 0, "{name}");
        assert!(format!("{out}{err}").contains("liên kết"), "{out}{err}");
        assert_eq!(tree(&behind), before, "{name}");
        fs::remove_file(&place).unwrap();
        fs::rename(&behind, &place).unwrap();
        lot.edit("Nguyễn Văn B", "Nguyễn Văn A");
        fs::write(&journal, &text).unwrap();
        assert_eq!(lot.run(&[]).0, 0, "{name}");
    }
}

/// Windows takes no path of more than 260 letters, and keeps some names for devices.
#[test]
fn names_that_some_system_does_not_take_are_made_safe() {
    let lot = Lot::new(UNITS);
    let long = format!(
        "{{{{ don_vi | slug }}}}/{}{{{{ mau }}}}",
        "mot-thu-muc-dai/".repeat(20)
    );
    lot.edit("{{ ky }}/{{ don_vi | slug }}/{{ mau }}", &long);
    assert_eq!(lot.run(&[]).0, 0);
    let names = documents_anywhere(lot.out());
    assert_eq!(names.len(), 2 * UNITS.len(), "{names:?}");
    assert!(names.iter().all(|name| name.len() < 70), "{names:?}");
    lot.edit(&long, "com1/-x {{ don_vi }}./con");
    assert_eq!(lot.run(&[]).0, 0);
    let names = documents_anywhere(lot.out());
    assert!(
        names.contains(&"ten-com1/x-xa-lam-vy/ten-con.docx".to_owned()),
        "{names:?}"
    );
    assert_eq!(names.len(), 2 * UNITS.len(), "{names:?}");
}

fn documents_anywhere(out: &Path) -> Vec<String> {
    let names = tree(out).into_keys();
    names
        .filter(|name| name.ends_with(".docx") || name.ends_with(".pdf"))
        .collect()
}

/// Both or none: where one cannot be written, the other stays as it was.
#[test]
fn word_and_pdf_are_written_both_or_not_at_all() {
    let (folder, arguments) = example(&["render", DOSSIER]);
    let (code, told) = run(folder.path(), &arguments);
    assert_eq!(code, 0, "{told}");
    let results = folder.path().join("tuan-giao-2023-09/ket-qua");
    let before = tree(&results);
    assert_eq!(before.len(), 2, "{:?}", before.keys());
    let pdf = results.join(before.keys().find(|name| name.ends_with(".pdf")).unwrap());
    fs::remove_file(&pdf).unwrap();
    fs::create_dir(&pdf).unwrap();
    let dossier = folder.path().join("tuan-giao-2023-09/ho-so.yaml");
    let text = fs::read_to_string(&dossier).unwrap();
    fs::write(&dossier, text.replace("ngay: 2023-10", "ngay: 05/10/2023")).unwrap();
    let (code, told) = run(folder.path(), &arguments);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("không tệp nào bị thay đổi"), "{told}");
    let left: Vec<_> = tree(&results).into_iter().collect();
    let docx = before
        .iter()
        .find(|(name, _)| name.ends_with(".docx"))
        .unwrap();
    assert_eq!(left, [(docx.0.clone(), docx.1.clone())]);
}

#[test]
fn what_runs_have_left_that_were_killed_goes_with_the_next() {
    let (lot, _, journal) = made();
    let expected = tree(lot.out());
    for name in ["khac-2025-09.tam", "khac-2025-09.khoa"] {
        fs::write(journal.with_file_name(name), "x").unwrap();
    }
    let temporary = journal.with_extension("tam");
    fs::create_dir(&temporary).unwrap();
    fs::write(temporary.join("0"), "half").unwrap();
    fs::write(journal.with_extension("khoa"), "1 a 0\n").unwrap();
    fs::write(lot.out().join(".vanthu-aB3dE6"), "half").unwrap();
    assert_eq!(lot.run(&[]).0, 0);
    assert_eq!(tree(lot.out()), expected);
    // Of a machine whose locks may not be known here.
    let elsewhere = journal.with_file_name("phan-2.tam");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(journal.with_file_name("phan-2.khoa"), "1 may-khac 0\n").unwrap();
    assert_eq!(lot.run(&[]).0, 0);
    assert!(elsewhere.is_dir());
}
