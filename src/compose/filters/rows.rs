//! Filters of rows: which of them, in which order, how many, and each as words. What is compared
//! is a formula over the columns (`theo="dat/toi_da*100"`), reckoned exactly and never rounded.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use tera::{Map, TeraResult, Value};

use super::numbers::{print_two_digits, print_with};
use super::{Arguments, Filter, described, like};
use crate::compose::marks::{follow, strip};
use crate::compose::meter;
use crate::sheet::{Formula, Name};
use crate::vn::number::print;
use crate::vn::{name, text};

pub(super) const FILTERS: &[Filter] = &[
    Filter("duoi", &["theo", "nguong"], below),
    Filter("tren", &["theo", "nguong"], above),
    Filter("tu", &["theo", "nguong"], from),
    Filter("bang", &["cot", "gia_tri"], equal),
    Filter("xep", &["theo", "giam"], sorted),
    Filter("cao_nhat", &["theo"], highest),
    Filter("thap_nhat", &["theo"], lowest),
    Filter("dem_theo", &["cot"], counted),
    Filter("tinh", &["ten", "theo", "le"], with_column),
    Filter("tong", &["theo"], sum),
    Filter("viet", &["theo"], written),
    Filter("xep_loai", &["muc"], band),
];

/// What is compared of each row.
struct Measure<'a> {
    formula: Formula,
    arguments: &'a Arguments,
}

impl<'a> Measure<'a> {
    fn of(arguments: &'a Arguments) -> TeraResult<Self> {
        let written = arguments.needed("theo")?;
        let formula = Formula::parse(&written).map_err(|error| match &error.bound {
            Some(bound) => meter::beyond(bound),
            None => arguments.wrong(format!("“{written}”: {}", error.found)),
        })?;
        Ok(Self { formula, arguments })
    }

    /// What the value of a row is of.
    fn parts<'v>(&self, row: &'v Value) -> impl Iterator<Item = &'v str> {
        let names = self.formula.names().iter();
        let cells = names.filter_map(|name| match name {
            Name::Code(code) => cell(row, code, self.arguments).ok()?.as_str(),
            Name::Number(_) => None,
        });
        cells.collect::<Vec<_>>().into_iter()
    }

    /// Its value of a row; none if the row lacks a figure for it.
    fn value(&self, row: &Value) -> TeraResult<Option<Decimal>> {
        let names = self.formula.names().iter();
        let values: Vec<Option<Decimal>> = names
            .map(|name| match name {
                Name::Code(code) => self.arguments.number(cell(row, code, self.arguments)?),
                Name::Number(_) => Err(self
                    .arguments
                    .wrong("“theo” gọi cột bằng mã, không bằng số cột")),
            })
            .collect::<TeraResult<_>>()?;
        Ok(self.formula.value(&values))
    }

    /// The rows that have a value, with it.
    fn values<'v>(&self, rows: &'v [Value]) -> TeraResult<Vec<(&'v Value, Decimal)>> {
        let mut values = Vec::with_capacity(rows.len());
        for row in rows {
            values.extend(self.value(row)?.map(|value| (row, value)));
        }
        Ok(values)
    }
}

fn cell<'v>(row: &'v Value, code: &str, arguments: &Arguments) -> TeraResult<&'v Value> {
    let wrong = |found: String| arguments.wrong(found);
    let map = row
        .as_map()
        .ok_or_else(|| wrong(format!("cần các dòng của biểu, có {}", described(row))))?;
    map.get(&code.to_owned().into()).ok_or_else(|| {
        let mut known: Vec<&str> = map.keys().filter_map(|key| key.as_str()).collect();
        known.sort_unstable();
        wrong(format!(
            "dòng không có cột “{code}”; có: {}",
            known.join(", ")
        ))
    })
}

/// A value as it prints, without marks.
fn plain(value: &Value) -> String {
    strip(&value.to_string())
}

fn below(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    against(value, arguments, |order| order == Ordering::Less)
}

fn above(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    against(value, arguments, |order| order == Ordering::Greater)
}

fn from(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    against(value, arguments, |order| order != Ordering::Less)
}

/// The rows whose value stands to the threshold as asked; those without a value do not.
fn against(value: &Value, arguments: &Arguments, fits: fn(Ordering) -> bool) -> TeraResult<Value> {
    let missing = || arguments.wrong("thiếu tham số “nguong”");
    let threshold = arguments.get("nguong")?.ok_or_else(missing)?;
    let threshold = arguments.needed_number(threshold)?;
    let rows = Measure::of(arguments)?.values(arguments.list(value)?)?;
    let kept = rows.into_iter().filter(|(_, v)| fits(v.cmp(&threshold)));
    Ok(kept.map(|(row, _)| row.clone()).collect::<Vec<_>>().into())
}

/// The rows whose column says just this.
fn equal(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let (column, wanted) = (arguments.needed("cot")?, arguments.get("gia_tri")?);
    let wanted = wanted.map(plain).unwrap_or_default();
    let mut kept = Vec::new();
    for row in arguments.list(value)? {
        if plain(cell(row, &column, arguments)?) == wanted {
            kept.push(row.clone());
        }
    }
    Ok(kept.into())
}

/// The rows from the lowest value, or with `giam=true` from the highest; those without last.
fn sorted(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let falling = arguments.get("giam")?.is_some_and(Value::is_truthy);
    let rows = arguments.list(value)?;
    let measure = Measure::of(arguments)?;
    let mut values = measure.values(rows)?;
    values.sort_by(|(_, a), (_, b)| if falling { b.cmp(a) } else { a.cmp(b) });
    let mut sorted: Vec<Value> = values.into_iter().map(|(row, _)| row.clone()).collect();
    for row in rows {
        if measure.value(row)?.is_none() {
            sorted.push(row.clone());
        }
    }
    Ok(sorted.into())
}

