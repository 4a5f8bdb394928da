//! A new lô: a document of one template for each unit of a table that is there already.

use std::collections::BTreeMap;

use super::mapping::Mapping;
use super::text::table;
use super::{Drafted, Options, Parts, base, fit};
use crate::fault::Faults;
use crate::form::scalar;
use crate::shelf::{Session, wrong};
use crate::vn::name::{self, Level};

/// The name of the file.
pub const LOT: &str = "lo.yaml";
/// Its text, in which words in capitals stand for what is asked.
const TEXT: &str = include_str!("lo.yaml");
/// What stands before the levels that get no document.
const OTHERS: &str = "
# Cấp khác có trong bảng chưa có văn bản: muốn làm thì thay “lam: không” bằng “mau: …” và phần “ho_so” của cấp đó.
theo_cap:
";

/// A new lô, about the units of the table that the options name. A table of which the columns cannot
/// be told is named without them: whoever reads the lô says what is missing.
///
/// # Errors
/// All that is wrong with what is asked for; no table; a template about several units at once.
pub fn lot(options: &Options, session: &Session) -> Result<Drafted, Faults> {
    let without = Options {
        table: None,
        ..options.clone()
    };
    let parts = Parts::of(options, session).or_else(|_| Parts::of(&without, session))?;
    if parts.template.points().of_several() {
        return Err(wrong(
            &options.template,
            "mẫu này nói về nhiều đơn vị cùng lúc".to_owned(),
        )
        .expected("mẫu của một đơn vị: lô làm mỗi đơn vị một văn bản")
        .remedy("chọn mẫu khác, hoặc tạo một hồ sơ với mẫu này")
        .into());
    }
    let Some(file) = &options.table else {
        return Err(wrong(
            &options.template,
            "chưa có bảng số liệu của các đơn vị".to_owned(),
        )
        .expected("tệp xuất của Cổng, hoặc bảng Excel, CSV mỗi đơn vị một dòng")
        .remedy("chọn tệp số liệu")
        .into());
    };
    let named = Mapping {
        file: base(file),
        sheet: options.sheet.as_ref().map(|sheet| sheet.value.clone()),
        ..Mapping::default()
    };
    let points = parts.points.as_ref().unwrap_or(&named);
    let mut lines = Vec::new();
    table("so_lieu", points, "", &mut lines);
    let known = [
        ("BỘ-CHỈ-SỐ", scalar(&parts.own.framework(options))),
        ("MẪU", scalar(&parts.own.template(options))),
        ("KỲ", parts.period.to_string()),
        ("SỐ-LIỆU", lines.join("\n")),
    ];
    let mut text = String::with_capacity(TEXT.len());
    for line in TEXT.lines() {
        let named = known.iter().find(|(word, _)| line.ends_with(word));
        match named {
            Some((word, value)) => text.push_str(&line.replace(word, value)),
            None => text.push_str(line),
        }
        text.push('\n');
    }
    if let Some(points) = &parts.points {
        let set = (&parts.framework, &parts.version);
        let names = fit::read_back(file, session, points, set)?;
        text.push_str(&other_levels(&names));
    }
    let carried = parts.own.files(options, &parts.template, session)?;
    Ok(Drafted {
        files: vec![(LOT.to_owned(), text.into_bytes())],
        carried,
        notes: parts.notes,
    })
}

/// A table of the portal has the province and its departments too: what is the same in the documents
/// of the level that most units are of says nothing right of the others, which get none until the
/// clerk says which.
fn other_levels(names: &[String]) -> String {
    let mut counts: BTreeMap<Level, usize> = BTreeMap::new();
    for level in names.iter().filter_map(|name| name::level(name)) {
        *counts.entry(level).or_default() += 1;
    }
    let most = counts.iter().max_by_key(|(_, count)| **count);
    let most = most.map(|(level, _)| *level);
    let others = counts.keys().filter(|level| Some(**level) != most);
    let others = others.map(|level| format!("  - cap: {}\n    lam: không\n", level.words()));
    match others.collect::<String>() {
        none if none.is_empty() => none,
        others => format!("{OTHERS}{others}"),
    }
}
