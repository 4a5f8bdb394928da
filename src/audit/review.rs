//! All that is told about one document, or about many.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::code::Code;
use super::finding::{Finding, Severity};
use crate::fault::Remark;
use crate::form::Sourced;

/// All findings about one document, errors first and then by place, and what was not asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Review {
    /// What is doubtful.
    pub findings: Vec<Finding>,
    /// What somebody has looked at and lets stand.
    pub acknowledged: Vec<Acknowledged>,
    /// What would have been told if the office had not switched off its code.
    pub off: Vec<Finding>,
}

impl Review {
    /// Adds those of another report that are not told yet, in order.
    pub fn add(&mut self, other: Self) {
        add(&mut self.findings, other.findings, |finding| finding);
        add(&mut self.acknowledged, other.acknowledged, |one| {
            &one.finding
        });
        add(&mut self.off, other.off, |finding| finding);
        self.sort();
    }

    /// The codes that the office has switched off, and what would have been told of each.
    pub fn off_by_code(&self) -> BTreeMap<&'static str, Vec<&Finding>> {
        let mut codes: BTreeMap<&'static str, Vec<&Finding>> = BTreeMap::new();
        for finding in &self.off {
            codes
                .entry(finding.code.as_str())
                .or_default()
                .push(finding);
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
    pub fn errors<'a>(&'a self, allowed: &'a [Code]) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(|finding| {
            finding.severity == Severity::Error && !allowed.contains(&finding.code)
        })
    }
}

/// A finding that is let stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// What is let stand.
    pub finding: Finding,
    /// Why, with its place.
    pub reason: Sourced<String>,
}

impl From<&Acknowledged> for Remark {
    fn from(one: &Acknowledged) -> Self {
        Self {
            reason: Some(one.reason.value.clone()),
            ..Self::from(&one.finding)
        }
    }
}

impl Serialize for Acknowledged {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Remark::from(self).serialize(to)
    }
}

/// Adds those that are not there yet; only what stands at the same place can be the same.
fn add<T: PartialEq>(to: &mut Vec<T>, others: Vec<T>, finding: fn(&T) -> &Finding) {
    let place = |one: &T| {
        let place = &finding(one).place;
        (place.line(), place.column())
    };
    let mut known: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (index, one) in to.iter().enumerate() {
        known.entry(place(one)).or_default().push(index);
    }
    for other in others {
        let same = known.entry(place(&other)).or_default();
        if !same.iter().any(|index| to.get(*index) == Some(&other)) {
            same.push(to.len());
            to.push(other);
        }
    }
}
