//! A text as sentences.

use super::Claims;
use crate::audit::Code;
use crate::audit::finding::Finding;
use crate::bounds::SENTENCE;
use crate::vn::number::print;

/// Sentences, up to a full stop before a blank outside brackets, and where each begins; a question claims
/// nothing.
pub fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut sentences = Vec::new();
    let (mut start, mut depth) = (0, 0u32);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '.' | '!' | '?' if depth == 0 => {
                let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
                if next.is_none_or(char::is_whitespace) {
                    let sentence = text.get(start..at).filter(|_| c != '?');
                    sentences.extend(sentence.map(|sentence| (start, sentence)));
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    sentences.extend(text.get(start..).map(|sentence| (start, sentence)));
    sentences.into_iter().map(unmarked).collect()
}

impl Claims<'_, '_> {
    /// CLAIM-01: a sentence with figures that is too long to be read.
    pub(super) fn too_long(&self, start: usize, text: &str) -> Option<Finding> {
        let letters = text.chars().count();
        let figures = text.contains(|c: char| c.is_ascii_digit());
        if letters <= SENTENCE.most || !figures {
            return None;
        }
        let (letters, most) = (print(letters.into()), SENTENCE.allowed());
        let message =
            format!("câu dài {letters} chữ, quá {most}: số liệu trong câu chưa được đối chiếu");
        let first = start + text.len() - text.trim_start().len();
        let finding = self
            .context
            .at(Code::Claim01, first, start + text.len(), message);
        Some(finding.suggest(SENTENCE.remedy))
    }
}

/// A sentence without the mark of a list before it.
fn unmarked((start, sentence): (usize, &str)) -> (usize, &str) {
    match sentence.strip_prefix("- ").or(sentence.strip_prefix("+ ")) {
        Some(rest) => (start + sentence.len() - rest.len(), rest),
        None => (start, sentence),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_outside_brackets() {
        let text = "Một (hai. ba). Có sáu không? Bốn 4,5; năm";
        let found: Vec<&str> = sentences(text)
            .into_iter()
            .map(|(_, words)| words)
            .collect();
        assert_eq!(found, ["Một (hai. ba)", " Bốn 4,5; năm"]);
    }
}
