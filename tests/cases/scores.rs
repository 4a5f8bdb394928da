//! Scores, ranks, and which sheet they are read from.

use std::fs;

use super::{Case, common};

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> Case {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    Case(folder)
}

/// The end of every hồ sơ of a commune.
const OFFICE: &str = "
co_quan: {ten: Ủy ban nhân dân xã Châu Phú, ky_hieu: UBND, dia_danh: Châu Phú, thuoc: tỉnh An Giang}
van_ban: {ngay: 05/11/2025}
noi_nhan: {gui: [Thường trực Đảng ủy xã], luu: VP}
nguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: Nguyễn Văn An}
";

/// A notice of a commune with these points.
fn notice(points: &str) -> String {
    format!("mau: thong-bao-xa\nbo_chi_so: qd766\nky: 2025-10\n{OFFICE}diem: {{{points}}}\n")
}

const AXES: &str = "cong_khai_minh_bach: 18, tien_do: '19,9', dich_vu_cong_truc_tuyen: '8,06', \
    thanh_toan_truc_tuyen: '8,44', muc_do_hai_long: 18, so_hoa: '20,3'";

/// 19,9 is 19,90: nothing was rounded, and a total off by 0,1 is a wrong total.
#[test]
fn a_published_total_is_the_exact_sum_of_its_axes() {
    let check = |points: &str| {
        let case = folder(&[("ho-so.yaml", &notice(points))]);
        case.run("check", "ho-so.yaml", &[])
    };
    let (code, said) = check(&format!("{AXES}, tong: '92,7'"));
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("NUMFMT-02"), "{said}");
    for wrong in ["'92,8'", "'92,6'", "'92,69'"] {
        let (code, said) = check(&format!("{AXES}, tong: {wrong}"));
        assert_eq!(code, 1, "{wrong}: {said}");
        assert!(said.contains("SUM-01") && said.contains("92,7"), "{said}");
    }
    // Two figures of one decimal among whole ones may well be the portal's own.
    let two = AXES.replace("8,06", "8").replace("8,44", "8");
    assert_eq!(check(&format!("{two}, tong: '92,2'")).0, 0);
    assert_eq!(check(&format!("{two}, tong: '92,3'")).0, 1);
}

/// Where none of many figures has two decimals, the total may be off by half a step for each of
/// them, and no more: the rounding of all was told as a wrong sum.
#[test]
fn figures_rounded_to_one_decimal_add_up_within_their_rounding() {
    let check = |points: &str| {
        let case = folder(&[("ho-so.yaml", &notice(points))]);
        case.run("check", "ho-so.yaml", &[])
    };
    let one = AXES.replace("8,06", "8,1").replace("8,44", "8,4");
    for (total, code) in [
        ("92,7", 0),
        ("92,8", 0),
        ("92,4", 0),
        ("93", 0),
        ("93,1", 1),
        ("92,3", 1),
    ] {
        let (found, said) = check(&format!("{one}, tong: '{total}'"));
        assert_eq!(found, code, "{total}: {said}");
        assert_eq!(said.contains("SUM-01"), code == 1, "{total}: {said}");
    }
    // A total of two decimals over axes of one shows it too, and so does a zero that is kept.
    assert_eq!(check(&format!("{one}, tong: '92,74'")).0, 0);
    assert_eq!(check(&format!("{one}, tong: '93,06'")).0, 1);
    let kept = one.replace("muc_do_hai_long: 18", "muc_do_hai_long: '18,0'");
    assert_eq!(check(&format!("{kept}, tong: '92,8'")).0, 0);
}

/// The changes of exact points are exact too.
#[test]
fn a_total_of_the_month_before_that_is_off_is_told() {
    let with = |before: &str| {
        let axes = [
            ("cong_khai_minh_bach", "18", "18"),
            ("tien_do", "19,9", "19,5"),
            ("dich_vu_cong_truc_tuyen", "8,06", "8"),
            ("thanh_toan_truc_tuyen", "8,44", "8,41"),
            ("muc_do_hai_long", "18", "18"),
            ("so_hoa", "20,3", "20,1"),
            ("tong", "92,7", before),
        ];
        let axis = |(id, now, before): (&str, &str, &str)| {
            format!("{id}: {{dat: '{now}', ky_truoc: '{before}'}}")
        };
        let points: Vec<String> = axes.map(axis).to_vec();
        let case = folder(&[("ho-so.yaml", &notice(&points.join(", ")))]);
        case.run("check", "ho-so.yaml", &[])
    };
    assert_eq!(with("92,01").0, 0);
    let (code, said) = with("92,11");
    assert_eq!(code, 1);
    assert!(
        said.contains("SUM-02") && said.contains("DELTA-01"),
        "{said}"
    );
}

