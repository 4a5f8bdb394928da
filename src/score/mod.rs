//! Points: what each group achieved of its maximum, the total, the rank, and the changes since
//! the period before. A published figure is input and is never replaced by a computed one.

use rust_decimal::Decimal;

use crate::fault::{Fault, Faults, Kind};
use crate::figures::{Fields, FromNode, Node, Sourced};
use crate::framework::Framework;
use crate::vn::number::{self, half_unit};

/// The key of the total among the groups of a hồ sơ.
const TOTAL: &str = "tong";

/// Points as they were published, with those of the period before if they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points {
    /// The points of this period.
    pub achieved: Sourced<Decimal>,
    /// The points of the period before.
    pub previous: Option<Sourced<Decimal>>,
}

/// The points of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupScore {
    /// The group's key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The points that could be had.
    pub maximum: Decimal,
    /// The points that were.
    pub points: Points,
}

/// The rank among units of one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rank {
    /// The rank, from 1.
    pub rank: u32,
    /// Among how many.
    pub of: u32,
    /// Among what: `xã, thị trấn`.
    pub among: String,
}

/// All points of one unit in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    /// The groups, in the framework's order.
    pub groups: Vec<GroupScore>,
    /// The total as published; none if only the groups were.
    pub announced: Option<Points>,
    /// The total that could be had.
    pub maximum: Decimal,
    /// The rank, if it was published.
    pub rank: Option<Rank>,
}

/// A sum of printed points, and how far rounding in print may have moved it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// The sum of the parts as printed.
    pub value: Decimal,
    /// The sum of the half-units of the parts' last decimals.
    pub tolerance: Decimal,
}

impl Sum {
    /// Adds printed parts. A whole number among broken ones (`20` beside `6,9`) counts as
    /// rounded like the coarsest of these; among whole ones it is exact.
    fn of(parts: impl Iterator<Item = Decimal> + Clone) -> Self {
        let coarsest = parts
            .clone()
            .map(|part| part.scale())
            .filter(|s| *s > 0)
            .min();
        let half_units = parts.clone().map(|part| match coarsest {
            None => Decimal::ZERO,
            Some(scale) if part.scale() == 0 => Decimal::new(5, scale + 1),
            Some(_) => half_unit(part),
        });
        Self {
            tolerance: half_units.sum(),
            value: parts.sum(),
        }
    }
}

impl Points {
    /// By how much they changed since the period before.
    pub fn change(&self) -> Option<Decimal> {
        Some(self.achieved.value - self.previous.as_ref()?.value)
    }

    /// Points below zero or above the maximum cannot be.
    fn check(&self, name: &str, maximum: Decimal, faults: &mut Faults) {
        for points in [Some(&self.achieved), self.previous.as_ref()]
            .into_iter()
            .flatten()
        {
            if points.value > maximum || points.value.is_sign_negative() {
                let found = format!("{name}: {} điểm", number::print(points.value));
                faults.add(
                    Fault::new(Kind::WrongValue, points.place.clone(), found)
                        .expected(format!("từ 0 đến {} điểm", number::print(maximum)))
                        .remedy("so lại với điểm trên Cổng; dấu phẩy ngăn phần thập phân"),
                );
            }
        }
    }
}

impl Scores {
    /// Reads the points of a hồ sơ (`diem:`), one key for each group and `tong`.
    pub fn read(node: &Node, framework: &Framework, faults: &mut Faults) -> Option<Self> {
        let ids = framework.groups.iter().map(|group| group.id.as_str());
        let known: Vec<&str> = ids.chain([TOTAL]).collect();
        let fields = Fields::of(node, "điểm", &known, faults)?;
        let mut groups = Vec::with_capacity(framework.groups.len());
        for group in &framework.groups {
            let points: Option<Points> = fields.required(&group.id, faults);
            if let Some(points) = points {
                points.check(&group.name, group.maximum, faults);
                groups.push(GroupScore {
                    id: group.id.clone(),
                    name: group.name.clone(),
                    maximum: group.maximum,
                    points,
                });
            }
        }
        let announced: Option<Points> = fields.optional(TOTAL, faults);
        if let Some(points) = &announced {
            points.check("Điểm tổng hợp", framework.maximum, faults);
        }
        (groups.len() == framework.groups.len()).then_some(Self {
            groups,
            announced,
            maximum: framework.maximum,
            rank: None,
        })
    }

    /// The groups' points of this period, added.
    pub fn sum(&self) -> Sum {
        Sum::of(self.groups.iter().map(|group| group.points.achieved.value))
    }

