//! The report of a lô always comes out, and names no file that is not there just so.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};
use vanthu::bounds::FONT_FILE;

use super::Case;
use super::lots::{self, Lot, UNITS};

/// All files that the reports of a folder name, which must all be there just so.
fn named(out: &Path) -> usize {
    let mut count = 0;
    for entry in fs::read_dir(out).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        assert!(path.with_extension("xlsx").exists(), "{}", path.display());
        let report: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let list = |key: &str| report[key].as_array().unwrap().clone();
        let units = [list("units"), list("provinces")].concat();
        let files = units
            .iter()
            .flat_map(|unit| unit["files"].as_array().unwrap().clone());
        for file in files.chain(list("archives")) {
            let bytes = fs::read(out.join(file["path"].as_str().unwrap())).unwrap();
            let digest: String =
                Sha256::digest(&bytes)
                    .iter()
                    .fold(String::new(), |mut text, b| {
                        write!(text, "{b:02x}").unwrap();
                        text
                    });
            assert_eq!(file["sha256"], digest.as_str(), "{file}");
            count += 1;
        }
    }
    count
}

fn has_temporary(out: &Path) -> bool {
    let own = fs::read_dir(out.join(".vanthu")).into_iter().flatten();
    own.map(|entry| entry.unwrap().path())
        .any(|path| path.extension().is_some_and(|ending| ending == "tam"))
}

/// Excel takes no cell of more than 32,767 letters: neither report was written, and that of the
/// run before stayed and named files that were gone.
#[test]
fn a_cell_of_many_letters_takes_no_report_away() {
    let case = Case::new("x-bao-cao-lo-mat");
    let out = case.path("out");
    let options = ["--out", out.to_str().unwrap()];
    fs::copy(case.path("tot.csv"), case.path("so.csv")).unwrap();
    let (code, said) = case.run("batch", "lo.yaml", &options);
    assert_eq!(code, 0, "{said}");
    assert_eq!(named(&out), 8);
    let table = fs::read_to_string(case.path("tot.csv")).unwrap();
    for letters in [32_700, 32_760, 32_767, 32_768, 100_000] {
        let long = table.replacen("17,7", &"x".repeat(letters), 1);
        fs::write(case.path("so.csv"), long).unwrap();
        let (code, said) = case.run("batch", "lo.yaml", &options);
        assert_eq!(code, 1, "{said}");
        assert!(!said.contains("NOI-BO"), "{said}");
        assert_eq!(named(&out), 4);
        assert!(!has_temporary(&out));
        let report = lots::report(&out);
        assert_eq!(report["totals"]["refused"], 1);
        assert_eq!(report["units"][0]["status"], "refused");
    }
}

/// Rows that were pulled down all bear one name: each told of all others, 11 million places.
#[test]
fn thousands_of_equal_rows_are_refused_in_a_report() {
    let row = "1;Xã Lam Vỹ;Thái Nguyên;12;15,5;10;9;17;20;";
    let lot = Lot::new(&vec![row; 3_321]);
    let (code, out, err) = lot.run(&[]);
    assert_eq!(code, 1, "{err}");
    assert!(out.len() < 10_000, "{}", out.len());
    assert!(out.contains("lỗi KHOA-02 ở 3321 chỗ"), "{out}");
    assert_eq!(named(lot.out()), 0);
    let report = lots::report(lot.out());
    assert_eq!(report["totals"]["refused"], 3_321);
    let size = fs::metadata(lot.out().join("bao-cao-lo.json"))
        .unwrap()
        .len();
    assert!(size < 10_000_000, "{size}");
}

