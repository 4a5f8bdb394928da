//! Reading a definition from YAML. References between columns are names here; [`super::check`]
//! turns them into positions.

use super::check::resolve;
use super::draft::{Draft, ReconciledDraft, SortDraft, read_formula};
use super::{Binding, Head, LeafKind, Plan, RowsOf, TotalRule};
use crate::fault::Faults;
use crate::form::{
    Fields, Form, FromNode, Key, Levels, Need, Node, Shape, Sourced, choice, form, parse,
};
use crate::sheet::{ColumnAlign, Orientation};

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
        Faults::gather(|faults| Self::of(name, &node, faults))
    }

    fn of(name: &str, node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, &SHEET, faults)?;
        let title = fields.get("tieu_de", faults);
        let note = fields.get("ghi_chu", faults);
        let turn: Option<Orientation> = fields.get("huong", faults);
        let levels: Option<Levels> = fields.get("cap", faults);
        let sort: Option<SortDraft> = fields.get("sap_xep", faults);
        let total_label = fields.get("dong_tong", faults);
        let reconciled: Option<Vec<ReconciledDraft>> = fields.get("doi_chieu", faults);
        let rows: Option<RowsOf> = fields.get("moi_dong", faults);
        let each: Option<Each> = fields.get("moi_bang", faults);
        let branches: Option<Vec<Branch>> = fields.get("cot", faults);
        let mut drafts = Vec::new();
        let heads: Vec<Head> = branches?
            .into_iter()
            .map(|branch| branch.split(&[], &mut drafts))
            .collect();
        let reconciled = reconciled.unwrap_or_default();
        let resolved = resolve(drafts, (sort, &reconciled), node, faults)?;
        Some(Self {
            name: name.to_owned(),
            title: title?,
            note,
            heads,
            leaves: resolved.leaves,
            total_label,
            sort: resolved.sort,
            levels: levels.map(|levels| levels.0),
            turn: turn.unwrap_or_default(),
            rows: rows.unwrap_or_default(),
            per_indicator: each.is_some(),
            subject: None,
            reconciled: resolved.reconciled,
            order: resolved.order,
        })
    }
}

form! {
    /// A head over columns, as written.
    struct Group: HEAD, "nhóm cột" {
        text: required::<Sourced<String>>("ten", "Tên nhóm cột"),
        below: required::<Vec<Branch>>("cot", "Các cột của nhóm"),
    }
}

impl Branch {
    fn of_group(Group { text, below }: Group) -> Self {
        Self {
            text,
            align: None,
            share: None,
            leaf: None,
            below,
        }
    }

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
    Key::optional::<Orientation>("huong", "Hướng giấy").note("Bỏ trống: do"),
    Key::required::<Vec<Branch>>(
        "cot",
        "Các cột từ trái sang; cột có “cot” bên dưới là nhóm cột, chỉ cần “ten”",
    ),
    Key::optional::<RowsOf>("moi_dong", "Mỗi dòng là điểm của ai, ở biểu lấy từ điểm")
        .note("Bỏ trống: don_vi"),
    Key::optional::<Levels>(
        "cap",
        "Chỉ lấy điểm của đơn vị các cấp này; bỏ trống: mọi đơn vị",
    )
    .example("xã, phường"),
    Key::optional::<Each>(
        "moi_bang",
        "Biểu thành nhiều bảng; “chi_so” và “chi_so.ty_le” ở lay là của chỉ số ấy. Trong bài: \
         [bieu: tên/mã chỉ số]",
    ),
    Key::optional::<SortDraft>("sap_xep", "Xếp các dòng theo cột nào"),
    Key::optional::<Sourced<String>>("dong_tong", "Tên dòng tổng; bỏ thì không có dòng tổng"),
    Key::optional::<Vec<ReconciledDraft>>(
        "doi_chieu",
        "Những số phải khớp, ngoài công thức của cột",
    ),
]);

