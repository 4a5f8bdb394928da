//! The table of an appendix from a file beside the hồ sơ.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{repository, run};

const IN_PLACE: &str = "
  chi_tieu:
    ngay_chot: 29/02/2024
    nhom:
      - ten: Công khai, minh bạch
        dong:
          - ten: TTHC công khai
            so_lieu: 1.731
            tren: 1731
            ty_le: 100
          - ten: Hồ sơ đồng bộ
            gom:
              - ten: Đã đồng bộ
                so_lieu: 176
                phan_cua: hồ sơ
                ty_le: 87,56
              - ten: Chưa đồng bộ
                so_lieu: 25
                phan_cua: hồ sơ
      - ten: Tiến độ giải quyết
        dong:
          - ten: Hồ sơ trễ hạn
            so_lieu: 0
";

const TABLE: &str = "\
SỐ LIỆU THÁNG 02 NĂM 2024;;;;
;;;;
TT;Nội dung;Số liệu;Là phần của;Tỷ lệ (%)
I;Công khai, minh bạch;;;
1.1;TTHC công khai;1.731/1.731;;100
1.2;Hồ sơ đồng bộ;;;
a;Đã đồng bộ;176;hồ sơ;87,56
b;Chưa đồng bộ;25;hồ sơ;
1.3;;;;
II;Tiến độ giải quyết;;;
2.1;Hồ sơ trễ hạn;0;;
;Người lập biểu;;;
";

/// The hồ sơ of Lam Vỹ with other figures in its appendix.
fn dossier(folder: &Path, figures: &str) -> String {
    let text = fs::read_to_string(repository("examples/lam-vy-2024-02/ho-so.yaml")).unwrap();
    let (head, rest) = text.split_once("so_lieu:\n").unwrap();
    let (_, tail) = rest.split_once("\nnoi_nhan:").unwrap();
    let file = folder.join("ho-so.yaml");
    fs::write(&file, format!("{head}so_lieu:{figures}\nnoi_nhan:{tail}")).unwrap();
    file.display().to_string()
}

fn render(folder: &Path, figures: &str) -> (u8, String, String) {
    let file = dossier(folder, figures);
    run(folder, &["render", &file, "--docx"])
}

fn document(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("ket-qua/thong-bao.docx")).unwrap()
}

#[test]
fn a_table_in_a_file_makes_the_same_document_as_one_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert_eq!(render(folder, IN_PLACE).0, 0);
    let in_place = document(folder);
    fs::write(folder.join("phu-luc.csv"), TABLE).unwrap();
    let guessed = "\n  chi_tieu: {tep: phu-luc.csv, ngay_chot: 29/02/2024}\n";
    let (code, said, wrong) = render(folder, guessed);
    assert_eq!((code, wrong.as_str()), (0, ""));
    let (notes, _) = said.split_once("Đã ghi").unwrap();
    insta::assert_snapshot!(notes);
    assert!(document(folder) == in_place);
    let declared = "
  chi_tieu:
    tep: phu-luc.csv
    ngay_chot: 29/02/2024
    cot: {tt: A, ten: B, so_lieu: C, phan_cua: Là phần của, ty_le: E}
";
    assert_eq!(render(folder, declared).0, 0);
    assert!(document(folder) == in_place);
}

#[test]
fn what_is_wrong_in_the_file_is_told_at_its_cell() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut told = String::new();
    for (from, to) in [
        ("176;hồ sơ", "một trăm;hồ sơ"),
        ("I;Công khai, minh bạch", "1;Công khai, minh bạch"),
        ("II;", ";"),
        ("2.1;Hồ sơ trễ hạn", ";Hồ sơ trễ hạn"),
        ("2.1;Hồ sơ trễ hạn", "2.1;"),
        ("TT;Nội dung", "Cột 1;Nội dung"),
        ("Số liệu;Là phần của", "Số liệu;Số lượng"),
    ] {
        assert!(TABLE.contains(from), "{from}");
        fs::write(folder.join("phu-luc.csv"), TABLE.replacen(from, to, 1)).unwrap();
        let (code, _, wrong) = render(folder, "\n  chi_tieu: {tep: phu-luc.csv}\n");
        told.push_str(&format!("# {from} → {to}: {code}\n{wrong}\n"));
    }
    let (code, _, wrong) = render(folder, "\n  chi_tieu: {tep: phu-luc.xlsx}\n");
    told.push_str(&format!("# tệp không có: {code}\n{wrong}"));
    insta::assert_snapshot!(told);
}
