//! The file of a hồ sơ: where it is, which keys it may hold, what its keys name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::keys::DOSSIER;
use super::session::Session;
#[cfg(feature = "xlsx")]
use crate::bounds::TABLE_FILE;
use crate::fault::{Fault, Faults, Kind, Note, Place};
use crate::files::{Files, Found};
use crate::form::{self, Fields, Node, Sourced};
#[cfg(feature = "xlsx")]
use crate::formbook;
use crate::table::{Book, Charset};
use crate::vn::text::fold;

/// The name of the file in a hồ sơ's folder.
pub const FILE: &str = "ho-so.yaml";

/// The name of a hồ sơ that is one Excel workbook.
pub const BOOK: &str = "ho-so.xlsx";

/// Where what a hồ sơ names is looked for.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// The folder of the hồ sơ.
    pub folder: PathBuf,
    /// The run that reads it.
    pub session: Session,
}

impl Shelf {
    /// That of a file.
    fn of(file: &Path, session: &Session) -> Self {
        Self {
            folder: folder_of(file),
            session: session.clone(),
        }
    }

    /// A file as it is named from the folder.
    pub fn name(&self, file: &Path) -> String {
        let parts = file.strip_prefix(&self.folder).unwrap_or(file).components();
        let parts = parts.map(|part| part.as_os_str().to_string_lossy());
        parts.collect::<Vec<_>>().join("/")
    }

    /// The path of a file that the hồ sơ names.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The table of a file that the hồ sơ names, opened once in a run.
    ///
    /// # Errors
    /// If it is not there or no table; the fault stands where the hồ sơ names the file.
    pub fn book(
        &self,
        file: &Sourced<String>,
        charset: Option<Charset>,
    ) -> Result<Arc<Book>, Faults> {
        let tables = self.session.tables();
        let book = tables.open(&self.folder, &file.value, charset);
        book.map_err(|mut fault| {
            if fault.kind == Kind::Unreadable && fault.place.line() == 0 {
                fault.found = format!("{}: {}", file.value, fault.found);
                fault.place = file.place.clone();
            }
            fault.into()
        })
    }
}

/// A hồ sơ's file, read.
pub struct FormFile {
    /// What it holds.
    pub root: Node,
    /// Where what it names is looked for.
    pub shelf: Shelf,
    /// What of it is hidden, or not read, if it is a workbook.
    pub notes: Vec<Note>,
    /// Whether it is a workbook.
    pub book: bool,
}

impl FormFile {
    /// Reads the file that the user named, or the one in the folder that he named.
    ///
    /// # Errors
    /// If there is none or two of them, or it is neither YAML nor a workbook of the form.
    pub fn read(path: &Path, session: &Session) -> Result<Self, Faults> {
        let files = session.files();
        let is_folder = files.find(path) == Some(Found::Folder);
        let book = if is_folder {
            path.join(BOOK)
        } else {
            path.to_owned()
        };
        if is_folder && files.has(&book) && files.has(&path.join(FILE)) {
            return Err(two(&book).into());
        }
        if let Some(fault) = other_workbook(path).filter(|_| files.has(path)) {
            return Err(fault.into());
        }
        if is_workbook(&book) && files.has(&book) {
            let (root, notes) = workbook(&book, session)?;
            return Ok(Self {
                root,
                shelf: Shelf::of(&book, session),
                notes,
                book: true,
            });
        }
        Self::named(FILE, path, session)
    }

    /// Whether a folder has a hồ sơ, of either kind.
    pub fn is_in(folder: &Path, session: &Session) -> bool {
        let files = session.files();
        let has = |name| files.has(&folder.join(name));
        has(FILE) || has(BOOK)
    }

    /// Reads a file of keys, of this name if the user named its folder.
    ///
    /// # Errors
    /// If there is none, or it is not YAML.
    pub fn named(name: &str, path: &Path, session: &Session) -> Result<Self, Faults> {
        let file = match session.files().find(path) {
            Some(Found::Folder) => path.join(name),
            _ => path.to_owned(),
        };
        let text = session.files().text(&file).map_err(|fault| {
            if !fault.expected.is_empty() {
                return fault;
            }
            if let Some(other) = named_alike(&file, session) {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                return misnamed(fault, &other, &name);
            }
            fault
                .expected(match name {
                    FILE => format!("một thư mục có tệp {FILE} hoặc {BOOK}"),
                    name => format!("một thư mục có tệp {name}"),
                })
                .remedy("kiểm tra đường dẫn; dùng dấu \"…\" nếu tên thư mục có dấu cách")
        })?;
        Ok(Self {
            root: form::parse(&file.display().to_string(), &text)?,
            shelf: Shelf::of(&file, session),
            notes: Vec::new(),
            book: false,
        })
    }

    /// The fields of the hồ sơ.
    pub fn fields(&self, faults: &mut Faults) -> Option<Fields<'_>> {
        Fields::of(&self.root, &DOSSIER, faults)
    }
}

