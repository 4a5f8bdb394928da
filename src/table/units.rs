//! Which rows of a table are units, and which are sums, means, heads of groups and the like.
//! No single sign decides: the name, the serial number, the sort of unit and the figures are
//! each held against those of the other rows.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::dictionary::Dictionary;
use super::grid::{Grid, Row};
use super::head::Head;
use super::relation::{self, FEW, Figures, Relation, Sums};
use super::rows::RecordKind;
use super::serial::Serial;
use crate::vn::catalogue;
use crate::vn::name::{self, Level, Name};
use crate::vn::number;

/// What a row turns out to be.
pub enum Verdict {
    Row(RecordKind),
    /// The total, and why.
    Total(String),
    /// No unit, and why.
    Aside(String),
    /// A unit, unless the user says otherwise; why not.
    Doubtful(String),
}

/// A row as it is judged.
pub struct Line<'a> {
    /// The row's number; that of a typed row among the others.
    pub number: usize,
    /// What it seems to be.
    pub kind: RecordKind,
    /// Its name.
    pub name: &'a str,
    /// The sort of unit that its name says.
    sort: &'static str,
    /// Whether its name is one of sums, means and the like.
    named: bool,
    serial: Serial,
    cells: Cells<'a>,
    /// Whether any of them is a figure.
    has_figures: bool,
}

/// The cells of a row in which figures may stand. Those of a sheet are read when they are asked
/// for: a large table has millions.
pub enum Cells<'a> {
    /// Of a sheet, but for two columns: those of serial numbers and names.
    Row(Row<'a>, [Option<usize>; 2]),
    /// Of a row that a hồ sơ states in place.
    Typed(Figures),
}

impl Cells<'_> {
    fn figures(&self) -> Cow<'_, Figures> {
        match self {
            Self::Row(row, but) => Cow::Owned(figures(*row, *but).collect()),
            Self::Typed(figures) => Cow::Borrowed(figures),
        }
    }

    fn has_figures(&self) -> bool {
        match self {
            Self::Row(row, but) => figures(*row, *but).next().is_some(),
            Self::Typed(figures) => !figures.is_empty(),
        }
    }
}

impl<'a> Line<'a> {
    /// A row that bears a name, with its other cells.
    pub fn new(
        (number, kind): (usize, RecordKind),
        name: &'a str,
        serial: Serial,
        cells: Cells<'a>,
        dictionary: &Dictionary,
    ) -> Self {
        Self {
            number,
            kind,
            name,
            // A department says what it is, though not by a sort of unit.
            sort: match Name::of(name).sort {
                "" if name::level(name) == Some(Level::Body) => "cơ quan",
                sort => sort,
            },
            named: dictionary.says_aggregate(name),
            serial,
            has_figures: cells.has_figures(),
            cells,
        }
    }

    /// Its figures with their columns.
    pub fn figures(&self) -> Cow<'_, Figures> {
        self.cells.figures()
    }

    fn is_data(&self) -> bool {
        self.kind == RecordKind::Data
    }

    fn numbered(&self) -> bool {
        matches!(self.serial, Serial::Numbers(_))
    }

    /// Whether it is the own name of a unit that the catalogue lists.
    fn is_listed(&self) -> bool {
        !catalogue::of_name(Name::of(self.name).own).is_empty()
    }

    /// Whether it is not called as units are, whose own names have a capital in each word: `Mục
    /// tiêu`, `Tháng 9`, the province's name.
    fn is_no_own_name(&self) -> bool {
        let words: Vec<&str> = self.name.split_whitespace().collect();
        let named = match words.as_slice() {
            [_] => Name::of(&format!("{} A", self.name)).sort.is_empty(),
            [_, second, ..] => second.starts_with(char::is_uppercase),
            [] => true,
        };
        self.sort.is_empty() && (!named || name::is_province(self.name))
    }

    fn is_bare(&self) -> bool {
        self.sort.is_empty() && self.is_listed()
    }
}

