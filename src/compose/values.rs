//! What a template can name. Every value is already written as Vietnamese writes it, so that
//! no template needs to know how; the user's guide lists them all.

use std::cell::OnceCell;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use tera::Context;

use super::Inputs;
use super::derivation::stated;
use super::fact::{Fact, FactValue};
use super::filters::change_in_words;
use super::former;
use super::marks::Marks;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Percent, Sourced};
use crate::framework::{Band, Framework};
use crate::score::{Average, Computed, GroupScore, IndicatorScore, Rank, Scores, Unit};
use crate::sheet::{Filled, FilledCell, FilledRow, Indicators, Leaf, Line, RowKind};
use crate::source::{Figure, Points, Source, Words};
use crate::vn::entry::Entry;
use crate::vn::number::{print, print_count, print_short, round};
use crate::vn::period::{Part, Period, roman};
use crate::vn::{date, name};

/// The values for one document, marked with what made them.
pub(super) struct Values<'a> {
    inputs: &'a Inputs,
    marked: Context,
    sources: Vec<Source>,
    plain: OnceCell<Context>,
}

impl<'a> Values<'a> {
    /// The values that a hồ sơ gives.
    pub(super) fn of(inputs: &'a Inputs) -> Result<Self, Faults> {
        let marks = Marks::default();
        let marked = context(inputs, &marks)?;
        Ok(Self {
            inputs,
            marked,
            sources: marks.sources(),
            plain: OnceCell::new(),
        })
    }

    /// The values with their marks.
    pub(super) fn marked(&self) -> &Context {
        &self.marked
    }

    /// What the marks mean.
    pub(super) fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The values by themselves.
    pub(super) fn plain(&self) -> &Context {
        let plain = || context(self.inputs, &Marks::off()).unwrap_or_default();
        self.plain.get_or_init(plain)
    }
}

fn context(inputs: &Inputs, marks: &Marks) -> Result<Context, Faults> {
    let of = Of { inputs, marks };
    let names: Vec<&str> = inputs
        .units
        .iter()
        .map(|unit| unit.scores.name.as_str())
        .collect();
    let names = name::plain_all(&names);
    let units = inputs.units.iter().zip(&names).enumerate();
    let mut values = json!({
        "ky": of.period(inputs.period),
        "ky_truoc": of.compared(inputs.compared()),
        "cung_ky": of.year_before(),
        "co_quan": of.issuer(),
        "van_ban": of.issued(),
        "thong_tin": of.facts(),
        "so_lieu": of.tables(),
        "bieu": of.sheets(),
        "don_vi": units.map(|(index, (unit, name))| of.unit(index, unit, name)).collect::<Value>(),
    });
    if let Some(framework) = &inputs.framework {
        add(
            &mut values,
            "bo_chi_so",
            self::framework(framework, inputs.period),
        );
    }
    if let Some(scores) = inputs.scores() {
        add(&mut values, "diem", of.scores(scores));
        if let Some(rank) = &scores.rank {
            add(&mut values, "xep_hang", of.rank(rank));
        }
    }
    Context::from_serialize(&values).map_err(|error| {
        let place = Place::file("vanthu");
        Faults::from(Fault::new(Kind::Internal, place, error.to_string()))
    })
}

fn framework(framework: &Framework, period: Period) -> Value {
    let mut maxima = Map::new();
    let groups = framework.version(period).map(|version| &version.groups);
    for group in groups.into_iter().flatten() {
        maxima.insert(group.id.to_string(), print_short(group.maximum).into());
        for indicator in &group.indicators {
            maxima.insert(
                indicator.id.to_string(),
                print_short(indicator.maximum).into(),
            );
        }
    }
    let band =
        |band: &Band| json!({ "ten": band.name, "tu": print(band.from), "den": print(band.to) });
    json!({
        "ten": framework.name,
        "can_cu": framework.basis.full(),
        "can_cu_ngan": framework.basis.short(),
        "diem_toi_da": print_short(framework.maximum),
        "toi_da": maxima,
        "xep_loai": framework.bands.iter().map(band).collect::<Value>(),
    })
}

/// What the values are of, and the marks that they get.
struct Of<'a> {
    inputs: &'a Inputs,
    marks: &'a Marks,
}

