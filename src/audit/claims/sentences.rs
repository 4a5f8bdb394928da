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

/// How many letters a sentence has, if they are too many.
fn too_long(text: &str) -> Option<usize> {
    let long = text.len() > SENTENCE.most;
    let letters = long.then(|| text.chars().count());
    letters.filter(|letters| *letters > SENTENCE.most)
}

impl Claims<'_, '_> {
    /// CLAIM-01: whether a sentence is too long to be read, which is told.
    pub(super) fn is_too_long(&self, start: usize, text: &str, out: &mut Vec<Finding>) -> bool {
        let Some(letters) = too_long(text) else {
            return false;
        };
        let most = SENTENCE.allowed();
        let letters = print(letters.into());
        let message =
            format!("câu dài {letters} chữ, quá {most}: số liệu trong câu chưa được đối chiếu");
        let blank = text.len() - text.trim_start().len();
        let place = (start + blank, start + text.len());
        let finding = self.context.at(Code::Claim01, place.0, place.1, message);
        out.push(finding.suggest(SENTENCE.remedy));
        true
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
