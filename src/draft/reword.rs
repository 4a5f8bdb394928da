//! Rewriting what the templates and Biểu of a hồ sơ say: for this document alone, in a file beside it, or
//! for all of the office's, in its own folder of templates. Nothing of the program's is ever changed.
//!
//! A template that was rewritten says from which (`goc`), and the hồ sơ names it. A Biểu that was rewritten
//! has the name of the one that it is instead of, and differs from it in its words only.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::edit::{PathSegment, edit};
use super::sentences::{
    Sentence, To, differ_in_words, is_sheet, origins, rewrite, sentences, with_original,
};
use crate::compose::{Original, Piece, Template};
use crate::fault::{Action, Fault, Faults, Kind, Place};
use crate::files::{self as fs, Files};
use crate::form::{self, FromNode, Node, Sourced};
use crate::sheet::Plan;
use crate::shelf::{self, FormFile, Session, Shelf, Stand, Text};
use crate::vn::period::Period;

/// A template of a hồ sơ, or a Biểu of it, with its sentences.
pub struct Worded {
    /// How the hồ sơ or its template names it.
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
    /// Which of those that [`wording`] gives, from 0.
    pub template: usize,
    /// Which of its sentences, from 0.
    pub sentence: usize,
    /// What it is to say; none: what it said before it was rewritten.
    pub to: Option<Vec<Piece>>,
    /// For what.
    pub scope: Scope,
}

/// A template of a hồ sơ or a Biểu, with the one from which it was rewritten.
struct Found {
    asked: Sourced<String>,
    stand: Stand,
    file: String,
    text: String,
    original: Option<Original>,
    base: Option<String>,
    /// The names of its Biểu.
    sheets: Vec<String>,
}

impl Found {
    /// All templates of a hồ sơ, and then their Biểu.
    fn all(form: &FormFile) -> Result<Vec<Self>, Faults> {
        let asked = named(form)?.into_iter();
        let mut all: Vec<Self> = asked
            .map(|asked| Self::of(asked, &form.shelf))
            .collect::<Result<_, _>>()?;
        let mut sheets: Vec<Sourced<String>> = Vec::new();
        for template in &all {
            for name in &template.sheets {
                if sheets.iter().all(|sheet| sheet.value != *name) {
                    let (value, place) = (name.clone(), template.asked.place.clone());
                    sheets.push(Sourced { value, place });
                }
            }
        }
        for sheet in sheets {
            all.push(Self::of_sheet(sheet, &form.shelf)?);
        }
        Ok(all)
    }

    /// One of them, by its number.
    fn nth(form: &FormFile, number: usize) -> Result<Option<Self>, Faults> {
        match named(form)?.into_iter().nth(number) {
            Some(asked) => Self::of(asked, &form.shelf).map(Some),
            None => Ok(Self::all(form)?.into_iter().nth(number)),
        }
    }

    fn of_sheet(asked: Sourced<String>, shelf: &Shelf) -> Result<Self, Faults> {
        let Text { stand, file, text } = shelf::plan_text(&asked, shelf)?;
        let name = asked.value.trim_end_matches(".yaml").to_owned();
        let base = Plan::shipped_text(&name).filter(|_| stand != Stand::Shipped);
        let tree = |text| form::parse(&file, text);
        let base = match base {
            Some(base) if differ_in_words(&tree(&text)?, &tree(base)?) => Some(base.to_owned()),
            _ => None,
        };
        let original = base.as_deref().map(|base| Original {
            template: name,
            edition: Original::edition_of(base),
            period: None,
        });
        Ok(Self {
            asked,
            stand,
            file,
            text,
            original,
            base,
            sheets: Vec::new(),
        })
    }

