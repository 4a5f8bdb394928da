//! Numbers as Vietnamese offices write and print them: decimal comma, dots between thousands.
//!
//! A [`Decimal`] keeps how many decimals it was written with (`90,20` is not `90,2`), which is
//! what the tolerance of a check is made of.

use rust_decimal::{Decimal, RoundingStrategy};

/// The most digits a number may have. Sums and percentages of such numbers stay far inside
/// the 28 digits that a [`Decimal`] keeps exactly, so that no sum can overflow.
const DIGITS: usize = 18;

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueError {
    /// There is nothing.
    Empty,
    /// There is something else than one number.
    NotANumber,
    /// `1.234` is a thousand for some and a decimal for others.
    Ambiguous,
    /// Comma and dot the English way, as in `1,234.5`.
    English,
    /// More than 18 digits.
    TooLong,
    /// A number of things cannot be negative or broken.
    NotACount,
    /// A day was meant.
    NotADay,
}

impl ValueError {
    /// What was expected, for the user.
    pub fn expected(self) -> &'static str {
        match self {
            Self::Empty | Self::NotANumber => "một số, viết như 15,5 hoặc 15.5 hoặc 1.229.100",
            Self::Ambiguous => {
                "một số chỉ hiểu được một cách (dấu chấm trước đúng ba chữ số có thể là hàng nghìn hoặc phần thập phân)"
            }
            Self::English => "dấu phẩy cho phần thập phân, dấu chấm cho hàng nghìn, ví dụ 1.234,5",
            Self::TooLong => "số có không quá 18 chữ số",
            Self::NotADay => "một ngày có thật, viết như 05/10/2026",
            Self::NotACount => "một số đếm: số nguyên, không âm, ví dụ 176 hoặc 2.588",
        }
    }
}

/// Reads a number: `15,5`, `15.5`, `1.229.100`, `1 229 100`, `1.229.100,25`, `-3,08`.
///
/// # Errors
/// If it is not one, or could be two: `19.810` may be nineteen thousand or 19,81.
pub fn parse(text: &str) -> Result<Decimal, ValueError> {
    let text = text.trim();
    if let Some(number) = plain(text) {
        return Ok(number);
    }
    if text.is_empty() {
        return Err(ValueError::Empty);
    }
    let (negative, digits) = split_sign(text);
    if digits.contains(char::is_whitespace) {
        return exact(&without_blanks(digits)?, negative);
    }
    let plain = match (digits.matches('.').count(), digits.matches(',').count()) {
        (0, 0) => digits.to_owned(),
        (0, 1) => digits.replace(',', "."),
        (1, 0) if is_grouped(digits) => return Err(ValueError::Ambiguous),
        (1, 0) => digits.to_owned(),
        (_, 0) if is_grouped(digits) => digits.replace('.', ""),
        (_, 1) => match digits.split_once(',') {
            Some((whole, fraction)) if is_grouped(whole) => {
                format!("{}.{fraction}", whole.replace('.', ""))
            }
            _ => return Err(ValueError::English),
        },
        _ => return Err(ValueError::NotANumber),
    };
    exact(&plain, negative)
}

/// A number of digits with a decimal comma or none, which nearly all are: a large table has millions.
fn plain(text: &str) -> Option<Decimal> {
    let (mut value, mut decimals) = (0_i64, None);
    if text.len() > DIGITS || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|decimals| decimals + 1);
            }
            b',' if at > 0 && decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
    }
    Some(Decimal::new(value, decimals.unwrap_or(0)))
}

/// Reads a number of things: `176`, `2.588`. A lone dot can only stand between thousands here.
///
/// # Errors
/// If it is not a whole number from zero up.
pub fn parse_count(text: &str) -> Result<Decimal, ValueError> {
    let text = text.trim();
    let value = if text.matches('.').count() == 1 && is_grouped(text) {
        exact(&text.replace('.', ""), false)?
    } else {
        parse(text)?
    };
    if value.is_sign_negative() || value.scale() > 0 {
        return Err(ValueError::NotACount);
    }
    Ok(value)
}

/// Reads a number of a sentence: as [`parse`] does, but a lone dot before three digits stands
/// between thousands, for sentences have a decimal comma.
///
/// # Errors
/// If it is not a number.
pub fn parse_in_text(text: &str) -> Result<Decimal, ValueError> {
    let (negative, digits) = split_sign(text.trim());
    match digits.matches('.').count() == 1 && is_grouped(digits) {
        true => exact(&digits.replace('.', ""), negative),
        false => parse(text),
    }
}