/// Rows that are held against each other.
pub struct Judge<'a> {
    /// In their order.
    pub lines: Vec<Line<'a>>,
    /// Whether most rows have a serial number.
    numbers: bool,
    /// Whether most rows say their sort.
    sorts: bool,
    /// Whether nearly all rows are units of the catalogue that do not say their sort.
    bare: bool,
    /// Whether most rows have figures.
    figures: bool,
    /// The numbers within which others are numbered: `1` of `1.1`.
    heads: BTreeSet<Vec<u32>>,
    /// What the figures of all plain rows come to, by column.
    all: Sums,
    /// The most points that there are, by column.
    maxima: BTreeMap<usize, Decimal>,
    /// Whether a row has them all, and no other.
    one_full: OnceCell<bool>,
    /// The row of the total.
    total: Option<usize>,
}

impl<'a> Judge<'a> {
    /// The rows of a sheet, of which a column holds the units' names.
    pub fn of(
        grid: &'a Grid,
        head: &Head,
        rows: &[(usize, RecordKind)],
        column: usize,
        maxima: BTreeMap<usize, Decimal>,
        dictionary: &Dictionary,
    ) -> Self {
        let serial = head.serial().or_else(|| counted(grid, rows, column));
        let judged = rows.iter().filter(|(_, kind)| *kind != RecordKind::Words);
        let lines = judged.filter_map(|(number, kind)| {
            let row = grid.row(*number)?;
            let name = name(row, serial, column);
            let number_cell = serial.and_then(|serial| row.cell(serial));
            // A name that stands in the column of numbers is none.
            let counted = match number_cell.map(|cell| cell.text) {
                Some(text) if text != name => Serial::of(text),
                _ => Serial::Blank,
            };
            Some(Line::new(
                (*number, *kind),
                name,
                counted,
                Cells::Row(row, [serial, Some(column)]),
                dictionary,
            ))
        });
        Self::among(lines.collect(), maxima)
    }

    /// Rows, with the most points that there are.
    pub fn among(lines: Vec<Line<'a>>, maxima: BTreeMap<usize, Decimal>) -> Self {
        let data = || lines.iter().filter(|line| line.is_data() && !line.named);
        let most = |has: &dyn Fn(&Line) -> bool| {
            let with = data().filter(|line| has(line)).count();
            with > 1 && with * 3 >= data().count() * 2
        };
        let heads = lines.iter().flat_map(|line| match &line.serial {
            Serial::Numbers(own) => (1..own.len()).filter_map(|end| own.get(..end)).collect(),
            Serial::Blank | Serial::Letters(_) => Vec::new(),
        });
        let numbered = data().filter(|line| line.numbered()).count();
        let mut judge = Self {
            // Among few rows one head of a group is a third of them.
            numbers: numbered > 1 && numbered * 2 > data().count(),
            sorts: most(&|line| !line.sort.is_empty()),
            bare: {
                let (listed, all) = (data().filter(|line| line.is_bare()).count(), data().count());
                listed > FEW && all - listed <= (all / 10).max(1)
            },
            figures: most(&|line| line.has_figures),
            heads: heads.map(<[u32]>::to_vec).collect(),
            all: Sums::new(),
            maxima,
            one_full: OnceCell::new(),
            total: None,
            lines,
        };
        judge.all = sums(&mut judge.lines.iter().filter(|line| judge.is_plain(line)));
        judge.total = judge.whole();
        judge
    }

    /// The most points that there are.
    pub fn maxima(&self) -> &BTreeMap<usize, Decimal> {
        &self.maxima
    }

    /// What a row turns out to be.
    pub fn verdict(&self, index: usize) -> Verdict {
        let Some(line) = self.lines.get(index) else {
            return Verdict::Row(RecordKind::Words);
        };
        match line.kind {
            RecordKind::Words => Verdict::Row(RecordKind::Words),
            RecordKind::Total => self.of_total(index, line),
            RecordKind::Data => self.of_data(index, line),
        }
    }

