//! `vanthu score`: the points of a hồ sơ, of one unit or of many, as a table, JSON, CSV or XLSX.

use std::path::Path;

use rust_decimal::Decimal;

use super::arguments::{Format, Score};
use super::report::Colour;
use super::table::{Holds, Table};
use super::{RESULTS, Said, explain, report, score_json};
use crate::fault::{Fault, Faults, Kind, Place, internal};
use crate::output;
use crate::roll::Roll;
use crate::score::{GroupScore, Unit};
use crate::vn::identity::{ByUnit, Identity};
use crate::vn::number::{print, round};
use crate::vn::period::Period;
use crate::vn::text::capitalise;
use crate::workbook::{self, Cell, Workbook};

/// The file in which a workbook of points is written unless told otherwise.
const WORKBOOK: &str = "bang-diem.xlsx";

pub fn run(arguments: &Score) -> Result<Said, Faults> {
    let roll = Roll::read(&arguments.dossier, &arguments.own.session()?)?;
    let found = roll.review()?;
    let text = if let Some(name) = &arguments.explain {
        let units = chosen(&roll, name)?;
        let explained = units.iter().map(|unit| explain::unit(unit));
        explained.collect::<Vec<_>>().join("\n")
    } else {
        match arguments.format {
            Format::Json => format!("{:#}\n", score_json::roll(&roll, &found)),
            Format::Csv => units_table(&roll).csv(),
            Format::Xlsx => return xlsx(&roll, arguments).map(Said::from),
            Format::Text => {
                let table = match roll.units.as_slice() {
                    [only] => unit_text(only, &roll),
                    _ => units_text(&roll),
                };
                report::notes(&roll.reading_notes())
                    + &table
                    + &report::findings(&found, Colour::Off)
            }
        }
    };
    if let Some(file) = &arguments.out {
        output::save(file, text.into_bytes())?;
        let written = report::written(std::slice::from_ref(file));
        return Ok(Said::from(report::notes(&roll.notes) + &written));
    }
    let aside = match arguments.format {
        Format::Csv => report::notes(&roll.notes),
        Format::Json | Format::Xlsx | Format::Text => String::new(),
    };
    Ok(Said {
        aside,
        ..Said::from(text)
    })
}

/// Writes the table of units as a workbook.
fn xlsx(roll: &Roll, arguments: &Score) -> Result<String, Faults> {
    let file = match &arguments.out {
        Some(file) => file.clone(),
        None => roll.folder.join(RESULTS).join(WORKBOOK),
    };
    let titles = vec![
        format!("Bảng điểm {}", roll.period.long()),
        roll.framework.basis.short(),
    ];
    let sheet = units_table(roll).sheet("Bảng điểm", titles);
    save_workbook(&file, roll.period, vec![sheet])?;
    Ok(report::notes(&roll.reading_notes())
        + &report::written(&[file])
        + &report::findings(&roll.review()?, Colour::Off))
}

/// The unit of this name, or all if none is named.
fn chosen<'a>(roll: &'a Roll, name: &str) -> Result<Vec<&'a Unit>, Faults> {
    if name.is_empty() {
        return Ok(roll.units.iter().collect());
    }
    let named = |unit: &'a Unit| (Identity::of(&unit.scores.name), unit);
    let units: ByUnit<&Unit> = roll.units.iter().map(named).collect();
    let found = units.find(&Identity::of(name));
    let found: Vec<&Unit> = found.into_iter().map(|(_, unit)| *unit).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let names = roll.units.iter().map(|unit| unit.scores.name.as_str());
    let found = format!("hồ sơ không có đơn vị “{name}”");
    let fault = Fault::new(Kind::UnknownName, Place::file("--explain"), found)
        .expected("tên một đơn vị của hồ sơ, hoặc bỏ trống để in mọi đơn vị")
        .remedy("xem tên các đơn vị bằng “vanthu score”");
    Err(fault.meant(name, names).into())
}

fn title(roll: &Roll) -> String {
    format!(
        "{} ({})\n\n",
        roll.period.long(),
        roll.framework.basis.short()
    )
}

/// One unit: a line for each group.
fn unit_text(unit: &Unit, roll: &Roll) -> String {
    let scores = &unit.scores;
    let mut head = vec![("Nhóm chỉ số".to_owned(), Holds::Words)];
    head.extend(["Đạt", "Tối đa", "Kỳ trước"].map(|name| (name.to_owned(), Holds::Numbers)));
    head.push(("Tăng/giảm".to_owned(), Holds::Changes));
    let mut table = Table::new(head);
    for (number, group) in (1..).zip(&scores.groups) {
        table.row(group_line(number, group));
    }
    let maximum = scores.applicable();
    let sum = round(scores.sum().value, scores.decimals.max(2)).normalize();
    let previous = scores.previous_sum().map(|sum| sum.value);
    table.line();
    table.row(line("Cộng các nhóm", Some(sum), maximum, previous));
    if let Some(total) = &scores.published.achieved {
        let previous = scores.published.previous.as_ref();
        let previous = previous.map(|points| points.value);
        table.row(line("Tổng công bố", Some(total.value), maximum, previous));
    }
    let name = capitalise(&scores.name);
    format!(
        "{name}, {}{}{}",
        title(roll),
        table.text(),
        closing(unit, roll)
    )
}

