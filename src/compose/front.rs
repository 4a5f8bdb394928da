//! The front matter of a template: the parts of the document, and what it needs of a hồ sơ.

use super::appendix::AppendixForm;
use super::fact::FactPlan;
use super::field::Field;
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Fields, FromNode, Node, Sourced, one_of};

/// Front matter, read.
pub struct Front {
    /// What the template is for, for lists.
    pub title: Option<String>,
    /// The name of the files to write, without ending.
    pub file_stem: String,
    /// The type of the document.
    pub kind: String,
    /// What files it makes.
    pub form: Form,
    /// Its trích yếu.
    pub about: Field,
    /// Its legal bases.
    pub bases: Vec<Field>,
    /// Whose points it needs.
    pub points: Points,
    /// What it asks for besides.
    pub facts: Vec<FactPlan>,
    /// The tables of indicators that its text uses.
    pub tables: Vec<String>,
    /// The sheets that its text uses.
    pub sheets: Vec<Sourced<String>>,
    /// Its appendices.
    pub appendices: Vec<AppendixForm>,
}

/// What a template makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A document in the decree's form: DOCX and PDF.
    Document,
    /// A news item for a web portal: HTML and plain text.
    News,
}

impl Form {
    const KNOWN: [(&'static str, Self); 2] = [("văn bản", Self::Document), ("bản tin", Self::News)];
}

impl FromNode for Form {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        one_of(node, "dạng", &Self::KNOWN, faults)
    }
}

/// Whose points a template needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    /// Those of one unit.
    One,
    /// Those of one or of several units.
    Several,
    /// None; it may use them if they are given.
    Optional,
}

impl Points {
    const KNOWN: [(&'static str, Self); 3] = [
        ("một đơn vị", Self::One),
        ("các đơn vị", Self::Several),
        ("không cần", Self::Optional),
    ];

    /// Its name in a template.
    pub fn key(self) -> &'static str {
        let mut known = Self::KNOWN.iter();
        let found = known.find(|(_, points)| *points == self);
        found.map_or("", |(key, _)| key)
    }
}

impl Front {
    /// Reads front matter.
    pub fn read(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            "ten",
            "ten_tep",
            "loai",
            "dang",
            "trich_yeu",
            "can_cu",
            "diem",
            "thong_tin",
            "so_lieu",
            "bieu",
            "phu_luc",
        ];
        let fields = Fields::of(node, "mẫu", &known, faults)?;
        let title = fields.optional("ten", faults);
        let file_stem: Option<Sourced<String>> = fields.required("ten_tep", faults);
        let kind = fields.required("loai", faults);
        let form: Option<Form> = fields.optional("dang", faults);
        let about = fields.required("trich_yeu", faults);
        let bases: Option<Vec<Field>> = fields.optional("can_cu", faults);
        let points: Option<Points> = fields.optional("diem", faults);
        let facts: Option<Vec<FactPlan>> = fields.optional("thong_tin", faults);
        let tables: Option<Vec<String>> = fields.optional("so_lieu", faults);
        let sheets: Option<Vec<Sourced<String>>> = fields.optional("bieu", faults);
        let appendices: Option<Vec<AppendixForm>> = fields.optional("phu_luc", faults);
        let file_stem = file_stem?;
        check_stem(&file_stem, faults);
        Some(Self {
            title,
            file_stem: file_stem.value,
            kind: kind?,
            form: form.unwrap_or(Form::Document),
            about: about?,
            bases: bases.unwrap_or_default(),
            points: points.unwrap_or(Points::One),
            facts: facts.unwrap_or_default(),
            tables: tables.unwrap_or_default(),
            sheets: sheets.unwrap_or_default(),
            appendices: appendices.unwrap_or_default(),
        })
    }
}

impl FromNode for Points {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        one_of(node, "cách lấy điểm", &Self::KNOWN, faults)
    }
}

/// A name of files that every system takes and that stays in its folder.
fn check_stem(stem: &Sourced<String>, faults: &mut Faults) {
    let name = &stem.value;
    let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || name.len() > 60 || !name.chars().all(safe) {
        faults.add(
            Fault::new(
                Kind::WrongValue,
                stem.place.clone(),
                format!("tên tệp “{name}”"),
            )
            .expected("chữ thường không dấu, chữ số và gạch nối, ví dụ thong-bao"),
        );
    }
}
