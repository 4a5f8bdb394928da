//! How sentences are read (`checks/cau.yaml`): which part each word plays in one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::phrases::{Lexicon, begins, each_word, learn, words};
use crate::fault::Faults;
use crate::form::{self, Fields, Form, Key};
use crate::lately::Lately;
use crate::vn::text::{has_word, is_lower_of};

const GRAMMAR: &str = include_str!("../../../checks/cau.yaml");

/// Declares lists of words, each with its key in the file and what it is.
macro_rules! words {
    ($(#[$doc:meta])* $list:ident, $keys:ident, $($name:ident = $key:literal: $what:literal,)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $list {
            $(#[doc = $what] $name,)*
        }

        impl $list {
            const ALL: &[(&str, Self)] = &[$(($key, Self::$name),)*];
        }

        static $keys: &[Key] = &[$(Key::required::<Vec<String>>($key, $what),)*];
    };
}

words! {
    /// The part that words play in a sentence.
    Role, PHRASES,
    Total = "tong": "Tổng điểm",
    AxisNoun = "truc": "Gọi trục, nhóm của bộ chỉ số",
    UnitNoun = "don_vi": "Gọi đơn vị",
    Own = "chinh_minh": "Chính đơn vị của hồ sơ",
    Whole = "ca_vung": "Cả vùng của cơ quan ban hành",
    Other = "noi_khac": "Nơi khác, mức chung",
    Part = "pham_vi": "Một phần của hồ sơ, không phải cả",
    Apart = "cach": "Khoảng cách giữa hai điểm",
    Rank = "xep_hang": "Thứ hạng",
    BandNoun = "xep_loai": "Trước tên một mức xếp loại",
    Counted = "dem": "Thứ đếm được",
    Points = "diem": "Điểm",
    Places = "bac": "Bậc của thứ hạng",
    Rate = "ty_le": "Tỷ lệ",
    Rises = "tang": "Tăng",
    Falls = "giam": "Giảm",
    Stays = "nguyen": "Không đổi",
    Maximum = "toi_da": "Điểm tối đa",
    Highest = "cao_nhat": "Cao nhất, nhiều nhất",
    Lowest = "thap_nhat": "Thấp nhất",
    Lacks = "thieu": "Thiếu bao nhiêu điểm",
    Only = "duy_nhat": "Duy nhất",
    Not = "khong": "Phủ định",
    Exists = "ton_tai": "Có, còn",
    All = "tat_ca": "Tất cả",
    Above = "hon": "Hơn một mức",
    Below = "kem": "Dưới một mức",
    Near = "gan": "Gần một mức",
    About = "khoang": "Khoảng một mức",
    AtLeast = "tro_len": "Sau mức dưới của một khoảng",
    AtMost = "tro_xuong": "Sau mức trên của một khoảng",
    Of = "chi_phan": "Giữa phần và tổng",
    Versus = "so_voi": "So với",
    From = "tu": "Từ mức",
    Up = "len": "Lên mức",
    Down = "xuong": "Xuống mức",
    To = "den": "Đến mức",
    Is = "la": "Trước điều được gọi tên, trước danh sách",
    Respectively = "lan_luot": "Lần lượt",
    Rest = "con_lai": "Còn lại",
    OfWhom = "cua": "Của",
    And = "va": "Giữa hai vế",
    Month = "thang": "Tháng",
    Now = "ky_nay": "Kỳ này",
    Before = "ky_truoc": "Kỳ trước",
    YearBefore = "cung_ky": "Cùng kỳ năm trước",
    Elsewhen = "ky_khac": "Kỳ khác",
    Year = "nam": "Năm",
    Quarter = "quy": "Quý",
    Week = "tuan": "Tuần",
    Day = "ngay": "Trước hay sau một số không phải số liệu",
    Plan = "du_kien": "Từ đây là việc sẽ làm, phải làm",
    Supposed = "gia_dinh": "Cả câu là giả định, quy tắc",
    Described = "mo_ta": "Tả hồ sơ",
    Redo = "lam_lai": "Trước số đã có, trong câu giao việc",
    Achieves = "dat": "Đạt",
    Filler = "bo_qua": "Không đổi nghĩa",
}

words! {
    /// What a clause that has such words is about, whatever parts they play in it.
    Hint, HINTS,
    More = "nhieu_hon": "Điều nói trước hơn điều nói sau",
    Less = "it_hon": "Điều nói trước kém điều nói sau",
    Distance = "cach_nhau": "Hai điều cách nhau bao nhiêu",
    Short = "can_them": "Còn cần bao nhiêu",
    Share = "chiem": "Chiếm bao nhiêu phần của tất cả",
    Range = "dao_dong": "Trong khoảng nào",
    Unbroken = "lien_tuc": "Không lần nào khác",
    Each = "deu": "Mỗi điều đều vậy",
    Alone = "chi_rieng": "Chỉ những điều được nêu",
    Example = "vi_du": "Những điều được nêu không phải là tất cả",
    Except = "tru_ra": "Những điều được nêu thì để ra ngoài",
    Placed = "dung_tren": "Ai đứng trên, dưới ai",
    Or = "hoac": "Một trong hai điều",
    Beside = "ngay_canh": "Đứng liền nhau",
    This = "day": "Điều đang nói",
    Many = "nhieu": "Trước “nhất”: nhiều",
    Few = "it": "Trước “nhất”: ít",
    Among = "trong": "Trước số của tất cả",
    Cases = "vu_viec": "Gọi một hồ sơ trong danh sách",
    Late = "cham": "Hồ sơ trong danh sách bị chậm",
    Settled = "da_xong": "Việc đã xong, không còn trong danh sách",
    Within = "trong_do": "Trong những điều vừa nói",
    Due = "hen": "Trước ngày hẹn trả",
    Mean = "trung_binh": "Bình quân",
    Sum = "cong_lai": "Cộng lại",
    Then = "tiep_sau": "Trước những điều đứng sau điều nhất vừa nêu",
    Together = "cung_nhau": "Của những điều vừa nêu cộng với nhau",
    Overall = "tinh_chung": "Mở đầu điều nói chung cho những điều nêu sau đó",
    Why = "hoi_vi_sao": "Sau lời yêu cầu: hỏi lý do của điều đã có",
    Level = "muc_nay": "Mức vừa nói",
    NoneLate = "khong_cham": "Không có hồ sơ chậm",
    Just = "vua_noi": "Sau một danh từ: điều vừa nói",
    Recurring = "tung_ky": "Bên cạnh số kỳ",
    TotalCode = "ma_tong": "Trong mã của một điều hỏi thêm: của cả bộ chỉ số",
    PerOffice = "moi_co_quan": "Mỗi cơ quan bao nhiêu",
    Every = "ca": "Trước một số: đó là tất cả",
    Severally = "tung_don_vi": "Sau nhiều đơn vị: của từng đơn vị",
    Present = "hien_co": "Giữa lời giao việc: điều đang có",
    WithinBand = "trong_loai": "Trước tên mức xếp loại: chỉ trong mức ấy",
    Because = "vi_sao": "Mở đầu lý do",
    Graded = "theo_han": "Tiêu đề có từ này chỉ đếm một phần, xét theo hạn",
    Another = "dieu_khac": "Giữa một phân số và một tỷ lệ: đó là tỷ lệ của điều khác",
    Offices = "cac_co_quan": "Nhiều cơ quan, cơ quan nào cũng vậy",
    Than = "so_sanh": "Cuối từ so sánh với điều nói sau",
    Most = "nhat": "Cuối từ gọi điều đứng đầu hay đứng cuối",
    Much = "bao_nhieu": "Trước “nhất”: tăng, giảm bao nhiêu",
    Beyond = "vuot": "Qua một mức, qua bao nhiêu bậc",
    Toward = "huong": "Cuối từ tăng, giảm, hay sau nó: trước mức đi đến",
    Between = "giua": "Trước hai điều: khoảng cách giữa chúng",
    Ahead = "dung_truoc": "Trước tên đơn vị: xếp trên đơn vị ấy",
    Behind = "dung_sau": "Trước tên đơn vị: xếp dưới đơn vị ấy",
    Same = "nhu_nhau": "Những điều được nêu có cùng một số",
    Lists = "noi_ten": "Trước tên cuối của một danh sách",
    Joins = "noi_ve": "Giữa hai điều cùng nói về một nhóm",
    Plural = "cac": "Trước danh từ: nhiều điều",
    Per = "moi": "Trước danh từ: mỗi điều bao nhiêu",
    Merely = "chi": "Chỉ nơi được nêu, khi câu không có số",
    OfAll = "cua_tat_ca": "Trước một số: của tất cả",
    OutOf = "tren_tong": "Giữa phần và tổng, khi cả hai là số",
    Consists = "gom": "Giữa tất cả và một phần trong đó",
    Half = "nua": "Một nửa, khi có từ ở bên",
    BesideHalf = "canh_nua": "Từ ở bên “nửa”",
    Parts = "phan": "Giữa hai số của một phân số",
    Fourth = "phan_tu": "Cách viết khác của “bốn” trong phân số",
    Quiet = "cung_mot_so": "Giữa hai cách nói của cùng một số",
    LevelNoun = "muc": "Gọi một mức",
    Degree = "muc_thay_doi": "Trước từ tăng, giảm: tăng, giảm bao nhiêu",
    Months = "goi_thang": "Gọi tháng",
    Days = "goi_ngay": "Gọi ngày",
    UpToNow = "den_nay": "Sau số tháng: tháng này là tháng cuối",
    JustBefore = "lien_truoc": "Sau “tháng”: tháng trước, không phải nhiều tháng liền",
    Whichever = "nao_cung": "Cùng có trong một vế: lần nào cũng vậy",
    Until = "tinh_den": "Trong lời gọi thời điểm: tính đến lúc ấy",
    Dossiers = "ho_so": "Gọi thứ mà cột nào cũng đếm",
    NotYet = "chua": "Trong tên điều chưa được như vậy",
    Must = "phai": "Sau thứ đếm được: tên cột, không phải việc phải làm",
    Done = "da_lam": "Trước tên trục: việc đã làm, không phải trục",
    Topic = "thi": "Sau điều được nói đến: câu không phải giả định",
    Wishes = "de_duoc": "Trước mức xếp loại muốn có: câu nói còn thiếu bao nhiêu",
    OfSort = "la_loai": "Trước loại đơn vị: câu chỉ nói về loại ấy",
    AnyUnit = "goi_don_vi": "Gọi đơn vị, không nói loại nào",
    Areas = "vung": "Cả một vùng, không phải đơn vị của hồ sơ",
}

/// What is read in other ways.
static OTHERS: &[Key] = &[
    Key::required::<Vec<String>>("sai_khien", "Mở đầu câu sai khiến"),
    Key::required::<Vec<String>>("muc_du_kien", "Trong tên một mục chỉ nói việc sẽ làm"),
    Key::required::<Vec<String>>("so_chu", "Số viết bằng chữ, từ một"),
    Key::required::<Vec<String>>("chu_chung", "Chữ không phân biệt hai dòng"),
    Key::required::<Vec<String>>("chu_dem", "Chữ ở đầu một tiêu đề cột chỉ nói rằng cột đếm"),
    Key::required::<Vec<Vec<String>>>("trai_nghia", "Phần còn lại của dòng có từ đầu là từ cuối"),
    Key::required::<Vec<Vec<String>>>(
        "cung_thu",
        "Tên của cùng một thứ đếm được; từ đầu thay cho các từ sau",
    ),
    Key::required::<Vec<Vec<String>>>("dong_nghia", "Từ cùng nghĩa; từ đầu thay cho các từ sau"),
];

static FORM: Form = Form::new("cách đọc câu").and(&[PHRASES, HINTS, OTHERS]);

/// What lacks to the whole of a line.
pub struct Opposite {
    /// The telling words of phrases of which a line has the first and perhaps others.
    pub of: Vec<Arc<BTreeSet<String>>>,
    /// The phrase of what lacks to it.
    pub other: String,
    /// Its telling words.
    pub telling: Arc<BTreeSet<String>>,
}

/// The parts that words play in sentences.
pub struct Grammar {
    /// Phrases with their parts.
    pub phrases: Lexicon<Role>,
    /// Words that are looked for in a clause, by their number in the list.
    hints: Vec<Vec<String>>,
    /// How a sentence begins that orders something.
    commands: Lexicon<()>,
    /// What the title of a section says that is about what is to be done.
    planned: Lexicon<()>,
    /// Numbers in words, from one.
    numbers: Vec<String>,
    /// Words that do not tell lines of an appendix apart.
    pub common: BTreeSet<String>,
    /// Words of a head that only say that something is counted.
    pub counting: BTreeSet<String>,
    /// All words of the phrases.
    vocabulary: BTreeSet<String>,
    /// What lacks to the whole of lines.
    pub opposite: Vec<Opposite>,
    /// Nouns of what is counted, and that which stands for them.
    same_things: BTreeMap<String, String>,
    /// Phrases, and those that stand for them.
    pub alike: Lexicon<Vec<String>>,
    /// The telling words of the texts that many documents have.
    lately: Lately<BTreeSet<String>>,
}

/// Nouns, each with the first of its group.
fn same_things(groups: &[Vec<String>]) -> BTreeMap<String, String> {
    let mut same = BTreeMap::new();
    for group in groups {
        if let [first, others @ ..] = group.as_slice() {
            let others = others.iter();
            same.extend(others.map(|other| (plain_phrase(other), plain_phrase(first))));
        }
    }
    same
}

/// All words of phrases and these.
fn vocabulary(phrases: &Lexicon<Role>, common: &BTreeSet<String>) -> BTreeSet<String> {
    let rests = phrases.values().flatten().flat_map(|(rest, _)| rest);
    phrases.keys().chain(rests).chain(common).cloned().collect()
}

impl Grammar {
    /// The shipped one.
    ///
    /// # Errors
    /// If its file is damaged, which a test rules out.
    pub fn shipped() -> Result<Self, Faults> {
        let node = form::parse("checks/cau.yaml", GRAMMAR)?;
        let mut faults = Faults::none();
        let read =
            Fields::of(&node, &FORM, &mut faults).map(|fields| Self::of(&fields, &mut faults));
        faults.or(read)
    }

    fn of(fields: &Fields, faults: &mut Faults) -> Self {
        let mut list = |key| -> Vec<String> { fields.get(key, faults).unwrap_or_default() };
        let mut phrases = Lexicon::new();
        for (key, role) in Role::ALL {
            for phrase in list(key) {
                learn(&mut phrases, &phrase, *role);
            }
        }
        let hints = Hint::ALL.iter().map(|(key, _)| list(key)).collect();
        let mut plain = |key| {
            let mut lexicon = Lexicon::new();
            for phrase in list(key) {
                learn(&mut lexicon, &phrase, ());
            }
            lexicon
        };
        let (commands, planned) = (plain("sai_khien"), plain("muc_du_kien"));
        let numbers = list("so_chu");
        let common: BTreeSet<String> = list("chu_chung").into_iter().collect();
        let counting = list("chu_dem").into_iter().collect();
        let vocabulary = vocabulary(&phrases, &common);
        let things: Option<Vec<Vec<String>>> = fields.get("cung_thu", faults);
        let same_things = same_things(&things.unwrap_or_default());
        let mut alike = Lexicon::new();
        let opposite: Option<Vec<Vec<String>>> = fields.get("trai_nghia", faults);
        let opposite = opposite.unwrap_or_default();
        let groups: Option<Vec<Vec<String>>> = fields.get("dong_nghia", faults);
        for group in groups.unwrap_or_default() {
            if let [first, others @ ..] = group.as_slice() {
                for other in others {
                    learn(&mut alike, other, words(first));
                }
            }
        }
        let mut grammar = Self {
            phrases,
            hints,
            commands,
            planned,
            numbers,
            common,
            counting,
            vocabulary,
            same_things,
            opposite: Vec::new(),
            alike,
            lately: Lately::new(512),
        };
        let opposite = opposite.iter().filter_map(|phrases| {
            let (other, phrases) = phrases.split_last()?;
            Some(Opposite {
                of: phrases.iter().map(|one| grammar.telling(one)).collect(),
                other: other.clone(),
                telling: grammar.telling(other),
            })
        });
        grammar.opposite = opposite.collect();
        grammar
    }

    /// The words of a hint.
    pub fn hint(&self, hint: Hint) -> &[String] {
        self.hints.get(hint as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether words are one of a hint.
    pub fn is(&self, words: &str, hint: Hint) -> bool {
        let mut known = self.hint(hint).iter();
        known.any(|known| is_lower_of(known, words))
    }

    /// Whether words begin with those of a hint.
    pub fn begins(&self, words: &str, hint: Hint) -> bool {
        let mut known = self.hint(hint).iter();
        known.any(|known| (words.get(..known.len())).is_some_and(|own| is_lower_of(known, own)))
    }

    /// Whether words end with those of a hint.
    pub fn ends(&self, words: &str, hint: Hint) -> bool {
        let mut known = self.hint(hint).iter();
        known.any(|known| {
            let from = words.len().checked_sub(known.len());
            let own = from.and_then(|from| words.get(from..));
            own.is_some_and(|own| is_lower_of(known, own))
        })
    }

    /// What stands among the telling words of what is not so.
    pub fn not_yet(&self) -> impl Iterator<Item = &String> {
        self.hint(Hint::NotYet).iter().take(1)
    }

    /// Whether telling words are of what is not so.
    pub fn is_not_yet(&self, telling: &BTreeSet<String>) -> bool {
        self.not_yet().any(|word| telling.contains(word))
    }

    /// The number that a word is.
    pub fn number(&self, word: &str) -> Option<usize> {
        let at = self.numbers.iter().position(|number| number == word)?;
        Some(at + 1)
    }

    /// Whether the words of a part stand among others.
    pub fn says(&self, words: &[String], role: Role) -> bool {
        let mut rests = (0..words.len()).filter_map(|at| words.get(at..)?.split_first());
        rests.any(|(first, rest)| {
            let mut known = self.phrases.get(first).into_iter().flatten();
            known.any(|(known, own)| *own == role && rest.starts_with(known))
        })
    }

    /// Whether a text in small letters has words of a hint.
    pub fn has(&self, text: &str, hint: Hint) -> bool {
        self.hint(hint).iter().any(|known| has_word(text, known))
    }

    /// Whether a sentence orders something.
    pub fn is_command(&self, sentence: &str) -> bool {
        // No command is longer.
        const MOST: usize = 12;
        let mut words = each_word(sentence);
        // Few sentences begin as commands do.
        let first = words.next();
        let Some(first) = first.filter(|first| self.commands.contains_key(first)) else {
            return false;
        };
        let rest = words.take(MOST - 1);
        let words: Vec<String> = std::iter::once(first).chain(rest).collect();
        begins(&self.commands, &words)
    }

    /// Whether a section of this title is about what is to be done.
    pub fn is_planned(&self, title: &str) -> bool {
        let words = words(title);
        (0..words.len()).any(|at| {
            words
                .get(at..)
                .is_some_and(|rest| begins(&self.planned, rest))
        })
    }

    /// The words of a text without its numbers, each with one word for all that mean the same;
    /// those that stand for a phrase apart.
    fn meant(&self, text: &str) -> (BTreeSet<String>, BTreeSet<String>) {
        let mut words = words(text);
        words.retain(|word| word.chars().all(char::is_alphabetic));
        let (mut single, mut joined) = (BTreeSet::new(), BTreeSet::new());
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let rest = words.get(at + 1..).unwrap_or_default();
            let alike = self.alike.get(word).into_iter().flatten();
            let mut alike = alike.filter(|(phrase, _)| rest.starts_with(phrase));
            match alike.next() {
                Some((phrase, meant)) => {
                    joined.extend(meant.iter().cloned());
                    at += phrase.len();
                }
                None => {
                    single.insert(word.clone());
                }
            }
            at += 1;
        }
        (single, joined)
    }

    /// The words of a text by which it can be told from others.
    pub fn telling(&self, text: &str) -> Arc<BTreeSet<String>> {
        self.lately.of(text.as_bytes(), || self.told_by(text))
    }

    fn told_by(&self, text: &str) -> BTreeSet<String> {
        let (mut telling, joined) = self.meant(text);
        telling.extend(joined.iter().cloned());
        telling.retain(|word| !self.common.contains(word) && !self.idle(word));
        // “Số hồ sơ tiếp nhận” has nothing else to be known by.
        if telling.is_empty() { joined } else { telling }
    }

    /// Whether words are something that is counted.
    pub fn counts(&self, phrase: &str) -> bool {
        let words = words(phrase);
        let Some((first, rest)) = words.split_first() else {
            return false;
        };
        let known = self.phrases.get(first).into_iter().flatten();
        known
            .clone()
            .any(|(known, role)| known == rest && *role == Role::Counted)
    }

    /// What a text counts, in one word for all that mean the same: the first of such nouns.
    pub fn noun(&self, text: &str) -> Option<String> {
        let words = words(text);
        let mut rests = (0..words.len()).filter_map(|at| words.get(at..)?.split_first());
        rests.find_map(|(first, rest)| {
            let known = self.phrases.get(first).into_iter().flatten();
            let mut known =
                known.filter(|(known, role)| *role == Role::Counted && rest.starts_with(known));
            let (known, _) = known.next()?;
            let phrase = std::iter::once(first).chain(known);
            let phrase: Vec<&str> = phrase.map(String::as_str).collect();
            let phrase = phrase.join(" ");
            Some(self.same_things.get(&phrase).cloned().unwrap_or(phrase))
        })
    }

    /// Whether a word stands in a phrase.
    pub fn knows(&self, word: &str) -> bool {
        self.vocabulary.contains(word)
    }

    /// Whether words, with a blank around each, are of a part, of other bodies or of what is to be.
    pub fn is_part(&self, words: &str) -> bool {
        let other = |role: &Role| matches!(role, Role::Part | Role::Plan | Role::Other);
        self.phrases.iter().any(|(first, phrases)| {
            let mut phrases = phrases.iter().filter(|(_, role)| other(role));
            words.contains(&format!(" {first} "))
                && phrases.any(|(rest, _)| {
                    let phrase = [std::slice::from_ref(first), rest.as_slice()].concat();
                    words.contains(&format!(" {} ", phrase.join(" ")))
                })
        })
    }

    /// Whether a word by itself denies something.
    pub fn denies(&self, word: &str) -> bool {
        let phrases = self.phrases.get(word).into_iter().flatten();
        phrases
            .clone()
            .any(|(rest, role)| rest.is_empty() && *role == Role::Not)
    }

    /// Whether a text denies something.
    pub fn negates(&self, text: &str) -> bool {
        each_word(text).any(|word| self.denies(&word))
    }

    /// Whether a word by itself tells nothing of what is counted.
    fn idle(&self, word: &str) -> bool {
        let roles = [
            Role::Filler,
            Role::Achieves,
            Role::Exists,
            Role::Is,
            Role::And,
            Role::OfWhom,
            Role::Near,
            Role::About,
            Role::Below,
        ];
        let phrases = self.phrases.get(word).into_iter().flatten();
        let mut alone = phrases.filter(|(rest, _)| rest.is_empty());
        alone.any(|(_, role)| roles.contains(role))
    }

    /// How many telling words of a label a text has.
    pub fn shared(&self, label: &str, text: &str) -> usize {
        let (single, joined) = self.meant(text);
        let telling = self.telling(label);
        let said = |word: &&String| single.contains(*word) || joined.contains(*word);
        telling.iter().filter(said).count()
    }
}

/// The words of a phrase, as they are compared.
fn plain_phrase(phrase: &str) -> String {
    words(phrase).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_grammar_gives_each_phrase_one_part() {
        let grammar = Grammar::shipped().unwrap();
        for (first, phrases) in &grammar.phrases {
            for (i, (rest, role)) in phrases.iter().enumerate() {
                let twice = phrases.iter().skip(i + 1).any(|(other, _)| other == rest);
                assert!(!twice, "{first} {rest:?} {role:?}");
            }
        }
    }

    #[test]
    fn words_of_one_meaning_tell_the_same() {
        let grammar = Grammar::shipped().unwrap();
        assert_eq!(
            grammar.telling("Hồ sơ trễ hạn"),
            grammar.telling("hồ sơ quá hạn")
        );
    }
}
