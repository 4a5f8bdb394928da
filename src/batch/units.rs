//! The units of a lô: who they are, their points, ranks, changes and the names of their files.
//! Everything here is quick and for all units; documents are made of one unit at a time.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::lot::{Lot, acknowledged_of, is_about};
use super::rows::{Directory, Figures, Row};
use super::words::{CODE, PROVINCE, UNIT, Words};
use crate::audit::{OfUnit, Review, Seen};
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, Place};
use crate::form::Sourced;
use crate::framework::{Framework, Ties, Version};
use crate::roll::{Earlier, standings};
use crate::score::{self, Rank, Scores, without_figures};
use crate::table::Repeated;
use crate::vn::identity::Identity;
use crate::vn::name::Name;
use crate::vn::slug::{digest, slug};
use crate::vn::spelling;

/// A unit of a lô.
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Its row in the figures.
    pub place: Place,
    /// Its words.
    pub words: Words,
    /// Its points, or why it has none that can be printed.
    pub scores: Result<Scores, Faults>,
    /// Its rank in its province: the published one, or the one that follows from the points.
    pub rank: Option<usize>,
    /// That of the period before.
    pub previous_rank: Option<usize>,
    /// From which rank to which it may be published.
    pub possible: Option<(usize, usize)>,
    /// Among how many.
    pub of: usize,
    /// Its band.
    pub band: Option<String>,
    /// The paths of its files below the output folder, without ending: one for each template.
    pub paths: Vec<String>,
}

impl Unit {
    /// Its code, if there is one.
    pub fn code(&self) -> &str {
        self.words.text(CODE)
    }

    /// The path of its first files, which no other unit has.
    pub fn path(&self) -> &str {
        self.paths.first().map_or("", String::as_str)
    }

    /// As documents speak of it.
    pub fn scored(&self) -> Result<score::Unit, Faults> {
        let scores = self.scores.clone()?;
        Ok(score::Unit {
            rank: self.rank,
            possible: self.possible,
            previous_rank: self.previous_rank,
            place: self.place.clone(),
            scores,
        })
    }

    /// The province it is ranked in; empty if the lô has none.
    pub fn province(&self) -> &str {
        self.words.text(PROVINCE)
    }
}

/// What tells a unit from all others: its code, or else its province and name.
fn of_words(words: &Words) -> Identity {
    match words.text(CODE) {
        "" => Identity::of(words.text(UNIT)).within(words.text(PROVINCE)),
        code => Identity::of_code(code),
    }
}

/// The units of a lô, in the order of its figures, and notes about them.
pub fn units(lot: &Lot) -> (Vec<Unit>, Vec<Note>) {
    let mut notes = lot.figures.notes.clone();
    // Of rows that may be no units the checks of each tell.
    notes.retain(|note| !note.is_doubt());
    notes.extend(lot.directory.iter().flat_map(|all| all.notes.clone()));
    let rows = complete(&lot.figures, lot.directory.as_ref(), &mut notes);
    let named = rows.iter().filter(|(row, ..)| !row.name.is_empty());
    let named = named.map(|(row, words, _)| (of_words(words), row.place.clone()));
    let repeated = Repeated::among(named);
    let version = lot.framework.version(lot.period);
    let mut units: Vec<Unit> = rows
        .iter()
        .map(|(row, words, trouble)| Unit {
            name: row.name.clone(),
            place: row.place.clone(),
            scores: scores(
                row,
                version,
                &lot.framework,
                [trouble, &repeated_at(row, words, &repeated)],
            ),
            words: words.clone(),
            rank: None,
            previous_rank: None,
            possible: None,
            of: 0,
            band: None,
            paths: Vec::new(),
        })
        .collect();
    let copied = lot.before.iter().flat_map(|before| &before.copied);
    notes.extend(copied.map(|(place, file)| {
        let words = format!(
            "STALE-01: tệp số liệu “{file}” giống hệt tệp của kỳ trước; kiểm tra đã điền số liệu của kỳ này chưa"
        );
        Note::at(NoteKind::Stale, place, words)
    }));
    notes.extend(unmet(&units, lot));
    add_changes(&mut units, lot, &mut notes);
    rank(&mut units, lot, &mut notes);
    name_files(&mut units, lot);
    (units, notes)
}

/// The rows with the directory's words, and what is wrong about those.
type Complete<'a> = (&'a Row, Words, Faults);

