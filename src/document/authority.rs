//! Whether the lines above a signatory's name give his authority as the decree orders it
//! (Phụ lục I, phần I, mục II, khoản 7; Điều 13), and the titles by which that is known
//! (`decree/quyen-han.yaml`).

use std::sync::OnceLock;

use crate::fault::{Fault, Faults, Kind};
use crate::form::{self, Sourced, choice, form};
use crate::vn::text::lower;

/// The shipped file.
const SIGNING: &str = include_str!("../../decree/quyen-han.yaml");

form! {
    /// The abbreviations of authority and the titles of those who sign.
    #[derive(Debug)]
    pub struct Signing: SIGNING_FORM, "quyền hạn ký" {
        marks: required::<Vec<Mark>>("quyen_han", "Các chữ viết tắt quyền hạn"),
        /// The title of a committee's head.
        pub chair: required::<String>("chu_tich", "Chức vụ người đứng đầu UBND"),
        heads: required::<Vec<String>>("dung_dau", "Chức vụ người đứng đầu"),
        deputies: required::<Vec<String>>("cap_pho", "Chữ mở đầu chức vụ của cấp phó"),
    }
}

form! {
    /// An abbreviation of authority (ND30-KY-01).
    #[derive(Debug)]
    struct Mark: MARK, "chữ viết tắt quyền hạn" {
        letters: required::<String>("chu", "Chữ viết tắt"),
        before: required::<Before>("truoc", "Sau chữ ấy ghi gì"),
        below: or_default::<Vec<String>>("duoi", "Dưới dòng của những chữ nào thì ghi được"),
        /// Whether nobody may sign for whoever signs so.
        last: or_default::<bool>("uy_quyen", "Dưới đó không ai ký thay"),
    }
}

choice! {
    /// What an abbreviation stands before.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Before: "điều ghi sau chữ viết tắt" {
        Body = "tap_the": "tên tập thể lãnh đạo hoặc cơ quan",
        Head = "dung_dau": "chức vụ người đứng đầu",
        Signatory = "chinh_minh": "chức vụ của chính người ký",
    }
}

impl Signing {
    /// The shipped ones, read at the first call.
    ///
    /// # Errors
    /// If their file is wrong, which a test rules out.
    pub fn shipped() -> Result<&'static Self, Faults> {
        static SHARED: OnceLock<Result<Signing, Faults>> = OnceLock::new();
        let read = || form::read("decree/quyen-han.yaml", SIGNING);
        SHARED.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// Whether a title is that of a deputy.
    pub fn is_deputy(&self, title: &str) -> bool {
        begins(title, &self.deputies)
    }

    /// The abbreviation of a line and what it stands before.
    fn marked<'l>(&self, line: &'l str) -> Option<(&Mark, &'l str)> {
        let (letters, whose) = line.split_once(". ")?;
        let letters = letters.to_uppercase();
        let mark = self.marks.iter().find(|mark| mark.letters == letters)?;
        (!whose.starts_with(' ')).then_some((mark, whose))
    }

    /// Those that stand in lines of their own: `“TM. ”, “KT. ”`.
    fn lines(&self) -> String {
        let lines = self.marks.iter().filter(|mark| mark.is_line());
        let quoted: Vec<String> = lines.map(|mark| format!("“{}. ”", mark.letters)).collect();
        quoted.join(", ")
    }
}

impl Mark {
    fn is_line(&self) -> bool {
        self.before != Before::Signatory
    }

    /// Whether it may stand first, or below another.
    fn follows(&self, before: Option<&Mark>) -> bool {
        self.is_line() && before.is_none_or(|before| self.below.contains(&before.letters))
    }
}