/// Whatever stops a run, the report says what is there.
#[test]
fn a_report_names_no_file_that_a_run_has_changed_or_removed() {
    let lot = Lot::new(UNITS);
    assert_eq!(lot.run(&["--zip"]).0, 0);
    let all = named(lot.out());
    // Another signer: all documents are others, but one cannot be written.
    lot.edit("Nguyễn Văn A", "Nguyễn Văn B");
    let documents = lots::documents(lot.out());
    let blocked = documents.keys().find(|path| path.ends_with(".docx"));
    let blocked = lot.out().join(blocked.unwrap());
    fs::remove_file(&blocked).unwrap();
    fs::create_dir(&blocked).unwrap();
    let (code, out, err) = lot.run(&["--zip"]);
    assert_eq!(code, 1, "{out}{err}");
    assert_eq!(named(lot.out()), all - 2);
    // An archive that cannot be written ends the run, after the documents.
    fs::remove_dir(&blocked).unwrap();
    lot.edit("Nguyễn Văn B", "Nguyễn Văn C");
    let archives = fs::read_dir(lot.out())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut archives = archives.filter(|path| path.extension().is_some_and(|e| e == "zip"));
    let archive = archives.next().unwrap();
    fs::remove_file(&archive).unwrap();
    fs::create_dir(&archive).unwrap();
    let (code, out, err) = lot.run(&["--zip"]);
    assert_eq!(code, 2, "{out}{err}");
    assert!(err.contains(".zip: lỗi TEP-02"), "{err}");
    assert_eq!(named(lot.out()), all - 2);
    fs::remove_dir(&archive).unwrap();
    assert_eq!(lot.run(&["--zip"]).0, 0);
    assert_eq!(named(lot.out()), all);
    assert!(!has_temporary(lot.out()));
}

/// Before a file is changed the reports that name it go; one that is open stops the run first.
#[test]
fn a_workbook_that_is_open_stops_the_run_before_anything_is_changed() {
    let lot = Lot::new(UNITS);
    assert_eq!(lot.run(&[]).0, 0);
    let (all, before) = (named(lot.out()), lots::tree(lot.out()));
    let lock = lot.out().join(".~lock.bao-cao-lo.xlsx#");
    fs::write(&lock, "").unwrap();
    assert_eq!(lot.run(&[]).0, 0, "nothing to do");
    lot.edit("Nguyễn Văn A", "Nguyễn Văn B");
    let (code, out, err) = lot.run(&[]);
    assert_eq!(code, 2, "{out}{err}");
    assert!(
        err.contains("bao-cao-lo.xlsx: lỗi TEP-02: tệp đang mở"),
        "{err}"
    );
    fs::remove_file(&lock).unwrap();
    assert_eq!(lots::tree(lot.out()), before);
    assert_eq!(named(lot.out()), all);
    assert_eq!(lot.run(&[]).0, 0);
    assert_eq!(named(lot.out()), all);
}

/// The report of the whole names files that a part makes anew, and the other way round.
#[test]
fn the_report_of_another_part_that_no_longer_holds_is_taken_away() {
    let lot = Lot::new(UNITS);
    for part in ["1/2", "2/2"] {
        assert_eq!(lot.run(&["--shard", part]).0, 0);
    }
    let out = lot.out().to_str().unwrap().to_owned();
    let merge = ["batch", "--merge", &out, "--out", &out];
    assert_eq!(super::common::run(lot.folder(), &merge).0, 0);
    assert_eq!(named(lot.out()), 2 * 2 * UNITS.len());
    lot.edit("Nguyễn Văn A", "Nguyễn Văn B");
    let (code, said, err) = lot.run(&["--shard", "1/2"]);
    assert_eq!(code, 0, "{err}");
    assert!(said.contains("báo cáo của lượt khác"), "{said}");
    assert!(!lot.out().join("bao-cao-lo.json").exists());
    assert_eq!(named(lot.out()), 2 * UNITS.len(), "both parts");
    assert_eq!(lot.run(&[]).0, 0);
    assert_eq!(named(lot.out()), 2 * UNITS.len(), "the whole alone");
}

