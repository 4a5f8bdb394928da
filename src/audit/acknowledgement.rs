//! Findings that somebody has looked at and lets stand (`da_xem`): one finding at a time, for the
//! value that it was found of, in one month, with a reason. Nothing is acknowledged in silence:
//! what is let stand is listed, and an entry that is about nothing any more is told.

use rust_decimal::Decimal;

use super::code::Code;
use super::finding::{Finding, Mismatch};
use super::review::{Acknowledged, Review};
use crate::fault::{Faults, Place};
use crate::form::{self, Fields, Form, FromFields, Key, Sourced};
use crate::vn::period::Period;
use crate::vn::text::lower;

/// An entry of `da_xem`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    code: Code,
    spot: String,
    value: String,
    period: Period,
    reason: Sourced<String>,
    /// Where it stands.
    place: Place,
}

/// An entry of `da_xem` of a lô.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfUnit {
    /// The name or code of the unit that it is about.
    pub unit: Sourced<String>,
    /// The entry.
    pub entry: Acknowledgement,
}

/// The entries of a hồ sơ, and the month that it is of.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// All of them.
    pub entries: &'a [Acknowledgement],
    /// The month.
    pub period: Period,
}

static ENTRY: Form = Form::new("điều đã xem").and(&[KEYS]);

static OF_UNIT: Form = Form::new("điều đã xem của lô")
    .keys(&[Key::required::<Sourced<String>>(
        "don_vi",
        "Tên, mã của đơn vị; tên tỉnh với báo cáo",
    )])
    .and(&[KEYS]);

const KEYS: &[Key] = &[
    Key::required::<Sourced<String>>("ma", "Mã của điều được báo").example("SUM-01"),
    Key::optional::<String>("cho", "Chỗ của nó, như chương trình ghi").example("điểm tổng hợp"),
    Key::optional::<String>(
        "gia_tri",
        "Giá trị đã xem; giá trị khác đi thì điều ấy lại được báo",
    ),
    Key::required::<Period>("ky", "Kỳ của hồ sơ; sang kỳ sau thì hết hiệu lực").example("2025-11"),
    Key::required::<Sourced<String>>("ly_do", "Vì sao vẫn giữ, ví dụ: Cổng công bố như vậy"),
];

impl FromFields for Acknowledgement {
    const FORM: &'static Form = &ENTRY;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let code: Option<Sourced<String>> = fields.get("ma", faults);
        let spot: Option<String> = fields.get("cho", faults);
        let value: Option<String> = fields.get("gia_tri", faults);
        let period = fields.get("ky", faults);
        let reason = fields.get("ly_do", faults);
        let code = code?;
        let known = Code::parse(&code.value, &code.place);
        Some(Self {
            code: faults.absorb(known)?,
            spot: spot.unwrap_or_default(),
            value: value.unwrap_or_default(),
            period: period?,
            reason: reason?,
            place: code.place,
        })
    }
}

impl FromFields for OfUnit {
    const FORM: &'static Form = &OF_UNIT;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let unit = fields.get("don_vi", faults);
        let entry = Acknowledgement::from_fields(fields, faults);
        Some(Self {
            unit: unit?,
            entry: entry?,
        })
    }
}

/// Words as they are compared: in small letters, without quotes, single spaces.
fn key(text: &str) -> String {
    let kept = lower(text).replace(['“', '”', '"', '\''], "");
    let words: Vec<&str> = kept.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_owned()
}

impl Acknowledgement {
    /// Whether it speaks of the place of a finding.
    fn is_at(&self, finding: &Finding) -> bool {
        self.code == finding.code && key(&self.spot) == key(finding.spot())
    }

    /// Whether a finding is the one that it speaks of.
    fn is_of(&self, finding: &Finding) -> bool {
        self.is_at(finding) && key(&self.value) == key(&finding.value())
    }

