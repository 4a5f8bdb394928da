//! Which column is which, by the head of the table. There is one finder, whoever asks: it
//! takes the strongest evidence first, says by what each column was found, and where two
//! columns, or two names, are equally likely it finds neither and says so at the head.
//! The rules as users read them: `docs/cot.md`.

use super::dictionary::{Dictionary, Level};
use super::grid::Grid;
use super::head::{Column, Head};
use super::lookup;
use super::turned::turned;
use super::words::fold;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::Sourced;

/// How alike, of a thousand, two heads must be to be taken for the same.
const ALIKE: usize = 700;

/// A column that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// Its name in records.
    pub name: String,
    /// The heads it may stand under, each from the top level down; the first is the one to show.
    pub heads: Vec<Vec<String>>,
    /// Its number in the row of column numbers.
    pub number: Option<String>,
    /// Whether the table must have it.
    pub needed: bool,
}

/// By what a column was found, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// The hồ sơ says so.
    Declared,
    /// The whole head, whatever case, blanks and accents.
    Head,
    /// The same words, with abbreviations written out and without brackets.
    Words,
    /// The same words on the lower levels; one of the heads has more levels above them.
    Levels,
    /// The first letters of the words.
    Letters,
    /// Nearly the same words.
    Near,
    /// The row of column numbers.
    Number,
}

/// A column that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub name: String,
    /// The head that was looked for.
    pub head: String,
    /// The column.
    pub column: Column,
    /// Why.
    pub evidence: Evidence,
}

/// How strong the evidence for one column is: the smaller, the stronger.
type Strength = (Evidence, usize);

/// That a column may be what is looked for.
struct Clue {
    sought: usize,
    column: usize,
    strength: Strength,
}

struct Search<'a> {
    grid: &'a Grid,
    head: &'a Head,
    sought: Vec<&'a Sought>,
    clues: Vec<Clue>,
    /// For each that is looked for: not yet found, found, or given up.
    found: Vec<State>,
    taken: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Found(usize, Evidence),
    Ambiguous,
}

/// The columns that are `declared` (names, and what a hồ sơ writes of their columns), then those
/// that are sought among the others.
///
/// # Errors
/// If a declared column is not there; where two columns, or two names, are equally likely; if
/// one that is needed is not found.
pub fn search(
    grid: &Grid,
    head: &Head,
    declared: &[(String, Sourced<String>)],
    sought: &[Sought],
) -> Result<Vec<Found>, Faults> {
    let mut found = as_declared(grid, head, declared)?;
    let open = |sought: &&Sought| !found.iter().any(|found| found.name == sought.name);
    let sought: Vec<&Sought> = sought.iter().filter(open).collect();
    let taken = |column: &Column| found.iter().any(|f| f.column.number == column.number);
    let mut search = Search {
        grid,
        head,
        clues: clues(Dictionary::shared()?, head, &sought),
        found: vec![State::Open; sought.len()],
        taken: head.columns.iter().map(taken).collect(),
        sought,
    };
    let mut faults = Faults::none();
    let mut strengths: Vec<Strength> = search.clues.iter().map(|clue| clue.strength).collect();
    strengths.sort_unstable();
    strengths.dedup();
    for strength in strengths {
        search.settle(strength, &mut faults);
    }
    found.extend(search.findings(&mut faults));
    // Of a table that is turned nothing else is to be put right.
    let heads = search.sought.iter().flat_map(|sought| &sought.heads);
    let lowest = heads.filter_map(|path| path.last());
    let turned = (!faults.is_empty()).then(|| turned(grid, head, lowest));
    match turned.flatten() {
        Some(turned) => Err(turned.into()),
        None => faults.or(Some(found)),
    }
}

