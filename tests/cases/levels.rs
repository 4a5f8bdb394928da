//! Tables of units of several levels: a province's own row, its departments, its communes.

use super::lots::{Lot, SUMMARY, UNITS, report};

const MIXED: [&str; 4] = [
    "90;UBND tỉnh Tuyên Quang;Tuyên Quang;18;20;12;10;18;22;",
    "91;Sở Tài chính;Tuyên Quang;12;15;9;7,5;16;14;",
    "92;Sở Nội vụ;Tuyên Quang;11;15;9;7,5;16;14;",
    "93;Côn Đảo;Tuyên Quang;10;15;9;7,5;16;14;",
];

/// What a run of a lô says, and the rank of a unit and among how many it is.
struct Ran {
    said: String,
    report: serde_json::Value,
}

impl Ran {
    fn of(lot: &Lot) -> Self {
        let (code, out, err) = lot.run(&[]);
        let said = format!("{out}{err}");
        assert!(code < 2, "{said}");
        let report = report(lot.out());
        Self { said, report }
    }

    fn rank(&self, name: &str) -> (Option<u64>, u64) {
        let mut units = self.report["units"].as_array().unwrap().iter();
        let points = &units.find(|unit| unit["name"] == name).unwrap()["points"];
        let of = points["ranked_of"].as_u64().unwrap_or(0);
        (points["rank"].as_u64(), of)
    }

    fn says(&self, words: &str) {
        assert!(self.said.contains(words), "{}", self.said);
    }
}

fn mixed() -> Lot {
    let lot = Lot::new(&[UNITS, &MIXED].concat());
    lot.edit("ho_so:", "xep_hang: xã, phường của {{ tinh }}\nho_so:");
    lot
}

/// All rows of a province were one list: a commune was 5th of 6 with its own province before it.
#[test]
fn a_lot_ranks_the_units_of_each_level_among_themselves() {
    let ran = Ran::of(&mixed());
    assert_eq!(ran.rank("Xã Bình An"), (Some(1), 4), "{}", ran.said);
    assert_eq!(ran.rank("Phường Nông Tiến"), (Some(2), 4));
    // A name that is a commune's by the catalogue only.
    assert_eq!(ran.rank("Côn Đảo"), (Some(3), 4));
    assert_eq!(ran.rank("Sở Tài chính"), (Some(1), 2));
    assert_eq!(ran.rank("UBND tỉnh Tuyên Quang"), (None, 0));
    ran.says("không xếp hạng UBND tỉnh Tuyên Quang: bảng không có đơn vị khác cùng cấp");
    ran.says("không in thứ hạng của 2 đơn vị (Sở Tài chính, Sở Nội vụ)");
}

/// One department without points left all communes without a rank.
#[test]
fn a_row_that_cannot_be_read_spoils_the_ranks_of_its_level_only() {
    let lot = mixed();
    lot.replace(
        "91;Sở Tài chính;Tuyên Quang;12",
        "91;Sở Tài chính;Tuyên Quang;ba",
    );
    let ran = Ran::of(&lot);
    assert_eq!(ran.rank("Xã Bình An").0, Some(1));
    assert_eq!(ran.rank("Sở Nội vụ").0, None);
    ran.says("không xếp hạng các cơ quan, tổ chức của Tuyên Quang: 1 đơn vị");
}

/// In the period before it did, where the table names no provinces.
#[test]
fn so_it_does_in_the_period_before() {
    let lot = Lot::new(&[UNITS, &MIXED].concat());
    lot.edit("    tinh: tinh\n", "");
    lot.edit(
        "    thuoc: tỉnh {{ tinh }}\n",
        "    thuoc: tỉnh Tuyên Quang\n",
    );
    lot.edit("ho_so:", "xep_hang: xã, phường\nho_so:");
    lot.edit("mau: thong-bao-xa", "mau: hang.md");
    let template = "---\nten: T\nten_tep: t\nloai: Thông báo\ntrich_yeu: Thứ hạng\n---\n\
        Thứ hạng {{ xep_hang.hang }}, kỳ trước {{ xep_hang.ky_truoc }}.\n";
    lot.write("hang.md", template);
    lot.follow("Sở Tài chính;Tuyên Quang;12", "Sở Tài chính;Tuyên Quang;ba");
    lot.change("truoc/lo.yaml", "hang.md", "../hang.md");
    let ran = Ran::of(&lot);
    let document = lot.out().join("2025-10/xa-binh-an/t.docx");
    let document = std::fs::read(document).unwrap_or_else(|_| panic!("{}", ran.said));
    let words = super::common::docx_text(&document);
    assert!(words.contains("Thứ hạng 1, kỳ trước 1."), "{words}");
}

