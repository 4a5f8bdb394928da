//! What ordinary tables bring: a province's table of points, clean or with one thing planted that
//! offices and their programs leave in such files. A planted thing is found when the program names
//! its row, column or unit; and no rank, count or unit may change without that.

use std::fs;
use std::path::Path;

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use crate::Tally;
use crate::chance::Chance;
use crate::common::{AXES, AXIS_NAMES, repository, run};
use crate::grid::{Cell, Grid, Row};

/// What is planted.
pub const KINDS: [&str; 14] = [
    "công thức chưa có kết quả",
    "ô lỗi của Excel",
    "giờ:phút trong ô số",
    "hàng ẩn",
    "hàng trung bình",
    "hàng cộng",
    "hàng điểm tối đa",
    "hàng nhóm số La Mã",
    "ô trống, dấu - ở một trục",
    "thiếu cột của một trục",
    "một đơn vị hai cách viết",
    "nháy kép không đóng (CSV)",
    "thừa ô so với tiêu đề (CSV)",
    "tổng công bố lệch",
];

const MAXIMA: [i64; 6] = [18, 20, 12, 10, 18, 22];
/// The column of the name, of the first axis, of the total.
const NAME: usize = 1;
const AXIS: usize = 2;
const TOTAL: usize = 8;

/// A table of points, the rows of its units and how it is kept.
#[derive(Clone)]
pub struct Case {
    grid: Grid,
    province: String,
    /// The first unit's row, from 0.
    first: usize,
    units: usize,
    workbook: bool,
    delimiter: char,
}

/// What the program made of a table.
pub struct Outcome {
    /// No document.
    refused: bool,
    /// What it said, in all.
    said: String,
    /// What it scored: unit, points, rank.
    scored: String,
}

impl Case {
    /// Another province, other units and points, another way to keep the table.
    pub fn new(chance: &mut Chance) -> Self {
        let (province, mut names) = province(chance);
        let units = usize::try_from(chance.between(6, 14)).unwrap();
        while names.len() > units {
            names.remove(chance.below(names.len()));
        }
        let mut grid = Grid::default();
        let workbook = chance.below(3) > 0;
        // In a CSV, lines above the head would be shorter than it.
        if workbook && chance.below(2) == 0 {
            grid.rows
                .push(row([Cell::text("BẢNG TỔNG HỢP ĐIỂM THÁNG 10 NĂM 2025")]));
            grid.rows.push(Row::default());
        }
        let heads = ["STT", "Đơn vị"]
            .iter()
            .chain(&AXIS_NAMES)
            .chain(&["Tổng điểm"]);
        grid.rows.push(row(heads.map(|head| Cell::text(*head))));
        let first = grid.rows.len();
        for (name, i) in names.iter().zip(1..) {
            let points =
                MAXIMA.map(|maximum| Decimal::new(chance.between(maximum * 30, maximum * 100), 2));
            let total = points.iter().sum::<Decimal>();
            let numbers = points.iter().chain([&total]).map(number);
            let cells = [Cell::Number(i.to_string()), Cell::text(name)];
            grid.rows.push(row(cells.into_iter().chain(numbers)));
        }
        let units = names.len();
        let delimiter = *chance.pick(&[';', ',', '\t']);
        Self {
            grid,
            province,
            first,
            units,
            workbook,
            delimiter,
        }
    }

    /// The case with one thing planted, and what has to be named: one word of each list. None if
    /// the file cannot hold it.
    pub fn plant(&self, kind: usize, chance: &mut Chance) -> Option<(Planted, Vec<String>)> {
        let mut case = self.clone();
        let at = self.first + chance.below(self.units);
        let axis = AXIS + chance.below(AXES.len());
        let cells = (0..=TOTAL).map(|column| address(column, at));
        let row = [self.name(at), format!("dòng {}", at + 1)];
        let place = row.into_iter().chain(cells).collect();
        let place = match kind {
            0..=3 | 8 | 13 => {
                case.change(kind, (at, axis), chance);
                place
            }
            4..=7 => case.add_row(kind, chance),
            9 => {
                for row in &mut case.grid.rows[self.first - 1..] {
                    row.cells.remove(axis);
                }
                let (head, code) = (AXIS_NAMES[axis - AXIS], AXES[axis - AXIS]);
                vec![head.to_owned(), code.to_owned()]
            }
            10 => {
                let mut again = case.grid.rows[at].clone();
                again.cells[NAME] = Cell::text(respelt(&self.name(at), &self.province, chance)?);
                again.cells[0] = Cell::Number((self.units + 1).to_string());
                case.grid.rows.insert(self.first + self.units, again);
                place
            }
            _ => {
                let text = case.spoilt(kind, (at, axis))?;
                return Some((
                    Planted {
                        case,
                        text: Some(text),
                    },
                    place,
                ));
            }
        };
        Some((Planted::clean(case), place))
    }