/// Whether a title is one of these, perhaps with more behind.
fn begins(title: &str, titles: &[String]) -> bool {
    let title = lower(title);
    titles.iter().any(|known| {
        let rest = title.strip_prefix(&lower(known));
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Adds a fault for each line that cannot stand where it stands.
pub fn check(lines: &[Sourced<String>], position: &Sourced<String>, faults: &mut Faults) {
    let Some(signing) = faults.absorb(Signing::shipped()) else {
        return;
    };
    let mut before: Option<&Mark> = None;
    for (index, line) in lines.iter().enumerate() {
        let below = lines.get(index + 1).unwrap_or(position);
        let Some((mark, whose)) = signing.marked(&line.value) else {
            faults.add(unmarked(line, signing));
            continue;
        };
        let order = misplaced(line, mark, before);
        let words = unfit(line, (mark, whose), &below.value, signing);
        order
            .into_iter()
            .chain(words)
            .for_each(|fault| faults.add(fault));
        before = Some(mark);
    }
    if let Some((mark, _)) = signing.marked(&position.value)
        && mark.is_line()
    {
        let found = format!("“{}” ghi ở chức vụ", position.value);
        faults.add(wrong(position, found).expected(format!(
            "chức vụ của chính người ký; dòng “{}.” ghi ở “quyen_han” (ND30-KY-03)",
            mark.letters
        )));
    }
}

fn unmarked(line: &Sourced<String>, signing: &Signing) -> Fault {
    let found = format!("dòng quyền hạn “{}”", line.value);
    wrong(line, found)
        .expected(format!(
            "{} rồi tên tập thể hoặc chức vụ người đứng đầu: sau chữ viết tắt có dấu chấm và một dấu cách \
             (ND30-KY-01, ND30-KY-08)",
            signing.lines()
        ))
        .remedy("người đứng đầu tự ký thì bỏ dòng này, chỉ ghi chức vụ")
}

fn misplaced(line: &Sourced<String>, mark: &Mark, before: Option<&Mark>) -> Option<Fault> {
    if mark.follows(before) {
        return None;
    }
    let letters = &mark.letters;
    let found = match before {
        Some(before) => format!("“{letters}.” ghi dưới “{}.”", before.letters),
        None => format!("“{letters}.” ghi ở quyền hạn"),
    };
    let expected = match before {
        Some(before) if before.last => {
            "người được ủy quyền không ủy quyền lại, không ai ký thay (ND30-KY-05)"
        }
        _ if !mark.is_line() => {
            "“Q.” ghi ngay trước chức vụ, ở “chuc_vu”: Q. GIÁM ĐỐC (ND30-KY-01)"
        }
        _ => "một dòng, hoặc hai dòng TM. – KT., TL. – KT. (ND30-KY-03, ND30-KY-04, ND30-KY-05)",
    };
    Some(wrong(line, found).expected(expected))
}

/// TM. stands before a collective or body; KT., TL. and TUQ. before the head's title, which the
/// signatory does not bear himself.
fn unfit(
    line: &Sourced<String>,
    (mark, whose): (&Mark, &str),
    below: &str,
    signing: &Signing,
) -> Option<Fault> {
    let found = format!("dòng quyền hạn “{}”", line.value);
    let letters = &mark.letters;
    let deputy = signing.is_deputy(whose);
    if mark.before == Before::Body {
        let wrong_here = deputy || begins(whose, &signing.heads);
        return wrong_here.then(|| {
            wrong(line, found).expected(
                "sau “TM.” là tên tập thể lãnh đạo hoặc cơ quan: TM. ỦY BAN NHÂN DÂN (ND30-KY-01)",
            )
        });
    }
    if deputy {
        return Some(wrong(line, found).expected(format!(
            "sau “{letters}.” là chức vụ của người đứng đầu, không phải của cấp phó (ND30-KY-01)"
        )));
    }
    let below = below.to_uppercase();
    (whose.to_uppercase() == below).then(|| {
        wrong(line, format!("chức vụ “{below}” ghi dưới “{}”", line.value)).expected(format!(
            "dưới “{letters}.” là chức vụ của chính người ký, ví dụ KT. CHỦ TỊCH rồi PHÓ CHỦ TỊCH \
             (ND30-KY-03)"
        ))
    })
}

fn wrong(line: &Sourced<String>, found: String) -> Fault {
    Fault::new(Kind::WrongValue, line.place.clone(), found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Place;

    fn sourced(text: &str) -> Sourced<String> {
        Sourced::new(text.to_owned(), Place::file("ho-so.yaml"))
    }

    /// The rules that are named to the user.
    fn faults(lines: &[&str], position: &str) -> String {
        let lines: Vec<_> = lines.iter().map(|line| sourced(line)).collect();
        let mut faults = Faults::none();
        check(&lines, &sourced(position), &mut faults);
        faults.to_string()
    }

    #[test]
    fn nd30_ky_03_04_05_the_legal_ways_to_sign_pass() {
        for (lines, position) in [
            (&["TM. ỦY BAN NHÂN DÂN"] as &[&str], "CHỦ TỊCH"),
            (&["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH"),
            (&["KT. BỘ TRƯỞNG"], "THỨ TRƯỞNG"),
            (&["KT. Chủ tịch"], "Phó Chủ tịch"),
            (&["TL. CHỦ TỊCH"], "CHÁNH VĂN PHÒNG"),
            (
                &["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG"],
                "PHÓ CHÁNH VĂN PHÒNG",
            ),
            (&["TUQ. CHỦ TỊCH"], "GIÁM ĐỐC SỞ NỘI VỤ"),
            (&["TM. ỦY BAN NHÂN DÂN"], "Q. CHỦ TỊCH"),
            (&[], "GIÁM ĐỐC"),
        ] {
            assert_eq!(faults(lines, position), "", "{lines:?} {position}");
        }
    }

    #[test]
    fn nd30_ky_01_and_08_a_line_needs_its_abbreviation_a_stop_and_one_blank() {
        for line in [
            "ỦY BAN NHÂN DÂN",
            "TM ỦY BAN NHÂN DÂN",
            "TM.ỦY BAN",
            "TM.  ỦY BAN",
            "TTM. A",
        ] {
            assert!(faults(&[line], "CHỦ TỊCH").contains("ND30-KY-08"), "{line}");
        }
    }

    #[test]
    fn nd30_ky_01_kt_stands_before_the_heads_title_and_tm_before_a_body() {
        assert!(faults(&["KT. PHÓ CHỦ TỊCH"], "PHÓ CHỦ TỊCH").contains("ND30-KY-01"));
        assert!(faults(&["TM. CHỦ TỊCH"], "PHÓ CHỦ TỊCH").contains("ND30-KY-01"));
        assert!(faults(&["Q. GIÁM ĐỐC"], "GIÁM ĐỐC").contains("ND30-KY-01"));
    }

    /// “KT.” above THỨ TRƯỞNG was told to be for deputies alone (SIGN-02), who begin with “Phó”.
    #[test]
    fn deputies_are_known_by_their_titles() {
        let signing = Signing::shipped().unwrap();
        for title in ["PHÓ CHỦ TỊCH", "Phó Giám đốc", "THỨ TRƯỞNG"] {
            assert!(signing.is_deputy(title), "{title}");
            assert!(faults(&[&format!("KT. {title}")], "A").contains("ND30-KY-01"));
            assert!(faults(&[&format!("TM. {title}")], "A").contains("ND30-KY-01"));
        }
        for title in ["CHỦ TỊCH", "Phổ thông", "Trưởng phòng"] {
            assert!(!signing.is_deputy(title), "{title}");
        }
    }

    #[test]
    fn nd30_ky_03_below_kt_stands_the_signatorys_own_title() {
        assert!(faults(&["KT. CHỦ TỊCH"], "CHỦ TỊCH").contains("ND30-KY-03"));
        assert!(faults(&[], "KT. CHỦ TỊCH").contains("ND30-KY-03"));
    }

    #[test]
    fn nd30_ky_05_nobody_signs_for_one_who_was_authorised() {
        let found = faults(&["TUQ. CHỦ TỊCH", "KT. GIÁM ĐỐC"], "PHÓ GIÁM ĐỐC");
        assert!(found.contains("ND30-KY-05"));
        assert!(faults(&["KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"], "A").contains("ND30-KY-04"));
    }
}
