//! Units whose files take their names together: they are written under temporary names by many
//! workers, brought to the disk by the group, and only then take their names; the journal is
//! written last. So a name never stands for half a file, whenever the machine stops, and a group
//! costs one wait for the disk where each file would cost its own.

use super::folder::{Folder, Over, Ready};
use super::journal::{Journal, Record};
use crate::fault::{Fault, Faults};

/// How many units are brought to the disk together.
const GROUP: usize = 64;

/// A unit's files, ready to take their names.
pub struct Batch<T> {
    /// The path of the unit's files.
    pub unit: String,
    /// What they were made from; its files are those below.
    pub record: Record,
    /// The files.
    pub files: Vec<Ready>,
    /// What else belongs to the unit.
    pub about: T,
}

/// A unit whose files are safely there, or why they are not.
pub type Stored<T> = (T, Result<Record, Fault>);

/// Units whose files wait to be brought to the disk together.
pub struct Group<'f, T> {
    folder: &'f Folder,
    waiting: Vec<Batch<T>>,
}

impl<'f, T> Group<'f, T> {
    /// A group without units.
    pub fn new(folder: &'f Folder) -> Self {
        Self {
            folder,
            waiting: Vec::new(),
        }
    }

    /// One more unit; tells whether there are now enough to be stored.
    pub fn add(&mut self, unit: Batch<T>) -> bool {
        self.waiting.push(unit);
        self.waiting.len() >= GROUP
    }

    /// Whether storing it changes any file.
    pub fn is_new(&self) -> bool {
        let mut files = self.waiting.iter().flat_map(|unit| &unit.files);
        files.any(|ready| ready.temporary.is_some())
    }

    /// Stores all that wait.
    ///
    /// # Errors
    /// If nothing more can be written: the disk is full, or gone.
    pub fn store(&mut self, journal: &mut Journal) -> Result<Vec<Stored<T>>, Faults> {
        let waiting = std::mem::take(&mut self.waiting);
        self.folder
            .sync(waiting.iter().flat_map(|unit| &unit.files))?;
        let (mut stored, mut records) = (Vec::new(), Vec::new());
        for unit in waiting {
            let named = self.name(&unit.files)?;
            let record = Record {
                files: unit.files.into_iter().map(|ready| ready.file).collect(),
                ..unit.record
            };
            if named.is_ok() {
                records.push((unit.unit, record.clone()));
            }
            stored.push((unit.about, named.map(|()| record)));
        }
        journal.add(&records)?;
        Ok(stored)
    }

    /// Names all files of a unit, or none if one of them is open elsewhere. A fault of these
    /// files is the unit's; one that all files would have ends the run.
    fn name(&self, files: &[Ready]) -> Result<Result<(), Fault>, Faults> {
        for Ready { file, .. } in files.iter().filter(|ready| ready.temporary.is_some()) {
            if let Err(fault) = self.folder.refuse_open(file) {
                return Ok(Err(fault));
            }
        }
        match self.folder.name(files, Over::Files) {
            Ok(()) => Ok(Ok(())),
            Err(unnamed) if unnamed.all => Err(unnamed.fault.into()),
            Err(unnamed) => Ok(Err(unnamed.fault)),
        }
    }
}
