//! The definition of a Biểu, read from `sheets/*.yaml` and checked as it is read.

mod check;
mod draft;
mod read;

pub use read::SHEET;
#[cfg(test)]
mod tests;

use crate::vn::name::Level;
use crate::vn::period::NOUNS;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{ColumnAlign, Formula, Orientation};
use crate::fault::{Faults, Place};
use crate::form::{Sourced, choice, shipped};
use crate::source::{self, Words};

// The definitions that are shipped inside the program.
shipped!(
    Plan,
    "biểu",
    "sheets",
    "yaml",
    [
        "cham-diem-xep-loai",
        "phi-le-phi",
        "so-hoa",
        "xep-hang-don-vi",
        "ket-qua-cac-don-vi",
        "tong-hop-mot-don-vi",
        "diem-cac-ky",
        "nhiem-vu",
        "ho-so-tre-han",
        "linh-vuc",
        "chi-so-mot-don-vi",
        "xep-hang-cac-don-vi",
        "nguyen-nhan",
        "chi-so-cac-don-vi",
        "bieu-ii-06a",
    ]
);

/// The definition of a Biểu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its name: `so-hoa`.
    pub name: String,
    /// Its title; a template text.
    pub title: Sourced<String>,
    /// The line below the title; a template text.
    pub note: Option<Sourced<String>>,
    /// The heads of its columns, as a tree.
    pub heads: Vec<Head>,
    /// The columns that hold cells, from left to right.
    pub leaves: Vec<Leaf>,
    /// The label of the total row, if it has one; a template text.
    pub total_label: Option<Sourced<String>>,
    /// By which column the rows are sorted.
    pub sort: Option<Sort>,
    /// Of which levels its units are; none: of all.
    pub levels: Option<Vec<Level>>,
    /// How its paper is turned.
    pub turn: Orientation,
    /// Of what each of its rows is, if its figures are points.
    pub rows: RowsOf,
    /// Whether there is a table of it for each indicator.
    pub per_indicator: bool,
    /// The indicator that it is about, if it is one of those.
    pub subject: Option<Topic>,
    /// What its figures must agree with besides the formulas of its columns.
    pub reconciled: Vec<Reconciled>,
    /// The leaves with formulas, each after those that it needs.
    order: Vec<usize>,
}

/// The indicator that a table is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its key.
    pub id: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// Which of all it is.
    pub number: usize,
    /// The points that could be had.
    pub maximum: Decimal,
}

choice! {
    /// Of what the rows are in a Biểu of points.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum RowsOf: "dòng của biểu" {
        /// `don_vi`: the units.
        #[default]
        Units = "don_vi": "các đơn vị",
        /// `chi_so`: the groups of the one unit, each with its indicators.
        Indicators = "chi_so": "các nhóm, chỉ số của một đơn vị",
        /// `ky_truoc`: the former periods of the one unit.
        Periods = "ky_truoc": "các kỳ trước theo cac_ky, trừ khi hồ sơ ghi dòng: cột chữ là kỳ, cột điểm có mã nhóm là điểm nhóm, mã khác là điểm tổng",
    }
}

/// The head of a column, or one over several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its words; a template text.
    pub text: Sourced<String>,
    /// How text stands below it, if it is the head of a column.
    pub align: ColumnAlign,
    /// Its column's share of the width; none: measured.
    pub share: Option<u32>,
    /// The heads below it; none if it is the head of a column.
    pub below: Vec<Head>,
}

/// A column that holds cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Its code, by which formulas and templates name it.
    pub code: String,
    /// Its head and those over it, from the top.
    pub path: Vec<String>,
    /// What its cells are.
    pub kind: LeafKind,
    /// The decimals with which its numbers print; none: as they were written.
    pub decimals: Option<u32>,
    /// Its number under the header, without brackets.
    pub number: Option<String>,
    /// The formula that computes it.
    pub formula: Option<Computation>,
    /// The column by which rank or band go.
    pub by: Option<usize>,
    /// What the unit's points give to it.
    pub binding: Option<Binding>,
    /// What the total row shows of it.
    pub total: TotalRule,
    /// How a blank prints.
    pub blank: String,
    /// Whether its days may lie outside of the period.
    pub any_day: bool,
    /// Where it is defined.
    pub place: Place,
}

impl Leaf {
    /// Its head and those over it in a period that is called so (`tháng`, `quý`).
    pub fn head(&self, noun: &str) -> Vec<String> {
        let filled = self.path.iter().map(|head| head.replace(NOUN, noun));
        filled.collect()
    }

