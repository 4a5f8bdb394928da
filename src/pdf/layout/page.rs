//! Fills pages with fragments.

use std::collections::VecDeque;

use super::{First, Fragment, Keep, Page};
use crate::length::Length;
use crate::page::Geometry;

/// The pages of a section; at least one.
pub(super) fn fill(
    fragments: Vec<Fragment<'_>>,
    geometry: Geometry,
    first: First,
) -> Vec<Page<'_>> {
    let mut filler = Filler {
        fragments: fragments.into(),
        geometry,
        top: first.top,
        height: first.height,
        headers: Vec::new(),
        table: None,
    };
    let mut pages = Vec::new();
    let mut number = 1;
    loop {
        pages.push(filler.page(number));
        if filler.fragments.is_empty() {
            return pages;
        }
        number += 1;
        filler.top = geometry.top;
        filler.height = geometry.text_height();
    }
}

struct Filler<'a> {
    /// What is still to be placed.
    fragments: VecDeque<Fragment<'a>>,
    geometry: Geometry,
    /// The upper edge of the text on the page that is filled.
    top: Length,
    /// How high the text may be there.
    height: Length,
    /// The header rows of the table that was placed last.
    headers: Vec<Fragment<'a>>,
    /// Which table that was.
    table: Option<usize>,
}

/// How far a page is filled.
#[derive(Debug, Clone, Copy)]
struct Pen {
    /// The lower edge of what was placed, from the top of the text.
    y: Length,
    /// The space wanted below it.
    after: Length,
    /// Whether nothing was placed yet on a page that the text has run on to. Space above is
    /// dropped there, but not where a section starts.
    fresh: bool,
}

impl Pen {
    /// Where a fragment would stand.
    fn top(&self, fragment: &Fragment) -> Length {
        if self.fresh {
            self.y
        } else {
            self.y + fragment.before.max(self.after)
        }
    }

    /// Moves below a fragment and tells where it stands.
    fn pass(&mut self, fragment: &Fragment) -> Length {
        let top = self.top(fragment);
        *self = Self {
            y: top + fragment.height,
            after: fragment.after,
            fresh: false,
        };
        top
    }
}

impl<'a> Filler<'a> {
    fn page(&mut self, number: u32) -> Page<'a> {
        let mut page = Page {
            geometry: self.geometry,
            number,
            lines: Vec::new(),
            strokes: Vec::new(),
            places: Vec::new(),
            charts: Vec::new(),
        };
        let mut pen = Pen {
            y: Length::ZERO,
            after: Length::ZERO,
            fresh: number > 1,
        };
        for header in self.repeated_headers() {
            let top = pen.pass(&header);
            self.put(&mut page, header, top);
        }
        for _ in 0..self.count(pen) {
            if let Some(fragment) = self.fragments.pop_front() {
                self.remember(&fragment);
                let top = pen.pass(&fragment);
                self.put(&mut page, fragment, top);
            }
        }
        page
    }

    /// Draws a fragment on a page.
    fn put(&self, page: &mut Page<'a>, fragment: Fragment<'a>, top: Length) {
        let mut fragment = fragment.lowered(self.top + top);
        page.lines.extend(fragment.take_lines());
        page.strokes.extend(fragment.strokes);
        page.places.extend(fragment.places);
        page.charts.extend(fragment.charts);
    }

    /// Keeps header rows for the next page.
    fn remember(&mut self, fragment: &Fragment<'a>) {
        let Some(row) = &fragment.row else { return };
        if self.table != Some(row.table) {
            self.table = Some(row.table);
            self.headers.clear();
        }
        if row.header {
            let mut header = fragment.clone();
            header.lines = header.take_lines();
            self.headers.push(header);
        }
    }

    /// The header rows with which a page begins: those of the table that goes on, unless they
    /// would take more than half of the page.
    fn repeated_headers(&self) -> Vec<Fragment<'a>> {
        let next = self
            .fragments
            .front()
            .and_then(|fragment| fragment.row.as_ref());
        let goes_on = next.is_some_and(|row| !row.header && Some(row.table) == self.table);
        let height: Length = self.headers.iter().map(|fragment| fragment.height).sum();
        if !goes_on || height * 2 > self.height {
            return Vec::new();
        }
        let mut headers = self.headers.clone();
        for line in headers.iter_mut().flat_map(|fragment| &mut fragment.lines) {
            line.repeated = true;
        }
        headers
    }

    /// How many fragments go on the page below the pen; at least one, if there is one. The last
    /// of them may have been split off for it.
    fn count(&mut self, mut pen: Pen) -> usize {
        let area = self.height;
        for (index, fragment) in self.fragments.iter().enumerate() {
            let top = pen.pass(fragment);
            if top + fragment.room > area {
                return self.count_before(index, area - top);
            }
        }
        self.fragments.len()
    }

    /// The same, when the fragment at `overflow` does not fit into the room that is left.
    fn count_before(&mut self, overflow: usize, room: Length) -> usize {
        // As word processors do with a row that no page holds.
        let free = self
            .fragments
            .get(overflow)
            .filter(|fragment| fragment.hold == Keep::Free);
        let row = free.and_then(|fragment| fragment.row.as_ref());
        let long = row.filter(|row| row.splits).map(|row| row.border);
        if long.is_some_and(|border| self.split(overflow, room - border)) {
            return overflow + 1;
        }
        // The weakest hold, and of several the lowest on the page.
        let weakest = (1..=overflow)
            .rev()
            .filter_map(|count| Some((self.fragments.get(count - 1)?.hold, count)))
            .min_by_key(|(hold, _)| *hold);
        match weakest {
            Some((Keep::Free | Keep::Next, count)) => count,
            // Nothing may be torn apart, so something must be.
            _ => {
                let fragment = self.fragments.get(overflow);
                let seam = fragment.and_then(|fragment| fragment.seam_within(room));
                match self.split(overflow, seam.unwrap_or(room)) {
                    true => overflow + 1,
                    false => overflow.max(1),
                }
            }
        }
    }

    /// Splits the fragment at a place in two, if that can be done.
    fn split(&mut self, place: usize, cut: Length) -> bool {
        let whole = self.fragments.get_mut(place);
        let Some(head) = whole.and_then(|fragment| fragment.split(cut)) else {
            return false;
        };
        self.fragments.insert(place, head);
        true
    }
}
