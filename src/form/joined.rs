//! Lines that a clerk typed as entries or keys of their own, and that YAML joins into the value
//! above: a list with the bullets of Word, a key without a blank.

use crate::fault::{Fault, Kind, Place};
use crate::vn::text::{lower, unlisted};

/// The lines of a plain value, the first of them from the value on.
pub struct Joined<'a> {
    file: &'a Place,
    /// The number of the first line.
    first: usize,
    /// Each with the blanks before its words.
    lines: Vec<(usize, &'a str)>,
    /// Whether the value stands below its key.
    below: bool,
}

impl<'a> Joined<'a> {
    /// The lines from where a value begins, each number and column from one and none, to where it
    /// ends; `key` is the line of its key, if it has one.
    pub fn of(
        file: &'a Place,
        text: &'a str,
        (first, from): (usize, usize),
        (last, to): (usize, usize),
        key: Option<usize>,
    ) -> Self {
        let numbered = (1..).zip(text.lines()).take(last).skip(first - 1);
        let lines = numbered.filter_map(|(number, line)| {
            let words = line.trim_start();
            let indent = line.chars().count() - words.chars().count();
            let after = number == last && to <= indent;
            let begins = line.char_indices().nth(from).map_or(0, |(at, _)| at);
            match number == first {
                true => Some((from, line.get(begins..)?)),
                false => (!after).then_some((indent, words)),
            }
        });
        Self {
            file,
            first,
            lines: lines.collect(),
            below: key.is_some_and(|key| key < first),
        }
    }

    /// What is wrong with them: one fault for a list, one for each key.
    pub fn faults(&self) -> Vec<Fault> {
        match self.list() {
            Some(fault) => vec![fault],
            None => self.keys().collect(),
        }
    }

    fn fault(&self, index: usize, found: impl Into<String>) -> Fault {
        let indent = self.lines.get(index).map_or(0, |(indent, _)| *indent);
        let place = self.file.at(self.first + index, indent + 1);
        Fault::new(Kind::Syntax, place, found)
    }

    fn words(&self, index: usize) -> &'a str {
        self.lines.get(index).map_or("", |(_, words)| words)
    }

    /// Lines that are entries of a list by their signs, or by how each begins.
    fn list(&self) -> Option<Fault> {
        let more = 1..self.lines.len();
        let next = more.clone().find(|index| marked(self.words(*index)));
        if let (Some(sign), Some(_)) = (mark(self.words(0)), next) {
            let found = format!("danh sách có dấu đầu dòng “{sign}”, YAML nối cả thành một câu");
            return Some(self.fault(0, found).expected(DASHES).remedy(format!(
                "thay “{sign}” ở đầu mỗi dòng bằng “- ”; nếu đúng là một câu, đặt cả câu trong nháy kép \"…\""
            )));
        }
        // A dash that begins a line may be one of a name that goes over the end of a line.
        let plain = |words: &str| match words.strip_prefix('-') {
            Some(rest) => {
                rest.starts_with(|c: char| c == ' ' || c.is_alphabetic()) || rest.is_empty()
            }
            // A dash or a plus may be one of the sentence.
            None => mark(words).is_some_and(|sign| {
                !sign.contains(|c: char| c.is_alphanumeric() || "+-–—−‐‑".contains(c))
            }),
        };
        let found = format!("YAML nối dòng này vào giá trị ở dòng {}", self.first);
        if let Some(index) = more.clone().find(|index| plain(self.words(*index))) {
            return Some(self.fault(index, found).expected("các dòng cùng bậc thụt vào bằng nhau; khóa có danh sách bên dưới thì để trống sau dấu hai chấm").remedy(
                "thụt vào cho bằng các dòng “- ” khác; nếu là chữ của câu trên, đặt cả câu trong nháy kép \"…\"",
            ));
        }
        // A wrapped sentence seldom has a capital at the head of each of its lines, goes on behind a
        // comma, and fills its lines; a name in capitals may go over several.
        let entry = |words: &str| {
            let small = words.contains(char::is_lowercase);
            let ends = words.trim_end().ends_with([',', ';']);
            let short = words.split_whitespace().count() < 8;
            words.starts_with(char::is_uppercase) && small && !ends && short
        };
        let each = self.lines.len() > 2 && self.lines.iter().all(|(_, words)| entry(words));
        (self.below && each).then(|| {
            self.fault(1, found).expected(DASHES).remedy(
                "thêm “- ” ở đầu mỗi dòng; nếu đúng là một câu, đặt cả câu trong nháy kép \"…\"",
            )
        })
    }

    /// Lines that begin like keys.
    fn keys(&self) -> impl Iterator<Item = Fault> {
        let is_key = |(key, rest): (&str, &str)| {
            let letters = |b: u8| b.is_ascii_lowercase() || b == b'_';
            !key.is_empty() && key.bytes().all(letters) && !rest.starts_with("//")
        };
        let of_key = move |index: &usize| self.words(*index).split_once(':').is_some_and(is_key);
        (1..self.lines.len()).filter(of_key).map(|index| {
            let found = format!("YAML nối dòng này vào giá trị ở dòng {}", self.first);
            self.fault(index, found).expected("các dòng cùng bậc thụt vào bằng nhau; khóa có danh sách bên dưới thì để trống sau dấu hai chấm").remedy(
                "thêm một dấu cách sau dấu hai chấm và thụt vào cho bằng các khóa khác; nếu là chữ của câu trên, đặt cả câu trong nháy kép \"…\"",
            )
        })
    }
}

