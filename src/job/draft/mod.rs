//! A new hồ sơ, ready to be filled in: its file, a workbook for figures, the schema by which an
//! editor completes its keys. All of it follows from what the template and the framework declare.

mod mapping;
mod points;
mod schema;
mod sheets;
mod text;

use std::path::{Path, PathBuf};

use super::form::{FILE, Folders, Shelf, wrong};
use super::{dossier, files, internal, roll};
use crate::compose::Template;
use crate::fault::{Fault, Faults, Place};
use crate::figures::Sourced;
use crate::framework::{Framework, Version};
use crate::vn::period::Period;
use crate::workbook::{self, Workbook, sheet_name};
use mapping::Mapping;
use points::PointColumn;

/// The workbook to be filled in.
const WORKBOOK: &str = "so-lieu.xlsx";
/// The schema beside a hồ sơ.
const SCHEMA: &str = ".ho-so.schema.json";

/// What a new hồ sơ is asked to be.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// The template.
    pub template: String,
    /// The framework.
    pub framework: String,
    /// The month.
    pub period: String,
    /// A file that lists the units, if it is about many.
    pub units: Option<PathBuf>,
    /// A file that has the points already, if there is one, and its sheet.
    pub table: Option<PathBuf>,
    /// The sheet of that file.
    pub sheet: Option<String>,
    /// The user's own folders.
    pub folders: Folders,
}

/// What was written, and what had to be guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Vietnamese sentences for the user.
    pub notes: Vec<String>,
}

/// Writes a new hồ sơ into a folder, in which none of its files may be yet.
///
/// # Errors
/// All that is wrong with what is asked for; a file that is there already.
pub fn draft(order: &Order, folder: &Path) -> Result<Drafted, Faults> {
    let parts = Parts::of(order)?;
    let files = parts.files(order, folder)?;
    files::write_new(folder, &files)?;
    Ok(Drafted {
        files: files.into_iter().map(|(path, _)| path).collect(),
        notes: parts.notes,
    })
}

/// What a new hồ sơ is made of.
struct Parts {
    template: Template,
    framework: Framework,
    period: Period,
    units: Vec<String>,
    points: Option<Mapping>,
    notes: Vec<String>,
}

impl Parts {
    fn of(order: &Order) -> Result<Self, Faults> {
        let shelf = Shelf {
            folder: PathBuf::new(),
            own: order.folders.clone(),
        };
        let template = dossier::template(&asked("mẫu", &order.template), &shelf)?;
        let framework = roll::framework(&asked("--bo-chi-so", &order.framework), &shelf)?;
        let period = period(&order.period)?;
        let mut notes = Vec::new();
        let units = match &order.units {
            Some(file) => mapping::units(file, &mut notes)?,
            None => Vec::new(),
        };
        let mut parts = Self {
            template,
            framework,
            period: period.value,
            units,
            points: None,
            notes,
        };
        let mut faults = Faults::none();
        let Some(version) = roll::version(&parts.framework, &period, &mut faults) else {
            return Err(faults);
        };
        let columns = points::columns(&parts.framework, version, &parts.units);
        parts.points = match &order.table {
            Some(file) => {
                let sheet = order.sheet.as_ref().map(|sheet| asked("--trang", sheet));
                Some(mapping::read(
                    file,
                    sheet.as_ref(),
                    &columns,
                    &mut parts.notes,
                )?)
            }
            None if parts.units.is_empty() => None,
            None => Some(own(&columns)),
        };
        Ok(parts)
    }

    /// The version of the framework; `of` made sure that there is one.
    fn version(&self) -> Option<&Version> {
        self.framework.version(self.period)
    }

