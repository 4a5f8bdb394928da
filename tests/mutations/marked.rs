//! A hồ sơ with marks around what can be mutated, and the mutations.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use vanthu::vn::number::parse;

use crate::chance::Chance;

/// The kinds of faults that are planted.
pub const KINDS: [&str; 8] = [
    "sai một chữ số",
    "đổi chỗ hai chữ số",
    "mất một hàng",
    "sai tên đơn vị",
    "ngược dấu",
    "lệch dấu thập phân (gấp 10, chia 10)",
    "lệch tháng của ngày",
    "lệch một cột",
];

/// What a mark holds.
#[derive(Clone, Debug)]
enum Mark {
    Figure(Decimal),
    Name,
    Day,
}

/// A piece of a line.
#[derive(Clone, Debug)]
struct Piece {
    text: String,
    mark: Option<(Mark, Vec<String>)>,
}

/// A line of pieces.
#[derive(Clone, Debug, Default)]
struct Line {
    pieces: Vec<Piece>,
    /// If it is a row whose loss others show: the region that shows it.
    droppable: Option<String>,
}

/// Where a piece stands: its line, and which of that.
type Place = (usize, usize);

/// A hồ sơ with its marks.
pub struct Marked {
    lines: Vec<Line>,
}

/// A mutated hồ sơ.
pub struct Mutation {
    pub text: String,
    /// Whether it has to be found: it breaks something that another figure bears out.
    pub due: bool,
    /// Where it may be found.
    pub regions: Vec<String>,
}

impl Marked {
    pub fn read(text: &str) -> Self {
        Self {
            lines: text.lines().map(Line::read).collect(),
        }
    }

    pub fn text(&self) -> String {
        self.lines.iter().map(|line| line.text() + "\n").collect()
    }

    /// The lines, from 1, of these regions.
    pub fn lines_of(&self, regions: &[String]) -> BTreeSet<usize> {
        let numbered = self.lines.iter().enumerate().filter(|(_, line)| {
            // The first region is where a piece stands; the others are where it may be told.
            let of_piece = |piece: &Piece| {
                piece
                    .mark
                    .as_ref()
                    .is_some_and(|(_, own)| regions.contains(&own[0]))
            };
            line.pieces.iter().any(of_piece)
        });
        // A dropped line moves those below it up by one.
        numbered.flat_map(|(i, _)| [i, i + 1]).collect()
    }

    /// The lines that differ, for people.
    pub fn difference(&self, text: &str) -> String {
        let old = self.text();
        let old: Vec<&str> = old.lines().collect();
        let new = text.lines().filter(|line| !old.contains(line));
        new.collect::<Vec<_>>().join("\n")
    }

    /// A mutation of a kind at a place of chance; none if this hồ sơ has nothing of the sort.
    pub fn mutate(&self, kind: usize, chance: &mut Chance) -> Option<Mutation> {
        match kind {
            0 => self.figure(chance, |text, chance| {
                let at = *chance.pick(&digits(text));
                let old = text.as_bytes()[at];
                let new = loop {
                    let new = b'0' + u8::try_from(chance.below(10)).unwrap();
                    if new != old {
                        break new;
                    }
                };
                replace(text, at, new)
            }),
            1 => self.figure(chance, |text, chance| {
                let digits = digits(text);
                let (a, b) = (*chance.pick(&digits), *chance.pick(&digits));
                let (x, y) = (text.as_bytes()[a], text.as_bytes()[b]);
                replace(&replace(text, a, y), b, x)
            }),
            2 => self.drop_row(chance),
            3 => self.misspell(chance),
            4 => self.figure(chance, |text, _| match text.strip_prefix('-') {
                Some(rest) => rest.to_owned(),
                None => format!("-{text}"),
            }),
            5 => self.figure(chance, |text, chance| shift(text, chance.below(2) == 0)),
            6 => self.earlier(chance),
            _ => self.shift_columns(chance),
        }
    }

