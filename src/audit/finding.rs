//! What a check says: a finding, how much it weighs, and how to order many of them.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::code::Code;
use crate::fault::{Action, Place, Remark, quoted, shortened};
use crate::form::{Sourced, choice};
use crate::vn::number::{half_unit, print, print_short, round};

choice! {
    /// How much a finding weighs.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Severity: "mức" {
        /// It has to be put right before anything is printed, unless it is allowed by its code.
        Error = "loi": "lỗi: phải sửa trước khi in",
        /// The drafter should look before it is signed.
        Warning = "canh_bao": "cảnh báo: người soạn xem lại",
        /// Worth knowing.
        Info = "thong_tin": "thông tin để biết",
    }
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

    /// A mismatch of one figure that stands in two places, of which one may say it in fewer decimals.
    pub(super) fn of_copies(stated: Decimal, known: Decimal) -> Option<Self> {
        let tolerance = half_unit(stated).max(half_unit(known));
        let why = "nửa đơn vị số cuối của số ghi gọn hơn";
        Self::of(stated, known, tolerance, why)
    }

    /// With what comes out rounded for people: as many decimals as were stated, two at least, are
    /// enough to see the difference.
    pub(super) fn rounded(self) -> Self {
        Self {
            recomputed: round(self.recomputed, self.stated.scale().max(2)),
            ..self
        }
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
    /// How much it weighs where no office says otherwise.
    pub usual: Severity,
    /// Where in the user's files.
    pub place: Place,
    /// Where in the document: `Biểu số 03, hàng TỔNG SỐ, cột (1)`. Empty if it is the whole.
    pub part: String,
    /// The sentence or line it is about, where `part` only counts paragraphs or lines.
    sentence: String,
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
    /// Why it stands already, if the month before acknowledged what it follows from.
    reason: Option<Sourced<String>>,
}

impl Finding {
    /// A finding with its place and message; the table of codes gives weight and rule.
    pub(super) fn new(code: Code, place: &Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            usual: Severity::Error,
            place: place.clone(),
            part: String::new(),
            sentence: String::new(),
            message: shortened(message.into()),
            contrast: Contrast::None,
            rule: String::new(),
            suggestion: String::new(),
            action: None,
            reason: None,
        }
    }

    /// With its place in the document.
    #[must_use]
    pub(super) fn part(mut self, part: impl Into<String>) -> Self {
        self.part = part.into();
        self
    }

    /// With the sentence or line that it is about.
    #[must_use]
    pub(super) fn sentence(mut self, sentence: &str) -> Self {
        self.sentence = sentence.trim().to_owned();
        self
    }

    /// With why it stands already.
    #[must_use]
    pub(super) fn standing(self, reason: Option<Sourced<String>>) -> Self {
        Self { reason, ..self }
    }

    /// Why it stands already.
    pub(super) fn reason(&self) -> Option<&Sourced<String>> {
        self.reason.as_ref()
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
        self.suggestion = shortened(suggestion.into());
        self
    }

    /// With what the program can do about it.
    #[must_use]
    pub(super) fn offer(mut self, action: Action) -> Self {
        self.action = Some(action);
        self
    }

    /// Whether it is an error that an office's file has made less.
    pub fn is_lowered(&self) -> bool {
        self.usual == Severity::Error && self.severity != Severity::Error
    }

    /// The numbers, if it is about numbers.
    pub fn mismatch(&self) -> Option<&Mismatch> {
        match &self.contrast {
            Contrast::Numbers(numbers) => Some(numbers),
            Contrast::None | Contrast::Words { .. } => None,
        }
    }

    /// Its place in words that survive when something else is edited: its sentence, or its part.
    pub fn spot(&self) -> &str {
        match (self.sentence.as_str(), self.part.as_str()) {
            ("", "") => "cả văn bản",
            ("", part) => part,
            (sentence, _) => sentence,
        }
    }

    /// What it was found of: whoever lets it stand lets this stand, and nothing else. Empty if it
    /// is of no figure and no word (`ANNEX-01`).
    pub fn value(&self) -> String {
        match &self.contrast {
            Contrast::Numbers(numbers) => format!(
                "{}; tính lại {}",
                print(numbers.stated),
                print(numbers.recomputed)
            ),
            Contrast::Words { stated, .. } => stated.clone(),
            Contrast::None => values_in(&self.message),
        }
    }
}

/// The figures and quoted words of a message: `89,97; 90; Tốt`.
fn values_in(message: &str) -> String {
    let mut values: Vec<&str> = Vec::new();
    for (at, piece) in message.split(['“', '”']).enumerate() {
        if at % 2 == 1 {
            values.push(piece);
            continue;
        }
        let words = piece.split_whitespace();
        let words = words.map(|word| word.trim_matches([',', '.', ';', ':', '(', ')']));
        values.extend(words.filter(|word| word.contains(|c: char| c.is_ascii_digit())));
    }
    values.join("; ")
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = self.severity.vietnamese();
        write!(f, "{}: {severity} {}: ", self.place, self.code)?;
        f.write_str(&self.message)?;
        if !self.part.is_empty() {
            write!(f, "\n  chỗ: {}", shortened(self.part.clone()))?;
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
                write!(f, "\n  ghi: “{}”", quoted(stated))?;
            }
            Contrast::Words { stated, expected } => {
                let (stated, expected) = (quoted(stated), quoted(expected));
                write!(f, "\n  ghi: “{stated}”; đúng ra: “{expected}”")?;
            }
        }
        if self.is_lowered() {
            let usual = self.usual.vietnamese();
            write!(f, "\n  mức: {usual}; tệp của cơ quan hạ xuống {severity}")?;
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
                Some(quoted(stated)),
                Some(quoted(expected)).filter(|words| !words.is_empty()),
            ),
        };
        Self {
            code: finding.code.to_string(),
            severity: finding.severity.id().to_owned(),
            usual: finding.usual.id().to_owned(),
            part: shortened(finding.part.clone()),
            spot: finding.spot().to_owned(),
            value: finding.value(),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A symbol of 20,000 letters was a line of 40,022.
    #[test]
    fn what_was_stated_is_quoted_as_a_line() {
        let long = "ă".repeat(20_000);
        let finding = Finding::new(Code::Form04, &Place::file("a.yaml"), "a");
        let finding = finding.part(format!("hàng “{long}”")).words(&long, &long);
        let lines = finding.to_string();
        let lines = lines.lines().map(|line| line.chars().count());
        assert!(lines.max() < Some(500), "{finding}");
        let remark = Remark::from(&finding);
        assert_eq!(remark.stated.unwrap().chars().count(), 201);
        // Whoever acknowledges it, acknowledges all of it.
        assert_eq!(finding.value(), long);
    }
}
