//! The decree as data: `decree/nd30-2020.yaml`, each rule with its id, clause, permitted range
//! and our choice within it.

mod read;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use time::Date;

use crate::fault::Faults;
use crate::form;
use crate::length::Length;
use crate::page::Align;

pub(super) use read::Measure;

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
    /// Width of the stamp Hỏa tốc.
    StampImmediate,
    /// Width of the stamp Thượng khẩn.
    StampVeryUrgent,
    /// Width of the stamp Khẩn.
    StampUrgent,
    /// Height of these stamps.
    StampHeight,
    /// Width of the signer's signature.
    Signature,
    /// Width of the body's seal.
    Seal,
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
    /// Trích yếu of a công văn, V/v.
    LetterAbout,
    /// Kính gửi.
    Addressees,
    /// Căn cứ ban hành.
    Basis,
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
    /// A line below the title of an appendix.
    AppendixNote,
    /// Page number.
    PageNumber,
    /// Dấu chỉ mức độ khẩn.
    Urgency,
    /// Chỉ dẫn về phạm vi lưu hành.
    Circulation,
    /// Address of the issuing body.
    Contact,
    /// Header cell of a table.
    TableHead,
    /// Cell of words.
    TableText,
    /// Cell of figures.
    TableFigure,
    /// Cell of figures, flush right.
    TableFigureRight,
    /// Cell of the row of column numbers.
    TableNumber,
    /// The carrier of a rule.
    Rule,
    /// The end of a section.
    SectionEnd,
}

/// A size of type that a hồ sơ may choose for several elements at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scale {
    /// Text, addressees and signature.
    Body,
    /// The smaller lines of the header.
    HeaderSmall,
    /// The larger lines of the header.
    HeaderLarge,
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
    /// Whether only the two ends of the range are permitted.
    pub ends_only: bool,
}

impl SizeRule {
    /// Whether the decree permits this length.
    pub fn permits(&self, length: Length) -> bool {
        if self.ends_only {
            length == self.from || length == self.to
        } else {
            (self.from..=self.to).contains(&length)
        }
    }
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
    /// Where the decree says so.
    pub clause: String,
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
    /// The choice of a hồ sơ that it follows, if any.
    pub scale: Option<Scale>,
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
    /// Its abbreviation in symbols. A công văn has none, and its type is not printed.
    pub abbreviation: Option<String>,
    /// Whether it may bear Kính gửi (ND30-KG-01).
    pub addressed: bool,
    /// Whether its legal bases stand upright, as running text does (ND30-VD-02).
    pub upright_bases: bool,
}

/// The rules of the decree with our choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decree {
    /// Its full title.
    pub name: String,
    /// The first day on which it holds.
    pub in_force_from: Date,
    /// The family of type.
    pub font_family: String,
    sizes: BTreeMap<Size, SizeRule>,
    rules: BTreeMap<RuleUnder, RuleLength>,
    elements: BTreeMap<Element, ElementRule>,
    kinds: Vec<KindRule>,
    /// The letters of points, `a)`, `b)`, in their order (ND30-BC).
    pub letters: Vec<String>,
}

const SIZES: [(&str, Size); 21] = [
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
    ("dau_hoa_toc", Size::StampImmediate),
    ("dau_thuong_khan", Size::StampVeryUrgent),
    ("dau_khan", Size::StampUrgent),
    ("cao_dau_khan", Size::StampHeight),
    ("rong_chu_ky", Size::Signature),
    ("rong_con_dau", Size::Seal),
];

const RULES: [(&str, RuleUnder); 4] = [
    ("tieu_ngu", RuleUnder::Motto),
    ("co_quan", RuleUnder::Issuer),
    ("trich_yeu", RuleUnder::About),
    ("phu_luc", RuleUnder::Appendix),
];

