//! Words that a clerk typed as a value and that YAML takes for a comment: `ten: #1`, `Tổ #2`.

use crate::fault::{Fault, Kind, Place};

/// The fault of words behind a value, or in place of one (`blank`), that begin with a number sign
/// and that YAML leaves out. The value ends on
/// line `number`, at byte `end`.
pub fn taken(
    file: &Place,
    text: &str,
    (number, end): (usize, usize),
    blank: bool,
) -> Option<Fault> {
    let (before, after) = text.split_at_checked(end)?;
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    let before = before.get(line..)?;
    let after = after.split('\n').next()?;
    let whole = text.get(line..line + before.len() + after.len())?;
    // The parser stands before the colon of a key, or behind the comment of an entry.
    let rest = match blank && after.is_empty() {
        true => before.trim_start().strip_prefix('-')?,
        false => after.strip_prefix(':').filter(|_| blank).unwrap_or(after),
    };
    let sign = rest.trim_start();
    let words = sign.strip_prefix('#').filter(|_| sign.len() < rest.len())?;
    // Behind words a name or a number goes on; several words, or what stands behind a figure, explain.
    let one = words.split_whitespace().count() == 1;
    let behind_words = one && before.ends_with(char::is_alphabetic);
    let is_value = match blank {
        true => words.starts_with(char::is_alphanumeric),
        false => {
            words.starts_with(|c: char| c.is_ascii_digit() || behind_words && c.is_uppercase())
        }
    };
    if !is_value {
        return None;
    }
    let column = whole.chars().count() - sign.chars().count() + 1;
    let sign = sign.trim_end();
    let found = format!("“{sign}” bị coi là ghi chú, không vào giá trị");
    Some(
        Fault::new(Kind::Syntax, file.at(number, column), found)
            .expected("ghi chú có dấu cách sau #; giá trị có dấu # thì đặt trong nháy kép \"…\"")
            .remedy(format!("là giá trị thì viết cả giá trị trong nháy: \"{}\"; là ghi chú thì thêm dấu cách: # {words}", whole_value(whole, sign, blank))),
    )
}

/// The value with the words that were left out.
fn whole_value<'a>(line: &'a str, sign: &'a str, blank: bool) -> &'a str {
    if blank {
        return sign;
    }
    let value = line.trim();
    let value = value.strip_prefix("- ").unwrap_or(value);
    value
        .split_once(": ")
        .map_or(value, |(_, value)| value)
        .trim()
}

#[cfg(test)]
mod tests {
    use crate::form;

    fn told(text: &str) -> Option<String> {
        let faults = form::parse("a.yaml", text).err()?;
        assert_eq!(faults.count(), 1, "{faults}");
        faults
            .iter()
            .next()
            .map(|fault| format!("{}: {} {}", fault.place, fault.found, fault.remedy))
    }

    #[test]
    fn a_value_taken_for_a_comment_is_told_where_it_stands() {
        for (text, place) in [
            ("a: #1\n", "a.yaml:1:4"),
            ("ký: 1\na:   #1\nb: c\n", "a.yaml:2:6"),
            ("a:\n  - #1\n  - b\n", "a.yaml:2:5"),
            ("a:\n  - b: #Tổ 1\n    c: d\n", "a.yaml:2:8"),
            ("a: Tổ #1\n", "a.yaml:1:7"),
            ("a:\n  - Tổ #1\n", "a.yaml:2:8"),
            ("a: Các tổ\n  là tổ #1\n", "a.yaml:2:9"),
            ("a: #1\r\nb: c\r\n", "a.yaml:1:4"),
            ("a: Trần Minh #Phúc\n", "a.yaml:1:14"),
            ("{a: #1\n}", "a.yaml:1:5"),
        ] {
            let said = told(text).unwrap_or_default();
            assert!(said.starts_with(place), "{text:?}: {said}");
        }
        let said = told("a: Tổ #1\n").unwrap_or_default();
        assert!(said.contains("\"Tổ #1\""), "{said}");
    }

    #[test]
    fn a_comment_is_none() {
        for text in [
            "a: # chưa có\nb: c\n",
            "a:      # 1\n",
            "a: 5 # tháng trước 4\n",
            "a: 5 #của tháng trước\n",
            "a: 5/11/2026 #Ngày ký\n",
            "a: VP #nơi soạn\n",
            "a: Nguyễn Văn A #Chủ tịch mới\n",
            "a:\n  - UBND xã Mỹ Đức #Đã đổi tên\n",
            "a: \"#1\"\n",
            "a: Tổ#1\n",
            "#a: #1\na: b\n",
            "a: #\n",
            "a: ## mục 1\nb: c\n",
            "a: |\n  Tổ #1\n  - #2\n",
            "a: # các nơi\n  - b #nơi thứ nhất\n",
            "a: \"Tổ #1\n  tổ #2\"\n",
        ] {
            assert_eq!(told(text), None, "{text:?}");
        }
    }
}
