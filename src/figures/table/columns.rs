//! What a hồ sơ says about a table: which file, which sheet, which columns mean what.
//!
//! ```yaml
//! tep: so-lieu.xlsx
//! trang: Biểu 01
//! cot:
//!   don_vi: B
//!   diem_dat: "ĐIỂM ĐẠT ĐƯỢC"
//! ```

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;

use super::book::Book;
use super::charset::Charset;
use super::csv::legacy;
use super::grid::{COLUMNS, CellKind, Grid, Row};
use super::head::{Column, Head};
use super::record::{Record, Table};
use super::rows::{RowKind, classify};
use super::words::fold;
use crate::fault::{Fault, Faults, Kind, Place, column_letters, nearest};
use crate::figures::{Entry, Fields, FromNode, Node, Sourced, Value};

/// The name of the column whose texts tell the rows apart.
const UNIT: &str = "don_vi";

/// A table as a hồ sơ declares it.
#[derive(Debug, Clone)]
pub struct Columns {
    place: Place,
    file: Sourced<String>,
    sheet: Option<Sourced<String>>,
    charset: Option<Charset>,
    header: Option<RangeInclusive<usize>>,
    /// What is wanted: name → letters, header or column number.
    wanted: Vec<(String, Sourced<String>)>,
}

impl Columns {
    /// Reads the declaration.
    pub fn read(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["tep", "trang", "bang_ma", "dong_tieu_de", "cot"];
        let fields = Fields::of(node, "khai báo bảng", &known, faults)?;
        let columns: Option<Node> = fields.required("cot", faults);
        let wanted = columns.and_then(|columns| wanted(&columns, faults));
        let declared = Self::of(&fields, Vec::new(), faults);
        Some(declared?.mapped(wanted?))
    }

    /// Reads a declaration that may leave its columns open.
    pub fn read_open(node: &Node, faults: &mut Faults) -> Option<Self> {
        let known = ["tep", "trang", "bang_ma", "dong_tieu_de", "cot"];
        let fields = Fields::of(node, "khai báo bảng", &known, faults)?;
        if fields.node("cot").is_some() {
            return Self::read(node, faults);
        }
        Self::of(&fields, Vec::new(), faults)
    }

    fn of(
        fields: &Fields,
        wanted: Vec<(String, Sourced<String>)>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let file = fields.required("tep", faults);
        let sheet = fields.optional("trang", faults);
        let charset = fields.optional("bang_ma", faults);
        let header: Option<HeaderRows> = fields.optional("dong_tieu_de", faults);
        Some(Self {
            wanted,
            place: fields.place().clone(),
            file: file?,
            sheet,
            charset,
            header: header.map(|HeaderRows(rows)| rows),
        })
    }

    /// A file with nothing declared: `bieu-02.csv`, or with a sheet `so-lieu.xlsx!Biểu 02`.
    pub fn of_file(written: &str, place: &Place) -> Self {
        let sourced = |text: &str| Sourced {
            value: text.to_owned(),
            place: place.clone(),
        };
        let (file, sheet) = match written.split_once('!') {
            Some((file, sheet)) => (file, Some(sourced(sheet))),
            None => (written, None),
        };
        Self {
            place: place.clone(),
            file: sourced(file),
            sheet,
            charset: None,
            header: None,
            wanted: Vec::new(),
        }
    }