    /// A place of chance with such a mark, and its text.
    fn place(&self, chance: &mut Chance, wanted: impl Fn(&Mark) -> bool) -> Option<(Place, &str)> {
        let mut places = Vec::new();
        for (l, line) in self.lines.iter().enumerate() {
            for (p, piece) in line.pieces.iter().enumerate() {
                if piece.mark.as_ref().is_some_and(|(mark, _)| wanted(mark)) {
                    places.push((l, p));
                }
            }
        }
        let (l, p) = *chance.any(&places)?;
        Some(((l, p), &self.lines[l].pieces[p].text))
    }

    /// A row of chance, of those whose loss others show.
    fn row(&self, chance: &mut Chance, wanted: impl Fn(&Line) -> bool) -> Option<usize> {
        let there = |l: &usize| self.lines[*l].droppable.is_some() && wanted(&self.lines[*l]);
        let rows: Vec<usize> = (0..self.lines.len()).filter(there).collect();
        chance.any(&rows).copied()
    }

    fn with(&self, (l, p): Place, text: String, due: bool) -> Mutation {
        let mut lines = self.lines.clone();
        let piece = &mut lines[l].pieces[p];
        piece.text = text;
        let regions = piece.mark.as_ref().unwrap().1.clone();
        Mutation {
            text: Self { lines }.text(),
            due,
            regions,
        }
    }

    fn figure(
        &self,
        chance: &mut Chance,
        change: impl Fn(&str, &mut Chance) -> String,
    ) -> Option<Mutation> {
        let (place, text) = self.place(chance, |mark| matches!(mark, Mark::Figure(_)))?;
        let piece = &self.lines[place.0].pieces[place.1];
        let Some((Mark::Figure(tolerance), _)) = &piece.mark else {
            return None;
        };
        let new = change(text, chance);
        let due = match (parse(text), parse(&new)) {
            (Ok(old), Ok(new)) => (old - new).abs() > *tolerance,
            _ => true,
        };
        Some(self.with(place, new, due))
    }

    fn drop_row(&self, chance: &mut Chance) -> Option<Mutation> {
        let row = self.row(chance, |_| true)?;
        let mut lines = self.lines.clone();
        lines.remove(row);
        // A row of nothing but zeros and dashes leaves no gap.
        let zero = |piece: &Piece| {
            !matches!(piece.mark, Some((Mark::Figure(_), _)))
                || parse(&piece.text).is_ok_and(|v| v.is_zero())
        };
        let due = !self.lines[row].pieces.iter().all(zero);
        Some(self.without(row, lines, due))
    }

    /// What became of the lines when a row was lost or moved.
    fn without(&self, row: usize, lines: Vec<Line>, due: bool) -> Mutation {
        let regions = self.lines[row].droppable.as_ref().unwrap().split(',');
        Mutation {
            text: Self { lines }.text(),
            due,
            regions: regions.map(str::to_owned).collect(),
        }
    }

    fn misspell(&self, chance: &mut Chance) -> Option<Mutation> {
        let (place, name) = self.place(chance, |mark| matches!(mark, Mark::Name))?;
        let own = name.rfind("xã ").map_or(0, |at| at + "xã ".len());
        let own = name
            .rfind("thị trấn ")
            .map_or(own, |at| at + "thị trấn ".len());
        let (lead, own) = name.split_at(own);
        let letters: Vec<char> = own.chars().collect();
        // The first letter stays: names are looked for by their capitals.
        let inside: Vec<usize> = (1..letters.len())
            .filter(|i| letters[*i].is_lowercase())
            .collect();
        let at = *chance.pick(&inside);
        let mut new = letters.clone();
        match (chance.below(2), accented(letters[at])) {
            (0, Some(other)) => new[at] = other,
            _ => {
                new.remove(at);
            }
        }
        let new: String = new.into_iter().collect();
        Some(self.with(place, format!("{lead}{new}"), true))
    }

