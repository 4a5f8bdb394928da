//! Texts, templates and the Word file.
