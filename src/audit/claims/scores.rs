//! Claims about the points of one unit: its total, its rank, its groups.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::lines::Counts;
use super::said::{Bound, Claim, Said, Subject};
use super::token::When;
use super::{Claims, Sentence, agrees, share, sums};
use crate::audit::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::score::{GroupScore, Scores};
use crate::vn::number::{half_unit, print, round};
use crate::vn::period::Period;

/// The share of its points that a group has, in percent.
fn achieved_share(group: &GroupScore) -> Option<Decimal> {
    share(group.achieved()?, group.applicable())
}

/// Whether points keep to what is said of them.
pub fn keeps(bound: Bound, stated: Decimal, known: Decimal) -> bool {
    match bound {
        Bound::Exact => agrees(stated, known) || stated.scale() == 0 && known.trunc() == stated,
        Bound::Above => known > stated,
        Bound::AtLeast => known >= stated,
        Bound::Below => known < stated,
        Bound::AtMost => known <= stated,
        Bound::Near => known < stated && stated - known <= Decimal::ONE,
        Bound::About => (known - stated).abs() <= Decimal::ONE,
    }
}

/// A claim about the points of one unit, beside them.
pub struct Held<'h, 'a, 'c> {
    claims: &'h Claims<'a, 'c>,
    pub(super) sentence: &'h Sentence<'h>,
    pub(super) claim: &'h Claim,
    pub(super) scores: &'h Scores,
    /// What is spoken of, for the user.
    name: String,
}

impl<'h, 'a, 'c> Held<'h, 'a, 'c> {
    pub fn new(
        claims: &'h Claims<'a, 'c>,
        sentence: &'h Sentence<'h>,
        claim: &'h Claim,
        scores: &'h Scores,
    ) -> Self {
        let name = match claim.subject {
            Subject::Rank => "thứ hạng".to_owned(),
            Subject::Grade => "xếp loại".to_owned(),
            Subject::Axis(index) => {
                let group = scores.groups.get(index);
                group.map_or(String::new(), |group| format!("“{}”", group.name))
            }
            _ => "tổng điểm".to_owned(),
        };
        Self {
            claims,
            sentence,
            claim,
            scores,
            name,
        }
    }

    /// What is wrong with the claim.
    pub fn finding(&self) -> Option<Finding> {
        self.wrong().filter(|_| !self.is_another())
    }

    /// Whether something is said to have risen by what it fell, or to have fallen by what it rose.
    pub fn is_turned(&self) -> bool {
        let Said::Changed(way, false, Some(by)) = self.claim.said else {
            return false;
        };
        let turned =
            |change: Decimal| agrees(by, change.abs()) && change.cmp(&Decimal::ZERO) != way;
        self.change().is_some_and(turned)
    }

    fn wrong(&self) -> Option<Finding> {
        match self.claim.said {
            Said::Points(bound, stated, of) => self.of_points(bound, stated, of),
            Said::Percent(stated, _) => {
                let known = achieved_share(self.group()?)?;
                let now = self.claim.when == When::Now;
                self.differs(
                    format!("tỷ lệ điểm của {}", self.name),
                    stated,
                    round(known, 2),
                )
                .filter(|_| now && !agrees(stated, known))
            }
            Said::Lacks(stated) => self.lacks(stated),
            Said::Possible(stated) => {
                let what = format!("điểm tối đa của {}", self.name);
                self.differs(what, stated, self.possible()?)
                    .filter(|_| !self.is_possible(stated))
            }
            Said::Rank(stated, of) => self.rank(stated, of),
            Said::Within(first, denied) => {
                let rank = Decimal::from(self.scores.rank.as_ref()?.rank);
                let (rank_in, first_in) = (print(rank), print(first));
                let says = if denied { "ngoài" } else { "trong" };
                let message =
                    format!("thứ hạng là {rank_in}, bài nói {says} {first_in} đơn vị đầu");
                let finding = self.found(Code::Xref05, message);
                ((rank > first) != denied)
                    .then(|| finding.suggest("sửa câu, hoặc kiểm tra thứ hạng"))
            }
            Said::Band(index, denied) => self.band(index, denied),
            Said::Maximum(denied) => {
                let (known, possible) = (self.points()?, self.possible()?);
                let says = if denied { "chưa đạt" } else { "đạt" };
                let points = format!("{}/{}", print(known), print(possible));
                let message = format!(
                    "{} được {points} điểm, bài nói {says} điểm tối đa",
                    self.name
                );
                let finding = self.found(Code::Super03, message);
                ((known >= possible || self.is_possible(known)) == denied)
                    .then(|| finding.suggest("sửa câu, hoặc kiểm tra điểm"))
            }
            Said::Changed(way, denied, by) => self.changed(way, denied, by),
            Said::Extreme(lowest, way, among) => self.extreme(lowest, way, among),
            Said::Count(_) => None,
        }
    }

