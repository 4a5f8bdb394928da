//! What a hồ sơ says about a table: which file, which sheet, which columns mean what.
//!
//! ```yaml
//! tep: so-lieu.xlsx
//! trang: Biểu 01
//! cot:
//!   don_vi: B
//!   diem_dat: "ĐIỂM ĐẠT ĐƯỢC"
//! ```

use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;

use super::book::Book;
use super::charset::Charset;
use super::check;
use super::grid::{Grid, Row};
use super::head::Head;
use super::lookup::find;
use super::record::{Record, Table};
use super::rows::{RowKind, classify, passed_over};
use crate::fault::{Fault, Faults, Kind, Place, nearest};
use crate::form::{Entry, Fields, Form, FromNode, Key, Node, Shape, Sourced, Value};

/// The keys that say which table is meant.
pub const SOURCE: &[Key] = &[
    Key::required::<Sourced<String>>("tep", "Tên tệp .xlsx, .csv hoặc .tsv đặt cạnh hồ sơ"),
    Key::optional::<Sourced<String>>(
        "trang",
        "Tên trang ghi ở thẻ cuối cửa sổ Excel; bỏ được khi tệp chỉ có một trang có số liệu",
    ),
    Key::optional::<Charset>(
        "bang_ma",
        "Bảng mã của chữ trong tệp, khi chưa phải Unicode",
    ),
    Key::optional::<HeaderRows>(
        "dong_tieu_de",
        "Dòng tiêu đề, ví dụ 5 hoặc 5-7, khi chương trình tìm không đúng",
    ),
];
/// The key that says which columns mean what, if the heads do not.
pub const COLUMNS: &[Key] = &[Key::optional::<Node>(
    "cot",
    "Tên do chương trình dùng: cột trong tệp (chữ của cột, tên ở tiêu đề, hoặc số cột như (3))",
)
.shaped(|| Shape::map("cot", &[], Shape::Text))];

/// A table beside a hồ sơ.
pub static TABLE: Form = Form::new("khai báo bảng").and(&[SOURCE, COLUMNS]);

/// A table as a hồ sơ declares it.
#[derive(Debug, Clone)]
pub struct Columns {
    place: Place,
    file: Sourced<String>,
    sheet: Option<Sourced<String>>,
    charset: Option<Charset>,
    header: Option<RangeInclusive<usize>>,
    /// What is wanted: name → letters, header or column number. Nothing if the columns are left
    /// open.
    wanted: Vec<(String, Sourced<String>)>,
}