/// The screen of a lô showed ten units line by line and buried what else there was.
#[test]
fn the_screen_of_a_lot_tells_each_sort_once_errors_first() {
    let rows: Vec<String> = (1..=40)
        .map(|n| match n {
            7 => "7;Xã Số 7;Tỉnh A;12;15,5;10;9;17;99;".to_owned(),
            n if n % 2 == 0 => format!("{n};Xã Số {n};Tỉnh A;12;chưa có;10;9;17;20;"),
            n => format!("{n};Xã Số {n};Tỉnh A;12;15,5;10;9;17;20;"),
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (code, out, err) = Lot::new(&rows).run(&[]);
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("21 đơn vị, báo cáo bị từ chối."), "{out}");
    assert!(out.contains("lỗi GIA-TRI-01 ở 20 chỗ:\n"), "{out}");
    assert!(out.contains("  - … và 15 chỗ nữa\n  cần: một số"), "{out}");
    assert!(out.contains(": Xã Số 7: "), "{out}");
    assert!(out.ends_with("Đủ từng điều: bao-cao-lo.xlsx.\n"), "{out}");
}

/// Words of libraries and systems: English, which no message may hold.
const ENGLISH: &[&str] = &[
    "not found",
    "expected",
    "invalid",
    "failed",
    "unexpected",
    "error",
    "denied",
    "missing",
    "cannot",
    "could not",
    "unknown",
    "undefined",
    "overflow",
    "unable",
    "out of",
    "end of",
    "no such",
    "is not",
    "must be",
    "parse",
];

/// A message without names and texts that it quotes, and without the line that it shows.
fn own_words(said: &str) -> String {
    let lines = said.lines().filter(|line| !line.contains(" | "));
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    let mut words = String::new();
    for (index, part) in text.split(['“', '”', '`']).enumerate() {
        words.push_str(if index % 2 == 0 { part } else { "…" });
    }
    words.to_lowercase()
}

fn told_in_vietnamese(what: &str, (code, said): (u8, String)) {
    assert_ne!(code, 0, "{what}: {said}");
    assert!(!said.contains("NOI-BO"), "{what}: {said}");
    let words = own_words(&said);
    let english = ENGLISH.iter().find(|english| {
        let whole = |at: usize| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(words[..at].chars().next_back())
                && !letter(words[at + english.len()..].chars().next())
        };
        words.match_indices(*english).any(|(at, _)| whole(at))
    });
    assert_eq!(english, None, "{what}: {said}");
}

/// The template engine's own words were told in brackets.
#[test]
fn what_is_wrong_with_a_template_is_told_in_vietnamese() {
    let shipped = super::common::repository("templates/thong-bao-xa.md");
    let shipped = fs::read_to_string(shipped).unwrap();
    let mut refused = 0;
    for wrong in [
        "{{ ky.dai",
        "{% if ky %}",
        "{{ 'a }}",
        "{% khac %}",
        "{{ ky.dai | hoa }}",
        "{{ ham() }}",
        "{{ ky.dai + 1 }}",
        "{{ 1 / 0 }}",
        "{{ ky.dai < 3 }}",
        "{% for x in 3 %}{% endfor %}",
        "{% include 'a' %}",
        "{% extends 'a' %}",
        "{{ ky[ }}",
        "{{ (1 }}",
        "{{ 1 + }}",
        "{{ ! }}",
        "{% set loop = 1 %}",
        "{% endfor %}",
        "{% break %}",
        "{{ ky | so(x=1) }}",
        "{{ -ky }}",
        "{{ ky.dai[1:'a'] }}",
        "{% for a, b in [1] %}{% endfor %}",
        "{{ 9223372036854775807 * 9e30 }}",
        "{{ ky is la }}",
        "{{ 'a' in 1 }}",
        "{{ ky.dai ~ khong }}",
        "{% block a %}",
        "{{ khong.a }}",
        "{{ 1 ** 99999999999 }}",
        "{# mở",
        "{% raw %}",
        "{{ [1, 2 }}",
        "{{ {'a': } }}",
    ] {
        let case = Case::new("k-nhay-cong");
        fs::create_dir(case.path("mau")).unwrap();
        let text = format!("{shipped}\n{wrong}\n");
        fs::write(case.path("mau/thong-bao-xa.md"), text).unwrap();
        let folder = case.path("mau");
        let options = ["--template-dir", folder.to_str().unwrap()];
        let said = case.run("check", "", &options);
        // The engine takes some of them.
        refused += usize::from(said.0 == 2);
        if said.0 != 0 {
            told_in_vietnamese(wrong, said);
        }
    }
    assert!(refused > 25, "{refused}");
}

