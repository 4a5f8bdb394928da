//! Whether template and framework fit each other.

use super::Order;
use crate::compose::Template;
use crate::fault::{Fault, Kind, Place};
use crate::framework::Version;
use crate::shelf;
use crate::vn::period::Period;

/// A template whose sheets take points that the framework does not have would make a hồ sơ that
/// nobody can fill in.
pub fn check(
    order: &Order,
    template: &Template,
    version: &Version,
    period: Period,
) -> Result<(), Fault> {
    let ids = template.lacking(&version.point_ids());
    if ids.is_empty() {
        return Ok(());
    }
    let found = format!(
        "mẫu “{}” có biểu lấy điểm mà bộ chỉ số “{}” không có: {}",
        order.template,
        order.framework,
        ids.join(", ")
    );
    let fault = Fault::new(Kind::UnknownName, Place::file("--bo-chi-so"), found)
        .expected("bộ chỉ số có những điểm đó");
    Err(match shelf::fitting(template, Some(period)).first() {
        Some(name) => fault.remedy(format!("thêm --bo-chi-so {name}")),
        None => fault.remedy(format!(
            "chép mẫu và biểu ra để sửa: vanthu templates export {}",
            order.template
        )),
    })
}
