//! The commands as a user calls them, on the example and on another commune's hồ sơ.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{repository, run};

const LAM_VY: &str = "examples/lam-vy-2024-02";

fn render(dossier: &Path, out: &Path, more: &[&str]) -> (u8, String, String) {
    let (dossier, folder) = (dossier.to_str().unwrap(), out.to_str().unwrap());
    let arguments = [&["render", dossier, "--out", folder], more].concat();
    run(&repository(""), &arguments)
}

#[test]
fn the_example_renders_and_says_what_is_doubtful() {
    let out = tempfile::tempdir().unwrap();
    let (code, said, wrong) = render(&repository(LAM_VY), out.path(), &[]);
    assert_eq!((code, wrong.as_str()), (0, ""));
    let root = out.path().display().to_string();
    insta::assert_snapshot!(said.replace(&root, "ket-qua"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for out in [&first, &second] {
        assert_eq!(render(&repository(LAM_VY), out.path(), &[]).0, 0);
    }
    for file in ["thong-bao.docx", "thong-bao.pdf"] {
        let bytes = |out: &tempfile::TempDir| fs::read(out.path().join(file)).unwrap();
        assert!(bytes(&first) == bytes(&second), "{file}");
    }
}

#[test]
fn only_the_files_asked_for_are_written() {
    for (option, file) in [("--docx", "thong-bao.docx"), ("--pdf", "thong-bao.pdf")] {
        let out = tempfile::tempdir().unwrap();
        assert_eq!(render(&repository(LAM_VY), out.path(), &[option]).0, 0);
        let names: Vec<_> = fs::read_dir(out.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names, [file]);
    }
}

/// A month that was copied kept last month's documents beside the new ones, or instead of them.
#[test]
fn documents_of_another_run_among_the_results_are_told() {
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join("bao-cao-thang-1.docx"), "cũ").unwrap();
    let (code, said, _) = render(&repository(LAM_VY), out.path(), &[]);
    assert_eq!(code, 0);
    assert!(said.contains("còn 1 tệp không phải của lần này"), "{said}");
    assert!(said.contains("bao-cao-thang-1.docx"), "{said}");
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(repository(LAM_VY).join("ho-so.yaml")).unwrap();
    let wrong = text.replace("gia_tri: \"90,22; tính lại 89,62\"", "gia_tri: \"90\"");
    fs::write(folder.path().join("ho-so.yaml"), wrong).unwrap();
    let (code, said, _) = render(folder.path(), out.path(), &[]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("còn 3 tệp không phải của lần này"), "{said}");
}

#[test]
fn results_go_beside_the_dossier_unless_told_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = folder.path().join("xã có dấu cách");
    fs::create_dir(&dossier).unwrap();
    let file = dossier.join("ho-so.yaml");
    fs::copy(repository("tests/ho-so-tot/muong-ang.yaml"), &file).unwrap();
    for path in [&dossier, &file] {
        let (code, _, wrong) = run(folder.path(), &["render", path.to_str().unwrap()]);
        assert_eq!((code, wrong.as_str()), (0, ""));
    }
    assert!(dossier.join("ket-qua/thong-bao.docx").is_file());
    assert!(dossier.join("ket-qua/thong-bao.pdf").is_file());
}

#[test]
fn a_sound_dossier_has_nothing_doubtful() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ho-so.yaml");
    fs::copy(repository("tests/ho-so-tot/muong-ang.yaml"), &file).unwrap();
    let (code, said, _) = render(&file, &folder.path().join("ket-qua"), &[]);
    assert_eq!(code, 0);
    let weights = [": lỗi ", ": cảnh báo "];
    let told = |line: &&str| weights.iter().any(|weight| line.contains(weight));
    let doubtful: Vec<&str> = said.lines().filter(told).collect();
    assert!(doubtful.is_empty(), "{said}");
}

#[test]
fn a_dossier_may_name_its_fonts() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(repository("tests/ho-so-tot/muong-ang.yaml")).unwrap();
    let fonts = repository("fonts").display().to_string();
    let file = folder.path().join("ho-so.yaml");
    fs::write(&file, format!("{text}phong_chu: '{fonts}'\n")).unwrap();
    assert_eq!(render(&file, folder.path(), &[]).0, 0);
}

#[test]
fn the_scores_of_the_example_as_a_table() {
    let (code, said, wrong) = run(
        &repository(""),
        &["score", repository(LAM_VY).to_str().unwrap()],
    );
    assert_eq!((code, wrong.as_str()), (0, ""));
    insta::assert_snapshot!(said);
}

#[test]
fn the_scores_of_the_example_for_programs() {
    // As it was issued: the announced total is not the sum.
    let dossier = repository("tests/seeds-as-issued/000-lam-vy");
    let arguments = ["score", dossier.to_str().unwrap(), "--format", "json"];
    let (code, said, _) = run(&repository(""), &arguments);
    assert_eq!(code, 0);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(json["units"][0]["announced"], "90.22");
    assert_eq!(json["units"][0]["sum"], "89.62");
    insta::assert_snapshot!(said);
}

