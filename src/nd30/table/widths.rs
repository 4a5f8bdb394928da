//! The widths of columns, shared out of the full width.

use super::measure::Measured;
use crate::length::Length;
use crate::sheet::Sheet;

/// The widths of a sheet's columns, in whole twips that add up to the full width.
pub fn widths(full: Length, sheet: &Sheet, measured: &Measured) -> Vec<Length> {
    let leaves = sheet.leaves();
    let shares: Option<Vec<u32>> = leaves.iter().map(|leaf| leaf.share).collect();
    let least = &measured.least;
    let widths = match shares {
        _ if sum(least) > full => compressed(full, least),
        Some(shares) => by_shares(full, &shares, least),
        None => by_content(full, measured),
    };
    on_twips(&widths, full)
}

fn sum(lengths: &[Length]) -> Length {
    lengths.iter().copied().sum()
}

/// Not even the words fit: the widest columns give way, as far as they must, and only their
/// words break.
fn compressed(full: Length, least: &[Length]) -> Vec<Length> {
    let capped = |cap: i64| -> Vec<Length> {
        let cap = Length::units(cap);
        least.iter().map(|least| Ord::min(*least, cap)).collect()
    };
    let (mut fits, mut too_wide) = (0, full.in_units() + 1);
    while too_wide - fits > 1 {
        let middle = (fits + too_wide) / 2;
        if sum(&capped(middle)) <= full {
            fits = middle;
        } else {
            too_wide = middle;
        }
    }
    capped(fits)
}

/// Shares of the width. Columns that would be too narrow for their words are widened, and the
/// others give what they have to spare.
fn by_shares(full: Length, shares: &[u32], least: &[Length]) -> Vec<Length> {
    let all: i64 = shares.iter().map(|share| i64::from(*share)).sum();
    let wanted: Vec<Length> = shares
        .iter()
        .map(|share| full.scaled(i64::from(*share), all.max(1)))
        .collect();
    let lacks = |(wanted, least): (&Length, &Length)| (*least - *wanted).max(Length::ZERO);
    let spares = |(wanted, least): (&Length, &Length)| (*wanted - *least).max(Length::ZERO);
    let missing: Length = wanted.iter().zip(least).map(lacks).sum();
    let spare: Length = wanted.iter().zip(least).map(spares).sum();
    let fair = |pair: (&Length, &Length)| {
        let given = spares(pair).scaled(missing.in_units(), spare.in_units());
        *pair.0 + lacks(pair) - given
    };
    wanted.iter().zip(least).map(fair).collect()
}

/// What each column needs for its words, then what it would take for its cells, then for its
/// head, as far as that goes, then a part of what is left.
fn by_content(full: Length, measured: &Measured) -> Vec<Length> {
    let readable = measured.readable(full);
    let needed = if measured.fit(full) {
        &readable
    } else {
        &measured.least
    };
    let cells = widened(full, needed, &measured.natural);
    let heads = widened(full, &cells, &measured.head);
    let (used, left) = (sum(&heads), full - sum(&heads));
    let part = |width: &Length| *width + width.scaled(left.in_units(), used.in_units());
    heads.iter().map(part).collect()
}

/// Widths that come as near to what is wished as the full width allows, all alike.
fn widened(full: Length, widths: &[Length], wished: &[Length]) -> Vec<Length> {
    let lacks = |(width, wished): (&Length, &Length)| (*wished - *width).max(Length::ZERO);
    let lacking: Length = widths.iter().zip(wished).map(lacks).sum();
    let granted = lacking.min(full - sum(widths));
    let width = |pair: (&Length, &Length)| {
        *pair.0 + lacks(pair).scaled(granted.in_units(), lacking.in_units())
    };
    widths.iter().zip(wished).map(width).collect()
}

/// Widths with their edges on whole twips; the last one reaches the full width.
fn on_twips(widths: &[Length], full: Length) -> Vec<Length> {
    let last = widths.len().saturating_sub(1);
    let (mut exact, mut edge) = (Length::ZERO, 0);
    widths
        .iter()
        .enumerate()
        .map(|(column, width)| {
            exact += *width;
            let next = if column == last {
                full.in_twips()
            } else {
                exact.in_twips()
            };
            let width = Length::twips(next - edge);
            edge = next;
            width
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twips(widths: &[Length]) -> Vec<i64> {
        widths.iter().map(|width| width.in_twips()).collect()
    }

    const FULL: Length = Length::twips(1000);

    #[test]
    fn shares_add_up_to_the_width() {
        let full = Length::twips(9355);
        let widths = on_twips(&by_shares(full, &[8, 56, 20, 16], &[Length::ZERO; 4]), full);
        assert_eq!(sum(&widths), full);
        assert_eq!(twips(&widths), [748, 5239, 1871, 1497]);
    }

    #[test]
    fn a_column_is_wide_enough_for_its_numbers_if_the_others_can_spare_it() {
        let least = [100, 100, 600].map(Length::twips);
        assert_eq!(twips(&by_shares(FULL, &[1, 1, 2], &least)), [200, 200, 600]);
    }

    #[test]
    fn content_gets_what_it_needs_then_what_it_asks_then_the_rest() {
        let widths = |natural: [i64; 2], head: [i64; 2]| {
            let lengths = |twips: [i64; 2]| twips.map(Length::twips).to_vec();
            let measured = Measured {
                size: Length::pt(12),
                least: lengths([100, 300]),
                natural: lengths(natural),
                head: lengths(head),
                wordy: vec![false; 2],
            };
            twips(&by_content(FULL, &measured))
        };
        assert_eq!(
            widths([100, 900], [0, 0]),
            [100, 900],
            "all goes where it is asked for"
        );
        assert_eq!(
            widths([700, 900], [0, 0]),
            [400, 600],
            "wishes are met alike"
        );
        assert_eq!(
            widths([300, 300], [0, 700]),
            [300, 700],
            "cells come before heads"
        );
        assert_eq!(
            widths([0, 0], [0, 0]),
            [250, 750],
            "the rest grows with what is needed"
        );
    }

    #[test]
    fn only_the_widest_column_gives_way_when_words_must_break() {
        let least = [100, 200, 5000].map(Length::twips);
        assert_eq!(twips(&compressed(FULL, &least)), [100, 200, 700]);
        assert_eq!(twips(&compressed(FULL, &[FULL, FULL])), [500, 500]);
    }
}
