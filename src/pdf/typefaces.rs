//! Which subset of which face a document takes.
//!
//! A document that uses a face takes the subset that all documents share, with whatever else it
//! needs; of a face that it uses for a few words only it takes just their letters. Either
//! follows from the document alone, so that what was subset for others changes no byte.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::error::PdfError;
use super::layout::Page;
use super::typeface::{Typeface, shared};
use crate::font::{Fonts, Variant};

/// So many letters are few: `Nơi nhận:` in bold italics.
const FEW: usize = 24;
/// How many subsets are kept for other documents; when there are more, all are forgotten.
const MOST_KEPT: usize = 64;

/// A face and the letters of a subset.
type Key = (Variant, BTreeSet<char>);

/// Subsets that were made lately.
pub(super) struct Typefaces(Mutex<HashMap<Key, Arc<Typeface>>>);

/// The subsets that a document takes; none of a face that it does not use.
pub(super) struct Subsets([Option<Arc<Typeface>>; 4]);

impl Typefaces {
    /// Subsets that are ready: the one that nearly every document takes.
    pub(super) fn new(fonts: &Fonts) -> Result<Self, PdfError> {
        let typefaces = Self(Mutex::default());
        typefaces.subset(
            fonts,
            Variant::Regular,
            shared(fonts.face(Variant::Regular)),
        )?;
        Ok(typefaces)
    }

    /// The subsets for these pages.
    pub(super) fn subsets(&self, fonts: &Fonts, pages: &[Page]) -> Result<Subsets, PdfError> {
        let mut used: [Letters; 4] = Default::default();
        let lines = pages.iter().flat_map(|page| &page.lines);
        for span in lines.flat_map(|line| &line.spans) {
            if let Some(used) = used.get_mut(Variant::of(&span.format) as usize) {
                span.text.chars().for_each(|letter| used.add(letter));
            }
        }
        let used = used.map(|letters| letters.all);
        let mut subsets = Subsets([None, None, None, None]);
        for ((subset, variant), mut letters) in subsets.0.iter_mut().zip(Variant::ALL).zip(used) {
            if letters.len() > FEW {
                letters.append(&mut shared(fonts.face(variant)));
            }
            if !letters.is_empty() {
                *subset = Some(self.subset(fonts, variant, letters)?);
            }
        }
        Ok(subsets)
    }

    fn subset(
        &self,
        fonts: &Fonts,
        variant: Variant,
        letters: BTreeSet<char>,
    ) -> Result<Arc<Typeface>, PdfError> {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (variant, letters);
        if let Some(subset) = kept().get(&key) {
            return Ok(Arc::clone(subset));
        }
        let subset = Typeface::new(fonts.face(variant), variant, &key.1);
        let subset = Arc::new(subset.ok_or(PdfError::Face(variant))?);
        let mut kept = kept();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&subset));
        Ok(subset)
    }
}

/// Letters, each once. A text has few of them, many times.
#[derive(Default)]
struct Letters {
    all: BTreeSet<char>,
    /// Which of the first 8,192 characters are among them: nearly all that texts have.
    seen: Vec<bool>,
}

impl Letters {
    fn add(&mut self, letter: char) {
        if self.seen.is_empty() {
            self.seen = vec![false; 0x2000];
        }
        match self.seen.get_mut(letter as usize) {
            Some(true) => return,
            Some(seen) => *seen = true,
            None => {}
        }
        self.all.insert(letter);
    }
}

impl Subsets {
    /// The subset of a face, if the document uses it.
    pub(super) fn of(&self, variant: Variant) -> Option<&Typeface> {
        self.0.get(variant as usize)?.as_deref()
    }
}
