//! Tables that are there already: which of their columns is what, and the units they name.

use std::path::Path;
use std::sync::Arc;

use crate::fault::{Action, Fault, Faults, Kind, Note, NoteKind, Place};
use crate::form::Sourced;
use crate::roll::{self, PointColumn, UNIT};
use crate::shelf::Session;
use crate::table::{
    Book, Cell, CellKind, Charset, Found, Grid, Head, RecordKind, Repeated, Sought, Wanted,
    bare_lines, bare_names, chosen, classify, judge, portal, search,
};
use crate::vn::text::clean;

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

/// The table of a file that has what is wanted, with its header.
pub fn table(
    book: &Book,
    sheet: Option<&Sourced<String>>,
    wanted: &Wanted,
    notes: &mut Vec<Note>,
) -> Result<(Arc<Grid>, Head), Faults> {
    let grid = match sheet {
        Some(sheet) => book.named(sheet)?,
        None => book.only(notes).map_err(choose)?,
    };
    chosen(grid, None, wanted, notes)
}

/// The question which sheet is meant, as it is answered here.
fn choose(fault: Fault) -> Fault {
    match fault.kind {
        Kind::MissingKey => fault
            .remedy("chọn một trang của tệp, ghi tên trang đó")
            .offer(Action::ChooseSheet),
        _ => fault,
    }
}

/// Opens a file; one in an old charset is decoded, which is noted.
pub fn open(
    file: &Path,
    session: &Session,
    notes: &mut Vec<Note>,
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
    let Some(charset) = grids
        .flat_map(|grid| grid.cells())
        .find_map(|cell| old(cell.kind))
    else {
        return Ok((book, None));
    };
    let words = format!(
        "chữ trong tệp là {}, đã đổi sang Unicode khi đọc",
        charset.name()
    );
    notes.push(Note::at(NoteKind::Guessed, &Place::file(&*name), words));
    Ok((
        session.tables().open(folder, &name, Some(charset))?,
        Some(charset),
    ))
}

/// What is looked for of these columns.
pub fn sought(columns: &[PointColumn]) -> Result<Vec<Sought>, Faults> {
    columns.iter().map(PointColumn::sought).collect()
}

/// What the columns of a table are, by its own header.
pub fn read(
    file: &Path,
    session: &Session,
    sheet: Option<&Sourced<String>>,
    columns: &[PointColumn],
    notes: &mut Vec<Note>,
) -> Result<Mapping, Faults> {
    let (book, charset) = open(file, session, notes)?;
    let mut mapping = Mapping {
        file: book.place().file_name().to_owned(),
        sheet: sheet.map(|sheet| sheet.value.clone()),
        charset,
        columns: Vec::new(),
    };
    let exported = portal::sheet(&book, sheet)
        .map_err(|faults| faults.iter().cloned().map(choose).collect::<Faults>())?;
    if let Some((sheet, _)) = exported {
        // Another sheet that is one too may join the file later.
        mapping.sheet = (book.sheets().len() > 1).then(|| sheet.to_owned());
        let words = "bảng điểm xuất từ Cổng, không cần khai báo cột";
        let place = Place::file(mapping.file.as_str());
        notes.push(Note::at(NoteKind::Guessed, &place, words));
        return Ok(mapping);
    }
    let sought = sought(columns)?;
    let (grid, head) = table(&book, sheet, &Wanted::of(&sought), notes)?;
    let found = search(&grid, &head, &[], &sought)?;
    let place = grid.place();
    for found in &found {
        notes.push(Note::at(NoteKind::Guessed, place, found.note()));
        let (key, column) = (head.key(&found.column), found.column.name());
        mapping.columns.push((found.name.clone(), key, column));
    }
    let known = |number| found.iter().any(|found| found.column.number == number);
    let strange = head.columns.iter();
    for column in strange.filter(|column| !known(column.number) && !column.is_serial()) {
        let (name, letters) = (column.name(), column.letters());
        let words = format!("không dùng cột “{name}” ({letters})");
        notes.push(Note::at(NoteKind::Unused, place, words));
    }
    if let Some(words) = lacking(columns, &found) {
        notes.push(Note::at(NoteKind::Lacking, place, words));
    }
    Ok(mapping)
}

/// What a table does not have of the columns that one of its sort has: points where it has points,
/// counts where it has none. Ranks are those of the points where none are published.
fn lacking(columns: &[PointColumn], found: &[Found]) -> Option<String> {
    let is_found = |column: &PointColumn| found.iter().any(|found| found.name == column.name);
    let of_points = columns
        .iter()
        .any(|column| column.is_points() && is_found(column));
    let is_asked = |column: &PointColumn| match of_points {
        true => !column.is_count(),
        false => !column.is_points(),
    };
    let missing = columns
        .iter()
        .filter(|column| !is_found(column) && is_asked(column) && column.name != roll::RANK);
    let missing: Vec<String> = missing
        .filter_map(|column| Some(format!("“{}”", column.column.path.last()?)))
        .collect();
    (!missing.is_empty()).then(|| format!("chưa có cột cho {}", missing.join(", ")))
}

/// The units that a file lists: one a line in a text file (.txt), or a column of a table.
pub fn units(
    file: &Path,
    session: &Session,
    sheet: Option<&Sourced<String>>,
    notes: &mut Vec<Note>,
) -> Result<Vec<String>, Faults> {
    let is_list = (file.extension()).is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
    let names: Vec<Sourced<String>> = if is_list {
        let text = session.files().text(file)?;
        let place = Place::file(file.display().to_string());
        let lines = (1..)
            .zip(text.lines())
            .map(|(number, line)| Sourced::new(clean(line), place.at(number, 0)));
        let mut names: Vec<_> = lines.filter(|line| !line.value.is_empty()).collect();
        bare_lines(&mut names, notes)?;
        names
    } else {
        let (book, _) = open(file, session, notes)?;
        let sought = [Sought::common(UNIT, true)?];
        let (grid, head) = table(&book, sheet, &Wanted::of(&sought), notes)?;
        let found = search(&grid, &head, &[], &sought)?;
        let column = found.first().map_or(0, |found| found.column.number);
        let grid = bare_names(grid, &head, column, notes)?;
        let mut rows = classify(&grid, &head)?;
        judge(&grid, &head, &mut rows, column, Default::default(), notes)?;
        // A list of names alone has rows of words.
        let rows = rows
            .into_iter()
            .filter(|(_, kind)| *kind != RecordKind::Total);
        let names = rows.filter_map(|(row, _)| grid.cell(row, column));
        let name = |cell: Cell| Sourced::new(cell.text.to_owned(), cell.place());
        names.map(name).collect()
    };
    if names.is_empty() {
        let place = Place::file(file.display().to_string());
        return Err(
            Fault::new(Kind::WrongValue, place, "không có tên đơn vị nào")
                .expected("mỗi dòng một tên đơn vị, hoặc một bảng có cột “Đơn vị”")
                .into(),
        );
    }
    let mut faults = Faults::none();
    Repeated::names(&names, &mut faults);
    faults.or(Some(names.into_iter().map(|name| name.value).collect()))
}
