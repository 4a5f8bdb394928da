//! A new hồ sơ, ready to be filled in: its file, a workbook for figures, the schema by which an
//! editor completes its keys. All of it follows from what the template and the framework declare.
//!
//! ```
//! use vanthu::draft::{Options, draft};
//! use vanthu::fault::Place;
//! use vanthu::files::Memory;
//! use vanthu::form::Sourced;
//! use vanthu::shelf::Session;
//!
//! let asked = |value: &str| Sourced { value: value.to_owned(), place: Place::file("trang web") };
//! let options = Options {
//!     template: asked("thong-bao-xa"),
//!     framework: asked("qd766"),
//!     period: asked("2025-10"),
//!     units: None,
//!     table: None,
//!     sheet: None,
//! };
//! let drafted = draft(&options, &Session::new(Memory::default()))?;
//! assert_eq!(drafted.files[0].0, "ho-so.yaml");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod blank;
mod book;
mod carried;
mod edit;
mod fit;
mod look;
mod lot;
mod mapping;
mod months;
mod names;
mod next;
mod reword;
mod sentences;
mod sheets;
mod suggest;
mod text;

use std::path::{Path, PathBuf};

use crate::compose::{Points, Template};
use crate::fault::{Action, Fault, Faults, Note, internal};
use crate::files::Bytes;
use crate::form::{self, Key, Names, Shape, Sourced};
use crate::framework::{Framework, Version};
use crate::roll::{self, PointColumn, point_columns, table_columns};
use crate::sheet::Plan;
use crate::shelf::{self, DOSSIER, FILE, Session, wrong};
use crate::vn::period::Period;
use crate::workbook::{self, Workbook, sheet_names};
use carried::Own;
use mapping::Mapping;

pub use crate::shelf::figures;
pub use book::{Converted, converted, draft_book};
pub use edit::{PathSegment, edit};
pub use look::{Look, Seen, declared, declared_in, look};
pub use lot::lot;
pub use next::{Next, next};
pub use reword::{Rewording, Scope, Worded, keep, reword, wording};
pub use sentences::Sentence;
pub use suggest::{Suggestion, suggest};

/// The workbook to be filled in.
const WORKBOOK: &str = "so-lieu.xlsx";
/// The schema beside a hồ sơ.
const SCHEMA: &str = ".ho-so.schema.json";

/// What is said at the top of a hồ sơ.
const HINT: &str =
    "Điền vào sau dấu hai chấm; chưa có thì để trống. Dòng bắt đầu bằng # là ghi chú.";

/// What a new hồ sơ is asked to be.
#[derive(Debug, Clone)]
pub struct Options {
    /// The template.
    pub template: Sourced<String>,
    /// The framework.
    pub framework: Sourced<String>,
    /// The month.
    pub period: Sourced<String>,
    /// A file that lists the units, if it is about many.
    pub units: Option<PathBuf>,
    /// A file that has the points already, if there is one, and its sheet.
    pub table: Option<PathBuf>,
    /// The sheet of that file, or of the list of units.
    pub sheet: Option<Sourced<String>>,
}

/// A new hồ sơ, and what had to be guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// Its files: names in its folder, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// Files of the user's own that it names, which go beside it as they are.
    pub carried: Vec<(String, Bytes)>,
    /// For the user.
    pub notes: Vec<Note>,
}

/// A new hồ sơ.
///
/// # Errors
/// All that is wrong with what is asked for.
pub fn draft(options: &Options, session: &Session) -> Result<Drafted, Faults> {
    let parts = Parts::of(options, session)?;
    Ok(Drafted {
        files: parts.files()?,
        carried: parts.own.files(options, &parts.template, session)?,
        notes: parts.notes,
    })
}

/// What a new hồ sơ is made of.
struct Parts<'a> {
    options: &'a Options,
    /// Which of it is the user's own.
    own: Own,
    template: Template,
    framework: Framework,
    version: Version,
    period: Period,
    units: Vec<String>,
    columns: Vec<PointColumn>,
    /// Where the points of units are, if they are in a table.
    points: Option<Mapping>,
    notes: Vec<Note>,
}

