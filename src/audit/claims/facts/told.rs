//! Numbers that a sentence tells beside each other, of which one follows from the others: which way it is
//! from one to the next, how far they lie apart, what is left of a whole.

use rust_decimal::Decimal;

use super::Hold;
use super::arithmetic::Wrong;
use crate::audit::claims::asked::{Tokens, Unit};
use crate::audit::claims::token::Kind;
use crate::audit::claims::vocabulary::{Hint, Role};
use crate::audit::claims::{agrees, share};
use crate::vn::number::{half_unit, print, round};

impl Hold<'_, '_, '_> {
    /// What contradicts itself in a sentence.
    pub(super) fn told_apart(&self) -> Option<Wrong> {
        let ways: [fn(&Self, usize) -> Option<Wrong>; 8] = [
            Self::against,
            Self::apart_told,
            Self::share_told,
            Self::grown,
            Self::spread_told,
            Self::left_of_told,
            Self::compared_aside,
            Self::beyond_whole,
        ];
        let tokens = 0..self.read.tokens.len();
        let mut ways = ways.iter();
        let apart = || ways.find_map(|way| tokens.clone().find_map(|at| way(self, at)));
        self.way_told()
            .or_else(apart)
            .or_else(|| self.units_above())
    }

    /// The points or percents at a token, and their unit.
    fn measured_at(&self, at: usize) -> Option<(Decimal, Unit)> {
        let told = self.read.with_unit(at)?;
        Some(told).filter(|(value, unit)| value.scale() > 0 && *unit != Unit::Things)
    }

    /// The number of things at a token.
    fn counted_at(&self, at: usize) -> Option<Decimal> {
        let (value, unit) = self.read.with_unit(at)?;
        Some(value).filter(|value| value.scale() == 0 && unit == Unit::Things)
    }

    /// “81,70%, giảm so với mức 78,19% của tháng trước”, “86,91 điểm, giảm 1,49 điểm so với tháng 7 (85,42 điểm)”:
    /// the other way than the two numbers, or by another amount.
    fn against(&self, versus: usize) -> Option<Wrong> {
        let read = &self.read;
        let quiet = |at: &usize| {
            let aside = matches!(read.kind(*at), Some(Kind::When(_) | Kind::Mark('(')));
            let roles = [Role::Filler, Role::OfWhom, Role::Achieves, Role::Is];
            aside || read.any(*at, &roles) || read.is_hint(*at, Hint::Quiet)
        };
        let named = |at: usize| {
            let other = read.any(at, &[Role::Other, Role::Whole, Role::Part]);
            other || matches!(read.kind(at), Some(Kind::Axis(_) | Kind::Unit(_)))
        };
        let other = (versus + 1..versus + 8).find(|at| !quiet(at));
        let other = other.filter(|_| read.is(versus, Role::Versus))?;
        let (then, sign) = self.measured_at(other)?;
        let start = read.stretch(versus).start;
        let turns = |at: &usize| read.any(*at, &[Role::Rises, Role::Falls]);
        let turn = (start..versus).rev().find(turns)?;
        let own = (start..turn).rev().find(|at| read.number(*at).is_some())?;
        // “19,62/20 điểm”
        let own = match read.kind(own.checked_sub(1)?) {
            Some(Kind::Mark('/')) => own.checked_sub(2)?,
            _ => own,
        };
        let now = self.measured_at(own).filter(|(_, own)| *own == sign)?.0;
        if (own..other).any(named) || now == then {
            return None;
        }
        let mut amounts = (turn + 1..versus).filter_map(|at| read.number(at));
        let (amount, more) = (amounts.next(), amounts.next());
        let far = (now - then).abs();
        let way = read.is(turn, Role::Rises) == (now > then);
        let right = way && amount.is_none_or(|amount| agrees(amount, far));
        (!right && more.is_none()).then(|| {
            let turned = if now > then { "tăng" } else { "giảm" };
            let (then, now, far) = (print(then), print(now), print(far));
            let stated = self.quoted((turn, other + 2));
            let message = format!("từ {then} đến {now} là {turned} {far}, bài ghi “{stated}”");
            (turn, other + 2, message)
        })
    }

    /// “khoảng cách giữa đơn vị cao nhất (93,32 điểm) và đơn vị thấp nhất (78,88 điểm) là 14,44 điểm”.
    fn spread_told(&self, between: usize) -> Option<Wrong> {
        let read = &self.read;
        let part = read.stretch(between);
        let apart = |at: usize| read.is(at, Role::Apart) || read.is_hint(at, Hint::Distance);
        let led = read.is_hint(between, Hint::Between) && (part.start..between).any(apart);
        // “A (93,20 điểm) và B (71,40 điểm) chênh nhau 21,80 điểm”
        let near = (between + 1..between + 4).any(|at| self.measured_at(at).is_some());
        let compared = [Hint::More, Hint::Less].map(|hint| read.is_hint(between, hint));
        let aside = (part.start..between).filter_map(|open| self.in_brackets(open));
        let last = apart(between) && near && compared == [false; 2] && aside.count() == 2;
        if !led && !last {
            return None;
        }
        let end = if last {
            (between + 5).min(part.end)
        } else {
            part.end
        };
        let told = (part.start..end).filter_map(|at| Some((at, self.measured_at(at)?.0)));
        let told: Vec<(usize, Decimal)> = told.collect();
        let [(_, first), (_, second), (at, apart)] = told.as_slice() else {
            return None;
        };
        let far = (first - second).abs();
        (!agrees(*apart, far)).then(|| {
            let message = format!(
                "{} và {} cách nhau {}, bài ghi {}",
                print(*first),
                print(*second),
                print(far),
                print(*apart)
            );
            (*at, at + 2, message)
        })
    }

    /// “có 1.246 hồ sơ; trong đó 1.098 hồ sơ nộp trực tuyến, còn lại 148 hồ sơ nộp trực tiếp”: what is left of one
    /// number without another, or without all others.
    fn left_of_told(&self, rest: usize) -> Option<Wrong> {
        let read = &self.read;
        let at = (rest + 1..rest + 3).find(|at| !read.is(*at, Role::Filler));
        let at = at.filter(|_| read.is(rest, Role::Rest))?;
        let left = self.counted_at(at)?;
        let within = (0..rest).any(|at| read.is_hint(at, Hint::Within));
        let told: Vec<Decimal> = (0..rest).filter_map(|at| self.counted_at(at)).collect();
        let (whole, parts) = told.split_first().filter(|(_, parts)| !parts.is_empty())?;
        let all = whole - parts.iter().sum::<Decimal>();
        let known = self.tables.iter().flat_map(|table| &table.columns);
        let mut known = known.flat_map(|column| column.values.iter().flatten());
        let follows = all == left || parts.iter().any(|part| whole - part == left);
        if !within || follows || all <= Decimal::ZERO || known.any(|known| *known == left) {
            return None;
        }
        let parts: Vec<String> = parts.iter().map(|part| print(*part)).collect();
        let (whole, parts, all) = (print(*whole), parts.join(" và "), print(all));
        let message = format!("{whole} trừ {parts} còn {all}, bài ghi {}", print(left));
        Some((at, at + 2, message))
    }

    /// “A đạt bình quân 88,38 điểm, B đạt bình quân 84,99 điểm, chênh lệch 3,39 điểm”.
    fn apart_told(&self, apart: usize) -> Option<Wrong> {
        let read = &self.read;
        let leads = read.is_hint(apart, Hint::Difference);
        let quiet = |at: &usize| {
            read.any(*at, &[Role::Filler, Role::Is]) || read.is_hint(*at, Hint::Distance)
        };
        let at = (apart + 1..apart + 4)
            .find(|at| !quiet(at))
            .filter(|_| leads)?;
        let (far, unit) = self.measured_at(at)?;
        let parts = |at: &usize| !matches!(read.kind(*at), Some(Kind::Mark(';' | '.')));
        let before = (0..apart).rev().take_while(parts);
        let told: Vec<usize> = before
            .filter(|at| read.number(*at).is_some_and(|value| value.scale() > 0))
            .collect();
        // “A đạt 85,20 điểm, tăng 1,20 điểm, chênh lệch 3,10 điểm với xã đứng đầu”
        let quiet = |at: &usize| read.is(*at, Role::Filler);
        let turned = |at: &usize| {
            let led = (0..*at).rev().find(|at| !quiet(at));
            led.is_some_and(|at| read.any(at, &[Role::Rises, Role::Falls, Role::Lacks]))
        };
        if told.iter().any(turned) {
            return None;
        }
        let [second, first] = told.as_slice() else {
            return None;
        };
        let [first, second] =
            [first, second].map(|at| self.points_or_rate(*at).filter(|(_, own)| *own == unit));
        let (first, second) = (first?.0, second?.0);
        let known = (first - second).abs();
        (!agrees(far, known)).then(|| {
            let (first, second, known) = (print(first), print(second), print(known));
            let message = format!(
                "{first} và {second} cách nhau {known}, bài ghi {}",
                print(far)
            );
            (at, at + 2, message)
        })
    }

    /// The points or percents at a token, of so many or not: “14,96/18 điểm”.
    fn points_or_rate(&self, at: usize) -> Option<(Decimal, Unit)> {
        let whole = self.read.kind(at + 1) == Some(Kind::Mark('/'));
        let value = self.read.number(at)?;
        match whole {
            true => Some((value, self.read.with_unit(at + 2)?.1)),
            false => self.measured_at(at),
        }
    }

    /// “bình quân 14,96/18 điểm (83,11%)”: how many of a hundred so many points are.
    fn share_told(&self, mark: usize) -> Option<Wrong> {
        let read = &self.read;
        let part = read
            .number(mark.checked_sub(1)?)
            .filter(|part| part.scale() > 0)?;
        let whole = read
            .number(mark + 1)
            .filter(|_| read.kind(mark) == Some(Kind::Mark('/')))?;
        let quiet = [
            Role::Points,
            Role::Achieves,
            Role::Is,
            Role::Rate,
            Role::Filler,
        ];
        let quiet = |at: &usize| {
            let opens = matches!(read.kind(*at), Some(Kind::Mark('(' | ',')));
            opens || read.any(*at, &quiet)
        };
        let at = (mark + 2..mark + 7).find(|at| !quiet(at))?;
        // “đạt 17,50/20 điểm, đạt 95% kế hoạch”
        let mut between = mark + 2..at;
        let comma = between
            .clone()
            .any(|at| read.kind(at) == Some(Kind::Mark(',')));
        if comma && between.any(|at| read.is(at, Role::Achieves)) {
            return None;
        }
        let stated = read
            .number(at)
            .filter(|_| read.kind(at + 1) == Some(Kind::Mark('%')))?;
        let known =
            share(part, whole).filter(|_| part <= whole && read.is(mark + 2, Role::Points))?;
        // What was rounded to be printed is not what the rate was reckoned from.
        let slack = share(half_unit(part), whole)? + half_unit(stated);
        ((stated - known).abs() > slack).then(|| {
            let known = print(round(known, 2));
            let told = format!("{}/{}", print(part), print(whole));
            let message = format!("{told} là {known}%, bài ghi {}%", print(stated));
            (at, at + 2, message)
        })
    }

    /// “từ 1.183 hồ sơ lên 1.246 hồ sơ, tỷ lệ tăng 5,33%”: by how many of a hundred.
    fn grown(&self, start: usize) -> Option<Wrong> {
        let read = &self.read;
        let (_, end, (from, to), _) = self.way_from(start).filter(|(.., rank)| !rank)?;
        let counts = from.scale() == 0 && to.scale() == 0 && !from.is_zero();
        let turns = |at: &usize| read.any(*at, &[Role::Rises, Role::Falls]);
        let goes_on = |at: &usize| {
            let mark = matches!(
                read.kind(*at),
                Some(Kind::Mark(',' | '(' | ')') | Kind::When(_))
            );
            mark || read.any(
                *at,
                &[Role::Counted, Role::Filler, Role::Rate, Role::Versus],
            )
        };
        let turn = (end..end + 12).find(|at| !goes_on(at)).filter(turns);
        let turn = turn.filter(|_| counts)?;
        let at = (turn + 1..turn + 3).find(|at| !read.is(*at, Role::Filler))?;
        let stated = read
            .number(at)
            .filter(|_| read.kind(at + 1) == Some(Kind::Mark('%')))?;
        let known = share((to - from).abs(), from)?;
        (!agrees(stated, known)).then(|| {
            let (from, to, known) = (print(from), print(to), print(round(known, 2)));
            let message = format!(
                "từ {from} đến {to} là thay đổi {known}%, bài ghi {}%",
                print(stated)
            );
            (at, at + 2, message)
        })
    }

    /// The number that stands in the brackets that open here.
    fn in_brackets(&self, open: usize) -> Option<(usize, (Decimal, Unit))> {
        let opens = self.read.kind(open) == Some(Kind::Mark('('));
        let value = self.measured_at(open + 1).filter(|_| opens)?;
        (self.read.kind(open + 3) == Some(Kind::Mark(')'))).then_some((open + 1, value))
    }

    /// “tỷ lệ A (92,44%) cao hơn tỷ lệ B (79,98%) là 12,46 điểm”.
    fn compared_aside(&self, at: usize) -> Option<Wrong> {
        let read = &self.read;
        let hints = [Hint::More, Hint::Less].map(|hint| read.is_hint(at, hint));
        let more = match hints {
            [true, false] => true,
            [false, true] => false,
            _ => return None,
        };
        let (_, (first, sign)) = self.in_brackets(at.checked_sub(4)?)?;
        let part = read.stretch(at);
        let mut after = (at + 1..part.end).filter_map(|open| self.in_brackets(open));
        let (last, (second, _)) = after.next().filter(|(_, (_, other))| *other == sign)?;
        let (first_in, second_in) = (print(first), print(second));
        (more != (first > second) && first != second).then(|| {
            let stated = self.quoted((at, last + 2));
            let message = format!("{first_in} so với {second_in}, bài ghi “{stated}”");
            (at, last + 2, message)
        })
    }

    /// “trên tổng số 1.246 hồ sơ có 1.239 hồ sơ đúng hạn”: no more than there are.
    fn beyond_whole(&self, among: usize) -> Option<Wrong> {
        let read = &self.read;
        let opens = read.is_hint(among, Hint::Among) || read.is(among, Role::Of);
        let all = self.counted_at(among + 1).filter(|_| opens)?;
        let end = |at: &usize| matches!(read.kind(*at), None | Some(Kind::Mark(',' | ';' | '(')));
        let end = (among + 2..).find(end)?;
        let exists = (among + 2..end).find(|at| read.is(*at, Role::Exists))?;
        let at = (exists + 1..end).find(|at| self.counted_at(*at).is_some())?;
        let part = self.counted_at(at)?;
        let alike = read.words(at + 1) == read.words(among + 2);
        (alike && part > all).then(|| {
            let (part, all) = (print(part), print(all));
            let message = format!("{part} nhiều hơn tổng số {all} mà nó là một phần");
            (at, at + 2, message)
        })
    }
}
