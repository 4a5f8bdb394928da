//! Text as it is kept: composed letters (NFC), no invisible characters, single blanks.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text from a user as documents hold it (ND30-PAGE-08): NFC, without control and other
/// invisible characters, each run of blanks (line ends too) as one space, none at the ends. What
/// has no letter, only marks that belong on one, is blank.
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
    // Marks with no letter to stand on print nothing that anybody reads.
    if out.chars().all(|c| c == ' ' || is_combining_mark(c)) {
        out.clear();
    }
    out
}

/// Quotes that open or close, by kind: double ones, single ones.
const QUOTES: [&[char]; 2] = [
    &['“', '”', '„', '‟', '«', '»', '＂', '″', '"'],
    &['‘', '’', '‚', '‛', '‹', '›', '′', '\''],
];

/// A text without the curly quotes of Word or the angle ones around the whole of it, with which
/// whoever types it means no more than with the straight ones of a form. Straight ones stay.
pub fn unquoted(text: &str) -> &str {
    let inner = QUOTES.iter().find_map(|quotes| {
        let straight = |c: char| matches!(c, '"' | '\'');
        let inner = text.strip_prefix(|c: char| quotes.contains(&c) && !straight(c))?;
        let inner = inner.strip_suffix(*quotes)?;
        // Not “a” và “b”; an apostrophe inside a name is no quote.
        let letters = |part: &str, end: fn(&str) -> Option<char>| {
            end(part).is_some_and(char::is_alphanumeric)
        };
        let apostrophe = |at: usize, c: char| {
            let (before, after) = inner.split_at_checked(at).unwrap_or_default();
            let after = after.get(c.len_utf8()..).unwrap_or_default();
            letters(before, |part| part.chars().next_back())
                && letters(after, |part| part.chars().next())
        };
        let within = inner
            .char_indices()
            .any(|(at, c)| quotes.contains(&c) && !(quotes.contains(&'’') && apostrophe(at, c)));
        (!within).then_some(inner.trim())
    });
    inner.unwrap_or(text)
}

/// Signs that office programs write before the entries of a list.
const BULLETS: &str = "-–—−‐‑•·●○◦▪■□▫‣⁃➢➤✓✔+";

/// A text without the signs of a list that were copied with it: `- Rà soát`, `•\u{a0}Rà soát`,
/// `-Rà soát`. A sign before a number without a blank is the number's.
pub fn unlisted(text: &str) -> &str {
    let mut words = text;
    while let Some(first) = words.chars().next() {
        // Word keeps its own bullets among letters that Unicode gives to nobody.
        let private = ('\u{f000}'..='\u{f0ff}').contains(&first);
        let rest = words.get(first.len_utf8()..).unwrap_or_default();
        let next = rest.trim_start().chars().next();
        let apart = rest.starts_with(char::is_whitespace);
        let bullet = match first {
            'o' => apart && next.is_some_and(char::is_uppercase),
            sign => {
                private
                    || BULLETS.contains(sign) && (apart || next.is_some_and(char::is_alphabetic))
            }
        };
        if !bullet || next.is_none() {
            break;
        }
        words = rest.trim_start();
    }
    words
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
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}'
            | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
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
    let mut small = String::with_capacity(text.len());
    small.extend(text.chars().map(small_letter));
    small
}

/// Whether a text is another one in small letters ([`lower`]).
pub fn is_lower_of(small: &str, text: &str) -> bool {
    small.len() == text.len() && text.chars().map(small_letter).eq(small.chars())
}

/// A small letter for a capital, if it has as many bytes. Those of Vietnamese without a look into
/// the tables of all scripts.
pub fn small_letter(c: char) -> char {
    match c {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        'ß'..='ö' | 'ø'..='ÿ' => c,
        'Ạ'..='ỹ' if u32::from(c) % 2 == 1 => c,
        'Ạ'..='ỹ' => char::from_u32(u32::from(c) + 1).unwrap_or(c),
        c => {
            let mut letters = c.to_lowercase();
            match (letters.next(), letters.next()) {
                (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
                _ => c,
            }
        }
    }
}

/// Whether a letter, as [`char::is_alphabetic`] says, but quickly for Vietnamese.
pub fn is_letter(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ư' | 'Ạ'..='ỹ') || c.is_alphabetic()
}

/// Whether a letter or a digit, as [`char::is_alphanumeric`] says, but quickly for Vietnamese.
pub fn is_alphanumeric(c: char) -> bool {
    is_letter(c) || c.is_numeric()
}

/// The runs of such letters in a text, with where they begin.
pub fn words(text: &str, within: impl Fn(char) -> bool) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (within(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.extend(text.get(from..at).map(|word| (from, word)));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether neither end of a stretch lies inside a word.
pub fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let inside = |at: usize| {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        let letter = |c: Option<char>| c.is_some_and(is_alphanumeric);
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
    fn marks_without_a_letter_are_blank() {
        for marks in ["\u{300}", " \u{323} \u{309}", "\u{489}", "\u{200b}\u{17b4}"] {
            assert_eq!(clean(marks), "", "{marks:?}");
        }
        assert_eq!(clean("\u{300}a"), "\u{300}a");
    }

    #[test]
    fn the_quick_ways_say_what_the_tables_of_all_scripts_say() {
        for c in ('\0'..='\u{2fff}').chain('\u{a640}'..='\u{abff}') {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            let one = c.to_lowercase().collect::<String>();
            let expected = if one.len() == c.len_utf8() {
                one
            } else {
                c.into()
            };
            if expected.chars().count() == 1 {
                assert_eq!(lower(&c.to_string()), expected, "{c:?}");
            }
        }
    }

    #[test]
    fn curly_quotes_around_the_whole_are_taken_off() {
        for (written, meant) in [
            ("“Ủy ban nhân dân xã Lam Vỹ”", "Ủy ban nhân dân xã Lam Vỹ"),
            ("”15,5”", "15,5"),
            ("„VP“", "VP"),
            ("“VP\"", "VP"),
            ("« VP »", "VP"),
            ("‘Cư M’gar’", "Cư M’gar"),
            ("“A” và “B”", "“A” và “B”"),
            ("xóm “Một”", "xóm “Một”"),
            ("“Một” xóm", "“Một” xóm"),
            ("\"VP\"", "\"VP\""),
            ("“", "“"),
            ("“”", ""),
            ("", ""),
        ] {
            assert_eq!(unquoted(written), meant, "{written}");
        }
    }

    #[test]
    fn signs_of_a_list_are_taken_off() {
        for (written, meant) in [
            ("- Rà soát", "Rà soát"),
            ("-Rà soát", "Rà soát"),
            ("– • Rà soát", "Rà soát"),
            ("\u{f0b7} Rà soát", "Rà soát"),
            ("o Rà soát", "Rà soát"),
            ("+ 3 hồ sơ", "3 hồ sơ"),
            ("-3,2 điểm", "-3,2 điểm"),
            ("*đậm*", "*đậm*"),
            ("* và *", "* và *"),
            ("ông A", "ông A"),
            ("-", "-"),
            ("- ", "- "),
            ("", ""),
        ] {
            assert_eq!(unlisted(written), meant, "{written}");
        }
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