fn highest(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    extreme(value, arguments, |values| values.max())
}

fn lowest(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    extreme(value, arguments, |values| values.min())
}

/// All rows that share the extreme value.
fn extreme(
    value: &Value,
    arguments: &Arguments,
    pick: fn(&mut dyn Iterator<Item = Decimal>) -> Option<Decimal>,
) -> TeraResult<Value> {
    let rows = Measure::of(arguments)?.values(arguments.list(value)?)?;
    let extreme = pick(&mut rows.iter().map(|(_, value)| *value));
    let kept = rows
        .into_iter()
        .filter(|(_, value)| Some(*value) == extreme);
    Ok(kept.map(|(row, _)| row.clone()).collect::<Vec<_>>().into())
}

/// How many rows there are of each text in a column, in the order in which they first stand:
/// rows with `ten` and `so`.
fn counted(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let column = arguments.needed("cot")?;
    let mut counts: Vec<(String, i64)> = Vec::new();
    for row in arguments.list(value)? {
        let cell = cell(row, &column, arguments)?;
        let Some(text) = cell.as_str().map(strip).filter(|text| !text.is_empty()) else {
            continue;
        };
        match counts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) => *count += 1,
            None => counts.push((text, 1)),
        }
    }
    let row = |(name, count): (String, i64)| {
        let mut map = Map::new();
        map.insert("ten".into(), name.into());
        map.insert("so".into(), count.into());
        Value::from(map)
    };
    Ok(counts.into_iter().map(row).collect::<Vec<_>>().into())
}

/// The rows with one more column, `ten`, that a formula gives.
fn with_column(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let column = arguments.needed("ten")?;
    let measure = Measure::of(arguments)?;
    let decimals = arguments.decimals()?;
    let mut rows = Vec::new();
    for row in arguments.list(value)? {
        let computed = measure.value(row)?;
        let printed = computed.map(|value| print_with(value, decimals));
        let printed = printed.map(|text| follow(&text, measure.parts(row)));
        let mut map = row.as_map().cloned().unwrap_or_default();
        map.insert(column.clone().into(), printed.into());
        rows.push(Value::from(map));
    }
    Ok(rows.into())
}

/// The band in which points lie: of those in `muc` that begin at or below them, the highest.
fn band(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let points = arguments.needed_number(value)?;
    let missing = || arguments.wrong("thiếu tham số “muc”: bo_chi_so.xep_loai");
    let bands = arguments.list(arguments.get("muc")?.ok_or_else(missing)?)?;
    let mut best: Option<(Decimal, &Value)> = None;
    for band in bands {
        let from = arguments.needed_number(cell(band, "tu", arguments)?)?;
        if from <= points && best.is_none_or(|(other, _)| from > other) {
            best = Some((from, cell(band, "ten", arguments)?));
        }
    }
    let none = || arguments.wrong("điểm này không thuộc mức xếp loại nào");
    best.map(|(_, name)| like(&plain(name), value))
        .ok_or_else(none)
}

fn sum(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let measure = Measure::of(arguments)?;
    let rows = measure.values(arguments.list(value)?)?;
    let mut values = rows.iter().map(|(_, value)| *value);
    let sum = values.try_fold(Decimal::ZERO, |sum, more| sum.checked_add(more));
    let wrong = || arguments.wrong("tổng quá lớn");
    let parts = rows.iter().flat_map(|(row, _)| measure.parts(row));
    sum.map(|sum| follow(&print(sum), parts).into())
        .ok_or_else(wrong)
}

/// Each row as words: `theo="{don_vi:ten}: {tien_do}%"`. After a colon stands how a column is
/// written: `00` two digits, `0` `0,0` `0,00` so many decimals, `ten` a unit's own name, `gon`
/// the same but with `thị trấn` and `phường` kept, `thuong` with a small first letter.
fn written(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let pattern = arguments.needed("theo")?;
    let row = |row: &Value| -> TeraResult<Value> {
        let mut out = String::new();
        let mut rest = pattern.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let unclosed = || arguments.wrong(format!("“{pattern}” thiếu dấu }}"));
            let (column, after) = after.split_once('}').ok_or_else(unclosed)?;
            out.push_str(before);
            out.push_str(&shown(row, column, arguments)?);
            rest = after;
        }
        out.push_str(rest);
        Ok(out.into())
    };
    let rows = arguments.list(value)?.iter().map(row);
    Ok(rows.collect::<TeraResult<Vec<_>>>()?.into())
}

fn shown(row: &Value, column: &str, arguments: &Arguments) -> TeraResult<String> {
    let (column, manner) = column.split_once(':').unwrap_or((column, ""));
    let value = cell(row, column, arguments)?;
    let number = || arguments.needed_number(value);
    let words = || plain(value);
    let written = match manner {
        "" if value.is_none() => String::new(),
        "" => return Ok(value.to_string()),
        "00" => print_two_digits(number()?),
        "0" => print_with(number()?, Some(0)),
        "ten" => name::own(&words()).into_owned(),
        "gon" => name::brief(&words()),
        "thuong" => text::lower_first(&words()),
        manner => {
            let decimals = manner.strip_prefix("0,").filter(|zeros| {
                (1..=6).contains(&zeros.len()) && zeros.bytes().all(|zero| zero == b'0')
            });
            let wrong = || {
                arguments.wrong(format!(
                    "không có cách viết “{manner}”; có: 00, 0, 0,0, 0,00, ten, gon, thuong"
                ))
            };
            let decimals = decimals.ok_or_else(wrong)?.len();
            print_with(number()?, u32::try_from(decimals).ok())
        }
    };
    Ok(match value.as_str() {
        Some(from) => follow(&written, [from]),
        None => written,
    })
}
