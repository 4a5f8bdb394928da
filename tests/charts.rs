//! Charts: from a template's list of values to bars on pages, and what is told when that cannot be.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

use std::fmt::Write;
use std::io::{Cursor, Read};
use std::path::Path;

use vanthu::dossier::Dossier;
use vanthu::files::Memory;
use vanthu::font::Fonts;
use vanthu::nd30::{Decree, Profile, typeset};
use vanthu::page::{Boxes, Chart};
use vanthu::pdf::{self, PageMap};
use vanthu::shelf::Session;
use vanthu::table::Book;

const DOSSIER: &str = "mau: mau.md
bo_chi_so: qd766
ky: 2026-10
co_quan:
  ten: Ủy ban nhân dân tỉnh Lào Cai
  ky_hieu: UBND
  dia_danh: Lào Cai
van_ban:
  ngay: 05/11/2026
bang_diem:
  tep: diem.csv
  cot: {don_vi: Đơn vị, cong_khai_minh_bach: Nhóm 1, tien_do: Nhóm 2, dich_vu_cong_truc_tuyen: Nhóm 3, thanh_toan_truc_tuyen: Nhóm 4, muc_do_hai_long: Nhóm 5, so_hoa: Nhóm 6}
noi_nhan:
  gui: [UBND các xã]
  luu: VP
nguoi_ky:
  chuc_vu: Chủ tịch
";

