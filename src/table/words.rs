//! Words compared as people compare them: whatever the case, the blanks and the accents.

pub use crate::vn::text::fold;

/// Beginnings of syllables.
const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
    "p", "ph", "q", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// Vowels that nothing follows.
const OPEN: [&str; 30] = [
    "ai", "ao", "au", "ay", "eo", "eu", "ia", "ieu", "iu", "oai", "oao", "oay", "oeo", "oi", "uai",
    "uao", "uau", "uay", "ui", "uoi", "uou", "uu", "uya", "uyu", "yeu", "ya", "uyn", "ueu", "oui",
    "iau",
];

/// Vowels that a consonant may follow.
const CLOSED: [&str; 16] = [
    "a", "e", "i", "o", "u", "y", "ie", "ye", "oa", "oe", "oo", "ua", "ue", "uo", "uy", "uye",
];

/// Ends of syllables.
const CODAS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Whether a word can be a Vietnamese syllable, by its letters without accents.
pub fn is_syllable(word: &str) -> bool {
    let word = fold(word);
    ONSETS.iter().any(|onset| {
        word.strip_prefix(onset).is_some_and(|rest| {
            OPEN.contains(&rest)
                || CODAS.iter().any(|coda| {
                    rest.strip_suffix(coda)
                        .is_some_and(|vowels| CLOSED.contains(&vowels))
                })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_blanks_and_accents_do_not_count() {
        assert_eq!(fold("  TÊN\u{a0}\n Đơn vị "), "ten don vi");
        assert_eq!(fold("xa\u{303}"), fold("XÃ"));
    }

    #[test]
    fn syllables_are_told_from_other_words() {
        for word in [
            "Ủy", "ban", "nhân", "dân", "nghiêng", "Quài", "khuya", "giếng", "yêu", "Tuyên",
        ] {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["Uỷy", "Mỹller", "nhaõn", "stt", "x", ""] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
