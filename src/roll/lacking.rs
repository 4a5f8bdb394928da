//! Which groups and indicators no column of a table of points says, and which column may be theirs.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::columns::RATIO;
use crate::fault::{Fault, Kind, Place};
use crate::framework::{Absent, Formula, Indicator, Ratio, Version};
use crate::score::{Exemption, is_out};
use crate::table::{Column, Head, Record, likely};

/// What no column of a table says.
pub struct Lacking {
    pub id: Arc<str>,
    pub name: Arc<str>,
    pub maximum: Decimal,
    pub worth: Absent,
}

/// What none of these columns says.
pub fn lacking(version: &Version, names: &[&str], exempt: &[Exemption]) -> Vec<Lacking> {
    let mut lacking = Vec::new();
    for group in &version.groups {
        if names.contains(&&*group.id) || is_out(exempt, &group.id, None) {
            continue;
        }
        let out = |i: &&Indicator| has_column(i, names) || is_out(exempt, &group.id, Some(&i.id));
        let without: Vec<&Indicator> = group.indicators.iter().filter(|i| !out(i)).collect();
        if group.indicators.len() == without.len() {
            lacking.push(Lacking {
                id: Arc::clone(&group.id),
                name: Arc::clone(&group.name),
                maximum: group.maximum,
                worth: group.when_blank,
            });
            continue;
        }
        lacking.extend(without.into_iter().map(|indicator| Lacking {
            id: Arc::clone(&indicator.id),
            name: Arc::clone(&indicator.name),
            maximum: indicator.maximum,
            worth: indicator.when_blank.unwrap_or(group.when_blank),
        }));
    }
    lacking
}

/// Whether a table says of an indicator at least something.
fn has_column(indicator: &Indicator, names: &[&str]) -> bool {
    let counted = |ratio: &Ratio| {
        let mut counts = ratio.numerator.iter().chain(&ratio.denominator);
        counts.any(|figure| names.contains(&&*figure.id))
    };
    names.contains(&&*indicator.id)
        || names
            .iter()
            .any(|name| name.strip_suffix(RATIO) == Some(&*indicator.id))
        || match &indicator.formula {
            Formula::Announced => false,
            Formula::Ratio { ratio, .. } | Formula::Steps { ratio, .. } => counted(ratio),
            Formula::Sum(parts) => parts.iter().any(|part| has_column(part, names)),
        }
}

/// The fault of a table without the columns of some groups.
pub fn without_columns(
    columns: &[String],
    (place, free): (&Place, &Head),
    exported: bool,
) -> Fault {
    let found = format!("bảng không có cột: {}", columns.join(", "));
    let fault = Fault::new(Kind::MissingKey, place.clone(), found);
    let fault = match (exported, free.columns.as_slice()) {
        (true, _) | (false, []) => {
            fault.expected("cột điểm của mọi nhóm: thiếu cột thì điểm tối đa tính thiếu")
        }
        (false, free) => fault.expected(format!(
            "cột điểm của mọi nhóm; các cột chưa rõ là gì: {}",
            shown(free.iter()).join(", ")
        )),
    };
    fault.remedy(match exported {
        true => "xuất lại tệp từ Cổng",
        false => {
            "thêm cột; cột viết tắt, có tên khác thì sửa tiêu đề thành tên của nhóm, hoặc khai báo ở “cot”; không áp dụng với mọi đơn vị thì ghi ở “khong_ap_dung”"
        }
    })
}

/// The columns of a head that nobody reads.
pub fn free(head: &Head, record: &Record) -> Head {
    let read: Vec<usize> = record
        .names()
        .map(|name| record.place_at(name).column())
        .collect();
    let own = head.columns.iter();
    let own = own.filter(|column| !column.is_serial() && !read.contains(&column.number));
    Head {
        columns: own.cloned().collect(),
        ..head.clone()
    }
}

fn shown<'c>(columns: impl Iterator<Item = &'c Column>) -> Vec<String> {
    let shown = columns.map(|column| format!("“{}” ({})", column.name(), column.letters()));
    shown.collect()
}

/// Which column may be the one that is lacking.
pub fn maybe(free: &Head, name: &str) -> String {
    match likely(free, name).unwrap_or_default().as_slice() {
        [] => String::new(),
        columns => {
            let columns = columns.iter().copied();
            format!("; có phải cột {}?", shown(columns).join(" hay "))
        }
    }
}
