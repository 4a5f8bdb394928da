//! The page's calls give what the command line gives, and keep what they are not asked to change.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use vanthu::dossier::Dossier;
use vanthu::font::Fonts;
use vanthu::render::{Output, Renderer};
use vanthu::shelf::Session;
use vanthu_page::Desk;

use super::common::repository;
use super::{desk_of, dossiers};

fn examples() -> PathBuf {
    repository("examples")
}

/// A desk with all files of the examples that are one hồ sơ.
fn desk() -> Desk {
    desk_of(&dossiers())
}

#[test]
fn the_files_are_those_of_the_command_line() {
    let mut desk = desk();
    let renderer = Renderer::new(&Fonts::embedded().unwrap()).unwrap();
    for name in dossiers() {
        let dossier = Dossier::read(&examples().join(&name), &Session::disk()).unwrap();
        let outputs = [Output::Docx, Output::Pdf];
        let rendered = renderer.render(&dossier, &outputs, &[]).unwrap();
        let made = desk.make(&name).unwrap();
        let names: Vec<&str> = rendered
            .files
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(made["files"], json!(names), "{name}");
        for (file, bytes) in &rendered.files {
            assert_eq!(desk.made(file).as_ref(), Some(bytes), "{name}/{file}");
        }
    }
}

#[test]
fn a_hồ_sơ_is_shown_with_its_findings_and_the_sources_of_its_words() {
    let mut desk = desk();
    let file = "my-duc-2026-10/ho-so.yaml";
    let shown = desk.update(file).unwrap();
    assert_eq!(shown["findings"], json!([]));
    let pages = shown["documents"][0]["pages"].as_array().unwrap();
    assert_eq!(pages.len(), 3);
    let page: Value = serde_json::from_str(pages[0].as_str().unwrap()).unwrap();
    let computed = page["sources"].as_array().unwrap();
    let computed = computed.iter().find(|source| source["kind"] == "computed");
    assert!(computed.unwrap()["formula"].is_string());

    let value = json!("19,00");
    let text = desk
        .edit(file, &json!(["diem", "tien_do", "dat"]), &value)
        .unwrap();
    assert!(text.as_str().unwrap().contains("    dat: \"19,00\"\n"));
    let shown = desk.update(file).unwrap();
    let findings = shown["findings"].as_array().unwrap();
    let sum = findings.iter().find(|finding| finding["code"] == "SUM-01");
    let sum = sum.unwrap();
    assert_eq!(sum["severity"], "error");
    let tree = desk.tree(file).unwrap();
    let of = |node: &Value, key: &str| {
        let entries = node["map"].as_array().unwrap();
        entries.iter().find(|entry| entry[0] == key).unwrap()[1].clone()
    };
    let total = of(&of(&of(&tree, "diem"), "tong"), "dat");
    assert_eq!((&sum["line"], &sum["column"]), (&total["l"], &total["c"]));
    assert_eq!(desk.make(file).unwrap()["files"], json!([]));
}

#[test]
fn a_new_month_and_a_new_hồ_sơ_stand_on_the_desk() {
    let mut desk = desk();
    let next = desk.next("my-duc-2026-10/ho-so.yaml").unwrap();
    assert_eq!(next["folder"], "my-duc-2026-11");
    let text = desk.bytes("my-duc-2026-11/ho-so.yaml").unwrap();
    assert!(
        String::from_utf8(text)
            .unwrap()
            .contains("ky_truoc: ../my-duc-2026-10")
    );

    let asked = json!({"template": "thong-bao-xa", "framework": "qd766", "period": "2026-11"});
    desk.create("moi", &asked).unwrap();
    let outline = desk.declared(&asked).unwrap();
    let keys = outline.as_array().unwrap();
    let points = keys.iter().find(|key| key["key"] == "diem").unwrap();
    let group = &points["keys"][0];
    assert_eq!(group["key"], "cong_khai_minh_bach");
    assert_eq!(group["options"][1]["keys"][0]["key"], "dat");
    assert!(desk.update("moi").is_err(), "much is still blank");

    let columns = desk.columns("moi", "tong-hop-mot-don-vi").unwrap();
    assert_eq!(columns[1][0], "tong_ho_so");
}