const LOT: &str = "
mau: thong-bao-xa
bo_chi_so: qd766
ky: 2025-10
so_lieu: {tep: so.csv}
xep_hang: xã, phường, đặc khu
ten_tep: '{{ don_vi | slug }}'
ho_so:
  co_quan: {ten: 'Ủy ban nhân dân {{ don_vi }}', ky_hieu: UBND, dia_danh: Châu Phú}
  van_ban: {ngay: 05/11/2025}
  noi_nhan: {gui: [UBND tỉnh], luu: VP}
  nguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: A}
";

const HEADS: &str = "Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;\
    Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ;Tổng điểm";

/// A rank among those that could be read is no rank: 1/2 was printed for 2/3.
#[test]
fn one_bad_row_leaves_the_ranks_of_all_out() {
    let rows = |best: &str| {
        format!(
            "{HEADS}\nxã A;18;19;8;9;18;20;92\nxã B;17;19;8;9;18;20;91\nxã C;18;20;8;9;18;{best}\n"
        )
    };
    let case = folder(&[("lo.yaml", LOT), ("so.csv", &rows("2l;94"))]);
    let out = case.path("out").display().to_string();
    let (code, said) = case.run("batch", "lo.yaml", &["--out", &out]);
    assert_eq!(code, 1);
    let told = "không xếp hạng mọi đơn vị: 1 đơn vị chưa có điểm đọc được (xã C)";
    assert!(said.contains(told), "{said}");
    let report = fs::read_to_string(case.path("out/bao-cao-lo.json")).unwrap();
    assert!(report.contains(told), "{report}");
    let ranks = |report: &str| {
        let report: serde_json::Value = serde_json::from_str(report).unwrap();
        let units = report["units"].as_array().unwrap().clone();
        let rank = |unit: &serde_json::Value| {
            let points = &unit["points"];
            (points["rank"].as_u64(), points["ranked_of"].as_u64())
        };
        units.iter().map(rank).collect::<Vec<_>>()
    };
    assert_eq!(ranks(&report), [(None, None); 3]);
    let words = common::docx_text(&fs::read(case.path("out/xa-a.docx")).unwrap());
    assert!(!words.contains("xếp hạng"), "{words}");
    fs::write(case.path("so.csv"), rows("21;94")).unwrap();
    assert_eq!(case.run("batch", "lo.yaml", &["--out", &out]).0, 0);
    let report = fs::read_to_string(case.path("out/bao-cao-lo.json")).unwrap();
    let three = [(Some(2), Some(3)), (Some(3), Some(3)), (Some(1), Some(3))];
    assert_eq!(ranks(&report), three);
}

/// One axis without a figure: the messages sent the clerk in circles.
#[test]
fn an_axis_without_a_figure_is_said_not_to_apply() {
    let case = Case::new("r-truc-khong-so");
    let change = |from: &str, to: &str| {
        let text = fs::read_to_string(case.path("ho-so.yaml")).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(case.path("ho-so.yaml"), text.replacen(from, to, 1)).unwrap();
        case.run("render", "ho-so.yaml", &[])
    };
    let (code, said) = case.run("render", "ho-so.yaml", &[]);
    assert_eq!(code, 2);
    assert!(said.contains("khong_ap_dung"), "{said}");
    for blank in ["dat:\n", "dat: '-'\n"] {
        let from = if blank == "dat:\n" {
            "dat: không có\n"
        } else {
            "dat:\n"
        };
        let (code, said) = change(from, blank);
        assert_eq!(code, 2, "{said}");
        assert!(
            said.contains("Thanh toán trực tuyến không có điểm"),
            "{said}"
        );
        assert!(
            said.contains("còn 8,44"),
            "the total leaves so much: {said}"
        );
        assert!(
            said.contains("{nhom: thanh_toan_truc_tuyen, ly_do: …}"),
            "{said}"
        );
    }
    let reason =
        "khong_ap_dung: [{nhom: thanh_toan_truc_tuyen, ly_do: xã không thu phí}]\nnoi_nhan:";
    let (code, said) = change("\nnoi_nhan:", &format!("\n{reason}"));
    assert_eq!(code, 2, "the total has more than what applies: {said}");
    assert!(said.contains("không quá 90"), "{said}");
    let (code, said) = change("dat: 92,7\n", "dat: 84,26\n");
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("không áp dụng: Thanh toán trực tuyến (xã không thu phí)"),
        "{said}"
    );
    let words = common::docx_text(&fs::read(case.path("ket-qua/thong-bao.docx")).unwrap());
    assert!(words.contains("84,26/90 điểm"), "{words}");
    assert!(!words.contains("Thanh toán trực tuyến: đạt"), "{words}");
}

const ROLL: &str = "bo_chi_so: qd766\nky: 2025-10\nbang_diem: {tep: so.csv}\n";

