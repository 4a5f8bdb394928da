//! Words and phrases, whatever their capitals and the place of their tones.

use std::collections::BTreeMap;

use crate::vn::text::{is_alphanumeric, lower};
use crate::vn::tone::in_one_style;

/// A word in small letters with its tone in one place.
pub fn plain(word: &str) -> String {
    let small = lower(word);
    // Only an open syllable has a choice where its tone stands.
    match small.chars().next_back() {
        Some(last) if "áàảãạéèẻẽẹýỳỷỹỵ".contains(last) => {
            in_one_style(&small)
        }
        _ => small,
    }
}

/// The words of a text, without its marks.
pub fn words(text: &str) -> Vec<String> {
    each_word(text).collect()
}

/// The same, one by one.
pub fn each_word(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !is_alphanumeric(c));
    words.filter(|word| !word.is_empty()).map(plain)
}

/// Phrases by their first word, the longest first.
pub type Lexicon<T> = BTreeMap<String, Vec<(Vec<String>, T)>>;

/// Adds a phrase.
pub fn learn<T>(lexicon: &mut Lexicon<T>, phrase: &str, value: T) {
    let mut words = words(phrase);
    if words.is_empty() {
        return;
    }
    let rest = words.split_off(1);
    let known = lexicon.entry(words.swap_remove(0)).or_default();
    let at = known.partition_point(|(other, _)| other.len() >= rest.len());
    known.insert(at, (rest, value));
}

/// Whether words begin with any of these phrases.
pub fn begins(lexicon: &Lexicon<()>, words: &[String]) -> bool {
    let Some((first, rest)) = words.split_first() else {
        return false;
    };
    let known = lexicon.get(first).into_iter().flatten();
    known.clone().any(|(phrase, ())| rest.starts_with(phrase))
}
