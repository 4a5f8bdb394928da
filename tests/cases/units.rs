//! Which rows are units, and which names are one unit.

use std::fs;
use std::path::Path;

use super::common::{self, AXES};
use super::{Case, copy};

/// A name in decomposed letters, as a Mac writes it.
fn parted(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.nfd().collect()
}

/// A workbook that was packed on a Mac bears its name in decomposed letters, which no keyboard
/// writes and YAML's reader composes: it was not found.
#[test]
fn a_file_is_found_however_the_letters_of_its_name_are_composed() {
    const FILE: &str = "số liệu tháng 02.xlsx";
    let case = Case::new("f-ten-tep-nfd");
    std::fs::rename(case.path(FILE), case.path(&parted(FILE))).unwrap();
    let (code, said) = case.run("score", ".", &[]);
    assert_eq!(code, 0, "{said}");

    // The folder of the hồ sơ, named on the command line, and a name that YAML has in parts.
    let case = Case::new("f-ten-tep-nfd");
    let folder = case.path(&parted("tháng hai"));
    std::fs::create_dir(&folder).unwrap();
    let text = std::fs::read_to_string(case.path("ho-so.yaml")).unwrap();
    std::fs::write(folder.join("ho-so.yaml"), parted(&text)).unwrap();
    std::fs::copy(case.path(FILE), folder.join(FILE)).unwrap();
    let (code, said) = case.run("score", "tháng hai", &[]);
    assert_eq!(code, 0, "{said}");
}

/// “Thủy Hòa” and “Thuỷ Hoà” were two units, each with a rank.
#[test]
fn a_unit_in_two_spellings_is_one() {
    let (code, said) = Case::new("g-mot-don-vi-hai-cach-viet").run("score", ".", &[]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("có 2 dòng"), "{said}");
}

const HEAD: &str = "Đơn vị;CK;TĐ;TT;TTTT;HL;SH;Tổng\n";

/// A hồ sơ of units in a table of points, the names alone.
fn names(names: &[&str]) -> (u8, String) {
    let case = Case::new("g-mot-don-vi-hai-cach-viet");
    let rows = names
        .iter()
        .map(|name| format!("{name};17;18;11;9;17;18,5;90,5\n"));
    let table: String = std::iter::once(HEAD.to_owned()).chain(rows).collect();
    std::fs::write(case.path("a.csv"), table).unwrap();
    let text = std::fs::read_to_string(case.path("ho-so.yaml")).unwrap();
    std::fs::write(case.path("ho-so.yaml"), text.replace("a.xlsx", "a.csv")).unwrap();
    case.run("score", ".", &[])
}

#[test]
fn spellings_sorts_and_provinces_tell_units_apart() {
    for two in [
        ["UBND xã Lam Vỹ", "Ủy ban nhân dân xã Lam Vỹ"],
        ["Uỷ ban nhân dân xã Lam Vỹ", "UBND XÃ LAM VỸ"],
        ["UBND xã Lam Vỹ - tỉnh Thái Nguyên", "xã Lam Vỹ"],
        ["xã Lam Vỹ, tỉnh Thái Nguyên", "xã Lam\u{a0}\u{a0}Vỹ"],
        ["xã Cư M'gar", "xã Cư M’gar"],
        ["xã Chân Mây - Lăng Cô", "xã Chân Mây – Lăng Cô"],
    ] {
        let (code, said) = names(&[two[0], two[1], "xã Bình Yên"]);
        assert!(code == 2 && said.contains("có 2 dòng"), "{two:?} {said}");
    }
    for two in [
        ["xã Tân An", "phường Tân An"],
        ["xã Tân An, tỉnh Tây Ninh", "xã Tân An, tỉnh An Giang"],
        ["xã Đông Thái", "xã Đồng Thái"],
    ] {
        let (code, said) = names(&[two[0], two[1], "xã Bình Yên"]);
        assert_eq!(code, 0, "{two:?} {said}");
    }
}

