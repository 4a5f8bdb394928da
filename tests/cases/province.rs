//! A province's report on itself, its departments and its communes: its tables follow from one
//! table of points beside its own, and what is wrong in either is told at its place.

use vanthu::dossier::Dossier;
use vanthu::shelf::Session;

use super::Case;

fn province() -> Case {
    Case::new("../../examples/lai-chau-bao-cao-2026-10")
}

/// Checks it with something else in a file.
fn planted(file: &str, from: &str, to: &str) -> (u8, String) {
    let case = province();
    change(&case, file, from, to);
    case.run("check", "", &[])
}

fn change(case: &Case, file: &str, from: &str, to: &str) {
    let path = case.path(file);
    let old = std::fs::read_to_string(&path).unwrap();
    assert!(old.contains(from), "{file} has no {from}");
    std::fs::write(path, old.replacen(from, to, 1)).unwrap();
}

fn said(case: &Case, claim: &str) -> (u8, String) {
    change(
        case,
        "ho-so.yaml",
        "Các nhóm chỉ số phần lớn tăng so với tháng trước; việc số hóa, thanh toán trực tuyến chuyển biến rõ",
        claim,
    );
    case.run("check", "", &[])
}

/// What is changed in which file, and what has to be said of it.
const SLIPS: [(&str, &str, &str, &str); 14] = [
    // The group is not what its indicators add up to.
    (
        "ho-so.yaml",
        "dat: \"15,90\"",
        "dat: \"15,09\"",
        "ho-so.yaml:23:30: cảnh báo SCORE-01",
    ),
    (
        "ho-so.yaml",
        "dat: \"88,07\"",
        "dat: \"88,70\"",
        "lỗi SUM-01",
    ),
    (
        "ho-so.yaml",
        "ky_truoc: \"86,65\"",
        "ky_truoc: \"86,56\"",
        "lỗi SUM-02",
    ),
    (
        "ho-so.yaml",
        "hang: 19",
        "hang: 91",
        "hạng 91 trên 34 đơn vị",
    ),
    (
        "ho-so.yaml",
        "hang: 20, tren: 34",
        "hang: 20, tren: 21",
        "hạng 22 trên 21 đơn vị",
    ),
    (
        "ho-so.yaml",
        "ky_truoc: \"86,65\"}",
        "ky_truoc: \"86,65\", hang: 20}",
        "hạng của tổng điểm ghi ở “diem”",
    ),
    (
        "ho-so.yaml",
        "\"1.1\": \"81,25\"",
        "\"1.1\": \"812,5\"",
        "từ 0 đến 100 (phần trăm)",
    ),
    (
        "ho-so.yaml",
        "\"1.1\": \"81,25\"",
        "\"1.9\": \"81,25\"",
        "1.9",
    ),
    ("bang-diem.csv", "88,13;", "18,13;", "RANGE"),
    (
        "bang-diem.csv",
        "89,79;88,13",
        "98,79;88,13",
        "bang-diem.csv!H",
    ),
    (
        "bang-diem.csv",
        ";67,62;",
        ";676,2;",
        "từ 0 đến 100 (phần trăm)",
    ),
    ("bang-diem.csv", ";67,62;", ";x;", "bang-diem.csv!L2"),
    ("bang-diem.csv", ";67,62;", ";;", "không xếp hạng"),
    (
        "bang-diem.csv",
        "Sở Xây dựng",
        "Tỉnh Lai Châu",
        "vừa ở “diem”, vừa ở bảng",
    ),
];

#[test]
fn what_is_wrong_of_itself_or_of_a_unit_is_told_where_it_stands() {
    let mut untold = Vec::new();
    for (file, from, to, told) in SLIPS {
        let (_, all) = planted(file, from, to);
        if !all.contains(told) {
            untold.push(format!("{from} → {to}: {all}"));
        }
    }
    assert!(untold.is_empty(), "{}", untold.join("\n"));
}

