//! Which subset of which face a document takes.
//!
//! A document that uses a face takes the subset that all documents share, with whatever else it
//! needs; of a face that it uses for a few words only it takes just their letters. Either
//! follows from the document alone, so that what was subset for others changes no byte.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::error::PdfError;
use super::layout::Page;
use super::letters::Letters;
use super::typeface::{Typeface, shared};
use crate::font::{Fonts, Variant};

/// So many letters are few: `Nơi nhận:` in bold italics.
const FEW: usize = 24;
/// How many subsets are kept for other documents; when there are more, all are forgotten.
const MOST_KEPT: usize = 64;

/// A face and the letters of a subset.
type Key = (Variant, Letters);

/// Subsets that were made lately, and the letters of those that documents share.
pub(super) struct Typefaces {
    shared: [Letters; 4],
    kept: Mutex<HashMap<Key, Arc<Typeface>>>,
}

/// The subsets that a document takes; none of a face that it does not use.
pub(super) struct Subsets([Option<Arc<Typeface>>; 4]);

impl Typefaces {
    /// Subsets that are ready: the one that nearly every document takes.
    pub(super) fn new(fonts: &Fonts) -> Result<Self, PdfError> {
        let typefaces = Self {
            shared: Variant::ALL.map(|variant| shared(fonts.face(variant))),
            kept: Mutex::default(),
        };
        let [regular, ..] = &typefaces.shared;
        typefaces.subset(fonts, Variant::Regular, regular.clone())?;
        Ok(typefaces)
    }

    /// The subsets for pages with these letters.
    pub(super) fn subsets(&self, fonts: &Fonts, used: [Letters; 4]) -> Result<Subsets, PdfError> {
        let mut subsets = Subsets([None, None, None, None]);
        let faces = Variant::ALL.into_iter().zip(&self.shared).zip(used);
        for (subset, ((variant, shared), mut letters)) in subsets.0.iter_mut().zip(faces) {
            let count = letters.all().count();
            if count > FEW {
                letters.add_all(shared);
            }
            if count > 0 {
                *subset = Some(self.subset(fonts, variant, letters)?);
            }
        }
        Ok(subsets)
    }

    fn subset(
        &self,
        fonts: &Fonts,
        variant: Variant,
        letters: Letters,
    ) -> Result<Arc<Typeface>, PdfError> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (variant, letters);
        if let Some(subset) = kept().get(&key) {
            return Ok(Arc::clone(subset));
        }
        let subset = Typeface::new(fonts.face(variant), variant, key.1.all());
        let subset = Arc::new(subset.ok_or(PdfError::Face(variant))?);
        let mut kept = kept();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&subset));
        Ok(subset)
    }
}

/// The letters of pages, by the faces that they are set in.
pub(super) fn used(pages: &[Page]) -> [Letters; 4] {
    let mut used: [Letters; 4] = Default::default();
    let lines = pages.iter().flat_map(|page| &page.lines);
    for span in lines.flat_map(|line| &line.spans) {
        if let Some(used) = used.get_mut(Variant::of(&span.format) as usize) {
            span.text.chars().for_each(|letter| used.add(letter));
        }
    }
    used
}

impl Subsets {
    /// The subset of a face, if the document uses it.
    pub(super) fn of(&self, variant: Variant) -> Option<&Typeface> {
        self.0.get(variant as usize)?.as_deref()
    }
}
