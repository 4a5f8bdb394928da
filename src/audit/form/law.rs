//! LAW-01: the issuer is of a level of government that exists on the day of issue
//! (`decree/cap-hanh-chinh.yaml`).

use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::nd30::Levels;
use crate::vn::date;
use crate::vn::text::join;

pub fn check(context: &Context, levels: &Levels, out: &mut Vec<Finding>) {
    let Some(day) = context.day else { return };
    let issuer = &context.document.issuer;
    for name in [Some(&issuer.name), issuer.superior.as_ref()]
        .into_iter()
        .flatten()
    {
        let Some((sort, era)) = levels.gone(name, day) else {
            continue;
        };
        let left: Vec<&str> = era.levels.iter().map(|level| level.name.as_str()).collect();
        let left = join(&left, ", ", " và ");
        let message = format!(
            "“{name}”: ngày {} không có {sort}, chỉ có {left} ({})",
            date::short(day),
            era.law
        );
        out.push(
            Finding::new("LAW-01", &context.texts.place(name), message)
                .part("tên cơ quan")
                .suggest("ghi tên cơ quan của cấp đang có, hoặc kiểm tra ngày của văn bản"),
        );
    }
}
