//! A file of tables: what it is by its content, and which of its sheets is meant.

use std::sync::Arc;

use super::charset::Charset;
use super::csv;
use super::grid::{Grid, Worksheet};
#[cfg(feature = "xlsx")]
use super::spreadsheet;
use super::text::Reading;
use super::words::fold;
use crate::fault::{Fault, Kind, Note, NoteKind, Place};
use crate::form::Sourced;

/// A file of tables.
#[derive(Debug)]
pub struct Book {
    place: Place,
    sheets: Vec<Worksheet>,
    notes: Vec<Note>,
}

impl Book {
    /// Reads a file's bytes. What it is follows from the bytes, not from the name.
    ///
    /// # Errors
    /// If it is no table that can be read.
    pub fn read(file: &str, bytes: &[u8], charset: Option<Charset>) -> Result<Self, Fault> {
        Self::with(file, bytes, Reading::new(charset))
    }

    /// Reads a workbook that is a form: the lines of its texts stay lines.
    ///
    /// # Errors
    /// If it is none that can be read.
    pub fn of_form(file: &str, bytes: &[u8]) -> Result<Self, Fault> {
        Self::with(file, bytes, Reading::of_lines())
    }

    fn with(file: &str, bytes: &[u8], mut reading: Reading) -> Result<Self, Fault> {
        let place = Place::file(file);
        let mut notes = Vec::new();
        let sheets = if bytes.starts_with(b"PK") {
            spreadsheet::read(&place, bytes, &mut reading)?
        } else {
            refuse(&place, bytes)?;
            let (grid, guessed) = csv::read(&place, bytes, &mut reading)?;
            notes.extend(guessed);
            vec![Worksheet {
                name: String::new(),
                hidden: false,
                grid: Ok(Arc::new(grid)),
            }]
        };
        notes.extend(reading.notes());
        Ok(Self {
            place,
            sheets,
            notes,
        })
    }

    /// The file's place.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Its sheets, in their order.
    pub fn sheets(&self) -> &[Worksheet] {
        &self.sheets
    }

    /// Whether the office program hides the sheet of a name.
    pub(super) fn hides(&self, name: Option<&str>) -> bool {
        let named = |sheet: &&Worksheet| Some(sheet.name.as_str()) == name;
        self.sheets
            .iter()
            .find(named)
            .is_some_and(|sheet| sheet.hidden)
    }

    /// How many cells it holds.
    pub(super) fn size(&self) -> usize {
        let grids = self
            .sheets
            .iter()
            .filter_map(|sheet| sheet.grid.as_ref().ok());
        grids.map(|grid| grid.count()).sum()
    }

    /// What was guessed or mended while reading, for the user.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The sheet of a name, as a hồ sơ gives it.
    ///
    /// # Errors
    /// If there is none, or it cannot be read or is empty.
    pub fn named(&self, name: &Sourced<String>) -> Result<&Arc<Grid>, Fault> {
        let sheet = self.sheet(name)?;
        filled(self.place.sheet(&sheet.name), sheet)
    }

    /// The sheet of a name, whatever it holds.
    ///
    /// # Errors
    /// If there is none.
    pub(super) fn sheet(&self, name: &Sourced<String>) -> Result<&Worksheet, Fault> {
        let folded = fold(&name.value);
        let exact = self.sheets.iter().find(|sheet| sheet.name == name.value);
        let mut alike = self.sheets.iter().filter(|s| fold(&s.name) == folded);
        match (exact, alike.next(), alike.next()) {
            (Some(sheet), ..) | (None, Some(sheet), None) => Ok(sheet),
            _ => Err(self.unknown(name)),
        }
    }

    /// The only sheet with data, with a note if that was a choice.
    ///
    /// # Errors
    /// If there is none, or more than one.
    pub fn only(&self, notes: &mut Vec<Note>) -> Result<&Arc<Grid>, Fault> {
        let has_data = |sheet: &&Worksheet| sheet.grid.as_ref().map_or(true, |g| !g.is_empty());
        let (hidden, data): (Vec<_>, Vec<_>) = self
            .sheets
            .iter()
            .filter(has_data)
            .partition(|sheet| sheet.hidden);
        match data.as_slice() {
            [] => Err(empty(self.place.clone(), "tệp không có số liệu nào")),
            [sheet] => {
                if self.sheets.len() > 1 {
                    let (file, name) = (&self.place, &sheet.name);
                    let passed = list(hidden.iter().map(|sheet| sheet.name.as_str()));
                    let words = match hidden.is_empty() {
                        true => format!("đọc trang “{name}”, trang duy nhất có số liệu"),
                        false => format!("đọc trang “{name}”, không đọc trang ẩn {passed}"),
                    };
                    notes.push(Note::at(NoteKind::Guessed, file, words));
                }
                filled(self.place.sheet(&sheet.name), sheet)
            }
            several => {
                let names = several.iter().map(|sheet| sheet.name.as_str());
                Err(self.several("tệp có nhiều trang có số liệu", names))
            }
        }
    }

