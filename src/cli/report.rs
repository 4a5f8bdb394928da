//! The words in which findings and faults are told.

use serde_json::{Value, json};

use crate::audit::{Finding, Severity};
use crate::fault::Faults;

/// All faults, and how many there are.
pub fn faults(faults: &Faults) -> String {
    format!(
        "{faults}\n\nCó {} lỗi. Không có tệp nào được ghi hoặc thay đổi.\n",
        faults.count()
    )
}

/// All faults of a lô that could not be run, or not to its end.
pub fn faults_of_lot(faults: &Faults) -> String {
    format!(
        "{faults}\n\nCó {} lỗi. Sửa rồi chạy lại: tệp đã ghi xong thì được giữ.\n",
        faults.count()
    )
}

/// What had to be guessed of a table.
pub fn notes(notes: &[String]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    format!("Đọc bảng số liệu:\n- {}\n\n", notes.join("\n- "))
}

/// All findings, and how many there are; nothing if there are none.
pub fn findings(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
    format!(
        "\nCó {} điều cần xem lại trước khi ký:\n\n{}\n",
        findings.len(),
        list.join("\n\n")
    )
}

/// The findings for programs; numbers as decimal strings.
pub fn findings_json(findings: &[Finding]) -> Value {
    let finding = |finding: &Finding| {
        let numbers = finding.numbers.as_ref();
        json!({
            "code": finding.code,
            "severity": match finding.severity {
                Severity::Warning => "warning",
                Severity::Info => "info",
            },
            "place": finding.place.to_string(),
            "file": finding.place.file_name(),
            "line": finding.place.line(),
            "stated": numbers.map(|n| n.stated.to_string()),
            "recomputed": numbers.map(|n| n.recomputed.to_string()),
            "difference": numbers.map(|n| n.difference().to_string()),
            "tolerance": numbers.map(|n| n.tolerance.to_string()),
            "message": finding.message,
            "rule": finding.rule,
            "suggestion": finding.suggestion,
        })
    };
    findings.iter().map(finding).collect()
}
