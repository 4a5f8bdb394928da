//! Reading the decree's file.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use time::Date;

use super::{Decree, ELEMENTS, ElementRule, KindRule, RULES, RuleLength, SIZES, Scale, SizeRule};
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Fields, Form, FromFields, FromNode, Key, Node, Shape, Sourced, choice, form};
use crate::length::Length;
use crate::page::Align;
use crate::vn::number;

static DECREE: Form = Form::new("thể thức").keys(&[
    Key::required::<String>("ten", "Tên văn bản"),
    Key::required::<Date>("hieu_luc_tu", "Ngày có hiệu lực"),
    Key::required::<String>("phong_chu", "Phông chữ"),
    Key::required::<Vec<Named<SizeRule>>>("kich_thuoc", "Lề, khoảng cách, lùi đầu dòng"),
    Key::required::<Vec<Named<RuleLength>>>("duong_ke", "Độ dài đường kẻ, phần trăm"),
    Key::required::<Vec<Named<ElementRule>>>("thanh_phan", "Các thành phần thể thức"),
    Key::required::<Vec<KindRule>>("loai_van_ban", "Các loại văn bản"),
    Key::required::<Vec<String>>("chu_cai_diem", "Các chữ cái đánh thứ tự điểm"),
]);

impl FromFields for Decree {
    const FORM: &'static Form = &DECREE;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let name = fields.get("ten", faults);
        let in_force_from = fields.get("hieu_luc_tu", faults);
        let font_family = fields.get("phong_chu", faults);
        let sizes: Option<Vec<Named<SizeRule>>> = fields.get("kich_thuoc", faults);
        let rules: Option<Vec<Named<RuleLength>>> = fields.get("duong_ke", faults);
        let elements: Option<Vec<Named<ElementRule>>> = fields.get("thanh_phan", faults);
        let kinds = fields.get("loai_van_ban", faults);
        let letters = fields.get("chu_cai_diem", faults);
        Some(Self {
            name: name?,
            in_force_from: in_force_from?,
            font_family: font_family?,
            sizes: collect(sizes?, &SIZES, fields, faults),
            rules: collect(rules?, &RULES, fields, faults),
            elements: collect(elements?, &ELEMENTS, fields, faults),
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
    fields: &Fields,
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
            faults.add(Fault::new(Kind::MissingKey, fields.place().clone(), found));
        }
    }
    rules
}

/// A length with its unit: `20 mm`, `1,27 cm`, `0,75 pt`.
pub(in crate::nd30) struct Measure(pub Length);

impl FromNode for Measure {
    fn shape() -> Shape {
        Shape::Text
    }

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

static SIZE: Form = Form::new("kích thước").keys(&[
    Key::required::<String>("ma", "Mã quy tắc"),
    Key::required::<Sourced<String>>("ten", "Kích thước nào"),
    Key::required::<Measure>("tu", "Từ"),
    Key::required::<Measure>("den", "Đến"),
    Key::required::<Sourced<Measure>>("chon", "Giá trị mà chương trình dùng"),
    Key::optional::<bool>("chi_hai_dau", "Chỉ được chọn một trong hai đầu khoảng"),
    Key::required::<String>("dieu_khoan", "Điều khoản"),
]);

impl FromFields for Named<SizeRule> {
    const FORM: &'static Form = &SIZE;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let id: String = fields.get("ma", faults)?;
        let key = fields.get("ten", faults)?;
        let from: Measure = fields.get("tu", faults)?;
        let to: Measure = fields.get("den", faults)?;
        let chosen: Sourced<Measure> = fields.get("chon", faults)?;
        let chosen = Sourced {
            value: chosen.value.0,
            place: chosen.place,
        };
        in_range(&chosen, &from.0, &to.0, &id, faults);
        let rule = SizeRule {
            id,
            clause: fields.get("dieu_khoan", faults)?,
            from: from.0,
            to: to.0,
            chosen: chosen.value,
            ends_only: fields.get("chi_hai_dau", faults).unwrap_or(false),
        };
        Some(Self { key, rule })
    }
}

static RULE: Form = Form::new("đường kẻ").keys(&[
    Key::required::<String>("ma", "Mã quy tắc"),
    Key::required::<Sourced<String>>("ten", "Đường kẻ nào"),
    Key::required::<u32>("tu", "Từ"),
    Key::required::<u32>("den", "Đến"),
    Key::required::<Sourced<u32>>("chon", "Giá trị mà chương trình dùng"),
    Key::optional::<String>("dieu_khoan", "Điều khoản"),
]);

