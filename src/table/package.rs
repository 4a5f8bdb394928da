//! Looking at an XLSX package before it is read: is it one, is it whole, and does it stay small
//! when it is unpacked? A hundred kilobytes of ZIP can unpack to a hundred megabytes.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::markup;
use crate::fault::{Fault, Kind, Place};
use crate::vn::number;

/// The most bytes that all parts together may unpack to.
const UNPACKED: u64 = 128 * 1024 * 1024;
/// The most parts.
const PARTS: usize = 10_000;

/// Makes sure that a package can be read in bounded time and memory.
///
/// # Errors
/// If it cannot, or is no workbook.
pub fn check(file: &Place, bytes: &[u8]) -> Result<(), Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken(file))?;
    if archive.len() > PARTS {
        return Err(too_large(file));
    }
    let names: Result<Vec<String>, _> = archive
        .file_names()
        .map(|name| name.map(|name| plain(&name)))
        .collect();
    let names = names.map_err(|_| broken(file))?;
    let binary = names.iter().any(|name| name.ends_with("xl/workbook.bin"));
    if binary || !names.iter().any(|name| name.starts_with("xl/")) {
        return Err(no_workbook(file));
    }
    check_sizes(file, &mut archive)
}

/// A part's name, however it is written.
fn plain(name: &str) -> String {
    name.to_lowercase().replace('\\', "/")
}

/// Declared sizes first, because that is quick; then the true ones, because a size may lie.
fn check_sizes(file: &Place, archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Fault> {
    let mut declared: u64 = 0;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| broken(file))?;
        declared = declared.saturating_add(part.size());
    }
    if declared > UNPACKED {
        return Err(too_large(file));
    }
    let mut left = UNPACKED;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| broken(file))?;
        let name = part.name().map_err(|_| broken(file))?;
        let name = plain(&name);
        let mut limited = part.by_ref().take(left.saturating_add(1));
        let size = if name.ends_with(".xml") {
            let mut text = Vec::new();
            limited.read_to_end(&mut text).map_err(|_| broken(file))?;
            if !markup::is_sound(&text) {
                return Err(broken(file));
            }
            if name.ends_with("sharedstrings.xml") {
                check_strings(file, &text)?;
            }
            u64::try_from(text.len()).unwrap_or(u64::MAX)
        } else {
            std::io::copy(&mut limited, &mut std::io::sink()).map_err(|_| broken(file))?
        };
        left = left.checked_sub(size).ok_or_else(|| too_large(file))?;
    }
    Ok(())
}

/// The list of texts says how many it holds, and the reader makes room for so many: the claim
/// must be possible. Each text takes more than one byte.
fn check_strings(file: &Place, text: &[u8]) -> Result<(), Fault> {
    const CLAIM: &[u8] = b"uniqueCount";
    let claims = text
        .windows(CLAIM.len())
        .enumerate()
        .filter(|(_, window)| *window == CLAIM)
        .filter_map(|(at, _)| text.get(at + CLAIM.len()..));
    for rest in claims {
        let digits = rest
            .iter()
            .skip_while(|byte| !byte.is_ascii_digit())
            .take_while(|byte| byte.is_ascii_digit());
        let claimed = digits.fold(0_usize, |sum, digit| {
            sum.saturating_mul(10)
                .saturating_add(usize::from(digit - b'0'))
        });
        if claimed > text.len() {
            return Err(broken(file));
        }
    }
    Ok(())
}

/// A fault for a file that is damaged.
pub fn broken(file: &Place) -> Fault {
    Fault::new(
        Kind::Syntax,
        file.clone(),
        "tệp Excel bị hỏng, hoặc tải về, chép về chưa hết",
    )
    .expected("tệp .xlsx mở được bằng Excel")
    .remedy("tải hoặc chép lại tệp; nếu Excel mở được thì Lưu thành (Save As) tệp .xlsx mới")
}

fn too_large(file: &Place) -> Fault {
    let megabytes = number::print((UNPACKED / 1024 / 1024).into());
    Fault::new(
        Kind::WrongValue,
        file.clone(),
        format!("tệp Excel giải nén ra quá {megabytes} MB"),
    )
    .expected("tệp chỉ có bảng số liệu")
    .remedy("bỏ ảnh và các trang không cần, hoặc chép riêng bảng sang tệp mới")
}

fn no_workbook(file: &Place) -> Fault {
    Fault::new(
        Kind::Syntax,
        file.clone(),
        "tệp nén này không phải là bảng tính .xlsx",
    )
    .expected("bảng tính Excel .xlsx, hoặc tệp .csv")
    .remedy("mở tệp bằng phần mềm đã tạo ra nó, Lưu thành (Save As) Excel Workbook (.xlsx)")
}
