//! Tables of points, one unit a row: a workbook or text table with its columns declared or known
//! by their heads, or the national portal's own export. A hồ sơ (`bang_diem`) and a lô
//! (`so_lieu`) read them here; each row by itself, so that what is wrong with one stops no other.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::columns::{
    BEFORE, CODE, PointColumn, RANK, RATIO, TOTAL, UNIT, YEAR_BEFORE, known, table_columns,
};
use super::lacking::{Lacking, free, lacking, maybe, without_columns};
use super::levels::{Candidate, levels};
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, Place, column_letters};
use crate::form::Sourced;
use crate::framework::{Absent, Framework, Version};
use crate::score::{Entered, Exemption, Published, exempt, in_range};
use crate::shelf::Shelf;
use crate::table::{Columns, Head, Maxima, Record, RecordKind, Sought, Table, portal, rank_of};
use crate::vn::entry::Meant;
use crate::vn::name;
use crate::vn::number::{self, print};

/// The rows of a table, and what had to be guessed.
pub struct PointTable {
    /// In the order of the table.
    pub rows: Vec<Row>,
    /// For the user.
    pub notes: Vec<Note>,
}

impl PointTable {
    /// Among how many some of its rows are ranked; none if among more than there are.
    pub fn ranked(rows: &[&Row]) -> Option<u32> {
        let units = u32::try_from(rows.len()).ok()?;
        let entered = rows.iter().filter_map(|row| row.entered.as_ref().ok());
        let mut ranks = entered.filter_map(|entered| entered.position.as_ref());
        ranks.all(|rank| rank.value <= units).then_some(units)
    }

    /// The rows among which one is ranked: those of its level.
    pub fn peers(&self, row: &Row) -> Vec<&Row> {
        let candidates = self.rows.iter().map(|row| {
            let entered = row.entered.as_ref().ok();
            let position = entered.and_then(|entered| entered.position.as_ref());
            Candidate {
                group: (),
                level: row.name.as_ref().and_then(|name| name::level(&name.value)),
                position: position.and_then(|rank| usize::try_from(rank.value).ok()),
            }
        });
        let levels = levels(&candidates.collect::<Vec<_>>());
        let rows = || self.rows.iter().zip(&levels);
        let own = rows().find_map(|(other, level)| std::ptr::eq(other, row).then_some(level));
        let peers = rows().filter(|(_, level)| Some(*level) == own);
        peers.map(|(row, _)| row).collect()
    }

    /// The names of its units.
    pub fn units(&self) -> Vec<&str> {
        let names = self.rows.iter().filter_map(|row| row.name.as_ref());
        names.map(|name| name.value.as_str()).collect()
    }
}

/// A table of points whose rows are not read yet: those of a large month are read one at a time.
pub struct Unread {
    /// Its rows, in their order.
    pub records: Vec<Record>,
    /// For the user.
    pub notes: Vec<Note>,
    /// Whether it is the portal's own.
    exported: bool,
}

/// A unit's row.
pub struct Row {
    /// The unit's name.
    pub name: Option<Sourced<String>>,
    /// Where it stands.
    pub place: Place,
    /// What was entered for it, or what is wrong with it.
    pub entered: Result<Entered, Faults>,
}

/// By what a table of points is read.
pub struct Reader<'a> {
    /// Where its file is looked for.
    pub shelf: &'a Shelf,
    /// The set of indicators.
    pub framework: &'a Framework,
    /// What of it holds.
    pub version: &'a Version,
    /// What does not apply, as the hồ sơ or lô says.
    pub exempt: &'a [Exemption],
}