/// The columns that are declared.
fn as_declared(
    grid: &Grid,
    head: &Head,
    declared: &[(String, Sourced<String>)],
) -> Result<Vec<Found>, Faults> {
    let mut faults = Faults::none();
    let mut found = Vec::with_capacity(declared.len());
    for (name, written) in declared {
        match lookup::find(head, &written.value) {
            // Letters name a column that has neither head nor cell as well as any other.
            Ok(column) if !is_there(grid, &column) => {
                faults.add(lookup::Wrong::Unknown.fault(grid, head, written));
            }
            Ok(column) => found.push(Found {
                name: name.clone(),
                head: written.value.clone(),
                column,
                evidence: Evidence::Declared,
            }),
            Err(wrong) => faults.add(wrong.fault(grid, head, written)),
        }
    }
    faults.or(Some(found))
}

fn is_there(grid: &Grid, column: &Column) -> bool {
    let headed = !column.path.is_empty() || column.mark.is_some();
    headed
        || grid
            .rows()
            .any(|(_, row)| row.cell(column.number).is_some())
}

/// All that speaks for any column.
fn clues(dictionary: &Dictionary, head: &Head, sought: &[&Sought]) -> Vec<Clue> {
    let columns: Vec<(String, Vec<Level>)> = head
        .columns
        .iter()
        .map(|column| (fold(&column.name()), dictionary.levels(&column.path)))
        .collect();
    let mut clues = Vec::new();
    for (index, sought) in sought.iter().enumerate() {
        let heads = sought.heads.iter();
        let heads: Vec<(String, Vec<Level>)> = heads
            .map(|path| (fold(&path.join(" / ")), dictionary.levels(path)))
            .collect();
        for (number, (column, known)) in head.columns.iter().zip(&columns).enumerate() {
            let by_head = heads.iter().filter_map(|head| strength(head, known));
            let by_number = || is_numbered(sought, column).then_some((Evidence::Number, 0));
            if let Some(strength) = by_head.min().or_else(by_number) {
                clues.push(Clue {
                    sought: index,
                    column: number,
                    strength,
                });
            }
        }
    }
    clues
}

/// How strongly the head of a column says that it is the one looked for.
fn strength(sought: &(String, Vec<Level>), column: &(String, Vec<Level>)) -> Option<Strength> {
    if sought.0 == column.0 {
        return Some((Evidence::Head, 0));
    }
    let (sought, column) = (&sought.1, &column.1);
    let pairs = || sought.iter().rev().zip(column.iter().rev());
    let (lowest, _) = (pairs().next()?, ());
    if pairs().all(|(sought, column)| sought.is(column)) {
        return Some(match sought.len().abs_diff(column.len()) {
            0 => (Evidence::Words, 0),
            more => (Evidence::Levels, more),
        });
    }
    if sought.len() == column.len()
        && pairs().all(|(sought, column)| sought.is(column) || column.shortens(sought))
    {
        return Some((Evidence::Letters, 0));
    }
    let likeness = || pairs().map(|(sought, column)| sought.likeness(column));
    let mean = likeness().sum::<usize>() / sought.len();
    let near = lowest.0.likeness(lowest.1) >= ALIKE && mean >= ALIKE;
    (near && likeness().all(|alike| alike > 0)).then(|| (Evidence::Near, 1000 - mean.min(1000)))
}

/// The columns whose heads may be first letters of these words.
///
/// # Errors
/// If the dictionary is damaged.
pub fn likely<'h>(head: &'h Head, words: &str) -> Result<Vec<&'h Column>, Faults> {
    let dictionary = Dictionary::shared()?;
    let full = dictionary.levels(&[words.to_owned()]);
    let short = |column: &&Column| {
        let levels = dictionary.levels(&column.path);
        let lowest = levels.last().zip(full.last());
        !column.is_serial() && lowest.is_some_and(|(short, full)| short.may_shorten(full))
    };
    Ok(head.columns.iter().filter(short).collect())
}

/// Whether the row of column numbers says so: `(3)`, or `(3)=(2)/(1)`.
fn is_numbered(sought: &Sought, column: &Column) -> bool {
    let mark = column.mark.as_deref();
    let mark = mark.map(|mark| mark.split('=').next().unwrap_or(mark));
    let number = mark.map(|mark| mark.trim_matches(['(', ')', ' ']));
    number.is_some() && number == sought.number.as_deref()
}

