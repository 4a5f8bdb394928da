//! A lô of today: one export of the portal, from which come the province's report, the notice of
//! each commune and that of each department.

use std::collections::BTreeMap;
use std::path::Path;

use super::Case;
use super::common::docx_text;
use super::lots::{Lot, documents, report};

const EXAMPLE: &str = "../../examples/lai-chau-2026-10";

/// Runs the example's lô; gives what was said.
fn run(case: &Case, options: &[&str]) -> String {
    let out = case.path("ket-qua");
    let options = [&["--out", out.to_str().unwrap()], options].concat();
    let (code, said) = case.run("batch", "lo.yaml", &options);
    assert_eq!(code, 0, "{said}");
    said
}

fn words(out: &Path, file: &str) -> String {
    let file = out.join("2026-10").join(file);
    docx_text(&std::fs::read(&file).unwrap_or_else(|_| panic!("{}", file.display())))
}

#[test]
fn one_export_gives_three_kinds_of_documents() {
    let case = Case::new(EXAMPLE);
    let said = run(&case, &[]);
    let made = documents(&case.path("ket-qua"));
    let of = |start: &str| {
        let start = format!("2026-10/{start}");
        let ending = |path: &&String| path.starts_with(&start) && path.ends_with(".pdf");
        made.keys().filter(ending).count()
    };
    assert_eq!(made.len(), 102, "{said}");
    let counts = ["xa-", "phuong-", "so-", "tinh-lai-chau/bao-cao"].map(of);
    assert_eq!(counts, [36, 2, 12, 1]);
    let plain = |path: &String| !path.contains("ubnd") && !path.contains("thong-bao-tinh");
    assert!(made.keys().all(plain), "{:?}", made.keys());
    // Nothing is doubtful, and nothing is left out without a word.
    assert!(
        !said.contains("cảnh báo") && !said.contains("lỗi"),
        "{said}"
    );
    let told = "không làm văn bản riêng của 1 đơn vị (UBND tỉnh Lai Châu)";
    assert!(said.contains(told), "{said}");
}

#[test]
fn each_kind_says_what_is_of_its_unit() {
    let case = Case::new(EXAMPLE);
    run(&case, &[]);
    let out = case.path("ket-qua");
    let holds = |file: &str, parts: &[&str]| {
        let text = words(&out, file);
        for part in parts {
            assert!(text.contains(part), "{part}: {text}");
        }
        for portal in [" - tỉnh", " - TỈNH", "Xã THAN UYÊN", "SỞ TƯ PHÁP"] {
            assert!(!text.contains(portal), "{portal}: {text}");
        }
    };
    let of_commune = [
        "ỦY BAN NHÂN DÂN",
        "XÃ BÌNH LƯ",
        "/TB-UBND",
        "Bình Lư, ngày 05 tháng 11 năm 2026",
        "của xã Bình Lư, tỉnh Lai Châu như sau",
        "xếp hạng 23/38 xã, phường của tỉnh Lai Châu",
        "- UBND tỉnh Lai Châu;",
        "TM. ỦY BAN NHÂN DÂN",
    ];
    holds("xa-binh-lu/thong-bao.docx", &of_commune);
    let of_department = [
        "UBND TỈNH LAI CHÂU",
        "SỞ Y TẾ",
        "/TB-SYT",
        "Lai Châu, ngày 05 tháng 11 năm 2026",
        "của Sở Y tế",
        "xếp hạng 5/12 sở, ngành của tỉnh Lai Châu",
        "- Các phòng, đơn vị thuộc Sở;",
        "GIÁM ĐỐC",
    ];
    holds("so-y-te/thong-bao.docx", &of_department);
    let of_province = [
        "TỈNH LAI CHÂU",
        "Điểm tổng hợp của tỉnh Lai Châu: 67,58/100 điểm",
        "Kết quả của 12 sở, ngành",
        "Kết quả của 38 đơn vị cấp xã",
        "cao nhất là xã Pa Tần (95,32 điểm)",
        "Sở Tư pháp",
        "Xã Than Uyên",
        "- UBND các xã, phường;",
    ];
    holds("tinh-lai-chau/bao-cao.docx", &of_province);
}

