//! A hồ sơ as one Excel workbook: a new one, one that was in YAML, and back to YAML.

use std::path::{Path, PathBuf};

use super::edit::yaml;
use super::{Drafted, Options, Parts, names, text};
use crate::compose::Template;
use crate::fault::{Faults, Note};
use crate::form::{self, Named, Names, Node, scalar};
use crate::formbook::{Blanks, write};
use crate::roll::UNIT;
use crate::sheet::{LeafKind, Plan};
use crate::shelf::{self, BOOK, DOSSIER, FILE, FormFile, Session};
use crate::vn::period::Period;

/// The keys of points.
const POINTS: [&str; 3] = ["diem", "chi_so", "so_dem"];

/// A new hồ sơ that is one workbook.
///
/// # Errors
/// All that is wrong with what is asked for.
pub fn draft_book(options: &Options, session: &Session) -> Result<Drafted, Faults> {
    let parts = Parts::of(options, session)?;
    Ok(Drafted {
        files: vec![(BOOK.to_owned(), parts.book()?)],
        carried: parts.own.files(options, &parts.template, session)?,
        notes: parts.notes,
    })
}

/// A hồ sơ in the other of its two forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// The folder of the hồ sơ.
    pub folder: PathBuf,
    /// The usual name of the file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What of a workbook is hidden, or was not read.
    pub notes: Vec<Note>,
}

/// A hồ sơ in the other of its two forms: a workbook of YAML, YAML of a workbook.
///
/// # Errors
/// If it cannot be read, or holds what the form does not declare.
pub fn converted(path: &Path, session: &Session) -> Result<Converted, Faults> {
    let form = FormFile::read(path, session)?;
    Faults::gather(|faults| form.fields(faults).map(|_| ()))?;
    let (name, bytes) = match form.book {
        true => (FILE, yaml(&form.root).into_bytes()),
        false => (BOOK, book_of(&form.root, &form)?),
    };
    Ok(Converted {
        folder: form.shelf.folder,
        name: name.to_owned(),
        bytes,
        notes: form.notes,
    })
}

/// The workbook of what a hồ sơ says, with the blanks of its template and its set of indicators as
/// far as these can be read.
pub fn book_of(root: &Node, form: &FormFile) -> Result<Vec<u8>, Faults> {
    let period = root.get("ky").and_then(Node::text).and_then(Period::parse);
    let known = period.and_then(|period| known(root, form, period));
    let nothing = Names::default();
    let names = known.as_ref().map_or(&nothing, |(names, _)| names);
    let day = period.map_or_else(first_day, Period::first_day);
    let mut blanks = Blanks::of(names);
    let tables = ["so_lieu", "bieu"].map(|map| {
        let named = names.of(map).unwrap_or_default().iter();
        named.map(move |named| format!("{map}.{}", named.key))
    });
    let points = ["don_vi", "bang_diem", "xep_hang"].iter().chain(&POINTS);
    let of_units = ["xep_hang"]
        .iter()
        .chain(&POINTS)
        .map(|key| format!("don_vi.{key}"));
    blanks.without = points
        .map(|key| (*key).to_owned())
        .chain(of_units)
        .collect();
    blanks.without.extend(tables.into_iter().flatten());
    if let Some((_, template)) = &known {
        blanks.columns = columns(template);
    }
    write(&DOSSIER, root, &blanks, day)
}

fn first_day() -> time::Date {
    time::Date::from_ordinal_date(2000, 1).unwrap_or(time::Date::MIN)
}

fn known(root: &Node, form: &FormFile, period: Period) -> Option<(Names, Template)> {
    let asked = |key: &str| root.get(key)?.texts().into_iter().next();
    let template = shelf::template(&asked("mau")?, &form.shelf).ok()?;
    let framework = shelf::framework(&asked("bo_chi_so")?, &form.shelf).ok()?;
    let names = names::of(framework.version(period)?, &template);
    Some((names, template))
}

