//! Figures that are told one after the other of those that were named before.

use super::asked::Tokens;
use super::reader::Reader;
use super::said::Subject;
use super::token::Kind;
use super::vocabulary::Role;

impl Reader<'_> {
    /// “lần lượt”; “tăng lần lượt 0,08 và 0,07 điểm” tells by how much.
    pub(super) fn takes_turns(&mut self, at: usize) {
        self.in_turn = Some(0);
        // “ở nhóm A, xã B và xã C lần lượt đạt …” are told of the units.
        if let Some(last) = self.subjects.last().copied() {
            let sort = std::mem::discriminant(&last);
            let alike = |subject: &Subject| std::mem::discriminant(subject) == sort;
            self.subjects.retain(alike);
        }
        // As many figures as there are of whom is spoken; else nobody knows whose which is.
        if self.figures_from(at + 1) != self.subjects.len() && !self.subjects.is_empty() {
            self.in_turn = None;
            self.subjects = vec![Subject::Other];
        }
        let before = at.checked_sub(1).and_then(|at| self.skip_back(at + 1, &[]));
        let way = before.and_then(|at| self.goes(at));
        (self.way, self.by) = (way, way.is_some());
    }

    /// How many figures stand one after the other from here on.
    fn figures_from(&self, at: usize) -> usize {
        let quiet = [
            Role::Points,
            Role::And,
            Role::Filler,
            Role::Achieves,
            Role::Is,
            Role::Rises,
            Role::Falls,
            Role::Rank,
            Role::Places,
            Role::Counted,
            Role::Maximum,
        ];
        let listed = |at: &usize| match self.kind(*at) {
            Some(Kind::Number(_) | Kind::Mark(',' | ';' | '%' | '/')) => true,
            Some(Kind::Role(role)) => quiet.contains(&role),
            _ => false,
        };
        // “lần lượt xếp thứ 20 và thứ 28 trong 40 đơn vị”
        let whole = |at: usize| {
            self.kind_before(at) == Some(Kind::Mark('/'))
                || self.any(at + 1, &[Role::UnitNoun, Role::AxisNoun])
        };
        let figures = (at..)
            .take_while(listed)
            .filter(|at| self.number(*at).is_some());
        figures.filter(|at| !whole(*at)).count()
    }

    /// Takes the figures that begin here one after the other, if they are as many as those of whom is
    /// spoken: “A và B tăng thêm 0,08 điểm và 0,07 điểm”.
    pub(super) fn may_take_turns(&mut self, at: usize) {
        let several = self.subjects.len();
        if several < 2 || self.closed || self.in_turn.is_some() {
            return;
        }
        // “A và B xếp hạng 3 và hạng 4”
        let ranks = self.ranked(at);
        let (mut figures, mut next) = (0, at);
        while self.number(next).is_some() && figures <= several {
            figures += 1;
            next += 1;
            if self.any(next, &[Role::Points]) || self.kind(next) == Some(Kind::Mark('%')) {
                next += 1;
            }
            // “tăng 0,5 điểm, 1 bậc” are of one.
            if self.any(next, &[Role::Counted, Role::Places, Role::Rank]) {
                return;
            }
            let goes_on = self.is(next, Role::And) || self.kind(next) == Some(Kind::Mark(','));
            if !goes_on {
                break;
            }
            next += 1;
            next += usize::from(ranks && self.is(next, Role::Rank));
        }
        if figures == several {
            self.in_turn = Some(0);
        }
    }
}
