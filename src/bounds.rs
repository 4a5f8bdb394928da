//! How large what comes in may be. Every bound stands here, and only here: the guide prints this
//! table (`docs/gioi-han.md`), and what passes a bound is a fault with its place. Each is far
//! beyond what an office has, and small enough that the work ends within seconds and megabytes.

use crate::fault::{Fault, Kind, Place};
use crate::vn::number;

/// A bound of one kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// What is bounded, as the guide and the faults call it.
    pub what: &'static str,
    /// The most that is allowed.
    pub most: usize,
    /// What is counted.
    unit: Unit,
    /// What to do about more.
    pub remedy: &'static str,
}

/// What a bound counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Bytes,
    /// By its name: “khóa”.
    Things(&'static str),
}

impl Bound {
    /// The most that is allowed, as a size in bytes.
    pub fn bytes(&self) -> u64 {
        u64::try_from(self.most).unwrap_or(u64::MAX)
    }

    /// As the guide writes it: `64 MB`, `20.000 khóa`.
    pub fn allowed(&self) -> String {
        match self.unit {
            Unit::Bytes => size(self.most),
            Unit::Things(name) => format!("{} {name}", number::print(self.most.into())),
        }
    }

    /// Nothing, if there are so many or fewer.
    ///
    /// # Errors
    /// If there are more.
    pub fn hold(&self, found: usize, place: &Place) -> Result<(), Fault> {
        match found <= self.most {
            true => Ok(()),
            false => Err(self.passed(Some(found), place)),
        }
    }

    /// The fault of what passes it; how many there are is not always known.
    pub fn passed(&self, found: Option<usize>, place: &Place) -> Fault {
        let what = self.what;
        let found = match (found, self.unit) {
            (None, _) => format!("{what} quá giới hạn"),
            (Some(found), Unit::Bytes) => format!("{what} quá giới hạn: {}", size(found)),
            (Some(found), Unit::Things(name)) => {
                let found = number::print(found.into());
                format!("{what} quá giới hạn: {found} {name}")
            }
        };
        Fault::new(Kind::Bound, place.clone(), found)
            .expected(format!("nhiều nhất {}", self.allowed()))
            .remedy(self.remedy)
    }
}

/// `64 MB`, `32 KB`, `100 byte`; a broken one is rounded up, so that it never looks allowed.
fn size(bytes: usize) -> String {
    let (unit, name) = match bytes {
        0..1024 => (1, "byte"),
        1024..1_048_576 => (1024, "KB"),
        _ => (1_048_576, "MB"),
    };
    format!("{} {name}", number::print(bytes.div_ceil(unit).into()))
}

const KB: usize = 1024;
const MB: usize = 1024 * KB;

/// Declares the bounds, and their list in the order of the guide.
macro_rules! bounds {
    ($($(#[$doc:meta])+ $name:ident: $unit:expr, $most:expr, $what:literal, $remedy:literal;)+) => {
        $($(#[$doc])+ pub const $name: Bound = Bound {
            what: $what,
            most: $most,
            unit: $unit,
            remedy: $remedy,
        };)+

        /// All of them, in the order of the guide.
        pub const ALL: &[Bound] = &[$($name),+];
    };
}

bounds! {
    /// A table's file as it lies on the disk.
    TABLE_FILE: Unit::Bytes, 64 * MB, "tệp bảng (.xlsx, .csv)",
        "chép riêng bảng cần dùng sang tệp mới";
    /// A text of any kind: hồ sơ, lô, set of indicators, Biểu, template, settings.
    TEXT_FILE: Unit::Bytes, 4 * MB, "tệp chữ (.yaml, .md)",
        "tách thành nhiều tệp, hoặc chuyển các dòng số liệu sang tệp .csv, .xlsx";
    /// A template's file.
    TEMPLATE_FILE: Unit::Bytes, 256 * KB, "tệp mẫu (.md)",
        "rút gọn mẫu: văn bản dài thì tách thành nhiều mẫu";
    /// A report of a lô that is read again.
    REPORT_FILE: Unit::Bytes, 256 * MB, "báo cáo của lô (.json)",
        "tách lô thành nhiều phần nhỏ hơn";
    /// The journal of a folder that is written to.
    JOURNAL_FILE: Unit::Bytes, 512 * MB, "sổ của thư mục ghi",
        "ghi ra một thư mục mới";
    /// How deeply lists and maps of a YAML file stand in each other.
    YAML_LEVELS: Unit::Things("tầng"), 64, "các phần lồng nhau của tệp .yaml",
        "bớt các ngoặc [ ], { } hoặc các bậc thụt vào";
    /// How deeply brackets of a formula stand in each other.
    FORMULA_LEVELS: Unit::Things("tầng"), 20, "ngoặc lồng nhau của một công thức",
        "tách thành nhiều cột tính";
    /// Figures and columns of a formula.
    FORMULA_TERMS: Unit::Things("số hạng"), 1000, "công thức",
        "tách thành nhiều cột tính";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_says_how_much_is_there_and_allowed() {
        let place = Place::file("a.md");
        assert!(TEMPLATE_FILE.hold(256 * KB, &place).is_ok());
        let fault = TEMPLATE_FILE.hold(256 * KB + 1, &place).unwrap_err();
        insta::assert_snapshot!(fault, @r"
        a.md: lỗi GIOI-HAN: tệp mẫu (.md) quá giới hạn: 257 KB
          cần: nhiều nhất 256 KB
          sửa: rút gọn mẫu: văn bản dài thì tách thành nhiều mẫu
        ");
    }
}
