//! Messages quote at most a line of what the user wrote.

/// The most letters of a quotation.
const QUOTED: usize = 200;
/// The most letters of a message.
const MESSAGE: usize = 2000;

/// A text as it is quoted: a line of it at most.
pub(crate) fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A message whose quotations “…” are cut to a line each.
pub(crate) fn shortened(message: String) -> String {
    // Each letter has a byte at least.
    if message.len() <= QUOTED {
        return message;
    }
    let mut short = String::with_capacity(message.len().min(MESSAGE * 4));
    // How many letters of the quotation are there; quotations stand in each other.
    let (mut level, mut quoted, mut letters) = (0_usize, 0, 0);
    for c in message.chars() {
        match c {
            '“' => level += 1,
            '”' => level = level.saturating_sub(1),
            _ => {}
        }
        quoted = if level == 0 { 0 } else { quoted + 1 };
        letters += usize::from(quoted <= QUOTED);
        match quoted {
            _ if letters > MESSAGE => {
                short.push('…');
                return short;
            }
            QUOTED => short.push('…'),
            0..QUOTED => short.push(c),
            _ => {}
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_quoted_in_part_and_what_follows_stays() {
        let message = |value: &str| shortened(format!("khóa “{value}” viết hai lần"));
        assert_eq!(message("a"), "khóa “a” viết hai lần");
        let long = message(&"ă".repeat(100_000));
        assert!(long.ends_with("ă…” viết hai lần"), "{long}");
        assert_eq!(long.chars().count(), 219);
        let nested = shortened(format!("“a “{}” b” c", "d".repeat(500)));
        assert!(nested.ends_with("d…” c"), "{nested}");
        assert_eq!(shortened("a".repeat(9000)).chars().count(), 2001);
    }
}
