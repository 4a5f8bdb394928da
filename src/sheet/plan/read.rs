//! Reading a definition from YAML. References between columns are names here; [`super::check`]
//! turns them into positions.

use super::check::resolve;
use super::draft::{Draft, SortDraft};
use super::{Head, LeafKind, Plan, Source, TotalRule};
use crate::fault::{Fault, Faults, Kind};
use crate::form::{
    Choice, Fields, Form, FromFields, FromNode, Key, Need, Node, Shape, Sourced, parse,
};
use crate::sheet::{ColumnAlign, Formula, Orientation};

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
        let fields = Fields::of(node, &SHEET, faults)?;
        let title = fields.get("tieu_de", faults);
        let note = fields.get("ghi_chu", faults);
        let turn: Option<Orientation> = fields.choose("huong", faults);
        let sort: Option<SortDraft> = fields.get("sap_xep", faults);
        let total_label = fields.get("dong_tong", faults);
        let branches: Option<Vec<Branch>> = fields.get("cot", faults);
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

/// The definition of a Biểu (`sheets/*.yaml`).
pub static SHEET: Form = Form::new("biểu").keys(&[
    Key::required::<Sourced<String>>("tieu_de", "Tên biểu; dùng được {{ … }}"),
    Key::optional::<Sourced<String>>("ghi_chu", "Dòng nghiêng dưới tên; dùng được {{ … }}"),
    Key::choice::<Orientation>("huong", "Hướng giấy").note("Bỏ trống: do"),
    Key::required::<Vec<Branch>>(
        "cot",
        "Các cột từ trái sang; cột có “cot” bên dưới là nhóm cột, chỉ cần “ten”",
    ),
    Key::optional::<SortDraft>("sap_xep", "Xếp các dòng theo cột nào"),
    Key::optional::<Sourced<String>>("dong_tong", "Tên dòng tổng; bỏ thì không có dòng tổng"),
]);

static COLUMN: Form = Form::new("cột").keys(&[
    Key::required::<Sourced<String>>("ten", "Tên cột; tiêu đề nhiều tầng thì ghi tên của tầng này"),
    Key::optional::<Vec<Branch>>("cot", "Các cột của nhóm; có khóa này thì chỉ cần “ten”"),
    Key::optional::<Sourced<String>>("ma", "Mã cột, để công thức và hồ sơ gọi")
        .needed(Need::Without("cot")),
    Key::choice::<LeafKind>("loai", "Loại cột").needed(Need::Without("cot")),
    Key::optional::<Sourced<u32>>("le", "Số chữ số thập phân; số đã ghi dài hơn thì giữ nguyên")
        .within(0, 6),
    Key::optional::<Sourced<String>>("so", "Số cột in dưới tiêu đề"),
    Key::optional::<Sourced<String>>("tinh", "Công thức theo số cột hoặc mã cột: + - * / và ngoặc")
        .example("(2)/(1)")
        .note(
            "In thành (3)=(2)/(1); tỷ lệ của hai số tính ra phần trăm. Ô đã ghi số thì in số đã \
             ghi, và báo khi lệch",
        ),
    Key::optional::<Sourced<String>>("theo", "Ở cột xep_hang, xep_loai: xếp theo cột nào"),
    Key::optional::<Source>(
        "lay",
        "Lấy từ điểm của đơn vị: don_vi, dat, quy_doi, xep_loai, xep_hang, thay_doi, mã nhóm hoặc mã \
         chỉ số",
    ),
    Key::choice::<TotalRule>("tong", "Ở dòng tổng")
        .note("Bỏ trống: cột tính thì tinh, số đếm và tiền thì cong"),
    Key::optional::<String>("trong", "Chữ in ở ô trống"),
    Key::optional::<u32>("rong", "Độ rộng, phần").within(1, 1000),
    Key::choice::<ColumnAlign>("can", "Cách căn"),
]);

static HEAD: Form = Form::new("nhóm cột").keys(&[
    Key::required::<Sourced<String>>("ten", "Tên nhóm cột"),
    Key::required::<Vec<Branch>>("cot", "Các cột của nhóm"),
]);