    fn of(asked: Sourced<String>, shelf: &Shelf) -> Result<Self, Faults> {
        let Text { stand, file, text } = shelf::template_text(&asked, shelf)?;
        let find =
            |sheet: &Sourced<String>| shelf::plan(sheet, &shelf.session, Some(&shelf.folder));
        let template = Template::parse(&file, &text, &find)?;
        let original = template.original().cloned();
        let base = original.as_ref().and_then(|original| match stand {
            // What the office has made of the program's.
            Stand::Own => Template::shipped_text(&original.template).map(str::to_owned),
            _ => {
                let name = Sourced::new(original.template.clone(), asked.place.clone());
                let base = shelf::template_text(&name, shelf).ok()?;
                (base.stand != Stand::Beside).then_some(base.text)
            }
        });
        Ok(Self {
            asked,
            stand,
            file,
            text,
            original,
            base,
            sheets: template
                .definitions()
                .into_iter()
                .map(str::to_owned)
                .collect(),
        })
    }

    /// Its name without the ending of a file.
    fn stem(&self) -> &str {
        let name = self
            .original
            .as_ref()
            .map_or(&self.asked.value, |original| &original.template);
        name.trim_end_matches(".md").trim_end_matches(".yaml")
    }

    /// The name of its file in a folder of templates.
    fn name(&self) -> String {
        let ending = if is_sheet(&self.file) { "yaml" } else { "md" };
        format!("{}.{ending}", self.stem())
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

/// The templates of a hồ sơ and their Biểu with their sentences, and what was rewritten.
///
/// # Errors
/// If the hồ sơ or one of them cannot be read.
pub fn wording(path: &Path, session: &Session) -> Result<Vec<Worded>, Faults> {
    let form = FormFile::read(path, session)?;
    let all = Found::all(&form)?.into_iter();
    all.map(Found::worded).collect()
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
    let found = Found::nth(&form, rewording.template)?
        .ok_or_else(|| Fault::new(Kind::Template, place.clone(), "hồ sơ không còn mẫu này"))?;
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
    let found = Found::nth(&form, template)?;
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
    let office = office(&form, &found.name())?;
    let own = form.shelf.folder.join(found.name());
    if is_sheet(&found.file) {
        return Ok(vec![(office, Some(found.text.clone())), (own, None)]);
    }
    let shipped = Template::shipped_text(&original.template);
    let original = Original {
        edition: shipped.map_or(original.edition.clone(), Original::edition_of),
        period: None,
        ..original.clone()
    };
    let text = with_original(&found.file, &found.text, &original)?;
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
    if is_sheet(&found.file) {
        return sheet_target(form, found, scope);
    }
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
            path: office(form, &found.name())?,
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

/// Where a rewritten Biểu goes: under its own name, so that the templates that name it show this one.
fn sheet_target(form: &FormFile, found: &Found, scope: Scope) -> Result<Target, Faults> {
    let wrong = |what: &str| Fault::new(Kind::Template, found.asked.place.clone(), what);
    let path = match (scope, found.stand) {
        (Scope::Office, Stand::Beside) => {
            let fault = wrong("biểu này đặt cạnh hồ sơ, chỉ dùng cho hồ sơ này");
            return Err(fault.remedy("sửa cho riêng hồ sơ này").into());
        }
        (Scope::Document, Stand::Own) => {
            let fault = wrong("biểu này đã sửa cho cả cơ quan, được dùng trước biểu của hồ sơ");
            return Err(fault.remedy("sửa tiếp biểu của cơ quan").into());
        }
        (Scope::Office, _) => office(form, &found.name())?,
        (Scope::Document, _) => form.shelf.folder.join(found.name()),
    };
    Ok(Target {
        path,
        original: None,
        named: None,
    })
}

/// A file of the office's own folder of templates.
fn office(form: &FormFile, name: &str) -> Result<PathBuf, Fault> {
    let folder = form.shelf.session.own().templates.as_ref();
    let file = folder.map(|folder| folder.join(name));
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
    if is_sheet(file) {
        return Plan::parse(file, "", text).map(|_| ());
    }
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
    let key = PathSegment::Key("mau".to_owned());
    let is_list = form
        .root
        .key("mau")
        .is_some_and(|node| matches!(node.value, form::Value::List(_)));
    let way = match is_list {
        true => vec![key, PathSegment::Item(number)],
        false => vec![key],
    };
    let shown = file.display().to_string();
    Ok((file, edit(&shown, &text, &way, &json!(name))?))
}