/// What a disk, a font or a file that is none of ours says.
#[test]
fn what_is_wrong_with_a_file_is_told_in_vietnamese_and_names_it() {
    let case = Case::new("k-nhay-cong");
    let long = "x".repeat(300);
    let dossier = case.path("ho-so.yaml");
    let below = dossier.join("a");
    for path in [&*long, "khong-co", below.to_str().unwrap(), "a\u{0}b"] {
        told_in_vietnamese(path, case.run("check", path, &[]));
        let target = case.path(path);
        let target = target.to_str().unwrap();
        for option in [
            "--template-dir",
            "--framework-dir",
            "--config",
            "--font-dir",
        ] {
            let command = if option == "--font-dir" {
                "render"
            } else {
                "check"
            };
            let said = case.run(command, "", &[option, target]);
            if said.0 != 0 {
                told_in_vietnamese(option, said);
            }
        }
    }
    // Where results should go, there is a file.
    let out = below.to_str().unwrap();
    told_in_vietnamese("--out", case.run("render", "", &["--out", out]));
}

/// A font that is cut off, or garbled.
#[test]
fn a_broken_font_is_named() {
    let case = Case::new("k-nhay-cong");
    let fonts = super::common::repository("fonts");
    let folder = case.path("phong");
    fs::create_dir(&folder).unwrap();
    super::copy(&fonts, &folder);
    let face = folder.join("LiberationSerif-Bold.ttf");
    let whole = fs::read(&face).unwrap();
    for length in [0, 4, 100, 2_000, 20_000, 100_000, 200_000, whole.len() - 1] {
        for garbled in [false, true] {
            let mut bytes = whole.clone();
            match garbled {
                true => bytes[length..].fill(0xff),
                false => bytes.truncate(length),
            }
            fs::write(&face, bytes).unwrap();
            let option = ["--font-dir", folder.to_str().unwrap()];
            let (code, said) = case.run("render", "", &option);
            if code != 0 {
                assert!(
                    said.contains("LiberationSerif-Bold.ttf"),
                    "{length}: {said}"
                );
                told_in_vietnamese("font", (code, said));
            }
        }
    }
}

/// What the engine knows was told as wrong syntax.
#[test]
fn what_is_wrong_with_an_argument_of_a_template_is_said() {
    for (body, at, told) in [
        ("{{ range(end=3, step_by=0) }}", 4, "step_by bằng 0"),
        ("{{ range(end=3, start=5) }}", 4, "start lớn hơn end"),
        ("{{ range() }}", 4, "thiếu tham số “end”"),
        ("{{ \"a\" | replace }}", 10, "thiếu tham số “from”"),
        (
            "{{ \"a\" | replace(from=1, to=\"b\") }}",
            10,
            "không đúng kiểu",
        ),
        ("{{ 99999999999999999999 }}", 4, "số quá lớn"),
        ("{{ 1 | round(method=\"x\") }}", 8, "method"),
        ("{{ \"a\" | int }}", 10, "không phải là số"),
    ] {
        let case = Case::new("x-mau-lap");
        let front = "---\nten_tep: a\nloai: Thông báo\ntrich_yeu: b\n---\n";
        fs::write(case.path("m.md"), format!("{front}\n{body}\n")).unwrap();
        let (code, said) = case.run("check", "", &[]);
        let place = format!("m.md:7:{at}: ");
        assert!(
            code == 2 && said.contains(&place) && said.contains(told),
            "{body}: {said}"
        );
        told_in_vietnamese(body, (code, said));
    }
}

