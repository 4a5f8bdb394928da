//! Breaking text into lines.
use super::Fonts;
use crate::length::Length;
use crate::page::Run;
/// A stretch of a line in one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// which run
    pub run: usize,
    /// the text
    pub text: String,
}
/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// pieces
    pub pieces: Vec<Piece>,
    /// width
    pub width: Length,
}
/// Breaks (placeholder that puts everything on one line; the real breaker is being written).
pub fn break_lines(fonts: &Fonts, runs: &[Run], _first: Length, _rest: Length) -> Vec<Line> {
    let pieces: Vec<Piece> = runs
        .iter()
        .enumerate()
        .map(|(run, r)| Piece {
            run,
            text: r.text.clone(),
        })
        .collect();
    let width = runs.iter().map(|r| fonts.width(&r.text, &r.format)).sum();
    vec![Line { pieces, width }]
}