fn complete<'a>(
    figures: &'a Figures,
    directory: Option<&Directory>,
    notes: &mut Vec<Note>,
) -> Vec<Complete<'a>> {
    let (mut met, mut provinces) = (BTreeSet::new(), BTreeMap::new());
    let mut complete = |row: &'a Row| {
        let (mut words, mut faults) = (row.words.clone(), Faults::none());
        if let Some(directory) = directory {
            let found = directory.rows.find(&Directory::key(&directory.key, &words));
            met.extend(found.iter().map(|(identity, _)| identity));
            match found.as_slice() {
                [(_, only)] => {
                    words.extend_but(&only.words, UNIT);
                    only.faults
                        .iter()
                        .for_each(|fault| faults.add(fault.clone()));
                }
                found => faults.add(not_listed(row, directory, &words, !found.is_empty())),
            }
        }
        one_spelling(&mut words, &mut provinces);
        (row, words, faults)
    };
    let rows = figures.rows.iter().map(&mut complete).collect();
    let unmet = directory.iter().flat_map(|directory| directory.rows.iter());
    for (_, found) in unmet.filter(|(identity, _)| !met.contains(identity)) {
        let key = directory.map_or("", |directory| &directory.key);
        if let Some(text) = found.words.get(key) {
            let (place, name) = (&text.place, &text.value);
            let words = format!("danh bạ có “{name}”, bảng số liệu không có");
            notes.push(Note::at(NoteKind::Lacking, place, words));
        }
    }
    rows
}

/// Gives a province the spelling that its first unit has.
fn one_spelling(words: &mut Words, provinces: &mut BTreeMap<String, String>) {
    let Some(mut province) = words.get(PROVINCE).cloned() else {
        return;
    };
    let key = spelling::key(Name::of(&province.value).own);
    let first = provinces
        .entry(key)
        .or_insert_with(|| province.value.clone());
    if *first != province.value {
        province.value.clone_from(first);
        words.add(PROVINCE, province);
    }
}

fn not_listed(row: &Row, directory: &Directory, words: &Words, twice: bool) -> Fault {
    let key = words.text(&directory.key);
    let how = if twice {
        "có nhiều dòng"
    } else {
        "không có dòng"
    };
    Fault::new(
        Kind::UnknownName,
        row.place.clone(),
        format!("danh bạ {how} “{key}” (nối theo “{}”)", directory.key),
    )
    .expected("đúng một dòng cho mỗi đơn vị")
    .remedy("sửa danh bạ, hoặc sửa tên, mã ở bảng số liệu")
}

/// Of two rows of one unit neither can be trusted.
fn repeated_at(row: &Row, words: &Words, repeated: &Repeated) -> Faults {
    let fault = repeated.fault(&of_words(words), &row.name, &row.place);
    fault.map_or_else(Faults::none, |fault| {
        Faults::from(fault.remedy(
            "giữ một, xóa một; hai đơn vị cùng tên thì thêm cột “ma” hoặc “tinh” vào “rieng”",
        ))
    })
}

fn scores(
    row: &Row,
    version: Option<&Version>,
    framework: &Framework,
    trouble: [&Faults; 2],
) -> Result<Scores, Faults> {
    let mut faults = Faults::none();
    trouble
        .into_iter()
        .for_each(|found| faults.extend(found.clone()));
    let scores = match &row.entered {
        Ok(entered) => version
            .and_then(|version| Scores::of(&row.name, entered, framework, version, &mut faults)),
        Err(found) => {
            faults.extend(found.clone());
            None
        }
    };
    if scores.as_ref().is_some_and(Scores::is_unknown) {
        faults.add(without_figures(&row.name, &row.place));
    }
    faults.or(scores)
}

/// Of each acknowledgement that is about no unit and no province.
fn unmet(units: &[Unit], lot: &Lot) -> Vec<Note> {
    let of_province = |unit: &Unit| {
        let mut words = Words::default();
        let province = unit.words.get(PROVINCE).cloned();
        province
            .into_iter()
            .for_each(|text| words.add(PROVINCE, text));
        words
    };
    let met = |one: &OfUnit| {
        let mut units = units.iter();
        units.any(|unit| is_about(one, &unit.words) || is_about(one, &of_province(unit)))
    };
    let unmet = lot.acknowledged.iter().filter(|one| !met(one));
    let note = |one: &OfUnit| {
        let Sourced { value, place } = &one.unit;
        let words = format!("“da_xem” nêu “{value}”, lô không có đơn vị ấy");
        Note::at(NoteKind::Lacking, place, words)
    };
    unmet.map(note).collect()
}

