//! The five documents as they were issued, faults included: what must be told of them, and what
//! must not. The numbers (000-01 …) are those of the audit of the issued documents.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use common::{repository, run};
use serde_json::Value;

/// What is told of an issued document.
fn findings(name: &str) -> Vec<Value> {
    let path = format!("tests/seeds-as-issued/{name}");
    let (code, said, wrong) = run(
        &repository(""),
        &[
            "check",
            repository(&path).to_str().unwrap(),
            "--format",
            "json",
        ],
    );
    assert_eq!((code, wrong.as_str()), (1, ""));
    let report: Value = serde_json::from_str(&said).unwrap();
    report["findings"].as_array().unwrap().clone()
}

/// Each of these is told: number, code, and a word of its message, part, or suggestion.
fn told(name: &str, wanted: &[(&str, &str, &str)]) {
    let found = findings(name);
    for (number, code, word) in wanted {
        let fits = |finding: &&Value| {
            let all = finding.to_string();
            finding["code"] == *code && all.contains(word)
        };
        assert!(
            found.iter().any(|finding| fits(&finding)),
            "{number} ({code} {word}) is not told: {found:#?}"
        );
    }
}

/// None of these is told.
fn not_told(name: &str, unwanted: &[(&str, &str, &str)]) {
    for (number, code, word) in unwanted {
        let found = findings(name);
        let fits =
            |finding: &&Value| finding["code"] == *code && finding.to_string().contains(word);
        assert!(
            !found.iter().any(|finding| fits(&finding)),
            "{number} is told: {found:#?}"
        );
    }
}

#[test]
fn the_notice_of_lam_vy() {
    told(
        "000-lam-vy",
        &[
            ("000-01", "SUM-01", "90.22"),
            (
                "000-02",
                "SUM-01",
                "Số hóa hồ sơ là 19,82 thay vì 19,22 (sai một chữ số)",
            ),
            ("000-03", "DELTA-01", "-0.82"),
            ("000-04", "SUM-02", "90.44"),
            ("000-11", "CONTRA-01", "quá hạn"),
            ("000-12", "CONTRA-03", "20"),
            ("000-17", "SCOPE-01", "2740"),
            ("000-18", "SCOPE-01", "164"),
            ("000-22", "NUMFMT-01", "96.62%"),
            ("000-23", "EMPTY-02", "Chưa tích hợp"),
            ("000-24", "DATE-01", "30/01/2024"),
            ("000-31", "RECIP-01", "6 nơi"),
            ("000-36", "TERM-01", "Công dịch vụ công"),
        ],
    );
    not_told(
        "000-lam-vy",
        &[
            ("000-08: the portal leaves out zeros", "NUMFMT-02", ""),
            ("000-05", "RANGE-01", ""),
            ("000-09", "RATIO-01", "1.731"),
            ("000-10", "RATIO-01", "176"),
            ("000-13", "RATIO-01", "159"),
            ("a blank number", "FORM-03", ""),
        ],
    );
}

#[test]
fn the_letter_of_hoa_binh() {
    told(
        "001-hoa-binh",
        &[
            ("001-08", "UNIT-01", "Tỷ lệ hồ sơ đồng bộ"),
            ("001-09", "EMPTY-01", "chứng thực bản sao điện tử"),
        ],
    );
    not_told(
        "001-hoa-binh",
        &[
            ("001-01", "SUM-01", ""),
            ("001-02", "RANGE-01", ""),
            ("001-03", "RATIO-01", ""),
            ("001-04", "COMPL-01", ""),
            ("001-10", "DATE-04", ""),
        ],
    );
}

