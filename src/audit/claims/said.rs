//! What sentences say: the outcome of reading.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::token::When;

/// Of what something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The total of the points, or the unit itself.
    Total,
    /// The rank.
    Rank,
    /// The band.
    Grade,
    /// A group of points.
    Axis(usize),
    /// A unit of the tables.
    Unit(usize),
    /// All units of the tables.
    Whole,
    /// Something that the hồ sơ knows nothing of.
    Other,
}

/// How a stated number bounds what it is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It is this.
    Exact,
    /// It is more.
    Above,
    /// It is as much or more.
    AtLeast,
    /// It is less.
    Below,
    /// It is as much or less.
    AtMost,
    /// It is a little less.
    Near,
    /// It is near.
    About,
}

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Said {
    /// Points, of so many.
    Points(Bound, Decimal, Option<Decimal>),
    /// A rate; of the points that can be had.
    Percent(Decimal, bool),
    /// So many points less than can be had.
    Lacks(Decimal),
    /// The points that can be had.
    Possible(Decimal),
    /// A rise, a fall or neither, perhaps denied, by so many points or places.
    Changed(Ordering, bool, Option<Decimal>),
    /// A rank, of so many.
    Rank(Decimal, Option<Decimal>),
    /// A rank among the first so many, perhaps denied.
    Within(Decimal, bool),
    /// A band, perhaps denied.
    Band(usize, bool),
    /// All points that can be had, perhaps denied.
    Maximum(bool),
    /// One of so many lowest or highest; of those that changed one way.
    Extreme(bool, Option<Ordering>, usize),
    /// A number of things.
    Count(Decimal),
}

impl Said {
    /// Whether it has an amount, which may be that of several together.
    pub fn has_amount(self) -> bool {
        matches!(
            self,
            Self::Points(..)
                | Self::Percent(..)
                | Self::Lacks(_)
                | Self::Possible(_)
                | Self::Count(_)
                | Self::Changed(.., Some(_))
        )
    }
}

/// Something said of one subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim {
    /// Of what.
    pub subject: Subject,
    /// Of which period; for a change, since which.
    pub when: When,
    /// What.
    pub said: Said,
    /// Whether every word of it was understood.
    pub sure: bool,
    /// Whether it stands among what is to be done, where only figures beside names are looked at.
    pub planned: bool,
    /// Where.
    pub start: usize,
    /// To where.
    pub end: usize,
}

/// What members of a set have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Property {
    /// They rose, fell or did neither; by more than so much.
    Changed(Ordering, Option<Decimal>),
    /// They have all points that can be had, or not.
    Maximum(bool),
    /// They are in a band.
    Band(usize),
    /// Their points.
    Points(Bound, Decimal),
    /// A rate of theirs.
    Share(Bound, Decimal),
    /// They are.
    Any,
}

/// Something said of a set of groups or units.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Whether of groups of points, not of units.
    pub axes: bool,
    /// How many there are.
    pub count: Option<Decimal>,
    /// Of how many.
    pub of: Option<Decimal>,
    /// What they have in common.
    pub property: Property,
    /// Since when they have changed.
    pub when: When,
    /// Those that are named.
    pub members: Vec<Subject>,
    /// Whether every word of it was understood.
    pub sure: bool,
    /// Where.
    pub start: usize,
    /// To where.
    pub end: usize,
}

/// A number of things or a rate of them, as lines of an appendix have them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// How many; none for an unknown number that is not zero.
    pub count: Option<Decimal>,
    /// Of how many.
    pub of: Option<Decimal>,
    /// The rate in percent.
    pub percent: Option<Decimal>,
    /// How the number bounds it.
    pub bound: Bound,
    /// Whether it stands among what is to be done: of so many already there are perhaps only some.
    pub planned: bool,
    /// Whether it is a unit's, which its tables have, not the totals.
    pub of_unit: bool,
    /// The bytes of the words that say what is counted.
    pub clause: (usize, usize),
    /// Where.
    pub start: usize,
    /// To where.
    pub end: usize,
}

impl Counted {
    /// What words may count, without a number.
    pub fn of_words(clause: (usize, usize)) -> Self {
        Self {
            count: None,
            of: None,
            percent: None,
            bound: Bound::Exact,
            planned: false,
            of_unit: false,
            clause,
            start: clause.0,
            end: clause.1,
        }
    }
}

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Read {
    /// Of one subject.
    Claim(Claim),
    /// Of a set.
    Group(Group),
    /// Of things counted.
    Counted(Counted),
}
