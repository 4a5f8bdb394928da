//! Reading a definition from YAML. References between columns are names here; [`super::check`]
//! turns them into positions.

use super::check::resolve;
use super::draft::{Draft, SortDraft};
use super::{Head, LeafKind, Plan, Source, TotalRule};
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Fields, FromNode, Node, Sourced, one_of, parse};
use crate::sheet::{ColumnAlign, Formula, Turn};

/// A column or a head over columns, as written.
struct Branch {
    text: Sourced<String>,
    align: Option<ColumnAlign>,
    share: Option<u32>,
    leaf: Option<Draft>,
    below: Vec<Self>,
}

impl Plan {
    /// Reads a definition from the text of a file.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn parse(file: &str, name: &str, text: &str) -> Result<Self, Faults> {
        let node = parse(file, text)?;
        let mut faults = Faults::none();
        let plan = Self::of(name, &node, &mut faults);
        faults.or(plan)
    }

    fn of(name: &str, node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["tieu_de", "ghi_chu", "huong", "cot", "sap_xep", "dong_tong"];
        let fields = Fields::of(node, "biểu", &known, faults)?;
        let title = fields.required("tieu_de", faults);
        let note = fields.optional("ghi_chu", faults);
        let turn: Option<Turn> = fields.optional("huong", faults);
        let sort: Option<SortDraft> = fields.optional("sap_xep", faults);
        let total_label = fields.optional("dong_tong", faults);
        let branches: Option<Vec<Branch>> = fields.required("cot", faults);
        let mut drafts = Vec::new();
        let heads: Vec<Head> = branches?
            .into_iter()
            .map(|branch| branch.split(&[], &mut drafts))
            .collect();
        let resolved = resolve(drafts, sort, node, faults)?;
        Some(Self {
            name: name.to_owned(),
            title: title?,
            note,
            heads,
            leaves: resolved.leaves,
            total_label,
            sort: resolved.sort,
            turn: turn.unwrap_or_default(),
            order: resolved.order,
        })
    }
}

impl Branch {
    /// The head, and the leaves below it at the end of the list.
    fn split(self, over: &[String], drafts: &mut Vec<Draft>) -> Head {
        let mut path = over.to_vec();
        path.push(self.text.value.clone());
        let kind = self.leaf.as_ref().map(|leaf| leaf.kind);
        let even = self
            .leaf
            .as_ref()
            .is_some_and(|leaf| leaf.decimals.is_some());
        if let Some(leaf) = self.leaf {
            let path = path.clone();
            drafts.push(Draft { path, ..leaf });
        }
        Head {
            text: self.text,
            align: self.align.unwrap_or_else(|| usual_align(kind, even)),
            share: self.share,
            below: self
                .below
                .into_iter()
                .map(|branch| branch.split(&path, drafts))
                .collect(),
        }
    }
}

/// Words stand left; numbers of equally many decimals right, so that their commas stand below
/// each other; all else in the middle.
fn usual_align(kind: Option<LeafKind>, even: bool) -> ColumnAlign {
    match kind {
        Some(LeafKind::Text) => ColumnAlign::Left,
        Some(LeafKind::Count | LeafKind::Money) => ColumnAlign::Right,
        Some(LeafKind::Rate | LeafKind::Points | LeafKind::Change) if even => ColumnAlign::Right,
        _ => ColumnAlign::Centre,
    }
}

/// The keys of a column; those of a head over columns are the first three.
const KEYS: [&str; 13] = [
    "ten", "cot", "ma", "loai", "le", "so", "tinh", "theo", "lay", "tong", "trong", "rong", "can",
];

impl FromNode for Branch {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, "cột", &KEYS, faults)?;
        let text: Option<Sourced<String>> = fields.required("ten", faults);
        if fields.node("cot").is_some() {
            let fields = Fields::of(node, "nhóm cột", &["ten", "cot"], faults)?;
            let below: Option<Vec<Self>> = fields.required("cot", faults);
            return Some(Self {
                text: text?,
                align: None,
                share: None,
                leaf: None,
                below: below?,
            });
        }
        let leaf = draft(&fields, faults);
        let align = fields.optional("can", faults);
        let share: Option<Sourced<u32>> = fields.optional("rong", faults);
        Some(Self {
            text: text?,
            align,
            share: share.and_then(|share| in_range(share, 1..=1000, "độ rộng", faults)),
            leaf: Some(leaf?),
            below: Vec::new(),
        })
    }
}