/// The points of the period before, where there are any.
fn add_changes(units: &mut [Unit], lot: &Lot, notes: &mut Vec<Note>) {
    let Some(before) = &lot.before else { return };
    let version = before.framework.version(before.period);
    let rows = complete(&before.figures, lot.directory.as_ref(), &mut Vec::new());
    let nothing = Faults::none();
    let read = |row: &Row| scores(row, version, &before.framework, [&nothing, &nothing]).ok();
    let found: Vec<Option<Scores>> = rows.iter().map(|(row, ..)| read(row)).collect();
    let ranks = earlier_ranks(&rows, &found, before.framework.ties);
    let earlier = rows.iter().zip(found).zip(ranks);
    let earlier = earlier.map(|(((row, words, _), scores), rank)| {
        let entries = acknowledged_of(&before.acknowledged, words);
        let unit = |scores| score::Unit {
            scores,
            rank,
            possible: None,
            previous_rank: None,
            place: row.place.clone(),
        };
        let seen = Seen {
            entries: &entries,
            period: before.period,
        };
        let standing = |unit: score::Unit| {
            let auditor = lot.checker.auditor();
            let looked_at = !entries.is_empty();
            let report = looked_at.then(|| auditor.audit_unit(&unit, 1, &before.framework, seen));
            (unit, report.and_then(Review::total_stands))
        };
        (of_words(words), scores.map(unit).map(standing))
    });
    let mut earlier = Earlier::new(earlier, before.place.clone());
    for unit in units {
        let Ok(scores) = &mut unit.scores else {
            continue;
        };
        match earlier.compare(&of_words(&unit.words), scores) {
            Some(before) => unit.previous_rank = before.rank,
            None => {
                let (name, before) = (&unit.name, before.period.short());
                let words = format!("“{name}” không có số liệu đọc được ở {before}");
                notes.push(Note::at(NoteKind::Lacking, &unit.place, words));
            }
        }
    }
}

/// The ranks of the period before: the published ones, or those that follow from the points if
/// those of all units of the province are known.
fn earlier_ranks(rows: &[Complete], found: &[Option<Scores>], ties: Ties) -> Vec<Option<usize>> {
    let position = |scores: &Option<Scores>| {
        let rank = scores.as_ref()?.position.as_ref()?;
        usize::try_from(rank.value).ok()
    };
    let province = |words: &Words| words.text(PROVINCE).to_owned();
    let unread: BTreeSet<String> = (rows.iter().zip(found))
        .filter(|(_, scores)| scores.is_none())
        .map(|((_, words, _), _)| province(words))
        .collect();
    let members: Vec<(String, Option<Decimal>)> = (rows.iter().zip(found))
        .map(|((_, words, _), scores)| {
            (province(words), scores.as_ref().and_then(Scores::converted))
        })
        .collect();
    let published = found.iter().any(|scores| position(scores).is_some());
    let standings = standings(&members, ties).into_iter();
    let all = standings.zip(&members).zip(found);
    all.map(|((standing, (province, _)), scores)| match published {
        true => position(scores),
        false => standing
            .filter(|_| !unread.contains(province) && !unread.contains(""))
            .map(|standing| standing.rank),
    })
    .collect()
}

/// Ranks within each province, by converted points, unrounded; none in a province of which a
/// unit's points are not known.
fn rank(units: &mut [Unit], lot: &Lot, notes: &mut Vec<Note>) {
    let points = |unit: &Unit| unit.scores.as_ref().ok().and_then(Scores::converted);
    let members = units
        .iter()
        .map(|unit| (unit.province().to_owned(), points(unit)));
    let standings = standings(&members.collect::<Vec<_>>(), lot.framework.ties);
    let mut without = BTreeSet::new();
    for (province, names) in unknown(units) {
        let of = match province.as_str() {
            "" => "mọi đơn vị".to_owned(),
            province => format!("các đơn vị của {province}"),
        };
        let (count, names) = (names.len(), listed(&names));
        let words = format!(
            "không xếp hạng {of}: {count} đơn vị chưa có điểm đọc được ({names}); sửa các dòng đó rồi chạy lại"
        );
        notes.insert(0, Note::of(NoteKind::Unranked, words));
        without.insert(province);
    }
    for (unit, standing) in units.iter_mut().zip(standings) {
        let all_known = !without.contains("") && !without.contains(unit.province());
        if let Some(standing) = standing.filter(|_| all_known) {
            unit.possible = Some(standing.possible);
            (unit.rank, unit.of) = (Some(standing.rank), standing.of);
        }
    }
    take_published(units, without.contains(""), notes);
    for unit in units.iter_mut() {
        let converted = unit.scores.as_ref().ok().and_then(Scores::converted);
        let band = converted.and_then(|points| lot.framework.band(points));
        unit.band = band.map(|band| band.name.clone());
    }
    let Some(among) = &lot.among else { return };
    for unit in units {
        let values = unit.words.values(lot.period, str::to_owned);
        let rank = unit.rank.and_then(|rank| u32::try_from(rank).ok());
        if let (Ok(scores), Some(rank), Ok(of)) = (&mut unit.scores, rank, u32::try_from(unit.of)) {
            let among = among.fill(&values).unwrap_or_default();
            let previous = unit.previous_rank.and_then(|rank| u32::try_from(rank).ok());
            let place = scores.position.as_ref().map(|rank| rank.place.clone());
            scores.rank = Some(Rank {
                rank,
                of,
                among,
                previous,
                place,
            });
        }
    }
}

