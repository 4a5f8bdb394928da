//! Text as it is kept: composed letters (NFC), no invisible characters, single blanks.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text from a user as documents hold it (ND30-PAGE-08): NFC, without control and other
/// invisible characters, each run of blanks (line ends too) as one space, none at the ends.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in composed(text).chars() {
        if c.is_whitespace() {
            if !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
        } else if !is_invisible(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// How many letters a text has, a run of blanks and line ends being one.
pub fn letters(text: &str) -> usize {
    let mut blank = false;
    let counted = text.chars().filter(|c| {
        let before = std::mem::replace(&mut blank, c.is_whitespace());
        !(before && blank)
    });
    counted.count()
}

/// Composed letters. Some programs write the tone before the mark of the vowel (`e´^` for `ế`),
/// which Unicode takes for another letter, and no font has it: marks of vowels come first.
pub fn composed(text: &str) -> String {
    // Nearly all texts are composed already, and have no mark of their own to put in order.
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text.to_owned();
    }
    let mut letters: Vec<char> = text.nfd().collect();
    for marks in letters.chunk_by_mut(|_, next| is_combining_mark(*next)) {
        marks.sort_by_key(|mark| {
            let of_vowel = matches!(mark, '\u{302}' | '\u{306}' | '\u{31b}');
            (
                is_combining_mark(*mark),
                is_combining_mark(*mark) && !of_vowel,
            )
        });
    }
    letters.into_iter().nfc().collect()
}

/// Characters that office programs leave in copied text and that print nothing, and those that
/// Unicode keeps from all texts for the use of programs.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}')
}

/// In small letters, without accents, with single blanks: `TÊN  Đơn vị` → `ten don vi`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            fold_into(&mut out, c);
        } else {
            // Letter by letter: marks are left out, so their order does not matter.
            decompose_canonical(c, |part| fold_into(&mut out, part));
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn fold_into(out: &mut String, c: char) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        'đ' | 'Đ' | 'Ð' | 'ð' => out.push('d'),
        // Those of Vietnamese first: looking a mark up costs more than all else here.
        '\u{300}'..='\u{36f}' => {}
        c if is_combining_mark(c) => {}
        c if c.is_whitespace() => {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
        c => out.extend(c.to_lowercase()),
    }
}

/// With its first letter as a capital.
pub fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// With a small first letter, as in the middle of a sentence; capitals together (`UBND`) stay.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// In small letters, each of as many bytes as it had.
pub fn lower(text: &str) -> String {
    let small = |c: char| {
        let mut letters = c.to_lowercase();
        match (letters.next(), letters.next()) {
            (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
            _ => c,
        }
    };
    text.chars().map(small).collect()
}

/// Whether neither end of a stretch lies inside a word.
pub fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let inside = |at: usize| {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        letter(before.chars().next_back()) && letter(after.chars().next())
    };
    !inside(start) && !inside(end)
}

/// Whether words stand in a text, not inside longer words.
pub fn has_word(text: &str, words: &str) -> bool {
    text.match_indices(words)
        .any(|(at, _)| is_whole(text, at, at + words.len()))
}

/// Words joined: `a, b và c` with `, ` between them and ` và ` before the last.
pub fn join(words: &[&str], between: &str, last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., end] => format!("{}{last}{end}", first.join(between)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_vowels_and_tones_may_come_in_any_order() {
        for typed in [
            "ế",
            "é\u{302}",
            "e\u{301}\u{302}",
            "e\u{302}\u{301}",
            "ê\u{301}",
        ] {
            assert_eq!(clean(typed), "ế", "{typed:?}");
        }
        assert_eq!(clean("a\u{323}\u{306}"), "ặ");
        assert_eq!(clean("u\u{301}\u{31b}ng"), "ứng");
        assert_eq!(clean("o\u{323}\u{302}"), "ộ");
    }

    #[test]
    fn text_is_composed_and_its_blanks_are_single() {
        assert_eq!(clean("  xa\u{303}  Lam\u{a0}Vy\u{303}\r\n"), "xã Lam Vỹ");
        assert_eq!(clean("số\u{200b} hóa\u{feff}\u{7}"), "số hóa");
    }

    #[test]
    fn the_first_letter_becomes_a_capital() {
        assert_eq!(capitalise("ủy ban"), "Ủy ban");
        assert_eq!(capitalise("đạt"), "Đạt");
        assert_eq!(capitalise(""), "");
    }

    #[test]
    fn a_first_letter_becomes_small_unless_it_begins_an_abbreviation() {
        assert_eq!(lower_first("Xuất sắc"), "xuất sắc");
        assert_eq!(lower_first("UBND xã"), "UBND xã");
        assert_eq!(lower_first(""), "");
    }

    #[test]
    fn the_last_of_several_words_comes_after_and() {
        assert_eq!(join(&[], ", ", " và "), "");
        assert_eq!(join(&["a"], ", ", " và "), "a");
        assert_eq!(join(&["a", "b", "c"], ", ", " và "), "a, b và c");
    }
}