#[test]
fn each_level_is_ranked_by_itself_in_the_report_of_the_run() {
    let case = Case::new(EXAMPLE);
    run(&case, &[]);
    let report = report(&case.path("ket-qua"));
    let mut ranks: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for unit in report["units"].as_array().unwrap() {
        let points = &unit["points"];
        let of = points["ranked_of"].as_u64().unwrap();
        ranks
            .entry(of)
            .or_default()
            .push(points["rank"].as_u64().unwrap());
        assert_eq!(unit["province"], "tỉnh Lai Châu");
    }
    for (of, ranks) in &mut ranks {
        ranks.sort_unstable();
        assert_eq!(*ranks, (1..=*of).collect::<Vec<_>>());
    }
    assert_eq!(ranks.keys().copied().collect::<Vec<_>>(), [12, 38]);
    let templates = report["lot"]["templates"].as_str().unwrap();
    assert_eq!(templates, "thong-bao");
}

#[test]
fn a_second_run_leaves_all_alone_and_parts_make_the_whole() {
    let case = Case::new(EXAMPLE);
    run(&case, &[]);
    let out = case.path("ket-qua");
    let first = documents(&out);
    let said = run(&case, &[]);
    assert!(said.contains("ghi 0 đơn vị, giữ nguyên 51"), "{said}");
    assert_eq!(documents(&out), first);
    // Another signatory of a department touches that department only.
    let list = std::fs::read_to_string(case.path("danh-ba.csv")).unwrap();
    let line = list
        .lines()
        .find(|line| line.starts_with("Sở Y tế"))
        .unwrap();
    let other = list.replace(line, "Sở Y tế;SYT;Lò Văn Mới");
    std::fs::write(case.path("danh-ba.csv"), other).unwrap();
    let said = run(&case, &[]);
    assert!(said.contains("ghi 1 đơn vị, giữ nguyên 50"), "{said}");
    assert!(words(&out, "so-y-te/thong-bao.docx").contains("Lò Văn Mới"));
    std::fs::write(case.path("danh-ba.csv"), list).unwrap();
    let parts = case.path("phan");
    for part in ["1/2", "2/2"] {
        let options = ["--out", parts.to_str().unwrap(), "--shard", part];
        let (code, said) = case.run("batch", "lo.yaml", &options);
        assert_eq!(code, 0, "{said}");
    }
    assert_eq!(documents(&parts), first);
}

