//! What the text claims of the figures: superlatives, directions, counts, figures beside names.

mod points;
mod units;

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::figures::Named;
use crate::audit::finding::Finding;
use crate::audit::names::{List, bare};
use crate::vn::text::{fold, has_word};

pub fn check(context: &Context, lists: &[List], sheets: &[Named], out: &mut Vec<Finding>) {
    let rows = sheets.iter().flat_map(|named| {
        let rows = named.sheet.rows.iter();
        rows.filter_map(|row| named.sheet.name(row))
    });
    let mut units: Vec<(String, &str)> = rows.map(|unit| (fold(bare(unit)), unit)).collect();
    units.dedup();
    let claims = Claims {
        context,
        lists,
        sheets,
        units,
    };
    for stretch in context.texts.prose() {
        // What a claim is about stands in its own sentence.
        for (at, sentence) in sentences(stretch.text) {
            let claim = Claim {
                start: stretch.start + at,
                text: sentence,
                folded: fold(sentence),
            };
            claims.superlative(&claim, out);
            claims.direction(&claim, out);
            claims.denominators(&claim, out);
            claims.bands(&claim, out);
            claims.figures_beside_names(&claim, out);
            claims.late(&claim, out);
        }
    }
}

/// Sentences and parts of them, up to a full stop before a blank or a semicolon outside brackets,
/// and where each begins.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut sentences = Vec::new();
    let (mut start, mut depth) = (0, 0u32);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '.' | ';' if depth == 0 => {
                let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
                if next.is_none_or(char::is_whitespace) {
                    sentences.extend(text.get(start..at).map(|sentence| (start, sentence)));
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    sentences.extend(text.get(start..).map(|sentence| (start, sentence)));
    sentences
}

/// A sentence that claims something.
struct Claim<'a> {
    /// Where in all words it begins.
    start: usize,
    text: &'a str,
    folded: String,
}

/// What claims are held against.
struct Claims<'a, 'c> {
    context: &'a Context<'c>,
    lists: &'a [List],
    sheets: &'a [Named<'a>],
    /// The units of the sheets' rows, by their own names without accents.
    units: Vec<(String, &'a str)>,
}

/// A name with letters only, so that a comma more or less does not matter.
fn plain(name: &str) -> String {
    let letters = fold(name).replace(|c: char| !c.is_alphanumeric(), " ");
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Claims<'_, '_> {
    /// A finding about a sentence.
    fn finding(&self, code: Code, claim: &Claim, message: String) -> Finding {
        let blank = claim.text.len() - claim.text.trim_start().len();
        self.finding_at(code, claim, blank, message)
    }

    /// A finding about the words at a place in a sentence.
    fn finding_at(&self, code: Code, claim: &Claim, at: usize, message: String) -> Finding {
        let end = claim.start + claim.text.len();
        self.context.at(code, claim.start + at, end, message)
    }
}

/// How many words the head of a column shares with a sentence.
fn shared(head: &str, folded: &str) -> usize {
    let words = fold(head);
    let telling = words.split(' ').filter(|word| word.len() > 2);
    telling.filter(|word| has_word(folded, word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_outside_brackets() {
        let text = "Một (hai; ba). Bốn 4,5; năm";
        let found: Vec<&str> = sentences(text)
            .into_iter()
            .map(|(_, words)| words)
            .collect();
        assert_eq!(found, ["Một (hai; ba)", " Bốn 4,5", " năm"]);
    }
}
