//! The formulas of the portal of 11/2025 on one province's figures of 05/11/2025, and the scale
//! that changed after it.

use std::fs;

use vanthu::roll::Roll;
use vanthu::score::GroupScore;
use vanthu::shelf::Session;
use vanthu::vn::number::{parse, print, round};

use super::Case;

/// Indicators with their ratios and their points as printed.
const PAIRS: [(&str, &str, &str); 20] = [
    ("1.1", "71,96", "4,32"),
    ("1.2", "76,43", "3,06"),
    ("1.3", "100", "2"),
    ("1.4", "100", "6"),
    ("3.1", "96,38", "2"),
    ("3.2", "4,58", "0,23"),
    ("3.3", "74,78", "6"),
    ("3.5b", "58,26", "1,46"),
    ("3.5", "78,35", "1,96"),
    ("3.6", "100", "6"),
    ("4.1", "80,7", "4,84"),
    ("4.2", "71,95", "3,60"),
    ("4.3", "62,97", "1,57"),
    ("4.6", "100", "2"),
    ("4.4", "91,13", "3,65"),
    ("4.5a", "95,42", "1,91"),
    ("4.5b", "73,89", "1,48"),
    ("5.2", "100", "6"),
    ("5.3", "96", "5,76"),
    ("5.4", "94,38", "6"),
];

/// The six groups; that of timeliness was published without its ratio.
const GROUPS: [(&str, &str); 6] = [
    ("cong_khai_minh_bach", "15,38"),
    ("tien_do", "18,88"),
    ("dich_vu_cong_truc_tuyen", "8,23"),
    ("thanh_toan_truc_tuyen", "9,42"),
    ("muc_do_hai_long", "17,76"),
    ("so_hoa", "19,05"),
];

/// A hồ sơ of the ratios, with further keys.
fn dossier(period: &str, more: &str) -> Case {
    let case = Case(tempfile::tempdir().unwrap());
    fs::create_dir(case.path("a")).unwrap();
    let ratios = PAIRS
        .map(|(id, ratio, _)| format!("  \"{id}\": \"{ratio}\"\n"))
        .concat();
    let text = format!("bo_chi_so: qd766\nky: {period}\nty_le:\n{ratios}{more}");
    fs::write(case.path("a/ho-so.yaml"), text).unwrap();
    case
}

const TIMELINESS: &str = "diem: {tien_do: \"18,88\"}\n";

#[test]
fn ratios_of_november_2025_give_all_points_to_the_cent() {
    let case = dossier("2025-11", TIMELINESS);
    let roll = Roll::read(&case.path("a"), &Session::disk()).unwrap();
    let scores = &roll.units[0].scores;
    let indicators = scores.groups.iter().flat_map(|group| &group.indicators);
    let indicators: Vec<_> = indicators.collect();
    for (id, ratio, points) in PAIRS {
        let found = indicators.iter().find(|i| &*i.id == id).unwrap();
        let found = found.points().unwrap();
        assert_eq!(found, parse(points).unwrap(), "{id} of {ratio}");
    }
    for (id, points) in GROUPS {
        let group = scores.groups.iter().find(|group| &*group.id == id).unwrap();
        assert_eq!(
            GroupScore::printed(group).map(print).as_deref(),
            Some(points),
            "{id}"
        );
    }
    assert_eq!(print(round(scores.printed_total(), 2)), "88,72");
}

/// Given as published beside them, the points are borne out; one that is not is told.
#[test]
fn published_points_are_held_against_the_ratios() {
    let points = |wrong: &str| {
        let points = PAIRS.map(|(id, _, points)| {
            let points = if id == wrong { "3,06" } else { points };
            format!("  \"{id}\": \"{points}\"\n")
        });
        let groups = GROUPS
            .map(|(id, points)| format!("{id}: \"{points}\", "))
            .concat();
        let all = format!(
            "chi_so:\n{}diem: {{{groups}tong: \"88,72\"}}\n",
            points.concat()
        );
        dossier("2025-11", &all).run("score", "a", &[])
    };
    let (code, said) = points("");
    assert_eq!(code, 0, "{said}");
    assert!(
        !said.contains("SCORE-01") && said.contains("88,72"),
        "{said}"
    );
    let (_, said) = points("3.6");
    assert!(
        said.contains("SCORE-01") && said.contains("chỉ số 3.6"),
        "{said}"
    );
}

