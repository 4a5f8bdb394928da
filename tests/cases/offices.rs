//! Who issues documents since 01/7/2025 and who signs them; units that became of another sort.

use std::fs;

use super::Case;
use super::common::docx_text;

const POINTS: &str = "diem: {cong_khai_minh_bach: \"17,00\", tien_do: \"19,00\", \
    dich_vu_cong_truc_tuyen: \"9,00\", thanh_toan_truc_tuyen: \"9,00\", muc_do_hai_long: \"17,00\", \
    so_hoa: \"20,00\", tong: \"91,00\"}\n";

/// A hồ sơ of November 2026 of this issuer, signed so.
fn dossier(case: &Case, name: &str, (issuer, signed): (&str, &str), more: &str) {
    fs::create_dir(case.path(name)).unwrap();
    let text = format!(
        "mau: thong-bao-xa\nbo_chi_so: qd766\nco_quan: {{{issuer}}}\n\
         noi_nhan: {{gui: [Các phòng], luu: VP}}\nnguoi_ky: {{{signed}, ho_ten: Nguyễn Văn An}}\n{more}{POINTS}"
    );
    fs::write(case.path(name).join("ho-so.yaml"), text).unwrap();
}

const OCTOBER: &str = "ky: 2026-10\nvan_ban: {ngay: 05/11/2026}\n";

/// What is told of such a hồ sơ, and the document.
fn made(issuer: &str, signed: &str) -> (String, String) {
    let case = Case(tempfile::tempdir().unwrap());
    dossier(&case, "a", (issuer, signed), OCTOBER);
    let (code, said) = case.run("render", "a", &["--docx"]);
    assert_eq!(code, 0, "{said}");
    let file = case.path("a/ket-qua/thong-bao.docx");
    (
        case.run("check", "a", &[]).1,
        docx_text(&fs::read(file).unwrap()),
    )
}

/// Offices, what they are below, their letters, their heads.
const OFFICES: [[&str; 4]; 7] = [
    [
        "Văn phòng HĐND và UBND",
        "UBND xã Mỹ Đức",
        "VP",
        "Chánh Văn phòng",
    ],
    ["Phòng Kinh tế", "UBND xã Mỹ Đức", "KT", "Trưởng phòng"],
    [
        "Phòng Văn hóa - Xã hội",
        "UBND xã Mỹ Đức",
        "VHXH",
        "Trưởng phòng",
    ],
    [
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        "UBND phường Long Xuyên",
        "KTHTĐT",
        "Trưởng phòng",
    ],
    [
        "Trung tâm Phục vụ hành chính công",
        "UBND xã Mỹ Đức",
        "TTPVHCC",
        "Giám đốc",
    ],
    [
        "Trung tâm Phục vụ hành chính công",
        "UBND tỉnh An Giang",
        "TTPVHCC",
        "Giám đốc",
    ],
    [
        "Văn phòng UBND tỉnh An Giang",
        "UBND tỉnh An Giang",
        "VP",
        "Chánh Văn phòng",
    ],
];

/// The issuer of a hồ sơ.
fn office([name, above, symbol, _]: [&str; 4]) -> String {
    let seat = above.split(' ').skip(2).collect::<Vec<_>>().join(" ");
    format!("ten: \"{name}\", cap_tren: {above}, ky_hieu: {symbol}, dia_danh: {seat}")
}

#[test]
fn each_office_below_a_committee_signs_by_its_own_head() {
    for one in OFFICES {
        let [name, above, symbol, head] = one;
        for signed in [
            format!("chuc_vu: {head}"),
            format!("quyen_han: KT. {head}, chuc_vu: Phó {head}"),
        ] {
            let (told, text) = made(&office(one), &signed);
            assert!(
                told.contains("không có điều gì phải xem lại"),
                "{name}: {told}"
            );
            for words in [
                above.to_uppercase(),
                name.to_uppercase(),
                format!("/TB-{symbol}"),
            ] {
                assert!(text.contains(&words), "{words}\n{text}");
            }
        }
    }
}

#[test]
fn nobody_signs_an_offices_document_for_the_committee() {
    for one in OFFICES {
        for signed in [
            "quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch",
            "quyen_han: KT. Chủ tịch, chuc_vu: Phó Chủ tịch",
        ] {
            let (told, _) = made(&office(one), signed);
            assert!(told.contains("SIGN-02"), "{one:?}: {told}");
            assert!(
                told.contains(&format!("người đứng đầu là {}", one[3])),
                "{told}"
            );
        }
    }
}

#[test]
fn an_offices_symbol_is_one_of_its_letters() {
    for one in OFFICES {
        let [name, above, symbol, head] = one;
        let (told, _) = made(
            &office([name, above, "SNV", head]),
            &format!("chuc_vu: {head}"),
        );
        let expected = format!("ví dụ {symbol}");
        assert!(
            told.contains("FORM-05") && told.contains(&expected),
            "{told}"
        );
    }
}

