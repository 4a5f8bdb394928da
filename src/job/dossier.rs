//! The hồ sơ of a document: points, tables, and the parts that it states itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::form::{Form, Shelf, beside, named};
use super::roll::Roll;
use crate::compose::{Inputs, Template};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::figures::{Fields, FromNode, Sourced};
use crate::framework::Framework;
use crate::score::Scores;
use crate::sheet::Indicators;
use crate::vn::date::IssueDate;
use crate::vn::period::Period;

/// A hồ sơ, read.
#[derive(Debug)]
pub struct Dossier {
    /// The template it asks for.
    pub template: Arc<Template>,
    /// What it gives to the document.
    pub inputs: Inputs,
    /// The file.
    pub place: Place,
    /// The folder it is in.
    pub folder: PathBuf,
    /// The folder of fonts that it asks for.
    pub font_folder: Option<PathBuf>,
}

impl Dossier {
    /// Reads a hồ sơ.
    ///
    /// # Errors
    /// All that is wrong with it, its framework or its template, in one go.
    pub fn read(path: &Path, frameworks: Option<&Path>) -> Result<Self, Faults> {
        let form = Form::read(path, frameworks)?;
        let mut faults = Faults::none();
        let dossier = form
            .fields(&mut faults)
            .and_then(|fields| Self::of(&fields, &form.shelf, &mut faults));
        faults.or(dossier)
    }

    fn of(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Self> {
        let template = named(fields, "mau", faults, |asked| {
            template(asked, &shelf.folder)
        });
        let roll = Roll::of(fields, shelf, faults);
        let subject = roll.and_then(|roll| {
            Some(Subject {
                framework: Arc::new(roll.framework.clone()),
                period: roll.period,
                scores: only(roll, fields, faults)?,
            })
        });
        Self::about(subject, template.map(Arc::new), fields, shelf, faults)
    }

    /// What a document is about, with the parts that its hồ sơ states.
    pub fn about(
        subject: Option<Subject>,
        template: Option<Arc<Template>>,
        fields: &Fields,
        shelf: &Shelf,
        faults: &mut Faults,
    ) -> Option<Self> {
        let issuer = fields.required("co_quan", faults);
        let issued = Issued::of(fields, faults);
        let addressees: Option<Vec<String>> = fields.optional("kinh_gui", faults);
        let tables = tables(fields, template.as_deref(), faults);
        let recipients = fields.required("noi_nhan", faults);
        let signatory = fields.required("nguoi_ky", faults);
        let fonts: Option<String> = fields.optional("phong_chu", faults);
        let (issued, subject) = (issued?, subject?);
        Some(Self {
            template: template?,
            inputs: Inputs {
                framework: subject.framework,
                period: subject.period,
                issuer: issuer?,
                number: issued.number,
                date: issued.date,
                addressees: addressees.unwrap_or_default(),
                scores: subject.scores,
                tables,
                signatory: signatory?,
                recipients: recipients?,
            },
            place: fields.place().at(0, 0),
            folder: shelf.folder.clone(),
            font_folder: fonts.map(|name| shelf.folder.join(name)),
        })
    }
}

/// What a document is about: the points of one unit in one month.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The set of indicators.
    pub framework: Arc<Framework>,
    /// The month that is scored.
    pub period: Period,
    /// The points.
    pub scores: Scores,
}

/// The points of the one unit that a document is about.
fn only(roll: Roll, fields: &Fields, faults: &mut Faults) -> Option<Scores> {
    let mut units = roll.units.into_iter();
    match (units.next(), units.next()) {
        (Some(unit), None) => Some(unit.scores),
        _ => {
            let place = fields
                .node("don_vi")
                .map_or(fields.place(), |node| &node.place);
            let found = "hồ sơ có nhiều đơn vị, mà mẫu là văn bản của một đơn vị";
            faults.add(
                Fault::new(Kind::WrongValue, place.clone(), found)
                    .expected("điểm của một đơn vị, ở “diem”")
                    .remedy("dùng “vanthu score” để in bảng điểm nhiều đơn vị"),
            );
            None
        }
    }
}

/// The template of this name, or of this file beside the hồ sơ.
pub fn template(asked: &Sourced<String>, folder: &Path) -> Result<Template, Faults> {
    if !asked.value.ends_with(".md") {
        return Template::shipped(asked);
    }
    let (file, text) = beside("mẫu", asked, folder)?;
    Template::parse(&file, &text)
}

/// The tables of figures; each must be one that the template can show.
fn tables(
    fields: &Fields,
    template: Option<&Template>,
    faults: &mut Faults,
) -> BTreeMap<String, Indicators> {
    let mut tables = BTreeMap::new();
    let (Some(node), Some(template)) = (fields.node("so_lieu"), template) else {
        return tables;
    };
    let known: Vec<&str> = template.tables().collect();
    let Some(fields) = Fields::of(node, "số liệu", &known, faults) else {
        return tables;
    };
    for entry in fields.entries() {
        if known.contains(&entry.key.as_str())
            && let Some(table) = Indicators::from_node(&entry.value, faults)
        {
            tables.insert(entry.key.clone(), table);
        }
    }
    tables
}

/// Number and date, both of which may still be open.
struct Issued {
    number: Option<u32>,
    date: IssueDate,
}

impl Issued {
    fn of(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let open = Self {
            number: None,
            date: IssueDate::Open,
        };
        let Some(node) = fields.node("van_ban") else {
            return Some(open);
        };
        let fields = Fields::of(node, "văn bản", &["so", "ngay"], faults)?;
        let number: Option<u32> = fields.optional("so", faults);
        if number == Some(0) {
            let place = fields.node("so").unwrap_or(node).place.clone();
            let fault = Fault::new(Kind::WrongValue, place, "số văn bản là 0");
            faults.add(fault.expected("từ 1; để trống khi chưa cấp số"));
        }
        let date: Option<IssueDate> = fields.optional("ngay", faults);
        Some(Self {
            number,
            date: date.unwrap_or(open.date),
        })
    }
}