    /// Of several rows that are named totals one is that of the whole table.
    fn of_total(&self, index: usize, line: &Line) -> Verdict {
        match self.total {
            Some(whole) if whole != index => {
                Verdict::Aside("là dòng cộng của một phần bảng".to_owned())
            }
            _ => Verdict::Row(line.kind),
        }
    }

    /// The row of the total: the first that is the sum of all, or else the last.
    fn whole(&self) -> Option<usize> {
        let lines = self.lines.iter().enumerate();
        let totals = lines.filter(|(_, line)| line.kind == RecordKind::Total);
        let totals: Vec<usize> = totals.map(|(index, _)| index).collect();
        let sum = |index: &&usize| self.relation(**index) == Some(Relation::SumOfAll);
        totals.iter().find(sum).or(totals.last()).copied()
    }

    fn of_data(&self, index: usize, line: &Line) -> Verdict {
        let led = !line.sort.is_empty();
        let relation = self.relation(index);
        let explained = |why: &str| match relation {
            Some(relation) => format!("{why}, {}", relation.words()),
            None => why.to_owned(),
        };
        if line.named {
            let why = explained("tên dòng là tên của số tổng hợp");
            let known = !catalogue::of_name(line.name).is_empty();
            return match relation {
                // Without a figure there is nothing to count.
                None if !line.has_figures && self.figures => Verdict::Aside(why),
                None if line.numbered() && self.numbers || known => Verdict::Doubtful(why),
                Some(Relation::SumOfAll)
                    if line.serial == Serial::Blank && self.total.is_none() =>
                {
                    Verdict::Total(why)
                }
                _ => Verdict::Aside(why),
            };
        }
        if !line.has_figures {
            let heading = self.figures && self.sorts && !led && !line.numbered();
            return match heading {
                true => Verdict::Aside("không có số liệu, không ghi loại đơn vị".to_owned()),
                false => Verdict::Row(line.kind),
            };
        }
        if let Some(why) = self.heads_others(line) {
            let sure = !led || relation.is_some();
            return match sure {
                true => Verdict::Aside(explained(&why)),
                false => Verdict::Doubtful(why),
            };
        }
        self.by_figures(line, led, relation)
    }

    /// A row without a number where others have one, or without a sort; figures that follow
    /// from those of others tell what it is.
    fn by_figures(&self, line: &Line, led: bool, relation: Option<Relation>) -> Verdict {
        let unnumbered = self.numbers && line.serial == Serial::Blank;
        let lacks = match (unnumbered, self.sorts && !led) {
            (true, true) => "không có số thứ tự, không ghi loại đơn vị",
            (true, false) => "không có số thứ tự",
            // Relations of figures may be chance where a number says that the row is one.
            (false, true) if !self.numbers || relation.is_none() => "không ghi loại đơn vị",
            (false, false) if self.bare && relation.is_none() && line.is_no_own_name() => {
                "không có trong danh mục đơn vị hành chính như các dòng khác"
            }
            _ => "",
        };
        let listed = line.is_listed();
        match (relation, lacks) {
            (Some(relation), "") if relation.is_strange() && !led && !self.numbers => {
                match line.figures().len() > FEW && !listed {
                    true => Verdict::Doubtful(relation.words().to_owned()),
                    false => Verdict::Row(line.kind),
                }
            }
            (_, "") => Verdict::Row(line.kind),
            (Some(relation), lacks) => {
                let why = format!("{lacks}, {}", relation.words());
                let alone = self
                    .lines
                    .iter()
                    .filter(|other| other.sort == line.sort)
                    .count()
                    == 1;
                match led && !alone {
                    true => Verdict::Doubtful(why),
                    false => Verdict::Aside(why),
                }
            }
            (None, lacks) => match !led && !listed {
                true => Verdict::Doubtful(lacks.to_owned()),
                false => Verdict::Row(line.kind),
            },
        }
    }

    /// Why a row heads a group of others, by what stands before its name.
    fn heads_others(&self, line: &Line) -> Option<String> {
        let written = match &line.serial {
            Serial::Letters(letters) if self.numbers => letters.clone(),
            Serial::Numbers(own) if self.heads.contains(own) => {
                let numbers: Vec<String> = own.iter().map(u32::to_string).collect();
                numbers.join(".")
            }
            _ => return None,
        };
        Some(format!("“{written}” là số của một nhóm dòng"))
    }

