//! Names of units and bodies: taken apart, shortened, broken over lines. The words before a
//! unit's own name are data (`ten-don-vi.tsv`).

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::catalogue;
use super::spelling::{is_dash, key};
use super::text::{capitalise, join, lower};

const WORDS: &str = include_str!("ten-don-vi.tsv");

/// A longer text is no name.
const LONGEST: usize = 300;

/// A name, taken apart: `UBND xã Lam Vỹ - tỉnh Thái Nguyên`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    /// The words for the body, as written: `UBND`; empty if it names none.
    prefix: &'a str,
    /// What follows them.
    rest: &'a str,
    /// The body, written out: `Ủy ban nhân dân`; empty if it names none.
    pub body: &'static str,
    /// The sort of unit, written out: `xã`; empty if it names none.
    pub sort: &'static str,
    /// The unit with its sort, as written: `xã Lam Vỹ`.
    pub unit: &'a str,
    /// The unit's own name: `Lam Vỹ`.
    pub own: &'a str,
    /// The units above that it names: `tỉnh Thái Nguyên`; empty if it names none.
    pub above: &'a str,
}

impl<'a> Name<'a> {
    /// Takes a name apart; one of another kind is its own name.
    pub fn of(name: &'a str) -> Self {
        let name = name.trim();
        let words = Known::words();
        let (body, rest) = leading(name, &words.bodies);
        let prefix = name.strip_suffix(rest).unwrap_or_default().trim_end();
        let (unit, above) = apart(rest);
        let (sort, own) = leading(unit, &words.sorts);
        Self {
            prefix,
            rest,
            body,
            sort,
            unit,
            own,
            above,
        }
    }

    /// Whether it names a body or a sort of unit.
    pub fn is_led(&self) -> bool {
        !self.body.is_empty() || !self.sort.is_empty()
    }

    /// Its own name as a text has it: one that is in capitals throughout as the catalogue
    /// writes it, or with a capital for each syllable.
    pub fn proper(&self) -> Cow<'a, str> {
        let capitals = self.own.chars().filter(|c| c.is_uppercase()).count() > 1;
        if !capitals || self.own.chars().any(char::is_lowercase) {
            return Cow::Borrowed(self.own);
        }
        let known = catalogue::of_name(self.own).first();
        known.map_or_else(
            || {
                let syllables = self.own.split(' ').map(|word| capitalise(&lower(word)));
                syllables.collect::<Vec<_>>().join(" ").into()
            },
            |unit| Cow::Borrowed(unit.name),
        )
    }
}

/// The words that a text begins with, written out, and what follows them; nothing and the whole
/// if it begins with none.
fn leading<'a>(text: &'a str, words: &[(String, &'static str)]) -> (&'static str, &'a str) {
    let first = text.bytes().next().unwrap_or_default();
    // Most words begin with another letter of the Latin alphabet, which is seen at once.
    let may_be = |written: &str| {
        let other = written.bytes().next().unwrap_or_default();
        !first.is_ascii() || !other.is_ascii() || first.to_ascii_lowercase() == other
    };
    let mut words = words.iter().filter(|(written, _)| may_be(written));
    let found = words.find_map(|(written, full)| {
        let (head, rest) = text.split_at_checked(written.len())?;
        let own = rest.trim_start();
        let apart = own.len() < rest.len() || written.ends_with('.');
        let named = apart && own.starts_with(char::is_alphanumeric);
        (named && lower(head) == *written).then_some((*full, own))
    });
    found.unwrap_or(("", text))
}

/// A unit, and the units above that are named after it: behind a dash, a comma, in brackets, or
/// behind the word for a province.
fn apart(unit: &str) -> (&str, &str) {
    let sorts = &Known::words().sorts;
    if unit.len() > LONGEST || is_province(leading(unit, sorts).1) {
        return (unit, "");
    }
    for (at, sign) in unit.char_indices() {
        let (before, tail) = unit.split_at_checked(at).unwrap_or((unit, ""));
        let tail = tail.get(sign.len_utf8()..).unwrap_or_default();
        let bracket = sign == '(' && tail.ends_with(')');
        let parted = bracket || sign == ',' || is_dash(sign);
        if !parted && sign != ' ' {
            continue;
        }
        let before = before.trim_end().trim_end_matches(is_dash).trim_end();
        let above = tail.trim_end_matches(')').trim();
        let fits = match leading(above, sorts) {
            ("tỉnh" | "thành phố", own) if !parted => is_province(own),
            ("tỉnh" | "thành phố" | "huyện" | "thị xã" | "quận", _) => parted,
            ("", own) => parted && (bracket || tail.starts_with(' ')) && is_province(own),
            _ => false,
        };
        if fits && !before.is_empty() {
            return (before, above);
        }
    }
    (unit, "")
}

/// Whether a province bears this name, or bore it before 01/7/2025.
pub fn is_province(own: &str) -> bool {
    let provinces = &Known::words().provinces;
    provinces.binary_search(&key(own)).is_ok()
}

/// A level of government, or a body that is of none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A province, or a city that is one.
    Province,
    /// A district, before 01/7/2025.
    District,
    /// A commune, ward, town or special zone.
    Commune,
    /// A department or another body.
    Body,
}

