//! The issuer, its province, its seat, its symbol, the recipients and the units of lists, held
//! against the catalogue of the document's day. Before the first day of the catalogue nobody
//! knows: nothing is told.

use std::collections::BTreeSet;

use time::Date;

use super::changes::{Change, Verdict, is_known, verdict};
use super::lists::List;
use super::row;
use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::fault::Place;
use crate::nd30::Office;
use crate::source::Words;
use crate::vn::catalogue::{self, Listed};
use crate::vn::name::Name;
use crate::vn::spelling::key;
use crate::vn::text::{capitalise, join};
use crate::vn::{date, name};

/// Checks the names of a document that is issued on a day of the catalogue.
pub fn check(
    context: &Context,
    lists: &[List],
    (changes, office): (&[Change], Option<&Office>),
    out: &mut Vec<Finding>,
) {
    let Some(day) = context.day.filter(|day| *day >= catalogue::since()) else {
        return;
    };
    let official = Official {
        context,
        changes,
        day,
        province: province_of(context),
    };
    official.issuer(out);
    official.recipients(out);
    for list in lists {
        official.list(list, out);
    }
    out.extend(symbol(context, office));
}

struct Official<'a> {
    context: &'a Context<'a>,
    /// Those that only the office knows.
    changes: &'a [Change],
    day: Date,
    /// The own name of the province that the document is of; empty if it does not say.
    province: String,
}

/// What a name is not, as the catalogue has it.
struct Wrong {
    message: String,
    /// As it should be; empty if nobody can know.
    expected: String,
}

/// The own name of the issuer's province.
fn province_of(context: &Context) -> String {
    let issuer = &context.inputs.issuer;
    let said = [
        Some(&issuer.name),
        issuer.within.as_ref(),
        issuer.superior.as_ref(),
    ];
    let found = said.into_iter().flatten().find_map(|words| {
        let parts = Name::of(words);
        match catalogue::is_sort_of_province(parts.sort) {
            true => known(parts.own),
            false => above(&parts),
        }
    });
    found.unwrap_or_default()
}

/// A name of a province that the catalogue has.
fn known(own: &str) -> Option<String> {
    (!catalogue::province(own).is_empty()).then(|| own.to_owned())
}

/// The province that a name says its unit to be in.
fn above(parts: &Name) -> Option<String> {
    let mut above = parts.above;
    while !above.is_empty() {
        let unit = Name::of(above);
        if let Some(found) = known(unit.own) {
            return Some(found);
        }
        above = unit.above;
    }
    None
}