    /// That it is of another month, or of another value, or of nothing.
    fn lapse(&self, report: &Review, period: Period) -> Finding {
        let Self {
            code, spot, value, ..
        } = self;
        let lapsed = |message: String| Finding::new(Code::Seen01, &self.place, message);
        if self.period != period {
            return lapsed(format!(
                "điều đã xem {code} ở “{spot}” ghi cho {}, hồ sơ này là của {}",
                self.period.short(),
                period.short()
            ))
            .suggest(
                "xóa mục này; nếu điều ấy vẫn được báo thì xem lại với số liệu của tháng này",
            );
        }
        let now = report.findings.iter().find(|finding| self.is_at(finding));
        if let Some(now) = now {
            return lapsed(format!(
                "điều đã xem {code} ở “{spot}” ghi cho “{value}”, nay là “{}”",
                now.value()
            ))
            .suggest("xem lại điều ấy; vẫn giữ thì sửa “gia_tri”, không thì xóa mục này");
        }
        let others = report
            .findings
            .iter()
            .filter(|finding| finding.code == *code);
        let others: Vec<String> = others.map(|other| format!("“{}”", other.spot())).collect();
        let off = report.off.iter().any(|off| off.code == *code);
        let (why, what) = match (others.as_slice(), off) {
            ([], false) => (String::new(), "xóa mục này"),
            ([], true) => (format!("; tệp của cơ quan đã tắt {code}"), "xóa mục này"),
            (found, _) => (
                format!("; {code} được báo ở {}", found.join(", ")),
                "sửa “cho” như chương trình ghi, hoặc xóa mục này",
            ),
        };
        let message = format!("điều đã xem {code} ở “{spot}” không ứng với điều nào được báo{why}");
        Finding::new(Code::Seen02, &self.place, message).suggest(what)
    }
}

/// The entries of `da_xem` that would let these findings stand in a month, each without its
/// reason, which is for people to say.
pub fn entries(findings: &[Finding], period: Period) -> String {
    let mut text = String::from("da_xem:\n");
    let acknowledgeable = findings
        .iter()
        .filter(|finding| finding.code.kind() != "SEEN");
    for finding in acknowledgeable {
        text.push_str(&format!("  - ma: {}\n", finding.code));
        let words = [
            ("cho", finding.spot().to_owned()),
            ("gia_tri", finding.value()),
        ];
        for (key, value) in words.iter().filter(|(_, value)| !value.is_empty()) {
            text.push_str(&format!("    {key}: {}\n", form::scalar(value)));
        }
        text.push_str(&format!("    ky: {period}\n    ly_do:\n"));
    }
    text
}

impl Review {
    /// Takes out what is acknowledged for a month; gives what is to be told of entries that are
    /// about nothing.
    pub(crate) fn acknowledge(&mut self, seen: Seen) -> Vec<Finding> {
        let Seen { entries, period } = seen;
        let in_force = |entry: &&Acknowledgement| entry.period == period;
        let unmet = |entry: &&Acknowledgement| {
            !in_force(entry) || !self.findings.iter().any(|finding| entry.is_of(finding))
        };
        let unmet: Vec<&Acknowledgement> = entries.iter().filter(unmet).collect();
        self.let_stand(|_, finding| {
            let mut entries = entries.iter().filter(in_force);
            let entry = entries.find(|entry| entry.is_of(finding));
            let reason = entry.map(|entry| &entry.reason);
            reason.or(finding.reason()).cloned()
        });
        self.let_stand(Self::follows);
        unmet
            .iter()
            .map(|entry| entry.lapse(self, period))
            .collect()
    }

    /// Why a published total stands although its groups do not add up to it, if it does.
    pub fn total_stands(self) -> Option<Sourced<String>> {
        let mut seen = self.acknowledged.into_iter();
        let total = seen.find(|one| one.finding.code == Code::Sum01);
        total.map(|one| one.reason)
    }

    /// Takes out the findings for which there is a reason.
    fn let_stand(&mut self, reason: impl Fn(&Self, &Finding) -> Option<Sourced<String>>) {
        for finding in std::mem::take(&mut self.findings) {
            match reason(self, &finding) {
                Some(reason) => self.acknowledged.push(Acknowledged { finding, reason }),
                None => self.findings.push(finding),
            }
        }
    }

    /// A change of the total that differs from that of the groups just because a total does that
    /// is acknowledged stands with it.
    fn follows(&self, finding: &Finding) -> Option<Sourced<String>> {
        let found = finding
            .mismatch()
            .filter(|_| finding.code == Code::Delta01)?;
        let of = |code: Code| {
            let mut known = self
                .acknowledged
                .iter()
                .map(|one| (&one.finding, &one.reason));
            known.find(|(known, _)| known.code == code && known.part == finding.part)
        };
        let by = |total: Option<(&Finding, _)>| {
            let numbers =
                total.and_then(|(total, _): (&Finding, &Sourced<String>)| total.mismatch());
            numbers.map_or(Decimal::ZERO, Mismatch::difference)
        };
        let (now, before) = (of(Code::Sum01), of(Code::Sum02));
        let left = found.difference() - (by(now) - by(before));
        let (_, reason) = now.or(before)?;
        (left.abs() <= found.tolerance).then(|| reason.clone())
    }
}
