//! Which cut of which face a document takes.

use std::collections::BTreeSet;

use super::error::PdfError;
use super::layout::Page;
use super::typeface::Typeface;
use crate::font::{Fonts, Variant};

/// The cuts that documents share.
pub(super) struct Typefaces([Typeface; 4]);

/// The cuts that a document takes; none of a face that it does not use.
pub(super) struct Cuts<'t>([Option<Cut<'t>>; 4]);

enum Cut<'t> {
    Shared(&'t Typeface),
    Own(Box<Typeface>),
}

impl Typefaces {
    pub(super) fn new(fonts: &Fonts) -> Result<Self, PdfError> {
        let cut = |variant| {
            let none = BTreeSet::new();
            let cut = Typeface::new(fonts.face(variant), variant, &none);
            cut.ok_or(PdfError::Face(variant))
        };
        let [regular, bold, italic, bold_italic] = Variant::ALL;
        Ok(Self([
            cut(regular)?,
            cut(bold)?,
            cut(italic)?,
            cut(bold_italic)?,
        ]))
    }

    /// The cuts for these pages.
    pub(super) fn cuts(&self, fonts: &Fonts, pages: &[Page]) -> Result<Cuts<'_>, PdfError> {
        let mut used = [false; 4];
        let mut more: [BTreeSet<char>; 4] = Default::default();
        let lines = pages.iter().flat_map(|page| &page.lines);
        for span in lines.flat_map(|line| &line.spans) {
            let place = Variant::of(&span.format) as usize;
            let (Some(used), Some(more)) = (used.get_mut(place), more.get_mut(place)) else {
                continue;
            };
            *used = true;
            let shared = self.0.get(place);
            let lacks = |letter: &char| shared.is_none_or(|cut| cut.code(*letter).is_none());
            more.extend(span.text.chars().filter(lacks));
        }
        let mut cuts = Cuts([None, None, None, None]);
        for (place, variant) in Variant::ALL.into_iter().enumerate() {
            let (Some(cut), Some(used), Some(more)) =
                (cuts.0.get_mut(place), used.get(place), more.get(place))
            else {
                continue;
            };
            *cut = match self.0.get(place).filter(|_| *used) {
                None => None,
                Some(shared) if more.is_empty() => Some(Cut::Shared(shared)),
                Some(_) => {
                    let own = Typeface::new(fonts.face(variant), variant, more);
                    Some(Cut::Own(Box::new(own.ok_or(PdfError::Face(variant))?)))
                }
            };
        }
        Ok(cuts)
    }
}

impl Cuts<'_> {
    /// The cut of a face, if the document uses it.
    pub(super) fn of(&self, variant: Variant) -> Option<&Typeface> {
        match self.0.get(variant as usize)?.as_ref()? {
            Cut::Shared(cut) => Some(cut),
            Cut::Own(cut) => Some(cut),
        }
    }
}
