//! The decree as data: `decree/nd30-2020.yaml`, each rule with its id, clause, permitted range
//! and our choice within it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::fault::{Fault, Faults, Kind};
use crate::figures::{self, Fields, FromNode, Node, Sourced, one_of};
use crate::length::Length;
use crate::page::Align;
use crate::vn::number;

/// The rules in force since 05/03/2020.
const ND30: &str = include_str!("../../decree/nd30-2020.yaml");

/// What has a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// Width of the paper.
    PaperWidth,
    /// Height of the paper.
    PaperHeight,
    /// Margin above.
    MarginTop,
    /// Margin below.
    MarginBottom,
    /// Margin to the left.
    MarginLeft,
    /// Margin to the right.
    MarginRight,
    /// From the paper's upper edge to the page number.
    PageNumber,
    /// Indent of a paragraph's first line.
    FirstLine,
    /// Thickness of the rules under motto, issuer and titles.
    RuleThickness,
    /// Space between a line of text and the rule under it.
    RuleGap,
    /// Thickness of the lines of tables.
    TableLine,
    /// Space between a cell's edge and its text.
    CellPadding,
    /// Width of the left column of the header block.
    HeaderLeft,
    /// Width of the column of recipients.
    RecipientsColumn,
    /// Indent of Kính gửi.
    Addressees,
}

/// What a rule is drawn under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleUnder {
    /// The motto.
    Motto,
    /// The issuing body's name.
    Issuer,
    /// The trích yếu.
    About,
    /// The heading of an appendix.
    Appendix,
}

/// A part of a document that has its own type, and so its own style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// Running text. It comes first: its style is what a word processor falls back on.
    Text,
    /// Quốc hiệu.
    NationalName,
    /// Tiêu ngữ.
    Motto,
    /// Cơ quan chủ quản.
    Superior,
    /// Cơ quan ban hành.
    Issuer,
    /// Số, ký hiệu.
    Number,
    /// Địa danh, thời gian.
    PlaceDate,
    /// Tên loại.
    Kind,
    /// Trích yếu.
    About,
    /// Kính gửi.
    Addressees,
    /// A part with a Roman number.
    Part,
    /// A numbered item with a title.
    Title,
    /// A numbered or marked item.
    Item,
    /// The words Nơi nhận.
    Recipients,
    /// A recipient.
    Recipient,
    /// Quyền hạn, chức vụ.
    Authority,
    /// Họ tên.
    SignatoryName,
    /// Phụ lục and its number.
    Appendix,
    /// The title of an appendix.
    AppendixTitle,
    /// (Kèm theo …).
    AppendixOf,
    /// Page number.
    PageNumber,
    /// Header cell of a table.
    TableHead,
    /// Cell of words.
    TableText,
    /// Cell of figures.
    TableFigure,
    /// The carrier of a rule.
    Rule,
    /// The end of a section.
    SectionEnd,
}

/// A size with its permitted range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SizeRule {
    /// The rule's id (`ND30-PAGE-03`).
    pub id: String,
    /// Where the decree says so.
    pub clause: String,
    /// The least permitted.
    pub from: Length,
    /// The most permitted.
    pub to: Length,
    /// Our choice.
    pub chosen: Length,
}

/// The length of a rule, in percent of the line above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleLength {
    /// The rule's id.
    pub id: String,
    /// The least permitted.
    pub from: i64,
    /// The most permitted.
    pub to: i64,
    /// Our choice.
    pub chosen: i64,
}

/// How an element is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementRule {
    /// The rule's id.
    pub id: String,
    /// The key in the file, which makes the style's identifier.
    pub key: &'static str,
    /// The style's name in Word.
    pub style_name: String,
    /// The smallest type permitted.
    pub from: Length,
    /// The largest.
    pub to: Length,
    /// Our choice.
    pub chosen: Length,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// How it stands.
    pub align: Align,
    /// Space above.
    pub before: Length,
    /// Space below.
    pub after: Length,
    /// Whether the first line is indented.
    pub indented: bool,
    /// Level in the outline.
    pub outline_level: Option<u8>,
    /// Whether it stays on a page with what follows.
    pub keep_with_next: bool,
}