    /// Another thing in a cell, or a row that is hidden.
    fn change(&mut self, kind: usize, (at, axis): (usize, usize), chance: &mut Chance) {
        const ERRORS: [&str; 5] = ["#SPILL!", "#CALC!", "#GETTING_DATA", "#N/A", "#FIELD!"];
        self.workbook |= kind <= 3;
        let row = &mut self.grid.rows[at];
        match kind {
            0 => row.cells[axis] = Cell::Formula("1+1", None),
            1 => row.cells[axis] = Cell::Error(ERRORS[chance.below(ERRORS.len())]),
            2 => row.cells[axis] = Cell::Elapsed("1.0625".to_owned()),
            3 => row.hidden = true,
            8 => row.cells[axis] = chance.pick(&[Cell::Blank, Cell::text("-")]).clone(),
            _ => {
                let wrong = row.cells[TOTAL].number() + Decimal::new(1, 1);
                row.cells[TOTAL] = number(&wrong);
            }
        }
    }

    /// The text of a CSV that is no longer what its cells are: a quote that nobody closes, or
    /// decimals that became fields. None where a field needs no quotes.
    fn spoilt(&mut self, kind: usize, (at, axis): (usize, usize)) -> Option<String> {
        self.workbook = false;
        if kind == 11 {
            self.grid.rows[at].cells[NAME] = Cell::text(format!("@{}", self.name(at)));
            return Some(self.csv().replace('@', "\""));
        }
        self.delimiter = ',';
        let bare = self.grid.rows[at].cells[axis].csv();
        let quoted = format!("\"{bare}\"");
        let mut lines: Vec<String> = self.csv().lines().map(str::to_owned).collect();
        if !lines[at].contains(&quoted) {
            return None;
        }
        lines[at] = lines[at].replacen(&quoted, &bare, 1);
        Some(lines.join("\n"))
    }

    /// A row that is no unit; its words.
    fn add_row(&mut self, kind: usize, chance: &mut Chance) -> Vec<String> {
        let rows = &self.grid.rows[self.first..self.first + self.units];
        let column = |column: usize| -> Vec<Decimal> {
            rows.iter().map(|row| row.cells[column].number()).collect()
        };
        let count = Decimal::from(self.units);
        let all = AXIS..=TOTAL;
        let (words, values): (&[&str], Vec<Decimal>) = match kind {
            4 => (
                &[
                    "Trung bình",
                    "Bình quân",
                    "BÌNH QUÂN CHUNG",
                    "Trung bình toàn tỉnh",
                    "Điểm trung bình",
                ],
                all.map(|at| (column(at).iter().sum::<Decimal>() / count).round_dp(2))
                    .collect(),
            ),
            5 => (
                &[
                    "Tổng cộng",
                    "Cộng các xã, phường",
                    "Toàn tỉnh",
                    "Lũy kế",
                    "Cộng chung",
                ],
                all.map(|at| column(at).iter().sum()).collect(),
            ),
            6 => (
                &["Điểm tối đa", "Điểm chuẩn", "Thang điểm", "Mức điểm tối đa"],
                MAXIMA
                    .iter()
                    .chain([&100])
                    .map(|maximum| Decimal::from(*maximum))
                    .collect(),
            ),
            _ => (&["Khối xã", "Các xã, phường", "Khối xã, phường"], vec![]),
        };
        let words = *chance.pick(words);
        let serial = if kind == 7 {
            Cell::text("I")
        } else {
            Cell::Blank
        };
        let cells = [serial, Cell::text(words)].into_iter();
        let new = row(cells.chain(values.iter().map(number)));
        // The maxima and a group's name stand above the units, sums and means below.
        let at = if kind >= 6 {
            self.first
        } else {
            self.first + self.units
        };
        self.grid.rows.insert(at, new);
        let cells = (AXIS..=TOTAL).map(|column| address(column, at));
        let words = [words.to_owned(), format!("dòng {}", at + 1)];
        words.into_iter().chain(cells).collect()
    }

