//! Citations: the first one of a document is complete.

use std::collections::BTreeSet;

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::audit::texts::Stretch;

/// What stands between the kind of a document and its number.
pub const NUMBER: &str = " số ";

/// CITE-03: type, number, symbol, day, body and what it is about (ND30-VD-01).
pub fn check(context: &Context, out: &mut Vec<Finding>) {
    let words = context.vocabulary;
    let mut cited = BTreeSet::new();
    for Stretch { start, text, .. } in context.texts.prose() {
        if !text.contains(NUMBER) {
            continue;
        }
        for kind in &words.cited {
            let lead = format!("{kind}{NUMBER}");
            for (at, _) in text.match_indices(&lead) {
                let rest = text.get(at + lead.len()..).unwrap_or_default();
                let end = rest.find([' ', ',', ';', ')']).unwrap_or(rest.len());
                let number = rest.get(..end).unwrap_or_default().trim_end_matches('.');
                if !number.contains('/') || !cited.insert(number.to_owned()) {
                    continue;
                }
                let lacks = lacking(rest.get(end..).unwrap_or_default(), &words.about);
                if lacks.is_empty() {
                    continue;
                }
                let written = format!("{lead}{number}");
                let message = format!("{written} dẫn lần đầu thiếu {}", lacks.join(", "));
                let start = start + at;
                out.push(
                    context
                        .at(Code::Cite03, start, start + written.len(), message)
                        .suggest("lần đầu ghi đủ ngày, cơ quan ban hành và trích yếu"),
                );
            }
        }
    }
}

/// What a citation lacks, by the words after its number; `about` begins what it is about.
fn lacking(after: &str, about: &[String]) -> Vec<&'static str> {
    let after = after.trim_start();
    let sentence = after.split([';', '\n']).next().unwrap_or_default();
    let mut lacks = Vec::new();
    if !after.starts_with("ngày ") {
        lacks.push("ngày");
    }
    let Some((_, body)) = sentence.split_once("của ") else {
        lacks.push("cơ quan ban hành");
        return lacks;
    };
    if !about.iter().any(|word| body.contains(&format!(" {word} "))) {
        lacks.push("trích yếu");
    }
    lacks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_citation_is_complete() {
        let lacking = |after| lacking(after, &["phê duyệt".into()]);
        let full = " ngày 23/6/2022 của Thủ tướng Chính phủ phê duyệt Bộ chỉ số chỉ đạo";
        assert!(lacking(full).is_empty());
        assert_eq!(
            lacking(" ngày 23/6/2022 của Thủ tướng Chính phủ."),
            ["trích yếu"]
        );
        assert_eq!(lacking(", UBND xã thông báo"), ["ngày", "cơ quan ban hành"]);
    }
}
