//! The front matter of a template: the parts of the document, and what it needs of a hồ sơ.

use super::appendix::AppendixPlan;
use super::fact::FactPlan;
use super::field::Field;
use crate::fault::{Fault, Faults, Kind};
use crate::form::{self, Choice, Fields, Key, Node, Sourced};
use crate::vn::slug::slug;

/// Front matter, read.
pub struct Front {
    /// What the template is for, for lists.
    pub title: Option<String>,
    /// The name of the files to write, without ending.
    pub file_stem: String,
    /// The type of the document.
    pub kind: Sourced<String>,
    /// What files it makes.
    pub genre: Genre,
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
    pub appendices: Vec<AppendixPlan>,
}

/// What a template makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Genre {
    /// A document in the decree's form: DOCX and PDF.
    Document,
    /// A news item for a web portal: HTML and plain text.
    News,
}

impl Choice for Genre {
    const WHAT: &'static str = "dạng";
    const KNOWN: &'static [(&'static str, &'static str, Self)] = &[
        (
            "văn bản",
            "tệp Word và PDF theo Nghị định 30",
            Self::Document,
        ),
        (
            "bản tin",
            "cho trang thông tin: HTML và chữ thường",
            Self::News,
        ),
    ];
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

/// The front matter of a template (`templates/*.md`).
pub static FRONT: form::Form = form::Form::new("mẫu").keys(&[
    Key::optional::<String>("ten", "Mẫu dùng để làm gì, in trong danh sách các mẫu"),
    Key::required::<Sourced<String>>("ten_tep", "Tên tệp kết quả, không có đuôi")
        .example("thong-bao"),
    Key::required::<Sourced<String>>("loai", "Tên loại văn bản")
        .example("Thông báo")
        .note("Công văn thì không in tên loại, trích yếu in dưới số"),
    Key::choice::<Genre>("dang", "Ra những tệp nào").note("Bỏ trống: văn bản"),
    Key::required::<Field>("trich_yeu", "Trích yếu")
        .note("Công văn: không ghi V/v, chương trình thêm"),
    Key::optional::<Vec<Field>>("can_cu", "Danh sách căn cứ ban hành, không ghi dấu ;")
        .note("Căn cứ nào điền ra trống thì bỏ"),
    Key::choice::<Points>("diem", "Cần điểm của ai").note("Bỏ trống: một đơn vị"),
    Key::optional::<Vec<FactPlan>>("thong_tin", "Những điều mẫu hỏi thêm"),
    Key::optional::<Vec<String>>("so_lieu", "Tên các bảng chỉ tiêu dùng trong bài"),
    Key::optional::<Vec<Sourced<String>>>("bieu", "Tên các biểu dùng trong bài"),
    Key::optional::<Vec<AppendixPlan>>("phu_luc", "Các phụ lục: biểu, hoặc bảng chỉ tiêu"),
]);

impl Front {
    /// Reads front matter.
    pub fn read(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, &FRONT, faults)?;
        let title = fields.get("ten", faults);
        let file_stem: Option<Sourced<String>> = fields.get("ten_tep", faults);
        let kind = fields.get("loai", faults);
        let genre: Option<Genre> = fields.choose("dang", faults);
        let about = fields.get("trich_yeu", faults);
        let bases: Option<Vec<Field>> = fields.get("can_cu", faults);
        let points: Option<Points> = fields.choose("diem", faults);
        let facts: Option<Vec<FactPlan>> = fields.get("thong_tin", faults);
        let tables: Option<Vec<String>> = fields.get("so_lieu", faults);
        let sheets: Option<Vec<Sourced<String>>> = fields.get("bieu", faults);
        let appendices: Option<Vec<AppendixPlan>> = fields.get("phu_luc", faults);
        let file_stem = file_stem?;
        check_stem(&file_stem, faults);
        Some(Self {
            title,
            // A name that Windows keeps for a device is made safe like those from data.
            file_stem: slug(&file_stem.value),
            kind: kind?,
            genre: genre.unwrap_or(Genre::Document),
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

impl Choice for Points {
    const WHAT: &'static str = "cách lấy điểm";
    const KNOWN: &'static [(&'static str, &'static str, Self)] = &[
        ("một đơn vị", "", Self::One),
        ("các đơn vị", "từ don_vi hoặc bang_diem", Self::Several),
        ("không cần", "có thì dùng", Self::Optional),
    ];
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
