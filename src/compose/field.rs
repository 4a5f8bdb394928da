//! A text of a template's front matter or of a Biểu's definition, with values to fill in.

use super::fill::TextTemplate;
use super::values::Values;
use crate::fault::{Fault, Faults, Kind};
use crate::form::{FromNode, Node, Shape, Sourced};
use crate::source::{Source, Words};
use crate::vn::text::clean;

/// A text with values to fill in, on one line.
pub struct Field(Text);

enum Text {
    /// Nothing to fill in, which most heads of columns are.
    Plain(Words),
    TextTemplate(Box<TextTemplate>),
}

impl Field {
    /// Reads a text.
    ///
    /// # Errors
    /// If it is not a template.
    pub fn new(text: &Sourced<String>) -> Result<Self, Fault> {
        if !text.value.contains(['{', '}']) {
            let source = Source::Text(text.place.clone());
            return Ok(Self(Text::Plain(Words::new(clean(&text.value), source))));
        }
        let template = TextTemplate::field_of_words(&text.value, &text.place)?;
        Ok(Self(Text::TextTemplate(Box::new(template))))
    }

    /// Reads a text, or adds a fault.
    pub fn read(text: &Sourced<String>, faults: &mut Faults) -> Option<Self> {
        faults.absorb(Self::new(text))
    }

    /// The text, filled in.
    pub fn fill(&self, values: &Values, faults: &mut Faults) -> Words {
        match &self.0 {
            Text::Plain(text) => text.clone(),
            Text::TextTemplate(template) => {
                let words = faults.absorb(template.words(values));
                words.map_or_else(Words::default, Words::cleaned)
            }
        }
    }

    /// The same for the text of a key that no document lacks: values may leave nothing of it.
    pub fn fill_needed(&self, key: &str, values: &Values, faults: &mut Faults) -> Words {
        let before = faults.count();
        let words = self.fill(values, faults);
        if let Text::TextTemplate(template) = &self.0
            && words.is_empty()
            && faults.count() == before
        {
            let found = format!("khóa “{key}” để trống khi đã điền các giá trị");
            let fault = Fault::new(Kind::MissingKey, template.place().clone(), found);
            faults.add(fault.remedy("viết thêm câu chữ, hoặc điền giá trị đó vào hồ sơ"));
        }
        words
    }
}

impl FromNode for Field {
    fn shape() -> Shape {
        Shape::Filled(Box::new(Shape::Text))
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let text = Sourced::from_node(node, faults)?;
        Self::read(&text, faults)
    }
}
