//! The program opened by a double click, without a word of what to do.

use std::fs;
use std::io::{BufRead, Write};
use std::path::Path;
use std::process::Command;

use super::say;

/// The page that does the work without a command line.
const PAGE: &str = "vanthu.html";

/// Says what the program is, opens the page that lies beside it, and waits until it was read: the
/// window that Windows opens for a program closes with it.
pub fn run(program: Option<&Path>, out: &mut dyn Write, read: &mut dyn BufRead) -> u8 {
    let page = program.and_then(|program| Some(program.parent()?.join(PAGE)));
    let page = page.filter(|page| fs::metadata(page).is_ok_and(|about| about.is_file()));
    let opened = page.as_deref().map(|page| (page, open(page)));
    say(out, &words(opened));
    // Whatever comes, or nothing, ends it.
    let _ = read.read_until(b'\n', &mut Vec::new());
    super::DONE
}

/// What is said, with the page that is there and whether it could be opened.
fn words(page: Option<(&Path, bool)>) -> String {
    let page = match page {
        Some((page, true)) => format!("Đang mở trang làm văn bản: {}", page.display()),
        Some((page, false)) => format!("Không mở được trình duyệt: hãy tự mở {}", page.display()),
        None => format!("Không thấy {PAGE} ở cạnh chương trình này: hãy chép nó vào cùng thư mục."),
    };
    format!(
        "vanthu {}: từ số liệu của tháng ra văn bản hành chính (Word và PDF) đúng Nghị định 30.\n\n\
         {page}\n\n\
         Mọi việc làm được trong trang ấy, không cần cài đặt, không cần mạng.\n\
         Ai quen dòng lệnh: mở cửa sổ lệnh ở thư mục này rồi gõ  vanthu --help\n\n\
         Bấm Enter để đóng cửa sổ này.\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// Opens a file as a double click does; tells whether that could be begun.
fn open(page: &Path) -> bool {
    // By its full path: a program of this name beside ours is not asked.
    let system = std::env::var_os("SystemRoot").unwrap_or_else(|| "C:\\Windows".into());
    let explorer = Path::new(&system).join("explorer.exe");
    Command::new(explorer).arg(page).spawn().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(folder: &Path) -> String {
        let mut out = Vec::new();
        let program = folder.join("vanthu.exe");
        let code = run(Some(&program), &mut out, &mut b"\n".as_slice());
        assert_eq!(code, super::super::DONE);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn it_says_what_it_is_and_where_the_page_is() {
        let folder = tempfile::tempdir().unwrap();
        assert!(told(folder.path()).contains("Không thấy vanthu.html"));
        fs::write(folder.path().join(PAGE), "").unwrap();
        let told = told(folder.path());
        assert!(told.contains(&*folder.path().to_string_lossy()), "{told}");
        assert!(told.contains("Nghị định 30") && told.contains("Enter"));
    }
}
