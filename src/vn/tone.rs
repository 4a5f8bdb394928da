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
    let mut letters = small.chars().rev();
    let (last, first) = (letters.next()?, letters.next()?);
    // In “quý” the u belongs to the consonant; most words end otherwise.
    if small.starts_with('q')
        || !matches!(
            first,
            'o' | 'ó' | 'ò' | 'ỏ' | 'õ' | 'ọ' | 'u' | 'ú' | 'ù' | 'ủ' | 'ũ' | 'ụ'
        )
    {
        return None;
    }
    let ends = |end: &str| end.chars().eq([first, last]);
    let (mut firsts, mut seconds) = (ENDS.iter(), ENDS.iter());
    match firsts.any(|(end, _)| ends(end)) {
        true => Some(true),
        false => seconds.any(|(_, end)| ends(end)).then_some(false),
    }
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