    fn unknown(&self, name: &Sourced<String>) -> Fault {
        let names = || self.sheets.iter().map(|sheet| sheet.name.as_str());
        let fault = Fault::new(
            Kind::UnknownName,
            name.place.clone(),
            format!("tệp “{}” không có trang “{}”", self.place, name.value),
        );
        if names().all(str::is_empty) {
            return fault.remedy("bỏ khóa “trang”: tệp CSV chỉ có một bảng");
        }
        let fault = fault.expected(format!("một trong các trang: {}", list(names())));
        fault
            .remedy("chép đúng tên ghi ở thẻ trang, cuối cửa sổ Excel")
            .meant(&name.value, names())
    }

    /// The question which of these sheets is meant.
    pub(super) fn several<'a>(&self, what: &str, sheets: impl Iterator<Item = &'a str>) -> Fault {
        let names: Vec<&str> = sheets.collect();
        let first = names.first().copied().unwrap_or_default().to_owned();
        let found = format!("{what}: {}", list(names.into_iter()));
        Fault::new(Kind::MissingKey, self.place.clone(), found)
            .expected("tên của trang cần đọc")
            .remedy(format!(
                "thêm dòng “trang: …” vào chỗ khai báo bảng trong hồ sơ, ví dụ “trang: {first}”"
            ))
    }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("“{name}”")).collect();
    names.join(", ")
}

fn filled(place: Place, sheet: &Worksheet) -> Result<&Arc<Grid>, Fault> {
    let grid = sheet.grid.as_ref().map_err(Clone::clone)?;
    if grid.is_empty() {
        return Err(empty(place, "trang không có số liệu nào"));
    }
    Ok(grid)
}

fn empty(place: Place, found: &str) -> Fault {
    Fault::new(Kind::WrongValue, place, found)
        .expected("một bảng có dòng tiêu đề và các dòng số liệu")
        .remedy("xem lại tên tệp, tên trang; lưu tệp trong Excel rồi chạy lại")
}

/// This build reads no workbooks.
#[cfg(not(feature = "xlsx"))]
mod spreadsheet {
    use super::{Fault, Kind, Place, Reading, Worksheet};

    pub fn read(file: &Place, _: &[u8], _: &mut Reading) -> Result<Vec<Worksheet>, Fault> {
        let found = "bản chương trình này không đọc tệp Excel";
        Err(Fault::new(Kind::Syntax, file.clone(), found)
            .expected("tệp .csv")
            .remedy("mở bằng Excel, Lưu thành (Save As) kiểu CSV UTF-8"))
    }
}

/// Files that are plainly something else than text.
fn refuse(place: &Place, bytes: &[u8]) -> Result<(), Fault> {
    const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(empty(place.clone(), "tệp rỗng"));
    }
    let fault = |found: &str| {
        Fault::new(Kind::Syntax, place.clone(), found)
            .expected("bảng tính Excel .xlsx, hoặc tệp .csv")
    };
    let save = "mở bằng Excel, Lưu thành (Save As) Excel Workbook (.xlsx)";
    if bytes.starts_with(OLE) {
        let marker: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let encrypted = bytes.windows(marker.len()).any(|part| part == marker);
        return Err(if encrypted {
            fault("tệp Excel có mật khẩu").remedy(
                "mở bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc), lưu lại",
            )
        } else {
            fault("tệp Excel kiểu cũ (.xls), hoặc tệp Word kiểu cũ").remedy(save)
        });
    }
    let head = String::from_utf8_lossy(bytes.get(..512).unwrap_or(bytes)).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if ["<html", "<!doctype", "<table", "<?xml", "<meta"]
        .iter()
        .any(|start| head.starts_with(start))
    {
        return Err(fault("tệp là trang web (HTML, XML) mang tên bảng tính").remedy(save));
    }
    if head.starts_with("%pdf") {
        return Err(fault("tệp PDF").remedy("xin tệp Excel gốc của bảng này"));
    }
    let name = place.file_name().to_lowercase();
    if [".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"]
        .iter()
        .any(|end| name.ends_with(end))
    {
        return Err(fault("bên trong tệp không phải là bảng tính Excel").remedy(save));
    }
    Ok(())
}
