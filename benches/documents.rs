//! How long a document takes: the notice of Lam Vỹ with its appendix, as DOCX, as PDF (tagged and
//! archival), and from its read hồ sơ to both files on disk. One thread, and the time that it was
//! at work: waiting for others or for the disk does not count.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on should stop"
)]

use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vanthu::dossier::Dossier;
use vanthu::font::Fonts;
use vanthu::nd30::{Decree, Profile, typeset};
use vanthu::render::{Output, Renderer};
use vanthu::shelf::Session;
use vanthu::{docx, output, pdf};

/// How long this thread was at work for so many rounds.
fn at_work<T>(rounds: u64, mut round: impl FnMut() -> T) -> Duration {
    let clock = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::new(
            time.tv_sec.try_into().unwrap(),
            time.tv_nsec.try_into().unwrap(),
        )
    };
    let start = clock();
    for _ in 0..rounds {
        std::hint::black_box(round());
    }
    clock() - start
}

fn documents(c: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/lam-vy-2024-02");
    let dossier = Dossier::read(&folder, &Session::disk()).unwrap();
    let decree = Decree::nd30().unwrap();
    let profile = Profile::default();
    let fonts = Fonts::embedded().unwrap();
    let document = dossier.templates[0].compose(&dossier.inputs).unwrap();
    let boxes = typeset(&document, decree, &profile, &fonts);
    let writer = pdf::Writer::new(&fonts).unwrap();
    let renderer = Renderer::new(&fonts).unwrap();
    let out = tempfile::tempdir().unwrap();

    let mut group = c.benchmark_group("documents");
    group.throughput(Throughput::Elements(1));
    group.bench_function("typeset", |b| {
        b.iter_custom(|rounds| {
            at_work(rounds, || {
                let document = dossier.templates[0].compose(&dossier.inputs).unwrap();
                typeset(&document, decree, &profile, &fonts)
            })
        });
    });
    group.bench_function("docx", |b| {
        b.iter_custom(|rounds| at_work(rounds, || docx::write(&boxes).unwrap()));
    });
    group.bench_function("pdf", |b| {
        b.iter_custom(|rounds| at_work(rounds, || writer.write(&boxes).unwrap()));
    });
    group.bench_function("hồ sơ to both on disk", |b| {
        let both = [Output::Docx, Output::Pdf];
        b.iter_custom(|rounds| {
            at_work(rounds, || {
                let dossier = Dossier::read(&folder, &Session::disk()).unwrap();
                let rendered = renderer.render(&dossier, &both, &[]).unwrap();
                output::write_all(out.path(), &rendered.files).unwrap();
            })
        });
    });
    group.bench_function("what a run makes ready once", |b| {
        b.iter_custom(|rounds| {
            at_work(rounds, || {
                let fonts = Fonts::embedded().unwrap();
                pdf::Writer::new(&fonts).map(|_| ()).unwrap();
            })
        });
    });
    group.finish();
}

criterion_group!(benches, documents);
criterion_main!(benches);
