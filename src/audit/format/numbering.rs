//! Numbers of paragraphs and of columns: none repeated, skipped or out of order.

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::audit::texts::{Part, appendix_name};
use crate::document::Content;
use crate::source::Words;

pub fn check(context: &Context, out: &mut Vec<Finding>) {
    passages(context, out);
    points(context, out);
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
            out.push(misnumbered(context, i, message, "đánh lại số mục"));
        }
        last = number;
    }
}

/// NUMB-01: `a)`, `b)`, `c)` go on without a gap, or begin again at `a)`.
fn points(context: &Context, out: &mut Vec<Finding>) {
    let content = context.document.content.iter();
    let passages = content.map(|content| content.passage());
    let marks = passages.map(|passage| passage.and_then(|passage| passage.mark.as_deref()));
    let letters = &context.decree.letters;
    for (i, mark, wanted) in astray(marks, letters) {
        let message = format!("điểm “{mark}” ở chỗ của “{wanted})”");
        let first: Vec<String> = letters.iter().take(6).map(|l| format!("{l})")).collect();
        let suggestion = format!(
            "đánh lại theo bảng chữ cái tiếng Việt: {}",
            first.join(", ")
        );
        out.push(misnumbered(context, i, message, &suggestion));
    }
}

fn misnumbered(context: &Context, passage: usize, message: String, suggestion: &str) -> Finding {
    let part = Part::Passage(passage);
    let mut texts = context.texts.iter();
    let found = texts.find(|stretch| stretch.part == part);
    let (start, end) = found.map_or((0, 0), |found| {
        (found.start, found.start + found.text.len())
    });
    let finding = context.at(Code::Numb01, start, end, message);
    finding.suggest(suggestion)
}

/// The points that do not follow the point before, each with the letter that would.
fn astray<'a>(
    marks: impl Iterator<Item = Option<&'a str>>,
    letters: &'a [String],
) -> Vec<(usize, &'a str, &'a str)> {
    let mut astray = Vec::new();
    let mut last: Option<usize> = None;
    for (i, mark) in marks.enumerate() {
        let Some(mark) = mark else { continue };
        let letter = mark.strip_suffix(')');
        let Some(number) = letter.and_then(|letter| letters.iter().position(|l| l == letter))
        else {
            // A number begins a new list of points; a sign stands below one.
            last = last.filter(|_| matches!(mark, "-" | "+"));
            continue;
        };
        let next = last.map_or(0, |last| last + 1);
        if number != 0 && number != next {
            astray.push((i, mark, letters.get(next).map_or("a", String::as_str)));
        }
        last = Some(number);
    }
    astray
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
    let Some((end, above)) = next.split_last() else {
        return true;
    };
    if *end == 1 {
        return last.starts_with(above);
    }
    let same = last.get(..next.len()).and_then(<[u32]>::split_last);
    same.is_some_and(|(last_end, last_above)| above == last_above && *end == last_end + 1)
}

/// NUMB-02: (1), (2), (3) … without a gap.
fn columns(context: &Context, numbers: &[Words], name: &str) -> Option<Finding> {
    let number = |text: &'_ Words| {
        let (_, rest) = text.split_once('(')?;
        rest.split_once(')')?.0.parse::<u32>().ok()
    };
    let found = numbers
        .iter()
        .filter_map(|text| Some((number(text)?, text)));
    let found: Vec<(u32, &Words)> = found.collect();
    let mut pairs = found.iter().zip(found.iter().skip(1));
    let ((before, _), (after, words)) =
        pairs.find(|((before, _), (after, _))| *after != *before + 1)?;
    let message = format!("số cột của {name}: ({after}) đứng sau ({before})");
    let finding = Finding::new(Code::Numb02, &context.place(words), message);
    let finding = finding.part(format!("{name}, hàng số cột"));
    Some(finding.suggest("đánh lại số cột"))
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

    #[test]
    fn points_follow_the_vietnamese_alphabet() {
        let letters = &crate::nd30::Decree::nd30().unwrap().letters;
        let wrong = |marks: &str| {
            let marks = marks
                .split(' ')
                .map(|mark| Some(mark).filter(|m| *m != "_"));
            let astray = astray(marks, letters);
            let said = astray
                .iter()
                .map(|(_, mark, wanted)| format!("{mark}<{wanted})"));
            said.collect::<Vec<_>>().join(" ")
        };
        for right in [
            "a) b) c) d) đ) e) g)",
            "a) - + b) _ c)",
            "1. a) b) 2. a)",
            "a) b) a)",
        ] {
            assert_eq!(wrong(right), "", "{right}");
        }
        for (marks, told) in [
            ("a) c)", "c)<b)"),
            ("a) b) c) d) e)", "e)<đ)"),
            ("a) a) a) c) d)", "c)<b)"),
            ("I. b)", "b)<a)"),
            ("a) b) 2. c)", "c)<a)"),
        ] {
            assert_eq!(wrong(marks), told, "{marks}");
        }
    }
}
