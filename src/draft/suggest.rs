//! What could be meant by words that are being typed into a hồ sơ, out of the catalogue of units.

use crate::form::Holds;
use crate::vn::catalogue::{self, Listed};
use crate::vn::text::{fold, lower};

/// How many are suggested.
const MOST: usize = 12;

/// Words that could be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The words.
    pub words: String,
    /// In which province the unit lies; empty of provinces.
    pub within: String,
}

/// What could be meant, the likeliest first.
///
/// ```
/// use vanthu::draft::suggest;
/// use vanthu::form::Holds;
///
/// let found = suggest(Holds::Office, "ubnd xã lam vy");
/// assert_eq!(found[0].words, "Ủy ban nhân dân xã Lam Vỹ");
/// assert_eq!(found[0].within, "Thái Nguyên");
/// ```
pub fn suggest(holds: Holds, typed: &str) -> Vec<Suggestion> {
    let words = fold(typed);
    let committee = ["uy ban nhan dan", "ubnd"];
    let after = committee.iter().find_map(|name| words.strip_prefix(name));
    let asked = match holds {
        Holds::Office => after.unwrap_or(&words),
        _ => &words,
    };
    let suggestion = |unit: Listed| Suggestion {
        words: match holds {
            Holds::Unit => format!("{} {}", lower(unit.sort), unit.name),
            Holds::Place => unit.name.to_owned(),
            Holds::Office => format!("Ủy ban nhân dân {} {}", lower(unit.sort), unit.name),
        },
        within: unit.province.to_owned(),
    };
    let found = catalogue::search(asked.trim(), MOST).into_iter();
    found.map(suggestion).collect()
}