#[test]
fn published_groups_are_held_against_the_ratios_too() {
    let groups = |first: &str| {
        let groups = GROUPS.map(|(id, points)| {
            let points = if id == "so_hoa" { first } else { points };
            format!("{id}: \"{points}\", ")
        });
        let all = format!("diem: {{{}}}\n", groups.concat());
        dossier("2025-11", &all).run("score", "a", &[]).1
    };
    assert!(!groups("19,05").contains("SCORE-01"));
    assert!(groups("17,05").contains("nhóm “Số hóa hồ sơ” công bố 17,05 điểm"));
}

/// When the portal changed is not known: the hồ sơ may say by which formulas its figures are.
#[test]
fn a_dossier_may_choose_its_formulas() {
    let total = |period, more: &str| {
        let case = dossier(period, &format!("{more}{TIMELINESS}"));
        let roll = Roll::read(&case.path("a"), &Session::disk());
        let roll = roll.map(|roll| print(round(roll.units[0].scores.printed_total(), 2)));
        roll.map_err(|faults| faults.to_string())
    };
    let old = Ok("88,72".to_owned());
    assert_eq!(total("2026-03", "phien_ban: cong-2025\n"), old);
    assert_ne!(total("2026-03", ""), old);
    assert_eq!(
        total("2026-03", ""),
        total("2025-11", "phien_ban: cong-2026\n")
    );
    let wrong = total("2026-03", "phien_ban: cong-2027\n").unwrap_err();
    assert!(
        wrong.contains("một trong: cong-2022, cong-2025, cong-2026"),
        "{wrong}"
    );
}

#[test]
fn a_comparison_across_the_scales_is_marked_and_told() {
    let compare = |before: &str, chosen: &str| {
        let case = Case(tempfile::tempdir().unwrap());
        let points = "diem: {cong_khai_minh_bach: \"17,00\", tien_do: \"19,00\", dich_vu_cong_truc_tuyen: \"9,00\", \
             thanh_toan_truc_tuyen: \"9,00\", muc_do_hai_long: \"17,00\", so_hoa: \"20,00\", tong: \"91,00\"}\n";
        for (folder, period, more) in [
            ("truoc", "2025-12", String::new()),
            ("nay", "2026-01", format!("{before}{chosen}")),
        ] {
            fs::create_dir(case.path(folder)).unwrap();
            let points = match folder {
                "nay" => points
                    .replace("17,00\", tien_do", "17,50\", tien_do")
                    .replace("91,00", "91,50"),
                _ => points.to_owned(),
            };
            let text = format!(
                "mau: thong-bao-xa\nbo_chi_so: qd766\nky: {period}\n{more}\
                 co_quan: {{ten: Ủy ban nhân dân xã Mỹ Đức, thuoc: tỉnh An Giang, ky_hieu: UBND, dia_danh: Mỹ Đức}}\n\
                 noi_nhan: {{gui: [Các phòng], luu: VP}}\n\
                 nguoi_ky: {{quyen_han: KT. Chủ tịch, chuc_vu: Phó Chủ tịch, ho_ten: Nguyễn Văn An}}\n{points}"
            );
            fs::write(case.path(folder).join("ho-so.yaml"), text).unwrap();
        }
        let (_, told) = case.run("check", "nay", &[]);
        let (code, said) = case.run("render", "nay", &["--docx"]);
        assert_eq!(code, 0, "{said}");
        let made = fs::read(case.path("nay/ket-qua/thong-bao.docx")).unwrap();
        (told, super::common::docx_text(&made))
    };
    let (told, text) = compare("ky_truoc: ../truoc\n", "");
    assert!(told.contains("cảnh báo SCALE-01"), "{told}");
    let codes = ["CLAIM", "SUPER", "DELTA", "XREF"];
    assert!(!codes.iter().any(|code| told.contains(code)), "{told}");
    assert!(
        text.contains("so với tháng 12/2025 (khác thang điểm)"),
        "{text}"
    );
    let (told, text) = compare("ky_truoc: ../truoc\n", "phien_ban: cong-2025\n");
    assert!(
        !told.contains("SCALE-01") && !text.contains("khác thang điểm"),
        "{told}"
    );
    let (told, _) = compare("", "");
    assert!(!told.contains("SCALE-01"), "{told}");
}

/// The published points of all pairs, one of them perhaps typed wrongly.
fn published(wrong: &str) -> String {
    let points = PAIRS.map(|(id, _, points)| {
        let points = if id == wrong { "3,06" } else { points };
        format!("  \"{id}\": \"{points}\"\n")
    });
    format!("{TIMELINESS}chi_so:\n{}", points.concat())
}

