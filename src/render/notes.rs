//! What is said at each figure of a document, for the chief who signs: its formula, its counts,
//! the cell or line that it came from.

use crate::compose::{Inputs, explanation};
use crate::fault::{Place, column_letters};
use crate::source::{Expression, Figure, Source};
use crate::vn::{date, number};

/// What there is to say of some words; nothing if they are no figure.
pub fn note(inputs: &Inputs, text: &str, source: &Source) -> Option<Vec<String>> {
    match source {
        Source::Stated(place)
            if is_figure(text)
                && *source != inputs.issued.number_source
                && inputs.period_place.as_ref() != Some(place) =>
        {
            Some(vec![format!("Ghi ở {}.", stated(inputs, place))])
        }
        Source::Computed(figure) => computed(inputs, *figure),
        Source::Expression(expression) => of_expression(inputs, text, expression),
        _ => None,
    }
}

/// Whether a text is a number, a rate or a part of a whole; no day, and no number of a telephone.
fn is_figure(text: &str) -> bool {
    let mut parts = text.trim_end_matches('%').split('/');
    date::parse(text).is_none() && parts.all(|part| number::parse_in_text(part.trim()).is_ok())
}

fn computed(inputs: &Inputs, figure: Figure) -> Option<Vec<String>> {
    let explanation = explanation(inputs, figure)?;
    let rounded = match explanation.decimals {
        Some(0) => ", làm tròn đến hàng đơn vị".to_owned(),
        Some(decimals) => format!(", làm tròn đến {decimals} chữ số thập phân"),
        None => String::new(),
    };
    let mut lines = vec![format!("Cách tính: {}{rounded}.", explanation.formula)];
    for operand in explanation.operands {
        let place = operand
            .place
            .map(|place| format!(" ({})", stated(inputs, &place)));
        let place = place.unwrap_or_default();
        lines.push(format!("- {}: {}{place}", operand.name, operand.value));
    }
    Some(lines)
}

fn of_expression(inputs: &Inputs, text: &str, expression: &Expression) -> Option<Vec<String>> {
    let filters = expression.written.contains('|');
    if !text.contains(|c: char| c.is_ascii_digit()) || !filters {
        return None;
    }
    let (written, place) = (&expression.written, stated(inputs, &expression.place));
    let mut lines = vec![format!("Mẫu tính: {written} ({place}).")];
    for source in &expression.of {
        match source {
            Source::Stated(place) => lines.push(format!("- từ {}", stated(inputs, place))),
            Source::Computed(figure) => lines.extend(computed(inputs, *figure).unwrap_or_default()),
            _ => {}
        }
    }
    Some(lines)
}

/// A place as one states it: `so-lieu.xlsx, trang “Biểu 02”, ô C7`; `ho-so.yaml, dòng 12`.
fn stated(inputs: &Inputs, place: &Place) -> String {
    let name = named(inputs, place.file_name());
    let (line, column) = (place.line(), place.column());
    match place.sheet_name() {
        None if line == 0 => name.to_owned(),
        None => format!("{name}, dòng {line}"),
        Some("") => format!("{name}, ô {}{line}", column_letters(column)),
        Some(sheet) => format!(
            "{name}, trang “{sheet}”, ô {}{line}",
            column_letters(column)
        ),
    }
}

/// A file by its name; by that of its folder too, if it does not lie beside the hồ sơ.
fn named(inputs: &Inputs, file: &str) -> String {
    let parts = |file| {
        let mut parts = str::rsplit(file, ['/', '\\']);
        (parts.next().unwrap_or_default(), parts.next())
    };
    let (name, folder) = parts(file);
    let own = inputs.period_place.as_ref();
    let own = own.and_then(|own| parts(own.file_name()).1);
    match folder.filter(|_| folder != own) {
        Some(folder) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_figure;

    #[test]
    fn figures_are_numbers_rates_and_parts_of_a_whole() {
        for text in [
            "17,80",
            "1.229.100",
            "92,58%",
            "21/102",
            "17,80/18",
            "-0,5",
            "08",
        ] {
            assert!(is_figure(text), "{text}");
        }
        for text in [
            "0294 3800 100",
            "0912.345.678",
            "22/10/2026",
            "10/2026/TT",
            "-",
            "",
            "766/QĐ",
        ] {
            assert!(!is_figure(text), "{text}");
        }
    }
}
