//! Claims about the points of one unit: its total, its rank, its groups.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::reader::{Bound, Claim, Group, Property, Said, Subject};
use super::tokens::When;
use super::{Claims, Sentence, agrees};
use crate::audit::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::score::{GroupScore, Scores};
use crate::vn::number::{half_unit, print, round};
use crate::vn::text::join;

/// The share of its points that a group has, in percent.
fn share(group: &GroupScore) -> Option<Decimal> {
    (group.achieved()? * Decimal::ONE_HUNDRED).checked_div(group.applicable())
}

/// Whether points keep to what is said of them.
pub fn keeps(bound: Bound, stated: Decimal, known: Decimal) -> bool {
    match bound {
        Bound::Exact => agrees(stated, known) || stated.scale() == 0 && known.trunc() == stated,
        Bound::Above => known > stated,
        Bound::AtLeast => known >= stated,
        Bound::Below => known < stated,
        Bound::Near => known < stated && stated - known <= Decimal::ONE,
        Bound::About => (known - stated).abs() <= Decimal::ONE,
    }
}

impl Claims<'_, '_> {
    fn name(&self, subject: Subject, scores: &Scores) -> String {
        match subject {
            Subject::Rank => "thứ hạng".to_owned(),
            Subject::Axis(index) => {
                let group = scores.groups.get(index);
                group.map_or(String::new(), |group| format!("“{}”", group.name))
            }
            _ => "tổng điểm".to_owned(),
        }
    }

    fn points(subject: Subject, when: When, scores: &Scores) -> Option<Decimal> {
        match (subject, when) {
            (Subject::Total, When::Now) => Some(scores.printed_total()),
            (Subject::Total, When::Before) => scores.previous_total(),
            (Subject::Axis(index), When::Now) => scores.groups.get(index)?.printed(),
            (Subject::Axis(index), When::Before) => {
                Some(scores.groups.get(index)?.published.previous.as_ref()?.value)
            }
            _ => None,
        }
    }

    fn possible(subject: Subject, scores: &Scores) -> Option<Decimal> {
        match subject {
            Subject::Total => Some(scores.maximum),
            Subject::Axis(index) => Some(scores.groups.get(index)?.maximum),
            _ => None,
        }
    }

    fn change(&self, subject: Subject, scores: &Scores) -> Option<Decimal> {
        match subject {
            Subject::Total => scores.change(),
            Subject::Axis(index) => scores.groups.get(index)?.change(),
            Subject::Rank => {
                let now = Decimal::from(scores.rank.as_ref()?.rank);
                let before = self.context.inputs.units.first()?.previous_rank?;
                Some(Decimal::from(before) - now)
            }
            _ => None,
        }
    }

    pub(super) fn of_scores(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        scores: &Scores,
    ) -> Option<Finding> {
        let subject = claim.subject;
        let name = self.name(subject, scores);
        let span = (claim.start, claim.end);
        let found = |code, message| self.found(claim.sure, code, sentence, span, message);
        let differs = |what: String, stated: Decimal, known: Decimal| {
            let numbers = Mismatch::of(
                stated,
                known,
                Decimal::ZERO,
                "số ghi lại phải bằng số của hồ sơ",
            )?;
            let message = format!("{what} là {}, bài ghi {}", print(known), print(stated));
            let finding = found(Code::Xref05, message).numbers(numbers);
            Some(finding.suggest("sửa số trong bài, hoặc kiểm tra số liệu của hồ sơ"))
        };
        match claim.said {
            Said::Points(bound, stated, of) => {
                let known = Self::points(subject, claim.when, scores)?;
                let possible = Self::possible(subject, scores)?;
                if let Some(of) = of.filter(|of| !agrees(*of, possible)) {
                    return differs(format!("điểm tối đa của {name}"), of, possible);
                }
                let what = match claim.when {
                    When::Before => format!("{name} kỳ trước"),
                    _ => name,
                };
                // “18/18” is no rounded 17,5.
                let exact = stated.scale() == 0 && (of.is_some() || stated == possible);
                if keeps(bound, stated, known)
                    && (!exact || bound != Bound::Exact || stated == known)
                {
                    return None;
                }
                differs(what, stated, known)
            }
            Said::Percent(stated, _) => {
                let Subject::Axis(index) = subject else {
                    return None;
                };
                let known = share(scores.groups.get(index)?)?;
                if agrees(stated, known) || claim.when != When::Now {
                    return None;
                }
                differs(format!("tỷ lệ điểm của {name}"), stated, round(known, 2))
            }
            Said::Lacks(stated) => {
                let known = Self::points(subject, claim.when, scores)?;
                let mut wanted = vec![Self::possible(subject, scores)?];
                if let (Subject::Total, Some(set)) = (subject, &self.context.inputs.framework) {
                    wanted.extend(set.bands.iter().map(|band| band.from));
                }
                if wanted.iter().any(|wanted| agrees(stated, wanted - known)) {
                    return None;
                }
                differs(
                    format!("số điểm {name} còn thiếu"),
                    stated,
                    wanted.first()? - known,
                )
            }
            Said::Possible(stated) => {
                let known = Self::possible(subject, scores)?;
                if agrees(stated, known) {
                    return None;
                }
                differs(format!("điểm tối đa của {name}"), stated, known)
            }
            Said::Rank(stated, of) => self.rank(claim, scores, stated, of, &differs),
            Said::Within(first) => {
                let rank = Decimal::from(scores.rank.as_ref()?.rank);
                let message = format!(
                    "thứ hạng là {}, bài nói trong {} đơn vị đầu",
                    print(rank),
                    print(first)
                );
                (rank > first).then(|| {
                    found(Code::Xref05, message).suggest("sửa câu, hoặc kiểm tra thứ hạng")
                })
            }
            Said::Band(index, denied) => {
                let set = self.context.inputs.framework.as_ref()?;
                let known = set.band(scores.converted()?)?;
                let stated = set.bands.get(index)?;
                let wrong = (stated.name == known.name) == denied;
                let here = claim.when == When::Now && subject == Subject::Total;
                let message = format!(
                    "{} điểm xếp loại {}, bài ghi {}",
                    print(scores.printed_total()),
                    known.name,
                    stated.name
                );
                (wrong && here).then(|| {
                    let finding = found(Code::Band02, message)
                        .words(stated.name.as_str(), known.name.as_str());
                    finding.suggest("sửa xếp loại trong bài")
                })
            }
            Said::Maximum(denied) => {
                let known = Self::points(subject, claim.when, scores)?;
                let possible = Self::possible(subject, scores)?;
                let says = if denied { "chưa đạt" } else { "đạt" };
                let message = format!(
                    "{name} được {}/{} điểm, bài nói {says} điểm tối đa",
                    print(known),
                    print(possible)
                );
                ((known >= possible) == denied)
                    .then(|| found(Code::Super03, message).suggest("sửa câu, hoặc kiểm tra điểm"))
            }
            Said::Changed(way, denied, by) => {
                self.changed(sentence, claim, scores, (way, denied, by))
            }
            Said::Extreme(lowest, way, among) => {
                self.extreme(sentence, claim, scores, (lowest, way, among))
            }
            Said::Count(_) => None,
        }
    }

