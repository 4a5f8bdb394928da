//! Reading the decree's file.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Element, ElementRule, Ranged, RuleLength, RuleUnder, Rules, Scale, Size, SizeRule};
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Choice, Fields, FromNode, Node, Shape, choice, form};
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
fn in_range<R: Ranged>(rule: R, fields: &Fields, faults: &mut Faults) -> Option<R> {
    if !rule.holds() {
        let found = format!("giá trị chọn nằm ngoài khoảng của {}", rule.id());
        let fault = Fault::new(Kind::WrongValue, fields.place_of("chon"), found);
        faults.add(fault.expected("từ “tu” đến “den”"));
    }
    Some(rule)
}

form!(
    SIZE,
    "kích thước",
    SizeRule {
        id: required::<String>("ma", "Mã quy tắc"),
        about: required::<Size>("ten", "Kích thước nào"),
        from: required::<Length>("tu", "Từ"),
        to: required::<Length>("den", "Đến"),
        chosen: required::<Length>("chon", "Giá trị mà chương trình dùng"),
        ends_only: or_default::<bool>("chi_hai_dau", "Chỉ được chọn một trong hai đầu khoảng"),
        clause: required::<String>("dieu_khoan", "Điều khoản"),
    },
    in_range
);

form!(
    RULE,
    "đường kẻ",
    RuleLength {
        id: required::<String>("ma", "Mã quy tắc"),
        about: required::<RuleUnder>("ten", "Đường kẻ nào"),
        from: required::<u32>("tu", "Từ"),
        to: required::<u32>("den", "Đến"),
        chosen: required::<u32>("chon", "Giá trị mà chương trình dùng"),
        clause: required::<String>("dieu_khoan", "Điều khoản"),
    },
    in_range
);

form!(
    ELEMENT,
    "thành phần",
    ElementRule {
        id: required::<String>("ma", "Mã quy tắc"),
        about: required::<Element>("ten", "Thành phần nào"),
        style_name: required::<String>("kieu", "Tên kiểu trong Word"),
        from: required::<Length>("tu", "Từ"),
        to: required::<Length>("den", "Đến"),
        chosen: required::<Length>("chon", "Giá trị mà chương trình dùng"),
        bold: or_default::<bool>("dam", "Chữ đậm"),
        italic: or_default::<bool>("nghieng", "Chữ nghiêng"),
        align: required::<Align>("can", "Cách căn"),
        before: or_default::<Length>("cach_tren", "Khoảng cách trên"),
        after: or_default::<Length>("cach_duoi", "Khoảng cách dưới"),
        indented: or_default::<bool>("thut", "Lùi dòng đầu"),
        outline_level: optional::<u32>("bac", "Bậc trong mục lục"),
        keep_with_next: or_default::<bool>("giu_voi_sau", "Cùng trang với đoạn sau"),
        scale: optional::<Scale>("theo", "Cỡ chữ mà hồ sơ chọn được"),
        clause: required::<String>("dieu_khoan", "Điều khoản"),
    },
    in_range
);

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
