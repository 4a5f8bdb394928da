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
    // Nothing shows that one decimal was rounded to.
    let one = AXES.replace("8,06", "8,1").replace("8,44", "8,4");
    assert_eq!(check(&format!("{one}, tong: '92,7'")).0, 0);
    assert_eq!(check(&format!("{one}, tong: '92,8'")).0, 1);
    // A total of two decimals over axes of one does show it, and so does a zero that is kept.
    assert_eq!(check(&format!("{one}, tong: '92,74'")).0, 0);
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
