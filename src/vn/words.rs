//! Numbers in words, as amounts of money are written out.

use rust_decimal::Decimal;

const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];

/// Names of three digits by their place, the lowest first; from the fourth on they repeat with
/// `tỷ`.
const PLACES: [&str; 3] = ["", " nghìn", " triệu"];

/// A whole number in words: `một triệu hai trăm hai mươi chín nghìn một trăm`; none if it is
/// broken or has more than 18 digits.
pub fn whole_number(number: Decimal) -> Option<String> {
    if !number.is_integer() {
        return None;
    }
    let size = u64::try_from(number.abs()).ok()?;
    if size >= 10u64.pow(18) {
        return None;
    }
    let words = billions(size);
    Some(if number.is_sign_negative() && size > 0 {
        format!("âm {words}")
    } else {
        words
    })
}

/// What comes after `thứ`, from the second on: in words up to the tenth.
pub fn ordinal(number: usize) -> String {
    match number {
        4 => "tư".to_owned(),
        10 => "mười".to_owned(),
        _ => DIGITS
            .get(number)
            .map_or_else(|| number.to_string(), |word| (*word).to_owned()),
    }
}

/// What stands before `tỷ`, and what stands after it.
fn billions(number: u64) -> String {
    const BILLION: u64 = 1_000_000_000;
    match (number / BILLION, number % BILLION) {
        (0, 0) => "không".to_owned(),
        (0, rest) => millions(rest, false),
        (high, 0) => format!("{} tỷ", millions(high, false)),
        (high, rest) => format!("{} tỷ {}", millions(high, false), millions(rest, true)),
    }
}

/// Up to nine digits; after others hundreds and tens that are not there are named too.
fn millions(number: u64, mut after: bool) -> String {
    let mut words: Vec<String> = Vec::new();
    for (place, name) in PLACES.iter().enumerate().rev() {
        let size = 1000u64.pow(u32::try_from(place).unwrap_or_default());
        let group = number / size % 1000;
        if group > 0 {
            words.push(format!("{}{name}", three_digits(group, after)));
            after = true;
        }
    }
    words.join(" ")
}

fn three_digits(number: u64, after: bool) -> String {
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    let mut words: Vec<&str> = Vec::new();
    if hundreds > 0 || after {
        words.extend([digit(hundreds), "trăm"]);
    }
    match tens {
        0 if ones > 0 && !words.is_empty() => words.push("linh"),
        0 => (),
        1 => words.push("mười"),
        _ => words.extend([digit(tens), "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => (),
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(digit(ones)),
    }
    words.join(" ")
}

fn digit(digit: u64) -> &'static str {
    let index = usize::try_from(digit).unwrap_or_default();
    DIGITS.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_aloud() {
        for (number, words) in [
            (0i64, "không"),
            (5, "năm"),
            (10, "mười"),
            (15, "mười lăm"),
            (21, "hai mươi mốt"),
            (24, "hai mươi tư"),
            (55, "năm mươi lăm"),
            (105, "một trăm linh năm"),
            (1_000, "một nghìn"),
            (1_005, "một nghìn không trăm linh năm"),
            (1_229_100, "một triệu hai trăm hai mươi chín nghìn một trăm"),
            (2_000_010, "hai triệu không trăm mười"),
            (1_000_000_000, "một tỷ"),
            (3_000_000_001, "ba tỷ không trăm linh một"),
            (5_000_000_000_000, "năm nghìn tỷ"),
            (-12, "âm mười hai"),
        ] {
            assert_eq!(whole_number(Decimal::from(number)).as_deref(), Some(words));
        }
        assert_eq!(whole_number(Decimal::new(15, 1)), None);
        assert_eq!(whole_number(Decimal::MAX), None);
    }
}
