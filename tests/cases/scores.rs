//! Scores, ranks, and which sheet they are read from.
