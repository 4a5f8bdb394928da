//! Where an open syllable of two vowels bears its tone: `hóa` and `hoá` are one word.

/// The ends of such syllables: with the tone on the first vowel, and on the second.
const ENDS: [(&str, &str); 15] = [
    ("óa", "oá"),
    ("òa", "oà"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("óe", "oé"),
    ("òe", "oè"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("úy", "uý"),
    ("ùy", "uỳ"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

/// Whether a word in small letters bears its tone on the first vowel; none if there is no choice.
pub fn on_first(small: &str) -> Option<bool> {
    // In “quý” the u belongs to the consonant; most words end otherwise.
    let first = small.chars().rev().nth(1);
    if small.starts_with('q') || !first.is_some_and(|c| "oóòỏõọuúùủũụ".contains(c)) {
        return None;
    }
    let (mut ends, mut others) = (ENDS.iter(), ENDS.iter());
    if ends.any(|(first, _)| small.ends_with(first)) {
        return Some(true);
    }
    others
        .any(|(_, second)| small.ends_with(second))
        .then_some(false)
}

/// In one style of tone marks, so that `Toà` and `Tòa` are one name.
pub fn in_one_style(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let pair = ENDS.iter().find(|(_, second)| word.ends_with(second));
        match pair {
            Some((first, second)) => word.replace(second, first),
            None => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_open_syllables_have_a_choice() {
        for (word, first) in [
            ("hóa", Some(true)),
            ("hoá", Some(false)),
            ("ủy", Some(true)),
            ("uỷ", Some(false)),
            ("quý", None),
            ("toàn", None),
            ("hòa", Some(true)),
        ] {
            assert_eq!(on_first(word), first, "{word}");
        }
        assert_eq!(in_one_style("Toà Tỉnh"), "Tòa Tỉnh");
    }
}
