//! Numbers of paragraphs and of columns: none repeated, skipped or out of order.

use super::context::Context;
use super::finding::Finding;
use super::texts::{Part, appendix_name};
use crate::document::Content;

pub fn check(context: &Context, out: &mut Vec<Finding>) {
    passages(context, out);
    for (i, appendix) in context.document.appendices.iter().enumerate() {
        out.extend(columns(
            context,
            &appendix.sheet.numbers,
            &appendix_name(context.document, i),
        ));
    }
    for content in &context.document.content {
        if let Content::Sheet(sheet) = content {
            out.extend(columns(context, &sheet.numbers, "bảng trong nội dung"));
        }
    }
}

/// NUMB-01: `1.`, `2.`, `2.1.` go up by one, each level within the number above it.
fn passages(context: &Context, out: &mut Vec<Finding>) {
    let mut last: Vec<u32> = Vec::new();
    for (i, content) in context.document.content.iter().enumerate() {
        let mark = content
            .passage()
            .and_then(|passage| passage.mark.as_deref());
        let Some(number) = mark.and_then(arabic) else {
            continue;
        };
        if !last.is_empty() && !follows(&last, &number) {
            let mark = mark.unwrap_or_default();
            let message = format!("số mục “{mark}” sau “{}”", written(&last));
            let part = Part::Passage(i);
            let place = context.texts.iter().find(|(other, _)| *other == part);
            let place = place.map_or(context.file.clone(), |(_, text)| context.texts.place(text));
            out.push(
                Finding::new("NUMB-01", &place, message)
                    .part(context.texts.describe(part))
                    .suggest("đánh lại số mục"),
            );
        }
        last = number;
    }
}

/// `2.1.` → 2, 1; none for letters, signs and Roman numbers.
fn arabic(mark: &str) -> Option<Vec<u32>> {
    let plain = mark.strip_suffix('.').filter(|plain| !plain.is_empty())?;
    plain.split('.').map(|part| part.parse().ok()).collect()
}

fn written(number: &[u32]) -> String {
    let parts: Vec<String> = number.iter().map(u32::to_string).collect();
    parts.join(".") + "."
}

/// Whether a number is the next of its level, or the first of a level below; a list may begin
/// again at 1.
fn follows(last: &[u32], next: &[u32]) -> bool {
    if let Some((first, above)) = next
        .split_first()
        .map(|_| (next.last(), next.get(..next.len() - 1)))
        && first == Some(&1)
    {
        return above == Some(last)
            || above.is_some_and(|above| above.is_empty() || last.starts_with(above));
    }
    let same = last.get(..next.len()).unwrap_or_default();
    let Some((end, before)) = next.split_last() else {
        return true;
    };
    let Some((last_end, last_before)) = same.split_last() else {
        return false;
    };
    before == last_before && *end == last_end + 1
}

/// NUMB-02: (1), (2), (3) … without a gap.
fn columns(context: &Context, numbers: &[String], name: &str) -> Option<Finding> {
    let number = |text: &String| {
        let (_, rest) = text.split_once('(')?;
        rest.split_once(')')?.0.parse::<u32>().ok()
    };
    let found: Vec<u32> = numbers.iter().filter_map(number).collect();
    let (before, after) = found
        .iter()
        .zip(found.iter().skip(1))
        .find(|(before, after)| **after != **before + 1)?;
    let message = format!("số cột của {name}: ({after}) đứng sau ({before})");
    let finding = Finding::new("NUMB-02", &context.file, message);
    Some(
        finding
            .part(format!("{name}, hàng số cột"))
            .suggest("đánh lại số cột"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_up_by_one_or_one_level_down() {
        let numbers = |text: &str| arabic(text).unwrap();
        for (last, next) in [
            ("1.", "2."),
            ("1.", "1.1."),
            ("1.2.", "2."),
            ("2.9.", "2.10."),
            ("3.", "1."),
        ] {
            assert!(follows(&numbers(last), &numbers(next)), "{last} {next}");
        }
        for (last, next) in [
            ("1.", "3."),
            ("2.", "2."),
            ("1.1.", "1.3."),
            ("1.", "2.1."),
            ("2.", "1.1."),
        ] {
            assert!(!follows(&numbers(last), &numbers(next)), "{last} {next}");
        }
        assert_eq!(arabic("a)"), None);
    }
}
