//! Weeks, quarters, halves, years, days and moments as periods; the same period a year ago.

use std::fs;

use super::Case;
use super::common::docx_text;

const HEAD: &str = "mau: thong-bao-xa
bo_chi_so: qd766
co_quan: {ten: Ủy ban nhân dân xã Mỹ Đức, thuoc: tỉnh An Giang, ky_hieu: UBND, dia_danh: Mỹ Đức}
noi_nhan: {gui: [UBND tỉnh An Giang], luu: VP}
nguoi_ky: {quyen_han: KT. CHỦ TỊCH, chuc_vu: PHÓ CHỦ TỊCH, ho_ten: Nguyễn Văn An}
";

/// Points of the six groups with the total that follows from the first.
fn points(first: &str, total: &str) -> String {
    format!(
        "diem: {{cong_khai_minh_bach: \"{first}\", tien_do: \"19,00\", dich_vu_cong_truc_tuyen: \"9,00\", \
         thanh_toan_truc_tuyen: \"9,00\", muc_do_hai_long: \"17,00\", so_hoa: \"20,00\", tong: \"{total}\"}}\n"
    )
}

/// Folders with a hồ sơ each: name, period, other keys, points.
fn case(all: &[(&str, &str, &str, (&str, &str))]) -> Case {
    let case = Case(tempfile::tempdir().unwrap());
    for (name, period, more, (first, total)) in all {
        fs::create_dir(case.path(name)).unwrap();
        let text = format!("{HEAD}ky: {period}\n{more}{}", points(first, total));
        fs::write(case.path(name).join("ho-so.yaml"), text).unwrap();
    }
    case
}

/// What the document says, and what is told of it.
fn text(case: &Case, name: &str) -> String {
    let (code, said) = case.run("render", name, &["--docx"]);
    assert_eq!(code, 0, "{said}");
    let made = fs::read_dir(case.path(name).join("ket-qua")).unwrap();
    let file = made.map(|entry| entry.unwrap().path()).next().unwrap();
    docx_text(&fs::read(file).unwrap())
}

