//! How long scoring and ranking take: the nation's 3,321 communes and 100,000 units, each with
//! the indicators of QĐ 766 of 2026 computed from counts.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on should stop"
)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rust_decimal::Decimal;
use vanthu::fault::{Faults, Place};
use vanthu::form::Sourced;
use vanthu::framework::{Framework, Version};
use vanthu::score::{Entered, Scores, ranks};
use vanthu::vn::entry::Entry;
use vanthu::vn::period::Period;

/// Counts that are the whole of their ratios.
const WHOLES: [&str; 4] = ["ho_so", "tthc", "tthc_cong_bo", "pakn"];
/// Counts that are a part of another that is not one of the wholes.
const PARTS: [&str; 8] = [
    "tthc_thanh_toan",
    "ho_so_thanh_toan",
    "tthc_phi_tren_cong",
    "tthc_co_ho_so",
    "ho_so_dong_bo",
    "tthc_cong_khai_dung_han",
    "tthc_cong_khai_day_du",
    "xa_chung_thuc",
];

/// Counts of a unit; each below the one that it is a part of.
fn unit(number: usize, version: &Version) -> Entered {
    let mut entered = Entered::default();
    let place = Place::file("bench");
    for (i, figure) in version.figures.iter().enumerate() {
        let count = if WHOLES.contains(&figure.id.as_ref()) {
            2000
        } else if PARTS.contains(&figure.id.as_ref()) {
            1
        } else {
            10 + (number * 31 + i * 17) % 90
        };
        let value = Sourced {
            value: Entry::Number(Decimal::from(count)),
            place: place.clone(),
        };
        entered.set_figure(figure, Some(value));
    }
    entered
}

fn score(units: &[Entered], framework: &Framework, version: &Version) -> Vec<Option<usize>> {
    let mut faults = Faults::none();
    let converted: Vec<Option<Decimal>> = units
        .iter()
        .map(|entered| {
            Scores::of("x", entered, framework, version, &mut faults)
                .unwrap()
                .converted()
        })
        .collect();
    ranks(&converted, framework.ties)
}

fn scoring(c: &mut Criterion) {
    let text = include_str!("../frameworks/qd766.yaml");
    let framework = Framework::parse("qd766", text).unwrap();
    let version = framework.version(Period::new(2026, 10).unwrap()).unwrap();
    let mut group = c.benchmark_group("score and rank");
    group.sample_size(10);
    for count in [3_321, 100_000] {
        let units: Vec<Entered> = (0..count).map(|number| unit(number, version)).collect();
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::from_parameter(count), &units, |b, units| {
            b.iter(|| score(units, &framework, version));
        });
    }
    group.finish();
}

criterion_group!(benches, scoring);
criterion_main!(benches);
