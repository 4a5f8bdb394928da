//! The freedoms that the decree leaves, as a hồ sơ uses them: edition, sizes of type, indent,
//! margins. A choice outside its range is refused with the rule's id and clause.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::decree::{Decree, Scale, Size, SizeRule};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Fields, Form, Key, Node, Shape, Sourced, choice};
use crate::length::Length;
use crate::vn::number::print_short;

choice! {
    /// On what a document is issued.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum Edition: "bản" {
        /// On paper.
        #[default]
        Paper = "giấy",
        /// As an electronic document, whose number and date the issuing system gives.
        Electronic = "điện tử",
    }
}

/// How a hồ sơ uses the freedoms that the decree leaves. The default uses none: everything is
/// as the decree's file chooses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// On what the document is issued.
    pub edition: Edition,
    /// Whether legal bases stand in italics; none: as is usual for the type (ND30-VD-02).
    pub italic_bases: Option<bool>,
    sizes: Vec<(Size, Length)>,
    types: Vec<(Scale, Length)>,
}

const MARGINS: [(&str, Size); 4] = [
    ("tren", Size::MarginTop),
    ("duoi", Size::MarginBottom),
    ("trai", Size::MarginLeft),
    ("phai", Size::MarginRight),
];

/// How a hồ sơ uses the freedoms of the decree.
pub static PROFILE: Form = Form::new("thể thức").keys(&[
    Key::optional::<Edition>("ban", "Bản phát hành")
        .note("Bản điện tử: dòng “Kèm theo” của phụ lục không điền số và ngày"),
    Key::optional::<String>(
        "co_chu_dau_trang",
        "Cỡ chữ quốc hiệu và tiêu ngữ: 12/13 hoặc 13/14",
    ),
    Key::optional::<u32>("co_chu", "Cỡ chữ phần lời văn: 13 hoặc 14").note("Cả kính gửi và chữ ký"),
    Key::optional::<Length>("thut_dau_dong", "Lùi đầu dòng: 1 cm hoặc 1,27 cm"),
    Key::optional::<Node>("le", "Lề trang")
        .example("20 mm")
        .shaped(|| Shape::Form(&MARGIN)),
    Key::optional::<bool>("can_cu_nghieng", "Căn cứ in nghiêng: có hoặc không")
        .note("Báo cáo, thông báo, công văn thường in đứng"),
]);

static MARGIN: Form = Form::new("lề").keys(&[
    Key::optional::<Length>("tren", "Lề trên, 20–25 mm"),
    Key::optional::<Length>("duoi", "Lề dưới, 20–25 mm"),
    Key::optional::<Length>("trai", "Lề trái, 30–35 mm"),
    Key::optional::<Length>("phai", "Lề phải, 15–20 mm"),
]);

impl Profile {
    /// Reads the key `the_thuc` of a hồ sơ.
    ///
    /// # Errors
    /// All that is wrong with it, each choice that the decree does not permit included.
    pub fn read(node: &Node, decree: &Decree) -> Result<Self, Faults> {
        Faults::gather(|faults| Self::of(node, decree, faults))
    }

    fn of(node: &Node, decree: &Decree, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, &PROFILE, faults)?;
        let mut profile = Self {
            edition: fields.get("ban", faults).unwrap_or_default(),
            italic_bases: fields.get("can_cu_nghieng", faults),
            ..Self::default()
        };
        profile.header(&fields, decree, faults);
        if let Some(Sourced { value, place }) = fields.get::<Sourced<u32>>("co_chu", faults) {
            profile.choose_type(
                Scale::Body,
                Length::pt(value.into()),
                &place,
                decree,
                faults,
            );
        }
        profile.choose_size(&fields, "thut_dau_dong", Size::FirstLine, decree, faults);
        if let Some(node) = fields.node("le") {
            let margins = Fields::of(node, &MARGIN, faults)?;
            for (key, size) in MARGINS {
                profile.choose_size(&margins, key, size, decree, faults);
            }
        }
        Some(profile)
    }

    /// `12/13` or `13/14`: the smaller and the larger lines of the header.
    fn header(&mut self, fields: &Fields, decree: &Decree, faults: &mut Faults) {
        const KEY: &str = "co_chu_dau_trang";
        let Some(Sourced { value, place }) = fields.get::<Sourced<String>>(KEY, faults) else {
            return;
        };
        let sizes = value.split_once('/').and_then(|(small, large)| {
            let size = |text: &str| Some(Length::pt(text.trim().parse::<u8>().ok()?.into()));
            Some((size(small)?, size(large)?))
        });
        let Some((small, large)) = sizes else {
            let found = format!("cỡ chữ đầu trang “{value}”");
            faults.add(
                Fault::new(Kind::WrongType, place, found)
                    .expected("hai cỡ chữ của quốc hiệu và tiêu ngữ: 12/13 hoặc 13/14"),
            );
            return;
        };
        self.choose_type(Scale::HeaderSmall, small, &place, decree, faults);
        self.choose_type(Scale::HeaderLarge, large, &place, decree, faults);
    }

    fn choose_type(
        &mut self,
        scale: Scale,
        size: Length,
        place: &Place,
        decree: &Decree,
        faults: &mut Faults,
    ) {
        let follows = decree
            .elements()
            .filter(|(_, rule)| rule.scale == Some(scale));
        let mut narrow = follows.filter(|(_, rule)| size < rule.from || size > rule.to);
        let Some((_, rule)) = narrow.next() else {
            self.types.push((scale, size));
            return;
        };
        let points = |size: Length| size.in_half_points() / 2;
        let found = format!("cỡ chữ {} nằm ngoài khoảng cho phép", points(size));
        let (from, to) = (points(rule.from), points(rule.to));
        let expected = format!("từ {from} đến {to} ({}; {})", rule.id, rule.clause);
        faults.add(Fault::new(Kind::WrongValue, place.clone(), found).expected(expected));
    }

    fn choose_size(
        &mut self,
        fields: &Fields,
        key: &str,
        size: Size,
        decree: &Decree,
        faults: &mut Faults,
    ) {
        let chosen: Option<Sourced<Length>> = fields.get(key, faults);
        let (Some(Sourced { value, place }), Some(rule)) = (chosen, decree.size_rule(size)) else {
            return;
        };
        if rule.permits(value) {
            self.sizes.push((size, value));
        } else {
            faults.add(outside(key, value, rule, place));
        }
    }

    /// The rules with these choices in place of their own.
    pub(super) fn applied_to<'a>(&self, decree: &'a Decree) -> Cow<'a, Decree> {
        if self.sizes.is_empty() && self.types.is_empty() {
            return Cow::Borrowed(decree);
        }
        let mut own = decree.clone();
        for (size, length) in &self.sizes {
            own.choose_size(*size, *length);
        }
        for (scale, size) in &self.types {
            own.choose_type(*scale, *size);
        }
        Cow::Owned(own)
    }
}

