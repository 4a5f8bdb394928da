//! What several test files need: the program run in this process.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its own part; a test that cannot go on should stop"
)]

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A path in the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs the program; gives its exit code and what it said to stdout and stderr, with the
/// leading folder's own path left out.
pub fn run(folder: &Path, arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = std::iter::once("vanthu").chain(arguments.iter().copied());
    let arguments = arguments.map(OsString::from);
    let code = vanthu::cli::run(false, arguments, &mut out, &mut err, &|_| ());
    let separator = std::path::MAIN_SEPARATOR;
    let root = folder.display().to_string();
    let root = format!("{}{separator}", root.trim_end_matches(separator));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&root, "");
    (code, text(out), text(err))
}

/// The words of a DOCX, a line for each paragraph.
pub fn docx_text(bytes: &[u8]) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    let mut part = package.by_name("word/document.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut xml).unwrap();
    let mut text = String::new();
    for piece in xml.replace("</w:p>", "<\n").split('<') {
        match piece.split_once('>') {
            Some((tag, words)) if tag == "w:t" || tag.starts_with("w:t ") => text.push_str(words),
            _ if piece.starts_with('\n') => text.push('\n'),
            _ => (),
        }
    }
    text
}

/// The six axes of the national portal.
pub const AXES: [&str; 6] = [
    "cong_khai_minh_bach",
    "tien_do",
    "dich_vu_cong_truc_tuyen",
    "thanh_toan_truc_tuyen",
    "muc_do_hai_long",
    "so_hoa",
];

/// What they are called.
pub const AXIS_NAMES: [&str; 6] = [
    "Công khai, minh bạch",
    "Tiến độ giải quyết",
    "Dịch vụ công trực tuyến",
    "Thanh toán trực tuyến",
    "Mức độ hài lòng",
    "Số hóa hồ sơ",
];

/// The rows of an export of the national portal.
pub fn export(book: &vanthu::table::Book) -> vanthu::table::Table {
    let columns = vanthu::table::Columns::of_file("cong.xlsx", book.place());
    let table = vanthu::table::portal::table(book, &columns);
    table.unwrap().unwrap()
}

/// Things that can be printed, one a line.
pub fn lines(things: &[impl std::fmt::Display]) -> String {
    let lines: Vec<String> = things.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
