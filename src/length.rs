//! One length for the whole house, so that points, twips and millimetres can never be mixed.
//!
//! The unit inside is 1/120 pt, which is 1/6 twip: fine enough for the advance of a glyph as
//! office programs round it, and a whole number for every twip and half-point, so that layout
//! needs no fractions.
//!
//! ```
//! use vanthu::length::Length;
//!
//! assert_eq!(Length::mm(20).in_twips(), 1134);
//! assert_eq!((Length::pt(14) + Length::half_points(1)).in_half_points(), 29);
//! ```

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A distance on the page, exact to 1/120 pt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(i64);

/// How many units make a point.
const PER_POINT: i64 = 120;
/// How many units make a twip (1/20 pt, the unit of WordprocessingML).
const PER_TWIP: i64 = 6;

impl Length {
    /// No distance at all.
    pub const ZERO: Self = Self(0);

    /// From whole points.
    pub const fn pt(points: i64) -> Self {
        Self(points * PER_POINT)
    }

    /// From half-points, in which WordprocessingML states sizes of type.
    pub const fn half_points(half_points: i64) -> Self {
        Self(half_points * PER_POINT / 2)
    }

    /// From twips (1/20 pt).
    pub const fn twips(twips: i64) -> Self {
        Self(twips * PER_TWIP)
    }

    /// From tenths of a millimetre, rounded to the nearest twip as office programs do.
    pub const fn tenths_of_mm(tenths: i64) -> Self {
        // 1 mm = 1440/25.4 twips, so a tenth is 1440/254 twips.
        Self::twips(divide_rounding(tenths * 1440, 254))
    }

    /// From whole millimetres, rounded to the nearest twip.
    pub const fn mm(millimetres: i64) -> Self {
        Self::tenths_of_mm(millimetres * 10)
    }

    /// From units of 1/120 pt.
    pub const fn units(units: i64) -> Self {
        Self(units)
    }

    /// In units of 1/120 pt.
    pub const fn in_units(self) -> i64 {
        self.0
    }

    /// In twips, rounded to the nearest.
    pub const fn in_twips(self) -> i64 {
        divide_rounding(self.0, PER_TWIP)
    }

    /// The nearest whole twip.
    pub const fn to_twip(self) -> Self {
        Self::twips(self.in_twips())
    }

    /// In half-points, rounded to the nearest.
    pub const fn in_half_points(self) -> i64 {
        divide_rounding(self.0, PER_POINT / 2)
    }

    /// In eighths of a point, in which WordprocessingML states the width of a border.
    pub const fn in_eighths_of_point(self) -> i64 {
        divide_rounding(self.0, PER_POINT / 8)
    }

    /// In tenths of a millimetre, rounded to the nearest.
    pub const fn in_tenths_of_mm(self) -> i64 {
        divide_rounding(self.0 * 254, 1440 * PER_TWIP)
    }

    /// The larger of the two.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Ord::max(self, other)
    }

    /// The smaller of the two.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Ord::min(self, other)
    }

    /// This length times `numerator / denominator`, rounded to the nearest unit.
    /// A denominator of zero gives zero.
    #[must_use]
    pub const fn scaled(self, numerator: i64, denominator: i64) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        Self(divide_rounding(self.0 * numerator, denominator))
    }
}

/// `n / d` rounded to the nearest whole number, halves upwards; `d` is positive.
pub const fn divide_rounding(n: i64, d: i64) -> i64 {
    (2 * n + d).div_euclid(2 * d)
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} twip", self.in_twips())
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, times: i64) -> Self {
        Self(self.0 * times)
    }
}

impl Div<i64> for Length {
    type Output = Self;
    fn div(self, parts: i64) -> Self {
        Self(divide_rounding(self.0, parts))
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Self::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a4_is_the_size_that_word_writes() {
        assert_eq!(Length::mm(210).in_twips(), 11906);
        assert_eq!(Length::mm(297).in_twips(), 16838);
    }

    #[test]
    fn units_of_one_length_agree() {
        assert_eq!(Length::pt(14), Length::half_points(28));
        assert_eq!(Length::pt(14), Length::twips(280));
        assert_eq!(Length::half_points(27).in_half_points(), 27);
        assert_eq!(Length::pt(1).in_eighths_of_point(), 8);
        assert_eq!(Length::tenths_of_mm(127).in_tenths_of_mm(), 127);
    }

    #[test]
    fn rounding_is_to_the_nearest_on_both_sides_of_zero() {
        assert_eq!(divide_rounding(7, 2), 4);
        assert_eq!(divide_rounding(-7, 2), -3);
        assert_eq!(divide_rounding(-8, 3), -3);
        assert_eq!(Length::twips(10).scaled(1, 3).in_twips(), 3);
    }
}
