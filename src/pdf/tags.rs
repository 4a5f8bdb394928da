//! Boxes → the tree that tells reading programs what each stretch of text is (ISO 32000-1,
//! 14.7 and 14.8; ISO 14289-1).
//!
//! Tables that only place things are not in it: their cells are read one after the other.

use std::fmt::Write;

use super::file::{File, Id, push_number, text};
use super::layout::{Page, PlacedChart};
use super::outline::points;
use crate::length::Length;
use crate::page::{Block, Boxes, Cell, Chart, Paragraph, Role, Row, Section, Table, TableRole};

/// A part of a paragraph that is marked by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Which paragraph of the document, from 0.
    pub(super) paragraph: usize,
    /// Which part of it.
    pub(super) part: ParagraphPart,
}

/// The parts of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParagraphPart {
    /// The mark of an item of a list.
    Label,
    /// All other text.
    Body,
}

/// What an item of a list begins with: its dash, number or letter, with the blank after it.
pub(super) fn label(paragraph: &Paragraph) -> &str {
    let first = paragraph.runs.first().map_or("", |run| run.text.as_str());
    let end = match (paragraph.role, first.find(' ')) {
        (Role::ListItem, Some(end)) => end,
        _ => return "",
    };
    let mark = first.get(..end).unwrap_or_default();
    let marks = mark.chars().count() <= 5 && mark.ends_with(|c: char| !c.is_alphanumeric());
    if marks {
        first.get(..=end).unwrap_or_default()
    } else {
        ""
    }
}

/// How the items of a list are numbered, by the label of the first.
fn numbering(label: &str) -> &'static str {
    match label.chars().next() {
        Some(c) if c.is_ascii_digit() => "/A<</O/List/ListNumbering/Decimal>>",
        Some(c) if c.is_lowercase() => "/A<</O/List/ListNumbering/LowerAlpha>>",
        Some(c) if c.is_uppercase() => "/A<</O/List/ListNumbering/UpperRoman>>",
        _ => "",
    }
}

/// A field that stands in the document.
pub(super) struct Field {
    /// The field.
    pub(super) id: Id,
    /// Which paragraph it belongs to.
    pub(super) paragraph: usize,
    /// Its page.
    pub(super) page: Id,
}

/// A marked stretch of a page.
#[derive(Clone, Copy)]
struct Stretch {
    page: usize,
    number: usize,
}

/// The parts of a paragraph.
#[derive(Default)]
struct Marked {
    label: Vec<Stretch>,
    body: Vec<Stretch>,
    /// What the label and the body became.
    label_owner: Option<Id>,
    body_owner: Option<Id>,
}

/// A tree that grows.
struct Tree<'a, 'd> {
    file: &'a mut File<'d>,
    pages: &'a [Id],
    paragraphs: Vec<Marked>,
    fields: &'a [Field],
    /// The rectangles of charts on their pages, each with its first paragraph.
    charts: Vec<(usize, String)>,
    /// What the fields became.
    field_owners: Vec<(usize, Id)>,
    /// How many paragraphs have been put into it.
    next: usize,
    /// The level of the heading put in last: none may be skipped on the way down.
    level: u8,
}

/// Writes the tree of a document; `leaves` tells of each page what its stretches are. Fields
/// count on where pages end.
pub(super) fn write(
    boxes: &Boxes,
    leaves: &[Vec<Leaf>],
    fields: &[Field],
    (laid_out, pages): (&[Page], &[Id]),
    file: &mut File,
) -> Id {
    let mut paragraphs: Vec<Marked> = Vec::new();
    paragraphs.resize_with(boxes.paragraphs().count(), Marked::default);
    for (page, leaves) in leaves.iter().enumerate() {
        for (number, leaf) in leaves.iter().enumerate() {
            if let Some(marked) = paragraphs.get_mut(leaf.paragraph) {
                let part = match leaf.part {
                    ParagraphPart::Label => &mut marked.label,
                    ParagraphPart::Body => &mut marked.body,
                };
                part.push(Stretch { page, number });
            }
        }
    }
    let root = file.reserve();
    let mut tree = Tree {
        file,
        pages,
        paragraphs,
        fields,
        charts: laid_out.iter().flat_map(rectangles).collect(),
        field_owners: Vec::new(),
        next: 0,
        level: 0,
    };
    let document = tree.element(root, "Document", "", |tree, id| {
        let sections = boxes.sections.iter();
        sections.map(|section| tree.section(id, section)).collect()
    });
    let parents = tree.parents(leaves);
    let object = format!(
        "<</Type/StructTreeRoot/K {document}/ParentTree {parents}/ParentTreeNextKey {}>>",
        pages.len() + fields.len()
    );
    file.put(root, &object);
    root
}