#[test]
fn help_is_vietnamese() {
    let calls: [&[&str]; 5] = [
        &[],
        &["--help"],
        &["new", "--help"],
        &["render", "--help"],
        &["score", "-h"],
    ];
    let help: Vec<String> = calls
        .iter()
        .map(|call| {
            let (code, said, _) = run(&repository(""), call);
            assert_eq!(code, 0);
            format!("$ vanthu {}\n{said}", call.join(" "))
        })
        .collect();
    insta::assert_snapshot!(help.join("\n"));
}

#[test]
fn every_point_of_a_province_of_its_own_is_explained() {
    let dossier = repository("tests/ho-so-tot/tinh-mau.yaml");
    let arguments = ["score", dossier.to_str().unwrap(), "--explain"];
    let (code, said, wrong) = run(&repository("tests/ho-so-tot"), &arguments);
    assert_eq!((code, wrong.as_str()), (0, ""));
    insta::assert_snapshot!(said);
}

fn score(dossier: &Path, more: &[&str]) -> String {
    let arguments = [&["score", dossier.to_str().unwrap()], more].concat();
    let (code, said, wrong) = run(&repository(""), &arguments);
    assert_eq!((code, wrong.as_str()), (0, ""));
    said
}

/// Biểu số 01 of Tuần Giáo, 9/2023: 19 converted totals, ranks, bands, and the counts 07/08/04.
#[test]
fn nineteen_units_are_converted_ranked_and_banded() {
    let dossier = repository("tests/ho-so-tot/tuan-giao.yaml");
    let said = score(&dossier, &[]);
    assert!(
        said.contains("Xếp loại: Xuất sắc 7, Tốt 8, Khá 4"),
        "{said}"
    );
    assert!(!said.contains("SUM-01"), "rounding is no error: {said}");
    insta::assert_snapshot!(said);
    insta::assert_snapshot!("nineteen_units_csv", score(&dossier, &["--format", "csv"]));
    let json: serde_json::Value =
        serde_json::from_str(&score(&dossier, &["--format", "json"])).unwrap();
    assert_eq!(json["units"][0]["converted"], "95.9");
    assert_eq!(json["units"][18]["rank"], 19);
    assert_eq!(json["units"][7]["applicable_maximum"], "85");
}

/// The workbook that is written holds what the table in the terminal shows.
#[test]
fn the_points_of_nineteen_units_as_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = folder.path().join("ho-so.yaml");
    fs::copy(repository("tests/ho-so-tot/tuan-giao.yaml"), &dossier).unwrap();
    let said = score(&dossier, &["--format", "xlsx"]);
    assert!(said.contains("ket-qua/bang-diem.xlsx"), "{said}");
    let bytes = fs::read(folder.path().join("ket-qua/bang-diem.xlsx")).unwrap();
    let book = vanthu::table::Book::read("a.xlsx", &bytes, None).unwrap();
    let grid = book.sheets()[0].grid.as_ref().unwrap();
    let rows: Vec<String> = grid
        .rows()
        .map(|(_, row)| {
            let cells = row.cells().map(|(_, cell)| cell.text.to_owned());
            cells.collect::<Vec<_>>().join(" | ")
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"));
    let named = folder.path().join("khac.xlsx");
    let again = ["--format", "xlsx", "--out", named.to_str().unwrap()];
    score(&dossier, &again);
    assert!(
        fs::read(named).unwrap() == bytes,
        "the same input gives the same bytes"
    );
}

#[test]
fn results_of_every_format_may_go_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = repository("tests/ho-so-tot/tuan-giao.yaml");
    for format in ["text", "json", "csv"] {
        let file = folder.path().join(format);
        let said = score(&dossier, &["--format", format]);
        score(
            &dossier,
            &["--format", format, "--out", file.to_str().unwrap()],
        );
        assert_eq!(fs::read_to_string(file).unwrap(), said);
    }
}

#[test]
fn one_unit_of_many_is_explained() {
    let dossier = repository("tests/ho-so-tot/tuan-giao.yaml");
    let said = score(&dossier, &["--explain", "UBND xã Pú Xi"]);
    assert!(said.contains("để trống: không áp dụng"), "{said}");
    assert!(
        said.contains("74,46 × 100/85 = 87,6, làm tròn 87,6"),
        "{said}"
    );
    let arguments = [
        "score",
        dossier.to_str().unwrap(),
        "--explain",
        "UBND xã Pú Xy",
    ];
    let (code, _, wrong) = run(&repository(""), &arguments);
    assert_eq!(code, 2);
    assert!(
        wrong.contains("có phải ý bạn là “UBND xã Pú Xi”?"),
        "{wrong}"
    );
}

