//! The points of real units: seed 000, the two communes of 2026, the nineteen of Điện Biên.

use super::*;
use crate::form::{Fields, Form, parse};
use crate::vn::period::Period;
use proptest::prelude::*;

fn framework(name: &str) -> Framework {
    let text = match name {
        "qd766" => include_str!("../../frameworks/qd766.yaml"),
        "dien-bien-459" => include_str!("../../frameworks/dien-bien-459.yaml"),
        _ => include_str!("../../tests/frameworks/tinh-mau.yaml"),
    };
    Framework::parse(name, text).unwrap()
}

fn score(set: &str, period: (u16, u8), text: &str) -> Result<Scores, Faults> {
    let framework = framework(set);
    let version = framework
        .version(Period::new(period.0, period.1).unwrap())
        .unwrap();
    let node = parse("ho-so.yaml", text).unwrap();
    let mut faults = Faults::none();
    static FORM: Form = Form::new("hồ sơ").and(&[KEYS, &[EXEMPTIONS]]);
    let fields = Fields::of(&node, &FORM, &mut faults).unwrap();
    let out = exemptions(&fields, version, &mut faults);
    let scores =
        Entered::read(&fields, &framework, version, &mut faults).and_then(|mut entered| {
            exempt(&out, "x", version, &mut entered, &mut faults);
            Scores::of("x", &entered, &framework, version, &mut faults)
        });
    faults.or(scores)
}

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

const LAM_VY: &str = "
diem:
  cong_khai_minh_bach: {dat: '15,5', ky_truoc: '17,7'}
  tien_do: {dat: 20, ky_truoc: 19}
  dich_vu_cong_truc_tuyen: {dat: '6,9', ky_truoc: '7,2'}
  thanh_toan_truc_tuyen: {dat: 10, ky_truoc: '9,9'}
  muc_do_hai_long: {dat: 18, ky_truoc: 18}
  so_hoa: {dat: '19,22', ky_truoc: '18,64'}
  tong: {dat: '90,22', ky_truoc: '93,30'}
";

fn lam_vy(text: &str) -> Result<Scores, Faults> {
    score("qd766", (2024, 2), text)
}

#[test]
fn seed_000_adds_up_to_less_than_was_announced() {
    let scores = lam_vy(LAM_VY).unwrap();
    assert_eq!(scores.sum().value, dec("89.62"));
    assert_eq!(scores.previous_sum().unwrap().value, dec("90.44"));
    assert_eq!(scores.total(), dec("90.22"), "the published total stands");
    assert_eq!(scores.change(), Some(dec("-3.08")));
    assert_eq!(scores.groups[0].change(), Some(dec("-2.2")));
}

#[test]
fn what_the_portal_publishes_is_exact_unless_somebody_rounded_it() {
    // 15,5 beside 19,22 is 15,50.
    assert_eq!(lam_vy(LAM_VY).unwrap().sum().tolerance, Decimal::ZERO);
    // None of many has two decimals.
    let all = |text: &str| LAM_VY.replace("'19,22'", "'19,2'").replace("'90,22'", text);
    assert_eq!(lam_vy(&all("'90,2'")).unwrap().sum().tolerance, dec("0.3"));
    let two = all("'90,2'").replace("'19,2'", "19");
    assert_eq!(lam_vy(&two).unwrap().sum().tolerance, Decimal::ZERO);
    // A sum with more decimals than its parts, and a zero that the portal would drop.
    assert_eq!(lam_vy(&all("'90,22'")).unwrap().sum().tolerance, dec("0.3"));
    let zero = all("'90,2'").replace("dat: 10,", "dat: '10,0',");
    assert_eq!(lam_vy(&zero).unwrap().sum().tolerance, dec("0.3"));
    // 10,0 beside 19,22 is how programs write a whole number: a total off by 0,1 passed.
    let program = LAM_VY.replace("dat: 10,", "dat: '10,0',");
    assert_eq!(lam_vy(&program).unwrap().sum().tolerance, Decimal::ZERO);
}