/// The level of a unit by its name; none if the name is that of a unit and does not say it.
pub fn level(name: &str) -> Option<Level> {
    let parts = Name::of(name);
    match parts.sort {
        "xã" | "phường" | "thị trấn" | "đặc khu" => Some(Level::Commune),
        "tỉnh" => Some(Level::Province),
        "thành phố" if is_province(parts.own) => Some(Level::Province),
        "huyện" | "quận" | "thị xã" | "thành phố" => Some(Level::District),
        "" if is_body(parts.own) => Some(Level::Body),
        "" if !catalogue::of_name(parts.own).is_empty() && !is_province(parts.own) => {
            Some(Level::Commune)
        }
        _ => None,
    }
}

impl Level {
    const ALL: [(Self, &str); 4] = [
        (Self::Province, "cấp tỉnh"),
        (Self::District, "cấp huyện"),
        (Self::Commune, "cấp xã"),
        (Self::Body, "cơ quan"),
    ];

    /// The units of this level, in words: `đơn vị cấp xã`.
    pub fn words(self) -> &'static str {
        let known = Self::ALL.iter().find(|(level, _)| *level == self);
        let name = known.map_or("", |(_, name)| name);
        let mut lines = words_of("cap").filter(|(line, ..)| *line == name);
        lines.next().map_or("", |(_, words, _)| words)
    }

    /// The levels that words for units name, before what they are units of: `xã, phường của tỉnh
    /// An Giang`; none if they may be of any.
    pub fn named(words: &str) -> Vec<Self> {
        let words = lower(words);
        let ends = words_of("cua").flat_map(|(_, _, all)| all.split(';'));
        let ends = ends.filter_map(|word| words.find(&format!(" {word} ")));
        let named = words.get(..ends.min().unwrap_or(words.len()));
        let parts = named.unwrap_or_default().split([',', ';']);
        let parts = parts.flat_map(|part| part.split(" và "));
        let parts = parts.map(|part| part.trim().trim_start_matches("các ").trim());
        let level = |part: &str| {
            let mut lines = words_of("cap");
            let (name, ..) = lines.find(|(name, full, all)| {
                all.split(';')
                    .chain([*name, *full])
                    .any(|word| word == part)
            })?;
            Self::ALL
                .iter()
                .find(|(_, known)| *known == name)
                .map(|(level, _)| *level)
        };
        // “tỉnh, thành phố”, “huyện, thành phố”: the first says which.
        let levels: Vec<Option<Self>> = parts.filter(|part| !part.is_empty()).map(level).collect();
        match levels.first() {
            Some(Some(_)) => levels.into_iter().flatten().collect(),
            _ => Vec::new(),
        }
    }
}

/// Whether a name begins as those of bodies do that are no units.
fn is_body(name: &str) -> bool {
    let first = lower(name);
    words_of("to_chuc").any(|(word, ..)| {
        first
            .strip_prefix(word)
            .is_some_and(|rest| rest.starts_with(' '))
    })
}

/// The body that a name which names none is of.
pub fn usual_body() -> &'static str {
    Known::words().usual
}