const ELEMENTS: [(&str, Element); 34] = [
    ("quoc_hieu", Element::NationalName),
    ("tieu_ngu", Element::Motto),
    ("co_quan_chu_quan", Element::Superior),
    ("co_quan_ban_hanh", Element::Issuer),
    ("so_ky_hieu", Element::Number),
    ("dia_danh", Element::PlaceDate),
    ("ten_loai", Element::Kind),
    ("trich_yeu", Element::About),
    ("trich_yeu_cong_van", Element::LetterAbout),
    ("kinh_gui", Element::Addressees),
    ("can_cu", Element::Basis),
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
    ("ghi_chu_phu_luc", Element::AppendixNote),
    ("so_trang", Element::PageNumber),
    ("muc_do_khan", Element::Urgency),
    ("pham_vi_luu_hanh", Element::Circulation),
    ("dia_chi", Element::Contact),
    ("dau_bang", Element::TableHead),
    ("o_bang", Element::TableText),
    ("o_bang_giua", Element::TableFigure),
    ("o_bang_phai", Element::TableFigureRight),
    ("so_cot", Element::TableNumber),
    ("duong_ke", Element::Rule),
    ("cuoi_phan", Element::SectionEnd),
];

impl Decree {
    /// Nghị định 30/2020/NĐ-CP, read at the first call and shared from then on.
    ///
    /// # Errors
    /// If the shipped file is wrong, which a test rules out.
    pub fn nd30() -> Result<&'static Self, Faults> {
        static SHARED: OnceLock<Result<Decree, Faults>> = OnceLock::new();
        let read = || Self::parse("decree/nd30-2020.yaml", ND30);
        SHARED.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// Reads the rules from the text of a file.
    ///
    /// # Errors
    /// All that is wrong with it, a choice outside its range or a rule that lacks included.
    pub fn parse(file: &str, text: &str) -> Result<Self, Faults> {
        form::read(file, text)
    }

    /// Our choice of a size.
    pub fn size(&self, size: Size) -> Length {
        self.sizes
            .get(&size)
            .map_or(Length::ZERO, |rule| rule.chosen)
    }

    /// The rule of a size.
    pub fn size_rule(&self, size: Size) -> Option<&SizeRule> {
        self.sizes.get(&size)
    }

    /// The rules with another choice of a size.
    pub(super) fn choose_size(&mut self, size: Size, length: Length) {
        if let Some(rule) = self.sizes.get_mut(&size) {
            rule.chosen = length;
        }
    }

    /// The rules with another size of type for all elements that follow a choice.
    pub(super) fn choose_type(&mut self, scale: Scale, size: Length) {
        for rule in self.elements.values_mut() {
            if rule.scale == Some(scale) {
                rule.chosen = size;
            }
        }
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

    /// Whether a type is the công văn, whose name is not printed and which has no abbreviation.
    pub fn is_letter(&self, kind: &str) -> bool {
        self.kind(kind)
            .is_some_and(|kind| kind.abbreviation.is_none())
    }

    /// The names of all types of document.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().map(|kind| kind.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_read_and_lack_nothing() {
        let decree = Decree::nd30().unwrap();
        assert_eq!(decree.elements().count(), ELEMENTS.len());
        let abbreviated = decree
            .kinds
            .iter()
            .filter(|kind| kind.abbreviation.is_some() && kind.name != "Phiếu trình");
        assert_eq!(abbreviated.count(), 27, "Phụ lục III, mục I");
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

    /// The table of indicators, which knows no decree, numbers its points alike.
    #[test]
    fn points_in_tables_bear_the_same_letters() {
        let letters = &Decree::nd30().unwrap().letters;
        let points: String = letters.iter().map(|l| format!("{{ten: {l}}}, ")).collect();
        let text = format!("nhom: [{{ten: A, dong: [{{ten: b, gom: [{points}]}}]}}]");
        let table: crate::sheet::Indicators = form::read("ho-so.yaml", &text).unwrap();
        let marks = table.lines.iter().skip(2).map(|line| line.number.clone());
        let wanted = letters.iter().map(|letter| format!("{letter})"));
        assert!(marks.eq(wanted));
    }
}
