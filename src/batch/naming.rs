//! The names of the files of a lô's units.

use std::collections::BTreeMap;

use super::member::Member;
use super::words::{CODE, UNIT, UnitTexts};
use crate::vn::slug::{digest, slug};

/// Makes the paths of files of all units different. Where two would be one, the province joins,
/// then the code, then a digest of the name: whichever row is refused, no other unit's path
/// changes.
pub fn name_files(units: &mut [Member], words: impl Fn(usize) -> UnitTexts) {
    let additions: [fn(&UnitTexts) -> String; 3] = [
        |words| words.province().to_owned(),
        |words| words.text(CODE).to_owned(),
        |words| digest(words.text(UNIT)),
    ];
    for addition in additions {
        for index in shared(units) {
            let words = words(index);
            let more = addition(&words);
            if let Some(unit) = units.get_mut(index).filter(|_| !more.is_empty()) {
                let name = slug(words.plainly().text(UNIT));
                for path in &mut unit.paths {
                    *path = with(path, &name, &slug(&more));
                }
            }
        }
    }
}

/// The units whose path another has.
fn shared(units: &[Member]) -> Vec<usize> {
    let mut by_path: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        by_path.entry(unit.path()).or_default().push(index);
    }
    let shared = by_path.into_values().filter(|units| units.len() > 1);
    shared.flatten().collect()
}

/// A path with a word more in the part that names the unit; if none does, in the last.
fn with(path: &str, unit: &str, more: &str) -> String {
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    let named = parts.iter().rposition(|part| part.starts_with(unit));
    let last = parts.len().saturating_sub(1);
    if let Some(part) = parts.get_mut(named.unwrap_or(last)) {
        *part = slug(&format!("{part}-{more}"));
    }
    parts.join("/")
}