impl FromFields for Named<RuleLength> {
    const FORM: &'static Form = &RULE;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let id: String = fields.get("ma", faults)?;
        let key = fields.get("ten", faults)?;
        let from: u32 = fields.get("tu", faults)?;
        let to: u32 = fields.get("den", faults)?;
        let chosen: Sourced<u32> = fields.get("chon", faults)?;
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

static ELEMENT: Form = Form::new("thành phần").keys(&[
    Key::required::<String>("ma", "Mã quy tắc"),
    Key::required::<Sourced<String>>("ten", "Thành phần nào"),
    Key::required::<String>("kieu", "Tên kiểu trong Word"),
    Key::required::<u32>("tu", "Từ"),
    Key::required::<u32>("den", "Đến"),
    Key::required::<Sourced<u32>>("chon", "Giá trị mà chương trình dùng"),
    Key::optional::<bool>("dam", "Chữ đậm"),
    Key::optional::<bool>("nghieng", "Chữ nghiêng"),
    Key::required::<Align>("can", "Cách căn"),
    Key::optional::<u32>("cach_tren", "Khoảng cách trên, điểm"),
    Key::optional::<u32>("cach_duoi", "Khoảng cách dưới, điểm"),
    Key::optional::<bool>("thut", "Lùi dòng đầu"),
    Key::optional::<u32>("bac", "Bậc trong mục lục"),
    Key::optional::<bool>("giu_voi_sau", "Cùng trang với đoạn sau"),
    Key::optional::<Scale>("theo", "Cỡ chữ mà hồ sơ chọn được"),
    Key::required::<String>("dieu_khoan", "Điều khoản"),
]);

impl FromFields for Named<ElementRule> {
    const FORM: &'static Form = &ELEMENT;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let id: String = fields.get("ma", faults)?;
        let key: Sourced<String> = fields.get("ten", faults)?;
        let points = |count: u32| Length::pt(count.into());
        let from: u32 = fields.get("tu", faults)?;
        let to: u32 = fields.get("den", faults)?;
        let chosen: Sourced<u32> = fields.get("chon", faults)?;
        in_range(&chosen, &from, &to, &id, faults);
        let known = ELEMENTS.iter().find(|(name, _)| *name == key.value);
        let mut flag = |key| fields.get(key, faults).unwrap_or(false);
        let (bold, italic) = (flag("dam"), flag("nghieng"));
        let (indented, keep_with_next) = (flag("thut"), flag("giu_voi_sau"));
        let level: Option<u32> = fields.get("bac", faults);
        let before: Option<u32> = fields.get("cach_tren", faults);
        let after: Option<u32> = fields.get("cach_duoi", faults);
        let rule = ElementRule {
            id,
            clause: fields.get("dieu_khoan", faults)?,
            key: known.map_or("", |(name, _)| *name),
            style_name: fields.get("kieu", faults)?,
            from: points(from),
            to: points(to),
            chosen: points(chosen.value),
            scale: fields.get("theo", faults),
            bold,
            italic,
            align: fields.get("can", faults)?,
            before: points(before.unwrap_or(0)),
            after: points(after.unwrap_or(0)),
            indented,
            outline_level: level.and_then(|level| u8::try_from(level).ok()),
            keep_with_next,
        };
        Some(Self { key, rule })
    }
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

choice!(
    Scale,
    "cỡ chữ",
    [
        ("than_bai", "theo thân bài", Self::Body),
        (
            "dau_trang_nho",
            "theo cỡ nhỏ của đầu trang",
            Self::HeaderSmall,
        ),
        (
            "dau_trang_lon",
            "theo cỡ lớn của đầu trang",
            Self::HeaderLarge,
        ),
    ]
);

form!(
    KIND,
    "loại văn bản",
    KindRule {
        name: required::<String>("ten", "Tên loại"),
        abbreviation: optional::<String>("viet_tat", "Chữ viết tắt"),
        addressed: or_default::<bool>("kinh_gui", "Có Kính gửi"),
        upright_bases: or_default::<bool>("can_cu_dung", "Căn cứ thường in đứng"),
    }
);
