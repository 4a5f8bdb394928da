//! Ranks.

use rust_decimal::Decimal;

use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Fields, Form, FromFields, Key, Sourced};
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
    /// The rank of the period before.
    pub previous: Option<u32>,
    /// Where it is stated; none if it follows from the points of others.
    pub place: Option<Place>,
}

/// The rank of a unit's group among those of other units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRank {
    /// The rank, from 1.
    pub rank: u32,
    /// Among how many, if that is known.
    pub of: Option<u32>,
    /// Where it is stated; none if it follows from the points of others.
    pub place: Option<Place>,
}

impl GroupRank {
    /// As it is written: `14/34`.
    pub fn written(&self) -> String {
        match self.of {
            Some(of) => format!("{}/{of}", self.rank),
            None => self.rank.to_string(),
        }
    }
}

/// What a hồ sơ states of a rank (`xep_hang`); a table of points may say the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The rank, from 1.
    pub rank: Option<Sourced<u32>>,
    /// Among how many.
    pub of: Option<u32>,
    /// Among what.
    pub among: Option<String>,
    /// The rank of the period before.
    pub previous: Option<u32>,
    /// Where it is stated.
    pub place: Place,
}

static RANK: Form = Form::new("xếp hạng").keys(&[
    Key::optional::<Sourced<u32>>("hang", "Hạng, từ 1; lấy một dòng của bang_diem thì bỏ được"),
    Key::optional::<u32>(
        "tren",
        "Trên bao nhiêu đơn vị; lấy một dòng của bang_diem thì bỏ được",
    ),
    Key::optional::<String>("trong", "Trong các đơn vị nào").example("xã, phường"),
    Key::optional::<u32>("ky_truoc", "Hạng của kỳ trước, nếu có"),
]);

impl FromFields for Standing {
    const FORM: &'static Form = &RANK;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let standing = Self {
            rank: fields.get("hang", faults),
            of: fields.get("tren", faults),
            among: fields.get("trong", faults),
            previous: fields.get("ky_truoc", faults),
            place: fields.place().clone(),
        };
        // What is there and cannot be read is told; it is not lacking besides.
        let unread = [
            ("hang", standing.rank.is_none()),
            ("tren", standing.of.is_none()),
            ("trong", standing.among.is_none()),
        ];
        let mut unread = unread.into_iter();
        if unread.any(|(key, none)| none && fields.node(key).is_some()) {
            return None;
        }
        if let Some(rank) = &standing.rank {
            in_range(rank, standing.of, faults);
        }
        Some(standing)
    }
}

/// Adds a fault for a rank that cannot be among so many.
pub fn in_range(rank: &Sourced<u32>, of: Option<u32>, faults: &mut Faults) {
    let most = of.unwrap_or(u32::MAX);
    if (1..=most).contains(&rank.value) {
        return;
    }
    let among = of.map_or(String::new(), |of| format!(" trên {of} đơn vị"));
    let found = format!("hạng {}{among}", rank.value);
    let to = of.map_or("trở lên".to_owned(), |of| format!("đến {of}"));
    faults.add(
        Fault::new(Kind::WrongValue, rank.place.clone(), found)
            .expected(format!("hạng từ 1 {to}"))
            .remedy("so lại với bảng xếp hạng"),
    );
}

impl Standing {
    /// The rank that it states by itself; none if it is left blank. Adds a fault if it states a
    /// part of one.
    pub fn whole(self, faults: &mut Faults) -> Option<Rank> {
        if self.rank.is_none() && self.of.is_none() && self.among.is_none() {
            return None;
        }
        let lacks = [
            ("hang", self.rank.is_none()),
            ("tren", self.of.is_none()),
            ("trong", self.among.is_none()),
        ];
        for (key, lacks) in lacks {
            if lacks {
                let found = format!("xếp hạng thiếu khóa “{key}”");
                let fault = Fault::new(Kind::MissingKey, self.place.clone(), found);
                let fault = fault.expected(format!("“{key}: …” có giá trị"));
                faults.add(fault.remedy(format!("điền giá trị cho “{key}”")));
            }
        }
        Some(Rank {
            rank: self.rank?.value,
            of: self.of?,
            among: self.among?,
            previous: self.previous,
            place: Some(self.place),
        })
    }
}

/// From which rank to which a unit may be published, by the points of all: units of equal points
/// may share a rank or stand in any order. None for a unit without points.
pub fn possible(points: &[Option<Decimal>], ties: Ties) -> Vec<Option<(usize, usize)>> {
    let mut sorted: Vec<Decimal> = points.iter().copied().flatten().collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let own = ranks(points, ties);
    let range = |(points, own): (&Option<Decimal>, Option<usize>)| {
        let points = (*points)?;
        let better = sorted.partition_point(|other| *other > points);
        let worst = sorted.partition_point(|other| *other >= points);
        Some((own?.min(better + 1), worst))
    };
    points.iter().zip(own).map(range).collect()
}

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
    fn equals_may_be_published_in_any_order() {
        let points = [80, 90, 80, 70].map(|p| Some(Decimal::from(p)));
        let of = |ties| {
            possible(&points, ties)
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
        };
        assert_eq!(of(Ties::Gap), [(2, 3), (1, 1), (2, 3), (4, 4)]);
        assert_eq!(of(Ties::Dense), [(2, 3), (1, 1), (2, 3), (3, 4)]);
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
