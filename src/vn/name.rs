//! Names of bodies: how they are shortened and how they break over lines.

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

/// The lines on which the decree's forms show a body's name: a committee's kind on the first,
/// its unit on the second (ND30-CQ-05); any other name on one, to break where it must.
pub fn lines(name: &str) -> Vec<&str> {
    match split_kind(name) {
        Some((kind, _, rest)) => vec![kind, rest],
        None => vec![name],
    }
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
}