/// What is told of a hồ sơ whose own template says a sentence.
fn told(case: &Case, name: &str, sentence: &str) -> Vec<String> {
    let front =
        "---\nten: Thử\nten_tep: thu\nloai: thông báo\ntrich_yeu: Kết quả {{ ky.dai }}\n---\n";
    let body = "Điểm tổng hợp đạt {{ diem.tong.dat }} điểm.";
    let text = format!("{front}{body}\n\n{sentence}\n");
    fs::write(case.path(name).join("thu.md"), text).unwrap();
    let file = case.path(name).join("ho-so.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("mau: thong-bao-xa", "mau: thu.md")).unwrap();
    let (_, said) = case.run("check", name, &[]);
    let kinds = ["SUPER-", "DELTA-", "XREF-", "CLAIM-", "GIA-TRI", "MAU-"];
    let lines = said.lines();
    let lines = lines.filter(|line| kinds.iter().any(|kind| line.contains(kind)));
    lines.map(str::to_owned).collect()
}

const LAST: (&str, &str, &str, (&str, &str)) = (
    "quy-3-2026",
    "quý III/2026",
    "van_ban: {ngay: 05/10/2026}\n",
    ("16,00", "90,00"),
);
const YEAR: (&str, &str, &str, (&str, &str)) = (
    "quy-4-2025",
    "quý IV năm 2025",
    "van_ban: {ngay: 05/01/2026}\n",
    ("17,60", "91,60"),
);
const NOW: (&str, &str, &str, (&str, &str)) = (
    "quy-4-2026",
    "quý IV/2026",
    "ky_truoc: ../quy-3-2026\ncung_ky: ../quy-4-2025\nvan_ban: {ngay: 05/01/2027}\n",
    ("17,25", "91,25"),
);

#[test]
fn a_quarter_is_compared_with_the_quarter_before_and_with_that_of_last_year() {
    let case = case(&[LAST, YEAR, NOW]);
    let text = text(&case, "quy-4-2026");
    for words in [
        "quý IV năm 2026",
        "tăng 1,25 điểm so với quý III/2026, giảm 0,35 điểm so với cùng kỳ năm 2025",
        "đạt 17,25/18 điểm, tăng 1,25 điểm so với quý III/2026",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

/// Its last day was read and never looked at.
#[test]
fn a_set_of_indicators_is_not_used_after_its_last_day() {
    let case = case(&[("nay", "quý IV/2026", "", ("17,25", "91,25"))]);
    let file = super::common::repository("frameworks/qd766.yaml");
    let set = fs::read_to_string(file).unwrap();
    for (until, code) in [("30/9/2026", 2), ("01/10/2026", 0)] {
        let ends = format!("hieu_luc_den: {until}\nhieu_luc_tu:");
        let ends = set.replacen("hieu_luc_tu:", &ends, 1);
        fs::write(case.path("nay/qd766.yaml"), ends).unwrap();
        let dossier = case.path("nay/ho-so.yaml");
        let text = fs::read_to_string(&dossier).unwrap();
        let text = text.replace("bo_chi_so: qd766\n", "bo_chi_so: qd766.yaml\n");
        fs::write(dossier, text).unwrap();
        let (found, said) = case.run("score", "nay", &[]);
        assert_eq!(found, code, "{said}");
        assert_eq!(said.contains("hết hiệu lực"), code == 2, "{said}");
    }
}

#[test]
fn sentences_about_both_are_held_against_them() {
    let case = case(&[LAST, YEAR, NOW]);
    let told = |sentence| told(&case, "quy-4-2026", sentence);
    for right in [
        "Điểm tổng hợp quý IV năm 2026 tăng 1,25 điểm so với quý III/2026.",
        "Điểm tổng hợp tăng 1,25 điểm so với quý trước.",
        "Điểm tổng hợp giảm 0,35 điểm so với cùng kỳ năm trước.",
        "Điểm tổng hợp giảm 0,35 điểm so với quý IV năm 2025.",
        "Điểm tổng hợp tăng 3,20 điểm so với tháng trước.",
        "Điểm tổng hợp tăng 3,20 điểm so với quý II năm 2026.",
        "Quý III/2026, điểm tổng hợp đạt 90,00 điểm.",
        "Điểm tổng hợp 9 tháng năm 2026 đạt 89,00 điểm.",
    ] {
        assert_eq!(told(right), Vec::<String>::new(), "{right}");
    }
    for (wrong, found) in [
        (
            "Điểm tổng hợp giảm 1,25 điểm so với quý III năm 2026.",
            "SUPER-02",
        ),
        ("Điểm tổng hợp tăng 1,52 điểm so với quý trước.", "DELTA-02"),
        (
            "Điểm tổng hợp tăng 0,35 điểm so với cùng kỳ năm trước.",
            "so với cùng kỳ năm trước",
        ),
        (
            "Điểm tổng hợp giảm 0,53 điểm so với cùng kỳ năm 2025.",
            "DELTA-02",
        ),
        (
            "Điểm tổng hợp tăng 0,35 điểm so với quý IV/2025.",
            "SUPER-02",
        ),
        ("Quý III/2026, điểm tổng hợp đạt 91,00 điểm.", "XREF-05"),
    ] {
        let told = told(wrong);
        assert!(
            told.iter().any(|line| line.contains(found)),
            "{wrong}: {told:?}"
        );
    }
}

/// A document that names the period it is compared with names the right one.
#[test]
fn another_quarter_or_year_is_refused_as_the_one_before() {
    let with = |key: &str| {
        let more = format!("{key}: ../quy-3-2026\nvan_ban: {{ngay: 05/01/2027}}\n");
        let mut now = NOW;
        now.1 = "quý I/2027";
        now.2 = &more;
        case(&[LAST, now]).run("check", "quy-4-2026", &[])
    };
    let (code, said) = with("ky_truoc");
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("hồ sơ của quý IV/2026, kỳ ngay trước quý I/2027"),
        "{said}"
    );
    let (code, said) = with("cung_ky");
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("hồ sơ của quý I/2026") && said.contains("sửa “cung_ky”"),
        "{said}"
    );
}

#[test]
fn after_a_quarter_comes_the_next_written_alike() {
    let case = case(&[LAST]);
    let (code, said) = case.run("next", "quy-3-2026", &[]);
    assert_eq!(code, 0, "{said}");
    let text = fs::read_to_string(case.path("quy-4-2026/ho-so.yaml")).unwrap();
    assert!(
        text.contains("ky: quý IV/2026\nky_truoc: ../quy-3-2026"),
        "{text}"
    );
}

#[test]
fn each_kind_of_period_makes_its_document() {
    for (period, words) in [
        ("6 tháng đầu năm 2026", "6 tháng đầu năm 2026"),
        ("9 tháng năm 2026", "9 tháng năm 2026"),
        ("2026", "kết quả năm 2026"),
        (
            "tuần 45/2026",
            "tuần 45 (từ ngày 02/11/2026 đến ngày 08/11/2026)",
        ),
        (
            "từ 15/10/2026 đến 14/11/2026",
            "từ ngày 15/10/2026 đến ngày 14/11/2026",
        ),
        (
            "tháng 11/2026, tính đến 11 giờ 00 ngày 06/11/2026",
            "tháng 11 năm 2026 (tính đến 11 giờ 00 ngày 06/11/2026)",
        ),
        (
            "tính đến 11 giờ 00 ngày 06/11/2026",
            "tính đến 11 giờ 00 ngày 06/11/2026",
        ),
    ] {
        let mut now = NOW;
        (now.1, now.2) = (period, "van_ban: {ngay: 05/01/2027}\n");
        if period.contains("tính đến") {
            now.2 = "van_ban: {ngay: 06/11/2026}\n";
        }
        let text = text(&case(&[now]), "quy-4-2026");
        assert!(text.contains(words), "{period}\n{text}");
    }
}

/// DATE-04 looks at the end of the period, or at the moment up to which it was counted.
#[test]
fn a_document_is_signed_when_its_figures_are_known() {
    for (period, day, early) in [
        ("quý IV/2026", "30/12/2026", true),
        ("quý IV/2026", "31/12/2026", false),
        (
            "quý IV/2026, tính đến 11 giờ 00 ngày 06/11/2026",
            "06/11/2026",
            false,
        ),
        (
            "quý IV/2026, tính đến 11 giờ 00 ngày 06/11/2026",
            "05/11/2026",
            true,
        ),
        ("quý III/2026, tính đến 06/10/2026", "05/10/2026", true),
    ] {
        let more = format!("van_ban: {{ngay: {day}}}\n");
        let mut now = NOW;
        (now.1, now.2) = (period, &more);
        let (_, said) = case(&[now]).run("check", "quy-4-2026", &[]);
        assert_eq!(said.contains("DATE-04"), early, "{period} {day}\n{said}");
    }
}

/// A week from Friday to Thursday was “kỳ từ …”, compared with nothing.
#[test]
fn a_week_of_an_office_is_a_week() {
    let case = case(&[
        (
            "2026-10-23_2026-10-29",
            "từ ngày 23/10 đến ngày 29/10/2026",
            "van_ban: {ngay: 30/10/2026}\n",
            ("14,00", "88,00"),
        ),
        (
            "2026-10-30_2026-11-05",
            "từ ngày 30/10 đến ngày 05/11/2026",
            "van_ban: {ngay: 06/11/2026}\nky_truoc: ../2026-10-23_2026-10-29\ncac_ky: ..\n",
            ("15,00", "89,00"),
        ),
    ]);
    let said = text(&case, "2026-10-30_2026-11-05");
    for part in [
        "công tuần từ ngày 30/10/2026 đến ngày 05/11/2026 của xã Mỹ Đức",
        "tăng 1 điểm so với tuần từ 23/10/2026 đến 29/10/2026",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let (code, said) = case.run("next", "2026-10-30_2026-11-05", &[]);
    assert_eq!(code, 0, "{said}");
    let next = fs::read_to_string(case.path("2026-11-06_2026-11-12/ho-so.yaml")).unwrap();
    assert!(
        next.contains("ky: từ ngày 06/11 đến ngày 12/11/2026"),
        "{next}"
    );
    assert!(
        next.contains("ky_truoc: ../2026-10-30_2026-11-05"),
        "{next}"
    );
    // The week before last is not the one before.
    let file = case.path("2026-10-30_2026-11-05/ho-so.yaml");
    let other = fs::read_to_string(&file).unwrap().replace(
        "từ ngày 30/10 đến ngày 05/11",
        "từ ngày 06/11 đến ngày 12/11",
    );
    fs::write(&file, other).unwrap();
    let (code, said) = case.run("check", "2026-10-30_2026-11-05", &[]);
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("cần: hồ sơ của tuần từ 30/10/2026 đến 05/11/2026"),
        "{said}"
    );
}

/// The hồ sơ of two months, and of one whose text lists the points of those before.
fn three_months() -> (Case, String) {
    let month = |n: u8, more: &str| {
        let day = format!("van_ban: {{ngay: 05/{:02}/2026}}\n", n + 1);
        (
            format!("thang-{n:02}"),
            format!("2026-{n:02}"),
            format!("{more}{day}"),
        )
    };
    let made = [
        month(7, ""),
        month(8, ""),
        month(10, "mau: loi.md\ncac_ky: ..\n"),
    ];
    let points = [("13,00", "87,00"), ("14,00", "88,00"), ("15,00", "89,00")];
    let all: Vec<_> = made
        .iter()
        .zip(points)
        .map(|((name, period, more), points)| {
            (name.as_str(), period.as_str(), more.as_str(), points)
        })
        .collect();
    let case = case(&all);
    let file = case.path("thang-10/ho-so.yaml");
    let form = fs::read_to_string(&file)
        .unwrap()
        .replacen("mau: thong-bao-xa\n", "", 1);
    fs::write(&file, &form).unwrap();
    let template = "---\nten: T\nten_tep: t\nloai: Báo cáo\ntrich_yeu: Kết quả\nbieu: [diem-cac-ky]\n---\n\
        {% for dong in bieu.diem_cac_ky.dong %}{{ dong.ky }} {{ dong.diem }}; {% endfor %}\n";
    fs::write(case.path("thang-10/loi.md"), template).unwrap();
    (case, form)
}

/// The months of the line for leaders were typed by hand, month after month.
#[test]
fn the_points_of_former_periods_follow_their_own_dossiers() {
    let (case, form) = three_months();
    let file = case.path("thang-10/ho-so.yaml");
    let said = text(&case, "thang-10");
    assert!(
        said.contains("tháng 7/2026 87,00; tháng 8/2026 88,00;"),
        "{said}"
    );
    // What is typed wins, unless its figures are left blank.
    let typed = |rows: &str| {
        fs::write(
            &file,
            format!("{form}bieu: {{diem-cac-ky: {{dong: [{rows}]}}}}\n"),
        )
        .unwrap();
        text(&case, "thang-10")
    };
    let said = typed("{ky: tháng 9/2026, diem: \"88,50\"}");
    assert!(
        said.contains("tháng 9/2026 88,50;") && !said.contains("tháng 8"),
        "{said}"
    );
    let file_now = fs::read_to_string(&file).unwrap();
    fs::write(&file, file_now.replace("tháng 9/2026", "tháng 8/2026")).unwrap();
    let (_, said) = case.run("check", "thang-10", &[]);
    assert!(
        said.contains(
            "XREF-03: hàng “tháng 8/2026”, cột “Điểm tổng hợp”: ghi 88,50, hồ sơ “thang-08” ghi 88"
        ),
        "{said}"
    );
    let said = typed("{ky: tháng 9/2026, diem: }");
    assert!(
        said.contains("tháng 7/2026 87,00; tháng 8/2026 88,00;"),
        "{said}"
    );
}
