//! A lô in the page gives what `batch` writes to the disk.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use serde_json::{Value, json};
use vanthu::batch::{Lot, Options, run};
use vanthu::font::Fonts;
use vanthu::shelf::Session;
use vanthu_page::Desk;
use zip::ZipArchive;

use super::common::repository;

const LOT: &str = "examples/cong-dvcqg-2025-10/lo.yaml";
const TABLE: &str = "tests/so-lieu/cong-dvcqg-2025-10-cap-tinh.xlsx";

/// A desk with these files of the repository, under the paths that they have on the disk.
fn desk(files: &[&str]) -> Desk {
    let mut desk = Desk::new().unwrap();
    for file in files {
        let path = repository(file);
        desk.put(path.to_str().unwrap(), &fs::read(&path).unwrap());
    }
    desk
}

/// All files below a folder but the program's own: their paths, and their bytes.
fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
            match path.is_dir() {
                true if !name.starts_with('.') => folders.push(path),
                true => (),
                false => found.push((name.replace('\\', "/"), fs::read(&path).unwrap())),
            }
        }
    }
    found.sort();
    found
}

fn packed(archive: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = (0..archive.len())
        .map(|number| {
            let mut file = archive.by_index(number).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_file_and_the_report_are_those_of_the_command_line() {
    let out = tempfile::tempdir().unwrap();
    let path = repository(LOT);
    let lot = Lot::read(&path, &Session::disk()).unwrap();
    let options = Options {
        out: out.path().to_owned(),
        program: "thử".to_owned(),
        ..Options::default()
    };
    let fonts = Fonts::embedded().unwrap();
    let report = run(&lot, &fonts, &options, &mut |_| ()).unwrap();
    let on_disk = tree(out.path());
    assert_eq!(on_disk.len(), 34 * 2 + 2);

    let mut desk = desk(&[LOT, TABLE]);
    let opened = desk.lot(path.to_str().unwrap()).unwrap();
    let units = opened["units"].as_array().unwrap();
    assert_eq!(units.len(), 34);
    desk.lot_begin(path.to_str().unwrap(), "thử").unwrap();
    let mut archive = Vec::new();
    for (number, unit) in units.iter().enumerate() {
        let made = desk.lot_make(number, true).unwrap();
        assert_eq!(made["path"], unit["path"]);
        for file in made["files"].as_array().unwrap() {
            let name = file["path"].as_str().unwrap();
            let wanted = fs::read(out.path().join(name)).unwrap();
            assert_eq!(desk.made(name), Some(wanted), "{name}");
        }
        let piece = desk.lot_piece();
        assert!(piece.len() < 1_000_000, "{}", piece.len());
        archive.extend(piece);
    }
    let names = desk.lot_end(report.run.milliseconds, true).unwrap();
    assert_eq!(names, json!(["bao-cao-lo.json", "bao-cao-lo.xlsx"]));
    archive.extend(desk.lot_piece());
    for ((path, bytes), (wanted, wanted_bytes)) in packed(archive).iter().zip(&on_disk) {
        assert_eq!(path, wanted);
        assert!(bytes == wanted_bytes, "{path}");
    }
}

#[test]
fn a_row_that_is_wrong_is_refused_alone_and_the_report_says_which_units_were_not_made() {
    let mut desk = Desk::new().unwrap();
    let (lot, table) = (fs::read_to_string(repository(LOT)).unwrap(), "a/diem.csv");
    let at = lot.find("../../tests").unwrap();
    let end = at + lot[at..].find('\n').unwrap();
    let lot = format!("{}diem.csv{}", &lot[..at], &lot[end..]);
    let rows = "Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ\n\
        UBND xã An Bình;17,8;19,89;9;9,45;17,33;20,3\n\
        UBND xã Bình An;17,8;x;9;9,45;17,33;20,3\n\
        UBND xã Chi Lăng;17,8;18;9;9,45;17,33;20,3\n";
    desk.put(table, rows.as_bytes());
    desk.put("a/lo.yaml", lot.as_bytes());
    let opened = desk.lot("a/lo.yaml").unwrap();
    let wrong = &opened["units"][1];
    assert_eq!(wrong["faults"][0]["place"], "diem.csv!C3");
    let refused = desk.lot_make(1, false).unwrap();
    assert_eq!(
        (&refused["status"], &refused["faults"]),
        (&json!("refused"), &wrong["faults"])
    );
    assert!(desk.lot_pages(1).is_err());
    let pages = desk.lot_pages(0).unwrap();
    assert!(pages["documents"][0]["pages"][0].is_string());
    assert_eq!(desk.lot_make(0, false).unwrap()["status"], "done");
    let broken = desk.lot_refuse(2).unwrap();
    assert_eq!(broken["faults"][0]["code"], "NOI-BO");
    desk.lot_begin("a/lo.yaml", "").unwrap();
    desk.lot_make(0, false).unwrap();
    desk.lot_end(5, false).unwrap();
    let report: Value = serde_json::from_slice(&desk.made("bao-cao-lo.json").unwrap()).unwrap();
    let states: Vec<&Value> = (0..3).map(|n| &report["units"][n]["status"]).collect();
    assert_eq!(states, ["done", "refused", "refused"]);
    assert_eq!(report["units"][2]["faults"][0]["code"], "DUNG-01");
    assert!(desk.lot_make(3, false).is_err());

    // A unit whose file somebody has open was made, and is refused with the file.
    desk.lot_begin("a/lo.yaml", "").unwrap();
    let made = desk.lot_make(0, false).unwrap();
    assert_eq!(made["files"].as_array().unwrap().len(), 2);
    let asked =
        json!({"file": "ket-qua/a.docx", "found": "tệp đang mở trong Word", "remedy": "đóng tệp"});
    let told = desk.lot_unstored(0, &asked).unwrap();
    assert_eq!(
        (&told["status"], &told["files"]),
        (&json!("refused"), &json!([]))
    );
    assert_eq!(
        told["faults"][0]["message"],
        "không ghi được: tệp đang mở trong Word"
    );
    assert_eq!(told["faults"][0]["place"], "ket-qua/a.docx");
    assert!(desk.lot_unstored(1, &asked).is_err(), "it was not made");
}

#[test]
fn a_new_lô_is_made_from_the_portals_own_export() {
    let mut desk = desk(&[]);
    desk.put("moi/cong.xlsx", &fs::read(repository(TABLE)).unwrap());
    let of = |template: &str, table: &str| json!({"template": template, "framework": "qd766", "period": "2025-10", "table": table});
    let asked = of("thong-bao-xa", "cong.xlsx");
    let made = desk.create("moi", &asked).unwrap();
    assert_eq!(made["files"], json!(["lo.yaml", "cong.xlsx"]));
    let opened = desk.lot("moi/lo.yaml").unwrap();
    assert_eq!(opened["units"].as_array().unwrap().len(), 34);
    let path = opened["units"][0]["path"].as_str().unwrap();
    assert_eq!(path, "2025-10/thanh-pho-can-tho/thong-bao");
    let made = desk.lot_make(0, false).unwrap();
    assert_eq!(made["faults"], json!([]));
    let outline = desk.lot_declared(&asked).unwrap();
    let keys = outline.as_array().unwrap();
    assert!(
        keys.iter()
            .any(|key| key["key"] == "ho_so" && key["keys"].is_array())
    );
    // A table of which not every column is known is a lô all the same: its columns are pointed at.
    desk.put(
        "khac/b.csv",
        "Đơn vị;Một;Hai\nXã A;17;18\nXã B;16;17\n".as_bytes(),
    );
    desk.create("khac", &of("thong-bao-xa", "b.csv")).unwrap();
    let text = String::from_utf8(desk.bytes("khac/lo.yaml").unwrap()).unwrap();
    assert!(text.contains("so_lieu:\n  tep: b.csv\n\n"), "{text}");
    assert!(desk.lot("khac/lo.yaml").is_err());
    // A document about several units is no lô's.
    assert!(
        desk.create("moi", &of("bao-cao-tinh", "cong.xlsx"))
            .is_err()
    );
}
