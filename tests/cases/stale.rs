//! Figures that are those of the month before, and a month before that is of somebody else.

use std::fs;

use super::{Case, common::repository, copy};

/// The two months of xã Mỹ Đức, in folders `09` and `10`.
fn months(changes: &[(&str, &str, &str)]) -> Case {
    let case = Case::new("k-nhay-cong");
    for month in ["09", "10"] {
        let folder = case.path(month);
        fs::create_dir(&folder).unwrap();
        copy(
            &repository(&format!("examples/my-duc-2026-{month}")),
            &folder,
        );
        let _ = fs::remove_dir_all(folder.join("ket-qua"));
        let path = folder.join("ho-so.yaml");
        let mut text = fs::read_to_string(&path).unwrap();
        text = text.replace("../my-duc-2026-09", "../09");
        for (_, from, to) in changes.iter().filter(|(of, ..)| *of == month) {
            assert!(text.contains(from), "{month} has no {from}");
            text = text.replace(from, to);
        }
        fs::write(path, text).unwrap();
    }
    case
}

/// What stands in a hồ sơ from one key to another.
fn part(case: &Case, month: &str, from: &str, to: &str) -> String {
    let text = fs::read_to_string(case.path(month).join("ho-so.yaml")).unwrap();
    let (_, text) = text.split_once(from).unwrap();
    text.split_once(to).unwrap().0.to_owned()
}