/// A type of document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindRule {
    /// Its name.
    pub name: String,
    /// Its abbreviation in symbols.
    pub abbreviation: String,
    /// Whether it may bear Kính gửi (ND30-KG-01).
    pub addressed: bool,
}

/// The rules of the decree with our choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decree {
    /// Its full title.
    pub name: String,
    /// The family of type.
    pub font_family: String,
    sizes: BTreeMap<Size, SizeRule>,
    rules: BTreeMap<RuleUnder, RuleLength>,
    elements: BTreeMap<Element, ElementRule>,
    kinds: Vec<KindRule>,
}

const SIZES: [(&str, Size); 15] = [
    ("rong_giay", Size::PaperWidth),
    ("cao_giay", Size::PaperHeight),
    ("le_tren", Size::MarginTop),
    ("le_duoi", Size::MarginBottom),
    ("le_trai", Size::MarginLeft),
    ("le_phai", Size::MarginRight),
    ("so_trang_cach_mep", Size::PageNumber),
    ("thut_dau_dong", Size::FirstLine),
    ("net_ke", Size::RuleThickness),
    ("cach_duong_ke", Size::RuleGap),
    ("net_bang", Size::TableLine),
    ("dem_o", Size::CellPadding),
    ("cot_trai_dau_trang", Size::HeaderLeft),
    ("cot_noi_nhan", Size::RecipientsColumn),
    ("kinh_gui_thut", Size::Addressees),
];

const RULES: [(&str, RuleUnder); 4] = [
    ("tieu_ngu", RuleUnder::Motto),
    ("co_quan", RuleUnder::Issuer),
    ("trich_yeu", RuleUnder::About),
    ("phu_luc", RuleUnder::Appendix),
];

const ELEMENTS: [(&str, Element); 26] = [
    ("quoc_hieu", Element::NationalName),
    ("tieu_ngu", Element::Motto),
    ("co_quan_chu_quan", Element::Superior),
    ("co_quan_ban_hanh", Element::Issuer),
    ("so_ky_hieu", Element::Number),
    ("dia_danh", Element::PlaceDate),
    ("ten_loai", Element::Kind),
    ("trich_yeu", Element::About),
    ("kinh_gui", Element::Addressees),
    ("noi_dung", Element::Text),
    ("phan", Element::Part),
    ("khoan_tieu_de", Element::Title),
    ("muc", Element::Item),
    ("noi_nhan", Element::Recipients),
    ("noi_nhan_muc", Element::Recipient),
    ("quyen_han", Element::Authority),
    ("ho_ten", Element::SignatoryName),
    ("phu_luc", Element::Appendix),
    ("tieu_de_phu_luc", Element::AppendixTitle),
    ("kem_theo", Element::AppendixOf),
    ("so_trang", Element::PageNumber),
    ("dau_bang", Element::TableHead),
    ("o_bang", Element::TableText),
    ("o_bang_giua", Element::TableFigure),
    ("duong_ke", Element::Rule),
    ("cuoi_phan", Element::SectionEnd),
];

impl Decree {
    /// Nghị định 30/2020/NĐ-CP.
    ///
    /// # Errors
    /// If the shipped file is wrong, which a test rules out.
    pub fn nd30() -> Result<Self, Faults> {
        Self::parse("decree/nd30-2020.yaml", ND30)
    }

    /// Reads the rules from the text of a file.
    ///
    /// # Errors
    /// All that is wrong with it, a choice outside its range or a rule that lacks included.
    pub fn parse(file: &str, text: &str) -> Result<Self, Faults> {
        let node = figures::parse(file, text)?;
        let mut faults = Faults::none();
        let decree = Self::from_node(&node, &mut faults);
        faults.or(decree)
    }

    /// Our choice of a size.
    pub fn size(&self, size: Size) -> Length {
        self.sizes
            .get(&size)
            .map_or(Length::ZERO, |rule| rule.chosen)
    }

    /// The rule behind a size.
    pub fn size_rule(&self, size: Size) -> Option<&SizeRule> {
        self.sizes.get(&size)
    }

