//! Rewriting what the templates of a hồ sơ say: for this document alone, in a file beside it, or for
//! all of the office's, in its own folder of templates. A template of the program is never changed.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::edit::{Step, edit};
use super::sentences::{Sentence, To, origins, rewrite, sentences, with_original};
use crate::compose::{Original, Piece, Template};
use crate::fault::{Action, Fault, Faults, Kind, Place};
use crate::files::{self as fs, Files};
use crate::form::{self, FromNode, Node, Sourced};
use crate::shelf::{self, FormFile, Session, Shelf, Stand};
use crate::vn::period::Period;

/// A template of a hồ sơ with its sentences.
pub struct Worded {
    /// How the hồ sơ names it.
    pub name: String,
    /// Its file.
    pub file: String,
    /// Where it stands.
    pub stand: Stand,
    /// From which template it was rewritten, if from any.
    pub original: Option<Original>,
    /// Whether that template has changed since.
    pub outdated: bool,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// What each of them was before it was rewritten; none where that is not known or the same.
    pub was: Vec<Option<Sentence>>,
}

/// For what a sentence is rewritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// For the documents of this hồ sơ.
    Document,
    /// For all documents of the office.
    Office,
}

/// A sentence to be rewritten.
pub struct Rewording {
    /// Which template of the hồ sơ, from 0.
    pub template: usize,
    /// Which of its sentences, from 0.
    pub sentence: usize,
    /// What it is to say; none: what it said before it was rewritten.
    pub to: Option<Vec<Piece>>,
    /// For what.
    pub scope: Scope,
}

/// A template of a hồ sơ, with the one from which it was rewritten.
struct Found {
    asked: Sourced<String>,
    stand: Stand,
    file: String,
    text: String,
    original: Option<Original>,
    base: Option<String>,
}

impl Found {
    fn of(asked: Sourced<String>, shelf: &Shelf) -> Result<Self, Faults> {
        let (stand, file, text) = shelf::template_text(&asked, shelf)?;
        let find =
            |sheet: &Sourced<String>| shelf::plan(sheet, &shelf.session, Some(&shelf.folder));
        let template = Template::parse(&file, &text, &find)?;
        let original = template.original().cloned();
        let base = original.as_ref().and_then(|original| match stand {
            // What the office has made of the program's.
            Stand::Own => Template::shipped_text(&original.template).map(str::to_owned),
            _ => {
                let (value, place) = (original.template.clone(), asked.place.clone());
                let (stand, _, text) =
                    shelf::template_text(&Sourced { value, place }, shelf).ok()?;
                (stand != Stand::Beside).then_some(text)
            }
        });
        Ok(Self {
            asked,
            stand,
            file,
            text,
            original,
            base,
        })
    }

    /// Its name without the ending of a file.
    fn stem(&self) -> &str {
        let name = self
            .original
            .as_ref()
            .map_or(&self.asked.value, |original| &original.template);
        name.trim_end_matches(".md")
    }

    fn worded(self) -> Result<Worded, Faults> {
        let own = sentences(&self.file, &self.text)?;
        let mut was = vec![None; own.len()];
        if let Some(base) = &self.base {
            let base = sentences(&self.file, base)?;
            let pairs = origins(&base, &own).into_iter();
            let before = pairs.zip(&own).map(|(before, own)| {
                let before = base.get(before?)?;
                (!before.says_the_same(own)).then(|| before.clone())
            });
            was = before.collect();
        }
        let outdated = match (&self.original, &self.base) {
            (Some(original), Some(base)) => original.edition != Original::edition_of(base),
            (Some(_), None) => true,
            _ => false,
        };
        Ok(Worded {
            name: self.asked.value,
            file: self.file,
            stand: self.stand,
            original: self.original,
            outdated,
            sentences: own,
            was,
        })
    }
}

/// The templates that a hồ sơ names.
fn named(form: &FormFile) -> Result<Vec<Sourced<String>>, Faults> {
    Faults::gather(|faults| match form.root.key("mau") {
        Some(node) => Vec::from_node(node, faults),
        None => Some(Vec::new()),
    })
}