/// What the engine has for templates made of several was taken without a word: a `block` printed what
/// it holds, whatever its writer meant by it.
#[test]
fn a_command_that_templates_do_not_have_is_told_with_those_they_have() {
    for (body, name, column) in [
        ("{% block a %}x{% endblock %}", "block", 1),
        ("a {%- endblock -%}", "endblock", 3),
        ("{% extends \"a\" %}", "extends", 1),
        ("{% include \"a\" %}", "include", 1),
        ("{% import \"a\" as b %}", "import", 1),
        ("{% macro a() %}{% endmacro %}", "macro", 1),
        ("{% component a() %}x{% endcomponent a %}", "component", 1),
        ("{{ ky.dai }} {% nếu ky %}x{% hết %}", "nếu", 14),
        ("{% do ky %}", "do", 1),
    ] {
        let case = Case::new("x-mau-lap");
        let front = "---\nten_tep: a\nloai: Thông báo\ntrich_yeu: b\n---\n";
        fs::write(case.path("m.md"), format!("{front}\n{body}\n")).unwrap();
        let (code, said) = case.run("check", "", &[]);
        let told = format!("m.md:7:{column}: lỗi MAU-01: mẫu dùng lệnh “{name}” không có");
        let known = "cần: một trong các lệnh: if, elif, else, for,";
        assert!(
            code == 2 && said.contains(&told) && said.contains(known),
            "{body}: {said}"
        );
        told_in_vietnamese(body, (code, said));
    }
    // What they have works, spaced as it may be.
    let case = Case::new("x-mau-lap");
    let front = "---\nten_tep: a\nloai: Thông báo\ntrich_yeu: b\n---\n";
    let body = "{%if ky-%} a {%-elif dat%} b {%- else %} c {% endif %}\
        {% for a in [1, 2] %}{% if a == 1 %}{% continue %}{% endif %}{% break %}{% endfor %}\
        {% set a = 1 %}{% set b %}x{% endset %}{% set_global c = 2 %}\
        {% filter chu_thuong %}A{% endfilter %}{% raw %}{% block a %}{% endraw %}";
    fs::write(case.path("m.md"), format!("{front}\n{body}\n")).unwrap();
    let (code, said) = case.run("check", "", &[]);
    assert!(code < 2, "{said}");
}

/// Nothing was taken from a folder that is not there, in silence.
#[test]
fn a_folder_of_the_office_that_is_none_is_a_fault() {
    let case = Case::new("k-nhay-cong");
    let dossier = case.path("ho-so.yaml");
    for (folder, told) in [
        (case.path("khong-co"), "không tìm thấy"),
        (dossier.clone(), "đây không phải là thư mục"),
    ] {
        let folder = folder.to_str().unwrap();
        for option in ["--template-dir", "--framework-dir", "--font-dir"] {
            let (code, said) = case.run("render", "", &[option, folder]);
            assert_eq!(code, 2, "{option}: {said}");
            assert!(
                said.contains("lỗi TEP-01") && said.contains(told),
                "{option}: {said}"
            );
            told_in_vietnamese(option, (code, said));
        }
        for command in ["check", "score"] {
            let (code, said) = case.run(command, "", &["--template-dir", folder]);
            assert!(code == 2 && said.contains(told), "{command}: {said}");
        }
    }
}

/// Calls whose values are none.
#[test]
fn a_value_of_the_call_that_is_none_is_told_with_what_is_allowed() {
    let case = Case::new("k-nhay-cong");
    for (option, value, told) in [
        (
            "--shard",
            "5/3",
            "“5/3” không phải là một phần của lô; cần K/N với K từ 1 đến N",
        ),
        ("--shard", "x", "“x” không phải là một phần của lô"),
        (
            "--jobs",
            "100000",
            "“100000” không phải là số luồng; cần một số từ 1 đến 1000",
        ),
        ("--jobs", "0", "“0” không phải là số luồng"),
    ] {
        let (code, said) = case.run("batch", "lo.yaml", &[option, value]);
        assert!(code == 2 && said.contains(told), "{said}");
        assert!(said.contains(option), "{said}");
    }
}

