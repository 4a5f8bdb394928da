//! The words of one unit: what its rows say, by the names of columns, and the words of the
//! period, for the texts of the lô that name them.

use std::collections::BTreeMap;

use tera::Context;

use crate::fault::Place;
use crate::form::Sourced;
use crate::vn::name::{self, Name};
use crate::vn::period::Period;

pub use crate::roll::{CODE, UNIT};

/// The name of the column that holds the province, by which units are ranked and filed.
pub const PROVINCE: &str = "tinh";
/// What the template calls its files.
pub const TEMPLATE: &str = "mau";

/// Words that every unit has, which no column may be called.
const OF_PERIOD: [&str; 3] = ["ky", "ky_dai", "ky_ngan"];

/// Texts of a unit by the names of their columns; those of blank cells are empty.
#[derive(Debug, Clone, Default)]
pub struct UnitTexts(BTreeMap<String, Sourced<String>>);

impl UnitTexts {
    /// Some text for each of these columns, to try texts that name them.
    pub fn sample(columns: &[&str], place: &Place) -> Self {
        let mut words = Self::default();
        for name in columns {
            let text = Sourced::new("x".to_owned(), place.clone());
            words.add(name, text);
        }
        words
    }

    /// One more.
    pub fn add(&mut self, name: &str, text: Sourced<String>) {
        self.0.insert(name.to_owned(), text);
    }

    /// A text with its cell, if the cell is not blank.
    pub fn get(&self, name: &str) -> Option<&Sourced<String>> {
        self.0.get(name).filter(|text| !text.value.is_empty())
    }

    /// A text; empty if the cell is blank or there is no such column.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).map_or("", |text| &text.value)
    }

    /// Those of another table, which win, but for one.
    pub fn extend_but(&mut self, others: &Self, but: &str) {
        let others = others.0.iter().filter(|(name, _)| *name != but);
        self.0
            .extend(others.map(|(name, text)| (name.clone(), text.clone())));
    }

    /// With the plain name of a unit that the portal's form names, for the names of its files.
    pub fn plainly(&self) -> Self {
        let mut words = self.clone();
        if let Some(name) = words.0.get_mut(UNIT) {
            name.value = name::plain(&name.value).into_owned();
        }
        words
    }

    /// Its province: the one that is stated, or the one that its name says.
    pub fn province(&self) -> &str {
        match self.text(PROVINCE) {
            "" => Name::of(self.text(UNIT)).above,
            province => province,
        }
    }

    /// All of them for a text of the lô, with those of the period. `kept` says how a text goes in.
    pub fn values(&self, period: Period, kept: impl Fn(&str) -> String) -> Context {
        let mut values = Context::new();
        for (name, text) in &self.0 {
            values.insert(name.clone(), &kept(&text.value));
        }
        let texts = [period.to_string(), period.long(), period.short()];
        for (name, text) in OF_PERIOD.iter().zip(texts) {
            values.insert(*name, &text);
        }
        values
    }
}

/// Whether a column may be called so: a word that texts can name and that means nothing else.
pub fn is_free(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(plain)
        && !OF_PERIOD.contains(&name)
        && name != TEMPLATE
}
