//! An office's own templates, definitions of sheets and sets of indicators.

use std::fs;
use std::path::Path;

use super::{Case, common};

const TEMPLATE: &str = "---
ten: Báo cáo của huyện
ten_tep: bao-cao
loai: Báo cáo
trich_yeu: Kết quả {{ ky.dai }}
diem: không cần
phu_luc:
  - {bieu: xep-hang-rieng, ten: Phụ lục}
---
Thực hiện {{ bo_chi_so.can_cu }}, {{ co_quan.ten_ngan }} báo cáo kết quả {{ ky.dai }} (Phụ lục kèm theo).
";

const SHEET: &str = "tieu_de: Bảng của huyện
cot:
  - {ma: tt, ten: STT, loai: tt}
  - {ma: don_vi, ten: Đơn vị, loai: chu}
  - {ma: diem, ten: Điểm đạt được, loai: diem, le: 2}
";

/// A hồ sơ of an office's own template was written without it, and could not be printed.
#[test]
fn a_new_dossier_carries_what_is_the_offices_own() {
    let case = Case(tempfile::tempdir().unwrap());
    for folder in ["mau", "bo"] {
        fs::create_dir(case.path(folder)).unwrap();
    }
    fs::write(case.path("mau/bao-cao-rieng.md"), TEMPLATE).unwrap();
    fs::write(case.path("mau/xep-hang-rieng.yaml"), SHEET).unwrap();
    let framework = common::repository("frameworks/qd766.yaml");
    fs::copy(&framework, case.path("bo/bo-rieng.yaml")).unwrap();
    let path = |name: &str| case.path(name).to_str().unwrap().to_owned();
    let new = |template: &str, more: &[&str], out: &str| {
        let out = path(out);
        let own = ["new", template, "--ky", "2025-09", "--out", &out];
        let (code, said, wrong) = common::run(case.0.path(), &[&own, more].concat());
        assert_eq!(code, 0, "{said}{wrong}");
    };
    let (templates, frameworks) = (path("mau"), path("bo"));
    let folders = ["--template-dir", &templates, "--framework-dir", &frameworks];
    let named = [&folders[..], &["--bo-chi-so", "bo-rieng"]].concat();
    new("bao-cao-rieng", &named, "a");
    let (file, set) = (path("mau/bao-cao-rieng.md"), path("bo/bo-rieng.yaml"));
    new(&file, &["--bo-chi-so", &set], "b");
    for made in ["a", "b"] {
        let text = fs::read_to_string(case.path(&format!("{made}/ho-so.yaml"))).unwrap();
        for line in ["\nmau: bao-cao-rieng.md\n", "\nbo_chi_so: bo-rieng.yaml\n"] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        let filled = "mau: bao-cao-rieng.md\nbo_chi_so: bo-rieng.yaml\nky: 2025-09\n\
            co_quan: {ten: Ủy ban nhân dân tỉnh An Giang, ky_hieu: UBND, dia_danh: An Giang}\n\
            van_ban: {ngay: 05/10/2025}\n\
            bieu: {xep-hang-rieng: {dong: [{don_vi: xã Phú Tân, diem: '91,5'}, {don_vi: xã Ô Lâm, diem: '90'}]}}\n\
            noi_nhan: {gui: [Các sở], luu: VP}\n\
            nguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: A}\n";
        // As it was made, only figures are lacking; with them it is printed, no folder named.
        let (code, said) = case.run("check", made, &[]);
        assert!(code == 2 && !said.contains("TEN"), "{said}");
        fs::write(case.path(&format!("{made}/ho-so.yaml")), filled).unwrap();
        let (code, said) = case.run("render", made, &[]);
        assert_eq!(code, 0, "{said}");
        let words = fs::read(case.path(&format!("{made}/ket-qua/bao-cao.docx"))).unwrap();
        assert!(
            common::docx_text(&words)
                .to_lowercase()
                .contains("bảng của huyện")
        );
    }
}

const LINES: &str = "---
ten: Thông báo
ten_tep: thong-bao
loai: Thông báo
trich_yeu: Kết quả {{ ky.dai }}
diem: không cần
phu_luc:
  - tieu_de: Chỉ tiêu
    bang: chi_tieu
    cot:
      - {ten: TT, lay: tt}
      - {ten: Nội dung, lay: ten}
      - {ten: Số liệu, lay: so_lieu}
      - {ten: Tỷ lệ, lay: ty_le}
---
{{ so_lieu.chi_tieu.dong | length }} dòng (Phụ lục kèm theo).

{% for dong in so_lieu.chi_tieu.dong -%}
Dòng {{ dong.tt }} “{{ dong.ten }}” của {{ dong.nhom }}{% if dong.trong %}, trong {{ dong.trong }}{% endif %}: {{ dong.viet }}.

