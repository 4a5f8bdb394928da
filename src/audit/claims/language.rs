//! What sentences are read by in all documents: the grammar, and what the groups and bands of a set
//! of indicators are called, which is made once for all documents of a lô.

use std::sync::Arc;

use super::grammar::Grammar;
use super::phrases::{Lexicon, learn, words};
use super::token::{Kind, Wanted};
use crate::fault::Faults;
use crate::files::Recent;
use crate::vn::text::{has_word, lower};

/// What names mean.
pub type Meanings = Lexicon<(Kind, Wanted)>;

/// How many sets of names are kept.
const KEPT: usize = 8;

/// The grammar with the names of sets of indicators.
pub struct Language {
    /// How sentences are read.
    pub grammar: Grammar,
    /// By the names of groups, then of bands.
    sets: Recent<[Vec<String>; 2], Arc<Meanings>>,
}

impl Language {
    /// With the shipped grammar.
    ///
    /// # Errors
    /// If its file is damaged.
    pub fn shipped() -> Result<Self, Faults> {
        Ok(Self {
            grammar: Grammar::shipped()?,
            sets: Recent::new(KEPT),
        })
    }

    /// What the names of groups and bands mean.
    pub fn of_set(&self, groups: Vec<&str>, bands: Vec<&str>) -> Arc<Meanings> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        self.sets.get([owned(&groups), owned(&bands)], || {
            (Arc::new(self.meanings(&groups, &bands)), 1)
        })
    }

    fn meanings(&self, groups: &[&str], bands: &[&str]) -> Meanings {
        let mut names = Meanings::new();
        for (index, name) in groups.iter().enumerate() {
            for name in [(*name).to_owned()].into_iter().chain(self.shortened(name)) {
                learn(&mut names, &name, (Kind::Axis(index), Wanted::Nothing));
            }
            // “hồ sơ” of “Số hóa hồ sơ” is what is counted everywhere.
            let named = parts(name, groups).into_iter();
            for part in named.filter(|part| !self.grammar.counts(part)) {
                learn(&mut names, &part, (Kind::Axis(index), Wanted::Noun));
            }
        }
        for (index, band) in bands.iter().enumerate() {
            learn(&mut names, band, (Kind::Band(index), Wanted::BandNoun));
        }
        names
    }

    /// A name with its words abbreviated: “DVC trực tuyến”.
    fn shortened(&self, name: &str) -> Vec<String> {
        let small = lower(name);
        let mut names = Vec::new();
        for (full, others) in self
            .grammar
            .short
            .iter()
            .filter_map(|words| words.split_first())
        {
            if has_word(&small, full) {
                names.extend(others.iter().map(|other| small.replace(full, other)));
            }
        }
        names
    }
}

/// The runs of two or more words of a name that no other name has: “số hóa” of “Số hóa hồ sơ”.
fn parts(name: &str, all: &[&str]) -> Vec<String> {
    let split = words(name);
    let others = all.iter().filter(|other| **other != name);
    let others: Vec<Vec<String>> = others.map(|other| words(other)).collect();
    let lengths = 2..split.len();
    let runs = lengths.flat_map(|length| split.windows(length));
    let single = runs.filter(|run| {
        let mut others = others.iter().flat_map(|other| other.windows(run.len()));
        !others.any(|other| other == *run)
    });
    single.map(|run| run.join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_name_names_it_if_no_other_has_it() {
        let all = ["Dịch vụ công trực tuyến", "Thanh toán trực tuyến"];
        let parts = parts(all[1], &all);
        assert!(parts.contains(&"thanh toán".to_owned()));
        assert!(!parts.contains(&"trực tuyến".to_owned()));
    }
}
