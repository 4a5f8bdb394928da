//! Findings in SARIF 2.1.0, which editors show beside the lines they are about.

use serde_json::{Value, json};

use crate::audit::{Check, Checks, Review};
use crate::fault::{Faults, Remark};

/// The log of one run: what is wrong with the input, and what is doubtful about the rest.
pub fn log(review: &Review, faults: &Faults, rules: &Checks) -> Value {
    let findings = review.findings.iter().map(Remark::from);
    let acknowledged = review.acknowledged.iter().map(Remark::from);
    let remarks = faults.iter().map(Remark::from);
    let remarks = remarks.chain(findings).chain(acknowledged);
    let listed = |rule: &Check| {
        json!({
            "id": rule.code,
            "shortDescription": {"text": rule.name},
            "fullDescription": {"text": rule.basis},
            "defaultConfiguration": {"level": level(rule.severity.id())},
        })
    };
    let listed: Vec<Value> = rules.iter().map(listed).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "vanthu", "version": env!("CARGO_PKG_VERSION"), "rules": listed}},
            "columnKind": "unicodeCodePoints",
            "results": remarks.map(|remark| result(&remark)).collect::<Vec<_>>(),
        }],
    })
}

fn result(remark: &Remark) -> Value {
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": remark.file.replace('\\', "/")},
        },
    });
    // A cell of a workbook has no line of text.
    if remark.line > 0 && remark.sheet.is_none() {
        let mut region = json!({"startLine": remark.line});
        if remark.column > 0 {
            region["startColumn"] = remark.column.into();
        }
        location["physicalLocation"]["region"] = region;
    }
    if !remark.part.is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": remark.part}]);
    }
    let mut text = remark.message.clone();
    for (what, words) in [("Cần", &remark.expected), ("Nên", &remark.suggestion)] {
        if !words.is_empty() {
            text.push_str(&format!(". {what}: {words}"));
        }
    }
    let mut result = json!({
        "ruleId": remark.code,
        "level": level(&remark.severity),
        "message": {"text": text},
        "locations": [location],
    });
    if let Some(reason) = &remark.reason {
        result["suppressions"] = json!([{"kind": "external", "justification": reason}]);
    }
    result
}

fn level(severity: &str) -> &str {
    match severity {
        "info" => "note",
        same => same,
    }
}