/// The units that a table of points has, by the names before their points, and all that was said.
fn scored(head: &str, rows: &[&str]) -> (Vec<String>, String) {
    let case = Case::new("g-mot-don-vi-hai-cach-viet");
    std::fs::write(case.path("a.csv"), format!("{head}\n{}\n", rows.join("\n"))).unwrap();
    let text = std::fs::read_to_string(case.path("ho-so.yaml")).unwrap();
    let (before, _) = text.split_once("\n  cot:").unwrap();
    std::fs::write(case.path("ho-so.yaml"), before.replace("a.xlsx", "a.csv")).unwrap();
    let (code, said) = case.run("score", ".", &[]);
    assert_eq!(code, 0, "{said}");
    let ranked = |line: &&str| line.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let names = said.lines().filter(ranked);
    let names = names.filter_map(|line| line.trim_start().split("  ").nth(1).map(str::to_owned));
    (names.collect(), said)
}

const POINTS: &str = "Công khai, minh bạch;Tiến độ giải quyết;Cung cấp dịch vụ công trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ";

/// Three communes, and rows between and below them as offices write them.
#[test]
fn rows_of_sums_means_limits_and_groups_are_no_units() {
    let numbered = format!("STT;Đơn vị;{POINTS}");
    let (a, b, c) = (
        "1;Xã Lam Vỹ;17;18;11;9;17;18,5",
        "2;Xã Bình Yên;16;17;10;8;16;17",
        "3;Xã Linh Thông;12;19;9;7;15;20",
    );
    for other in [
        ";Trung bình;15;18;10;8;16;18,5",
        ";TRUNG BINH;15;18;10;8;16;18,5",
        ";Bình quân 03 xã;15;18;10;8;16;18,5",
        ";Huyện Định Hóa;15;18;10;8;16;18,5",
        ";Điểm tối đa;18;20;12;10;18;22",
        ";Điểm chuẩn;18;20;12;10;18;22",
        ";Toàn huyện;15;18;10;8;16;18,5",
        ";Lũy kế từ đầu năm;15,5;18,2;10;8;16;18",
        "I;Khối xã;15;18;10;8;16;18,5",
        "A;Các xã vùng cao;14;18,5;9,5;7,5;15,5;18,5",
        "II.;Vùng thấp;15;18;10;8;16;18,5",
    ] {
        for rows in [[a, b, c, other], [other, a, b, c], [a, other, b, c]] {
            let (names, said) = scored(&numbered, &rows);
            assert_eq!(names.len(), 3, "{other} {said}");
            let name = other.split(';').nth(1).unwrap();
            let told = format!("“{name}” không tính là đơn vị");
            assert!(
                said.contains(&told) || said.contains("“Toàn huyện” là dòng"),
                "{said}"
            );
        }
    }
    let heads = format!("{numbered}\n(1);(2);(3);(4);(5);(6);(7);(8)");
    let (names, said) = scored(&numbered, &[a, b, &heads, c]);
    assert_eq!(names.len(), 3, "a head on each page: {said}");
    let (names, said) = scored(
        &numbered,
        &[
            a,
            b,
            c,
            ";Ghi chú: điểm của Cổng;;;;;;",
            ";Người lập biểu;;;Chủ tịch;;;",
        ],
    );
    assert_eq!(names.len(), 3, "{said}");
    let within = [
        "1;Cụm miền núi;15;18;10;8;16;18,5",
        "1.1;Xã Lam Vỹ;17;18;11;9;17;18,5",
        "1.2;Xã Bình Yên;16;17;10;8;16;17",
    ];
    let (names, said) = scored(&numbered, &within);
    assert_eq!(names.len(), 2, "{said}");
}