    fn rank(
        &self,
        claim: &Claim,
        scores: &Scores,
        stated: Decimal,
        of: Option<Decimal>,
        differs: &dyn Fn(String, Decimal, Decimal) -> Option<Finding>,
    ) -> Option<Finding> {
        let rank = scores.rank.as_ref()?;
        let (what, known) = match claim.when {
            When::Now => ("thứ hạng", Decimal::from(rank.rank)),
            When::Before => {
                let before = self.context.inputs.units.first()?.previous_rank?;
                ("thứ hạng kỳ trước", Decimal::from(before))
            }
            _ => return None,
        };
        if stated != known {
            return differs(what.to_owned(), stated, known);
        }
        let all = Decimal::from(rank.of);
        let of = of.filter(|of| *of != all && claim.when == When::Now)?;
        differs("số đơn vị được xếp hạng".to_owned(), of, all)
    }

    fn changed(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        scores: &Scores,
        (way, denied, by): (Ordering, bool, Option<Decimal>),
    ) -> Option<Finding> {
        let change = self.change(claim.subject, scores)?;
        let name = self.name(claim.subject, scores);
        let span = (claim.start, claim.end);
        let words = sentence.text.get(span.0..span.1).unwrap_or_default();
        let signed = by.map(|by| if way == Ordering::Less { -by } else { by });
        let fits = |signed: Decimal| {
            (signed - change).abs() <= half_unit(signed).min(half_unit(change))
                || agrees(signed, change)
        };
        if claim.when == When::Month && signed.is_some_and(fits) {
            let period = self.context.inputs.period.previous().short();
            let message = format!(
                "{name} so với {period} thay đổi {}, bài so với tháng khác",
                print(change)
            );
            return Some(
                self.found(false, Code::Super02, sentence, span, message)
                    .suggest("sửa tháng được so"),
            );
        }
        let actual = change.cmp(&Decimal::ZERO);
        let right = match signed {
            Some(signed) => fits(signed),
            None => (actual == way) != denied,
        };
        if right || claim.when != When::Before {
            return None;
        }
        let opposite = actual != way;
        let code = if opposite {
            Code::Super02
        } else {
            Code::Delta02
        };
        let unit = if claim.subject == Subject::Rank {
            "bậc"
        } else {
            "điểm"
        };
        let message = format!(
            "{name} thay đổi {} {unit}, bài ghi “{words}”",
            print(change)
        );
        let finding = self.found(claim.sure, code, sentence, span, message);
        let numbers = signed.and_then(|signed| {
            let why = "nửa đơn vị số cuối của mức ghi gọn hơn";
            Mismatch::of(signed, change, Decimal::ZERO, why)
        });
        let finding = match numbers {
            Some(numbers) => finding.numbers(numbers),
            None => finding,
        };
        Some(finding.suggest("sửa câu, hoặc kiểm tra điểm hai kỳ"))
    }

