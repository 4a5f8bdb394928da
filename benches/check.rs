//! How long checking takes: the notices of the nation's 3,321 communes for one month, read from
//! their files and checked by two threads; and the checks of one document alone.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on should stop"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vanthu::dossier::Dossier;
use vanthu::render::Checker;
use vanthu::shelf::Session;

const COMMUNES: usize = 3_321;
const THREADS: usize = 2;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/lam-vy-2024-02/ho-so.yaml")
}

/// Checks all hồ sơ, in two shares; gives how many findings there are.
fn check(desk: &Checker, files: &[PathBuf]) -> usize {
    let one = |file: &PathBuf| {
        let dossier = Dossier::read(file, &Session::disk()).unwrap();
        desk.check(&dossier).unwrap().findings.len()
    };
    thread::scope(|scope| {
        let shares = files.chunks(files.len().div_ceil(THREADS));
        let running: Vec<_> = shares
            .map(|share| scope.spawn(move || share.iter().map(one).sum::<usize>()))
            .collect();
        running.into_iter().map(|share| share.join().unwrap()).sum()
    })
}

fn month(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(example()).unwrap();
    let files: Vec<PathBuf> = (0..COMMUNES)
        .map(|i| {
            let unit = folder.path().join(i.to_string());
            fs::create_dir(&unit).unwrap();
            let file = unit.join("ho-so.yaml");
            fs::write(&file, &text).unwrap();
            file
        })
        .collect();
    let desk = Checker::new(None).unwrap();
    let mut group = c.benchmark_group("check");
    group.sample_size(10);
    group.throughput(Throughput::Elements(COMMUNES as u64));
    group.bench_function("3321 hồ sơ", |b| b.iter(|| check(&desk, &files)));
    group.finish();
}

fn document(c: &mut Criterion) {
    let desk = Checker::new(None).unwrap();
    let dossier = Dossier::read(&example(), &Session::disk()).unwrap();
    c.bench_function("check/one document", |b| {
        b.iter(|| desk.check(&dossier).unwrap())
    });
}

criterion_group!(benches, document, month);
criterion_main!(benches);
