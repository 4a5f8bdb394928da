//! Columns as written: references between them are names.

use super::{Binding, LeafKind, TotalRule};
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Sourced, form};
use crate::sheet::Formula;

/// A leaf as written.
pub struct Draft {
    pub code: Sourced<String>,
    pub path: Vec<String>,
    pub kind: LeafKind,
    pub decimals: Option<Sourced<u32>>,
    pub number: Option<Sourced<String>>,
    pub formula: Option<(Formula, Sourced<String>)>,
    pub by: Option<Sourced<String>>,
    pub binding: Option<Binding>,
    pub total: Option<TotalRule>,
    pub blank: String,
    pub any_day: bool,
    pub place: Place,
}

form! {
    /// How rows are sorted, as written.
    pub struct SortDraft: SORT, "sắp xếp" {
        pub by: required::<Sourced<String>>("theo", "Mã cột"),
        pub falling: usual::<bool>("giam", "Từ cao xuống thấp; bỏ trống: có") = true,
    }
}

form! {
    /// What figures must agree, as written.
    pub struct ReconciledDraft: RECONCILED, "đối chiếu" {
        pub value: required::<Sourced<String>>("so", "Công thức của số phải khớp").example("(4)+(5)"),
        pub equal: optional::<Sourced<String>>("bang", "Công thức mà số ấy phải bằng, ở mỗi dòng")
            .example("(7)+(11)"),
        pub indicator: optional::<String>(
            "chi_so",
            "Mã chỉ số mà số ấy, ở dòng tổng, được tính ở mẫu số: lớn hơn mẫu số, nhỏ hơn tử số thì báo",
        )
        .example("1.4"),
    }
}

/// The formula that a text states.
pub fn read_formula(written: &Sourced<String>, faults: &mut Faults) -> Option<Formula> {
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
