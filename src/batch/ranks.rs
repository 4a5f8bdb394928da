//! The ranks of a lô's units.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::joined::Rows;
use super::member::{League, Member};
use super::rows::Figures;
use crate::fault::{Faults, Note, NoteKind};
use crate::framework::Ties;
use crate::roll::{Candidate, levels, own_levels, standings};
use crate::vn::name::Level;

/// Ranks within each province among the units of a level, by converted points, unrounded; none
/// where a unit's points are not known.
pub fn rank(units: &mut [Member], (figures, ties): (&Figures, Ties), notes: &mut Vec<Note>) {
    set_levels(units);
    let members = units.iter().map(|unit| (unit.league(), unit.converted));
    let members: Vec<(League, Option<Decimal>)> = members.collect();
    let standings = standings(&members, ties);
    let mut without = BTreeSet::new();
    for (league, unread) in unknown(units) {
        let (count, names) = (unread.len(), listed(&unread, |index| figures.called(index)));
        let words = format!(
            "không xếp hạng {}: {count} đơn vị chưa có điểm đọc được ({names}); sửa các dòng đó rồi chạy lại",
            words(&league)
        );
        notes.insert(0, Note::of(NoteKind::Unranked, words));
        without.insert(league);
    }
    let nowhere = without.contains(&League::default());
    for (unit, standing) in units.iter_mut().zip(standings) {
        let all_known = !nowhere && !without.contains(&unit.league());
        if let Some(standing) = standing.filter(|_| all_known) {
            // Points of nobody else say nothing of a published rank.
            unit.possible = (standing.of > 1).then_some(standing.possible);
            (unit.rank, unit.of) = (Some(standing.rank), standing.of);
        }
    }
    take_published(units, figures, nowhere, notes);
    leave_lone(units, figures, notes);
}

/// Finds among which level of its province each is ranked.
fn set_levels(units: &mut [Member]) {
    let candidates = units.iter().map(|unit| Candidate {
        group: Arc::clone(&unit.province),
        level: unit.own,
        position: unit.position,
    });
    let candidates: Vec<_> = candidates.collect();
    let both = own_levels(&candidates).into_iter().zip(levels(&candidates));
    for (unit, (own, level)) in units.iter_mut().zip(both) {
        (unit.own, unit.level) = (own, level);
    }
}

/// A unit that is the only one of its level has no rank: `1/1` says nothing.
fn leave_lone(units: &mut [Member], figures: &Figures, notes: &mut Vec<Note>) {
    let lone = |unit: &Member| unit.level.is_some() && unit.of == 1;
    let found = units.iter().enumerate().filter(|(_, unit)| lone(unit));
    let found: Vec<usize> = found.map(|(index, _)| index).collect();
    for index in &found {
        if let Some(unit) = units.get_mut(*index) {
            (unit.rank, unit.possible, unit.of) = (None, None, 0);
        }
    }
    if !found.is_empty() {
        let names = listed(&found, |index| figures.called(index));
        let words = format!("không xếp hạng {names}: bảng không có đơn vị khác cùng cấp");
        notes.push(Note::of(NoteKind::Unranked, words));
    }
}

/// The units of a league, in words.
fn words((province, level): &League) -> String {
    let units = level.map_or("đơn vị", Level::words);
    match (&**province, level) {
        ("", None) => "mọi đơn vị".to_owned(),
        ("", _) => format!("các {units}"),
        (province, _) => format!("các {units} của {province}"),
    }
}

/// Published ranks are printed as they are, also where the points of another unit are not known;
/// among all rows of the province and level, unless the ranks are those of a larger table.
fn take_published(units: &mut [Member], figures: &Figures, nowhere: bool, notes: &mut Vec<Note>) {
    let mut leagues: BTreeMap<League, (usize, usize)> = BTreeMap::new();
    for unit in units.iter() {
        let (rows, last) = leagues.entry(unit.league()).or_default();
        *rows += 1;
        *last = unit.position.unwrap_or_default().max(*last);
    }
    for (league, (rows, last)) in leagues {
        let own = units.iter_mut().enumerate();
        let own = own.filter(|(_, unit)| unit.league() == league);
        if last == 0 {
            continue;
        }
        let of = match last <= rows && !nowhere {
            true => rows,
            false => 0,
        };
        if of == 0 {
            let of = match (&*league.0, league.1) {
                ("", None) => String::new(),
                _ => format!(" {}", words(&league)),
            };
            let words =
                format!("không in thứ hạng{of}: bảng ghi đến hạng {last}, lô có {rows} đơn vị");
            notes.push(Note::of(NoteKind::Unranked, words));
        }
        let mut blank = Vec::new();
        for (index, unit) in own {
            if of > 0 && unit.position.is_none() && unit.sound {
                blank.push(index);
            }
            (unit.rank, unit.of) = match (unit.position, of) {
                (Some(rank), 1..) => (Some(rank), of),
                _ => (None, 0),
            };
        }
        if !blank.is_empty() {
            let names = listed(&blank, |index| figures.called(index));
            let words = format!("{names}: không có hạng công bố, không in thứ hạng");
            notes.push(Note::of(NoteKind::Unranked, words));
        }
    }
}

/// The units whose points are not known, by who is ranked with them; all under no name if nobody
/// knows in which province one is ranked.
fn unknown(units: &[Member]) -> BTreeMap<League, Vec<usize>> {
    let unread = || units.iter().enumerate().filter(|(_, unit)| !unit.sound);
    let provinces = units.iter().any(|unit| !unit.province.is_empty());
    let anywhere = provinces && unread().any(|(_, unit)| unit.province.is_empty());
    let mut unknown: BTreeMap<League, Vec<usize>> = BTreeMap::new();
    for (index, unit) in unread() {
        let league = match anywhere {
            true => League::default(),
            false => unit.league(),
        };
        unknown.entry(league).or_default().push(index);
    }
    unknown
}

/// The first names of many units.
pub fn listed(units: &[usize], name: impl Fn(usize) -> String) -> String {
    const MOST: usize = 10;
    let shown: Vec<String> = units.iter().take(MOST).map(|index| name(*index)).collect();
    let more = if units.len() > MOST { ", …" } else { "" };
    shown.join(", ") + more
}

/// The ranks of the rows of the period before; none of a row that cannot be read.
pub fn earlier(rows: &Rows, ties: Ties) -> Vec<Option<Option<usize>>> {
    let unit = |index: usize| {
        let scores = rows.scores(index, Faults::none()).ok();
        rows.member(index, &rows.words(index).0, scores.as_ref())
    };
    let mut units: Vec<Member> = (0..rows.figures.count()).map(unit).collect();
    rank(&mut units, (rows.figures, ties), &mut Vec::new());
    let ranks = units.iter().map(|unit| unit.sound.then_some(unit.rank));
    ranks.collect()
}
