//! Which rows are units, and which names are one unit.
