//! How large what comes in may be. Every bound stands here, and only here: the guide prints this
//! table (`docs/gioi-han.md`), and what passes a bound is a fault with its place. Each is far
//! beyond what an office has, and small enough that the work ends within seconds and megabytes.
//!
//! ```
//! use vanthu::bounds::RECIPIENTS;
//! use vanthu::fault::Place;
//!
//! let place = Place::file("ho-so.yaml");
//! assert!(RECIPIENTS.hold(RECIPIENTS.most, &place).is_ok());
//! assert!(RECIPIENTS.hold(RECIPIENTS.most + 1, &place).is_err());
//! ```

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
    counted: Counted,
    /// What to do about more.
    pub remedy: &'static str,
}

/// What a bound counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
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
        match self.counted {
            Counted::Bytes => size(self.most),
            Counted::Things(name) => format!("{} {name}", number::print(self.most.into())),
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
        let found = match (found, self.counted) {
            (None, _) => format!("{what} quá giới hạn"),
            (Some(found), Counted::Bytes) => format!("{what} quá giới hạn: {}", size(found)),
            (Some(found), Counted::Things(name)) => {
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
    ($($(#[$doc:meta])+ $name:ident: $counted:expr, $most:expr, $what:literal, $remedy:literal;)+) => {
        $($(#[$doc])+ pub const $name: Bound = Bound {
            what: $what,
            most: $most,
            counted: $counted,
            remedy: $remedy,
        };)+

        /// All of them, in the order of the guide.
        pub const ALL: &[Bound] = &[$($name),+];
    };
}

bounds! {
    /// A table's file as it lies on the disk.
    TABLE_FILE: Counted::Bytes, 64 * MB, "tệp bảng (.xlsx, .csv)",
        "chép riêng bảng cần dùng sang tệp mới";
    /// All parts of a workbook, unpacked.
    TABLE_UNPACKED: Counted::Bytes, 128 * MB, "tệp Excel giải nén ra",
        "bỏ ảnh và các trang không cần, hoặc chép riêng bảng sang tệp mới";
    /// Parts of a workbook: sheets, texts, pictures.
    TABLE_PARTS: Counted::Things("phần"), 10_000, "các phần của tệp Excel",
        "bỏ ảnh và các trang không cần, hoặc chép riêng bảng sang tệp mới";
    /// Sheets of a workbook.
    TABLE_SHEETS: Counted::Things("trang"), 256, "các trang của một tệp Excel",
        "chép riêng các trang cần dùng sang tệp mới";
    /// Rows of a sheet: 100,000 units below the deepest head that is looked for.
    TABLE_ROWS: Counted::Things("dòng"), 100_200, "số dòng của một trang",
        "xóa các dòng thừa, hoặc chép bảng sang tệp mới";
    /// Columns of a sheet.
    TABLE_COLUMNS: Counted::Things("cột"), 500, "số cột của một trang",
        "xóa các cột thừa, hoặc chép bảng sang tệp mới";
    /// Cells of a file that are not blank: forty of each of 100,000 units.
    TABLE_CELLS: Counted::Things("ô"), 4_000_000, "các ô có chữ hoặc số của một tệp bảng",
        "chép riêng bảng cần dùng sang tệp mới";
    /// Cells of a sheet that are there and blank, for their borders or by a writer's habit.
    TABLE_BLANKS: Counted::Things("ô"), 4_000_000, "các ô trống của một trang",
        "xóa định dạng của vùng trống, hoặc chép bảng sang tệp mới";
    /// Merged ranges of a sheet.
    TABLE_MERGES: Counted::Things("vùng"), 50_000, "các vùng ô gộp của một trang",
        "bỏ gộp các ô (Merge & Center), hoặc chép bảng sang tệp mới";
    /// Texts of a sheet: more than any file that is read has, but some say one text again in each
    /// cell.
    TABLE_TEXTS: Counted::Bytes, 256 * MB, "chữ của cả một trang",
        "chép riêng bảng cần dùng sang tệp mới";
    /// The longest text of a cell, as in Excel.
    CELL_LETTERS: Counted::Things("ký tự"), 32_767, "chữ trong một ô",
        "xem lại ô này: có thể dấu nháy kép mở mà không đóng";
    /// A unit's name in a table: it is folded, split and compared again and again.
    UNIT_NAME: Counted::Things("ký tự"), 1_000, "tên đơn vị trong bảng",
        "ghi tên đơn vị gọn trong một ô; xem có dấu nháy kép mở mà không đóng";
    /// A text of any kind: hồ sơ, lô, set of indicators, Biểu, template, settings.
    TEXT_FILE: Counted::Bytes, 4 * MB, "tệp chữ (.yaml, .md)",
        "tách thành nhiều tệp, hoặc chuyển các dòng số liệu sang tệp .csv, .xlsx";
    /// A template's file.
    TEMPLATE_FILE: Counted::Bytes, 512 * KB, "tệp mẫu (.md)",
        "rút gọn mẫu: văn bản dài thì tách thành nhiều mẫu";
    /// A font's file.
    FONT_FILE: Counted::Bytes, 16 * MB, "tệp phông chữ (.ttf, .otf)",
        "chọn tệp của Times New Roman hoặc Liberation Serif: mỗi tệp chừng 1 MB";
    /// A report of a lô that is read again.
    REPORT_FILE: Counted::Bytes, 256 * MB, "báo cáo của lô (.json)",
        "tách lô thành nhiều phần nhỏ hơn";
    /// The journal of a folder that is written to.
    JOURNAL_FILE: Counted::Bytes, 512 * MB, "sổ của thư mục ghi",
        "ghi ra một thư mục mới";
    /// How deeply lists and maps of a YAML file stand in each other.
    YAML_LEVELS: Counted::Things("tầng"), 64, "các phần lồng nhau của tệp .yaml",
        "bớt các ngoặc [ ], { } hoặc các bậc thụt vào";
    /// Keys that stand beside each other.
    YAML_KEYS: Counted::Things("khóa"), 2000, "các khóa cạnh nhau của tệp .yaml",
        "bảng số liệu thì ghi thành danh sách “- ”, hoặc để ở tệp .csv, .xlsx";
    /// Entries of a list.
    YAML_ITEMS: Counted::Things("mục"), 10_000, "một danh sách của tệp .yaml",
        "để bảng số liệu ở tệp .csv, .xlsx";
    /// Letters of a value.
    YAML_LETTERS: Counted::Things("chữ"), 20_000, "một giá trị của tệp .yaml",
        "tách thành nhiều đoạn; xem có dấu nháy mở mà không đóng";
    /// Addressees, recipients.
    RECIPIENTS: Counted::Things("nơi"), 1000, "danh sách nơi nhận",
        "gộp các nơi cùng loại vào một dòng: “Các cơ quan trên địa bàn”";
    /// Letters of a paragraph of a document, of a cell of its tables.
    PARAGRAPH: Counted::Things("chữ"), 20_000, "một đoạn của văn bản",
        "tách thành nhiều đoạn, giữa hai đoạn để một dòng trống";
    /// Letters of a sentence whose figures are held against the hồ sơ, each beside all others of its
    /// sentence. A longer one is not read; a warning says so.
    SENTENCE: Counted::Things("chữ"), 5_000, "một câu được đối chiếu với số liệu",
        "tách thành nhiều câu, hoặc để các số ấy vào biểu";
    /// How deeply brackets of a formula stand in each other.
    FORMULA_LEVELS: Counted::Things("tầng"), 20, "ngoặc lồng nhau của một công thức",
        "tách thành nhiều cột tính";
    /// Figures and columns of a formula.
    FORMULA_TERMS: Counted::Things("số hạng"), 1000, "công thức",
        "tách thành nhiều cột tính";
    /// How deeply statements of a template stand in each other; the engine's own limit.
    TEMPLATE_LEVELS: Counted::Things("tầng"), 39, "lệnh lồng nhau của một mẫu ({% if %}, {% for %})",
        "gộp các điều kiện bằng and, or; bớt vòng lặp trong vòng lặp";
    /// Branches of the statements that stand in each other.
    TEMPLATE_BRANCHES: Counted::Things("nhánh"), 60, "các nhánh {% elif %} của một lệnh",
        "đưa các trường hợp vào một bảng của hồ sơ rồi lặp qua bảng";
    /// Signs, names and filters of an expression; the engine's own limit.
    TEMPLATE_EXPRESSION: Counted::Things("phép"), 256, "một biểu thức của mẫu",
        "tách thành nhiều lệnh {% set %}; bớt ngoặc lồng nhau";
    /// Texts that one expression joins, lists that it copies.
    TEMPLATE_JOINS: Counted::Things("phép nối"), 32, "phép nối (~, ...) trong một biểu thức của mẫu",
        "viết các phần liền nhau trong thân mẫu, không nối bằng ~";
    /// Steps of a run: each tag in each turn of a loop, times the longest value kept, in KB.
    RUN_STEPS: Counted::Things("bước"), 500_000, "số bước chạy của một mẫu",
        "bớt vòng lặp trong vòng lặp, và giá trị lớn giữ bằng {% set %}";
    /// What a template's run writes.
    RUN_BYTES: Counted::Bytes, MB, "chữ mà một mẫu viết ra",
        "bớt vòng lặp; bảng số liệu thì đặt thành biểu hoặc phụ lục";
    /// A text that a template keeps or makes.
    TEMPLATE_VALUE: Counted::Bytes, 64 * KB, "một giá trị mà mẫu tạo ra",
        "viết thẳng trong thân mẫu, không nối dần vào một giá trị";
    /// What a list that a template keeps or makes holds, at all levels.
    VALUE_LIST: Counted::Things("giá trị"), 100_000, "một danh sách mà mẫu tạo ra",
        "lọc bớt bằng các bộ lọc duoi, tren, cao_nhat";
    /// How deeply such lists stand in each other.
    VALUE_LEVELS: Counted::Things("tầng"), 16, "danh sách lồng nhau mà mẫu tạo ra",
        "dùng một danh sách phẳng";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_says_how_much_is_there_and_allowed() {
        let place = Place::file("a.md");
        assert!(TEMPLATE_FILE.hold(512 * KB, &place).is_ok());
        let fault = TEMPLATE_FILE.hold(512 * KB + 1, &place).unwrap_err();
        insta::assert_snapshot!(fault, @r"
        a.md: lỗi GIOI-HAN: tệp mẫu (.md) quá giới hạn: 513 KB
          cần: nhiều nhất 512 KB
          sửa: rút gọn mẫu: văn bản dài thì tách thành nhiều mẫu
        ");
    }
}
