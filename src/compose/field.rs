//! A text of a template's front matter or of a Biểu's definition, with values to fill in.

use tera::Context;

use super::fill::Blank;
use crate::fault::{Fault, Faults};
use crate::form::{FromNode, Node, Shape, Sourced};
use crate::vn::text::clean;

/// A text with values to fill in, on one line.
pub struct Field(Text);

enum Text {
    /// Nothing to fill in, which most heads of columns are.
    Plain(String),
    Blank(Box<Blank>),
}

impl Field {
    /// Reads a text.
    ///
    /// # Errors
    /// If it is not a template.
    pub fn new(text: &Sourced<String>) -> Result<Self, Fault> {
        if !text.value.contains(['{', '}']) {
            return Ok(Self(Text::Plain(clean(&text.value))));
        }
        let blank = Blank::field(&text.value, &text.place)?;
        Ok(Self(Text::Blank(Box::new(blank))))
    }

    /// Reads a text, or adds a fault.
    pub fn read(text: &Sourced<String>, faults: &mut Faults) -> Option<Self> {
        Self::new(text).map_err(|fault| faults.add(fault)).ok()
    }

    /// The text, filled in.
    pub fn fill(&self, values: &Context, faults: &mut Faults) -> String {
        match &self.0 {
            Text::Plain(text) => text.clone(),
            Text::Blank(blank) => match blank.fill(values) {
                Ok(text) => clean(&text),
                Err(fault) => {
                    faults.add(fault);
                    String::new()
                }
            },
        }
    }
}

impl FromNode for Field {
    fn shape() -> Shape {
        Shape::Text
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let text = Sourced::from_node(node, faults)?;
        Self::read(&text, faults)
    }
}
