//! Reading the decree's file.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Ranged, Rules};
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Choice, Fields, FromNode, Node, Shape, choice};
use crate::length::Length;
use crate::page::Align;
use crate::vn::number;

/// The rules by what they are about; each that lacks is a fault.
impl<R: Ranged> FromNode for Rules<R> {
    fn shape() -> Shape {
        Vec::<R>::shape()
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let rules = Vec::<R>::from_node(node, faults)?.into_iter();
        let rules: BTreeMap<_, _> = rules.map(|rule| (rule.about(), rule)).collect();
        for (name, _, about) in R::About::KNOWN {
            if !rules.contains_key(about) {
                let found = format!("thiếu quy tắc “{name}”");
                faults.add(Fault::new(Kind::MissingKey, node.place.clone(), found));
            }
        }
        Some(Self(rules))
    }
}

/// A length with its unit: `20 mm`, `1,27 cm`, `0,75 pt`.
impl FromNode for Length {
    fn shape() -> Shape {
        Shape::Text
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let text = String::from_node(node, faults)?;
        let read = || {
            let (value, unit) = text.split_once(' ')?;
            let value = number::parse(value).ok()?;
            match unit {
                "mm" => Some(Self::tenths_of_mm((value * Decimal::TEN).to_i64()?)),
                "cm" => Some(Self::tenths_of_mm((value * Decimal::ONE_HUNDRED).to_i64()?)),
                "pt" => Some(Self::units((value * Decimal::from(120)).to_i64()?)),
                _ => None,
            }
        };
        let length = read();
        if length.is_none() {
            let fault = Fault::new(
                Kind::WrongType,
                node.place.clone(),
                format!("giá trị “{text}”"),
            );
            faults.add(fault.expected("số và đơn vị mm, cm hoặc pt, ví dụ 20 mm"));
        }
        length
    }
}

/// A rule whose choice is within its range.
pub(super) fn in_range<R: Ranged>(rule: R, fields: &Fields, faults: &mut Faults) -> Option<R> {
    if !rule.holds() {
        let found = format!("giá trị chọn nằm ngoài khoảng của {}", rule.id());
        let fault = Fault::new(Kind::WrongValue, fields.place_of("chon"), found);
        faults.add(fault.expected("từ “tu” đến “den”"));
    }
    Some(rule)
}

choice!(
    Align,
    "cách căn",
    [
        ("trai", "trái", Self::Left),
        ("giua", "giữa", Self::Centre),
        ("phai", "phải", Self::Right),
        ("deu", "đều hai bên", Self::Justify),
    ]
);