impl Columns {
    /// Reads the declaration.
    pub fn read(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, &TABLE, faults)?;
        let declared = Self::of(&fields, Vec::new(), faults);
        let columns: Option<Node> = fields.required("cot", faults);
        let wanted = columns.and_then(|columns| wanted(&columns, faults));
        Some(declared?.mapped(wanted?))
    }

    /// Reads the keys of a declaration ([`SOURCE`], [`COLUMNS`]) that may leave its columns open.
    pub fn read_open(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let wanted = match fields.node("cot") {
            Some(node) => wanted(node, faults)?,
            None => Vec::new(),
        };
        Self::of(fields, wanted, faults)
    }

    fn of(
        fields: &Fields,
        wanted: Vec<(String, Sourced<String>)>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let file = fields.get("tep", faults);
        let sheet = fields.get("trang", faults);
        let charset = fields.get("bang_ma", faults);
        let header: Option<HeaderRows> = fields.get("dong_tieu_de", faults);
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
    pub fn allow<S: AsRef<str>>(&self, of: &str, known: &[S], faults: &mut Faults) {
        let known: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
        for (name, asked) in &self.wanted {
            if known.contains(&name.as_str()) {
                continue;
            }
            let found = format!("khai báo cột “{name}” không có trong {of}");
            let fault = Fault::new(Kind::UnknownKey, asked.place.clone(), found)
                .expected(format!("một trong: {}", known.join(", ")));
            faults.add(match nearest(name, known.iter().copied()) {
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
    /// If it is not there or no table; the fault stands where the hồ sơ names the file.
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

    /// Reads an outline: rows of words (headings) are kept among the records, and totals stand
    /// in their place.
    ///
    /// # Errors
    /// All that is wrong with the declared columns and the cells in them.
    pub fn outline_of(&self, book: &Book) -> Result<Table, Faults> {
        self.rows_of(book, |_| true)
    }

    /// Reads the table from a file that is already open.
    ///
    /// # Errors
    /// All that is wrong with the declared columns and the cells in them.
    pub fn table_of(&self, book: &Book) -> Result<Table, Faults> {
        let table = self.rows_of(book, |kind| kind != RowKind::Words)?;
        let data = |record: &Record| record.kind() == RowKind::Data;
        let (records, totals): (Vec<_>, Vec<_>) = table.records.into_iter().partition(data);
        if records.is_empty() {
            return Err(no_rows(&table.place, &table.head).into());
        }
        Ok(Table {
            records,
            totals,
            ..table
        })
    }

    /// The rows of data and of words, without a look at their cells, for those who take each row
    /// by itself: units may repeat, and [`Record::faults`] says what is wrong with the cells of
    /// one.
    ///
    /// # Errors
    /// All that is wrong with the declared columns.
    pub fn unchecked(&self, book: &Book) -> Result<Table, Faults> {
        self.unchecked_rows(book, |kind| kind != RowKind::Total)
    }

    /// The rows of the kinds that are kept; the others are noted.
    fn rows_of(&self, book: &Book, kept: impl Fn(RowKind) -> bool) -> Result<Table, Faults> {
        let table = self.unchecked_rows(book, kept)?;
        let mut faults = Faults::none();
        check::records(&table.records, &mut faults);
        faults.or(Some(table))
    }

    fn unchecked_rows(&self, book: &Book, kept: impl Fn(RowKind) -> bool) -> Result<Table, Faults> {
        let mut notes = book.notes().to_vec();
        let (grid, head) = self.head(book, &mut notes)?;
        let columns = self.resolve(grid, &head)?;
        let mut rows = classify(grid, &head, &mut notes);
        let left_out = rows.extract_if(.., |(_, kind)| !kept(*kind));
        notes.extend(left_out.map(|(number, _)| passed_over(grid, number)));
        let records = records(grid, &rows, &columns);
        Ok(Table {
            place: grid.place().clone(),
            head,
            records,
            totals: Vec::new(),
            notes,
        })
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
    fn resolve(&self, grid: &Grid, head: &Head) -> Result<Vec<(String, usize)>, Faults> {
        check::head(grid, head)?;
        let mut faults = Faults::none();
        let mut columns = Vec::with_capacity(self.wanted.len());
        for (name, written) in &self.wanted {
            match find(head, &written.value) {
                Ok(number) => columns.push((name.clone(), number)),
                Err(wrong) => faults.add(wrong.fault(grid, head, written)),
            }
        }
        faults.or(Some(columns))
    }
}

fn records(grid: &Grid, rows: &[(usize, RowKind)], columns: &[(String, usize)]) -> Vec<Record> {
    let names: Arc<[String]> = columns.iter().map(|(name, _)| name.clone()).collect();
    let columns: Arc<[usize]> = columns.iter().map(|(_, number)| *number).collect();
    let record = |(number, kind): &(usize, RowKind)| {
        let row = grid.row(*number);
        let cell = |column: &usize| row.and_then(|row| row.cell(*column)).cloned();
        Record {
            place: grid.place().at(*number, 0),
            kind: *kind,
            names: Arc::clone(&names),
            cells: columns.iter().map(cell).collect(),
            columns: Arc::clone(&columns),
        }
    };
    rows.iter().map(record).collect()
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
    fn shape() -> Shape {
        let known = [("tcvn3", "phông .VnTime"), ("vni", "phông VNI-Times")];
        Shape::OneOf(known.to_vec())
    }

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
    fn shape() -> Shape {
        Shape::Text
    }

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

fn no_rows(sheet: &Place, head: &Head) -> Fault {
    Fault::new(
        Kind::WrongValue,
        sheet.at(head.data(), 0),
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
