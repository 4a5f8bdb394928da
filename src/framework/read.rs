//! Reading a framework file.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::check;
use super::{Absent, Figure, Formula, Group, Indicator, Ratio, Role, Step, Version};
use crate::fault::Faults;
use crate::form::{Fields, Form, FromFields, Key, Need, Sourced, choice, form};

impl Version {
    pub(super) fn complete(mut self, fields: &Fields, faults: &mut Faults) -> Option<Self> {
        self.number();
        self.name_figures();
        check::version(&self, fields, faults);
        Some(self)
    }

    /// Gives groups, indicators and counts their places.
    fn number(&mut self) {
        fn number(indicators: &mut [Indicator], next: &mut usize, rounded: Option<u32>) {
            for indicator in indicators {
                indicator.slot = *next;
                indicator.rounded = rounded;
                *next += 1;
                if let Formula::Sum(parts) = &mut indicator.formula {
                    number(parts, next, rounded);
                }
            }
        }
        let mut next = 0;
        for (slot, group) in (0..).zip(&mut self.groups) {
            group.slot = slot;
            number(&mut group.indicators, &mut next, self.rounded);
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

form!(
    FIGURE,
    "số đếm",
    Figure {
        id: required::<Arc<str>>("ma", "Mã trong hồ sơ"),
        name: required::<Arc<str>>("ten", "Đếm gì"),
        ..slot(0)
    }
);

form!(
    GROUP,
    "nhóm chỉ số",
    Group {
        id: required::<Arc<str>>("ma", "Mã trong hồ sơ"),
        name: required::<Arc<str>>("ten", "Tên nhóm"),
        role: optional::<Role>("vai_tro", "Vai trò của nhóm mà phần kiểm tra cần biết"),
        maximum: required::<Decimal>("toi_da", "Điểm tối đa"),
        when_blank: usual::<Absent>(
            "de_trong",
            "Tính thế nào khi nhóm, hoặc chỉ số của nhóm, để trống",
        )
        .note("Bỏ trống: loi với nhóm chỉ công bố cả nhóm, loai_ra với nhóm có chi_so") =
            Absent::Fault,
        indicators: or_default::<Vec<Indicator>>(
            "chi_so",
            "Các chỉ số; bỏ khi điểm chỉ công bố cho cả nhóm",
        ),
        ..slot(0)
    },
    |mut group: Group, fields: &Fields, faults: &mut Faults| {
        if fields.node("de_trong").is_none() && !group.indicators.is_empty() {
            group.when_blank = Absent::NotApplicable;
        }
        check::group(&group, fields, faults);
        Some(group)
    }
);

choice! {
    /// The kinds of formula, by the name they have in a file.
    #[derive(Clone, Copy, PartialEq)]
    enum FormulaKind: "công thức" {
        Announced = "cong_bo": "ghi thẳng ở chi_so",
        Ratio = "ty_le": "tối đa × tử số / mẫu số; có muc_tieu: 80 thì đạt 80% là được tối đa",
        Complement = "phan_bu": "tối đa × (1 − tử số / mẫu số)",
        Steps = "bac": "điểm của bậc cao nhất mà tỷ lệ đạt tới",
        Sum = "tong": "tổng điểm các phần ghi ở gom",
    }
}

/// Formulas that divide.
const RATIO: Need = Need::When("cong_thuc", &["ty_le", "phan_bu", "bac"]);

static INDICATOR: Form = Form::new("chỉ số").keys(&[
    Key::required::<Arc<str>>("ma", "Mã trong hồ sơ"),
    Key::required::<Arc<str>>("ten", "Tên chỉ số"),
    Key::required::<Decimal>("toi_da", "Điểm tối đa"),
    Key::optional::<FormulaKind>("cong_thuc", "Cách tính điểm").note("Bỏ trống: cong_bo"),
    Key::optional::<Vec<Arc<str>>>("tu_so", "Mã số đếm ở tử số; nhiều mã thì cộng lại")
        .needed(RATIO),
    Key::optional::<Vec<Arc<str>>>("mau_so", "Mã số đếm ở mẫu số; nhiều mã thì cộng lại")
        .needed(RATIO),
    Key::optional::<Sourced<Decimal>>("muc_tieu", "Tỷ lệ (%) đạt tới là được điểm tối đa"),
    Key::optional::<Vec<Step>>("bac", "Các bậc, từ thấp đến cao")
        .needed(Need::When("cong_thuc", &["bac"])),
    Key::optional::<Vec<Indicator>>("gom", "Các phần của tổng")
        .needed(Need::When("cong_thuc", &["tong"])),
    Key::optional::<Absent>("mau_bang_0", "Tính thế nào khi mẫu số bằng 0").note("Bỏ trống: loi"),
    Key::optional::<Absent>("de_trong", "Tính thế nào khi để trống").note("Bỏ trống: như nhóm"),
    Key::optional::<Absent>("gach_ngang", "Tính thế nào khi ghi “-”").note("Bỏ trống: loi"),
]);

impl FromFields for Indicator {
    const FORM: &'static Form = &INDICATOR;

    fn from_fields(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let id = fields.get("ma", faults);
        let name = fields.get("ten", faults);
        let maximum: Option<Decimal> = fields.get("toi_da", faults);
        let mut absent = |key| fields.get::<Absent>(key, faults);
        let (none, blank, dash) = (
            absent("mau_bang_0"),
            absent("de_trong"),
            absent("gach_ngang"),
        );
        let formula = formula(fields, maximum, faults);
        Some(Self {
            id: id?,
            name: name?,
            maximum: maximum?,
            formula: formula?,
            when_none: none.unwrap_or(Absent::Fault),
            when_blank: blank,
            when_dash: dash.unwrap_or(Absent::Fault),
            rounded: None,
            slot: 0,
        })
    }
}

fn formula(fields: &Fields, maximum: Option<Decimal>, faults: &mut Faults) -> Option<Formula> {
    let kind = fields.get("cong_thuc", faults);
    let formula = match kind.unwrap_or(FormulaKind::Announced) {
        FormulaKind::Announced => Formula::Announced,
        kind @ (FormulaKind::Ratio | FormulaKind::Complement) => {
            let target: Option<Sourced<Decimal>> = fields.get("muc_tieu", faults);
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
            let steps: Vec<Step> = fields.get("bac", faults)?;
            check::steps(&steps, maximum?, fields, faults);
            Formula::Steps {
                ratio: ratio(fields, faults)?,
                steps,
            }
        }
        FormulaKind::Sum => {
            let parts: Vec<Indicator> = fields.get("gom", faults)?;
            let maxima = parts.iter().map(|part| part.maximum);
            check::adds_up("chỉ số", maximum?, maxima, fields, faults);
            Formula::Sum(parts)
        }
    };
    Some(formula)
}

fn ratio(fields: &Fields, faults: &mut Faults) -> Option<Ratio> {
    let numerator: Option<Vec<Arc<str>>> = fields.get("tu_so", faults);
    let denominator: Option<Vec<Arc<str>>> = fields.get("mau_so", faults);
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
