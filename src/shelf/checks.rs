//! The office's own settings of checks: of the file beside a hồ sơ or lô, or of the one that was named
//! for the whole run.

use std::path::Path;

use super::form::Shelf;
use super::session::Session;
use crate::audit::Settings;
use crate::fault::Faults;
use crate::files::Files;
use crate::vn::identity::Changes;

/// The name of the file beside a hồ sơ.
const OWN_CHECKS: &str = "kiem-tra.yaml";

/// The settings in a file.
///
/// # Errors
/// If it cannot be read or used.
pub fn settings(file: &Path, session: &Session) -> Result<Settings, Faults> {
    let text = session.files().text(file)?;
    Settings::parse(&file.display().to_string(), &text)
}

impl Shelf {
    /// The office's settings of checks, if there are any.
    ///
    /// # Errors
    /// If they cannot be read or used.
    pub fn settings(&self) -> Result<Option<Settings>, Faults> {
        let beside = self.path(OWN_CHECKS);
        let file = match &self.session.own().checks {
            Some(named) => named,
            None if self.session.files().has(&beside) => &beside,
            None => return Ok(None),
        };
        settings(file, &self.session).map(Some)
    }

    /// The units that became others, as the office knows. What is wrong with its file is told by who
    /// uses the whole of it.
    pub fn changes(&self) -> Changes {
        let settings = self.settings().ok().flatten();
        settings.map_or_else(Changes::default, |settings| settings.known_changes())
    }
}
