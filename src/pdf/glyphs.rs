//! No letter is ever left out or replaced in silence: one that the type lacks stops the work.

use std::fmt;

use crate::font::{Fonts, Variant};
use crate::page::{Boxes, Run};

/// A character of the text that a face lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// The face.
    pub variant: Variant,
    /// The text around it.
    pub context: String,
}

/// All characters that the faces lack, each once, in reading order; the figures of page numbers
/// come last.
pub fn missing_glyphs(boxes: &Boxes, fonts: &Fonts) -> Vec<MissingGlyph> {
    let mut found: Vec<MissingGlyph> = Vec::new();
    let mut look = |runs: &[Run]| {
        for run in runs {
            for character in fonts.missing(&run.text, &run.format) {
                if found.iter().all(|other| other.character != character) {
                    found.push(MissingGlyph {
                        character,
                        variant: Variant::of(&run.format),
                        context: around(character, runs),
                    });
                }
            }
        }
    };
    for paragraph in boxes.paragraphs() {
        look(&paragraph.runs);
    }
    for section in &boxes.sections {
        look(&[Run {
            text: "0123456789".into(),
            format: section.numbering.run,
        }]);
    }
    found
}

/// Some 20 characters on both sides of one.
fn around(character: char, runs: &[Run]) -> String {
    let text = || runs.iter().flat_map(|run| run.text.chars());
    let before = text().take_while(|other| *other != character).count();
    text().skip(before.saturating_sub(20)).take(40).collect()
}

impl fmt::Display for MissingGlyph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (variant, character) = (self.variant, self.character);
        let code = u32::from(character);
        write!(f, "the {variant:?} face has no {character:?} ")?;
        write!(f, "(U+{code:04X}) in {:?}", self.context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::{boxes, plain, row, table, with};
    use crate::page::Block;

    #[test]
    fn every_missing_character_is_named_once_with_the_text_around_it() {
        let text = "Ủy ban nhân dân xã Lam Vỹ báo cáo 漢 như sau: chất lượng phục vụ";
        let bold = with("字 漢", |p| p.runs[0].format.bold = true);
        let table = Block::Table(table(1, vec![row(&[text])]));
        let boxes = boxes(vec![plain("một"), table, bold]);
        let missing = missing_glyphs(&boxes, &Fonts::embedded().unwrap());
        let said: Vec<String> = missing.iter().map(MissingGlyph::to_string).collect();
        let expected = [
            "the Regular face has no '漢' (U+6F22) in \
             \"n xã Lam Vỹ báo cáo 漢 như sau: chất lượn\"",
            "the Bold face has no '字' (U+5B57) in \"字 漢\"",
        ];
        assert_eq!(said, expected);
    }
}