#[test]
fn a_table_is_looked_at_before_it_is_used() {
    let mut desk = Desk::new().unwrap();
    let table = "BẢNG ĐIỂM\nĐơn vị;Công khai, minh bạch;Tiến độ giải quyết;Ghi chú\nXã Mỹ Đức;17,8;19,89;\nXã B;15;18;\n";
    desk.put("b/diem.csv", table.as_bytes());
    let asked = json!({"template": "thong-bao-xa", "framework": "qd766", "period": "2026-10"});
    let look = desk.look("b/diem.csv", &asked).unwrap();
    assert_eq!(look["head"], json!([2, 2]));
    let column = |look: &Value, name: &str| {
        let columns = look["columns"].as_array().unwrap();
        columns
            .iter()
            .find(|column| column["name"] == name)
            .unwrap()
            .clone()
    };
    assert_eq!(column(&look, "don_vi")["number"], 1);
    assert_eq!(column(&look, "cong_khai_minh_bach")["number"], 2);
    let cells = desk.cells("b/diem.csv", "").unwrap();
    assert_eq!(
        cells["rows"][2],
        json!([3, [[1, "Xã Mỹ Đức"], [2, "17,8"], [3, "19,89"]]])
    );

    // A column that is pointed at goes before what was found.
    let mut pointed = asked.clone();
    pointed["columns"] = json!({"tong": "Ghi chú"});
    let look = desk.look("b/diem.csv", &pointed).unwrap();
    assert_eq!(column(&look, "tong")["number"], 4);
}

#[test]
fn files_of_figures_are_found_wherever_a_hồ_sơ_or_lô_names_them() {
    let mut desk = Desk::new().unwrap();
    let dossier = "bang_diem: {tep: ../chung/diem.csv}\nbieu:\n  a: so-lieu.xlsx!Biểu 02\nso_lieu:\n  chi_tieu: {tep: so-lieu.xlsx, trang: Phụ lục}\n";
    desk.put("t/ho-so.yaml", dossier.as_bytes());
    desk.put("chung/diem.csv", b"");
    let named = desk.figures("t/ho-so.yaml").unwrap();
    let points = json!({"named": "../chung/diem.csv", "path": "chung/diem.csv", "there": true});
    let others = json!({"named": "so-lieu.xlsx", "path": "t/so-lieu.xlsx", "there": false});
    assert_eq!(named, json!([points, others]));
    let lot = "so_lieu: {tep: diem.csv}\ndanh_ba: xa.csv\nky_truoc: ../thang-9\n";
    desk.put("t/lo.yaml", lot.as_bytes());
    let named = desk.figures("t/lo.yaml").unwrap();
    let files: Vec<&Value> = (named.as_array().unwrap().iter())
        .map(|one| &one["named"])
        .collect();
    assert_eq!(files, ["diem.csv", "xa.csv"]);
}

/// Saved as one workbook and opened again, every example prints the same files.
#[test]
fn a_hồ_sơ_goes_through_excel_and_comes_back_the_same() {
    let mut desk = desk();
    for name in dossiers() {
        let of = |desk: &mut Desk| -> Vec<(String, Vec<u8>)> {
            let made = desk.make(&format!("{name}/ho-so.yaml")).unwrap();
            let names = made["files"].as_array().unwrap().clone();
            let names = names.iter().map(|name| name.as_str().unwrap().to_owned());
            names
                .map(|name| (name.clone(), desk.made(&name).unwrap()))
                .collect()
        };
        let before = of(&mut desk);
        let saved = desk.convert(&format!("{name}/ho-so.yaml")).unwrap();
        assert_eq!(saved["file"], "ho-so.xlsx", "{name}");
        // What was made before can still be taken.
        assert!(desk.made(&before[0].0).is_some(), "{name}");
        let book = desk.made("ho-so.xlsx").unwrap();
        desk.put("tam/ban-sao.xlsx", &book);
        let opened = desk.convert("tam/ban-sao.xlsx").unwrap();
        assert_eq!(opened, json!({"file": "ho-so.yaml", "notes": []}), "{name}");
        let text = desk.made("ho-so.yaml").unwrap();
        desk.put(&format!("{name}/ho-so.yaml"), &text);
        assert_eq!(of(&mut desk), before, "{name}");
    }
}

#[test]
fn a_workbook_that_is_no_hồ_sơ_is_refused() {
    let mut desk = desk();
    let table = examples().join("../tests/so-lieu/cong-dvcqg-2025-10-cap-tinh.xlsx");
    desk.put("tam/so-lieu.xlsx", &fs::read(table).unwrap());
    let faults = desk.convert("tam/so-lieu.xlsx").unwrap_err();
    assert!(
        faults.to_string().contains("không phải là hồ sơ"),
        "{faults}"
    );
}
