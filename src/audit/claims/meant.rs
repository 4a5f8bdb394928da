//! Whether a number of points is perhaps another one than that of which it seems to be told.

use rust_decimal::Decimal;

use super::agrees;
use super::said::{Bound, Said, Subject};
use super::scores::Held;
use super::token::{Kind, When};
use super::vocabulary::Role;

impl Held<'_, '_, '_> {
    /// Whether a number is another one of what is spoken of, and no word says that it is its points: “góp
    /// 0,96 điểm”, “còn thiếu nhiều nhất, 3,84 điểm”, “chưa đạt 12,35 điểm”.
    pub(super) fn is_another(&self) -> bool {
        if self.is_of_group_before() {
            return true;
        }
        let Said::Points(Bound::Exact | Bound::Below, stated, None) = self.claim.said else {
            return false;
        };
        let [Some(lacks), change] = self.others() else {
            return false;
        };
        let tokens = self.sentence.tokens;
        let at = tokens.partition_point(|token| token.start < self.claim.start);
        // “các trục còn thiếu điểm: A 1,8; B 2,7”, “điểm giảm ở hai trục: A 0,15, B 0,50”
        let before = |roles: &[Role]| {
            let mut before = tokens.iter().take(at);
            before.any(|token| roles.iter().any(|role| token.kind == Kind::Role(*role)))
        };
        let lacking = agrees(stated, lacks) && before(&[Role::Lacks]);
        let turned = change.is_some_and(|change| agrees(stated, change));
        let turned = turned && before(&[Role::Rises, Role::Falls]);
        let role = |back: usize| {
            at.checked_sub(back)
                .and_then(|at| tokens.get(at))
                .map(|token| token.kind)
        };
        let led = matches!(
            role(1),
            Some(Kind::Role(Role::Achieves | Role::Is) | Kind::Mark(':') | Kind::Axis(_))
        );
        let denied =
            role(1) == Some(Kind::Role(Role::Achieves)) && role(2) == Some(Kind::Role(Role::Not));
        let free = !led || denied || lacking || turned;
        free && self.is_also_other()
    }

    /// “nhóm A đạt 18,27/22 điểm …; tháng trước đạt 19,58 điểm”: what the group had then that was told before.
    fn is_of_group_before(&self) -> bool {
        let (Subject::Total, When::Before, Said::Points(_, stated, _)) =
            (self.claim.subject, self.claim.when, self.claim.said)
        else {
            return false;
        };
        let before = self.sentence.tokens.iter();
        let mut before = before.take_while(|token| token.start < self.claim.start);
        before.any(|token| match token.kind {
            Kind::Axis(index) => {
                let group = self.scores.groups.get(index);
                let then = group.and_then(|group| group.published.previous.as_ref());
                then.is_some_and(|then| agrees(stated, then.value))
            }
            _ => false,
        })
    }

    /// What of a subject is in points too: what lacks to all of them, and by how much they changed.
    fn others(&self) -> [Option<Decimal>; 2] {
        let lacks = self.points().zip(self.possible());
        let lacks = lacks.map(|(points, possible)| possible - points);
        [lacks, self.change().map(|change| change.abs())]
    }

    /// Whether points are exactly what lacks to all of them, or by how much they changed: perhaps that is meant.
    pub(super) fn is_also_other(&self) -> bool {
        let Said::Points(_, stated, None) = self.claim.said else {
            return false;
        };
        let mut others = self.others().into_iter().flatten();
        stated.scale() > 0 && others.any(|other| agrees(stated, other))
    }
}