#[test]
fn tolerance_is_the_half_units_of_the_printed_parts() {
    let tolerance = |parts: &[&str], decimals| {
        let parts = parts.iter().map(|part| dec(part));
        Sum::of_printed(parts, None, decimals).tolerance
    };
    assert_eq!(tolerance(&["15.5", "20", "19.22"], None), dec("0.105"));
    assert_eq!(tolerance(&["15.5", "20", "19.22"], Some(2)), dec("0.015"));
    assert_eq!(tolerance(&["3", "4"], None), Decimal::ZERO);
}

#[test]
fn without_a_published_total_the_sum_is_printed() {
    let text = LAM_VY.replace("tong:", "#");
    assert_eq!(lam_vy(&text).unwrap().printed_total(), dec("89.62"));
}

#[test]
fn points_out_of_range_are_all_reported() {
    let text = LAM_VY
        .replace("'15,5'", "'18,1'")
        .replace("ky_truoc: 19", "ky_truoc: -1");
    let faults = lam_vy(&text).unwrap_err();
    let found: Vec<&str> = faults.iter().map(|f| f.found.as_str()).collect();
    assert_eq!(
        found,
        [
            "Công khai, minh bạch: 18,1 điểm",
            "Tiến độ giải quyết: -1 điểm"
        ]
    );
}

#[test]
fn the_last_point_allowed_is_the_maximum() {
    assert!(lam_vy(&LAM_VY.replace("'15,5'", "18")).is_ok());
    assert!(lam_vy(&LAM_VY.replace("'15,5'", "'18,01'")).is_err());
}

/// The computed points of an indicator, rounded as they are printed.
fn printed(scores: &Scores, id: &str) -> String {
    let mut all = scores.groups.iter().flat_map(|group| &group.indicators);
    let indicator = all.find(|indicator| *indicator.id == *id).unwrap();
    round(indicator.points().unwrap(), 2)
        .normalize()
        .to_string()
}

#[test]
fn the_commune_van_canh_of_2026_to_the_cent() {
    let scores = score(
        "qd766",
        (2026, 10),
        "
so_dem:
  tthc_cong_bo: 47
  tthc_cong_bo_dung_han: 1
  tthc_den_han_cong_khai: 47
  tthc_cong_khai_dung_han: 43
  tthc_cong_khai: 47
  tthc_cong_khai_day_du: 47
  ho_so_phai_dong_bo: 1869
  ho_so_dong_bo: 1869
  ho_so: 2618
  ho_so_dung_han: 2541
  ho_so_ket_qua_dien_tu: 2497
  ho_so_so_hoa: 1520
  ho_so_dung_lai: 1543
  ho_so_kho_ca_nhan: 2
  ho_so_dan_cu: 1105
  tthc: 388
  tthc_dan_cu: 28
  ho_so_hai_long: 2540
  pakn: 0
khong_ap_dung:
  - {nhom: [dich_vu_cong_truc_tuyen, thanh_toan_truc_tuyen], chi_so: '4.6', ly_do: chưa có số đếm}
",
    )
    .unwrap();
    for (id, points) in [
        ("1.1", "0.13"),
        ("1.2", "3.66"),
        ("1.3", "2"),
        ("1.4", "6"),
        ("2.1", "19.41"),
        ("4.1", "5.72"),
        ("4.2", "2.32"),
        ("4.3", "1.47"),
        ("4.4", "0"),
        ("4.5b", "0.84"),
        ("4.5a", "0.14"),
        ("5.4", "6"),
        ("5.2", "6"),
        ("5.3", "6"),
    ] {
        assert_eq!(printed(&scores, id), points, "{id}");
    }
}

