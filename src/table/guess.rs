//! Which column is which, by what its header says, when nobody has declared it. A guess is
//! told; where two columns, or two names, are equally likely, it is a fault at the header.

use std::collections::{BTreeMap, BTreeSet};

use super::book::Book;
use super::check;
use super::columns::Columns;
use super::grid::Grid;
use super::head::{Column, Head};
use super::words::fold;
use crate::fault::{Fault, Faults, Kind, Place};
use crate::form::{Fields, Node, Sourced, Value, parse};

/// Heads and abbreviations as offices write them.
const HEADS: &str = include_str!("ten-cot.yaml");

/// How alike, of a thousand, a header and what is looked for must be.
const ALIKE: usize = 700;

/// What is looked for: a name, and a header it may stand under, from the top level down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The name.
    pub name: String,
    /// The header.
    pub head: Vec<String>,
}

/// A column that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// What it is.
    pub name: String,
    /// The column.
    pub column: Column,
}

/// What is known of the way offices write the heads of tables.
#[derive(Debug)]
pub struct Guesser {
    short: BTreeMap<String, String>,
    idle: BTreeSet<String>,
    heads: Vec<Sought>,
}

type Words = BTreeSet<String>;

impl Guesser {
    /// With the shipped heads and abbreviations.
    ///
    /// # Errors
    /// If their file is damaged.
    pub fn new() -> Result<Self, Faults> {
        let node = parse("ten-cot.yaml", HEADS)?;
        let mut faults = Faults::none();
        let guesser = Self::of(&node, &mut faults);
        faults.or(guesser)
    }

    fn of(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, "tên cột", &["viet_tat", "bo_qua", "cot"], faults)?;
        let short: Node = fields.required("viet_tat", faults)?;
        let idle: Vec<String> = fields.required("bo_qua", faults)?;
        let heads: Node = fields.required("cot", faults)?;
        Some(Self {
            short: texts(&short)
                .map(|(key, text)| (key, fold(&text)))
                .collect(),
            idle: idle.iter().map(|word| fold(word)).collect(),
            heads: texts(&heads)
                .map(|(name, head)| Sought {
                    name,
                    head: vec![head],
                })
                .collect(),
        })
    }

    /// The heads under which offices have a common name, such as `don_vi`.
    pub fn common(&self, name: &str) -> impl Iterator<Item = Sought> {
        let heads = self.heads.iter().filter(move |wanted| wanted.name == name);
        heads.cloned()
    }

    /// The columns that are recognised, in the order of the names.
    ///
    /// # Errors
    /// Where two columns or two names are equally likely.
    pub fn guess(&self, grid: &Grid, head: &Head, wanted: &[Sought]) -> Result<Vec<Guess>, Faults> {
        let mut faults = Faults::none();
        let mut found: Vec<(usize, Guess)> = Vec::new();
        for name in names(wanted) {
            let (likeness, best) = self.likeliest(head, name, wanted);
            match best.as_slice() {
                [] => {}
                [column] => {
                    let (name, column) = (name.to_owned(), (*column).clone());
                    found.push((likeness, Guess { name, column }));
                }
                [first, ..] => faults.add(several_columns(grid, head, name, first, &best)),
            }
        }
        let guesses = one_name_each(grid, head, &found, &mut faults);
        faults.or(Some(guesses))
    }

    /// The columns that are most like what a name is looked for under, and how alike they are.
    fn likeliest<'h>(
        &self,
        head: &'h Head,
        name: &str,
        wanted: &[Sought],
    ) -> (usize, Vec<&'h Column>) {
        let heads = wanted.iter().filter(|wanted| wanted.name == name);
        let heads: Vec<Vec<Words>> = heads.map(|wanted| self.levels(&wanted.head)).collect();
        let likeness = |column: &Column| {
            let levels = self.levels(&column.path);
            let all = heads.iter().map(|head| alike(head, &levels));
            all.max().unwrap_or_default()
        };
        let scored = head.columns.iter().map(|column| (likeness(column), column));
        let scored: Vec<(usize, &Column)> = scored.filter(|(l, _)| *l >= ALIKE).collect();
        let most = scored.iter().map(|(likeness, _)| *likeness).max();
        let most = most.unwrap_or_default();
        let best = scored.into_iter().filter(|(likeness, _)| *likeness == most);
        (most, best.map(|(_, column)| column).collect())
    }

    /// The words of each level that has any.
    fn levels(&self, path: &[String]) -> Vec<Words> {
        let levels = path.iter().map(|text| self.words(text));
        levels.filter(|words| !words.is_empty()).collect()
    }

    /// The words of a head: without what stands in parentheses (units, maxima), abbreviations
    /// written out.
    fn words(&self, text: &str) -> Words {
        let mut depth = 0_u32;
        let mut kept = String::new();
        for c in fold(text).chars() {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                c if depth == 0 && c.is_alphanumeric() => kept.push(c),
                _ => kept.push(' '),
            }
        }
        let full = |word: &str| match self.short.get(word) {
            Some(full) => full.clone(),
            None => word.to_owned(),
        };
        let words: Vec<String> = kept.split_whitespace().map(full).collect();
        let words = words.iter().flat_map(|words| words.split(' '));
        let words = words.filter(|word| !self.idle.contains(*word));
        words.map(str::to_owned).collect()
    }
}

