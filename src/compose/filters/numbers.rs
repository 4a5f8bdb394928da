//! Filters of one value: numbers, dates, names.

use rust_decimal::Decimal;
use tera::{TeraResult, Value};

use super::{Arguments, Filter, like};
use crate::compose::ITEM_END;
use crate::compose::marks::{follow, strip};
use crate::vn::number::{print, print_count, print_short, round};
use crate::vn::slug::slug;
use crate::vn::{date, name, text, words};

pub(super) const FILTERS: &[Filter] = &[
    Filter("so", &["le"], plain),
    Filter("phan_tram", &["le"], percent),
    Filter("hai_chu_so", &[], two_digits),
    Filter("bang_chu", &[], in_words),
    Filter("tien_bang_chu", &[], money_in_words),
    Filter("tang_giam", &["don_vi", "so_voi"], change),
    Filter("ngay_dai", &[], long_day),
    Filter("ngay_ngan", &[], short_day),
    Filter("ten_ngan", &[], short_name),
    Filter("ten_rieng", &[], own_name),
    Filter("chu_thuong", &[], lower_first),
    Filter("chu_hoa_dau", &[], capital_first),
    Filter("slug", &[], file_name),
    Filter("danh_sach", &[], items),
];

/// `15.5` → `15,5`; with `le` rounded to and printed with so many decimals.
fn plain(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let number = arguments.needed_number(value)?;
    Ok(like(&print_with(number, arguments.decimals()?), value))
}

pub(super) fn print_with(number: Decimal, decimals: Option<u32>) -> String {
    match decimals {
        None => print(number),
        Some(decimals) => {
            let mut rounded = round(number, decimals);
            rounded.rescale(decimals);
            print(rounded)
        }
    }
}

fn percent(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let number = arguments.needed_number(value)?;
    Ok(like(
        &format!("{}%", print_with(number, arguments.decimals()?)),
        value,
    ))
}

/// `7` → `07`, as documents write counts.
fn two_digits(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let number = arguments.needed_number(value)?;
    Ok(like(&print_two_digits(number), value))
}

pub(super) fn print_two_digits(number: Decimal) -> String {
    match u32::try_from(number) {
        Ok(count) if number.is_integer() => print_count(count),
        _ => print(number),
    }
}

fn in_words(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let number = arguments.needed_number(value)?;
    let words = words::whole_number(number);
    let wrong = || arguments.wrong("chỉ đọc được số nguyên");
    words.map(|words| like(&words, value)).ok_or_else(wrong)
}

fn money_in_words(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let words = in_words(value, arguments)?;
    let words = strip(words.as_str().unwrap_or_default());
    Ok(like(&format!("{} đồng", text::capitalise(&words)), value))
}

/// `tăng 1 điểm`, `giảm 2,2 điểm`, `giữ nguyên`; of two numbers with `so_voi`.
fn change(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let mut amount = arguments.needed_number(value)?;
    let before = arguments.get("so_voi")?;
    if let Some(before) = before {
        amount -= arguments.needed_number(before)?;
    }
    let unit = arguments.text("don_vi")?;
    let words = change_in_words(amount, unit.as_deref().unwrap_or("điểm"));
    let from = std::iter::once(value).chain(before);
    Ok(follow(&words, from.filter_map(Value::as_str)).into())
}

/// `tăng 1 điểm`, `giảm 2,2 điểm`, `giữ nguyên`.
pub fn change_in_words(change: Decimal, unit: &str) -> String {
    let gap = if unit.is_empty() || unit == "%" {
        ""
    } else {
        " "
    };
    let amount = print_short(change.abs());
    if change.is_zero() {
        "giữ nguyên".to_owned()
    } else if change.is_sign_negative() {
        format!("giảm {amount}{gap}{unit}")
    } else {
        format!("tăng {amount}{gap}{unit}")
    }
}

fn long_day(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    day(value, arguments, date::long)
}

fn short_day(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    day(value, arguments, date::short)
}

fn day(value: &Value, arguments: &Arguments, print: fn(time::Date) -> String) -> TeraResult<Value> {
    let day = value.as_str().and_then(|day| date::parse(&strip(day)));
    let wrong = || arguments.wrong("cần một ngày, ví dụ 05/9/2024");
    day.map(|day| like(&print(day), value)).ok_or_else(wrong)
}

fn short_name(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    words_of(value, arguments, name::short)
}

fn own_name(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    words_of(value, arguments, |name| name::own(name).into_owned())
}

fn lower_first(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    words_of(value, arguments, text::lower_first)
}

fn capital_first(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    words_of(value, arguments, text::capitalise)
}

fn file_name(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    words_of(value, arguments, slug)
}

/// `a; b` as a list, for whoever fills a hồ sơ in.
fn items(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    words_of(value, arguments, |text| {
        let items = text.split(';').map(str::trim);
        let ended = items
            .filter(|item| !item.is_empty())
            .map(|item| format!("{item}{ITEM_END}"));
        ended.collect()
    })
}

fn words_of(value: &Value, arguments: &Arguments, change: fn(&str) -> String) -> TeraResult<Value> {
    let wrong = || arguments.wrong("cần một dòng chữ");
    let words = value.as_str().ok_or_else(wrong)?;
    Ok(like(&change(&strip(words)), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_read_as_an_office_writes_them() {
        let dec = |text| Decimal::from_str_exact(text).unwrap();
        assert_eq!(change_in_words(dec("-2.2"), "điểm"), "giảm 2,2 điểm");
        assert_eq!(change_in_words(dec("1.0"), "điểm"), "tăng 1 điểm");
        assert_eq!(change_in_words(dec("0.00"), "điểm"), "giữ nguyên");
        assert_eq!(change_in_words(dec("3"), "%"), "tăng 3%");
    }
}