#[test]
fn the_commune_dak_song_of_2026_to_the_cent() {
    let scores = score(
        "qd766",
        (2026, 10),
        "
so_dem: {ho_so: 294, ho_so_dung_han: 287, ho_so_ket_qua_dien_tu: 272, ho_so_so_hoa: 129,
  ho_so_dung_lai: 116, ho_so_kho_ca_nhan: 6, ho_so_dan_cu: 185, tthc: 389, tthc_dan_cu: 19}
diem: {cong_khai_minh_bach: 18, dich_vu_cong_truc_tuyen: 8, thanh_toan_truc_tuyen: 9, muc_do_hai_long: 18}
khong_ap_dung: [{chi_so: '4.6', ly_do: không phát sinh}]
",
    )
    .unwrap();
    for (id, points) in [
        ("2.1", "19.52"),
        ("4.1", "5.55"),
        ("4.2", "1.76"),
        ("4.3", "0.99"),
        ("4.4", "0.08"),
        ("4.5b", "1.26"),
        ("4.5a", "0.1"),
    ] {
        assert_eq!(printed(&scores, id), points, "{id}");
    }
}

/// The nineteen communes of Tuần Giáo, 9/2023: unit, ĐIỂM ĐẠT ĐƯỢC, TỔNG ĐIỂM QUY ĐỔI, band.
const TUAN_GIAO: [(&str, &str, &str, &str); 19] = [
    ("Mường Mùn", "81.52", "95.9", "Xuất sắc"),
    ("Ta Ma", "80.88", "95.2", "Xuất sắc"),
    ("Tênh Phong", "80.00", "94.1", "Xuất sắc"),
    ("Nà Sáy", "79.79", "93.9", "Xuất sắc"),
    ("Phình Sáng", "78.90", "92.8", "Xuất sắc"),
    ("Rạng Đông", "77.97", "91.7", "Xuất sắc"),
    ("Pú Nhung", "77.29", "90.9", "Xuất sắc"),
    ("Quài Nưa", "75.33", "88.6", "Tốt"),
    ("thị trấn Tuần Giáo", "74.71", "87.9", "Tốt"),
    ("Chiềng Đông", "74.68", "87.9", "Tốt"),
    ("Pú Xi", "74.46", "87.6", "Tốt"),
    ("Mùn Chung", "73.51", "86.5", "Tốt"),
    ("Mường Khong", "72.50", "85.3", "Tốt"),
    ("Mường Thín", "72.25", "85.0", "Tốt"),
    ("Quài Cang", "70.33", "82.7", "Tốt"),
    ("Tỏa Tình", "66.05", "77.7", "Khá"),
    ("Nà Tông", "65.19", "76.7", "Khá"),
    ("Chiềng Sinh", "61.94", "72.9", "Khá"),
    ("Quài Tở", "61.66", "72.5", "Khá"),
];

/// Nine indicators of 85 points apply to a commune; two are left blank.
fn commune(total: &str) -> Scores {
    let text = format!(
        "
diem: {{tong: '{total}'}}
chi_so: {{cong_khai_1: , cong_khai_2: 5, cong_khai_3: , tien_do_1: 30, truc_tuyen_1: 8,
  truc_tuyen_2: 0, so_hoa_1: 3, so_hoa_2: 6, hai_long_1: 5, hai_long_2: 5, hai_long_3: 5}}
"
    );
    score("dien-bien-459", (2023, 9), &text).unwrap()
}

#[test]
fn nineteen_communes_convert_rank_and_band_as_printed() {
    let set = framework("dien-bien-459");
    let units: Vec<Scores> = TUAN_GIAO
        .iter()
        .map(|(_, total, ..)| commune(total))
        .collect();
    let converted: Vec<Option<Decimal>> = units.iter().map(Scores::converted).collect();
    let mut counts = std::collections::BTreeMap::new();
    for ((name, _, printed, band), points) in TUAN_GIAO.iter().zip(&converted) {
        let points = points.unwrap();
        assert_eq!(round(points, set.decimals), dec(printed), "{name}");
        assert_eq!(set.band(points).unwrap().name, *band, "{name}");
        *counts.entry(*band).or_insert(0) += 1;
    }
    let counts: Vec<(&str, i32)> = counts.into_iter().collect();
    assert_eq!(counts, [("Khá", 4), ("Tốt", 8), ("Xuất sắc", 7)]);
    let ranks: Vec<usize> = ranks(&converted, set.ties).into_iter().flatten().collect();
    assert_eq!(ranks, (1..=19).collect::<Vec<_>>());
}