    /// The length of the rule to draw under a line of text of this length.
    pub fn rule_under(&self, what: RuleUnder, line: Length) -> Length {
        let percent = self.rules.get(&what).map_or(0, |rule| rule.chosen);
        Length::twips(line.scaled(percent, 100).in_twips())
    }

    /// How all elements are set, in the order of [`Element`].
    pub fn elements(&self) -> impl Iterator<Item = (Element, &ElementRule)> {
        self.elements.iter().map(|(element, rule)| (*element, rule))
    }

    /// The type of document of this name.
    pub fn kind(&self, name: &str) -> Option<&KindRule> {
        self.kinds.iter().find(|kind| kind.name == name)
    }

    /// The names of all types of document.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().map(|kind| kind.name.as_str())
    }
}

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
        ];
        let fields = Fields::of(node, "thể thức", &known, faults)?;
        let name = fields.required("ten", faults);
        let _: Option<time::Date> = fields.required("hieu_luc_tu", faults);
        let font_family = fields.required("phong_chu", faults);
        let sizes: Option<Vec<Named<SizeRule>>> = fields.required("kich_thuoc", faults);
        let rules: Option<Vec<Named<RuleLength>>> = fields.required("duong_ke", faults);
        let elements: Option<Vec<Named<ElementRule>>> = fields.required("thanh_phan", faults);
        let kinds = fields.required("loai_van_ban", faults);
        Some(Self {
            name: name?,
            font_family: font_family?,
            sizes: collect(sizes?, &SIZES, node, faults),
            rules: collect(rules?, &RULES, node, faults),
            elements: collect(elements?, &ELEMENTS, node, faults),
            kinds: kinds?,
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

/// A length with its unit: `20 mm`, `0,75 pt`.
struct Measure(Length);

impl FromNode for Measure {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let text = String::from_node(node, faults)?;
        let read = || {
            let (value, unit) = text.split_once(' ')?;
            let value = number::parse(value).ok()?;
            match unit {
                "mm" => Some(Length::tenths_of_mm((value * Decimal::TEN).to_i64()?)),
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
            faults.add(fault.expected("số và đơn vị mm hoặc pt, ví dụ 20 mm"));
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
        let known = ["ma", "ten", "tu", "den", "chon", "dieu_khoan"];
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
            key: known.map_or("", |(name, _)| *name),
            style_name: fields.required("kieu", faults)?,
            from: points(from),
            to: points(to),
            chosen: points(chosen.value),
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
            ("deu", Self::Justify),
        ];
        one_of(node, "cách căn", &known, faults)
    }
}

impl FromNode for KindRule {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["ten", "viet_tat", "kinh_gui"];
        let fields = Fields::of(node, "loại văn bản", &known, faults)?;
        let name = fields.required("ten", faults);
        let abbreviation = fields.required("viet_tat", faults);
        let addressed: Option<bool> = fields.optional("kinh_gui", faults);
        Some(Self {
            name: name?,
            abbreviation: abbreviation?,
            addressed: addressed.unwrap_or(false),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_read_and_lack_nothing() {
        let decree = Decree::nd30().unwrap();
        assert_eq!(decree.elements().count(), ELEMENTS.len());
        assert_eq!(decree.kinds().count(), 27, "Phụ lục III, mục I");
    }

    #[test]
    fn a_choice_outside_its_range_is_a_fault_that_names_the_rule() {
        let text = ND30.replace("den: 25 mm, chon: 20 mm", "den: 25 mm, chon: 26 mm");
        let faults = Decree::parse("a.yaml", &text).unwrap_err();
        assert_eq!(faults.count(), 2, "top and bottom: {faults}");
        assert!(faults.iter().all(|f| f.found.contains("ND30-PAGE-0")));
    }

    #[test]
    fn a_rule_that_lacks_is_a_fault() {
        let text = ND30.replace("ten: le_tren", "ten: le_trenn");
        assert!(Decree::parse("a.yaml", &text).is_err());
    }

    #[test]
    fn the_motto_is_never_smaller_than_the_national_name() {
        let decree = Decree::nd30().unwrap();
        let rules: BTreeMap<_, _> = decree.elements().collect();
        assert!(rules[&Element::Motto].chosen >= rules[&Element::NationalName].chosen);
    }
}
