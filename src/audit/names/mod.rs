//! Names of units: one spelling in all tables and in the text, known to the catalogue.

mod changes;
mod lists;
mod mentions;
mod official;
mod units;

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::audit::texts::Stretch;
use crate::fault::Place;
use crate::nd30::Office;
use crate::source::Words;
use crate::vn::name::{self, Level, Name, is_province};
use crate::vn::text::{capitalise, fold};
use crate::vn::{catalogue, date, spelling};
use mentions::{ends_with_lead, meant, mentions};
pub use units::has_lead;
use units::{distance, key};

pub use changes::Change;
pub use lists::{List, lists, sheet_name};
pub use units::bare;

/// Checks the names of a document. `own` are the units that the office knows, and what became of
/// some.
pub fn check(
    context: &Context,
    lists: &[List],
    (own, changes): (&[String], &[Change]),
    office: Option<&Office>,
    out: &mut Vec<Finding>,
) {
    let judge = Judge {
        lists,
        own,
        changes,
        current: context.day.is_some_and(|day| day >= catalogue::since()),
    };
    for list in lists {
        capitals(list, out);
    }
    let spellings = between_lists(lists, &judge, out);
    pairs(lists, out);
    in_text(context, &judge, &spellings, out);
    against_catalogue(context, &judge, &spellings, out);
    official::check(context, lists, (changes, office), out);
}

/// Who tells which of two spellings is right.
struct Judge<'a> {
    lists: &'a [List],
    own: &'a [String],
    changes: &'a [Change],
    /// Whether the catalogue holds on the document's day.
    current: bool,
}

impl Judge<'_> {
    /// How well a spelling is borne out: the office's list, the catalogue, the most lists.
    fn weight(&self, name: &str) -> (bool, bool, usize) {
        let name_key = key(name);
        let same = |other: &str| key(other) == name_key;
        let has = |list: &&List| list.units.iter().any(|(unit, _)| same(unit));
        let written = self.lists.iter().filter(has);
        (
            self.own.iter().any(|unit| same(unit)),
            self.current && is_listed(name),
            written.count(),
        )
    }

    /// The better and the worse of two spellings.
    fn ordered<'n>(&self, a: &'n str, b: &'n str) -> [&'n str; 2] {
        match self.weight(b) > self.weight(a) {
            true => [b, a],
            false => [a, b],
        }
    }
}

/// Whether a unit of today or a province bears this name.
fn is_listed(own: &str) -> bool {
    is_province(own) || !catalogue::of_name(own).is_empty()
}

/// NAME-05: every syllable of a unit's name has a capital.
fn capitals(list: &List, out: &mut Vec<Finding>) {
    for (name, place) in &list.units {
        let own = bare(name);
        let syllables: Vec<String> = own.split(' ').map(capitalise).collect();
        let expected = syllables.join(" ");
        if has_lead(name) && own != expected && !own.contains(['-', '/']) {
            let message = format!("“{name}” viết hoa chưa đủ");
            let finding = Finding::new(Code::Name05, place, message).part(row(list, name));
            let finding = finding.words(own, expected.as_str());
            out.push(finding.suggest(format!("viết “{expected}”")));
        }
    }
}

fn row(list: &List, name: &str) -> String {
    format!("{}, hàng “{name}”", list.name)
}

/// NAME-01: units that stand in one list under one name and in another under another. Gives
/// each wrong spelling with the right one.
fn between_lists(
    lists: &[List],
    judge: &Judge,
    out: &mut Vec<Finding>,
) -> BTreeMap<String, String> {
    let mut right: BTreeMap<String, String> = BTreeMap::new();
    for (i, list) in lists.iter().enumerate() {
        for other in lists.iter().skip(i + 1) {
            for (a, b) in matched(&only(list, other), &only(other, list)) {
                let [better, worse] = judge.ordered(a, b).map(str::to_owned);
                right.entry(worse).or_insert(better);
            }
        }
    }
    for list in lists {
        for (name, place) in &list.units {
            let Some(better) = right.get(bare(name)) else {
                continue;
            };
            let has = |other: &&List| other.units.iter().any(|(unit, _)| bare(unit) == better);
            let elsewhere = lists.iter().filter(has).map(|other| other.name.as_str());
            let message = format!(
                "{} ghi “{}”, {} ghi “{better}”: một đơn vị, hai cách viết",
                list.name,
                bare(name),
                elsewhere.collect::<Vec<_>>().join(", ")
            );
            out.push(
                Finding::new(Code::Name01, place, message)
                    .part(row(list, name))
                    .words(bare(name), better.as_str())
                    .suggest(format!("viết một tên ở mọi chỗ; có lẽ đúng: “{better}”")),
            );
        }
    }
    right
}

