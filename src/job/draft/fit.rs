//! Whether template and framework fit each other.

use super::{Order, asked};
use crate::compose::Template;
use crate::fault::{Fault, Kind, Place};
use crate::framework::{Framework, Version};
use crate::vn::period::Period;

/// A template whose sheets take points that the framework does not have would make a hồ sơ that
/// nobody can fill in.
pub fn check(
    order: &Order,
    template: &Template,
    version: &Version,
    period: Period,
) -> Result<(), Fault> {
    let lacking = |version: &Version| -> Vec<String> {
        let known = version.point_ids();
        let lacking = template.sheets().flat_map(|(_, plan)| plan.lacking(&known));
        lacking.map(|(_, id)| id.to_owned()).collect()
    };
    let ids = lacking(version);
    if ids.is_empty() {
        return Ok(());
    }
    let found = format!(
        "mẫu “{}” có biểu lấy điểm mà bộ chỉ số “{}” không có: {}",
        order.template,
        order.framework,
        ids.join(", ")
    );
    let fitting = Framework::names().find(|name| {
        let framework = Framework::shipped(&asked("--bo-chi-so", name)).ok();
        let version = framework.as_ref().and_then(|found| found.version(period));
        version.is_some_and(|version| lacking(version).is_empty())
    });
    let fault = Fault::new(Kind::UnknownName, Place::file("--bo-chi-so"), found)
        .expected("bộ chỉ số có những điểm đó");
    Err(match fitting {
        Some(name) => fault.remedy(format!("thêm --bo-chi-so {name}")),
        None => fault.remedy(format!(
            "chép mẫu và biểu ra để sửa: vanthu templates export {}",
            order.template
        )),
    })
}