impl FromFields for Branch {
    const FORM: &'static Form = &COLUMN;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let text: Option<Sourced<String>> = fields.get("ten", faults);
        if fields.node("cot").is_some() {
            let fields = fields.only(&HEAD, faults);
            let below: Option<Vec<Self>> = fields.get("cot", faults);
            return Some(Self {
                text: text?,
                align: None,
                share: None,
                leaf: None,
                below: below?,
            });
        }
        let leaf = draft(fields, faults);
        let align = fields.choose("can", faults);
        let share = fields.get("rong", faults);
        Some(Self {
            text: text?,
            align,
            share,
            leaf: Some(leaf?),
            below: Vec::new(),
        })
    }
}

fn draft(fields: &Fields, faults: &mut Faults) -> Option<Draft> {
    let code = fields.get("ma", faults);
    let kind = fields.choose("loai", faults);
    let decimals = fields.get("le", faults);
    let number: Option<Sourced<String>> = fields.get("so", faults);
    let formula: Option<Sourced<String>> = fields.get("tinh", faults);
    let by = fields.get("theo", faults);
    let source = fields.get("lay", faults);
    let total = fields.choose("tong", faults);
    let blank: Option<String> = fields.get("trong", faults);
    let formula = match formula {
        None => None,
        Some(written) => Some((read_formula(&written, faults)?, written)),
    };
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

fn read_formula(written: &Sourced<String>, faults: &mut Faults) -> Option<Formula> {
    match Formula::parse(&written.value) {
        Ok(formula) => Some(formula),
        Err(error) => {
            let place = written.place.letter(error.at);
            if let Some(bound) = error.bound {
                faults.add(bound.passed(None, &place));
                return None;
            }
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

static SORT: Form = Form::new("sắp xếp").keys(&[
    Key::required::<Sourced<String>>("theo", "Mã cột"),
    Key::optional::<bool>("giam", "Từ cao xuống thấp; bỏ trống: có"),
]);

impl FromFields for SortDraft {
    const FORM: &'static Form = &SORT;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let by = fields.get("theo", faults);
        let falling: Option<bool> = fields.get("giam", faults);
        Some(Self {
            by: by?,
            falling: falling.unwrap_or(true),
        })
    }
}

impl Choice for LeafKind {
    const WHAT: &'static str = "loại cột";
    const KNOWN: &'static [(&'static str, &'static str, Self)] = &[
        ("tt", "số thứ tự", Self::Serial),
        ("chu", "chữ", Self::Text),
        ("so_dem", "số đếm", Self::Count),
        ("tien", "số tiền", Self::Money),
        ("ty_le", "tỷ lệ", Self::Rate),
        ("diem", "điểm", Self::Points),
        ("xep_loai", "xếp loại", Self::Band),
        ("xep_hang", "xếp hạng", Self::Rank),
        ("thay_doi", "mức tăng, giảm", Self::Change),
    ];
}

impl FromNode for Source {
    fn shape() -> Shape {
        Shape::Text
    }

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

impl Choice for TotalRule {
    const WHAT: &'static str = "cách tính dòng tổng";
    const KNOWN: &'static [(&'static str, &'static str, Self)] = &[
        ("cong", "cộng các dòng", Self::Sum),
        ("tinh", "công thức trên các tổng", Self::Formula),
        ("trong", "để trống", Self::Blank),
    ];
}

impl Choice for Orientation {
    const WHAT: &'static str = "hướng giấy";
    const KNOWN: &'static [(&'static str, &'static str, Self)] = &[
        ("do", "đo, vừa thì để dọc, không thì ngang", Self::Measured),
        ("doc", "dọc", Self::Portrait),
        ("ngang", "ngang", Self::Landscape),
    ];
}

impl Choice for ColumnAlign {
    const WHAT: &'static str = "cách căn";
    const KNOWN: &'static [(&'static str, &'static str, Self)] = &[
        ("trai", "trái", Self::Left),
        ("giua", "giữa", Self::Centre),
        ("phai", "phải", Self::Right),
    ];
}
