//! Headings → bookmarks.

use super::file::{File, Id, decimal, text};
use super::layout::{Page, TextLine};
use crate::length::{Length, divide_rounding};
use crate::page::Role;

/// A bookmark and those below it.
struct Node {
    title: String,
    page: usize,
    x: Length,
    /// From the lower edge of the page.
    y: Length,
    children: Vec<Node>,
}

/// Writes the bookmarks of the document: a heading stands below the last one of a higher rank.
/// None if there is no heading.
pub(super) fn write(pages: &[Page], ids: &[Id], file: &mut File) -> Option<Id> {
    let nodes = nodes(pages);
    if nodes.is_empty() {
        return None;
    }
    let root = file.reserve();
    let (ends, count) = children(&nodes, root, ids, file);
    file.put(root, &format!("<</Type/Outlines{ends}/Count {count}>>"));
    Some(root)
}

/// Writes bookmarks that stand side by side: what their parent says of them, and how many there
/// are with those below.
fn children(nodes: &[Node], parent: Id, pages: &[Id], file: &mut File) -> (String, usize) {
    let ids: Vec<Id> = nodes.iter().map(|_| file.reserve()).collect();
    let mut count = nodes.len();
    for (place, (node, id)) in nodes.iter().zip(&ids).enumerate() {
        let mut object = format!("<</Title {}/Parent {parent}", text(&node.title));
        if let Some(before) = place.checked_sub(1).and_then(|place| ids.get(place)) {
            object.push_str(&format!("/Prev {before}"));
        }
        if let Some(after) = ids.get(place + 1) {
            object.push_str(&format!("/Next {after}"));
        }
        if let Some(page) = pages.get(node.page) {
            let [x, y] = [node.x, node.y].map(points);
            object.push_str(&format!("/Dest[{page}/XYZ {x} {y} 0]"));
        }
        if !node.children.is_empty() {
            let (ends, below) = children(&node.children, *id, pages, file);
            object.push_str(&format!("{ends}/Count {below}"));
            count += below;
        }
        file.put(*id, &(object + ">>"));
    }
    let ends = match (ids.first(), ids.last()) {
        (Some(first), Some(last)) => format!("/First {first}/Last {last}"),
        _ => String::new(),
    };
    (ends, count)
}

/// A length in points.
pub(super) fn points(length: Length) -> String {
    decimal(divide_rounding(
        length.in_units() * 1000,
        Length::pt(1).in_units(),
    ))
}

fn nodes(pages: &[Page]) -> Vec<Node> {
    // The headings that are still open, each with its level, from the outside in.
    let mut open: Vec<(u8, Node)> = Vec::new();
    let mut closed = Vec::new();
    let mut last = None;
    for (page, lines) in pages.iter().enumerate() {
        for line in lines.lines.iter().filter(|line| !line.repeated) {
            let Some((paragraph, level, title)) = heading(line) else {
                continue;
            };
            if last.replace(paragraph) == Some(paragraph) {
                continue;
            }
            close(&mut open, &mut closed, level);
            let node = Node {
                title,
                page,
                x: line.x,
                y: lines.geometry.height - line.top,
                children: Vec::new(),
            };
            open.push((level, node));
        }
    }
    close(&mut open, &mut closed, 0);
    closed
}

/// Which paragraph a line is from, its level and its whole text, if it is a heading.
fn heading(line: &TextLine) -> Option<(usize, u8, String)> {
    let source = line.source?;
    let Role::Heading(level) = source.paragraph.role else {
        return None;
    };
    let text = source.paragraph.text().replace('\u{a0}', " ");
    Some((source.index, level, text.trim().to_owned())).filter(|(_, _, text)| !text.is_empty())
}

/// Ends all open headings of this level and below.
fn close(open: &mut Vec<(u8, Node)>, closed: &mut Vec<Node>, level: u8) {
    while open.last().is_some_and(|(inner, _)| *inner >= level) {
        let Some((_, node)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, parent)) => parent.children.push(node),
            None => closed.push(node),
        }
    }
}
