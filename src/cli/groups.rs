//! What is reported again and again, reported once: many findings of one code or faults of one kind as a
//! group with its places, so that they bury nothing else.

use std::collections::BTreeMap;

use super::offer;
use crate::audit::Finding;
use crate::batch::weight;
use crate::fault::{Fault, Place, Remark, column_letters, quoted};

/// As many of one sort are reported as a group.
const GROUP: usize = 5;
/// As many of a group are reported in words; of the others only their places.
const SHOWN: usize = 20;

/// One thing to report.
pub struct Message {
    /// What makes things be of one sort.
    pub sort: String,
    /// Weight and code: `cảnh báo NAME-04`.
    pub mark: String,
    /// Where.
    pub place: Place,
    /// What, on one line.
    pub words: String,
    /// What follows for all of them alike.
    pub tail: Vec<String>,
    /// The whole of it, if it is reported alone.
    pub alone: String,
}

impl From<&Finding> for Message {
    fn from(finding: &Finding) -> Self {
        let alone = finding.to_string();
        let mark = format!("{} {}", finding.severity.vietnamese(), finding.code);
        let (stated, tail): (Vec<&str>, Vec<&str>) = alone
            .lines()
            .skip(1)
            .partition(|line| line.starts_with("  ghi:") || line.starts_with("  chỗ:"));
        let mut words = finding.message.clone();
        for line in stated {
            words.push_str(&match line.strip_prefix("  chỗ: ") {
                Some(part) if part.split(", ").any(|piece| words.contains(piece)) => String::new(),
                Some(part) => format!(" ({part})"),
                None => format!("; {}", line.trim()),
            });
        }
        Self {
            sort: mark.clone(),
            place: finding.place.clone(),
            words,
            tail: tail.into_iter().map(str::to_owned).collect(),
            mark,
            alone,
        }
    }
}

impl From<&Fault> for Message {
    fn from(fault: &Fault) -> Self {
        let mark = format!("lỗi {}", fault.kind.code());
        let line = |name: &str, text: &str| format!("  {name}: {text}");
        let mut tail = vec![line("cần", &fault.expected), line("sửa", &fault.remedy)];
        tail.retain(|line| !line.ends_with(": "));
        Self {
            sort: format!("{mark}\n{}", tail.join("\n")),
            place: fault.place.clone(),
            words: fault.found.clone(),
            tail,
            mark,
            alone: fault.to_string(),
        }
    }
}

impl Message {
    /// Of a unit of a lô.
    fn of_unit(unit: &str, remark: &Remark) -> Self {
        let fault = remark.rule.is_empty();
        let mark = mark(remark);
        let line = |name: &str, text: &str| format!("  {name}: {text}");
        let mut tail = vec![
            line("cần", &remark.expected),
            line(if fault { "sửa" } else { "nên" }, &offer::remedy(remark)),
            line("căn cứ", &remark.rule),
        ];
        tail.retain(|line| !line.ends_with(": "));
        let file = Place::file(remark.file.as_str());
        let sheet = remark.sheet.as_deref().map(|sheet| file.sheet(sheet));
        let words = match remark.message.contains(unit) {
            true => remark.message.clone(),
            false => format!("{}: {}", quoted(unit), remark.message),
        };
        let alone = format!("{}: {mark}: {words}", remark.place);
        Self {
            sort: mark.clone(),
            place: sheet.unwrap_or(file).at(remark.line, remark.column),
            words,
            alone: [&[alone], tail.as_slice()].concat().join("\n"),
            tail,
            mark,
        }
    }
}

fn mark(remark: &Remark) -> String {
    format!("{} {}", weight(&remark.severity), remark.code)
}

/// What is messages of the units of a lô, by name: errors first, those of one code together. Of each
/// code a few are messages and all are counted: a lô may have hundreds of thousands.
pub fn emit_units<'r>(all: impl Iterator<Item = (&'r str, &'r Remark)>) -> String {
    let rank = |severity: &str| ["error", "warning"].iter().position(|one| *one == severity);
    let mut sorts: BTreeMap<(usize, &str), (usize, Vec<Message>)> = BTreeMap::new();
    for (unit, remark) in all {
        let weight = rank(&remark.severity).unwrap_or(usize::MAX);
        let (count, messages) = sorts.entry((weight, &remark.code)).or_default();
        *count += 1;
        if messages.len() < GROUP {
            messages.push(Message::of_unit(unit, remark));
        }
    }
    let messages = sorts
        .into_values()
        .map(|(count, messages)| match count >= GROUP {
            true => together(&messages.iter().collect::<Vec<_>>(), count),
            false => messages
                .into_iter()
                .map(|one| one.alone)
                .collect::<Vec<_>>()
                .join("\n\n"),
        });
    messages.collect::<Vec<_>>().join("\n\n")
}

/// All of them in their order, those of one sort together where the first of them stands; a blank
/// line between two.
pub fn emit(all: &[Message]) -> String {
    let mut sorts: BTreeMap<&str, Vec<&Message>> = BTreeMap::new();
    for one in all {
        sorts.entry(&one.sort).or_default().push(one);
    }
    let mut messages: Vec<String> = Vec::new();
    for one in all {
        let group = sorts.get_mut(one.sort.as_str());
        let group = group.filter(|group| group.len() >= GROUP || group.is_empty());
        match group.map(std::mem::take) {
            None => messages.push(one.alone.clone()),
            // Already there, where the first of them stands.
            Some(group) if group.is_empty() => {}
            Some(group) => messages.push(together(&group, group.len())),
        }
    }
    messages.join("\n\n")
}