/// The templates of a hồ sơ with their sentences, and what was rewritten.
///
/// # Errors
/// If the hồ sơ or one of them cannot be read.
pub fn wording(path: &Path, session: &Session) -> Result<Vec<Worded>, Faults> {
    let form = FormFile::read(path, session)?;
    let all = named(&form)?.into_iter();
    all.map(|asked| Found::of(asked, &form.shelf)?.worded())
        .collect()
}

/// The templates of a hồ sơ that were rewritten for its month alone: where it names each, its file
/// and the name of that from which it was rewritten.
pub(super) fn of_month(form: &FormFile) -> Vec<(&Node, String, String)> {
    let named = form
        .root
        .key("mau")
        .map_or(&[][..], |node| match &node.value {
            form::Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        });
    let alone = named.iter().filter_map(|node| {
        let (value, place) = (node.text()?.to_owned(), node.place.clone());
        let found = Found::of(Sourced { value, place }, &form.shelf).ok()?;
        let original = found
            .original
            .filter(|original| original.period.is_some())?;
        (found.stand == Stand::Beside).then_some((node, found.asked.value, original.template))
    });
    alone.collect()
}

/// Rewrites a sentence: the files that change, with their new texts. Nothing is written.
///
/// # Errors
/// If the sentence cannot be rewritten so, or what came out is no template.
pub fn reword(
    path: &Path,
    rewording: &Rewording,
    session: &Session,
) -> Result<Vec<(PathBuf, String)>, Faults> {
    let form = FormFile::read(path, session)?;
    let place = form.root.place.clone();
    let asked = named(&form)?.into_iter().nth(rewording.template);
    let asked = asked
        .ok_or_else(|| Fault::new(Kind::Template, place.clone(), "hồ sơ không còn mẫu này"))?;
    let found = Found::of(asked, &form.shelf)?;
    let text = match &rewording.to {
        Some(pieces) => rewrite(
            &found.file,
            &found.text,
            rewording.sentence,
            &To::Pieces(pieces),
        )?,
        None => put_back(&found, rewording.sentence)?,
    };
    let target = target(&form, &found, rewording.scope)?;
    let text = match &target.original {
        Some(original) => with_original(&found.file, &text, original)?,
        None => text,
    };
    let name = target.path.display().to_string();
    check(&name, &text, &form.shelf)?;
    let mut files = vec![(target.path, text)];
    if let Some(name) = target.named {
        files.push(renamed(path, &form, rewording.template, &name, session)?);
    }
    Ok(files)
}

/// The words that were rewritten for one document kept for all of the office's: the files that
/// change, those without a text to be taken away.
///
/// # Errors
/// If the template was not rewritten for one document.
pub fn keep(
    path: &Path,
    template: usize,
    session: &Session,
) -> Result<Vec<(PathBuf, Option<String>)>, Faults> {
    let form = FormFile::read(path, session)?;
    let asked = named(&form)?.into_iter().nth(template);
    let found = asked
        .map(|asked| Found::of(asked, &form.shelf))
        .transpose()?;
    let alone = found
        .as_ref()
        .and_then(|found| Some((found, found.original.as_ref()?)));
    let Some((found, original)) = alone.filter(|(found, _)| found.stand == Stand::Beside) else {
        let fault = Fault::new(
            Kind::Template,
            form.root.place.clone(),
            "mẫu này không phải sửa riêng cho hồ sơ",
        );
        return Err(fault.into());
    };
    let shipped = Template::shipped_text(&original.template);
    let original = Original {
        edition: shipped.map_or(original.edition.clone(), Original::edition_of),
        period: None,
        ..original.clone()
    };
    let text = with_original(&found.file, &found.text, &original)?;
    let office = office(&form, found.stem())?;
    let own = form.shelf.path(&found.asked.value);
    let (file, changed) = renamed(path, &form, template, &original.template, session)?;
    Ok(vec![
        (office, Some(text)),
        (file, Some(changed)),
        (own, None),
    ])
}

