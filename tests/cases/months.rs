//! The month before, the next month, findings that were acknowledged.

use super::Case;

/// Adds to a file of a case.
fn append(case: &Case, file: &str, text: &str) {
    let path = case.path(file);
    let old = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, old + text).unwrap();
}

fn replace(case: &Case, file: &str, from: &str, to: &str) {
    let path = case.path(file);
    let old = std::fs::read_to_string(&path).unwrap();
    assert!(old.contains(from), "{file} has no {from}");
    std::fs::write(path, old.replace(from, to)).unwrap();
}

const SEEN: &str = "
da_xem:
  - ma: SUM-01
    cho: điểm tổng hợp
    gia_tri: 94,54; tính lại 92,54
    ky: 2025-11
    ly_do: Cổng công bố như vậy
";

/// A total that the portal publishes so was an error again the month after, and the switch for
/// the whole office made new errors mere warnings.
#[test]
fn an_acknowledged_total_is_no_error_in_its_month_nor_in_the_next() {
    let case = Case::new("v-tong-lech-thang-sau");
    std::fs::remove_file(case.path("w1/kiem-tra.yaml")).unwrap();
    let (code, told) = case.run("check", "w1", &[]);
    assert_eq!(code, 1, "{told}");
    let (_, block) = case.run("check", "w1", &["--da-xem"]);
    assert!(
        block.contains("gia_tri: \"94,54; tính lại 92,54\""),
        "{block}"
    );
    append(&case, "w1/ho-so.yaml", SEEN);
    let (code, told) = case.run("check", "w1", &[]);
    assert_eq!(code, 0, "{told}");
    // The change of the total differs for no other reason.
    assert!(told.contains("Đã xem và giữ: 2 điều."), "{told}");
    assert!(told.contains("lý do: Cổng công bố như vậy"), "{told}");
    let (code, told) = case.run("check", "w3", &[]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("SUM-02"), "{told}");
    // A new error beside it is one.
    replace(&case, "w3/ho-so.yaml", "dat: 92,54", "dat: 91,54");
    let (code, told) = case.run("check", "w3", &[]);
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("lỗi SUM-01"), "{told}");
}

#[test]
fn an_acknowledgement_lapses_with_its_value_and_its_month() {
    let case = Case::new("v-tong-lech-thang-sau");
    std::fs::remove_file(case.path("w1/kiem-tra.yaml")).unwrap();
    let other = |from: &str, to: &str| {
        let case = Case::new("v-tong-lech-thang-sau");
        std::fs::remove_file(case.path("w1/kiem-tra.yaml")).unwrap();
        append(&case, "w1/ho-so.yaml", SEEN);
        replace(&case, "w1/ho-so.yaml", from, to);
        case.run("check", "w1", &[])
    };
    let (code, told) = other("dat: 17,5", "dat: 17,4");
    assert!(code == 1 && told.contains("SEEN-01"), "{told}");
    assert!(told.contains("94,54; tính lại 92,44"), "{told}");
    let (code, told) = other("    ky: 2025-11", "    ky: 2025-10");
    assert!(
        code == 1 && told.contains("ghi cho tháng 10/2025"),
        "{told}"
    );
    let (code, told) = other("ma: SUM-01", "ma: SUM-04");
    assert!(code == 1 && told.contains("SEEN-02"), "{told}");
    let (code, told) = other("ma: SUM-01", "ma: SUM-1");
    assert!(
        code == 2 && told.contains("có phải ý bạn là “SUM-01”?"),
        "{told}"
    );
    let (code, told) = other("ly_do: Cổng công bố như vậy", "ly_do:");
    assert!(code == 2 && told.contains("ly_do"), "{told}");
}

/// What the office's file weighs less, or switches off, is still told for what it is.
#[test]
fn an_error_that_the_office_makes_less_is_still_seen() {
    let case = Case::new("v-tong-lech-thang-sau");
    let (_, told) = case.run("check", "w1", &[]);
    assert!(
        told.contains("mức: lỗi; tệp của cơ quan hạ xuống cảnh báo"),
        "{told}"
    );
    replace(&case, "w1/kiem-tra.yaml", "SUM-01: canh_bao", "SUM-01: tat");
    let (_, told) = case.run("check", "w1", &[]);
    assert!(told.contains("6 nhóm điểm cộng lại được 92,54"), "{told}");
}

#[test]
fn programs_read_what_was_acknowledged() {
    let case = Case::new("v-tong-lech-thang-sau");
    append(&case, "w1/ho-so.yaml", SEEN);
    let (_, told) = case.run("check", "w1", &["--format", "json"]);
    assert!(
        told.contains("\"reason\": \"Cổng công bố như vậy\""),
        "{told}"
    );
    let (_, told) = case.run("check", "w1", &["--format", "sarif"]);
    assert!(
        told.contains("\"justification\": \"Cổng công bố như vậy\""),
        "{told}"
    );
}

