//! How the figures of a row follow from those of others: sums, means, the most points.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

/// The fewest rows from which a sum or a mean can be explained.
pub const FEW: usize = 2;

/// The figures of a row with their columns, from the left.
pub type Figures = Vec<(usize, Decimal)>;

/// What the figures of several rows come to, by column.
pub type Sums = BTreeMap<usize, ColumnSums>;

/// What the figures of a column come to.
#[derive(Debug, Clone, Copy, Default)]
pub struct ColumnSums {
    sum: Decimal,
    count: u32,
    /// Those that are not zero.
    some: usize,
    highest: Decimal,
}

/// What the figures of some rows come to, by column.
pub fn sums(rows: impl Iterator<Item = Figures>) -> Sums {
    let mut columns = Sums::new();
    for (column, value) in rows.flatten() {
        let column = columns.entry(column).or_default();
        column.sum = column.sum.saturating_add(value);
        column.count += 1;
        column.some += usize::from(!value.is_zero());
        column.highest = column.highest.max(value);
    }
    columns
}

/// How figures follow from those of other rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    SumOfAll,
    SumOfSome,
    Mean,
    Maxima,
    Highest,
}

impl Relation {
    /// Whether the figures of a unit do not come out so, but by chance.
    pub fn is_strange(self) -> bool {
        !matches!(self, Self::Maxima | Self::Highest)
    }

    /// As it is told.
    pub fn words(self) -> &'static str {
        match self {
            Self::SumOfAll => "số liệu bằng tổng các dòng khác",
            Self::SumOfSome => "số liệu bằng tổng các dòng cạnh nó",
            Self::Mean => "số liệu bằng trung bình các dòng khác",
            Self::Maxima => "số liệu đúng bằng điểm tối đa của bộ chỉ số",
            Self::Highest => "không số liệu nào nhỏ hơn của dòng khác",
        }
    }

    /// How figures follow from those of these columns, of which they are part or not.
    pub fn of(figures: &[(usize, Decimal)], columns: &Sums, own: bool) -> Option<Self> {
        let (mut compared, mut sums, mut means, mut highest) = (0, 0, 0, 0);
        for (column, value) in figures {
            let Some(mut column) = columns.get(column).copied() else {
                continue;
            };
            if own {
                column.sum -= value;
                column.count -= 1;
                column.some -= usize::from(!value.is_zero());
            }
            // What only one row has is no sum of several.
            if column.some < FEW {
                continue;
            }
            compared += 1;
            let mean = column.sum / Decimal::from(column.count);
            let step = Decimal::new(1, value.scale().min(9));
            sums += usize::from(column.sum == *value);
            means += usize::from((mean - *value).abs() <= step && *value <= column.sum);
            highest += usize::from(column.highest <= *value);
        }
        // Rates and ranks stand beside counts, and one figure may be wrong.
        let most =
            |count: usize| count > 0 && count * 5 >= compared * 3 && count >= compared.min(FEW);
        if most(sums) {
            Some(Self::SumOfAll)
        } else if most(means) {
            Some(Self::Mean)
        } else {
            (compared > FEW && highest == compared).then_some(Self::Highest)
        }
    }
}

/// Whether figures are the most that there are.
pub fn is_full(figures: &[(usize, Decimal)], maxima: &BTreeMap<usize, Decimal>) -> bool {
    let mut compared = 0;
    for (column, value) in figures {
        match maxima.get(column) {
            Some(most) if most != value => return false,
            Some(_) => compared += 1,
            None => (),
        }
    }
    compared >= FEW
}
