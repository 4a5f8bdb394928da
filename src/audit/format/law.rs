//! The law of the day of issue: LAW-01, the issuer is of a level of government that exists then
//! (`decree/cap-hanh-chinh.yaml`); LAW-04, the decree holds.

use time::Date;

use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::nd30::Levels;
use crate::vn::date;
use crate::vn::text::join;

pub fn check(context: &Context, levels: &Levels, out: &mut Vec<Finding>) {
    let Some(day) = context.day else { return };
    out.extend(before_the_decree(context, day));
    let issuer = &context.document.issuer;
    for name in std::iter::once(&issuer.name).chain(&issuer.superior) {
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
            Finding::new(Code::Law01, &context.place(name), message)
                .part("tên cơ quan")
                .suggest("ghi tên cơ quan của cấp đang có, hoặc kiểm tra ngày của văn bản"),
        );
    }
}

/// LAW-04: what the decree orders holds for documents from its first day on.
fn before_the_decree(context: &Context, day: Date) -> Option<Finding> {
    let decree = context.decree;
    (day < decree.in_force_from).then(|| {
        let first = date::short(decree.in_force_from);
        let message = format!(
            "văn bản ghi ngày {}, trước khi {} có hiệu lực ({first})",
            date::short(day),
            decree.name
        );
        let place = context.document.issued.date_source.letter(0);
        let place = place.as_ref().unwrap_or(&context.file);
        Finding::new(Code::Law04, place, message)
            .part("địa danh, thời gian")
            .words(date::short(day), format!("từ {first}"))
            .suggest("kiểm tra “ngay” của “van_ban” và “ky”; thể thức của ngày đó theo quy định cũ")
    })
}
