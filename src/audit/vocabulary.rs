//! The words by which checks understand sentences and labels (`checks/tu-khoa.yaml`).

use crate::fault::{Fault, Faults, Kind};
use crate::form::{self, Fields, Form, Key, Node, Sourced};
use crate::vn::text::{fold, has_word, is_whole};

const WORDS: &str = include_str!("../../checks/tu-khoa.yaml");

static VOCABULARY: Form = Form::new("từ khóa").keys(&[
    Key::required::<Vec<String>>("tre_han", "Hồ sơ quá hạn"),
    Key::required::<Vec<String>>(
        "mot_cua",
        "Bộ phận của cấp trên, được chấm điểm mà không có trong biểu",
    ),
    Key::required::<Vec<String>>("diem", "Điểm"),
    Key::required::<Vec<String>>("goi_trong", "Loại đơn vị mà bài có thể gọi trống"),
    Key::required::<Vec<String>>("la_ty_le", "Tên dòng mở đầu thế này là tỷ lệ"),
    Key::required::<Vec<String>>("la_so_dem", "Tên dòng mở đầu thế này là số đếm"),
    Key::required::<Vec<Sourced<Vec<String>>>>("trai_nhau", "Các cặp từ trái nhau"),
    Key::required::<Vec<String>>("ho_so", "Đếm hồ sơ"),
    Key::required::<Vec<String>>("thu_tuc", "Đếm thủ tục"),
    Key::required::<Vec<String>>("tiep_nhan", "Số tiếp nhận"),
    Key::required::<Vec<String>>("truoc_ten", "Đứng trước tên đơn vị trong câu"),
    Key::required::<Vec<String>>("van_ban_dan", "Loại văn bản mà bài dẫn theo số"),
    Key::required::<Vec<String>>("mo_dau_trich_yeu", "Chữ mở đầu trích yếu"),
    Key::required::<Vec<String>>("kem_theo", "Sau tên phụ lục của chính văn bản này"),
    Key::required::<Vec<String>>("danh_xung", "Không đứng trước họ tên người ký"),
]);

/// Words by what they say. Lists of plain texts are looked for as they are written.
pub struct Vocabulary {
    /// Dossiers are late.
    pub late: Words,
    /// The desk of the level above, which is scored and stands in no list.
    pub desk: Words,
    /// Points.
    pub points: Words,
    /// Sorts of units that stand for the only unit of their sort.
    pub sorts: Words,
    /// Labels of rates begin so.
    pub rate: Words,
    /// Labels of counts begin so.
    pub count: Words,
    /// What names a thing, and what names its complement.
    pub opposites: Vec<(Words, Words)>,
    /// Dossiers.
    pub dossiers: Words,
    /// Procedures.
    pub procedures: Words,
    /// Dossiers received, of which all others are a part.
    pub received: Words,
    /// What announces the name of a unit.
    pub leads: Vec<String>,
    /// Types of documents that a text cites by number.
    pub cited: Vec<String>,
    /// What a cited document is about begins so.
    pub about: Vec<String>,
    /// After the name of an appendix of the document itself.
    pub attached: Vec<String>,
    /// Ranks and honours that do not stand before a signatory's name (ND30-KY-07).
    pub honours: Vec<String>,
}

/// Words that are looked for whole, whatever their capitals and accents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
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

    /// Each of them, folded.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl Vocabulary {
    /// The shipped one.
    ///
    /// # Errors
    /// If its file is damaged, which a test rules out.
    pub fn shipped() -> Result<Self, Faults> {
        Self::parse(WORDS)
    }

    fn parse(text: &str) -> Result<Self, Faults> {
        let node = form::parse("checks/tu-khoa.yaml", text)?;
        let mut faults = Faults::none();
        let read = Self::of(&node, &mut faults);
        faults.or(read)
    }

    fn of(node: &Node, faults: &mut Faults) -> Option<Self> {
        let fields = Fields::of(node, &VOCABULARY, faults)?;
        let opposites = opposites(&fields, faults);
        // What lacks is a fault, whatever stands here instead.
        let mut list = |key| -> Vec<String> { fields.get(key, faults).unwrap_or_default() };
        Some(Self {
            late: Words::of(&list("tre_han")),
            desk: Words::of(&list("mot_cua")),
            points: Words::of(&list("diem")),
            sorts: Words::of(&list("goi_trong")),
            rate: Words::of(&list("la_ty_le")),
            count: Words::of(&list("la_so_dem")),
            opposites,
            dossiers: Words::of(&list("ho_so")),
            procedures: Words::of(&list("thu_tuc")),
            received: Words::of(&list("tiep_nhan")),
            leads: list("truoc_ten"),
            cited: list("van_ban_dan"),
            about: list("mo_dau_trich_yeu"),
            attached: list("kem_theo"),
            honours: list("danh_xung"),
        })
    }
}

fn opposites(fields: &Fields, faults: &mut Faults) -> Vec<(Words, Words)> {
    let pairs: Option<Vec<Sourced<Vec<String>>>> = fields.get("trai_nhau", faults);
    let mut read = Vec::new();
    for pair in pairs.unwrap_or_default() {
        if let [one, other] = pair.value.as_slice() {
            let words = |text: &String| Words::of(std::slice::from_ref(text));
            read.push((words(one), words(other)));
        } else {
            let found = format!("{} từ", pair.value.len());
            let fault = Fault::new(Kind::WrongValue, pair.place, found);
            faults.add(fault.expected("hai từ trái nhau: [đúng hạn, quá hạn]"));
        }
    }
    read
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
        let faults = Vocabulary::parse(&text).err().unwrap().to_string();
        assert!(
            faults.contains("diemm") && faults.contains("3 từ"),
            "{faults}"
        );
    }
}
