//! The archives of a lô: the files of each province in one ZIP, streamed from the output folder.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::report::UnitReport;
use crate::fault::Faults;
use crate::output::{self, Folder, Written, unwritable};
use crate::vn::period::Period;
use crate::vn::slug::slug;

/// Writes the archives: one for each province, or one if the lô has none.
///
/// # Errors
/// If one cannot be written.
pub fn write(
    units: &[UnitReport],
    period: Period,
    folder: &Folder,
) -> Result<Vec<Written>, Faults> {
    let mut provinces: BTreeMap<String, Vec<&Written>> = BTreeMap::new();
    for unit in units.iter().filter(|unit| !unit.files.is_empty()) {
        let name = match unit.province.as_str() {
            "" => format!("{period}.zip"),
            province => format!("{period}-{}.zip", slug(province)),
        };
        provinces.entry(name).or_default().extend(&unit.files);
    }
    provinces
        .into_iter()
        .map(|(name, mut files)| {
            files.sort_by(|a, b| a.path.cmp(&b.path));
            let packed = pack(&files, folder);
            let packed = packed.and_then(|packed| Ok((output::digest(&packed)?, packed)));
            let ((sha256, bytes), temporary) =
                packed.map_err(|error| unwritable(&folder.file(&name), error.kind()))?;
            let written = Written {
                path: name,
                sha256,
                bytes,
            };
            let there = folder.holds(&written);
            folder.take((written, (!there).then_some(temporary)))
        })
        .collect()
}

/// Documents are compressed already: they are stored as they are. No clock: the times are those
/// that the format gives to files without one.
fn pack(files: &[&Written], folder: &Folder) -> io::Result<PathBuf> {
    let (file, path) = folder.create()?;
    let mut archive = ZipWriter::new(BufWriter::new(file));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for file in files {
        archive.start_file(file.path.as_str(), options)?;
        let opened = folder.open_file(file);
        io::copy(&mut opened.map_err(|_| ErrorKind::NotFound)?, &mut archive)?;
    }
    archive.finish()?.flush()?;
    Ok(path)
}
