//! Reading the decree's file.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Decree, ELEMENTS, ElementRule, KindRule, RULES, RuleLength, SIZES, Scale, SizeRule};
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Fields, FromNode, Node, Sourced, one_of};
use crate::length::Length;
use crate::page::Align;
use crate::vn::number;

impl FromNode for Decree {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            "ten",
            "hieu_luc_tu",
            "phong_chu",
            "kich_thuoc",
            "duong_ke",
            "thanh_phan",
            "loai_van_ban",
            "chu_cai_diem",
        ];
        let fields = Fields::of(node, "thể thức", &known, faults)?;
        let name = fields.required("ten", faults);
        let in_force_from = fields.required("hieu_luc_tu", faults);
        let font_family = fields.required("phong_chu", faults);
        let sizes: Option<Vec<Named<SizeRule>>> = fields.required("kich_thuoc", faults);
        let rules: Option<Vec<Named<RuleLength>>> = fields.required("duong_ke", faults);
        let elements: Option<Vec<Named<ElementRule>>> = fields.required("thanh_phan", faults);
        let kinds = fields.required("loai_van_ban", faults);
        let letters = fields.required("chu_cai_diem", faults);
        Some(Self {
            name: name?,
            in_force_from: in_force_from?,
            font_family: font_family?,
            sizes: collect(sizes?, &SIZES, node, faults),
            rules: collect(rules?, &RULES, node, faults),
            elements: collect(elements?, &ELEMENTS, node, faults),
            kinds: kinds?,
            letters: letters?,
        })
    }
}

/// A rule with its key in the file.
struct Named<T> {
    key: Sourced<String>,
    rule: T,
}

/// The rules by what they are about; each that lacks is a fault.
fn collect<K: Ord + Copy, T>(
    named: Vec<Named<T>>,
    known: &[(&str, K)],
    node: &Node,
    faults: &mut Faults,
) -> BTreeMap<K, T> {
    let mut rules = BTreeMap::new();
    for Named { key, rule } in named {
        match known.iter().find(|(name, _)| *name == key.value) {
            Some((_, what)) => {
                rules.insert(*what, rule);
            }
            None => {
                let found = format!("không có quy tắc “{}”", key.value);
                faults.add(Fault::new(Kind::UnknownName, key.place, found));
            }
        }
    }
    for (name, what) in known {
        if !rules.contains_key(what) {
            let found = format!("thiếu quy tắc “{name}”");
            faults.add(Fault::new(Kind::MissingKey, node.place.clone(), found));
        }
    }
    rules
}

/// A length with its unit: `20 mm`, `1,27 cm`, `0,75 pt`.
pub(in crate::nd30) struct Measure(pub Length);

impl FromNode for Measure {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let text = String::from_node(node, faults)?;
        let read = || {
            let (value, unit) = text.split_once(' ')?;
            let value = number::parse(value).ok()?;
            match unit {
                "mm" => Some(Length::tenths_of_mm((value * Decimal::TEN).to_i64()?)),
                "cm" => Some(Length::tenths_of_mm(
                    (value * Decimal::ONE_HUNDRED).to_i64()?,
                )),
                "pt" => Some(Length::units((value * Decimal::from(120)).to_i64()?)),
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
        length.map(Self)
    }
}

fn in_range<T: PartialOrd>(value: &Sourced<T>, from: &T, to: &T, id: &str, faults: &mut Faults) {
    if value.value < *from || value.value > *to {
        let found = format!("giá trị chọn nằm ngoài khoảng của {id}");
        faults.add(
            Fault::new(Kind::WrongValue, value.place.clone(), found).expected("từ “tu” đến “den”"),
        );
    }
}

impl FromNode for Named<SizeRule> {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            "ma",
            "ten",
            "tu",
            "den",
            "chon",
            "chi_hai_dau",
            "dieu_khoan",
        ];
        let fields = Fields::of(node, "kích thước", &known, faults)?;
        let id: String = fields.required("ma", faults)?;
        let key = fields.required("ten", faults)?;
        let from: Measure = fields.required("tu", faults)?;
        let to: Measure = fields.required("den", faults)?;
        let chosen: Sourced<Measure> = fields.required("chon", faults)?;
        let chosen = Sourced {
            value: chosen.value.0,
            place: chosen.place,
        };
        in_range(&chosen, &from.0, &to.0, &id, faults);
        let rule = SizeRule {
            id,
            clause: fields.required("dieu_khoan", faults)?,
            from: from.0,
            to: to.0,
            chosen: chosen.value,
            ends_only: fields.optional("chi_hai_dau", faults).unwrap_or(false),
        };
        Some(Self { key, rule })
    }
}

