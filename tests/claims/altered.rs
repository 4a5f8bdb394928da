//! What is told of right sentences in which one thing was altered: a number, a direction, a name.
//! A means to look for kinds of slips that nothing is told of: `SHOW_ALTERED=lan-bon cargo test
//! --test claims altered -- --ignored --nocapture` prints them.

use std::fs;

use crate::common::{AXIS_NAMES, repository};
use crate::{FOLDER, Files, entries, files, sentences, told};
use vanthu::form;
use vanthu::render::Checker;

/// Words that are put in place of others.
const TURNED: [(&str, &str); 14] = [
    ("tăng", "giảm"),
    ("giảm", "tăng"),
    ("cao nhất", "thấp nhất"),
    ("thấp nhất", "cao nhất"),
    ("nhiều nhất", "ít nhất"),
    ("ít nhất", "nhiều nhất"),
    ("cao hơn", "thấp hơn"),
    ("thấp hơn", "cao hơn"),
    ("trên", "dưới"),
    ("dưới", "trên"),
    ("Xuất sắc", "Tốt"),
    ("loại Tốt", "loại Khá"),
    ("hai", "ba"),
    ("năm", "bốn"),
];

/// Names that are put in place of one another.
const NAMES: [&[&str]; 5] = [
    &AXIS_NAMES,
    &[
        "Phong Quảng",
        "Lộc An",
        "Khe Tre",
        "Kim Trà",
        "Thuận Hóa",
        "Phú Vinh",
        "An Cựu",
        "Vỹ Dạ",
    ],
    &[
        "Thủ Sỹ",
        "Hải Triều",
        "Nhật Tân",
        "Cương Chính",
        "Ngô Quyền",
        "An Viên",
    ],
    &[
        "Long Xuyên",
        "Rạch Giá",
        "Châu Phú",
        "Óc Eo",
        "Cô Tô",
        "Phú Quốc",
    ],
    &[
        "hộ tịch",
        "chứng thực",
        "đất đai",
        "bảo trợ xã hội",
        "xây dựng",
    ],
];

/// The sentence with each of its numbers altered that is no part of a day or a name.
fn numbers(text: &str) -> Vec<String> {
    const BEFORE: [&str; 8] = ["tháng ", "Tháng ", "ngày ", "quý ", "năm ", "số ", "-", "H"];
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| c.is_ascii_digit()) {
        let start = from + at;
        let number = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let end = text[start..]
            .find(|c| !number(c))
            .map_or(text.len(), |at| start + at);
        let (before, after) = (&text[..start], &text[end..]);
        let digits = text[start..end].trim_end_matches(['.', ',']);
        let after = format!("{}{after}", &text[start + digits.len()..end]);
        from = end;
        let dated = BEFORE.iter().any(|word| before.ends_with(word));
        let year = before.ends_with('/') && digits.len() == 4 || after.starts_with("/20");
        if !dated && !year {
            all.push(format!("{before}{}{after}", other(digits)));
        }
    }
    all
}

/// Another number: its last two digits turned, or its last one another.
fn other(number: &str) -> String {
    let mut digits: Vec<char> = number.chars().collect();
    let last = digits.len() - 1;
    let turns = last > 0 && digits[last - 1].is_ascii_digit() && digits[last - 1] != digits[last];
    if turns && digits[0] != '0' {
        digits.swap(last - 1, last);
    } else {
        digits[last] = if digits[last] == '9' {
            '8'
        } else {
            char::from(digits[last] as u8 + 1)
        };
    }
    digits.into_iter().collect()
}

fn altered(text: &str) -> Vec<String> {
    let mut all = numbers(text);
    for (from, to) in TURNED {
        let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
        if let Some((before, after)) = text.split_once(from)
            && whole(before.chars().next_back())
            && whole(after.chars().next())
        {
            all.push(format!("{before}{to}{after}"));
        }
    }
    for names in NAMES {
        for (i, name) in names
            .iter()
            .enumerate()
            .filter(|(_, name)| text.contains(**name))
        {
            let mut others = (1..names.len()).map(|step| names[(i + step) % names.len()]);
            let other = others.find(|other| !text.contains(other));
            all.extend(other.map(|other| text.replacen(name, other, 1)));
        }
    }
    all
}

/// What of a sentence was altered and is not told; none if the sentence itself is told.
fn untold(desk: &Checker, files: &Files, sentence: &str) -> Option<(usize, Vec<String>)> {
    if let [first, ..] = told(desk, files, sentence).as_slice() {
        println!("!! {sentence} <<{} {}>>", first.code, first.message);
        return None;
    }
    let mut all = altered(sentence);
    let made = all.len();
    all.retain(|one| told(desk, files, one).is_empty());
    Some((made, all))
}

#[test]
#[ignore = "a means to look for what is missed"]
fn altered_sentences_are_told() {
    let shown = std::env::var("SHOW_ALTERED").unwrap_or_default();
    let desk = Checker::new(None).unwrap();
    for name in shown.split(',').filter(|name| !name.is_empty()) {
        let (mut made, mut missed) = (0, 0);
        let text = fs::read_to_string(repository(FOLDER).join(format!("{name}.yaml"))).unwrap();
        for dossier in entries(&form::parse(name, &text).unwrap()) {
            let files = files(&dossier.key);
            println!("== {}", dossier.key);
            let kinds = entries(&dossier.value).iter();
            let all = kinds.flat_map(|kind| sentences(&kind.value));
            for (_, sentence) in all.filter(|(wrong, _)| !wrong) {
                let Some((all, untold)) = untold(&desk, &files, sentence) else {
                    continue;
                };
                (made, missed) = (made + all, missed + untold.len());
                if !untold.is_empty() {
                    println!("{sentence}\n    {}", untold.join("\n    "));
                }
            }
        }
        println!("{name}: {} of {made}", made - missed);
    }
}