impl Official<'_> {
    /// NAME-06, NAME-07: the issuer or the body above it is of a unit of the day, in its
    /// province, and writes from it.
    fn issuer(&self, out: &mut Vec<Finding>) {
        let issuer = &self.context.inputs.issuer;
        let mut check = |words: &Words, part: &str| {
            let place = self.context.place(words);
            out.extend(self.unit(words, &place, part));
        };
        check(&issuer.name, "tên cơ quan");
        if let Some(superior) = &issuer.superior {
            check(superior, "cơ quan cấp trên");
        }
        if let Some(within) = &issuer.within {
            check(within, "thuoc");
        }
        out.extend(self.seat());
    }

    /// NAME-06 of a name.
    fn unit(&self, name: &str, place: &Place, part: &str) -> Option<Finding> {
        let Wrong { message, expected } = self.wrong(name)?;
        let finding = Finding::new(Code::Name06, place, message).part(part);
        let suggestion = match expected.as_str() {
            "" => "kiểm tra tên, loại đơn vị, tỉnh và ngày của văn bản".to_owned(),
            expected => format!("viết “{expected}”, hoặc kiểm tra ngày của văn bản"),
        };
        let finding = finding.words(Name::of(name).unit, expected);
        Some(finding.suggest(suggestion))
    }

    /// What is wrong with a name that says its sort.
    fn wrong(&self, name: &str) -> Option<Wrong> {
        let parts = Name::of(name);
        let province = above(&parts).unwrap_or_else(|| self.province.clone());
        match verdict(self.changes, (&parts, &province), self.day) {
            _ if parts.sort.is_empty() => return None,
            Some(Verdict::Right) => return None,
            Some(Verdict::Became(change)) => return Some(changed(&parts, change)),
            Some(Verdict::NotYet(change)) => return Some(not_yet(&parts, change)),
            None => {}
        }
        match parts.sort {
            sort if catalogue::is_sort(sort) => self.commune(&parts),
            sort if catalogue::is_sort_of_province(sort) => self.of_province(&parts),
            _ => None,
        }
    }

    /// A commune: of its sort on the day, and in its province.
    fn commune(&self, parts: &Name) -> Option<Wrong> {
        let known = catalogue::of_name(parts.own);
        let units: Vec<&Listed> = known.iter().filter(|unit| unit.holds(self.day)).collect();
        let province = above(parts).unwrap_or_else(|| self.province.clone());
        let inside = |unit: &&&Listed| province.is_empty() || key(unit.province) == key(&province);
        let near: Vec<&Listed> = units.iter().filter(inside).copied().collect();
        // Another name is told elsewhere (NAME-04).
        let unit = *units.first()?;
        if near.iter().any(|unit| unit.sort == parts.sort) {
            return None;
        }
        if let Some(unit) = near.first() {
            return Some(self.sort(parts, unit));
        }
        let provinces: BTreeSet<&str> = units.iter().map(|unit| unit.province).collect();
        let provinces: Vec<&str> = provinces.into_iter().collect();
        let message = format!(
            "danh mục không có “{}” ở {province}; có ở {}",
            parts.unit,
            join(&provinces, ", ", " và ")
        );
        let only = (units.len() == 1).then(|| format!("{} {}", unit.sort, unit.name));
        let expected = only.filter(|only| only != parts.unit).unwrap_or_default();
        Some(Wrong { message, expected })
    }

    /// A province: of its sort on the day.
    fn of_province(&self, parts: &Name) -> Option<Wrong> {
        let known = catalogue::province(parts.own);
        let Some(unit) = known.iter().find(|unit| unit.holds(self.day)) else {
            let message = format!(
                "từ {} không có “{}”, chỉ có 34 tỉnh, thành phố trực thuộc trung ương",
                date::short(catalogue::since()),
                parts.unit
            );
            let expected = String::new();
            return Some(Wrong { message, expected });
        };
        (unit.sort != parts.sort).then(|| self.sort(parts, unit))
    }

    /// A unit that is of another sort.
    fn sort(&self, parts: &Name, unit: &Listed) -> Wrong {
        let expected = format!("{} {}", unit.sort, unit.name);
        let by = match unit.by {
            "" => "danh mục".to_owned(),
            by => by.to_owned(),
        };
        let since = date::short(unit.from);
        Wrong {
            message: format!("“{}”: từ {since} là {expected} ({by})", parts.unit),
            expected,
        }
    }

    /// NAME-07: a commune's bodies write from the commune (ND30-DD-05).
    fn seat(&self) -> Option<Finding> {
        let issuer = &self.context.inputs.issuer;
        let own = |words: &Words| {
            let parts = Name::of(words);
            catalogue::is_sort(parts.sort).then(|| parts.proper().into_owned())
        };
        let commune = own(&issuer.name).or_else(|| own(issuer.superior.as_ref()?))?;
        let seat = Name::of(&issuer.seat).own;
        // A name that nobody bears is told elsewhere (NAME-04).
        if key(seat) == key(&commune) || !super::is_listed(seat) {
            return None;
        }
        let seat = &issuer.seat;
        let message = format!("địa danh “{seat}” không phải tên của đơn vị ban hành");
        let finding = Finding::new(Code::Name07, &self.context.place(seat), message)
            .part("địa danh")
            .words(seat.as_str(), commune.as_str());
        Some(finding.suggest(format!("ghi “dia_danh: {commune}”")))
    }

    /// NAME-06 of the units of a list.
    fn list(&self, list: &List, out: &mut Vec<Finding>) {
        let units = list.units.iter();
        out.extend(units.filter_map(|(name, place)| self.unit(name, place, &row(list, name))));
    }

    /// RECIP-06: bodies that do not exist receive nothing.
    fn recipients(&self, out: &mut Vec<Finding>) {
        let document = self.context.document;
        let list = document.recipients.list.iter();
        let list = list.map(|name| (name, "Nơi nhận"));
        let addressed = document.addressees.iter().map(|name| (name, "Kính gửi"));
        for (words, part) in addressed.chain(list) {
            let wrong = joined(words).into_iter().find_map(|body| {
                let wrong = self.recipient(&body)?;
                Some((body, wrong))
            });
            let Some((body, Wrong { message, expected })) = wrong else {
                continue;
            };
            let finding = Finding::new(Code::Recip06, &self.context.place(words), message);
            let finding = finding.part(part).words(body, expected);
            out.push(finding.suggest("ghi tên cơ quan đang có vào ngày của văn bản"));
        }
    }

    fn recipient(&self, named: &str) -> Option<Wrong> {
        let parts = Name::of(named);
        let mut words = parts.own.split(' ');
        // Districts are told wherever the text names one (LAW-03).
        if parts.body.is_empty() || !words.all(|word| word.starts_with(char::is_uppercase)) {
            return None;
        }
        let known = is_known(self.changes, parts.own) || !catalogue::of_name(parts.own).is_empty();
        if catalogue::is_sort(parts.sort) && !known {
            let alike = catalogue::alike(parts.own);
            let near = alike.map_or(String::new(), |alike| format!(", có “{alike}”"));
            let message = format!("danh mục không có “{}”{near}", parts.unit);
            let expected = alike.unwrap_or_default().to_owned();
            return Some(Wrong { message, expected });
        }
        self.wrong(named)
    }
}