/// Where a rewritten template goes.
struct Target {
    path: PathBuf,
    /// From which it was rewritten, if that is to be said anew.
    original: Option<Original>,
    /// How the hồ sơ has to name it, if otherwise than so far.
    named: Option<String>,
}

fn target(form: &FormFile, found: &Found, scope: Scope) -> Result<Target, Faults> {
    let original = |period| Original {
        template: found.stem().to_owned(),
        edition: Original::edition_of(&found.text),
        period,
    };
    match (scope, found.stand) {
        (Scope::Office, Stand::Beside) => {
            let fault = Fault::new(
                Kind::Template,
                found.asked.place.clone(),
                "mẫu này đặt cạnh hồ sơ, chỉ dùng cho hồ sơ này",
            );
            Err(fault.remedy("sửa cho riêng hồ sơ này").into())
        }
        (Scope::Document, Stand::Beside) => Ok(Target {
            path: form.shelf.path(&found.asked.value),
            original: None,
            named: None,
        }),
        (Scope::Office, stand) => Ok(Target {
            path: office(form, found.stem())?,
            original: (stand == Stand::Shipped).then(|| original(None)),
            named: None,
        }),
        (Scope::Document, _) => {
            let stem = found.stem();
            let first = std::iter::once(format!("{stem}-rieng.md"));
            let more = (2..).map(|number| format!("{stem}-rieng-{number}.md"));
            let files = form.shelf.session.files();
            let mut free = first
                .chain(more)
                .filter(|name| !files.has(&form.shelf.path(name)));
            let name = free.next().unwrap_or_default();
            let period = form
                .root
                .key("ky")
                .and_then(Node::text)
                .and_then(Period::parse);
            Ok(Target {
                path: form.shelf.path(&name),
                original: Some(original(period)),
                named: Some(name),
            })
        }
    }
}

/// The file of the office's own template of a name.
fn office(form: &FormFile, stem: &str) -> Result<PathBuf, Fault> {
    let folder = form.shelf.session.own().templates.as_ref();
    let file = folder.map(|folder| folder.join(format!("{stem}.md")));
    file.ok_or_else(|| {
        let place = form.root.place.clone();
        Fault::new(Kind::Template, place, "chưa có thư mục mẫu của cơ quan")
            .offer(Action::ChooseTemplates)
    })
}

fn put_back(found: &Found, number: usize) -> Result<String, Faults> {
    let base = found.base.as_deref();
    let own = sentences(&found.file, &found.text)?;
    let base = sentences(&found.file, base.unwrap_or(&found.text))?;
    let before = origins(&base, &own).get(number).copied().flatten();
    let before = before.and_then(|before| base.get(before)).ok_or_else(|| {
        let place = own
            .get(number)
            .map_or(Place::file(&found.file), |own| own.place.clone());
        Fault::new(Kind::Template, place, "mẫu gốc không có câu này")
            .remedy("sửa câu, hoặc bỏ mẫu riêng để dùng lại mẫu gốc")
    })?;
    rewrite(&found.file, &found.text, number, &To::Source(before))
}

fn check(file: &str, text: &str, shelf: &Shelf) -> Result<(), Faults> {
    let find = |sheet: &Sourced<String>| shelf::plan(sheet, &shelf.session, Some(&shelf.folder));
    Template::parse(file, text, &find).map(|_| ())
}

/// The file of the hồ sơ, naming another template.
fn renamed(
    path: &Path,
    form: &FormFile,
    number: usize,
    name: &str,
    session: &Session,
) -> Result<(PathBuf, String), Faults> {
    let file = match session.files().find(path) {
        Some(fs::Found::Folder) => path.join(shelf::FILE),
        _ => path.to_owned(),
    };
    let text = session.files().text(&file)?;
    let key = Step::Key("mau".to_owned());
    let is_list = form
        .root
        .key("mau")
        .is_some_and(|node| matches!(node.value, form::Value::List(_)));
    let way = match is_list {
        true => vec![key, Step::Item(number)],
        false => vec![key],
    };
    let shown = file.display().to_string();
    Ok((file, edit(&shown, &text, &way, &json!(name))?))
}