#[test]
fn what_the_text_says_of_the_province_and_of_units_of_a_level_is_held_against_the_figures() {
    let mut wrong = Vec::new();
    for (claim, told) in [
        ("Tỉnh đạt 87,08 điểm", "XREF-05"),
        (
            "Trong 38 đơn vị cấp xã có 19 đơn vị xếp loại xuất sắc",
            "COUNT-02",
        ),
        ("Trong 10 sở có 09 sở xếp loại xuất sắc", "COUNT-02"),
        ("Điểm cao nhất là xã Khoen On", "SUPER-01"),
        ("Sở Y tế đạt 92,70 điểm", "XREF"),
    ] {
        let (_, all) = said(&province(), claim);
        if !all.contains(told) {
            wrong.push(format!("{claim}: {all}"));
        }
    }
    for claim in [
        "Tỉnh đạt 88,07 điểm",
        "Trong 38 đơn vị cấp xã có 09 đơn vị xếp loại xuất sắc",
        "Trong 10 sở có 03 sở xếp loại xuất sắc",
        "Điểm cao nhất là xã Pa Tần",
        "Sở Y tế đạt 82,70 điểm",
    ] {
        let (code, all) = said(&province(), claim);
        if code != 0 || !all.contains("không có điều gì phải xem lại") {
            wrong.push(format!("{claim}: {all}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Communes and departments are ranked among themselves in one table too, each below a row of its
/// own; a unit to which the indicator does not apply is left out.
#[test]
fn a_table_of_one_indicator_ranks_each_level_by_itself() {
    let case = province();
    for (row, with) in [
        ("92,35;91,82;;;;;", "92,35;91,82;;;91,00;;"),
        ("92,72;91,16;;;;;", "92,72;91,16;;;81,50;;"),
    ] {
        change(&case, "bang-diem.csv", row, with);
    }
    // The other communes lack the ratio, which is told, unless it does not apply to them.
    let (_, all) = case.run("check", "", &[]);
    assert!(all.contains("không xếp hạng"), "{all}");
    let table = std::fs::read_to_string(case.path("bang-diem.csv")).unwrap();
    let units = table.lines().filter(|line| line.ends_with(";;;;;"));
    let units: Vec<&str> = units.filter_map(|line| line.split(';').next()).collect();
    let out = format!(
        "khong_ap_dung:\n  - {{chi_so: \"4.1\", don_vi: [{}], ly_do: không có}}\n\nthong_tin:",
        units.join(", ")
    );
    change(&case, "ho-so.yaml", "thong_tin:", &out);
    let dossier = Dossier::read(&case.path("ho-so.yaml"), &Session::disk()).unwrap();
    let table = &dossier.inputs.sheets["chi-so-cac-don-vi/4.1"];
    let shown: Vec<String> = table
        .printed_rows(0, None)
        .iter()
        .map(|row| {
            row.cells
                .iter()
                .map(|cell| cell.text.as_str())
                .collect::<Vec<_>>()
                .join("|")
        })
        .collect();
    assert_eq!(shown[0], "I|Sở, ban, ngành|||");
    assert_eq!(shown[1], "1|Sở Văn hóa, Thể thao và Du lịch|93,49|5,61|1");
    assert_eq!(
        shown[11..],
        [
            "II|Xã, phường, đặc khu|||",
            "1|Xã Khoen On|91,00|5,46|1",
            "2|Xã Pa Tần|81,50|4,89|2"
        ]
    );
}

/// A reason whose indicator has no table, or is a slip, is printed all the same.
#[test]
fn a_reason_of_an_indicator_without_a_table_is_not_lost() {
    let case = province();
    change(&case, "ho-so.yaml", "chi_so: \"3.6\"", "chi_so: \"3.7\"");
    let dossier = Dossier::read(&case.path("ho-so.yaml"), &Session::disk()).unwrap();
    let document = dossier.templates[0].compose(&dossier.inputs).unwrap();
    let told = "Nguyên nhân của chỉ số 3.7: người nộp hồ sơ";
    assert!(format!("{:?}", document.content).contains(told));
}

/// Without points of its own, or without communes, the report has no such part, and its parts are
/// numbered all the same.
#[test]
fn parts_without_figures_are_left_out() {
    let case = province();
    let text = std::fs::read_to_string(case.path("ho-so.yaml")).unwrap();
    let (start, end) = (
        text.find("diem:\n").unwrap(),
        text.find("# Các sở và").unwrap(),
    );
    std::fs::write(
        case.path("ho-so.yaml"),
        [&text[..start], &text[end..]].concat(),
    )
    .unwrap();
    let (code, all) = case.run("check", "", &[]);
    assert!(code == 0 && all.contains("không có điều gì"), "{all}");
    let table = std::fs::read_to_string(case.path("bang-diem.csv")).unwrap();
    let departments = table
        .lines()
        .filter(|line| !line.starts_with("Xã") && !line.starts_with("Phường"));
    std::fs::write(
        case.path("bang-diem.csv"),
        departments.collect::<Vec<_>>().join("\n"),
    )
    .unwrap();
    let (code, all) = case.run("check", "", &[]);
    assert!(code == 0 && all.contains("không có điều gì"), "{all}");
    let dossier = Dossier::read(&case.path("ho-so.yaml"), &Session::disk()).unwrap();
    let document = dossier.templates[0].compose(&dossier.inputs).unwrap();
    assert!(document.appendices.is_empty());
}

/// The portal's table may hold the province's own row too: it is the report's own then, and no
/// unit among the others.
#[test]
fn a_row_of_the_province_is_its_own() {
    let case = province();
    let text = std::fs::read_to_string(case.path("ho-so.yaml")).unwrap();
    let (start, end) = (
        text.find("diem:\n").unwrap(),
        text.find("xep_hang:").unwrap(),
    );
    std::fs::write(
        case.path("ho-so.yaml"),
        [&text[..start], &text[end..]].concat(),
    )
    .unwrap();
    let row =
        "Tỉnh Lai Châu;15,90;19,34;9,25;7,54;17,53;18,51;88,07;86,65;81,15;74,06;84,29;77,85;93,61";
    change(
        &case,
        "bang-diem.csv",
        "\nSở Xây dựng",
        &format!("\n{row}\nSở Xây dựng"),
    );
    let (code, all) = case.run("check", "", &[]);
    assert!(code == 0 && all.contains("không có điều gì"), "{all}");
    assert!(
        all.contains("lấy điểm của cơ quan ban hành ở dòng “Tỉnh Lai Châu”"),
        "{all}"
    );
    let dossier = Dossier::read(&case.path("ho-so.yaml"), &Session::disk()).unwrap();
    assert_eq!(dossier.inputs.listed().count(), 48);
    let own = dossier.inputs.scores().unwrap();
    assert_eq!(own.printed_total().to_string(), "88.07");
    assert_eq!(
        own.rank.as_ref().map(|rank| (rank.rank, rank.of)),
        Some((20, 34))
    );
}

/// The next month's hồ sơ kept the ratios of this one.
#[test]
fn the_next_month_has_no_ratio_of_this_one() {
    let case = province();
    let to = case.path("next");
    let (code, all) = case.run("next", "", &["--out", to.to_str().unwrap()]);
    assert_eq!(code, 0, "{all}");
    let next = std::fs::read_to_string(to.join("ho-so.yaml")).unwrap();
    assert!(next.contains("ty_le: {\"1.1\": , \"1.2\": ,"), "{next}");
}

/// A commune's own report says how its groups stand among those of all communes of the table.
#[test]
fn groups_of_a_row_of_a_table_are_ranked_among_its_level() {
    let case = province();
    let text = std::fs::read_to_string(case.path("ho-so.yaml")).unwrap();
    let (start, end) = (
        text.find("bang_diem:").unwrap(),
        text.find("bieu:").unwrap(),
    );
    let own = "mau: mau.md\nbo_chi_so: qd766\nky: 2026-10\ndon_vi: xã Pa Tần\n\
        co_quan: {ten: Ủy ban nhân dân xã Pa Tần, ky_hieu: UBND, dia_danh: Pa Tần}\n\
        van_ban: {ngay: 05/11/2026}\nnoi_nhan: {gui: [Thường trực Đảng ủy xã], luu: VP}\n\
        nguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: Lò Văn Hải}\n";
    std::fs::write(
        case.path("ho-so.yaml"),
        format!("{own}{}", &text[start..end]),
    )
    .unwrap();
    let template = "---\nten_tep: bao-cao\nloai: Báo cáo\ntrich_yeu: Kết quả {{ ky.dai }}\n\
        bieu: [chi-so-mot-don-vi]\n---\nKết quả như sau:\n\n[bieu: chi-so-mot-don-vi]\n";
    std::fs::write(case.path("mau.md"), template).unwrap();
    let dossier = Dossier::read(&case.path("ho-so.yaml"), &Session::disk()).unwrap();
    let ranks: Vec<String> = dossier.inputs.units[0]
        .scores
        .groups
        .iter()
        .filter_map(|group| Some(group.rank.as_ref()?.written()))
        .collect();
    assert_eq!(ranks, ["7/38", "1/38", "20/38", "10/38", "3/38", "19/38"]);
}