    fn earlier(&self, chance: &mut Chance) -> Option<Mutation> {
        let (place, text) = self.place(chance, |mark| matches!(mark, Mark::Day))?;
        let back = chance.between(2, 12);
        let moved = |month: i64, year: i64| {
            let months = year * 12 + month - 1 - back;
            (months % 12 + 1, months / 12)
        };
        let new = match text.split_once('-') {
            Some((year, month)) => {
                let (month, year) = moved(month.parse().unwrap(), year.parse().unwrap());
                format!("{year}-{month:02}")
            }
            None => {
                let parts: Vec<i64> = text.split('/').map(|part| part.parse().unwrap()).collect();
                let (month, year) = moved(parts[1], parts[2]);
                format!("{}/{month}/{year}", parts[0].min(28))
            }
        };
        Some(self.with(place, new, true))
    }

    /// The figures of a table's row move one column to the right.
    fn shift_columns(&self, chance: &mut Chance) -> Option<Mutation> {
        let is_figure = |piece: &Piece| matches!(piece.mark, Some((Mark::Figure(_), _)));
        let wide = |line: &Line| line.pieces.iter().filter(|piece| is_figure(piece)).count() > 3;
        let row = self.row(chance, wide)?;
        let mut lines = self.lines.clone();
        let line = &mut lines[row];
        let figures: Vec<usize> = (0..line.pieces.len())
            .filter(|p| is_figure(&line.pieces[*p]))
            .collect();
        let texts: Vec<String> = figures
            .iter()
            .map(|p| line.pieces[*p].text.clone())
            .collect();
        for (i, p) in figures.iter().enumerate() {
            line.pieces[*p]
                .text
                .clone_from(&texts[(i + texts.len() - 1) % texts.len()]);
        }
        let due = texts.iter().any(|text| *text != texts[0]);
        Some(self.without(row, lines, due))
    }
}

impl Line {
    fn read(text: &str) -> Self {
        let (text, droppable) = match text.split_once(" #⊟") {
            Some((text, region)) => (text, Some(region.to_owned())),
            None => (text, None),
        };
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find(['⟦', '⟪', '⟨']) {
            let (before, marked) = rest.split_at(open);
            let end = marked.find(['⟧', '⟫', '⟩']).unwrap();
            let (marked, after) = marked.split_at(end);
            let mut letters = marked.chars();
            let sign = letters.next().unwrap();
            let fields: Vec<&str> = letters.as_str().split('|').collect();
            let mark = match sign {
                '⟦' => Mark::Figure(Decimal::from_str_exact(fields[1]).unwrap()),
                '⟪' => Mark::Name,
                _ => Mark::Day,
            };
            let regions = fields[0].split(',').map(str::to_owned).collect();
            pieces.push(Piece {
                text: before.to_owned(),
                mark: None,
            });
            pieces.push(Piece {
                text: (*fields.last().unwrap()).to_owned(),
                mark: Some((mark, regions)),
            });
            let mut after = after.chars();
            after.next();
            rest = after.as_str();
        }
        pieces.push(Piece {
            text: rest.to_owned(),
            mark: None,
        });
        Self { pieces, droppable }
    }

    fn text(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }
}

fn digits(text: &str) -> Vec<usize> {
    (0..text.len())
        .filter(|i| text.as_bytes()[*i].is_ascii_digit())
        .collect()
}

fn replace(text: &str, at: usize, digit: u8) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] = digit;
    String::from_utf8(bytes).unwrap()
}

/// Ten times as much, or a tenth.
fn shift(text: &str, more: bool) -> String {
    let value = parse(text).unwrap();
    let ten = Decimal::TEN;
    let moved = if more { value * ten } else { value / ten };
    vanthu::vn::number::print(moved.normalize()).replace('.', "")
}

/// The vowel with another accent.
fn accented(letter: char) -> Option<char> {
    const VOWELS: [&str; 8] = [
        "aáàảãạ",
        "âấầẩẫậ",
        "eéèẻẽẹ",
        "êếềểễệ",
        "iíìỉĩị",
        "oóòỏõọ",
        "uúùủũụ",
        "ưứừửữự",
    ];
    let family = VOWELS.iter().find(|vowels| vowels.contains(letter))?;
    family.chars().find(|other| *other != letter)
}