/// A unit that the office knows to have become another.
fn changed(parts: &Name, change: &Change) -> Wrong {
    let (since, after) = (date::short(change.day), &change.after);
    Wrong {
        message: format!("“{}”: từ {since} là {after} ({})", parts.unit, change.by),
        expected: Name::of(after).unit.to_owned(),
    }
}

/// A unit that the office knows there to be later only.
fn not_yet(parts: &Name, change: &Change) -> Wrong {
    let (since, before) = (date::short(change.day), change.before.join(", "));
    Wrong {
        message: format!(
            "“{}”: đến trước {since} là {before} ({})",
            parts.unit, change.by
        ),
        expected: match change.before.as_slice() {
            [only] => Name::of(only).unit.to_owned(),
            _ => String::new(),
        },
    }
}

/// The bodies that a line of recipients names one after the other, each as it would be named
/// alone: `UBND các xã Mỹ Đức, Châu Phú và Cô Tô` names three.
fn joined(words: &str) -> Vec<String> {
    let named = words.split(['(', ';']).next().unwrap_or_default();
    let named = named.trim().trim_end_matches('.');
    let parts = named.split([',', ':']).flat_map(|part| part.split(" và "));
    let mut bodies: Vec<String> = Vec::new();
    // The words for body and sort that those after the first leave out.
    let (mut body, mut sort) = ("", "");
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let single = part.replacen("các ", "", 1);
        let name = Name::of(&single);
        let above = name.body.is_empty() && catalogue::is_sort_of_province(name.sort);
        if let Some(last) = bodies.last_mut().filter(|_| above && !body.is_empty()) {
            // “UBND xã Mỹ Đức, tỉnh An Giang” is one body.
            *last = format!("{last}, {part}");
            continue;
        }
        let is_name = !catalogue::of_name(part).is_empty() || catalogue::alike(part).is_some();
        bodies.push(match (name.body, name.sort) {
            ("", "") if !sort.is_empty() && is_name => format!("{body} {sort} {part}"),
            ("", own) if !body.is_empty() && !own.is_empty() => format!("{body} {single}"),
            _ => single.clone(),
        });
        if !name.body.is_empty() {
            (body, sort) = (name.body, if single == part { "" } else { name.sort });
        } else if !name.sort.is_empty() && single != part {
            sort = name.sort;
        }
    }
    bodies
}

