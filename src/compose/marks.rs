//! How sources pass through the template engine, which knows texts only: letters that Unicode
//! keeps for the use of programs, and that no text of a user holds, stand around every value and
//! before every line of the template. What the engine gives is read back into [`Words`].

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{Expression, Source, Words};

/// The letters that are digits of a number.
const DIGITS: u32 = 0xfdd0;
/// Before the number of a value that begins here.
const OPEN: char = '\u{fde0}';
/// Where the value that was begun last ends.
const CLOSE: char = '\u{fde1}';
/// Before the number of what of the template follows.
const BASE: char = '\u{fde2}';

fn is_sign(c: char) -> bool {
    ('\u{fdd0}'..='\u{fdef}').contains(&c)
}

/// How many of these letters are signs.
pub(super) fn signs_in(letters: impl Iterator<Item = char>) -> usize {
    letters.filter(|c| is_sign(*c)).count()
}

fn push_number(out: &mut String, sign: char, number: usize) {
    out.push(sign);
    let digits = (number.max(1).ilog2() / 4) + 1;
    for digit in (0..digits).rev() {
        let value = u32::try_from((number >> (digit * 4)) & 0xf).unwrap_or_default();
        out.extend(char::from_u32(DIGITS + value));
    }
}

/// The sign that what follows is of the template.
pub(super) fn base(out: &mut String, number: usize) {
    push_number(out, BASE, number);
}

/// The sources of the values of one document, by their numbers.
#[derive(Default)]
pub(super) struct Marks {
    sources: RefCell<Vec<Source>>,
    /// Without, values go unmarked.
    off: bool,
}

impl Marks {
    /// Marks that leave values as they are.
    pub(super) fn off() -> Self {
        Self {
            off: true,
            ..Self::default()
        }
    }

    /// A value with its source. An empty one stays empty, so that a template can ask.
    pub(super) fn mark(&self, text: &str, source: Source) -> String {
        let text = strip(text);
        if self.off || text.is_empty() {
            return text;
        }
        let mut sources = self.sources.borrow_mut();
        let mut marked = String::with_capacity(text.len() + 12);
        push_number(&mut marked, OPEN, sources.len());
        marked.push_str(&text);
        marked.push(CLOSE);
        sources.push(source);
        marked
    }

    /// Words with what made them.
    pub(super) fn words(&self, words: &Words) -> String {
        let pieces = words.pieces();
        pieces
            .map(|(text, source)| self.mark(text, source.clone()))
            .collect()
    }

    /// What made the values.
    pub(super) fn sources(self) -> Vec<Source> {
        self.sources.into_inner()
    }
}

/// A text without signs.
pub(super) fn strip(text: &str) -> String {
    if text.contains(is_sign) {
        text.replace(is_sign, "")
    } else {
        text.to_owned()
    }
}

/// What follows from marked values, marked as all of them.
pub(super) fn follow<'a>(text: &str, from: impl IntoIterator<Item = &'a str>) -> String {
    let mut marked = String::new();
    let mut opened: Vec<&str> = Vec::new();
    if text.is_empty() {
        return marked;
    }
    for value in from {
        for part in value.split(OPEN).skip(1) {
            let end = part.find(|c| !is_digit(c)).unwrap_or(part.len());
            let number = part.get(..end).unwrap_or_default();
            if !opened.contains(&number) {
                marked.push(OPEN);
                marked.push_str(number);
                opened.push(number);
            }
        }
    }
    marked.push_str(&strip(text));
    marked.extend(opened.iter().map(|_| CLOSE));
    marked
}

fn is_digit(c: char) -> bool {
    ('\u{fdd0}'..='\u{fddf}').contains(&c)
}

