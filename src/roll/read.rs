//! The units of a hồ sơ, read: of its table, listed in it, or the one that it is about.

use super::table::{PointTable, Reader, Row};
use super::{MOST, Named, one};
use crate::document::Issuer;
use crate::fault::{Fault, Faults, Kind, Note, Place};
use crate::form::{Fields, FromNode, Node, Sourced, Value};
use crate::score::{self, Entered, Scores, Unit};
use crate::table::{Columns, Repeated, TABLE};
use crate::vn::name;

impl Reader<'_> {
    /// The units of a hồ sơ: of its table, listed in it, or the one that it is about.
    pub(super) fn units(
        &self,
        fields: &Fields,
        notes: &mut Vec<Note>,
        faults: &mut Faults,
    ) -> Option<Vec<Unit>> {
        Some(match (fields.node("don_vi"), fields.node("bang_diem")) {
            (Some(node), Some(_)) if !matches!(node.value, Value::Text(_)) => {
                faults.add(twice(node));
                return None;
            }
            (Some(node), None) if matches!(node.value, Value::Text(_)) => {
                faults.add(without_table(node));
                return None;
            }
            (asked, Some(node)) => {
                let table = self.points(node, faults)?;
                notes.extend(table.notes.iter().cloned());
                let asked = match asked {
                    Some(asked) => Some(Sourced::from_node(asked, faults)?),
                    None => one::of_issuer(&table, fields, self.shelf, notes),
                };
                match asked {
                    Some(asked) => {
                        let (unit, of_unit) = self.one(&asked, &table, fields, faults)?;
                        notes.extend(of_unit);
                        vec![unit]
                    }
                    None => self.scored(tabled(table.rows, faults)?, faults),
                }
            }
            (Some(node), None) => {
                let listed = self.listed(node, notes, faults)?;
                self.scored(listed, faults)
            }
            (None, None) => vec![self.lone(fields, faults)?],
        })
    }

    /// The one unit that a hồ sơ is about: the issuing body's, if it has one.
    pub(super) fn lone(&self, fields: &Fields, faults: &mut Faults) -> Option<Unit> {
        let mut entered = Entered::read(fields, self.framework, self.version, faults)?;
        let mut unread = Faults::none();
        let issuer: Option<Issuer> = fields.optional("co_quan", &mut unread);
        let name = issuer
            .as_ref()
            .map_or("", |issuer| name::unit(&issuer.name));
        // Beside a table of units they are those of the table.
        let alone = !["bang_diem", "don_vi"]
            .iter()
            .any(|key| fields.node(key).is_some());
        if !name.is_empty() && alone {
            score::check_units(self.exempt, &[name], faults);
        }
        score::exempt(self.exempt, name, self.version, &mut entered, faults);
        self.unit(name, &entered, &fields.place().at(0, 0), faults)
    }

    /// The table of points that a hồ sơ names.
    fn points(&self, node: &Node, faults: &mut Faults) -> Option<PointTable> {
        let fields = Fields::of(node, &TABLE, faults)?;
        let table = self.read(Columns::read_open(&fields, faults)?, faults)?;
        score::check_units(self.exempt, &table.units(), faults);
        Some(table)
    }

    /// Units with what was entered for them, scored.
    fn scored(&self, rows: Vec<Named>, faults: &mut Faults) -> Vec<Unit> {
        let mut units = Vec::with_capacity(rows.len());
        for (name, entered) in rows {
            // What is wrong with every row need not be told of all.
            if faults.count() >= MOST {
                break;
            }
            units.extend(self.unit(&name.value, &entered, &name.place, faults));
        }
        let unknown = units.iter().filter(|unit| unit.scores.is_unknown());
        unknown.for_each(|unit| faults.add(score::without_figures(&unit.scores.name, &unit.place)));
        units
    }

    pub(super) fn unit(
        &self,
        name: &str,
        entered: &Entered,
        place: &Place,
        faults: &mut Faults,
    ) -> Option<Unit> {
        let scores = Scores::of(name, entered, self.framework, self.version, faults)?;
        Some(Unit::of(scores, place.clone()))
    }
}

fn twice(node: &Node) -> Fault {
    let found = "hồ sơ vừa liệt kê các đơn vị ở “don_vi”, vừa có “bang_diem”";
    Fault::new(Kind::WrongValue, node.place.clone(), found)
        .expected("điểm của các đơn vị ở một chỗ")
        .remedy("bỏ một trong hai; chỉ làm văn bản của một đơn vị trong bảng thì ghi “don_vi: tên đơn vị”")
}

fn without_table(node: &Node) -> Fault {
    let found = "“don_vi” nêu tên một đơn vị mà hồ sơ không có “bang_diem”";
    Fault::new(Kind::MissingKey, node.place.clone(), found)
        .expected("“bang_diem” là bảng điểm có dòng của đơn vị đó")
        .remedy("thêm “bang_diem”; điểm ghi ở “diem” thì bỏ “don_vi”")
}

/// The units of a table; no two of one name.
fn tabled(rows: Vec<Row>, faults: &mut Faults) -> Option<Vec<Named>> {
    let before = faults.count();
    let names = rows.iter().filter_map(|row| row.name.clone());
    Repeated::names(&names.collect::<Vec<_>>(), faults);
    let wrong = rows.iter().filter_map(|row| row.entered.as_ref().err());
    wrong
        .take(MOST)
        .for_each(|found| faults.extend(found.clone()));
    let sound = rows
        .into_iter()
        .filter_map(|row| row.name.zip(row.entered.ok()));
    (faults.count() == before).then(|| sound.collect())
}
