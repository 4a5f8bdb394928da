//! What a template can name. Every value is already written as Vietnamese writes it, so that
//! no template needs to know how; the user's guide lists them all.

mod points;
mod tables;

use std::cell::OnceCell;

use serde_json::{Map, Value, json};
use tera::Context;

use super::Inputs;
use super::fact::{Fact, FactValue};
use super::marks::Marks;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::Percent;
use crate::framework::{Band, Compared, Framework};
use crate::source::{Source, Words};
use crate::vn::name::Level;
use crate::vn::number::roman;
use crate::vn::number::{print, print_short};
use crate::vn::period::{PartOfYear, Period};
use crate::vn::{date, name};

/// Whether a template may ask for a value of a name.
pub(super) type Asked<'a> = dyn Fn(&str) -> bool + 'a;

/// Of which level the units of a Biểu are, if they are of one.
const LEVEL: &str = "cap";

/// The values for one document, marked with what made them.
pub(super) struct Values<'a> {
    inputs: &'a Inputs,
    asked: &'a Asked<'a>,
    marked: Context,
    sources: Vec<Source>,
    plain: OnceCell<Context>,
}

impl<'a> Values<'a> {
    /// The values that a hồ sơ gives, without long lists that are not asked for.
    pub(super) fn of(inputs: &'a Inputs, asked: &'a Asked) -> Result<Self, Faults> {
        let marks = Marks::default();
        let marked = context(inputs, &marks, asked)?;
        Ok(Self {
            inputs,
            asked,
            marked,
            sources: marks.sources(),
            plain: OnceCell::new(),
        })
    }

    /// The values in the texts of a Biểu of units of one level, which they name (`cap`).
    pub(super) fn of_level(&self, level: Level) -> Self {
        let with = |values: &Context| {
            let mut values = values.clone();
            values.insert(LEVEL, level.name());
            values
        };
        Self {
            inputs: self.inputs,
            asked: self.asked,
            marked: with(&self.marked),
            sources: self.sources.clone(),
            plain: OnceCell::from(with(self.plain())),
        }
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
        let plain = || context(self.inputs, &Marks::off(), self.asked).unwrap_or_default();
        self.plain.get_or_init(plain)
    }
}

fn context(inputs: &Inputs, marks: &Marks, asked: &Asked) -> Result<Context, Faults> {
    let of = Of {
        inputs,
        marks,
        asked,
    };
    let names: Vec<&str> = inputs
        .units
        .iter()
        .map(|unit| unit.scores.name.as_str())
        .collect();
    let names = name::plain_all(&names);
    let units = inputs.units.iter().zip(&names).enumerate();
    let units = units.filter(|(_, (unit, _))| !unit.own);
    let units = units.map(|(index, (unit, name))| of.unit(index, unit, name));
    let mut values = object([
        ("ky", of.period(inputs.period)),
        ("ky_truoc", of.compared(inputs.compared())),
        ("cung_ky", of.year_before()),
        ("co_quan", of.issuer()),
        ("van_ban", of.issued()),
        ("thong_tin", of.facts()),
        ("so_lieu", of.tables()),
        ("bieu", of.sheets()),
        ("don_vi", units.collect()),
        (LEVEL, Value::Null),
    ]);
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
    asked: &'a Asked<'a>,
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
            Some(PartOfYear::Quarter(quarter)) => {
                insert(&mut values, "quy", Some(mark(roman(quarter.into()))));
            }
            Some(PartOfYear::Week(week)) => {
                insert(&mut values, "tuan", Some(mark(week.to_string())))
            }
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
        let compared = match in_year {
            true => Compared::YearBefore,
            false => Compared::Before,
        };
        if rescaled.any(|rescaled| rescaled.compared == compared) {
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
            "don_vi": words(&speaks_for.recast(name::represented(speaks_for))),
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
        let number = inputs.issued.number.map(|number| format!("{number:02}"));
        let number = number.map(|number| {
            self.marks
                .mark(&number, inputs.issued.number_source.clone())
        });
        insert(&mut values, "so", number);
        let day = inputs.issued.date.day().map(date::short);
        let day = day.map(|day| self.marks.mark(&day, inputs.issued.date_source.clone()));
        insert(&mut values, "ngay", day);
        values
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
}

/// An object of values that are moved into it; `json!` would copy each, with all that is in it.
fn object<const N: usize>(values: [(&str, Value); N]) -> Value {
    let values = values.into_iter();
    Value::Object(values.map(|(key, value)| (key.to_owned(), value)).collect())
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
