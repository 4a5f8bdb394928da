//! Files that are shipped inside the program.

use std::sync::{Arc, OnceLock};

use super::Sourced;
use crate::fault::{Fault, Faults, Kind};

/// Declares the shipped files of one sort as `SHIPPED`: what is read of them, what each of them is
/// called, their folder beside `src/` and the end of their names, their names. It is called from a
/// file of a room.
macro_rules! shipped {
    ($of:ty, $what:literal, $folder:literal, $ending:literal, [$($name:literal),* $(,)?]) => {
        static SHIPPED: $crate::form::Shipped<$of, { [$($name),*].len() }> =
            $crate::form::Shipped::new($what, $folder, $ending, [$((
                $name,
                include_str!(concat!("../../", $folder, "/", $name, ".", $ending)),
            )),*]);
    };
}
pub(crate) use shipped;

/// The shipped files of one sort. Each is read when it is first asked for, and kept: a month's
/// hồ sơ all name the same few.
pub struct Shipped<T, const N: usize> {
    /// What each of them is called: `mẫu`.
    what: &'static str,
    /// Where they stand, and the end of their names: `templates`, `md`.
    folder: &'static str,
    ending: &'static str,
    /// Names and texts.
    files: [(&'static str, &'static str); N],
    read: [OnceLock<Arc<T>>; N],
}

impl<T, const N: usize> Shipped<T, N> {
    /// These files, by their names without ending.
    pub const fn new(
        what: &'static str,
        folder: &'static str,
        ending: &'static str,
        files: [(&'static str, &'static str); N],
    ) -> Self {
        Self {
            what,
            folder,
            ending,
            files,
            read: [const { OnceLock::new() }; N],
        }
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.files.iter().map(|(name, _)| *name)
    }

    /// The text of the one of this name.
    pub fn text(&self, name: &str) -> Option<&'static str> {
        let (_, text) = self.files.iter().find(|(known, _)| *known == name)?;
        Some(text)
    }

    /// The one of this name; `read` makes it of its file's name and text.
    ///
    /// # Errors
    /// If there is none, with the nearest name; what `read` finds wrong.
    pub fn get(
        &self,
        asked: &Sourced<String>,
        read: impl FnOnce(&str, &str) -> Result<T, Faults>,
    ) -> Result<Arc<T>, Faults> {
        let mut files = self.files.iter().zip(&self.read);
        let Some(((name, text), kept)) = files.find(|((name, _), _)| *name == asked.value) else {
            return Err(self.unknown(asked).into());
        };
        if let Some(known) = kept.get() {
            return Ok(Arc::clone(known));
        }
        let made = read(&format!("{}/{name}.{}", self.folder, self.ending), text)?;
        Ok(Arc::clone(kept.get_or_init(|| Arc::new(made))))
    }

    fn unknown(&self, asked: &Sourced<String>) -> Fault {
        let (what, ending) = (self.what, self.ending);
        let names: Vec<&str> = self.names().collect();
        let found = format!("không có {what} “{}”", asked.value);
        let fault = Fault::new(Kind::UnknownName, asked.place.clone(), found).expected(format!(
            "một trong các {what} có sẵn: {}; hoặc tên một tệp .{ending} đặt cạnh hồ sơ",
            names.join(", ")
        ));
        fault.meant(&asked.value, names)
    }
}