static COLUMN: Form = Form::new("cột").keys(&[
    Key::required::<Sourced<String>>("ten", "Tên cột; tiêu đề nhiều tầng thì ghi tên của tầng này"),
    Key::optional::<Vec<Branch>>("cot", "Các cột của nhóm; có khóa này thì chỉ cần “ten”"),
    Key::optional::<Sourced<String>>("ma", "Mã cột, để công thức và hồ sơ gọi")
        .needed(Need::Without("cot")),
    Key::optional::<LeafKind>("loai", "Loại cột").needed(Need::Without("cot")),
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
    Key::optional::<Binding>(
        "lay",
        "Lấy từ điểm của đơn vị: don_vi, dat, toi_da, quy_doi, xep_loai, xep_hang, thay_doi, mã nhóm \
         hoặc mã chỉ số, mã chỉ số kèm .ty_le (tỷ lệ); ở dòng của chỉ số: ten, dat, toi_da, ty_le, \
         xep_hang, thay_doi",
    ),
    Key::optional::<TotalRule>("tong", "Ở dòng tổng")
        .note("Bỏ trống: cột tính thì tinh, số đếm và tiền thì cong"),
    Key::optional::<String>("trong", "Chữ in ở ô trống"),
    Key::optional::<bool>("ngoai_ky", "Ở cột ngay: ngày có thể ngoài kỳ, như ngày hẹn trả"),
    Key::optional::<u32>("rong", "Độ rộng, phần").within(1, 1000),
    Key::optional::<ColumnAlign>("can", "Cách căn"),
]);

impl FromNode for Branch {
    fn shape() -> Shape {
        Shape::Form(&COLUMN)
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        if node.key("cot").is_some() {
            return Group::from_node(node, faults).map(Self::of_group);
        }
        let fields = Fields::of(node, &COLUMN, faults)?;
        let text: Option<Sourced<String>> = fields.get("ten", faults);
        let leaf = draft(&fields, faults);
        let align = fields.get("can", faults);
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
    let kind = fields.get("loai", faults);
    let decimals = fields.get("le", faults);
    let number: Option<Sourced<String>> = fields.get("so", faults);
    let formula: Option<Sourced<String>> = fields.get("tinh", faults);
    let by = fields.get("theo", faults);
    let binding = fields.get("lay", faults);
    let total = fields.get("tong", faults);
    let blank: Option<String> = fields.get("trong", faults);
    let any_day: Option<bool> = fields.get("ngoai_ky", faults);
    let formula = match formula {
        None => None,
        Some(written) => Some((read_formula(&written, faults)?, written)),
    };
    Some(Draft {
        code: code?,
        path: Vec::new(),
        kind: kind?,
        decimals,
        number: number.map(|n| Sourced::new(n.value.trim_matches(['(', ')']).to_owned(), n.place)),
        formula,
        by,
        binding,
        total,
        blank: blank.unwrap_or_default(),
        any_day: any_day.unwrap_or_default(),
        place: fields.place().clone(),
    })
}

impl FromNode for Binding {
    fn shape() -> Shape {
        Shape::Text
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let name = String::from_node(node, faults)?;
        Some(match name.as_str() {
            "don_vi" | "ten" => Self::Unit,
            "dat" => Self::Achieved,
            "quy_doi" => Self::Converted,
            "xep_loai" => Self::Band,
            "xep_hang" => Self::Rank,
            "thay_doi" => Self::Change,
            "toi_da" => Self::Maximum,
            "ty_le" => Self::OwnRatio,
            _ => match name.strip_suffix(".ty_le") {
                Some(id) => Self::Ratio(id.to_owned()),
                None => Self::Points(name),
            },
        })
    }
}

choice! {
    /// What there is a table for each of.
    #[derive(Clone, Copy, PartialEq)]
    enum Each: "cách chia bảng" {
        Indicator = "chi_so": "mỗi chỉ số có số liệu một bảng",
    }
}
