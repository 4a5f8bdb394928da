//! The charts of a template: the rows of a list of values, with the columns that name them, count
//! and class them. They are filled in like any text of the template, so that every word of them
//! knows its source.

use super::Inputs;
use super::field::Field;
use super::fill::{ITEM_END, TextTemplate};
use super::values::Values;
use crate::document::{Chart, ChartFigure, ChartLook};
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Sourced, choice, form};
use crate::source::Words;
use crate::vn::entry::is_dash;
use crate::vn::number::parse;

/// The most figures of a line: more do not stand side by side.
const MOST_ON_LINE: usize = 13;

/// A chart as a template states it.
pub struct ChartPlan {
    /// By which the body of the template places it.
    pub name: Sourced<String>,
    look: ChartLook,
    title: Field,
    rows: Sourced<String>,
    label: Sourced<String>,
    value: Sourced<String>,
    class: Option<Sourced<String>>,
    unit: Option<Field>,
}

form!(
    CHART,
    "biểu đồ",
    ChartPlan {
        name: required::<Sourced<String>>("ma", "Mã; đặt vào bài bằng [bieu_do: mã]")
            .example("cac-xa"),
        look: required::<ChartLook>("dang", "Dạng biểu đồ"),
        title: required::<Field>("ten", "Tên biểu đồ, in ở trên"),
        rows: required::<Sourced<String>>("tu", "Danh sách, viết như sau chữ in của {% for %}")
            .example("don_vi | xep(theo=\"quy_doi\", giam=true)"),
        label: required::<Sourced<String>>("nhan", "Cột là tên của mỗi dòng").example("ten"),
        value: required::<Sourced<String>>("so", "Cột là số được vẽ").example("quy_doi"),
        class: optional::<Sourced<String>>("muc", "Cột là mức, in bằng chữ và độ đậm nhạt")
            .example("xep_loai"),
        unit: optional::<Field>("don_vi", "Đơn vị tính, để mô tả biểu đồ bằng lời")
            .example("điểm"),
    }
);

choice!(
    ChartLook,
    "dạng biểu đồ",
    [
        ("cột", "mỗi dòng một cột nằm ngang", Self::Bars),
        ("đường", "qua các tháng, nhiều nhất 13 điểm", Self::Line),
    ]
);

/// The rows of a chart, ready to be filled in: of each its name, its number and its class, each
/// with a sign behind it.
pub struct ChartRows(TextTemplate);

impl ChartRows {
    /// Makes the rows of a chart ready.
    pub fn new(plan: &ChartPlan, faults: &mut Faults) -> Option<Self> {
        let columns = [Some(&plan.label), Some(&plan.value), plan.class.as_ref()];
        let mut cells = String::new();
        for column in columns {
            if let Some(code) = column {
                let spelled = |c: char| c.is_ascii_alphanumeric() || c == '_';
                if code.value.is_empty() || !code.value.chars().all(spelled) {
                    let found = format!("mã cột “{}”", code.value);
                    let fault = Fault::new(Kind::WrongValue, code.place.clone(), found);
                    faults.add(fault.expected("chữ không dấu, chữ số, gạch dưới: quy_doi"));
                    return None;
                }
                let code = &code.value;
                cells.push_str(&format!("{{% if dong_.{code} %}}{{{{ dong_.{code} }}}}{{% endif %}}"));
            }
            cells.push(ITEM_END);
        }
        let rows = &plan.rows;
        let text = format!("{{% for dong_ in {} %}}{cells}{{% endfor %}}", rows.value);
        let script = TextTemplate::field_of_words(&text, &rows.place);
        script
            .map_err(|fault| faults.add(at(fault, plan)))
            .ok()
            .map(Self)
    }

    /// The chart with a hồ sơ's figures; none if there are none.
    pub fn fill(
        &self,
        plan: &ChartPlan,
        inputs: &Inputs,
        values: &Values,
        faults: &mut Faults,
    ) -> Option<Chart> {
        let words = self.0.words(values);
        let words = words.map_err(|fault| faults.add(at(fault, plan))).ok()?;
        let cells = cells(&words);
        let before = faults.count();
        let figures: Vec<ChartFigure> = cells
            .chunks_exact(3)
            .filter_map(|cells| figure(cells, plan, faults))
            .collect();
        if plan.look == ChartLook::Line && figures.len() > MOST_ON_LINE {
            let found = format!("biểu đồ đường có {} điểm", figures.len());
            let fault = Fault::new(Kind::Template, plan.rows.place.clone(), found);
            let most = format!("nhiều nhất {MOST_ON_LINE} điểm");
            faults.add(fault.expected(most).remedy("bớt các dòng ở “tu”, hoặc dùng dạng cột"));
        }
        if figures.is_empty() || faults.count() > before {
            return None;
        }
        Some(Chart {
            look: plan.look,
            title: plan.title.fill(values, faults),
            unit: match &plan.unit {
                Some(unit) => unit.fill(values, faults),
                None => Words::default(),
            },
            classes: classes(&figures, inputs),
            figures,
        })
    }
}

/// A fault of the rows, where the template states them.
fn at(mut fault: Fault, plan: &ChartPlan) -> Fault {
    fault.place = plan.rows.place.clone();
    fault
}

/// The texts between the signs.
fn cells(words: &Words) -> Vec<Words> {
    let mut start = 0;
    let ends = words.match_indices(ITEM_END);
    let cells = ends.map(|(end, sign)| {
        let cell = words.slice(start..end);
        start = end + sign.len();
        cell.cleaned()
    });
    cells.collect()
}

fn figure(cells: &[Words], plan: &ChartPlan, faults: &mut Faults) -> Option<ChartFigure> {
    let [name, written, class] = cells else {
        return None;
    };
    let number = written.strip_suffix('%').unwrap_or(written);
    let value = match number {
        blank if blank.is_empty() || is_dash(blank) => None,
        number => match parse(number) {
            Ok(value) if plan.look == ChartLook::Line || !value.is_sign_negative() => Some(value),
            _ => {
                let place = written.place().unwrap_or_else(|| plan.value.place.clone());
                let found = format!("biểu đồ “{}”, dòng “{name}”: “{written}”", plan.name.value);
                let wanted = match plan.look {
                    ChartLook::Bars => "một số không âm",
                    ChartLook::Line => "một số",
                };
                faults.add(Fault::new(Kind::WrongValue, place, found).expected(wanted));
                return None;
            }
        },
    };
    Some(ChartFigure {
        name: name.clone(),
        value,
        written: written.clone(),
        class: class.clone(),
    })
}

/// The classes of the figures: those of the framework if they are its, which do not change from
/// month to month; else as they come.
fn classes(figures: &[ChartFigure], inputs: &Inputs) -> Vec<String> {
    let bands = inputs.framework.iter().flat_map(|set| &set.bands);
    let mut bands: Vec<(rust_decimal::Decimal, String)> =
        bands.map(|band| (band.from, band.name.clone())).collect();
    bands.sort_by(|a, b| b.0.cmp(&a.0));
    let mut classes: Vec<String> = bands.into_iter().map(|(_, name)| name).collect();
    let named = figures.iter().filter(|figure| !figure.class.is_empty());
    if named.clone().any(|figure| !classes.iter().any(|class| **class == *figure.class)) {
        classes.clear();
    }
    for figure in named {
        if !classes.iter().any(|class| **class == *figure.class) {
            classes.push(figure.class.to_string());
        }
    }
    classes
}
