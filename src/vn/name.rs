//! Names of bodies: how they are shortened and how they break over lines.

use super::text::join;

/// The words that give a body its kind, with their short form. The first that fits is taken.
const KINDS: [(&str, &str); 2] = [("Ủy ban nhân dân", "UBND"), ("Hội đồng nhân dân", "HĐND")];

/// `Ủy ban nhân dân xã Lam Vỹ` → `UBND xã Lam Vỹ`; a name of another kind stays whole.
pub fn short(name: &str) -> String {
    match split_kind(name) {
        Some((_, short, rest)) => format!("{short} {rest}"),
        None => name.to_owned(),
    }
}

/// `Ủy ban nhân dân xã Lam Vỹ` → `xã Lam Vỹ`; a name of another kind stays whole.
pub fn unit(name: &str) -> &str {
    split_kind(name).map_or(name, |(_, _, rest)| rest)
}

/// What a name or code has in common with the others that mean the same unit: two tables of one
/// office may write it in another case.
pub fn identity(name: &str) -> String {
    name.to_lowercase()
}

/// The lines on which the decree's forms show a body's name: a committee's kind on the first,
/// its unit on the second (ND30-CQ-05); any other name on one, to break where it must.
pub fn lines(name: &str) -> Vec<&str> {
    match split_kind(name) {
        Some((kind, _, rest)) => vec![kind, rest],
        None => vec![name],
    }
}

/// The words that say what sort of unit a name is of, the longer before the shorter.
const UNITS: [&str; 10] = [
    "thị trấn",
    "thị xã",
    "thành phố",
    "đặc khu",
    "phường",
    "huyện",
    "quận",
    "tỉnh",
    "xã",
    "TT",
];

/// `UBND xã Lam Vỹ` → `Lam Vỹ`; a name of another kind stays whole.
pub fn own(name: &str) -> &str {
    split_unit(name).1
}

/// `UBND xã Lam Vỹ` → `Lam Vỹ`, as in a list of communes; a town or ward keeps its sort, which
/// tells it from the district of the same name.
pub fn brief(name: &str) -> String {
    match split_unit(name) {
        ("xã" | "", own) => own.to_owned(),
        (unit, own) => format!("{unit} {own}"),
    }
}

/// Units after each other, the words that they share said once: `các xã Ta Ma, Nà Sáy và thị
/// trấn Tuần Giáo`.
pub fn enumerate(names: &[&str]) -> String {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for name in names {
        let (unit, own) = split_unit(name);
        match groups.iter_mut().find(|(known, _)| *known == unit) {
            Some((_, group)) => group.push(own),
            None => groups.push((unit, vec![own])),
        }
    }
    let alone = groups.len() == 1;
    let groups: Vec<String> = groups
        .into_iter()
        .map(|(unit, own)| {
            let last = if alone { " và " } else { ", " };
            match (unit, own.len()) {
                ("", _) => join(&own, ", ", last),
                (unit, 1) => format!("{unit} {}", own.concat()),
                (unit, _) => format!("các {unit} {}", join(&own, ", ", last)),
            }
        })
        .collect();
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    join(&groups, ", ", " và ")
}

/// The sort of unit and its own name: `UBND TT Vương` → `thị trấn`, `Vương`.
fn split_unit(name: &str) -> (&str, &str) {
    let unit_name = name.strip_prefix("UBND ").unwrap_or_else(|| unit(name));
    let found = UNITS.iter().find_map(|unit| {
        let own = unit_name.strip_prefix(unit)?.strip_prefix(' ')?;
        Some((if *unit == "TT" { "thị trấn" } else { *unit }, own))
    });
    found.unwrap_or(("", name))
}

fn split_kind(name: &str) -> Option<(&str, &'static str, &str)> {
    KINDS.iter().find_map(|(kind, short)| {
        let rest = name.strip_prefix(kind)?.strip_prefix(' ')?;
        Some((name.get(..kind.len())?, *short, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_committee_is_shortened_and_breaks_before_its_unit() {
        let name = "Ủy ban nhân dân xã Lam Vỹ";
        assert_eq!(short(name), "UBND xã Lam Vỹ");
        assert_eq!(unit(name), "xã Lam Vỹ");
        assert_eq!(lines(name), ["Ủy ban nhân dân", "xã Lam Vỹ"]);
    }

    #[test]
    fn another_body_keeps_its_name() {
        assert_eq!(short("Văn phòng"), "Văn phòng");
        assert_eq!(lines("Sở Tài chính"), ["Sở Tài chính"]);
    }

    #[test]
    fn units_are_told_by_their_own_names() {
        assert_eq!(own("UBND xã Lam Vỹ"), "Lam Vỹ");
        assert_eq!(own("Ủy ban nhân dân thị trấn Tuần Giáo"), "Tuần Giáo");
        assert_eq!(own("Văn phòng"), "Văn phòng");
    }

    #[test]
    fn what_units_share_is_said_once() {
        let names = ["UBND xã Ta Ma", "UBND TT Vương", "xã Nà Sáy"];
        assert_eq!(enumerate(&names), "các xã Ta Ma, Nà Sáy và thị trấn Vương");
        assert_eq!(enumerate(&names[..1]), "xã Ta Ma");
        assert_eq!(enumerate(&["xã A", "xã B", "xã C"]), "các xã A, B và C");
    }
}