/// A blank, a dash or a column that is not there made all others count for more.
#[test]
fn a_blank_or_a_dash_or_a_column_that_is_missing_never_raises_a_score() {
    let score = |rows: &str, more: &str| {
        let form = format!("{ROLL}{more}");
        let case = folder(&[("ho-so.yaml", &form), ("so.csv", rows)]);
        case.run("score", "ho-so.yaml", &[])
    };
    let rows =
        |cell: &str| format!("{HEADS}\nxã A;18;19;8;{cell};18;20;\nxã B;17;19;8;9;18;20;91\n");
    assert_eq!(score(&rows("9"), "").0, 0);
    for blank in ["", "-", " – "] {
        let (code, said) = score(&rows(blank), "");
        assert_eq!(code, 2, "{blank}: {said}");
        assert!(
            said.contains("so.csv!E2: lỗi") && said.contains("khong_ap_dung"),
            "{said}"
        );
    }
    let said_so =
        "khong_ap_dung: [{don_vi: Xã A, nhom: thanh_toan_truc_tuyen, ly_do: không có phí}]\n";
    let (code, said) = score(&rows(""), said_so);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("không áp dụng với Xã A"), "{said}");
    let (code, said) = score(&rows(""), &said_so.replace("Xã A", "xã Ab"));
    assert_eq!(code, 2);
    assert!(said.contains("có phải ý bạn là “xã A”?"), "{said}");
    let lone = "Đơn vị;Dịch vụ công trực tuyến\nxã A;8,11\nxã B;8\n";
    let (code, said) = score(lone, "");
    assert_eq!(code, 2);
    assert!(
        said.contains("bảng không có cột: “Công khai, minh bạch”"),
        "{said}"
    );
    let five = rows("9")
        .replace("Thanh toán trực tuyến", "TT")
        .replace(";9;", ";;");
    let (code, said) = score(&five, "");
    assert_eq!(code, 2);
    assert!(said.contains("(thanh_toan_truc_tuyen)"), "{said}");
    let out = "khong_ap_dung: [{nhom: thanh_toan_truc_tuyen, ly_do: không có phí}]\n";
    assert_eq!(score(&five.replace(";91", ";82"), out).0, 0);
}