/// The columns of the Biểu whose rows are stated, by the keys above them.
fn columns(template: &Template) -> Vec<(String, Vec<Named>)> {
    let entered = template.sheets().filter(|(_, plan)| !plan.takes_points());
    let both = entered.flat_map(|(name, plan)| {
        let named = named(plan);
        ["dong.*", "tong"].map(|rows| (format!("bieu.{name}.{rows}"), named.clone()))
    });
    both.collect()
}

fn named(plan: &Plan) -> Vec<Named> {
    let leaves = plan.leaves.iter();
    let stated = leaves.filter(|leaf| leaf.kind != LeafKind::Serial);
    stated
        .map(|leaf| Named::new(&leaf.code, leaf.path.join(", ")))
        .collect()
}

impl Parts<'_> {
    fn book(&self) -> Result<Vec<u8>, Faults> {
        let several = self.points.is_some() && self.options.table.is_none();
        let mut names = names::of(&self.version, &self.template);
        for (map, named) in &mut names.0 {
            if POINTS.contains(map) {
                named.retain(|one| self.columns.iter().any(|column| column.name == one.key));
            }
        }
        let mut blanks = Blanks::of(&names);
        blanks.columns = columns(&self.template);
        blanks.without = self.left_out(&names, several);
        let root = form::parse(FILE, &self.stated(several))?;
        write(&DOSSIER, &root, &blanks, self.period.first_day())
    }

    /// The keys that this document has no use for.
    fn left_out(&self, names: &Names, several: bool) -> Vec<String> {
        let (in_place, one) = (self.has_points_in_place(), self.is_of_one_unit());
        let mut without = vec!["don_vi.xep_hang".to_owned()];
        let mut leave = |key: &str| without.push(key.to_owned());
        for key in POINTS {
            let empty = names.of(key).is_none_or(<[Named]>::is_empty);
            if empty || !in_place {
                leave(key);
            }
            if empty || !several {
                leave(&format!("don_vi.{key}"));
            }
        }
        if !several && !one {
            leave("don_vi");
        }
        if !in_place && !one {
            leave("xep_hang");
        }
        if self.options.table.is_none() {
            leave("bang_diem");
        }
        without
    }

    /// What is known of it before anybody fills it in.
    fn stated(&self, several: bool) -> String {
        let mut lines = vec![
            format!("mau: {}", scalar(&self.own.template(self.options))),
            format!("bo_chi_so: {}", scalar(&self.own.framework(self.options))),
            format!("ky: {}", self.period),
        ];
        if let Some(points) = self.points.as_ref().filter(|_| !several) {
            text::table("bang_diem", points, "", &mut lines);
        }
        if several && !self.units.is_empty() {
            lines.push("don_vi:".to_owned());
            lines.extend(
                self.units
                    .iter()
                    .map(|unit| format!("  - ten: {}", scalar(unit))),
            );
        }
        let tables: Vec<&str> = self.template.tables().collect();
        if !tables.is_empty() {
            lines.push("so_lieu:".to_owned());
        }
        for table in tables {
            lines.push(format!("  {}:\n    nhom:", scalar(table)));
            for group in &self.version.groups {
                let name = scalar(&group.name);
                lines.push(format!(
                    "      - ten: {name}\n        dong:\n          - ten:"
                ));
            }
        }
        let of_units = self.entered().filter(|(_, plan)| {
            let mut leaves = plan.leaves.iter();
            !self.units.is_empty() && leaves.any(|leaf| leaf.code == UNIT)
        });
        for (number, (name, _)) in of_units.enumerate() {
            lines.extend((number == 0).then(|| "bieu:".to_owned()));
            lines.push(format!("  {}:\n    dong:", scalar(name)));
            lines.extend(
                self.units
                    .iter()
                    .map(|unit| format!("      - {UNIT}: {}", scalar(unit))),
            );
        }
        lines.join("\n") + "\n"
    }
}
