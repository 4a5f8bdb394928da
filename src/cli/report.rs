//! The words in which findings and faults are reported.

use std::path::PathBuf;

use super::groups::{Message, emit};
use super::offer;
use crate::audit::{Acknowledged, Review, Severity};
use crate::fault::{Faults, Kind, Note};

/// All faults, and how many there are.
pub fn faults(faults: &Faults) -> String {
    let partly = faults.iter().any(|fault| fault.kind == Kind::PartlyWritten);
    let then = match partly {
        true => "Một số tệp đã là bản mới, như ghi ở trên.",
        false => "Không có tệp nào được ghi hoặc thay đổi.",
    };
    let (all, count) = (all(faults), faults.count());
    format!("{all}\n\nCó {count} lỗi. {then}\n")
}

/// All faults of a lô that could not be run, or not to its end.
pub fn faults_of_lot(faults: &Faults) -> String {
    format!(
        "{}\n\nCó {} lỗi. Sửa rồi chạy lại: tệp đã ghi xong thì được giữ.\n",
        all(faults),
        faults.count()
    )
}

fn all(faults: &Faults) -> String {
    let faults = faults.iter();
    let messages = faults.map(|fault| Message::from(&offer::fault(fault)));
    emit(&messages.collect::<Vec<_>>())
}

/// Which files were written.
pub fn written(files: &[PathBuf]) -> String {
    let mut text = format!("Đã ghi {} tệp:\n", files.len());
    for file in files {
        text.push_str(&format!("  {}\n", file.display()));
    }
    text
}

/// What had to be guessed of a table.
pub fn notes(notes: &[Note]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let lines = notes.iter().map(|note| format!("- {note}\n"));
    format!("Đọc bảng số liệu:\n{}\n", lines.collect::<String>())
}

/// Whether findings are shown in colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    On,
    Off,
}

impl Colour {
    pub fn of(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }

    /// A text in the colour of a severity.
    fn paint(self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "33",
            Severity::Info => "36",
        };
        match self {
            Self::On => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Self::Off => text.to_owned(),
        }
    }
}

/// All findings, and how many there are of each weight; nothing if there are none.
pub fn findings(review: &Review, colour: Colour) -> String {
    let findings = review.findings.iter().map(offer::finding);
    let painted = |mut message: Message, severity| {
        let paint = colour.paint(severity, &message.mark);
        message.alone = message.alone.replacen(&message.mark, &paint, 1);
        message.mark = paint;
        message
    };
    let messages = findings.map(|finding| painted(Message::from(&finding), finding.severity));
    let messages: Vec<Message> = messages.collect();
    let mut text = String::new();
    if !messages.is_empty() {
        let messages = emit(&messages);
        text = format!("\nTrước khi ký: {}.\n\n{messages}\n", counted(review));
    }
    text + &acknowledged(review) + &off(review)
}

/// What was looked at and is let stand, and why.
fn acknowledged(review: &Review) -> String {
    if review.acknowledged.is_empty() {
        return String::new();
    }
    let mut text = format!("\nĐã xem và giữ: {} điều.\n", review.acknowledged.len());
    for Acknowledged { finding, reason } in &review.acknowledged {
        let (place, code) = (&finding.place, finding.code);
        text.push_str(&format!(
            "- {place}: {code}: {}\n  lý do: {} ({})\n",
            finding.message, reason.value, reason.place
        ));
    }
    text
}

/// What the office has switched off. An error is reported all the same, so that a new one is seen.
fn off(review: &Review) -> String {
    let mut text = String::new();
    for (code, found) in review.off_by_code() {
        let times = found.len();
        text.push_str(&format!(
            "\nĐã tắt {code} theo tệp của cơ quan ({times} điều không báo).\n"
        ));
        let errors = found.iter().filter(|one| one.severity == Severity::Error);
        errors.for_each(|one| text.push_str(&format!("- {}: {}\n", one.place, one.message)));
    }
    text
}

/// `2 lỗi, 1 cảnh báo`.
pub fn counted(review: &Review) -> String {
    let counted = |severity: &Severity| {
        let findings = review.findings.iter();
        let count = findings.filter(|one| one.severity == *severity).count();
        (count > 0).then(|| format!("{count} {}", severity.vietnamese()))
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Info];
    let counts: Vec<String> = counts.iter().filter_map(counted).collect();
    counts.join(", ")
}