/// How many bytes at the beginning of a sentence's rest belong to one number: digits, dots and
/// commas inside of it, and no-break spaces between its thousands.
pub fn span_in_text(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    while let Some(mark) = text.get(end..).and_then(|rest| rest.chars().next()) {
        let next = end + mark.len_utf8();
        let digits = bytes.get(next..).unwrap_or_default();
        let digits = digits.iter().take_while(|b| b.is_ascii_digit()).count();
        let inside = match mark {
            '.' | ',' => digit(next),
            '\u{a0}' | '\u{2009}' | '\u{202f}' => {
                digits == 3 && begins_groups(text.get(..end).unwrap_or_default())
            }
            _ => false,
        };
        if !inside || end == 0 {
            break;
        }
        end = next + digits;
    }
    end
}

/// Whether a group of three digits after a blank may belong to this number: `1`, `229 100`.
pub fn begins_groups(number: &str) -> bool {
    let mut groups = number.split(char::is_whitespace);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && is_digits(first)
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && is_digits(group))
}

/// Digits in groups of three that stand apart, with a decimal comma or none, as digits with a
/// point.
fn without_blanks(digits: &str) -> Result<String, ValueError> {
    let (whole, fraction) = match digits.split_once(',') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    if !begins_groups(whole) {
        return Err(ValueError::NotANumber);
    }
    let whole: String = whole.split(char::is_whitespace).collect();
    Ok(fraction.map_or(whole.clone(), |fraction| format!("{whole}.{fraction}")))
}

/// Reads a percentage, with or without its sign: `92,58%`, `92.58`, `100`.
///
/// # Errors
/// If it is not a number.
pub fn parse_percent(text: &str) -> Result<Decimal, ValueError> {
    let text = text.trim();
    parse(text.strip_suffix('%').unwrap_or(text))
}

fn split_sign(text: &str) -> (bool, &str) {
    for minus in ['-', '\u{2212}'] {
        if let Some(rest) = text.strip_prefix(minus) {
            return (true, rest.trim_start());
        }
    }
    (false, text.strip_prefix('+').unwrap_or(text))
}

/// Whether the mark before the decimals of a number that has some is a point, not a comma.
pub fn has_point(text: &str) -> bool {
    text.contains('.') && !text.contains(',')
}

/// Whether dots stand just where those between thousands would: `1.229.100`.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split('.');
    let first = groups.next().unwrap_or_default();
    let head = (1..=3).contains(&first.len()) && !first.starts_with('0') && is_digits(first);
    head && text.contains('.') && groups.all(|group| group.len() == 3 && is_digits(group))
}

/// Whether a text is nothing but digits.
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A number of digits with at most one point.
fn exact(plain: &str, negative: bool) -> Result<Decimal, ValueError> {
    let well_formed = match plain.split_once('.') {
        Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
        None => is_digits(plain),
    };
    if !well_formed {
        return Err(ValueError::NotANumber);
    }
    if plain.bytes().filter(u8::is_ascii_digit).count() > DIGITS {
        return Err(ValueError::TooLong);
    }
    let mut value = Decimal::from_str_exact(plain).map_err(|_| ValueError::TooLong)?;
    value.set_sign_negative(negative && !value.is_zero());
    Ok(value)
}

