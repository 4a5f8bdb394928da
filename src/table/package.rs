//! Unpacking an XLSX package before it is read: is it one, is it whole, and does it stay small
//! when it is unpacked? A hundred kilobytes of ZIP can unpack to a hundred megabytes.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::markup;
use crate::fault::{Fault, Kind, Place};
use crate::vn::number;

/// The most bytes that all parts together may unpack to.
const UNPACKED: u64 = 128 * 1024 * 1024;
/// The most parts.
const PARTS: usize = 10_000;

/// The package with its parts unpacked: inflated once, here, where limits of memory and time
/// hold; who reads it then only copies. Parts that are no XML, such as pictures, are left out.
///
/// # Errors
/// If it cannot be unpacked within the limits, or is no workbook.
pub fn unpacked(file: &Place, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
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
    check_declared(file, &mut archive)?;
    unpack(file, &mut archive)
}

/// A part's name, however it is written.
fn plain(name: &str) -> String {
    name.to_lowercase().replace('\\', "/")
}

/// Declared sizes first, because that is quick.
fn check_declared(file: &Place, archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Fault> {
    let mut declared: u64 = 0;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| broken(file))?;
        declared = declared.saturating_add(part.size());
    }
    match declared > UNPACKED {
        true => Err(too_large(file)),
        false => Ok(()),
    }
}

/// Then the true sizes, because a declared one may lie.
fn unpack(file: &Place, archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<u8>, Fault> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut unpacked = ZipWriter::new(Cursor::new(Vec::new()));
    let mut left = UNPACKED;
    let mut text = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| broken(file))?;
        let name = part.name().map_err(|_| broken(file))?.into_owned();
        let mut limited = part.by_ref().take(left.saturating_add(1));
        let known = plain(&name);
        if !(known.ends_with(".xml") || known.ends_with(".rels")) {
            let size = std::io::copy(&mut limited, &mut std::io::sink());
            let size = size.map_err(|_| broken(file))?;
            left = left.checked_sub(size).ok_or_else(|| too_large(file))?;
            continue;
        }
        text.clear();
        limited.read_to_end(&mut text).map_err(|_| broken(file))?;
        let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
        left = left.checked_sub(size).ok_or_else(|| too_large(file))?;
        if known.ends_with(".xml") && !markup::is_sound(&text) {
            return Err(broken(file));
        }
        if known.ends_with("sharedstrings.xml") {
            check_strings(file, &text)?;
        }
        let begun = unpacked.start_file(name.as_str(), stored);
        begun.map_err(|_| broken(file))?;
        unpacked.write_all(&text).map_err(|_| broken(file))?;
    }
    let unpacked = unpacked.finish().map_err(|_| broken(file))?;
    Ok(unpacked.into_inner())
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
