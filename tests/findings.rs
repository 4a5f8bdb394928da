//! What the program tells before signing: each finding is seen to come, and to stay away.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fs;

use common::{repository, run};

/// The codes told about the sound hồ sơ of Mường Ảng with one change, and their messages.
fn codes(changes: &[(&str, &str)], more: &str) -> (Vec<String>, String) {
    let mut text = fs::read_to_string(repository("tests/ho-so-tot/muong-ang.yaml")).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ho-so.yaml");
    fs::write(&file, text + more).unwrap();
    // Its points have one decimal and two.
    let own = folder.path().join("kiem-tra.yaml");
    fs::write(own, "muc: {NUMFMT-02: tat}\n").unwrap();
    let (_, said, wrong) = run(folder.path(), &["check", file.to_str().unwrap()]);
    assert_eq!(wrong, "");
    let told = |line: &str| {
        let weights = [": lỗi ", ": cảnh báo ", ": thông tin "];
        let (_, rest) = weights.iter().find_map(|weight| line.split_once(weight))?;
        Some(rest.split(':').next()?.to_owned())
    };
    (said.lines().filter_map(told).collect(), said)
}

fn only(code: &str, changes: &[(&str, &str)], more: &str) {
    assert_eq!(codes(changes, more).0, [code]);
}

const TOTAL: (&str, &str) = (
    "noi_nhan:",
    "xep_hang: {hang: 2, tren: 45, trong: xã}\nnoi_nhan:",
);

#[test]
fn a_sound_notice_has_nothing_to_tell() {
    assert_eq!(codes(&[TOTAL], "").0, Vec::<String>::new());
}

#[test]
fn a_total_that_rounding_explains_is_no_finding() {
    // The axes add to 87,00; three of them have one decimal, so 87,15 may be right.
    let total = "so_hoa: {dat: \"16,31\", ky_truoc: \"15,9\"}";
    let with = |points: &str| format!("{total}\n  tong: {{dat: \"{points}\"}}");
    assert_eq!(
        codes(&[(total, &with("87,10"))], "").0,
        Vec::<String>::new()
    );
    only("SUM-01", &[(total, &with("87,60"))], "");
}

#[test]
fn the_total_and_the_change_of_the_period_before_are_checked() {
    let total = "so_hoa: {dat: \"16,31\", ky_truoc: \"15,9\"}";
    let with = format!("{total}\n  tong: {{dat: \"87,00\", ky_truoc: \"80,55\"}}");
    assert_eq!(codes(&[(total, &with)], "").0, ["SUM-02", "DELTA-01"]);
}

#[test]
fn a_total_beside_a_cut_is_told() {
    let total = "so_hoa: {dat: \"16,31\", ky_truoc: \"15,9\"}";
    let with = "so_hoa: {dat: \"19,28\", ky_truoc: \"15,9\"}";
    only("BAND-01", &[(total, with)], "");
}

#[test]
fn rates_and_days_of_tables_are_checked() {
    let table = |day: &str, rate: &str| {
        format!(
            "so_lieu: {{chi_tieu: {{ngay_chot: {day}, nhom: [{{ten: A, dong: [{{ten: b, so_lieu: 176, tren: 201, ty_le: \"{rate}\"}}]}}]}}}}\n"
        )
    };
    assert_eq!(
        codes(&[], &table("2025-09-30", "87,56")).0,
        Vec::<String>::new()
    );
    only("RATIO-01", &[], &table("2025-09-30", "87,65"));
    only("DATE-01", &[], &table("2025-08-31", "87,56"));
}

#[test]
fn the_form_is_checked_against_the_decree() {
    only("RECIP-01", &[], "kinh_gui: [UBND tỉnh]\n");
    only("RECIP-02", &[("  luu: VP\n", "")], "");
    let above = ("[Thường trực", "[Như trên, Thường trực");
    only("RECIP-03", &[above], "");
    only("SIGN-01", &[("  ho_ten: Lò Thị Ánh\n", "")], "");
}

#[test]
fn as_above_is_printed_once_and_only_with_addressees() {
    let above = ("[Thường trực", "[Như trên, Thường trực");
    let (_, said) = codes(&[above], "kinh_gui: [UBND tỉnh]\n");
    assert!(!said.contains("RECIP-03"), "{said}");
}

#[test]
fn nobody_receives_a_document_twice() {
    let twice = (
        "[Thường trực",
        "[UBND tỉnh Điện Biên, UBND tỉnh Điện Biên, Thường trực",
    );
    let (told, said) = codes(&[twice], "");
    assert_eq!(told, ["RECIP-05"], "{said}");
}

#[test]
fn an_issuer_of_a_level_that_is_gone_on_the_day_is_told() {
    let district = (
        "Ủy ban nhân dân xã Mường Ảng",
        "Ủy ban nhân dân huyện Mường Ảng",
    );
    let (told, said) = codes(&[district], "");
    assert!(told.contains(&"LAW-01".to_owned()), "{told:?}");
    assert!(
        said.contains("không có huyện, chỉ có cấp tỉnh và cấp xã"),
        "{said}"
    );
    let before = [
        district,
        ("ky: 2025-09", "ky: 2025-05"),
        ("ngay: 2025-10-06", "ngay: 2025-06-06"),
    ];
    let (told, _) = codes(&before, "");
    assert!(!told.iter().any(|code| code.starts_with("LAW")), "{told:?}");
}

#[test]
fn a_document_from_before_the_decree_is_told() {
    let on = |day: &str| codes(&[("ngay: 2025-10-06", &format!("ngay: {day}"))], "");
    let (told, said) = on("2020-03-04");
    assert!(told.contains(&"LAW-04".to_owned()), "{said}");
    assert!(said.contains("có hiệu lực (05/3/2020)"), "{said}");
    let (told, said) = on("2020-03-05");
    assert!(!told.contains(&"LAW-04".to_owned()), "{said}");
}
