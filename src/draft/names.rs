//! The keys of a hồ sơ that one template and one version of a framework name, with their words.

use crate::compose::{FactKind, FactPlan, Template};
use crate::form::{Named, Names, Shape};
use crate::framework::Version;
use crate::roll::with_maximum;

/// The names of a version of a framework and of a template.
pub fn of(version: &Version, template: &Template) -> Names {
    let groups = version.groups.iter();
    let groups =
        groups.map(|group| Named::new(&group.id, with_maximum(&group.name, group.maximum)));
    let figures = version.figures.iter();
    let figures = figures.map(|figure| Named::new(&figure.id, figure.name.to_string()));
    let sheets = template.sheets().filter(|(_, plan)| !plan.takes_points());
    let tables = template
        .tables()
        .map(|name| Named::new(name, String::new()));
    let facts = template.facts().iter().map(fact);
    Names(vec![
        ("diem", groups.collect()),
        ("chi_so", indicators(version)),
        ("so_dem", figures.collect()),
        ("so_lieu", tables.collect()),
        (
            "bieu",
            sheets
                .map(|(name, plan)| Named::new(name, plan.title.value.clone()))
                .collect(),
        ),
        ("thong_tin", facts.collect()),
    ])
}

/// Indicators of one name are told apart by their groups.
fn indicators(version: &Version) -> Vec<Named> {
    let all = version.indicators();
    let one = |indicator: &&crate::framework::Indicator| {
        let namesakes = all.iter().filter(|other| other.name == indicator.name);
        let mut groups = version.groups.iter();
        let group = groups.find(|group| group.indicators.contains(indicator));
        let words = with_maximum(&indicator.name, indicator.maximum);
        let words = match group {
            Some(group) if namesakes.count() > 1 => format!("{}: {words}", group.name),
            _ => words,
        };
        Named::new(&indicator.id, words)
    };
    all.iter().map(one).collect()
}

/// What the template asks for besides.
fn fact(fact: &FactPlan) -> Named {
    let shape = match fact.kind {
        FactKind::List | FactKind::Paragraphs => Shape::list(Shape::Text),
        FactKind::Words => Shape::Text,
        FactKind::Number => Shape::Number,
        FactKind::Count => Shape::Count,
        FactKind::Rate => Shape::Percent,
        FactKind::Day => Shape::Date,
    };
    Named {
        needed: fact.needed,
        shape: Some(shape),
        ..Named::new(&fact.code, fact.name.clone())
    }
}