/// The first things of a sort, of which there are so many.
fn together(group: &[&Message], count: usize) -> String {
    let Some(first) = group.first() else {
        return String::new();
    };
    let mut text = format!("{} ở {count} chỗ:", first.mark);
    let alike = group.iter().all(|one| one.tail == first.tail);
    let words = |one: &Message| {
        let more = if alike { &[] } else { one.tail.as_slice() };
        let more = more
            .iter()
            .filter(|line| line.starts_with("  nên:") || line.starts_with("  sửa:"));
        let more: String = more.map(|line| format!("; {}", line.trim())).collect();
        one.words.clone() + &more
    };
    // The same words at several places are written once.
    let mut lines: Vec<(String, Vec<&Place>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for one in group {
        let words = words(one);
        let at = *known.entry(words.clone()).or_insert(lines.len());
        match lines.get_mut(at) {
            Some((_, places)) => places.push(&one.place),
            None => lines.push((words, vec![&one.place])),
        }
    }
    for (words, places) in lines.iter().take(SHOWN) {
        text.push_str(&format!("\n  - {}: {words}", together_at(places)));
    }
    let rest = lines.iter().skip(SHOWN).flat_map(|(_, at)| at).copied();
    let rest: Vec<&Place> = rest.collect();
    let untold = count.saturating_sub(group.len()) + rest.len();
    if untold > 0 {
        let places = together_at(&rest);
        let places = if places.is_empty() {
            places
        } else {
            format!(": {places}")
        };
        text.push_str(&format!("\n  - … và {untold} chỗ nữa{places}"));
    }
    let tail = first.tail.iter();
    for line in tail.filter(|line| alike || line.starts_with("  căn cứ:")) {
        text.push_str(&format!("\n{line}"));
    }
    text
}

/// Places, the file and the sheet of several only with the first of them; the first of many.
fn together_at(places: &[&Place]) -> String {
    const MOST: usize = 200;
    let file = |place: &Place| {
        (
            place.file_name().to_owned(),
            place.sheet_name().map(str::to_owned),
        )
    };
    let mut text = String::new();
    let mut last = None;
    for place in places.iter().take(MOST) {
        let here = file(place);
        let between = if text.is_empty() { "" } else { ", " };
        let (line, column) = (place.line(), place.column());
        text.push_str(between);
        text.push_str(&if last.as_ref() != Some(&here) || line == 0 {
            place.to_string()
        } else if here.1.is_some() && column > 0 {
            format!("{}{line}", column_letters(column))
        } else {
            format!("dòng {line}")
        });
        last = Some(here);
    }
    if places.len() > MOST {
        text.push_str(", …");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Kind;

    #[test]
    fn many_of_one_sort_are_told_together_and_bury_no_other() {
        let sheet = Place::file("so-lieu.xlsx").sheet("Tháng 10");
        let number = |row: usize, found: &str| {
            Fault::new(Kind::WrongType, sheet.at(row, 3), found).expected("một số")
        };
        let mut faults: Vec<Fault> = (5..30)
            .map(|row| number(row, &format!("ô ghi “{row}x”")))
            .collect();
        faults.insert(
            2,
            Fault::new(
                Kind::MissingKey,
                Place::file("ho-so.yaml").at(3, 1),
                "thiếu “ky”",
            ),
        );
        let messages: Vec<Message> = faults.iter().map(Message::from).collect();
        let messages = emit(&messages);
        assert!(
            messages.starts_with(
                "lỗi GIA-TRI-01 ở 25 chỗ:\n  - so-lieu.xlsx!Tháng 10!C5: ô ghi “5x”\n"
            ),
            "{messages}"
        );
        assert!(messages.contains("… và 5 chỗ nữa: so-lieu.xlsx!Tháng 10!C25, C26, C27, C28, C29\n  cần: một số\n\nho-so.yaml:3:1: lỗi KHOA-03"), "{messages}");
    }

    /// A unit's name of 32,760 letters stood before each of its messages.
    #[test]
    fn of_a_units_name_a_line_is_told_at_most() {
        let remark = Remark::from(&Fault::new(Kind::Bound, Place::file("lo.yaml"), "dài"));
        let told = emit_units([("ă".repeat(32_760).as_str(), &remark)].into_iter());
        assert!(told.chars().count() < 260, "{told}");
    }

    #[test]
    fn the_same_words_at_several_places_stand_once() {
        let file = Place::file("ho-so.yaml");
        let messages: Vec<Message> = [4, 9, 12, 13, 20]
            .map(|line| Message::from(&Fault::new(Kind::Syntax, file.at(line, 2), "phím Tab")))
            .into();
        assert_eq!(
            emit(&messages),
            "lỗi CU-PHAP ở 5 chỗ:\n  - ho-so.yaml:4:2, dòng 9, dòng 12, dòng 13, dòng 20: phím Tab"
        );
    }
}
