//! What a lô is scored by: the set of indicators, the period, the rows of figures.

use std::sync::Arc;

use super::rows::{self, Figures};
use crate::fault::Faults;
use crate::form::{Fields, Node, Sourced};
use crate::framework::Framework;
use crate::roll;
use crate::score::{check_units, exemptions};
use crate::shelf::Shelf;
use crate::vn::period::Period;

/// Framework, period and the rows of figures.
pub struct Scored {
    /// The set of indicators.
    pub framework: Arc<Framework>,
    /// The period.
    pub period: Period,
    /// The rows.
    pub figures: Figures,
}

impl Scored {
    /// Reads them.
    pub fn of(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Self> {
        let framework = roll::set(fields, shelf, faults);
        let period: Option<Sourced<Period>> = fields.get("ky", faults);
        let figures: Option<Node> = fields.get("so_lieu", faults);
        let (framework, period, figures) = (framework?, period?, figures?);
        let version = roll::version(&framework, &period, faults)?;
        let exempt = exemptions(fields, version, faults);
        let of = (&framework, version);
        let figures = rows::figures(&figures, shelf, of, &exempt, faults)?;
        let units = (0..figures.count()).map(|index| figures.name(index));
        let units: Vec<String> = units.filter(|_| !exempt.is_empty()).collect();
        let units: Vec<&str> = units.iter().map(String::as_str).collect();
        check_units(&exempt, &units, faults);
        Some(Self {
            period: period.value,
            figures,
            framework: Arc::new(framework),
        })
    }
}
