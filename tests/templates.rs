//! Templates and sheets from files to documents: data that looks like markup, what the hồ sơ
//! must give, the user's own folder, and the sheets of real reports.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{repository, run};
use vanthu::document::{Content, Document};
use vanthu::dossier::Dossier;
use vanthu::sheet::Filled;
use vanthu::shelf::Session;

/// What every hồ sơ here has, with a text in each of its free fields.
fn parts(text: &str) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let with = |before: &str| quoted(&format!("{before}{text}"));
    // Several places in a line are a fault.
    let alone = if text.contains(';') { "" } else { text };
    let place = |before: &str| quoted(&format!("{before}{alone}"));
    format!(
        "ky: 2024-02
co_quan: {{ten: {}, ky_hieu: UBND, dia_danh: {}, thuoc: {}}}
kinh_gui: [{}]
noi_nhan: {{gui: [{}]}}
nguoi_ky: {{chuc_vu: {}, ho_ten: {}}}
",
        with("Ủy ban nhân dân xã "),
        with(""),
        with("huyện "),
        place("x"),
        place("a "),
        with("b "),
        with("c "),
    )
}

fn read(folder: &Path) -> Dossier {
    Dossier::read(folder, &Session::disk()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn compose(dossier: &Dossier) -> Document {
    let document = dossier.templates[0].compose(&dossier.inputs);
    document.unwrap_or_else(|faults| panic!("{faults}"))
}

/// A template that writes each value everywhere that a value can stand.
const EVERYWHERE: &str = "---
ten_tep: thu
loai: Báo cáo
trich_yeu: về {{ thong_tin.chu }} của {{ co_quan.ten }}
can_cu: [\"{{ thong_tin.chu }}\"]
diem: không cần
thong_tin:
  - {ma: chu, ten: Chữ, loai: chu}
  - {ma: doan, ten: Đoạn, loai: doan}
  - {ma: muc, ten: Mục, loai: danh_sach}
bieu: [thu]
phu_luc: [{bieu: thu, ten: \"{{ thong_tin.chu }}\"}]
---
{{ thong_tin.chu }}

1. **Chữ {{ thong_tin.chu }}**

a) Đầu *{{ thong_tin.chu }}* cuối {{ co_quan.ten_ngan }} {{ co_quan.thuoc }} {{ co_quan.dia_danh }}

{% for doan in thong_tin.doan %}{{ doan }}

{% endfor %}- Mục {{ thong_tin.muc | liet_ke }}

[bieu: thu]

{{ bieu.thu.dong | viet(theo=\"{ten} {so}\") | liet_ke }}
";

const SHEET: &str = "
tieu_de: \"Biểu {{ thong_tin.chu }}\"
ghi_chu: \"{{ thong_tin.chu }}\"
dong_tong: \"{{ thong_tin.chu }}\"
cot:
  - {ma: ten, ten: \"{{ thong_tin.chu }}\", loai: chu}
  - {ma: so, ten: Số, loai: so_dem}
";

fn document_with(text: &str) -> Document {
    let folder = tempfile::tempdir().unwrap();
    let quoted = serde_json::Value::from(text).to_string();
    // Signs of a list at the beginning of an entry are the list's.
    let entry = serde_json::Value::from(format!("x{text}")).to_string();
    let form = format!(
        "mau: thu.md
{}
thong_tin: {{chu: {quoted}, doan: [{quoted}, đoạn hai], muc: [{entry}, {entry}]}}
bieu: {{thu: {{dong: [{{ten: {quoted}, so: 5}}]}}}}
",
        parts(text)
    );
    fs::write(folder.path().join("ho-so.yaml"), form).unwrap();
    fs::write(folder.path().join("thu.md"), EVERYWHERE).unwrap();
    fs::write(folder.path().join("thu.yaml"), SHEET).unwrap();
    compose(&read(folder.path()))
}

#[test]
fn no_data_becomes_markup_or_a_tag_or_yaml() {
    let plain = format!("{:?}", document_with("QQQ"));
    let parted = format!("{:?}", document_with("QQQ;"));
    let mut texts: Vec<String> = (0x21u8..0x7f)
        .map(char::from)
        .filter(char::is_ascii_punctuation)
        .flat_map(|c| {
            [
                format!("{c}"),
                format!("{c}{c} a{c}b {c}{c}"),
                format!("{c} a"),
            ]
        })
        .filter(|text| text != "-")
        .collect();
    texts.extend(
        [
            "{{ ky.dai }}",
            "{{ khong_co }}",
            "{% if a %}",
            "{# a #}",
            "{{",
            "}}",
            "**đậm** *nghiêng* __a__ _b_",
            "# Tiêu đề",
            "> trích",
            "1. mục",
            "I. phần",
            "a) điểm",
            "+ mục",
            "--- a",
            "```a```",
            "<b>a</b> &amp; &#65; &nbsp;",
            "[a](b) ![a](b) <http://a.b>",
            "[bieu: thu]",
            "a: b",
            "- a: {b: c}",
            "!!int 5 &a *a |",
            "\\n \\u0041 \\",
            "'a' \"b\" ‘c’ “d”",
            "vanthu: lỗi",
            "$a$ ~~b~~ ^c^",
        ]
        .map(str::to_owned),
    );
    for text in &texts {
        let shown = format!("{text:?}");
        let shown = &shown[1..shown.len() - 1];
        let expected = match text.contains(';') {
            true => parted.replace("QQQ;", shown),
            false => plain.replace("QQQ", shown),
        };
        assert_eq!(format!("{:?}", document_with(text)), expected, "{text}");
    }
}

#[test]
fn line_ends_in_data_make_no_paragraphs() {
    let count = document_with("QQQ").content.len();
    let document = document_with("một\n\n# hai\r\n- ba");
    assert_eq!(document.content.len(), count);
}

#[test]
fn a_value_of_paragraphs_parts_at_blank_lines() {
    let folder = tempfile::tempdir().unwrap();
    let template = "---\nten_tep: thu\nloai: Báo cáo\ntrich_yeu: thử\ndiem: không cần\nthong_tin: [{ma: y, ten: Ý, loai: doan}]\n---\n{% for y in thong_tin.y %}{{ loop.index }}. {{ y }}\n\n{% endfor %}";
    fs::write(folder.path().join("thu.md"), template).unwrap();
    let form = format!(
        "mau: thu.md\n{}thong_tin:\n  y: |\n    Một *không*\n    nghiêng.\n\n    - Hai.\n",
        parts("A")
    );
    fs::write(folder.path().join("ho-so.yaml"), form).unwrap();
    let document = compose(&read(folder.path()));
    let passages = document.content.iter().filter_map(Content::passage);
    let texts: Vec<String> = passages.map(|passage| passage.text().to_string()).collect();
    assert_eq!(texts, ["1. Một *không* nghiêng.", "2. Hai."]);
}

fn sheet_of(form: &str, name: &str) -> Filled {
    let folder = tempfile::tempdir().unwrap();
    for file in fs::read_dir(repository("tests/so-lieu")).unwrap() {
        let path = file.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let template = format!(
        "---\nten_tep: thu\nloai: Báo cáo\ntrich_yeu: thử\ndiem: các đơn vị\nphu_luc: [{{bieu: {name}}}]\n---\nThử.\n"
    );
    let template = if form.contains("don_vi:") {
        template
    } else {
        template.replace("các đơn vị", "không cần")
    };
    fs::write(folder.path().join("thu.md"), template).unwrap();
    let form = format!("mau: thu.md\n{}\n{form}", parts("A"));
    fs::write(folder.path().join("ho-so.yaml"), form).unwrap();
    let mut sheets = read(folder.path()).inputs.sheets;
    sheets.remove(name).unwrap()
}

/// A printed row: its cells with a bar between them.
fn rows(filled: &Filled, label: Option<&str>) -> Vec<String> {
    let rows = filled.printed_rows(0, label.map(Into::into).as_ref());
    let row = |row: &vanthu::sheet::Row| {
        let cells = row.cells.iter().map(|cell| cell.text.as_str());
        cells.collect::<Vec<_>>().join("|")
    };
    rows.iter().map(row).collect()
}

#[test]
fn fees_come_from_a_file_by_its_heads() {
    let filled = sheet_of("bieu: {phi-le-phi: tuan-giao-bieu-02.tsv}", "phi-le-phi");
    let rows = rows(&filled, Some("Tổng số"));
    assert_eq!(rows.len(), 20);
    assert_eq!(
        rows[0],
        "1|UBND thị trấn Tuần Giáo|1|50.000|48|980.100|3|9|199.000|11|58|1.229.100"
    );
    assert_eq!(
        rows[1],
        "2|UBND xã Chiềng Sinh|0|-|9|-|5|22|246.000|6|31|246.000"
    );
    assert_eq!(
        rows[19],
        "Tổng số|175|1.444.100|461|2.316.150|46|152|2.180.024|107|788|5.940.274"
    );
}

#[test]
fn a_stated_total_row_is_printed_and_the_computed_one_kept() {
    let filled = sheet_of("bieu: {so-hoa: tuan-giao-bieu-03.tsv}", "so-hoa");
    let rows = rows(&filled, Some("Tổng số"));
    assert_eq!(rows[4], "5|UBND xã Mường Khong|36|7|19,44|29|36|32|88,89|4");
    assert_eq!(
        rows[18],
        "19|UBND xã Tỏa Tình|50|21|42,00|29|50|30|60,00|20"
    );
    assert_eq!(
        rows[19],
        "Tổng số|1.335|1.236|92,58|99|1.236|1.108|89,64|128"
    );
    let computed: Vec<String> = (filled.total.cells.iter().skip(2))
        .map(|cell| vanthu::vn::number::round(cell.computed.unwrap(), 2).to_string())
        .collect();
    assert_eq!(
        computed,
        ["903", "806", "89.26", "97", "869", "800", "92.06", "69"]
    );
}

#[test]
fn units_are_ranked_by_their_points() {
    let filled = sheet_of(
        "bieu: {xep-hang-don-vi: tien-lu-phu-luc.tsv}",
        "xep-hang-don-vi",
    );
    let rows = rows(&filled, None);
    assert_eq!(rows.len(), 15);
    assert_eq!(rows[2], "3|UBND xã Nhật Tân|88,23|-0,80|100,00");
    assert_eq!(rows[10], "11|UBND xã Minh Phượng|86,20|3,30|100,00");
}

#[test]
fn scores_of_units_fill_a_sheet() {
    let form = fs::read_to_string(repository("tests/ho-so-tot/tuan-giao.yaml")).unwrap();
    let form = form.replace("ky: 2023-09\n", "");
    let filled = sheet_of(&form, "cham-diem-xep-loai");
    let rows = rows(&filled, None);
    assert_eq!(rows.len(), 19);
    assert_eq!(
        rows[0],
        "1|UBND xã Mường Mùn||5||30,0|10,0|8,72|2,8|10,0|5|5|5|81,52|95,9|Xuất sắc"
    );
    assert_eq!(
        rows[18],
        "19|UBND xã Quài Tở||5||30,0|3,3|0|5,0|3,3|5|5|5|61,66|72,5|Khá"
    );
}

#[test]
fn a_sheet_stands_where_its_mark_is() {
    let document = document_with("A");
    let kinds: Vec<bool> = document
        .content
        .iter()
        .map(|content| matches!(content, Content::Sheet(_)))
        .collect();
    assert_eq!(
        kinds,
        [false, false, false, false, false, false, true, false]
    );
}

/// The report of a district had points a) and c) when no unit fell short of what b) tells.
#[test]
fn points_are_lettered_without_a_gap_whatever_a_month_has() {
    let example = repository("examples/tuan-giao-2023-09");
    let form = fs::read_to_string(example.join("ho-so.yaml")).unwrap();
    for (threshold, letters) in [("25", "a) b) c)"), ("0", "a) b)")] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::copy(example.join("so-lieu.xlsx"), folder.join("so-lieu.xlsx")).unwrap();
        let asked = format!("nguong_thanh_toan: {threshold}");
        let form = form.replace("nguong_thanh_toan: 25", &asked);
        fs::write(folder.join("ho-so.yaml"), form).unwrap();
        let document = compose(&read(folder));
        let passages = document.content.iter().filter_map(Content::passage);
        let marks = passages.filter_map(|passage| passage.mark.as_deref());
        let found: Vec<&str> = marks.filter(|mark| mark.ends_with(')')).collect();
        assert_eq!(found.join(" "), letters);
        let passages = document.content.iter().filter_map(Content::passage);
        let about = passages.filter(|passage| passage.text().contains("Biểu số 02"));
        assert_eq!(about.count(), 1);
    }
}

#[test]
fn several_templates_make_several_documents() {
    let folder = tempfile::tempdir().unwrap();
    let template = |stem: &str| {
        format!("---\nten_tep: {stem}\nloai: Báo cáo\ntrich_yeu: thử\ndiem: không cần\n---\nThử.\n")
    };
    fs::write(folder.path().join("a.md"), template("mot")).unwrap();
    fs::write(folder.path().join("b.md"), template("hai")).unwrap();
    let form = format!("mau: [a.md, b.md]\n{}", parts("A"));
    fs::write(folder.path().join("ho-so.yaml"), &form).unwrap();
    let path = folder.path().display().to_string();
    let (code, _, err) = run(folder.path(), &["render", &path, "--docx"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for stem in ["mot", "hai"] {
        assert!(folder.path().join(format!("ket-qua/{stem}.docx")).is_file());
    }
    fs::write(folder.path().join("b.md"), template("mot")).unwrap();
    let (code, _, err) = run(folder.path(), &["render", &path, "--docx"]);
    assert_eq!(code, 2);
    assert!(err.contains("hai mẫu cùng ghi tệp “mot”"), "{err}");
}

#[test]
fn the_users_own_folder_wins() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("mau");
    let own_path = own.display().to_string();
    let (code, out, _) = run(
        folder.path(),
        &["templates", "export", "thong-bao-xa", "--out", &own_path],
    );
    assert_eq!(code, 0, "{out}");
    let file = own.join("thong-bao-xa.md");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replace("ten_tep: thong-bao", "ten_tep: cua-toi"),
    )
    .unwrap();
    let dossier = repository("examples/lam-vy-2024-02").display().to_string();
    let to = folder.path().join("ra").display().to_string();
    let call = [
        "render",
        &dossier,
        "--docx",
        "--out",
        &to,
        "--template-dir",
        &own_path,
    ];
    let (code, _, err) = run(folder.path(), &call);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(folder.path().join("ra/cua-toi.docx").is_file());
    let (_, list, _) = run(folder.path(), &["templates", "--template-dir", &own_path]);
    assert!(list.contains("thong-bao-xa [của bạn]"), "{list}");
    // A copy is never written over.
    let (code, _, err) = run(
        folder.path(),
        &["templates", "export", "thong-bao-xa", "--out", &own_path],
    );
    assert_eq!(code, 2);
    assert!(err.contains("không ghi đè"), "{err}");
}

#[test]
fn the_list_tells_which_framework_a_template_needs() {
    let (_, list, _) = run(&repository("."), &["templates"]);
    let (_, of_district) = list.split_once("  bao-cao-huyen: ").unwrap();
    let (of_district, others) = of_district.split_once("\n\n").unwrap();
    assert!(of_district.contains("bộ chỉ số: dien-bien-459\n"), "{list}");
    assert!(!others.contains("bộ chỉ số: "), "{list}");
}

/// The faults of a hồ sơ with these files.
fn faults(form: &str, template: &str, sheet: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let form = format!("mau: thu.md\n{}{form}", parts("A"));
    fs::write(folder.path().join("ho-so.yaml"), form).unwrap();
    fs::write(folder.path().join("thu.md"), template).unwrap();
    fs::write(folder.path().join("thu.yaml"), sheet).unwrap();
    let path = folder.path().display().to_string();
    run(folder.path(), &["render", &path, "--docx"]).2
}

#[test]
fn what_a_template_asks_for_must_be_there_and_of_its_type() {
    let template = "---
ten_tep: thu
loai: Báo cáo
trich_yeu: thử
diem: không cần
thong_tin:
  - {ma: ly_do, ten: Lý do, loai: doan}
  - {ma: so_ho_so, ten: Số hồ sơ, loai: so_dem}
  - {ma: ngay_hop, ten: Ngày họp, loai: ngay, can: không}
---
Thử.
";
    insta::assert_snapshot!(faults(
        "thong_tin: {so_ho_so: \"1,5\", ngay_hop: 31/2/2024, lydo: a}\n",
        template,
        ""
    ));
    insta::assert_snapshot!(faults("", template, ""));
}

#[test]
fn sets_of_indicators_are_listed_shown_and_exported_like_templates() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().display().to_string();
    let (code, shown, _) = run(folder.path(), &["templates", "show", "qd766"]);
    let shipped = fs::read_to_string(repository("frameworks/qd766.yaml")).unwrap();
    assert_eq!((code, shown), (0, shipped.clone()));
    let (code, ..) = run(
        folder.path(),
        &["templates", "export", "qd766", "--out", &own],
    );
    assert_eq!(code, 0);
    let file = folder.path().join("qd766.yaml");
    assert_eq!(fs::read_to_string(&file).unwrap(), shipped);
    fs::rename(file, folder.path().join("qd-cua-tinh.yaml")).unwrap();
    let call = ["templates", "--framework-dir", &own];
    let (_, list, _) = run(folder.path(), &call);
    assert!(list.contains("qd-cua-tinh [của bạn]: Quyết định số 766/QĐ-TTg"));
    let (code, _, wrong) = run(folder.path(), &["templates", "show", "qd7666"]);
    assert_eq!(code, 2);
    assert!(wrong.contains("có phải ý bạn là “qd766”?"), "{wrong}");
}

#[test]
fn wrong_templates_are_told_with_their_place() {
    let template = "---
ten_tep: thu
loai: Báo cáo
trich_yeu: >-
  Kết quả {{ ky.dai }}
  của {{ co_quan.tenn }}
can_cu: [\"{{ ky.dai | hoa }}\"]
diem: hai đơn vị
bieu: [thu, so-hao]
---
Thử {{ thong_tin.x }}

[bieu: kia]
";
    insta::assert_snapshot!(faults("", template, "tieu_de: \"{{ ky.dai\"\ncot: []\n"));
    let template = template
        .replace(" | hoa", "")
        .replace("hai đơn vị", "không cần")
        .replace(", so-hao", "")
        .replace("kia", "thu");
    insta::assert_snapshot!(faults(
        "bieu: {thu: {dong: [{a: 1}]}}\n",
        &template,
        "tieu_de: \"{{ ky.daai }}\"\ncot: [{ma: a, ten: A, loai: so_dem}]\n"
    ));
}

#[test]
fn wrong_rows_are_told_with_their_place() {
    let template = "---\nten_tep: thu\nloai: Báo cáo\ntrich_yeu: thử\ndiem: không cần\nbieu: [thu]\n---\n[bieu: thu]\n";
    let sheet = "tieu_de: T\ncot: [{ma: xa, ten: Xã, loai: chu}, {ma: a, ten: A, loai: so_dem}, {ma: b, ten: B, loai: tien}]\n";
    insta::assert_snapshot!(faults(
        "bieu: {thu: {dong: [{xa: X, a: \"1,5\", b: nhiều}, {xa: Y, aa: 5}]}, khac: a.csv}\n",
        template,
        sheet
    ));
    insta::assert_snapshot!(faults("bieu: {thu: khong-co.csv}\n", template, sheet));
}

#[test]
fn a_sheet_of_a_workbook_may_be_named_after_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "Ghi chú").unwrap();
    let page = book.add_worksheet().set_name("Biểu 02").unwrap();
    for (column, head) in (0u16..).zip(["STT", "Xã", "Nhận", "Tiền"]) {
        page.write(2, column, head).unwrap();
    }
    page.write(3, 0, 1).unwrap();
    page.write(3, 1, "Ta Ma").unwrap();
    page.write(3, 2, 12).unwrap();
    page.write(3, 3, 1_229_100).unwrap();
    book.save(folder.path().join("so-lieu.xlsx")).unwrap();
    let template = "---\nten_tep: thu\nloai: Báo cáo\ntrich_yeu: thử\ndiem: không cần\nbieu: [thu]\n---\n[bieu: thu]\n";
    fs::write(folder.path().join("thu.md"), template).unwrap();
    let sheet = "tieu_de: T\ncot: [{ma: tt, ten: TT, loai: tt}, {ma: xa, ten: Xã, loai: chu}, {ma: tien, ten: Tiền, loai: tien}, {ma: nhan, ten: Nhận, loai: so_dem}]\n";
    fs::write(folder.path().join("thu.yaml"), sheet).unwrap();
    let form = format!(
        "mau: thu.md\n{}bieu: {{thu: so-lieu.xlsx!Biểu 02}}\n",
        parts("A")
    );
    fs::write(folder.path().join("ho-so.yaml"), form).unwrap();
    let sheets = read(folder.path()).inputs.sheets;
    assert_eq!(rows(&sheets["thu"], None), ["1|Ta Ma|1.229.100|12"]);
    let cell = sheets["thu"].cell(&sheets["thu"].rows[0], "tien").unwrap();
    let place = cell.place.as_ref().unwrap().to_string();
    assert!(place.ends_with("so-lieu.xlsx!Biểu 02!D4"), "{place}");
}

/// A Biểu with heads as offices shorten them.
#[test]
fn the_columns_of_a_sheet_are_found_by_short_heads() {
    let sheet = "tieu_de: Biểu
cot:
  - {ma: don_vi, ten: Đơn vị, loai: chu}
  - {ma: nhan, ten: Số hồ sơ tiếp nhận, loai: so_dem}
  - {ma: xong, ten: Số hồ sơ đã giải quyết, loai: so_dem}
  - {ma: dung, ten: Số hồ sơ đúng hạn, loai: so_dem}
";
    let template = "---\nten_tep: thu\nloai: Báo cáo\ntrich_yeu: thử\ndiem: không cần\nbieu: [thu]\n---\nThử.\n";
    let folder = tempfile::tempdir().unwrap();
    let read = |heads: &str, declared: &str| {
        let form = format!("mau: thu.md\n{}bieu: {{thu: {declared}}}\n", parts("A"));
        let table = format!("{heads}\n1;xã A;9;8;7\n");
        for (file, text) in [
            ("ho-so.yaml", form.as_str()),
            ("thu.md", template),
            ("thu.yaml", sheet),
            ("a.csv", &table),
        ] {
            fs::write(folder.path().join(file), text).unwrap();
        }
        let path = folder.path().display().to_string();
        let (_, said, wrong) = run(folder.path(), &["render", &path, "--docx"]);
        said.split("Đã ghi").next().unwrap().to_owned() + &wrong
    };
    let short = "STT;Xã, phường;Số HS TN;Số HS đã GQ;HS đúng hạn";
    let late = "STT;Đơn vị;Số HS TN;Số HS đã GQ;HS quá hạn";
    let cases = [
        read(short, "a.csv"),
        read(late, "a.csv"),
        read(late, "{tep: a.csv, cot: {dung: E}}"),
    ];
    insta::assert_snapshot!(cases.join("\n====\n"));
}
