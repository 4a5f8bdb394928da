//! The decree as data: `decree/nd30-2020.yaml`, each rule with its id, clause, permitted range
//! and our choice within it.

mod read;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use time::Date;

use crate::fault::Faults;
use crate::form::{self, Choice, choice, form};
use crate::length::Length;
use crate::page::Align;

/// The rules in force since 05/03/2020.
const ND30: &str = include_str!("../../decree/nd30-2020.yaml");

choice! {
    /// What has a size.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Size: "kích thước" {
        /// Width of the paper.
        PaperWidth = "rong_giay",
        /// Height of the paper.
        PaperHeight = "cao_giay",
        /// Margin above.
        MarginTop = "le_tren",
        /// Margin below.
        MarginBottom = "le_duoi",
        /// Margin to the left.
        MarginLeft = "le_trai",
        /// Margin to the right.
        MarginRight = "le_phai",
        /// From the paper's upper edge to the page number.
        PageNumber = "so_trang_cach_mep",
        /// Indent of a paragraph's first line.
        FirstLine = "thut_dau_dong",
        /// Thickness of the rules under motto, issuer and titles.
        RuleThickness = "net_ke",
        /// Space between a line of text and the rule under it.
        RuleGap = "cach_duong_ke",
        /// Thickness of the lines of tables.
        TableLine = "net_bang",
        /// Space between a cell's edge and its text.
        CellPadding = "dem_o",
        /// Width of the left column of the header block.
        HeaderLeft = "cot_trai_dau_trang",
        /// Width of the column of recipients.
        RecipientsColumn = "cot_noi_nhan",
        /// Indent of Kính gửi.
        Addressees = "kinh_gui_thut",
        /// Width of the stamp Hỏa tốc.
        StampImmediate = "dau_hoa_toc",
        /// Width of the stamp Thượng khẩn.
        StampVeryUrgent = "dau_thuong_khan",
        /// Width of the stamp Khẩn.
        StampUrgent = "dau_khan",
        /// Height of these stamps.
        StampHeight = "cao_dau_khan",
        /// Width of the signer's signature.
        Signature = "rong_chu_ky",
        /// Width of the body's seal.
        Seal = "rong_con_dau",
    }
}

choice! {
    /// What a rule is drawn under.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum RuleUnder: "đường kẻ" {
        /// The motto.
        Motto = "tieu_ngu",
        /// The issuing body's name.
        Issuer = "co_quan",
        /// The trích yếu.
        About = "trich_yeu",
        /// The heading of an appendix.
        Appendix = "phu_luc",
    }
}

choice! {
    /// A part of a document that has its own type, and so its own style.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Element: "thành phần thể thức" {
        /// Running text. It comes first: its style is what a word processor falls back on.
        Text = "noi_dung",
        /// Quốc hiệu.
        NationalName = "quoc_hieu",
        /// Tiêu ngữ.
        Motto = "tieu_ngu",
        /// Cơ quan chủ quản.
        Superior = "co_quan_chu_quan",
        /// Cơ quan ban hành.
        Issuer = "co_quan_ban_hanh",
        /// Số, ký hiệu.
        Number = "so_ky_hieu",
        /// Địa danh, thời gian.
        PlaceDate = "dia_danh",
        /// Tên loại.
        Kind = "ten_loai",
        /// Trích yếu.
        About = "trich_yeu",
        /// Trích yếu of a công văn, V/v.
        LetterAbout = "trich_yeu_cong_van",
        /// Kính gửi.
        Addressees = "kinh_gui",
        /// Căn cứ ban hành.
        Basis = "can_cu",
        /// A part with a Roman number.
        Part = "phan",
        /// A numbered item with a title.
        Title = "khoan_tieu_de",
        /// A numbered or marked item.
        Item = "muc",
        /// The words Nơi nhận.
        Recipients = "noi_nhan",
        /// A recipient.
        Recipient = "noi_nhan_muc",
        /// Quyền hạn, chức vụ.
        Authority = "quyen_han",
        /// Họ tên.
        SignatoryName = "ho_ten",
        /// Phụ lục and its number.
        Appendix = "phu_luc",
        /// The title of an appendix.
        AppendixTitle = "tieu_de_phu_luc",
        /// (Kèm theo …).
        AppendixOf = "kem_theo",
        /// A line below the title of an appendix.
        AppendixNote = "ghi_chu_phu_luc",
        /// Page number.
        PageNumber = "so_trang",
        /// Dấu chỉ mức độ khẩn.
        Urgency = "muc_do_khan",
        /// Chỉ dẫn về phạm vi lưu hành.
        Circulation = "pham_vi_luu_hanh",
        /// Address of the issuing body.
        Contact = "dia_chi",
        /// Header cell of a table.
        TableHead = "dau_bang",
        /// Cell of words.
        TableText = "o_bang",
        /// Cell of figures.
        TableFigure = "o_bang_giua",
        /// Cell of figures, flush right.
        TableFigureRight = "o_bang_phai",
        /// Cell of the row of column numbers.
        TableNumber = "so_cot",
        /// The carrier of a rule.
        Rule = "duong_ke",
        /// The end of a section.
        SectionEnd = "cuoi_phan",
    }
}

