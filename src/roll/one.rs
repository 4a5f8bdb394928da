//! The one unit of a table that a hồ sơ is about (`don_vi`): its points, its total, its rank.

use crate::compose::Points;
use crate::document::Issuer;
use crate::fault::{Fault, Faults, Kind, Note, NoteKind};
use crate::form::{Fields, Sourced};
use crate::framework::Ties;
use crate::score::{GroupRank, Rank, Scores, Standing, Unit, possible, ranks};
use crate::shelf::{Shelf, template};
use crate::vn::identity::{ByUnit, Identity};

use super::table::{PointTable, Reader, Row};

/// What the units are called among which a rank is, if nobody says it.
const AMONG: &str = "đơn vị";

impl Reader<'_> {
    /// The unit of this name, with its rank among all of the table.
    pub(super) fn one(
        &self,
        asked: &Sourced<String>,
        table: &PointTable,
        fields: &Fields,
        faults: &mut Faults,
    ) -> Option<(Unit, Vec<Note>)> {
        let row = find(asked, (table, self.shelf), faults)?;
        let entered = faults.absorb(row.entered.as_ref().map_err(Faults::clone))?;
        let name = row.name.as_ref()?;
        let mut unit = self.unit(&name.value, entered, &name.place, faults)?;
        let peers = table.peers(row);
        let index = peers.iter().position(|peer| std::ptr::eq(*peer, row))?;
        let points = peers.iter().map(|row| {
            let (name, mut unread) = (row.name.as_ref()?, Faults::none());
            let entered = row.entered.as_ref().ok()?;
            Scores::of(
                &name.value,
                entered,
                self.framework,
                self.version,
                &mut unread,
            )
        });
        // A rank among those that could be read is no rank.
        let read: Option<Vec<Scores>> = points.collect();
        let all: Option<Vec<_>> =
            (read.as_ref()).map(|all| all.iter().map(Scores::converted).collect());
        let pick = |list: Vec<Option<(usize, usize)>>| list.get(index).copied().flatten();
        let among = all.as_ref().map(|all| possible(all, self.framework.ties));
        unit.possible = among.and_then(pick);
        let computed = all.map(|all| ranks(&all, self.framework.ties));
        let computed = computed.and_then(|ranks| ranks.get(index).copied().flatten());
        let standing: Option<Standing> = fields.get("xep_hang", faults);
        let (of, others) = (peers.len(), table.rows.len() - peers.len());
        let alone = of == 1 && others > 0;
        let mut notes = rank(&mut unit, standing, computed, (&peers, alone), faults);
        let whole = unit.scores.rank.as_ref().map(|rank| rank.of) == u32::try_from(of).ok();
        if let Some(read) = read.filter(|_| whole) {
            rank_groups(&mut unit, (&read, index), self.framework.ties);
        }
        if others > 0 && unit.scores.rank.is_some() {
            let words = format!(
                "xếp hạng trong {of} đơn vị cùng cấp của bảng; không tính {others} dòng của cấp khác"
            );
            notes.push(Note::at(NoteKind::Unranked, &unit.place, words));
        }
        unit.rank = (unit.scores.rank.as_ref()).and_then(|rank| usize::try_from(rank.rank).ok());
        Some((unit, notes))
    }
}

/// The ranks of a unit's groups among those of all units of a table.
fn rank_groups(unit: &mut Unit, (all, index): (&[Scores], usize), ties: Ties) {
    for (slot, group) in unit.scores.groups.iter_mut().enumerate() {
        let points = all.iter().map(|scores| scores.groups.get(slot)?.printed());
        let points: Vec<_> = points.collect();
        let rank = ranks(&points, ties).get(index).copied().flatten();
        let rank = rank.filter(|_| !points.contains(&None));
        group.rank = rank.and_then(|rank| {
            Some(GroupRank {
                rank: u32::try_from(rank).ok()?,
                of: u32::try_from(all.len()).ok(),
                place: None,
            })
        });
    }
}

/// The unit of a table that a document of one unit is about, if the hồ sơ does not say it: the
/// one whose body issues the document, or stands above who does.
pub fn of_issuer(
    table: &PointTable,
    fields: &Fields,
    shelf: &Shelf,
    notes: &mut Vec<Note>,
) -> Option<Sourced<String>> {
    let mut unread = Faults::none();
    let templates: Vec<Sourced<String>> = fields.optional("mau", &mut unread)?;
    let about_one = templates.iter().all(|asked| {
        let template = template(asked, shelf);
        template.is_ok_and(|template| template.points() == Points::One)
    });
    let issuer: Issuer = fields.optional("co_quan", &mut unread)?;
    if !about_one || templates.is_empty() || table.rows.len() < 2 {
        return None;
    }
    let within = issuer.within.as_ref().map_or("", |within| within);
    let rows = by_unit(table, shelf);
    let bodies = [Some(&issuer.name), issuer.superior.as_ref()];
    let mut found = bodies.into_iter().flatten().filter_map(|body| {
        let unit = Identity::of(body).within(within);
        match rows.find(&unit).as_slice() {
            [(_, row)] => row.name.clone(),
            _ => None,
        }
    });
    let name = found.next()?;
    let words = format!(
        "lấy điểm ở dòng “{}”, theo tên cơ quan ban hành",
        name.value
    );
    notes.push(Note::at(NoteKind::Guessed, &name.place, words));
    Some(name)
}