impl Columns {
    /// The declaration with the columns that offices give these names; what was recognised is
    /// noted.
    ///
    /// # Errors
    /// If the first of them is not recognised, or one is ambiguous.
    pub fn recognised(
        &self,
        book: &Book,
        names: &[&str],
        notes: &mut Vec<String>,
    ) -> Result<Self, Faults> {
        let (grid, head) = self.head(book, &mut Vec::new())?;
        check::head(grid, &head)?;
        let guesser = Guesser::new()?;
        let sought: Vec<Sought> = names.iter().flat_map(|name| guesser.common(name)).collect();
        let guesses = guesser.guess(grid, &head, &sought)?;
        if let Some(name) = names.first()
            && !guesses.iter().any(|guess| guess.name == *name)
        {
            return Err(unrecognised(grid, &head, name).into());
        }
        let place = &self.file().place;
        let mut columns = Vec::with_capacity(guesses.len());
        let mut shown = Vec::with_capacity(guesses.len());
        for Guess { name, column } in guesses {
            let (head, letters) = (column.name(), column.letters());
            shown.push(format!("{name} là “{head}” ({letters})"));
            let written = Sourced {
                value: letters,
                place: place.clone(),
            };
            columns.push((name, written));
        }
        notes.push(format!("{}: cột {}", grid.place(), shown.join(", ")));
        Ok(self.mapped(columns))
    }
}

fn unrecognised(grid: &Grid, head: &Head, name: &str) -> Fault {
    let place = grid.place().at(*head.rows.end(), 0);
    let found = format!("không nhận ra cột nào là “{name}”");
    Fault::new(Kind::MissingKey, place, found)
        .expected("tên cột như trong bảng của một hồ sơ mới")
        .remedy(format!(
            "sửa tiêu đề trong tệp, hoặc khai báo “{name}: …” ở “cot” trong hồ sơ"
        ))
}

/// Names with texts; a name with a list has each of its texts.
fn texts(node: &Node) -> impl Iterator<Item = (String, String)> {
    let entries = match &node.value {
        Value::Map(entries) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().flat_map(|entry| {
        let items = match &entry.value.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(&entry.value),
        };
        items.iter().filter_map(|item| match &item.value {
            Value::Text(text) => Some((entry.key.clone(), text.clone())),
            _ => None,
        })
    })
}

/// Each name once, in order.
fn names(wanted: &[Sought]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for wanted in wanted {
        if !names.contains(&wanted.name.as_str()) {
            names.push(&wanted.name);
        }
    }
    names
}

/// How alike two headers are, of a thousand: the mean over the levels that are looked for,
/// compared from the lowest up.
fn alike(wanted: &[Words], column: &[Words]) -> usize {
    let lowest = wanted.last().zip(column.last());
    if lowest.is_none_or(|(wanted, column)| shared(wanted, column) < ALIKE) {
        return 0;
    }
    let levels = wanted.iter().rev().zip(column.iter().rev());
    let sum: usize = levels.map(|(wanted, column)| shared(wanted, column)).sum();
    sum / wanted.len().max(1)
}

/// How many of their words two texts share, of a thousand; none if their numbers differ.
fn shared(one: &Words, other: &Words) -> usize {
    let numbers = |words: &Words| -> Vec<String> {
        let number = |word: &&String| word.chars().all(|c| c.is_ascii_digit());
        words.iter().filter(number).cloned().collect()
    };
    if numbers(one) != numbers(other) {
        return 0;
    }
    let both = one.intersection(other).count();
    (2000 * both)
        .checked_div(one.len() + other.len())
        .unwrap_or(0)
}

/// A column that several names claim is that of the likeliest.
fn one_name_each(
    grid: &Grid,
    head: &Head,
    found: &[(usize, Guess)],
    faults: &mut Faults,
) -> Vec<Guess> {
    let mut guesses = Vec::new();
    for (likeness, guess) in found {
        let rivals = found.iter().filter(|(_, other)| {
            other.column.number == guess.column.number && other.name != guess.name
        });
        let rivals: Vec<&(usize, Guess)> = rivals.collect();
        if rivals.iter().any(|(other, _)| other > likeness) {
            continue;
        }
        match rivals.iter().find(|(other, _)| other == likeness) {
            // Told once, by the first of them.
            Some((_, rival)) if guess.name < rival.name => {
                faults.add(several_names(grid, head, guess, rival));
            }
            Some(_) => {}
            None => guesses.push(guess.clone()),
        }
    }
    guesses
}

