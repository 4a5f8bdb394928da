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
    let column = (remark.column > 0).then(|| remark.column.into());
    let region = with(json!({"startLine": remark.line}), "startColumn", column);
    // A cell of a workbook has no line of text.
    let region = Some(region).filter(|_| remark.line > 0 && remark.sheet.is_none());
    let file = json!({"artifactLocation": {"uri": remark.file.replace('\\', "/")}});
    let location = json!({"physicalLocation": with(file, "region", region)});
    let part = (!remark.part.is_empty()).then(|| json!([{"fullyQualifiedName": remark.part}]));
    let location = with(location, "logicalLocations", part);
    let mut text = remark.message.clone();
    for (what, words) in [("Cần", &remark.expected), ("Nên", &remark.suggestion)] {
        if !words.is_empty() {
            text.push_str(&format!(". {what}: {words}"));
        }
    }
    let result = json!({
        "ruleId": remark.code,
        "level": level(&remark.severity),
        "message": {"text": text},
        "locations": [location],
    });
    let reason = remark.reason.as_ref();
    let suppressions = reason.map(|reason| json!([{"kind": "external", "justification": reason}]));
    with(result, "suppressions", suppressions)
}

/// An object with one more key, if it has a value.
fn with(mut object: Value, key: &str, value: Option<Value>) -> Value {
    if let (Some(keys), Some(value)) = (object.as_object_mut(), value) {
        keys.insert(key.to_owned(), value);
    }
    object
}

fn level(severity: &str) -> &str {
    match severity {
        "info" => "note",
        same => same,
    }
}
