//! `vanthu score`: the points of a hồ sơ, as a table or as JSON.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::arguments::{Format, Score};
use super::{explain, report};
use crate::audit::Finding;
use crate::compose::Inputs;
use crate::fault::Faults;
use crate::job::{Dossier, scored};
use crate::score::{GroupScore, Scores};
use crate::vn::number::{print, round};
use crate::vn::text::capitalise;

pub fn run(arguments: &Score) -> Result<String, Faults> {
    let dossier = Dossier::read(&arguments.dossier)?;
    let (inputs, findings) = scored(&dossier);
    Ok(match arguments.format {
        Format::Json => format!("{:#}\n", as_json(inputs, &findings)),
        Format::Text if arguments.explain => table(inputs) + &explain::scores(&inputs.scores),
        Format::Text => table(inputs) + &report::findings(&findings),
    })
}

/// One line of the table: name, achieved, maximum, previous, change.
type Line = [String; 5];

fn table(inputs: &Inputs) -> String {
    let scores = &inputs.scores;
    let head = ["Nhóm chỉ số", "Đạt", "Tối đa", "Kỳ trước", "Tăng/giảm"];
    let mut lines = vec![head.map(str::to_owned)];
    lines.extend(
        (1..)
            .zip(&scores.groups)
            .map(|(n, group)| group_line(n, group)),
    );
    let maximum = scores.applicable();
    let sum = round(scores.sum().value, scores.decimals.max(2)).normalize();
    let previous = scores.previous_sum().map(|sum| sum.value);
    lines.push(line("Cộng các nhóm", Some(sum), maximum, previous));
    if let Some(total) = &scores.published.achieved {
        let previous = scores
            .published
            .previous
            .as_ref()
            .map(|points| points.value);
        lines.push(line("Tổng công bố", Some(total.value), maximum, previous));
    }
    format!(
        "{}, {} ({})\n\n{}{}",
        capitalise(&scores.name),
        inputs.period.long(),
        inputs.framework.basis.short(),
        aligned(&lines),
        closing(inputs)
    )
}

fn group_line(number: usize, group: &GroupScore) -> Line {
    let previous = group.published.previous.as_ref().map(|points| points.value);
    let name = format!("{number}. {}", group.name);
    line(&name, group.printed(), group.applicable(), previous)
}

fn line(
    name: &str,
    achieved: Option<Decimal>,
    maximum: Decimal,
    previous: Option<Decimal>,
) -> Line {
    let change = achieved.zip(previous).map(|(now, before)| now - before);
    [
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
fn closing(inputs: &Inputs) -> String {
    let scores = &inputs.scores;
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
        if let Some(band) = inputs.framework.band(converted) {
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

/// The names flush left, the numbers flush right, a line under the head and before the sums.
fn aligned(lines: &[Line]) -> String {
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..5).map(width).collect();
    let rule = "-".repeat(widths.iter().sum::<usize>() + 2 * 4) + "\n";
    let mut text = String::new();
    for (i, line) in lines.iter().enumerate() {
        let summing = line[0].starts_with("Cộng");
        if i == 1 || summing {
            text.push_str(&rule);
        }
        for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
            match column {
                0 => text.push_str(&format!("{cell:<width$}")),
                _ => text.push_str(&format!("  {cell:>width$}")),
            }
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

/// For programs: decimals as strings, so that none is rounded on its way.
fn as_json(inputs: &Inputs, findings: &[Finding]) -> Value {
    let scores = &inputs.scores;
    json!({
        "framework": inputs.framework.id,
        "period": inputs.period.to_string(),
        "units": [unit_json(scores, inputs)],
        "findings": report::findings_json(findings),
    })
}

fn unit_json(scores: &Scores, inputs: &Inputs) -> Value {
    let text = |value: Decimal| value.to_string();
    let converted = scores.converted();
    json!({
        "name": scores.name,
        "groups": scores.groups.iter().map(group_json).collect::<Vec<_>>(),
        "achieved": text(scores.printed_total()),
        "sum": text(round(scores.sum().value, 6).normalize()),
        "announced": scores.published.achieved.as_ref().map(|total| text(total.value)),
        "applicable_maximum": text(scores.applicable()),
        "converted": converted.map(|value| text(round(value, scores.decimals))),
        "band": converted.and_then(|value| inputs.framework.band(value)).map(|band| &band.name),
        "rank": scores.rank.as_ref().map(|rank| rank.rank),
        "ranked_of": scores.rank.as_ref().map(|rank| rank.of),
        "change": scores.change().map(text),
    })
}

fn group_json(group: &GroupScore) -> Value {
    let text = |value: Decimal| value.to_string();
    json!({
        "id": group.id,
        "name": group.name,
        "achieved": group.printed().map(text),
        "maximum": text(group.maximum),
        "applicable_maximum": text(group.applicable()),
        "previous": group.published.previous.as_ref().map(|points| text(points.value)),
        "change": group.change().map(text),
    })
}
