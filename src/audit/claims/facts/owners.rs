//! Of which row a figure is.

use rust_decimal::Decimal;

use super::Hold;
use super::clause::{Clause, Figure, Of};
use super::tables::Rows;
use crate::audit::claims::asked::Tokens;
use crate::audit::claims::said::{Bound, Subject};
use crate::audit::claims::token::Kind;
use crate::audit::claims::vocabulary::{Hint, Role};

impl Hold<'_, '_, '_> {
    /// Of which row a figure is: the last named before it, or the only one.
    pub(super) fn owner(&self, clause: &Clause, figure: &Figure) -> Option<Subject> {
        // “143 hồ sơ đất đai, 58 hồ sơ bảo trợ xã hội”
        let beside = clause.names.iter().find(|(at, _)| {
            let next = figure.end..*at;
            *at >= figure.end
                && next
                    .clone()
                    .all(|at| self.read.is(at, Role::OfWhom) || self.read.is(at, Role::Part))
                && matches!(figure.of, Of::Things(_))
        });
        if let Some((_, name)) = beside {
            return Some(*name);
        }
        // “từ 85,37 điểm tháng 9 lên 87,83 điểm tháng 10”
        let dated = clause.names.iter().find(|(at, _)| *at == figure.end);
        let rows = dated.map(|(_, name)| self.rows_of(*name));
        if let (Some((_, name)), Some(Rows::Periods)) = (dated, rows) {
            return Some(*name);
        }
        if self.is_of_none(clause, figure) {
            return None;
        }
        if let Some(other) = self.of_ranks(clause, figure) {
            return other;
        }
        let before = clause.names.iter().rev().find(|(at, _)| *at < figure.at);
        // “05 hồ sơ quá hạn gồm 04 hồ sơ đất đai”: the first number is of all.
        let other = |at: usize| {
            let number = |other: &Figure| other.at == at && other.at != figure.at;
            clause.figures.iter().any(number) || self.read.kind(at) == Some(Kind::Mark(':'))
        };
        if let (None, [(at, _)]) = (before, clause.names.as_slice())
            && (figure.end..*at).any(|at| {
                let because = self.read.is_hint(at, Hint::Because);
                other(at) || because || self.read.is(at, Role::Is)
            })
        {
            return None;
        }
        // “A thấp hơn tỷ lệ chung (92,86%)”
        let general = |outer: &Clause| outer.at.iter().any(|at| self.is_general(*at));
        let outer = self.spoken.before.as_ref();
        if clause.inside && clause.names.is_empty() && outer.is_some_and(general) {
            return None;
        }
        if clause.inside && clause.names.is_empty() && self.spoken.subjects.len() > 1 {
            return self.in_turn(clause, figure);
        }
        if let Some(name) = self.in_turn_again(clause, figure) {
            return Some(name);
        }
        match (
            before,
            clause.names.as_slice(),
            self.spoken.subjects.as_slice(),
        ) {
            (Some((_, name)), ..) => Some(*name),
            (None, [(_, name)], _) => Some(*name),
            (None, [], _) if clause.inside => {
                let mut named = self.spoken.named.iter().rev();
                Some(named.find(|(at, _)| *at < figure.at)?.1)
            }
            (None, [], [name]) if clause.nouns.is_empty() => Some(*name),
            _ => None,
        }
    }

    /// “A và B hạng 3 và hạng 4” are of several in turn, “giành hạng nhất từ B” is not B's.
    fn of_ranks(&self, clause: &Clause, figure: &Figure) -> Option<Option<Subject>> {
        if figure.of != Of::Rank {
            return self.of_others(figure);
        }
        let next = figure.at + 1;
        let (before, after): (Vec<usize>, Vec<usize>) = clause
            .names
            .iter()
            .map(|(at, _)| *at)
            .partition(|at| *at < figure.at);
        let listed = self.read.is(next, Role::And) && self.read.is(next + 1, Role::Rank);
        if listed && before.len() > 1 && after.is_empty() {
            return Some(None);
        }
        let taken = self.read.is(next, Role::From) && before.is_empty();
        match taken {
            true => Some(self.spoken.subjects.last().copied()),
            false => self.of_others(figure),
        }
    }

    /// “A hạng 6 còn hai xã kia hạng 9 và hạng 10”: of those that were named before A, in their order; of none
    /// that is known if they are not so many.
    fn of_others(&self, figure: &Figure) -> Option<Option<Subject>> {
        let unit = |at: &usize| matches!(self.read.kind(*at), Some(Kind::Unit(_)));
        let others =
            |at: &usize| self.read.is(*at, Role::UnitNoun) && self.read.is(*at + 1, Role::Rest);
        let noun = (0..figure.at).rev().find(|at| unit(at) || others(at));
        let noun = noun.filter(others)?;
        let mut names: Vec<Subject> = Vec::new();
        for name in (0..noun).filter(unit).filter_map(|at| self.read.name(at)) {
            names.retain(|known| *known != name);
            names.push(name);
        }
        let last = names.pop();
        let count = noun.checked_sub(1).and_then(|at| self.read.counted(at));
        let all = count == Some(Decimal::from(names.len())) && last.is_some();
        let numbers = (noun..figure.at).filter(|at| self.read.number(*at).is_some());
        Some(names.get(numbers.count()).copied().filter(|_| all))
    }

    /// Whether a figure is of no row that is named.
    fn is_of_none(&self, clause: &Clause, figure: &Figure) -> bool {
        // “chiếm 60% trong tổng số 15 hồ sơ quá hạn” is of all.
        let before = figure.at.checked_sub(1);
        let all = before.is_some_and(|at| self.read.is(at, Role::Of));
        // “cao hơn điểm tổng hợp 88,03 của toàn huyện”, “quá nửa trong 7,46 điểm còn thiếu”
        let whose = self.read.is(figure.end, Role::OfWhom);
        let whole = whose && self.read.is(figure.end + 1, Role::Whole);
        let among = before.is_some_and(|at| self.read.is_hint(at, Hint::Among));
        // “… hơn một nửa của cả xã (63 hồ sơ)”
        let opens = clause.at.first().and_then(|first| first.checked_sub(2));
        let opens = opens.filter(|_| clause.inside && clause.names.is_empty());
        let of_all = opens.is_some_and(|at| {
            let whose = at.checked_sub(1);
            let whose = whose.is_some_and(|at| self.read.is(at, Role::OfWhom));
            whose && self.read.any(at, &[Role::Whole, Role::Own])
        });
        let whole = whole || of_all;
        all && clause.names.is_empty() || whole || among && figure.of == Of::Points
    }

    /// “tháng trước A được 91,50 điểm, B 92,10 điểm; tháng này là 93,20 và 91,75 điểm”: figures of the units
    /// that were named before, in their order.
    fn in_turn_again(&self, clause: &Clause, figure: &Figure) -> Option<Subject> {
        let first = *clause.at.first()?;
        let part = self.read.stretch(first);
        let from = Some(part.start).filter(|from| *from > 0)?;
        let all = self.read.clause(part.collect());
        let exact = |own: &Figure| own.bound == Bound::Exact && own.whole.is_none();
        let mut met: Vec<Subject> = Vec::new();
        for (_, name) in self.spoken.named.iter().filter(|(at, _)| *at < from) {
            if matches!(name, Subject::Unit(_)) && !met.contains(name) {
                met.push(*name);
            }
        }
        let unit = |(_, name): &(usize, Subject)| matches!(name, Subject::Unit(_));
        let alone = !all.names.iter().any(unit) && all.nouns.is_empty() && !clause.inside;
        let fits = all.figures.len() == met.len() && all.figures.iter().all(exact);
        let at = all.figures.iter().position(|own| own.at == figure.at)?;
        (alone && fits && met.len() > 1).then(|| met.get(at).copied())?
    }

    /// “A và B đạt điểm cao (21,49 và 21,74 điểm)”: as many figures as names; else of the name before
    /// the bracket, or what all have together.
    fn in_turn(&self, clause: &Clause, figure: &Figure) -> Option<Subject> {
        let at = clause.figures.iter().position(|own| own.at == figure.at)?;
        let alike = clause
            .figures
            .iter()
            .all(|own| own.of == figure.of || own.of == Of::Bare);
        if clause.figures.len() == self.spoken.subjects.len() && alike {
            return self.spoken.subjects.get(at).copied();
        }
        let opens = clause.at.first()?.checked_sub(2)?;
        let mut named = self.spoken.named.iter().rev();
        named.find(|(at, _)| *at == opens).map(|(_, name)| *name)
    }
}
