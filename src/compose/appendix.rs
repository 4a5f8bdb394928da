//! The appendices of a template: which table, which columns, which closing row.

use super::field::Field;
use super::values::Values;
use crate::document::Appendix;
use crate::fault::Faults;
use crate::form::{FromNode, Need, Node, Shape, Sourced, choice, form};
use crate::sheet::{Cell, Column, ColumnAlign, Indicators, Line, Orientation, Row, RowKind, Sheet};
use crate::source::{Figure, Words};
use crate::vn::number::roman;

/// An appendix as a template states it.
pub enum AppendixPlan {
    /// A Biểu with a definition of its own.
    Sheet(SheetPlan),
    /// A table of indicators, whose columns the template states.
    Table(Box<TablePlan>),
}

form! {
    /// A Biểu as a template states it.
    pub struct SheetPlan: SHEET, "phụ lục có biểu" {
        /// The name of the definition.
        pub sheet: required::<Sourced<String>>("bieu", "Tên biểu"),
        /// What the appendix is called, if not “Phụ lục”.
        pub name: optional::<Field>("ten", "Tên phụ lục, nếu không phải là Phụ lục")
            .example("Biểu số 03"),
    }
}

form! {
    /// A table of indicators as a template states it.
    pub struct TablePlan: TABLE, "phụ lục" {
        title: required::<Field>("tieu_de", "Tên bảng"),
        table: required::<String>("bang", "Tên bảng chỉ tiêu"),
        columns: required::<Vec<ColumnPlan>>("cot", "Các cột từ trái sang"),
        closing: optional::<Closing>("dong_cuoi", "Dòng cuối bảng"),
    }
}

form! {
    /// A column as a template states it.
    struct ColumnPlan: COLUMN, "cột" {
        head: required::<Field>("ten", "Tên cột"),
        shows: optional::<Shows>("lay", "In gì").needed(Need::Without("cot")),
        align: or_default::<ColumnAlign>("can", "Cách căn").note("Bỏ trống: giua"),
        share: optional::<u32>("rong", "Độ rộng, phần").within(1, 1000),
        below: or_default::<Vec<ColumnPlan>>("cot", "Các cột của nhóm"),
    }
}

form! {
    /// A closing row: its label, and a text over all columns to the right of it.
    struct Closing: CLOSING, "dòng cuối" {
        label: required::<Field>("ten", "Tên dòng"),
        text: required::<Field>("noi_dung", "Chữ trên các cột còn lại"),
    }
}

choice! {
    /// What a column shows of a line of figures.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Shows: "cột" {
        Number = "tt": "số thứ tự",
        Label = "ten": "nội dung",
        Count = "so_lieu": "số liệu",
        Rate = "ty_le": "tỷ lệ",
    }
}

impl Shows {
    fn of(self, line: &Line, figure: Figure) -> Words {
        match self {
            Self::Number => line.number.clone().into(),
            Self::Label => line.label.clone(),
            Self::Count => line.printed_count(),
            Self::Rate => line.printed_rate(figure),
        }
    }
}

impl TablePlan {
    /// The appendix with a unit's figures.
    pub fn fill(
        &self,
        table: (usize, &Indicators),
        values: &Values,
        faults: &mut Faults,
    ) -> Appendix {
        let title = self.title.fill(values, faults);
        let columns = self
            .columns
            .iter()
            .map(|c| c.fill(values, faults))
            .collect();
        Appendix {
            name: None,
            note: None,
            sheet: Sheet {
                name: self.table.as_str().into(),
                summary: title.clone(),
                columns,
                numbers: Vec::new(),
                rows: self.rows(table, values, faults),
                turn: Orientation::Portrait,
            },
            title,
        }
    }

    fn rows(
        &self,
        (number, table): (usize, &Indicators),
        values: &Values,
        faults: &mut Faults,
    ) -> Vec<Row> {
        let shown: Vec<Shows> = self.columns.iter().flat_map(ColumnPlan::shown).collect();
        let row = |(at, line): (usize, &Line)| Row {
            kind: line.kind,
            cells: shown
                .iter()
                .map(|shows| Cell {
                    text: shows.of(
                        line,
                        Figure::Rate {
                            table: number,
                            line: at,
                        },
                    ),
                    columns: 1,
                })
                .collect(),
        };
        let mut rows: Vec<Row> = table.lines.iter().enumerate().map(row).collect();
        if let Some(closing) = &self.closing {
            let groups = (1..).zip(rows.iter().filter(|row| row.kind == RowKind::Group));
            let number = roman(groups.last().map_or(1, |(count, _)| count + 1));
            rows.push(closing.row(&shown, &number, values, faults));
        }
        rows
    }

    /// The name of the table that it shows.
    pub fn table(&self) -> &str {
        &self.table
    }
}

impl Closing {
    /// A cell for the number and the label where the table shows them; the text takes the rest.
    fn row(&self, shown: &[Shows], number: &str, values: &Values, faults: &mut Faults) -> Row {
        let heads = shown
            .iter()
            .take_while(|shows| matches!(shows, Shows::Number | Shows::Label));
        let mut cells: Vec<Cell> = heads
            .map(|shows| Cell {
                text: match shows {
                    Shows::Number => number.into(),
                    _ => self.label.fill(values, faults),
                },
                columns: 1,
            })
            .collect();
        let rest = shown.len() - cells.len();
        if rest > 0 {
            cells.push(Cell {
                text: self.text.fill(values, faults),
                columns: rest,
            });
        }
        Row {
            kind: RowKind::Total,
            cells,
        }
    }
}

impl ColumnPlan {
    fn fill(&self, values: &Values, faults: &mut Faults) -> Column {
        Column {
            head: self.head.fill(values, faults),
            align: self.align,
            share: self.share,
            below: self.below.iter().map(|c| c.fill(values, faults)).collect(),
        }
    }

    fn shown(&self) -> Vec<Shows> {
        if self.below.is_empty() {
            return self.shows.into_iter().collect();
        }
        self.below.iter().flat_map(Self::shown).collect()
    }
}

impl FromNode for AppendixPlan {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Form(&SHEET), Shape::Form(&TABLE)])
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        match node.key("bieu") {
            Some(_) => FromNode::from_node(node, faults).map(Self::Sheet),
            None => FromNode::from_node(node, faults).map(|plan| Self::Table(Box::new(plan))),
        }
    }
}