/// The words that names are taken apart by.
struct Known {
    /// In small letters, with what they are written out; the longest first.
    bodies: Vec<(String, &'static str)>,
    sorts: Vec<(String, &'static str)>,
    /// Bodies with their abbreviations.
    short: Vec<(&'static str, &'static str)>,
    usual: &'static str,
    /// The keys of all names of provinces, in order.
    provinces: Vec<String>,
}

impl Known {
    fn words() -> &'static Self {
        static KNOWN: OnceLock<Known> = OnceLock::new();
        KNOWN.get_or_init(Self::read)
    }

    fn read() -> Self {
        let sorts = forms("loai");
        let former = words_of("tinh_cu").flat_map(|(name, _, more)| more.split(';').chain([name]));
        let plain = catalogue::provinces().map(|name| leading(name, &sorts).1);
        let mut provinces: Vec<String> = former.chain(plain).map(key).collect();
        provinces.sort();
        let short: Vec<_> = words_of("co_quan")
            .map(|(full, short, _)| (full, short))
            .collect();
        Self {
            bodies: forms("co_quan"),
            usual: short.first().map_or("", |(full, _)| full),
            short,
            sorts,
            provinces,
        }
    }
}

/// The lines of a group of words: written out, abbreviated, other ways to write them.
fn words_of(group: &str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    WORDS.lines().filter_map(move |line| {
        let mut fields = line
            .strip_prefix(group)?
            .strip_prefix('\t')?
            .splitn(3, '\t');
        Some((fields.next()?, fields.next()?, fields.next()?))
    })
}

fn forms(group: &str) -> Vec<(String, &'static str)> {
    let forms = words_of(group).flat_map(|(full, short, others)| {
        let forms = others.split(';').chain([full, short]);
        forms.map(move |form| (lower(form), full))
    });
    let mut forms: Vec<_> = forms.filter(|(form, _)| !form.is_empty()).collect();
    forms.sort_by_key(|(form, _)| Reverse(form.len()));
    forms
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

/// The lines on which the decree's forms show a body's name: a committee's kind on the first,
/// its unit on the second (ND30-CQ-05); any other name on one, to break where it must.
pub fn lines(name: &str) -> Vec<&str> {
    let parts = Name::of(name);
    match parts.prefix.contains(' ') {
        true => vec![parts.prefix, parts.rest],
        false => vec![name],
    }
}

/// A committee's name in the portal's form, as its documents have it, and the unit above that it
/// names: `UBND XÃ LAM VỸ - TỈNH THÁI NGUYÊN` → `Ủy ban nhân dân xã Lam Vỹ`, `tỉnh Thái Nguyên`.
/// None if it has another form.
pub fn from_portal(name: &str) -> Option<(String, String)> {
    let parts = Name::of(name);
    let led = !parts.body.is_empty() && !parts.sort.is_empty();
    let proper = parts.proper();
    let capitals = !name.chars().any(char::is_lowercase);
    if !led || parts.above.is_empty() && !capitals {
        return None;
    }
    let above = with_proper(parts.above);
    Some((format!("{} {} {proper}", parts.body, parts.sort), above))
}

/// A unit's name in the portal's form, or in capitals, as lists of a document have it: `UBND XÃ
/// LAM VỸ - TỈNH THÁI NGUYÊN` → `Xã Lam Vỹ`. Another name stays as it is.
pub fn plain(name: &str) -> Cow<'_, str> {
    let parts = Name::of(name);
    let before = name.trim().strip_suffix(parts.above).unwrap_or_default();
    let dash = !parts.above.is_empty() && before.trim_end().ends_with(is_dash);
    let capitals = !name.chars().any(char::is_lowercase);
    match parts.sort {
        "" => Cow::Borrowed(name),
        sort if dash || capitals => format!("{} {}", capitalise(sort), parts.proper()).into(),
        _ => Cow::Borrowed(name),
    }
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
fn with_proper(above: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_committee_is_shortened_and_breaks_before_its_unit() {
        for name in ["Ủy ban nhân dân xã Lam Vỹ", "Uỷ ban nhân dân xã Lam Vỹ"] {
            assert_eq!(short(name), "UBND xã Lam Vỹ");
            assert_eq!(unit(name), "xã Lam Vỹ");
            assert_eq!(lines(name)[1], "xã Lam Vỹ");
        }
        assert_eq!(lines("UBND xã Lam Vỹ"), ["UBND xã Lam Vỹ"]);
    }

    #[test]
    fn another_body_keeps_its_name() {
        assert_eq!(short("Văn phòng"), "Văn phòng");
        assert_eq!(unit("Văn phòng"), "Văn phòng");
        assert_eq!(lines("Sở Tài chính"), ["Sở Tài chính"]);
    }

    #[test]
    fn units_are_told_by_their_own_names() {
        for (name, own_name) in [
            ("UBND xã Lam Vỹ", "Lam Vỹ"),
            ("Ủy ban nhân dân thị trấn Tuần Giáo", "Tuần Giáo"),
            ("UBND XÃ LAM VỸ - TỈNH THÁI NGUYÊN", "Lam Vỹ"),
            ("UBND xã Cư M'gar, tỉnh Đắk Lắk", "Cư M'gar"),
            ("ĐẶC KHU LÝ SƠN", "Lý Sơn"),
            ("PHƯỜNG BẾN NGHÉ", "Bến Nghé"),
            ("Văn phòng", "Văn phòng"),
        ] {
            assert_eq!(own(name), own_name);
        }
    }

    #[test]
    fn units_above_are_told_from_the_rest_of_a_name() {
        for (name, sort, own, above) in [
            ("UBND xã X - tỉnh An Giang", "xã", "X", "tỉnh An Giang"),
            ("xã X, tỉnh Y", "xã", "X", "tỉnh Y"),
            ("Xã X (An Giang)", "xã", "X", "An Giang"),
            ("xã X, huyện Y, tỉnh Z", "xã", "X", "huyện Y, tỉnh Z"),
            ("xã X tỉnh Thái Nguyên", "xã", "X", "tỉnh Thái Nguyên"),
            ("X – Điện Biên", "", "X", "Điện Biên"),
            ("P.1-TP.HỒ CHÍ MINH", "phường", "1", "TP.HỒ CHÍ MINH"),
            (
                "xã Chân Mây - Lăng Cô - TP Huế",
                "xã",
                "Chân Mây - Lăng Cô",
                "TP Huế",
            ),
            ("tỉnh Bà Rịa - Vũng Tàu", "tỉnh", "Bà Rịa - Vũng Tàu", ""),
            ("tỉnh Thừa Thiên - Huế", "tỉnh", "Thừa Thiên - Huế", ""),
            (
                "phường Xuân Hương - Đà Lạt",
                "phường",
                "Xuân Hương - Đà Lạt",
                "",
            ),
            ("UBND các xã, phường", "", "các xã, phường", ""),
        ] {
            let parts = Name::of(name);
            assert_eq!(
                (parts.sort, parts.own, parts.above),
                (sort, own, above),
                "{name}"
            );
        }
    }

    #[test]
    fn the_names_of_the_portal_are_plain_in_lists() {
        for (name, listed) in [
            ("UBND xã Mỹ Đức - tỉnh An Giang", "Xã Mỹ Đức"),
            ("UBND XÃ MỸ ĐỨC - TỈNH AN GIANG", "Xã Mỹ Đức"),
            ("Đặc khu Phú Quốc - tỉnh An Giang", "Đặc khu Phú Quốc"),
            ("PHƯỜNG LONG XUYÊN", "Phường Long Xuyên"),
            ("UBND xã Mỹ Đức", "UBND xã Mỹ Đức"),
            ("Xã Mỹ Đức", "Xã Mỹ Đức"),
            ("xã Mỹ Đức, tỉnh An Giang", "xã Mỹ Đức, tỉnh An Giang"),
            ("phường Xuân Hương - Đà Lạt", "phường Xuân Hương - Đà Lạt"),
            ("SỞ TÀI CHÍNH", "SỞ TÀI CHÍNH"),
            ("HĐND", "HĐND"),
        ] {
            assert_eq!(plain(name), listed);
        }
        let names = [
            "UBND xã Tân Tiến - tỉnh Cà Mau",
            "UBND XÃ TÂN TIẾN - TỈNH ĐỒNG NAI",
            "Xã A",
        ];
        assert_eq!(
            plain_all(&names),
            [
                "Xã Tân Tiến, tỉnh Cà Mau",
                "Xã Tân Tiến, tỉnh Đồng Nai",
                "Xã A"
            ]
        );
    }

    #[test]
    fn the_form_of_the_portal_becomes_that_of_documents() {
        for (name, official, above) in [
            (
                "UBND XÃ LAM VỸ - TỈNH THÁI NGUYÊN",
                "Ủy ban nhân dân xã Lam Vỹ",
                "tỉnh Thái Nguyên",
            ),
            (
                "UBND Đặc khu Phú Quốc - tỉnh An Giang",
                "Ủy ban nhân dân đặc khu Phú Quốc",
                "tỉnh An Giang",
            ),
            ("ỦY BAN NHÂN DÂN XÃ LAM VỸ", "Ủy ban nhân dân xã Lam Vỹ", ""),
        ] {
            assert_eq!(
                from_portal(name),
                Some((official.into(), above.into())),
                "{name}"
            );
        }
        for name in [
            "Ủy ban nhân dân xã Lam Vỹ",
            "UBND xã Lam Vỹ",
            "Văn phòng",
            "Sở Nội vụ",
        ] {
            assert_eq!(from_portal(name), None, "{name}");
        }
    }

    #[test]
    fn what_units_share_is_said_once() {
        let names = ["UBND xã Ta Ma", "UBND TT Vương", "xã Nà Sáy"];
        let said = |names: &[&str]| enumerate(names, |_, own| own.to_owned());
        assert_eq!(said(&names), "các xã Ta Ma, Nà Sáy và thị trấn Vương");
        assert_eq!(said(&names[..1]), "xã Ta Ma");
        assert_eq!(said(&["xã A", "xã B", "xã C"]), "các xã A, B và C");
    }
}