#[test]
fn rows_of_no_unit_are_told_without_serial_numbers_too() {
    let head = format!("Đơn vị;{POINTS}");
    let rows = [
        "Lam Vỹ;17;18;11;9;17;18,5",
        "Bình Yên;16;17;10;8;16;17",
        "Linh Thông;12;19;9;7;15;20",
    ];
    for other in [
        "Trung bình;15;18;10;8;16;18,5",
        "BÌNH QUÂN;15;18;10;8;16;18,5",
        "Tổng điểm;45;54;30;24;48;55,5",
    ] {
        // A sum of points is more than there may be: a fault if it were a unit.
        let (names, said) = scored(&head, &[rows[0], rows[1], rows[2], other]);
        assert_eq!(names.len(), 3, "{other} {said}");
    }
    // Nothing but the figures says it: it is asked about.
    let (names, said) = scored(
        &head,
        &[
            rows[0],
            rows[1],
            rows[2],
            "Định Hóa Xanh;15;18;10;8;16;18,5",
        ],
    );
    assert!(
        names.len() == 4 && said.contains("chưa chắc “Định Hóa Xanh”"),
        "{said}"
    );
}

/// Without numbers, or with one, a row that says no sort among communes that do was a commune.
#[test]
fn a_row_that_is_called_otherwise_than_all_others_is_asked_about() {
    let plain = format!("Đơn vị;{POINTS}");
    let numbered = format!("STT;Đơn vị;{POINTS}");
    let names = ["Châu Phú", "Bình Mỹ", "Phú Tân", "Chợ Mới"];
    let points = [
        "17;18;11;9;17;18,5",
        "16;17;10;8;16;17",
        "12;19;9;7;15;20",
        "13;19;9;6;14;21",
    ];
    for sort in ["xã ", ""] {
        for (head, numbers) in [(&plain, false), (&numbered, true)] {
            let row = |(at, (name, points)): (usize, (&str, &str))| match numbers {
                true => format!("{};{name};{points}", at + 1),
                false => format!("{name};{points}"),
            };
            let rows = |last: &str| {
                let own = names.map(|name| format!("{sort}{name}"));
                let all = own.iter().map(String::as_str).chain([last]);
                let points = points.into_iter().chain(["15,2;18,8;9,9;8,8;16,9;19,9"]);
                let rows: Vec<String> = all.zip(points).enumerate().map(row).collect();
                let (_, said) = scored(head, &rows.iter().map(String::as_str).collect::<Vec<_>>());
                said
            };
            for strange in [
                "Cấp xã",
                "Mục tiêu",
                "Các xã biên giới",
                "Kết quả chung",
                "Khu vực II",
            ] {
                let said = rows(strange);
                assert!(
                    said.contains(&format!("ROW-01: chưa chắc “{strange}”")),
                    "{said}"
                );
            }
            for unit in ["Mỹ Đức", "xã Mỹ Đức", "Sở Y tế", "Văn phòng UBND huyện"]
            {
                let said = rows(unit);
                assert!(!said.contains("ROW-01"), "{sort} {unit} {said}");
            }
        }
    }
}

