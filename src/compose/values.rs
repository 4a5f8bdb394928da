//! What a template can name. Every value is already written as Vietnamese writes it, so that
//! no template needs to know how; the user's guide lists them all.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::Inputs;
use crate::vn::number::{print, print_count, print_short};
use crate::vn::period::Period;
use crate::vn::{date, name};

/// The values for one document.
pub fn values(inputs: &Inputs) -> Value {
    let mut values = json!({
        "ky": period(inputs.period),
        "ky_truoc": period(inputs.period.previous()),
        "co_quan": issuer(inputs),
        "bo_chi_so": framework(inputs),
        "diem": scores(inputs),
        "so_lieu": tables(inputs),
    });
    if let (Some(rank), Some(map)) = (&inputs.scores.rank, values.as_object_mut()) {
        map.insert(
            "xep_hang".into(),
            json!({
                "hang": rank.rank.to_string(),
                "hang_hai_chu_so": print_count(rank.rank),
                "tren": rank.of.to_string(),
                "trong": rank.among,
            }),
        );
    }
    values
}

fn period(period: Period) -> Value {
    json!({
        "ngan": period.short(),
        "dai": period.long(),
        "thang": date::month_number(period.month()),
        "nam": period.year().to_string(),
    })
}

fn issuer(inputs: &Inputs) -> Value {
    let issuer = &inputs.issuer;
    let mut values = json!({
        "ten": issuer.name,
        "ten_ngan": name::short(&issuer.name),
        "don_vi": name::unit(&issuer.name),
        "dia_danh": issuer.seat,
    });
    insert(&mut values, "thuoc", issuer.within.clone());
    values
}

fn framework(inputs: &Inputs) -> Value {
    let framework = &inputs.framework;
    json!({
        "ten": framework.name,
        "can_cu": framework.basis.full(),
        "can_cu_ngan": framework.basis.short(),
    })
}

fn scores(inputs: &Inputs) -> Value {
    let scores = &inputs.scores;
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

/// `tăng 1 điểm`, `giảm 2,2 điểm`, `giữ nguyên`.
fn change(change: Decimal) -> String {
    let amount = print_short(change.abs());
    if change.is_zero() {
        "giữ nguyên".to_owned()
    } else if change.is_sign_negative() {
        format!("giảm {amount} điểm")
    } else {
        format!("tăng {amount} điểm")
    }
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

/// Adds a value that is there; an absent one is left undefined, so that a template can ask.
fn insert(values: &mut Value, key: &str, value: Option<String>) {
    if let (Some(value), Some(map)) = (value, values.as_object_mut()) {
        map.insert(key.to_owned(), Value::String(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_read_as_an_office_writes_them() {
        let dec = |text| Decimal::from_str_exact(text).unwrap();
        assert_eq!(change(dec("-2.2")), "giảm 2,2 điểm");
        assert_eq!(change(dec("1.0")), "tăng 1 điểm");
        assert_eq!(change(dec("0.00")), "giữ nguyên");
    }
}