impl<'a> Parts<'a> {
    fn of(options: &'a Options, session: &Session) -> Result<Self, Faults> {
        let (asked, shelf) = carried::beside(&options.template, session, ".md");
        let template = shelf::template(&asked, &shelf)?;
        let (asked, shelf) = carried::beside(&options.framework, session, ".yaml");
        let framework = shelf::framework(&asked, &shelf)?;
        let period = period(&options.period)?;
        let version = roll::version(&framework, &period)?.clone();
        fit::check(options, &template, &version, period.value)?;
        let mut notes = Vec::new();
        let units = match &options.units {
            Some(file) => {
                let sheet = options.sheet.as_ref().filter(|_| options.table.is_none());
                mapping::units(file, session, sheet, &mut notes)?
            }
            None => Vec::new(),
        };
        let columns = point_columns(&framework, &version, &units);
        let points = match &options.table {
            Some(file) => {
                let sheet = options.sheet.as_ref();
                let sought = table_columns(&framework, &version);
                let found = mapping::read(file, session, sheet, &sought, &mut notes)?;
                fit::read_back(file, session, &found, (&framework, &version))?;
                Some(found)
            }
            None if units.is_empty() && !template.points().of_several() => None,
            None => Some(own(&columns)),
        };
        Ok(Self {
            options,
            own: Own::of(options, session),
            template,
            framework,
            version,
            period: period.value,
            units,
            columns,
            points,
            notes,
        })
    }

    /// The files with their names.
    fn files(&self) -> Result<Vec<(String, Vec<u8>)>, Faults> {
        let names = names::of(&self.version, &self.template);
        let schema = form::schema(&DOSSIER, &names);
        let text = self.text(&names);
        let mut files = vec![
            (FILE.to_owned(), text.into_bytes()),
            (SCHEMA.to_owned(), format!("{schema:#}\n").into_bytes()),
        ];
        let sheets = self.sheets();
        if !sheets.is_empty() {
            let day = self.period.first_day();
            let bytes = workbook::write(&Workbook { day, sheets }).map_err(|e| internal(&e))?;
            files.push((WORKBOOK.to_owned(), bytes));
        }
        Ok(files)
    }

    /// The sheets to fill in: points, unless they are there already; Biểu; appendices.
    fn sheets(&self) -> Vec<workbook::Worksheet> {
        let (framework, units) = (&self.framework, &self.units);
        let (mut sheets, names) = (Vec::new(), self.sheet_names());
        if self.options.table.is_none() && self.points.is_some() {
            sheets.push(sheets::points(&self.columns, framework, self.period, units));
        }
        for ((_, plan), name) in self.entered().zip(&names) {
            sheets.push(sheets::filled_in(
                (name, self.period.noun()),
                plan,
                framework,
                units,
            ));
        }
        let appendices = names.iter().skip(self.entered().count());
        sheets.extend(appendices.map(|name| sheets::appendix(name, &self.version, self.period)));
        sheets
    }

    /// The names of the sheets to fill in but that of the points, which none of them bears.
    fn sheet_names(&self) -> Vec<String> {
        let tables = self.template.tables().count();
        let number = |number| match tables {
            1 => "Phụ lục".to_owned(),
            _ => format!("Phụ lục {number}"),
        };
        let appendices: Vec<String> = (1..=tables).map(number).collect();
        let entered = self.entered().map(|(name, _)| name);
        let names = entered.chain(appendices.iter().map(String::as_str));
        let mut names = sheet_names(std::iter::once(sheets::POINTS).chain(names));
        names.remove(0);
        names
    }

    /// The Biểu whose figures are entered.
    fn entered(&self) -> impl Iterator<Item = (&str, &Plan)> {
        let sheets = self.template.sheets();
        let entered = sheets.filter(|(_, plan)| !plan.takes_points());
        entered.map(|(name, plan)| (name, plan.as_ref()))
    }

