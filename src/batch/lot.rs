//! The lô: one file that says of what a month's documents are made.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tera::Context;

use super::digest::Source;
use super::filling::Filling;
use super::rows::{self, Directory, Figures};
use super::words::{PROVINCE, TEMPLATE, UNIT, Words};
use crate::compose::{Blank, Template};
use crate::fault::{Fault, Faults, Kind, Place, nearest};
use crate::figures::{Fields, Node, Sourced, Value};
use crate::framework::Framework;
use crate::job::{self, Dossier, Folders, Form, KEYS, Shelf, named};
use crate::vn::period::Period;

/// The name of the file in a lô's folder.
const FILE: &str = "lo.yaml";

/// The keys of a lô.
const LOT_KEYS: [&str; 11] = [
    "mau",
    "bo_chi_so",
    "ky",
    "ky_truoc",
    "so_lieu",
    "danh_ba",
    "ten_tep",
    "xep_hang",
    "ho_so",
    "ho_so_rieng",
    "phong_chu",
];

/// The keys of a hồ sơ that the lô gives itself.
const GIVEN: [&str; 11] = [
    "mau",
    "bo_chi_so",
    "ky",
    "ky_truoc",
    "diem",
    "chi_so",
    "so_dem",
    "xep_hang",
    "don_vi",
    "bang_diem",
    "phong_chu",
];

/// A lô, read: everything that its units share, and their rows.
pub struct Lot {
    /// The file's name without its ending.
    pub name: String,
    /// The file.
    pub place: Place,
    /// Where what it names is looked for.
    pub shelf: Shelf,
    /// The folder of fonts that it asks for.
    pub font_folder: Option<PathBuf>,
    pub(super) templates: Arc<[Template]>,
    pub(super) framework: Arc<Framework>,
    pub(super) period: Period,
    pub(super) figures: Figures,
    pub(super) directory: Option<Directory>,
    pub(super) before: Option<Before>,
    pub(super) pattern: Blank,
    pub(super) among: Option<Blank>,
    pub(super) dossier: Filling,
    pub(super) own: Option<Blank>,
    source: Source,
}

/// The figures of the period before.
pub struct Before {
    /// Its rows.
    pub figures: Figures,
    /// The framework that they were scored by.
    pub framework: Arc<Framework>,
    /// The period.
    pub period: Period,
    /// Where the lô names it.
    pub place: Place,
}

impl Lot {
    /// Reads a lô with its tables.
    ///
    /// # Errors
    /// All that is wrong with it; what is wrong with single rows is told with the units.
    pub fn read(path: &Path, own: &Folders) -> Result<Self, Faults> {
        let Form { root, shelf } = Form::named(FILE, path, own)?;
        let source = Source::of(PathBuf::from(root.place.file_name()));
        let mut faults = Faults::none();
        let lot = Fields::of(&root, "lô", &LOT_KEYS, &mut faults)
            .and_then(|fields| Self::of(&fields, shelf, source, &mut faults));
        faults.or(lot)
    }

    fn of(fields: &Fields, shelf: Shelf, source: Source, faults: &mut Faults) -> Option<Self> {
        let templates = job::templates(fields, &shelf, faults);
        let scored = Scored::of(fields, &shelf, faults);
        let directory: Option<Node> = fields.optional("danh_ba", faults);
        let directory = directory.map(|node| rows::directory(&node, &shelf.folder, faults));
        let before = before(fields, &shelf, scored.as_ref(), faults);
        let blank = |key, faults: &mut Faults| {
            let text: Option<Sourced<String>> = fields.optional(key, faults);
            text.and_then(|text| compiled(&text, faults))
        };
        let pattern = match fields.node("ten_tep") {
            Some(_) => blank("ten_tep", faults),
            None => compiled(&usual_names(fields), faults),
        };
        let among = blank("xep_hang", faults);
        let own = blank("ho_so_rieng", faults);
        let dossier: Option<Node> = fields.required("ho_so", faults);
        let dossier = dossier.map(|node| Filling::of(&node, faults));
        let fonts: Option<String> = fields.optional("phong_chu", faults);
        let (scored, directory) = (
            scored?,
            directory.map_or(Some(None), |read| read.map(Some))?,
        );
        let lot = Self {
            name: stem(fields.place()),
            place: fields.place().at(0, 0),
            font_folder: fonts.map(|name| shelf.folder.join(name)),
            shelf,
            templates: Arc::from(templates?),
            framework: scored.framework,
            period: scored.period,
            figures: scored.figures,
            directory,
            before: before?,
            pattern: pattern?,
            among,
            dossier: dossier?,
            own,
            source,
        };
        lot.try_words(faults);
        Some(lot)
    }

