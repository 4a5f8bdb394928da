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
use std::sync::Arc;

use super::bare::bare_names;
use super::book::Book;
use super::charset::Charset;
use super::check::{self, UNIT};
use super::finder::{Found, Sought, search};
use super::grid::Grid;
use super::head::Head;
use super::hidden;
use super::judged::{Maxima, judge};
use super::others::{Wanted, chosen};
use super::record::{Frame, Record, Table};
use super::rows::{RecordKind, classify, left_out_as};
use super::scale;
use crate::fault::{Fault, Faults, Kind, Note, NoteKind, Place, nearest};
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
        "Dòng tiêu đề, ví dụ 5 hoặc 5-7, khi chương trình tìm không đúng hoặc trang có nhiều bảng",
    ),
];
/// The key that says which columns mean what, if the heads do not.
pub const COLUMNS: &[Key] = &[Key::optional::<Node>(
    "cot",
    "Tên do chương trình dùng: cột trong tệp (chữ của cột, tên ở tiêu đề, hoặc số cột như (3))",
)
.note(
    "Tên ở tiêu đề không phân biệt hoa thường, dấu, dấu cách; có hai cột cùng tên thì ghi cả tên \
     nhóm, hoặc chữ của cột",
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
    /// What is looked for by the heads, unless it is declared.
    sought: Vec<Sought>,
    /// The name of the column that holds the units' names.
    units: String,
    /// The most points that the columns can hold, by their names.
    maxima: Maxima,
}

impl Columns {
    /// Reads the declaration.
    pub fn read(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, &TABLE, faults)?;
        let declared = Self::of(&fields, Vec::new(), faults);
        let declared_columns: Option<Node> = fields.required("cot", faults);
        let wanted = declared_columns.and_then(|node| columns(&node, faults));
        Some(Self {
            wanted: wanted?,
            ..declared?
        })
    }

    /// Reads the keys of a declaration ([`SOURCE`], [`COLUMNS`]) that may leave its columns open.
    pub fn read_open(fields: &Fields, faults: &mut Faults) -> Option<Self> {
        let wanted = match fields.node("cot") {
            Some(node) => columns(node, faults)?,
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
            sought: Vec::new(),
            units: UNIT.to_owned(),
            maxima: Maxima::new(),
            place: fields.place().clone(),
            file: file?,
            sheet,
            charset,
            header: header.map(|HeaderRows(rows)| rows),
        })
    }

    /// A file with nothing declared: `bieu-02.csv`, or with a sheet `so-lieu.xlsx!Biểu 02`.
    pub fn of_file(written: &str, place: &Place) -> Self {
        let sourced = |text: &str| Sourced::new(text.to_owned(), place.clone());
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
            sought: Vec::new(),
            units: UNIT.to_owned(),
            maxima: Maxima::new(),
        }
    }

    /// Whether it says which columns mean what.
    pub fn is_mapped(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// Whether it says which column a name means.
    pub fn declares(&self, name: &str) -> bool {
        self.wanted.iter().any(|(known, _)| known == name)
    }

    /// The same table, with more columns declared.
    #[must_use]
    pub fn also(mut self, columns: Vec<(String, Sourced<String>)>) -> Self {
        self.wanted.extend(columns);
        self
    }

    /// The same columns in a sheet (none if its name is empty), below a head in these rows.
    #[must_use]
    pub(super) fn at(self, sheet: &str, head: RangeInclusive<usize>) -> Self {
        let sheet =
            (!sheet.is_empty()).then(|| Sourced::new(sheet.to_owned(), self.file.place.clone()));
        Self {
            sheet,
            header: Some(head),
            ..self
        }
    }

    /// The same table, with columns that are looked for by the heads where none is declared.
    #[must_use]
    pub fn seeking(self, sought: Vec<Sought>) -> Self {
        Self { sought, ..self }
    }

    /// The same table, whose columns hold at most so many points.
    #[must_use]
    pub fn up_to(self, maxima: Maxima) -> Self {
        Self { maxima, ..self }
    }

    /// The same table, whose rows are named by the cells of this column.
    #[must_use]
    pub fn named_by(self, column: &str) -> Self {
        Self {
            units: column.to_owned(),
            ..self
        }
    }

    /// The file, as written.
    pub fn file(&self) -> &Sourced<String> {
        &self.file
    }

    /// The sheet, if one is named.
    pub fn sheet(&self) -> Option<&Sourced<String>> {
        self.sheet.as_ref()
    }

    /// The charset of its texts, if it is an old one.
    pub fn charset(&self) -> Option<Charset> {
        self.charset
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
            faults.add(
                fault
                    .remedy("sửa tên, hoặc xóa dòng này")
                    .meant(name, known.iter().copied()),
            );
        }
    }

    /// Adds a fault for each name that is needed and not declared.
    pub fn require(&self, names: &[&str], faults: &mut Faults) {
        for name in names {
            if self.declares(name) {
                continue;
            }
            let declared = self.wanted.iter().map(|(known, _)| known.as_str());
            let fault = Fault::new(
                Kind::MissingKey,
                self.place.clone(),
                format!("khai báo bảng thiếu cột “{name}”"),
            )
            .expected(format!(
                "“{name}: …” trong “cot”: chữ của cột (B) hoặc tên ở tiêu đề"
            ));
            faults.add(match nearest(name, declared) {
                Some(near) => fault.remedy(format!("“{near}” có phải là “{name}” gõ sai?")),
                None => fault.remedy(format!("thêm cột “{name}”")),
            });
        }
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
        let table = self.rows_of(book, |record| record.kind() != RecordKind::Words)?;
        let data = |record: &Record| record.kind() == RecordKind::Data;
        if !table.records.iter().any(data) {
            return Err(table.no_rows().into());
        }
        let (records, totals): (Vec<_>, Vec<_>) = table.records.into_iter().partition(data);
        Ok(Table {
            records,
            totals,
            ..table
        })
    }

    /// The rows that are kept, without a look at their cells, for those who take each row by
    /// itself: units may repeat, and [`Record::faults`] says what is wrong with the cells of
    /// one. Rows that are left out are noted.
    ///
    /// # Errors
    /// All that is wrong with the declared columns.
    pub fn unchecked(&self, book: &Book, kept: impl Fn(&Record) -> bool) -> Result<Table, Faults> {
        let mut notes = book.notes().to_vec();
        let (own, head) = self.head(book, &mut notes)?;
        let columns = self.resolve(&own, &head, &mut notes)?;
        let unit = columns.iter().find(|(name, _)| *name == self.units);
        let own = match unit.filter(|(name, _)| name == UNIT) {
            Some((_, column)) => {
                let short = own.with_short_names(head.data(), *column).map(Arc::new);
                bare_names(short.unwrap_or(own), &head, *column, &mut notes)?
            }
            None => own,
        };
        let grid = &*own;
        notes.extend(scale::of_heads(grid, &head, &columns, &self.maxima)?);
        let mut rows = classify(grid, &head)?;
        check::unparted(grid, &head, &rows)?;
        if let Some((_, column)) = unit {
            let most = |(name, column): &(String, usize)| Some((*column, *self.maxima.get(name)?));
            let maxima = columns.iter().filter_map(most).collect();
            judge(grid, &head, &mut rows, *column, maxima, &mut notes)?;
        }
        let frame = Arc::new(Frame {
            grid: Arc::clone(&own),
            fields: head.fields(grid),
            columns,
        });
        let record = |(number, kind): &(usize, RecordKind)| Record {
            place: grid.place().at(*number, 0),
            kind: *kind,
            frame: Arc::clone(&frame),
        };
        let mut records: Vec<Record> = rows.iter().map(record).collect();
        let left_out = records.extract_if(.., |record| !kept(record));
        notes.extend(
            left_out.filter_map(|record| left_out_as(grid, record.place().line(), record.kind())),
        );
        notes.extend(check::short(grid, &head, &records));
        notes.extend(hidden::notes(book, grid, &records, &frame.columns));
        Ok(Table {
            place: grid.place().clone(),
            head,
            records,
            totals: Vec::new(),
            notes,
        })
    }

    /// The rows that are kept.
    fn rows_of(&self, book: &Book, kept: impl Fn(&Record) -> bool) -> Result<Table, Faults> {
        let table = self.unchecked(book, kept)?;
        let mut faults = Faults::none();
        check::records(&table.records, &mut faults);
        faults.or(Some(table))
    }

    /// The table that is meant, alone, and its header.
    fn head(&self, book: &Book, notes: &mut Vec<Note>) -> Result<(Arc<Grid>, Head), Faults> {
        let grid = match &self.sheet {
            Some(name) => book.named(name)?,
            None => book.only(notes)?,
        };
        let wanted = Wanted {
            declared: &self.wanted,
            sought: &self.sought,
        };
        let mut others = Vec::new();
        let (grid, head) = chosen(grid, self.header.as_ref(), &wanted, &mut others)?;
        if self.header.is_none() {
            notes.push(guessed(&grid, &head));
        }
        notes.extend(others);
        Ok((grid, head))
    }

    /// The number of each column that is declared or found.
    fn resolve(
        &self,
        grid: &Grid,
        head: &Head,
        notes: &mut Vec<Note>,
    ) -> Result<Vec<(String, usize)>, Faults> {
        check::head(grid, head)?;
        let found = search(grid, head, &self.wanted, &self.sought);
        let found = found.map_err(|faults| check::with_heads(grid, head, faults))?;
        let place = grid.place();
        let guesses = found.iter().filter(|found| found.is_guess());
        notes.extend(guesses.map(|found| Note::at(NoteKind::Guessed, place, found.note())));
        let column = |found: Found| (found.name, found.column.number);
        Ok(found.into_iter().map(column).collect())
    }
}

