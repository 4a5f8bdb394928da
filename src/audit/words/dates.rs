//! Days and months of a document and in its words: real ones, in order, one way of writing.

use time::Date;

use super::citations::NUMBER;
use super::last_of;
use crate::audit::code::Code;
use crate::audit::context::Context;
use crate::audit::finding::Finding;
use crate::audit::vocabulary::Vocabulary;
use crate::vn::date;
use crate::vn::text::{has_word, is_whole, lower};

pub fn check(context: &Context, out: &mut Vec<Finding>) {
    out.extend(too_early(context));
    out.extend(too_late(context));
    in_words(context, out);
    out.extend(two_ways(context));
}

/// DATE-04: what a month brought is told when it is over, or with the day up to which it was
/// counted.
fn too_early(context: &Context) -> Option<Finding> {
    let day = context.day.filter(|_| tells_results(context))?;
    let until = counted_until(context).unwrap_or(context.inputs.period.known_on());
    (day < until).then(|| {
        let message = format!(
            "văn bản ghi ngày {}, trước ngày có số liệu {} ({})",
            date::short(day),
            context.inputs.period.short(),
            date::short(until)
        );
        of_the_day(Code::Date04, message, context)
            .words(date::short(day), format!("từ {}", date::short(until)))
            .suggest("kiểm tra “ngay” của “van_ban”, “ky” và “ngay_chot”")
    })
}

/// DATE-09: once the next period is over too, its result is the one to be told. The period is
/// often that of the document from which this one was copied.
fn too_late(context: &Context) -> Option<Finding> {
    let period = context.inputs.period;
    let day = context.day.or_else(|| counted_until(context));
    let day = day.filter(|_| tells_results(context))?;
    let (_, next_over) = period.next().days();
    (day > next_over).then(|| {
        let message = format!(
            "văn bản về {} mà ngày ghi là {}, khi {} cũng đã hết",
            period.short(),
            date::short(day),
            period.next().short()
        );
        let wanted = format!("đến {}", date::short(next_over));
        of_the_day(Code::Date09, message, context)
            .words(date::short(day), wanted)
            .suggest("kiểm tra “ky”, “ngay” của “van_ban” và “ngay_chot”; đúng là văn bản ra muộn thì ghi vào “da_xem”")
    })
}

/// Whether results of the period are told: a letter about one thing tells none.
pub(super) fn tells_results(context: &Context) -> bool {
    let inputs = context.inputs;
    !(inputs.units.is_empty() && inputs.tables.is_empty() && inputs.sheets.is_empty())
}

/// The last day up to which figures were counted, where it is stated.
pub(super) fn counted_until(context: &Context) -> Option<Date> {
    let tables = context.inputs.tables.values();
    tables
        .filter_map(|table| table.as_of.as_ref())
        .map(|as_of| as_of.value)
        .max()
}

fn of_the_day(code: Code, message: String, context: &Context) -> Finding {
    let place = context.document.issued.date_source.letter(0);
    Finding::new(code, place.as_ref().unwrap_or(&context.file), message).part("địa danh, thời gian")
}

/// DATE-03 and DATE-06: each day in the words is a real one, and what is cited was issued
/// before.
fn in_words(context: &Context, out: &mut Vec<Finding>) {
    let all = context.texts.all.as_str();
    for (start, end, written) in written_dates(all) {
        let Some(day) = date::parse(written) else {
            let message = format!("không có ngày “{written}”");
            let finding = context.at(Code::Date03, start, end, message);
            out.push(
                finding
                    .words(written, "")
                    .suggest("so lại ngày, tháng, năm"),
            );
            continue;
        };
        let signed = context.document.issued.date.day();
        let later = signed.is_some_and(|signed| day > signed);
        if later && is_cited(context.vocabulary, all.get(..start).unwrap_or_default()) {
            let message = format!("dẫn văn bản ngày {written}, sau ngày ký");
            let finding = context.at(Code::Date06, start, end, message);
            out.push(
                finding
                    .words(written, "")
                    .suggest("so lại ngày của văn bản được dẫn, hoặc ngày ký"),
            );
        }
    }
}

