//! Reading files: texts whole, with what is wrong told as faults.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::fault::{Fault, Kind, Place};

/// The largest text file that is read: a thousand times a large hồ sơ.
const LARGEST: u64 = 32 * 1024 * 1024;

/// The text of a file.
pub fn read(path: &Path) -> Result<String, Fault> {
    let fault = |found: String| Fault::new(Kind::Unreadable, place(path), found);
    let size = fs::metadata(path)
        .map_err(|error| fault(unreadable(error.kind())))?
        .len();
    if size > LARGEST {
        return Err(fault("tệp quá lớn".to_owned()).expected("tệp chữ dưới 32 MB"));
    }
    let bytes = fs::read(path).map_err(|error| fault(unreadable(error.kind())))?;
    String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to());
        let line = 1 + before
            .unwrap_or_default()
            .iter()
            .filter(|b| **b == b'\n')
            .count();
        let mut fault = fault("tệp không lưu theo bảng mã UTF-8".to_owned());
        fault.place = fault.place.at(line, 0);
        fault
            .expected("tệp chữ Unicode UTF-8")
            .remedy("mở bằng Notepad, chọn Lưu thành (Save As), mã hóa (Encoding) UTF-8")
    })
}

/// Why something could not be read, for the user.
pub fn unreadable(kind: ErrorKind) -> String {
    match kind {
        ErrorKind::NotFound => "không tìm thấy".to_owned(),
        ErrorKind::PermissionDenied => "không có quyền đọc".to_owned(),
        ErrorKind::IsADirectory => "đây là một thư mục, không phải tệp".to_owned(),
        other => format!("không đọc được ({other})"),
    }
}

/// The bytes of a file.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    fs::read(path)
        .map_err(|error| Fault::new(Kind::Unreadable, place(path), unreadable(error.kind())))
}

fn place(path: &Path) -> Place {
    Place::file(path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_another_encoding_names_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ho-so.yaml");
        fs::write(&file, b"mau: a\nten: X\xe3 Lam V\xfd\n").unwrap();
        let fault = read(&file).unwrap_err();
        assert_eq!(fault.place.line(), 2);
    }
}
