//! The tables of a run: each opened once, whoever asks.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::book::Book;
use super::charset::Charset;
use crate::bounds::TABLE_FILE;
use crate::fault::{Fault, Kind, Place, nearest};
use crate::files::{Cache, Files, Recent, Unreadable};

/// How many cells are kept of tables that were read, for those who read them again.
const KEPT: usize = 1_000_000;

/// Files with more bytes are dropped when they are read: their cells are kept.
const LARGE: usize = 1024 * 1024;

/// A table is known by its folder, its file as the user wrote it, and its charset.
type Key = (PathBuf, String, Option<Charset>);

/// The files of a run with the tables among them, which are opened, inflated and read once for
/// all who name them, in whatever thread.
///
/// ```
/// use std::path::Path;
/// use std::sync::Arc;
/// use vanthu::files::{Cache, Memory};
/// use vanthu::table::Tables;
///
/// let files = Memory::from([("a/bang.csv", "Đơn vị;Điểm\nLam Vỹ;9\n")]);
/// let tables = Tables::new(Cache::new(files));
/// let book = tables.open(Path::new("a"), "bang.csv", None).unwrap();
/// let again = tables.open(Path::new("a"), "bang.csv", None).unwrap();
/// assert!(Arc::ptr_eq(&book, &again));
/// ```
#[derive(Debug)]
pub struct Tables {
    files: Cache,
    books: Recent<Key, Result<Arc<Book>, Fault>>,
}

impl Tables {
    /// The tables among these files.
    pub fn new(files: Cache) -> Self {
        Self {
            files,
            books: Recent::new(KEPT),
        }
    }

    /// The same tables among files of which one has changed, or those of its name: all others
    /// that were opened stay open.
    #[must_use]
    pub fn after_change(&self, files: Cache, changed: &Path) -> Self {
        let name = changed.file_name();
        let same = |key: &Key, book: &Result<Arc<Book>, Fault>| {
            book.is_ok() && Path::new(&key.1).file_name() != name
        };
        Self {
            files,
            books: self.books.kept(same),
        }
    }

    /// The files.
    pub fn files(&self) -> &Cache {
        &self.files
    }

    /// The table in a file of a folder.
    ///
    /// # Errors
    /// If it is not there, too large, or no table.
    pub fn open(
        &self,
        folder: &Path,
        file: &str,
        charset: Option<Charset>,
    ) -> Result<Arc<Book>, Fault> {
        let key = (folder.to_owned(), file.to_owned(), charset);
        self.books.get(key, || {
            let path = folder.join(file);
            let bytes = self.files.read(&path);
            let bytes = bytes.map_err(|why| self.unreadable(why, &path, file));
            let book = bytes.and_then(|bytes| {
                TABLE_FILE.hold(bytes.len(), &Place::file(file))?;
                if bytes.len() > LARGE {
                    self.files.release(&path);
                }
                Book::read(file, &bytes, charset)
            });
            let cells = book.as_ref().map_or(0, Book::size);
            (book.map(Arc::new), cells)
        })
    }

    fn unreadable(&self, why: Unreadable, path: &Path, file: &str) -> Fault {
        let fault = |found: &str| Fault::new(Kind::Unreadable, Place::file(file), found);
        match why {
            Unreadable::Missing => self.missing(path, fault("không tìm thấy tệp bảng")),
            Unreadable::Denied => fault("không có quyền đọc tệp")
                .remedy("đóng tệp trong Excel, xem lại quyền của thư mục"),
            Unreadable::Folder => fault("đây là một thư mục, không phải tệp")
                .remedy("ghi tên tệp .xlsx hoặc .csv trong thư mục đó"),
            Unreadable::Special => fault(&why.to_string()).remedy(Unreadable::COPY),
            Unreadable::TooLarge => TABLE_FILE.passed(None, &Place::file(file)),
            Unreadable::Changed => {
                fault("tệp đã thay đổi trong khi chạy").remedy("chạy lại khi không ai còn sửa tệp")
            }
            Unreadable::Other(ErrorKind::ResourceBusy) => fault(&why.to_string())
                .remedy("đóng tệp trong Excel hay chương trình đó rồi chạy lại"),
            Unreadable::NoFolder | Unreadable::Other(_) => {
                fault("không đọc được tệp").remedy("chép tệp về máy rồi thử lại")
            }
        }
    }

    /// The fault of a file that is not there, with the nearest name in its folder.
    fn missing(&self, path: &Path, fault: Fault) -> Fault {
        let folder = path.parent().map(|folder| self.files.list(folder));
        let names = folder.and_then(Result::ok).unwrap_or_default();
        let name = path.file_name().and_then(|name| name.to_str());
        match name.and_then(|name| nearest(name, names.iter().map(String::as_str))) {
            Some(near) => fault.remedy(format!("có phải ý bạn là “{near}”?")),
            None => {
                fault.remedy("đặt tệp cạnh hồ sơ và ghi đúng tên tệp, cả phần đuôi .xlsx hoặc .csv")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    #[test]
    fn only_what_changed_is_opened_again() {
        let mut files = Memory::from([("a/1.csv", "Đơn vị;Điểm\nA;9\n")]);
        files.insert("a/2.csv", "Đơn vị;Điểm\nB;9\n".as_bytes());
        let tables = Tables::new(Cache::new(files.clone()));
        let open = |tables: &Tables, file| tables.open(Path::new("a"), file, None);
        let (one, two) = (
            open(&tables, "1.csv").unwrap(),
            open(&tables, "2.csv").unwrap(),
        );
        open(&tables, "3.csv").unwrap_err();
        files.insert("a/2.csv", "Đơn vị;Điểm\nC;9\n".as_bytes());
        files.insert("a/3.csv", "Đơn vị;Điểm\nD;9\n".as_bytes());
        let tables = tables.after_change(Cache::new(files), Path::new("a/2.csv"));
        assert!(Arc::ptr_eq(&one, &open(&tables, "1.csv").unwrap()));
        assert!(!Arc::ptr_eq(&two, &open(&tables, "2.csv").unwrap()));
        open(&tables, "3.csv").unwrap();
    }
}