/// A table of a font that is all ones gave an error of the program itself, one of zeros a PDF
/// without letters.
#[test]
fn a_font_that_cannot_set_vietnamese_is_named() {
    let case = Case::new("k-nhay-cong");
    let folder = case.path("phong");
    fs::create_dir(&folder).unwrap();
    super::copy(&super::common::repository("fonts"), &folder);
    let option = ["--font-dir", folder.to_str().unwrap()];
    assert_eq!(case.run("render", "", &option).0, 0);
    let face = folder.join("LiberationSerif-Italic.ttf");
    let whole = fs::read(&face).unwrap();
    let number = |at: usize| {
        let bytes = whole[at..at + 4].try_into().unwrap();
        usize::try_from(u32::from_be_bytes(bytes)).unwrap()
    };
    let tables = usize::from(u16::from_be_bytes([whole[4], whole[5]]));
    for (name, byte, told) in [
        (b"hmtx", 0xff, "rộng gấp 31 lần cỡ chữ"),
        (b"hmtx", 0, "không có bề rộng"),
        (b"hhea", 0, "không có bề rộng"),
        (b"hhea", 0xff, ""),
        (b"glyf", 0, "không có nét"),
        (b"glyf", 0xff, "không có nét"),
        (b"loca", 0, "không có nét"),
        (b"loca", 0xff, "không có nét"),
        (b"cmap", 0, ""),
        (b"head", 0, ""),
        (b"maxp", 0, ""),
    ] {
        let entry = (0..tables).map(|table| 12 + table * 16);
        let entry = entry
            .clone()
            .find(|at| &whole[*at..*at + 4] == name)
            .unwrap();
        let (start, length) = (number(entry + 8), number(entry + 12));
        let mut bytes = whole.clone();
        bytes[start..start + length].fill(byte);
        fs::write(&face, bytes).unwrap();
        let (code, said) = case.run("render", "", &option);
        assert_eq!(code, 2, "{name:?} {byte}: {said}");
        assert!(
            said.contains("LiberationSerif-Italic.ttf"),
            "{name:?} {byte}: {said}"
        );
        assert!(
            said.contains("TEP-01") && said.contains(told),
            "{name:?} {byte}: {said}"
        );
        told_in_vietnamese("font", (code, said));
    }
}

/// One of 70 MB was read whole, and then only a face was said to lack.
#[test]
fn a_font_that_is_too_large_is_named_if_a_face_lacks() {
    let case = Case::new("k-nhay-cong");
    let folder = case.path("phong");
    fs::create_dir(&folder).unwrap();
    super::copy(&super::common::repository("fonts"), &folder);
    let large = fs::File::create(folder.join("emoji.ttf")).unwrap();
    large.set_len(70 << 20).unwrap();
    let option = ["--font-dir", folder.to_str().unwrap()];
    assert_eq!(case.run("render", "", &option).0, 0);
    fs::remove_file(folder.join("emoji.ttf")).unwrap();
    for (name, size) in [
        ("LiberationSerif-Regular.ttf", FONT_FILE.most),
        ("LiberationSerif-Regular.ttf", FONT_FILE.most + 1),
    ] {
        let face = fs::OpenOptions::new().append(true).open(folder.join(name));
        face.unwrap().set_len(size.try_into().unwrap()).unwrap();
        let (code, said) = case.run("render", "", &option);
        if size == FONT_FILE.most {
            assert_eq!(code, 0, "{said}");
            continue;
        }
        assert_eq!(code, 2, "{said}");
        let told = "LiberationSerif-Regular.ttf: lỗi GIOI-HAN: tệp phông chữ (.ttf, .otf) quá giới hạn: 17 MB";
        assert!(
            said.contains(told) && said.contains("nhiều nhất 16 MB"),
            "{said}"
        );
    }
}

/// Tables and reports that are none.
#[test]
fn what_is_no_table_and_no_report_is_told_in_vietnamese() {
    let case = Case::new("k-nhay-cong");
    let dossier = case.path("ho-so.yaml");
    for (name, bytes) in [
        ("a.xlsx", &b"PK\x03\x04 broken"[..]),
        ("a.xlsx", b""),
        ("a.csv", b"\xff\xfe\x00"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ] {
        fs::write(case.path(name), bytes).unwrap();
        let text = fs::read_to_string(&dossier).unwrap();
        let text = text.replace("\ndiem:", &format!("\nbang_diem: {{tep: {name}}}\ncu:"));
        fs::write(case.path("bang.yaml"), text).unwrap();
        told_in_vietnamese(name, case.run("check", "bang.yaml", &[]));
    }
    fs::create_dir(case.path("phan")).unwrap();
    fs::write(case.path("phan/bao-cao-lo-1-2.json"), "{\"lot\":").unwrap();
    let phan = case.path("phan");
    let merge = ["batch", "--merge", phan.to_str().unwrap()];
    let (code, said, wrong) = super::common::run(case.0.path(), &merge);
    told_in_vietnamese("merge", (code, said + &wrong));
}
