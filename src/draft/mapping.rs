//! Tables that are there already: which of their columns is what, and the units they name.

use std::path::Path;
use std::sync::Arc;

use super::points::PointColumn;
use crate::fault::{Fault, Faults, Kind};
use crate::form::Sourced;
use crate::roll::listing::UNIT;
use crate::shelf::Session;
use crate::table::{
    Book, CellKind, Charset, Grid, Guess, Guesser, Head, RowKind, Sought, classify, portal,
};

/// What a hồ sơ declares about a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// The file.
    pub file: String,
    /// The sheet, if the file has several.
    pub sheet: Option<String>,
    /// The charset of its texts, if it is an old one.
    pub charset: Option<Charset>,
    /// Name in `cot`, how the column is named, its whole header. Empty for the portal's own
    /// export, which needs no mapping.
    pub columns: Vec<(String, String, String)>,
}

/// A table with its header.
struct Found<'b> {
    grid: &'b Grid,
    head: Head,
    guesser: Guesser,
}

impl<'b> Found<'b> {
    fn of(
        book: &'b Book,
        sheet: Option<&Sourced<String>>,
        notes: &mut Vec<String>,
    ) -> Result<Self, Faults> {
        let grid = match sheet {
            Some(sheet) => book.named(sheet)?,
            None => book.only(notes).map_err(|fault| match fault.kind {
                Kind::MissingKey => fault.remedy("thêm --trang \"TÊN TRANG\" vào lời gọi"),
                _ => fault,
            })?,
        };
        Ok(Self {
            grid,
            head: Head::find(grid)?,
            guesser: Guesser::new()?,
        })
    }

    fn guess(&self, wanted: &[Sought]) -> Result<Vec<Guess>, Faults> {
        let guesses = self.guesser.guess(self.grid, &self.head, wanted)?;
        if guesses.iter().any(|guess| guess.name == UNIT) {
            return Ok(guesses);
        }
        let place = self.grid.place().at(*self.head.rows.end(), 0);
        let found = "không nhận ra cột tên đơn vị";
        Err(Fault::new(Kind::MissingKey, place, found)
            .expected("một cột có tiêu đề như “Đơn vị”, “Tên cơ quan, đơn vị”, “Xã, phường”")
            .remedy("sửa tiêu đề trong tệp; hoặc bỏ tùy chọn này và khai báo các cột trong hồ sơ")
            .into())
    }
}

/// Opens a file; one in an old charset is decoded, which is noted.
fn open(
    file: &Path,
    session: &Session,
    notes: &mut Vec<String>,
) -> Result<(Arc<Book>, Option<Charset>), Faults> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let book = session.tables().open(folder, &name, None)?;
    let old = |kind| match kind {
        CellKind::Legacy(charset) => Some(charset),
        _ => None,
    };
    let grids = book
        .sheets()
        .iter()
        .filter_map(|sheet| sheet.grid.as_ref().ok());
    let Some(charset) = grids.flat_map(Grid::cells).find_map(|cell| old(cell.kind)) else {
        return Ok((book, None));
    };
    notes.push(format!(
        "{name}: chữ trong tệp là {}, đã đổi sang Unicode khi đọc",
        charset.name()
    ));
    Ok((
        session.tables().open(folder, &name, Some(charset))?,
        Some(charset),
    ))
}

/// What the columns of a table are, by its own header.
pub fn read(
    file: &Path,
    session: &Session,
    sheet: Option<&Sourced<String>>,
    columns: &[PointColumn],
    notes: &mut Vec<String>,
) -> Result<Mapping, Faults> {
    let (book, charset) = open(file, session, notes)?;
    let mut mapping = Mapping {
        file: book.place().file_name().to_owned(),
        sheet: sheet.map(|sheet| sheet.value.clone()),
        charset,
        columns: Vec::new(),
    };
    if portal::is_export(&book) {
        notes.push(format!(
            "{}: bảng điểm xuất từ Cổng, không cần khai báo cột",
            mapping.file
        ));
        return Ok(mapping);
    }
    let table = Found::of(&book, sheet, notes)?;
    let wanted: Vec<Sought> = columns
        .iter()
        .flat_map(|column| column.wanted(&table.guesser))
        .collect();
    let guesses = table.guess(&wanted)?;
    let place = table.grid.place();
    for guess in &guesses {
        let (column, letters) = (guess.column.name(), guess.column.letters());
        notes.push(format!(
            "{place}: đoán {} là cột “{column}” ({letters})",
            guess.name
        ));
        let key = table.head.key(&guess.column);
        mapping.columns.push((guess.name.clone(), key, column));
    }
    let known = |number| guesses.iter().any(|guess| guess.column.number == number);
    let strange = table.head.columns.iter();
    for column in strange.filter(|column| !known(column.number) && !column.is_serial()) {
        let (name, letters) = (column.name(), column.letters());
        notes.push(format!("{place}: không dùng cột “{name}” ({letters})"));
    }
    let found = |column: &&PointColumn| guesses.iter().any(|guess| guess.name == column.name);
    let missing = columns.iter().filter(|column| !found(column));
    let missing: Vec<String> = missing.map(|column| column.name.clone()).collect();
    if !missing.is_empty() {
        notes.push(format!("{place}: chưa có cột cho {}", missing.join(", ")));
    }
    Ok(mapping)
}

/// The units that a file lists: one a line in a text file (.txt), or a column of a table.
pub fn units(
    file: &Path,
    session: &Session,
    notes: &mut Vec<String>,
) -> Result<Vec<String>, Faults> {
    let is_list = file
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
    let names = if is_list {
        let text = session.files().text(file)?;
        let lines = text.lines().map(crate::vn::text::clean);
        lines.filter(|line| !line.is_empty()).collect()
    } else {
        let (book, _) = open(file, session, notes)?;
        let table = Found::of(&book, None, notes)?;
        let wanted: Vec<Sought> = table.guesser.common(UNIT).collect();
        let guesses = table.guess(&wanted)?;
        let column = guesses.first().map_or(0, |guess| guess.column.number);
        let rows = classify(table.grid, &table.head, notes).into_iter();
        // A list of names alone has rows of words.
        let rows = rows.filter(|(_, kind)| *kind != RowKind::Total);
        let names = rows.filter_map(|(row, _)| table.grid.cell(row, column));
        names.map(|cell| cell.text.clone()).collect::<Vec<_>>()
    };
    check(&names, file)?;
    Ok(names)
}

fn check(names: &[String], file: &Path) -> Result<(), Fault> {
    let place = crate::fault::Place::file(file.display().to_string());
    if names.is_empty() {
        return Err(
            Fault::new(Kind::WrongValue, place, "không có tên đơn vị nào")
                .expected("mỗi dòng một tên đơn vị, hoặc một bảng có cột “Đơn vị”"),
        );
    }
    let mut seen = std::collections::BTreeSet::new();
    match names.iter().find(|name| !seen.insert(name.to_lowercase())) {
        None => Ok(()),
        Some(name) => Err(Fault::new(
            Kind::RepeatedKey,
            place,
            format!("đơn vị “{name}” có hai lần"),
        )
        .expected("mỗi đơn vị một lần")
        .remedy("giữ một, xóa một")),
    }
}