/// The same from a table of one's own: other heads, no portal's names, provinces in a column.
#[test]
fn tables_of_ones_own_have_levels_too() {
    let rows = [
        "1;Sở Tài chính;Tuyên Quang;12;15;9;7,5;16;14;",
        "2;Sở Nội vụ;Tuyên Quang;11;15;9;7,5;16;14;",
        "3;Xã Bình An;Tuyên Quang;11;16;9;7,5;16;14;",
        "4;Phường Nông Tiến;Tuyên Quang;11;17;9;7,5;16;14;",
        // Neither its name nor the catalogue says its level: most of the others do.
        "5;Tổng kho;Tuyên Quang;10;17;9;7,5;16;14;",
    ];
    let lot = Lot::new(&rows);
    let levels = "theo_cap:
  - cap: sở, ngành
    mau: thong-bao-so
    ten_tep: \"{{ ky }}/so/{{ don_vi | slug }}\"
    ho_so:
      co_quan: {ten: \"{{ don_vi }}\", cap_tren: \"UBND tỉnh {{ tinh }}\", ky_hieu: S, dia_danh: \"{{ tinh }}\"}
      nguoi_ky: {chuc_vu: Giám đốc}
ho_so:";
    lot.edit("ho_so:", levels);
    let (code, out, err) = lot.run(&[]);
    assert_eq!(code, 0, "{out}{err}");
    let made = documents(lot.out());
    let names: Vec<&str> = made
        .keys()
        .map(String::as_str)
        .filter(|p| p.ends_with("docx"))
        .collect();
    assert_eq!(
        names,
        [
            "2025-10/phuong-nong-tien/thong-bao.docx",
            "2025-10/so/so-noi-vu.docx",
            "2025-10/so/so-tai-chinh.docx",
            "2025-10/tong-kho/thong-bao.docx",
            "2025-10/xa-binh-an/thong-bao.docx",
        ],
        "{out}{err}"
    );
    let department = docx_text(&made["2025-10/so/so-noi-vu.docx"]);
    assert!(department.contains("GIÁM ĐỐC") && department.contains("UBND TỈNH TUYÊN QUANG"));
    // What the entry does not say is that of all.
    assert!(department.contains("- Các cơ quan;"), "{department}");
    let said = lot.run_again("nothing", &[]);
    assert!(said.contains("ghi 0 đơn vị"), "{said}");
}

#[test]
fn what_is_wrong_with_levels_is_told_at_its_place() {
    for (entry, told) in [
        ("  - {cap: sở, ngành}\n", "không có khóa “ngành”"),
        (
            "  - {cap: thôn}\n",
            "lo.yaml:20:11: lỗi GIA-TRI-02: cấp “thôn”",
        ),
        ("  - {mau: thong-bao-so}\n", "cap"),
        (
            "  - {cap: xã}\n  - {cap: phường}\n",
            "“theo_cap” nêu đơn vị cấp xã hai lần",
        ),
        ("  - {cap: xã, mau: thong-bao-sở}\n", "thong-bao-so"),
        ("  - {cap: xã, ten_tep: \"{{ khong_co }}\"}\n", "khong_co"),
        (
            "  - {cap: xã, ho_so: {co_quan: {ten: \"{{ la }}\"}}}\n",
            "la",
        ),
    ] {
        let lot = Lot::new(super::lots::UNITS);
        lot.edit("ten_tep:", &format!("theo_cap:\n{entry}ten_tep:"));
        let (code, out, err) = lot.run(&[]);
        assert_eq!(code, 2, "{entry}: {out}{err}");
        assert!(format!("{out}{err}").contains(told), "{entry}: {out}{err}");
    }
    // A fault of what all share is told once.
    let lot = Lot::new(super::lots::UNITS);
    lot.edit("ten_tep:", "theo_cap:\n  - cap: xã\nten_tep:");
    lot.edit("mau: thong-bao-xa", "mau: thong-bao-la");
    let (_, out, err) = lot.run(&[]);
    assert_eq!(
        format!("{out}{err}").matches("TEN-01").count(),
        1,
        "{out}{err}"
    );
}

/// What a hồ sơ of the province says besides its template.
const PROVINCE: &str = "bo_chi_so: qd766
ky: 2026-10
bang_diem: {tep: ../cong-2026-10.xlsx}
co_quan: {ten: Ủy ban nhân dân tỉnh Lai Châu, ky_hieu: UBND, dia_danh: Lai Châu}
van_ban: {ngay: 06/11/2026}
noi_nhan: {gui: [Văn phòng Chính phủ], luu: VP}
nguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: Lò Văn A}
";