#[test]
fn a_blank_is_taken_out_of_the_maximum_and_a_zero_stays_in() {
    let scores = commune("60");
    assert_eq!(scores.applicable(), dec("85"));
    assert_eq!(scores.groups[0].applicable(), dec("5"));
    assert_eq!(scores.groups[2].applicable(), dec("20"), "the 0 stays in");
    assert_eq!(scores.groups[2].achieved(), Some(dec("8")));
}

#[test]
fn a_total_above_what_applies_is_a_fault() {
    assert_eq!(commune("85").converted(), Some(dec("100")));
    let text = "diem: {tong: '30,1'}\nchi_so: {tien_do_1: 30}\n";
    let faults = score("dien-bien-459", (2023, 9), text).unwrap_err();
    let expected = faults.iter().map(|fault| fault.expected.as_str());
    assert_eq!(
        expected.collect::<Vec<_>>(),
        ["không quá 30, điểm tối đa của các chỉ số có số liệu"]
    );
    let only = score("dien-bien-459", (2023, 9), "diem: {tong: 80}\n").unwrap();
    assert_eq!(only.converted(), None, "nothing says what applies");
}

fn third(figures: &str) -> Result<Scores, Faults> {
    let text = format!("so_dem: {{{figures}}}\nchi_so: {{b1b: 4}}\n");
    score("tinh-mau", (2025, 3), &text)
}

#[test]
fn every_kind_of_formula() {
    let scores = third("ho_so: 80, dung_han: 72, tre_han: 8, truc_tuyen: 40").unwrap();
    for (id, points) in [
        ("a1", "9"),     // 10 × 72/80
        ("a2", "9"),     // 10 × (1 − 8/80)
        ("a3", "5"),     // 50 % reaches the second step
        ("b1", "10.25"), // 10 × 50/80 + 4
        ("b2", "0"),     // blank is worth nothing here
    ] {
        assert_eq!(printed(&scores, id), points, "{id}");
    }
    assert_eq!(scores.total(), dec("33.25"));
}