/// The lowest cell of a column's header.
fn place(grid: &Grid, head: &Head, column: &Column) -> Place {
    let own = |row: &usize| grid.cell(*row, column.number).is_some();
    let row = head.rows.clone().rev().find(own);
    grid.place()
        .at(row.unwrap_or(*head.rows.end()), column.number)
}

const REMEDY: &str = "sửa tiêu đề trong tệp cho rõ, hoặc khai báo các cột ở “cot” trong hồ sơ";

fn several_columns(
    grid: &Grid,
    head: &Head,
    name: &str,
    first: &Column,
    columns: &[&Column],
) -> Fault {
    let shown = |column: &&Column| format!("“{}” ({})", column.name(), column.letters());
    let shown: Vec<String> = columns.iter().map(shown).collect();
    let found = format!("không rõ cột nào là “{name}”: {}", shown.join(", "));
    Fault::new(Kind::WrongValue, place(grid, head, first), found)
        .expected("một cột có tiêu đề giống nhất")
        .remedy(REMEDY)
}

fn several_names(grid: &Grid, head: &Head, guess: &Guess, rival: &Guess) -> Fault {
    let column = &guess.column;
    let found = format!(
        "không rõ cột “{}” là “{}” hay “{}”",
        column.name(),
        guess.name,
        rival.name
    );
    Fault::new(Kind::WrongValue, place(grid, head, column), found)
        .expected("tiêu đề chỉ giống một tên")
        .remedy(REMEDY)
}

#[cfg(test)]
mod tests {
    use super::super::csv;
    use super::super::text::Reading;
    use super::*;

    fn sought(name: &str, head: &[&str]) -> Sought {
        Sought {
            name: name.into(),
            head: head.iter().map(ToString::to_string).collect(),
        }
    }

    fn guess(table: &str, wanted: &[Sought]) -> Result<Vec<String>, Faults> {
        let mut reading = Reading::new(None);
        let (grid, _) = csv::read(&Place::file("a.tsv"), table.as_bytes(), &mut reading).unwrap();
        let head = Head::find(&grid).unwrap();
        let guesses = Guesser::new().unwrap().guess(&grid, &head, wanted)?;
        let shown = |guess: Guess| format!("{} {}", guess.name, guess.column.letters());
        Ok(guesses.into_iter().map(shown).collect())
    }

    const TABLE: &str = "STT\tTÊN CƠ QUAN, ĐƠN VỊ\tNhóm cung cấp DVTT\t\tTiến độ, KQ giải quyết (30đ)\n\t\tChỉ số 1 (10đ)\tChỉ số 2(5đ)\t\n1\txã A\t1\t2\t9\n";

    #[test]
    fn abbreviations_maxima_and_case_do_not_matter_and_numbers_do() {
        let wanted = [
            sought("don_vi", &["Tên cơ quan, đơn vị"]),
            sought("b", &["Cung cấp dịch vụ trực tuyến", "Chỉ số 2"]),
            sought("a", &["Cung cấp dịch vụ trực tuyến", "Chỉ số 1"]),
            sought("c", &["Cung cấp dịch vụ trực tuyến", "Chỉ số 3"]),
            sought("t", &["Tiến độ, kết quả giải quyết"]),
            sought("s", &["Số hóa hồ sơ", "Chỉ số 1"]),
        ];
        assert_eq!(
            guess(TABLE, &wanted).unwrap(),
            ["don_vi B", "b D", "a C", "t E"]
        );
    }

    #[test]
    fn the_likelier_name_has_the_column() {
        let wanted = [
            sought("near", &["Tiến độ giải quyết hồ sơ"]),
            sought("same", &["Tiến độ, kết quả giải quyết"]),
        ];
        assert_eq!(guess(TABLE, &wanted).unwrap(), ["same E"]);
    }

    #[test]
    fn what_is_ambiguous_is_a_fault_at_its_header() {
        let two = "Đơn vị\tĐiểm\tĐiểm (%)\nxã A\t1\t2\n";
        insta::assert_snapshot!(guess(two, &[sought("d", &["Điểm"])]).unwrap_err(), @r"
        a.tsv!B1: lỗi GIA-TRI-02: không rõ cột nào là “d”: “Điểm” (B), “Điểm (%)” (C)
          cần: một cột có tiêu đề giống nhất
          sửa: sửa tiêu đề trong tệp cho rõ, hoặc khai báo các cột ở “cot” trong hồ sơ
        ");
        let same = [sought("e", &["Đơn vị"]), sought("d", &["Đơn vị"])];
        insta::assert_snapshot!(guess(two, &same).unwrap_err(), @r"
        a.tsv!A1: lỗi GIA-TRI-02: không rõ cột “Đơn vị” là “d” hay “e”
          cần: tiêu đề chỉ giống một tên
          sửa: sửa tiêu đề trong tệp cho rõ, hoặc khai báo các cột ở “cot” trong hồ sơ
        ");
    }
}