const TEMPLATE: &str = "---
ten_tep: thong-bao
loai: Thông báo
trich_yeu: Kết quả
diem: các đơn vị
bieu_do:
  - ma: don-vi
    dang: cột
    ten: Điểm các đơn vị
    tu: don_vi | xep(theo=\"quy_doi\", giam=true)
    nhan: ten
    so: quy_doi
    muc: xep_loai
    don_vi: điểm
---
Kết quả như sau.

[bieu_do: don-vi]

Đề nghị các đơn vị thực hiện.
";

/// Points of so many units, from 60 points up, each a little more than the one before.
fn table(count: usize) -> String {
    let mut table = String::from("Đơn vị;Nhóm 1;Nhóm 2;Nhóm 3;Nhóm 4;Nhóm 5;Nhóm 6\n");
    for unit in 0..count {
        let hundredths = 100 + unit * 7;
        let (whole, part) = (hundredths / 100, hundredths % 100);
        writeln!(
            table,
            "Xã Đơn vị {};17,00;{whole},{part:02};10,00;9,00;15,00;18,00",
            unit + 1
        )
        .unwrap();
    }
    table
}

fn memory(template: &str, table: &str) -> Memory {
    let mut files = Memory::default();
    files.insert("ho-so.yaml", DOSSIER.as_bytes().to_vec());
    files.insert("mau.md", template.as_bytes().to_vec());
    files.insert("diem.csv", table.as_bytes().to_vec());
    files
}

fn boxes(template: &str, table: &str) -> Result<Boxes, String> {
    let session = Session::new(memory(template, table));
    let said = |faults: vanthu::fault::Faults| faults.to_string();
    let dossier = Dossier::read(Path::new("ho-so.yaml"), &session).map_err(said)?;
    let document = dossier.templates[0]
        .compose(&dossier.inputs)
        .map_err(said)?;
    let fonts = Fonts::embedded().unwrap();
    Ok(typeset(
        &document,
        Decree::nd30().unwrap(),
        &Profile::default(),
        &fonts,
    ))
}

fn labels(charts: &[&Chart]) -> Vec<String> {
    let points = charts.iter().flat_map(|chart| &chart.points);
    points.map(|point| point.label.text()).collect()
}

/// What is told of the template with something written otherwise.
fn refusal(changes: &[(&str, &str)]) -> String {
    let mut template = TEMPLATE.to_owned();
    for (from, to) in changes {
        assert!(template.contains(from), "{from}");
        template = template.replace(from, to);
    }
    boxes(&template, &table(15)).unwrap_err()
}

#[test]
fn many_bars_go_over_pages_in_parts_of_one_scale() {
    let boxes = boxes(TEMPLATE, &table(130)).unwrap();
    let charts: Vec<&Chart> = boxes.charts().collect();
    let counts: Vec<usize> = charts.iter().map(|chart| chart.points.len()).collect();
    assert_eq!(counts, [21, 22, 22, 21, 22, 22]);
    let labels = labels(&charts);
    assert_eq!(labels.len(), 130);
    // Rows of one height, the largest first, all against one scale.
    assert_eq!(labels[0], "Xã Đơn vị 130");
    assert_eq!(labels[129], "Xã Đơn vị 1");
    assert!(charts.windows(2).all(|pair| pair[0].scale == pair[1].scale));
    assert!(
        charts
            .windows(2)
            .all(|pair| pair[0].plot.left == pair[1].plot.left)
    );
    let rows = |chart: &&Chart| chart.height / i64::try_from(chart.points.len()).unwrap();
    assert!(
        charts
            .windows(2)
            .all(|pair| rows(&pair[0]) == rows(&pair[1]))
    );
    assert!(
        charts[1].summary.contains("cột 22 đến 43 trong 130"),
        "{}",
        charts[1].summary
    );
    let fonts = Fonts::embedded().unwrap();
    let map = PageMap::of(&boxes, &fonts);
    assert_eq!(map.pages(), 4);
    let bytes = pdf::write(&boxes, &fonts).unwrap();
    assert!(bytes == pdf::write(&boxes, &fonts).unwrap());
}

#[test]
fn each_word_of_a_chart_knows_its_cell() {
    let boxes = boxes(TEMPLATE, &table(3)).unwrap();
    let fonts = Fonts::embedded().unwrap();
    let map = PageMap::of(&boxes, &fonts);
    let at = |place: &str| {
        map.areas(|source| {
            source
                .letter(0)
                .is_some_and(|at| at.to_string().starts_with(place))
        })
    };
    // The name of the third unit, in the first row of the chart.
    assert!(!at("diem.csv!A4").is_empty());
}

#[test]
fn word_gets_a_chart_with_its_workbook() {
    let bytes = vanthu::docx::write(&boxes(TEMPLATE, &table(30)).unwrap()).unwrap();
    assert!(bytes == vanthu::docx::write(&boxes(TEMPLATE, &table(30)).unwrap()).unwrap());
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut read = |name: &str| {
        let mut text = Vec::new();
        package
            .by_name(name)
            .unwrap()
            .read_to_end(&mut text)
            .unwrap();
        text
    };
    let links = String::from_utf8(read("word/charts/_rels/chart2.xml.rels")).unwrap();
    assert!(
        links.contains(r#"Target="../embeddings/chart2.xlsx""#),
        "{links}"
    );
    let chart = String::from_utf8(read("word/charts/chart2.xml")).unwrap();
    assert!(chart.contains("<c:f>Sheet1!$A$2:$A$16</c:f>"), "{chart}");
    let document = String::from_utf8(read("word/document.xml")).unwrap();
    assert!(document.contains(r#"descr="Biểu đồ cột: Điểm các đơn vị; cột 16 đến 30 trong 30"#));
    let book = Book::read("chart2.xlsx", &read("word/embeddings/chart2.xlsx"), None).unwrap();
    let grid = book.sheets()[0].grid.as_ref().unwrap();
    let row = |row| [1, 2, 3].map(|column| grid.cell(row, column).unwrap().text.to_owned());
    assert_eq!(row(1), ["Tên", "Điểm", "Mức"]);
    assert_eq!(row(16), ["Xã Đơn vị 1", "70", "Khá"]);
}

#[test]
fn classes_have_shades_that_do_not_follow_from_who_is_there() {
    let shade = |count| {
        let boxes = boxes(TEMPLATE, &table(count)).unwrap();
        let chart = boxes.charts().next().unwrap();
        let last = chart.points.last().unwrap();
        assert!(last.shown.text().ends_with("(Khá)"));
        last.shade
    };
    // The lowest unit is “Khá” with and without a better one above it.
    assert_eq!(shade(1), shade(24));
}

#[test]
fn what_cannot_be_drawn_is_told_at_its_place() {
    let told = refusal(&[("[bieu_do: don-vi]", "[bieu_do: donvi]")]);
    assert!(
        told.contains("mau.md:18:1") && told.contains("“donvi”"),
        "{told}"
    );
    let told = refusal(&[("so: quy_doi", "so: quydoi")]);
    assert!(
        told.contains("mau.md:10:9") && told.contains("quydoi"),
        "{told}"
    );
    let told = refusal(&[("so: quy_doi", "so: quy doi")]);
    assert!(told.contains("mau.md:12:9"), "{told}");
    let told = refusal(&[("so: quy_doi", "so: ten")]);
    assert!(
        told.contains("“Xã Đơn vị 15”") && told.contains("một số không âm"),
        "{told}"
    );
    let told = refusal(&[("dang: cột", "dang: đường")]);
    assert!(
        told.contains("15 điểm") && told.contains("nhiều nhất 13"),
        "{told}"
    );
    let told = refusal(&[("dang: cột", "dang: tròn")]);
    assert!(told.contains("cột") && told.contains("đường"), "{told}");
    let told = refusal(&[("tu: don_vi | xep(theo=\"quy_doi\", giam=true)", "tu: donvi")]);
    assert!(
        told.contains("mau.md:10:9") && told.contains("danh sách"),
        "{told}"
    );
}

#[test]
fn a_chart_without_figures_is_left_out_and_a_blank_says_so() {
    let none = TEMPLATE.replace(
        "tu: don_vi |",
        "tu: don_vi | tren(theo=\"quy_doi\", nguong=100) |",
    );
    assert_eq!(boxes(&none, &table(3)).unwrap().charts().count(), 0);
    let blank = TEMPLATE.replace("so: quy_doi", "so: hang_truoc");
    let boxes = boxes(&blank, &table(3)).unwrap();
    let chart = boxes.charts().next().unwrap();
    assert_eq!(chart.points[0].shown.text(), "chưa có số liệu");
    assert!(pdf::write(&boxes, &Fonts::embedded().unwrap()).is_ok());
    assert!(vanthu::docx::write(&boxes).is_ok());
}