fn outside(key: &str, length: Length, rule: &SizeRule, place: Place) -> Fault {
    let (from, to) = (in_mm(rule.from), in_mm(rule.to));
    let range = if rule.ends_only {
        format!("{from} hoặc {to}")
    } else {
        format!("từ {from} đến {to}")
    };
    let found = format!(
        "{} không phải là giá trị cho phép của “{key}”",
        in_mm(length)
    );
    Fault::new(Kind::WrongValue, place, found)
        .expected(format!("{range} ({}; {})", rule.id, rule.clause))
        .remedy(format!(
            "để trống thì chương trình dùng {}",
            in_mm(rule.chosen)
        ))
}

/// `12,7 mm`.
fn in_mm(length: Length) -> String {
    format!(
        "{} mm",
        print_short(Decimal::new(length.in_tenths_of_mm(), 1))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::parse;
    use crate::nd30::Element;

    fn read(text: &str) -> Result<Decree, Faults> {
        let decree = Decree::nd30().unwrap();
        let profile = Profile::read(&parse("ho-so.yaml", text).unwrap(), decree)?;
        Ok(profile.applied_to(decree).into_owned())
    }

    fn size_of(decree: &Decree, element: Element) -> Length {
        let mut elements = decree.elements();
        elements
            .find(|(known, _)| *known == element)
            .unwrap()
            .1
            .chosen
    }

    #[test]
    fn every_freedom_of_the_decree_can_be_used() {
        let decree = read(
            "ban: điện tử\nco_chu_dau_trang: 12/13\nco_chu: 13\nthut_dau_dong: 1,27 cm\n\
             le: {tren: 25 mm, duoi: 20 mm, trai: 35 mm, phai: 20 mm}\n",
        )
        .unwrap();
        assert_eq!(size_of(&decree, Element::NationalName), Length::pt(12));
        assert_eq!(size_of(&decree, Element::Motto), Length::pt(13));
        assert_eq!(size_of(&decree, Element::Text), Length::pt(13));
        assert_eq!(decree.size(Size::FirstLine).in_twips(), 720);
        assert_eq!(decree.size(Size::MarginTop), Length::mm(25));
        assert_eq!(decree.size(Size::MarginLeft), Length::mm(35));
        assert_eq!(decree.size(Size::MarginRight), Length::mm(20));
    }

    #[test]
    fn a_choice_that_the_decree_does_not_permit_is_refused_with_rule_and_clause() {
        let page = "Phụ lục I, phần I, mục I, khoản 3";
        let part = "Phụ lục I, phần I, mục II, khoản";
        for (text, rule, clause) in [
            ("le: {tren: 19 mm}", "ND30-PAGE-03", page.to_owned()),
            ("le: {duoi: 26 mm}", "ND30-PAGE-04", page.to_owned()),
            ("le: {trai: \"29,9 mm\"}", "ND30-PAGE-05", page.to_owned()),
            ("le: {phai: \"2,1 cm\"}", "ND30-PAGE-06", page.to_owned()),
            ("thut_dau_dong: 11 mm", "ND30-ND-02", format!("{part} 6")),
            ("co_chu: 12", "ND30-ND-01", format!("{part} 6")),
            ("co_chu_dau_trang: 11/13", "ND30-QH-01", format!("{part} 1")),
            ("co_chu_dau_trang: 13/15", "ND30-TN-01", format!("{part} 1")),
        ] {
            let faults = read(text).unwrap_err().to_string();
            assert!(
                faults.contains(rule) && faults.contains(&clause),
                "{text}: {faults}"
            );
        }
    }

    #[test]
    fn a_refusal_says_what_may_be_chosen() {
        let faults =
            read("le: {tren: 15 mm}\nthut_dau_dong: 11 mm\nco_chu_dau_trang: lớn").unwrap_err();
        insta::assert_snapshot!(faults);
    }
}
