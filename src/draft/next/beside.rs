//! What lies beside a hồ sơ: what of it goes along to the next month.

use super::Next;
use crate::draft::lot::LOT;
use crate::fault::Faults;
use crate::files::{Files, Found};
use crate::form::Node;
use crate::shelf::{FILE, FormFile, split};

/// What the office keeps beside it: templates, definitions, settings, directories; no figures.
pub struct Beside<'a> {
    pub form: &'a FormFile,
    pub own: &'a str,
    pub old_files: &'a [&'a str],
}

impl Beside<'_> {
    /// Copies what lies in a folder below it.
    pub fn copy(&self, below: &str, made: &mut Next) -> Result<(), Faults> {
        const DEEPEST: usize = 4;
        let session = &self.form.shelf.session;
        let files = session.files();
        let folder = self.form.shelf.folder.join(below);
        let names = files.list(&folder).map_err(|error| error.fault(&folder))?;
        for name in names {
            let path = folder.join(&name);
            let named = match below {
                "" => name.clone(),
                below => format!("{below}/{name}"),
            };
            let taken = named == self.own || made.files.iter().any(|(file, _)| *file == named);
            if taken || self.old_files.contains(&named.as_str()) {
                continue;
            }
            match files.find(&path) {
                // Another hồ sơ is none of its own.
                Some(Found::Folder)
                    if FormFile::is_in(&path, session) || files.has(&path.join(LOT)) =>
                {
                    made.left.push(named);
                }
                Some(Found::Folder) if named.matches('/').count() < DEEPEST => {
                    let before = made.files.len();
                    self.copy(&named, made)?;
                    if made.files.len() == before {
                        let below = format!("{named}/");
                        made.left.retain(|left| !left.starts_with(&below));
                        made.left.push(named);
                    }
                }
                Some(Found::File) if self.is_kept(&named) => {
                    let bytes = files.read(&path).map_err(|error| error.fault(&path))?;
                    made.files.push((named, bytes.to_vec()));
                }
                Some(_) => made.left.push(named),
                None => (),
            }
        }
        Ok(())
    }

    fn is_kept(&self, name: &str) -> bool {
        let own = [".md", ".yaml", ".schema.json"];
        let kept = own.iter().any(|ending| name.ends_with(ending));
        let units = self.form.root.get("danh_ba").and_then(file_of);
        kept && ![FILE, LOT].contains(&name) || units == Some(name)
    }
}

fn file_of(node: &Node) -> Option<&str> {
    let named = || node.text().map(|name| split(name).0);
    node.get("tep").and_then(Node::text).or_else(named)
}