    /// The keys under which a hồ sơ names tables, with the tables on sheets of ours.
    fn tables(&self) -> Vec<(&'static str, Vec<(String, Mapping)>)> {
        let on = |name: &str, sheet: String| {
            let mapping = Mapping {
                file: WORKBOOK.to_owned(),
                sheet: Some(sheet),
                ..Mapping::default()
            };
            (name.to_owned(), mapping)
        };
        let mut sheets = self.sheet_names().into_iter();
        let entered = self.entered().map(|(name, _)| name).zip(&mut sheets);
        let entered = entered.map(|(name, sheet)| on(name, sheet)).collect();
        let appendices = self.template.tables().zip(sheets);
        let appendices = appendices.map(|(name, sheet)| on(name, sheet)).collect();
        vec![("so_lieu", appendices), ("bieu", entered)]
    }

    /// Whether the hồ sơ itself states points.
    fn has_points_in_place(&self) -> bool {
        let wanted = self.template.points();
        wanted.with_own() || self.points.is_none() && wanted != Points::Optional
    }

    /// Whether it says which unit of a table its document is about.
    fn is_of_one_unit(&self) -> bool {
        self.points.is_some() && self.template.points() == Points::One
    }

    fn text(&self, names: &Names) -> String {
        let facts = self.template.facts().iter().map(|fact| fact.code.clone());
        let mut asked = vec![("thong_tin", facts.collect::<Vec<_>>())];
        let (in_place, one) = (self.has_points_in_place(), self.is_of_one_unit());
        for key in ["diem", "chi_so", "so_dem"] {
            let shape = DOSSIER.get(key).map_or(Shape::Any, Key::shape);
            let parts = text::below(&shape, names).unwrap_or_default();
            let known = |column: &&PointColumn| parts.iter().any(|part| part.key == column.name);
            let columns = self.columns.iter().filter(|_| in_place).filter(known);
            asked.push((key, columns.map(|column| column.name.clone()).collect()));
        }
        let mut without = Vec::new();
        without.extend((!one).then_some("don_vi"));
        without.extend((!in_place && !one).then_some("xep_hang"));
        without.extend(self.points.is_none().then_some("bang_diem"));
        let nothing = asked.iter().filter(|(_, names)| names.is_empty());
        without.extend(nothing.map(|(key, _)| *key));
        let (tables, none): (Vec<_>, Vec<_>) = self
            .tables()
            .into_iter()
            .partition(|(_, tables)| !tables.is_empty());
        without.extend(none.iter().map(|(key, _)| *key));
        let basis = self.framework.basis.short();
        text::text(&text::Known {
            names,
            heading: vec![
                format!("yaml-language-server: $schema={SCHEMA}"),
                format!("Hồ sơ {} theo {basis}.", self.period.long()),
                HINT.to_owned(),
            ],
            values: vec![
                ("mau", self.own.template(self.options)),
                ("bo_chi_so", self.own.framework(self.options)),
                ("ky", self.period.to_string()),
                ("don_vi", String::new()),
            ],
            without,
            asked,
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

/// A name, or the name of the file that goes along.
fn base(file: &Path) -> String {
    let name = file.file_name().unwrap_or(file.as_os_str());
    name.to_string_lossy().into_owned()
}

fn period(asked: &Sourced<String>) -> Result<Sourced<Period>, Fault> {
    let text = &asked.value;
    match Period::parse(text) {
        Some(value) => Ok(Sourced::new(value, asked.place.clone())),
        None => Err(wrong(asked, format!("kỳ “{text}”"))
            .expected("một tháng viết “năm-tháng”, ví dụ 2025-09; hoặc “quý IV/2026”, “6 tháng đầu năm 2026”, “năm 2026”, “tuần 45/2026”")
            .remedy("ghi lại kỳ")
            .offer(Action::ChoosePeriod)),
    }
}