#[test]
fn units_with_such_words_in_their_names_stay_units() {
    let numbered = format!("STT;Đơn vị;{POINTS}");
    let plain = format!("Đơn vị;{POINTS}");
    let points = ";17;18;11;9;17;18,5";
    let (a, b) = ("Xã Lam Vỹ;16;17;10;8;16;17", "Xã Bình Yên;12;19;9;7;15;20");
    for name in [
        "Xã Trung Bình",
        "xã Tổng Cọt",
        "Xã Bình Quân",
        "UBND xã Toàn Thắng",
        "PHƯỜNG CỘNG HÒA",
        "Trung tâm Phục vụ hành chính công",
    ] {
        let other = format!("{name}{points}");
        let (names, said) = scored(&plain, &[a, &other, b]);
        assert!(
            names.len() == 3 && !said.contains("đơn vị:") && !said.contains("chưa chắc"),
            "{name} {said}"
        );
        let rows = [format!("1;{a}"), format!("2;{other}"), format!("3;{b}")];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let (names, said) = scored(&numbered, &rows);
        assert!(
            names.len() == 3 && !said.contains("đơn vị:") && !said.contains("chưa chắc"),
            "{name} {said}"
        );
    }
    // All numbered in Roman, and one that is the best in all.
    let rows = [
        format!("I;{a}"),
        "II;Xã Lâm Thao;18;20;12;10;18;22".to_owned(),
        format!("III;{b}"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (names, said) = scored(&numbered, &rows);
    assert_eq!(names.len(), 3, "{said}");
}

/// The row “Trung bình toàn huyện” became the twentieth unit.
#[test]
fn a_row_of_means_is_no_unit() {
    let case = Case::new("b-dong-trung-binh");
    let (code, said) = case.run("score", ".", &[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("Xếp loại: Xuất sắc 7, Tốt 8, Khá 4"),
        "{said}"
    );
    assert!(
        said.contains("dòng 24: “Trung bình toàn huyện” không tính là đơn vị"),
        "{said}"
    );
}

/// The head of a group was added to its own communes.
#[test]
fn the_head_of_a_group_is_not_added_to_its_rows() {
    let case = Case::new("b-dong-muc-la-ma");
    let (code, said) = case.run("render", ".", &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("“Khối xã” không tính là đơn vị"), "{said}");
    // Its sums hold: a total row that is not said twice would differ.
    let table = std::fs::read_to_string(case.path("b.csv")).unwrap();
    let more = ";Cộng;0;0;14;112.000;6;30;240.000;12\nII;Khối cơ quan;0;0;3;24.000;2;0;0;2\n1;Phòng Tư pháp;0;0;1;8.000;1;0;0;1\n2;Phòng Nội vụ;0;0;2;16.000;1;0;0;1\n;Cộng;0;0;3;24.000;2;0;0;2\n;Tổng cộng;0;0;17;136.000;8;30;240.000;14\n";
    std::fs::write(case.path("b.csv"), table + more).unwrap();
    let (_, said) = case.run("render", ".", &[]);
    assert!(!said.contains("SUM-"), "{said}");
    assert_eq!(
        said.matches("là dòng cộng của một phần bảng").count(),
        2,
        "{said}"
    );
}

/// The office “TRUNG BÌNH” got a notice of its own, and the others a rank among four.
#[test]
fn a_row_of_means_gets_no_document() {
    let case = Case::new("b-lo-co-dong-trung-binh");
    let out = case.path("out");
    let (code, said) = case.run("batch", "lo.yaml", &["--out", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("3/3 đơn vị"), "{said}");
    let report = std::fs::read_to_string(out.join("bao-cao-lo.json")).unwrap();
    assert!(
        report.contains("“Trung bình” không tính là đơn vị"),
        "{report}"
    );
}

/// A hồ sơ of the points of units that it lists itself, each with its six axes.
fn listed(rows: &[(&str, [&str; 6])], more: &str) -> (u8, String) {
    let case = Case::new("g-mot-don-vi-hai-cach-viet");
    let entry = |(name, points): &(&str, [&str; 6])| {
        let points = AXES.iter().zip(points);
        let points = points.map(|(axis, points)| format!("{axis}: \"{points}\""));
        let points = points.collect::<Vec<_>>().join(", ");
        format!("  - {{ten: {name}, diem: {{{points}}}}}\n")
    };
    let rows: String = rows.iter().map(entry).collect();
    let text = format!("bo_chi_so: qd766\nky: 2024-02\ndon_vi:\n{rows}{more}");
    std::fs::write(case.path("ho-so.yaml"), text).unwrap();
    case.run("score", ".", &[])
}

const THREE: [(&str, [&str; 6]); 3] = [
    ("Lam Vỹ", ["17", "18", "11", "9", "17", "18,5"]),
    ("Bình Yên", ["16", "17", "10", "8", "16", "17"]),
    ("Linh Thông", ["12", "19", "9", "7", "15", "20"]),
];

/// Rows that are typed in YAML were taken as they stand, whatever they are.
#[test]
fn rows_typed_in_a_list_are_judged_as_those_of_a_table() {
    for other in [
        ("Trung bình", ["15", "18", "10", "8", "16", "18,5"]),
        ("Tổng cộng", ["45", "54", "30", "24", "48", "55,5"]),
        ("Điểm tối đa", ["18", "20", "12", "10", "18", "22"]),
        ("Thang điểm", ["18", "20", "12", "10", "18", "22"]),
    ] {
        let (code, said) = listed(&[THREE[0], THREE[1], THREE[2], other], "");
        let told = said.contains(&format!("“{}”", other.0)) && said.contains("là đơn vị");
        assert!(code == 0 && told, "{said}");
        assert!(!said.contains("ROW-01"), "{said}");
    }
    let (code, said) = listed(&THREE, "");
    assert!(code == 0 && !said.contains("đơn vị: "), "{said}");
}

/// A doubtful row was a note that no key could answer.
#[test]
fn a_row_that_may_be_no_unit_is_a_finding_that_can_be_acknowledged() {
    let doubtful = ("Định Hóa Xanh", ["15", "18", "10", "8", "16", "18,5"]);
    let rows = [THREE[0], THREE[1], THREE[2], doubtful];
    let (code, said) = listed(&rows, "");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("ROW-01: chưa chắc “Định Hóa Xanh”"), "{said}");
    let seen = |name: &str| {
        format!(
            "da_xem:\n  - {{ma: ROW-01, cho: \"hàng {name}\", gia_tri: {name}, ky: 2024-02, ly_do: Khu mới}}\n"
        )
    };
    let (_, said) = listed(&rows, &seen("Định Hóa Xanh"));
    assert!(said.contains("Đã xem và giữ: 1 điều"), "{said}");
    let (_, said) = listed(&rows, &seen("Định Hóa"));
    assert!(!said.contains("Đã xem và giữ"), "{said}");
}

/// What a set of indicators gives at most tells the row of maxima, whatever it is called.
#[test]
fn a_row_of_the_most_points_is_no_unit() {
    let head = format!("STT;Đơn vị;{POINTS}");
    let rows = [
        "1;Xã Lam Vỹ;17;18;11;9;17;18,5",
        "2;Xã Bình Yên;16;17;10;8;16;17",
        "3;Xã Linh Thông;12;19;9;7;15;20",
    ];
    for other in [
        ";Barem;18;20;12;10;18;22",
        "4;Điểm tối đa;18;20;12;10;18;22",
    ] {
        let (names, said) = scored(&head, &[rows[0], rows[1], rows[2], other]);
        assert_eq!(names.len(), 3, "{other} {said}");
        assert!(said.contains("điểm tối đa của bộ chỉ số"), "{said}");
    }
    // A unit that has them all stays one.
    for best in [
        "4;Xã Phú Đình;18;20;12;10;18;22",
        "4;Phú Đình;18;20;12;10;18;22",
    ] {
        let (names, said) = scored(&head, &[rows[0], rows[1], rows[2], best]);
        assert_eq!(names.len(), 4, "{best} {said}");
        assert!(!said.contains("chưa chắc"), "{said}");
    }
}

/// The commune of today's example, with other lines; gives what is told of these codes.
fn today(edits: &[(&str, &str)], codes: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for example in ["my-duc-2026-09", "my-duc-2026-10"] {
        let target = folder.path().join(example);
        std::fs::create_dir(&target).unwrap();
        super::copy(
            &super::common::repository("examples").join(example),
            &target,
        );
    }
    let file = folder.path().join("my-duc-2026-10/ho-so.yaml");
    let mut text = std::fs::read_to_string(&file).unwrap();
    let alone = ("ky_truoc: ../my-duc-2026-09", "ky_truoc:");
    for (from, to) in [alone].iter().chain(edits) {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    std::fs::write(&file, text).unwrap();
    let path = file.parent().unwrap().to_str().unwrap().to_owned();
    let (_, out, err) = super::common::run(folder.path(), &["check", &path]);
    let said = format!("{out}{err}");
    let told = said
        .lines()
        .filter(|line| codes.iter().any(|code| line.contains(code)));
    told.collect::<Vec<_>>().join("\n")
}

/// Names of the issuer were taken as they stand, whatever the catalogue of the day says.
#[test]
fn the_issuer_is_held_against_the_catalogue_of_the_day() {
    const CODES: [&str; 4] = ["NAME-06", "NAME-07", "RECIP-06", "FORM-05"];
    let told = |edits: &[(&str, &str)]| today(edits, &CODES);
    assert_eq!(told(&[]), "");
    let ten = "ten: Ủy ban nhân dân xã Mỹ Đức";
    let thuoc = "thuoc: tỉnh An Giang";
    let seat = "dia_danh: Mỹ Đức";
    for (edits, code) in [
        (vec![(ten, "ten: Ủy ban nhân dân phường Mỹ Đức")], "NAME-06"),
        (vec![(thuoc, "thuoc: tỉnh Cà Mau")], "NAME-06"),
        (vec![(thuoc, "thuoc: thành phố An Giang")], "NAME-06"),
        (vec![(thuoc, "thuoc: tỉnh Kiên Giang")], "NAME-06"),
        (vec![(seat, "dia_danh: Châu Phú")], "NAME-07"),
        (vec![("ky_hieu: UBND", "ky_hieu: UB")], "FORM-05"),
    ] {
        let said = told(&edits);
        assert!(said.contains(code), "{edits:?} {said}");
    }
    // A unit that changed its sort, before and after.
    let of = |name: &str, province: &str, seat_is: &str| {
        let (name, province) = (
            format!("ten: Ủy ban nhân dân {name}"),
            format!("thuoc: {province}"),
        );
        let seat_is = format!("dia_danh: {seat_is}");
        told(&[(ten, &name), (thuoc, &province), (seat, &seat_is)])
    };
    let said = of("xã Trảng Bom", "tỉnh Đồng Nai", "Trảng Bom");
    assert!(
        said.contains("30/4/2026") && said.contains("phường Trảng Bom"),
        "{said}"
    );
    assert!(
        said.contains("thành phố Đồng Nai") && said.contains("30/2026/QH16"),
        "{said}"
    );
    assert_eq!(
        of("phường Trảng Bom", "thành phố Đồng Nai", "Trảng Bom"),
        ""
    );
    // Special zones, and tone marks as offices write them.
    assert_eq!(of("đặc khu Phú Quốc", "tỉnh An Giang", "Phú Quốc"), "");
    assert_eq!(of("phường Hiệp Hoà", "thành phố Bắc Ninh", "Hiệp Hòa"), "");
}

/// The portal's form of a name stood in the head and the prose of documents.
#[test]
fn the_form_of_the_portal_is_understood_in_the_issuers_name() {
    let ten = "ten: Ủy ban nhân dân xã Mỹ Đức";
    for written in [
        "UBND XÃ MỸ ĐỨC - TỈNH AN GIANG",
        "UBND xã Mỹ Đức - tỉnh An Giang",
    ] {
        let edits = [(ten, &*format!("ten: {written}"))];
        assert_eq!(
            today(&edits, &["NAME-", "SIGN-", "FORM-", "lỗi"]),
            "",
            "{written}"
        );
    }
}

/// A province's name behind a commune's was taken for another commune's, a letter off: “Xã Búng Lao,
/// Lai Châu (96,4%)” for one called Mai Châu.
#[test]
fn a_province_behind_a_commune_is_no_misspelt_commune() {
    let folder = tempfile::tempdir().unwrap();
    copy(
        &common::repository("tests/kiem-tra/nen/tinh"),
        folder.path(),
    );
    for file in ["ho-so.yaml", "so-hoa.csv"] {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        let text = text.replace("Nà Tấu", "Mai Châu");
        let text = text.replace("xã Búng Lao: 96,4%", "xã Búng Lao, Lai Châu (96,4%)");
        fs::write(path, text).unwrap();
    }
    let check = |folder: &Path| {
        let (_, out, err) = common::run(folder, &["check", folder.to_str().unwrap()]);
        format!("{out}{err}")
    };
    let told = check(folder.path());
    assert!(!told.contains("NAME-02"), "{told}");
    let path = folder.path().join("ho-so.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace("xã Búng Lao, Lai Châu (", "xã Lai Châu (");
    fs::write(path, text).unwrap();
    let told = check(folder.path());
    assert!(
        told.contains("“Lai Châu” khác tên trong biểu: “Mai Châu”"),
        "{told}"
    );
}
