//! The ranks of a lô's units.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::lot::Lot;
use super::unit::Unit;
use crate::fault::{Note, NoteKind};
use crate::roll::standings;

/// Ranks within each province, by converted points, unrounded; none in a province of which a
/// unit's points are not known.
pub fn rank(units: &mut [Unit], lot: &Lot, notes: &mut Vec<Note>) {
    let members = units.iter();
    let members = members.map(|unit| (Arc::clone(&unit.province), unit.converted));
    let members: Vec<(Arc<str>, Option<Decimal>)> = members.collect();
    let standings = standings(&members, lot.framework.ties);
    let mut without = BTreeSet::new();
    for (province, unread) in unknown(units) {
        let of = match &*province {
            "" => "mọi đơn vị".to_owned(),
            province => format!("các đơn vị của {province}"),
        };
        let (count, names) = (
            unread.len(),
            listed(&unread, |index| match lot.figures.name(index) {
                blank if blank.is_empty() => "không có tên".to_owned(),
                name => name,
            }),
        );
        let words = format!(
            "không xếp hạng {of}: {count} đơn vị chưa có điểm đọc được ({names}); sửa các dòng đó rồi chạy lại"
        );
        notes.insert(0, Note::of(NoteKind::Unranked, words));
        without.insert(province);
    }
    for (unit, standing) in units.iter_mut().zip(standings) {
        let all_known = !without.contains("") && !without.contains(&unit.province);
        if let Some(standing) = standing.filter(|_| all_known) {
            unit.possible = Some(standing.possible);
            (unit.rank, unit.of) = (Some(standing.rank), standing.of);
        }
    }
    take_published(units, without.contains(""), notes);
}

/// Published ranks are printed as they are, also where the points of another unit are not known;
/// among all rows of the province, unless the ranks are those of a larger table.
fn take_published(units: &mut [Unit], nowhere: bool, notes: &mut Vec<Note>) {
    let mut provinces: BTreeMap<Arc<str>, (usize, usize)> = BTreeMap::new();
    for unit in units.iter() {
        let (rows, last) = provinces.entry(Arc::clone(&unit.province)).or_default();
        *rows += 1;
        *last = unit.position.unwrap_or_default().max(*last);
    }
    for (province, (rows, last)) in provinces {
        let own = units.iter_mut().filter(|unit| unit.province == province);
        if last == 0 {
            continue;
        }
        let of = match last <= rows && !nowhere {
            true => rows,
            false => 0,
        };
        if of == 0 {
            let of = match &*province {
                "" => String::new(),
                province => format!(" của {province}"),
            };
            let words =
                format!("không in thứ hạng{of}: bảng ghi đến hạng {last}, lô có {rows} đơn vị");
            notes.push(Note::of(NoteKind::Unranked, words));
        }
        for unit in own {
            (unit.rank, unit.of) = match (unit.position, of) {
                (Some(rank), 1..) => (Some(rank), of),
                _ => (None, 0),
            };
        }
    }
}

/// The units whose points are not known, by their province; all under no name if nobody knows
/// in which province one is ranked.
fn unknown(units: &[Unit]) -> BTreeMap<Arc<str>, Vec<usize>> {
    let unread = || units.iter().enumerate().filter(|(_, unit)| !unit.sound);
    let anywhere = unread().any(|(_, unit)| unit.province.is_empty());
    let mut unknown: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
    for (index, unit) in unread() {
        let province = match anywhere {
            true => Arc::default(),
            false => Arc::clone(&unit.province),
        };
        unknown.entry(province).or_default().push(index);
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