fn by_unit<'a>(table: &'a PointTable, shelf: &Shelf) -> ByUnit<&'a Row> {
    let named = table.rows.iter().filter_map(|row| {
        let name = row.name.as_ref()?;
        Some((Identity::of(&name.value), row))
    });
    ByUnit::from_iter(named).knowing(shelf.changes())
}

/// The row of a name, however it is written.
fn find<'a>(
    asked: &Sourced<String>,
    (table, shelf): (&'a PointTable, &Shelf),
    faults: &mut Faults,
) -> Option<&'a Row> {
    let rows = by_unit(table, shelf);
    let found = rows.find(&Identity::of(&asked.value));
    let mut found: Vec<&Row> = found.into_iter().map(|(_, row)| *row).collect();
    // With and without its province it is one unit, and neither of two rows can be trusted.
    if let [only] = found.as_slice()
        && let Some(name) = &only.name
    {
        let identity = Identity::of(&name.value);
        let alike: Vec<&Row> = rows.alike(&identity).map(|(_, row)| *row).collect();
        found = if alike.len() > 1 { alike } else { found };
    }
    match found.as_slice() {
        [only] => return Some(*only),
        [] => faults.add(unknown(asked, table)),
        several => {
            let places = several.iter().map(|row| row.place.to_string());
            let places: Vec<String> = places.collect();
            let found = format!("bảng điểm có {} dòng “{}”", several.len(), asked.value);
            let fault = Fault::new(Kind::RepeatedKey, asked.place.clone(), found);
            let fault = fault.expected("đúng một dòng của đơn vị này");
            faults.add(fault.remedy(format!(
                "ghi tên đúng như trong bảng, hoặc sửa bảng: {}",
                places.join(", ")
            )));
        }
    }
    None
}

fn unknown(asked: &Sourced<String>, table: &PointTable) -> Fault {
    let found = format!("bảng điểm không có đơn vị “{}”", asked.value);
    let fault = Fault::new(Kind::UnknownName, asked.place.clone(), found)
        .expected("tên một đơn vị, đúng như trong bảng");
    fault
        .remedy("chép tên đơn vị từ bảng")
        .meant(&asked.value, table.units())
}

/// The rank: as the hồ sơ states it or the table publishes it, or as it follows from the points of
/// all. Gives what is to be told.
fn rank(
    unit: &mut Unit,
    standing: Option<Standing>,
    computed: Option<usize>,
    (peers, alone): (&[&Row], bool),
    faults: &mut Faults,
) -> Vec<Note> {
    let published = unit.scores.position.take();
    let stated = standing.as_ref().and_then(|standing| standing.rank.clone());
    if let (Some(stated), Some(published)) = (&stated, &published)
        && stated.value != published.value
    {
        let found = format!(
            "hạng {}, bảng điểm ghi hạng {}",
            stated.value, published.value
        );
        let fault = Fault::new(Kind::WrongValue, stated.place.clone(), found);
        let fault = fault.expected("hạng như bảng điểm công bố");
        faults.add(fault.remedy("bỏ “hang”: chương trình lấy hạng trong bảng"));
    }
    let (of, among, previous) = standing.map_or((None, None, None), |standing| {
        (standing.of, standing.among, standing.previous)
    });
    unit.scores.position = stated.or(published);
    let place = unit.scores.position.as_ref().map(|rank| rank.place.clone());
    if alone && of.is_none() {
        unit.possible = None;
        let words = "không in thứ hạng: bảng không có đơn vị khác cùng cấp";
        return vec![Note::at(NoteKind::Unranked, &unit.place, words)];
    }
    let of = of.or_else(|| PointTable::ranked(peers));
    let computed = computed.and_then(|rank| u32::try_from(rank).ok());
    let known = unit
        .scores
        .position
        .as_ref()
        .map(|rank| rank.value)
        .or(computed);
    let (Some(rank), Some(of)) = (known, of) else {
        let why = match known {
            None => "bảng không ghi hạng, và có dòng chưa đọc được điểm",
            Some(_) => "hạng trong bảng lớn hơn số dòng: ghi “tren” ở “xep_hang”",
        };
        let words = format!("không in thứ hạng: {why}");
        return vec![Note::at(NoteKind::Unranked, &unit.place, words)];
    };
    unit.scores.rank = Some(Rank {
        rank,
        of,
        among: among.unwrap_or_else(|| AMONG.to_owned()),
        previous,
        place,
    });
    Vec::new()
}
