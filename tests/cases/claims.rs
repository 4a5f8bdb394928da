//! What a sentence states of the figures.