impl Reader<'_> {
    /// Reads a table.
    pub fn read(&self, columns: Columns, faults: &mut Faults) -> Option<PointTable> {
        let table = self.open(columns, Vec::new(), faults)?;
        let rows = table.records.iter();
        Some(PointTable {
            rows: rows.map(|record| self.row(&table, record)).collect(),
            notes: table.notes,
        })
    }

    /// Finds the rows of a table, with columns of words beside those of points.
    pub fn open(
        &self,
        columns: Columns,
        words: Vec<(String, Sourced<String>)>,
        faults: &mut Faults,
    ) -> Option<Unread> {
        // Who declares the units' column declares all; others have the rest found by the heads.
        let (before, declared) = (faults.count(), columns.declares(UNIT));
        columns.allow("bộ chỉ số", &known(self.version), faults);
        if faults.count() > before {
            return None;
        }
        let columns = columns
            .also(words)
            .up_to(maxima(self.framework, self.version));
        let (table, exported) = faults.absorb(self.table(columns, declared))?;
        if table.records.is_empty() {
            faults.add(table.no_rows());
            return None;
        }
        let rows = table.records.into_iter();
        // Rows that are only numbered are to be filled in.
        let rows = rows.filter(|record| record.names().any(|name| record.cell(name).is_some()));
        let records: Vec<Record> = rows.collect();
        let mut notes = table.notes;
        if let Some(record) = records.first() {
            let names: Vec<&str> = record.names().collect();
            let place = table.place.at(*table.head.rows.end(), 0);
            let free = free(&table.head, record);
            self.check_columns((&names, exported), (&place, &free), &mut notes, faults);
            self.check_apart(record, &place, faults);
        }
        let exempted = self
            .exempt
            .iter()
            .map(|exemption| exemption.note(self.version));
        notes.extend(exempted);
        (faults.count() == before).then_some(Unread {
            records,
            notes,
            exported,
        })
    }

    /// The table, and whether it is the portal's own.
    fn table(&self, columns: Columns, declared: bool) -> Result<(Table, bool), Faults> {
        let book = self.shelf.book(columns.file(), columns.charset())?;
        if declared {
            return Ok((columns.unchecked(&book, is_unit)?, false));
        }
        if let Some(table) = portal::table(&book, &columns)? {
            self.check_axes(&table)?;
            return Ok((table, true));
        }
        let sought = table_columns(self.framework, self.version);
        let sought: Vec<Sought> = sought
            .iter()
            .map(PointColumn::sought)
            .collect::<Result<_, _>>()?;
        let table = columns.seeking(sought).unchecked(&book, is_unit)?;
        let known = known(self.version);
        let points =
            |name: &str| name != UNIT && name != RANK && known.iter().any(|known| known == name);
        match table.records.first() {
            Some(record) if !record.names().any(points) || portal::is_part(&table)? => {
                Err(portal::no_export(&book, &table)?.into())
            }
            _ => Ok((table, false)),
        }
    }

    /// The portal's axes are groups of the framework.
    fn check_axes(&self, table: &Table) -> Result<(), Faults> {
        let axes = portal::axes()?;
        let is_group = |axis: &str| self.version.groups.iter().any(|group| *group.id == *axis);
        let unknown: Vec<&str> = axes
            .iter()
            .map(String::as_str)
            .filter(|axis| !is_group(axis))
            .collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let found = format!(
            "trang này là bảng điểm của Cổng, có các trục mà bộ chỉ số “{}” không có: {}",
            self.framework.id,
            unknown.join(", ")
        );
        let fault = Fault::new(Kind::WrongValue, table.place.clone(), found);
        let fault = fault.expected("bộ chỉ số có các trục của Cổng");
        Err(fault
            .remedy("ghi “bo_chi_so: qd766”, hoặc chọn bảng điểm khác")
            .into())
    }

    /// Reads one of the rows of a table.
    pub fn row(&self, table: &Unread, record: &Record) -> Row {
        let mut faults = Faults::none();
        record.faults().for_each(|fault| faults.add(fault));
        // Of a row whose fields nobody can tell apart nothing else is known.
        if faults.iter().any(|fault| fault.kind == Kind::Syntax) {
            return Row {
                name: record.text(UNIT),
                place: record.place().clone(),
                entered: Err(faults),
            };
        }
        let mut entered = entered(record, self.version, &mut faults);
        entered.check(self.framework, self.version, &mut faults);
        let name = record.text(UNIT);
        let unit = name.as_ref().map_or("", |name| name.value.as_str());
        exempt(self.exempt, unit, self.version, &mut entered, &mut faults);
        if name.is_none() {
            faults.add(unnamed(record));
        }
        if table.exported {
            let again = |fault: &Fault| fault.clone().remedy("xuất lại tệp từ Cổng");
            faults = faults.iter().map(again).collect();
        }
        Row {
            name,
            place: record.place().clone(),
            entered: faults.or(Some(entered)),
        }
    }

    /// No column has the points of two groups.
    fn check_apart(&self, record: &Record, heads: &Place, faults: &mut Faults) {
        let mut columns: BTreeMap<usize, &str> = BTreeMap::new();
        let groups = || self.version.groups.iter();
        let of_points = |name: &&str| *name == TOTAL || groups().any(|group| *group.id == **name);
        for name in record.names().filter(of_points) {
            let column = record.place_at(name).column();
            let Some(other) = columns.insert(column, name) else {
                continue;
            };
            let letters = column_letters(column);
            let [name, other] = [name, other].map(|name| self.called(name));
            let found = format!("cột {letters} là của cả “{other}” và “{name}”");
            let fault = Fault::new(Kind::WrongValue, heads.at(heads.line(), column), found);
            let fault = fault.expected("mỗi nhóm một cột, tổng điểm một cột");
            faults.add(fault.remedy("chỉ lại cột của từng nhóm ở “cot”"));
        }
    }

    /// What a column of points is called.
    fn called(&self, name: &str) -> &str {
        let group = self.version.groups.iter().find(|group| *group.id == *name);
        group.map_or("tổng điểm", |group| &group.name)
    }

    /// Each group and indicator of the framework has a column, or one for what it follows from.
    /// What has none is told: a fault where it should have one, a note where a blank means that
    /// it does not apply.
    fn check_columns(
        &self,
        (names, exported): (&[&str], bool),
        (place, free): (&Place, &Head),
        notes: &mut Vec<Note>,
        faults: &mut Faults,
    ) {
        let mut blank = Decimal::ZERO;
        let mut without: Vec<String> = Vec::new();
        for lacking in lacking(self.version, names, self.exempt) {
            let Lacking {
                id,
                name,
                worth,
                maximum,
            } = &lacking;
            if *worth == Absent::Fault {
                without.push(format!("“{name}” ({id}{})", maybe(free, name)));
                continue;
            }
            let meaning = match worth {
                Absent::Zero => "0 điểm",
                Absent::Full => "điểm tối đa",
                Absent::NotApplicable | Absent::Fault => "không áp dụng",
            };
            if *worth == Absent::NotApplicable {
                blank += *maximum;
            }
            let words =
                format!("bảng không có cột “{name}” ({id}): tính là {meaning} với mọi đơn vị");
            notes.push(Note::at(NoteKind::Lacking, place, words));
        }
        if !without.is_empty() {
            faults.add(without_columns(&without, (place, free), exported));
        }
        if !blank.is_zero() {
            let (whole, left) = (self.framework.maximum, self.framework.maximum - blank);
            let words = format!(
                "điểm tối đa còn {} trong {}; nếu bảng có các cột đó dưới tên khác thì khai báo ở “cot”",
                print(left),
                print(whole)
            );
            notes.push(Note::at(NoteKind::Lacking, place, words));
        }
    }
}

