//! The archives of a lô: the files of each province in one ZIP, streamed from the output folder.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::report::{UnitReport, Written};
use super::store::Folder;
use crate::fault::Faults;
use crate::output::{self, unwritable};
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
            let temporary = folder.temporary();
            let packed = pack(&temporary, &files, folder);
            let (sha256, bytes) = packed
                .and_then(|()| output::digest(&temporary))
                .map_err(|error| unwritable(&temporary, error.kind()))?;
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
fn pack(path: &Path, files: &[&Written], folder: &Folder) -> io::Result<()> {
    let mut archive = ZipWriter::new(BufWriter::new(File::create(path)?));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for file in files {
        archive.start_file(file.path.as_str(), options)?;
        io::copy(&mut File::open(folder.path(file))?, &mut archive)?;
    }
    archive.finish()?.flush()
}
