//! The front matter of a template: the parts of the document, and what it needs of a hồ sơ.

use super::appendix::AppendixPlan;
use super::chart::ChartPlan;
use super::fact::FactPlan;
use super::field::Field;
use crate::fault::{Fault, Faults, Kind};
use crate::form::{FromNode, Node, Shape, Sourced, choice, form};
use crate::vn::period::Period;
use crate::vn::slug::slug;

form! {
    /// Front matter, read.
    pub struct Front: FRONT, "mẫu" {
        /// What the template is for, for lists.
        pub title: optional::<String>("ten", "Mẫu dùng để làm gì, in trong danh sách các mẫu"),
        /// The name of the files to write, without ending.
        pub file_stem: required::<Stem>("ten_tep", "Tên tệp kết quả, không có đuôi")
            .example("thong-bao"),
        /// The type of the document.
        pub kind: required::<Sourced<String>>("loai", "Tên loại văn bản")
            .example("Thông báo")
            .note("Công văn thì không in tên loại, trích yếu in dưới số"),
        /// What files it makes.
        pub genre: usual::<Genre>("dang", "Ra những tệp nào").note("Bỏ trống: văn bản") =
            Genre::Document,
        /// Its trích yếu.
        pub about: required::<Field>("trich_yeu", "Trích yếu")
            .note("Công văn: không ghi V/v, chương trình thêm"),
        /// Its legal bases.
        pub bases: or_default::<Vec<Field>>("can_cu", "Danh sách căn cứ ban hành, không ghi dấu ;")
            .note("Căn cứ nào điền ra trống thì bỏ"),
        /// Whose points it needs.
        pub points: usual::<Points>("diem", "Cần điểm của ai").note("Bỏ trống: một đơn vị") =
            Points::One,
        /// What it asks for besides.
        pub facts: or_default::<Vec<FactPlan>>("thong_tin", "Những điều mẫu hỏi thêm"),
        /// The tables of indicators that its text uses.
        pub tables: or_default::<Vec<String>>("so_lieu", "Tên các bảng chỉ tiêu dùng trong bài"),
        /// The sheets that its text uses.
        pub sheets: or_default::<Vec<Sourced<String>>>("bieu", "Tên các biểu dùng trong bài"),
        /// Its charts.
        pub charts: or_default::<Vec<ChartPlan>>("bieu_do", "Các biểu đồ dùng trong bài"),
        /// Its appendices.
        pub appendices: or_default::<Vec<AppendixPlan>>(
            "phu_luc",
            "Các phụ lục: biểu, hoặc bảng chỉ tiêu",
        ),
        /// From which template its words were rewritten.
        pub original: optional::<Original>(
            "goc",
            "Mẫu này sửa câu chữ của mẫu nào; trang vanthu.html tự ghi"
        ),
    }
}

form! {
    /// From which template the words of another were rewritten.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Original: ORIGINAL, "gốc của mẫu" {
        /// The name of that template.
        pub template: required::<String>("mau", "Tên mẫu gốc"),
        /// A sign of its text: another one, when it has changed since.
        pub edition: required::<String>("ban", "Dấu của bản gốc lúc sửa, để biết bản gốc đã đổi"),
        /// The month of the one document for which they were rewritten; none if for all.
        pub period: optional::<Period>(
            "ky",
            "Chỉ sửa cho văn bản của tháng này; tháng sau lại dùng mẫu gốc"
        ),
    }
}

choice! {
    /// What a template makes.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Genre: "dạng" {
        /// A document in the decree's form: DOCX and PDF.
        Document = "văn bản": "tệp Word và PDF theo Nghị định 30",
        /// A news item for a web portal: HTML and plain text.
        News = "bản tin": "cho trang thông tin: HTML và chữ thường",
    }
}

choice! {
    /// Whose points a template needs.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Points: "cách lấy điểm" {
        /// Those of one unit.
        One = "một đơn vị",
        /// Those of one or of several units.
        Several = "các đơn vị": "từ don_vi hoặc bang_diem",
        /// Those of the issuing body, and of the units that it lists.
        OwnAndSeveral = "cơ quan và các đơn vị": "của cơ quan ban hành ở diem, của các đơn vị như trên",
        /// None; it may use them if they are given.
        Optional = "không cần": "có thì dùng",
    }
}

impl Points {
    /// Whether they are of several units.
    pub fn of_several(self) -> bool {
        matches!(self, Self::Several | Self::OwnAndSeveral)
    }

    /// Whether the hồ sơ states points of the issuing body besides a table.
    pub fn with_own(self) -> bool {
        self == Self::OwnAndSeveral
    }
}

/// A name of files that every system takes and that stays in its folder.
pub struct Stem(pub String);

impl FromNode for Stem {
    fn shape() -> Shape {
        Shape::Text
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let name = String::from_node(node, faults)?;
        let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || name.len() > 60 || !name.chars().all(safe) {
            let found = format!("tên tệp “{name}”");
            let fault = Fault::new(Kind::WrongValue, node.place.clone(), found);
            faults.add(fault.expected("chữ thường không dấu, chữ số và gạch nối, ví dụ thong-bao"));
        }
        // A name that Windows keeps for a device is made safe like those from data.
        Some(Self(slug(&name)))
    }
}