choice! {
    /// A size of type that a hồ sơ may choose for several elements at once.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Scale: "cỡ chữ" {
        /// Text, addressees and signature.
        Body = "than_bai": "theo thân bài",
        /// The smaller lines of the header.
        HeaderSmall = "dau_trang_nho": "theo cỡ nhỏ của đầu trang",
        /// The larger lines of the header.
        HeaderLarge = "dau_trang_lon": "theo cỡ lớn của đầu trang",
    }
}

form! {
    /// A size with its permitted range.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SizeRule: SIZE, "kích thước" {
        /// The rule's id (`ND30-PAGE-03`).
        pub id: required::<String>("ma", "Mã quy tắc"),
        /// Which size.
        pub about: required::<Size>("ten", "Kích thước nào"),
        /// The least permitted.
        pub from: required::<Length>("tu", "Từ"),
        /// The most permitted.
        pub to: required::<Length>("den", "Đến"),
        /// Our choice.
        pub chosen: required::<Length>("chon", "Giá trị mà chương trình dùng"),
        /// Whether only the two ends of the range are permitted.
        pub ends_only: or_default::<bool>("chi_hai_dau", "Chỉ được chọn một trong hai đầu khoảng"),
        /// Where the decree says so.
        pub clause: required::<String>("dieu_khoan", "Điều khoản"),
    }
    read::in_range
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

form! {
    /// The length of a rule, in percent of the line above it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RuleLength: RULE, "đường kẻ" {
        /// The rule's id.
        pub id: required::<String>("ma", "Mã quy tắc"),
        /// Under what.
        pub about: required::<RuleUnder>("ten", "Đường kẻ nào"),
        /// The least permitted.
        pub from: required::<u32>("tu", "Từ"),
        /// The most permitted.
        pub to: required::<u32>("den", "Đến"),
        /// Our choice.
        pub chosen: required::<u32>("chon", "Giá trị mà chương trình dùng"),
        /// Where the decree says so.
        pub clause: required::<String>("dieu_khoan", "Điều khoản"),
    }
    read::in_range
}

form! {
    /// How an element is set.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ElementRule: ELEMENT, "thành phần" {
        /// The rule's id.
        pub id: required::<String>("ma", "Mã quy tắc"),
        /// Which element; its key in the file makes the style's identifier.
        pub about: required::<Element>("ten", "Thành phần nào"),
        /// The style's name in Word.
        pub style_name: required::<String>("kieu", "Tên kiểu trong Word"),
        /// The smallest type permitted.
        pub from: required::<Length>("tu", "Từ"),
        /// The largest.
        pub to: required::<Length>("den", "Đến"),
        /// Our choice.
        pub chosen: required::<Length>("chon", "Giá trị mà chương trình dùng"),
        /// Bold.
        pub bold: or_default::<bool>("dam", "Chữ đậm"),
        /// Italic.
        pub italic: or_default::<bool>("nghieng", "Chữ nghiêng"),
        /// How it stands.
        pub align: required::<Align>("can", "Cách căn"),
        /// Space above.
        pub before: or_default::<Length>("cach_tren", "Khoảng cách trên"),
        /// Space below.
        pub after: or_default::<Length>("cach_duoi", "Khoảng cách dưới"),
        /// Whether the first line is indented.
        pub indented: or_default::<bool>("thut", "Lùi dòng đầu"),
        /// Level in the outline.
        outline_level: optional::<u32>("bac", "Bậc trong mục lục"),
        /// Whether it stays on a page with what follows.
        pub keep_with_next: or_default::<bool>("giu_voi_sau", "Cùng trang với đoạn sau"),
        /// The choice of a hồ sơ that it follows, if any.
        pub scale: optional::<Scale>("theo", "Cỡ chữ mà hồ sơ chọn được"),
        /// Where the decree says so.
        pub clause: required::<String>("dieu_khoan", "Điều khoản"),
    }
    read::in_range
}

