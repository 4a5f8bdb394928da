//! Whether the lines above a signatory's name give his authority as the decree orders it
//! (Phụ lục I, phần I, mục II, khoản 7; Điều 13).

use crate::fault::{Fault, Faults, Kind};
use crate::form::Sourced;

/// The abbreviations of authority (ND30-KY-01). `Q.` stands before the signatory's own title.
const MARKS: [&str; 5] = ["TM", "KT", "TL", "TUQ", "Q"];

/// Adds a fault for each line that cannot stand where it stands.
pub fn check(lines: &[Sourced<String>], position: &Sourced<String>, faults: &mut Faults) {
    let mut before: Option<String> = None;
    for (index, line) in lines.iter().enumerate() {
        let below = lines.get(index + 1).unwrap_or(position);
        let Some((mark, whose)) = marked(&line.value) else {
            faults.add(unmarked(line));
            continue;
        };
        let order = misplaced(line, &mark, before.as_deref());
        let words = unfit(line, &mark, &whose, &below.value.to_uppercase());
        order
            .into_iter()
            .chain(words)
            .for_each(|fault| faults.add(fault));
        before = Some(mark);
    }
    if let Some((mark, _)) = marked(&position.value)
        && mark != "Q"
    {
        let found = format!("“{}” ghi ở chức vụ", position.value);
        faults.add(wrong(position, found).expected(format!(
            "chức vụ của chính người ký; dòng “{mark}.” ghi ở “quyen_han” (ND30-KY-03)"
        )));
    }
}

/// The abbreviation of a line and what it stands before, in capitals.
fn marked(line: &str) -> Option<(String, String)> {
    let (mark, whose) = line.split_once(". ")?;
    let mark = mark.to_uppercase();
    let right = MARKS.contains(&mark.as_str()) && !whose.starts_with(' ');
    right.then(|| (mark, whose.to_uppercase()))
}

fn unmarked(line: &Sourced<String>) -> Fault {
    let found = format!("dòng quyền hạn “{}”", line.value);
    wrong(line, found)
        .expected(
            "“TM. ”, “KT. ”, “TL. ”, “TUQ. ” rồi tên tập thể hoặc chức vụ người đứng đầu: \
             sau chữ viết tắt có dấu chấm và một dấu cách (ND30-KY-01, ND30-KY-08)",
        )
        .remedy("người đứng đầu tự ký thì bỏ dòng này, chỉ ghi chức vụ")
}

/// TM. comes first; KT. may follow TM. and TL.; nothing is delegated after TUQ.
fn misplaced(line: &Sourced<String>, mark: &str, before: Option<&str>) -> Option<Fault> {
    let fits = matches!(
        (before, mark),
        (None, "TM" | "KT" | "TL" | "TUQ") | (Some("TM" | "TL"), "KT")
    );
    if fits {
        return None;
    }
    let found = match before {
        Some(before) => format!("“{mark}.” ghi dưới “{before}.”"),
        None => format!("“{mark}.” ghi ở quyền hạn"),
    };
    let expected = match (before, mark) {
        (Some("TUQ"), _) => "người được ủy quyền không ủy quyền lại, không ai ký thay (ND30-KY-05)",
        (_, "Q") => "“Q.” ghi ngay trước chức vụ, ở “chuc_vu”: Q. GIÁM ĐỐC (ND30-KY-01)",
        _ => "một dòng, hoặc hai dòng TM. – KT., TL. – KT. (ND30-KY-03, ND30-KY-04, ND30-KY-05)",
    };
    Some(wrong(line, found).expected(expected))
}

/// TM. stands before a collective or body; KT., TL. and TUQ. before the head's title, which the
/// signatory does not bear himself.
fn unfit(line: &Sourced<String>, mark: &str, whose: &str, below: &str) -> Option<Fault> {
    let found = format!("dòng quyền hạn “{}”", line.value);
    let deputy = |title: &str| title.starts_with("PHÓ ");
    if mark == "TM" {
        return [
            "CHỦ TỊCH",
            "GIÁM ĐỐC",
            "CHÁNH VĂN PHÒNG",
            "TRƯỞNG PHÒNG",
            "PHÓ ",
        ]
        .iter()
        .any(|title| whose.starts_with(title))
        .then(|| {
            wrong(line, found).expected(
                "sau “TM.” là tên tập thể lãnh đạo hoặc cơ quan: TM. ỦY BAN NHÂN DÂN (ND30-KY-01)",
            )
        });
    }
    if deputy(whose) {
        return Some(wrong(line, found).expected(format!(
            "sau “{mark}.” là chức vụ của người đứng đầu, không phải của cấp phó (ND30-KY-01)"
        )));
    }
    (whose == below).then(|| {
        wrong(line, format!("chức vụ “{below}” ghi dưới “{}”", line.value)).expected(format!(
            "dưới “{mark}.” là chức vụ của chính người ký, ví dụ KT. CHỦ TỊCH rồi PHÓ CHỦ TỊCH \
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
