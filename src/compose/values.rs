//! What a template can name. Every value is already written as Vietnamese writes it, so that
//! no template needs to know how; the user's guide lists them all.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use tera::Context;

use super::Inputs;
use super::filters::change_in_words;
use super::sheet_form::SheetForm;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::framework::{Band, Framework};
use crate::score::{Scores, Unit};
use crate::sheet::{Filled, FilledCell, FilledRow, Leaf, Line};
use crate::vn::entry::Entry;
use crate::vn::number::{print, print_count, print_short, round};
use crate::vn::period::Period;
use crate::vn::{date, name};

/// The values for one document.
pub fn values(inputs: &Inputs) -> Result<Context, Faults> {
    let mut values = json!({
        "ky": period(inputs.period),
        "ky_truoc": period(inputs.period.previous()),
        "co_quan": issuer(inputs),
        "van_ban": issued(inputs),
        "thong_tin": facts(inputs),
        "so_lieu": tables(inputs),
        "bieu": sheets(inputs),
        "don_vi": inputs.units.iter().map(|each| unit(each, inputs)).collect::<Value>(),
    });
    if let Some(framework) = &inputs.framework {
        add(
            &mut values,
            "bo_chi_so",
            self::framework(framework, inputs.period),
        );
    }
    if let Some(scores) = inputs.scores() {
        add(&mut values, "diem", self::scores(scores, inputs));
        if let Some(rank) = &scores.rank {
            let rank = json!({
                "hang": rank.rank.to_string(),
                "hang_hai_chu_so": print_count(rank.rank),
                "tren": rank.of.to_string(),
                "trong": rank.among,
            });
            add(&mut values, "xep_hang", rank);
        }
    }
    Context::from_serialize(&values).map_err(|error| {
        let place = Place::file("vanthu");
        Faults::from(Fault::new(Kind::Internal, place, error.to_string()))
    })
}

fn period(period: Period) -> Value {
    let (first, last) = period.days();
    json!({
        "ngan": period.short(),
        "dai": period.long(),
        "thang": crate::vn::period::month_number(period.month()),
        "nam": period.year().to_string(),
        "tu_ngay": date::long(first),
        "den_ngay": date::long(last),
    })
}

fn issuer(inputs: &Inputs) -> Value {
    let issuer = &inputs.issuer;
    // An office of a committee speaks for the committee's unit, under both names.
    let full = match &issuer.superior {
        Some(superior) => format!("{} {superior}", issuer.name),
        None => issuer.name.clone(),
    };
    let speaks_for = issuer.superior.as_ref().unwrap_or(&issuer.name);
    let mut values = json!({
        "ten": issuer.name,
        "ten_day_du": full,
        "ten_ngan": name::short(&issuer.name),
        "don_vi": name::unit(speaks_for),
        "dia_danh": issuer.seat,
        "ky_hieu": issuer.symbol,
    });
    insert(&mut values, "thuoc", issuer.within.clone());
    insert(
        &mut values,
        "don_vi_soan_thao",
        issuer.drafting_unit.clone(),
    );
    values
}

/// Number and date, once they are known.
fn issued(inputs: &Inputs) -> Value {
    let mut values = json!({});
    // As in the symbol: two digits at least, no dot between thousands (ND30-SO-02).
    let number = inputs.number.map(|number| format!("{number:02}"));
    insert(&mut values, "so", number);
    insert(&mut values, "ngay", inputs.date.day().map(date::short));
    values
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

fn scores(scores: &Scores, inputs: &Inputs) -> Value {
    let groups: Vec<Value> = scores
        .groups
        .iter()
        // A group that does not apply has no sentence.
        .filter_map(|group| {
            let mut values = json!({
                "ma": &*group.id,
                "ten": &*group.name,
                "dat": print(group.printed()?),
                "toi_da": print_short(group.maximum),
            });
            let previous = group.published.previous.as_ref().map(|p| print(p.value));
            insert(&mut values, "ky_truoc", previous);
            insert(&mut values, "thay_doi", group.change().map(change));
            add(&mut values, "chi_tiet", details(&group.id, inputs));
            Some(values)
        })
        .collect();
    let mut total = json!({
        "dat": print(scores.printed_total()),
        "toi_da": print_short(scores.maximum),
    });
    insert(&mut total, "ky_truoc", scores.previous_total().map(print));
    insert(&mut total, "thay_doi", scores.change().map(change));
    json!({ "nhom": groups, "tong": total })
}

/// The figures of the tables' groups that bear the code of a group of points: what each counts,
/// and its figure as prose writes it, `537 (36,09%)`.
fn details(group: &str, inputs: &Inputs) -> Value {
    let lines = inputs
        .tables
        .values()
        .flat_map(|table| table.of_group(group));
    let detail = |line: &Line| {
        let (count, rate) = (line.printed_count(), line.printed_rate());
        let written = match (count.as_str(), rate.as_str()) {
            ("", "") => return None,
            ("", rate) => format!("{rate}%"),
            (_, "") => count,
            (_, rate) => format!("{count} ({rate}%)"),
        };
        Some(json!({ "ten": line.label, "viet": written }))
    };
    lines.filter_map(detail).collect()
}

fn change(change: Decimal) -> String {
    change_in_words(change, "điểm")
}

/// A unit among several. What it lacks is `none`, so that rows can be filtered by it.
fn unit(unit: &Unit, inputs: &Inputs) -> Value {
    let scores = &unit.scores;
    let converted = scores.converted();
    let band = converted.and_then(|points| inputs.framework.as_ref()?.band(points));
    json!({
        "ten": scores.name,
        "dat": print(scores.printed_total()),
        "quy_doi": converted.map(|points| print(round(points, scores.decimals))),
        "xep_loai": band.map(|band| band.name.as_str()),
        "xep_hang": unit.rank.map(|rank| rank.to_string()),
        "thay_doi": scores.change().map(print),
    })
}

fn facts(inputs: &Inputs) -> Value {
    let facts = inputs.facts.iter();
    Value::Object(
        facts
            .map(|(code, fact)| (code.clone(), fact.value.value()))
            .collect(),
    )
}

fn tables(inputs: &Inputs) -> Value {
    let mut tables = Map::new();
    for (name, table) in &inputs.tables {
        let mut values = json!({});
        let as_of = table.as_of.as_ref().map(|day| date::short(day.value));
        insert(&mut values, "ngay_chot", as_of);
        tables.insert(name.clone(), values);
    }
    Value::Object(tables)
}

fn sheets(inputs: &Inputs) -> Value {
    let mut sheets = Map::new();
    for (name, filled) in &inputs.sheets {
        let rows: Value = filled.rows.iter().map(|line| row(filled, line)).collect();
        let values = json!({ "dong": rows, "tong": row(filled, &filled.total) });
        sheets.insert(SheetForm::key(name), values);
    }
    Value::Object(sheets)
}

/// The cells of a row by the codes of their columns, each as it prints; a blank is `none`.
fn row(filled: &Filled, row: &FilledRow) -> Value {
    let cell = |(leaf, cell): (&Leaf, &FilledCell)| {
        let value = match cell.shown(leaf) {
            Entry::Blank => Value::Null,
            _ => Value::String(cell.printed(leaf)),
        };
        (leaf.code.clone(), value)
    };
    Value::Object(filled.cells(row).map(cell).collect())
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
