//! `vanthu score`: the points of a hồ sơ, as a table or as JSON.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::arguments::{Format, Score};
use super::report;
use crate::audit::Finding;
use crate::compose::Inputs;
use crate::fault::Faults;
use crate::job::{Dossier, scored};
use crate::score::{GroupScore, Scores};
use crate::vn::name;
use crate::vn::number::print;
use crate::vn::text::capitalise;

pub fn run(arguments: &Score) -> Result<String, Faults> {
    let dossier = Dossier::read(&arguments.dossier)?;
    let (inputs, findings) = scored(&dossier);
    Ok(match arguments.format {
        Format::Text => table(inputs) + &report::findings(&findings),
        Format::Json => format!("{:#}\n", as_json(inputs, &findings)),
    })
}

/// One line of the table: name, achieved, maximum, previous, change.
type Line = [String; 5];

fn table(inputs: &Inputs) -> String {
    let scores = &inputs.scores;
    let head = ["Trục nội dung", "Đạt", "Tối đa", "Kỳ trước", "Tăng/giảm"];
    let mut lines = vec![head.map(str::to_owned)];
    lines.extend(
        (1..)
            .zip(&scores.groups)
            .map(|(n, group)| group_line(n, group)),
    );
    let (sum, previous) = (
        scores.sum().value,
        scores.previous_sum().map(|sum| sum.value),
    );
    lines.push(line("Cộng các trục", sum, scores.maximum, previous));
    if let Some(points) = &scores.announced {
        let previous = points.previous.as_ref().map(|points| points.value);
        lines.push(line(
            "Tổng công bố",
            points.achieved.value,
            scores.maximum,
            previous,
        ));
    }
    format!(
        "{}, {} ({})\n\n{}{}",
        capitalise(name::unit(&inputs.issuer.name)),
        inputs.period.long(),
        inputs.framework.basis.short(),
        aligned(&lines),
        rank(scores)
    )
}

fn group_line(number: usize, group: &GroupScore) -> Line {
    let previous = group.points.previous.as_ref().map(|points| points.value);
    let name = format!("{number}. {}", group.name);
    line(&name, group.points.achieved.value, group.maximum, previous)
}

fn line(name: &str, achieved: Decimal, maximum: Decimal, previous: Option<Decimal>) -> Line {
    [
        name.to_owned(),
        print(achieved),
        print(maximum),
        previous.map(print).unwrap_or_default(),
        previous
            .map(|previous| signed(achieved - previous))
            .unwrap_or_default(),
    ]
}

fn signed(change: Decimal) -> String {
    let sign = if change > Decimal::ZERO { "+" } else { "" };
    format!("{sign}{}", print(change))
}

fn rank(scores: &Scores) -> String {
    match &scores.rank {
        Some(rank) => format!("\nXếp hạng: {}/{} {}\n", rank.rank, rank.of, rank.among),
        None => String::new(),
    }
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
    let group = |group: &GroupScore| {
        json!({
            "id": group.id,
            "name": group.name,
            "achieved": group.points.achieved.value.to_string(),
            "maximum": group.maximum.to_string(),
            "previous": group.points.previous.as_ref().map(|points| points.value.to_string()),
            "change": group.points.change().map(|change| change.to_string()),
        })
    };
    let converted = (scores.total() * Decimal::ONE_HUNDRED).checked_div(scores.maximum);
    json!({
        "framework": inputs.framework.id,
        "period": inputs.period.to_string(),
        "units": [{
            "name": name::unit(&inputs.issuer.name),
            "groups": scores.groups.iter().map(group).collect::<Vec<_>>(),
            "achieved": scores.total().to_string(),
            "sum": scores.sum().value.to_string(),
            "announced": scores.announced.as_ref().map(|p| p.achieved.value.to_string()),
            "applicable_maximum": scores.maximum.to_string(),
            "converted": converted.map(|value| value.normalize().to_string()),
            "rank": scores.rank.as_ref().map(|rank| rank.rank),
            "ranked_of": scores.rank.as_ref().map(|rank| rank.of),
            "change": scores.change().map(|change| change.to_string()),
        }],
        "findings": report::findings_json(findings),
    })
}