    fn name(&self, at: usize) -> String {
        match &self.grid.rows[at].cells[NAME] {
            Cell::Text(name) => name.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn csv(&self) -> String {
        self.grid.csv(self.delimiter)
    }
}

/// A case as it is written.
pub struct Planted {
    case: Case,
    /// Of the CSV, where it is no longer what its cells are.
    text: Option<String>,
}

impl Planted {
    pub fn clean(case: Case) -> Self {
        Self { case, text: None }
    }

    /// What the program makes of it.
    pub fn outcome(&self, folder: &Path) -> Outcome {
        let file = if self.case.workbook {
            "diem.xlsx"
        } else {
            "diem.csv"
        };
        let bytes = match &self.text {
            _ if self.case.workbook => self.case.grid.xlsx(),
            Some(text) => text.clone().into_bytes(),
            None => self.case.csv().into_bytes(),
        };
        fs::write(folder.join(file), bytes).unwrap();
        let columns = AXES.iter().zip(AXIS_NAMES);
        let columns: String = columns
            .map(|(axis, head)| format!("    {axis}: \"{head}\"\n"))
            .collect();
        let province = &self.case.province;
        let text = format!(
            "mau: bao-cao-tinh\nbo_chi_so: qd766\nky: 2025-10\n\
             co_quan: {{ten: \"Ủy ban nhân dân {province}\", ky_hieu: UBND, dia_danh: \"{province}\"}}\n\
             van_ban: {{ngay: 2025-11}}\n\
             bang_diem:\n  tep: {file}\n  cot:\n    don_vi: \"Đơn vị\"\n{columns}    tong: \"Tổng điểm\"\n\
             noi_nhan: {{gui: [\"Các sở\"], luu: VP}}\n\
             nguoi_ky: {{quyen_han: \"TM. Ủy ban nhân dân\", chuc_vu: Chủ tịch, ho_ten: Trần Minh Phúc}}\n"
        );
        fs::write(folder.join("ho-so.yaml"), text).unwrap();
        let path = folder.to_str().unwrap();
        let (code, out, err) = run(folder, &["check", path]);
        let mut said = out + &err;
        let mut scored = String::new();
        if code == 0 {
            let (_, table, remarks) = run(folder, &["score", path, "--format", "csv"]);
            said.push_str(&remarks);
            scored = table;
        }
        Outcome {
            refused: code != 0,
            said,
            scored,
        }
    }
}

impl Outcome {
    pub fn refused(&self) -> bool {
        self.refused
    }

    pub fn said(&self) -> &str {
        &self.said
    }

    /// Whether it names one of these.
    fn names(&self, places: &[String]) -> bool {
        let said = self.said.to_lowercase();
        places
            .iter()
            .any(|place| said.contains(&place.to_lowercase()))
    }
}

/// Plants so many things; what was found and placed of each kind. Nothing may change in silence:
/// what is not found must score as the clean table does.
pub fn plant(times: usize, seed: u64) -> std::collections::BTreeMap<usize, Tally> {
    let mut chance = Chance::new(seed);
    let folder = tempfile::tempdir().unwrap();
    let mut tallies = std::collections::BTreeMap::<usize, Tally>::new();
    for _ in 0..times {
        let kind = chance.below(KINDS.len());
        let (clean, planted, places) = loop {
            let case = Case::new(&mut chance);
            if let Some((planted, places)) = case.plant(kind, &mut chance) {
                break (Planted::clean(case), planted, places);
            }
        };
        let before = clean.outcome(folder.path());
        let after = planted.outcome(folder.path());
        let new = after.said != before.said;
        let tally = tallies.entry(kind).or_default();
        tally.made += 1;
        tally.due += 1;
        tally.found += usize::from(new);
        // Where a document is made all the same, its ranks are those of the clean table.
        let right = after.refused || after.scored == before.scored || kind == 13;
        let placed = new && right && after.names(&places);
        tally.placed += usize::from(placed);
        if !placed && std::env::var_os("SHOW_MISSED").is_some() {
            println!(
                "{}: {places:?}\n{}\n{}",
                KINDS[kind], after.said, after.scored
            );
        }
    }
    tallies
}

/// So many clean tables; those that were refused.
pub fn vary(times: usize, seed: u64) -> Vec<String> {
    let mut chance = Chance::new(seed);
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for _ in 0..times {
        let outcome = Planted::clean(Case::new(&mut chance)).outcome(folder.path());
        if outcome.refused() {
            wrong.push(outcome.said().to_owned());
        }
    }
    wrong
}

fn row(cells: impl IntoIterator<Item = Cell>) -> Row {
    Row {
        cells: cells.into_iter().collect(),
        hidden: false,
    }
}

fn number(value: &Decimal) -> Cell {
    Cell::Number(value.normalize().to_string())
}

fn address(column: usize, row: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column).unwrap());
    format!("{letter}{}", row + 1)
}

/// A province and its units, with their kinds.
fn province(chance: &mut Chance) -> (String, Vec<String>) {
    let text = fs::read_to_string(repository("data/don-vi-hanh-chinh-2025.tsv")).unwrap();
    let lines: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    let province = chance.pick(&lines)[0];
    let own = lines.iter().filter(|line| line[0] == province);
    let units = own.flat_map(|line| line[2].split(';').map(|name| format!("{} {name}", line[1])));
    let whole = if province.starts_with("Thành phố") {
        province.replacen("Thành", "thành", 1)
    } else {
        format!("tỉnh {province}")
    };
    (whole, units.collect())
}

/// The same unit, written otherwise.
fn respelt(name: &str, province: &str, chance: &mut Chance) -> Option<String> {
    const TONES: [(&str, &str); 8] = [
        ("òa", "oà"),
        ("óa", "oá"),
        ("ỏa", "oả"),
        ("ọa", "oạ"),
        ("úy", "uý"),
        ("ủy", "uỷ"),
        ("ùy", "uỳ"),
        ("ụy", "uỵ"),
    ];
    let other = match chance.below(6) {
        0 => {
            let (old, new) = TONES.iter().find(|(old, _)| name.contains(old))?;
            name.replace(old, new)
        }
        1 => format!("UBND {name}"),
        2 => format!("Ủy ban nhân dân {name}"),
        3 => format!("UBND {name} - {province}"),
        4 => name.to_uppercase(),
        _ => name.nfd().collect(),
    };
    (other != name).then_some(other)
}