/// Points of the former formulas after the switch were told as wrong one by one.
#[test]
fn the_figures_tell_by_which_version_they_were_scored() {
    let said = |period: &str, more: &str| {
        let (code, said) = dossier(period, more).run("score", "a", &[]);
        assert_eq!(code, 0, "{said}");
        said
    };
    let chosen = "khớp cách tính của phiên bản “cong-2025”, không khớp “cong-2026” của kỳ này";
    let told = said("2026-10", &published(""));
    assert!(told.contains(chosen), "{told}");
    assert!(
        !told.contains("SCORE-01") && !told.contains("SCALE-02"),
        "{told}"
    );
    // What is stated is kept, and doubted.
    let told = said(
        "2026-10",
        &format!("phien_ban: cong-2026\n{}", published("")),
    );
    assert!(
        told.contains("SCALE-02") && told.contains("SCORE-01"),
        "{told}"
    );
    assert!(
        told.contains("“cong-2025”, hồ sơ ghi phiên bản “cong-2026”"),
        "{told}"
    );
    // Stated rightly, or of its own period, there is nothing to tell.
    for (period, more) in [("2026-10", "phien_ban: cong-2025\n"), ("2025-11", "")] {
        let told = said(period, &format!("{more}{}", published("")));
        assert!(
            !told.contains("khớp cách tính") && !told.contains("SCALE-02"),
            "{told}"
        );
    }
    // A slip of the pen tells no version, nor do points without ratios or counts.
    let told = said("2026-10", &published("3.6"));
    assert!(
        !told.contains("khớp cách tính") && told.contains("SCORE-01"),
        "{told}"
    );
    let told = said("2025-11", &published("3.6"));
    assert!(
        !told.contains("khớp cách tính") && told.contains("SCORE-01"),
        "{told}"
    );
}

/// A lô of a table of ratios and points.
#[test]
fn so_do_those_of_a_table_of_units() {
    let case = Case(tempfile::tempdir().unwrap());
    let ids = PAIRS.map(|(id, ..)| id);
    let heads: Vec<String> = ids
        .iter()
        .flat_map(|id| [format!("R{id}"), format!("D{id}")])
        .collect();
    let cells: Vec<String> = PAIRS
        .iter()
        .flat_map(|(_, ratio, points)| [(*ratio).to_owned(), (*points).to_owned()])
        .collect();
    let row = |name: &str| format!("{name};18,88;{}\n", cells.join(";"));
    let table = format!(
        "DV;TD;{}\n{}{}",
        heads.join(";"),
        row("Xã Bình Lư"),
        row("Xã Than Uyên")
    );
    fs::write(case.path("so-lieu.csv"), table).unwrap();
    let columns: Vec<String> = ids
        .iter()
        .map(|id| format!("    \"{id}.ty_le\": R{id}\n    \"{id}\": D{id}\n"))
        .collect();
    let lot = |more: &str| {
        format!(
            "mau: loi.md\nbo_chi_so: qd766\nky: 2026-10\n{more}so_lieu:\n  tep: so-lieu.csv\n  dong_tieu_de: 1\n  cot:\n    don_vi: DV\n    tien_do: TD\n{}\
             ho_so:\n  co_quan: {{ten: \"{{{{ don_vi }}}}\", ky_hieu: UBND, dia_danh: Lai Châu}}\n  van_ban: {{ngay: 2026-11}}\n  noi_nhan: {{gui: [UBND tỉnh Lai Châu], luu: VP}}\n  nguoi_ky: {{quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: Lò Văn A}}\n",
            columns.concat()
        )
    };
    let template = "---\nten: T\nten_tep: t\nloai: Thông báo\ntrich_yeu: Kết quả\n---\nĐiểm {{ diem.tong.dat }}.\n";
    fs::write(case.path("loi.md"), template).unwrap();
    let run = |more: &str| {
        fs::write(case.path("lo.yaml"), lot(more)).unwrap();
        let out = case.path("ra");
        case.run("batch", "lo.yaml", &["--out", out.to_str().unwrap()])
            .1
    };
    let said = run("");
    assert!(
        said.contains("khớp cách tính của phiên bản “cong-2025”"),
        "{said}"
    );
    assert!(
        !said.contains("SCORE-01") && !said.contains("SCALE-02"),
        "{said}"
    );
    let said = run("phien_ban: cong-2026\n");
    assert!(
        said.contains("SCALE-02") && said.contains("SCORE-01"),
        "{said}"
    );
}
