//! The words by which checks understand sentences and labels (`checks/tu-khoa.yaml`).

use crate::fault::{Fault, Faults, Kind};
use crate::form::{self, FromNode, Node, Shape, form};
use crate::vn::text::{fold, has_word, is_whole};

const WORDS: &str = include_str!("../../checks/tu-khoa.yaml");

form! {
    /// Phrases by what they say. Lists of plain texts are looked for as they are written.
    pub struct Vocabulary: VOCABULARY, "từ khóa" {
        /// Dossiers are late.
        pub late: required::<Phrases>("tre_han", "Hồ sơ quá hạn"),
        /// The desk of the level above, which is scored and stands in no list.
        pub desk: required::<Phrases>(
            "mot_cua",
            "Bộ phận của cấp trên, được chấm điểm mà không có trong biểu",
        ),
        /// Points.
        pub points: required::<Phrases>("diem", "Điểm"),
        /// Sorts of units that stand for the only unit of their sort.
        pub sorts: required::<Vec<String>>("goi_trong", "Loại đơn vị mà bài có thể gọi trống"),
        /// Labels of rates begin so.
        pub rate: required::<Phrases>("la_ty_le", "Tên dòng mở đầu thế này là tỷ lệ"),
        /// Labels of counts begin so.
        pub count: required::<Phrases>("la_so_dem", "Tên dòng mở đầu thế này là số đếm"),
        /// What names a thing, and what names its complement.
        pub opposites: required::<Vec<Opposites>>("trai_nhau", "Các cặp từ trái nhau"),
        /// Dossiers.
        pub dossiers: required::<Phrases>("ho_so", "Đếm hồ sơ"),
        /// Procedures.
        pub procedures: required::<Phrases>("thu_tuc", "Đếm thủ tục"),
        /// Dossiers received, of which all others are a part.
        pub received: required::<Phrases>("tiep_nhan", "Số tiếp nhận"),
        /// What announces the name of a unit.
        pub leads: required::<Vec<String>>("truoc_ten", "Đứng trước tên đơn vị trong câu"),
        /// Types of documents that a text cites by number.
        pub cited: required::<Vec<String>>("van_ban_dan", "Loại văn bản mà bài dẫn theo số"),
        /// What a cited document is about begins so.
        pub about: required::<Vec<String>>("mo_dau_trich_yeu", "Chữ mở đầu trích yếu"),
        /// After the name of an appendix of the document itself.
        pub attached: required::<Vec<String>>("kem_theo", "Sau tên phụ lục của chính văn bản này"),
        /// All appendices of the document.
        pub appendices: required::<Phrases>("moi_phu_luc", "Mọi phụ lục của chính văn bản này"),
        /// What an office above is called before the name of the committee that it serves.
        pub staff: required::<Vec<String>>("giup_viec", "Đứng trước tên UBND mà cơ quan ấy giúp việc"),
        /// Other offices above begin so.
        pub above: required::<Phrases>("cap_tren", "Tên cơ quan cấp trên mở đầu thế này"),
        /// Before the day on which a document was issued.
        pub issued: required::<Vec<String>>("ky_ngay", "Đứng trước ngày của văn bản được dẫn"),
        /// Before a day that is not the one of the document cited before it.
        pub other_days: required::<Vec<String>>("ngay_khac", "Trước “ngày”, không phải ngày của văn bản được dẫn"),
        /// Before the day by which something is to be done.
        pub deadlines: required::<Vec<String>>("han_viec", "Đứng trước hạn làm việc"),
        /// Before the day up to which something was counted.
        pub until: required::<Vec<String>>("tinh_den", "Đứng trước ngày mà số liệu tính đến"),
        /// What is to be done.
        pub tasks: required::<Vec<String>>("viec", "Việc được giao"),
        /// What tells no task: things done, or what happened before a day.
        pub no_tasks: required::<Vec<String>>("khong_la_viec", "Việc đã qua, không phải việc được giao"),
        /// The figures of the period.
        pub figures: required::<Vec<String>>("so_lieu", "Số liệu của kỳ"),
        /// Figures of another period.
        pub other_period: required::<Vec<String>>("ky_khac", "Số liệu của kỳ khác"),
        /// Ranks and honours that do not stand before a signatory's name (ND30-KY-07).
        pub honours: required::<Vec<String>>("danh_xung", "Không đứng trước họ tên người ký"),
    }
}

/// What names a thing, and what names its complement.
pub struct Opposites(pub Phrases, pub Phrases);

/// Phrases that are looked for whole, whatever their capitals and accents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases(Vec<String>);

impl Phrases {
    fn of(written: &[String]) -> Self {
        Self(written.iter().map(|words| fold(words)).collect())
    }

    /// Whether a folded text has any of them.
    pub fn are_in(&self, folded: &str) -> bool {
        self.0.iter().any(|words| has_word(folded, words))
    }

    /// Whether a folded text begins with any of them.
    pub fn begin(&self, folded: &str) -> bool {
        let begins =
            |words: &String| folded.starts_with(words.as_str()) && is_whole(folded, 0, words.len());
        self.0.iter().any(begins)
    }
}

impl Vocabulary {
    /// The shipped one.
    ///
    /// # Errors
    /// If its file is damaged, which a test rules out.
    pub fn shipped() -> Result<Self, Faults> {
        form::read("checks/tu-khoa.yaml", WORDS)
    }
}

impl FromNode for Phrases {
    fn shape() -> Shape {
        Vec::<String>::shape()
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let written: Vec<String> = Vec::from_node(node, faults)?;
        Some(Self::of(&written))
    }
}

impl FromNode for Opposites {
    fn shape() -> Shape {
        Vec::<String>::shape()
    }

    fn from_node(node: &Node, faults: &mut Faults) -> Option<Self> {
        let pair: Vec<String> = Vec::from_node(node, faults)?;
        if let [one, other] = pair.as_slice() {
            let words = |text: &String| Phrases::of(std::slice::from_ref(text));
            return Some(Self(words(one), words(other)));
        }
        let found = format!("{} từ", pair.len());
        let fault = Fault::new(Kind::WrongValue, node.place.clone(), found);
        faults.add(fault.expected("hai từ trái nhau: [đúng hạn, quá hạn]"));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_whatever_their_accents() {
        let words = Vocabulary::shipped().unwrap();
        assert!(words.late.are_in(&fold("có 02 hồ sơ QUÁ HẠN")));
        assert!(!words.late.are_in(&fold("quá hạnh")));
        assert!(words.count.begin(&fold("Số lượng hồ sơ")));
        assert!(!words.count.begin(&fold("Tỷ lệ trên tổng số")));
    }

    #[test]
    fn what_lacks_is_misspelt_or_makes_no_pair_is_told_at_its_line() {
        let text = WORDS
            .replace("\ndiem:", "\ndiemm:")
            .replace("[đã, chưa]", "[đã, chưa, sẽ]");
        let faults = form::read::<Vocabulary>("checks/tu-khoa.yaml", &text)
            .err()
            .unwrap()
            .to_string();
        assert!(
            faults.contains("diemm") && faults.contains("3 từ"),
            "{faults}"
        );
    }
}
