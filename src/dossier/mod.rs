//! The hồ sơ of a document: points, tables, and the parts that it states itself.
//!
//! ```
//! use std::path::Path;
//! use vanthu::dossier::Dossier;
//! use vanthu::shelf::Session;
//!
//! let dossier = Dossier::read(Path::new("examples/lam-vy-2024-02"), &Session::disk())?;
//! assert_eq!(dossier.templates[0].file_stem(), "thong-bao");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod appendix;
mod copied;
mod sheets;

pub use copied::{Stale, copied_table};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::audit::{Acknowledgement, Settings};
use crate::bounds::RECIPIENTS;
use crate::compose::{Fact, FactPlan, Inputs, Points, Template};
use crate::document::{Issued, unlisted};
use crate::fault::{Action, Fault, Faults, Kind, Note, Place, nearest};
use crate::form::{Fields, FromNode, Node, Sourced, Value};
use crate::framework::{Framework, Rescaled};
use crate::roll::{Roll, titled};
use crate::score::{FIGURES, History, Unit};
use crate::sheet::Indicators;
use crate::shelf::{self, FormFile, Session, Shelf, named, template};
use crate::source::Words;
use crate::vn::period::Period;

/// A hồ sơ, read.
#[derive(Debug)]
pub struct Dossier {
    /// The templates it asks for: one document for each.
    pub templates: Arc<[Template]>,
    /// What it gives to the document.
    pub inputs: Inputs,
    /// The file.
    pub place: Place,
    /// The folder it is in.
    pub folder: PathBuf,
    /// The folder of fonts that it asks for.
    pub font_folder: Option<PathBuf>,
    /// What had to be guessed of its tables, for the user.
    pub notes: Vec<Note>,
    /// The office's settings of checks, if a file beside it has some.
    pub settings: Option<Settings>,
    /// What was found of it, and looked at, and is let stand.
    pub acknowledged: Vec<Acknowledgement>,
    /// What of its figures is that of the period before.
    pub stale: Stale,
    /// How it asks the decree's freedoms to be used; [`crate::nd30::Profile`] reads it.
    pub profile: Option<Node>,
}

impl Dossier {
    /// What had to be guessed of all its tables, is read though it is hidden, or is left out.
    pub fn reading_notes(&self) -> Vec<Note> {
        let notes = self.notes().filter(|note| !note.is_doubt());
        notes.cloned().collect()
    }

    /// These, and the rows that may be no units.
    pub fn notes(&self) -> impl Iterator<Item = &Note> {
        let sheets = self.inputs.sheets.values();
        let of_sheets = sheets.flat_map(|sheet| sheet.notes.iter());
        self.notes.iter().chain(of_sheets)
    }

    /// Reads a hồ sơ.
    ///
    /// # Errors
    /// All that is wrong with it, its framework or its template, in one go.
    pub fn read(path: &Path, session: &Session) -> Result<Self, Faults> {
        let form = FormFile::read(path, session)?;
        let read = Faults::gather(|faults| Self::of(&form.fields(faults)?, &form.shelf, faults));
        let mut dossier = read?;
        dossier.notes.splice(..0, form.notes);
        Ok(dossier)
    }

