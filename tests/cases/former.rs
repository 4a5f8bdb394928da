//! What is said of several months, from the folder of former hồ sơ.

use std::fs;

use super::Case;
use super::common::docx_text;

/// Hồ sơ of these months of 2026, each with its points of the first group; the last one names the
/// folder of all.
fn months(all: &[(u8, &str, &str)]) -> Case {
    let case = Case(tempfile::tempdir().unwrap());
    let last = all.iter().map(|(month, ..)| *month).max().unwrap();
    for (month, first, total) in all {
        let folder = format!("thang-{month:02}");
        fs::create_dir(case.path(&folder)).unwrap();
        let more = match *month == last {
            true => "cac_ky: ..\n",
            false => "",
        };
        let text = format!(
            "mau: thong-bao-xa\nbo_chi_so: qd766\nky: 2026-{month:02}\n{more}\
             co_quan: {{ten: Ủy ban nhân dân xã Mỹ Đức, thuoc: tỉnh An Giang, ky_hieu: UBND, dia_danh: Mỹ Đức}}\n\
             noi_nhan: {{gui: [Các phòng], luu: VP}}\n\
             nguoi_ky: {{quyen_han: KT. Chủ tịch, chuc_vu: Phó Chủ tịch, ho_ten: Nguyễn Văn An}}\n\
             diem:\n  cong_khai_minh_bach: \"{first}\"\n  tien_do: \"19,00\"\n  dich_vu_cong_truc_tuyen: \"6,00\"\n  \
             thanh_toan_truc_tuyen: \"9,00\"\n  muc_do_hai_long: \"17,00\"\n  so_hoa: \"20,00\"\n  tong: \"{total}\"\n"
        );
        fs::write(case.path(&folder).join("ho-so.yaml"), text).unwrap();
    }
    case
}

/// What the last document says, and what was told.
fn made(case: &Case, folder: &str, options: &[&str]) -> (String, String) {
    let (code, said) = case.run("render", folder, &[&["--docx"], options].concat());
    assert_eq!(code, 0, "{said}");
    let (_, told) = case.run("check", folder, &[]);
    let out = case.path(folder).join("ket-qua");
    let files = fs::read_dir(out)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.collect();
    files.sort();
    let text: String = files
        .iter()
        .map(|file| docx_text(&fs::read(file).unwrap()))
        .collect();
    (text, format!("{said}{told}"))
}

const RISING: [(u8, &str, &str); 4] = [
    (1, "14,00", "85,00"),
    (2, "15,00", "86,00"),
    (3, "16,00", "87,00"),
    (4, "16,50", "87,50"),
];

#[test]
fn the_third_month_in_a_row_is_counted() {
    let case = months(&RISING);
    let (text, told) = made(&case, "thang-04", &[]);
    let words = "đây là tháng thứ ba liên tiếp tăng (chưa có số liệu tháng 12/2025 trở về trước)";
    assert!(text.contains(words), "{text}");
    for code in ["CLAIM", "SUPER", "DELTA", "XREF", "lỗi"] {
        assert!(!told.contains(code), "{told}");
    }
}

/// A month whose hồ sơ is a workbook was passed over, and said to be missing.
#[test]
fn a_month_may_be_a_workbook() {
    let case = months(&RISING);
    let yaml = case.path("thang-03/ho-so.yaml");
    let book = super::excel::book(&fs::read_to_string(&yaml).unwrap()).unwrap();
    fs::write(yaml.with_extension("xlsx"), book).unwrap();
    fs::remove_file(yaml).unwrap();
    let (text, told) = made(&case, "thang-04", &[]);
    assert!(text.contains("tháng thứ ba liên tiếp tăng"), "{text}{told}");
    assert!(!told.contains("không có hồ sơ"), "{told}");
}

#[test]
fn a_month_that_stayed_or_fell_ends_the_count() {
    let mut all = RISING;
    all[0] = (1, "15,50", "86,50");
    let (text, _) = made(&months(&all), "thang-04", &[]);
    assert!(
        text.contains("tháng thứ hai liên tiếp tăng;")
            || text.contains("tháng thứ hai liên tiếp tăng."),
        "{text}"
    );
    all[2] = (3, "16,50", "87,50");
    let (text, _) = made(&months(&all), "thang-04", &[]);
    assert!(!text.contains("liên tiếp"), "{text}");
    let falling = [
        (1, "17,00", "88,00"),
        (2, "16,00", "87,00"),
        (3, "15,00", "86,00"),
    ];
    let (text, _) = made(&months(&falling), "thang-03", &[]);
    assert!(text.contains("tháng thứ hai liên tiếp giảm"), "{text}");
}

