//! The file of a hồ sơ: where it is, which keys it may hold, what its keys name.

use std::path::{Path, PathBuf};

use super::keys::DOSSIER;
use crate::fault::{Fault, Faults, Kind};
use crate::files;
use crate::form::{self, Fields, Node, Sourced};

/// The name of the file in a hồ sơ's folder.
pub const FILE: &str = "ho-so.yaml";

/// Folders of the user's own files, which win over the shipped ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folders {
    /// Of frameworks.
    pub frameworks: Option<PathBuf>,
    /// Of templates and of the definitions of sheets.
    pub templates: Option<PathBuf>,
}

impl Folders {
    /// The file of a template or of the definition of a sheet in the user's own folder: how the
    /// user would name it, and its text; none if it is not there.
    pub fn file(
        &self,
        asked: &Sourced<String>,
        ending: &str,
    ) -> Option<Result<(String, String), Fault>> {
        let folder = self.templates.as_ref()?;
        let value = match asked.value.strip_suffix(&format!(".{ending}")) {
            Some(_) => asked.value.clone(),
            None => format!("{}.{ending}", asked.value),
        };
        if !folder.join(&value).is_file() {
            return None;
        }
        let place = asked.place.clone();
        Some(beside("mẫu", &Sourced { value, place }, folder))
    }
}

/// Where what a hồ sơ names is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    /// The folder of the hồ sơ.
    pub folder: PathBuf,
    /// The user's own folders.
    pub own: Folders,
}

/// A hồ sơ's file, read.
pub struct Form {
    /// What it holds.
    pub root: Node,
    /// Where what it names is looked for.
    pub shelf: Shelf,
}

impl Form {
    /// Reads the file that the user named, or the one in the folder that he named.
    ///
    /// # Errors
    /// If there is none, or it is not YAML.
    pub fn read(path: &Path, own: &Folders) -> Result<Self, Faults> {
        Self::named(FILE, path, own)
    }

    /// Reads a file of keys, of this name if the user named its folder.
    ///
    /// # Errors
    /// If there is none, or it is not YAML.
    pub fn named(name: &str, path: &Path, own: &Folders) -> Result<Self, Faults> {
        let file = if path.is_dir() {
            path.join(name)
        } else {
            path.to_owned()
        };
        let text = files::read(&file).map_err(|fault| {
            if !fault.expected.is_empty() {
                return fault;
            }
            fault
                .expected(format!("một thư mục có tệp {name}"))
                .remedy("kiểm tra đường dẫn; dùng dấu \"…\" nếu tên thư mục có dấu cách")
        })?;
        let folder = match file.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        Ok(Self {
            root: form::parse(&file.display().to_string(), &text)?,
            shelf: Shelf {
                folder,
                own: own.clone(),
            },
        })
    }

    /// The fields of the hồ sơ.
    pub fn fields(&self, faults: &mut Faults) -> Option<Fields<'_>> {
        Fields::of(&self.root, &DOSSIER, faults)
    }
}

/// What a key names, looked up.
pub fn named<T>(
    fields: &Fields,
    key: &str,
    faults: &mut Faults,
    find: impl FnOnce(&Sourced<String>) -> Result<T, Faults>,
) -> Option<T> {
    let asked: Sourced<String> = fields.required(key, faults)?;
    find(&asked).map_err(|found| faults.extend(found)).ok()
}

/// A file that a hồ sơ names: how the user would name it, and its text.
pub fn beside(
    what: &str,
    asked: &Sourced<String>,
    folder: &Path,
) -> Result<(String, String), Fault> {
    let path = folder.join(&asked.value);
    let text = files::read(&path).map_err(|fault| {
        let found = format!("{what} “{}”: {}", asked.value, fault.found);
        Fault::new(fault.kind, asked.place.clone(), found)
            .expected(format!(
                "tên một {what} có sẵn, hoặc một tệp đặt cạnh hồ sơ"
            ))
            .remedy("kiểm tra tên tệp")
    })?;
    Ok((path.display().to_string(), text))
}

/// A fault of a value that a key names.
pub fn wrong(asked: &Sourced<impl Sized>, found: String) -> Fault {
    Fault::new(Kind::WrongValue, asked.place.clone(), found)
}
