//! The templates and the definitions of sheets that a hồ sơ can name: those of the user's own
//! folder, which win, and the shipped ones.
//!
//! ```
//! use vanthu::files::Memory;
//! use vanthu::shelf::{Session, templates};
//!
//! let all = templates(&Session::new(Memory::default()))?;
//! assert!(all.iter().any(|one| one.name == "thong-bao-xa" && !one.own));
//! # Ok::<(), vanthu::fault::Faults>(())
//! ```

mod called;
mod checks;
mod form;
mod keys;
mod session;
mod tables;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compose::Template;
use crate::fault::{Action, Fault, Faults, Kind, Place, nearest};
use crate::files::{self, Files};
use crate::form::Sourced;
use crate::framework::Framework;
use crate::sheet::Plan;
use crate::vn::period::Period;

pub use called::called;
pub use checks::settings;
pub use form::Shelf;
pub(crate) use form::{BOOK, FILE, FormFile, is_workbook, named, workbook, wrong};
pub use keys::DOSSIER;
pub(crate) use keys::{FONTS, INDICATOR_FILE, OF_LOT, OF_UNIT, STATED, TABLES};
pub(crate) use session::beside;
pub use session::{Folders, Session};
pub use tables::figures;
pub(crate) use tables::{NamedTable, OF_MONTH, TableFile, is_table, split, tables, tables_in};

/// A template with the name by which a hồ sơ asks for it.
#[derive(Debug)]
pub struct Listed<T> {
    /// Its name.
    pub name: String,
    /// Whether it stands in the user's own folder.
    pub own: bool,
    /// The template, or the definition of a sheet.
    pub item: T,
}

/// Where a template stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// In the program.
    Shipped,
    /// In the user's own folder.
    Own,
    /// Beside the hồ sơ.
    Beside,
}

/// The text of a template or of the definition of a sheet.
#[derive(Debug)]
pub(crate) struct Text {
    /// Where it stands.
    pub stand: Stand,
    /// How the user would name its file.
    pub file: String,
    /// What it says.
    pub text: String,
}

impl Text {
    fn of(stand: Stand, (file, text): (String, String)) -> Self {
        Self { stand, file, text }
    }
}

/// The template of this name: in the folder of templates, or shipped; or of this file beside
/// the hồ sơ.
pub fn template(asked: &Sourced<String>, shelf: &Shelf) -> Result<Template, Faults> {
    let find = |sheet: &Sourced<String>| plan(sheet, &shelf.session, Some(&shelf.folder));
    match own_template(asked, shelf)? {
        Some(own) => Template::parse(&own.file, &own.text, &find),
        None => Template::shipped(asked, &find),
    }
}

/// The text of a template.
///
/// # Errors
/// If there is none of this name, or its file cannot be read.
pub(crate) fn template_text(asked: &Sourced<String>, shelf: &Shelf) -> Result<Text, Faults> {
    if let Some(own) = own_template(asked, shelf)? {
        return Ok(own);
    }
    let Some(text) = Template::shipped_text(&asked.value) else {
        return Err(unknown(asked, &shelf.session)?.into());
    };
    let file = format!("templates/{}.md", asked.value);
    Ok(Text::of(Stand::Shipped, (file, text.to_owned())))
}

fn own_template(asked: &Sourced<String>, shelf: &Shelf) -> Result<Option<Text>, Faults> {
    if let Some(found) = shelf.session.own_file(asked, "md") {
        return Ok(Some(Text::of(Stand::Own, found?)));
    }
    if asked.value.ends_with(".md") {
        let found = beside("mẫu", asked, &shelf.folder, &shelf.session)?;
        return Ok(Some(Text::of(Stand::Beside, found)));
    }
    Ok(None)
}

/// The shipped sets of indicators that have all points which the template's sheets take: in a
/// period, or now.
pub fn fitting(template: &Template, period: Option<Period>) -> Vec<&'static str> {
    let fits = |name: &&str| {
        let framework = Framework::shipped(&asked(name)).ok();
        let version = framework.as_ref().and_then(|framework| match period {
            Some(period) => framework.version(period),
            None => framework.versions.last(),
        });
        version.is_some_and(|version| template.lacking(&version.point_ids()).is_empty())
    };
    Framework::names().filter(fits).collect()
}

