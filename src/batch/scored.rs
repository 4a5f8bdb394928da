//! What a lô is scored by: the set of indicators, the period, the rows of figures.

use std::sync::Arc;

use super::rows::{self, Figures};
use crate::fault::{Faults, Note};
use crate::form::{Fields, Node, Sourced};
use crate::framework::{Framework, Rescaled};
use crate::roll::{self, Evidence};
use crate::score::{Scores, check_units, exemptions};
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
    /// That they are of another version than the lô states, if they are.
    pub against: Option<Rescaled>,
    /// Which version they told, if the lô states none.
    pub note: Option<Note>,
}

impl Scored {
    /// Reads them.
    pub fn of(fields: &Fields, shelf: &Shelf, faults: &mut Faults) -> Option<Self> {
        let framework = roll::set(fields, shelf, faults);
        let period: Option<Sourced<Period>> = fields.get("ky", faults);
        let figures: Option<Node> = fields.get("so_lieu", faults);
        let (framework, period, figures) = (framework?, period?, figures?);
        let scored = Self::by(framework, &period, (fields, &figures, shelf), faults)?;
        let version = scored.framework.version(period.value)?;
        let evidence = Evidence {
            fields,
            shelf,
            version,
            period: period.value,
        };
        let again = |only: &Framework| {
            let mut found = Faults::none();
            let of = (fields, &figures, shelf);
            let again = Self::by(only.clone(), &period, of, &mut found)?;
            found.is_empty().then_some(again)
        };
        let fit = |scored: &Self| roll::fit_of(&scored.some(shelf));
        let Some(told) = evidence.told(fit(&scored), again, fit) else {
            return Some(scored);
        };
        Some(match told.against {
            Some(against) => Self {
                against: Some(against),
                ..scored
            },
            None => Self {
                note: Some(told.note),
                ..told.read
            },
        })
    }

    /// By the version of a set that holds for the period.
    fn by(
        framework: Framework,
        period: &Sourced<Period>,
        (fields, figures, shelf): (&Fields, &Node, &Shelf),
        faults: &mut Faults,
    ) -> Option<Self> {
        let version = faults.absorb(roll::version(&framework, period))?;
        let exempt = exemptions(fields, version, faults);
        let of = (&framework, version);
        let figures = rows::figures(figures, shelf, of, &exempt, faults)?;
        let units = (0..figures.count()).map(|index| figures.name(index));
        let units: Vec<String> = units.filter(|_| !exempt.is_empty()).collect();
        let units: Vec<&str> = units.iter().map(String::as_str).collect();
        check_units(&exempt, &units, faults);
        Some(Self {
            period: period.value,
            figures,
            framework: Arc::new(framework),
            against: None,
            note: None,
        })
    }

    /// The points of the first rows: enough to tell the version.
    fn some(&self, shelf: &Shelf) -> Vec<Scores> {
        const ENOUGH: usize = 100;
        let Some(version) = self.framework.version(self.period) else {
            return Vec::new();
        };
        let rows = (0..self.figures.count()).take(ENOUGH);
        let scores = rows.filter_map(|index| {
            let entered = self.figures.entered(index, shelf, &self.framework, version);
            let name = self.figures.name(index);
            Scores::of(
                &name,
                &entered.ok()?,
                &self.framework,
                version,
                &mut Faults::none(),
            )
        });
        scores.collect()
    }
}
