//! What every part of a document is set with: styles from the decree's rules, paragraphs in a
//! style, rules of the right length, widths of text.

use super::Profile;
use super::decree::{Decree, Element, ElementRule, RuleUnder, Size};
use crate::document::Document;
use crate::font::{Fonts, Line, Text, break_lines};
use crate::form::Choice;
use crate::length::Length;
use crate::page::{
    Align, Block, Cell, Colour, Geometry, LineSpacing, Paragraph, ParagraphFormat, Role, Row, Rule,
    Run, RunFormat, Style, StyleId, Table, TableRole, Vertical,
};
use crate::source::Words;

/// Height of the empty line that carries a rule.
const RULE_HEIGHT: Length = Length::pt(3);
/// The shortest rule that is drawn, under however narrow a text.
const LEAST_RULE: Length = Length::pt(1);
/// Height of the empty line that ends a section: it must be there and should not be seen.
const SECTION_END_HEIGHT: Length = Length::pt(1);

/// A document with the rules and faces to set it with.
pub struct Setter<'a> {
    pub document: &'a Document,
    pub decree: &'a Decree,
    pub profile: &'a Profile,
    pub fonts: &'a Fonts,
    elements: Vec<(Element, &'a ElementRule)>,
}

impl<'a> Setter<'a> {
    pub fn new(
        document: &'a Document,
        decree: &'a Decree,
        profile: &'a Profile,
        fonts: &'a Fonts,
    ) -> Self {
        Self {
            document,
            decree,
            profile,
            fonts,
            elements: decree.elements().collect(),
        }
    }

    /// The styles, one for each element.
    pub fn styles(&self) -> Vec<Style> {
        let style = |(element, rule): &(Element, &ElementRule)| Style {
            id: identifier(rule.about.key()),
            name: rule.style_name.clone(),
            paragraph: self.format(*element),
            run: self.run_format(*element),
            outline_level: rule.level(),
        };
        self.elements.iter().map(style).collect()
    }

    /// Whether the document is a công văn.
    pub fn is_letter(&self) -> bool {
        self.decree.is_letter(&self.document.kind)
    }

    pub fn style(&self, element: Element) -> StyleId {
        let place = self
            .elements
            .iter()
            .position(|(known, _)| *known == element);
        StyleId(place.unwrap_or(0))
    }