#[test]
fn what_an_empty_denominator_is_worth_is_the_frameworks_to_say() {
    let text =
        "so_dem: {ho_so: 0, dung_han: 0, tre_han: 0, truc_tuyen: 0}\nchi_so: {b1a: 9, b1b: 1}\n";
    let scores = score("tinh-mau", (2025, 3), text).unwrap();
    let group = &scores.groups[0];
    assert_eq!(group.indicators[0].points(), None, "taken out");
    assert_eq!(group.indicators[1].points(), Some(Decimal::ZERO), "zero");
    assert_eq!(group.indicators[2].points(), Some(dec("10")), "full");
    assert_eq!(group.applicable(), dec("20"));
    let faults = third("ho_so: 0, dung_han: 0, tre_han: 0, truc_tuyen: 0").unwrap_err();
    insta::assert_snapshot!(faults, @r"
    ho-so.yaml:1:17: lỗi GIA-TRI-02: chỉ số b1a “Trực tuyến” có mẫu số bằng 0
      1 | so_dem: {ho_so: 0, dung_han: 0, tre_han: 0, truc_tuyen: 0}
        |                 ^
      cần: số liệu tính được điểm
      sửa: kiểm tra số đếm; hoặc ghi “mau_bang_0” cho chỉ số này trong bộ chỉ số
    ");
}

#[test]
fn a_dash_is_what_the_framework_says() {
    let with = |dash: &str| {
        let text = format!(
            "so_dem: {{ho_so: 10, dung_han: 10, tre_han: 0, truc_tuyen: 10}}\nchi_so: {{{dash}}}\n"
        );
        score("tinh-mau", (2025, 3), &text)
    };
    assert_eq!(
        printed(&with("b1b: '-'").unwrap(), "b1"),
        "10",
        "worth nothing"
    );
    let out = with("b2: '-'").unwrap();
    assert_eq!(out.groups[1].applicable(), dec("15"), "taken out");
    assert!(with("a1: '-'").is_err(), "not foreseen");
}

#[test]
fn a_part_above_its_whole_is_a_fault() {
    assert!(third("ho_so: 80, dung_han: 81").is_err());
    assert!(third("ho_so: 80, dung_han: -1").is_err());
    assert!(third("ho_so: 80, dung_han: 8,5").is_err());
    assert!(third("ho_so: 0, dung_han: 1").is_err());
}

proptest! {
    #[test]
    fn points_and_converted_totals_stay_in_range(
        whole in 1u32..100_000,
        parts in prop::array::uniform3(0u32..=100),
    ) {
        let part = |share: u32| u64::from(whole) * u64::from(share) / 100;
        let [a, b, c] = parts.map(part);
        let text = format!("ho_so: {whole}, dung_han: {a}, tre_han: {b}, truc_tuyen: {c}");
        let scores = third(&text).unwrap();
        let converted = scores.converted().unwrap();
        prop_assert!(converted >= Decimal::ZERO && converted <= scores.maximum);
        let sum: Decimal = scores.groups.iter().filter_map(GroupScore::achieved).sum();
        prop_assert_eq!(sum, scores.total());
        for group in &scores.groups {
            prop_assert!(group.achieved().unwrap() <= group.maximum);
        }
    }
}

#[test]
fn what_does_not_apply_is_said_and_never_a_blank() {
    let without = LAM_VY.replace("  thanh_toan", "#").replace("tong:", "#");
    let faults = lam_vy(&without).unwrap_err();
    let fault = faults.iter().next().unwrap();
    assert_eq!(fault.found, "Thanh toán trực tuyến không có điểm");
    assert!(fault.remedy.contains("khong_ap_dung"), "{fault}");
    let said = "khong_ap_dung: [{nhom: thanh_toan_truc_tuyen, ly_do: không thu phí}]\n";
    let scores = lam_vy(&(without.clone() + said)).unwrap();
    assert_eq!(scores.applicable(), dec("90"));
    assert_eq!(scores.total(), dec("79.62"));
    let known = lam_vy(&(LAM_VY.to_owned() + said)).unwrap_err();
    assert!(known.iter().any(|fault| fault.found.contains("có điểm mà")));
    let wrong = said.replace("thanh_toan_truc_tuyen", "thanh_toan");
    assert!(lam_vy(&(without + &wrong)).is_err());
}

#[test]
fn of_a_group_that_was_published_an_indicator_need_not_be_known() {
    let axes = "diem: {cong_khai_minh_bach: 18, tien_do: 20, dich_vu_cong_truc_tuyen: 8, \
        thanh_toan_truc_tuyen: 9, muc_do_hai_long: 18, so_hoa: 20}\n";
    let counts = "so_dem: {ho_so: 100, ho_so_dung_han: 100, ho_so_so_hoa: 50}\n";
    let scores = score("qd766", (2026, 10), &(axes.to_owned() + counts)).unwrap();
    assert_eq!(
        scores.applicable(),
        dec("100"),
        "counts for some only explain"
    );
    let without = axes.replace(", so_hoa: 20", "");
    let faults = score("qd766", (2026, 10), &(without + counts)).unwrap_err();
    assert!(
        faults.iter().any(|fault| fault.found.contains("4.1")),
        "{faults}"
    );
}
