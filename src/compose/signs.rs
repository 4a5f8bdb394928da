//! Signs in the text of a template: before each of its lines and expressions, so that what they
//! give can be told apart ([`super::marks`]).

use std::sync::Arc;

use super::marks;
use super::tags::{tag_end, tag_start};
use crate::fault::Place;
use crate::source::{Expression, Source};

/// A template's text with signs, and what they mean.
pub(super) struct Signed {
    /// The text with signs.
    pub(super) text: String,
    /// What each number means, and how many letters stand before it in its place.
    pub(super) origins: Vec<(Source, usize)>,
    /// Whether all that it does with values can be done with marked ones.
    pub(super) marks: bool,
}

/// Puts signs into a text; none into one that keeps parts of itself in values, where a sign
/// would be taken for a letter. `line` gives the source of the rest of a line from a letter on:
/// line and column, from 1.
pub(super) fn sign(text: &str, place: &Places, filters: &dyn Fn(&str) -> bool) -> Option<Signed> {
    let mut signer = Signer {
        out: String::with_capacity(text.len() * 2),
        origins: Vec::new(),
        place,
        line: 1,
        column: 1,
        passed: 0,
        trimmed: false,
    };
    let mut marks = true;
    let mut rest = text;
    while !rest.is_empty() {
        let Some(start) = tag_start(rest) else {
            signer.literal(rest);
            break;
        };
        let (literal, tag) = rest.split_at_checked(start)?;
        let end = tag_end(tag)?;
        let (tag, after) = tag.split_at_checked(end)?;
        let inside = tag.get(2..tag.len() - 2)?;
        let trims = inside.starts_with('-');
        let inside = inside.trim_matches('-').trim();
        match tag.get(..2)? {
            "{{" => {
                signer.literal_before(literal, trims, inside);
                marks &= passes(inside, filters);
            }
            "{%" => {
                signer.literal(literal);
                if !is_plain(inside) {
                    return None;
                }
                marks &= passes(inside, filters);
            }
            _ => signer.literal(literal),
        }
        signer.copy(tag);
        signer.trimmed = tag.get(..tag.len() - 2)?.ends_with('-');
        rest = after;
    }
    Some(Signed {
        text: signer.out,
        origins: signer.origins,
        marks,
    })
}

/// Where the parts of a text stand.
pub(super) enum Places {
    /// Its lines are those of the file.
    Lines(Place),
    /// It is the value of a field.
    Field(Place),
}

struct Signer<'a> {
    out: String,
    origins: Vec<(Source, usize)>,
    place: &'a Places,
    line: usize,
    column: usize,
    /// How many letters stand before.
    passed: usize,
    /// Whether the tag before trims the blanks after it.
    trimmed: bool,
}

impl Signer<'_> {
    /// Adds letters as they are.
    fn copy(&mut self, text: &str) {
        for c in text.chars() {
            self.out.push(c);
            self.passed += 1;
            if c == '\n' {
                (self.line, self.column) = (self.line + 1, 1);
            } else {
                self.column += 1;
            }
        }
    }

    /// Adds letters, each line of them signed before its first letter: blanks at the ends may
    /// be trimmed by the tags around.
    fn literal(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            // Blanks that no tag trims are the template's too.
            let words = match self.trimmed || self.column == 1 {
                true => line.trim_start(),
                false => line,
            };
            let blank = line.get(..line.len() - words.len()).unwrap_or_default();
            self.copy(blank);
            if !words.is_empty() {
                let here = match self.place {
                    Places::Lines(file) => Source::Line(file.at(self.line, self.column)),
                    Places::Field(field) => Source::Text(field.clone()),
                };
                let skipped = match self.place {
                    Places::Lines(_) => 0,
                    Places::Field(_) => self.passed,
                };
                self.sign(here, skipped);
                self.copy(words);
            }
        }
    }

    /// Adds letters and the sign of the expression after them, which may trim their end.
    fn literal_before(&mut self, text: &str, trims: bool, inside: &str) {
        let kept = if trims { text.trim_end() } else { text };
        let blank = text.get(kept.len()..).unwrap_or_default();
        self.literal(kept);
        let place = match self.place {
            Places::Lines(file) => file.at(self.line, self.column),
            Places::Field(field) => field.letter(self.passed),
        };
        let expression = Expression {
            written: inside.to_owned(),
            place,
            of: Vec::new(),
        };
        self.sign(Source::Expression(Arc::new(expression)), 0);
        self.copy(blank);
    }

    fn sign(&mut self, source: Source, skipped: usize) {
        marks::base(&mut self.out, self.origins.len());
        self.origins.push((source, skipped));
    }
}

/// Whether a statement only chooses, repeats or names.
fn is_plain(statement: &str) -> bool {
    let word = statement.split_whitespace().next().unwrap_or_default();
    match word {
        "if" | "elif" | "else" | "endif" | "for" | "endfor" => true,
        "set" => statement.contains('='),
        _ => false,
    }
}

/// Whether an expression gives the same with marked values: it compares and cuts none, and uses
/// no filter that does not know marks.
fn passes(inside: &str, filters: &dyn Fn(&str) -> bool) -> bool {
    let mut bare = String::with_capacity(inside.len());
    let mut quote = None;
    for c in inside.chars() {
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None => bare.push(c),
        }
    }
    let bare = match bare
        .strip_prefix("for ")
        .and_then(|rest| rest.split_once(" in "))
    {
        Some((_, list)) => list.to_owned(),
        None => bare,
    };
    let compares = ["==", "!=", "<", ">", " is ", " in "];
    // A bracket behind a name cuts it or looks a key up, any other begins a list.
    let cuts = bare.match_indices('[').any(|(at, _)| {
        let before = bare.get(..at).and_then(|before| before.chars().next_back());
        before.is_some_and(|c| c.is_alphanumeric() || "_])?".contains(c))
    });
    let named = bare.split('|').skip(1).map(|filter| {
        let word = filter.trim_start();
        let end = word.find(|c: char| !c.is_alphanumeric() && c != '_');
        word.get(..end.unwrap_or(word.len())).unwrap_or_default()
    });
    !cuts && !compares.iter().any(|sign| bare.contains(sign)) && named.into_iter().all(filters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::filters::know_marks;
    use crate::compose::{Template, marks::strip};

    fn signed(text: &str) -> Option<Signed> {
        sign(text, &Places::Lines(Place::file("mau.md")), &know_marks)
    }

    /// Else each of them would be filled in twice.
    #[test]
    fn all_shipped_templates_can_be_filled_in_with_marked_values() {
        for name in Template::names() {
            let text = Template::shipped_text(name).unwrap();
            let signed = signed(text).unwrap();
            assert!(signed.marks, "{name}");
            assert_eq!(strip(&signed.text), text);
        }
    }

    #[test]
    fn what_compares_values_or_keeps_parts_of_the_template_is_known() {
        let marks = |text| signed(text).map(|signed| signed.marks);
        assert_eq!(
            marks("a {{ b | so(le=1) }} {% if c and not d %}e{% endif %}"),
            Some(true)
        );
        assert_eq!(marks("{% if a == \"b\" %}c{% endif %}"), Some(false));
        assert_eq!(marks("{{ a | upper }}"), Some(false));
        assert_eq!(marks("{{ a[b] }}"), Some(false));
        assert_eq!(marks("{{ a | default(value=[]) }}"), Some(true));
        assert_eq!(marks("{{ a | default(value=\"== {{\") }}"), Some(true));
        assert_eq!(marks("{% set a %}b{% endset %}"), None);
    }
}
