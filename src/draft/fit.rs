//! Whether template and framework fit each other.

use super::Options;
use crate::compose::Template;
use crate::fault::{Action, Fault, Kind};
use crate::framework::Version;
use crate::shelf;
use crate::vn::period::Period;

/// A template whose sheets take points that the framework does not have would make a hồ sơ that
/// nobody can fill in.
pub fn check(
    options: &Options,
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
        options.template.value,
        options.framework.value,
        ids.join(", ")
    );
    let fault = Fault::new(Kind::UnknownName, options.framework.place.clone(), found)
        .expected("bộ chỉ số có những điểm đó");
    Err(match shelf::fitting(template, Some(period)).first() {
        Some(name) => fault
            .remedy(format!("chọn bộ chỉ số “{name}”"))
            .offer(Action::ChooseFramework),
        None => fault
            .remedy("chép mẫu này và các biểu của nó ra để sửa")
            .offer(Action::CopyTemplate),
    })
}