const DASHES: &str = "mỗi mục của danh sách một dòng, bắt đầu bằng “- ” (dấu trừ và một dấu cách)";

/// The sign of a list before words: `•`, `+`, `1.`, `a)`.
fn mark(words: &str) -> Option<&str> {
    let sign = words.get(..words.len() - unlisted(words).len())?.trim_end();
    if !sign.is_empty() {
        return Some(sign);
    }
    let (sign, _) = words.split_once(' ')?;
    let counted = sign.strip_suffix(['.', ')'])?;
    let number = counted.len() < 3 && counted.bytes().all(|b| b.is_ascii_digit());
    let letter = counted.chars().count() == 1 && lower(counted) == counted && sign.ends_with(')');
    (!counted.is_empty() && (number || letter)).then_some(sign)
}

fn marked(words: &str) -> bool {
    words.starts_with("- ") || mark(words).is_some()
}

#[cfg(test)]
mod tests {
    use crate::form;

    fn told(text: &str) -> Vec<String> {
        let faults = form::parse("a.yaml", text).err();
        let faults = faults.iter().flat_map(|faults| faults.iter());
        faults
            .map(|fault| format!("{}: {} {}", fault.place, fault.found, fault.remedy))
            .collect()
    }

    /// Recipients with the bullets of Word were printed as one, in one line.
    #[test]
    fn a_list_with_other_signs_is_told_once_where_it_begins() {
        for sign in ["•", "+", "–", "▪", "1.", "a)", "-"] {
            let text =
                format!("gui:\n  {sign} Sở Y tế\n  {sign} Sở Nội vụ\n  {sign} UBND xã\nluu: VP\n");
            let said = match sign {
                // That is a list.
                "-" => continue,
                _ => told(&text),
            };
            assert_eq!(said.len(), 1, "{said:?}");
            assert!(said[0].starts_with("a.yaml:2:3: danh sách"), "{said:?}");
            assert!(said[0].contains(&format!("“{sign}”")), "{said:?}");
        }
        for (text, place) in [
            (
                "gui:\n  • Sở Y tế\n  - Sở Nội vụ\n  - UBND xã\n",
                "a.yaml:2:3",
            ),
            (
                "gui:\n  -Sở Y tế\n  - Sở Nội vụ\n  - UBND xã\n",
                "a.yaml:2:3",
            ),
            ("gui:\n  - • Sở Y tế\n    • Sở Nội vụ\n", "a.yaml:2:5"),
            ("gui: Sở Y tế\n  - Sở Nội vụ\n  - UBND xã\n", "a.yaml:2:3"),
            ("gui:\n  - Sở Y tế\n    • Sở Nội vụ\n", "a.yaml:3:5"),
            ("gui:\n  Sở Y tế\n  Sở Nội vụ\n  UBND xã\n", "a.yaml:3:3"),
        ] {
            let said = told(text);
            assert_eq!(said.len(), 1, "{text}: {said:?}");
            assert!(said[0].starts_with(place), "{text}: {said:?}");
        }
    }

    #[test]
    fn a_sentence_over_several_lines_is_one() {
        for text in [
            "a: Các xã Chân Mây\n  – Lăng Cô và\n  Phú Lộc\n",
            "a:\n  Ủy ban nhân dân các xã\n  Đông Thái, Mỹ Đức và\n  các phường\n",
            "a: Rà soát\n  Thống kê\n  Báo cáo\n",
            "a:\n  ỦY BAN NHÂN DÂN\n  THÀNH PHỐ\n  PHÚ QUỐC\n",
            "a:\n  Đề nghị các xã Mỹ Đức,\n  Đông Thái, Tân Hội,\n  Chợ Mới khẩn trương\n",
            "a: >-\n  • Sở Y tế\n  • Sở Nội vụ\n",
            "a: • Sở Y tế\n",
            "a: 1. Sở Y tế và\n  sở Nội vụ\n",
            "a: \"• Sở Y tế\n  • Sở Nội vụ\"\n",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
