//! What the targets share: several files written as one input, and a checker made once.

use std::path::Path;
use std::sync::LazyLock;

use vanthu::audit::Code;
use vanthu::dossier::Dossier;
use vanthu::fault::{Faults, Kind, Place};
use vanthu::files::Memory;
use vanthu::font::Fonts;
use vanthu::render::{Checker, Output, Renderer};
use vanthu::shelf::Session;
use vanthu::table::{Book, Columns};

/// Between two files of one input, on a line of its own.
const BETWEEN: &[u8] = b"\n%%%\n";

/// The parts of an input, as many as asked; what is not there is empty.
pub fn parts<const N: usize>(mut input: &[u8]) -> [&[u8]; N] {
    std::array::from_fn(|at| {
        let end = (at + 1 < N).then(|| find(input)).flatten();
        let part = &input[..end.unwrap_or(input.len())];
        input = end.map_or(&[], |end| &input[end + BETWEEN.len()..]);
        part
    })
}

fn find(input: &[u8]) -> Option<usize> {
    input.windows(BETWEEN.len()).position(|there| there == BETWEEN)
}

/// The files of a sound hồ sơ, of which a target takes others in their place.
pub fn sound() -> Memory {
    Memory::from([
        ("ho-so.yaml", include_str!("../../tests/kiem-tra/nen/tinh/ho-so.yaml")),
        ("ket-qua.yaml", include_str!("../../tests/kiem-tra/nen/tinh/ket-qua.yaml")),
        ("khung.yaml", include_str!("../../tests/kiem-tra/nen/tinh/khung.yaml")),
        ("le-phi.yaml", include_str!("../../tests/kiem-tra/nen/tinh/le-phi.yaml")),
        ("mau.md", include_str!("../../tests/kiem-tra/nen/tinh/mau.md")),
        ("so-hoa.csv", include_str!("../../tests/kiem-tra/nen/tinh/so-hoa.csv")),
        ("so-hoa.yaml", include_str!("../../tests/kiem-tra/nen/tinh/so-hoa.yaml")),
    ])
}

/// The shipped typeface.
pub fn fonts() -> &'static Fonts {
    static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::embedded().expect("shipped"));
    &FONTS
}

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(None).expect("shipped files"));

static RENDERER: LazyLock<Renderer> = LazyLock::new(|| Renderer::new(fonts()).expect("shipped"));

/// Reads and checks a hồ sơ among these files.
pub fn check(files: Memory) {
    let session = Session::new(files);
    let checked = Dossier::read(Path::new("ho-so.yaml"), &session)
        .and_then(|dossier| CHECKER.check(&dossier));
    sane(checked.err());
}

/// Renders a hồ sơ among these files, whatever its findings.
pub fn render(files: Memory) {
    let session = Session::new(files);
    let all: Vec<Code> = Code::all().collect();
    let rendered = Dossier::read(Path::new("ho-so.yaml"), &session)
        .and_then(|dossier| RENDERER.render(&dossier, &[Output::Docx, Output::Pdf], &all));
    sane(rendered.err());
}

/// No input is the program's own fault.
pub fn sane(faults: Option<Faults>) {
    for fault in faults.iter().flat_map(Faults::iter) {
        assert_ne!(fault.kind, Kind::Internal, "{fault}");
    }
}

/// Reads a table and finds its columns.
pub fn table(name: &str, bytes: &[u8]) {
    match Book::read(name, bytes, None) {
        Ok(book) => {
            let columns = Columns::of_file(name, &Place::file(name));
            let _ = columns.outline_of(&book);
            sane(columns.table_of(&book).err().map(Into::into));
        }
        Err(fault) => sane(Some(fault.into())),
    }
}
