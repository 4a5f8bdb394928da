//! What all readings of a run share: its files, the tables among them, the user's own folders.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::fault::{Fault, Faults, Kind};
use crate::files::{Cache, Disk, Files};
use crate::form::Sourced;
use crate::table::Tables;

/// The user's own folders and files, which win over the shipped ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folders {
    /// Of frameworks.
    pub frameworks: Option<PathBuf>,
    /// Of templates and of the definitions of sheets.
    pub templates: Option<PathBuf>,
    /// The file of checks for all hồ sơ, in the place of those beside them.
    pub checks: Option<PathBuf>,
}

/// A run: it reads each file once and opens each table once, from wherever its files are. Copies
/// of a session are the same run.
///
/// ```
/// use vanthu::files::Memory;
/// use vanthu::shelf::Session;
///
/// let session = Session::new(Memory::from([("ho-so.yaml", "ky: 2023-09")]));
/// assert!(session.files().sources().is_empty(), "nothing is read yet");
/// ```
#[derive(Debug, Clone)]
pub struct Session {
    tables: Arc<Tables>,
    own: Arc<Folders>,
}

impl Session {
    /// A run over these files.
    pub fn new(files: impl Files + 'static) -> Self {
        Self {
            tables: Arc::new(Tables::new(Cache::new(files))),
            own: Arc::default(),
        }
    }

    /// A run over the files of the disk.
    pub fn disk() -> Self {
        Self::new(Disk)
    }

    /// A new run over files of which one has changed since: it need not open again the tables
    /// that are in others. For whoever shows a hồ sơ while it is written.
    #[must_use]
    pub fn after_change(&self, files: impl Files + 'static, changed: &Path) -> Self {
        let tables = self.tables.after_change(Cache::new(files), changed);
        Self {
            tables: Arc::new(tables),
            own: Arc::clone(&self.own),
        }
    }

    /// The same run with the user's own folders.
    #[must_use]
    pub fn with(self, own: Folders) -> Self {
        let own = Arc::new(own);
        Self { own, ..self }
    }

    /// The same run, if the user's own folders are there: from one that is not, nothing would be
    /// taken in silence.
    ///
    /// # Errors
    /// Which cannot be looked into.
    pub fn looked(self) -> Result<Self, Faults> {
        let mut faults = Faults::none();
        let Folders {
            frameworks,
            templates,
            ..
        } = &*self.own;
        for folder in [frameworks, templates].into_iter().flatten() {
            faults.absorb(super::list(folder, &self));
        }
        faults.or(Some(self))
    }

    /// Its files; those that were read so far, with their digests, are [`Cache::sources`].
    pub fn files(&self) -> &Cache {
        self.tables.files()
    }

    /// Its tables.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The user's own folders.
    pub fn own(&self) -> &Folders {
        &self.own
    }

    /// The file of a template or of the definition of a sheet in the user's own folder: how the
    /// user would name it, and its text; none if it is not there.
    pub(super) fn own_file(
        &self,
        asked: &Sourced<String>,
        ending: &str,
    ) -> Option<Result<(String, String), Fault>> {
        let folder = self.own.templates.as_ref()?;
        let value = match asked.value.strip_suffix(&format!(".{ending}")) {
            Some(_) => asked.value.clone(),
            None => format!("{}.{ending}", asked.value),
        };
        if !self.files().has(&folder.join(&value)) {
            return None;
        }
        let place = asked.place.clone();
        Some(beside("mẫu", &Sourced { value, place }, folder, self))
    }
}

/// A file that a hồ sơ names: how the user would name it, and its text.
pub fn beside(
    what: &str,
    asked: &Sourced<String>,
    folder: &Path,
    session: &Session,
) -> Result<(String, String), Fault> {
    let path = folder.join(&asked.value);
    let text = session.files().text(&path).map_err(|fault| {
        if fault.kind == Kind::Bound {
            return fault;
        }
        let found = format!("{what} “{}”: {}", asked.value, fault.found);
        Fault::new(fault.kind, asked.place.clone(), found)
            .expected(format!(
                "tên một {what} có sẵn, hoặc một tệp đặt cạnh hồ sơ"
            ))
            .remedy("kiểm tra tên tệp")
    })?;
    Ok((path.display().to_string(), text))
}