fn draft(fields: &Fields, faults: &mut Faults) -> Option<Draft> {
    let code = fields.required("ma", faults);
    let kind = fields.required("loai", faults);
    let decimals: Option<Sourced<u32>> = fields.optional("le", faults);
    let number: Option<Sourced<String>> = fields.optional("so", faults);
    let formula: Option<Sourced<String>> = fields.optional("tinh", faults);
    let by = fields.optional("theo", faults);
    let source = fields.optional("lay", faults);
    let total = fields.optional("tong", faults);
    let blank: Option<String> = fields.optional("trong", faults);
    let formula = match formula {
        None => None,
        Some(written) => Some((read_formula(&written, faults)?, written)),
    };
    if let Some(decimals) = &decimals {
        in_range(decimals.clone(), 0..=6, "số chữ số thập phân", faults);
    }
    Some(Draft {
        code: code?,
        path: Vec::new(),
        kind: kind?,
        decimals,
        number: number.map(|n| Sourced {
            value: n.value.trim_matches(['(', ')']).to_owned(),
            place: n.place,
        }),
        formula,
        by,
        source,
        total,
        blank: blank.unwrap_or_default(),
        place: fields.place().clone(),
    })
}

fn in_range(
    number: Sourced<u32>,
    range: std::ops::RangeInclusive<u32>,
    what: &str,
    faults: &mut Faults,
) -> Option<u32> {
    if range.contains(&number.value) {
        return Some(number.value);
    }
    let found = format!("{what} {}", number.value);
    let fault = Fault::new(Kind::WrongValue, number.place, found);
    faults.add(fault.expected(format!("từ {} đến {}", range.start(), range.end())));
    None
}

fn read_formula(written: &Sourced<String>, faults: &mut Faults) -> Option<Formula> {
    match Formula::parse(&written.value) {
        Ok(formula) => Some(formula),
        Err(error) => {
            let place = written.place.inside(&written.value, error.at);
            let found = format!("công thức “{}”: {}", written.value, error.found);
            faults.add(
                Fault::new(Kind::WrongValue, place, found)
                    .expected("số cột trong ngoặc hoặc mã cột, nối bằng + - * /, ví dụ (2)/(1)")
                    .remedy("viết lại công thức; công thức có dấu : hoặc # thì đặt trong nháy"),
            );
            None
        }
    }
}

impl FromNode for SortDraft {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, "sắp xếp", &["theo", "giam"], faults)?;
        let by = fields.required("theo", faults);
        let falling: Option<bool> = fields.optional("giam", faults);
        Some(Self {
            by: by?,
            falling: falling.unwrap_or(true),
        })
    }
}

impl FromNode for LeafKind {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            ("tt", Self::Serial),
            ("chu", Self::Text),
            ("so_dem", Self::Count),
            ("tien", Self::Money),
            ("ty_le", Self::Rate),
            ("diem", Self::Points),
            ("xep_loai", Self::Band),
            ("xep_hang", Self::Rank),
            ("thay_doi", Self::Change),
        ];
        one_of(node, "loại cột", &known, faults)
    }
}

impl FromNode for Source {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let name = String::from_node(node, faults)?;
        Some(match name.as_str() {
            "don_vi" => Self::Unit,
            "dat" => Self::Achieved,
            "quy_doi" => Self::Converted,
            "xep_loai" => Self::Band,
            "xep_hang" => Self::Rank,
            "thay_doi" => Self::Change,
            _ => Self::Points(name),
        })
    }
}

impl FromNode for TotalRule {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            ("cong", Self::Sum),
            ("tinh", Self::Formula),
            ("trong", Self::Blank),
        ];
        one_of(node, "cách tính dòng tổng", &known, faults)
    }
}

impl FromNode for Turn {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            ("do", Self::Measured),
            ("doc", Self::Portrait),
            ("ngang", Self::Landscape),
        ];
        one_of(node, "hướng giấy", &known, faults)
    }
}

impl FromNode for ColumnAlign {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            ("trai", Self::Left),
            ("giua", Self::Centre),
            ("phai", Self::Right),
        ];
        one_of(node, "cách căn", &known, faults)
    }
}
