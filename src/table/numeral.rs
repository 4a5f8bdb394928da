//! Numbers and dates of Excel, which keeps them as binary floats, as the text a person sees.
//! Nothing is calculated: floats are printed, and digits are moved as text.

/// How many significant digits Excel keeps and shows.
const SIGNIFICANT: usize = 15;

/// Beyond so many places from the point Excel shows a power of ten, and so do we.
const PLAIN: i32 = 20;

/// What the number format of a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Format {
    /// Shown a hundred times as large, with a percent sign.
    pub percent: bool,
    /// With so many decimals; none if the format leaves it open.
    pub decimals: Option<u8>,
}

impl Format {
    /// Reads a format code: `0.00%`, `#,##0`, `General`. Only the part for positive numbers.
    pub fn of_code(code: &str) -> Self {
        let mut signs = String::new();
        let mut quoted = false;
        let mut letters = code.chars();
        while let Some(c) = letters.next() {
            match c {
                '"' => quoted = !quoted,
                '\\' | '_' | '*' => drop(letters.next()),
                ';' if !quoted => break,
                c if !quoted => signs.push(c),
                _ => (),
            }
        }
        let digit = |c: char| matches!(c, '0' | '#' | '?');
        let decimals = signs.contains(digit).then(|| {
            let after = signs.split_once('.').map_or("", |(_, after)| after);
            u8::try_from(after.chars().take_while(|c| digit(*c)).count()).unwrap_or(u8::MAX)
        });
        Self {
            percent: signs.contains('%'),
            decimals,
        }
    }
}

/// A float as Excel shows it with all its digits: `19,81`, `-3,08`, `1229100`; with a percent
/// sign if the cell's format has one. None if it is not finite.
///
/// The one place where a figure is a float, because workbooks store it so: it is written out
/// and never computed with.
pub fn print(value: f64, percent: bool) -> Option<String> {
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
    if digits.is_empty() {
        return Some(if percent { "0%" } else { "0" }.to_owned());
    }
    let end = if percent { "%" } else { "" };
    let exponent = if percent { exponent + 2 } else { exponent };
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
    if digits.len() <= before + 1 {
        return format!("{digits:0<width$}", width = before + 1);
    }
    let (whole, fraction) = digits.split_at(before + 1);
    format!("{whole},{fraction}")
}

fn with_power(digits: &str, exponent: i32) -> String {
    let (first, rest) = digits.split_at(1);
    let comma = if rest.is_empty() { "" } else { "," };
    format!("{first}{comma}{rest}E{exponent}")
}

/// A day or time of Excel: `2024-03-11`, `2024-03-11 08:30:00`; a lone time `08:30:00`.
pub fn print_date(parts: (u16, u8, u8, u8, u8, u8, u16), has_day: bool) -> String {
    let (year, month, day, hour, minute, second, _) = parts;
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (has_day, (hour, minute, second)) {
        (false, _) => time,
        (true, (0, 0, 0)) => date,
        (true, _) => format!("{date} {time}"),
    }
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
            assert_eq!(print(value, false).as_deref(), Some(text));
        }
        assert_eq!(print(f64::NAN, false), None);
        assert_eq!(print(f64::INFINITY, false), None);
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
            assert_eq!(print(value, true).as_deref(), Some(text));
        }
    }

    #[test]
    fn formats_say_how_many_decimals_are_shown() {
        for (code, percent, decimals) in [
            ("General", false, None),
            ("0", false, Some(0)),
            ("0.00", false, Some(2)),
            ("#,##0.0", false, Some(1)),
            ("0.00%", true, Some(2)),
            ("0\"%\"", false, Some(0)),
            ("_(* #,##0.00_);_(* (#,##0.00%)", false, Some(2)),
            ("@", false, None),
            ("", false, None),
        ] {
            assert_eq!(
                Format::of_code(code),
                Format { percent, decimals },
                "{code}"
            );
        }
    }

    #[test]
    fn days_and_times_are_iso() {
        assert_eq!(print_date((2024, 3, 11, 0, 0, 0, 0), true), "2024-03-11");
        assert_eq!(
            print_date((2024, 3, 11, 8, 30, 0, 0), true),
            "2024-03-11 08:30:00"
        );
        assert_eq!(print_date((1899, 12, 31, 8, 30, 0, 0), false), "08:30:00");
    }

    proptest! {
        #[test]
        fn what_was_typed_is_what_is_read(units in -999_999_999_999i64..999_999_999_999, scale in 0u32..6) {
            let typed = Decimal::new(units, scale);
            let float: f64 = typed.to_string().parse().unwrap();
            let text = print(float, false).unwrap();
            prop_assert_eq!(crate::vn::number::parse(&text).unwrap(), typed);
        }

        #[test]
        fn no_float_makes_it_panic(bits in any::<u64>()) {
            let _ = print(f64::from_bits(bits), bits % 2 == 0);
        }
    }
}
