//! All that is told about one document, or about many.

use std::collections::BTreeMap;

use super::acknowledgement::Acknowledged;
use super::finding::{Finding, Severity};

/// All findings about one document, errors first and then by place, and what was not asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// What is doubtful.
    pub findings: Vec<Finding>,
    /// What somebody has looked at and lets stand.
    pub acknowledged: Vec<Acknowledged>,
    /// What would have been told if the office had not switched off its code.
    pub off: Vec<Finding>,
}

impl Report {
    /// Adds those of another report that are not told yet, in order.
    pub fn add(&mut self, other: Self) {
        add(&mut self.findings, other.findings);
        add(&mut self.acknowledged, other.acknowledged);
        add(&mut self.off, other.off);
        self.sort();
    }

    /// The codes that the office has switched off, and what would have been told of each.
    pub fn off_by_code(&self) -> BTreeMap<&'static str, Vec<&Finding>> {
        let mut codes: BTreeMap<&'static str, Vec<&Finding>> = BTreeMap::new();
        for finding in &self.off {
            codes.entry(finding.code).or_default().push(finding);
        }
        codes
    }

    /// Errors first, then what is one elsewhere, then by place.
    pub(super) fn sort(&mut self) {
        self.findings.sort_by(|a, b| {
            let order = |one: &Finding| (one.place.line(), one.place.column());
            let weight = (a.severity, a.usual).cmp(&(b.severity, b.usual));
            let file = a.place.file_name().cmp(b.place.file_name());
            weight.then(file).then(order(a).cmp(&order(b)))
        });
    }

    /// The errors that keep the document from being printed: those whose code is not allowed.
    pub fn errors<'a>(&'a self, allowed: &'a [String]) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(|finding| {
            finding.severity == Severity::Error && !allowed.iter().any(|code| code == finding.code)
        })
    }
}

/// Adds those that are not there yet.
fn add<T: PartialEq>(to: &mut Vec<T>, others: Vec<T>) {
    for other in others {
        if !to.contains(&other) {
            to.push(other);
        }
    }
}
