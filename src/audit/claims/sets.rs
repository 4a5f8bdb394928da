//! Claims about sets: how many groups or units rose, fell, have all points or are in a band, and
//! which.

use rust_decimal::Decimal;

use super::said::{Group, Property, Subject};
use super::scores::keeps;
use super::token::{Kind, When};
use super::turned::Turned;
use super::units::level;
use super::vocabulary::{Hint, Role};
use super::{Claims, Sentence};
use crate::audit::Code;
use crate::audit::finding::{Finding, Mismatch};
use crate::audit::names::{List, bare};
use crate::score::{GroupScore, Scores, Unit};
use crate::vn::name::Level;
use crate::vn::number::print;
use crate::vn::text::{fold, has_word, join, lower};

/// Whether a change is of a kind, and by more than so much.
fn changed(property: Property, change: Decimal) -> Option<bool> {
    let Property::Changed(way, more) = property else {
        return None;
    };
    let more = more.is_none_or(|more| change.abs() > more);
    Some(change.cmp(&Decimal::ZERO) == way && more)
}

impl Claims<'_, '_> {
    /// How many groups of points there are of a kind, and which.
    pub(super) fn of_axes(
        &self,
        sentence: &Sentence,
        group: &Group,
        scores: &Scores,
        out: &mut Vec<Finding>,
    ) {
        let has = |score: &GroupScore| match group.property {
            Property::Changed(..) => changed(group.property, score.change()?),
            Property::Maximum(full) => Some((score.printed()? >= score.maximum) == full),
            _ => None,
        };
        let groups = scores.groups.iter();
        let known: Option<Vec<(&str, bool)>> = groups
            .map(|score| Some((&*score.name, has(score)?)))
            .collect();
        let member = |subject: &Subject| match subject {
            Subject::Axis(index) => Some(&*scores.groups.get(*index)?.name),
            _ => None,
        };
        let members: Vec<&str> = group.members.iter().filter_map(member).collect();
        if let Some(known) = known {
            self.of_set(sentence, group, &known, &members, out);
        }
    }

    /// How many units there are, of a kind, and which.
    pub(super) fn of_units(&self, sentence: &Sentence, group: &Group, out: &mut Vec<Finding>) {
        if let (Some(part), Property::Any) = (group.count, group.property) {
            out.extend(self.denominator(sentence, group, part));
            return;
        }
        if self.is_of_some(sentence, group) {
            return;
        }
        let inputs = self.context.inputs;
        let changes = match group.property {
            Property::Changed(..) => self.turned(sentence.tokens, (group.start, group.end)),
            _ => vec![Turned::Total],
        };
        let has = |unit: &str, part: Turned| match group.property {
            Property::Band(index) => {
                let set = inputs.framework.as_ref()?;
                Some(self.grade_of(unit)? == set.bands.get(index)?.name)
            }
            Property::Changed(..) => changed(group.property, self.change_of(unit, part)?),
            // So few points are those of a part.
            Property::Points(bound, points) => {
                let own = self.points_of(unit)?;
                (points * Decimal::TWO > own).then(|| keeps(bound, points, own))
            }
            Property::Share(bound, share) => {
                let column = self.rates(sentence)?;
                Some(keeps(bound, share, column(unit)?))
            }
            _ => None,
        };
        let member = |subject: &Subject| match subject {
            Subject::Unit(index) => self.units.get(*index).copied().map(bare),
            _ => None,
        };
        let members: Vec<&str> = group.members.iter().filter_map(member).collect();
        let mut told: Option<Vec<Finding>> = None;
        let populations = self.populations(sentence);
        let each = changes
            .iter()
            .flat_map(|part| populations.iter().map(move |units| (*part, units)));
        for (part, units) in each {
            let known: Option<Vec<(&str, bool)>> = units
                .iter()
                .map(|unit| Some((bare(unit), has(unit, part)?)))
                .collect();
            let Some(known) = known.filter(|known| known.len() > 1) else {
                continue;
            };
            let mut found = Vec::new();
            self.of_set(sentence, group, &known, &members, &mut found);
            if found.is_empty() {
                return;
            }
            told = told.or(Some(found));
        }
        out.extend(told.into_iter().flatten());
    }

    /// Whether a sentence begins by saying of which units only it is: “trong 05 xã A Lưới, …”.
    fn is_of_some(&self, sentence: &Sentence, group: &Group) -> bool {
        let text = sentence.text.trim_start();
        if !self.grammar.begins(text, Hint::Among) {
            return false;
        }
        let before = sentence
            .tokens
            .iter()
            .filter(|token| token.end <= group.start);
        let kinds: Vec<Kind> = before.map(|token| token.kind).take(4).collect();
        let count = kinds.iter().find_map(|kind| match kind {
            Kind::Number(count) => Some(*count),
            _ => None,
        });
        let noun =
            kinds.contains(&Kind::Role(Role::UnitNoun)) || kinds.contains(&Kind::Role(Role::Own));
        let Some(count) = count.filter(|_| noun) else {
            return false;
        };
        // “trong 38 đơn vị cấp xã” are all of a level.
        let levels = self.populations(sentence).into_iter();
        let lists = self.lists.iter().map(|list| list.units.len());
        let sizes = levels.map(|units| units.len()).chain(lists);
        let mut sizes = sizes.map(Decimal::from);
        !sizes.any(|size| size == count)
    }