/// Whether a name is that of an Excel workbook.
pub fn is_workbook(file: &Path) -> bool {
    let ending = file.extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

/// The fault of a workbook of another kind, which is not written back as it was.
fn other_workbook(file: &Path) -> Option<Fault> {
    let ending = file.extension()?.to_str()?.to_lowercase();
    let others = ["xlsm", "xls", "xlsb", "ods"];
    let place = Place::file(file.display().to_string());
    others.contains(&ending.as_str()).then(|| {
        Fault::new(Kind::Syntax, place, format!("hồ sơ là tệp .{ending}"))
            .expected(format!("{FILE} hoặc {BOOK}"))
            .remedy("mở bằng Excel, Lưu thành (Save As) Excel Workbook (.xlsx)")
    })
}

/// What a workbook holds of the keys of a hồ sơ, and what of it is hidden or not read.
///
/// # Errors
/// If it cannot be read, or is none of a hồ sơ.
#[cfg(feature = "xlsx")]
pub fn workbook(file: &Path, session: &Session) -> Result<(Node, Vec<Note>), Faults> {
    let name = file.display().to_string();
    let bytes = session.files().read(file).map_err(|why| why.fault(file))?;
    TABLE_FILE.hold(bytes.len(), &Place::file(&name))?;
    formbook::read(&name, &bytes, &DOSSIER)
}

/// The same in a program without Excel.
///
/// # Errors
/// Always.
#[cfg(not(feature = "xlsx"))]
pub fn workbook(file: &Path, _: &Session) -> Result<(Node, Vec<Note>), Faults> {
    let found = "bản chương trình này không đọc tệp Excel";
    let place = Place::file(file.display().to_string());
    Err(Fault::new(Kind::Syntax, place, found).expected(FILE).into())
}

fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn two(book: &Path) -> Fault {
    let found = format!("thư mục có cả {FILE} và {BOOK}");
    let place = Place::file(book.display().to_string());
    Fault::new(Kind::RepeatedKey, place, found)
    .expected("một trong hai tệp, vì không biết tệp nào mới hơn")
    .remedy(
        "giữ tệp đang dùng, chuyển tệp kia ra chỗ khác; hoặc ghi rõ tên tệp khi gọi chương trình",
    )
}

/// The fault of a file that is not there, where one of nearly its name is.
fn misnamed(fault: Fault, other: &str, name: &str) -> Fault {
    let found = format!("{}; có tệp “{other}”", fault.found);
    let (file, word) = (Path::new(other), other.to_lowercase().ends_with("docx"));
    let other_book = other_workbook(file);
    let name = match is_workbook(file) || other_book.is_some() {
        true => BOOK,
        false => name,
    };
    let remedy = match other_book {
        Some(fault) => format!("{}, với tên “{name}”", fault.remedy),
        None if word => {
            format!("mở “{other}” bằng Word, lưu lại thành Plain Text (UTF-8) với tên “{name}”")
        }
        None => format!(
            "đổi tên “{other}” thành “{name}”; Windows giấu đuôi tệp, bật View, File name extensions để thấy tên đầy đủ"
        ),
    };
    Fault { found, ..fault }
        .expected(format!("tệp tên đúng là “{name}”"))
        .remedy(remedy)
}

/// A file in the same folder whose name is this one but for its ending, its case, its marks or what
/// programs add to copies: `ho-so.yaml.txt`, `HO-SO.YML`, `ho-so (1).yaml`.
fn named_alike(file: &Path, session: &Session) -> Option<String> {
    let letters = |name: &str| -> String {
        let stem = name.split('.').next().unwrap_or_default();
        fold(stem).chars().filter(|c| c.is_alphabetic()).collect()
    };
    let asked = letters(file.file_name()?.to_str()?);
    let names = session.files().list(&folder_of(file)).ok()?;
    names.into_iter().find(|name| {
        let read = ["yaml", "yml", "txt", "docx", "doc", "rtf"];
        let path = Path::new(name);
        let book = asked == "hoso" && (is_workbook(path) || other_workbook(path).is_some());
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        let letters = letters(name);
        let copy = letters.strip_prefix(asked.as_str());
        copy.is_some_and(|more| matches!(more, "" | "copy" | "bansao" | "saochep"))
            && (book || read.contains(&ending.as_str()))
            && Some(name.as_str()) != file.file_name().and_then(|name| name.to_str())
    })
}

/// What a key names, looked up.
pub fn named<T>(
    fields: &Fields,
    key: &str,
    faults: &mut Faults,
    find: impl FnOnce(&Sourced<String>) -> Result<T, Faults>,
) -> Option<T> {
    let asked: Sourced<String> = fields.required(key, faults)?;
    faults.absorb(find(&asked))
}

/// A fault of a value that a key names.
pub fn wrong(asked: &Sourced<impl Sized>, found: String) -> Fault {
    Fault::new(Kind::WrongValue, asked.place.clone(), found)
}