/// A hồ sơ of such a table speaks of each level too, and what is said of one is not held against
/// the units of another.
#[test]
fn a_report_of_one_hand_made_dossier_speaks_of_each_level() {
    let case = Case::new(EXAMPLE);
    let dossier = format!("mau: [bao-cao-tinh-cac-cap, loi.md]\n{PROVINCE}");
    let template = |sentence: &str| {
        format!(
            "---\nten: T\nten_tep: loi\nloai: Báo cáo\ntrich_yeu: Kết quả\ndiem: các đơn vị\n---\n{sentence}\n"
        )
    };
    std::fs::create_dir(case.path("mot")).unwrap();
    std::fs::write(case.path("mot/ho-so.yaml"), &dossier).unwrap();
    let check = |sentence: &str| {
        std::fs::write(case.path("mot/loi.md"), template(sentence)).unwrap();
        case.run("check", "mot", &[]).1
    };
    let right = check("Có 12 đơn vị cấp xã xếp loại Tốt. Có 05 sở, ngành xếp loại Khá.");
    assert!(
        !right.contains("COUNT") && !right.contains("NAME"),
        "{right}"
    );
    let wrong = check("Có 13 đơn vị cấp xã xếp loại Tốt.");
    assert!(
        wrong.contains("COUNT-02") && wrong.contains("theo số liệu có 12"),
        "{wrong}"
    );
    let wrong = check("Có 12 sở, ngành xếp loại Khá.");
    assert!(wrong.contains("theo số liệu có 5"), "{wrong}");
    std::fs::write(case.path("mot/ho-so.yaml"), dossier.replace(", loi.md", "")).unwrap();
    let (code, said) = case.run("render", "mot", &[]);
    assert_eq!(code, 0, "{said}");
    let text = docx_text(&std::fs::read(case.path("mot/ket-qua/bao-cao.docx")).unwrap());
    for part in [
        "Kết quả của 12 sở, ngành",
        "01 sở, ngành xếp loại tốt, 05 sở",
        "xã Pa Tần (95,32",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// A template asks a Biểu for the units of one level; the texts of the Biểu may say which.
#[test]
fn a_template_asks_a_sheet_for_one_level() {
    let case = Case::new(EXAMPLE);
    std::fs::create_dir(case.path("mot")).unwrap();
    let dossier = format!("mau: cap.md\n{PROVINCE}");
    std::fs::write(case.path("mot/ho-so.yaml"), &dossier).unwrap();
    let render = |sheet: &str, mark: &str| {
        let template = format!(
            "---\nten: T\nten_tep: cap\nloai: Báo cáo\ntrich_yeu: Kết quả\ndiem: các đơn vị\nbieu: [{sheet}]\n---\n\
             Có {{{{ bieu | length }}}} biểu.\n\n[bieu: {mark}]\n"
        );
        std::fs::write(case.path("mot/cap.md"), template).unwrap();
        case.run("render", "mot", &[])
    };
    let both = "xep-hang-cac-don-vi/co-quan, xep-hang-cac-don-vi/cap-xa";
    let (code, said) = render(both, "xep-hang-cac-don-vi/co-quan");
    assert_eq!(code, 0, "{said}");
    let text = docx_text(&std::fs::read(case.path("mot/ket-qua/cap.docx")).unwrap());
    for part in ["Có 2 biểu", "Cơ quan", "Sở Y tế"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("Pa Tần"), "{text}");
    for (sheet, mark, told) in [
        (
            "xep-hang-cac-don-vi/co-quan",
            "xep-hang-cac-don-vi/cap-xa",
            "đặt biểu “xep-hang-cac-don-vi/cap-xa” mà phần đầu không khai báo",
        ),
        (
            "nhiem-vu/cap-xa",
            "nhiem-vu/cap-xa",
            "biểu “nhiem-vu” không có dòng cho đơn vị của nhiều cấp",
        ),
        ("nhiem-vu", "nhiem-vu/cap-xa", "không khai báo"),
        (
            "ket-qua-cac-don-vi/cap-thon",
            "ket-qua-cac-don-vi",
            "ket-qua-cac-don-vi",
        ),
    ] {
        let (code, said) = render(sheet, mark);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(told), "{told}: {said}");
    }
}

/// What was of the old month only is left blank in the entries of levels too.
#[test]
fn the_next_month_of_a_lot_by_levels_is_blank() {
    let case = Case::new(EXAMPLE);
    let lot = std::fs::read_to_string(case.path("lo.yaml")).unwrap();
    let own = "      van_ban: {so: 12, ngay: 07/11/2026}\n      noi_nhan:\n        gui:";
    let lot = lot.replacen("      noi_nhan:\n        gui:", own, 1);
    let lot = lot.replace(
        "ho_so:\n  co_quan:",
        "cung_ky: {tep: cong-2025-10.xlsx}\nho_so:\n  co_quan:",
    );
    std::fs::create_dir(case.path("thang-10")).unwrap();
    std::fs::write(case.path("thang-10/lo.yaml"), lot).unwrap();
    for file in ["cong-2026-10.xlsx", "cong-2026-09.xlsx", "danh-ba.csv"] {
        std::fs::copy(case.path(file), case.path("thang-10").join(file)).unwrap();
    }
    let (code, said) = case.run("next", "thang-10", &[]);
    assert_eq!(code, 0, "{said}");
    let next = std::fs::read_to_string(case.path("thang-11/lo.yaml")).unwrap();
    for gone in ["12,", "07/11", "05/11", "06/11", "cong-2025"] {
        assert!(!next.contains(gone), "{gone}: {next}");
    }
    assert!(next.contains("cap: sở, ngành"), "{next}");
}