{% endfor -%}
{% set dong = so_lieu.chi_tieu.dong | bang(cot=\"tt\", gia_tri=\"2.1\") | first -%}
Riêng tỷ lệ đúng hạn {{ dong.ty_le }}.
";

const FIGURES: &str = "mau: mau.md
bo_chi_so: qd766
ky: 2025-09
co_quan: {ten: Ủy ban nhân dân xã Châu Phú, ky_hieu: UBND, dia_danh: Châu Phú, thuoc: tỉnh An Giang}
van_ban: {ngay: 05/10/2025}
so_lieu:
  chi_tieu:
    ngay_chot: 30/9/2025
    nhom:
      - ten: Công khai
        dong:
          - ten: Hồ sơ
            gom:
              - {ten: Đã đồng bộ, so_lieu: 1.240, phan_cua: hồ sơ}
              - {ten: Chưa đồng bộ, so_lieu: 12, phan_cua: hồ sơ}
      - ten: Tiến độ
        dong:
          - {ten: Giải quyết đúng hạn, so_lieu: 1.198, tren: 1.205}
noi_nhan: {gui: [UBND tỉnh], luu: VP}
nguoi_ky: {quyen_han: TM. Ủy ban nhân dân, chuc_vu: Chủ tịch, ho_ten: A}
";

/// The lines of an appendix are values of a template: what they are called, of what, and how many.
#[test]
fn a_template_may_use_the_lines_of_an_appendix() {
    let case = Case(tempfile::tempdir().unwrap());
    fs::write(case.path("mau.md"), LINES).unwrap();
    fs::write(case.path("ho-so.yaml"), FIGURES).unwrap();
    let (code, said) = case.run("render", "ho-so.yaml", &[]);
    assert_eq!(code, 0, "{said}");
    let bytes = fs::read(case.path("ket-qua/thong-bao.docx")).unwrap();
    let text = common::docx_text(&bytes);
    for line in [
        "4 dòng (Phụ lục kèm theo).",
        "“Đã đồng bộ” của Công khai, trong Hồ sơ: 1.240 (99,04%).",
        "“Chưa đồng bộ” của Công khai, trong Hồ sơ: 12 (0,96%).",
        "Dòng 2.1 “Giải quyết đúng hạn” của Tiến độ: 1.198/1.205 (99,42%).",
        "Riêng tỷ lệ đúng hạn 99,42",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

const DAYS: &str = "---
ten: Báo cáo
ten_tep: bao-cao
loai: Báo cáo
trich_yeu: Hồ sơ chậm {{ ky.dai }}
diem: không cần
phu_luc:
  - {bieu: cham, ten: Phụ lục}
---
Danh sách hồ sơ chậm trong {{ ky.dai }} (Phụ lục kèm theo).
";

/// Four rows with the day written in four ways, the last as it is told.
fn workbook_of_days(path: &Path, last: &str) {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let heads = ["STT", "Ngày nhận", "Đơn vị", "Điểm đạt được"];
    sheet.write_row(0, 0, heads).unwrap();
    let units = ["xã Phú Tân", "xã Ô Lâm", "xã Cô Tô", "xã Óc Eo"];
    let days = ["", "9/9/2025", "ngày 02 tháng 9 năm 2025", last];
    for (row, (unit, written)) in (1..).zip(units.iter().zip(days)) {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, written).unwrap();
        sheet.write(row, 2, *unit).unwrap();
        sheet.write(row, 3, 90.5).unwrap();
    }
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let date = ExcelDateTime::from_ymd(2025, 9, 5).unwrap();
    sheet.write_with_format(1, 1, date, &day).unwrap();
    book.save(path).unwrap();
}

/// A column of days: those of Excel and those typed in any way print by the decree; what is no day is a fault.
#[test]
fn a_sheet_may_have_a_column_of_days() {
    let case = Case(tempfile::tempdir().unwrap());
    fs::write(case.path("mau.md"), DAYS).unwrap();
    let sheet = SHEET.replace(
        "  - {ma: don_vi,",
        "  - {ma: nhan, ten: Ngày nhận, loai: ngay}\n  - {ma: don_vi,",
    );
    fs::write(case.path("cham.yaml"), &sheet).unwrap();
    let text = FIGURES.split("so_lieu:").next().unwrap().to_owned();
    let end = &FIGURES[FIGURES.find("noi_nhan:").unwrap()..];
    fs::write(
        case.path("ho-so.yaml"),
        text + "bieu: {cham: cham.xlsx}\n" + end,
    )
    .unwrap();
    let run = |last: &str| {
        workbook_of_days(&case.path("cham.xlsx"), last);
        case.run("render", "ho-so.yaml", &[])
    };
    let (code, said) = run("30.9.2025");
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("DATE-08"), "{said}");
    let words = common::docx_text(&fs::read(case.path("ket-qua/bao-cao.docx")).unwrap());
    for day in ["05/9/2025", "09/9/2025", "02/9/2025", "30/9/2025"] {
        assert!(words.contains(day), "{day}\n{words}");
    }
    let (code, said) = run("01/10/2025");
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("DATE-08: hàng “xã Óc Eo”") && said.contains("ngoài tháng 9/2025"),
        "{said}"
    );
    for wrong in ["31/9/2025", "hôm qua"] {
        let (code, said) = run(wrong);
        assert_eq!(code, 2, "{said}");
        assert!(
            said.contains("một ngày có thật") && said.contains("!B5"),
            "{said}"
        );
    }
}