    /// Whether it says which columns mean what.
    pub fn is_mapped(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// The same table with these columns.
    #[must_use]
    pub(super) fn mapped(&self, wanted: Vec<(String, Sourced<String>)>) -> Self {
        Self {
            wanted,
            ..self.clone()
        }
    }

    /// The file, as written.
    pub fn file(&self) -> &Sourced<String> {
        &self.file
    }

    /// Adds a fault for each declared name that nobody knows, with the nearest that is known.
    pub fn allow(&self, of: &str, known: &[String], faults: &mut Faults) {
        for (name, asked) in &self.wanted {
            if known.contains(name) {
                continue;
            }
            let found = format!("khai báo cột “{name}” không có trong {of}");
            let fault = Fault::new(Kind::UnknownKey, asked.place.clone(), found)
                .expected(format!("một trong: {}", known.join(", ")));
            faults.add(match nearest(name, known.iter().map(String::as_str)) {
                Some(near) => fault.remedy(format!("có phải ý bạn là “{near}”?")),
                None => fault.remedy("sửa tên, hoặc xóa dòng này"),
            });
        }
    }

    /// Adds a fault for each name that is needed and not declared.
    pub fn require(&self, names: &[&str], faults: &mut Faults) {
        for name in names {
            let declared = || self.wanted.iter().map(|(known, _)| known.as_str());
            if declared().any(|known| known == *name) {
                continue;
            }
            let fault = Fault::new(
                Kind::MissingKey,
                self.place.clone(),
                format!("khai báo bảng thiếu cột “{name}”"),
            )
            .expected(format!(
                "“{name}: …” trong “cot”: chữ của cột (B) hoặc tên ở tiêu đề"
            ));
            faults.add(match nearest(name, declared()) {
                Some(near) => fault.remedy(format!("“{near}” có phải là “{name}” gõ sai?")),
                None => fault.remedy(format!("thêm cột “{name}”")),
            });
        }
    }

    /// Reads the table from its file in a folder.
    ///
    /// # Errors
    /// All that is wrong with the file, the declared columns and the cells in them.
    pub fn table(&self, folder: &Path) -> Result<Table, Faults> {
        self.table_of(&self.book(folder)?)
    }

    /// Opens its file in a folder.
    ///
    /// # Errors
    /// If it is not there or no table.
    pub fn book(&self, folder: &Path) -> Result<Book, Faults> {
        let book = Book::open(folder, &self.file.value, self.charset);
        book.map_err(|mut fault| {
            if fault.kind == Kind::Unreadable && fault.place.line() == 0 {
                fault.found = format!("{}: {}", self.file.value, fault.found);
                fault.place = self.file.place.clone();
            }
            Faults::from(fault)
        })
    }

    /// Reads the table from a file that is already open.
    ///
    /// # Errors
    /// All that is wrong with the declared columns and the cells in them.
    pub fn table_of(&self, book: &Book) -> Result<Table, Faults> {
        let mut table = self.unchecked(book)?;
        table.records.retain(|record| record.kind == RowKind::Data);
        let mut faults = Faults::none();
        check(&table.records, &table.totals, &mut faults);
        if table.records.is_empty() {
            faults.add(no_rows(&table));
        }
        faults.or(Some(table))
    }

    /// The same without a look at the cells, for those who take each row by itself: units may
    /// repeat, rows of words are among the records, and [`Record::faults`] says what is wrong
    /// with the cells of one.
    ///
    /// # Errors
    /// All that is wrong with the declared columns.
    pub fn unchecked(&self, book: &Book) -> Result<Table, Faults> {
        let mut notes = book.notes().to_vec();
        let (grid, head) = self.head(book, &mut notes)?;
        let mut faults = Faults::none();
        let columns = self.resolve(grid, &head, &mut faults);
        let Some(columns) = columns else {
            return Err(faults);
        };
        let rows = classify(grid, &head, &mut notes);
        let records = self.records(grid, &rows, &columns);
        let total = |record: &Record| record.kind() == RowKind::Total;
        let (totals, records): (Vec<_>, Vec<_>) = records.into_iter().partition(total);
        faults.or(Some(Table {
            place: grid.place().clone(),
            head,
            records,
            totals,
            notes,
        }))
    }

    /// The sheet and its header.
    pub(super) fn head<'b>(
        &self,
        book: &'b Book,
        notes: &mut Vec<String>,
    ) -> Result<(&'b Grid, Head), Faults> {
        let grid = match &self.sheet {
            Some(name) => book.named(name)?,
            None => book.only(notes)?,
        };
        let head = match &self.header {
            Some(rows) => Head::at(grid, rows.clone())?,
            None => {
                let head = Head::find(grid)?;
                notes.push(guessed(grid, &head));
                head
            }
        };
        Ok((grid, head))
    }

    /// The number of each declared column.
    fn resolve(&self, grid: &Grid, head: &Head, faults: &mut Faults) -> Option<Vec<usize>> {
        for column in &head.columns {
            let cell = head.rows.clone().find_map(|r| grid.cell(r, column.number));
            if let Some((cell, charset)) = cell.and_then(|cell| Some((cell, old(cell.kind)?))) {
                faults.add(legacy(cell.place.clone(), charset));
                return None;
            }
        }
        let found: Vec<usize> = self
            .wanted
            .iter()
            .filter_map(|(_, written)| match find(head, &written.value) {
                Ok(number) => Some(number),
                Err(wrong) => {
                    faults.add(wrong.fault(grid, head, written));
                    None
                }
            })
            .collect();
        (found.len() == self.wanted.len()).then_some(found)
    }

    fn records(&self, grid: &Grid, rows: &[(usize, RowKind)], columns: &[usize]) -> Vec<Record> {
        let names: Arc<[String]> = self.wanted.iter().map(|(name, _)| name.clone()).collect();
        let columns: Arc<[usize]> = columns.into();
        rows.iter()
            .map(|(number, kind)| {
                let row = grid.row(*number);
                let cell = |column: &usize| row.and_then(|row| row.cell(*column)).cloned();
                Record {
                    place: grid.place().at(*number, 0),
                    kind: *kind,
                    names: Arc::clone(&names),
                    cells: columns.iter().map(cell).collect(),
                    columns: Arc::clone(&columns),
                }
            })
            .collect()
    }
}

