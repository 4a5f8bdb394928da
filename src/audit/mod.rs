//! The checks before signing: what is doubtful in figures, scores and the composed document.
//! They report; they never change a figure.

mod document;
mod figures;
mod score;

use std::fmt;

use rust_decimal::Decimal;

use crate::compose::Inputs;
use crate::document::Document;
use crate::fault::Place;
use crate::framework::Framework;
use crate::nd30::Decree;
use crate::score::Scores;
use crate::vn::number::print;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The drafter should look before it is signed.
    Warning,
    /// Worth knowing.
    Info,
}

/// A number that does not come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch {
    /// What was stated.
    pub stated: Decimal,
    /// What comes out.
    pub recomputed: Decimal,
    /// How far the two may lie apart because of rounding in print.
    pub tolerance: Decimal,
}

impl Mismatch {
    /// A mismatch, if the two lie further apart than rounding explains.
    fn of(stated: Decimal, recomputed: Decimal, tolerance: Decimal) -> Option<Self> {
        let apart = (stated - recomputed).abs();
        (apart > tolerance).then_some(Self {
            stated,
            recomputed,
            tolerance,
        })
    }

    /// What was stated less what comes out.
    pub fn difference(&self) -> Decimal {
        self.stated - self.recomputed
    }
}

/// Something doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its code: the kind of check and a number (`SUM-01`).
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Where in the user's files.
    pub place: Place,
    /// What is doubtful, in plain Vietnamese.
    pub message: String,
    /// The numbers, if it is about numbers.
    pub numbers: Option<Mismatch>,
    /// The rule or law it goes against.
    pub rule: String,
    /// What to do.
    pub suggestion: String,
}

/// All findings about a document and the figures it was made from, by weight, then by place.
pub fn audit(inputs: &Inputs, document: &Document, decree: &Decree, file: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(framework) = &inputs.framework {
        for unit in &inputs.units {
            findings.extend(audit_scores(&unit.scores, framework, &unit.place));
        }
    }
    findings.extend(figures::check(inputs));
    findings.extend(document::check(document, decree, file));
    findings.sort_by_key(|finding| (finding.severity, finding.place.line()));
    findings
}

/// The findings that need no document: those about the points.
pub fn audit_scores(scores: &Scores, framework: &Framework, file: &Place) -> Vec<Finding> {
    score::check(scores, framework, file)
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "cảnh báo",
            Severity::Info => "thông tin",
        };
        write!(
            f,
            "{}: {severity} {}: {}",
            self.place, self.code, self.message
        )?;
        if let Some(numbers) = &self.numbers {
            write!(
                f,
                "\n  ghi: {}; tính lại: {}; lệch: {} (sai số làm tròn cho phép: {})",
                print(numbers.stated),
                print(numbers.recomputed),
                print(numbers.difference()),
                print(numbers.tolerance)
            )?;
        }
        if !self.rule.is_empty() {
            write!(f, "\n  căn cứ: {}", self.rule)?;
        }
        if !self.suggestion.is_empty() {
            write!(f, "\n  nên: {}", self.suggestion)?;
        }
        Ok(())
    }
}
