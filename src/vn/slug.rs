//! Names of files: what any system takes as a name, made from any text.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest name, so that a path of several stays below the 260 letters of Windows.
const LONGEST: usize = 60;

/// Letters of the digest that stands for what was cut off.
const DIGEST: usize = 8;

/// What Windows keeps for devices, with any ending and in any case.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The name of a file or folder: small letters without marks, digits and single hyphens; never
/// empty, never longer than 60 letters, never a device. `Xã Tân Tiến` → `xa-tan-tien`. A text
/// that is too long keeps its beginning and a digest of the whole, so that two such texts keep
/// two names.
pub fn slug(text: &str) -> String {
    let mut name = String::new();
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        let c = match c {
            'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
            c => c.to_ascii_lowercase(),
        };
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let mut name = name.trim_end_matches('-').to_owned();
    if name.len() > LONGEST {
        name.truncate(LONGEST - DIGEST - 1);
        name = format!("{}-{}", name.trim_end_matches('-'), digest(text));
    }
    match name.as_str() {
        "" => format!("ten-{}", digest(text)),
        device if is_device(device) => format!("ten-{device}"),
        _ => name,
    }
}

/// Whether Windows takes a file of this name for a device, whatever its ending.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim_end().to_ascii_lowercase();
    DEVICES.contains(&stem.as_str())
}

/// A few letters that tell one text from another.
pub fn digest(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let letters: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    letters.chars().take(DIGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_lose_marks_and_keep_their_words() {
        assert_eq!(slug("Xã Tân Tiến"), "xa-tan-tien");
        assert_eq!(slug("Phường Đống Đa (mới)"), "phuong-dong-da-moi");
        assert_eq!(slug("2025-10"), "2025-10");
    }

    #[test]
    fn no_name_leaves_its_folder_or_names_a_device() {
        for (text, name) in [
            ("../../x", "x"),
            ("a/b", "a-b"),
            ("a\\b", "a-b"),
            ("C:\\x", "c-x"),
            ("CON", "ten-con"),
            ("LPT1", "ten-lpt1"),
            (".hidden", "hidden"),
            ("a.", "a"),
        ] {
            assert_eq!(slug(text), name, "{text}");
        }
    }

    #[test]
    fn long_and_wordless_texts_keep_different_names() {
        let (a, b) = ("x".repeat(300), "x".repeat(301));
        assert_eq!(slug(&a).len(), LONGEST);
        assert_ne!(slug(&a), slug(&b));
        assert_ne!(slug("🙂"), slug("😀"));
        assert!(slug("").starts_with("ten-"));
    }

    proptest! {
        #[test]
        fn every_name_is_safe(text in any::<String>()) {
            let name = slug(&text);
            prop_assert!((1..=LONGEST).contains(&name.len()), "{}", name);
            let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            prop_assert!(name.chars().all(safe) && !name.starts_with('-') && !name.ends_with('-'));
            prop_assert!(!DEVICES.contains(&name.as_str()));
            prop_assert_eq!(slug(&name), name);
        }
    }
}
