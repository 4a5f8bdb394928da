//! The table of codes (`checks/ma.yaml`): what each is called, what it weighs, which rule it
//! stands for; and the file in which an office changes a weight or brings its own words.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::code::Code;
use super::finding::{Finding, Severity};
use super::names::Change;
use super::review::Review;
use super::words::Dictionary;
use crate::fault::Faults;
use crate::form::{self, Entry, Fields, FromNode, Node, Shape, choice, form};
use crate::vn::identity::Changes;

const CODES: &str = include_str!("../../checks/ma.yaml");

form! {
    /// What a code stands for.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Check: RULE, "mã kiểm tra" {
        /// The code.
        pub code: required::<Code>("ma", "Mã"),
        /// What it weighs.
        pub severity: required::<Severity>("muc", "Mức"),
        /// What it is called.
        pub name: required::<String>("ten", "Tên"),
        /// The law, or the rule of arithmetic, with its clause.
        pub basis: required::<String>("can_cu", "Căn cứ"),
        /// From where on it tells, for a check that has a threshold: how near to a cut, how long.
        pub threshold: optional::<Decimal>("nguong", "Ngưỡng"),
    }
}

/// What a code weighs in an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Reported(Severity),
    Off,
}

/// All codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checks(Vec<Check>);

impl Checks {
    /// The codes that are shipped.
    pub(super) fn shipped() -> Result<Self, Faults> {
        form::read("checks/ma.yaml", CODES).map(Self)
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Check> {
        self.0.iter()
    }

    /// The rule of this code.
    pub fn get(&self, code: Code) -> Option<&Check> {
        self.0.iter().find(|rule| rule.code == code)
    }

    /// The threshold of a check; a check without one tells nothing.
    pub(super) fn threshold(&self, code: Code) -> Option<Decimal> {
        self.get(code)?.threshold
    }

    /// Weighs what was found, leaves out what the office does not ask, and puts it in order.
    pub(super) fn report(&self, found: Vec<Finding>, settings: &Settings) -> Review {
        let mut report = Review::default();
        for mut finding in found {
            let rule = self.get(finding.code);
            let usual = rule.map_or(Severity::Error, |rule| rule.severity);
            finding.rule = rule.map(|rule| rule.basis.clone()).unwrap_or_default();
            match settings.weight(&finding).unwrap_or(Weight::Reported(usual)) {
                Weight::Reported(severity) => {
                    finding.severity = severity;
                    finding.usual = usual;
                    report.findings.push(finding);
                }
                Weight::Off => {
                    finding.severity = usual;
                    report.off.push(finding);
                }
            }
        }
        report.sort();
        report
    }
}

choice!(
    Weight,
    "mức",
    [
        ("loi", "lỗi", Self::Reported(Severity::Error)),
        ("canh_bao", "cảnh báo", Self::Reported(Severity::Warning)),
        ("thong_tin", "thông tin", Self::Reported(Severity::Info)),
        ("tat", "không báo", Self::Off),
    ]
);

/// The weights that an office has changed, by code or kind.
#[derive(Debug, Default)]
struct Weights(BTreeMap<String, Weight>);

form! {
    /// What an office has changed: weights, words of its own, the units that it knows, what became of some.
    #[derive(Default)]
    pub struct Settings: SETTINGS, "tệp kiểm tra" {
        weights: or_default::<Weights>(
            "muc",
            "Mức của một mã, hoặc của cả nhóm mã: loi, canh_bao, thong_tin, tat",
        ),
        pub(super) dictionary: optional::<Dictionary>("tu_dien", "Thêm từ vào từ điển"),
        pub(super) units: or_default::<Vec<String>>("don_vi", "Tên đơn vị của mình, khi danh mục không có"),
        pub(super) changes: or_default::<Vec<Change>>(
            "thay_doi_don_vi",
            "Nghị quyết về đơn vị đổi tên, đổi loại, nhập lại mà chương trình chưa biết",
        ),
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Settings");
        shown
            .field("weights", &self.weights.0)
            .finish_non_exhaustive()
    }
}

impl FromNode for Weights {
    fn shape() -> Shape {
        Shape::map("muc", &[], Weight::shape())
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let kinds = Code::all().map(Code::kind);
        let known: Vec<&str> = Code::all().map(Code::as_str).chain(kinds).collect();
        let entries = Fields::named(node, "mức của các mã", &known, faults)?.entries();
        let weight =
            |entry: &Entry| Some((entry.key.clone(), Weight::from_node(&entry.value, faults)?));
        Some(Self(entries.iter().filter_map(weight).collect()))
    }
}

impl Settings {
    /// Reads the office's file.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn parse(file: &str, text: &str) -> Result<Self, Faults> {
        form::read(file, text)
    }

    /// The units that became of another sort or name. One that was joined of several is none of
    /// them.
    pub fn known_changes(&self) -> Changes {
        let changes = self.changes.iter();
        let pairs = changes.filter_map(|change| match change.before.as_slice() {
            [only] => Some([only.as_str(), &change.after]),
            _ => None,
        });
        pairs.collect()
    }

    /// What a finding weighs here, if the office has a say: by its code, or by its kind.
    fn weight(&self, finding: &Finding) -> Option<Weight> {
        let Weights(weights) = &self.weights;
        let by_code = weights.get(finding.code.as_str());
        by_code
            .or_else(|| weights.get(finding.code.kind()))
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Without its threshold such a check would be silent.
    #[test]
    fn checks_with_a_threshold_have_it() {
        let rules = Checks::shipped().unwrap();
        let near = Decimal::from_str_exact("0.05").unwrap();
        assert_eq!(rules.threshold(Code::Band01), Some(near));
        assert_eq!(rules.threshold(Code::Form04), Some(Decimal::from(500)));
    }
}
