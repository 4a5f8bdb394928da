//! A value of a form that stands for the cell of a table.

use rust_decimal::Decimal;

use super::node::{Node, Value};
use super::value::{FromNode, Sourced};
use crate::fault::{Fault, Faults, Kind};
use crate::vn::entry::{Entry, Meant};
use crate::vn::number::ValueError;
use crate::vn::text::clean;

impl Sourced<Entry> {
    /// The number with its place, if it is one.
    pub fn number(&self) -> Option<Sourced<Decimal>> {
        Some(Sourced::new(self.value.number()?, self.place.clone()))
    }
}

/// Reads a value as a cell; none if it is blank. Adds a fault if a number is meant and it is
/// none.
pub fn cell(node: &Node, meant: Meant, faults: &mut Faults) -> Option<Sourced<Entry>> {
    if node.value == Value::Blank {
        return None;
    }
    let text = clean(&String::from_node(node, faults)?);
    match Entry::read(&text, meant) {
        Ok(Entry::Blank) => None,
        Ok(value) => Some(Sourced::new(value, node.place.clone())),
        Err(error) => {
            let found = format!("giá trị “{text}”");
            let fault = Fault::new(Kind::WrongType, node.place.clone(), found);
            let again = match error {
                ValueError::NotADay => "gõ lại ngày đó; chưa có thì để trống",
                _ => "gõ lại số đó; chưa có số liệu thì để trống, không phát sinh thì ghi 0",
            };
            faults.add(fault.expected(error.expected()).remedy(again));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::yaml::parse;
    use super::*;

    fn read(text: &str, meant: Meant) -> (Option<Entry>, usize) {
        let node = parse("ho-so.yaml", text).unwrap();
        let mut faults = Faults::none();
        let read = cell(&node, meant, &mut faults);
        (read.map(|cell| cell.value), faults.count())
    }

    #[test]
    fn a_value_is_read_as_the_cell_of_a_table() {
        let number = |text: &str| Some(Entry::Number(text.parse().unwrap()));
        for (text, meant, expected) in [
            ("'-'", Meant::Number, (Some(Entry::Dash), 0)),
            ("–", Meant::Count, (Some(Entry::Dash), 0)),
            ("'- -'", Meant::Words, (Some(Entry::Dash), 0)),
            ("'  '", Meant::Number, (None, 0)),
            ("0", Meant::Count, (number("0"), 0)),
            ("'1,5'", Meant::Number, (number("1.5"), 0)),
            ("'1,5'", Meant::Count, (None, 1)),
            ("[1]", Meant::Count, (None, 1)),
        ] {
            assert_eq!(read(text, meant), expected, "{text}");
        }
    }
}