    fn of(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Self> {
        let templates = templates(fields, shelf, faults);
        let basis = Basis::of(fields, shelf, templates.as_deref(), faults);
        let dossier = Self::about(basis, templates.map(Arc::from), fields, shelf, faults);
        let settings = faults.absorb(shelf.settings())?;
        dossier.map(|mut dossier| {
            let (stale, before) = Stale::of(&dossier, (fields, shelf));
            dossier.inputs.tables_before = before;
            let figures = shelf::tables(fields.entries(), &["so_lieu", "bieu"]);
            let mut notes = dossier.notes.clone();
            notes.extend(titled(&figures, shelf, dossier.inputs.period));
            Self {
                notes,
                settings,
                stale,
                ..dossier
            }
        })
    }

    /// What documents speak of, with the parts that their hồ sơ states.
    pub fn about(
        basis: Option<Basis>,
        templates: Option<Arc<[Template]>>,
        fields: &Fields,
        shelf: &Shelf,
        faults: &mut Faults,
    ) -> Option<Self> {
        let issuer = fields.required("co_quan", faults);
        let issued: Issued = fields.get("van_ban", faults).unwrap_or_default();
        let addressees = addressees(fields, faults);
        let recipients = fields.required("noi_nhan", faults);
        let signatory = fields.required("nguoi_ky", faults);
        let fonts: Option<String> = fields.optional("phong_chu", faults);
        let acknowledged: Option<Vec<Acknowledgement>> = fields.get("da_xem", faults);
        let known = templates.as_deref().unwrap_or_default();
        let mut notes = Vec::new();
        let tables = tables(fields, known, shelf, &mut notes, faults);
        let facts = facts(fields, known, faults);
        let Basis {
            framework,
            period,
            before,
            year_before,
            rescaled,
            history,
            units,
            notes: of_points,
        } = basis?;
        notes.splice(..0, of_points);
        let of = (framework.as_deref(), units.as_slice(), history.as_ref());
        let sheets = sheets::read(fields, shelf, known, of, faults);
        Some(Self {
            templates: templates?,
            inputs: Inputs {
                framework,
                period,
                before,
                year_before,
                rescaled,
                history,
                period_place: fields.node("ky").map(|node| node.place.clone()),
                issuer: issuer?,
                issued,
                addressees,
                units,
                tables,
                tables_before: BTreeMap::new(),
                sheets,
                facts,
                signatory: signatory?,
                recipients: recipients?,
            },
            place: fields.place().at(0, 0),
            folder: shelf.folder.clone(),
            font_folder: fonts.map(|name| shelf.path(&name)),
            notes,
            settings: None,
            acknowledged: acknowledged.unwrap_or_default(),
            stale: Stale::default(),
            profile: fields.node("the_thuc").cloned(),
        })
    }
}

/// To whom documents are addressed.
fn addressees(fields: &Fields, faults: &mut Faults) -> Vec<Words> {
    let named: Vec<Words> = fields.get("kinh_gui", faults).unwrap_or_default();
    let many = RECIPIENTS.hold(named.len(), &fields.place_of("kinh_gui"));
    many.unwrap_or_else(|fault| faults.add(fault));
    unlisted(named, "kính gửi", fields, faults)
}

/// The templates that a hồ sơ asks for. No two may write the same files.
pub fn templates(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Vec<Template>> {
    let asked: Vec<Sourced<String>> = fields.required("mau", faults)?;
    let mut templates: Vec<Template> = Vec::with_capacity(asked.len());
    for name in &asked {
        let Some(template) = faults.absorb(template(name, shelf)) else {
            continue;
        };
        let stem = template.file_stem();
        if templates.iter().any(|other| other.file_stem() == stem) {
            let found = format!("hai mẫu cùng ghi tệp “{stem}”");
            let fault = Fault::new(Kind::RepeatedKey, name.place.clone(), found);
            faults.add(fault.expected("mỗi mẫu một “ten_tep” khác nhau"));
        }
        templates.push(template);
    }
    (templates.len() == asked.len()).then_some(templates)
}

/// What a document speaks of: the month, the framework and the units with their points, as far
/// as the templates need them and the hồ sơ gives them.
#[derive(Debug, Clone)]
pub struct Basis {
    /// The set of indicators, if there is one.
    pub framework: Option<Arc<Framework>>,
    /// The period.
    pub period: Period,
    /// The one that it is compared with, if figures of one were named.
    pub before: Option<Period>,
    /// The same one of the year before, if figures of it were named.
    pub year_before: Option<Period>,
    /// The earlier results that are of another scale.
    pub rescaled: Vec<Rescaled>,
    /// The results of former periods, if the folder that holds them is named.
    pub history: Option<History>,
    /// The units with their points: one, many or none.
    pub units: Vec<Unit>,
    /// What had to be guessed of a table of points, for the user.
    pub notes: Vec<Note>,
}

impl Basis {
    fn of(
        fields: &Fields,
        shelf: &Shelf,
        templates: Option<&[Template]>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let mut given = FIGURES.iter().chain(&["don_vi", "bang_diem"]);
        let given = given.any(|key| fields.node(key).is_some());
        // What templates need that cannot be read, nobody knows.
        let spared = templates.is_none_or(|all| all.iter().all(|t| t.points() == Points::Optional));
        if !given && spared {
            return Self::without_points(fields, shelf, faults);
        }
        let roll = Roll::of(fields, shelf, faults)?;
        let one = |template: &Template| template.points() == Points::One;
        if roll.units.len() != 1 && templates.is_some_and(|all| all.iter().any(one)) {
            // The issuer's own row is taken; that nobody is named is told already.
            let named = |node: &Node| node.key("ten").is_some();
            if fields.node("co_quan").is_some_and(named) || fields.node("don_vi").is_some() {
                faults.add(too_many(fields, &roll.units));
            }
            return None;
        }
        Some(Self {
            framework: Some(Arc::new(roll.framework)),
            period: roll.period,
            before: roll.before,
            year_before: roll.year_before,
            rescaled: roll.rescaled,
            history: roll.history,
            units: roll.units,
            notes: roll.notes,
        })
    }

    fn without_points(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Self> {
        let period = fields.get("ky", faults);
        let framework = match fields.node("bo_chi_so") {
            None => None,
            Some(_) => Some(named(fields, "bo_chi_so", faults, |asked| {
                shelf::framework(asked, shelf)
            })?),
        };
        Some(Self {
            framework: framework.map(Arc::new),
            period: period?,
            before: None,
            year_before: None,
            rescaled: Vec::new(),
            history: None,
            units: Vec::new(),
            notes: Vec::new(),
        })
    }
}

fn too_many(fields: &Fields, units: &[Unit]) -> Fault {
    let node = fields.node("don_vi").or(fields.node("bang_diem"));
    let place = node.map_or(fields.place(), |node| &node.place);
    let found = "hồ sơ có nhiều đơn vị, mà mẫu là văn bản của một đơn vị";
    let fault = Fault::new(Kind::WrongValue, place.clone(), found);
    let issuer = fields
        .node("co_quan")
        .and_then(|issuer| issuer.key("ten")?.text());
    if let (Some(issuer), Some(_)) = (issuer, fields.node("bang_diem")) {
        let names = || units.iter().map(|unit| unit.scores.name.as_str());
        let first = nearest(issuer, names())
            .or(names().next())
            .unwrap_or_default();
        return Fault {
            found: format!("bảng điểm không có dòng của cơ quan ban hành “{issuer}”"),
            ..fault
        }
            .expected("một dòng của đơn vị mà văn bản nói đến")
            .remedy(format!(
                "sửa tên ở “co_quan” hoặc trong bảng; hoặc thêm dòng “don_vi: …”, tên đơn vị đúng như trong bảng, ví dụ “don_vi: {first}”"
            ))
            .offer(Action::ShowPoints);
    }
    fault
        .expected("điểm của một đơn vị, ở “diem”")
        .remedy("in bảng điểm nhiều đơn vị thay cho văn bản này")
        .offer(Action::ShowPoints)
}

/// What the templates ask for besides; each value must be one that a template declares.
fn facts(fields: &Fields, templates: &[Template], faults: &mut Faults) -> BTreeMap<String, Fact> {
    let declared: Vec<&FactPlan> = templates.iter().flat_map(|t| t.facts()).collect();
    let blank;
    let node = match fields.node("thong_tin") {
        Some(node) => node,
        None => {
            blank = Node::new(Value::Blank, fields.place().clone());
            &blank
        }
    };
    let known: Vec<&str> = declared.iter().map(|plan| plan.code.as_str()).collect();
    let mut facts = BTreeMap::new();
    // Without templates every value would seem unknown.
    if templates.is_empty() {
        return facts;
    }
    let Some(fields) = Fields::named(node, "thông tin", &known, faults) else {
        return facts;
    };
    for plan in declared {
        if facts.contains_key(&plan.code) {
            continue;
        }
        match fields.node(&plan.code) {
            Some(node) => {
                let fact = plan.read(node, faults);
                facts.extend(fact.map(|fact| (plan.code.clone(), fact)));
            }
            None if plan.needed => faults.add(lacking(plan, &fields)),
            None => (),
        }
    }
    facts
}

fn lacking(plan: &FactPlan, fields: &Fields) -> Fault {
    let blank = fields.entries().iter().find(|entry| entry.key == plan.code);
    let place = blank.map_or(fields.place(), |entry| &entry.place);
    let found = format!("mẫu cần thông tin “{}”: {}", plan.code, plan.name);
    Fault::new(Kind::MissingKey, place.clone(), found)
        .expected(format!("“{}: …” trong “thong_tin”", plan.code))
        .remedy("điền giá trị đó vào hồ sơ")
}

/// The tables of figures; each must be one that a template can show.
fn tables(
    fields: &Fields,
    templates: &[Template],
    shelf: &Shelf,
    notes: &mut Vec<Note>,
    faults: &mut Faults,
) -> BTreeMap<String, Indicators> {
    let mut tables = BTreeMap::new();
    let Some(node) = fields.node("so_lieu").filter(|_| !templates.is_empty()) else {
        return tables;
    };
    let known: Vec<&str> = templates.iter().flat_map(Template::tables).collect();
    let Some(fields) = Fields::named(node, "số liệu", &known, faults) else {
        return tables;
    };
    for entry in fields.entries() {
        if known.contains(&entry.key.as_str())
            && let Some(node) = appendix::table(&entry.value, shelf, notes, faults)
            && let Some(table) = Indicators::from_node(&node, faults)
        {
            tables.insert(entry.key.clone(), table);
        }
    }
    tables
}