    /// The units of which a sentence may speak: of a table of several levels those of the levels
    /// that it has words for, or else those of any.
    fn populations(&self, sentence: &Sentence) -> Vec<Vec<&str>> {
        let inputs = self.context.inputs;
        if !inputs.lists_several() {
            return vec![self.units.clone()];
        }
        let units: Vec<&Unit> = inputs.listed().collect();
        let of = |level: Option<Level>| {
            let own = units.iter();
            let own = own.filter(|unit| level.is_none() || unit.level == level);
            own.map(|unit| unit.scores.name.as_str()).collect()
        };
        let mut levels: Vec<Level> = units.iter().filter_map(|unit| unit.level).collect();
        levels.sort();
        levels.dedup();
        if levels.len() < 2 {
            return vec![of(None)];
        }
        let said = Level::spoken_of(sentence.text);
        let said = levels.iter().filter(|level| said.contains(level));
        let mut populations: Vec<Vec<&str>> = said.map(|level| of(Some(*level))).collect();
        if populations.len() != 1 {
            populations = levels.iter().map(|level| of(Some(*level))).collect();
            populations.insert(0, of(None));
        }
        populations
    }

    /// COUNT-02, COUNT-03 and SUPER-03: what is said of all that are of a kind.
    fn of_set(
        &self,
        sentence: &Sentence,
        group: &Group,
        known: &[(&str, bool)],
        members: &[&str],
        out: &mut Vec<Finding>,
    ) {
        let compared = matches!(group.property, Property::Changed(..));
        if group.when != if compared { When::Before } else { When::Now } {
            return;
        }
        let all = known.iter().filter(|(_, has)| *has).map(|(name, _)| *name);
        let all: Vec<&str> = all.collect();
        let span = (group.start, group.end);
        let words = sentence.words(group.start, group.end);
        let numbers = |count| Mismatch::of_counts(count, Decimal::from(all.len()));
        let advice = "sửa câu, hoặc kiểm tra số liệu";
        if let Some(numbers) = group.count.and_then(numbers) {
            let band = matches!(group.property, Property::Band(_));
            let code = if band { Code::Count02 } else { Code::Count03 };
            let listed = match (all.len(), known.len()) {
                (1.., ..=9) => format!(": {}", join(&all, ", ", " và ")),
                _ => String::new(),
            };
            let message = format!("bài ghi “{words}”, theo số liệu có {}{listed}", all.len());
            let finding = self.found(group.sure || band, code, sentence, span, message);
            out.push(finding.numbers(numbers).suggest(advice));
        }
        let wrong = members.iter().filter(|member| !all.contains(member));
        let wrong: Vec<&str> = wrong.copied().collect();
        // “các nhóm tăng điểm: A 16,94/18 (tăng 0,23); B …” goes on behind the mark.
        let rest = sentence.text.get(group.end..).unwrap_or_default();
        let one_way = |role| {
            sentence
                .tokens
                .iter()
                .any(|token| token.kind == Kind::Role(role))
        };
        let listed = !(one_way(Role::Rises) && one_way(Role::Falls));
        let rest = if listed { lower(rest) } else { String::new() };
        let told = |name: &str| has_word(&rest, &lower(name));
        let unsaid = all
            .iter()
            .filter(|name| !members.contains(name) && !told(name));
        let unsaid: Vec<&str> = unsaid.copied().collect();
        let named = group.count.is_none() && !members.is_empty();
        let message = match (wrong.is_empty(), named && !unsaid.is_empty()) {
            (true, false) => return,
            (true, true) => format!("bài ghi “{words}” mà thiếu {}", join(&unsaid, ", ", " và ")),
            (false, _) => {
                let wrong = join(&wrong, ", ", " và ");
                format!("bài ghi “{words}” gồm {wrong}, theo số liệu thì không")
            }
        };
        let sure = group.sure && !wrong.is_empty();
        let finding = self.found(sure, Code::Super03, sentence, span, message);
        out.push(finding.suggest(advice));
    }

    /// COUNT-01: `16/16 đơn vị` where no list has sixteen; `11/10 đơn vị`.
    fn denominator(&self, sentence: &Sentence, group: &Group, part: Decimal) -> Option<Finding> {
        let list = self.lists.iter().max_by_key(|list| list.units.len())?;
        let whole = group.of.unwrap_or(part);
        let units = Decimal::from(list.units.len());
        let sorts = |list: &List| {
            let names = list.units.iter().map(|(name, _)| lower(level(name)));
            let names: Vec<String> = names.collect();
            let of = |sort: &str| names.iter().filter(|own| *own == sort).count();
            Level::Commune.sorts().map(of).collect::<Vec<_>>()
        };
        let sizes = self.lists.iter().flat_map(|list| {
            let all = [list.units.len()];
            all.into_iter().chain(sorts(list))
        });
        let mut sizes = sizes.map(Decimal::from);
        let known = sizes.any(|size| size == whole) || self.one_more(whole, units);
        let (stated, counted) = match (part > whole, known) {
            (true, _) => (part, whole),
            (false, false) => (whole, units),
            (false, true) => return None,
        };
        let numbers = Mismatch::of_counts(stated, counted)?;
        let words = sentence.words(group.start, group.end);
        let message = format!(
            "bài ghi “{words}”, {} có {} đơn vị",
            list.name,
            print(units)
        );
        let span = (group.start, group.end);
        let finding = self.told(Code::Count01, sentence, span, message);
        let advice = "sửa số đơn vị, hoặc nói rõ đơn vị nào không có trong biểu";
        Some(finding.numbers(numbers).suggest(advice))
    }

    /// Whether the text itself names one scored body that no list holds: the desk of the level
    /// above.
    fn one_more(&self, whole: Decimal, units: Decimal) -> bool {
        let words = self.context.vocabulary;
        let desk = |text: &str| {
            let folded = fold(text);
            words.desk.are_in(&folded) && words.points.are_in(&folded)
        };
        let mut prose = self.context.texts.prose();
        whole == units + Decimal::ONE && prose.any(|stretch| desk(stretch.text))
    }
}
