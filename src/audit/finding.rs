//! What a check says: a finding, how much it weighs, and how to order many of them.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::code::Code;
use crate::fault::{Action, Place, Remark};
use crate::vn::number::{print, print_short};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It has to be put right before anything is printed, unless it is allowed by its code.
    Error,
    /// The drafter should look before it is signed.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word for the user.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Error => "lỗi",
            Self::Warning => "cảnh báo",
            Self::Info => "thông tin",
        }
    }

    /// The word for programs.
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A number that does not come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// What was stated.
    pub stated: Decimal,
    /// What comes out.
    pub recomputed: Decimal,
    /// How far the two may lie apart because of rounding in print.
    pub tolerance: Decimal,
    /// What the tolerance is made of.
    pub why: String,
}

impl Mismatch {
    /// A mismatch, if the two lie further apart than rounding explains.
    pub(super) fn of(
        stated: Decimal,
        recomputed: Decimal,
        tolerance: Decimal,
        why: impl Into<String>,
    ) -> Option<Self> {
        let apart = (stated - recomputed).abs();
        (apart > tolerance).then(|| Self {
            stated,
            recomputed,
            tolerance,
            why: why.into(),
        })
    }

    /// A mismatch of counted things, which are exact.
    pub(super) fn of_counts(stated: Decimal, recomputed: Decimal) -> Option<Self> {
        Self::of(stated, recomputed, Decimal::ZERO, "số đếm không làm tròn")
    }

    /// What was stated less what comes out.
    pub fn difference(&self) -> Decimal {
        self.stated - self.recomputed
    }
}

/// What was stated beside what should have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contrast {
    /// There is nothing to set side by side.
    None,
    /// Numbers.
    Numbers(Mismatch),
    /// Words.
    Words {
        /// As written.
        stated: String,
        /// As it should be; empty if nobody can know.
        expected: String,
    },
}

/// Something doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its code.
    pub code: Code,
    /// How much it weighs: as the table of codes says, or the office's own file.
    pub severity: Severity,
    /// Where in the user's files.
    pub place: Place,
    /// Where in the document: `Biểu số 03, hàng TỔNG SỐ, cột (1)`. Empty if it is the whole.
    pub part: String,
    /// What is doubtful, in plain Vietnamese.
    pub message: String,
    /// What was stated and what should have been.
    pub contrast: Contrast,
    /// The rule or law it goes against, from the table of codes.
    pub rule: String,
    /// What to do.
    pub suggestion: String,
    /// What the program can do about it, if the caller offers that.
    pub action: Option<Action>,
}

impl Finding {
    /// A finding with its place and message; the table of codes gives weight and rule.
    pub(super) fn new(code: Code, place: &Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            place: place.clone(),
            part: String::new(),
            message: message.into(),
            contrast: Contrast::None,
            rule: String::new(),
            suggestion: String::new(),
            action: None,
        }
    }

    /// With its place in the document.
    #[must_use]
    pub(super) fn part(mut self, part: impl Into<String>) -> Self {
        self.part = part.into();
        self
    }

    /// With the numbers that do not agree.
    #[must_use]
    pub(super) fn numbers(mut self, numbers: Mismatch) -> Self {
        self.contrast = Contrast::Numbers(numbers);
        self
    }

    /// With the words as written and as they should be.
    #[must_use]
    pub(super) fn words(mut self, stated: impl Into<String>, expected: impl Into<String>) -> Self {
        self.contrast = Contrast::Words {
            stated: stated.into(),
            expected: expected.into(),
        };
        self
    }

    /// With what to do.
    #[must_use]
    pub(super) fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = suggestion.into();
        self
    }

    /// With what the program can do about it.
    #[must_use]
    pub(super) fn offer(mut self, action: Action) -> Self {
        self.action = Some(action);
        self
    }

    /// The numbers, if it is about numbers.
    pub fn mismatch(&self) -> Option<&Mismatch> {
        match &self.contrast {
            Contrast::Numbers(numbers) => Some(numbers),
            Contrast::None | Contrast::Words { .. } => None,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = self.severity.vietnamese();
        write!(f, "{}: {severity} {}: ", self.place, self.code)?;
        f.write_str(&self.message)?;
        if !self.part.is_empty() {
            write!(f, "\n  chỗ: {}", self.part)?;
        }
        match &self.contrast {
            Contrast::None => {}
            Contrast::Numbers(numbers) => write!(
                f,
                "\n  ghi: {}; tính lại: {}; lệch: {}; cho phép: {} ({})",
                print(numbers.stated),
                print(numbers.recomputed),
                print(numbers.difference()),
                print_short(numbers.tolerance),
                numbers.why
            )?,
            Contrast::Words { stated, expected } if expected.is_empty() => {
                write!(f, "\n  ghi: “{stated}”")?;
            }
            Contrast::Words { stated, expected } => {
                write!(f, "\n  ghi: “{stated}”; đúng ra: “{expected}”")?;
            }
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

impl From<&Finding> for Remark {
    fn from(finding: &Finding) -> Self {
        let text = |number: Decimal| Some(number.to_string());
        let numbers = finding.mismatch();
        let (stated, recomputed) = match &finding.contrast {
            Contrast::None => (None, None),
            Contrast::Numbers(numbers) => (text(numbers.stated), text(numbers.recomputed)),
            Contrast::Words { stated, expected } => (
                Some(stated.clone()),
                Some(expected.clone()).filter(|words| !words.is_empty()),
            ),
        };
        Self {
            code: finding.code.to_string(),
            severity: finding.severity.id().to_owned(),
            part: finding.part.clone(),
            stated,
            recomputed,
            difference: numbers.and_then(|numbers| text(numbers.difference())),
            tolerance: numbers.and_then(|numbers| text(numbers.tolerance)),
            why: numbers.map(|numbers| numbers.why.clone()),
            message: finding.message.clone(),
            rule: finding.rule.clone(),
            suggestion: finding.suggestion.clone(),
            action: finding.action.map(|action| action.id().to_owned()),
            ..Self::at(&finding.place)
        }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Remark::from(self).serialize(to)
    }
}

/// All findings about one document, errors first and then by place, and what was not asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// What is doubtful.
    pub findings: Vec<Finding>,
    /// The codes that the office has switched off, and how often each would have been told.
    pub off: Vec<(Code, usize)>,
}

impl Report {
    /// Adds those of another report that are not told yet, in order.
    pub fn add(&mut self, other: Self) {
        for finding in other.findings {
            if !self.findings.contains(&finding) {
                self.findings.push(finding);
            }
        }
        for (code, times) in other.off {
            if !self.off.iter().any(|(known, _)| *known == code) {
                self.off.push((code, times));
            }
        }
        self.sort();
    }

    /// Errors first, then by place.
    pub(super) fn sort(&mut self) {
        self.off.sort_by_key(|(code, _)| code.as_str());
        self.findings.sort_by(|a, b| {
            let order = |one: &Finding| (one.place.line(), one.place.column());
            let weight = a.severity.cmp(&b.severity);
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
