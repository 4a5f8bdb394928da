//! The filters by which templates turn figures into prose. A number is a text as it prints
//! (`15,5`, `1.229.100`), never a float; a blank is `none`, a dash is `-` and counts as zero.

mod lists;
mod numbers;
mod rows;
#[cfg(test)]
mod tests;

pub use numbers::change_in_words;

use rust_decimal::Decimal;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::marks::{follow, strip};
use super::meter;
use crate::vn::entry::is_dash;
use crate::vn::number::{self, ValueError};

/// What our messages begin with, so that they are told from the engine's own.
pub const OURS: &str = "vanthu: ";

type Function = fn(&Value, &Arguments) -> TeraResult<Value>;

/// A filter: its name, the names of its arguments, what it does.
struct Filter(&'static str, &'static [&'static str], Function);

/// Makes the filters known.
pub fn register(tera: &mut Tera) {
    let all = [numbers::FILTERS, lists::FILTERS, rows::FILTERS];
    for Filter(name, known, function) in all.into_iter().flatten() {
        let call = move |value: Value, kwargs: Kwargs, _: &State| {
            let arguments = Arguments {
                filter: name,
                kwargs,
            };
            arguments.check(known)?;
            meter::read(&value)?;
            function(&value, &arguments)
        };
        tera.register_filter(*name, call);
    }
}

/// Whether a filter is one of ours.
pub(super) fn is_ours(name: &str) -> bool {
    let all = [numbers::FILTERS, lists::FILTERS, rows::FILTERS];
    let mut ours = all.into_iter().flatten();
    ours.any(|Filter(known, ..)| *known == name)
}

/// Those of the engine's own filters that hand values on as they are.
const ENGINES: [&str; 6] = ["default", "first", "last", "reverse", "nth", "join"];

/// Whether a filter gives the same with marked values as with plain ones.
pub fn know_marks(name: &str) -> bool {
    ENGINES.contains(&name) || is_ours(name)
}

/// A text that follows from a value: what made that made it too.
fn like(text: &str, value: &Value) -> Value {
    match value.as_str() {
        Some(from) => follow(text, [from]).into(),
        None => text.into(),
    }
}

/// The arguments of one use of a filter.
struct Arguments {
    filter: &'static str,
    kwargs: Kwargs,
}

impl Arguments {
    /// An argument that nobody knows would be passed over without a word.
    fn check(&self, known: &[&str]) -> TeraResult<()> {
        for (key, _) in self.kwargs.iter() {
            let key = key.as_str().unwrap_or_default();
            if !known.contains(&key) {
                return Err(self.wrong(format!(
                    "không có tham số “{key}”; có: {}",
                    known.join(", ")
                )));
            }
        }
        Ok(())
    }

    /// What a template's author is told.
    fn wrong(&self, found: impl AsRef<str>) -> Error {
        Error::message(format!(
            "{OURS}bộ lọc “{}”: {}",
            self.filter,
            found.as_ref()
        ))
    }

    fn get(&self, name: &'static str) -> TeraResult<Option<&Value>> {
        self.kwargs.get::<&Value>(name)
    }

    fn text(&self, name: &'static str) -> TeraResult<Option<String>> {
        match self.get(name)? {
            None => Ok(None),
            Some(value) => match value.as_str() {
                Some(text) => Ok(Some(strip(text))),
                None => Err(self.wrong(format!("“{name}” phải là chữ trong nháy"))),
            },
        }
    }

    fn needed(&self, name: &'static str) -> TeraResult<String> {
        let missing = || self.wrong(format!("thiếu tham số “{name}”"));
        self.text(name)?.ok_or_else(missing)
    }

    /// How many decimals, if that is said.
    fn decimals(&self) -> TeraResult<Option<u32>> {
        let Some(value) = self.get("le")? else {
            return Ok(None);
        };
        let small = value.as_i64().and_then(|n| u32::try_from(n).ok());
        match small.filter(|n| *n <= 6) {
            Some(decimals) => Ok(Some(decimals)),
            None => Err(self.wrong("“le” phải là số từ 0 đến 6")),
        }
    }

    /// A number; none for a blank.
    fn number(&self, value: &Value) -> TeraResult<Option<Decimal>> {
        read(value).map_err(|found| self.wrong(found))
    }

    /// A number that must be there.
    fn needed_number(&self, value: &Value) -> TeraResult<Decimal> {
        let missing = || self.wrong("chưa có số liệu (ô để trống)");
        self.number(value)?.ok_or_else(missing)
    }

    fn list<'v>(&self, value: &'v Value) -> TeraResult<&'v [Value]> {
        let wrong = || self.wrong(format!("cần một danh sách, có {}", described(value)));
        value.as_array().ok_or_else(wrong)
    }
}

/// A number as values hold it.
fn read(value: &Value) -> Result<Option<Decimal>, String> {
    if value.is_none() || value.is_undefined() {
        return Ok(None);
    }
    if value.is_f64() {
        return Err("số lẻ phải viết trong nháy, ví dụ \"99,5\"".to_owned());
    }
    if let Some(number) = value.as_i64() {
        return Ok(Some(Decimal::from(number)));
    }
    let wrong = || format!("cần một số, có {}", described(value));
    let text = strip(value.as_str().ok_or_else(wrong)?);
    let text = text.strip_suffix('%').unwrap_or(&text);
    match (text, number::parse(text)) {
        ("", _) => Ok(None),
        (dash, _) if is_dash(dash) => Ok(Some(Decimal::ZERO)),
        (_, Ok(number)) => Ok(Some(number)),
        // A printed number with one dot: the dot stands between thousands.
        (_, Err(ValueError::Ambiguous)) => {
            let digits = text.trim_start_matches('-');
            let size = number::parse_count(digits).map_err(|_| wrong())?;
            Ok(Some(if digits == text { size } else { -size }))
        }
        _ => Err(wrong()),
    }
}

fn described(value: &Value) -> String {
    match value.as_str() {
        Some(text) => format!("chữ “{}”", strip(text)),
        None if value.is_array() => "một danh sách".to_owned(),
        None if value.is_map() => "một dòng có nhiều cột".to_owned(),
        None => format!("“{value}”"),
    }
}
