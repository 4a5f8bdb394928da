//! The files of one's own that a new hồ sơ names: they go into its folder as they are, so that it
//! is printed without saying again where they came from.

use std::path::{Path, PathBuf};

use super::{Options, base};
use crate::compose::Template;
use crate::fault::Fault;
use crate::files::{Bytes, Files};
use crate::form::Sourced;
use crate::shelf::{Session, Shelf};

/// Where the template and the framework are, if they are one's own.
pub struct Own {
    template: Option<PathBuf>,
    framework: Option<PathBuf>,
}

impl Own {
    /// In the user's folders, or named by their files.
    pub fn of(options: &Options, session: &Session) -> Self {
        let own = session.own();
        let find = |asked: &Sourced<String>, folder: Option<&PathBuf>, ending: &str| {
            let name = asked.value.strip_suffix(ending).unwrap_or(&asked.value);
            let inside = folder.map(|folder| folder.join(format!("{name}{ending}")));
            let inside = inside.filter(|file| session.files().has(file));
            let named = asked
                .value
                .ends_with(ending)
                .then(|| PathBuf::from(&asked.value));
            inside.or(named)
        };
        Self {
            template: find(&options.template, own.templates.as_ref(), ".md"),
            framework: find(&options.framework, own.frameworks.as_ref(), ".yaml"),
        }
    }

    /// How the hồ sơ names its template.
    pub fn template(&self, options: &Options) -> String {
        named(self.template.as_deref(), &options.template)
    }

    /// How the hồ sơ names its set of indicators.
    pub fn framework(&self, options: &Options) -> String {
        named(self.framework.as_deref(), &options.framework)
    }

    /// All of them: the template with the definitions of its sheets, the framework, the table of
    /// points.
    pub fn files(
        &self,
        options: &Options,
        template: &Template,
        session: &Session,
    ) -> Result<Vec<(String, Bytes)>, Fault> {
        let beside = self.template.as_deref().and_then(Path::parent);
        let folders = [session.own().templates.as_deref(), beside];
        let sheets = template.definitions().into_iter().filter_map(|name| {
            let file = format!("{}.yaml", name.trim_end_matches(".yaml"));
            let mut places = folders.iter().flatten().map(|folder| folder.join(&file));
            places.find(|file| session.files().has(file))
        });
        let own = [self.template.clone(), self.framework.clone()];
        let own = own.into_iter().flatten().chain(sheets);
        own.chain(options.table.clone())
            .map(|file| {
                let bytes = session.files().read(&file);
                Ok((base(&file), bytes.map_err(|why| why.fault(&file))?))
            })
            .collect()
    }
}

fn named(own: Option<&Path>, asked: &Sourced<String>) -> String {
    own.map_or(asked.value.clone(), base)
}

/// What is asked for, and where it and what it names are looked for: in the folder of a file
/// that is named by its path.
pub fn beside(
    asked: &Sourced<String>,
    session: &Session,
    ending: &str,
) -> (Sourced<String>, Shelf) {
    let path = Path::new(&asked.value);
    let folder = path.parent().filter(|_| asked.value.ends_with(ending));
    let folder = folder.unwrap_or(Path::new("")).to_owned();
    let value = match folder.as_os_str().is_empty() {
        true => asked.value.clone(),
        false => base(path),
    };
    let place = asked.place.clone();
    let session = session.clone();
    (Sourced { value, place }, Shelf { folder, session })
}