/// Whether a day is that of the document whose number stands before it: “Công văn số 15/UBND-VP ngày …”, “số 12 của
/// Hội đồng nhân dân tỉnh ngày …”, and not one on which something is to be done or holds: “số 15/KH-UBND trước
/// ngày …”, “của Chính phủ có hiệu lực ngày …”.
fn is_cited(words: &Vocabulary, before: &str) -> bool {
    let Some(lead) = last_of(before).trim_end().strip_suffix("ngày") else {
        return false;
    };
    let parted = lead.rfind(['\n', ';']).map_or(0, |at| at + 1);
    let lead = lead.get(parted..).unwrap_or_default();
    let Some((kind, number)) = lead.rsplit_once(NUMBER) else {
        return false;
    };
    let (number, body) = number.split_once(' ').unwrap_or((number, ""));
    let symbol = number.contains('/') && number.contains(char::is_alphabetic);
    let kinds = || words.cited.iter().any(|word| kind.ends_with(word.as_str()));
    let numbered = number.starts_with(|c: char| c.is_ascii_digit()) && (symbol || kinds());
    let body = lower(body);
    let body = body.trim_matches([' ', '(', ',']);
    let issued = body.is_empty() || words.issued.iter().any(|word| word == body);
    let name = body.starts_with("của ") && !body.contains([',', '.']);
    let by = || name && !words.other_days.iter().any(|word| has_word(body, word));
    numbered && (issued || by())
}

/// Stretches of the form `d/m/yyyy`.
fn written_dates(text: &str) -> Vec<(usize, usize, &str)> {
    /// No such stretch has more bytes from its first slash on: `/mm/yyyy`.
    const LONGEST: usize = 8;
    let mut dates = Vec::new();
    for (slash, _) in text.match_indices('/') {
        let before = text.get(..slash).unwrap_or_default();
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let start = slash - digits;
        let rest = text.bytes().skip(slash).take(LONGEST + 1);
        let end = slash
            + rest
                .take_while(|b| b.is_ascii_digit() || *b == b'/')
                .count();
        let Some(written) = text.get(start..end) else {
            continue;
        };
        let parts: Vec<&str> = written.split('/').collect();
        let [day, month, year] = parts.as_slice() else {
            continue;
        };
        let shape =
            (1..=2).contains(&day.len()) && (1..=2).contains(&month.len()) && year.len() == 4;
        if shape && is_whole(text, start, end) {
            dates.push((start, end, written));
        }
    }
    dates
}

/// DATE-07: one month is written one way: `tháng 01/2024`, not also `tháng 1/2024`.
fn two_ways(context: &Context) -> Option<Finding> {
    let all = context.texts.all.as_str();
    for month in ["1", "2"] {
        let short = format!("tháng {month}/");
        let long = format!("tháng 0{month}/");
        let (Some(at), true) = (all.find(&short), all.contains(&long)) else {
            continue;
        };
        let end = at + short.len();
        let message = format!("“{short}…” và “{long}…” trong một văn bản");
        let finding = context.at(Code::Date07, at, end, message);
        return Some(finding.suggest(format!("viết “{long}…” ở mọi chỗ")));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What holds or is to be done on a day was taken for a document of that day.
    #[test]
    fn a_day_is_that_of_a_cited_document_if_it_stands_by_its_number() {
        let words = Vocabulary::shipped().unwrap();
        let cited = |before| is_cited(&words, before);
        for before in [
            "Công văn số 15/UBND-VP ngày ",
            "Công văn số 15/UBND-VP, ngày ",
            "Kế hoạch số 15 (ban hành ngày ",
            "Nghị quyết số 12 của Hội đồng nhân dân tỉnh ngày ",
        ] {
            assert!(cited(before), "{before}");
        }
        for before in [
            "số hóa xong hồ sơ trước ngày ",
            "tổng số 15 hồ sơ ngày ",
            "Kế hoạch số 15/KH-UBND trước ngày ",
            "Kế hoạch số 15/KH-UBND dự kiến ban hành ngày ",
            "Công văn số 15/UBND-VP định kỳ ngày ",
            "Quyết định số 766/QĐ-TTg của Thủ tướng Chính phủ có hiệu lực ngày ",
            "Kế hoạch số 15/KH-UBND của UBND tỉnh kết thúc ngày ",
        ] {
            assert!(!cited(before), "{before}");
        }
    }

    #[test]
    fn only_days_are_taken_for_days() {
        let found = |text| {
            written_dates(text)
                .into_iter()
                .map(|(_, _, w)| w)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("ngày 05/9/2024 và 31/4/2024."),
            ["05/9/2024", "31/4/2024"]
        );
        assert_eq!(
            found("19/19 đơn vị, số 42/2022/NĐ-CP, tháng 8/2024"),
            Vec::<&str>::new()
        );
    }
}
