//! Reading a framework file.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::check;
use super::{
    Absent, Band, Figure, Formula, Framework, Group, Indicator, LegalBasis, Ratio, Role, Step,
    Ties, Version,
};
use crate::fault::Faults;
use crate::form::{Fields, FromNode, Node, Sourced, one_of};

impl FromNode for Framework {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            "ma",
            "ten",
            "can_cu",
            "hieu_luc_tu",
            "hieu_luc_den",
            "diem_toi_da",
            "lam_tron",
            "cung_diem",
            "xep_loai",
            "phien_ban",
        ];
        let fields = Fields::of(node, "bộ chỉ số", &known, faults)?;
        let id = fields.required("ma", faults);
        let name = fields.required("ten", faults);
        let basis = fields.required("can_cu", faults);
        let in_force_from = fields.required("hieu_luc_tu", faults);
        let in_force_until = fields.optional("hieu_luc_den", faults);
        let maximum = fields.required("diem_toi_da", faults);
        let decimals: Option<Sourced<u32>> = fields.required("lam_tron", faults);
        let ties: Option<Ties> = fields.optional("cung_diem", faults);
        let bands: Option<Vec<Band>> = fields.optional("xep_loai", faults);
        let versions = fields.required("phien_ban", faults);
        let framework = Self {
            id: id?,
            name: name?,
            basis: basis?,
            in_force_from: in_force_from?,
            in_force_until,
            maximum: maximum?,
            decimals: check::decimals(&decimals?, faults)?,
            ties: ties.unwrap_or(Ties::Gap),
            bands: bands.unwrap_or_default(),
            versions: versions?,
        };
        check::framework(&framework, &fields, faults);
        Some(framework)
    }
}

impl FromNode for LegalBasis {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["loai", "so", "ngay", "co_quan", "trich_yeu"];
        let fields = Fields::of(node, "căn cứ", &known, faults)?;
        let kind = fields.required("loai", faults);
        let number = fields.required("so", faults);
        let date = fields.required("ngay", faults);
        let issuer = fields.required("co_quan", faults);
        let about = fields.required("trich_yeu", faults);
        Some(Self {
            kind: kind?,
            number: number?,
            date: date?,
            issuer: issuer?,
            about: about?,
        })
    }
}

impl FromNode for Ties {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            ("1-2-2-4", Self::Gap),
            ("1-2-2-3", Self::Dense),
            ("1-2-3-4", Self::Listed),
        ];
        one_of(node, "cách xếp hạng cùng điểm", &known, faults)
    }
}

impl FromNode for Band {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, "xếp loại", &["ten", "tu", "den"], faults)?;
        let name = fields.required("ten", faults);
        let from = fields.required("tu", faults);
        let to = fields.required("den", faults);
        Some(Self {
            name: name?,
            from: from?,
            to: to?,
        })
    }
}

impl FromNode for Version {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, "phiên bản", &["tu_ky", "so_dem", "nhom"], faults)?;
        let from = fields.required("tu_ky", faults);
        let figures: Option<Vec<Figure>> = fields.optional("so_dem", faults);
        let groups: Option<Vec<Group>> = fields.required("nhom", faults);
        let mut version = Self {
            from: from?,
            figures: figures.unwrap_or_default(),
            groups: groups?,
        };
        version.number();
        version.name_figures();
        check::version(&version, &fields, faults);
        Some(version)
    }
}

impl Version {
    /// Gives groups, indicators and counts their places.
    fn number(&mut self) {
        fn number(indicators: &mut [Indicator], next: &mut usize) {
            for indicator in indicators {
                indicator.slot = *next;
                *next += 1;
                if let Formula::Sum(parts) = &mut indicator.formula {
                    number(parts, next);
                }
            }
        }
        let mut next = 0;
        for (slot, group) in (0..).zip(&mut self.groups) {
            group.slot = slot;
            number(&mut group.indicators, &mut next);
        }
        for (slot, figure) in (0..).zip(&mut self.figures) {
            figure.slot = slot;
        }
    }

    /// Gives the counts that formulas call by key their names.
    fn name_figures(&mut self) {
        fn name(indicator: &mut Indicator, figures: &[Figure]) {
            match &mut indicator.formula {
                Formula::Announced => {}
                Formula::Sum(parts) => parts.iter_mut().for_each(|part| name(part, figures)),
                Formula::Ratio { ratio, .. } | Formula::Steps { ratio, .. } => {
                    for called in ratio.numerator.iter_mut().chain(&mut ratio.denominator) {
                        if let Some(known) = figures.iter().find(|known| known.id == called.id) {
                            *called = known.clone();
                        }
                    }
                }
            }
        }
        for indicator in self
            .groups
            .iter_mut()
            .flat_map(|group| &mut group.indicators)
        {
            name(indicator, &self.figures);
        }
    }
}

impl FromNode for Figure {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, "số đếm", &["ma", "ten"], faults)?;
        let id = fields.required("ma", faults);
        let name = fields.required("ten", faults);
        Some(Self {
            id: id?,
            name: name?,
            slot: 0,
        })
    }
}

