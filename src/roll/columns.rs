//! The columns of a table of points (`bang_diem`), as a framework asks for them: what they are
//! called in a workbook of ours, and under which heads they are looked for in a table of
//! somebody else's.

use rust_decimal::Decimal;

use crate::fault::Faults;
use crate::framework::{Formula, Framework, Group, Indicator, Version};
use crate::table::Sought;
use crate::vn::number::print;
use crate::workbook::{Column, Kind};

/// The column that holds the units' names.
pub const UNIT: &str = "don_vi";
/// The column that holds the units' codes.
pub const CODE: &str = "ma";
/// The column that holds the published ranks.
pub const RANK: &str = "xep_hang";
/// The column that holds the published totals.
pub const TOTAL: &str = "tong";
/// What follows a group's name, or that of the total, for the points of the period before.
pub const BEFORE: &str = ".ky_truoc";
/// What follows an indicator's name for its published ratio.
pub const RATIO: &str = ".ty_le";
/// What follows it for the points of the same period of the year before.
pub const YEAR_BEFORE: &str = ".cung_ky";

/// The head over counts.
const COUNTS: &str = "Số đếm";
/// Widths in letters.
const NAME: u32 = 32;
const NUMBER: u32 = 14;

/// A column to be filled in.
pub struct PointColumn {
    /// Its name in `cot`.
    pub name: String,
    /// Its header in a workbook of ours, with what may be typed.
    pub column: Column,
    /// The headers it may stand under in a table of somebody else's.
    heads: Vec<Vec<String>>,
}

impl PointColumn {
    /// Whether it holds the points of a group or an indicator.
    pub fn is_points(&self) -> bool {
        !self.is_count() && ![UNIT, TOTAL, RANK].contains(&self.name.as_str())
    }

    /// Whether it holds counts of which points are computed.
    pub fn is_count(&self) -> bool {
        self.column.path.first().is_some_and(|head| head == COUNTS)
    }

    /// What to look for in a table of somebody else's.
    ///
    /// # Errors
    /// If the dictionary of heads is damaged.
    pub fn sought(&self) -> Result<Sought, Faults> {
        let mut sought = Sought::common(&self.name, self.name == UNIT)?;
        let own = std::iter::once(&self.column.path).chain(&self.heads);
        sought.heads.splice(..0, own.cloned());
        Ok(sought)
    }
}

/// The columns of a version: names, what is announced, counts, the total.
pub fn point_columns(
    framework: &Framework,
    version: &Version,
    units: &[String],
) -> Vec<PointColumn> {
    let unit = match units {
        [] => Kind::Text,
        _ => Kind::Choice(units.to_vec()),
    };
    let mut columns = vec![plain(UNIT, vec!["Đơn vị".to_owned()], unit, NAME)];
    for group in &version.groups {
        of_group(group, &mut columns);
    }
    for figure in &version.figures {
        let path = vec![COUNTS.to_owned(), figure.name.to_string()];
        let mut column = plain(&figure.id, path, Kind::from_zero(None, Some(0)), NUMBER);
        column.heads.push(vec![figure.name.to_string()]);
        columns.push(column);
    }
    let path = vec![with_maximum("Tổng điểm công bố", framework.maximum)];
    let kind = Kind::from_zero(Some(framework.maximum), None);
    columns.push(plain(TOTAL, path, kind, NUMBER));
    columns
}

/// The columns that a table of somebody else's may have: those, and the published ranks.
pub fn table_columns(framework: &Framework, version: &Version) -> Vec<PointColumn> {
    let mut columns = point_columns(framework, version, &[]);
    let kind = Kind::from_zero(None, Some(0));
    columns.push(plain(RANK, vec!["Hạng công bố".to_owned()], kind, NUMBER));
    columns
}

/// A group's own column, unless its points are only ever the sum of announced ones; then those
/// of its indicators that are announced.
fn of_group(group: &Group, columns: &mut Vec<PointColumn>) {
    let announced = announced(&group.indicators);
    let own = group.indicators.is_empty() || announced.len() < group.indicators.len();
    let head = with_maximum(&group.name, group.maximum);
    if own {
        let mut path = vec![head.clone()];
        path.extend((!announced.is_empty()).then(|| "Điểm công bố".to_owned()));
        let kind = Kind::from_zero(Some(group.maximum), None);
        let mut column = plain(&group.id, path, kind, NUMBER);
        column.heads.push(vec![group.name.to_string()]);
        columns.push(column);
    }
    for indicator in &announced {
        let name = with_maximum(&indicator.name, indicator.maximum);
        let lone = indicator.name == group.name;
        let path = if lone {
            vec![name]
        } else {
            vec![head.clone(), name]
        };
        let kind = Kind::from_zero(Some(indicator.maximum), None);
        let mut column = plain(&indicator.id, path, kind, NUMBER);
        column.heads.push(match lone {
            true => vec![group.name.to_string()],
            false => vec![group.name.to_string(), indicator.name.to_string()],
        });
        columns.push(column);
    }
}

/// The indicators whose points are announced, parts of sums included.
pub fn announced(indicators: &[Indicator]) -> Vec<&Indicator> {
    indicators
        .iter()
        .flat_map(|indicator| match &indicator.formula {
            Formula::Announced => vec![indicator],
            Formula::Sum(parts) => announced(parts),
            Formula::Ratio { .. } | Formula::Steps { .. } => Vec::new(),
        })
        .collect()
}

/// `Số hóa hồ sơ (tối đa 15)`.
pub fn with_maximum(name: &str, maximum: Decimal) -> String {
    format!("{name} (tối đa {})", print(maximum))
}

fn plain(name: &str, path: Vec<String>, kind: Kind, width: u32) -> PointColumn {
    PointColumn {
        name: name.to_owned(),
        column: Column { path, kind, width },
        heads: Vec::new(),
    }
}

/// All names that a column may bear.
pub fn known(version: &Version) -> Vec<String> {
    let published = || {
        let groups = version.groups.iter().map(|group| group.id.as_ref());
        groups.chain([TOTAL]).map(str::to_owned)
    };
    let indicators = version.indicators().into_iter();
    let indicators = indicators.map(|indicator| indicator.id.to_string());
    let figures = version.figures.iter().map(|figure| figure.id.to_string());
    [UNIT.to_owned(), RANK.to_owned()]
        .into_iter()
        .chain(published())
        .chain(published().map(|name| name + BEFORE))
        .chain(published().map(|name| name + YEAR_BEFORE))
        .chain(indicators.clone())
        .chain(indicators.map(|id| id + RATIO))
        .chain(figures)
        .collect()
}
