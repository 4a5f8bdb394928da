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