impl Tree<'_, '_> {
    /// An element and the elements in it.
    fn element(
        &mut self,
        parent: Id,
        kind: &str,
        attributes: &str,
        children: impl FnOnce(&mut Self, Id) -> Vec<Id>,
    ) -> Id {
        let id = self.file.reserve();
        let children = children(self, id);
        let mut object = begun(kind, parent, attributes);
        if !children.is_empty() {
            object.push_str("/K[");
            for child in children {
                child.push(&mut object);
                object.push(' ');
            }
            object.push(']');
        }
        object.push_str(">>");
        self.file.put(id, &object);
        id
    }

    /// An element that holds stretches of text.
    fn leaf(&mut self, parent: Id, kind: &str, attributes: &str, stretches: &[Stretch]) -> Id {
        let mut object = begun(kind, parent, attributes);
        let home = stretches.first().map(|first| first.page);
        if let Some(page) = home.and_then(|page| self.pages.get(page)) {
            object.push_str("/Pg ");
            page.push(&mut object);
            object.push_str("/K[");
            for Stretch { page, number } in stretches {
                match self.pages.get(*page).filter(|_| Some(*page) != home) {
                    None => {
                        push_number(&mut object, *number);
                        object.push(' ');
                    }
                    Some(other) => {
                        let _ = write!(object, "<</Type/MCR/Pg {other}/MCID {number}>>");
                    }
                }
            }
            object.push(']');
        }
        object.push_str(">>");
        self.file.add(&object)
    }

    fn section(&mut self, parent: Id, section: &Section) -> Id {
        self.element(parent, "Sect", "", |tree, id| {
            let parts = [
                &section.first_header,
                &section.blocks,
                &section.first_footer,
            ];
            parts
                .into_iter()
                .flat_map(|blocks| tree.blocks(id, blocks))
                .collect()
        })
    }

    fn blocks(&mut self, parent: Id, blocks: &[Block]) -> Vec<Id> {
        let mut ids = Vec::new();
        for group in blocks.chunk_by(|one, next| is_item(one) && is_item(next)) {
            match group {
                [first, ..] if is_item(first) => ids.push(self.list(parent, group)),
                [Block::Paragraph(paragraph)] => ids.extend(self.paragraph(parent, paragraph)),
                [Block::Table(table)] => ids.extend(self.table(parent, table)),
                [Block::Chart(chart)] => ids.push(self.chart(parent, chart)),
                _ => {}
            }
        }
        ids
    }