#[test]
fn changes_of_points_and_ranks_come_from_the_dossier_of_the_period_before() {
    let folder = tempfile::tempdir().unwrap();
    let unit = |name: &str, points: &str| {
        format!("  - {{ten: {name}, diem: {{tong: \"{points}\"}}, chi_so: {{tien_do_1: 10}}}}\n")
    };
    let write = |name: &str, head: &str, units: [&str; 2]| {
        let [a, b] = units;
        let text = format!(
            "bo_chi_so: dien-bien-459\n{head}don_vi:\n{}{}",
            unit("xã A", a),
            unit("xã B", b)
        );
        fs::write(folder.path().join(name), text).unwrap();
        folder.path().join(name)
    };
    write("truoc.yaml", "ky: 2025-08\n", ["20", "25,5"]);
    let now = write(
        "nay.yaml",
        "ky: 2025-09\nky_truoc: truoc.yaml\n",
        ["27,25", "26"],
    );
    let json: serde_json::Value =
        serde_json::from_str(&score(&now, &["--format", "json"])).unwrap();
    let unit = &json["units"][0];
    assert_eq!(unit["change"], "7.25");
    assert_eq!(
        (&unit["rank"], &unit["previous_rank"]),
        (&1.into(), &2.into())
    );
    let wrong = write(
        "sai.yaml",
        "ky: 2025-08\nky_truoc: truoc.yaml\n",
        ["1", "2"],
    );
    let (code, _, said) = run(folder.path(), &["score", wrong.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(
        said.contains("là của tháng 8/2025, cùng kỳ với văn bản này"),
        "{said}"
    );
}

/// Biểu số 01 as an office keeps it: title rows, a header of three levels, a row of totals.
const TABLE: &str = "\
KẾT QUẢ ĐÁNH GIÁ THÁNG 9 NĂM 2023;;;;;
;;;;;
STT;TÊN CƠ QUAN, ĐƠN VỊ;Tiến độ;Số hóa;;ĐIỂM ĐẠT ĐƯỢC
;;(30đ);Chỉ số 1;Chỉ số 2;
1;UBND xã Mường Mùn;30,0;-;10;40,0
2;UBND xã Pú Xi;29.4;-;;29,4
;TỔNG;59,4;-;10;69,4
";

#[test]
fn units_come_from_a_table_beside_the_dossier() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bang.csv"), TABLE).unwrap();
    let dossier = |more: &str| {
        let text = format!(
            "bo_chi_so: dien-bien-459\nky: 2023-09\nbang_diem:\n  tep: bang.csv\n  cot:\n    don_vi: B\n    tien_do_1: C\n    so_hoa_2: E\n    tong: F\n{more}"
        );
        let file = folder.path().join("ho-so.yaml");
        fs::write(&file, text).unwrap();
        file
    };
    let said = score(&dossier(""), &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(json["units"].as_array().unwrap().len(), 2, "{said}");
    assert_eq!(json["units"][0]["name"], "UBND xã Mường Mùn");
    assert_eq!(json["units"][0]["applicable_maximum"], "40");
    assert_eq!(
        json["units"][1]["applicable_maximum"], "30",
        "a blank is taken out"
    );
    let said = score(&dossier(""), &["--explain", "UBND xã Pú Xi"]);
    assert!(
        said.contains("bang.csv"),
        "each point names its cell: {said}"
    );
    // A column may hold the points of the period before.
    let said = score(&dossier("    tong.ky_truoc: C\n"), &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(json["units"][0]["change"], "10.0", "40,0 − 30,0");
    // A dash where the framework has no rule for one is a fault at its cell.
    let file = dossier("    so_hoa_1: D\n");
    let (code, _, wrong) = run(folder.path(), &["score", file.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(
        wrong.contains("bang.csv") && wrong.contains("“-”"),
        "{wrong}"
    );
    let file = dossier("    so_hoa_3: D\n");
    let (code, _, wrong) = run(folder.path(), &["score", file.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(wrong.contains("có phải ý bạn là “so_hoa_"), "{wrong}");
}

/// The national portal's own export needs no mapping: 34 provinces, six axes, no finding.
#[test]
fn the_portals_export_is_read_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let export = "cong-dvcqg-2025-10-cap-tinh.xlsx";
    fs::copy(
        repository("tests/so-lieu").join(export),
        folder.path().join(export),
    )
    .unwrap();
    let file = folder.path().join("ho-so.yaml");
    let text = format!("bo_chi_so: qd766\nky: 2025-10\nbang_diem: {{tep: {export}}}\n");
    fs::write(&file, text).unwrap();
    let json: serde_json::Value =
        serde_json::from_str(&score(&file, &["--format", "json"])).unwrap();
    let units = json["units"].as_array().unwrap();
    assert_eq!(units.len(), 34);
    for unit in units {
        assert_eq!(unit["sum"], unit["announced"], "{unit}");
    }
    assert_eq!(json["findings"].as_array().unwrap().len(), 0);
    assert_eq!(
        (&units[0]["achieved"], &units[0]["rank"]),
        (&"91.52".into(), &1.into())
    );
}

#[test]
fn a_folder_of_frameworks_wins_over_the_shipped_ones() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(repository("frameworks/dien-bien-459.yaml")).unwrap();
    fs::write(
        folder.path().join("dien-bien-459.yaml"),
        text.replace("lam_tron: 1", "lam_tron: 3"),
    )
    .unwrap();
    let dossier = repository("tests/ho-so-tot/tuan-giao.yaml");
    let said = score(
        &dossier,
        &["--framework-dir", folder.path().to_str().unwrap()],
    );
    assert!(said.contains("95,906"), "{said}");
}
