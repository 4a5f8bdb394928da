//! A bộ chỉ số as data: its groups with their maxima, the decision it comes from and the day it
//! came into force. Read from `frameworks/*.yaml`; no set is written in code.

use rust_decimal::Decimal;
use time::Date;

use crate::fault::{Fault, Faults, Kind, nearest};
use crate::figures::{self, Fields, FromNode, Node, Sourced};
use crate::vn::{date, number};

/// The sets that are shipped inside the program, by name.
const SHIPPED: [(&str, &str); 1] = [("qd766", include_str!("../../frameworks/qd766.yaml"))];

/// A set of indicators by which units are scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    /// Its short name (`qd766`).
    pub id: String,
    /// Its full name.
    pub name: String,
    /// The decision that approves it.
    pub basis: LegalBasis,
    /// The first day it holds.
    pub in_force_from: Date,
    /// All points that can be had.
    pub maximum: Decimal,
    /// Its groups (trục), in the order of printing.
    pub groups: Vec<Group>,
}

/// A group of indicators, an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its key in a hồ sơ.
    pub id: String,
    /// Its name in print.
    pub name: String,
    /// The points that can be had in it.
    pub maximum: Decimal,
}

/// A document that something is based on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalBasis {
    /// Its type: `Quyết định`.
    pub kind: String,
    /// Its number and symbol: `766/QĐ-TTg`.
    pub number: String,
    /// The day it bears.
    pub date: Date,
    /// The body that issued it.
    pub issuer: String,
    /// What it is about, as its trích yếu says.
    pub about: String,
}

impl LegalBasis {
    /// The full citation, for the first time a text names it (ND30-VD-01).
    pub fn full(&self) -> String {
        let (day, issuer) = (date::short(self.date), &self.issuer);
        format!("{} ngày {day} của {issuer} {}", self.short(), self.about)
    }

    /// The short citation, for every other time (ND30-VD-01).
    pub fn short(&self) -> String {
        format!("{} số {}", self.kind, self.number)
    }
}

impl Framework {
    /// The shipped set of this name.
    ///
    /// # Errors
    /// If there is none, with the nearest name.
    pub fn shipped(asked: &Sourced<String>) -> Result<Self, Faults> {
        if let Some((name, text)) = SHIPPED.iter().find(|(name, _)| *name == asked.value) {
            return Self::parse(&format!("frameworks/{name}.yaml"), text);
        }
        let names = SHIPPED.map(|(name, _)| name);
        let found = format!("không có bộ chỉ số “{}”", asked.value);
        let fault = Fault::new(Kind::UnknownName, asked.place.clone(), found)
            .expected(format!("một trong các bộ chỉ số: {}", names.join(", ")));
        Err(Faults::from(match nearest(&asked.value, names) {
            Some(name) => fault.remedy(format!("có phải ý bạn là “{name}”?")),
            None => fault,
        }))
    }

    /// Reads a set from the text of a file.
    ///
    /// # Errors
    /// All that is wrong with the file, maxima that do not add up included.
    pub fn parse(file: &str, text: &str) -> Result<Self, Faults> {
        let node = figures::parse(file, text)?;
        let mut faults = Faults::none();
        let framework = Self::from_node(&node, &mut faults);
        faults.or(framework)
    }

    fn check(&self, fields: &Fields, faults: &mut Faults) {
        let place = |key| fields.node(key).map_or(fields.place(), |node| &node.place);
        let sum: Decimal = self.groups.iter().map(|group| group.maximum).sum();
        if sum != self.maximum {
            let found = format!("điểm tối đa là {}", number::print(self.maximum));
            let expected = format!("{}, tổng điểm tối đa của các nhóm", number::print(sum));
            let place = place("diem_toi_da").clone();
            faults.add(Fault::new(Kind::WrongValue, place, found).expected(expected));
        }
        for (i, group) in self.groups.iter().enumerate() {
            if self.groups.iter().take(i).any(|other| other.id == group.id) {
                let found = format!("hai nhóm cùng mã “{}”", group.id);
                let fault = Fault::new(Kind::RepeatedKey, place("nhom").clone(), found);
                faults.add(fault.expected("mỗi nhóm một mã riêng"));
            }
        }
    }
}

impl FromNode for Framework {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["ma", "ten", "can_cu", "hieu_luc_tu", "diem_toi_da", "nhom"];
        let fields = Fields::of(node, "bộ chỉ số", &known, faults)?;
        let id = fields.required("ma", faults);
        let name = fields.required("ten", faults);
        let basis = fields.required("can_cu", faults);
        let in_force_from = fields.required("hieu_luc_tu", faults);
        let maximum = fields.required("diem_toi_da", faults);
        let groups = fields.required("nhom", faults);
        let framework = Self {
            id: id?,
            name: name?,
            basis: basis?,
            in_force_from: in_force_from?,
            maximum: maximum?,
            groups: groups?,
        };
        framework.check(&fields, faults);
        Some(framework)
    }
}

impl FromNode for Group {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, "nhóm chỉ số", &["ma", "ten", "toi_da"], faults)?;
        let id = fields.required("ma", faults);
        let name = fields.required("ten", faults);
        let maximum = fields.required("toi_da", faults);
        Some(Self {
            id: id?,
            name: name?,
            maximum: maximum?,
        })
    }
}

impl FromNode for LegalBasis {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["loai", "so", "ngay", "co_quan", "trich_yeu"];
        let fields = Fields::of(node, "căn cứ", &known, faults)?;
        let kind = fields.required("loai", faults);
        let number = fields.required("so", faults);
        let date = fields.required("ngay", faults);
        let issuer = fields.required("co_quan", faults);
        let about = fields.required("trich_yeu", faults);
        Some(Self {
            kind: kind?,
            number: number?,
            date: date?,
            issuer: issuer?,
            about: about?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_set_reads_and_bears_its_name() {
        for (name, text) in SHIPPED {
            let framework = Framework::parse(name, text).unwrap();
            assert_eq!(framework.id, name);
        }
    }

    #[test]
    fn maxima_that_do_not_add_up_are_a_fault_at_their_line() {
        let text = SHIPPED[0].1.replace("diem_toi_da: 100", "diem_toi_da: 99");
        let faults = Framework::parse("a.yaml", &text).unwrap_err();
        let fault = faults.iter().next().unwrap();
        assert_eq!(fault.kind, Kind::WrongValue);
        assert!(fault.expected.contains("100"), "{fault}");
    }

    #[test]
    fn two_groups_of_one_name_are_a_fault() {
        let text = SHIPPED[0].1.replace("ma: tien_do", "ma: so_hoa");
        assert!(Framework::parse("a.yaml", &text).is_err());
    }

    #[test]
    fn the_first_citation_is_full_and_the_next_short() {
        let basis = Framework::parse("a", SHIPPED[0].1).unwrap().basis;
        assert!(basis.full().starts_with(
            "Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ phê duyệt Bộ chỉ số"
        ));
        assert_eq!(basis.short(), "Quyết định số 766/QĐ-TTg");
    }
}
