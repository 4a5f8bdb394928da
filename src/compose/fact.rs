//! What a template asks a hồ sơ for besides points and tables (`thong_tin`): declared with a
//! type in its front matter, given with a place in the hồ sơ. Texts are data, never markup.

use rust_decimal::Decimal;
use time::Date;

use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Count, Fields, FromNode, Node, Percent, Sourced, choice, form};
use crate::vn::text;

form! {
    /// A value that a template declares.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct FactPlan: FACT, "thông tin" {
        /// Its code, by which the template names it.
        pub code: required::<String>("ma", "Mã, để mẫu và hồ sơ gọi").example("ly_do"),
        /// What it is, for the user.
        pub name: required::<String>("ten", "Tên, cho người điền"),
        /// Of what type it is.
        pub kind: required::<FactKind>("loai", "Loại"),
        /// Whether the document cannot do without it.
        pub needed: usual::<bool>("can", "Không thể thiếu; bỏ trống: có") = true,
        /// Whether it stays the same from one period to the next: a threshold, a target.
        pub kept: or_default::<bool>(
            "giu",
            "Không đổi theo kỳ (ngưỡng, chỉ tiêu được giao): tháng sau giữ nguyên; bỏ trống: không",
        ),
    }
    well_named
}

choice! {
    /// The types of values.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum FactKind: "loại thông tin" {
        /// `chu`: words on one line.
        Words = "chu": "một dòng chữ",
        /// `doan`: one or more paragraphs.
        Paragraphs = "doan": "một hoặc nhiều đoạn, cách nhau dòng trống hoặc thành danh sách",
        /// `danh_sach`: a list of words.
        List = "danh_sach": "danh sách",
        /// `so`: a number.
        Number = "so": "số",
        /// `so_dem`: a number of things.
        Count = "so_dem": "số đếm",
        /// `ty_le`: a rate in percent.
        Rate = "ty_le": "tỷ lệ",
        /// `ngay`: a day.
        Day = "ngay": "ngày",
    }
}

/// A value that a hồ sơ gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The value.
    pub value: FactValue,
    /// Where it was written.
    pub place: Place,
}

/// A value of one of the types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue {
    /// Words on one line.
    Words(String),
    /// Paragraphs, or the entries of a list.
    Lines(Vec<Sourced<String>>),
    /// A number of things or a plain number.
    Number(Decimal),
    /// A rate in percent.
    Rate(Percent),
    /// A day.
    Day(Date),
}

impl FactPlan {
    /// Reads the value from a hồ sơ; adds a fault if it is of another type.
    pub fn read(&self, node: &Node, faults: &mut Faults) -> Option<Fact> {
        let value = match self.kind {
            FactKind::Words => FactValue::Words(text::clean(&String::from_node(node, faults)?)),
            FactKind::Paragraphs => FactValue::Lines(paragraphs(node, faults)?),
            FactKind::List => FactValue::Lines(lines(node, faults)?),
            FactKind::Number => FactValue::Number(Decimal::from_node(node, faults)?),
            FactKind::Count => FactValue::Number(Count::from_node(node, faults)?.0),
            FactKind::Rate => FactValue::Rate(Percent::from_node(node, faults)?),
            FactKind::Day => FactValue::Day(Date::from_node(node, faults)?),
        };
        Some(Fact {
            value,
            place: node.place.clone(),
        })
    }
}

fn lines(node: &Node, faults: &mut Faults) -> Option<Vec<Sourced<String>>> {
    let mut lines: Vec<Sourced<String>> = Vec::from_node(node, faults)?;
    for line in &mut lines {
        line.value = text::unlisted(&text::clean(&line.value)).to_owned();
    }
    Some(lines)
}

/// A list of paragraphs, or one text with blank lines between them.
fn paragraphs(node: &Node, faults: &mut Faults) -> Option<Vec<Sourced<String>>> {
    let texts: Vec<Sourced<String>> = Vec::from_node(node, faults)?;
    let mut paragraphs = Vec::new();
    for Sourced { value, place } in texts {
        let mut before = 0;
        for part in value.split("\n\n") {
            let paragraph = text::clean(part);
            if !paragraph.is_empty() {
                let place = match before {
                    0 => place.clone(),
                    before => place.letter(before),
                };
                paragraphs.push(Sourced::new(paragraph, place));
            }
            before += text::letters(part) + 1;
        }
    }
    Some(paragraphs)
}

/// One whose code can be called in a template.
fn well_named(fact: FactPlan, fields: &Fields, faults: &mut Faults) -> Option<FactPlan> {
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let begins = fact.code.starts_with(|c: char| c.is_ascii_lowercase());
    if !begins || !fact.code.chars().all(small) {
        let found = format!("mã “{}”", fact.code);
        let fault = Fault::new(Kind::WrongValue, fields.place_of("ma"), found);
        faults.add(fault.expected("chữ thường không dấu, chữ số và gạch dưới: ly_do"));
        return None;
    }
    Some(fact)
}
