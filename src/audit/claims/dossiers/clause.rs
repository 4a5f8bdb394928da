//! What a clause says of dossiers: which it names, what it says of them, of how many.

use rust_decimal::Decimal;

use super::both;
use super::listing::Mask;

/// Of how many dossiers something is said.
#[derive(Debug, Clone, Copy)]
pub enum Quantity {
    /// Of so many, perhaps of so many.
    Many(Decimal, Option<Decimal>),
    /// Of each, perhaps of so many.
    Each(Option<Decimal>),
    /// Of none.
    None,
    /// Of so many of a hundred.
    Part(Decimal),
}

/// A part of a sentence.
#[derive(Default)]
pub struct Clause {
    /// Its bytes.
    pub span: (usize, usize),
    /// The dossiers that it names.
    pub named: Option<Mask>,
    /// Those of the offices that it names.
    pub offices: Vec<Mask>,
    /// What it says of them, each as those of which it is so.
    pub said: Vec<Mask>,
    /// Whether it is of the latest, or of the least late.
    pub extreme: Option<bool>,
    /// Of how many it speaks.
    pub quantity: Option<Quantity>,
    /// Whether it is of those of which was spoken.
    pub among: bool,
    /// Whether it says the same of each office.
    pub per: bool,
    /// Whether it says that they are late.
    pub late: bool,
    /// Whether what was spoken of ends with it.
    pub fresh: bool,
    /// Whether it calls those of which it speaks by what they are: “các hồ sơ chậm dưới 08 ngày”.
    pub anew: bool,
    /// From how many to how many days.
    pub range: Option<(Decimal, Decimal)>,
    /// Whether the dossiers that it names only say of which field others are.
    pub field: bool,
    /// Whether it is only of the office that it names.
    pub only: bool,
    /// Whether it is of several offices, of each of which it is so.
    pub offices_each: bool,
    /// A mean of days.
    pub mean: Option<Decimal>,
    /// A sum of days.
    pub sum: Option<Decimal>,
    /// Days without a word that says of how many dossiers: “Phòng Kinh tế 15 ngày”.
    pub days: Option<Decimal>,
}

impl Clause {
    /// How many things it says.
    pub fn conditions(&self) -> usize {
        self.offices.len() + self.said.len()
    }

    /// Those of some rows of which all is so; of several offices any.
    pub fn all(&self, rows: &Mask) -> Mask {
        let own = self.without_office(rows);
        if self.offices.is_empty() {
            return own;
        }
        let any = |at: usize| {
            self.offices
                .iter()
                .any(|office| office.get(at) == Some(&true))
        };
        own.iter()
            .enumerate()
            .map(|(at, is)| *is && any(at))
            .collect()
    }

    /// Whether some conditions say of which rows, so many, the others are: “cả hai hồ sơ chậm trên 07
    /// ngày đều đã có thư xin lỗi”.
    pub fn some_imply_others(&self, rows: &Mask, stated: Option<Decimal>) -> bool {
        let all: Vec<&Mask> = self.offices.iter().chain(&self.said).collect();
        let some = |chosen: usize, of: bool| {
            let own = all.iter().enumerate();
            let own = own.filter(|(at, _)| (chosen >> at & 1 == 1) == of);
            own.fold(rows.clone(), |rows, (_, own)| both(&rows, own))
        };
        let most = 1_usize << all.len().min(4);
        (1..most.saturating_sub(1)).any(|chosen| {
            let (own, others) = (some(chosen, true), some(chosen, false));
            let many = own.iter().filter(|is| **is).count();
            let counted = stated.is_none_or(|stated| stated == Decimal::from(many));
            many > 0 && counted && both(&own, &others) == own
        })
    }

    pub fn without_office(&self, rows: &Mask) -> Mask {
        self.said
            .iter()
            .fold(rows.clone(), |rows, said| both(&rows, said))
    }
}

/// Words of the list that stand in a sentence.
pub struct Mention {
    pub start: usize,
    pub end: usize,
    pub rows: Mask,
    pub office: bool,
}