    fn found(&self, code: Code, message: String) -> Finding {
        let span = (self.claim.start, self.claim.end);
        let sure = self.claim.sure && !self.is_also_other();
        self.claims.found(sure, code, self.sentence, span, message)
    }

    fn differs(&self, what: String, stated: Decimal, known: Decimal) -> Option<Finding> {
        let why = "số ghi lại phải bằng số của hồ sơ";
        let numbers = Mismatch::of(stated, known, Decimal::ZERO, why)?;
        let message = format!("{what} là {}, bài ghi {}", print(known), print(stated));
        let finding = self.found(Code::Xref05, message).numbers(numbers);
        Some(finding.suggest("sửa số trong bài, hoặc kiểm tra số liệu của hồ sơ"))
    }

    fn group(&self) -> Option<&GroupScore> {
        match self.claim.subject {
            Subject::Axis(index) => self.scores.groups.get(index),
            _ => None,
        }
    }

    pub(super) fn points(&self) -> Option<Decimal> {
        match (self.claim.subject, self.claim.when) {
            (Subject::Total, When::Now) => Some(self.scores.printed_total()),
            (Subject::Total, When::Before) => self.scores.previous_total(),
            (Subject::Total, When::YearBefore) => self.scores.year_before_total(),
            (Subject::Axis(_), When::YearBefore) => {
                Some(self.group()?.published.year_before.as_ref()?.value)
            }
            (Subject::Axis(_), When::Now) => self.group()?.printed(),
            (Subject::Axis(_), When::Before) => {
                Some(self.group()?.published.previous.as_ref()?.value)
            }
            _ => None,
        }
    }

    pub(super) fn possible(&self) -> Option<Decimal> {
        match self.claim.subject {
            Subject::Total => Some(self.scores.full()),
            Subject::Axis(_) => Some(self.group()?.maximum),
            _ => None,
        }
    }

    /// Whether so many points can be had: all, or of what applies.
    fn is_possible(&self, points: Decimal) -> bool {
        let applicable = match self.group() {
            Some(group) => group.applicable(),
            None => self.scores.applicable(),
        };
        self.possible() == Some(points) || applicable == points
    }

    pub(super) fn change(&self) -> Option<Decimal> {
        if self.claim.when == When::YearBefore {
            return match self.claim.subject {
                Subject::Total => self.scores.change_in_year(),
                Subject::Axis(_) => self.group()?.change_in_year(),
                _ => None,
            };
        }
        match self.claim.subject {
            Subject::Total => self.scores.change(),
            Subject::Axis(_) => self.group()?.change(),
            Subject::Rank => {
                let now = Decimal::from(self.scores.rank.as_ref()?.rank);
                let units = &self.claims.context.inputs.units;
                Some(Decimal::from(units.first()?.previous_rank?) - now)
            }
            Subject::Grade => self.grades_up(),
            _ => None,
        }
    }

    /// Points of the unit's full ones as points of the set's maximum.
    fn converted(&self, points: Decimal) -> Option<Decimal> {
        let set = self.claims.context.inputs.framework.as_ref()?;
        (points * set.maximum).checked_div(self.scores.full())
    }

    /// By how many bands the unit rose.
    fn grades_up(&self) -> Option<Decimal> {
        let set = self.claims.context.inputs.framework.as_ref()?;
        let grade = |points: Decimal| {
            let converted = self.converted(points)?;
            set.bands.iter().position(|band| converted >= band.from)
        };
        let now = grade(self.scores.printed_total())?;
        let before = grade(self.scores.previous_total()?)?;
        Some(Decimal::from(before) - Decimal::from(now))
    }