/// The province's report counted its own row and its departments as communes.
#[test]
fn a_provinces_report_is_about_the_units_of_one_level() {
    let lot = mixed();
    lot.edit("ho_so:\n", SUMMARY);
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

/// Files were called `ubnd-xa-my-duc-tinh-an-giang`, and the Biểu had the portal's names.
#[test]
fn names_of_the_portal_are_plain_in_files_and_tables() {
    let lot = Lot::new(&[
        "1;UBND xã Mỹ Đức - tỉnh An Giang;An Giang;12;15;10;9;17;20;",
        "2;UBND ĐẶC KHU PHÚ QUỐC - TỈNH AN GIANG;An Giang;12;15;10;9;16;20;",
        "3;UBND xã Tân Tiến - tỉnh Cà Mau;;12;15;10;9;15;20;",
        "4;UBND xã Tân Tiến - tỉnh Đồng Nai;;12;15;10;9;14;20;",
    ]);
    lot.edit(
        "ten: Ủy ban nhân dân {{ don_vi | chu_thuong }}",
        "ten: \"{{ don_vi }}\"",
    );
    lot.edit("    thuoc: tỉnh {{ tinh }}\n", "");
    lot.edit("ho_so:\n", &SUMMARY.replace("{{ tinh }}", "An Giang"));
    let (_, out, err) = lot.run(&[]);
    for file in [
        "xa-my-duc/thong-bao.docx",
        "dac-khu-phu-quoc/thong-bao.docx",
        "xa-tan-tien-tinh-ca-mau/thong-bao.docx",
        "xa-tan-tien-tinh-dong-nai/thong-bao.docx",
    ] {
        assert!(
            lot.out().join("2025-10").join(file).exists(),
            "{file} {out}{err}"
        );
    }
    let report = std::fs::read(lot.out().join("2025-10/an-giang/bao-cao.docx")).unwrap();
    let words = super::common::docx_text(&report);
    assert!(words.contains("Đặc khu Phú Quốc"), "{words}");
    assert!(!words.contains("UBND xã Mỹ Đức"), "{words}");
}

/// A resolution of which no version of the program knows made every document of the unit wrong.
#[test]
fn an_office_declares_resolutions_of_its_own() {
    let check = |settings: &str, day: &str, name: &str| {
        let case = super::Case::new("../../examples/my-duc-2026-09");
        let text = std::fs::read_to_string(case.path("ho-so.yaml")).unwrap();
        let text = text.replace("xã Mỹ Đức", name);
        let at = text.find("  ngay: ").unwrap();
        let end = at + text[at..].find('\n').unwrap();
        let text = format!("{}  ngay: {day}{}", &text[..at], &text[end..]);
        std::fs::write(case.path("ho-so.yaml"), text).unwrap();
        if !settings.is_empty() {
            std::fs::write(case.path("kiem-tra.yaml"), settings).unwrap();
        }
        case.run("check", "ho-so.yaml", &[]).1
    };
    let one = "thay_doi_don_vi:\n  - {ngay: 01/10/2026, tu: xã Mỹ Đức, thanh: phường Mỹ Đức, can_cu: Nghị quyết số 12}\n";
    let merged = "thay_doi_don_vi:\n  - {ngay: 01/10/2026, tu: [xã Mỹ Đức, xã Ô Lâm], thanh: phường Mỹ Tân, can_cu: Nghị quyết số 13}\n";
    assert!(check("", "05/10/2026", "phường Mỹ Đức").contains("NAME-06"));
    let said = check(one, "05/10/2026", "phường Mỹ Đức");
    assert!(!said.contains("NAME-0"), "{said}");
    let said = check(one, "05/10/2026", "xã Mỹ Đức");
    assert!(
        said.contains("từ 01/10/2026 là phường Mỹ Đức (Nghị quyết số 12)"),
        "{said}"
    );
    let said = check(one, "30/9/2026", "phường Mỹ Đức");
    assert!(said.contains("đến trước 01/10/2026 là xã Mỹ Đức"), "{said}");
    assert!(!check(one, "30/9/2026", "xã Mỹ Đức").contains("NAME-0"));
    let said = check(merged, "05/10/2026", "phường Mỹ Tân");
    assert!(
        !said.contains("NAME-04") && !said.contains("NAME-06"),
        "{said}"
    );
    let said = check(
        "thay_doi_don_vi:\n  - {ngay: 01/10/2026}\n",
        "05/10/2026",
        "xã Mỹ Đức",
    );
    assert!(said.contains("kiem-tra.yaml:2:5"), "{said}");
}

const RESOLVED: &str = "thay_doi_don_vi:
  - {ngay: 01/10/2025, tu: xã Bình An, thanh: phường Bình An, can_cu: Nghị quyết số 12}
  - {ngay: 01/10/2025, tu: xã Côn Lôn, thanh: xã Hồng Thái, can_cu: Nghị quyết số 13}
  - {ngay: 01/10/2025, tu: [xã Lam Vỹ, xã Lam], thanh: xã Lam Sơn, can_cu: Nghị quyết số 14}
";

/// A unit that had become another by such a resolution was not compared with the month before, and
/// not found in the directory.
#[test]
fn units_that_the_office_knows_to_have_become_others_are_joined() {
    let lot = Lot::new(UNITS);
    lot.edit("    ma: ma\n", "");
    lot.follow("", "");
    lot.write(
        "danh-ba.csv",
        "don_vi;ten\nXã Lam Sơn;A\nXã Bình An;B\nPhường Nông Tiến;C\nXã Côn Lôn;D\n",
    );
    let directory = "danh_ba:\n  tep: danh-ba.csv\n  dong_tieu_de: 1\n  noi: don_vi\n  cot: {don_vi: don_vi, ten: ten}\n";
    lot.edit("so_lieu:\n", &format!("{directory}so_lieu:\n"));
    lot.edit("ho_ten: Nguyễn Văn A", "ho_ten: \"Nguyễn Văn {{ ten }}\"");
    lot.replace("Xã Bình An", "Phường Bình An");
    lot.replace("Xã Côn Lôn", "Xã Hồng Thái");
    lot.replace("Xã Lam Vỹ", "Xã Lam Sơn");
    let lacking = |name: &str| format!("“{name}” không có số liệu đọc được ở tháng 9/2025");
    let unlisted = "danh bạ không có dòng “Phường Bình An”";
    let ran = Ran::of(&lot);
    ran.says(unlisted);
    ran.says("danh bạ không có dòng “Xã Hồng Thái”");
    lot.write("kiem-tra.yaml", RESOLVED);
    let ran = Ran::of(&lot);
    assert!(!ran.said.contains("danh bạ"), "{}", ran.said);
    for name in ["Phường Bình An", "Xã Hồng Thái"] {
        assert!(!ran.said.contains(&lacking(name)), "{}", ran.said);
    }
    // Of what several were joined to nobody knows the month before.
    ran.says(&lacking("Xã Lam Sơn"));
}

/// The same of a hồ sơ, whose settings may be those of a file that is named for all.
#[test]
fn a_dossier_is_compared_with_that_of_the_unit_before_a_resolution() {
    let case = super::Case(tempfile::tempdir().unwrap());
    for name in ["my-duc-2026-09", "my-duc-2026-10"] {
        std::fs::create_dir(case.path(name)).unwrap();
        super::copy(
            &super::common::repository("examples").join(name),
            &case.path(name),
        );
    }
    let file = case.path("my-duc-2026-10/ho-so.yaml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        text.replace("nhân dân xã Mỹ Đức", "nhân dân phường Mỹ Đức"),
    )
    .unwrap();
    let check = |options: &[&str]| case.run("check", "my-duc-2026-10", options).1;
    let said = check(&[]);
    assert!(
        said.contains("../my-duc-2026-09” là của “xã Mỹ Đức”"),
        "{said}"
    );
    let one = "thay_doi_don_vi:\n  - {ngay: 01/10/2026, tu: xã Mỹ Đức, thanh: phường Mỹ Đức, can_cu: Nghị quyết số 12}\n";
    std::fs::write(case.path("chung.yaml"), one).unwrap();
    let named = case.path("chung.yaml");
    let said = check(&["--config", named.to_str().unwrap()]);
    assert!(!said.contains("../my-duc-2026-09"), "{said}");
    assert!(!said.contains("NAME-0"), "{said}");
    std::fs::write(case.path("my-duc-2026-10/kiem-tra.yaml"), one).unwrap();
    let said = check(&[]);
    assert!(!said.contains("../my-duc-2026-09"), "{said}");
}
