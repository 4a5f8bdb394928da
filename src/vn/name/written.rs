//! Names as documents write them: shortened, broken over lines, in lists, without the portal's form.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Name;
use super::known::Known;
use super::level::is_body;
use crate::vn::spelling::{is_dash, key};
use crate::vn::text::{capitalise, join};

/// The body that a name which names none is of.
pub fn usual_body() -> &'static str {
    Known::words().usual
}

/// `Ủy ban nhân dân xã Lam Vỹ` → `UBND xã Lam Vỹ`; a name of another kind stays whole.
pub fn short(name: &str) -> String {
    let parts = Name::of(name);
    let mut short = Known::words().short.iter();
    match short.find(|(full, _)| *full == parts.body) {
        Some((_, short)) => format!("{short} {}", parts.rest),
        None => name.to_owned(),
    }
}

/// `Ủy ban nhân dân xã Lam Vỹ` → `xã Lam Vỹ`; a name of another kind stays whole.
pub fn unit(name: &str) -> &str {
    let parts = Name::of(name);
    match parts.is_led() {
        true => parts.unit,
        false => name,
    }
}

/// The unit that a body speaks for: `Ủy ban nhân dân xã Lam Vỹ`, `Văn phòng UBND xã Lam Vỹ` → `xã Lam
/// Vỹ`; a name without a committee's is taken as by [`unit`].
pub fn represented(name: &str) -> &str {
    let words = name.match_indices(' ').map(|(at, _)| at + 1);
    let tails = std::iter::once(0)
        .chain(words)
        .filter_map(|at| name.get(at..));
    let committee = |parts: &Name| !parts.body.is_empty() && !parts.sort.is_empty();
    let committee = tails.map(Name::of).find(committee);
    committee.map_or_else(|| unit(name), |parts| parts.unit)
}

/// The lines on which the decree's forms show a body's name: a committee's kind on the first,
/// its unit on the second (ND30-CQ-05); any other name on one, to break where it must.
pub fn lines(name: &str) -> Vec<&str> {
    let parts = Name::of(name);
    match parts.prefix.contains(' ') {
        true => vec![parts.prefix, parts.rest],
        false => vec![name],
    }
}

/// A committee's or department's name in the portal's form, as its documents have it, and the unit
/// above that it names: `UBND XÃ LAM VỸ - TỈNH THÁI NGUYÊN` → `Ủy ban nhân dân xã Lam Vỹ`, `tỉnh
/// Thái Nguyên`; `SỞ Y TẾ - TỈNH THÁI NGUYÊN` → `Sở Y tế`, `tỉnh Thái Nguyên`.
/// None if it has another form.
pub fn from_portal(name: &str) -> Option<(String, String)> {
    let parts = Name::of(name);
    let led = !parts.body.is_empty() && !parts.sort.is_empty();
    let dashed = behind_dash(name, parts.above);
    let department = parts.sort.is_empty() && is_body(parts.own);
    let department = department && (dashed || parts.above.is_empty());
    let proper = parts.proper();
    let capitals = !name.chars().any(char::is_lowercase);
    if !led && !department || parts.above.is_empty() && !capitals {
        return None;
    }
    let official = match led {
        true => format!("{} {} {proper}", parts.body, parts.sort),
        false => proper.into_owned(),
    };
    Some((official, with_proper(parts.above)))
}

/// A unit's name in the portal's form, or in capitals, as lists of a document have it: `UBND XÃ
/// LAM VỸ - TỈNH THÁI NGUYÊN` → `Xã Lam Vỹ`; likewise a department's. Another name stays as it is.
pub fn plain(name: &str) -> Cow<'_, str> {
    let parts = Name::of(name);
    let dash = behind_dash(name, parts.above);
    let capitals = !name.chars().any(char::is_lowercase);
    match parts.sort {
        "" if (dash || capitals && parts.above.is_empty()) && is_body(parts.own) => parts.proper(),
        "" => Cow::Borrowed(name),
        sort if dash || capitals => format!("{} {}", capitalise(sort), parts.proper()).into(),
        _ => Cow::Borrowed(name),
    }
}

/// Whether a name says the unit above behind a dash.
fn behind_dash(name: &str, above: &str) -> bool {
    let before = name.trim().strip_suffix(above).unwrap_or_default();
    !above.is_empty() && before.trim_end().ends_with(is_dash)
}

/// The plain names of the units of one list; those that would be alike say what they lie in too.
pub fn plain_all<'a>(names: &[&'a str]) -> Vec<Cow<'a, str>> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        *count.entry(key(&plain(name))).or_default() += 1;
    }
    let one = |name: &&'a str| {
        let (plain, above) = (plain(name), Name::of(name).above);
        let alike = count.get(&key(&plain)).is_some_and(|count| *count > 1);
        match alike && plain != *name && !above.is_empty() {
            true => format!("{plain}, {}", with_proper(above)).into(),
            false => plain,
        }
    };
    names.iter().map(one).collect()
}

/// A unit above with its sort, its name not in capitals.
pub fn with_proper(above: &str) -> String {
    let parts = Name::of(above);
    match parts.sort {
        "" => above.to_owned(),
        sort => format!("{sort} {}", parts.proper()),
    }
}

/// `UBND xã Lam Vỹ` → `Lam Vỹ`; a name of another kind stays whole.
pub fn own(name: &str) -> Cow<'_, str> {
    let parts = Name::of(name);
    match parts.sort {
        "" => Cow::Borrowed(name),
        _ => parts.proper(),
    }
}

/// `UBND xã Lam Vỹ` → `Lam Vỹ`, as in a list of communes; a town or ward keeps its sort, which
/// tells it from the district of the same name.
pub fn brief(name: &str) -> String {
    match Name::of(name).sort {
        "xã" | "" => own(name).into_owned(),
        sort => format!("{sort} {}", own(name)),
    }
}

/// Units after each other, the words that they share said once: `các xã Ta Ma, Nà Sáy và thị
/// trấn Tuần Giáo`. What is written for the own name of each is made of its number and that name.
pub fn enumerate(names: &[&str], write: impl Fn(usize, &str) -> String) -> String {
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let (sort, own) = (Name::of(name).sort, write(index, &own(name)));
        match groups.iter_mut().find(|(known, _)| *known == sort) {
            Some((_, group)) => group.push(own),
            None => groups.push((sort, vec![own])),
        }
    }
    let alone = groups.len() == 1;
    let groups: Vec<String> = groups
        .iter()
        .map(|(sort, own)| {
            let last = if alone { " và " } else { ", " };
            let own: Vec<&str> = own.iter().map(String::as_str).collect();
            match (*sort, own.len()) {
                ("", _) => join(&own, ", ", last),
                (sort, 1) => format!("{sort} {}", own.concat()),
                (sort, _) => format!("các {sort} {}", join(&own, ", ", last)),
            }
        })
        .collect();
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    join(&groups, ", ", " và ")
}