/// What the engine gave, as words. `template` is what the template's own parts come from, each
/// with how many letters stand before it in its place; `values` is what made the values.
pub(super) fn read(text: &str, template: &[(Source, usize)], values: &[Source]) -> Words {
    let mut words = Words::with_capacity(text.len());
    let mut open: Vec<usize> = Vec::new();
    let mut base: Option<&(Source, usize)> = template.first();
    // Letters since the sign of the template.
    let mut since = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(is_sign).unwrap_or(rest.len());
        let (plain, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if !plain.is_empty() {
            match open.as_slice() {
                [] => {
                    let (source, skipped) = base.map_or((Source::default(), 0), Clone::clone);
                    words.push_from(plain, &source, skipped + since);
                    since += plain.chars().count();
                }
                [only] => {
                    let source = values.get(*only).cloned().unwrap_or_default();
                    words.push_from(plain, &source, 0);
                }
                several => words.push_from(plain, &follows(base, several, values), 0),
            }
        }
        let mut letters = after.chars();
        let sign = letters.next();
        let digits = letters.as_str();
        let number = digits.find(|c| !is_digit(c)).unwrap_or(digits.len());
        let (number, after) = digits.split_at_checked(number).unwrap_or_default();
        match sign {
            Some(OPEN) => open.push(value(number)),
            Some(CLOSE) => {
                open.pop();
            }
            Some(BASE) => {
                base = template.get(value(number));
                since = 0;
            }
            _ => {}
        }
        rest = after;
    }
    words
}

/// What stands first behind the sign of each part of the template, if it is not blank.
pub(super) fn firsts(text: &str) -> BTreeMap<usize, String> {
    let mut firsts = BTreeMap::new();
    for part in text.split(BASE).skip(1) {
        let end = part.find(|c| !is_digit(c)).unwrap_or(part.len());
        let (number, given) = part.split_at_checked(end).unwrap_or_default();
        let given = strip(given);
        if !given.trim().is_empty() {
            firsts.entry(value(number)).or_insert(given);
        }
    }
    firsts
}

fn value(digits: &str) -> usize {
    digits.chars().fold(0, |number, digit| {
        let value = u32::from(digit).saturating_sub(DIGITS);
        (number << 4) | usize::try_from(value).unwrap_or_default()
    })
}

/// What an expression of the template made of several values.
fn follows(base: Option<&(Source, usize)>, open: &[usize], values: &[Source]) -> Source {
    let of: Vec<Source> = open
        .iter()
        .filter_map(|at| values.get(*at))
        .cloned()
        .collect();
    match base {
        Some((Source::Expression(expression), _)) => Source::Expression(Arc::new(Expression {
            of,
            ..Expression::clone(expression)
        })),
        _ => of.into_iter().next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Place;

    fn line(number: usize) -> Source {
        Source::Line(Place::file("mau.md").at(number, 1))
    }

    fn stated(number: usize) -> Source {
        Source::Stated(Place::file("ho-so.yaml").at(number, 1))
    }

    #[test]
    fn what_was_marked_is_read_back() {
        let marks = Marks::default();
        let (a, b) = (marks.mark("15,5", stated(3)), marks.mark("20", stated(4)));
        let mut text = String::new();
        base(&mut text, 0);
        text.push_str(&format!("Đạt {a}/{b} điểm\n"));
        base(&mut text, 300);
        text.push_str("ở đây");
        let template: Vec<_> = (0..=300).map(|number| (line(number), 0)).collect();
        let words = read(&text, &template, &marks.sources());
        let pieces: Vec<_> = words.pieces().map(|(text, s)| (text, s.clone())).collect();
        assert_eq!(
            pieces,
            [
                ("Đạt ", line(0)),
                ("15,5", stated(3)),
                ("/", line(0)),
                ("20", stated(4)),
                (" điểm\n", line(0)),
                ("ở đây", line(300)),
            ]
        );
    }

    #[test]
    fn a_value_that_holds_signs_loses_them_and_an_empty_one_stays_empty() {
        let marks = Marks::default();
        let marked = marks.mark("a\u{fde0}\u{fdd3}b\u{fde1}", stated(1));
        assert_eq!(strip(&marked), "ab");
        assert_eq!(marks.mark("\u{fde1}", stated(1)), "");
        assert_eq!(*read(&marked, &[], &marks.sources()), *"ab");
    }

    #[test]
    fn what_follows_from_several_values_is_of_all_of_them() {
        let marks = Marks::default();
        let values = [marks.mark("3", stated(1)), marks.mark("4", stated(2))];
        let text = follow("7", values.iter().map(String::as_str));
        let expression = Expression {
            written: "a + b".to_owned(),
            place: Place::file("mau.md").at(5, 1),
            of: Vec::new(),
        };
        let template = [(Source::Expression(Arc::new(expression)), 0)];
        let words = read(&text, &template, &marks.sources());
        let Source::Expression(made) = words.source_at(0) else {
            panic!("{:?}", words.source_at(0))
        };
        assert_eq!(made.of, [stated(1), stated(2)]);
    }
}