    /// All files with their places.
    fn files(&self, order: &Order, folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, Faults> {
        let Some(version) = self.version() else {
            return Ok(Vec::new());
        };
        let schema = schema::of(version, self.template.tables());
        let text = self.text(order, version, &schema);
        let mut files = vec![
            (folder.join(FILE), text.into_bytes()),
            (folder.join(SCHEMA), format!("{schema:#}\n").into_bytes()),
        ];
        let sheets = self.sheets(order, version);
        if !sheets.is_empty() {
            let day = self.period.first_day();
            let bytes = workbook::write(&Workbook { day, sheets }).map_err(|e| internal(&e))?;
            files.push((folder.join(WORKBOOK), bytes));
        }
        for path in carried(order) {
            let target = folder.join(path.file_name().unwrap_or_default());
            let there = |path: &Path| path.canonicalize().ok();
            if there(&target).is_none() || there(&target) != there(path) {
                files.push((target, files::read_bytes(path)?));
            }
        }
        Ok(files)
    }

    fn sheets(&self, order: &Order, version: &Version) -> Vec<workbook::Sheet> {
        let mut sheets = Vec::new();
        if order.table.is_none() && !self.units.is_empty() {
            let columns = points::columns(&self.framework, version, &self.units);
            let period = self.period;
            sheets.push(sheets::points(
                &columns,
                &self.framework,
                period,
                &self.units,
            ));
        }
        let tables = self.tables().into_iter();
        sheets.extend(tables.map(|(_, mapping)| {
            let name = mapping.sheet.unwrap_or_default();
            sheets::appendix(&name, version, self.period)
        }));
        sheets
    }

    /// The tables of the appendices, each on a sheet of its own.
    fn tables(&self) -> Vec<(String, Mapping)> {
        let names: Vec<&str> = self.template.tables().collect();
        let sheet = |number: usize| match names.len() {
            1 => "Phụ lục".to_owned(),
            _ => format!("Phụ lục {number}"),
        };
        let table = |(number, name): (usize, &&str)| {
            let mapping = Mapping {
                file: WORKBOOK.to_owned(),
                sheet: Some(sheet_name(&sheet(number))),
                ..Mapping::default()
            };
            ((*name).to_owned(), mapping)
        };
        (1..).zip(&names).map(table).collect()
    }

    fn text(&self, order: &Order, version: &Version, schema: &serde_json::Value) -> String {
        let mut without = vec!["don_vi"];
        let here = ["diem", "chi_so", "so_dem", "xep_hang"];
        match self.points {
            Some(_) => without.extend(here),
            None => without.push("bang_diem"),
        }
        let columns = points::columns(&self.framework, version, &[]);
        let fits = |column: &&PointColumn, key: &str| {
            let pointer = format!("/{key}/properties/{}", column.name.replace('/', "~1"));
            let defs = schema.get("$defs");
            defs.is_some_and(|defs| defs.pointer(&pointer).is_some())
        };
        let asked = here.map(|key| {
            let columns = columns.iter().filter(|column| fits(column, key));
            (
                key,
                columns
                    .map(|column| column.name.clone())
                    .collect::<Vec<_>>(),
            )
        });
        for (key, names) in &asked {
            if names.is_empty() && *key != "xep_hang" {
                without.push(key);
            }
        }
        let tables = self.tables();
        if tables.is_empty() {
            without.push("so_lieu");
        }
        text::text(&text::Known {
            schema,
            heading: vec![
                format!("yaml-language-server: $schema={SCHEMA}"),
                format!(
                    "Hồ sơ {} theo {}.",
                    self.period.long(),
                    self.framework.basis.short()
                ),
                "Điền vào sau dấu hai chấm; chưa có thì để trống. Dòng bắt đầu bằng # là ghi chú."
                    .to_owned(),
            ],
            values: vec![
                ("mau", base(&order.template)),
                ("bo_chi_so", base(&order.framework)),
                ("ky", self.period.to_string()),
            ],
            without,
            asked: asked
                .into_iter()
                .filter(|(key, _)| *key != "xep_hang")
                .collect(),
            points: self.points.as_ref(),
            tables,
        })
    }
}

/// Where the columns are in a workbook of ours.
fn own(columns: &[PointColumn]) -> Mapping {
    let column = |column: &PointColumn| {
        let head = column.column.path.join(" / ");
        (column.name.clone(), head.clone(), head)
    };
    Mapping {
        file: WORKBOOK.to_owned(),
        sheet: Some(sheets::POINTS.to_owned()),
        charset: None,
        columns: columns.iter().map(column).collect(),
    }
}

/// The files that go into the folder as they are: a template, a framework or a table of one's own.
fn carried(order: &Order) -> Vec<&Path> {
    let named = [(&order.template, ".md"), (&order.framework, ".yaml")];
    let named = named
        .into_iter()
        .filter(|(name, ending)| name.ends_with(ending));
    let named = named.map(|(name, _)| Path::new(name));
    named.chain(order.table.as_deref()).collect()
}

/// A name, or the name of the file that goes along.
fn base(name: &str) -> String {
    let file = Path::new(name).file_name();
    file.map_or_else(
        || name.to_owned(),
        |file| file.to_string_lossy().into_owned(),
    )
}

/// What the call asks for.
fn asked(what: &str, value: &str) -> Sourced<String> {
    Sourced {
        value: value.to_owned(),
        place: Place::file(what),
    }
}

fn period(text: &str) -> Result<Sourced<Period>, Fault> {
    let asked = asked("--ky", text);
    match Period::parse(text) {
        Some(value) => Ok(Sourced {
            value,
            place: asked.place,
        }),
        None => Err(wrong(&asked, format!("kỳ “{text}”"))
            .expected("một tháng viết “năm-tháng”, ví dụ 2025-09")
            .remedy("sửa --ky")),
    }
}
