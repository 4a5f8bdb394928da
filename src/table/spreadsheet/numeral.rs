//! Numbers of Excel, which keeps them as binary floats, as the text a person sees.
//! Nothing is calculated: floats are printed, and digits are moved as text.

/// How many significant digits Excel keeps and shows.
const SIGNIFICANT: usize = 15;

/// Beyond so many places from the point Excel shows a power of ten, and so do we.
const PLAIN: i32 = 20;

/// What the number format of a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Format {
    /// By how many powers of ten a number is shown larger: 2 for `0%`, -3 for `#,##0,`.
    pub shift: i32,
    /// Shown with a percent sign.
    pub percent: bool,
    /// With so many decimals; none if the format leaves it open.
    pub decimals: Option<u8>,
    /// Shown as a day or time.
    pub time: Option<Time>,
}

/// What of time a number is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// A day, a time of the day, or both.
    Day,
    /// Hours, minutes or seconds that went by, of any number: `[h]:mm`.
    Elapsed,
}

impl Format {
    /// Reads a format code: `0.00%`, `#,##0`, `General`. Only the part for positive numbers.
    pub fn of_code(code: &str) -> Self {
        let (signs, brackets) = signs(code);
        let words = signs.to_lowercase().replace("general", "");
        let elapsed = brackets.iter().any(|inside| is_elapsed(inside));
        let day = words.contains(['d', 'm', 'y', 'h', 's']);
        let digit = |c: char| matches!(c, '0' | '#' | '?');
        let percent = signs.matches('%').count();
        let (whole, fraction) = signs.split_once('.').unwrap_or((&signs, ""));
        let commas = |part: &str| {
            let last = part.rfind(digit).map_or(0, |last| last + 1);
            let after = part.get(last..).unwrap_or_default();
            after.chars().take_while(|c| *c == ',').count()
        };
        let thousands = commas(whole) + commas(fraction);
        // A fraction or a power of ten has no decimals of its own.
        let open = words.contains(['/', 'e']) || !signs.contains(digit);
        let decimals = fraction.chars().take_while(|c| digit(*c)).count();
        let power = |count: usize, of: i32| i32::try_from(count).unwrap_or(0).saturating_mul(of);
        Self {
            shift: power(percent, 2).saturating_sub(power(thousands, 3)),
            percent: percent > 0,
            decimals: (!open).then(|| u8::try_from(decimals).unwrap_or(u8::MAX)),
            time: match (elapsed, day) {
                (true, _) => Some(Time::Elapsed),
                (false, true) => Some(Time::Day),
                (false, false) => None,
            },
        }
    }
}

/// The signs of the first part of a code that mean something, and what stands in brackets:
/// colours, currencies, conditions, elapsed time.
fn signs(code: &str) -> (String, Vec<String>) {
    let (mut signs, mut brackets) = (String::new(), Vec::new());
    let mut letters = code.chars();
    while let Some(c) = letters.next() {
        match c {
            '"' => drop(letters.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(letters.next()),
            '[' => brackets.push(letters.by_ref().take_while(|c| *c != ']').collect()),
            ';' => break,
            c => signs.push(c),
        }
    }
    (signs, brackets)
}

/// `h`, `mm`, `ss`.
fn is_elapsed(inside: &str) -> bool {
    let mut letters = inside.chars().map(|c| c.to_ascii_lowercase());
    let first = letters.next().filter(|c| matches!(c, 'h' | 'm' | 's'));
    first.is_some_and(|first| letters.all(|c| c == first))
}

/// A float as Excel shows it with all its digits: `19,81`, `-3,08`, `1229100`; with a percent
/// sign or in thousands if the cell's format says so. None if it is not finite.
///
/// The one place where a figure is a float, because workbooks store it so: it is written out
/// and never computed with.
pub fn print(value: f64, format: Format) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    let scientific = format!("{value:.*e}", SIGNIFICANT - 1);
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    let end = if format.percent { "%" } else { "" };
    if digits.is_empty() {
        return Some(format!("0{end}"));
    }
    let exponent = exponent.saturating_add(format.shift);
    let number = if exponent.abs() < PLAIN {
        plain(digits, exponent)
    } else {
        with_power(digits, exponent)
    };
    Some(format!("{sign}{number}{end}"))
}

