//! The report as a workbook that a chief can read: sums, units, what is doubtful or refused.

use rust_decimal::Decimal;

use super::report::{Report, UnitReport};
use crate::fault::Remark;
use crate::fault::{Fault, Faults, Kind as Wrong, Place, internal};
use crate::output::Written;
use crate::vn::period::Period;
use crate::workbook::{Cell, Column, Kind, Long, Worksheet, write_long};

/// As many remarks are listed: more than that nobody reads, and they would take long to write.
const REMARKS: usize = 100_000;
/// The column of their words.
const WORDS: usize = 5;
/// How many cells tell of a file.
const FILE: usize = 3;

/// The bytes of the workbook.
///
/// # Errors
/// If the writer fails, which is the program's own fault.
pub fn bytes(report: &Report) -> Result<Vec<u8>, Faults> {
    let place = Place::file("bao-cao-lo.xlsx");
    let period = report.lot.get("period");
    let period = period.and_then(|period| Period::parse(period));
    let Some(period) = period else {
        let found = "báo cáo của lô không ghi kỳ";
        return Err(Fault::new(Wrong::Internal, place, found).into());
    };
    let sheets = vec![sums(report), units(report), remarks(report)];
    write_long(period.first_day(), sheets).map_err(|error| internal(&error))
}

fn words(name: &str, width: u32) -> Column {
    Column {
        path: vec![name.to_owned()],
        kind: Kind::Text,
        width,
    }
}

fn numbers(name: &str, width: u32) -> Column {
    Column {
        kind: Kind::NUMBER,
        ..words(name, width)
    }
}

fn text(text: &str) -> Cell {
    match text {
        "" => Cell::Blank,
        text => Cell::Text(text.to_owned()),
    }
}

fn count(number: usize) -> Cell {
    Cell::Number(Decimal::from(number))
}

fn decimal(number: Option<Decimal>) -> Cell {
    number.map_or(Cell::Blank, Cell::Number)
}

fn sums(report: &Report) -> Long<'static> {
    let totals = report.totals();
    let lot = |key: &str| text(report.lot.get(key).map_or("", String::as_str));
    let mut rows = vec![
        vec![text("Lô"), lot("name")],
        vec![text("Kỳ"), lot("period")],
        vec![text("Bộ chỉ số"), lot("framework")],
        vec![text("Đơn vị"), count(report.units.len())],
        vec![text("Đã làm"), count(totals.done)],
        vec![text("Bị từ chối"), count(totals.refused)],
        vec![text("Tệp"), count(totals.files)],
        vec![text("Dung lượng (byte)"), Cell::Number(totals.bytes.into())],
    ];
    let mut line = |name: &str, cell: Cell| rows.push(vec![text(name), cell]);
    if let Some(shard) = report.shard {
        line("Phần của lô", text(&shard.to_string()));
    }
    for (severity, found) in &totals.findings {
        let name = format!("Điều cần xem lại: {}", weight(severity));
        line(&name, count(*found));
    }
    for (band, found) in &totals.bands {
        line(&format!("Xếp loại {band}"), count(*found));
    }
    let milliseconds = i64::try_from(report.run.milliseconds).unwrap_or_default();
    let seconds = Decimal::new(milliseconds, 3);
    line("Thời gian chạy (giây)", Cell::Number(seconds));
    for note in &report.notes {
        line("Ghi chú", text(note));
    }
    let columns = vec![words("Nội dung", 36), words("Kết quả", 60)];
    sheet("Tổng hợp", columns, rows.into_iter())
}

fn units(report: &Report) -> Long<'_> {
    let mut columns = vec![
        words("Mã", 10),
        words("Tỉnh", 22),
        words("Đơn vị", 30),
        words("Kết quả", 12),
    ];
    columns.extend(report.groups.iter().map(|group| numbers(group, 12)));
    let points = ["Điểm đạt", "Điểm quy đổi", "Tăng, giảm"];
    columns.extend(points.map(|name| numbers(name, 12)));
    columns.push(words("Xếp loại", 12));
    columns.extend(["Hạng", "Trên", "Cần xem lại"].map(|name| numbers(name, 10)));
    columns.extend([words("Tệp", 50), words("SHA-256", 66), numbers("Byte", 12)]);
    let groups = report.groups.len();
    let rows = report.units.iter().flat_map(move |unit| {
        let mut files = unit.files.iter();
        let cells = [unit_cells(unit, groups), file_cells(files.next())].concat();
        // Its other files stand below it.
        let blank = vec![Cell::Blank; cells.len() - FILE];
        let others = files.map(move |file| [blank.clone(), file_cells(Some(file))].concat());
        std::iter::once(cells).chain(others)
    });
    sheet("Đơn vị", columns, rows)
}