impl Search<'_> {
    /// Decides what this evidence decides.
    fn settle(&mut self, strength: Strength, faults: &mut Faults) {
        let open = |clue: &&Clue| {
            let state = self.found.get(clue.sought);
            let taken = self.taken.get(clue.column);
            clue.strength == strength && state == Some(&State::Open) && taken == Some(&false)
        };
        let open: Vec<(usize, usize)> = self.clues.iter().filter(open).map(Clue::pair).collect();
        let open = self.decide(open, strength.0, |_, _| true);
        // Where heads do not decide, the row of column numbers may.
        let open = self.decide(open, Evidence::Number, Self::numbered);
        self.refuse(&open, faults);
    }

    /// Decides the pairs that have no side in common with another, among those that count;
    /// gives what remains.
    fn decide(
        &mut self,
        open: Vec<(usize, usize)>,
        evidence: Evidence,
        counts: fn(&Self, (usize, usize)) -> bool,
    ) -> Vec<(usize, usize)> {
        let counted = open.iter().copied().filter(|pair| counts(self, *pair));
        let counted: Vec<(usize, usize)> = counted.collect();
        let lone = |pair: &&(usize, usize)| counted.iter().filter(|p| meet(p, pair)).count() == 1;
        let sure: Vec<(usize, usize)> = counted.iter().filter(lone).copied().collect();
        for (sought, column) in &sure {
            set(&mut self.found, *sought, State::Found(*column, evidence));
            set(&mut self.taken, *column, true);
        }
        let undecided = |pair: &(usize, usize)| !sure.iter().any(|s| meet(s, pair));
        open.into_iter().filter(undecided).collect()
    }

    fn numbered(&self, (sought, column): (usize, usize)) -> bool {
        let pair = self.sought.get(sought).zip(self.head.columns.get(column));
        pair.is_some_and(|(sought, column)| is_numbered(sought, column))
    }

    /// What is equally likely is not decided: several columns for one name, or several names for
    /// one column, are reported once.
    fn refuse(&mut self, pairs: &[(usize, usize)], faults: &mut Faults) {
        let mut reported: Vec<usize> = Vec::new();
        for (sought, _) in pairs {
            if reported.contains(sought) {
                continue;
            }
            let of_one = pairs.iter().filter(|(other, _)| other == sought);
            let columns: Vec<usize> = of_one.map(|(_, column)| *column).collect();
            match columns.as_slice() {
                [column] => {
                    let names = pairs.iter().filter(|(_, other)| other == column);
                    let names: Vec<usize> = names.map(|(name, _)| *name).collect();
                    faults.add(self.several_names(*column, &names));
                    reported.extend(names);
                }
                several => {
                    faults.add(self.several_columns(*sought, several));
                    reported.push(*sought);
                }
            }
        }
        for sought in reported {
            set(&mut self.found, sought, State::Ambiguous);
        }
    }

    fn findings(&self, faults: &mut Faults) -> Vec<Found> {
        let mut findings = Vec::new();
        for (sought, state) in self.sought.iter().zip(&self.found) {
            match state {
                State::Found(column, evidence) => {
                    let column = self.head.columns.get(*column).cloned();
                    findings.extend(column.map(|column| Found {
                        name: sought.name.clone(),
                        head: sought.shown(),
                        column,
                        evidence: *evidence,
                    }));
                }
                State::Open if sought.needed => faults.add(self.lacking(sought)),
                State::Open | State::Ambiguous => (),
            }
        }
        findings
    }

    fn shown(&self, columns: &[usize]) -> String {
        let columns = columns.iter().filter_map(|c| self.head.columns.get(*c));
        let shown = columns.map(|column| format!("“{}” ({})", column.name(), column.letters()));
        shown.collect::<Vec<_>>().join(", ")
    }

    fn name(&self, sought: usize) -> &str {
        self.sought.get(sought).map_or("", |sought| &sought.name)
    }

    /// The lowest cell of a column's head.
    fn place(&self, column: usize) -> Place {
        let number = self.head.columns.get(column).map_or(0, |c| c.number);
        let own = |row: &usize| self.grid.cell(*row, number).is_some();
        let row = self.head.rows.clone().rev().find(own);
        let row = row.unwrap_or(*self.head.rows.end());
        self.grid.place().at(row, number)
    }

    fn several_columns(&self, sought: usize, columns: &[usize]) -> Fault {
        let (name, shown) = (self.name(sought), self.shown(columns));
        let place = self.place(columns.first().copied().unwrap_or_default());
        let found = format!("không rõ cột nào là “{name}”: {shown}");
        Fault::new(Kind::WrongValue, place, found)
            .expected("một cột có tiêu đề giống nhất")
            .remedy(format!(
                "sửa tiêu đề trong tệp cho rõ, hoặc khai báo “{name}: …” ở “cot” trong hồ sơ"
            ))
    }

    fn several_names(&self, column: usize, names: &[usize]) -> Fault {
        let names: Vec<String> = names
            .iter()
            .map(|n| format!("“{}”", self.name(*n)))
            .collect();
        let found = format!(
            "không rõ cột {} là {}",
            self.shown(&[column]),
            names.join(" hay ")
        );
        Fault::new(Kind::WrongValue, self.place(column), found)
            .expected("tiêu đề chỉ giống một tên")
            .remedy("sửa tiêu đề trong tệp cho rõ, hoặc khai báo các cột ở “cot” trong hồ sơ")
    }

    fn lacking(&self, sought: &Sought) -> Fault {
        let (name, head) = (&sought.name, sought.shown());
        let free = (0..self.head.columns.len()).filter(|c| self.taken.get(*c) == Some(&false));
        let free = self.shown(&free.collect::<Vec<_>>());
        let place = self.grid.place().at(*self.head.rows.end(), 0);
        let found = format!("không nhận ra cột nào là “{head}” ({name})");
        let fault = Fault::new(Kind::MissingKey, place, found);
        let fault = match free.as_str() {
            "" => fault,
            free => fault.expected(format!("một trong các cột chưa rõ là gì: {free}")),
        };
        fault.remedy(format!(
            "sửa tiêu đề trong tệp, hoặc khai báo “{name}: chữ của cột” ở “cot” trong hồ sơ"
        ))
    }
}