fn group_line(number: usize, group: &GroupScore) -> Vec<Cell> {
    let previous = group.published.previous.as_ref().map(|points| points.value);
    let name = format!("{number}. {}", group.name);
    line(&name, group.printed(), group.applicable(), previous)
}

fn line(
    name: &str,
    achieved: Option<Decimal>,
    maximum: Decimal,
    previous: Option<Decimal>,
) -> Vec<Cell> {
    let change = achieved.zip(previous).map(|(now, before)| now - before);
    let numbers = [achieved, Some(maximum), previous, change].map(number);
    let name = Cell::Text(name.to_owned());
    std::iter::once(name).chain(numbers).collect()
}

/// A number, or a blank for one that is not known.
fn number(number: Option<Decimal>) -> Cell {
    number.map_or(Cell::Blank, Cell::Number)
}

/// Converted total, band and rank.
fn closing(unit: &Unit, roll: &Roll) -> String {
    let scores = &unit.scores;
    let mut text = String::new();
    if let Some(converted) = scores.converted() {
        text.push('\n');
        if scores.applicable() != scores.maximum {
            let printed = print(round(converted, scores.decimals));
            text.push_str(&format!(
                "Điểm quy đổi: {printed}/{}\n",
                print(scores.maximum)
            ));
        }
        if let Some(band) = roll.framework.band(converted) {
            text.push_str(&format!("Xếp loại: {}\n", band.name));
        }
    }
    if let Some(rank) = &scores.rank {
        text.push_str(&format!(
            "Xếp hạng: {}/{} {}\n",
            rank.rank, rank.of, rank.among
        ));
    }
    text
}

/// Many units: a line for each.
fn units_text(roll: &Roll) -> String {
    let bands = roll.bands();
    let counted = bands.iter().filter(|(_, count)| *count > 0);
    let counted = counted.map(|(name, count)| format!("{name} {count}"));
    let counted: Vec<String> = counted.collect();
    let mut text = capitalise(&title(roll)) + &units_table(roll).text();
    if !counted.is_empty() {
        text.push_str(&format!("\nXếp loại: {}\n", counted.join(", ")));
    }
    text
}

/// Rank, name, each group, total, converted, band, changes; in the order of ranks.
fn units_table(roll: &Roll) -> Table {
    let groups = roll.units.first().into_iter();
    let groups = groups.flat_map(|unit| &unit.scores.groups);
    let scores = || roll.units.iter().map(|unit| &unit.scores);
    let converted = scores().any(|scores| scores.applicable() != scores.maximum);
    let changed = scores().any(|scores| scores.change().is_some());
    let column = |name: &str, holds| (name.to_owned(), holds);
    let mut head = vec![
        column("Hạng", Holds::Numbers),
        column("Đơn vị", Holds::Words),
    ];
    head.extend(groups.map(|group| column(&group.name, Holds::Numbers)));
    head.push(column("Đạt", Holds::Numbers));
    head.extend(converted.then(|| column("Quy đổi", Holds::Numbers)));
    head.extend(changed.then(|| column("Tăng/giảm", Holds::Changes)));
    head.extend(changed.then(|| column("Hạng trước", Holds::Numbers)));
    head.push(column("Xếp loại", Holds::Words));
    let mut table = Table::new(head);
    let mut units: Vec<&Unit> = roll.units.iter().collect();
    units.sort_by_key(|unit| unit.rank.unwrap_or(usize::MAX));
    for unit in units {
        table.row(unit_cells(unit, roll, converted, changed));
    }
    table
}

fn unit_cells(unit: &Unit, roll: &Roll, converted: bool, changed: bool) -> Vec<Cell> {
    let scores = &unit.scores;
    let rank = |rank: Option<usize>| number(rank.map(Decimal::from));
    let points = scores.converted();
    let band = points.and_then(|points| roll.framework.band(points));
    let mut cells = vec![rank(unit.rank), Cell::Text(scores.name.clone())];
    cells.extend(scores.groups.iter().map(|group| number(group.printed())));
    cells.push(Cell::Number(scores.printed_total()));
    if converted {
        cells.push(number(points.map(|points| round(points, scores.decimals))));
    }
    if changed {
        cells.push(number(scores.change()));
        cells.push(rank(unit.previous_rank));
    }
    cells.push(band.map_or(Cell::Blank, |band| Cell::Text(band.name.clone())));
    cells
}

/// Writes a workbook that belongs to a period.
///
/// # Errors
/// If it cannot be written.
fn save_workbook(
    file: &Path,
    period: Period,
    sheets: Vec<workbook::Worksheet>,
) -> Result<(), Faults> {
    let day = period.first_day();
    let bytes = workbook::write(&Workbook { day, sheets });
    output::save(file, bytes.map_err(|e| internal(&e))?)
}
