//! The levels of units, by their names and by words for them.

use std::sync::LazyLock;

use super::known::words_of;
use super::{Name, is_province};
use crate::vn::catalogue;
use crate::vn::slug::slug;
use crate::vn::text::{has_word, lower};

/// A level of government, or a body that is of none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A province, or a city that is one.
    Province,
    /// A district, before 01/7/2025.
    District,
    /// A commune, ward, town or special zone.
    Commune,
    /// A department or another body.
    Body,
}

/// The sorts of units that are of one level.
static SORTS: LazyLock<Vec<(&str, Level)>> = LazyLock::new(|| {
    let levels = Level::ALL.iter().map(|(level, _)| *level);
    levels
        .flat_map(|level| level.sorts().map(move |sort| (sort, level)))
        .collect()
});

/// The level of a unit by its name; none if the name is that of a unit and does not say it.
pub fn level(name: &str) -> Option<Level> {
    let parts = Name::of(name);
    if let Some((_, level)) = SORTS.iter().find(|(sort, _)| *sort == parts.sort) {
        return Some(*level);
    }
    match parts.sort {
        // A city is a province, or is in one.
        sort if !sort.is_empty() => Some(match is_province(parts.own) {
            true => Level::Province,
            false => Level::District,
        }),
        "" if is_body(parts.own) => Some(Level::Body),
        "" if !catalogue::of_name(parts.own).is_empty() && !is_province(parts.own) => {
            Some(Level::Commune)
        }
        _ => None,
    }
}

impl Level {
    const ALL: [(Self, &str); 4] = [
        (Self::Province, "cấp tỉnh"),
        (Self::District, "cấp huyện"),
        (Self::Commune, "cấp xã"),
        (Self::Body, "cơ quan"),
    ];

    /// What it is called: `cấp xã`.
    pub fn name(self) -> &'static str {
        let known = Self::ALL.iter().find(|(level, _)| *level == self);
        known.map_or("", |(_, name)| name)
    }

    /// By what templates name it: `cap-xa`.
    pub fn code(self) -> String {
        slug(self.name())
    }

    /// That of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().map(|(level, _)| *level);
        all.find(|level| level.code() == code)
    }

    /// The units of this level, in words: `đơn vị cấp xã`.
    pub fn words(self) -> &'static str {
        let name = self.name();
        let mut lines = words_of("cap").filter(|(line, ..)| *line == name);
        lines.next().map_or("", |(_, words, _)| words)
    }

    /// The sorts of its units: `xã`, `phường` …
    pub fn sorts(self) -> impl Iterator<Item = &'static str> {
        let name = self.name();
        let lines = words_of("cap").filter(move |(line, ..)| *line == name);
        lines.flat_map(|(_, _, sorts)| sorts.split(';'))
    }

    /// The levels whose units a sentence speaks of: those that it has words for.
    pub fn spoken_of(sentence: &str) -> Vec<Self> {
        let sentence = lower(sentence);
        let says = |word: &str| has_word(&sentence, word);
        let of_level = |level: &Self| {
            let mut lines = words_of("cap").filter(|(name, ..)| *name == level.name());
            lines.any(|(name, words, all)| all.split(';').chain([name, words]).any(says))
        };
        let all = Self::ALL.iter().map(|(level, _)| *level);
        all.filter(of_level).collect()
    }

    /// The levels that words for units name, before what they are units of: `xã, phường của tỉnh
    /// An Giang`; none if they may be of any.
    pub fn named(words: &str) -> Vec<Self> {
        let words = lower(words);
        let ends = words_of("cua").flat_map(|(_, _, all)| all.split(';'));
        let ends = ends.filter_map(|word| words.find(&format!(" {word} ")));
        let named = words.get(..ends.min().unwrap_or(words.len()));
        let parts = named.unwrap_or_default().split([',', ';']);
        let parts = parts.flat_map(|part| part.split(" và "));
        let parts = parts.map(|part| part.trim().trim_start_matches("các ").trim());
        let level = |part: &str| {
            let mut lines = words_of("cap");
            let (name, ..) = lines.find(|(name, full, all)| {
                all.split(';')
                    .chain([*name, *full])
                    .any(|word| word == part)
            })?;
            let known = Self::ALL.iter().find(|(_, known)| *known == name);
            known.map(|(level, _)| *level)
        };
        // “tỉnh, thành phố”, “huyện, thành phố”: the first says which.
        let levels: Vec<Option<Self>> = parts.filter(|part| !part.is_empty()).map(level).collect();
        match levels.first() {
            Some(Some(_)) => levels.into_iter().flatten().collect(),
            _ => Vec::new(),
        }
    }
}

/// Whether a name begins as those of bodies do that are no units.
pub(super) fn is_body(name: &str) -> bool {
    let first = lower(name);
    words_of("to_chuc").any(|(word, ..)| {
        first
            .strip_prefix(word)
            .is_some_and(|rest| rest.starts_with(' '))
    })
}