impl FromNode for Group {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["ma", "ten", "vai_tro", "toi_da", "chi_so"];
        let fields = Fields::of(node, "nhóm chỉ số", &known, faults)?;
        let id = fields.required("ma", faults);
        let name = fields.required("ten", faults);
        let role = fields.optional("vai_tro", faults);
        let maximum = fields.required("toi_da", faults);
        let indicators: Option<Vec<Indicator>> = fields.optional("chi_so", faults);
        let group = Self {
            id: id?,
            name: name?,
            role,
            maximum: maximum?,
            indicators: indicators.unwrap_or_default(),
            slot: 0,
        };
        let parts = group.indicators.iter().map(|indicator| indicator.maximum);
        check::adds_up("nhóm", group.maximum, parts, &fields, faults);
        Some(group)
    }
}

impl FromNode for Role {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        one_of(
            node,
            "vai trò của nhóm",
            &[("tien_do", Self::Timeliness)],
            faults,
        )
    }
}

/// The kinds of formula, by the name they have in a file.
#[derive(Clone, Copy)]
enum FormulaKind {
    Announced,
    Ratio,
    Complement,
    Steps,
    Sum,
}

const FORMULAS: [(&str, FormulaKind); 5] = [
    ("cong_bo", FormulaKind::Announced),
    ("ty_le", FormulaKind::Ratio),
    ("phan_bu", FormulaKind::Complement),
    ("bac", FormulaKind::Steps),
    ("tong", FormulaKind::Sum),
];

impl FromNode for FormulaKind {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        one_of(node, "công thức", &FORMULAS, faults)
    }
}

impl FromNode for Indicator {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            "ma",
            "ten",
            "toi_da",
            "cong_thuc",
            "tu_so",
            "mau_so",
            "muc_tieu",
            "bac",
            "gom",
            "mau_bang_0",
            "de_trong",
            "gach_ngang",
        ];
        let fields = Fields::of(node, "chỉ số", &known, faults)?;
        let id = fields.required("ma", faults);
        let name = fields.required("ten", faults);
        let maximum: Option<Decimal> = fields.required("toi_da", faults);
        let mut absent = |key| fields.optional::<Absent>(key, faults);
        let (none, blank, dash) = (
            absent("mau_bang_0"),
            absent("de_trong"),
            absent("gach_ngang"),
        );
        let formula = formula(&fields, maximum, faults);
        Some(Self {
            id: id?,
            name: name?,
            maximum: maximum?,
            formula: formula?,
            when_none: none.unwrap_or(Absent::Fault),
            when_blank: blank.unwrap_or(Absent::NotApplicable),
            when_dash: dash.unwrap_or(Absent::Fault),
            slot: 0,
        })
    }
}

fn formula(fields: &Fields, maximum: Option<Decimal>, faults: &mut Faults) -> Option<Formula> {
    let kind = fields.optional("cong_thuc", faults);
    let formula = match kind.unwrap_or(FormulaKind::Announced) {
        FormulaKind::Announced => Formula::Announced,
        kind @ (FormulaKind::Ratio | FormulaKind::Complement) => {
            let target: Option<Sourced<Decimal>> = fields.optional("muc_tieu", faults);
            Formula::Ratio {
                ratio: ratio(fields, faults)?,
                complement: matches!(kind, FormulaKind::Complement),
                target: match target {
                    Some(target) => Some(check::target(&target, faults)?),
                    None => None,
                },
            }
        }
        FormulaKind::Steps => {
            let steps: Vec<Step> = fields.required("bac", faults)?;
            check::steps(&steps, maximum?, fields, faults);
            Formula::Steps {
                ratio: ratio(fields, faults)?,
                steps,
            }
        }
        FormulaKind::Sum => {
            let parts: Vec<Indicator> = fields.required("gom", faults)?;
            let maxima = parts.iter().map(|part| part.maximum);
            check::adds_up("chỉ số", maximum?, maxima, fields, faults);
            Formula::Sum(parts)
        }
    };
    Some(formula)
}

fn ratio(fields: &Fields, faults: &mut Faults) -> Option<Ratio> {
    let numerator: Option<Vec<Arc<str>>> = fields.required("tu_so", faults);
    let denominator: Option<Vec<Arc<str>>> = fields.required("mau_so", faults);
    // Their names follow when the whole version is known.
    let figures = |keys: Vec<Arc<str>>| {
        let figure = |id: Arc<str>| Figure {
            name: Arc::clone(&id),
            id,
            slot: 0,
        };
        keys.into_iter().map(figure).collect()
    };
    Some(Ratio {
        numerator: figures(numerator?),
        denominator: figures(denominator?),
    })
}

impl FromNode for Absent {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = [
            ("loai_ra", Self::NotApplicable),
            ("khong_diem", Self::Zero),
            ("toi_da", Self::Full),
            ("loi", Self::Fault),
        ];
        one_of(node, "cách tính khi không có số liệu", &known, faults)
    }
}

impl FromNode for Step {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, "bậc", &["tu", "diem"], faults)?;
        let from = fields.required("tu", faults);
        let points = fields.required("diem", faults);
        Some(Self {
            from: from?,
            points: points?,
        })
    }
}