impl FromNode for Named<RuleLength> {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["ma", "ten", "tu", "den", "chon", "dieu_khoan"];
        let fields = Fields::of(node, "đường kẻ", &known, faults)?;
        let id: String = fields.required("ma", faults)?;
        let key = fields.required("ten", faults)?;
        let from: u32 = fields.required("tu", faults)?;
        let to: u32 = fields.required("den", faults)?;
        let chosen: Sourced<u32> = fields.required("chon", faults)?;
        in_range(&chosen, &from, &to, &id, faults);
        let rule = RuleLength {
            id,
            from: from.into(),
            to: to.into(),
            chosen: chosen.value.into(),
        };
        Some(Self { key, rule })
    }
}

impl FromNode for Named<ElementRule> {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            "ma",
            "ten",
            "kieu",
            "tu",
            "den",
            "chon",
            "dam",
            "nghieng",
            "can",
            "cach_tren",
            "cach_duoi",
            "thut",
            "bac",
            "giu_voi_sau",
            "theo",
            "dieu_khoan",
        ];
        let fields = Fields::of(node, "thành phần", &known, faults)?;
        let id: String = fields.required("ma", faults)?;
        let key: Sourced<String> = fields.required("ten", faults)?;
        let points = |count: u32| Length::pt(count.into());
        let from: u32 = fields.required("tu", faults)?;
        let to: u32 = fields.required("den", faults)?;
        let chosen: Sourced<u32> = fields.required("chon", faults)?;
        in_range(&chosen, &from, &to, &id, faults);
        let known = ELEMENTS.iter().find(|(name, _)| *name == key.value);
        let mut flag = |key| fields.optional(key, faults).unwrap_or(false);
        let (bold, italic) = (flag("dam"), flag("nghieng"));
        let (indented, keep_with_next) = (flag("thut"), flag("giu_voi_sau"));
        let level: Option<u32> = fields.optional("bac", faults);
        let before: Option<u32> = fields.optional("cach_tren", faults);
        let after: Option<u32> = fields.optional("cach_duoi", faults);
        let rule = ElementRule {
            id,
            clause: fields.required("dieu_khoan", faults)?,
            key: known.map_or("", |(name, _)| *name),
            style_name: fields.required("kieu", faults)?,
            from: points(from),
            to: points(to),
            chosen: points(chosen.value),
            scale: fields.optional("theo", faults),
            bold,
            italic,
            align: fields.required("can", faults)?,
            before: points(before.unwrap_or(0)),
            after: points(after.unwrap_or(0)),
            indented,
            outline_level: level.and_then(|level| u8::try_from(level).ok()),
            keep_with_next,
        };
        Some(Self { key, rule })
    }
}

impl FromNode for Align {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            ("trai", Self::Left),
            ("giua", Self::Centre),
            ("phai", Self::Right),
            ("deu", Self::Justify),
        ];
        one_of(node, "cách căn", &known, faults)
    }
}

impl FromNode for Scale {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            ("than_bai", Self::Body),
            ("dau_trang_nho", Self::HeaderSmall),
            ("dau_trang_lon", Self::HeaderLarge),
        ];
        one_of(node, "cỡ chữ", &known, faults)
    }
}

impl FromNode for KindRule {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["ten", "viet_tat", "kinh_gui", "can_cu_dung"];
        let fields = Fields::of(node, "loại văn bản", &known, faults)?;
        let name = fields.required("ten", faults);
        let mut flag = |key| fields.optional(key, faults).unwrap_or(false);
        let (addressed, upright_bases) = (flag("kinh_gui"), flag("can_cu_dung"));
        Some(Self {
            name: name?,
            abbreviation: fields.optional("viet_tat", faults),
            addressed,
            upright_bases,
        })
    }
}
