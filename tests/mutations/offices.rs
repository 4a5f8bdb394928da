//! Clean hồ sơ of the other kinds: a ranking of communes, a province's report with a table for each
//! indicator, the form II.06a; marked as those of [`super::dossiers`].

use std::fs;

use rust_decimal::Decimal;

use crate::common::repository;
use crate::dossiers::{AXES, Others, axes, dated, dec, figure, points, rest, tolerance};

pub const OFFICES: [fn(Others) -> String; 3] = [ranking, province, form];

/// The units of an example's table, with their points and total, in place.
fn units(example: &str, rates: bool, others: &mut Others) -> String {
    let csv = fs::read_to_string(repository(&format!("examples/{example}/bang-diem.csv"))).unwrap();
    let mut text = String::from("don_vi:\n");
    for (i, line) in csv.lines().skip(1).enumerate() {
        let cells: Vec<&str> = line.split(';').collect();
        let region = format!("don_vi{i}");
        let each = cells[1..7].iter().zip(AXES);
        let values: Vec<Decimal> = each
            .map(|(value, (_, most))| points(value, most, others))
            .collect();
        let total = match others {
            None => dec(cells[7]),
            Some(_) => values.iter().sum(),
        };
        let within = tolerance(&values, total);
        let axes = AXES.iter().zip(&values);
        let axes =
            axes.map(|((axis, _), value)| format!("{axis}: {}", figure(&region, within, *value)));
        let axes: Vec<String> = axes.collect();
        let rates = match rates {
            true => format!(
                ", ty_le: {{\"1.2\": \"{}\", \"4.1\": \"{}\"}}",
                cells[9], cells[10]
            ),
            false => String::new(),
        };
        // Only communes are in the catalogue.
        let is_commune = ["Xã ", "Phường "]
            .iter()
            .any(|sort| cells[0].starts_with(sort));
        let name = match is_commune {
            true => format!("⟪{region}|{}⟫", cells[0]),
            false => cells[0].to_owned(),
        };
        text.push_str(&format!(
            "  - {{ten: \"{name}\", diem: {{{}, tong: {}}}{rates}}}\n",
            axes.join(", "),
            figure(&region, within, total)
        ));
    }
    text
}

fn ranking(mut others: Others) -> String {
    let head = dated(
        rest("hue-xep-hang-2026-10", &["bang_diem"]),
        "ngay",
        "06/11/2026",
    );
    head + &units("hue-xep-hang-2026-10", false, &mut others)
}

fn province(mut others: Others) -> String {
    let others = &mut others;
    let example = "hue-bao-cao-quy-iii-2026";
    let head = dated(rest(example, &["bang_diem", "diem"]), "ngay", "08/10/2026");
    // Rates say what the points of the province come to: those stay as they are.
    let now = ["16,89", "19,68", "9,77", "9,08", "17,87", "20,59"];
    let own = axes(now, None, Some("93,88"), &mut None);
    let own = own.replace("⟦diem|", "⟦tinh|");
    head + &own + &units(example, true, others)
}

const CODES: [&str; 11] = [
    "tiep_nhan",
    "truc_tuyen",
    "truc_tiep",
    "ky_truoc",
    "giai_quyet",
    "truoc_han",
    "dung_han",
    "qua_han",
    "dang",
    "dang_trong_han",
    "dang_qua_han",
];

/// A row's counts, by [`CODES`], from those that are entered.
fn counts(entered: [i64; 8]) -> [i64; 11] {
    let [online, direct, before, early, due, late, open, overdue] = entered;
    let (received, solved, left) = (online + direct + before, early + due + late, open + overdue);
    [
        received, online, direct, before, solved, early, due, late, left, open, overdue,
    ]
}

/// Counts of a field, of which what came in is what was solved and what is left.
fn field(real: [i64; 8], others: &mut Others) -> [i64; 11] {
    let Some(chance) = others else {
        return counts(real);
    };
    let (online, direct, before) = (
        chance.between(1, 500),
        chance.between(1, 500),
        chance.between(0, 50),
    );
    let all = online + direct + before;
    let solved = chance.between(1, all);
    let early = chance.between(0, solved);
    let due = chance.between(0, solved - early);
    let open = chance.between(0, all - solved);
    counts([
        online,
        direct,
        before,
        early,
        due,
        solved - early - due,
        open,
        all - solved - open,
    ])
}

fn cells(region: &str, values: &[i64; 11]) -> String {
    let each = CODES.iter().zip(values);
    let each = each.map(|(code, value)| {
        format!(
            "{code}: {}",
            figure(region, Decimal::ZERO, Decimal::from(*value))
        )
    });
    each.collect::<Vec<_>>().join(", ")
}

fn form(mut others: Others) -> String {
    let others = &mut others;
    let head = rest(
        "lap-vo-kiem-soat-quy-iii-2026",
        &["bieu", "diem", "so_dem", "thong_tin"],
    );
    let head = dated(head, "ngay", "08/10/2026");
    let now = ["17,41", "19,90", "8,92", "8,35", "17,66", "17,87"];
    let mut text = head + &axes(now, None, Some("90,11"), others);
    text.push_str("thong_tin:\n  ton_tai: [Việc xác minh tại thực địa còn chậm.]\n");
    text.push_str("  nhiem_vu: [Hướng dẫn người dân nộp hồ sơ trực tuyến.]\n");
    text.push_str("bieu:\n  bieu-ii-06a:\n    dong:\n");
    let mut sums = [0; 11];
    for (name, real) in [
        ("Hộ tịch", [388, 46, 5, 402, 31, 0, 6, 0]),
        ("Chứng thực", [127, 1104, 0, 0, 1231, 0, 0, 0]),
        ("Đất đai", [203, 118, 41, 174, 132, 7, 48, 1]),
        ("Bảo trợ xã hội", [96, 57, 12, 88, 64, 2, 11, 0]),
        ("Hoạt động xây dựng", [31, 12, 6, 22, 19, 0, 8, 0]),
    ] {
        let values = field(real, others);
        sums.iter_mut()
            .zip(values)
            .for_each(|(sum, value)| *sum += value);
        let region = format!("bieu {name}");
        let region = format!("{region},bieu tong");
        let row = cells(&region, &values);
        text.push_str(&format!("      - {{linh_vuc: {name}, {row}}} #⊟{region}\n"));
    }
    let synchronised = sums[1] + sums[2];
    text.push_str(&format!("    tong: {{{}}}\n", cells("bieu tong", &sums)));
    text + &format!(
        "so_dem: {{ho_so_phai_dong_bo: {synchronised}, ho_so_dong_bo: {synchronised}}}\n"
    )
}