    /// A unit by all that can be seen before figures are compared.
    fn is_plain(&self, line: &Line) -> bool {
        let numbered = line.numbered() || !self.numbers;
        line.is_data() && !line.named && numbered && self.heads_others(line).is_none()
    }

    /// How the figures of a row follow from those of units: of all, or of those next to it.
    fn relation(&self, index: usize) -> Option<Relation> {
        let line = self.lines.get(index)?;
        let figures = line.figures();
        if relation::is_full(&figures, &self.maxima) && self.one_is_full() {
            return Some(Relation::Maxima);
        }
        let own = self.is_plain(line);
        if let Some(found) = Relation::of(&figures, &self.all, own) {
            return Some(found);
        }
        let plain = |line: &&Line| self.is_plain(line);
        let below = self.lines.iter().skip(index + 1).take_while(plain);
        let above = self.lines.iter().take(index).rev().take_while(plain);
        let near = |rows: Sums| match Relation::of(&figures, &rows, false)? {
            Relation::SumOfAll => Some(Relation::SumOfSome),
            found => Some(found),
        };
        // A plain row is compared with all others only.
        if own {
            return None;
        }
        near(sums(&mut below.take(NEAR))).or_else(|| near(sums(&mut above.take(NEAR))))
    }

    /// Whether a row has the most points, and no other: of several units with all points none is
    /// the scale.
    fn one_is_full(&self) -> bool {
        let full = |line: &&Line| relation::is_full(&line.figures(), &self.maxima);
        let one = || self.lines.iter().filter(full).take(2).count() == 1;
        *self.one_full.get_or_init(one)
    }
}

/// The most rows of a group.
const NEAR: usize = 500;

fn sums<'l>(lines: &mut dyn Iterator<Item = &'l Line<'l>>) -> Sums {
    relation::sums(lines.map(|line| line.figures().into_owned()))
}

/// The name of a row: the cell of names, or the words in its place.
fn name<'g>(row: Row<'g>, serial: Option<usize>, column: usize) -> &'g str {
    let words = |cell: &super::grid::Cell| cell.text.chars().any(char::is_alphabetic);
    let named = row.cell(column).filter(words);
    let merged = || serial.and_then(|serial| row.cell(serial)).filter(words);
    let first = || row.cells().map(|(_, cell)| cell).find(words);
    let found = named.or_else(merged).or_else(first);
    found.map_or("", |cell| cell.text)
}

fn figures(
    row: Row<'_>,
    but: [Option<usize>; 2],
) -> impl Iterator<Item = (usize, Decimal)> + use<'_> {
    let cells = row.cells();
    let cells =
        cells.filter(move |(column, cell)| !but.contains(&Some(*column)) && cell.is_figure());
    cells.filter_map(|(column, cell)| Some((column, figure(cell.text)?)))
}

/// A figure as it is compared, whatever its cell means.
pub fn figure(text: &str) -> Option<Decimal> {
    let text = text.trim_end_matches('%');
    let plain = || text.trim().parse().ok();
    number::parse(text).ok().or_else(plain)
}

/// The column left of the names that counts the rows although its head does not say so.
fn counted(grid: &Grid, rows: &[(usize, RecordKind)], column: usize) -> Option<usize> {
    let data: Vec<Row<'_>> = rows
        .iter()
        .filter(|(_, kind)| *kind == RecordKind::Data)
        .filter_map(|(number, _)| grid.row(*number))
        .collect();
    (1..column).find(|left| {
        let numbers = data
            .iter()
            .filter_map(|row| row.cell(*left)?.text.parse::<usize>().ok());
        let numbers: Vec<usize> = numbers.collect();
        let steps = numbers
            .windows(2)
            .filter(|pair| matches!(pair, [a, b] if *b == a + 1));
        numbers.len() > 2 && steps.count() * 2 > data.len()
    })
}