/// A sheet whose rows are made when they are written.
fn sheet<'r>(
    name: &str,
    columns: Vec<Column>,
    rows: impl Iterator<Item = Vec<Cell>> + 'r,
) -> Long<'r> {
    Long {
        sheet: Worksheet {
            name: name.to_owned(),
            columns,
            ..Worksheet::default()
        },
        rows: Box::new(rows),
    }
}

fn file_cells(file: Option<&Written>) -> Vec<Cell> {
    let Some(file) = file else {
        return vec![Cell::Blank; FILE];
    };
    let size = Cell::Number(file.bytes.into());
    vec![text(&file.path), text(&file.sha256), size]
}

fn unit_cells(unit: &UnitReport, groups: usize) -> Vec<Cell> {
    let status = match unit.faults.is_empty() {
        true => "đã làm",
        false => "bị từ chối",
    };
    let names = [&unit.code, &unit.province, &unit.name, status];
    let mut cells: Vec<Cell> = names.map(text).to_vec();
    match &unit.points {
        Some(points) => {
            cells.extend(points.groups.iter().map(|group| decimal(*group)));
            cells.push(Cell::Number(points.achieved));
            cells.extend([points.converted, points.change].map(decimal));
            cells.push(text(points.band.as_deref().unwrap_or_default()));
            cells.push(points.rank.map_or(Cell::Blank, count));
            cells.push(points.of.map_or(Cell::Blank, count));
        }
        None => cells.extend(vec![Cell::Blank; groups + 6]),
    }
    cells.push(count(unit.findings.len()));
    cells
}

fn remarks(report: &Report) -> Long<'_> {
    let columns = [
        ("Tỉnh", 22),
        ("Đơn vị", 30),
        ("Mức", 12),
        ("Mã", 12),
        ("Chỗ", 36),
        ("Điều báo", 80),
        ("Nên làm", 60),
        ("Đã xem và giữ, vì", 60),
    ];
    let all = report.provinces.iter().chain(&report.units);
    let rows = all.flat_map(|unit| {
        let remarks = unit.faults.iter().chain(&unit.findings);
        let remarks = remarks.chain(&unit.acknowledged);
        remarks.map(|remark| remark_cells(unit, remark))
    });
    let more = remarks_of(report).saturating_sub(REMARKS);
    let last = (more > 0).then(|| {
        let words = format!("… còn {more} điều nữa, xem tệp JSON của báo cáo này");
        let mut last = vec![Cell::Blank; WORDS];
        last.push(Cell::Text(words));
        last
    });
    let columns = columns.map(|(name, width)| words(name, width));
    sheet(
        "Cần xem lại",
        columns.to_vec(),
        rows.take(REMARKS).chain(last),
    )
}

fn remarks_of(report: &Report) -> usize {
    let all = report.provinces.iter().chain(&report.units);
    let count =
        |unit: &UnitReport| unit.faults.len() + unit.findings.len() + unit.acknowledged.len();
    all.map(count).sum()
}

fn remark_cells(unit: &UnitReport, remark: &Remark) -> Vec<Cell> {
    let cells = [
        &unit.province,
        &unit.name,
        weight(&remark.severity),
        &remark.code,
        &remark.place,
        &remark.message,
        &remark.suggestion,
        remark.reason.as_deref().unwrap_or_default(),
    ];
    cells.map(text).to_vec()
}

/// A severity in the user's words.
pub fn weight(severity: &str) -> &str {
    match severity {
        "error" => "lỗi",
        "warning" => "cảnh báo",
        _ => "thông tin",
    }
}