/// The own names of the units of a list that are not in another.
fn only<'a>(list: &'a List, other: &List) -> Vec<&'a str> {
    let known: BTreeSet<String> = other.units.iter().map(|(unit, _)| key(unit)).collect();
    let names = list.units.iter().map(|(unit, _)| bare(unit));
    names
        .filter(|name| !known.contains(&spelling::key(name)))
        .collect()
}

/// Likewise, without rows that are no units: the desk of the level above.
fn only_units<'a>(list: &'a List, other: &List) -> Vec<&'a str> {
    let unit = |name: &&str| {
        let mut units = list.units.iter();
        units.any(|(unit, _)| bare(unit) == *name && has_lead(unit) && other.may_have(unit))
    };
    only(list, other).into_iter().filter(unit).collect()
}

/// Those that the other list should have: of a level of which it has some.
fn missing<'a>(list: &'a List, other: &List) -> Vec<&'a str> {
    let level = |(unit, _): &(String, Place)| name::level(unit);
    let of = |list: &List| -> BTreeSet<Option<Level>> { list.units.iter().map(level).collect() };
    // A table of other things is no list of units.
    let led = other.units.iter().any(|(unit, _)| has_lead(unit));
    if !led && only(other, list).len() == other.units.len() {
        return Vec::new();
    }
    let (own, levels) = (of(list), of(other));
    let mut lacking = only_units(list, other);
    // Lists of several levels are told apart by them.
    if own.len() > 1 || !levels.contains(&None) {
        let level = |name: &str| {
            let mut units = list.units.iter();
            units.find(|(unit, _)| bare(unit) == name).and_then(level)
        };
        lacking.retain(|name| levels.contains(&level(name)));
    }
    lacking
}

/// Pairs of names that are near enough to be one, the nearest first.
fn matched<'a>(left: &[&'a str], right: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut near: Vec<((usize, usize), &str, &str)> = Vec::new();
    for a in left {
        near.extend(right.iter().filter_map(|b| Some((distance(a, b)?, *a, *b))));
    }
    near.sort_unstable();
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for (_, a, b) in near {
        if !pairs.iter().any(|(x, y)| *x == a || *y == b) {
            pairs.push((a, b));
        }
    }
    pairs
}

/// NAME-03: lists that do not hold the same units.
fn pairs(lists: &[List], out: &mut Vec<Finding>) {
    for (i, list) in lists.iter().enumerate() {
        for other in lists.iter().skip(i + 1) {
            let (left, right) = (missing(list, other), missing(other, list));
            // It is reported at the first unit that one of the two does not have.
            let first = right.first().map(|name| (other, *name));
            let Some((has, name)) = first.or_else(|| Some((list, *left.first()?))) else {
                continue;
            };
            let mut units = has.units.iter();
            let Some((_, place)) = units.find(|(unit, _)| bare(unit) == name) else {
                continue;
            };
            let message = format!(
                "{} và {} khác nhau {} đơn vị: {} / {}",
                list.name,
                other.name,
                left.len().max(right.len()),
                listed(&left),
                listed(&right)
            );
            let finding = Finding::new(Code::Name03, place, message).part(has.name.clone());
            out.push(finding.suggest("so danh sách đơn vị của hai biểu"));
        }
    }
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    match names.is_empty() {
        true => "không có".to_owned(),
        false => names.join(", "),
    }
}

