//! What a template can name of points: those of the unit that the document is about, and of several.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{Of, add, insert, object};
use crate::compose::explanation::stated;
use crate::compose::filters::change_in_words;
use crate::compose::former;
use crate::form::Sourced;
use crate::score::{Average, Computed, GroupRank, GroupScore, IndicatorScore, Rank, Scores, Unit};
use crate::source::{Figure, Points, Source};
use crate::vn::name::Level;
use crate::vn::number::{print, print_count, print_short, round};
use crate::vn::period::Period;

/// What points are compared with.
struct Compared {
    previous: Option<Decimal>,
    change: Option<Decimal>,
    year_before: Option<Decimal>,
    change_in_year: Option<Decimal>,
}

impl Of<'_> {
    /// A figure of the points of a unit or of a group of them.
    fn points(&self, (unit, group): (usize, Option<usize>), what: Points, text: &str) -> String {
        let figure = Figure::Points { unit, group, what };
        let place = stated(self.inputs, figure);
        let source = place.map_or(Source::Computed(figure), |place| {
            Source::Stated(place.clone())
        });
        self.marks.mark(text, source)
    }

    fn group_rank(&self, rank: &GroupRank) -> String {
        match &rank.place {
            Some(place) => self
                .marks
                .mark(&rank.written(), Source::Stated(place.clone())),
            None => rank.written(),
        }
    }

    pub(super) fn scores(&self, scores: &Scores) -> Value {
        // A group that does not apply has no sentence.
        let groups = scores.groups.iter().enumerate();
        let groups: Value = groups
            .filter_map(|(index, group)| {
                let printed = group.printed()?;
                let points = |what, text: String| self.points((0, Some(index)), what, &text);
                let mut values = json!({
                    "ma": &*group.id,
                    "ten": &*group.name,
                    "dat": points(Points::Achieved, print(printed)),
                    "toi_da": points(Points::Maximum, print_short(group.maximum)),
                });
                let rank = group.rank.as_ref().map(|rank| self.group_rank(rank));
                insert(&mut values, "hang", rank);
                self.compared_points(
                    &mut values,
                    Some(index),
                    &Compared {
                        previous: group.published.previous.as_ref().map(|p| p.value),
                        change: group.change(),
                        year_before: group.published.year_before.as_ref().map(|p| p.value),
                        change_in_year: group.change_in_year(),
                    },
                );
                add(&mut values, "chi_so", self.indicators(group));
                if (self.asked)("chi_tiet") {
                    add(&mut values, "chi_tiet", self.details(&group.id));
                }
                Some(values)
            })
            .collect();
        let points = |what, text: String| self.points((0, None), what, &text);
        let mut total = json!({
            "dat": points(Points::Achieved, print(scores.printed_total())),
            "toi_da": points(Points::Maximum, print_short(scores.full())),
        });
        self.compared_points(
            &mut total,
            None,
            &Compared {
                previous: scores.previous_total(),
                change: scores.change(),
                year_before: scores.year_before_total(),
                change_in_year: scores.change_in_year(),
            },
        );
        let since = self.since_january(scores);
        object([("nhom", groups), ("tong", total), ("tu_dau_nam", since)])
    }

    /// Adds what the points of a group, or the total, are compared with, and how.
    fn compared_points(&self, values: &mut Value, group: Option<usize>, compared: &Compared) {
        let change = |change: Decimal| change_in_words(change, "điểm");
        for (key, what, text) in [
            ("ky_truoc", Points::Previous, compared.previous.map(print)),
            ("thay_doi", Points::Change, compared.change.map(change)),
            (
                "cung_ky",
                Points::YearBefore,
                compared.year_before.map(print),
            ),
            (
                "so_cung_ky",
                Points::ChangeInYear,
                compared.change_in_year.map(change),
            ),
        ] {
            let text = text.map(|text| self.points((0, group), what, &text));
            insert(values, key, text);
        }
        let streak = former::streak(self.inputs, group);
        let streak = streak.map(|text| self.former(&text, Figure::Streak { group }));
        insert(values, "lien_tiep", streak);
    }

    fn former(&self, text: &str, figure: Figure) -> String {
        self.marks.mark(text, Source::Computed(figure))
    }

    /// The groups by their shares on average since the year began, and which periods are not
    /// known; null without former periods.
    fn since_january(&self, scores: &Scores) -> Value {
        let history = self.inputs.history.as_ref();
        let Some((history, since)) = history.and_then(|all| Some((all, all.since()?))) else {
            return Value::Null;
        };
        let averages = history.averages(scores).into_iter();
        let group = |average: Average| {
            let group = scores.groups.get(average.group)?;
            let percent = print(round(average.percent, 2));
            let figure = Figure::Average {
                group: average.group,
            };
            Some(
                json!({ "ten": &*group.name, "ma": &*group.id, "ty_le": self.former(&percent, figure) }),
            )
        };
        let missing = history.missing().into_iter().map(Period::short);
        json!({
            "tu": since.short(),
            "nhom": averages.filter_map(group).collect::<Value>(),
            "thieu": missing.collect::<Vec<_>>(),
        })
    }

    /// The indicators of a group that apply: what each achieved, and by which ratio.
    fn indicators(&self, group: &GroupScore) -> Value {
        let stated = |number: &Sourced<Decimal>| {
            let source = Source::Stated(number.place.clone());
            self.marks.mark(&print(number.value), source)
        };
        let indicator = |indicator: &IndicatorScore| {
            let points = round(indicator.points()?, 2);
            let points = match &indicator.published {
                Some(published) => stated(published),
                None => print(points),
            };
            let computed = indicator.computed.as_ref();
            let percent = computed.and_then(Computed::percent);
            let percent = percent.map(|percent| print_short(round(percent, 2)));
            let ratio = indicator.ratio.as_ref().map(stated).or(percent);
            Some(json!({
                "ma": &*indicator.id,
                "ten": &*indicator.name,
                "dat": points,
                "toi_da": print_short(indicator.maximum),
                "ty_le": ratio,
            }))
        };
        group.indicators.iter().filter_map(indicator).collect()
    }

    pub(super) fn rank(&self, rank: &Rank) -> Value {
        let mark = |text: &str| match &rank.place {
            Some(place) => self.marks.mark(text, Source::Stated(place.clone())),
            None => self.points((0, None), Points::Rank, text),
        };
        let mut values = json!({
            "hang": mark(&rank.rank.to_string()),
            "hang_hai_chu_so": mark(&print_count(rank.rank)),
            "tren": mark(&rank.of.to_string()),
            "trong": mark(&rank.among),
        });
        let previous = rank.previous.map(|rank| rank.to_string());
        insert(&mut values, "ky_truoc", previous.map(|rank| mark(&rank)));
        // A smaller rank is a better one.
        let change = rank
            .previous
            .map(|before| Decimal::from(before) - Decimal::from(rank.rank));
        let change = change.map(|change| change_in_words(change, "bậc"));
        insert(&mut values, "thay_doi", change.map(|change| mark(&change)));
        values
    }

    /// A unit among several. What it lacks is `none`, so that rows can be filtered by it.
    pub(super) fn unit(&self, index: usize, unit: &Unit, plain: &str) -> Value {
        let scores = &unit.scores;
        let converted = scores.converted();
        let framework = self.inputs.framework.as_ref();
        let band = converted.and_then(|points| framework?.band(points));
        let points = |what, text: String| self.points((index, None), what, &text);
        let decimals = scores.decimals;
        let converted = converted.map(|points| print(round(points, decimals)));
        let name = Source::Stated(unit.place.clone());
        json!({
            "ten": self.marks.mark(plain, name),
            "cap": unit.level.map(Level::name),
            "dat": points(Points::Achieved, print(scores.printed_total())),
            "quy_doi": converted.map(|text| points(Points::Converted, text)),
            "xep_loai": band.map(|band| points(Points::Band, band.name.clone())),
            "xep_hang": unit.rank.map(|rank| points(Points::Rank, rank.to_string())),
            "hang_truoc": unit.previous_rank.map(|rank| rank.to_string()),
            "thay_doi": scores.change().map(|change| points(Points::Change, print(change))),
            "so_cung_ky": scores
                .change_in_year()
                .map(|change| points(Points::ChangeInYear, print(change))),
        })
    }
}