/// Digits, the first of which stands before the point, moved by a power of ten.
fn plain(digits: &str, exponent: i32) -> String {
    let Ok(before) = usize::try_from(exponent) else {
        let zeros = usize::try_from(-exponent - 1).unwrap_or_default();
        return format!("0,{}{digits}", "0".repeat(zeros));
    };
    match digits.split_at_checked(before + 1) {
        Some((whole, fraction)) if !fraction.is_empty() => format!("{whole},{fraction}"),
        _ => format!("{digits:0<width$}", width = before + 1),
    }
}

fn with_power(digits: &str, exponent: i32) -> String {
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    let comma = if rest.is_empty() { "" } else { "," };
    format!("{first}{comma}{rest}E{exponent}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    #[test]
    fn a_float_shows_fifteen_digits() {
        for (value, text) in [
            (19.810_000_000_000_002, "19,81"),
            (0.1 + 0.2, "0,3"),
            (4.545, "4,545"),
            (100.0, "100"),
            (1_229_100.0, "1229100"),
            (-3.08, "-3,08"),
            (-0.0, "0"),
            (0.000_5, "0,0005"),
            (1.0 / 3.0, "0,333333333333333"),
            (1e15, "1000000000000000"),
            (1e300, "1E300"),
            (1.5e-30, "1,5E-30"),
        ] {
            assert_eq!(print(value, Format::default()).as_deref(), Some(text));
        }
        assert_eq!(print(f64::NAN, Format::default()), None);
        assert_eq!(print(f64::INFINITY, Format::default()), None);
    }

    #[test]
    fn a_percentage_moves_its_point() {
        for (value, text) in [
            (0.9258, "92,58%"),
            (1.0, "100%"),
            (0.0, "0%"),
            (0.005, "0,5%"),
            (-0.0308, "-3,08%"),
            (12.5, "1250%"),
        ] {
            assert_eq!(print(value, Format::of_code("0%")).as_deref(), Some(text));
        }
    }

    #[test]
    fn formats_say_what_is_shown() {
        for (code, percent, decimals) in [
            ("General", false, None),
            ("0", false, Some(0)),
            ("0.00", false, Some(2)),
            ("#,##0.0", false, Some(1)),
            ("0.00%", true, Some(2)),
            ("0\"%\"", false, Some(0)),
            ("_(* #,##0.00_);_(* (#,##0.00%)", false, Some(2)),
            ("[$-42A]General", false, None),
            ("[Red]#,##0.00\\ [$₫-42A]", false, Some(2)),
            ("#,##0 \"đồng mỗi hồ sơ\"", false, Some(0)),
            ("# ?/?", false, None),
            ("0.00E+00", false, None),
            ("@", false, None),
            ("", false, None),
        ] {
            let format = Format::of_code(code);
            assert_eq!(
                (format.percent, format.decimals),
                (percent, decimals),
                "{code}"
            );
            assert_eq!(format.time, None, "{code}");
        }
    }

    #[test]
    fn formats_say_that_a_number_is_time() {
        for code in [
            "dd/mm/yyyy",
            "[$-42A]d mmmm yyyy;@",
            "h:mm AM/PM",
            "mm:ss",
            "yyyy",
        ] {
            assert_eq!(Format::of_code(code).time, Some(Time::Day), "{code}");
        }
        for code in [
            "[h]:mm",
            "[hh]:mm:ss",
            "[mm]:ss",
            "[ss]",
            "[Red][H]:mm",
            "[s].00",
        ] {
            assert_eq!(Format::of_code(code).time, Some(Time::Elapsed), "{code}");
        }
    }

    #[test]
    fn a_number_in_thousands_is_read_as_it_is_shown() {
        for (code, text) in [
            ("#,##0", "12500000"),
            ("#,##0,", "12500"),
            ("#,##0,,", "12,5"),
            ("0.0,,\" tr\"", "12,5"),
            ("#,##0,.0", "12500"),
        ] {
            let printed = print(12_500_000.0, Format::of_code(code));
            assert_eq!(printed.as_deref(), Some(text), "{code}");
        }
    }

    proptest! {
        #[test]
        fn what_was_typed_is_what_is_read(units in -999_999_999_999i64..999_999_999_999, scale in 0u32..6) {
            let typed = Decimal::new(units, scale);
            let float: f64 = typed.to_string().parse().unwrap();
            let text = print(float, Format::default()).unwrap();
            prop_assert_eq!(crate::vn::number::parse(&text).unwrap(), typed);
        }

        #[test]
        fn no_float_makes_it_panic(bits in any::<u64>()) {
            let _ = print(f64::from_bits(bits), Format::of_code("0,%"));
        }
    }
}
