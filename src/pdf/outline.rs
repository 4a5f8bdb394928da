//! Headings → bookmarks.

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

use super::layout::{Page, TextLine};
use crate::page::Role;

/// The bookmarks of the document: a heading stands below the last one of a higher rank.
pub(super) fn outline(pages: &[Page]) -> Outline {
    // The headings that are still open, each with its level, from the outside in.
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut outline = Outline::new();
    let mut last = None;
    for (index, page) in pages.iter().enumerate() {
        for line in page.lines.iter().filter(|line| !line.repeated) {
            let Some((paragraph, level, text)) = heading(line) else {
                continue;
            };
            if last.replace(paragraph) == Some(paragraph) {
                continue;
            }
            close(&mut open, &mut outline, level);
            let place = Point::from_xy(line.x.in_points(), line.top.in_points());
            open.push((
                level,
                OutlineNode::new(text, XyzDestination::new(index, place)),
            ));
        }
    }
    close(&mut open, &mut outline, 0);
    outline
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
fn close(open: &mut Vec<(u8, OutlineNode)>, outline: &mut Outline, level: u8) {
    while open.last().is_some_and(|(inner, _)| *inner >= level) {
        let Some((_, node)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, parent)) => parent.push_child(node),
            None => outline.push_child(node),
        }
    }
}