#[test]
fn the_report_of_tuan_giao() {
    told(
        "002-tuan-giao",
        &[
            ("002-08", "XREF-04", "Quài Nưa"),
            ("002-08", "XREF-04", "Mường Thín"),
            ("002-08", "XREF-04", "Chiềng Đông"),
            ("002-14", "CONTRA-02", "7 hàng"),
            ("002-18", "TOTALROW-01", "\"903\""),
            ("002-18", "TOTALROW-01", "\"89.26\""),
            ("002-19", "TOTALROW-01", "\"869\""),
            ("002-19", "TOTALROW-01", "\"92.06\""),
            (
                "002-20",
                "TOTALROW-02",
                "cột (1): 432; cột (2): 430; cột (4): 2",
            ),
            ("002-22", "NUMFMT-01", "92.58%"),
            ("002-27", "NAME-01", "Tân Phong"),
            ("002-28", "NAME-01", "Nhà Sáy"),
            ("002-28", "NAME-01", "Nhà Tông"),
            ("002-28", "NAME-01", "Quài Tờ"),
            ("002-29", "NAME-02", "Toà Tỉnh"),
            (
                "002-30",
                "NAME-03",
                "Biểu số 01 và Biểu số 02 khác nhau 1 đơn vị",
            ),
            (
                "002-30",
                "NAME-03",
                "Biểu số 01 và Biểu số 03 khác nhau 3 đơn vị",
            ),
            (
                "002-30",
                "NAME-03",
                "Biểu số 02 và Biểu số 03 khác nhau 4 đơn vị",
            ),
            ("002-31", "EMPTY-03", "lệ phí trực."),
            ("002-32", "TERM-04", "mức độ 3,4"),
            ("002-36", "TERM-03", "hoá"),
            ("002-37", "TERM-02", "VneID"),
        ],
    );
    not_told(
        "002-tuan-giao",
        &[
            ("002-01", "SUM-01", ""),
            ("002-01", "SUM-03", ""),
            ("002-02", "RATIO-02", ""),
            ("002-03", "BAND-02", ""),
            ("002-03", "COUNT-02", ""),
            ("002-08", "XREF-04", "Tỏa Tình"),
            ("002-08", "XREF-04", "thị trấn"),
            ("002-13", "COUNT-01", ""),
            ("a blank number and day", "DATE-04", ""),
            ("a blank number and day", "FORM-03", ""),
            ("002-41", "SIGN-02", ""),
        ],
    );
}

#[test]
fn the_letter_of_tien_lu() {
    told(
        "003-tien-lu",
        &[
            ("003-06", "COUNT-01", "16/16"),
            ("003-07", "XREF-02", "Đức Thắng: 13"),
            ("003-08", "NAME-02", "Minh Phương"),
            ("003-09", "NAME-05", "Dị ché"),
            ("003-10", "NAME-04", "Tiên Lũ"),
            ("003-12", "TERM-01", "tiên độ"),
            ("003-13", "TERM-06", "UBND TT Vương"),
            ("003-17", "DATE-02", "04/06/2024"),
        ],
    );
    not_told(
        "003-tien-lu",
        &[
            ("003-02", "XREF-01", ""),
            ("003-20", "RECIP-01", ""),
            ("003-20", "RECIP-03", ""),
            ("003-20", "RECIP-04", ""),
            ("003-20", "SIGN-02", ""),
            ("003-23", "TERM-03", ""),
            ("a blank day", "DATE-04", ""),
        ],
    );
}

#[test]
fn the_report_of_ninh_son() {
    told(
        "004-ninh-son",
        &[
            ("004-03", "SUPER-01", "Thanh toán trực tuyến"),
            ("004-09", "CITE-01", "TT-VPCP"),
            ("004-11", "TERM-01", "giữ liệu"),
            ("004-11", "TERM-01", "Chi tiêu"),
            ("004-14", "SIGN-01", "họ tên"),
            ("004-19", "RECIP-04", "Kính gửi"),
        ],
    );
    not_told(
        "004-ninh-son",
        &[
            ("004-01", "SUM-01", ""),
            ("004-02", "XREF-03", ""),
            ("004-04", "SUPER-01", "Mức độ hài lòng"),
            ("004-12", "DATE-02", ""),
            // Its two lines, KT. and the deputy's title, are as offices write them.
            ("004-14", "SIGN-02", "TM."),
        ],
    );
}

#[test]
fn an_unsigned_draft_without_number_and_day_is_no_fault() {
    // The report of Tuần Giáo has neither; nothing that is told points at them.
    for finding in findings("002-tuan-giao") {
        let part = finding["part"].as_str().unwrap();
        assert!(
            !part.contains("số, ký hiệu") && !part.contains("địa danh, thời gian"),
            "{finding}"
        );
    }
}