/// The framework of this name: in the folder of frameworks, or shipped; or of this file beside
/// the hồ sơ.
pub fn framework(asked: &Sourced<String>, shelf: &Shelf) -> Result<Framework, Faults> {
    let beside_it = asked.value.ends_with(".yaml");
    let found = own_framework(asked, &shelf.session)
        .or_else(|| beside_it.then(|| beside("bộ chỉ số", asked, &shelf.folder, &shelf.session)));
    match found {
        Some(found) => {
            let (file, text) = found?;
            Framework::parse(&file, &text)
        }
        None => Framework::shipped(asked),
    }
}

/// The file of a set of indicators in the user's own folder; none if it is not there.
fn own_framework(
    asked: &Sourced<String>,
    session: &Session,
) -> Option<Result<(String, String), Fault>> {
    let folder = session.own().frameworks.as_ref()?;
    let file = Sourced::new(format!("{}.yaml", asked.value), asked.place.clone());
    let there = session.files().has(&folder.join(&file.value));
    there.then(|| beside("bộ chỉ số", &file, folder, session))
}

/// The definition of this name: in the folder of templates, beside the hồ sơ (if there is one),
/// or shipped.
pub fn plan(
    asked: &Sourced<String>,
    session: &Session,
    folder: Option<&Path>,
) -> Result<Arc<Plan>, Faults> {
    let name = asked.value.trim_end_matches(".yaml");
    match own_plan(asked, session, folder)? {
        Some(own) => Plan::parse(&own.file, name, &own.text).map(Arc::new),
        None => Plan::shipped(asked),
    }
}

fn own_plan(
    asked: &Sourced<String>,
    session: &Session,
    folder: Option<&Path>,
) -> Result<Option<Text>, Fault> {
    if let Some(found) = session.own_file(asked, "yaml") {
        return Ok(Some(Text::of(Stand::Own, found?)));
    }
    let value = format!("{}.yaml", asked.value.trim_end_matches(".yaml"));
    let Some(folder) = folder.filter(|folder| session.files().has(&folder.join(&value))) else {
        return Ok(None);
    };
    let file = Sourced::new(value, asked.place.clone());
    let found = beside("biểu", &file, folder, session)?;
    Ok(Some(Text::of(Stand::Beside, found)))
}

/// The text of a definition, like [`template_text`].
///
/// # Errors
/// If there is none of this name, or its file cannot be read.
pub(crate) fn plan_text(asked: &Sourced<String>, shelf: &Shelf) -> Result<Text, Faults> {
    if let Some(own) = own_plan(asked, &shelf.session, Some(&shelf.folder))? {
        return Ok(own);
    }
    let Some(text) = Plan::shipped_text(&asked.value) else {
        return Err(Plan::shipped(asked).err().unwrap_or_else(Faults::none));
    };
    let file = format!("sheets/{}.yaml", asked.value);
    Ok(Text::of(Stand::Shipped, (file, text.to_owned())))
}

/// All templates, by name.
///
/// # Errors
/// All that is wrong with those of the user's own folder.
pub fn templates(session: &Session) -> Result<Vec<Listed<Template>>, Faults> {
    let find = |sheet: &Sourced<String>| plan(sheet, session, None);
    let read = |asked: &Sourced<String>| match session.own_file(asked, "md") {
        Some(found) => {
            let (file, text) = found?;
            Template::parse(&file, &text, &find)
        }
        None => Template::shipped(asked, &find),
    };
    let own = own_names(session.own().templates.as_deref(), session, "md")?;
    listed(&own, Template::names(), &read)
}

/// The definitions of all sheets, by name.
///
/// # Errors
/// All that is wrong with those of the user's own folder.
pub fn plans(session: &Session) -> Result<Vec<Listed<Arc<Plan>>>, Faults> {
    let read = |asked: &Sourced<String>| plan(asked, session, None);
    let own = own_names(session.own().templates.as_deref(), session, "yaml")?;
    listed(&own, Plan::names(), &read)
}

/// All sets of indicators, by name.
///
/// # Errors
/// All that is wrong with those of the user's own folder.
pub fn frameworks(session: &Session) -> Result<Vec<Listed<Framework>>, Faults> {
    let shelf = Shelf {
        session: session.clone(),
        folder: PathBuf::new(),
    };
    let read = |asked: &Sourced<String>| framework(asked, &shelf);
    let own = own_names(session.own().frameworks.as_deref(), session, "yaml")?;
    listed(&own, Framework::names(), &read)
}