/// Of 143 real documents 141 print two lines, and the program warned of each.
#[test]
fn a_committees_deputy_signs_in_two_lines_or_in_three() {
    let issuer =
        "ten: Ủy ban nhân dân xã Mỹ Đức, thuoc: tỉnh An Giang, ky_hieu: UBND, dia_danh: Mỹ Đức";
    for authority in ["KT. Chủ tịch", "[TM. Ủy ban nhân dân, KT. Chủ tịch]"] {
        let signed = format!("quyen_han: {authority}, chuc_vu: Phó Chủ tịch");
        let (told, text) = made(issuer, &signed);
        assert!(told.contains("không có điều gì phải xem lại"), "{told}");
        assert_eq!(
            text.contains("TM. ỦY BAN NHÂN DÂN"),
            authority.starts_with('[')
        );
        assert!(
            text.contains("KT. CHỦ TỊCH") && text.contains("PHÓ CHỦ TỊCH"),
            "{text}"
        );
    }
    let (told, text) = made(
        issuer,
        "quyen_han: TM. ỦY BAN NHÂN DÂN XÃ, chuc_vu: Chủ tịch",
    );
    assert!(told.contains("thông tin SIGN-04"), "{told}");
    assert!(
        !told.contains("cảnh báo") && text.contains("TM. ỦY BAN NHÂN DÂN XÃ"),
        "{told}"
    );
}

/// Trảng Bom is a ward since 30/4/2026, Đồng Nai a city: the unit and its changes stay.
#[test]
fn a_change_since_the_month_before_survives_a_change_of_sort() {
    let case = Case(tempfile::tempdir().unwrap());
    let signed = "quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch";
    let issuer = |sort: &str, province: &str| {
        format!(
            "ten: Ủy ban nhân dân {sort} Trảng Bom, thuoc: {province}, ky_hieu: UBND, dia_danh: Trảng Bom"
        )
    };
    let april = "ky: 2026-03\nvan_ban: {ngay: 05/4/2026}\n";
    dossier(
        &case,
        "truoc",
        (&issuer("xã", "tỉnh Đồng Nai"), signed),
        april,
    );
    let now = "ky: 2026-04\nky_truoc: ../truoc\nvan_ban: {ngay: 05/5/2026}\n";
    dossier(
        &case,
        "nay",
        (&issuer("phường", "thành phố Đồng Nai"), signed),
        now,
    );
    let file = case.path("nay/ho-so.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let text = text
        .replace("\"17,00\", tien_do", "\"17,50\", tien_do")
        .replace("91,00", "91,50");
    fs::write(file, text).unwrap();
    let (code, said) = case.run("check", "nay", &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("không có điều gì phải xem lại"), "{said}");
    case.run("render", "nay", &["--docx"]);
    let text = docx_text(&fs::read(case.path("nay/ket-qua/thong-bao.docx")).unwrap());
    assert!(
        text.contains("tăng 0,5 điểm so với tháng 3/2026")
            || text.contains("tăng 0,50 điểm so với tháng 3/2026"),
        "{text}"
    );
}

/// The same in a lô, whose rows are of a table each month.
#[test]
fn a_unit_of_a_lot_is_one_before_and_after_it_became_a_ward() {
    let case = Case(tempfile::tempdir().unwrap());
    let lot = |folder: &str, period: &str, more: &str, rows: [&str; 2]| {
        fs::create_dir(case.path(folder)).unwrap();
        let text = format!(
            "mau: thong-bao-xa\nbo_chi_so: qd766\nky: {period}\n{more}so_lieu: {{tep: bang.csv}}\n\
             ten_tep: \"{{{{ don_vi | slug }}}}\"\nxep_hang: xã, phường\nho_so:\n  \
             co_quan: {{ten: \"Ủy ban nhân dân {{{{ don_vi }}}}\", ky_hieu: UBND, dia_danh: Đồng Nai}}\n  \
             van_ban: {{ngay: 05/5/2026}}\n  noi_nhan: {{gui: [Các phòng], luu: VP}}\n  \
             nguoi_ky: {{quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: Nguyễn Văn An}}\n"
        );
        fs::write(case.path(folder).join("lo.yaml"), text).unwrap();
        let head = "Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;\
             Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ;Tổng điểm";
        let table = format!("{head}\n{}\n", rows.join("\n"));
        fs::write(case.path(folder).join("bang.csv"), table).unwrap();
    };
    lot(
        "truoc",
        "2026-03",
        "",
        [
            "xã Trảng Bom;17,00;19,00;9,00;9,00;17,00;20,00;91,00",
            "xã An Viễn;16,00;19,00;9,00;9,00;17,00;20,00;90,00",
        ],
    );
    lot(
        "nay",
        "2026-04",
        "ky_truoc: ../truoc\n",
        [
            "phường Trảng Bom;17,50;19,00;9,00;9,00;17,00;20,00;91,50",
            "xã An Viễn;16,20;19,00;9,00;9,00;17,00;20,00;90,20",
        ],
    );
    let out = case.path("nay/ket-qua");
    let (_, said) = case.run("batch", "nay", &["--out", out.to_str().unwrap()]);
    assert!(
        !said.contains("không có số liệu đọc được ở tháng 3/2026"),
        "{said}"
    );
    let made = case.path("nay/ket-qua/phuong-trang-bom.docx");
    let text = docx_text(&fs::read(&made).unwrap_or_else(|_| panic!("{said}")));
    assert!(text.contains("điểm so với tháng 3/2026"), "{text}");
}