/// Whether two pairs have one side in common.
fn meet(one: &(usize, usize), other: &(usize, usize)) -> bool {
    one.0 == other.0 || one.1 == other.1
}

fn set<T>(slots: &mut [T], index: usize, value: T) {
    if let Some(slot) = slots.get_mut(index) {
        *slot = value;
    }
}

impl Clue {
    fn pair(&self) -> (usize, usize) {
        (self.sought, self.column)
    }
}

impl Sought {
    /// A column by a name that every office has: `don_vi`.
    ///
    /// # Errors
    /// If the dictionary is damaged.
    pub fn common(name: &str, needed: bool) -> Result<Self, Faults> {
        Ok(Self {
            name: name.to_owned(),
            heads: Dictionary::shared()?.common(name).collect(),
            number: None,
            needed,
        })
    }

    /// As it is shown to the user.
    fn shown(&self) -> String {
        self.heads
            .first()
            .map_or(String::new(), |path| path.join(" / "))
    }
}

impl Evidence {
    /// As it is reported.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Declared => "theo khai báo",
            Self::Head => "đúng tiêu đề",
            Self::Words => "cùng chữ, khi viết đủ chữ tắt và bỏ phần trong ngoặc",
            Self::Levels => "cùng tiêu đề ở các tầng dưới",
            Self::Letters => "chữ đầu của các chữ",
            Self::Near => "tiêu đề gần giống",
            Self::Number => "theo số cột",
        }
    }
}

impl Found {
    /// What is reported of it: `cột C “Số HS TN” hiểu là nhan “Số hồ sơ tiếp nhận” (cùng chữ …)`.
    pub fn note(&self) -> String {
        let (column, letters) = (self.column.name(), self.column.letters());
        let (name, head, reason) = (&self.name, &self.head, self.evidence.reason());
        format!("cột {letters} “{column}” hiểu là {name} “{head}” ({reason})")
    }

    /// Whether it was guessed.
    pub fn is_guess(&self) -> bool {
        self.evidence > Evidence::Head
    }
}

#[cfg(test)]
mod tests;