/// October was compared with August, and the notice said “so với tháng 9”.
#[test]
fn the_period_before_is_the_one_just_before() {
    let case = Case::new("q-ky-truoc-sai-thang");
    let told = |ky: &str, before: &str| {
        let case = Case::new("q-ky-truoc-sai-thang");
        replace(
            &case,
            "thong-bao-2025-08/ho-so.yaml",
            "ky: 2025-08",
            &format!("ky: {before}"),
        );
        replace(
            &case,
            "thong-bao-2025-10/ho-so.yaml",
            "ky: 2025-10",
            &format!("ky: {ky}"),
        );
        case.run("score", "thong-bao-2025-10", &[])
    };
    let (code, said) = case.run("render", "thong-bao-2025-10", &[]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("là của tháng 8/2025"), "{said}");
    assert!(
        said.contains("cần: hồ sơ của tháng 9/2025, kỳ ngay trước tháng 10/2025"),
        "{said}"
    );
    // The very same hồ sơ, and one of the same month.
    let other = Case::new("q-ky-truoc-sai-thang");
    let file = "thong-bao-2025-10/ho-so.yaml";
    replace(&other, file, "../thong-bao-2025-08", "../thong-bao-2025-10");
    let (code, said) = other.run("render", "thong-bao-2025-10", &[]);
    assert!(
        code == 2 && said.contains("cùng kỳ với văn bản này"),
        "{said}"
    );
    // Across the end of a year.
    let (code, said) = told("2026-01", "2025-12");
    assert_eq!(code, 0, "{said}");
    let (code, said) = told("2026-01", "2025-11");
    assert!(
        code == 2 && said.contains("cần: hồ sơ của tháng 12/2025"),
        "{said}"
    );
}

#[test]
fn the_period_before_is_of_the_same_unit() {
    let told = |name: &str, before: &str, ky: &str| {
        let case = Case::new("q-ky-truoc-sai-thang");
        let file = "thong-bao-2025-08/ho-so.yaml";
        replace(&case, file, "ky: 2025-08", &format!("ky: {before}"));
        replace(&case, file, "Ủy ban nhân dân xã Châu Phú", name);
        replace(
            &case,
            "thong-bao-2025-10/ho-so.yaml",
            "ky: 2025-10",
            &format!("ky: {ky}"),
        );
        case.run("score", "thong-bao-2025-10", &[])
    };
    let (code, said) = told("Ủy ban nhân dân xã Bình Mỹ", "2025-09", "2025-10");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("xã Bình Mỹ”"), "{said}");
    let (code, said) = told("UBND XÃ CHÂU PHÚ", "2025-09", "2025-10");
    assert_eq!(code, 0, "{said}");
    // Communes have had other names and borders since 1/7/2025.
    let (code, said) = told("Ủy ban nhân dân xã Bình Mỹ", "2025-06", "2025-07");
    assert!(
        code == 0 && said.contains("sáp nhập từ 01/7/2025"),
        "{said}"
    );
}

/// A month that was only copied passed with “giữ nguyên” for each group.
#[test]
fn a_copied_month_is_told() {
    let case = Case::new("u-thang-chep-nguyen");
    let (_, said) = case.run("check", "thong-bao-2025-11", &[]);
    assert!(
        said.contains("điểm của mọi nhóm và tổng điểm bằng đúng tháng 10/2025"),
        "{said}"
    );
    assert!(
        said.contains("tệp số liệu “so-lieu.xlsx” giống hệt tệp của kỳ trước"),
        "{said}"
    );
    // One figure that changed, and its total.
    replace(
        &case,
        "thong-bao-2025-11/ho-so.yaml",
        "dat: 19,9",
        "dat: 19,8",
    );
    replace(
        &case,
        "thong-bao-2025-11/ho-so.yaml",
        "dat: 92,7",
        "dat: 92,6",
    );
    let (_, said) = case.run("check", "thong-bao-2025-11", &[]);
    assert!(!said.contains("bằng đúng tháng"), "{said}");
}

/// Next month was made by copying the folder: last month's figures, days and results stayed in it.
#[test]
fn the_next_month_keeps_names_and_leaves_figures_blank() {
    let case = Case::new("v-tong-lech-thang-sau");
    append(
        &case,
        "w3/ho-so.yaml",
        "# ghi chú của văn thư\nda_xem:\n  - ma: SUM-01\n    ky: 2025-12\n    ly_do: vậy\n",
    );
    std::fs::create_dir(case.path("w3/ket-qua")).unwrap();
    let (code, said) = case.run("next", "w3", &[]);
    assert_eq!(code, 0, "{said}");
    let text = std::fs::read_to_string(case.path("w3-2026-01/ho-so.yaml")).unwrap();
    for kept in [
        "ky: 2026-01\n",
        "ky_truoc: ../w3\n",
        "  ho_ten: Nguyễn Văn An  ",
        "    tep: so-lieu.xlsx\n",
        "# ghi chú của văn thư\n",
        "    - Thường trực Đảng ủy xã\n",
        "    dat:\n",
        "    ngay_chot:\n",
        "  ngay:                              # Ngày ký",
        "#    - Trong tháng có 1.198/1.205",
    ] {
        assert!(text.contains(kept), "{kept}\n{text}");
    }
    for gone in ["92,54\n", "05/01/2026 ", "ma: SUM-01", "hang: 11"] {
        assert!(!text.contains(gone), "{gone}\n{text}");
    }
    assert!(case.path("w3-2026-01/mau.md").exists());
    assert!(!case.path("w3-2026-01/ket-qua").exists());
    // The workbook is there, without its figures.
    let table = |folder: &str| std::fs::read(case.path(folder).join("so-lieu.xlsx")).unwrap();
    assert_ne!(table("w3-2026-01"), table("w3"));
    assert!(said.contains("diem (7 chỗ)"), "{said}");
    // It overwrites nothing, and says what is lacking when it is read.
    let (code, said) = case.run("next", "w3", &[]);
    assert_eq!(code, 2, "{said}");
    let (code, said) = case.run("check", "w3-2026-01", &[]);
    assert!(code == 2 && !said.contains("không tìm thấy tệp"), "{said}");
}