    /// The paragraph whose turn it is.
    fn turn(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    fn body(&mut self, parent: Id, kind: &str, attributes: &str, paragraph: usize) -> Id {
        let marked = self.paragraphs.get_mut(paragraph);
        let stretches = marked.map(|marked| std::mem::take(&mut marked.body));
        let id = self.leaf(parent, kind, attributes, &stretches.unwrap_or_default());
        if let Some(marked) = self.paragraphs.get_mut(paragraph) {
            marked.body_owner = Some(id);
        }
        id
    }

    /// A paragraph or a heading, after its fields; nothing if it is empty.
    fn paragraph(&mut self, parent: Id, paragraph: &Paragraph) -> Vec<Id> {
        let place = self.turn();
        let mut ids = self.fields_of(parent, place);
        let empty = self
            .paragraphs
            .get(place)
            .is_none_or(|marked| marked.body.is_empty());
        if empty {
            return ids;
        }
        let kind = match paragraph.role {
            Role::Heading(level) => {
                self.level = level.clamp(1, 6).min(self.level + 1);
                format!("H{}", self.level)
            }
            _ => String::from("P"),
        };
        ids.push(self.body(parent, &kind, "", place));
        ids
    }

    fn fields_of(&mut self, parent: Id, paragraph: usize) -> Vec<Id> {
        let mut ids = Vec::new();
        for (place, field) in self.fields.iter().enumerate() {
            if field.paragraph == paragraph {
                let (id, page) = (field.id, field.page);
                let object = format!("<</S/Form/P {parent}/K<</Type/OBJR/Obj {id}/Pg {page}>>>>");
                let owner = self.file.add(&object);
                self.field_owners.push((place, owner));
                ids.push(owner);
            }
        }
        ids
    }

    fn list(&mut self, parent: Id, items: &[Block]) -> Id {
        let first = match items.first() {
            Some(Block::Paragraph(paragraph)) => label(paragraph),
            _ => "",
        };
        self.element(parent, "L", numbering(first), |tree, id| {
            items.iter().map(|_| tree.item(id)).collect()
        })
    }

    fn item(&mut self, parent: Id) -> Id {
        let place = self.turn();
        let marked = self.paragraphs.get_mut(place);
        let label = marked.map(|marked| std::mem::take(&mut marked.label));
        let label = label.unwrap_or_default();
        self.element(parent, "LI", "", |tree, id| {
            let mut parts = Vec::new();
            if !label.is_empty() {
                let owner = tree.leaf(id, "Lbl", "", &label);
                if let Some(marked) = tree.paragraphs.get_mut(place) {
                    marked.label_owner = Some(owner);
                }
                parts.push(owner);
            }
            parts.push(tree.body(id, "LBody", "", place));
            parts
        })
    }

    fn table(&mut self, parent: Id, table: &Table) -> Vec<Id> {
        let TableRole::Data { summary } = &table.role else {
            let cells = table.cells();
            return cells
                .flat_map(|cell| self.blocks(parent, &cell.blocks))
                .collect();
        };
        let attributes = format!("/A<</O/Table/Summary {}>>", text(summary));
        let id = self.element(parent, "Table", &attributes, |tree, id| {
            let count = table.rows.iter().take_while(|row| row.header).count();
            let rows = table.rows.split_at_checked(count);
            let (head, body) = rows.unwrap_or((&table.rows, &[]));
            [("THead", head), ("TBody", body)]
                .into_iter()
                .filter(|(_, rows)| !rows.is_empty())
                .map(|(kind, rows)| {
                    tree.element(id, kind, "", |tree, id| {
                        rows.iter().map(|row| tree.row(id, row)).collect()
                    })
                })
                .collect()
        });
        vec![id]
    }

    /// A figure, which readers are told of instead of its texts.
    fn chart(&mut self, parent: Id, chart: &Chart) -> Id {
        let first = self.next;
        let texts = first..first + chart.paragraphs().count();
        self.next = texts.end;
        let mut stretches = Vec::new();
        for marked in self.paragraphs.get_mut(texts.clone()).into_iter().flatten() {
            stretches.append(&mut marked.body);
        }
        let place = self
            .charts
            .iter()
            .find(|(paragraph, _)| *paragraph == first);
        let place = place.map_or("", |(_, place)| place.as_str());
        let attributes = format!(
            "/Alt {}/A<</O/Layout/Placement/Block/BBox[{place}]>>",
            text(&chart.summary)
        );
        let id = self.leaf(parent, "Figure", &attributes, &stretches);
        for marked in self.paragraphs.get_mut(texts).into_iter().flatten() {
            marked.body_owner = Some(id);
        }
        id
    }

    fn row(&mut self, parent: Id, row: &Row) -> Id {
        self.element(parent, "TR", "", |tree, id| {
            row.cells.iter().map(|cell| tree.cell(id, cell)).collect()
        })
    }

    /// A cell; one that holds nothing but a paragraph is the paragraph.
    fn cell(&mut self, parent: Id, cell: &Cell) -> Id {
        let kind = if cell.heads { "TH" } else { "TD" };
        let attributes = attributes(cell);
        match cell.blocks.as_slice() {
            [Block::Paragraph(only)] if only.role == Role::Paragraph && only.places.is_empty() => {
                let place = self.turn();
                self.body(parent, kind, &attributes, place)
            }
            blocks => self.element(parent, kind, &attributes, |tree, id| {
                tree.blocks(id, blocks)
            }),
        }
    }

    /// Which element each stretch of each page belongs to.
    fn parents(&mut self, leaves: &[Vec<Leaf>]) -> Id {
        let mut tree = String::from("<</Nums[");
        for (page, leaves) in leaves.iter().enumerate() {
            let _ = write!(tree, "{page}[");
            for leaf in leaves {
                let marked = self.paragraphs.get(leaf.paragraph);
                let owner = marked.and_then(|marked| match leaf.part {
                    ParagraphPart::Label => marked.label_owner,
                    ParagraphPart::Body => marked.body_owner,
                });
                match owner {
                    Some(owner) => owner.push(&mut tree),
                    None => tree.push_str("null"),
                }
                tree.push(' ');
            }
            tree.push(']');
        }
        self.field_owners.sort_unstable();
        for (place, owner) in &self.field_owners {
            let _ = write!(tree, "{} {owner} ", leaves.len() + place);
        }
        tree.push_str("]>>");
        self.file.add(&tree)
    }
}

/// An element that begins.
fn begun(kind: &str, parent: Id, attributes: &str) -> String {
    let mut object = String::with_capacity(128);
    object.push_str("<</S/");
    object.push_str(kind);
    object.push_str("/P ");
    parent.push(&mut object);
    object.push_str(attributes);
    object
}

/// Where the charts of a page stand on it.
fn rectangles(page: &Page) -> Vec<(usize, String)> {
    let rectangle = |lower: Length, placed: &PlacedChart| {
        let (left, width, height) = (placed.left, placed.chart.width, placed.chart.height);
        [left, lower, left + width, lower + height]
            .map(points)
            .join(" ")
    };
    let charts = page.charts.iter().map(|placed| {
        let lower = page.geometry.height - placed.top - placed.chart.height;
        (placed.paragraph, rectangle(lower, placed))
    });
    charts.collect()
}

fn is_item(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if paragraph.role == Role::ListItem)
}