    /// The groups' points of the period before, added, if all are known.
    pub fn previous_sum(&self) -> Option<Sum> {
        let previous = |group: &GroupScore| Some(group.points.previous.as_ref()?.value);
        let parts: Vec<Decimal> = self.groups.iter().map(previous).collect::<Option<_>>()?;
        Some(Sum::of(parts.into_iter()))
    }

    /// The total to print: the published one, or else the sum of the groups.
    pub fn total(&self) -> Decimal {
        match &self.announced {
            Some(points) => points.achieved.value,
            None => self.sum().value,
        }
    }

    /// The total of the period before, by the same rule.
    pub fn previous_total(&self) -> Option<Decimal> {
        match &self.announced {
            Some(points) => Some(points.previous.as_ref()?.value),
            None => Some(self.previous_sum()?.value),
        }
    }

    /// By how much the total changed.
    pub fn change(&self) -> Option<Decimal> {
        Some(self.total() - self.previous_total()?)
    }
}

impl FromNode for Points {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, "điểm", &["dat", "ky_truoc"], faults)?;
        let achieved = fields.required("dat", faults);
        let previous = fields.optional("ky_truoc", faults);
        Some(Self {
            achieved: achieved?,
            previous,
        })
    }
}

impl FromNode for Rank {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, "xếp hạng", &["hang", "tren", "trong"], faults)?;
        let rank: Option<u32> = fields.required("hang", faults);
        let of: Option<u32> = fields.required("tren", faults);
        let among = fields.required("trong", faults);
        let (rank, of) = (rank?, of?);
        if rank == 0 || rank > of {
            let place = fields.node("hang").unwrap_or(node).place.clone();
            let found = format!("hạng {rank} trên {of} đơn vị");
            let expected = format!("hạng từ 1 đến {of}");
            faults.add(Fault::new(Kind::WrongValue, place, found).expected(expected));
        }
        Some(Self {
            rank,
            of,
            among: among?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::parse;

    const LAM_VY: &str = "
cong_khai_minh_bach: {dat: '15,5', ky_truoc: '17,7'}
tien_do: {dat: 20, ky_truoc: 19}
dich_vu_cong_truc_tuyen: {dat: '6,9', ky_truoc: '7,2'}
thanh_toan_truc_tuyen: {dat: 10, ky_truoc: '9,9'}
muc_do_hai_long: {dat: 18, ky_truoc: 18}
so_hoa: {dat: '19,22', ky_truoc: '18,64'}
tong: {dat: '90,22', ky_truoc: '93,30'}
";

    fn read(text: &str) -> Result<Scores, Faults> {
        let framework = include_str!("../../frameworks/qd766.yaml");
        let framework = Framework::parse("qd766", framework).unwrap();
        let node = parse("ho-so.yaml", text).unwrap();
        let mut faults = Faults::none();
        let scores = Scores::read(&node, &framework, &mut faults);
        faults.or(scores)
    }

    fn dec(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    #[test]
    fn seed_000_adds_up_to_less_than_was_announced() {
        let scores = read(LAM_VY).unwrap();
        assert_eq!(scores.sum().value, dec("89.62"));
        assert_eq!(scores.previous_sum().unwrap().value, dec("90.44"));
        assert_eq!(scores.total(), dec("90.22"), "the published total stands");
        assert_eq!(scores.change(), Some(dec("-3.08")));
        assert_eq!(scores.groups[0].points.change(), Some(dec("-2.2")));
    }

    #[test]
    fn tolerance_is_the_half_units_of_the_printed_parts() {
        // 15,5 and 6,9 and the whole ones beside them 0,05 each; 19,22: 0,005.
        assert_eq!(read(LAM_VY).unwrap().sum().tolerance, dec("0.255"));
        let whole = [Decimal::from(3), Decimal::from(4)];
        assert_eq!(Sum::of(whole.into_iter()).tolerance, Decimal::ZERO);
    }

    #[test]
    fn without_a_published_total_the_sum_is_printed() {
        let text = LAM_VY.replace("tong:", "#");
        assert_eq!(read(&text).unwrap().total(), dec("89.62"));
    }

    #[test]
    fn points_out_of_range_are_all_reported() {
        let text = LAM_VY
            .replace("'15,5'", "'18,1'")
            .replace("ky_truoc: 19", "ky_truoc: -1");
        let faults = read(&text).unwrap_err();
        let found: Vec<&str> = faults.iter().map(|f| f.found.as_str()).collect();
        assert_eq!(
            found,
            [
                "Công khai, minh bạch: 18,1 điểm",
                "Tiến độ giải quyết: -1 điểm"
            ]
        );
    }

    #[test]
    fn the_last_point_allowed_is_the_maximum() {
        assert!(read(&LAM_VY.replace("'15,5'", "18")).is_ok());
        assert!(read(&LAM_VY.replace("'15,5'", "'18,01'")).is_err());
    }
}