/// NAME-02: names in running text, titles and the issuer's own that differ from those of the
/// lists in accents, capitals or, after a word such as “xã”, in a letter.
fn in_text(
    context: &Context,
    judge: &Judge,
    spellings: &BTreeMap<String, String>,
    out: &mut Vec<Finding>,
) {
    let listed = judge.lists.iter().flat_map(|list| &list.units);
    let listed = listed.map(|(unit, _)| unit.as_str());
    let known = listed.chain(judge.own.iter().map(String::as_str));
    let known = known.filter(|name| !spellings.contains_key(bare(name)));
    // As documents write them: the portal has some in capitals.
    let known: Vec<_> = known.map(|name| Name::of(name).proper()).collect();
    let right: BTreeSet<&str> = known.iter().map(AsRef::as_ref).collect();
    let mut by_fold: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in &right {
        by_fold.entry(fold(name)).or_default().push(name);
    }
    if by_fold.is_empty() {
        return;
    }
    let first_word = |name: &String| name.split(' ').next().unwrap_or_default().to_owned();
    let first: BTreeSet<String> = by_fold.keys().map(first_word).collect();
    let begins = |word: &str| first.contains(&fold(word));
    let exact: BTreeSet<String> = right.iter().map(|name| spelling::key(name)).collect();
    let texts = context.texts.iter();
    for Stretch { start, text, .. } in texts.filter(|stretch| !stretch.part.is_cell()) {
        for found in mentions(text, &context.vocabulary.leads, begins) {
            let name = spelling::key(found.name);
            // The first words of a longer name: “Thành Bình” of “Thành Bình Thọ”.
            let words = format!("{name} ");
            let longer = exact.range(words.clone()..).next();
            if longer.is_some_and(|known| known.starts_with(&words)) {
                continue;
            }
            // Of a name that is known only the capitals may be wrong; a dash in it has none.
            let mut words = found.name.split(' ');
            let capital = words.all(|word| !word.starts_with(char::is_lowercase));
            let same = right.contains(found.name);
            if same || capital && exact.contains(&name) {
                continue;
            }
            // “Xã Búng Lao, Lai Châu (92 điểm)” means no commune Mai Châu.
            let before = text.get(..found.start).unwrap_or_default();
            if is_province(found.name) && !ends_with_lead(before, &context.vocabulary.leads) {
                continue;
            }
            let Some(meant) = meant(&found, &by_fold) else {
                continue;
            };
            let start = start + found.start;
            let message = format!("“{}” khác tên trong biểu: “{meant}”", found.name);
            let finding = context.at(Code::Name02, start, start + found.name.len(), message);
            let finding = finding.words(found.name, meant);
            out.push(finding.suggest(format!("viết “{meant}”")));
        }
    }
}

/// NAME-04: names that the catalogue does not have. Before the first day of the catalogue only
/// those are reported that it has with other accents: older names are allowed for older dates.
fn against_catalogue(
    context: &Context,
    judge: &Judge,
    spellings: &BTreeMap<String, String>,
    out: &mut Vec<Finding>,
) {
    let issuer = &context.inputs.issuer;
    let stated =
        |words: &Words, part: &str| (words.to_string(), context.place(words), part.to_owned());
    let mut names = vec![
        stated(&issuer.name, "tên cơ quan"),
        stated(&issuer.seat, "địa danh"),
    ];
    for list in judge.lists {
        let led = list.units.iter().filter(|(name, _)| has_lead(name));
        names.extend(led.map(|(name, place)| (name.clone(), place.clone(), row(list, name))));
    }
    let mut reported = BTreeSet::new();
    for (name, place, part) in names {
        let own = bare(&name);
        let known = is_listed(own)
            || changes::is_known(judge.changes, own)
            || judge.own.iter().any(|unit| key(unit) == key(&name));
        let led = has_lead(&name) || part == "địa danh";
        let told = known || !led || own.is_empty() || spellings.contains_key(own);
        if told || !reported.insert(own.to_owned()) {
            continue;
        }
        let alike = catalogue::alike(own);
        let since = date::short(catalogue::since());
        let (message, suggestion) = match alike {
            Some(alike) => (
                format!("danh mục không có “{own}”, có “{alike}”"),
                "kiểm tra tên; nếu tên cũ đúng, ghi vào “don_vi” của tệp kiểm tra",
            ),
            None if judge.current => (
                format!("danh mục từ {since} không có “{own}”"),
                "kiểm tra tên; đơn vị không phải xã, phường thì ghi vào “don_vi” của tệp kiểm tra",
            ),
            None => continue,
        };
        let finding = Finding::new(Code::Name04, &place, message).part(part);
        let finding = finding.words(own, alike.unwrap_or_default());
        out.push(finding.suggest(suggestion));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_matched_each_once() {
        let left = ["Tênh Phong", "Nà Sáy"];
        let right = ["Nhà Sáy", "Tân Phong", "Ta Ma"];
        assert_eq!(
            matched(&left, &right),
            [("Nà Sáy", "Nhà Sáy"), ("Tênh Phong", "Tân Phong")]
        );
    }
}