/// Over a gap nothing is counted; that there is one is said.
#[test]
fn a_missing_month_is_said_and_not_guessed() {
    let all = [RISING[0], RISING[2], RISING[3]];
    let (text, told) = made(&months(&all), "thang-04", &[]);
    assert!(!text.contains("liên tiếp"), "{text}");
    assert!(told.contains("không có hồ sơ của tháng 02/2026"), "{told}");
}

#[test]
fn two_results_of_one_month_must_be_the_same() {
    let case = months(&RISING);
    let text = fs::read_to_string(case.path("thang-02/ho-so.yaml")).unwrap();
    fs::create_dir(case.path("giay-moi-02")).unwrap();
    fs::write(case.path("giay-moi-02/ho-so.yaml"), &text).unwrap();
    let (code, said) = case.run("check", "thang-04", &[]);
    assert_eq!(code, 0, "{said}");
    fs::write(
        case.path("giay-moi-02/ho-so.yaml"),
        text.replace("15,00", "15,10").replace("86,00", "86,10"),
    )
    .unwrap();
    let (code, said) = case.run("check", "thang-04", &[]);
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("cùng là của tháng 02/2026, điểm khác nhau"),
        "{said}"
    );
}

/// Another unit's hồ sơ in the folder is none of this one's.
#[test]
fn other_units_do_not_count() {
    let case = months(&RISING);
    let file = case.path("thang-02/ho-so.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("xã Mỹ Đức", "xã Vĩnh Xương")).unwrap();
    let (text, told) = made(&case, "thang-04", &[]);
    assert!(
        !text.contains("liên tiếp") && told.contains("tháng 02/2026"),
        "{told}"
    );
}

/// An own template says what was best since January; comments show each month with its place.
#[test]
fn the_best_group_since_january_is_computed_with_its_sources() {
    let case = months(&RISING);
    let front =
        "---\nten: Thử\nten_tep: thu\nloai: thông báo\ntrich_yeu: Kết quả {{ ky.dai }}\n---\n";
    let one = |which: &str| {
        format!(
            "{{{{ diem.tu_dau_nam.nhom | {which}(theo=\"ty_le\") | viet(theo=\"{{ten}} ({{ty_le}}%)\") | liet_ke }}}}"
        )
    };
    let body = format!(
        "Điểm tổng hợp đạt {{{{ diem.tong.dat }}}} điểm.\n\nTừ {{{{ diem.tu_dau_nam.tu }}}} đến nay, cao nhất là {}, \
         thấp nhất là {}.\n",
        one("cao_nhat"),
        one("thap_nhat")
    );
    fs::write(case.path("thang-04/thu.md"), format!("{front}{body}")).unwrap();
    let file = case.path("thang-04/ho-so.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("mau: thong-bao-xa", "mau: thu.md")).unwrap();
    let (text, told) = made(&case, "thang-04", &["--giai-thich"]);
    assert!(text.contains("Từ tháng 01/2026 đến nay"), "{text}");
    assert!(
        text.contains("cao nhất là Tiến độ giải quyết (95,00%)"),
        "{text}"
    );
    assert!(
        text.contains("thấp nhất là Dịch vụ công trực tuyến (50,00%)"),
        "{text}"
    );
    let made = case.path("thang-04/ket-qua/thu-giai-thich.docx");
    let bytes = fs::read(&made).unwrap_or_else(|_| panic!("{told}"));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut comments = String::new();
    std::io::Read::read_to_string(
        &mut archive.by_name("word/comments.xml").unwrap(),
        &mut comments,
    )
    .unwrap();
    assert!(comments.contains("÷ 80 × 100 = 95"), "{comments}");
    assert!(
        comments.contains("tháng 02/2026, hồ sơ thang-02: 19,00"),
        "{comments}"
    );
}