/// The set of Điện Biên says itself that a blank does not apply; a column that is not there is told.
#[test]
fn a_framework_may_say_that_a_blank_does_not_apply() {
    let heads = "Đơn vị;Công khai, minh bạch / Chỉ số 2;Tiến độ, kết quả giải quyết;Cung cấp dịch vụ trực tuyến / \
        Chỉ số 1;Cung cấp dịch vụ trực tuyến / Chỉ số 2";
    let form = "bo_chi_so: dien-bien-459\nky: 2023-09\nbang_diem:\n  tep: so.csv\n  cot: {don_vi: A, cong_khai_2: B, \
        tien_do_1: C, truc_tuyen_1: D, truc_tuyen_2: E}\n";
    let rows = format!("{heads}\nxã A;5;30;8;\nxã B;5;30;8;2\n");
    let case = folder(&[("ho-so.yaml", form), ("so.csv", &rows)]);
    let (code, said) = case.run("score", "ho-so.yaml", &[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("bảng không có cột “Chỉ số 1” (cong_khai_1)"),
        "{said}"
    );
    assert!(said.contains("điểm tối đa còn 55 trong 100"), "{said}");
}

/// A workbook as the portal exports it: sheets of unit, six axes, total and rank.
fn export(sheets: &[(&str, &[Row])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        let heads = [
            "TEN",
            "CKMB",
            "TDGQ",
            "CLGQ",
            "TTTT",
            "MDHL",
            "MDSH",
            "TONG_SCORE",
            "ROW_STT",
        ];
        sheet.write_row(0, 0, heads).unwrap();
        for (number, (unit, axes, total, rank)) in (1..).zip(*rows) {
            sheet.write(number, 0, *unit).unwrap();
            sheet.write_row(number, 1, axes.iter().copied()).unwrap();
            sheet.write(number, 7, *total).unwrap();
            sheet.write(number, 8, *rank).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

type Row<'a> = (&'a str, [&'a str; 6], &'a str, &'a str);

const MONTH: &[Row] = &[
    (
        "UBND xã Thoại Sơn - tỉnh An Giang",
        ["18", "19.9", "8.06", "8.44", "18", "20.3"],
        "92.7",
        "1",
    ),
    (
        "UBND xã Châu Phú - tỉnh An Giang",
        ["18", "19.5", "8", "8.4", "18", "20.1"],
        "92",
        "2",
    ),
    (
        "UBND xã Mỹ Đức - tỉnh An Giang",
        ["18", "19.5", "8", "8.4", "18", "20.1"],
        "92",
        "3",
    ),
    (
        "UBND phường Long Xuyên - tỉnh An Giang",
        ["17", "19", "8", "8", "18", "20"],
        "90",
        "4",
    ),
];

const YEAR: &[Row] = &[
    (
        "UBND xã Châu Phú - tỉnh An Giang",
        ["10", "19.5", "8", "8.4", "18", "20.1"],
        "84",
        "1",
    ),
    (
        "UBND xã Mỹ Đức - tỉnh An Giang",
        ["9", "19.5", "8", "8.4", "18", "20.1"],
        "83",
        "2",
    ),
];

fn with_export(form: &str, sheets: &[(&str, &[Row])]) -> Case {
    let case = folder(&[("ho-so.yaml", form)]);
    fs::write(case.path("cong.xlsx"), export(sheets)).unwrap();
    case
}

/// A yearly sheet was printed as the month.
#[test]
fn of_several_sheets_of_the_portal_one_is_asked_for() {
    let form = |sheet: &str| {
        format!("bo_chi_so: qd766\nky: 2025-10\nbang_diem:\n  tep: cong.xlsx\n{sheet}")
    };
    let sheets: &[(&str, &[Row])] = &[("Năm 2025", YEAR), ("Tháng 10", MONTH)];
    let score = |sheet: &str| with_export(&form(sheet), sheets).run("score", "ho-so.yaml", &[]);
    let (code, said) = score("");
    assert_eq!(code, 2, "{said}");
    let told = "tệp có nhiều trang là bảng điểm của Cổng: “Năm 2025”, “Tháng 10”";
    assert!(
        said.contains(told) && said.contains("“trang: Năm 2025”"),
        "{said}"
    );
    let (code, said) = score("  trang: tháng 10\n");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Thoại Sơn"), "{said}");
    let (code, said) = score("  trang: Năm 2025\n");
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("Thoại Sơn"), "{said}");
    let (code, said) = score("  trang: Tháng 9\n");
    assert_eq!(code, 2);
    assert!(
        said.contains("không có trang “Tháng 9”") && said.contains("“Tháng 10”"),
        "{said}"
    );
    let one = with_export(&form("  trang: Tháng 9\n"), &[("Tháng 10", MONTH)]);
    assert_eq!(
        one.run("score", "ho-so.yaml", &[]).0,
        2,
        "the only sheet has another name"
    );
    // The same in a lô.
    let lot = LOT.replace("so.csv", "cong.xlsx");
    let case = with_export("", sheets);
    let run = |lot: &str| {
        fs::write(case.path("lo.yaml"), lot).unwrap();
        let out = case.path("out").display().to_string();
        case.run("batch", "lo.yaml", &["--out", &out])
    };
    let (code, said) = run(&lot);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains(told), "{said}");
    let (code, said) = run(&lot.replace("cong.xlsx", "cong.xlsx, trang: Tháng 10"));
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("4/4 đơn vị"), "{said}");
}

/// Renders the notice of a commune with the portal's export beside it.
fn own_row(more: &str, rows: &[Row]) -> (u8, String, String) {
    let form = format!(
        "mau: thong-bao-xa\nbo_chi_so: qd766\nky: 2025-10\n{OFFICE}bang_diem: {{tep: cong.xlsx}}\n{more}"
    );
    let case = with_export(&form, &[("Tháng 10", rows)]);
    let (code, said) = case.run("render", "ho-so.yaml", &[]);
    let words = fs::read(case.path("ket-qua/thong-bao.docx"));
    let words = words.map_or(String::new(), |docx| common::docx_text(&docx));
    (code, said, words)
}

/// A commune takes its own row out of the portal's export, published rank included.
#[test]
fn a_commune_takes_its_own_row() {
    // Left blank, as a new hồ sơ has it, it is the row of the issuing body.
    for blank in ["", "don_vi:\n"] {
        let (code, said, words) = own_row(blank, MONTH);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("theo tên cơ quan ban hành"), "{said}");
        assert!(words.contains("xếp hạng 2/4 đơn vị"), "{words}");
    }
    let others: Vec<Row> = MONTH
        .iter()
        .filter(|row| !row.0.contains("Châu Phú"))
        .copied()
        .collect();
    let (code, said, _) = own_row("", &others);
    assert_eq!(code, 2);
    assert!(said.contains("thêm dòng “don_vi: …”"), "{said}");
    for name in [
        "UBND xã Mỹ Đức - tỉnh An Giang",
        "xã Mỹ Đức",
        "Ủy ban nhân dân xã Mỹ Đức",
    ] {
        let (code, said, words) = own_row(&format!("don_vi: {name}\n"), MONTH);
        assert_eq!(code, 0, "{said}");
        assert!(
            !said.contains("RANK-01"),
            "equals stand in any order: {said}"
        );
        assert!(
            words.contains("đạt 92/100 điểm; xếp hạng 3/4 đơn vị"),
            "{words}"
        );
    }
    let among = "don_vi: xã Mỹ Đức\nxep_hang: {trong: 'xã, phường, đặc khu', ky_truoc: 5}\n";
    let (code, said, words) = own_row(among, MONTH);
    assert_eq!(code, 0, "{said}");
    assert!(
        words.contains("xếp hạng 3/4 xã, phường, đặc khu"),
        "{words}"
    );
    let (code, said, _) = own_row("don_vi: xã Mỹ Đứcc\n", MONTH);
    assert_eq!(code, 2);
    assert!(
        said.contains("bảng điểm không có đơn vị “xã Mỹ Đứcc”"),
        "{said}"
    );
    let wrong = "don_vi: xã Mỹ Đức\nxep_hang: {hang: 2, tren: 4, trong: xã}\n";
    let (code, said, _) = own_row(wrong, MONTH);
    assert_eq!(code, 2);
    assert!(said.contains("hạng 2, bảng điểm ghi hạng 3"), "{said}");
}

/// Another's bad row changes nothing of what is published; of a part of a larger table nobody
/// knows among how many its ranks are.
#[test]
fn the_rank_of_ones_own_row_is_that_of_the_whole_table() {
    let mut bad = MONTH.to_vec();
    bad[0].1[1] = "x";
    let (code, said, words) = own_row("don_vi: xã Mỹ Đức\n", &bad);
    assert_eq!(code, 0, "{said}");
    assert!(words.contains("xếp hạng 3/4 đơn vị"), "{words}");
    let mut part = MONTH.to_vec();
    part[2].3 = "57";
    let (code, said, words) = own_row("don_vi: xã Mỹ Đức\n", &part);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("không in thứ hạng") && !words.contains("xếp hạng"),
        "{said}"
    );
    let (code, said, words) = own_row("don_vi: xã Mỹ Đức\nxep_hang: {tren: 102}\n", &part);
    assert_eq!(code, 0, "{said}");
    assert!(words.contains("xếp hạng 57/102 đơn vị"), "{words}");
}

