//! The hồ sơ: a folder, or the file `ho-so.yaml` in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{files, framework, template};
use crate::compose::{Inputs, Template};
use crate::document::Issuer;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::figures::{self, Fields, FromNode, Sourced};
use crate::framework::Framework;
use crate::score::{Entered, Scores};
use crate::sheet::Indicators;
use crate::vn::date::{self, IssueDate};
use crate::vn::name;
use crate::vn::period::Period;

/// The name of the file in a hồ sơ's folder.
const FILE: &str = "ho-so.yaml";

/// The keys of a hồ sơ.
const KEYS: [&str; 14] = [
    "mau",
    "bo_chi_so",
    "ky",
    "co_quan",
    "van_ban",
    "kinh_gui",
    "diem",
    "chi_so",
    "so_dem",
    "xep_hang",
    "so_lieu",
    "noi_nhan",
    "nguoi_ky",
    "phong_chu",
];

/// A hồ sơ, read.
#[derive(Debug)]
pub struct Dossier {
    /// The template it asks for.
    pub template: Template,
    /// What it gives to the document.
    pub inputs: Inputs,
    /// The file.
    pub place: Place,
    /// The folder it is in.
    pub folder: PathBuf,
    /// The folder of fonts that it asks for.
    pub font_folder: Option<PathBuf>,
}

/// Where the files of a hồ sơ are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file itself.
    pub file: PathBuf,
    /// The folder it is in.
    pub folder: PathBuf,
}

impl Location {
    /// From what the user named: the folder or the file.
    pub fn of(path: &Path) -> Self {
        let file = if path.is_dir() {
            path.join(FILE)
        } else {
            path.to_owned()
        };
        let folder = match file.parent() {
            Some(parent) if parent.as_os_str().is_empty() => PathBuf::from("."),
            Some(parent) => parent.to_owned(),
            None => PathBuf::from("."),
        };
        Self { file, folder }
    }
}

impl Dossier {
    /// Reads a hồ sơ.
    ///
    /// # Errors
    /// All that is wrong with it, its framework or its template, in one go.
    pub fn read(path: &Path) -> Result<Self, Faults> {
        let location = Location::of(path);
        let text = files::read(&location.file).map_err(|fault| {
            if !fault.expected.is_empty() {
                return fault;
            }
            fault
                .expected(format!("một thư mục hồ sơ có tệp {FILE}"))
                .remedy("kiểm tra đường dẫn; dùng dấu \"…\" nếu tên thư mục có dấu cách")
        })?;
        Self::parse(
            &location.file.display().to_string(),
            &text,
            &location.folder,
        )
    }

    /// Reads a hồ sơ from the text of its file; what it names is looked for in the folder.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn parse(file: &str, text: &str, folder: &Path) -> Result<Self, Faults> {
        let node = figures::parse(file, text)?;
        let mut faults = Faults::none();
        let dossier = Fields::of(&node, "hồ sơ", &KEYS, &mut faults)
            .and_then(|fields| Self::from_fields(&fields, folder, &mut faults));
        faults.or(dossier)
    }

    fn from_fields(fields: &Fields, folder: &Path, faults: &mut Faults) -> Option<Self> {
        let template = named(fields, "mau", faults, |asked| template(asked, folder));
        let framework = named(fields, "bo_chi_so", faults, |asked| {
            framework(asked, folder)
        });
        let period: Option<Sourced<Period>> = fields.required("ky", faults);
        let issuer: Option<Issuer> = fields.required("co_quan", faults);
        let issued = Issued::of(fields, faults);
        let addressees: Option<Vec<String>> = fields.optional("kinh_gui", faults);
        let scores = scores(
            fields,
            framework.as_ref(),
            period.as_ref(),
            issuer.as_ref(),
            faults,
        );
        let tables = tables(fields, template.as_ref(), faults);
        let recipients = fields.required("noi_nhan", faults);
        let signatory = fields.required("nguoi_ky", faults);
        let fonts: Option<String> = fields.optional("phong_chu", faults);
        let issued = issued?;
        Some(Self {
            template: template?,
            inputs: Inputs {
                framework: framework?,
                period: period?.value,
                issuer: issuer?,
                number: issued.number,
                date: issued.date,
                addressees: addressees.unwrap_or_default(),
                scores: scores?,
                tables,
                signatory: signatory?,
                recipients: recipients?,
            },
            place: fields.place().at(0, 0),
            folder: folder.to_owned(),
            font_folder: fonts.map(|name| folder.join(name)),
        })
    }
}

/// What a key names, looked up.
fn named<T>(
    fields: &Fields,
    key: &str,
    faults: &mut Faults,
    find: impl FnOnce(&Sourced<String>) -> Result<T, Faults>,
) -> Option<T> {
    let asked: Sourced<String> = fields.required(key, faults)?;
    find(&asked).map_err(|found| faults.extend(found)).ok()
}

/// The points, by the version of the framework that holds in the period.
fn scores(
    fields: &Fields,
    framework: Option<&Framework>,
    period: Option<&Sourced<Period>>,
    issuer: Option<&Issuer>,
    faults: &mut Faults,
) -> Option<Scores> {
    let (framework, period) = (framework?, period?);
    let Some(version) = framework.version(period.value) else {
        let found = format!("kỳ {} trước khi bộ chỉ số có hiệu lực", period.value);
        let fault = Fault::new(Kind::WrongValue, period.place.clone(), found);
        let from = date::short(framework.in_force_from);
        faults.add(fault.expected(format!("từ tháng của ngày {from}")));
        return None;
    };
    let entered = Entered::read(fields, framework, version, faults)?;
    let name = issuer.map_or("", |issuer| name::unit(&issuer.name));
    Scores::of(name, &entered, framework, version, faults)
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
