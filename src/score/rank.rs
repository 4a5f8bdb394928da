//! Ranks.

use rust_decimal::Decimal;

use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Fields, form};
use crate::framework::Ties;

/// A rank among units of one level, as published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rank {
    /// The rank, from 1.
    pub rank: u32,
    /// Among how many.
    pub of: u32,
    /// Among what: `xã, thị trấn`.
    pub among: String,
    /// Where it is stated; none if it follows from the points of others.
    pub place: Option<Place>,
}

form!(
    RANK,
    "xếp hạng",
    Rank {
        rank: required::<u32>("hang", "Hạng, từ 1"),
        of: required::<u32>("tren", "Trên bao nhiêu đơn vị"),
        among: required::<String>("trong", "Trong các đơn vị nào").example("xã, phường"),
        ..place(None)
    },
    |rank: Rank, fields: &Fields, faults: &mut Faults| {
        if rank.rank == 0 || rank.rank > rank.of {
            let found = format!("hạng {} trên {} đơn vị", rank.rank, rank.of);
            faults.add(
                Fault::new(Kind::WrongValue, fields.place_of("hang"), found)
                    .expected(format!("hạng từ 1 đến {}", rank.of))
                    .remedy("so lại với bảng xếp hạng"),
            );
        }
        let place = Some(fields.place().clone());
        Some(Rank { place, ..rank })
    }
);

/// The rank of each of these points, the most points first; none for a unit without points.
pub fn ranks(points: &[Option<Decimal>], ties: Ties) -> Vec<Option<usize>> {
    let mut order: Vec<(usize, Decimal)> = points
        .iter()
        .enumerate()
        .filter_map(|(unit, points)| Some((unit, (*points)?)))
        .collect();
    // A stable sort: equals stay in the order in which they are listed.
    order.sort_by(|(_, a), (_, b)| b.cmp(a));
    let mut ranks = vec![None; points.len()];
    let (mut rank, mut last) = (0, None);
    for (place, (unit, points)) in (1..).zip(order) {
        let tied = last == Some(points);
        rank = match ties {
            Ties::Listed => place,
            Ties::Gap if tied => rank,
            Ties::Gap => place,
            Ties::Dense if tied => rank,
            Ties::Dense => rank + 1,
        };
        last = Some(points);
        if let Some(slot) = ranks.get_mut(unit) {
            *slot = Some(rank);
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(points: &[i64], ties: Ties) -> Vec<usize> {
        let points: Vec<_> = points.iter().map(|p| Some(Decimal::from(*p))).collect();
        ranks(&points, ties).into_iter().flatten().collect()
    }

    #[test]
    fn equals_share_ranks_as_the_set_says() {
        let points = [80, 90, 80, 70];
        assert_eq!(of(&points, Ties::Gap), [2, 1, 2, 4]);
        assert_eq!(of(&points, Ties::Dense), [2, 1, 2, 3]);
        assert_eq!(of(&points, Ties::Listed), [2, 1, 3, 4]);
    }

    #[test]
    fn a_unit_without_points_has_no_rank() {
        let points = [None, Some(Decimal::ONE)];
        assert_eq!(ranks(&points, Ties::Gap), [None, Some(1)]);
    }

    proptest! {
        #[test]
        fn a_rank_says_how_many_are_better(points in prop::collection::vec(0i64..20, 0..40)) {
            let found = of(&points, Ties::Gap);
            for (unit, rank) in found.iter().enumerate() {
                let better = points.iter().filter(|other| **other > points[unit]).count();
                prop_assert_eq!(*rank, better + 1);
            }
        }

        #[test]
        fn ranks_without_gaps_are_a_permutation_or_leave_none_out(
            points in prop::collection::vec(0i64..20, 0..40),
        ) {
            let mut listed = of(&points, Ties::Listed);
            listed.sort_unstable();
            prop_assert_eq!(listed, (1..=points.len()).collect::<Vec<_>>());
            let mut dense = of(&points, Ties::Dense);
            dense.sort_unstable();
            dense.dedup();
            prop_assert_eq!(dense.clone(), (1..=dense.len()).collect::<Vec<_>>());
        }

        #[test]
        fn the_order_of_units_does_not_matter(points in prop::collection::vec(0i64..20, 0..40)) {
            let mut reversed = points.clone();
            reversed.reverse();
            for ties in [Ties::Gap, Ties::Dense] {
                let mut back = of(&reversed, ties);
                back.reverse();
                prop_assert_eq!(of(&points, ties), back);
            }
        }
    }
}
