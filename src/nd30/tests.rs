//! Whole documents, as boxes and as pages.

mod pages;
mod random;
mod rules;