    /// SUPER-01: one of the lowest or highest shares or changes.
    fn extreme(
        &self,
        sentence: &Sentence,
        claim: &Claim,
        scores: &Scores,
        (lowest, way, among): (bool, Option<Ordering>, usize),
    ) -> Option<Finding> {
        let Subject::Axis(index) = claim.subject else {
            return None;
        };
        let lowest = lowest || way == Some(Ordering::Less);
        let measure = |group: &GroupScore| match way {
            Some(_) => group.change(),
            None => share(group),
        };
        let right_time = if way.is_some() {
            When::Before
        } else {
            When::Now
        };
        if claim.when != right_time {
            return None;
        }
        let named = scores.groups.get(index)?;
        let stated = measure(named)?;
        let mut all: Vec<(Decimal, &GroupScore)> = scores
            .groups
            .iter()
            .filter_map(|group| Some((measure(group)?, group)))
            .collect();
        all.sort_by_key(|(value, _)| if lowest { *value } else { -*value });
        let (last, _) = all.get(among - 1)?;
        let (best, best_group) = all.first()?;
        let right = if lowest {
            stated <= *last
        } else {
            stated >= *last
        };
        let numbers = Mismatch::of_counts(round(stated, 2), round(*best, 2))?;
        if right {
            return None;
        }
        let (word, unit) = match (way, lowest) {
            (None, true) => ("thấp nhất", "%"),
            (None, false) => ("cao nhất", "%"),
            (Some(_), true) => ("giảm nhiều nhất", " điểm"),
            (Some(_), false) => ("tăng nhiều nhất", " điểm"),
        };
        let message = format!(
            "bài nói “{}” {word} ({}{unit}), nhưng {word} là “{}” ({}{unit})",
            named.name,
            print(numbers.stated),
            best_group.name,
            print(numbers.recomputed)
        );
        let finding = self.found(
            claim.sure,
            Code::Super01,
            sentence,
            (claim.start, claim.end),
            message,
        );
        Some(finding.numbers(numbers).suggest(format!(
            "sửa thành “{}”, hoặc kiểm tra điểm",
            best_group.name
        )))
    }

    /// COUNT-03 and SUPER-03: how many groups rose, fell or have all points, and which.
    pub(super) fn of_axes(
        &self,
        sentence: &Sentence,
        group: &Group,
        scores: &Scores,
        out: &mut Vec<Finding>,
    ) {
        let has = |score: &GroupScore| match group.property {
            Property::Changed(way, more) => {
                let change = score.change()?;
                let more = more.is_none_or(|more| change.abs() > more);
                Some(change.cmp(&Decimal::ZERO) == way && more)
            }
            Property::Maximum(full) => Some((score.printed()? >= score.maximum) == full),
            _ => None,
        };
        let known: Option<Vec<bool>> = scores.groups.iter().map(has).collect();
        let compared = matches!(group.property, Property::Changed(..));
        let time = if compared { When::Before } else { When::Now };
        let Some(known) = known.filter(|_| group.when == time) else {
            return;
        };
        let all: Vec<usize> = (0..known.len())
            .filter(|index| known.get(*index) == Some(&true))
            .collect();
        let names = |indices: &[usize]| {
            let names = indices.iter().filter_map(|index| scores.groups.get(*index));
            let names: Vec<&str> = names.map(|group| &*group.name).collect();
            join(&names, ", ", " và ")
        };
        let span = (group.start, group.end);
        let words = sentence.text.get(span.0..span.1).unwrap_or_default().trim();
        let counted = Decimal::from(all.len());
        if let Some(numbers) = group
            .count
            .and_then(|count| Mismatch::of_counts(count, counted))
        {
            let listed = if all.is_empty() {
                "không có trục nào".to_owned()
            } else {
                names(&all)
            };
            let message = format!(
                "bài ghi “{words}”, theo điểm thì có {}: {listed}",
                all.len()
            );
            let finding = self.found(group.sure, Code::Count03, sentence, span, message);
            out.push(
                finding
                    .numbers(numbers)
                    .suggest("sửa câu, hoặc kiểm tra điểm"),
            );
        }
        let members = group.members.iter().filter_map(|member| match member {
            Subject::Axis(index) => Some(*index),
            _ => None,
        });
        let members: Vec<usize> = members.collect();
        let wrong: Vec<usize> = members
            .iter()
            .copied()
            .filter(|index| !all.contains(index))
            .collect();
        let unsaid: Vec<usize> = all
            .iter()
            .copied()
            .filter(|index| !members.contains(index))
            .collect();
        let incomplete = group.count.is_none() && !members.is_empty() && !unsaid.is_empty();
        if !wrong.is_empty() || incomplete {
            let message = match wrong.is_empty() {
                true => format!("bài ghi “{words}” mà thiếu {}", names(&unsaid)),
                false => format!(
                    "bài ghi “{words}” gồm {}, theo điểm thì không",
                    names(&wrong)
                ),
            };
            let finding = self.found(
                group.sure && !wrong.is_empty(),
                Code::Super03,
                sentence,
                span,
                message,
            );
            out.push(finding.suggest("sửa câu, hoặc kiểm tra điểm"));
        }
    }
}