/// Published ranks are printed as they are, also where the points of another unit are not known;
/// among all rows of the province, unless the ranks are those of a larger table.
fn take_published(units: &mut [Unit], nowhere: bool, notes: &mut Vec<Note>) {
    let position = |unit: &Unit| Some(unit.scores.as_ref().ok()?.position.as_ref()?.value);
    let mut provinces: BTreeMap<String, (usize, u32)> = BTreeMap::new();
    for unit in units.iter() {
        let (rows, last) = provinces.entry(unit.province().to_owned()).or_default();
        *rows += 1;
        *last = position(unit).unwrap_or_default().max(*last);
    }
    for (province, (rows, last)) in provinces {
        let last = usize::try_from(last).unwrap_or_default();
        let own = units.iter_mut().filter(|unit| unit.province() == province);
        if last == 0 {
            continue;
        }
        let of = match last <= rows && !nowhere {
            true => rows,
            false => 0,
        };
        if of == 0 {
            let of = match province.as_str() {
                "" => String::new(),
                province => format!(" của {province}"),
            };
            let words =
                format!("không in thứ hạng{of}: bảng ghi đến hạng {last}, lô có {rows} đơn vị");
            notes.push(Note::of(NoteKind::Unranked, words));
        }
        for unit in own {
            let rank = position(unit).and_then(|rank| usize::try_from(rank).ok());
            (unit.rank, unit.of) = match (rank, of) {
                (Some(rank), 1..) => (Some(rank), of),
                _ => (None, 0),
            };
        }
    }
}

/// The units whose points are not known, by their province; all under no name if nobody knows
/// in which province one is ranked.
fn unknown(units: &[Unit]) -> BTreeMap<String, Vec<&str>> {
    let unread = || units.iter().filter(|unit| unit.scores.is_err());
    let anywhere = unread().any(|unit| unit.province().is_empty());
    let mut unknown: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for unit in unread() {
        let province = if anywhere { "" } else { unit.province() };
        let name = match unit.name.as_str() {
            "" => "không có tên",
            name => name,
        };
        unknown.entry(province.to_owned()).or_default().push(name);
    }
    unknown
}

/// The first names of many.
pub fn listed(names: &[&str]) -> String {
    const MOST: usize = 10;
    let shown: Vec<&str> = names.iter().take(MOST).copied().collect();
    let more = if names.len() > MOST { ", …" } else { "" };
    shown.join(", ") + more
}

/// Gives each unit the path of its files. Where two would be one, the province joins, then the
/// code, then a digest of the name: whichever row is refused, no other unit's path changes.
fn name_files(units: &mut [Unit], lot: &Lot) {
    let additions: [fn(&Words) -> String; 3] = [
        |words| words.text(PROVINCE).to_owned(),
        |words| words.text(CODE).to_owned(),
        |words| digest(words.text(UNIT)),
    ];
    for unit in units.iter_mut() {
        unit.paths = lot.each.paths(&unit.words, lot.period);
    }
    for addition in additions {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for unit in units.iter() {
            *count.entry(unit.path().to_owned()).or_default() += 1;
        }
        for unit in units.iter_mut() {
            let more = addition(&unit.words);
            if count.get(unit.path()).is_some_and(|count| *count > 1) && !more.is_empty() {
                let name = slug(unit.words.text(UNIT));
                for path in &mut unit.paths {
                    *path = with(path, &name, &slug(&more));
                }
            }
        }
    }
}

/// A path with a word more in the part that names the unit; if none does, in the last.
fn with(path: &str, unit: &str, more: &str) -> String {
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    let named = parts.iter().rposition(|part| part.starts_with(unit));
    let last = parts.len().saturating_sub(1);
    if let Some(part) = parts.get_mut(named.unwrap_or(last)) {
        *part = slug(&format!("{part}-{more}"));
    }
    parts.join("/")
}
