//! The five clean hồ sơ, written with marks around what can be mutated: `⟦region|tolerance|15,5⟧`
//! is a figure that some other figure bears out, `⟪region|xã Lam Vỹ⟫` a name, `⟨region|date⟩` a
//! day. A region is what a finding may point at: the lines of the figures that belong together.

use std::fs;

use rust_decimal::Decimal;
use vanthu::vn::number::{print, round};

use crate::chance::Chance;
use crate::common::repository;

/// The real figures, or others that agree with each other.
pub type Others<'a> = Option<&'a mut Chance>;

pub const DOSSIERS: [fn(Others) -> String; 5] = [lam_vy, hoa_binh, tuan_giao, tien_lu, ninh_son];

/// The example's file without some of its keys.
pub fn rest(example: &str, without: &[&str]) -> String {
    let text = fs::read_to_string(repository(&format!("examples/{example}/ho-so.yaml"))).unwrap();
    let mut kept = String::new();
    let mut keep = true;
    for line in text
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
    {
        if let Some(key) = line
            .split(':')
            .next()
            .filter(|_| line.starts_with(char::is_alphabetic))
        {
            keep = !without.contains(&key);
        }
        if keep {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

pub fn dated(text: String, key: &str, day: &str) -> String {
    let line = format!("{key}: {day}");
    assert!(text.contains(&line), "{line}");
    text.replacen(&line, &format!("{key}: ⟨ngay|{day}⟩"), 1)
}

fn half_unit(value: Decimal) -> Decimal {
    Decimal::new(5, value.scale() + 1)
}

/// What rounding may do to a sum: a whole number among broken ones counts like the coarsest.
pub fn tolerance(parts: &[Decimal], total: Decimal) -> Decimal {
    let coarsest = parts
        .iter()
        .map(Decimal::scale)
        .filter(|scale| *scale > 0)
        .min();
    let half = |part: &Decimal| match coarsest {
        None => Decimal::ZERO,
        Some(scale) if part.scale() == 0 => Decimal::new(5, scale + 1),
        Some(_) => half_unit(*part),
    };
    parts.iter().map(half).sum::<Decimal>() + half_unit(total)
}

pub fn figure(region: &str, tolerance: Decimal, value: Decimal) -> String {
    format!("\"⟦{region}|{tolerance}|{}⟧\"", plain(value))
}

/// As a hồ sơ writes it, without dots of thousands, which a digit more would misplace.
fn plain(value: Decimal) -> String {
    print(value).replace('.', "")
}

pub fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(&text.replace(',', ".")).unwrap()
}

/// Other points of as many decimals, from zero to the maximum.
pub fn points(value: &str, maximum: i64, others: &mut Others) -> Decimal {
    let value = dec(value);
    match others {
        None => value,
        Some(chance) => {
            let unit = 10i64.pow(value.scale());
            Decimal::new(chance.between(0, maximum * unit), value.scale())
        }
    }
}

pub const AXES: [(&str, i64); 6] = [
    ("cong_khai_minh_bach", 18),
    ("tien_do", 20),
    ("dich_vu_cong_truc_tuyen", 12),
    ("thanh_toan_truc_tuyen", 10),
    ("muc_do_hai_long", 18),
    ("so_hoa", 22),
];

/// The points of six axes with their total, and those of the period before, if they are known.
pub fn axes(
    now: [&str; 6],
    before: Option<[&str; 6]>,
    total: Option<&str>,
    others: &mut Others,
) -> String {
    let read = |list: [&str; 6], others: &mut Others| -> Vec<Decimal> {
        let each = list.iter().zip(AXES);
        each.map(|(value, (_, maximum))| points(value, maximum, others))
            .collect()
    };
    let values = read(now, others);
    let previous = before.map(|list| read(list, others));
    let sum: Decimal = values.iter().sum();
    let total = if others.is_some() {
        sum
    } else {
        total.map_or(sum, dec)
    };
    let within = tolerance(&values, total);
    let mut text = String::from("diem:\n");
    for (i, (axis, _)) in AXES.iter().enumerate() {
        text.push_str(&format!(
            "  {axis}: {{dat: {}",
            figure("diem", within, values[i])
        ));
        if let Some(previous) = &previous {
            let within = tolerance(previous, previous.iter().sum());
            text.push_str(&format!(
                ", ky_truoc: {}",
                figure("diem", within, previous[i])
            ));
        }
        text.push_str("}\n");
    }
    text.push_str(&format!("  tong: {{dat: {}", figure("diem", within, total)));
    if let Some(previous) = &previous {
        let sum = previous.iter().sum();
        text.push_str(&format!(
            ", ky_truoc: {}",
            figure("diem", tolerance(previous, sum), sum)
        ));
    }
    text + "}\n"
}

/// Parts of a whole, each with its rate.
fn parts(whole: &str, names: &[&str], counts: &[i64], others: &mut Others) -> String {
    let counts: Vec<i64> = match others {
        None => counts.to_vec(),
        Some(chance) => counts.iter().map(|_| chance.between(20, 9_000)).collect(),
    };
    let sum = Decimal::from(counts.iter().sum::<i64>());
    let rate = |count: &i64| round(Decimal::from(*count) * Decimal::ONE_HUNDRED / sum, 2);
    let part = |(name, count): (&&str, &i64)| {
        let rate = rate(count);
        let within = half_unit(rate) * sum / Decimal::ONE_HUNDRED;
        format!(
            "          - {{ten: {name}, so_lieu: {}, phan_cua: {whole}, ty_le: {}}} #⊟{whole}\n",
            figure(whole, within, Decimal::from(*count)),
            figure(whole, half_unit(rate), rate)
        )
    };
    names.iter().zip(&counts).map(part).collect()
}

/// Two rates that make up 100 %.
fn complement(region: &str, names: [&str; 2], rate: &str, others: &mut Others) -> String {
    let rate = points(rate, 100, others);
    let other = Decimal::ONE_HUNDRED - rate;
    let within = half_unit(rate) + half_unit(other);
    let line = |name: &str, rate| {
        format!(
            "          - {{ten: {name}, ty_le: {}}}\n",
            figure(region, within, rate)
        )
    };
    line(names[0], rate) + &line(names[1], other)
}

fn lam_vy(mut others: Others) -> String {
    let others = &mut others;
    let head = dated(
        rest("lam-vy-2024-02", &["diem", "so_lieu", "da_xem"]),
        "ngay",
        "11/3/2024",
    );
    let now = ["15,5", "20", "6,9", "10", "18", "19,82"];
    let before = ["17,7", "19", "7,2", "9,9", "18", "18,64"];
    let mut text = head + &axes(now, Some(before), Some("90,22"), others);
    text.push_str("so_lieu:\n  chi_tieu:\n    ngay_chot: ⟨chot|29/02/2024⟩\n    nhom:\n");
    text.push_str("      - ten: Công khai, minh bạch\n        dong:\n");
    text.push_str(&parts(
        "hồ sơ tiếp nhận",
        &["Hồ sơ đã đồng bộ", "Hồ sơ chưa đồng bộ"],
        &[176, 25],
        others,
    ));
    text.push_str("      - ten: Dịch vụ công trực tuyến\n        dong:\n");
    let names = ["TTHC một phần", "TTHC toàn trình", "TTHC còn lại"];
    text.push_str(&parts("TTHC của xã", &names, &[3, 4, 152], others));
    text.push_str("        # các phần bù nhau\n");
    text.push_str("          - ten: Tỷ lệ nộp hồ sơ\n            gom:\n");
    let lines = complement(
        "nop",
        ["Hồ sơ nộp trực tuyến", "Hồ sơ nộp trực tiếp"],
        "97,73",
        others,
    );
    text.push_str(&lines.replace("          - ", "              - "));
    text
}

fn hoa_binh(mut others: Others) -> String {
    let others = &mut others;
    let head = dated(
        rest("hoa-binh-2023-04", &["diem", "so_lieu"]),
        "ngay",
        "25/4/2023",
    );
    let now = ["2,2", "17,7", "8,0", "9,5", "11,3", "10,0"];
    let mut text = head + &axes(now, None, Some("58,83"), others);
    text.push_str("so_lieu:\n  chi_tieu:\n    ngay_chot: ⟨chot|24/4/2023⟩\n    nhom:\n");
    text.push_str("      - ten: Dịch vụ công trực tuyến\n        ma: dich_vu_cong_truc_tuyen\n        dong:\n");
    let names = ["TTHC một phần", "TTHC toàn trình", "TTHC còn lại"];
    text.push_str(&parts("TTHC của tỉnh", &names, &[537, 804, 147], others));
    text.push_str(
        "      - ten: Thanh toán trực tuyến\n        ma: thanh_toan_truc_tuyen\n        dong:\n",
    );
    let names = ["Thanh toán trực tuyến", "Hình thức khác"];
    text.push_str(&parts("hồ sơ thanh toán", &names, &[8_665, 2_731], others));
    text
}

fn ninh_son(mut others: Others) -> String {
    let others = &mut others;
    // Its sentences about the highest and the lowest are of the real figures.
    let head = rest("ninh-son-2024-02", &["diem", "bieu", "da_xem"]);
    let head = head.lines().filter(|line| !line.contains(" nhất: "));
    let head: String = head.map(|line| line.to_owned() + "\n").collect();
    let head = dated(head, "ngay", "04/3/2024");
    let now = ["16,7", "19,4", "7,3", "4,9", "18", "17,8"];
    let text = axes(now, None, Some("84,1"), others);
    // The total of the period before is borne out by the change that the table states.
    let total = text
        .rsplit('|')
        .next()
        .unwrap()
        .trim_end_matches(['⟧', '"', '}', '\n']);
    let total = dec(total);
    let change = match others {
        None => dec("-1,5"),
        Some(chance) => Decimal::new(chance.between(-300, 300), total.scale())
            .clamp(total - Decimal::ONE_HUNDRED, total),
    };
    let within = half_unit(change).max(half_unit(total));
    let before = figure("diem,bang", within, total - change);
    let text = text.trim_end_matches("}\n").to_owned() + &format!(", ky_truoc: {before}}}\n");
    let row = format!(
        "bieu:\n  tong-hop-mot-don-vi:\n    dong:\n      - {{tong_ho_so: 180, qua_han_dvc: 0, qua_han_mcdt: 0, \
         nop_truc_tuyen: 100, hai_long: 100, ket_qua_dien_tu: \"96,21\", dong_bo: 100, chung_thuc: 136, \
         thanh_toan: 132, diem: {}, thay_doi: {}}}\n",
        figure("bang,diem", within, total),
        figure("bang,diem", within, change)
    );
    head + &text + &row
}

/// The rows of a table of tests/so-lieu.
fn table(file: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(repository(&format!("tests/so-lieu/{file}"))).unwrap();
    let rows = text
        .lines()
        .map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    rows.filter(|row| row[0].parse::<u32>().is_ok()).collect()
}

/// One spelling in all tables.
fn right(name: &str) -> String {
    let mut name = name.to_owned();
    for (wrong, right) in [
        ("Tân Phong", "Tênh Phong"),
        ("Nhà ", "Nà "),
        ("Quài Tờ", "Quài Tở"),
    ] {
        name = name.replace(wrong, right);
    }
    name
}

fn tuan_giao(mut others: Others) -> String {
    let others = &mut others;
    let without = ["bang_diem", "bieu", "da_xem"];
    let mut text = rest("tuan-giao-2023-09", &without) + "don_vi:\n";
    // What the report as issued says wrongly is no base for planted faults.
    let late = text.find("    - >-\n      Vẫn còn").unwrap();
    let end = late + text[late..].find("bảo trợ xã hội).\n").unwrap() + "bảo trợ xã hội).\n".len();
    text.replace_range(late..end, "");
    text = text.replace("  so_don_vi: 20 ", "# ");
    let columns = [
        ("cong_khai_2", 3, 5),
        ("tien_do_1", 5, 30),
        ("truc_tuyen_1", 6, 10),
        ("truc_tuyen_2", 7, 10),
        ("so_hoa_1", 8, 5),
        ("so_hoa_2", 9, 10),
        ("hai_long_1", 10, 5),
        ("hai_long_2", 11, 5),
        ("hai_long_3", 12, 5),
    ];
    for (i, row) in table("tuan-giao-bieu-01.tsv").iter().enumerate() {
        let region = format!("diem{i}");
        let values: Vec<Decimal> = columns
            .iter()
            .map(|(_, column, maximum)| points(&row[*column], *maximum, others))
            .collect();
        let sum: Decimal = values.iter().sum();
        let total = if others.is_some() { sum } else { dec(&row[13]) };
        let within = tolerance(&values, total);
        let each = columns.iter().zip(&values);
        let each = each
            .map(|((code, _, _), value)| format!("{code}: {}", figure(&region, within, *value)));
        text.push_str(&format!(
            "  - {{ten: \"⟪{region}|{}⟫\", diem: {{tong: {}}}, chi_so: {{{}}}}}\n",
            right(&row[1]),
            figure(&region, within, total),
            each.collect::<Vec<_>>().join(", ")
        ));
    }
    text + "bieu:\n" + &fees(others) + &digitised(others)
}

fn count(text: &str, limit: i64, others: &mut Others) -> Option<i64> {
    match others {
        _ if text == "-" => None,
        None => Some(text.replace('.', "").parse().unwrap()),
        Some(chance) => Some(chance.between(0, limit)),
    }
}

/// A row in place with its shared region, which the total row bears out too.
fn row(sheet: &str, region: &str, name: &str, cells: &[(&str, Option<Decimal>)]) -> String {
    let region = format!("{sheet}{region},{sheet}tong");
    let cell = |(code, value): &(&str, Option<Decimal>)| match value {
        None => format!("{code}: \"-\""),
        Some(value) if value.scale() > 0 => {
            format!("{code}: {}", figure(&region, half_unit(*value), *value))
        }
        Some(value) => format!("{code}: {}", figure(&region, Decimal::ZERO, *value)),
    };
    let cells = cells.iter().map(cell).collect::<Vec<_>>().join(", ");
    format!("      - {{don_vi: \"⟪{region}|{name}⟫\", {cells}}} #⊟{region}\n")
}

fn total(sheet: &str, cells: &[(&str, Option<Decimal>)]) -> String {
    let region = format!("{sheet}tong");
    let mut text = String::from("    tong:\n");
    for (code, value) in cells {
        let value = value.unwrap_or_default();
        let within = if value.scale() > 0 {
            half_unit(value)
        } else {
            Decimal::ZERO
        };
        text.push_str(&format!(
            "      {code}: {}\n",
            figure(&region, within, value)
        ));
    }
    text
}

fn fees(others: &mut Others) -> String {
    let codes = [
        "chua_ho_so",
        "chua_phi",
        "truc_tiep_ho_so",
        "truc_tiep_phi",
        "truc_tuyen_tthc",
        "truc_tuyen_ho_so",
        "truc_tuyen_phi",
        "tong_tthc",
        "tong_ho_so",
        "tong_phi",
    ];
    let mut text = String::from("  phi-le-phi:\n    dong:\n");
    let mut sums = [0i64; 10];
    for (i, cells) in table("tuan-giao-bieu-02.tsv").iter().enumerate() {
        let mut values: Vec<Option<i64>> = (0..8)
            .map(|c| count(&cells[c + 2], if c % 2 == 1 { 900_000 } else { 90 }, others))
            .collect();
        let number = |values: &[Option<i64>], c: usize| values[c].unwrap_or(0);
        let sum = |of: [usize; 3], values: &[Option<i64>]| {
            Some(of.iter().map(|c| number(values, *c)).sum())
        };
        values.push(sum([0, 2, 5], &values));
        values.push(sum([1, 3, 6], &values));
        for (sum, value) in sums.iter_mut().zip(&values) {
            *sum += value.unwrap_or(0);
        }
        let cells_: Vec<(&str, Option<Decimal>)> = codes
            .into_iter()
            .zip(values.iter().map(|value| value.map(Decimal::from)))
            .collect();
        text.push_str(&row("phi", &i.to_string(), &right(&cells[1]), &cells_));
    }
    let sums: Vec<(&str, Option<Decimal>)> = codes
        .into_iter()
        .zip(sums.iter().map(|sum| Some(Decimal::from(*sum))))
        .collect();
    text + &total("phi", &sums)
}

fn rate(part: i64, whole: i64) -> Option<Decimal> {
    let rate = (Decimal::from(part) * Decimal::ONE_HUNDRED).checked_div(Decimal::from(whole))?;
    Some(round(rate, 2))
}

fn half(received: i64, done: i64) -> [Option<Decimal>; 4] {
    let number = |n: i64| Some(Decimal::from(n));
    [
        number(received),
        number(done),
        rate(done, received),
        number(received - done),
    ]
}

fn digitised(others: &mut Others) -> String {
    let codes = [
        "tiep_nhan",
        "co_so_hoa",
        "ty_le_tiep_nhan",
        "chua_so_hoa",
        "da_giai_quyet",
        "co_ket_qua",
        "ty_le_ket_qua",
        "chua_ket_qua",
    ];
    let mut text = String::from("  so-hoa:\n    dong:\n");
    let mut sums = [0i64; 4];
    for (i, cells) in table("tuan-giao-bieu-03.tsv").iter().enumerate() {
        let read = |c: usize| cells[c].parse::<i64>().unwrap();
        let values = match others {
            None => [read(2), read(3), read(6), read(7)],
            Some(chance) => {
                let (received, solved) = (chance.between(1, 400), chance.between(1, 400));
                [
                    received,
                    chance.between(0, received),
                    solved,
                    chance.between(0, solved),
                ]
            }
        };
        for (sum, value) in sums.iter_mut().zip(values) {
            *sum += value;
        }
        let both = [half(values[0], values[1]), half(values[2], values[3])].concat();
        let cells_: Vec<_> = codes.into_iter().zip(both).collect();
        text.push_str(&row("hoa", &i.to_string(), &right(&cells[1]), &cells_));
    }
    let both = [half(sums[0], sums[1]), half(sums[2], sums[3])].concat();
    text + &total("hoa", &codes.into_iter().zip(both).collect::<Vec<_>>())
}

fn tien_lu(mut others: Others) -> String {
    let others = &mut others;
    let head = rest("tien-lu-2024-08", &["bieu", "da_xem"]);
    let head = head.replace(
        "don_vi_chung_thuc: 16\n  tong_don_vi: 16",
        "don_vi_chung_thuc: 15",
    );
    let head = dated(head, "ngay", "2024-09");
    let csv = fs::read_to_string(repository("examples/tien-lu-2024-08/phu-luc.csv")).unwrap();
    let mut rows = String::from("bieu:\n  xep-hang-don-vi:\n    dong:\n");
    let mut named = Vec::new();
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let told = ["Cương Chính", "Thiện Phiến"]
            .into_iter()
            .find(|name| cells[0].ends_with(name));
        let score = match others {
            None => dec(cells[1]),
            Some(chance) => Decimal::new(chance.between(4_000, 9_999), 2),
        };
        let progress = match (&mut *others, told) {
            (None, _) => dec(cells[3]),
            (Some(chance), Some(_)) => Decimal::new(chance.between(5_001, 9_499), 2),
            (Some(chance), None) => Decimal::new(chance.between(9_501, 9_999), 2),
        };
        let shown = match told {
            Some(name) => {
                named.push(format!(
                    "⟪tien_do|{name}⟫: ⟦tien_do|{}|{}⟧%",
                    half_unit(progress),
                    plain(progress)
                ));
                figure("tien_do", half_unit(progress), progress)
            }
            None => format!("\"{}\"", plain(progress)),
        };
        rows.push_str(&format!(
            "      - {{don_vi: {}, diem: \"{}\", thay_doi: \"{}\", tien_do: {shown}}}\n",
            cells[0],
            plain(score),
            if others.is_some() { "0,10" } else { cells[2] },
        ));
    }
    let claim = format!(
        "  yeu_cau:\n    - \"Tiến độ giải quyết hồ sơ còn thấp: {}.\"\n",
        named.join(", ")
    );
    assert!(head.contains("  yeu_cau:\n"));
    head.replacen("  yeu_cau:\n", &claim, 1) + &rows
}