/// The most points of groups, indicators and the total.
pub fn maxima(framework: &Framework, version: &Version) -> Maxima {
    let groups = version.groups.iter();
    let groups = groups.map(|group| (group.id.to_string(), group.maximum));
    let indicators = version.indicators().into_iter();
    let indicators = indicators.map(|one| (one.id.to_string(), one.maximum));
    let total = (TOTAL.to_owned(), framework.maximum);
    groups.chain(indicators).chain([total]).collect()
}

/// A row of figures, or one whose figures are all unreadable but whose code says that it is one.
fn is_unit(record: &Record) -> bool {
    let coded = || record.cell(UNIT).is_some() && record.cell(CODE).is_some();
    match record.kind() {
        RecordKind::Data => true,
        RecordKind::Words => coded(),
        RecordKind::Total => false,
    }
}

fn unnamed(record: &Record) -> Fault {
    let found = "dòng có số liệu mà không có tên đơn vị";
    Fault::new(Kind::WrongValue, record.place_at(UNIT), found)
        .expected("tên đơn vị")
        .remedy("điền tên đơn vị, hoặc xóa dòng này")
}

/// What a row says of its unit. Blank, dash and number stay three things.
fn entered(record: &Record, version: &Version, faults: &mut Faults) -> Entered {
    // Few tables have ratios, and rows are many.
    let ratios = record.names().any(|name| name.ends_with(RATIO));
    let mut entered = Entered::at(record.place().clone());
    for group in &version.groups {
        entered.place_group(group, record.place_of(&group.id));
        let published = published(record, &group.id, faults);
        if published != Published::default() {
            entered.set_group(group, published);
        }
    }
    for indicator in version.indicators() {
        entered.place_indicator(indicator, record.place_of(&indicator.id));
        let points = record.entry(&indicator.id, Meant::Number, faults);
        entered.set_indicator(indicator, points);
        if ratios {
            let name = format!("{}{RATIO}", indicator.id);
            entered.set_ratio(indicator, record.entry(&name, Meant::Number, faults));
        }
    }
    for figure in &version.figures {
        entered.set_figure(figure, record.entry(&figure.id, Meant::Count, faults));
    }
    entered.total = published(record, TOTAL, faults);
    entered.position = position(record, faults);
    entered
}

/// The published rank, from 1: `14`, `14/102`, `14,0`, `Hạng thứ 14`, `14 (đồng hạng)`. Other words in
/// such a column are no rank: some offices call the band so.
fn position(record: &Record, faults: &mut Faults) -> Option<Sourced<u32>> {
    let text = record.text(RANK)?;
    let rank = text.value.split(['/', '(']).next().unwrap_or_default();
    let rank = rank_of(rank)?.trim_end();
    let whole = number::parse(rank).ok().map(|rank| rank.normalize());
    let whole = whole.filter(|rank| rank.scale() == 0);
    let number = whole.and_then(|rank| u32::try_from(rank).ok());
    let Some(number) = number else {
        let found = format!("ô xếp hạng ghi “{}”", text.value);
        let fault = Fault::new(Kind::WrongType, text.place, found);
        let fault =
            fault.expected("một hạng: số nguyên từ 1; các đơn vị cùng hạng ghi cùng một số");
        faults.add(fault.remedy("ghi một số, hoặc để trống cả cột để chương trình xếp theo điểm"));
        return None;
    };
    let position = Sourced::new(number, text.place);
    in_range(&position, None, faults);
    Some(position)
}

/// The published points of a group or of the total, of this period and of the one before.
fn published(record: &Record, name: &str, faults: &mut Faults) -> Published {
    Published {
        achieved: record.number(name, faults),
        previous: record.number(&format!("{name}{BEFORE}"), faults),
        year_before: record.number(&format!("{name}{YEAR_BEFORE}"), faults),
        ..Published::default()
    }
}
