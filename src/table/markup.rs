//! What in a part of a workbook the reader's arithmetic would overflow on: references and number
//! formats that no office program writes. It is looked for before the part is read.

/// The most letters and digits of a reference that fit into the reader's numbers; Excel writes up
/// to three letters and seven digits.
const LETTERS: usize = 6;
const DIGITS: usize = 9;
/// The most brackets in a number format, which Excel limits to 255 letters.
const BRACKETS: usize = 255;

/// Whether a part, which is XML in an encoding of single bytes, can be read.
pub fn is_sound(part: &[u8]) -> bool {
    // In UTF-16 nothing would be found.
    !part.contains(&0) && attributes(part).all(|(name, value)| is_sound_value(name, value))
}

fn is_sound_value(name: &[u8], value: &[u8]) -> bool {
    match name {
        b"r" | b"ref" => is_sound_range(value),
        b"formatCode" => {
            let brackets = value.iter().filter(|byte| matches!(byte, b'[' | b'&'));
            brackets.count() <= BRACKETS
        }
        _ => true,
    }
}

/// The attributes of all tags.
fn attributes(part: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut pieces = part.split(|byte| *byte == b'=').peekable();
    let mut in_tag = false;
    std::iter::from_fn(move || {
        let before = pieces.next()?;
        let after = pieces.peek()?;
        let bracket = before.iter().rev().find(|byte| matches!(byte, b'<' | b'>'));
        in_tag = bracket.map_or(in_tag, |bracket| *bracket == b'<');
        Some(match in_tag {
            true => (last_word(before), quoted(after)),
            false => (&[][..], &[][..]),
        })
    })
}

fn last_word(text: &[u8]) -> &[u8] {
    let text = text.trim_ascii_end();
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'');
    text.rsplit(is_end).next().unwrap_or_default()
}

fn quoted(text: &[u8]) -> &[u8] {
    match text.trim_ascii_start().split_first() {
        Some((quote @ (b'"' | b'\''), rest)) => {
            rest.split(|byte| byte == quote).next().unwrap_or_default()
        }
        _ => &[],
    }
}

/// `A1`, `7`, `A1:C7`: small enough, and not from its end to its beginning.
fn is_sound_range(range: &[u8]) -> bool {
    let corners = range.split(|byte| *byte == b':').map(corner);
    let Some(corners) = corners.collect::<Option<Vec<_>>>() else {
        return false;
    };
    match corners[..] {
        [(column, row), (other_column, other_row)] => column <= other_column && row <= other_row,
        _ => true,
    }
}

/// Column and row; none if they are too large.
fn corner(reference: &[u8]) -> Option<(u32, u32)> {
    let letters = reference.iter().take_while(|b| b.is_ascii_alphabetic());
    let letters = letters.count();
    let digits = reference.iter().skip(letters);
    let digits = digits.take_while(|b| b.is_ascii_digit()).count();
    if letters > LETTERS || digits > DIGITS || reference.contains(&b'&') {
        return None;
    }
    let number = |bytes: &[u8], base: u32, first: u8| {
        bytes.iter().fold(0_u32, |sum, byte| {
            let digit = u32::from(byte.to_ascii_uppercase().saturating_sub(first));
            sum.saturating_mul(base).saturating_add(digit)
        })
    };
    let (column, rest) = reference.split_at_checked(letters)?;
    let row = rest.get(..digits)?;
    Some((number(column, 26, b'A' - 1), number(row, 10, b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_office_programs_write_is_sound() {
        let sheet = r#"<dimension ref="A1:XFD1048576"/><row r="7" spans="1:2"><c r="B7" s="1"/></row>
            <c r='C7' t="inlineStr"><is><t>tỷ lệ r="QUADAIQUADAI9999999999"</t></is></c>
            <mergeCell ref="B7:C9"/><f>IF(A1="ref",1,2)</f>"#;
        assert!(is_sound(sheet.as_bytes()));
        assert!(is_sound(
            br##"<numFmt formatCode="[Red]#,##0.00;[h]:mm"/>"##
        ));
    }

    #[test]
    fn what_the_reader_would_overflow_on_is_not() {
        for part in [
            r#"<c r="ABCDEFG1">"#.to_owned(),
            r#"<row spans="1:2" r = '99999999999'>"#.to_owned(),
            r#"<mergeCell ref="C9:B7"/>"#.to_owned(),
            r#"<dimension ref="B7:C6"/>"#.to_owned(),
            r#"<c t="n"r="A&#57;">"#.to_owned(),
            format!(r#"<numFmt formatCode="{}"/>"#, "[".repeat(256)),
            "<c r=\"A1\">\0".to_owned(),
        ] {
            assert!(!is_sound(part.as_bytes()), "{part}");
        }
    }
}
