//! Findings in SARIF 2.1.0, which editors show beside the lines they are about.

use serde_json::{Value, json};

use crate::audit::{Finding, Report, Rules, Severity};

/// The log of one run.
pub fn log(report: &Report, rules: &Rules) -> Value {
    let told: Vec<Value> = rules
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code,
                "shortDescription": {"text": rule.name},
                "fullDescription": {"text": rule.basis},
                "defaultConfiguration": {"level": level(rule.severity)},
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "vanthu", "version": env!("CARGO_PKG_VERSION"), "rules": told}},
            "columnKind": "unicodeCodePoints",
            "results": report.findings.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn result(finding: &Finding) -> Value {
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": finding.place.file_name().replace('\\', "/")},
        },
    });
    // A cell of a workbook has no line of text.
    if finding.place.line() > 0 && !finding.place.is_cell() {
        let mut region = json!({"startLine": finding.place.line()});
        if finding.place.column() > 0 {
            region["startColumn"] = finding.place.column().into();
        }
        location["physicalLocation"]["region"] = region;
    }
    if !finding.part.is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": finding.part}]);
    }
    let text = match finding.suggestion.as_str() {
        "" => finding.message.clone(),
        suggestion => format!("{}. Nên: {suggestion}", finding.message),
    };
    json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": {"text": text},
        "locations": [location],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
