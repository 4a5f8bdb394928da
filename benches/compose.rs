//! How long a document takes from its figures to its boxes: the notice of a commune, and the
//! report of a district with three sheets of nineteen units. Templates are read before.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark that cannot go on should stop"
)]

use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use vanthu::dossier::Dossier;
use vanthu::font::Fonts;
use vanthu::nd30::{Decree, Profile, typeset};
use vanthu::shelf::Session;

fn documents(criterion: &mut Criterion) {
    let decree = Decree::nd30().unwrap();
    let fonts = Fonts::embedded().unwrap();
    for (name, folder) in [
        ("notice", "examples/lam-vy-2024-02"),
        ("report with sheets", "examples/tuan-giao-2023-09"),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let dossier = Dossier::read(&path, &Session::disk()).unwrap();
        let template = &dossier.templates[0];
        let mut group = criterion.benchmark_group(name);
        group.bench_function("compose", |bencher| {
            bencher.iter(|| template.compose(&dossier.inputs).unwrap());
        });
        group.bench_function("compose and typeset", |bencher| {
            bencher.iter(|| {
                let document = template.compose(&dossier.inputs).unwrap();
                typeset(&document, decree, &Profile::default(), &fonts)
            });
        });
        group.bench_function("read", |bencher| {
            bencher.iter(|| Dossier::read(&path, &Session::disk()).unwrap());
        });
        group.finish();
    }
}

criterion_group!(benches, documents);
criterion_main!(benches);
