//! The figures of a sentence, each with what it is of.

use rust_decimal::Decimal;

use crate::audit::claims::asked::{Reading, Tokens, Unit};
use crate::audit::claims::said::Bound;
use crate::audit::claims::token::{Kind, When};
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::vn::number::parse_in_text;

/// Smaller numbers of things are too often alike.
const FEW: u32 = 10;

/// An exact figure.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Its token.
    pub at: usize,
    /// The token that says of what it is.
    pub noun: usize,
    /// The number.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
}

impl Reading<'_> {
    /// All numbers without those of some figures.
    pub(super) fn told(&self, except: &[Figure]) -> Vec<Decimal> {
        let at = 0..self.tokens.len();
        let at = at.filter(|at| !except.iter().any(|figure| figure.at == *at));
        at.filter_map(|at| self.number(at)).collect()
    }

    /// All exact figures that say of what they are; what only has a name before a colon is told, not claimed:
    /// “Số hồ sơ đồng bộ: 23.636 hồ sơ”.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let colon = (0..self.tokens.len()).find(|at| self.kind(*at) == Some(Kind::Mark(':')));
        if colon.is_some_and(|at| self.tokens.len() <= at + 3) {
            return Vec::new();
        }
        let at = 0..self.tokens.len();
        at.filter_map(|at| self.figure(at)).collect()
    }

    fn figure(&self, at: usize) -> Option<Figure> {
        if let Some(value) = self.percent_points(at) {
            return Some(Figure {
                at,
                noun: at,
                value,
                unit: Unit::Percent,
            });
        }
        let value = self.number(at)?;
        let led = self.kind_before(at) == Some(Kind::Mark('/'));
        // “từ 19,50 điểm tiến độ trở lên”
        let bounded = (at + 1..at + 6).any(|at| self.any(at, &[Role::AtLeast, Role::AtMost]));
        if led || bounded || self.led_bound(at) != Bound::Exact {
            return None;
        }
        // “118/129 hồ sơ”, “279 trên 396 TTHC”
        let parted = self.divides(at + 1) && self.number(at + 2).is_some();
        let noun = match parted && self.is(at + 3, Role::Counted) {
            true => at + 3,
            false => at + 1,
        };
        let whole = value.scale() == 0;
        let unit = match self.kind(noun) {
            Some(Kind::Mark('%')) if !whole => Unit::Percent,
            Some(Kind::Role(Role::Points) | Kind::Mark('/')) if !whole => Unit::Points,
            Some(Kind::Mark(',' | ';' | ')')) | None if value.scale() > 1 => Unit::Points,
            Some(Kind::Role(Role::Counted)) if whole && value >= Decimal::from(FEW) => Unit::Things,
            _ => return None,
        };
        // “45 hồ sơ của tháng trước chuyển sang” are in no table.
        let then = self.kind(noun + 2) == Some(Kind::When(When::Before));
        let of_then = unit == Unit::Things && self.is(noun + 1, Role::OfWhom) && then;
        (!of_then).then_some(Figure {
            at,
            noun,
            value,
            unit,
        })
    }

    /// “2,5 điểm phần trăm”
    fn percent_points(&self, at: usize) -> Option<Decimal> {
        if self.kind(at) != Some(Kind::Nothing) {
            return None;
        }
        let words = self.words(at);
        let (number, noun) = words.split_once(' ')?;
        let points = self.grammar.is(noun, Hint::PercentPoints);
        parse_in_text(number).ok().filter(|_| points)
    }

    /// Whether a sentence is of other times or other bodies; `parts` are what the rows of tables are called
    /// that are no units.
    pub(super) fn is_foreign(&self, lone: bool, parts: &[&str]) -> bool {
        let names = (1..self.tokens.len()).filter(|at| self.kind(*at) == Some(Kind::Word(true)));
        let own = |at: usize| self.is(at, Role::Part) && parts.contains(&&*self.words(at));
        let mut all = 0..self.tokens.len();
        names.count() > 1 || all.any(|at| !own(at) && self.is_foreign_at(at, lone))
    }

    fn is_foreign_at(&self, at: usize, lone: bool) -> bool {
        let before = || self.kind_before(at);
        match self.kind(at) {
            Some(Kind::When(When::YearBefore | When::Month | When::Other)) => true,
            Some(Kind::Role(Role::Other)) => lone || !self.grammar.has(&self.words(at), Hint::Mean),
            // “Huyện Phú Hòa” is no unit of the table; “Huyện Phú Hòa đạt 86,9 điểm” is in none.
            Some(Kind::Role(Role::Whole)) => {
                let named = self.written(at).contains(' ') && self.is(at + 1, Role::Achieves);
                lone || named || matches!(self.kind(at + 1), Some(Kind::Unit(_)))
            }
            // “lĩnh vực đất đai có 98 hồ sơ”, but “khối xã bình quân 86,77 điểm”
            Some(Kind::Role(Role::Part)) => {
                let mut all = 0..self.tokens.len();
                lone || !all.any(|at| self.grammar.has(&self.words(at), Hint::Mean))
            }
            Some(Kind::Role(Role::Own)) => !lone,
            // “khoảng cách với đơn vị xếp trên”
            Some(Kind::Role(Role::UnitNoun)) => {
                let mut all = 0..self.tokens.len();
                lone && all.any(|at| self.is(at, Role::Apart))
            }
            Some(Kind::Word(true)) => matches!(
                before(),
                Some(Kind::Own | Kind::Role(Role::UnitNoun | Role::Own))
            ),
            _ => false,
        }
    }
}
