//! `vanthu score`: the points of a hồ sơ, of one unit or of many, as a table, JSON or CSV.

use rust_decimal::Decimal;

use super::arguments::{Format, Score};
use super::table::Table;
use super::{explain, report, score_json};
use crate::fault::{Fault, Faults, Kind, Place, nearest};
use crate::job::{Folders, Roll, Unit};
use crate::score::GroupScore;
use crate::vn::number::{print, round};
use crate::vn::text::capitalise;

pub fn run(arguments: &Score) -> Result<String, Faults> {
    let folders = Folders {
        frameworks: arguments.framework_dir.clone(),
        templates: arguments.template_dir.clone(),
    };
    let roll = Roll::read(&arguments.dossier, &folders)?;
    let findings = roll.findings();
    if let Some(name) = &arguments.explain {
        let units = chosen(&roll, name)?;
        let explained = units.iter().map(|unit| explain::unit(unit));
        return Ok(explained.collect::<Vec<_>>().join("\n"));
    }
    Ok(match arguments.format {
        Format::Json => format!("{:#}\n", score_json::roll(&roll, &findings)),
        Format::Csv => csv(&units_table(&roll)),
        Format::Text => {
            let table = match roll.units.as_slice() {
                [only] => unit_text(only, &roll),
                _ => units_text(&roll),
            };
            report::notes(&roll.notes) + &table + &report::findings(&findings)
        }
    })
}

/// The unit of this name, or all if none is named.
fn chosen<'a>(roll: &'a Roll, name: &str) -> Result<Vec<&'a Unit>, Faults> {
    if name.is_empty() {
        return Ok(roll.units.iter().collect());
    }
    let found: Vec<&Unit> = roll
        .units
        .iter()
        .filter(|unit| unit.scores.name == name)
        .collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let names = roll.units.iter().map(|unit| unit.scores.name.as_str());
    let fault = Fault::new(
        Kind::UnknownName,
        Place::file("--explain"),
        format!("hồ sơ không có đơn vị “{name}”"),
    )
    .expected("tên đúng như trong hồ sơ, hoặc bỏ trống để in mọi đơn vị");
    Err(Faults::from(match nearest(name, names) {
        Some(near) => fault.remedy(format!("có phải ý bạn là “{near}”?")),
        None => fault.remedy("xem tên các đơn vị bằng “vanthu score”"),
    }))
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
    let head = ["Nhóm chỉ số", "Đạt", "Tối đa", "Kỳ trước", "Tăng/giảm"];
    let mut table = Table::new(head.map(str::to_owned).to_vec(), &[0]);
    for (number, group) in (1..).zip(&scores.groups) {
        table.row(group_line(number, group));
    }
    let maximum = scores.applicable();
    let sum = round(scores.sum().value, scores.decimals.max(2)).normalize();
    let previous = scores.previous_sum().map(|sum| sum.value);
    table.line();
    table.row(line("Cộng các nhóm", Some(sum), maximum, previous));
    if let Some(total) = &scores.published.achieved {
        let previous = scores
            .published
            .previous
            .as_ref()
            .map(|points| points.value);
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

fn group_line(number: usize, group: &GroupScore) -> Vec<String> {
    let previous = group.published.previous.as_ref().map(|points| points.value);
    let name = format!("{number}. {}", group.name);
    line(&name, group.printed(), group.applicable(), previous)
}

fn line(
    name: &str,
    achieved: Option<Decimal>,
    maximum: Decimal,
    previous: Option<Decimal>,
) -> Vec<String> {
    let change = achieved.zip(previous).map(|(now, before)| now - before);
    vec![
        name.to_owned(),
        achieved.map(print).unwrap_or_default(),
        print(maximum),
        previous.map(print).unwrap_or_default(),
        change.map(signed).unwrap_or_default(),
    ]
}

fn signed(change: Decimal) -> String {
    let sign = if change > Decimal::ZERO { "+" } else { "" };
    format!("{sign}{}", print(change))
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
    let counted: Vec<String> = bands
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    let mut text = capitalise(&title(roll)) + &units_table(roll).text();
    if !counted.is_empty() {
        text.push_str(&format!("\nXếp loại: {}\n", counted.join(", ")));
    }
    text
}

/// Rank, name, each group, total, converted, band, changes; in the order of ranks.
fn units_table(roll: &Roll) -> Table {
    let groups = roll
        .units
        .first()
        .map_or(&[][..], |unit| &unit.scores.groups);
    let converted = roll
        .units
        .iter()
        .any(|unit| unit.scores.applicable() != unit.scores.maximum);
    let changed = roll.units.iter().any(|unit| unit.scores.change().is_some());
    let mut head = vec!["Hạng".to_owned(), "Đơn vị".to_owned()];
    head.extend(groups.iter().map(|group| group.name.to_string()));
    head.push("Đạt".to_owned());
    head.extend(converted.then(|| "Quy đổi".to_owned()));
    head.extend(changed.then(|| "Tăng/giảm".to_owned()));
    head.extend(changed.then(|| "Hạng trước".to_owned()));
    head.push("Xếp loại".to_owned());
    let last = head.len() - 1;
    let mut table = Table::new(head, &[1, last]);
    let mut units: Vec<&Unit> = roll.units.iter().collect();
    units.sort_by_key(|unit| unit.rank.unwrap_or(usize::MAX));
    for unit in units {
        table.row(unit_cells(unit, roll, converted, changed));
    }
    table
}

fn unit_cells(unit: &Unit, roll: &Roll, converted: bool, changed: bool) -> Vec<String> {
    let scores = &unit.scores;
    let rank = |rank: Option<usize>| rank.map(|rank| rank.to_string()).unwrap_or_default();
    let points = scores.converted();
    let band = points.and_then(|points| roll.framework.band(points));
    let mut cells = vec![rank(unit.rank), scores.name.clone()];
    let printed = |group: &GroupScore| group.printed().map(print).unwrap_or_default();
    cells.extend(scores.groups.iter().map(printed));
    cells.push(print(scores.printed_total()));
    if converted {
        let rounded = points.map(|points| print(round(points, scores.decimals)));
        cells.push(rounded.unwrap_or_default());
    }
    if changed {
        cells.push(scores.change().map(signed).unwrap_or_default());
        cells.push(rank(unit.previous_rank));
    }
    cells.push(band.map(|band| band.name.clone()).unwrap_or_default());
    cells
}

/// As spreadsheets in Vietnam read it: semicolons, for the comma is the decimal mark.
fn csv(table: &Table) -> String {
    let quoted = |cell: &String| {
        if cell.contains([';', '"', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(";") + "\r\n";
    // The mark tells Excel that the text is UTF-8.
    std::iter::once("\u{feff}".to_owned())
        .chain(table.rows().iter().map(line))
        .collect()
}
