//! How long a document takes: the notice of Lam Vỹ with its appendix, as DOCX, as PDF (tagged and
//! archival), and from its read hồ sơ to both files on disk. One thread.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on should stop"
)]

use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vanthu::font::Fonts;
use vanthu::job::{Dossier, Output, Press};
use vanthu::nd30::{Decree, typeset};
use vanthu::{docx, pdf};

fn documents(c: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/lam-vy-2024-02");
    let dossier = Dossier::read(&folder, None).unwrap();
    let decree = Decree::nd30().unwrap();
    let fonts = Fonts::embedded().unwrap();
    let document = dossier.template.compose(&dossier.inputs).unwrap();
    let boxes = typeset(&document, &decree, &fonts);
    let writer = pdf::Writer::new(&fonts).unwrap();
    let press = Press::new(&fonts).unwrap();
    let out = tempfile::tempdir().unwrap();

    let mut group = c.benchmark_group("documents");
    group.throughput(Throughput::Elements(1));
    group.bench_function("typeset", |b| {
        b.iter(|| {
            let document = dossier.template.compose(&dossier.inputs).unwrap();
            typeset(&document, &decree, &fonts)
        });
    });
    group.bench_function("docx", |b| b.iter(|| docx::write(&boxes).unwrap()));
    group.bench_function("pdf", |b| b.iter(|| writer.write(&boxes).unwrap()));
    group.bench_function("hồ sơ to both on disk", |b| {
        b.iter(|| {
            let dossier = Dossier::read(&folder, None).unwrap();
            let both = [Output::Docx, Output::Pdf];
            press.render(&dossier, out.path(), &both).unwrap()
        });
    });
    group.bench_function("what a run makes ready once", |b| {
        b.iter(|| {
            let fonts = Fonts::embedded().unwrap();
            pdf::Writer::new(&fonts).map(|_| ()).unwrap();
        });
    });
    group.finish();
}

criterion_group!(benches, documents);
criterion_main!(benches);