impl Of<'_> {
    /// A period: the hồ sơ's own, or one that it is compared with.
    fn period(&self, period: Period) -> Value {
        let (first, last) = period.days();
        let mark = |text: String| self.stated_period(&text);
        let mut values = json!({
            "ngan": mark(period.short()),
            "dai": mark(period.long()),
            "ten": mark(period.within_year()),
            "loai": mark(period.noun().to_owned()),
            "nam": mark(period.year().to_string()),
            "tu_ngay": mark(date::long(first)),
            "den_ngay": mark(date::long(last)),
        });
        let month = period.month().map(date::month_number);
        insert(&mut values, "thang", month.map(mark));
        match period.part() {
            Some(Part::Quarter(quarter)) => {
                insert(&mut values, "quy", Some(mark(roman(quarter).to_owned())));
            }
            Some(Part::Week(week)) => insert(&mut values, "tuan", Some(mark(week.to_string()))),
            _ => {}
        }
        insert(&mut values, "tinh_den", period.counted_until().map(mark));
        values
    }

    /// The period before; where none is certain, only called so.
    fn compared(&self, period: Option<Period>) -> Value {
        match period {
            Some(period) => self.earlier(period, false),
            None => {
                json!({ "ngan": "kỳ trước", "dai": "kỳ trước", "ten": "kỳ trước", "loai": "kỳ" })
            }
        }
    }

    /// The same period of the year before.
    fn year_before(&self) -> Value {
        let inputs = self.inputs;
        let period = inputs.year_before.or(inputs.period.a_year_before());
        period.map_or(Value::Null, |period| self.earlier(period, true))
    }

    /// A period that this one is compared with; of another scale it is marked wherever it is
    /// named.
    fn earlier(&self, period: Period, in_year: bool) -> Value {
        const MARK: &str = " (khác thang điểm)";
        let mut values = self.period(period);
        let called = format!("cùng kỳ năm {}", period.year());
        insert(
            &mut values,
            "goi",
            in_year.then(|| self.stated_period(&called)),
        );
        let mut rescaled = self.inputs.rescaled.iter();
        if rescaled.any(|rescaled| rescaled.in_year == in_year) {
            for key in ["ngan", "dai", "goi"] {
                if let Some(Value::String(text)) = values.get_mut(key) {
                    text.push_str(MARK);
                }
            }
        }
        values
    }

    fn stated_period(&self, text: &str) -> String {
        match &self.inputs.period_place {
            Some(place) => self.marks.mark(text, Source::Stated(place.clone())),
            None => text.to_owned(),
        }
    }

    fn issuer(&self) -> Value {
        let issuer = &self.inputs.issuer;
        let words = |words: &Words| self.marks.words(words);
        // An office of a committee speaks for the committee's unit, under both names.
        let full = match &issuer.superior {
            Some(superior) => format!("{} {}", words(&issuer.name), words(superior)),
            None => words(&issuer.name),
        };
        let speaks_for = issuer.superior.as_ref().unwrap_or(&issuer.name);
        let mut values = json!({
            "ten": words(&issuer.name),
            "ten_day_du": full,
            "ten_ngan": words(&issuer.name.recast(name::short(&issuer.name))),
            "don_vi": words(&speaks_for.recast(name::unit(speaks_for))),
            "dia_danh": words(&issuer.seat),
            "ky_hieu": words(&issuer.symbol),
        });
        insert(&mut values, "thuoc", issuer.within.as_ref().map(words));
        let unit = issuer.drafting_unit.as_ref().map(words);
        insert(&mut values, "don_vi_soan_thao", unit);
        values
    }

    /// Number and date, once they are known.
    fn issued(&self) -> Value {
        let inputs = self.inputs;
        let mut values = json!({});
        // As in the symbol: two digits at least, no dot between thousands (ND30-SO-02).
        let number = inputs.number.map(|number| format!("{number:02}"));
        let number = number.map(|number| self.marks.mark(&number, inputs.number_source.clone()));
        insert(&mut values, "so", number);
        let day = inputs.date.day().map(date::short);
        let day = day.map(|day| self.marks.mark(&day, inputs.date_source.clone()));
        insert(&mut values, "ngay", day);
        values
    }

    /// A figure of the points of a unit or of a group of them.
    fn points(&self, (unit, group): (usize, Option<usize>), what: Points, text: &str) -> String {
        let figure = Figure::Points { unit, group, what };
        let place = stated(self.inputs, figure);
        let source = place.map_or(Source::Computed(figure), |place| {
            Source::Stated(place.clone())
        });
        self.marks.mark(text, source)
    }

    fn scores(&self, scores: &Scores) -> Value {
        // A group that does not apply has no sentence.
        let groups = scores.groups.iter().enumerate();
        let groups: Vec<Value> = groups
            .filter_map(|(index, group)| {
                let printed = group.printed()?;
                let points = |what, text: String| self.points((0, Some(index)), what, &text);
                let mut values = json!({
                    "ma": &*group.id,
                    "ten": &*group.name,
                    "dat": points(Points::Achieved, print(printed)),
                    "toi_da": points(Points::Maximum, print_short(group.maximum)),
                });
                let previous = group.published.previous.as_ref().map(|p| print(p.value));
                let previous = previous.map(|text| points(Points::Previous, text));
                insert(&mut values, "ky_truoc", previous);
                let change = group.change().map(change);
                let change = change.map(|text| points(Points::Change, text));
                insert(&mut values, "thay_doi", change);
                let before = group.published.year_before.as_ref().map(|p| print(p.value));
                let before = before.map(|text| points(Points::YearBefore, text));
                insert(&mut values, "cung_ky", before);
                let change = group.change_in_year().map(self::change);
                let change = change.map(|text| points(Points::ChangeInYear, text));
                insert(&mut values, "so_cung_ky", change);
                let streak = former::streak(self.inputs, Some(index));
                let streak =
                    streak.map(|text| self.former(&text, Figure::Streak { group: Some(index) }));
                insert(&mut values, "lien_tiep", streak);
                add(&mut values, "chi_so", self.indicators(group));
                add(&mut values, "chi_tiet", self.details(&group.id));
                Some(values)
            })
            .collect();
        let points = |what, text: String| self.points((0, None), what, &text);
        let mut total = json!({
            "dat": points(Points::Achieved, print(scores.printed_total())),
            "toi_da": points(Points::Maximum, print_short(scores.full())),
        });
        let previous = scores.previous_total().map(print);
        let previous = previous.map(|text| points(Points::Previous, text));
        insert(&mut total, "ky_truoc", previous);
        let change = scores.change().map(change);
        let change = change.map(|text| points(Points::Change, text));
        insert(&mut total, "thay_doi", change);
        let before = scores.year_before_total().map(print);
        let before = before.map(|text| points(Points::YearBefore, text));
        insert(&mut total, "cung_ky", before);
        let change = scores.change_in_year().map(self::change);
        let change = change.map(|text| points(Points::ChangeInYear, text));
        insert(&mut total, "so_cung_ky", change);
        let streak = former::streak(self.inputs, None);
        let streak = streak.map(|text| self.former(&text, Figure::Streak { group: None }));
        insert(&mut total, "lien_tiep", streak);
        json!({ "nhom": groups, "tong": total, "tu_dau_nam": self.since_january(scores) })
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

    fn rank(&self, rank: &Rank) -> Value {
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

    /// The figures of the tables' groups that bear the code of a group of points: what each
    /// counts, and its figure as prose writes it, `537 (36,09%)`.
    fn details(&self, group: &str) -> Value {
        let tables = self.inputs.tables.values().enumerate();
        let lines = tables.flat_map(|(index, table)| {
            let lines = table.of_group(group);
            lines.map(move |(number, line)| (index, number, line))
        });
        let detail = |(table, number, line): (usize, usize, &Line)| {
            let [_, _, written] = self.figures((table, number), line);
            written.map(|written| json!({ "ten": self.marks.words(&line.label), "viet": written }))
        };
        lines.filter_map(detail).collect()
    }

    /// The count of a line of a table, its rate, and both as prose writes them; none for blanks.
    fn figures(&self, (table, number): (usize, usize), line: &Line) -> [Option<String>; 3] {
        let words = |words: Words| Some(self.marks.words(&words)).filter(|words| !words.is_empty());
        let figure = Figure::Rate {
            table,
            line: number,
        };
        let (count, rate) = (
            words(line.printed_count()),
            words(line.printed_rate(figure)),
        );
        let written = match (&count, &rate) {
            (None, None) => None,
            (None, Some(rate)) => Some(format!("{rate}%")),
            (Some(count), None) => Some(count.clone()),
            (Some(count), Some(rate)) => Some(format!("{count} ({rate}%)")),
        };
        [count, rate, written]
    }

    /// The lines of a table that bear figures, each with the group and the line it belongs to.
    fn lines(&self, index: usize, table: &Indicators) -> Value {
        let (mut group, mut within) = (None, None);
        let mut lines = Vec::new();
        for (number, line) in table.lines.iter().enumerate() {
            match line.kind {
                RowKind::Group => (group, within) = (Some(line), None),
                RowKind::Item => within = None,
                _ => {}
            }
            if line.kind != RowKind::Group {
                let [count, rate, written] = self.figures((index, number), line);
                let label = |line: &Line| self.marks.words(&line.label);
                lines.push(json!({
                    "tt": line.number,
                    "ten": label(line),
                    "nhom": group.map(label),
                    "trong": within.map(label),
                    "so_lieu": count,
                    "ty_le": rate,
                    "viet": written,
                }));
            }
            if line.kind == RowKind::Item {
                within = Some(line);
            }
        }
        lines.into()
    }

    /// A unit among several. What it lacks is `none`, so that rows can be filtered by it.
    fn unit(&self, index: usize, unit: &Unit, plain: &str) -> Value {
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

    fn facts(&self) -> Value {
        let facts = self.inputs.facts.iter();
        let value = |(code, fact): (&String, &Fact)| (code.clone(), self.fact(fact));
        Value::Object(facts.map(value).collect())
    }

    /// As templates see it: numbers and days as they print, several lines as a list.
    fn fact(&self, fact: &Fact) -> Value {
        let mark = |text: &str, place: &Place| {
            Value::String(self.marks.mark(text, Source::Stated(place.clone())))
        };
        match &fact.value {
            FactValue::Words(words) => mark(words, &fact.place),
            FactValue::Lines(lines) => {
                let lines = lines.iter().map(|line| mark(&line.value, &line.place));
                lines.collect()
            }
            FactValue::Number(number) | FactValue::Rate(Percent(number)) => {
                mark(&print(*number), &fact.place)
            }
            FactValue::Day(day) => mark(&date::short(*day), &fact.place),
        }
    }

    fn tables(&self) -> Value {
        let mut tables = Map::new();
        for (index, (name, table)) in self.inputs.tables.iter().enumerate() {
            let mut values = json!({});
            let as_of = table.as_of.as_ref().map(|day| {
                let source = Source::Stated(day.place.clone());
                self.marks.mark(&date::short(day.value), source)
            });
            insert(&mut values, "ngay_chot", as_of);
            add(&mut values, "dong", self.lines(index, table));
            tables.insert(name.clone(), values);
        }
        Value::Object(tables)
    }

    fn sheets(&self) -> Value {
        let mut sheets = Map::new();
        for (index, (name, filled)) in self.inputs.sheets.iter().enumerate() {
            let rows = filled.rows.iter().enumerate();
            let rows: Value = rows
                .map(|(number, row)| self.row(filled, row, (index, Some(number))))
                .collect();
            let total = self.row(filled, &filled.total, (index, None));
            sheets.insert(key(name), json!({ "dong": rows, "tong": total }));
        }
        Value::Object(sheets)
    }

    /// The cells of a row by the codes of their columns, each as it prints; a blank is `none`.
    fn row(&self, filled: &Filled, row: &FilledRow, at: (usize, Option<usize>)) -> Value {
        let cells = filled.cells(row).enumerate();
        let cell = |(column, (leaf, cell)): (usize, (&Leaf, &FilledCell))| {
            let value = match cell.shown(leaf) {
                Entry::Blank => Value::Null,
                _ => Value::String(self.marks.words(&cell.printed(
                    leaf,
                    Figure::Cell {
                        sheet: at.0,
                        row: at.1,
                        column,
                    },
                ))),
            };
            (leaf.code.clone(), value)
        };
        Value::Object(cells.map(cell).collect())
    }
}

/// The name by which templates speak of a Biểu: `so-hoa` → `so_hoa`.
fn key(name: &str) -> String {
    name.trim_end_matches(".yaml").replace('-', "_")
}

fn change(change: Decimal) -> String {
    change_in_words(change, "điểm")
}

fn add(values: &mut Value, key: &str, value: Value) {
    if let Some(map) = values.as_object_mut() {
        map.insert(key.to_owned(), value);
    }
}

/// Adds a value that is there; an absent one is left undefined, so that a template can ask.
fn insert(values: &mut Value, key: &str, value: Option<String>) {
    if let (Some(value), Some(map)) = (value, values.as_object_mut()) {
        map.insert(key.to_owned(), Value::String(value));
    }
}
