//! The sheets of the workbook to fill in.

use crate::framework::{Framework, Version};
use crate::roll::UNIT;
use crate::roll::{PointColumn, announced};
use crate::sheet::{Leaf, LeafKind, Plan};
use crate::vn::number::roman;
use crate::vn::period::Period;
use crate::workbook::{Cell, Column, Kind, Worksheet};
use rust_decimal::Decimal;

/// The sheet of points.
pub const POINTS: &str = "Điểm";

/// Rows ready to be filled in where nothing says how many there will be.
const BLANK_ROWS: u32 = 20;
const HINT: &str = "Để trống: chưa có số liệu hoặc không áp dụng; 0: không phát sinh.";

/// Units with a blank cell for each of their points.
pub fn points(
    columns: &[PointColumn],
    framework: &Framework,
    period: Period,
    units: &[String],
) -> Worksheet {
    let serial = Column {
        path: vec!["STT".to_owned()],
        kind: Kind::NUMBER,
        width: 6,
    };
    let row = |(number, unit): (u32, &String)| {
        vec![Cell::Number(number.into()), Cell::Text(unit.clone())]
    };
    Worksheet {
        name: POINTS.to_owned(),
        titles: vec![
            format!("BẢNG ĐIỂM {}", period.long().to_uppercase()),
            format!("{}. {HINT}", framework.basis.short()),
        ],
        columns: std::iter::once(serial)
            .chain(columns.iter().map(|column| column.column.clone()))
            .collect(),
        rows: (1..).zip(units).map(row).collect(),
        blank_rows: if units.is_empty() { BLANK_ROWS } else { 0 },
    }
}

/// The table of an appendix: the framework's groups, and in each the indicators it has, or one
/// line to begin with.
pub fn appendix(name: &str, version: &Version, period: Period) -> Worksheet {
    let text = |text: &str| Cell::Text(text.to_owned());
    let mut rows = Vec::new();
    for (number, group) in (1_u32..).zip(&version.groups) {
        rows.push(vec![text(&roman(number)), text(&group.name)]);
        let computed = announced(&group.indicators).len() < group.indicators.len();
        let names = group.indicators.iter().filter(|_| computed);
        let mut names: Vec<&str> = names.map(|indicator| indicator.name.as_ref()).collect();
        names.resize(names.len().max(1), "");
        for (line, name) in (1..).zip(names) {
            let name = if name.is_empty() {
                Cell::Blank
            } else {
                text(name)
            };
            rows.push(vec![text(&format!("{number}.{line}")), name]);
        }
    }
    let column = |head: &str, kind: Kind, width: u32| Column {
        path: vec![head.to_owned()],
        kind,
        width,
    };
    Worksheet {
        name: name.to_owned(),
        titles: vec![
            format!("SỐ LIỆU {}", period.long().to_uppercase()),
            "TT: I, II… là nhóm; 1.1, 1.2… là dòng; a, b… là dòng con. Thêm dòng ở đâu cũng được."
                .to_owned(),
            HINT.to_owned(),
        ],
        columns: vec![
            column("TT", Kind::Text, 8),
            column("Nội dung", Kind::Text, 60),
            column("Số liệu", Kind::Text, 16),
            column("Trên tổng số", Kind::Text, 16),
            column("Là phần của", Kind::Text, 24),
            column(
                "Tỷ lệ (%)",
                Kind::from_zero(Some(Decimal::ONE_HUNDRED), None),
                12,
            ),
        ],
        rows,
        blank_rows: BLANK_ROWS,
    }
}

/// A Biểu with a row for each unit, or blank rows.
pub fn filled_in(
    (name, noun): (&str, &str),
    plan: &Plan,
    framework: &Framework,
    units: &[String],
) -> Worksheet {
    let column = |leaf: &Leaf| Column {
        path: leaf.head(noun),
        kind: kind(leaf, framework, units),
        width: if leaf.kind.is_words() && leaf.kind != LeafKind::Day {
            32
        } else {
            14
        },
    };
    let row = |(number, unit): (u32, &String)| {
        let cell = |leaf: &Leaf| match leaf.kind {
            LeafKind::Serial => Cell::Number(number.into()),
            LeafKind::Text if leaf.code == UNIT => Cell::Text(unit.clone()),
            _ => Cell::Blank,
        };
        plan.leaves.iter().map(cell).collect()
    };
    let computed = plan.leaves.iter().any(|leaf| leaf.formula.is_some());
    let hint =
        "Cột có công thức để trống cũng được: chương trình tính; có ghi thì chương trình so.";
    Worksheet {
        name: name.to_owned(),
        titles: std::iter::once(HINT)
            .chain(computed.then_some(hint))
            .map(str::to_owned)
            .collect(),
        columns: plan.leaves.iter().map(column).collect(),
        rows: (1..).zip(units).map(row).collect(),
        blank_rows: if units.is_empty() { BLANK_ROWS } else { 0 },
    }
}

fn kind(leaf: &Leaf, framework: &Framework, units: &[String]) -> Kind {
    match leaf.kind {
        LeafKind::Text if leaf.code == UNIT && !units.is_empty() => Kind::Choice(units.to_vec()),
        LeafKind::Text | LeafKind::Day => Kind::Text,
        LeafKind::Band => {
            let bands = framework.bands.iter().map(|band| band.name.clone());
            Kind::Choice(bands.collect())
        }
        LeafKind::Rate => Kind::from_zero(Some(Decimal::ONE_HUNDRED), None),
        LeafKind::Serial | LeafKind::Change => Kind::NUMBER,
        LeafKind::Count | LeafKind::Money | LeafKind::Rank => Kind::from_zero(None, Some(0)),
        LeafKind::Points => Kind::from_zero(None, None),
    }
}
