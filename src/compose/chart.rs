//! The charts of a template: the rows of a list of values, with the columns that name them, count
//! and class them. They are filled in like any text of the template, so that every word of them
//! knows its source.

use std::collections::BTreeMap;

use super::Inputs;
use super::field::Field;
use super::fill::{ITEM_END, TextTemplate};
use super::values::Values;
use crate::document::{Chart, ChartFigure, ChartLook};
use crate::fault::{Fault, Faults, Kind};
use crate::form::{Sourced, form};
use crate::source::Words;
use crate::vn::entry::is_dash;
use crate::vn::number::parse;

/// The most figures of a line: more do not stand side by side.
const MOST_ON_LINE: usize = 13;

form! {
    /// A chart as a template states it.
    pub struct ChartPlan: CHART, "biểu đồ" {
        /// By which the body of the template places it.
        pub name: required::<Sourced<String>>("ma", "Mã; đặt vào bài bằng [bieu_do: mã]")
            .example("cac-xa"),
        look: required::<ChartLook>("dang", "Dạng biểu đồ"),
        title: required::<Field>("ten", "Tên biểu đồ, in ở trên"),
        rows: required::<Sourced<String>>("tu", "Danh sách, viết như sau chữ in của {% for %}")
            .example("don_vi | xep(theo=\"quy_doi\", giam=true)"),
        label: required::<Sourced<String>>("nhan", "Cột là tên của mỗi dòng").example("ten"),
        value: required::<Sourced<String>>("so", "Cột là số được vẽ").example("quy_doi"),
        class: optional::<Sourced<String>>("muc", "Cột là mức, in bằng chữ và độ đậm nhạt")
            .example("xep_loai"),
        shown: optional::<Sourced<String>>("in", "In gì ở cột thay cho số")
            .example("{dat}/{toi_da}"),
        last: optional::<LastRow>(
            "dong_cuoi",
            "Dòng thêm vào cuối, như tháng này sau các tháng trước"
        ),
        unit: optional::<Field>("don_vi", "Đơn vị tính, để mô tả biểu đồ bằng lời").example("điểm"),
    }
}

form! {
    /// A row below those of the list, such as this month's below the months before.
    struct LastRow: LAST, "dòng cuối của biểu đồ" {
        label: required::<Sourced<String>>("nhan", "Tên của dòng").example("{{ ky.ngan }}"),
        value: required::<Sourced<String>>("so", "Số được vẽ").example("{{ diem.tong.dat }}"),
    }
}

/// The rows of a chart, ready to be filled in: of each its name, its number, its class and what
/// is shown, each with a sign behind it.
pub struct ChartRows(TextTemplate);

impl ChartRows {
    /// Makes the rows of a chart ready.
    pub fn new(plan: &ChartPlan, faults: &mut Faults) -> Option<Self> {
        let cells = faults.absorb(cells_of(plan))?;
        let rows = &plan.rows;
        let mut text = format!("{{% for dong_ in {} %}}{cells}{{% endfor %}}", rows.value);
        if let Some(LastRow { label, value }) = &plan.last {
            let (label, value) = (&label.value, &value.value);
            text.push_str(&format!(
                "{label}{ITEM_END}{value}{ITEM_END}{ITEM_END}{ITEM_END}"
            ));
        }
        let script = TextTemplate::field_of_words(&text, &rows.place);
        faults
            .absorb(script.map_err(|fault| at(fault, plan)))
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
        let words = self.0.words(values).map_err(|fault| at(fault, plan));
        let words = faults.absorb(words)?;
        let cells = cells(&words);
        let before = faults.count();
        let figures: Vec<ChartFigure> = cells
            .chunks_exact(4)
            .filter_map(|cells| figure(cells, plan, faults))
            .collect();
        if plan.look == ChartLook::Line && figures.len() > MOST_ON_LINE {
            let found = format!("biểu đồ đường có {} điểm", figures.len());
            let fault = Fault::new(Kind::Template, plan.rows.place.clone(), found);
            let most = format!("nhiều nhất {MOST_ON_LINE} điểm");
            faults.add(
                fault
                    .expected(most)
                    .remedy("bớt các dòng ở “tu”, hoặc dùng dạng cột"),
            );
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

/// What is filled in for each row: name, number, class and what is shown for the number.
fn cells_of(plan: &ChartPlan) -> Result<String, Fault> {
    let mut cells = String::new();
    for column in [Some(&plan.label), Some(&plan.value), plan.class.as_ref()] {
        if let Some(code) = column {
            cells.push_str(&cell(&code.value, code)?);
        }
        cells.push(ITEM_END);
    }
    if let Some(shown) = &plan.shown {
        let mut rest = shown.value.as_str();
        while let Some((text, after)) = rest.split_once('{') {
            let (code, after) = after.split_once('}').unwrap_or((after, ""));
            cells.push_str(text);
            cells.push_str(&cell(code, shown)?);
            rest = after;
        }
        cells.push_str(rest);
    }
    cells.push(ITEM_END);
    Ok(cells)
}

/// A column of a row; a blank gives nothing.
fn cell(code: &str, stated: &Sourced<String>) -> Result<String, Fault> {
    let spelled = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if code.is_empty() || !code.chars().all(spelled) {
        let fault = Fault::new(
            Kind::WrongValue,
            stated.place.clone(),
            format!("mã cột “{code}”"),
        );
        return Err(fault.expected("chữ không dấu, chữ số, gạch dưới: quy_doi"));
    }
    Ok(format!("{{{{ dong_.{code} }}}}"))
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
    let [name, written, class, shown] = cells else {
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
        written: match shown.is_empty() {
            true => written.clone(),
            false => shown.clone(),
        },
        class: class.clone(),
    })
}

/// The classes of the figures: those of the framework if they are its, which do not change from
/// month to month; else as they come.
fn classes(figures: &[ChartFigure], inputs: &Inputs) -> Vec<String> {
    let bands = inputs.framework.iter().flat_map(|set| &set.bands);
    let mut bands: Vec<(rust_decimal::Decimal, String)> =
        bands.map(|band| (band.from, band.name.clone())).collect();
    bands.sort_by_key(|(from, _)| std::cmp::Reverse(*from));
    let mut classes: Vec<String> = bands.into_iter().map(|(_, name)| name).collect();
    let named = figures.iter().filter(|figure| !figure.class.is_empty());
    if named
        .clone()
        .any(|figure| !classes.iter().any(|class| **class == *figure.class))
    {
        classes.clear();
    }
    for figure in named {
        if !classes.iter().any(|class| **class == *figure.class) {
            classes.push(figure.class.to_string());
        }
    }
    classes
}

/// The rows of all charts, by their names.
pub fn rows(plans: &[ChartPlan], faults: &mut Faults) -> BTreeMap<String, ChartRows> {
    let mut charts = BTreeMap::new();
    for plan in plans {
        if let Some(rows) = ChartRows::new(plan, faults)
            && charts.insert(plan.name.value.clone(), rows).is_some()
        {
            let found = format!("hai biểu đồ cùng mã “{}”", plan.name.value);
            faults.add(
                Fault::new(Kind::Template, plan.name.place.clone(), found)
                    .remedy("đặt mã khác cho một trong hai"),
            );
        }
    }
    charts
}
