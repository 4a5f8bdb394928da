//! Unpacking an XLSX package before it is read: is it one, is it whole, and does it stay small
//! when it is unpacked? A hundred kilobytes of ZIP can unpack to a hundred megabytes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::{Damaged, Xml, attribute};
use crate::bounds::{TABLE_PARTS, TABLE_UNPACKED};
use crate::fault::{Fault, Kind, Place};

/// The parts of a package, inflated once, here, where limits of memory and time hold. Those that
/// are no XML, such as pictures, are left out.
///
/// # Errors
/// If it cannot be unpacked within the limits, or is no workbook.
pub fn unpacked(file: &Place, bytes: &[u8]) -> Result<Parts, Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken(file))?;
    TABLE_PARTS.hold(archive.len(), file)?;
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
pub fn plain(name: &str) -> String {
    name.to_lowercase().replace('\\', "/")
}

/// Declared sizes first, because that is quick.
fn check_declared(file: &Place, archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Fault> {
    let mut declared: u64 = 0;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| broken(file))?;
        declared = declared.saturating_add(part.size());
    }
    match declared > TABLE_UNPACKED.bytes() {
        true => Err(TABLE_UNPACKED.passed(None, file)),
        false => Ok(()),
    }
}

/// Then the true sizes, because a declared one may lie.
fn unpack(file: &Place, archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Parts, Fault> {
    let mut parts = BTreeMap::new();
    let mut left = TABLE_UNPACKED.bytes();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| broken(file))?;
        let name = plain(&part.name().map_err(|_| broken(file))?);
        let kept = name.ends_with(".xml") || name.ends_with(".rels");
        let mut limited = part.by_ref().take(left.saturating_add(1));
        let mut bytes = Vec::new();
        let size = match kept {
            true => limited.read_to_end(&mut bytes).map(|_| bytes.len() as u64),
            false => std::io::copy(&mut limited, &mut std::io::sink()),
        };
        let size = size.map_err(|_| broken(file))?;
        left = left
            .checked_sub(size)
            .ok_or_else(|| TABLE_UNPACKED.passed(None, file))?;
        if kept {
            parts.insert(name, bytes);
        }
    }
    Ok(Parts(parts))
}

/// The parts of a workbook that are XML, unpacked.
pub struct Parts(BTreeMap<String, Vec<u8>>);

/// What a part says of another.
pub struct Relation {
    /// By which it is called.
    pub id: String,
    /// What the other is: the last word of its type, such as `worksheet`.
    pub kind: String,
    /// The other's name.
    pub part: String,
}

impl Parts {
    /// The text of a part; none if there is no such part.
    ///
    /// # Errors
    /// If it is not in UTF-8, as the parts of all office programs are.
    pub fn text(&self, name: &str) -> Result<Option<&str>, Damaged> {
        let Some(bytes) = self.0.get(name) else {
            return Ok(None);
        };
        let text = std::str::from_utf8(bytes).map_err(|_| Damaged)?;
        Ok(Some(text.trim_start_matches('\u{feff}')))
    }

    /// The texts of all parts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let texts = self.0.values().map(|bytes| std::str::from_utf8(bytes));
        texts.filter_map(Result::ok)
    }

    /// The parts that a part names; those of the package if its name is empty.
    ///
    /// # Errors
    /// If the list of them is damaged.
    pub fn relations(&self, of: &str) -> Result<Vec<Relation>, Damaged> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let list = resolved(folder, &format!("_rels/{name}.rels"));
        let Some(text) = self.text(&list)? else {
            return Ok(Vec::new());
        };
        let mut xml = Xml::new(text);
        let mut relations = Vec::new();
        while let Some(element) = xml.element()? {
            let get = |name| attribute(&element, name);
            if let (Some(id), Some(kind), Some(target)) = (get("Id"), get("Type"), get("Target")) {
                relations.push(Relation {
                    id,
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    part: resolved(folder, &plain(&target)),
                });
            }
        }
        Ok(relations)
    }
}

/// The name of a part that is named from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let (folder, target) = match target.strip_prefix('/') {
        Some(whole) => ("", whole),
        None => (folder, target),
    };
    let mut path: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(target.split('/')) {
        match step {
            "" | "." => (),
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
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

fn no_workbook(file: &Place) -> Fault {
    Fault::new(
        Kind::Syntax,
        file.clone(),
        "tệp nén này không phải là bảng tính .xlsx",
    )
    .expected("bảng tính Excel .xlsx, hoặc tệp .csv")
    .remedy("mở tệp bằng phần mềm đã tạo ra nó, Lưu thành (Save As) Excel Workbook (.xlsx)")
}