/// The names and columns of a map such as `cot`. Adds a fault if it is none.
pub fn columns(node: &Node, faults: &mut Faults) -> Option<Vec<(String, Sourced<String>)>> {
    let Value::Map(entries) = &node.value else {
        faults.add(
            Fault::new(
                Kind::WrongType,
                node.place.clone(),
                "các cột không được ghi thành các khóa",
            )
            .expected("mỗi cột một dòng thụt vào: “tên: cột”, ví dụ “don_vi: B”")
            .remedy("viết lại phần này"),
        );
        return None;
    };
    let read = |entry: &Entry, faults: &mut Faults| {
        Some((entry.key.clone(), Sourced::from_node(&entry.value, faults)?))
    };
    let read: Vec<_> = entries.iter().filter_map(|e| read(e, faults)).collect();
    (read.len() == entries.len()).then_some(read)
}

/// The rows of a header: `5` or `5-7`; none if a text is neither.
pub fn header_rows(text: &str) -> Option<RangeInclusive<usize>> {
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let (first, last) = number(first).zip(number(last))?;
    let fits =
        (1..=last).contains(&first) && last - first < 20 && last <= crate::bounds::TABLE_ROWS.most;
    fits.then_some(first..=last)
}

/// The rows of a header.
struct HeaderRows(RangeInclusive<usize>);

impl FromNode for HeaderRows {
    fn shape() -> Shape {
        Shape::Text
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let text = String::from_node(node, faults)?;
        let rows = header_rows(&text);
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
        rows.map(Self)
    }
}

fn guessed(grid: &Grid, head: &Head) -> Note {
    let (top, end) = (head.rows.start(), head.rows.end());
    let rows = match top == end {
        true => format!("dòng {top}"),
        false => format!("dòng {top}–{end}"),
    };
    let mut data = grid.rows_in(head.data()..=usize::MAX);
    let first = data.next().map_or(head.data(), |(number, _)| number);
    let words = format!("tiêu đề ở {rows}, số liệu từ dòng {first}");
    Note::at(NoteKind::Guessed, grid.place(), words)
}