/// The points were new and the annex was last month's: it was printed without a word.
#[test]
fn an_annex_of_the_month_before_is_told() {
    let case = months(&[]);
    let old = part(&case, "09", "so_lieu:\n  chi_tieu:", "noi_nhan:");
    let new = part(&case, "10", "so_lieu:\n  chi_tieu:", "noi_nhan:");
    let dated = old
        .replace("30/9/2026", "31/10/2026")
        .replace("30/09/2026", "31/10/2026");
    let case = months(&[("10", &new, &dated)]);
    let (code, said) = case.run("check", "10", &[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("STALE-01: mọi số liệu của bảng chỉ tiêu (chi_tieu) bằng đúng kỳ trước"),
        "{said}"
    );
    // One figure that is new is enough.
    let first = dated.split_once("so_lieu: ").unwrap().1;
    let first = first.split_once('\n').unwrap().0;
    let one = dated.replacen(&format!("so_lieu: {first}"), "so_lieu: 11", 1);
    let case = months(&[("10", &new, &one)]);
    let (_, said) = case.run("check", "10", &[]);
    assert!(!said.contains("STALE-01"), "{said}");
}

/// The annex in “ba.csv” was taken for told, since the name of “a.csv”, which is the same, ends so.
#[test]
fn a_table_is_told_beside_a_file_whose_name_ends_alike() {
    let case = Case::new("g-mot-don-vi-hai-cach-viet");
    let points = "STT;Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ\n1;xã Mỹ Đức;17;18,25;11;9;17;18\n2;xã Châu Phú;16;17,5;10;8;16;17\n";
    let annex = "TT;Nội dung;Số liệu\nI;Hồ sơ;\n1.1;Hồ sơ tiếp nhận;201\n1.2;Hồ sơ đã số hóa;200/201\n1.3;Hồ sơ trả qua bưu chính;7/9\n1.4;Phản ánh đã xử lý;3/4\n";
    let form = "mau: thong-bao-xa\nbo_chi_so: qd766\ndon_vi: xã Mỹ Đức\nco_quan: {ten: Ủy ban nhân dân xã Mỹ Đức, thuoc: tỉnh An Giang, ky_hieu: UBND, dia_danh: Mỹ Đức}\nnoi_nhan: {gui: [UBND tỉnh An Giang], luu: VP}\nnguoi_ky: {chuc_vu: Chủ tịch}\nbang_diem: {tep: a.csv}\nso_lieu: {chi_tieu: {tep: ba.csv, ngay_chot: 30/9/2026}}\n";
    let now = "ky: 2026-10\nky_truoc: ../a\n";
    for (folder, period, end) in [("a", "ky: 2026-09\n", ""), ("b", now, "\n")] {
        fs::create_dir(case.path(folder)).unwrap();
        let write = |name: &str, text: &str| fs::write(case.path(folder).join(name), text).unwrap();
        write("ho-so.yaml", &format!("{period}{form}"));
        write("a.csv", points);
        write("ba.csv", &format!("{annex}{end}"));
    }
    let (_, said) = case.run("check", "b", &[]);
    for told in [
        "tệp số liệu “a.csv” giống hệt tệp của kỳ trước",
        "mọi số liệu của bảng chỉ tiêu (chi_tieu) bằng đúng kỳ trước",
    ] {
        assert!(said.contains(told), "{said}");
    }
}

#[test]
fn the_month_before_is_told_first_by_its_period_and_by_its_province() {
    for (from, to, told) in [
        // Its keys are those of another version of the set: forty faults were told.
        (
            "ky: 2026-09",
            "ky: 2025-10",
            "10:9:11: lỗi GIA-TRI-02: hồ sơ kỳ trước “../09” là của tháng 10/2025",
        ),
        ("ky: 2026-09", "ky: quý III/2026", "là của quý III/2026"),
        (
            "thuoc: tỉnh An Giang",
            "thuoc: thành phố Hà Nội",
            "là của đơn vị thuộc thành phố Hà Nội",
        ),
        // What is wrong in it was told at the key that names it.
        ("diem:\n", "diem\n", "09/ho-so.yaml"),
    ] {
        let case = months(&[("09", from, to)]);
        let (code, said) = case.run("check", "10", &[]);
        assert_eq!(code, 2, "{said}");
        let told = told.replace("10:", "ho-so.yaml:");
        assert!(said.contains(&told), "{said}");
        assert!(said.contains("Có 1 lỗi"), "{said}");
    }
    for same in ["Tỉnh An Giang", "tỉnh An  Giang"] {
        let to = format!("thuoc: {same}");
        let case = months(&[("09", "thuoc: tỉnh An Giang", &to)]);
        let (code, said) = case.run("check", "10", &[]);
        assert_eq!(code, 0, "{said}");
    }
}

/// A year before there were the same provinces already, and another's hồ sơ passed.
#[test]
fn so_is_the_same_month_of_the_year_before() {
    let case = months(&[
        ("10", "ky_truoc: ../09", "cung_ky: ../09"),
        ("09", "ky: 2026-09", "ky: 2025-10"),
        ("09", "thuoc: tỉnh An Giang", "thuoc: thành phố Hà Nội"),
    ]);
    let (code, said) = case.run("check", "10", &[]);
    assert_eq!(code, 2, "{said}");
    let told = "hồ sơ cùng kỳ năm trước “../09” là của đơn vị thuộc thành phố Hà Nội";
    assert!(said.contains(told), "{said}");
}

/// Of three units two were filled in anew, of many the rest was forgotten.
#[test]
fn points_of_most_units_that_stay_are_told() {
    let head = "STT;Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ\n";
    let rows = [
        "1;xã Lam Vỹ;17;18,25;11;9;17;18",
        "2;xã Bình Yên;16;17,5;10;8;16;17",
        "3;xã Linh Thông;12;19,75;9;7;15;20",
        "4;xã Phú Đình;13;19,5;9;7;15;21",
    ];
    let said = |new: &[(usize, &str)]| {
        let case = Case::new("g-mot-don-vi-hai-cach-viet");
        let text = "mau: bao-cao-tinh\nbo_chi_so: qd766\nky: 2024-02\nco_quan: {ten: Ủy ban nhân dân tỉnh Thái Nguyên, ky_hieu: UBND, dia_danh: Thái Nguyên}\nvan_ban: {ngay: 2024-03}\nnoi_nhan: {gui: [Các sở], luu: VP}\nnguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: Lê Văn A}\nbang_diem: {tep: a.csv}";
        for (folder, period, before) in [("a", "2024-01", ""), ("b", "2024-02", "ky_truoc: ../a\n")]
        {
            fs::create_dir(case.path(folder)).unwrap();
            let text = text
                .replace("2024-02", period)
                .replace("ngay: 2024-03", "ngay:");
            let text = format!("{before}{text}\n");
            fs::write(case.path(folder).join("ho-so.yaml"), text).unwrap();
            let mut rows = rows;
            if folder == "b" {
                new.iter().for_each(|(at, row)| rows[*at] = row);
            }
            fs::write(
                case.path(folder).join("a.csv"),
                format!("{head}{}\n", rows.join("\n")),
            )
            .unwrap();
        }
        case.run("check", "b", &[]).1
    };
    let changed = "1;xã Lam Vỹ;17;18,5;11;9;17;18";
    assert!(
        said(&[]).contains("điểm của cả 4 đơn vị bằng đúng"),
        "{}",
        said(&[])
    );
    let most = said(&[(0, changed)]);
    assert!(
        most.contains("điểm của 3/4 đơn vị bằng đúng tháng 01/2024: xã Bình Yên"),
        "{most}"
    );
    let few = said(&[
        (0, changed),
        (1, "2;xã Bình Yên;16;17,75;10;8;16;17"),
        (2, "3;xã Linh Thông;12;19;9;7;15;20"),
    ]);
    assert!(!few.contains("STALE-01"), "{few}");
}
