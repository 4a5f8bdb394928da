//! What tokens of a sentence are, and the names by which they are known.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::grammar::Grammar;
use super::phrases::Lexicon;
use super::vocabulary::Role;
use crate::vn::period::PartOfYear;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Words that play a part.
    Role(Role),
    /// The name of a group of points, by its number.
    Axis(usize),
    /// The name of a unit of the tables, by its number.
    Unit(usize),
    /// The name of the hồ sơ's own unit.
    Own,
    /// The name of a band, by its number.
    Band(usize),
    /// A number.
    Number(Decimal),
    /// A month: whether it is this one, the one before, or another.
    When(When),
    /// A mark.
    Mark(char),
    /// A word that plays no known part; with a capital or not.
    Word(bool),
    /// A date, the number of a document: no figure.
    Nothing,
}

/// Of which period something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Of the period of the hồ sơ.
    Now,
    /// Of the period before, with which it is compared.
    Before,
    /// Of the same period of the year before.
    YearBefore,
    /// Of another period of the same kind.
    Month,
    /// Of any other time.
    Other,
}

/// A token with its place in the sentence.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// What names and phrases mean.
pub struct Names<'a> {
    /// The parts that words play.
    pub grammar: &'a Grammar,
    /// Names of units, then those of groups and bands, which win over phrases as long as they.
    pub names: [Arc<Lexicon<(Kind, Wanted)>>; 2],
    /// Which period a part of a year names, with the year if there is one.
    pub period: &'a dyn Fn(PartOfYear, Option<u32>) -> When,
    /// What the hồ sơ's own period is called.
    pub noun: &'static str,
}

/// What a name wants to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing.
    Nothing,
    /// A capital.
    Capital,
    /// A capital, or words before it after which the name of a field may follow.
    Field,
    /// A word such as “trục” before it: it is a part of a name.
    Noun,
    /// A word such as “xếp loại”, a number of units or another band before it.
    BandNoun,
}