fn listed<T>(
    own: &BTreeSet<String>,
    shipped: impl Iterator<Item = &'static str>,
    read: &dyn Fn(&Sourced<String>) -> Result<T, Faults>,
) -> Result<Vec<Listed<T>>, Faults> {
    let shipped = shipped.map(str::to_owned);
    let names: BTreeSet<String> = own.iter().cloned().chain(shipped).collect();
    let mut faults = Faults::none();
    let mut list = Vec::with_capacity(names.len());
    for name in names {
        let item = faults.absorb(read(&asked(&name)));
        list.extend(item.map(|item| Listed {
            own: own.contains(&name),
            name,
            item,
        }));
    }
    faults.or(Some(list))
}

/// The names of what a folder of the user's holds.
fn list(folder: &Path, session: &Session) -> Result<Vec<String>, Fault> {
    session.files().list(folder).map_err(|why| {
        let fault = Fault::new(Kind::Unreadable, files::place(folder), why.to_string())
            .expected("một thư mục có mẫu (.md), biểu hoặc bộ chỉ số (.yaml)")
            .remedy("kiểm tra thư mục đó");
        match session.own().templates.as_deref() == Some(folder) {
            true => fault.offer(Action::ChooseTemplates),
            false => fault,
        }
    })
}

/// The names of the files of a folder of the user's, if there is one.
fn own_names(
    folder: Option<&Path>,
    session: &Session,
    ending: &str,
) -> Result<BTreeSet<String>, Faults> {
    let Some(folder) = folder else {
        return Ok(BTreeSet::new());
    };
    let names = list(folder, session)?;
    let ours = names.iter().map(Path::new);
    let ours = ours.filter(|file| file.extension().is_some_and(|e| e == ending));
    Ok(ours
        .filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()))
        .collect())
}

/// The files of a template, of a sheet or of a set of indicators, as they stand: name and text; of
/// a template with those of its sheets after it.
///
/// # Errors
/// If nothing bears this name, or its file cannot be read.
pub fn source(asked: &Sourced<String>, session: &Session) -> Result<Vec<(String, String)>, Faults> {
    let name = asked.value.as_str();
    let shipped = Template::shipped_text(name).map(str::to_owned);
    if let Some(text) = own_or(asked, session, "md", shipped)? {
        let find = |sheet: &Sourced<String>| plan(sheet, session, None);
        let template = Template::parse(name, &text, &find)?;
        let mut found = vec![(format!("{name}.md"), text)];
        for sheet in template.definitions() {
            let name = sheet.trim_end_matches(".yaml").to_owned();
            found.extend(source(&Sourced::new(name, asked.place.clone()), session)?);
        }
        return Ok(found);
    }
    let shipped = Plan::shipped_text(name).map(str::to_owned);
    if let Some(text) = own_or(asked, session, "yaml", shipped)? {
        return Ok(vec![(format!("{name}.yaml"), text)]);
    }
    let own = own_framework(asked, session)
        .transpose()?
        .map(|(_, text)| text);
    let shipped = || Framework::shipped_text(name).map(str::to_owned);
    if let Some(text) = own.or_else(shipped) {
        return Ok(vec![(format!("{name}.yaml"), text)]);
    }
    Err(unknown(asked, session)?.into())
}

fn own_or(
    asked: &Sourced<String>,
    session: &Session,
    ending: &str,
    shipped: Option<String>,
) -> Result<Option<String>, Faults> {
    match session.own_file(asked, ending) {
        Some(found) => Ok(Some(found?.1)),
        None => Ok(shipped),
    }
}

fn unknown(asked: &Sourced<String>, session: &Session) -> Result<Fault, Faults> {
    let own = session.own();
    let mut names = own_names(own.templates.as_deref(), session, "md")?;
    names.extend(own_names(own.templates.as_deref(), session, "yaml")?);
    names.extend(own_names(own.frameworks.as_deref(), session, "yaml")?);
    let shipped = Template::names().chain(Plan::names());
    names.extend(shipped.chain(Framework::names()).map(str::to_owned));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = format!("không có mẫu, biểu hoặc bộ chỉ số “{}”", asked.value);
    let fault = Fault::new(Kind::UnknownName, asked.place.clone(), found)
        .expected(format!("một trong: {}", names.join(", ")));
    Ok(match nearest(&asked.value, names) {
        Some(near) => fault.remedy(format!("có phải ý bạn là “{near}”?")),
        None => fault
            .remedy("xem các tên có sẵn")
            .offer(Action::ListTemplates),
    })
}

/// A name out of a list of what there is.
fn asked(name: &str) -> Sourced<String> {
    Sourced::new(name.to_owned(), Place::file("danh sách mẫu, biểu"))
}
