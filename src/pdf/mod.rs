//! Boxes → lines → pages → PDF.
