//! A lô with the same period of the year before and with former periods.

use std::fs;

use super::common::docx_text;
use super::lots::{Lot, UNITS, documents, report};

/// A lô of 10/2027 with those of 8 and 9/2027 and of 10/2026 beside it, in folders of their own.
fn lot() -> Lot {
    let lot = Lot::new(UNITS);
    lot.edit("ky: 2025-10", "ky: 2027-10");
    lot.edit("mau: thong-bao-xa", "mau: loi.md");
    lot.edit("ngay: 2025-11-05", "ngay: 2027-11");
    let template = "---
ten: T
ten_tep: t
loai: Thông báo
trich_yeu: Kết quả
---
Điểm tổng hợp {{ diem.tong.dat }}
{%- if diem.tong.thay_doi %}, {{ diem.tong.thay_doi }} so với {{ ky_truoc.ngan }}{% endif %}
{%- if diem.tong.so_cung_ky %}, {{ diem.tong.so_cung_ky }} so với {{ cung_ky.goi }}{% endif %}
{%- if diem.tong.lien_tiep %}; đây là {{ diem.tong.lien_tiep }}{% endif %}
{%- if diem.tu_dau_nam %}; từ {{ diem.tu_dau_nam.tu }} {{ diem.tu_dau_nam.nhom | first | get(key=\"ten\") }}{% endif %}.
";
    fs::write(lot.folder().join("loi.md"), template).unwrap();
    for (name, period, points) in [
        ("thang-8", "2027-08", "18;20;12;10;16;22;98"),
        ("thang-9", "2027-09", "18;20;12;10;17;22;99"),
        ("nam-truoc", "2026-10", "18;20;12;10;15;22;97"),
    ] {
        add(&lot, name, period, points);
    }
    lot.edit(
        "so_lieu:",
        "ky_truoc: cu/thang-9\ncung_ky: cu/nam-truoc\ncac_ky: cu\nso_lieu:",
    );
    lot
}

/// A lô of a former period, in which Bình An has these points.
fn add(lot: &Lot, name: &str, period: &str, points: &str) {
    let folder = lot.folder().join("cu").join(name);
    fs::create_dir_all(&folder).unwrap();
    let read = |file: &str| fs::read_to_string(lot.folder().join(file)).unwrap();
    let form = read("lo.yaml");
    let form = form.lines().filter(|line| {
        !["ky_truoc:", "cung_ky:", "cac_ky:"]
            .iter()
            .any(|k| line.starts_with(k))
    });
    let form = form.collect::<Vec<_>>().join("\n") + "\n";
    let form = form.replace("ky: 2027-10", &format!("ky: {period}"));
    fs::write(
        folder.join("lo.yaml"),
        form.replace("loi.md", "../../loi.md"),
    )
    .unwrap();
    let table = read("so-lieu.csv").replace("18;20;12;10;18;22;100", points);
    fs::write(folder.join("so-lieu.csv"), table).unwrap();
}

fn words(lot: &Lot, unit: &str) -> String {
    let file = lot.out().join(format!("2027-10/{unit}/t.docx"));
    docx_text(&fs::read(&file).unwrap_or_else(|_| panic!("{}", file.display())))
}

fn change(lot: &Lot, file: &str, from: &str, to: &str) {
    let file = lot.folder().join(file);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{from}: {text}");
    fs::write(file, text.replace(from, to)).unwrap();
}

#[test]
fn a_lot_says_the_same_period_of_the_year_before_and_streaks() {
    let lot = lot();
    let (code, out, err) = lot.run(&[]);
    assert_eq!(code, 0, "{out}{err}");
    let said = words(&lot, "xa-binh-an");
    for part in [
        "Điểm tổng hợp 100, tăng 1 điểm so với tháng 9/2027, tăng 3 điểm so với cùng kỳ năm 2026; đây là \
         tháng thứ hai liên tiếp tăng (chưa có số liệu tháng 7/2027 trở về trước)",
        "; từ tháng 8/2027 Công khai, minh bạch",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    // The months of the year of which there is nothing are said.
    assert!(
        format!("{out}{err}").contains("không có lô của tháng 01/2027"),
        "{out}{err}"
    );
    // Nothing has changed, then one unit of a former month.
    let said = lot.run_again("nothing", &[]);
    assert!(said.contains("ghi 0 đơn vị, giữ nguyên 4"), "{said}");
    change(
        &lot,
        "cu/nam-truoc/so-lieu.csv",
        "18;20;12;10;15;22;97",
        "18;20;12;10;14;22;96",
    );
    let said = lot.run_again("a year before", &[]);
    assert!(said.contains("ghi 1 đơn vị, giữ nguyên 3"), "{said}");
    assert!(words(&lot, "xa-binh-an").contains("tăng 4 điểm so với cùng kỳ"));
    change(
        &lot,
        "cu/thang-8/so-lieu.csv",
        "18;20;12;10;16;22;98",
        "18;20;12;10;17;22;99",
    );
    let said = lot.run_again("a former month", &[]);
    assert!(said.contains("ghi 1 đơn vị, giữ nguyên 3"), "{said}");
    assert!(!words(&lot, "xa-binh-an").contains("liên tiếp"));
}

#[test]
fn units_find_themselves_by_who_they_are_and_missing_ones_are_told() {
    let lot = lot();
    // By its code another name is the same unit, by its name without one it is not.
    change(&lot, "cu/nam-truoc/so-lieu.csv", "Xã Bình An", "XÃ BÌNH AN");
    change(
        &lot,
        "cu/nam-truoc/so-lieu.csv",
        "00003;Phường",
        "00009;Phường",
    );
    change(
        &lot,
        "cu/thang-8/so-lieu.csv",
        "00004;Xã Côn Lôn",
        "00008;Xã Khác",
    );
    let (code, out, err) = lot.run(&[]);
    let said = format!("{out}{err}");
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("“Phường Nông Tiến” không có số liệu đọc được ở tháng 10/2026"),
        "{said}"
    );
    assert!(
        said.contains("1 đơn vị không có số liệu đọc được ở tháng 8/2027: Xã Côn Lôn"),
        "{said}"
    );
    assert!(words(&lot, "xa-binh-an").contains("so với cùng kỳ năm 2026"));
    assert!(!words(&lot, "phuong-nong-tien").contains("cùng kỳ"));
    let report = report(lot.out());
    assert!(
        report["notes"].to_string().contains("tháng 10/2026"),
        "{report}"
    );
}

#[test]
fn a_lot_of_another_period_or_scale_is_not_compared() {
    let lot = lot();
    lot.edit("cung_ky: cu/nam-truoc", "cung_ky: cu/thang-8");
    let (code, out, err) = lot.run(&[]);
    let said = format!("{out}{err}");
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("lô cùng kỳ năm trước “cu/thang-8” là của tháng 8/2027"),
        "{said}"
    );
    assert!(said.contains("cần: lô của tháng 10/2026"), "{said}");
    lot.edit("cung_ky: cu/thang-8", "cung_ky: cu/khong-co");
    let (code, out, err) = lot.run(&[]);
    assert_eq!(code, 2, "{out}{err}");
    assert!(format!("{out}{err}").contains("lô cùng kỳ năm trước “cu/khong-co”"));
    // A table of it may be declared in place; one of the former scale is marked.
    lot.edit("cung_ky: cu/khong-co", "cung_ky: {tep: cu/nam-truoc/so-lieu.csv, dong_tieu_de: 1, cot: {don_vi: don_vi, cong_khai_minh_bach: ckmb, tien_do: tiendo, dich_vu_cong_truc_tuyen: dvctt, thanh_toan_truc_tuyen: tttt, muc_do_hai_long: mdhl, so_hoa: sohoa, tong: tong}, rieng: {ma: ma}}");
    let (code, out, err) = lot.run(&[]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(words(&lot, "xa-binh-an").contains("tăng 3 điểm so với cùng kỳ năm 2026"));
    lot.edit("ky: 2027-10", "ky: 2026-10");
    lot.edit("ngay: 2027-11", "ngay: 2026-11");
    lot.edit("ky_truoc: cu/thang-9\n", "");
    let (_, out, err) = lot.run(&[]);
    assert!(format!("{out}{err}").contains("SCALE-01"), "{out}{err}");
    let file = lot.out().join("2026-10/xa-binh-an/t.docx");
    let text = docx_text(&fs::read(file).unwrap());
    assert!(
        text.contains("cùng kỳ năm 2025 (khác thang điểm)"),
        "{text}"
    );
}

#[test]
fn two_lots_of_one_period_may_share_its_units_but_not_contradict() {
    let lot = lot();
    add(&lot, "thang-8-nua", "2027-08", "18;20;12;10;16;22;98");
    let (_, out, err) = lot.run(&[]);
    assert!(
        !format!("{out}{err}").contains("điểm khác nhau"),
        "{out}{err}"
    );
    assert!(words(&lot, "xa-binh-an").contains("tháng thứ hai liên tiếp tăng"));
    add(&lot, "thang-8-nua", "2027-08", "18;20;12;10;15;22;97");
    let (code, out, err) = lot.run(&[]);
    let said = format!("{out}{err}");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("“thang-8”, “thang-8-nua” cùng là của tháng 8/2027, điểm khác nhau của 1 đơn vị (Xã Bình An)"), "{said}");
    assert!(!words(&lot, "xa-binh-an").contains("liên tiếp"));
    // One that cannot be read is told, and left out.
    fs::write(lot.folder().join("cu/thang-8-nua/lo.yaml"), "ky: 2027-08\n").unwrap();
    let (code, out, err) = lot.run(&[]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(format!("{out}{err}").contains("lô “thang-8-nua” trong “cu” không đọc được"));
    let whole = documents(lot.out());
    for part in ["1/2", "2/2"] {
        let parts = lot.folder().join("phan");
        let options = ["--out", parts.to_str().unwrap(), "--shard", part];
        let file = lot.folder().join("lo.yaml");
        let arguments = [&["batch", file.to_str().unwrap()], options.as_slice()].concat();
        super::common::run(lot.folder(), &arguments);
    }
    assert_eq!(documents(&lot.folder().join("phan")), whole);
}

/// By an office's own resolution a unit that was another then is found in all earlier periods.
#[test]
fn units_that_the_office_knows_to_have_become_others_are_found() {
    let lot = lot();
    for file in [
        "lo.yaml",
        "cu/thang-8/lo.yaml",
        "cu/thang-9/lo.yaml",
        "cu/nam-truoc/lo.yaml",
    ] {
        change(&lot, file, "    ma: ma\n", "");
    }
    lot.replace("Xã Bình An", "Phường Bình An");
    let (_, out, err) = lot.run(&[]);
    assert!(format!("{out}{err}").contains("“Phường Bình An” không có số liệu đọc được"));
    let one = "thay_doi_don_vi:\n  - {ngay: 01/10/2027, tu: xã Bình An, thanh: phường Bình An, can_cu: Nghị quyết số 12}\n";
    fs::write(lot.folder().join("kiem-tra.yaml"), one).unwrap();
    let (code, out, err) = lot.run(&[]);
    assert_eq!(code, 0, "{out}{err}");
    let said = format!("{out}{err}");
    assert!(!said.contains("Bình An"), "{said}");
    let text = words(&lot, "phuong-binh-an");
    for part in [
        "so với tháng 9/2027",
        "cùng kỳ năm 2026",
        "tháng thứ hai liên tiếp tăng",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
