//! The column or cell in which blocks stand.

use super::comments::Comments;
use crate::length::Length;
use crate::page::{Boxes, Section};

/// What blocks must know of the column or cell in which they stand.
#[derive(Clone, Copy)]
pub(super) struct Flow<'a> {
    /// The document, for its styles.
    pub(super) boxes: &'a Boxes,
    /// The width that text may take.
    pub(super) width: Length,
    /// Whether it is a cell.
    pub(super) nested: bool,
    /// Whether all that stands here is kept with what follows.
    pub(super) keep_with_next: bool,
    /// The comments that its words may get.
    pub(super) comments: Option<&'a Comments<'a>>,
}

impl<'a> Flow<'a> {
    /// The column of a section's pages.
    pub(super) fn of(boxes: &'a Boxes, section: &Section) -> Self {
        Self {
            boxes,
            width: section.geometry.text_width(),
            nested: false,
            keep_with_next: false,
            comments: None,
        }
    }
}
