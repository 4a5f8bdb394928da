//! Filters of lists of words: joined as Vietnamese joins them.

use tera::{TeraResult, Value};

use super::{Arguments, Filter, described};
use crate::compose::marks::{follow, strip};
use crate::vn::name;
use crate::vn::text::join;

pub(super) const FILTERS: &[Filter] = &[
    Filter("liet_ke", &["cach", "noi"], enumerate),
    Filter("liet_ke_don_vi", &[], enumerate_units),
    Filter("length", &[], length),
];

/// `a, b và c`; `cach` stands between, `noi` before the last.
fn enumerate(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let words = words(value, arguments)?;
    let between = arguments.text("cach")?.unwrap_or_else(|| ", ".to_owned());
    let last = arguments.text("noi")?.unwrap_or_else(|| " và ".to_owned());
    Ok(join(&words, &between, &last).into())
}

/// `các xã Ta Ma, Nà Sáy và thị trấn Tuần Giáo`, from the units' full names.
fn enumerate_units(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let words = words(value, arguments)?;
    let plain: Vec<String> = words.iter().map(|name| strip(name)).collect();
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    let mark = |index: usize, own: &str| follow(own, words.get(index).copied());
    Ok(name::enumerate(&plain, mark).into())
}

/// How many a list holds. The engine's own of this name would count marks as letters.
fn length(value: &Value, arguments: &Arguments) -> TeraResult<Value> {
    let letters = value.as_str().map(|text| strip(text).chars().count());
    let wrong = || arguments.wrong(format!("cần một danh sách, có {}", described(value)));
    let length = letters.or_else(|| value.len()).ok_or_else(wrong)?;
    Ok(Value::from(length))
}

fn words<'v>(value: &'v Value, arguments: &Arguments) -> TeraResult<Vec<&'v str>> {
    let list = arguments.list(value)?;
    let one = |item: &'v Value| {
        let wrong = || {
            arguments.wrong(format!(
                "cần danh sách chữ, có {}; dùng “viet” trước",
                described(item)
            ))
        };
        item.as_str().ok_or_else(wrong)
    };
    list.iter().map(one).collect()
}