    fn of_points(&self, bound: Bound, stated: Decimal, of: Option<Decimal>) -> Option<Finding> {
        let (known, possible) = (self.points()?, self.possible()?);
        let all = |of: &Decimal| self.is_possible(*of) || *of == self.scores.maximum;
        if let Some(of) = of.filter(|of| !all(of)) {
            // “phản ánh, kiến nghị được đánh giá hài lòng là 8/9” are things.
            let lines = self.claims.lines();
            let counts = |line: &Counts| line.count == Some(stated) && line.of == Some(of);
            if lines.all.iter().any(counts) || self.is_of_groups(stated, of) {
                return None;
            }
            return self.differs(format!("điểm tối đa của {}", self.name), of, possible);
        }
        let what = match self.claim.when {
            When::Before => format!("{} kỳ trước", self.name),
            When::YearBefore => format!("{} cùng kỳ năm trước", self.name),
            _ => self.name.clone(),
        };
        // “18/18” is no rounded 17,5.
        let whole = stated.scale() == 0 && bound == Bound::Exact;
        let exact = whole && (of.is_some() || stated == possible);
        let here = self.claim.when == When::Now && bound == Bound::Exact && self.group().is_none();
        let converted = self.scores.converted().filter(|_| here);
        let converted = converted.is_some_and(|points| points != known && agrees(stated, points));
        let kept = converted || keeps(bound, stated, known) && (!exact || stated == known);
        self.differs(what, stated, known).filter(|_| !kept)
    }

    /// Whether so much of so much is what a group has, or several together: “được 6,75/10 điểm”.
    fn is_of_groups(&self, stated: Decimal, of: Decimal) -> bool {
        let groups = self.scores.groups.iter();
        let known = groups.filter_map(|group| Some((group.printed()?, group.applicable())));
        let (points, possible): (Vec<Decimal>, Vec<Decimal>) = known.unzip();
        let mut all = sums(&points, 1).zip(sums(&possible, 1));
        self.group().is_none() && all.any(|known| known == (stated, of))
    }

    fn lacks(&self, stated: Decimal) -> Option<Finding> {
        let known = self.points()?;
        let possible = self.possible()?;
        let cuts = self.claims.cuts().into_iter();
        let mut cuts = cuts.filter(|_| self.claim.subject == Subject::Total);
        let right = agrees(stated, possible - known) || cuts.any(|cut| agrees(stated, cut - known));
        let what = format!("số điểm {} còn thiếu", self.name);
        self.differs(what, stated, possible - known)
            .filter(|_| !right)
    }

    fn rank(&self, stated: Decimal, of: Option<Decimal>) -> Option<Finding> {
        let own = matches!(self.claim.subject, Subject::Total | Subject::Rank);
        let rank = self.scores.rank.as_ref().filter(|_| own)?;
        let now = self.claim.when == When::Now;
        let (what, known) = match self.claim.when {
            When::Now => ("thứ hạng", Decimal::from(rank.rank)),
            When::Before => {
                let units = &self.claims.context.inputs.units;
                (
                    "thứ hạng kỳ trước",
                    Decimal::from(units.first()?.previous_rank?),
                )
            }
            _ => return None,
        };
        if stated != known {
            return self.differs(what.to_owned(), stated, known);
        }
        let what = "số đơn vị được xếp hạng".to_owned();
        let (of, ranked) = (of?, Decimal::from(rank.of));
        match now {
            true => self.differs(what, of, ranked),
            // There may have been others then.
            false => {
                let message = format!("{what} là {}, bài ghi {}", print(ranked), print(of));
                let span = (self.claim.start, self.claim.end);
                let found = self
                    .claims
                    .found(false, Code::Xref05, self.sentence, span, message);
                (of != ranked).then_some(found)
            }
        }
    }

    fn band(&self, index: usize, denied: bool) -> Option<Finding> {
        let set = self.claims.context.inputs.framework.as_ref()?;
        let (points, converted) = match self.claim.when {
            When::Now => (self.scores.printed_total(), self.scores.converted()?),
            When::Before => {
                let points = self.scores.previous_total()?;
                (
                    points,
                    (points * set.maximum).checked_div(self.scores.full())?,
                )
            }
            _ => return None,
        };
        let known = set.band(converted)?;
        let stated = set.bands.get(index)?;
        let wrong = (stated.name == known.name) == denied;
        let own = matches!(self.claim.subject, Subject::Total | Subject::Rank);
        let points = print(points);
        let when = if self.claim.when == When::Before {
            "kỳ trước "
        } else {
            ""
        };
        let message = format!(
            "{when}{points} điểm xếp loại {}, bài ghi {}",
            known.name, stated.name
        );
        (wrong && own).then(|| {
            let finding = self.found(Code::Band02, message);
            let finding = finding.words(stated.name.as_str(), known.name.as_str());
            finding.suggest("sửa xếp loại trong bài")
        })
    }