/// What a cell heads and how far it spans.
fn attributes(cell: &Cell) -> String {
    let mut attributes = String::new();
    if cell.heads {
        attributes.push_str("/Scope/Column");
    }
    for (name, count) in [("ColSpan", cell.columns), ("RowSpan", cell.rows)] {
        if count > 1 {
            let _ = write!(attributes, "/{name} {count}");
        }
    }
    if attributes.is_empty() {
        return attributes;
    }
    format!("/A<</O/Table{attributes}>>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::paragraph;

    #[test]
    fn items_of_lists_begin_with_their_labels() {
        let of = |text: &str| {
            let mut item = paragraph(text);
            item.role = Role::ListItem;
            label(&item).to_owned()
        };
        assert_eq!(of("- Như trên;"), "- ");
        assert_eq!(of("a) Tỷ lệ"), "a) ");
        assert_eq!(of("12. Tỷ lệ"), "12. ");
        assert_eq!(of("Bộ Nội vụ;"), "");
        assert_eq!(of("-"), "");
        assert_eq!(label(&paragraph("- không phải mục")), "");
    }

    #[test]
    fn lists_are_numbered_as_their_first_label() {
        assert_eq!(numbering("- "), "");
        assert!(numbering("a) ").contains("LowerAlpha"));
        assert!(numbering("1. ").contains("Decimal"));
    }
}
