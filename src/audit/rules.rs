//! The table of codes (`checks/ma.yaml`): what each is called, what it weighs, which rule it
//! stands for; and the file in which an office changes a weight or brings its own words.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::code::Code;
use super::finding::{Finding, Severity};
use super::report::Review;
use super::words::{Dictionary, Term};
use crate::fault::Faults;
use crate::form::{
    self, Choice, Fields, Form, FromFields, FromNode, Key, Need, Node, Shape, one_of,
};

const CODES: &str = include_str!("../../checks/ma.yaml");

/// What a code stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The code.
    pub code: Code,
    /// What it is called.
    pub name: String,
    /// What it weighs.
    pub severity: Severity,
    /// The law, or the rule of arithmetic, with its clause.
    pub basis: String,
    /// From where on it tells, for a check that has a threshold: how near to a cut, how long.
    pub threshold: Option<Decimal>,
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
        let node = form::parse("checks/ma.yaml", CODES)?;
        let mut faults = Faults::none();
        let rules = Vec::from_node(&node, &mut faults);
        faults.or(rules).map(Self)
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

static RULE: Form = Form::new("mã kiểm tra").keys(&[
    Key::choice::<Code>("ma", "Mã").needed(Need::Always),
    Key::choice::<Severity>("muc", "Mức").needed(Need::Always),
    Key::required::<String>("ten", "Tên"),
    Key::required::<String>("can_cu", "Căn cứ"),
    Key::optional::<Decimal>("nguong", "Ngưỡng"),
]);

impl FromFields for Check {
    const FORM: &'static Form = &RULE;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let code = fields.choose("ma", faults);
        let name = fields.get("ten", faults);
        let severity = fields.choose("muc", faults);
        let basis = fields.get("can_cu", faults);
        let threshold = fields.get("nguong", faults);
        Some(Self {
            code: code?,
            name: name?,
            severity: severity?,
            basis: basis?,
            threshold,
        })
    }
}

impl Choice for Severity {
    const WHAT: &'static str = "mức";
    const KNOWN: &'static [(&'static str, &'static str, Self)] = &[
        ("loi", "lỗi: phải sửa trước khi in", Self::Error),
        ("canh_bao", "cảnh báo: người soạn xem lại", Self::Warning),
        ("thong_tin", "thông tin để biết", Self::Info),
    ];
}

impl Choice for Weight {
    const WHAT: &'static str = "mức";
    const KNOWN: &'static [(&'static str, &'static str, Self)] = &[
        ("loi", "lỗi", Self::Reported(Severity::Error)),
        ("canh_bao", "cảnh báo", Self::Reported(Severity::Warning)),
        ("thong_tin", "thông tin", Self::Reported(Severity::Info)),
        ("tat", "không báo", Self::Off),
    ];
}

/// What an office has changed: weights, words of its own, the units that it knows.
#[derive(Default)]
pub struct Settings {
    weights: BTreeMap<String, Weight>,
    pub(super) dictionary: Option<Dictionary>,
    pub(super) units: Vec<String>,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Settings");
        shown
            .field("weights", &self.weights)
            .finish_non_exhaustive()
    }
}

/// The office's own file of checks (`kiem-tra.yaml`).
pub static SETTINGS: Form = Form::new("tệp kiểm tra").keys(&[
    Key::optional::<Node>(
        "muc",
        "Mức của một mã, hoặc của cả nhóm mã: loi, canh_bao, thong_tin, tat",
    )
    .shaped(|| Shape::map("muc", &[], Weight::shape())),
    Key::optional::<Vec<Term>>("tu_dien", "Thêm từ vào từ điển"),
    Key::optional::<Vec<String>>("don_vi", "Tên đơn vị của mình, khi danh mục không có"),
]);

impl Settings {
    /// Reads the office's file.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn parse(file: &str, text: &str) -> Result<Self, Faults> {
        let node = form::parse(file, text)?;
        let mut faults = Faults::none();
        let settings = Self::of(&node, &mut faults);
        faults.or(settings)
    }

    fn of(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, &SETTINGS, faults)?;
        let mut weights = BTreeMap::new();
        if let Some(node) = fields.node("muc") {
            let kinds = Code::all().map(Code::kind);
            let known: Vec<&str> = Code::all().map(Code::as_str).chain(kinds).collect();
            for entry in Fields::named(node, "mức của các mã", &known, faults)?.entries() {
                if let Some(weight) = one_of(&entry.value, faults) {
                    weights.insert(entry.key.clone(), weight);
                }
            }
        }
        let terms: Option<Vec<Term>> = fields.get("tu_dien", faults);
        let units: Option<Vec<String>> = fields.get("don_vi", faults);
        let dictionary = terms.map(Dictionary::of).transpose();
        Some(Self {
            weights,
            dictionary: dictionary.map_err(|found| faults.extend(found)).ok()?,
            units: units.unwrap_or_default(),
        })
    }

    /// What a finding weighs here, if the office has a say: by its code, or by its kind.
    fn weight(&self, finding: &Finding) -> Option<Weight> {
        let by_code = self.weights.get(finding.code.as_str());
        by_code
            .or_else(|| self.weights.get(finding.code.kind()))
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
