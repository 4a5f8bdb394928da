//! What the figures say of each other: points, sheets, tables of indicators.

mod indicators;
mod points;
mod sheets;

use super::context::Context;
use super::finding::Finding;
use super::rules::Checks;
use rust_decimal::Decimal;

use crate::audit::code::Code;
use crate::fault::{Note, NoteKind, Place};
use crate::framework::{Compared, Framework, Rescaled};
use crate::score::{GroupScore, Published, Unit};
use crate::vn::period::Period;

pub use sheets::{Named, named};

/// Checks the points of one of so many units.
pub fn of_unit(unit: &Unit, of: usize, framework: &Framework, rules: &Checks) -> Vec<Finding> {
    let mut found = points::check(unit, framework, rules);
    if of > 1 {
        for finding in &mut found {
            finding.part = format!("{}, {}", unit.scores.name, finding.part);
        }
    }
    found
}

/// Checks the figures of a document.
pub fn check(context: &Context, rules: &Checks, sheets: &[Named], out: &mut Vec<Finding>) {
    let inputs = context.inputs;
    if let Some(framework) = &inputs.framework {
        for unit in &inputs.units {
            out.extend(of_unit(unit, inputs.units.len(), framework, rules));
        }
    }
    out.extend(inputs.rescaled.iter().map(other_scale));
    out.extend(unchanged(context));
    sheets::check(context, sheets, out);
    indicators::check(context, out);
}

/// ROW-01: a row that may be no unit. STALE-01: a table that says to be of another period.
/// SCALE-02: points that say to be on another scale.
pub fn doubtful(note: &Note) -> Option<Finding> {
    let place = note.place.as_ref()?;
    let (code, part, words, advice) = match &note.kind {
        NoteKind::Doubtful(name) => (
            Code::Row01,
            format!("hàng “{name}”"),
            name,
            "không phải một đơn vị thì xóa dòng này; đúng là đơn vị thì ghi ở “da_xem”",
        ),
        NoteKind::OtherPeriod(title) => (
            Code::Stale01,
            "tên kỳ của bảng số liệu".to_owned(),
            title,
            "kiểm tra đã điền số liệu của kỳ này chưa; điền rồi thì sửa tên kỳ trong tệp",
        ),
        NoteKind::OtherScale(name) => (
            Code::Scale02,
            format!("“{name}”"),
            name,
            "kiểm tra điểm theo thang nào, bộ chỉ số và phiên bản nào; điểm đúng thang thì sửa điểm tối đa ghi trong tệp",
        ),
        _ => return None,
    };
    let finding = Finding::new(code, place, &note.words);
    Some(finding.part(part).words(words, "").suggest(advice))
}

/// One or two figures, or units, may well stay.
const FEWEST: usize = 3;

/// STALE-01: all points of all units, or of half of many, are those of the period before.
fn unchanged(context: &Context) -> Option<Finding> {
    let units = &context.inputs.units;
    let staying: Vec<&Unit> = units.iter().filter(|unit| stays(unit)).collect();
    let all = staying.len() == units.len();
    let half = staying.len() >= FEWEST && staying.len() * 2 >= units.len();
    if !(all || half) {
        return None;
    }
    let before = context.inputs.compared();
    let before = before.map_or("kỳ trước".to_owned(), Period::short);
    let first = staying.first()?;
    let message = match (units.as_slice(), all) {
        ([_], _) => format!("điểm của mọi nhóm và tổng điểm bằng đúng {before}"),
        (units, true) => format!("điểm của cả {} đơn vị bằng đúng {before}", units.len()),
        (units, false) => {
            let names = staying.iter().map(|unit| unit.scores.name.as_str());
            let names: Vec<&str> = names.take(FEWEST).collect();
            let more = if staying.len() > FEWEST { "…" } else { "" };
            let (some, of) = (staying.len(), units.len());
            let names = names.join(", ");
            format!("điểm của {some}/{of} đơn vị bằng đúng {before}: {names}{more}")
        }
    };
    let place = first.scores.total_place();
    let finding = Finding::new(Code::Stale01, place.unwrap_or(&context.file), message);
    Some(finding.part("điểm các nhóm").suggest(STALE))
}

/// SCALE-01: points of an earlier period that were scored on another scale.
pub fn other_scale(of: &Rescaled) -> Finding {
    let called = match of.compared {
        Compared::Before => "kỳ trước",
        Compared::YearBefore => "cùng kỳ năm trước",
        Compared::Figures => return other_version(of),
    };
    let message = format!(
        "so với {called} ({}): điểm khi ấy theo thang “{}”, nay theo “{}”, không so sánh được",
        of.period.short(),
        of.then,
        of.now
    );
    let finding = Finding::new(Code::Scale01, &of.place, message).part("so sánh với kỳ trước");
    finding.suggest(
        "bỏ số liệu kỳ ấy; văn bản in chú thích “khác thang điểm”. Số liệu hai kỳ lấy cùng một nguồn thì ghi “phien_ban”",
    )
}

/// SCALE-02: the published points are those of another version than the hồ sơ states.
fn other_version(of: &Rescaled) -> Finding {
    let (told, stated) = (&of.then, &of.now);
    let message = format!(
        "điểm công bố khớp cách tính của phiên bản “{told}”, hồ sơ ghi phiên bản “{stated}”"
    );
    let finding = Finding::new(Code::Scale02, &of.place, message).part("phiên bản của bộ chỉ số");
    finding.suggest(format!(
        "ghi “phien_ban: {told}”, hoặc kiểm tra lại tỷ lệ, số đếm"
    ))
}

/// What to do about figures that are those of the period before.
const STALE: &str = "kiểm tra đã điền số liệu của kỳ này chưa, hay còn số liệu kỳ trước";

/// Whether the points of each group of a unit, and the total, are those of the period before: of a
/// unit some of whose groups may have changed, since they are neither nothing nor all that can be had.
fn stays(unit: &Unit) -> bool {
    let scores = &unit.scores;
    let same = |group: &GroupScore| group.printed() == previous(&group.published);
    let may_change = |group: &&GroupScore| {
        let points = group.printed().filter(|points| !points.is_zero());
        points.is_some_and(|points| points != group.maximum)
    };
    let groups = scores.groups.iter();
    let figures = groups.clone().filter_map(GroupScore::printed).count();
    let total = previous(&scores.published) == Some(scores.printed_total());
    let moving = groups.clone().filter(may_change).count() > 0;
    total && figures >= FEWEST && moving && groups.clone().all(same)
}

fn previous(published: &Published) -> Option<Decimal> {
    published.previous.as_ref().map(|points| points.value)
}

/// STALE-01: a file of figures that is, byte for byte, that of the period before.
pub fn copied(files: &[(Place, String)]) -> Vec<Finding> {
    let found = files.iter().map(|(place, file)| {
        let message = format!("tệp số liệu “{file}” giống hệt tệp của kỳ trước");
        Finding::new(Code::Stale01, place, message)
            .part("tệp số liệu")
            .suggest(STALE)
    });
    found.collect()
}

/// STALE-01: a table whose figures are, one by one, those of the period before.
pub fn unchanged_tables(tables: &[(Place, String)]) -> Vec<Finding> {
    let found = tables.iter().map(|(place, table)| {
        let message = format!("mọi số liệu của {table} bằng đúng kỳ trước");
        Finding::new(Code::Stale01, place, message)
            .part(table.as_str())
            .suggest(STALE)
    });
    found.collect()
}