    fn rule_of(&self, element: Element) -> Option<&'a ElementRule> {
        let found = self.elements.iter().find(|(known, _)| *known == element);
        found.map(|(_, rule)| *rule)
    }

    pub fn run_format(&self, element: Element) -> RunFormat {
        let rule = self.rule_of(element);
        RunFormat {
            size: rule.map_or(Length::pt(14), |rule| rule.chosen),
            bold: rule.is_some_and(|rule| rule.bold),
            italic: rule.is_some_and(|rule| rule.italic),
            colour: Colour::BLACK,
        }
    }

    /// An element's type in another size.
    pub fn sized(&self, element: Element, size: Length) -> RunFormat {
        RunFormat {
            size,
            ..self.run_format(element)
        }
    }

    /// The smallest, the usual and the largest type that an element may be set in.
    pub fn type_range(&self, element: Element) -> (Length, Length, Length) {
        let rule = self.rule_of(element);
        rule.map_or_else(Default::default, |rule| (rule.from, rule.chosen, rule.to))
    }

    /// An element's paragraph format, single-spaced.
    pub fn format(&self, element: Element) -> ParagraphFormat {
        let rule = self.rule_of(element);
        let indented = rule.is_some_and(|rule| rule.indented);
        let line = match element {
            Element::Rule => LineSpacing::Exact(RULE_HEIGHT),
            Element::SectionEnd => LineSpacing::Exact(SECTION_END_HEIGHT),
            _ => LineSpacing::Multiple(240),
        };
        ParagraphFormat {
            align: rule.map_or(Align::Left, |rule| rule.align),
            indent_left: Length::ZERO,
            indent_right: Length::ZERO,
            indent_first: if indented {
                self.decree.size(Size::FirstLine)
            } else {
                Length::ZERO
            },
            before: rule.map_or(Length::ZERO, |rule| rule.before),
            after: rule.map_or(Length::ZERO, |rule| rule.after),
            line,
            keep_with_next: rule.is_some_and(|rule| rule.keep_with_next),
            keep_lines: false,
        }
    }

    pub fn run(&self, element: Element, text: impl Into<Words>) -> Run {
        Run {
            text: text.into(),
            format: self.run_format(element),
        }
    }

    /// A paragraph in an element's own style.
    pub fn paragraph(&self, element: Element, text: impl Into<Words>) -> Paragraph {
        self.paragraph_of(element, vec![self.run(element, text)])
    }

    pub fn paragraph_of(&self, element: Element, runs: Vec<Run>) -> Paragraph {
        let role = match self.rule_of(element).and_then(ElementRule::level) {
            Some(level) => Role::Heading(level),
            None => Role::Paragraph,
        };
        Paragraph {
            role,
            style: self.style(element),
            format: self.format(element),
            frame: None,
            places: Vec::new(),
            runs: runs
                .into_iter()
                .filter(|run| !run.text.is_empty())
                .collect(),
        }
    }

    /// A little room that stays with what follows, and parts what Word would join.
    pub fn space(&self) -> Paragraph {
        let mut space = self.paragraph(Element::Rule, "");
        space.role = Role::Artifact;
        space.format.before = Length::pt(6);
        space.format.keep_with_next = true;
        space
    }

    /// The end of a section, which Word needs to be a paragraph.
    pub fn section_end(&self) -> Paragraph {
        Paragraph {
            role: Role::Artifact,
            ..self.paragraph(Element::SectionEnd, "")
        }
    }

    /// The rule under a line of text of this length (ND30-TN-02, CQ-03, TL-03, PL-06); however
    /// narrow the text is, the rule is one that can be drawn.
    pub fn rule_under(&self, what: RuleUnder, line: Length) -> Rule {
        let length = self.decree.rule_under(what, line).max(LEAST_RULE);
        Rule {
            before: self.decree.size(Size::RuleGap),
            keep_with_next: matches!(what, RuleUnder::About | RuleUnder::Appendix),
            ..self.rule(length)
        }
    }

    /// A rule of this length, without space above.
    pub fn rule(&self, length: Length) -> Rule {
        Rule {
            style: self.style(Element::Rule),
            length,
            thickness: self.decree.size(Size::RuleThickness),
            before: Length::ZERO,
            height: RULE_HEIGHT,
            keep_with_next: false,
        }
    }

    /// The page. Turned, it keeps its margins: the decree gives none of its own (ND30-PAGE-02).
    pub fn geometry(&self, landscape: bool) -> Geometry {
        let (short, long) = (
            self.decree.size(Size::PaperWidth),
            self.decree.size(Size::PaperHeight),
        );
        let (width, height) = if landscape {
            (long, short)
        } else {
            (short, long)
        };
        Geometry {
            width,
            height,
            top: self.decree.size(Size::MarginTop),
            bottom: self.decree.size(Size::MarginBottom),
            left: self.decree.size(Size::MarginLeft),
            right: self.decree.size(Size::MarginRight),
            header: self.decree.size(Size::PageNumber),
        }
    }

    /// The width of the text on upright or turned paper.
    pub fn text_width(&self, landscape: bool) -> Length {
        self.geometry(landscape).text_width()
    }

    /// The height of the area for text.
    pub fn text_height(&self, landscape: bool) -> Length {
        self.geometry(landscape).text_height()
    }

    pub fn width(&self, element: Element, text: &str) -> Length {
        self.fonts.width(text, &self.run_format(element))
    }

    /// The width of the last line of a text in a column.
    pub fn last_line(&self, element: Element, text: &str, column: Length) -> Length {
        let runs = [self.run(element, text)];
        let lines = break_lines(self.fonts, &runs, column, column);
        lines.last().map_or(Length::ZERO, |line| line.width)
    }

    /// A centred paragraph whose lines are about equally long, with the width of the longest:
    /// a title of one full line and one lone word looks like a mistake.
    pub fn balanced(
        &self,
        element: Element,
        text: impl Into<Words>,
        full: Length,
    ) -> (Paragraph, Length) {
        let mut paragraph = self.paragraph(element, text);
        let text = Text::measure(self.fonts, &paragraph.runs);
        let lines = |column: Length| text.lines(column, column);
        let count = lines(full).len();
        // The narrowest column, in twips, that takes no more lines.
        let (mut too_narrow, mut wide) = (0, full.in_twips());
        while wide - too_narrow > 20 {
            let middle = (wide + too_narrow) / 2;
            match lines(Length::twips(middle)).len() <= count {
                true => wide = middle,
                false => too_narrow = middle,
            }
        }
        // A little room, so that a word processor with slightly other widths breaks alike.
        let column = (Length::twips(wide) + Length::mm(2)).min(full);
        let longest = lines(column).iter().map(|line: &Line| line.width).max();
        let side = Length::twips((full - column).in_twips() / 2);
        paragraph.format.indent_left = side;
        paragraph.format.indent_right = side;
        (paragraph, longest.unwrap_or(Length::ZERO))
    }

    /// Things side by side, without lines: one row of cells.
    pub fn side_by_side(&self, columns: Vec<Length>, rows: Vec<Vec<Vec<Block>>>) -> Table {
        let cell = |(column, blocks): (usize, Vec<Block>)| Cell {
            column,
            columns: 1,
            rows: 1,
            vertical: Vertical::Top,
            heads: false,
            blocks,
        };
        let row = |cells: Vec<Vec<Block>>| Row {
            header: false,
            least: Length::ZERO,
            splits: false,
            keep_with_next: true,
            cells: cells.into_iter().enumerate().map(cell).collect(),
        };
        Table {
            role: TableRole::Layout,
            columns,
            border: None,
            padding: Length::ZERO,
            rows: rows.into_iter().map(row).collect(),
        }
    }
}

/// `quoc_hieu` → `VBQuocHieu`.
fn identifier(key: &str) -> String {
    let capitalised = key.split('_').map(crate::vn::text::capitalise);
    std::iter::once("VB".to_owned())
        .chain(capitalised)
        .collect()
}