    /// Fills everything in once, so that a wrong name is a fault of the lô and not of each unit.
    fn try_words(&self, faults: &mut Faults) {
        let (mut words, columns) = (Words::default(), self.columns());
        for name in &columns {
            let text = Sourced {
                value: "x".to_owned(),
                place: self.place.clone(),
            };
            words.add(name, text);
        }
        for (name, place) in self.dossier.columns() {
            if !columns.iter().any(|known| known == name) {
                faults.add(unknown_column(name, place, &columns));
            }
        }
        let values = words.values(self.period, str::to_owned);
        let node = self.dossier.fill(&words, &values, faults);
        self.try_keys(&node, faults);
        for blank in [&self.among, &self.own].into_iter().flatten() {
            blank.fill(&values).map_err(|fault| faults.add(fault)).ok();
        }
        let mut paths: Vec<String> = Vec::new();
        for template in self.templates.iter() {
            match self.path(template, &values) {
                Ok(path) if paths.contains(&path) => faults.add(one_path(&self.place)),
                Ok(path) => paths.push(path),
                Err(fault) => return faults.add(fault),
            }
        }
    }

    /// Keys that no hồ sơ has, and those that every one must have. What the values are worth is
    /// told with the units.
    fn try_keys(&self, node: &Node, faults: &mut Faults) {
        let known: Vec<&str> = own_keys().collect();
        let mut told = Faults::none();
        if let Some(fields) = Fields::of(node, "hồ sơ của lô", &known, &mut told) {
            let templates = Some(Arc::clone(&self.templates));
            Dossier::about(None, templates, &fields, &self.shelf, &mut told);
        }
        let keys = [Kind::UnknownKey, Kind::MissingKey, Kind::RepeatedKey];
        let wrong = told.iter().filter(|fault| keys.contains(&fault.kind));
        wrong.for_each(|fault| faults.add(fault.clone()));
    }

    /// The path of a unit's files of one template, as the pattern gives it.
    pub(super) fn path(&self, template: &Template, values: &Context) -> Result<String, Fault> {
        let mut values = values.clone();
        values.insert(TEMPLATE, template.file_stem());
        self.pattern.fill(&values)
    }

    /// The files that it was read from.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        let tables = [
            Some(&self.figures.source),
            self.directory.as_ref().map(|table| &table.source),
            self.before.as_ref().map(|before| &before.figures.source),
        ];
        std::iter::once(&self.source).chain(tables.into_iter().flatten())
    }

    /// The names of all columns that hold words.
    fn columns(&self) -> Vec<String> {
        let directory = self.directory.iter().flat_map(|table| &table.columns);
        let own = std::iter::once(UNIT.to_owned());
        own.chain(self.figures.columns.iter().chain(directory).cloned())
            .collect()
    }
}

/// Framework, period and the rows of figures.
struct Scored {
    framework: Arc<Framework>,
    period: Period,
    figures: Figures,
}