    /// The same in periods of all kinds.
    pub fn heads(&self) -> Vec<Vec<String>> {
        let mut heads: Vec<Vec<String>> = Vec::new();
        for head in NOUNS.iter().map(|noun| self.head(noun)) {
            if !heads.contains(&head) {
                heads.push(head);
            }
        }
        heads
    }
}

/// What stands for the key of the indicator, where there is a table for each.
const EACH: &str = "chi_so";

/// What a head says in place of the kind of period.
const NOUN: &str = "{{ ky.loai }}";

/// A formula with the leaves that its names mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computation {
    /// The formula.
    pub formula: Formula,
    /// The leaf of each of its names.
    pub columns: Vec<usize>,
    /// Where it is written.
    pub place: Place,
}

impl Computation {
    /// What it gives with the numbers of a row's columns, unrounded.
    pub fn value(&self, number: impl Fn(usize) -> Option<Decimal>) -> Option<Decimal> {
        let values: Vec<Option<Decimal>> = self.columns.iter().map(|c| number(*c)).collect();
        self.formula.value(&values)
    }
}

/// A figure that must agree with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciled {
    /// The figure, of the columns of a row.
    pub value: Computation,
    /// What it is held against.
    pub against: Against,
}

/// What a figure of a Biểu is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// Another formula, in each row.
    Formula(Computation),
    /// The counts of an indicator: on the totals, those above and those below its line.
    Indicator(String),
}

choice! {
    /// What the cells of a column are.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum LeafKind: "loại cột" {
        /// `tt`: the row's number, which the program gives.
        Serial = "tt": "số thứ tự",
        /// `chu`: words.
        Text = "chu": "chữ",
        /// `so_dem`: a number of things.
        Count = "so_dem": "số đếm",
        /// `tien`: an amount in đồng.
        Money = "tien": "số tiền",
        /// `ty_le`: a rate in percent.
        Rate = "ty_le": "tỷ lệ",
        /// `diem`: points.
        Points = "diem": "điểm",
        /// `xep_loai`: the band of the framework in which the points of a column lie.
        Band = "xep_loai": "xếp loại",
        /// `xep_hang`: the rank by a column.
        Rank = "xep_hang": "xếp hạng",
        /// `thay_doi`: a change, with its sign.
        Change = "thay_doi": "mức tăng, giảm",
        /// `ngay`: a day.
        Day = "ngay": "ngày",
    }
}

/// What a column takes from a unit's points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Binding {
    /// `don_vi`, `ten`: the name of the unit, or of the group or indicator.
    Unit,
    /// `dat`: the points achieved.
    Achieved,
    /// `quy_doi`: the converted points.
    Converted,
    /// `xep_loai`: the band.
    Band,
    /// `xep_hang`: the rank.
    Rank,
    /// `thay_doi`: the change of the points since the period before.
    Change,
    /// `toi_da`: the points that could be had.
    Maximum,
    /// `ty_le`: the ratio of the row's indicator.
    OwnRatio,
    /// `1.1.ty_le`: the ratio of the indicator of this key.
    Ratio(String),
    /// The points of a group or an indicator of this key.
    Points(String),
}

choice! {
    /// What a total row shows of a column.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum TotalRule: "cách tính dòng tổng" {
        /// The sum of the rows.
        Sum = "cong": "cộng các dòng",
        /// The column's formula on the totals of the others.
        Formula = "tinh": "công thức trên các tổng",
        /// Nothing.
        Blank = "trong": "để trống",
    }
}

/// How rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// By which leaf.
    pub by: usize,
    /// The largest first.
    pub falling: bool,
}