impl ElementRule {
    /// Level in the outline.
    pub fn level(&self) -> Option<u8> {
        u8::try_from(self.outline_level?).ok()
    }
}

form! {
    /// A type of document.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct KindRule: KIND, "loại văn bản" {
        /// Its name.
        pub name: required::<String>("ten", "Tên loại"),
        /// Its abbreviation in symbols. A công văn has none, and its type is not printed.
        pub abbreviation: optional::<String>("viet_tat", "Chữ viết tắt"),
        /// Whether it may bear Kính gửi (ND30-KG-01).
        pub addressed: or_default::<bool>("kinh_gui", "Có Kính gửi"),
        /// Whether its legal bases stand upright, as running text does (ND30-VD-02).
        pub upright_bases: or_default::<bool>("can_cu_dung", "Căn cứ thường in đứng"),
    }
}

/// A rule about one thing that permits a range.
trait Ranged: form::FromFields {
    /// What such rules are about.
    type About: Choice + Ord;

    fn about(&self) -> Self::About;

    fn id(&self) -> &str;

    /// Whether our choice is within the range.
    fn holds(&self) -> bool;
}

macro_rules! rules {
    ($($rule:ident: $about:ident,)*) => {$(
        impl Ranged for $rule {
            type About = $about;

            fn about(&self) -> $about {
                self.about
            }

            fn id(&self) -> &str {
                &self.id
            }

            fn holds(&self) -> bool {
                (self.from..=self.to).contains(&self.chosen)
            }
        }
    )*};
}

rules! {
    SizeRule: Size,
    RuleLength: RuleUnder,
    ElementRule: Element,
}

/// Rules by what they are about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rules<R: Ranged>(BTreeMap<R::About, R>);

form! {
    /// The rules of the decree with our choices.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Decree: DECREE, "thể thức" {
        /// Its full title.
        pub name: required::<String>("ten", "Tên văn bản"),
        /// The first day on which it holds.
        pub in_force_from: required::<Date>("hieu_luc_tu", "Ngày có hiệu lực"),
        /// The family of type.
        pub font_family: required::<String>("phong_chu", "Phông chữ"),
        sizes: required::<Rules<SizeRule>>("kich_thuoc", "Lề, khoảng cách, lùi đầu dòng"),
        rules: required::<Rules<RuleLength>>("duong_ke", "Độ dài đường kẻ, phần trăm"),
        elements: required::<Rules<ElementRule>>("thanh_phan", "Các thành phần thể thức"),
        kinds: required::<Vec<KindRule>>("loai_van_ban", "Các loại văn bản"),
        /// The letters of points, `a)`, `b)`, in their order (ND30-BC).
        pub letters: required::<Vec<String>>("chu_cai_diem", "Các chữ cái đánh thứ tự điểm"),
    }
}

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
        let rule = self.size_rule(size);
        rule.map_or(Length::ZERO, |rule| rule.chosen)
    }

    /// The rule of a size.
    pub fn size_rule(&self, size: Size) -> Option<&SizeRule> {
        self.sizes.0.get(&size)
    }

    /// The rules with another choice of a size.
    pub(super) fn choose_size(&mut self, size: Size, length: Length) {
        if let Some(rule) = self.sizes.0.get_mut(&size) {
            rule.chosen = length;
        }
    }

    /// The rules with another size of type for all elements that follow a choice.
    pub(super) fn choose_type(&mut self, scale: Scale, size: Length) {
        for rule in self.elements.0.values_mut() {
            if rule.scale == Some(scale) {
                rule.chosen = size;
            }
        }
    }

    /// The length of the rule to draw under a line of text of this length.
    pub fn rule_under(&self, what: RuleUnder, line: Length) -> Length {
        let percent = self.rules.0.get(&what).map_or(0, |rule| rule.chosen);
        Length::twips(line.scaled(percent.into(), 100).in_twips())
    }

    /// How all elements are set, in the order of [`Element`].
    pub fn elements(&self) -> impl Iterator<Item = (Element, &ElementRule)> {
        let elements = self.elements.0.iter();
        elements.map(|(element, rule)| (*element, rule))
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
        assert_eq!(decree.elements().count(), Element::KNOWN.len());
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