/// The names and columns of `cot`.
fn wanted(node: &Node, faults: &mut Faults) -> Option<Vec<(String, Sourced<String>)>> {
    let Value::Map(entries) = &node.value else {
        faults.add(
            Fault::new(
                Kind::WrongType,
                node.place.clone(),
                "“cot” không phải là các khóa",
            )
            .expected("mỗi cột một dòng thụt vào: “tên: cột”, ví dụ “don_vi: B”")
            .remedy("viết lại phần “cot”"),
        );
        return None;
    };
    let read = |entry: &Entry, faults: &mut Faults| {
        Some((entry.key.clone(), Sourced::from_node(&entry.value, faults)?))
    };
    let read: Vec<_> = entries.iter().filter_map(|e| read(e, faults)).collect();
    (read.len() == entries.len()).then_some(read)
}

impl FromNode for Charset {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let key = String::from_node(node, faults)?;
        let charset = Self::of_key(&key);
        if charset.is_none() {
            let fault = Fault::new(
                Kind::UnknownName,
                node.place.clone(),
                format!("không có bảng mã “{key}”"),
            );
            faults.add(
                fault
                    .expected("tcvn3 (phông .VnTime) hoặc vni (phông VNI-Times)")
                    .remedy("tệp Unicode thì bỏ dòng này"),
            );
        }
        charset
    }
}

/// The rows of a header: `5` or `5-7`.
struct HeaderRows(RangeInclusive<usize>);

impl FromNode for HeaderRows {
    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let text = String::from_node(node, faults)?;
        let (first, last) = text.split_once(['-', '–']).unwrap_or((&text, &text));
        let number = |text: &str| text.trim().parse::<usize>().ok();
        let rows = number(first).zip(number(last));
        let rows = rows.filter(|(first, last)| {
            (1..=*last).contains(first) && last - first < 20 && *last <= super::grid::ROWS
        });
        if rows.is_none() {
            let fault = Fault::new(
                Kind::WrongValue,
                node.place.clone(),
                format!("“{text}” không phải là các dòng tiêu đề"),
            );
            faults.add(
                fault
                    .expected("số dòng, ví dụ 5, hoặc từ dòng đến dòng, ví dụ 5-7")
                    .remedy("xem số dòng ở lề trái trong Excel"),
            );
        }
        rows.map(|(first, last)| Self(first..=last))
    }
}

/// Why no one column is meant.
enum Wrong {
    Unknown,
    Ambiguous(Vec<String>),
    TooFar,
}

/// The column that is meant: its whole header, its column number, its lower levels, or letters.
fn find(head: &Head, written: &str) -> Result<usize, Wrong> {
    if written.len() == 1
        && let Some(number) = number_of_letters(written)
    {
        return Ok(number);
    }
    let folded = fold(written);
    let tests: [&dyn Fn(&Column) -> bool; 5] = [
        &|column| column.name() == written,
        &|column| column.mark.as_deref() == Some(written),
        &|column| ends(column).any(|end| end == written),
        &|column| fold(&column.name()) == folded,
        &|column| ends(column).any(|end| fold(&end) == folded),
    ];
    for test in tests {
        let found: Vec<&Column> = head.columns.iter().filter(|c| test(c)).collect();
        match found.as_slice() {
            [] => (),
            [column] => return Ok(column.number),
            several => {
                let several = several.iter().map(|column| described(column));
                return Err(Wrong::Ambiguous(several.collect()));
            }
        }
    }
    match number_of_letters(written) {
        Some(number) if number <= COLUMNS => Ok(number),
        Some(_) if written.len() == 2 => Err(Wrong::TooFar),
        _ => Err(Wrong::Unknown),
    }
}

/// A header without its upper levels: `Nhóm / Chỉ số 1` and `Chỉ số 1` of `Điểm / Nhóm / Chỉ số 1`.
fn ends(column: &Column) -> impl Iterator<Item = String> {
    let path = &column.path;
    (1..path.len()).filter_map(|from| Some(path.get(from..)?.join(" / ")))
}

/// `B` → 2, `AA` → 27; none if it is not up to three capital letters.
fn number_of_letters(text: &str) -> Option<usize> {
    let letters = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
    letters.then(|| {
        text.bytes()
            .fold(0, |sum, byte| sum * 26 + usize::from(byte - b'A') + 1)
    })
}

fn described(column: &Column) -> String {
    format!("{} ({})", column.name(), column.letters())
}

