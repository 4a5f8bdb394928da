//! Files from anywhere: a folder of the disk, a map in memory, whatever a caller has. Nothing
//! else in the library reads a file.
//!
//! ```
//! use std::path::Path;
//! use vanthu::files::{Cache, Files, Memory};
//!
//! let files = Memory::from([("ho-so/ho-so.yaml", "mau: thong-bao-xa")]);
//! let cache = Cache::new(files);
//! let text = cache.text(Path::new("ho-so/ho-so.yaml")).unwrap();
//! assert_eq!(text, "mau: thong-bao-xa");
//! assert_eq!(cache.list(Path::new("ho-so")).unwrap(), ["ho-so.yaml"]);
//! // What was read is known, with its digest.
//! assert_eq!(cache.sources().len(), 1);
//! ```

mod cache;
mod disk;
mod memory;
mod recent;

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::bounds::TEXT_FILE;
use crate::fault::{Fault, Kind, Place};
use crate::vn::text::composed;

pub use cache::Cache;
pub use disk::{Disk, kind};
pub(crate) use disk::{digest_of, open, open_own, read_up_to};
pub use memory::Memory;
pub use recent::Recent;

/// The bytes of a file, shared by all who read it.
pub type Bytes = Arc<[u8]>;

/// Where files are read from. Paths are those that the user wrote, joined to the folder of the
/// file in which they stand.
///
/// The [`Disk`] and a map in [`Memory`] are such; so is what a browser holds:
///
/// ```
/// use std::path::Path;
/// use vanthu::files::{Bytes, Files, Found, Unreadable};
///
/// /// Holds one file.
/// struct Lone(&'static str, &'static [u8]);
///
/// impl Files for Lone {
///     fn read(&self, file: &Path) -> Result<Bytes, Unreadable> {
///         match file == Path::new(self.0) {
///             true => Ok(Bytes::from(self.1)),
///             false => Err(Unreadable::Missing),
///         }
///     }
///
///     fn list(&self, _: &Path) -> Result<Vec<String>, Unreadable> {
///         Ok(vec![self.0.to_owned()])
///     }
///
///     fn find(&self, path: &Path) -> Option<Found> {
///         (path == Path::new(self.0)).then_some(Found::File)
///     }
/// }
///
/// let files = Lone("ho-so.yaml", b"mau: thong-bao-xa");
/// assert_eq!(files.find(Path::new("ho-so.yaml")), Some(Found::File));
/// ```
pub trait Files: Send + Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// Why they cannot be had.
    fn read(&self, file: &Path) -> Result<Bytes, Unreadable>;

    /// The digest of a file as it is now, if it has one that could be read.
    fn digest(&self, file: &Path) -> Option<String> {
        self.read(file).ok().map(|bytes| digest(&bytes))
    }

    /// Some text that is another one once the file was written anew, as a web server's entity tag;
    /// none where that cannot be known without reading.
    fn stamp(&self, _: &Path) -> Option<String> {
        None
    }

    /// The names of what a folder holds, in their order.
    ///
    /// # Errors
    /// Why it cannot be looked into.
    fn list(&self, folder: &Path) -> Result<Vec<String>, Unreadable>;

    /// What stands at a path, if anything does.
    fn find(&self, path: &Path) -> Option<Found>;

    /// How many bytes a file says that it has, where that is known without reading it.
    fn size(&self, _: &Path) -> Option<usize> {
        None
    }

    /// Whether there is a file of this path.
    fn has(&self, file: &Path) -> bool {
        self.find(file) == Some(Found::File)
    }
}

/// A path with its names in the letters in which they stand among the files: a Mac, and what it
/// packs, writes `ữ` as `u` with two marks, which a Vietnamese keyboard cannot. A name that is
/// there as it is written wins; a path that leads nowhere stays as it is.
pub fn as_spelled<'p>(files: &dyn Files, path: &'p Path) -> Cow<'p, Path> {
    let plain = path.to_str().is_some_and(str::is_ascii);
    if plain || files.find(path).is_some() {
        return Cow::Borrowed(path);
    }
    let mut there = PathBuf::new();
    for part in path {
        let next = there.join(part);
        // Only names can be spelled otherwise, not `..` or the root.
        there = match files.find(&next) {
            Some(_) => next,
            None => match part.to_str().and_then(|part| alike(files, &there, part)) {
                Some(name) => there.join(name),
                None => return Cow::Borrowed(path),
            },
        };
    }
    Cow::Owned(there)
}

/// The name in a folder that is this one in other letters.
fn alike(files: &dyn Files, folder: &Path, name: &str) -> Option<String> {
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let wanted = composed(name);
    let mut names = files.list(folder).ok()?.into_iter();
    names.find(|name| composed(name) == wanted)
}

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// Why a file or folder cannot be read; shown, in the user's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// There is none.
    Missing,
    /// Whoever runs the program may not read it.
    Denied,
    /// It is a folder, not a file.
    Folder,
    /// It is a file or the like, not a folder.
    NoFolder,
    /// It is a pipe, a device, a socket or the like: reading it might never end.
    Special,
    /// It is larger than anything that is read.
    TooLarge,
    /// It is no longer what it was when this run first read it.
    Changed,
    /// Something else.
    Other(ErrorKind),
}

