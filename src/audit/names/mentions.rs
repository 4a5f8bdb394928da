//! Names of units in running text.

use std::collections::BTreeMap;

use crate::vn::spelling;
use crate::vn::text::{fold, words};

/// A run of words that may be a unit's name.
pub struct Mention<'a> {
    /// As written.
    pub name: &'a str,
    /// Where in the text it begins.
    pub start: usize,
    /// Whether a word such as “xã” stands before it.
    pub led: bool,
}

/// The known name that a mention means, the nearest of those that are alike but for accents and
/// capitals; after a leading word also one that is a letter off.
pub fn meant<'n>(found: &Mention, by_fold: &BTreeMap<String, Vec<&'n str>>) -> Option<&'n str> {
    let folded = fold(found.name);
    let single = !found.name.contains(' ');
    let nearest = |names: &mut dyn Iterator<Item = &'n str>| {
        names.min_by_key(|name| spelling::distance(found.name, name))
    };
    if let Some(names) = by_fold.get(&folded).filter(|_| found.led || !single) {
        return nearest(&mut names.iter().copied());
    }
    // After a leading word, one letter may be wrong.
    let near = |(known, _): &(&String, &Vec<&str>)| is_a_letter_off(&folded, known);
    let known = by_fold.iter().filter(|_| found.led && !single).filter(near);
    nearest(&mut known.flat_map(|(_, names)| names.iter().copied()))
}

/// Whether two names differ in one letter, which one of them may lack. A long list has thousands of
/// names to ask, most of which begin and end otherwise.
fn is_a_letter_off(a: &str, b: &str) -> bool {
    let alike = |(a, b): &(char, char)| a == b;
    let before: usize = (a.chars().zip(b.chars()))
        .take_while(alike)
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    let [a, b] = [a, b].map(|name| name.get(before..).unwrap_or_default());
    let after: usize = (a.chars().rev().zip(b.chars().rev()))
        .take_while(alike)
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    let [a, b] = [a, b].map(|name| {
        name.len()
            .checked_sub(after)
            .and_then(|end| name.get(..end))
    });
    let [a, b] = [a, b].map(|rest| rest.map_or(0, |rest| rest.chars().count()));
    a.max(b) == 1
}

/// Runs of one to four words, the first of which has a capital.
///
/// `leads` are the words that announce a name; `begins` tells, by its first word, whether a run can be a name that no leading word announces.
pub fn mentions<'a>(
    text: &'a str,
    leads: &[String],
    begins: impl Fn(&str) -> bool,
) -> Vec<Mention<'a>> {
    let words: Vec<(usize, &str)> = words(text, char::is_alphabetic);
    let mut found = Vec::new();
    for (i, (start, word)) in words.iter().enumerate() {
        if !word.starts_with(char::is_uppercase) {
            continue;
        }
        let before = text.get(..*start).unwrap_or_default();
        let led_before = ends_with_lead(before, leads);
        let begins = begins(word);
        for (at, last) in words.iter().skip(i).take(4) {
            let end = at + last.len();
            let Some(run) = text.get(*start..end) else {
                continue;
            };
            // A mark between two words ends a name.
            if run.contains([',', ';', '.', ':', '(', '\n']) {
                break;
            }
            // A name before a figure, as in a list: `Đức Thắng: 13`.
            let after = text.get(end..).unwrap_or_default();
            let led = led_before || after.starts_with(':') || after.starts_with(" (");
            // “Khánh Hòa tháng 10” names no unit Hòa Thắng: without a lead, every word of a
            // name has a capital.
            let capital = |word: &str| word.starts_with(char::is_uppercase);
            if led || begins && run.split(' ').all(capital) {
                found.push(Mention {
                    name: run,
                    start: *start,
                    led,
                });
            }
        }
    }
    found
}

/// Whether a word that announces a name ends here.
pub fn ends_with_lead(before: &str, leads: &[String]) -> bool {
    let before = before.strip_suffix(' ').unwrap_or_default();
    leads.iter().any(|lead| before.ends_with(lead.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_letter_off_are_those_at_that_distance() {
        let names = [
            "", "a", "ab", "ba", "nha say", "na say", "na sy", "aa", "aaa", "ta ma", "đa ma",
        ];
        for a in names {
            for b in names {
                let near = strsim::levenshtein(a, b) == 1;
                assert_eq!(is_a_letter_off(a, b), near, "{a} / {b}");
            }
        }
    }

    #[test]
    fn a_run_of_words_ends_at_a_mark() {
        let names: Vec<&str> = mentions("Đức Thắng: 13; xã Dị chế", &["xã".into()], |_| true)
            .iter()
            .map(|m| m.name)
            .collect();
        assert_eq!(names, ["Đức", "Đức Thắng", "Thắng", "Dị", "Dị chế"]);
    }

    #[test]
    fn words_in_small_letters_are_a_name_only_after_a_lead() {
        let names = |text| -> Vec<&str> {
            mentions(text, &["xã".into()], |_| true)
                .iter()
                .map(|m| m.name)
                .collect()
        };
        assert_eq!(
            names("tỉnh Khánh Hòa tháng 10"),
            ["Khánh", "Khánh Hòa", "Hòa"]
        );
        assert_eq!(names("xã Hòa thắng"), ["Hòa", "Hòa thắng"]);
    }
}