    /// SUPER-02 and DELTA-02: what is said to rise or fall did, by so much.
    fn changed(&self, way: Ordering, denied: bool, by: Option<Decimal>) -> Option<Finding> {
        let change = self.change()?;
        let words = self.sentence.words(self.claim.start, self.claim.end);
        let signed = by.map(|by| if way == Ordering::Less { -by } else { by });
        let near = |signed: Decimal| {
            let rounded = half_unit(signed).min(half_unit(change));
            (signed - change).abs() <= rounded || agrees(signed, change)
        };
        let advice = "sửa câu, hoặc kiểm tra điểm hai kỳ";
        if self.claim.when == When::Month && signed.is_some_and(near) {
            let period = self.claims.context.inputs.compared();
            let period = period.map_or("kỳ trước".to_owned(), Period::short);
            let change = print(change);
            let message = format!(
                "{} so với {period} thay đổi {change}, bài so với tháng khác",
                self.name
            );
            let span = (self.claim.start, self.claim.end);
            let finding = self
                .claims
                .found(false, Code::Super02, self.sentence, span, message);
            return Some(finding.suggest(advice));
        }
        let actual = change.cmp(&Decimal::ZERO);
        let right = match signed {
            Some(signed) => near(signed),
            None => (actual == way) != denied,
        };
        if right || ![When::Before, When::YearBefore].contains(&self.claim.when) {
            return None;
        }
        let code = if actual == way {
            Code::Delta02
        } else {
            Code::Super02
        };
        let unit = match self.claim.subject {
            Subject::Rank | Subject::Grade => "bậc",
            _ => "điểm",
        };
        let since = match self.claim.when {
            When::YearBefore => " so với cùng kỳ năm trước",
            _ => "",
        };
        let message = format!(
            "{} thay đổi {} {unit}{since}, bài ghi “{words}”",
            self.name,
            print(change)
        );
        let finding = self.found(code, message);
        let why = "nửa đơn vị số cuối của mức ghi gọn hơn";
        let numbers = signed.and_then(|signed| Mismatch::of(signed, change, Decimal::ZERO, why));
        let finding = match numbers {
            Some(numbers) => finding.numbers(numbers),
            None => finding,
        };
        Some(finding.suggest(advice))
    }

    /// SUPER-01: one of the lowest or highest shares or changes.
    fn extreme(&self, lowest: bool, way: Option<Ordering>, among: usize) -> Option<Finding> {
        let lowest = lowest || way == Some(Ordering::Less);
        let measure = |group: &GroupScore| match way {
            Some(_) => group.change(),
            None => achieved_share(group),
        };
        let time = if way.is_some() {
            When::Before
        } else {
            When::Now
        };
        let named = self.group().filter(|_| self.claim.when == time)?;
        let stated = measure(named)?;
        let measured = self
            .scores
            .groups
            .iter()
            .filter_map(|group| Some((measure(group)?, group)));
        let mut all: Vec<(Decimal, &GroupScore)> = measured.collect();
        all.sort_by_key(|(value, _)| if lowest { *value } else { -*value });
        let (last, _) = all.get(among - 1)?;
        let (best, best_group) = all.first()?;
        let right = if lowest {
            stated <= *last
        } else {
            stated >= *last
        };
        let numbers = Mismatch::of_counts(round(stated, 2), round(*best, 2)).filter(|_| !right)?;
        let (word, unit) = match (way, lowest) {
            (None, true) => ("thấp nhất", "%"),
            (None, false) => ("cao nhất", "%"),
            (Some(_), true) => ("giảm nhiều nhất", " điểm"),
            (Some(_), false) => ("tăng nhiều nhất", " điểm"),
        };
        let (stated, best) = (print(numbers.stated), print(numbers.recomputed));
        let message = format!(
            "bài nói “{}” {word} ({stated}{unit}), nhưng {word} là “{}” ({best}{unit})",
            named.name, best_group.name
        );
        let finding = self.found(Code::Super01, message).numbers(numbers);
        Some(finding.suggest(format!(
            "sửa thành “{}”, hoặc kiểm tra điểm",
            best_group.name
        )))
    }
}