/// FORM-05: the symbol is that of the issuer: a committee's own, or letters that its name begins
/// its words with, in their order.
fn symbol(context: &Context, office: Option<&Office>) -> Option<Finding> {
    let issuer = &context.inputs.issuer;
    if office.is_some_and(|office| office.symbols.iter().any(|own| *own == *issuer.symbol)) {
        return None;
    }
    let letters = issuer.symbol.chars();
    let symbol: String = letters.filter(|c| c.is_uppercase()).collect();
    let short = name::short(&issuer.name);
    let body = Name::of(&issuer.name).body;
    let expected = match body {
        "" => String::new(),
        _ => short.split(' ').next().unwrap_or_default().to_owned(),
    };
    let fits = match expected.as_str() {
        "" => {
            let superior = issuer.superior.as_ref().map_or("", |words| words);
            let words = format!("{} {superior}", issuer.name);
            let mut initials = words.split([' ', '-']).flat_map(initials);
            let mut letters = symbol.chars();
            letters.all(|letter| initials.any(|initial| initial == letter))
        }
        expected => symbol.starts_with(expected),
    };
    if fits || symbol.is_empty() {
        return None;
    }
    let message = format!(
        "ký hiệu “{}” không phải chữ viết tắt của “{}”",
        issuer.symbol, issuer.name
    );
    let finding = Finding::new(Code::Form05, &context.place(&issuer.symbol), message);
    let suggestion = match expected.as_str() {
        "" => {
            let usual = office.and_then(|office| office.symbols.first());
            let usual = usual.map_or(String::new(), |usual| format!(", ví dụ {usual}"));
            format!("sửa “ky_hieu”: chữ viết tắt tên cơ quan ban hành{usual}")
        }
        expected => format!("ghi “ky_hieu: {expected}”"),
    };
    let finding = finding.part("số, ký hiệu");
    Some(finding.words(&*issuer.symbol, expected).suggest(suggestion))
}

/// The letters that a word gives to an abbreviation: its first, or all of one that is one itself.
fn initials(word: &str) -> Vec<char> {
    match (2..6).contains(&word.chars().count()) && word.chars().all(char::is_uppercase) {
        true => word.chars().collect(),
        false => capitalise(word).chars().take(1).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_that_share_words_are_named_each() {
        for (line, bodies) in [
            ("UBND tỉnh An Giang", vec!["UBND tỉnh An Giang"]),
            (
                "UBND xã Mỹ Đức và UBND xã Châu Phú",
                vec!["UBND xã Mỹ Đức", "UBND xã Châu Phú"],
            ),
            (
                "UBND các xã Mỹ Đức, Châu Phú và phường Long Xuyên",
                vec![
                    "UBND xã Mỹ Đức",
                    "Ủy ban nhân dân xã Châu Phú",
                    "Ủy ban nhân dân phường Long Xuyên",
                ],
            ),
            (
                "UBND xã Mỹ Đức, tỉnh An Giang",
                vec!["UBND xã Mỹ Đức, tỉnh An Giang"],
            ),
            (
                "UBND xã Mỹ Đức và Viễn thông An Giang",
                vec!["UBND xã Mỹ Đức", "Viễn thông An Giang"],
            ),
        ] {
            assert_eq!(joined(line), bodies);
        }
    }
}
