//! A cell as a value of the form: what Excel made of what was typed is taken back.

use crate::bounds::YAML_LETTERS;
use crate::fault::{Fault, Kind};
use crate::form::{Node, Shape, Value};
use crate::table::{Cell, CellKind};

/// The value of a cell where a value of this shape is meant, if that is known.
pub fn value(cell: &Cell, shape: Option<&Shape>) -> Result<Node, Fault> {
    if let Some(fault) = cell.fault() {
        return Err(fault);
    }
    let place = cell.place();
    if cell.text.len() > YAML_LETTERS.most {
        YAML_LETTERS.hold(cell.text.chars().count(), &place)?;
    }
    let text = match cell.kind {
        CellKind::Number(Some(decimals)) if has(shape, &is_number) => padded(cell.text, decimals),
        CellKind::Date => day(cell.text, shape).ok_or_else(|| odd(cell, "một ngày kèm giờ"))?,
        CellKind::Truth if has(shape, &|shape| matches!(shape, Shape::YesNo)) => {
            let word = if cell.text == "TRUE" { "có" } else { "không" };
            word.to_owned()
        }
        CellKind::Truth => return Err(odd(cell, "giá trị TRUE, FALSE của Excel")),
        _ => cell.text.to_owned(),
    };
    let value = match text.trim().is_empty() {
        true => Value::Blank,
        false => Value::Text(text),
    };
    Ok(Node { place, value })
}

fn has(shape: Option<&Shape>, is: &dyn Fn(&Shape) -> bool) -> bool {
    match shape {
        Some(Shape::Either(options)) => options.iter().any(|option| has(Some(option), is)),
        Some(Shape::Filled(of)) => has(Some(of), is),
        Some(shape) => is(shape),
        None => false,
    }
}

fn is_number(shape: &Shape) -> bool {
    matches!(shape, Shape::Number | Shape::Percent)
}

/// A number with as many decimals as its cell shows: `17,80`.
fn padded(text: &str, decimals: u8) -> String {
    if decimals == 0 || !text.ends_with(|c: char| c.is_ascii_digit()) || text.contains('E') {
        return text.to_owned();
    }
    let fraction = text
        .split_once(',')
        .map_or(0, |(_, fraction)| fraction.len());
    let missing = usize::from(decimals).saturating_sub(fraction);
    let comma = if fraction == 0 { "," } else { "" };
    format!("{text}{comma}{}", "0".repeat(missing))
}

/// A day as it is written in documents, a time without seconds that are none; a month where a
/// month is meant. None if it is both a day and a time.
fn day(text: &str, shape: Option<&Shape>) -> Option<String> {
    let mut parts = text.split('-');
    let part = |part: Option<&str>| part.map(|part| part.trim_start_matches('0').to_owned());
    let (year, month, day) = (parts.next()?, part(parts.next()), parts.next());
    match (month, day) {
        _ if text.contains(' ') => None,
        (None, None) => Some(
            text.strip_suffix(":00")
                .filter(|t| t.contains(':'))
                .unwrap_or(text)
                .to_owned(),
        ),
        (Some(month), Some("01")) if has(shape, &|shape| matches!(shape, Shape::Period)) => {
            Some(format!("{year}-{month:0>2}"))
        }
        (Some(month), Some(day)) => Some(format!("{}/{month}/{year}", part(Some(day))?)),
        _ => None,
    }
}

fn odd(cell: &Cell, what: &str) -> Fault {
    Fault::new(
        Kind::WrongType,
        cell.place(),
        format!("ô là {what}: {}", cell.text),
    )
    .expected("chữ, số hoặc ngày như cột Hướng dẫn ghi")
    .remedy("xóa ô, định dạng lại là Text rồi gõ lại")
}