/// The published rank is printed, and a finding tells where the points say another.
#[test]
fn the_published_rank_stands_and_another_by_the_points_is_told() {
    let mut rows = MONTH.to_vec();
    rows[3].3 = "3";
    rows[2].3 = "4";
    let form = "bo_chi_so: qd766\nky: 2025-10\nbang_diem: {tep: cong.xlsx}\n";
    let case = with_export(form, &[("Tháng 10", &rows)]);
    let (code, said) = case.run("score", "ho-so.yaml", &["--format", "json"]);
    assert_eq!(code, 0, "{said}");
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    let ranks: Vec<_> = (0..4)
        .map(|unit| json["units"][unit]["rank"].as_u64())
        .collect();
    assert_eq!(ranks, [Some(1), Some(2), Some(4), Some(3)]);
    let told = json["findings"].to_string();
    assert!(
        told.contains("hạng công bố là 4, xếp theo điểm của các đơn vị là hạng 2 đến 3"),
        "{told}"
    );
    assert!(
        told.contains("hạng công bố là 3, xếp theo điểm của các đơn vị là hạng 4"),
        "{told}"
    );
    // In a lô, and in a text table whose heads say “Xếp hạng”.
    let lot = LOT.replace("so.csv", "cong.xlsx");
    fs::write(case.path("lo.yaml"), lot).unwrap();
    let out = case.path("out").display().to_string();
    let (code, said) = case.run("batch", "lo.yaml", &["--out", &out]);
    assert_eq!(code, 0, "{said}");
    let report = fs::read_to_string(case.path("out/bao-cao-lo.json")).unwrap();
    assert_eq!(report.matches("RANK-01").count(), 2, "{report}");
    let words =
        format!("{HEADS};Xếp hạng\nxã A;18;19;8;9;18;20;92;Tốt\nxã B;17;19;8;9;18;20;91;Tốt\n");
    let case = folder(&[("ho-so.yaml", ROLL), ("so.csv", &words)]);
    let (code, said) = case.run("score", "ho-so.yaml", &[]);
    assert!(
        code == 0 && !said.contains("RANK-01"),
        "words are no rank: {said}"
    );
    let csv = format!("{HEADS};Xếp hạng\nxã A;18;19;8;9;18;20;92;2\nxã B;17;19;8;9;18;20;91;1\n");
    let case = folder(&[("ho-so.yaml", ROLL), ("so.csv", &csv)]);
    let (code, said) = case.run("score", "ho-so.yaml", &[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("hạng công bố là 2, xếp theo điểm của các đơn vị là hạng 1"),
        "{said}"
    );
}

/// The change of the rank, of a unit and of each of many.
#[test]
fn a_rank_has_a_change_since_the_month_before() {
    let template = "---\nten: T\nten_tep: t\nloai: Thông báo\ntrich_yeu: X\ndiem: MANY\n---\nHạng {{ xep_hang.hang }}, trước \
        {{ xep_hang.ky_truoc }}: {{ xep_hang.thay_doi }}.\n";
    let form = |period: &str, rank: &str, more: &str| {
        format!(
            "mau: m.md\nbo_chi_so: qd766\nky: {period}\n{OFFICE}diem: {{{AXES}}}\nxep_hang: {{hang: {rank}, tren: 9, trong: xã}}\n{more}"
        )
    };
    let case = folder(&[
        ("m.md", &template.replace("diem: MANY\n", "")),
        ("truoc.yaml", &form("2025-09", "5", "")),
        (
            "ho-so.yaml",
            &form("2025-10", "3", "ky_truoc: truoc.yaml\n"),
        ),
    ]);
    let (code, said) = case.run("render", "ho-so.yaml", &[]);
    assert_eq!(code, 0, "{said}");
    let words = common::docx_text(&fs::read(case.path("ket-qua/t.docx")).unwrap());
    assert!(words.contains("Hạng 3, trước 5: tăng 2 bậc."), "{words}");
}

const TEMPLATES: [&str; 9] = [
    "ban-tin",
    "bao-cao-huyen",
    "bao-cao-phuong",
    "bao-cao-tinh",
    "cong-van-huyen",
    "cong-van-tinh",
    "giay-moi",
    "ke-hoach-khac-phuc",
    "thong-bao-xa",
];

/// A workbook of units with their points, on this sheet, after a sheet of words.
fn workbook(sheet: &str, table: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    if sheet != "Sheet1" {
        let cover = book.add_worksheet();
        cover.set_name("Ghi chú").unwrap();
        cover.write(0, 0, "Số liệu của Văn phòng").unwrap();
    }
    let points = book.add_worksheet();
    points.set_name(sheet).unwrap();
    for (row, line) in (0..).zip(table.lines()) {
        for (column, cell) in (0..).zip(line.split(';')) {
            match cell.parse::<f64>() {
                Ok(number) => points.write(row, column, number).unwrap(),
                Err(_) => points.write(row, column, cell).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

/// Makes a new hồ sơ of a template with a table, fills in what is left blank, and uses it.
fn new_and_use(template: &str, set: &str, case: &Case, table: &str, sheet: Option<&str>) {
    let what = format!("{template}, {table}, {sheet:?}");
    let ho_so = case.path("ho-so");
    fs::remove_dir_all(&ho_so).ok();
    let (file, out) = (
        case.path(table).display().to_string(),
        ho_so.display().to_string(),
    );
    let period = if set == "qd766" { "2025-10" } else { "2023-09" };
    let mut arguments = vec![
        "new",
        template,
        "--ky",
        period,
        "--bo-chi-so",
        set,
        "--tu",
        &file,
    ];
    arguments.extend(["--out", &out]);
    arguments.extend(sheet.iter().flat_map(|sheet| ["--trang", sheet]));
    let (code, said, wrong) = common::run(case.0.path(), &arguments);
    assert_eq!(code, 0, "{what}: {said}{wrong}");
    let dossier = ho_so.join("ho-so.yaml");
    let text = fs::read_to_string(&dossier).unwrap();
    assert_eq!(case.run("score", "ho-so", &[]).0, 0, "{what}\n{text}");
    let filled = [
        ("  ten:", "Ủy ban nhân dân xã A"),
        ("  ky_hieu:", "UBND"),
        ("  dia_danh:", "A"),
        ("  gui:", "[UBND tỉnh]"),
        ("  luu:", "VP"),
        ("  chuc_vu:", "Chủ tịch"),
        ("\ndon_vi:", "xã A"),
    ];
    let text = filled.iter().fold(text, |text, (key, value)| {
        text.replacen(key, &format!("{key} {value}"), 1)
    });
    fs::write(&dossier, text).unwrap();
    let (_, said) = case.run("render", "ho-so", &[]);
    for line in said.lines().filter(|line| line.contains(": lỗi ")) {
        // What is left blank is to be filled in; nothing is wrong with what was written.
        let own = line.starts_with("ho-so/") || line.starts_with("so-lieu.xlsx");
        let blank = ["KHOA-03", "không có dòng số liệu nào"];
        assert!(
            own && blank.iter().any(|b| line.contains(b)),
            "{what}: {said}"
        );
    }
}

/// `new` wrote a hồ sơ that the program itself refused.
#[test]
fn a_new_dossier_is_never_one_that_is_refused() {
    let points = "xã A;18;19;8;9;18;20;92\nxã B;17;19;8;9;18;20;91\n";
    let csv = format!("{HEADS}\n{points}");
    let case = folder(&[("bang.csv", &csv)]);
    let save = |name: &str, bytes: Vec<u8>| fs::write(case.path(name), bytes).unwrap();
    save("mot.xlsx", workbook("Sheet1", &csv));
    save("hai.xlsx", workbook("Điểm", &csv));
    let own = [(
        "xã A",
        ["18", "19.9", "8.06", "8.44", "18", "20.3"],
        "92.7",
        "1",
    )];
    save("cong.xlsx", export(&[("Tháng 10", &own)]));
    save("cong-2.xlsx", export(&[("Năm", YEAR), ("Tháng 10", &own)]));
    let inputs = [
        ("bang.csv", None),
        ("mot.xlsx", None),
        ("hai.xlsx", Some("Điểm")),
        ("cong.xlsx", None),
        ("cong-2.xlsx", Some("Tháng 10")),
    ];
    for template in TEMPLATES.iter().filter(|name| **name != "bao-cao-huyen") {
        for (table, sheet) in inputs {
            new_and_use(template, "qd766", &case, table, sheet);
        }
    }
    let table = "Đơn vị;Công khai, minh bạch / Chỉ số 2;Tiến độ, kết quả giải quyết\nxã A;5;30\nxã B;5;29\n";
    fs::write(case.path("tinh.csv"), table).unwrap();
    save("tinh.xlsx", workbook("Điểm", table));
    new_and_use("bao-cao-huyen", "dien-bien-459", &case, "tinh.csv", None);
    new_and_use(
        "bao-cao-huyen",
        "dien-bien-459",
        &case,
        "tinh.xlsx",
        Some("Điểm"),
    );
}

/// Where the table does not do, `new` says so and writes nothing.
#[test]
fn a_table_that_does_not_do_is_told_before_anything_is_written() {
    let case = folder(&[
        (
            "thieu.csv",
            "Đơn vị;Công khai, minh bạch;Tiến độ giải quyết\nxã A;18;19\n",
        ),
        ("trong.csv", &format!("{HEADS}\n")),
    ]);
    fs::write(
        case.path("cong.xlsx"),
        export(&[("Năm", YEAR), ("Tháng 10", MONTH)]),
    )
    .unwrap();
    let out = case.path("ho-so").display().to_string();
    let new = |table: &str, more: &[&str]| {
        let file = case.path(table).display().to_string();
        let own = [
            "new",
            "thong-bao-xa",
            "--ky",
            "2025-10",
            "--out",
            &out,
            "--tu",
            &file,
        ];
        let (code, said, wrong) = common::run(case.0.path(), &[&own, more].concat());
        assert_eq!(code, 2, "{said}");
        assert!(!case.path("ho-so").exists());
        wrong
    };
    for (table, more, told) in [
        (
            "thieu.csv",
            &[][..],
            "bảng không có cột: “Dịch vụ công trực tuyến”",
        ),
        ("trong.csv", &[], "không thấy dòng tiêu đề"),
        (
            "cong.xlsx",
            &[],
            "nhiều trang là bảng điểm của Cổng: “Năm”, “Tháng 10”",
        ),
        (
            "cong.xlsx",
            &["--trang", "Tháng 9"],
            "không có trang “Tháng 9”",
        ),
        (
            "cong.xlsx",
            &["--trang", "Năm", "--bo-chi-so", "dien-bien-459"],
            "bộ chỉ số",
        ),
    ] {
        let wrong = new(table, more);
        assert!(wrong.contains(told), "{table}: {wrong}");
    }
    assert!(new("cong.xlsx", &[]).contains("--trang"));
}

/// A Biểu with a row that has no points yet printed ranks among the others.
#[test]
fn a_sheet_with_a_row_without_points_has_no_ranks() {
    let plan = "tieu_de: T\nsap_xep: {theo: diem, giam: có}\ncot:\n  - {ma: don_vi, ten: Đơn vị, loai: chu}\n  \
        - {ma: diem, ten: Điểm, loai: diem}\n  - {ma: hang, ten: Hạng, loai: xep_hang, theo: diem}\n";
    let template = "---\nten: T\nten_tep: t\nloai: Thông báo\ntrich_yeu: X\ndiem: không cần\nbieu: [b]\n---\nKết quả như sau:\n\n[bieu: b]\n";
    let form = format!("mau: m.md\nky: 2025-10\n{OFFICE}bieu: {{b: b.csv}}\n");
    let render = |points: &str| {
        let rows = format!("Đơn vị;Điểm\nxã A;90,5\nxã B;{points}\nxã C;80,5\n");
        let files = [
            ("b.yaml", plan),
            ("m.md", template),
            ("ho-so.yaml", &form),
            ("b.csv", &rows),
        ];
        let case = folder(&files);
        let (code, said) = case.run("render", "ho-so.yaml", &[]);
        assert_eq!(code, 0, "{said}");
        (
            said,
            common::docx_text(&fs::read(case.path("ket-qua/t.docx")).unwrap()),
        )
    };
    let (said, words) = render("85,5");
    assert!(!said.contains("không xếp hạng"), "{said}");
    assert!(words.contains("xã B\n85,5\n2\n"), "{words}");
    let (said, words) = render("");
    let told = "b: không xếp hạng, có hàng không có số ở cột “Điểm”: b.csv!dòng 3";
    assert!(said.contains(told), "{said}");
    assert!(words.contains("xã C\n80,5\n\n"), "{words}");
}

/// A sheet of communes, departments and the province counted all of them for “hạng 3/7”.
#[test]
fn a_rank_is_among_the_units_of_its_level() {
    let others: [Row; 3] = [
        (
            "Sở Tài chính",
            ["18", "19", "8", "8", "18", "20"],
            "91",
            "1",
        ),
        ("Sở Nội vụ", ["17", "19", "8", "8", "18", "20"], "90", "2"),
        (
            "UBND tỉnh An Giang",
            ["17", "19", "8", "8", "18", "20"],
            "90",
            "1",
        ),
    ];
    let mixed: Vec<Row> = MONTH.iter().chain(&others).copied().collect();
    let (code, said, words) = own_row("don_vi: xã Mỹ Đức\n", &mixed);
    assert_eq!(code, 0, "{said}");
    assert!(words.contains("xếp hạng 3/4 đơn vị"), "{words}");
    assert!(said.contains("không tính 3 dòng của cấp khác"), "{said}");
    // Ranks that go on through all rows are among all of them.
    let mut through = mixed.clone();
    for (row, rank) in through.iter_mut().zip(["1", "3", "5", "7", "2", "6", "4"]) {
        row.3 = rank;
    }
    let (code, said, words) = own_row("don_vi: xã Mỹ Đức\n", &through);
    assert_eq!(code, 0, "{said}");
    assert!(words.contains("xếp hạng 5/7 đơn vị"), "{words} {said}");
}

/// A rank with decimals, as programs write whole numbers, was no rank, without a word.
#[test]
fn a_published_rank_is_read_however_it_is_written() {
    let score = |rank: &str| {
        let rows = format!(
            "STT;Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ;Xếp hạng\n1;xã A;17;18;11;9;17;18;{rank}\n2;xã B;16;17;10;8;16;17;2\n3;xã C;12;19;9;7;15;20;3\n"
        );
        let form = "bo_chi_so: qd766\nky: 2024-02\nbang_diem: {tep: a.csv}\n";
        let case = folder(&[("ho-so.yaml", form), ("a.csv", &rows)]);
        case.run("score", "ho-so.yaml", &[])
    };
    for rank in [
        "1",
        "1,0",
        "1.00",
        "01",
        "1/3",
        "Hạng 1",
        "HẠNG: 1/3",
        "Thứ 1",
        "Hạng thứ 1",
        "Xếp 1",
        "Vị trí 1/3",
        "Đứng thứ 1",
        "Thu hang 1",
        "1 (đồng hạng)",
        " 1 ",
    ] {
        let (code, said) = score(rank);
        assert_eq!(code, 0, "{rank}: {said}");
        assert!(said.contains("   1  xã A"), "{rank}: {said}");
    }
    // Bands stand in such a column too.
    for band in [
        "Xuất sắc",
        "Loại 1",
        "Khá 80-90 điểm",
        "Nhóm 2",
        "Xếp loại 1",
    ] {
        let (code, said) = score(band);
        let none = said.contains("không có hạng công bố");
        assert!(code == 0 && none, "{band}: {said}");
    }
    for rank in ["1-2", "1,5", "1=", "1 đồng hạng", "Hạng -1"] {
        let (code, said) = score(rank);
        assert!(
            code == 2 && said.contains("a.csv!I2: lỗi GIA-TRI-01"),
            "{rank}: {said}"
        );
    }
}

/// A table with two rows of the issuer, one of them without its province: the other was taken.
#[test]
fn two_rows_of_the_issuer_are_told_and_none_as_well() {
    let form = |issuer: &str| {
        format!(
            "mau: thong-bao-xa\nbo_chi_so: qd766\nky: 2026-10\nco_quan: {{ten: {issuer}, thuoc: tỉnh An Giang, ky_hieu: UBND, dia_danh: A}}\nbang_diem: {{tep: a.csv}}\nnoi_nhan: {{gui: [UBND tỉnh An Giang], luu: VP}}\nnguoi_ky: {{chuc_vu: Chủ tịch}}\n"
        )
    };
    let check = |issuer: &str, names: [&str; 3]| {
        let head = "Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ";
        let points = ["17;18;11;9;17;18", "16;17;10;8;16;17", "12;19;9;7;15;20"];
        let rows = names
            .iter()
            .zip(points)
            .map(|(name, points)| format!("{name};{points}"));
        let rows: Vec<String> = std::iter::once(head.to_owned()).chain(rows).collect();
        let case = folder(&[("ho-so.yaml", &form(issuer)), ("a.csv", &rows.join("\n"))]);
        case.run("check", "ho-so.yaml", &[])
    };
    let issuer = "UBND xã Mỹ Đức";
    let (code, said) = check(
        issuer,
        [
            "UBND xã Mỹ Đức",
            "UBND XÃ MỸ ĐỨC - TỈNH AN GIANG",
            "UBND xã Châu Phú",
        ],
    );
    assert!(code == 2 && said.contains("bảng điểm có 2 dòng"), "{said}");
    let (code, said) = check(
        issuer,
        [
            "UBND xã Mỹ Đức - tỉnh An Giang",
            "UBND xã Mỹ Đức - thành phố Hà Nội",
            "UBND xã Châu Phú",
        ],
    );
    assert_eq!(code, 0, "{said}");
    let (code, said) = check(
        issuer,
        ["UBND xã Mỹ Phú", "UBND xã Bình Mỹ", "UBND xã Châu Phú"],
    );
    assert!(
        code == 2 && said.contains("không có dòng của cơ quan ban hành “UBND xã Mỹ Đức”"),
        "{said}"
    );
}