impl Wrong {
    fn fault(self, grid: &Grid, head: &Head, written: &Sourced<String>) -> Fault {
        let fault = |found: String| Fault::new(Kind::UnknownName, written.place.clone(), found);
        let (value, place) = (&written.value, grid.place());
        match self {
            Self::Unknown => {
                let fault =
                    fault(format!("bảng “{place}” không có cột “{value}”")).expected(format!(
                        "chữ của cột (A, B, …) hoặc một trong các tên: {}",
                        names(head)
                    ));
                match near(head, value) {
                    Some(column) => {
                        fault.remedy(format!("có phải ý bạn là “{}”?", described(column)))
                    }
                    None => fault.remedy("chép đúng tên cột trong tệp, hoặc ghi chữ của cột"),
                }
            }
            Self::Ambiguous(columns) => fault(format!(
                "bảng “{place}” có {} cột tên “{value}”",
                columns.len()
            ))
            .expected(format!("một trong: {}", columns.join("; ")))
            .remedy("ghi đủ cả tên nhóm “Nhóm / Tên cột”, hoặc ghi chữ của cột"),
            Self::TooFar => fault(format!("cột “{value}” ở quá xa"))
                .expected(format!("cột từ A đến {}", column_letters(COLUMNS)))
                .remedy("ghi đúng chữ của cột"),
        }
    }
}

fn names(head: &Head) -> String {
    const SHOWN: usize = 40;
    let mut names: Vec<String> = head.columns.iter().take(SHOWN).map(described).collect();
    if head.columns.len() > SHOWN {
        names.push("…".to_owned());
    }
    names.join("; ")
}

/// The column whose header is nearest to what was written.
fn near<'a>(head: &'a Head, written: &str) -> Option<&'a Column> {
    let mut keys: BTreeMap<String, &Column> = BTreeMap::new();
    for column in &head.columns {
        for name in std::iter::once(column.name()).chain(ends(column)) {
            keys.entry(fold(&name)).or_insert(column);
        }
    }
    let nearest = nearest(&fold(written), keys.keys().map(String::as_str))?;
    keys.get(nearest).copied()
}

fn old(kind: CellKind) -> Option<Charset> {
    match kind {
        CellKind::Legacy(charset) => Some(charset),
        _ => None,
    }
}

impl Record {
    /// Errors of Excel and old charsets in its cells.
    pub fn faults(&self) -> impl Iterator<Item = Fault> {
        let cells = self.cells.iter().flatten();
        cells.filter_map(|cell| match cell.kind {
            CellKind::Error => Some(excel_error(&cell.text, cell.place.clone())),
            kind => Some(legacy(cell.place.clone(), old(kind)?)),
        })
    }
}

/// Errors of Excel, old charsets and repeated units among the cells that will be used.
fn check(records: &[Record], totals: &[Record], faults: &mut Faults) {
    const MOST: usize = 20;
    let wrong = records.iter().chain(totals).flat_map(Record::faults);
    // One forgotten charset is a fault in every cell: the first ones are enough.
    for fault in wrong.take(MOST) {
        faults.add(fault);
    }
    let mut seen: BTreeMap<String, &Place> = BTreeMap::new();
    let units = records.iter().filter_map(|record| record.cell(UNIT));
    for cell in units {
        match seen.get(cell.text.to_lowercase().as_str()) {
            Some(first) => faults.add(repeated(&cell.text, &cell.place, first)),
            None => drop(seen.insert(cell.text.to_lowercase(), &cell.place)),
        }
    }
}

fn excel_error(text: &str, place: Place) -> Fault {
    Fault::new(
        Kind::WrongValue,
        place,
        format!("ô báo lỗi của Excel: {text}"),
    )
    .expected("một giá trị")
    .remedy("mở tệp bằng Excel, sửa công thức trong ô này rồi lưu lại")
}

fn repeated(name: &str, place: &Place, first: &Place) -> Fault {
    Fault::new(
        Kind::RepeatedKey,
        place.clone(),
        format!("đơn vị “{name}” có hai dòng"),
    )
    .expected(format!("mỗi đơn vị một dòng; dòng trước ở {first}"))
    .remedy("sửa tên, hoặc xóa một dòng")
}

fn no_rows(table: &Table) -> Fault {
    Fault::new(
        Kind::WrongValue,
        table.place.at(table.head.data(), 0),
        "dưới dòng tiêu đề không có dòng số liệu nào",
    )
    .expected("mỗi đơn vị một dòng")
    .remedy("xem lại tên trang; hoặc ghi dòng tiêu đề trong hồ sơ, ví dụ “dong_tieu_de: 5-7”")
}

fn guessed(grid: &Grid, head: &Head) -> String {
    let (top, end) = (head.rows.start(), head.rows.end());
    let rows = match top == end {
        true => format!("dòng {top}"),
        false => format!("dòng {top}–{end}"),
    };
    let first = grid.rows().map(|(number, _): (usize, &Row)| number);
    let first = first.into_iter().find(|number| *number >= head.data());
    format!(
        "{}: tiêu đề ở {rows}, số liệu từ dòng {}",
        grid.place(),
        first.unwrap_or(head.data())
    )
}
