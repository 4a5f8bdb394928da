//! What all ways to write a name have in common.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

use super::text::is_invisible;

/// The marks of tones, which stand on whichever vowel of a syllable.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// The same for all spellings of a name: capitals, blanks, the composing of letters, the vowel
/// that bears the tone (`Thủy`, `Thuỷ`), the sort of dash and apostrophe, zeros before a number
/// and signs behind a word do not count.
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() + 4);
    let mut tones = String::new();
    for word in name.split(|c: char| c.is_whitespace() || is_dash(c)) {
        let word = word.trim_end_matches(['.', ',', ':', ';', '*']);
        let word = match word.trim_start_matches('0') {
            "" => word,
            rest => rest,
        };
        if word.is_empty() {
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        let mut put = |c: char| match c {
            c if is_invisible(c) => (),
            c if TONES.contains(&c) => tones.push(c),
            c if is_apostrophe(c) => key.push('\''),
            c => key.push(c),
        };
        if word.chars().all(is_composed) {
            for c in word.chars() {
                match c.is_ascii() {
                    true => put(c.to_ascii_lowercase()),
                    false => decompose_canonical(c, |c| c.to_lowercase().for_each(&mut put)),
                }
            }
        } else {
            word.nfd().flat_map(char::to_lowercase).for_each(put);
        }
        key.push_str(&tones);
        tones.clear();
    }
    key
}

/// Whether a letter is no mark that could belong before another, as none of Vietnamese is that
/// stands composed: such words need not be put in order.
fn is_composed(c: char) -> bool {
    c < '\u{300}' || ('\u{1e00}'..='\u{1eff}').contains(&c)
}

/// How many letters, marks and tones would have to be changed to make one name of two.
pub fn distance(a: &str, b: &str) -> usize {
    strsim::damerau_levenshtein(&key(a), &key(b))
}

/// The dashes that keyboards and office programs write: hyphen, its typographic forms, the two
/// dashes, the bar and the minus sign. Told to users in `docs/cot.md`.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '―' | '−')
}

/// The marks that are written for an apostrophe.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '´' | '`' | '′')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (a, b) in [
            ("Thủy Hòa", "Thuỷ  Hoà"),
            ("THỦY HÒA", "thu\u{309}y ho\u{300}a"),
            ("Quý", "Qúy"),
            ("Hoàng", "Hòang"),
            ("Lam\u{a0}Vỹ", "Lam\u{200b} Vy\u{303} "),
            ("Cư M’gar", "CƯ M'GAR"),
            ("Cư Mʼgar", "Cư M‘gar"),
            ("Chân Mây – Lăng Cô", "Chân Mây-Lăng Cô"),
            ("Phường 01", "Phường 1"),
            ("Mỹ Lệ.", "Mỹ Lê\u{323}"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        for (a, b) in [
            ("Đông Thái", "Đồng Thái"),
            ("Lam Vỹ", "Lam Vĩ"),
            ("Tân An", "Tần An"),
            ("Phường 1", "Phường 10"),
            ("Đại Hòa", "Dại Hòa"),
        ] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }

    proptest::proptest! {
        #[test]
        fn composed_words_have_the_key_of_their_parts(name in "[a-zA-ZÀ-ỹĐđ’'0. ]{0,12}") {
            let parts: String = name.nfd().collect();
            proptest::prop_assert_eq!(key(&name), key(&parts));
        }
    }

    #[test]
    fn a_tone_is_one_step_away() {
        assert_eq!(distance("ĐÔNG THÁI", "Đông Thái"), 0);
        assert_eq!(distance("Đông Thái", "Đồng Thái"), 1);
        assert_eq!(distance("Đông Thái", "Đong Thai"), 2);
    }
}
