//! Whether template, framework and table fit each other.

use std::path::Path;

use super::mapping::Mapping;
use super::{Options, text};
use crate::compose::Template;
use crate::fault::{Action, Fault, Faults, Kind};
use crate::form::{self, Fields};
use crate::framework::{Framework, Version};
use crate::roll::Reader;
use crate::shelf::{self, FILE, Session, Shelf};
use crate::table::{Columns, TABLE};
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

/// A table is read as the hồ sơ will declare it, so that none is written whose table cannot be
/// read. What is wrong with single rows is told when it is used. Gives the names of its units.
pub fn read_back(
    file: &Path,
    session: &Session,
    mapping: &Mapping,
    (framework, version): (&Framework, &Version),
) -> Result<Vec<String>, Faults> {
    const KEY: &str = "bang_diem";
    let mut lines = Vec::new();
    text::table(KEY, mapping, "", &mut lines);
    let root = form::parse(FILE, &lines.join("\n"))?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let shelf = Shelf {
        folder: folder.to_owned(),
        session: session.clone(),
    };
    let reader = Reader {
        shelf: &shelf,
        framework,
        version,
        exempt: &[],
    };
    let mut faults = Faults::none();
    let fields = Fields::named(&root, "hồ sơ", &[KEY], &mut faults);
    let read = fields.and_then(|fields| {
        let fields = Fields::of(fields.node(KEY)?, &TABLE, &mut faults)?;
        let columns = Columns::read_open(&fields, &mut faults)?;
        reader.read(columns, &mut faults)
    });
    let names = read.map(|table| table.units().into_iter().map(str::to_owned).collect());
    faults.or(names)
}