impl Plan {
    /// The names of the shipped definitions.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.names()
    }

    /// The text of a shipped definition, as its file has it.
    pub fn shipped_text(name: &str) -> Option<&'static str> {
        SHIPPED.text(name)
    }

    /// The shipped definition of this name.
    ///
    /// # Errors
    /// If there is none, with the nearest name.
    pub fn shipped(asked: &Sourced<String>) -> Result<Arc<Self>, Faults> {
        SHIPPED.get(asked, |file, text| Self::parse(file, &asked.value, text))
    }

    /// Where the leaf of a code stands.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.leaves.iter().position(|leaf| leaf.code == code)
    }

    /// Whether its rows are the units with their points.
    pub fn takes_points(&self) -> bool {
        self.leaves.iter().any(|leaf| leaf.binding.is_some())
    }

    /// The leaves with formulas, each after those that it needs.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// Whether its rows are the units that have points, or those of some levels.
    pub fn lists_units(&self) -> bool {
        self.takes_points() && self.rows == RowsOf::Units && self.subject.is_none()
    }

    /// The name of a definition and the one level whose units a template asks of it, if it does:
    /// `ket-qua-cac-don-vi/cap-xa`.
    pub fn asked(name: &str) -> (&str, Option<Level>) {
        let parts = name.split_once('/');
        match parts.and_then(|(name, code)| Some((name, Level::of_code(code)?))) {
            Some((name, level)) => (name, Some(level)),
            None => (name, None),
        }
    }

    /// The table of the units of one level alone.
    pub fn of_level(&self, level: Level) -> Self {
        Self {
            levels: Some(vec![level]),
            ..self.clone()
        }
    }

    /// The level of its units, if they are of one.
    pub fn level(&self) -> Option<Level> {
        match self.levels.as_deref() {
            Some([level]) => Some(*level),
            _ => None,
        }
    }

    /// The table for one indicator, of a definition that stands for one for each.
    pub fn of_indicator(&self, subject: Topic) -> Self {
        let mut plan = self.clone();
        for leaf in &mut plan.leaves {
            match &mut leaf.binding {
                Some(Binding::Points(id) | Binding::Ratio(id)) if id == EACH => {
                    *id = subject.id.to_string();
                }
                _ => (),
            }
        }
        plan.subject = Some(subject);
        plan
    }

    /// The leaves that take points which are not among these, with the names of those points.
    pub fn lacking(&self, known: &[&str]) -> Vec<(&Leaf, &str)> {
        let each = self.per_indicator && self.subject.is_none();
        let points = self.leaves.iter().filter_map(|leaf| match &leaf.binding {
            Some(Binding::Points(id) | Binding::Ratio(id)) => Some((leaf, id.as_str())),
            _ => None,
        });
        let has = |id: &str| known.contains(&id) || each && id == EACH;
        points.filter(|(_, id)| !has(id)).collect()
    }

    /// The row of column numbers as it is printed; empty if no column has one.
    pub fn numbers(&self) -> Vec<Words> {
        if self.leaves.iter().all(|leaf| leaf.number.is_none()) {
            return Vec::new();
        }
        let number = |leaf: &Leaf| {
            Words::new(
                leaf.printed_number(),
                source::Source::Text(leaf.place.clone()),
            )
        };
        self.leaves.iter().map(number).collect()
    }
}

impl Leaf {
    /// Its head with those over it: `Số hóa / Số hồ sơ`.
    pub fn name(&self) -> String {
        self.path.join(" / ")
    }

    /// Whether its cells are entered rather than given by the program.
    pub fn is_entered(&self) -> bool {
        let given = matches!(
            self.kind,
            LeafKind::Serial | LeafKind::Rank | LeafKind::Band
        );
        !given && self.formula.is_none() && self.binding.is_none()
    }

    /// The decimals to which its computed numbers are rounded.
    pub fn computed_decimals(&self) -> u32 {
        match (self.decimals, self.kind) {
            (Some(decimals), _) => decimals,
            (None, LeafKind::Rate | LeafKind::Points | LeafKind::Change) => 2,
            (None, _) => 0,
        }
    }

    /// `(3)=(2)/(1)`: its number, with its formula if that names columns by number.
    pub fn printed_number(&self) -> String {
        let Some(number) = &self.number else {
            return String::new();
        };
        let formula = self.formula.as_ref().map(|computed| &computed.formula);
        let numbered = |name: &super::Name| matches!(name, super::Name::Number(_));
        match formula.filter(|formula| formula.names().iter().all(numbered)) {
            Some(formula) => format!("({number})={}", formula.written().replace(' ', "")),
            None => format!("({number})"),
        }
    }

    /// What its formula gives with the numbers of a row's columns, unrounded; a rate that is one
    /// thing over another in percent.
    pub fn compute(&self, number: impl Fn(usize) -> Option<Decimal>) -> Option<Decimal> {
        let computed = self.formula.as_ref()?;
        let value = computed.value(number)?;
        if self.kind == LeafKind::Rate && computed.formula.is_ratio() {
            return value.checked_mul(Decimal::ONE_HUNDRED);
        }
        Some(value)
    }
}