/// Prints a number with all its decimals: `15,5`, `1.229.100`, `−` as a hyphen before it.
pub fn print(value: Decimal) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text.as_str(), None),
    };
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    out.push_str(&group_thousands(whole));
    if let Some(fraction) = fraction {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// Prints a number without zeros at the end of its decimals: `87,56`, `95,6`, `100`.
pub fn print_short(value: Decimal) -> String {
    print(value.normalize())
}

/// Prints a count the way documents do, a lone digit with a zero before it: `07`, `12`.
pub fn print_count(value: u32) -> String {
    if value < 10 {
        format!("0{value}")
    } else {
        print(Decimal::from(value))
    }
}

/// Rounds half away from zero, as people do, to so many decimals.
pub fn round(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Half of the last decimal that a number was written with: how far the true value may lie off.
pub fn half_unit(value: Decimal) -> Decimal {
    Decimal::new(5, value.scale() + 1)
}

fn group_thousands(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A Roman number, as the decree numbers parts and appendices.
pub fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// Whether a text is a Roman number, by its letters.
pub fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| b"IVXLC".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dec(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    proptest! {
        #[test]
        fn plain_numbers_are_what_they_are_digit_by_digit(text in "[0-9]{0,9}(,[0-9]{0,9})?") {
            if let Some(number) = plain(&text) {
                let slowly = exact(&text.replace(',', "."), false);
                prop_assert_eq!(slowly.map(|slowly| slowly.to_string()), Ok(number.to_string()));
            }
        }
    }

    #[test]
    fn each_way_of_writing_has_one_meaning() {
        for (written, meant) in [
            ("15,5", "15.5"),
            ("15.5", "15.5"),
            ("90,20", "90.20"),
            ("1.229.100", "1229100"),
            ("1.229.100,25", "1229100.25"),
            ("-3,08", "-3.08"),
            ("\u{2212}3,08", "-3.08"),
            ("+1", "1"),
            ("0.123", "0.123"),
            (" 20 ", "20"),
            ("1 928", "1928"),
            ("19 810", "19810"),
            ("1\u{a0}229\u{202f}100,25", "1229100.25"),
            ("-1 928", "-1928"),
        ] {
            assert_eq!(parse(written), Ok(dec(meant)), "{written}");
        }
    }

    #[test]
    fn what_is_not_one_number_is_refused() {
        for (written, error) in [
            ("", ValueError::Empty),
            ("19.810", ValueError::Ambiguous),
            ("1,234.5", ValueError::English),
            ("15,5,5", ValueError::NotANumber),
            ("1.22.100", ValueError::NotANumber),
            ("mười", ValueError::NotANumber),
            ("1e3", ValueError::NotANumber),
            ("1_000", ValueError::NotANumber),
            (",5", ValueError::NotANumber),
            ("5,", ValueError::NotANumber),
            ("1 2", ValueError::NotANumber),
            ("2025 100", ValueError::NotANumber),
            ("012 100", ValueError::NotANumber),
            ("1  928", ValueError::NotANumber),
            ("1 928.5", ValueError::NotANumber),
            ("1.928 100", ValueError::NotANumber),
            ("1 928,", ValueError::NotANumber),
            ("1234567890123456789", ValueError::TooLong),
        ] {
            assert_eq!(parse(written), Err(error), "{written}");
        }
    }

    #[test]
    fn a_count_is_whole_and_its_dot_means_thousands() {
        assert_eq!(parse_count("2.588"), Ok(dec("2588")));
        assert_eq!(parse_count("855.444"), Ok(dec("855444")));
        assert_eq!(parse_count("-1"), Err(ValueError::NotACount));
        assert_eq!(parse_count("1,5"), Err(ValueError::NotACount));
    }

    #[test]
    fn a_number_of_a_sentence_ends_where_the_sentence_goes_on() {
        for (text, span, meant) in [
            ("1.928 đơn vị", "1.928", Ok("1928")),
            ("1.928.000 đồng", "1.928.000", Ok("1928000")),
            ("1.928.", "1.928", Ok("1928")),
            ("1\u{a0}928 đơn vị", "1\u{a0}928", Ok("1928")),
            ("1 928 đơn vị", "1", Ok("1")),
            ("12.345,67 điểm", "12.345,67", Ok("12345.67")),
            ("90,22%", "90,22", Ok("90.22")),
            ("90.22, 85", "90.22", Ok("90.22")),
            ("10\u{a0}150.000", "10\u{a0}150.000", Err(())),
            ("2025\u{a0}100", "2025", Ok("2025")),
            ("12\u{a0}đơn vị", "12", Ok("12")),
            ("1.7.2025", "1.7.2025", Err(())),
            ("30/2020/NĐ-CP", "30", Ok("30")),
        ] {
            let found = &text[..span_in_text(text)];
            assert_eq!(found, span, "{text}");
            let number = parse_in_text(found).map_err(|_| ());
            assert_eq!(number, meant.map(dec), "{text}");
        }
    }

    #[test]
    fn a_percentage_may_bear_its_sign() {
        assert_eq!(parse_percent("92.58%"), Ok(dec("92.58")));
        assert_eq!(parse_percent("100 %"), Ok(dec("100")));
    }

    #[test]
    fn numbers_print_with_comma_and_dots() {
        assert_eq!(print(dec("1229100.25")), "1.229.100,25");
        assert_eq!(print(dec("-3.08")), "-3,08");
        assert_eq!(print(dec("100")), "100");
        assert_eq!(print_short(dec("95.60")), "95,6");
        assert_eq!(print_count(7), "07");
        assert_eq!(print_count(12), "12");
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        assert_eq!(round(dec("0.125"), 2), dec("0.13"));
        assert_eq!(round(dec("-0.125"), 2), dec("-0.13"));
        assert_eq!(half_unit(dec("90.22")), dec("0.005"));
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(units in -999_999_999_999i64..999_999_999_999, scale in 0u32..6) {
            let value = Decimal::new(units, scale);
            match parse(&print(value)) {
                Ok(back) => prop_assert_eq!(back, value),
                // A lone dot of thousands is the one text that is not read without a context.
                Err(error) => {
                    prop_assert_eq!(error, ValueError::Ambiguous);
                    prop_assert_eq!(parse_count(&print(value.abs())), Ok(value.abs()));
                }
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = parse(&text);
            let _ = parse_count(&text);
            let _ = parse_percent(&text);
            let _ = parse_in_text(&text);
            let _ = text.get(span_in_text(&text)..);
        }
    }
}
