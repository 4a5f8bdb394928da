//! Tables of units of several levels: a province's own row, its departments, its communes.

use super::lots::{Lot, UNITS, report};

const MIXED: [&str; 4] = [
    "90;UBND tỉnh Tuyên Quang;Tuyên Quang;18;20;12;10;18;22;",
    "91;Sở Tài chính;Tuyên Quang;12;15;9;7,5;16;14;",
    "92;Sở Nội vụ;Tuyên Quang;11;15;9;7,5;16;14;",
    "93;Côn Đảo;Tuyên Quang;10;15;9;7,5;16;14;",
];

/// The name, rank and number of units of each.
fn ranks(lot: &Lot) -> Vec<(String, Option<u64>, u64)> {
    let report = report(lot.out());
    let units = report["units"].as_array().unwrap().iter();
    let of = |unit: &serde_json::Value| {
        let points = &unit["points"];
        let name = unit["name"].as_str().unwrap().to_owned();
        (
            name,
            points["rank"].as_u64(),
            points["ranked_of"].as_u64().unwrap_or(0),
        )
    };
    let mut ranks: Vec<_> = units.map(of).collect();
    ranks.sort();
    ranks
}

fn mixed() -> Lot {
    let lot = Lot::new(&[UNITS, &MIXED].concat());
    lot.edit("ho_so:", "xep_hang: xã, phường của {{ tinh }}\nho_so:");
    lot
}

/// All rows of a province were one list: a commune was 5th of 6 with its own province before it.
#[test]
fn a_lot_ranks_the_units_of_each_level_among_themselves() {
    let lot = mixed();
    let (_, out, err) = lot.run(&[]);
    let said = format!("{out}{err}");
    let ranks = ranks(&lot);
    let of = |name: &str| {
        let mut found = ranks.iter().filter(|(unit, ..)| unit == name);
        found.next().map(|(_, rank, of)| (*rank, *of)).unwrap()
    };
    assert_eq!(of("Xã Bình An"), (Some(1), 4), "{said}");
    assert_eq!(of("Phường Nông Tiến"), (Some(2), 4));
    // A name that is a commune's by the catalogue only.
    assert_eq!(of("Côn Đảo"), (Some(3), 4));
    assert_eq!(of("Sở Tài chính"), (Some(1), 2));
    assert_eq!(of("UBND tỉnh Tuyên Quang"), (None, 0));
    assert!(
        said.contains("không xếp hạng UBND tỉnh Tuyên Quang: bảng không có đơn vị khác cùng cấp"),
        "{said}"
    );
    assert!(
        said.contains("không in thứ hạng của 2 đơn vị (Sở Tài chính, Sở Nội vụ)"),
        "{said}"
    );
}

/// One department without points left all communes without a rank.
#[test]
fn a_row_that_cannot_be_read_spoils_the_ranks_of_its_level_only() {
    let lot = mixed();
    lot.replace(
        "91;Sở Tài chính;Tuyên Quang;12",
        "91;Sở Tài chính;Tuyên Quang;ba",
    );
    let (_, out, err) = lot.run(&[]);
    let ranks = ranks(&lot);
    let rank = |name: &str| ranks.iter().find(|(unit, ..)| unit == name).unwrap().1;
    assert_eq!(rank("Xã Bình An"), Some(1));
    assert_eq!(rank("Sở Nội vụ"), None);
    let said = format!("{out}{err}");
    assert!(
        said.contains("không xếp hạng các cơ quan, tổ chức của Tuyên Quang: 1 đơn vị"),
        "{said}"
    );
}

/// The province's report counted its own row and its departments as communes.
#[test]
fn a_provinces_report_is_about_the_units_of_one_level() {
    let lot = mixed();
    let summary = "bao_cao:
  mau: bao-cao-tinh
  ten_tep: \"{{ ky }}/{{ tinh | slug }}/{{ mau }}\"
  ho_so:
    co_quan: {ten: \"Ủy ban nhân dân tỉnh {{ tinh }}\", ky_hieu: UBND, dia_danh: \"{{ tinh }}\"}
    van_ban: {ngay: 2025-11}
    noi_nhan: {gui: [Văn phòng Chính phủ], luu: VP}
    nguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch}
ho_so:";
    lot.edit("ho_so:", summary);
    let (_, out, err) = lot.run(&[]);
    let said = format!("{out}{err}");
    assert!(
        said.contains("chỉ nêu 4 đơn vị cấp xã; không tính 3 dòng của cấp khác"),
        "{said}"
    );
    assert!(
        lot.out().join("2025-10/tuyen-quang/bao-cao.pdf").exists(),
        "{said}"
    );
}