impl Scored {
    fn of(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Self> {
        let framework = named(fields, "bo_chi_so", faults, |asked| {
            job::framework(asked, shelf)
        });
        let period: Option<Sourced<Period>> = fields.required("ky", faults);
        let figures: Option<Node> = fields.required("so_lieu", faults);
        let (framework, period, figures) = (framework?, period?, figures?);
        let version = job::version(&framework, &period, faults)?;
        let figures = rows::figures(&figures, &shelf.folder, &framework, version, faults)?;
        Some(Self {
            period: period.value,
            figures,
            framework: Arc::new(framework),
        })
    }
}

/// The figures of the period before: the lô of that period, or a table of it.
fn before(
    fields: &Fields,
    shelf: &Shelf,
    now: Option<&Scored>,
    faults: &mut Faults,
) -> Option<Option<Before>> {
    let Some(node) = fields.node("ky_truoc") else {
        return Some(None);
    };
    let now = now?;
    if let Value::Map(_) = node.value {
        let period = Sourced {
            value: now.period.previous(),
            place: node.place.clone(),
        };
        let framework = Arc::clone(&now.framework);
        let version = job::version(&framework, &period, faults)?;
        let figures = rows::figures(node, &shelf.folder, &framework, version, faults)?;
        return Some(Some(Before {
            figures,
            framework,
            period: period.value,
            place: node.place.clone(),
        }));
    }
    let asked: Sourced<String> = fields.optional("ky_truoc", faults)?;
    let read = previous_lot(&asked, shelf, now.period);
    Some(Some(read.map_err(|found| faults.extend(found)).ok()?))
}

/// The figures of a lô of a period before; nothing else of it is read.
fn previous_lot(asked: &Sourced<String>, shelf: &Shelf, now: Period) -> Result<Before, Faults> {
    let path = shelf.folder.join(&asked.value);
    let form = Form::named(FILE, &path, &shelf.own);
    let Form { root, shelf } = form.map_err(|faults| {
        let first = faults.iter().next();
        let first = first.map_or(String::new(), |fault| fault.found.clone());
        job::wrong(asked, format!("lô kỳ trước “{}”: {first}", asked.value))
            .expected("tệp lô của kỳ trước, hoặc khai báo bảng (tep, cot)")
            .remedy("kiểm tra đường dẫn, tính từ thư mục của lô này")
    })?;
    let mut faults = Faults::none();
    let scored = Fields::of(&root, "lô", &LOT_KEYS, &mut faults)
        .and_then(|fields| Scored::of(&fields, &shelf, &mut faults));
    let scored = faults.or(scored)?;
    if scored.period >= now {
        let found = format!("lô kỳ trước là của {}", scored.period.short());
        let fault = job::wrong(asked, found).expected(format!("một kỳ trước {}", now.short()));
        return Err(Faults::from(fault.remedy("sửa “ky_truoc”, hoặc “ky”")));
    }
    Ok(Before {
        figures: scored.figures,
        framework: scored.framework,
        period: scored.period,
        place: asked.place.clone(),
    })
}

/// The keys of a hồ sơ that a lô may state for its units.
pub fn own_keys() -> impl Iterator<Item = &'static str> {
    KEYS.into_iter().filter(|key| !GIVEN.contains(key))
}

fn compiled(text: &Sourced<String>, faults: &mut Faults) -> Option<Blank> {
    let blank = Blank::field(&text.value, &text.place);
    blank.map_err(|fault| faults.add(fault)).ok()
}

/// The names of files if the lô does not give a pattern.
fn usual_names(fields: &Fields) -> Sourced<String> {
    Sourced {
        value: format!("{{{{ ky }}}}/{{{{ {UNIT} | slug }}}}/{{{{ {TEMPLATE} }}}}"),
        place: fields.place().clone(),
    }
}

fn one_path(place: &Place) -> Fault {
    let found = "hai mẫu của lô ghi vào cùng một tên tệp";
    Fault::new(Kind::WrongValue, place.clone(), found)
        .expected("“ten_tep” có {{ mau }}, là tên tệp của mẫu")
        .remedy("thêm {{ mau }} vào “ten_tep”")
}

fn unknown_column(name: &str, place: &Place, known: &[String]) -> Fault {
    let fault = Fault::new(
        Kind::UnknownName,
        place.clone(),
        format!("lô gọi cột “{name}” mà không bảng nào có"),
    )
    .expected(format!("một trong: {}", known.join(", ")));
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => fault.remedy(format!("có phải ý bạn là “{near}”?")),
        None => fault.remedy(format!(
            "khai báo cột đó ở “rieng” của “so_lieu” (ví dụ {PROVINCE}: B), hoặc ở “danh_ba”"
        )),
    }
}

fn stem(file: &Place) -> String {
    let stem = Path::new(file.file_name()).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}