impl From<std::io::Error> for Unreadable {
    fn from(error: std::io::Error) -> Self {
        match kind(&error) {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::PermissionDenied => Self::Denied,
            ErrorKind::IsADirectory => Self::Folder,
            other => Self::Other(other),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("không tìm thấy"),
            Self::Denied => f.write_str("không có quyền đọc"),
            Self::Folder => f.write_str("đây là một thư mục, không phải tệp"),
            Self::NoFolder => f.write_str("đây không phải là thư mục"),
            Self::Special => {
                f.write_str("đây là ống dẫn, thiết bị hoặc liên kết, không phải tệp thường")
            }
            Self::TooLarge => f.write_str("tệp quá lớn"),
            Self::Changed => f.write_str("tệp đã thay đổi trong khi chạy"),
            Self::Other(ErrorKind::NotADirectory) => {
                f.write_str("không tìm thấy: một thư mục trên đường dẫn là tệp")
            }
            Self::Other(ErrorKind::InvalidFilename | ErrorKind::InvalidInput) => {
                f.write_str("tên tệp quá dài, hoặc có ký tự không dùng được")
            }
            Self::Other(kind) => write!(f, "không đọc được: {}", why(*kind)),
        }
    }
}

impl Unreadable {
    /// What to do about what is no regular file.
    pub(crate) const COPY: &'static str = "chép nội dung sang một tệp thường rồi ghi tên tệp đó";

    /// The fault of a text file that cannot be read.
    pub fn fault(self, file: &Path) -> Fault {
        let fault = Fault::new(Kind::Unreadable, place(file), self.to_string());
        match self {
            Self::TooLarge => TEXT_FILE.passed(None, &place(file)),
            Self::Special => fault.remedy(Self::COPY),
            Self::Changed => fault.remedy("chạy lại khi không ai còn sửa tệp"),
            Self::Other(ErrorKind::ResourceBusy) => {
                fault.remedy("đóng tệp trong Excel, Word hay chương trình đó rồi chạy lại")
            }
            Self::Other(_) => fault.remedy("chép tệp sang thư mục khác trên máy này rồi chạy lại"),
            _ => fault,
        }
    }
}

/// What a system says of a file or folder that cannot be read or written, in the user's words.
pub fn why(kind: ErrorKind) -> &'static str {
    use ErrorKind::*;
    match kind {
        NotFound => "không tìm thấy tệp hoặc thư mục",
        PermissionDenied | ReadOnlyFilesystem => "không có quyền, hoặc đĩa chỉ cho đọc",
        FileTooLarge => "tệp lớn hơn mức hệ thống cho phép",
        ResourceBusy | ExecutableFileBusy | Deadlock | WouldBlock => {
            "chương trình khác đang dùng tệp này"
        }
        NetworkDown
        | NetworkUnreachable
        | HostUnreachable
        | StaleNetworkFileHandle
        | ConnectionReset
        | ConnectionAborted
        | NotConnected
        | BrokenPipe => "mất kết nối đến ổ đĩa mạng",
        TimedOut => "ổ đĩa không trả lời kịp",
        Interrupted => "việc đọc, ghi bị ngắt giữa chừng",
        OutOfMemory => "máy không còn đủ bộ nhớ",
        UnexpectedEof | InvalidData | WriteZero => "tệp hoặc đĩa bị hỏng: dữ liệu không đủ",
        _ => "đĩa hoặc hệ thống báo lỗi",
    }
}

/// A file as a whole, as the user would name it.
pub fn place(file: &Path) -> Place {
    Place::file(file.display().to_string())
}

/// SHA-256 in letters, as `sha256sum` and Windows' `certutil -hashfile` print it.
pub fn digest(bytes: &[u8]) -> String {
    letters(Sha256::digest(bytes))
}

/// The bytes of a digest in letters.
pub(crate) fn letters(digest: impl IntoIterator<Item = u8>) -> String {
    let mut letters = String::with_capacity(64);
    for byte in digest {
        // A String takes any text.
        let _ = write!(letters, "{byte:02x}");
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_another_encoding_names_its_line() {
        let text = b"mau: a\nten: X\xe3 Lam V\xfd\n";
        let cache = Cache::new(Memory::from([("ho-so.yaml", text)]));
        let fault = cache.text(Path::new("ho-so.yaml")).unwrap_err();
        assert_eq!(fault.place.line(), 2);
    }

    #[test]
    fn a_name_is_found_however_its_letters_are_composed() {
        let (composed, parted) = ("Sữa/số.csv", "Su\u{31b}\u{303}a/so\u{302}\u{301}.csv");
        for (there, asked) in [(composed, parted), (parted, composed)] {
            let cache = Cache::new(Memory::from([(there, "a")]));
            assert_eq!(&*cache.read(Path::new(asked)).unwrap(), b"a");
            assert!(cache.has(Path::new(asked)));
            let folder = Path::new(asked).parent().unwrap();
            assert_eq!(cache.list(folder).unwrap(), ["số.csv"]);
            assert_eq!(cache.find(folder), Some(Found::Folder));
            assert_eq!(cache.changed(), [""; 0].map(PathBuf::from));
            assert!(!cache.has(Path::new("Sửa/số.csv")));
        }
        let both = Cache::new(Memory::from([(composed, "a"), (parted, "b")]));
        assert_eq!(&*both.read(Path::new(composed)).unwrap(), b"a");
        assert_eq!(&*both.read(Path::new(parted)).unwrap(), b"b");
    }

    #[test]
    fn a_digest_is_the_one_that_other_programs_print() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest(b"abc"), known);
    }
}
